"""Programs that were found by their form and that the vocabulary does not hold yet: what a person needs to take them in.

In: an open store, or an endpoint. Out: ``CandidateProgram`` values, those of the most regions first, each with how it is written, what it
may be another name of, and sentences that speak of it; and for each a stub in Turtle to paste into ontology/programs.ttl, or into a file of
one's own for ``kg build --vocabulary``. After the next build the program is curated, under the identifier it had.

Nothing is merged here: ``kg.likeness`` suggests, a person decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import namespaces as ns
from kg.likeness import Name, Names, Tie
from kg.remote import Remote
from kg.results import Row, text_of
from kg.store import Store
from kg.text import normalise

COLUMNS = (
    *("program", "name", "type", "regions", "reports", "first", "last", "written"),
    *("maybe", "maybe_name", "sure", "why", "quote", "evidence"),
)
MOST_TIES = 5
# Up to so many characters, what stands in quotation marks each time counts in quotation marks only: it may be an ordinary word elsewhere.
_SHORT_NAME = 4

_COUNTS = """SELECT ?program ?name ?type ?kind ?regions ?reports ?first ?last WHERE {
  ?program fz:status "candidate" ; skos:prefLabel ?name ; fz:programType ?kind .
  ?total fz:totalOf ?program ; fz:regionCount ?regions ; fz:reportCount ?reports ; fz:firstYear ?first ; fz:lastYear ?last .
  ?kind skos:prefLabel ?type . FILTER(LANG(?type) = "zh" && LANG(?name) = "zh") }"""
_CURATED = """SELECT ?program ?name ?type WHERE {
  VALUES ?naming { skos:prefLabel skos:altLabel fz:quotedLabel fz:shortLabel }
  ?program fz:status "curated" ; ?naming ?name ; fz:programType ?kind .
  ?kind skos:prefLabel ?type . FILTER(LANG(?type) = "zh" && LANG(?name) = "zh") }"""
_HEADS = "SELECT DISTINCT ?word WHERE { ?list fz:headOf ?kind ; fz:word ?word }"
_PLACES = "SELECT DISTINCT ?name WHERE { ?report a fz:Report ; fz:division ?place . ?place skos:prefLabel|skos:altLabel ?name }"
_SURFACES = """SELECT ?program ?surface (COUNT(?mention) AS ?times) WHERE {
  ?program fz:status "candidate" . ?mention fz:mentions ?program ; fz:surface ?surface } GROUP BY ?program ?surface"""
_CONTEXTS = """SELECT ?program ?year ?region ?report ?quote ?sentence WHERE {{
  VALUES ?program {{ {programs} }}
  ?adoption a fz:Adoption ; fz:program ?program ; fz:division ?place ; fz:report ?report ; fz:evidence ?sentence .
  ?sentence fz:quote ?quote . ?place skos:prefLabel ?region
  # At the end: Oxigraph joins what follows an OPTIONAL apart from what stands before it.
  OPTIONAL {{ ?adoption fz:year ?year }} }}"""
_REPORTS = """SELECT DISTINCT ?program ?report WHERE {{
  VALUES ?program {{ {programs} }} ?adoption a fz:Adoption ; fz:program ?program ; fz:report ?report }}"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A program, curated or candidate, that a candidate may be another name of. ``name`` is the name of it that is alike."""

    program: str
    name: str
    curated: bool
    tie: Tie


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence that speaks of a candidate. ``evidence`` is the sentence's IRI."""

    region: str
    year: str
    quote: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CandidateProgram:
    """A program found by its form. ``written`` is each way it is written and how often; ``first`` and ``last`` are years."""

    program: str
    name: str
    type: str
    kind: str
    regions: int
    reports: int
    first: int
    last: int
    written: tuple[tuple[str, int], ...]
    suggestions: tuple[Suggestion, ...]
    contexts: tuple[Context, ...]


def find_candidates(graph: Store | Remote, *, regions: int = 1, limit: int = 0, contexts: int = 3) -> list[CandidateProgram]:
    """The candidates that at least so many regions speak of, the most widespread first; ``limit`` 0 for all."""
    counted = [_texts(row) for row in graph.select(_COUNTS)]
    counted.sort(key=lambda row: (-int(row[4]), -int(row[5]), row[1], row[0]))
    shown = [row for row in counted if int(row[4]) >= regions][: limit or None]
    surfaces = _surfaces(graph)
    names = _names(graph, counted, surfaces)
    sentences = _contexts(graph, [row[0] for row in shown], contexts)
    ties = {row[0]: names.ties(names.name(row[1], row[0], row[2], (w for w, _ in surfaces.get(row[0], ())))) for row in shown}
    together = _Together(graph, {*ties, *(other.program for found in ties.values() for other, _ in found)})
    curated = {text_of(row[0]) for row in graph.select(_CURATED)} if shown else set()
    return [
        CandidateProgram(
            program=row[0],
            name=row[1],
            type=row[2],
            kind=row[3],
            regions=int(row[4]),
            reports=int(row[5]),
            first=int(row[6]),
            last=int(row[7]),
            written=surfaces.get(row[0], ()),
            suggestions=tuple(together.weighed(row[0], ties[row[0]], curated))[:MOST_TIES],
            contexts=tuple(sentences.get(row[0], ())),
        )
        for row in shown
    ]


def _texts(row: Iterable[object]) -> list[str]:
    return [text_of(term) for term in row]


def _surfaces(graph: Store | Remote) -> dict[str, tuple[tuple[str, int], ...]]:
    """How each candidate is written, on one line, the most frequent way first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for program, surface, times in map(_texts, graph.select(_SURFACES)):
        counts[program]["".join(surface.split())] += int(times)
    return {program: tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))) for program, found in counts.items()}


def _names(graph: Store | Remote, candidates: Iterable[Sequence[str]], surfaces: dict[str, tuple[tuple[str, int], ...]]) -> Names:
    """Every name of every program of the graph."""
    places = {text_of(row[0]) for row in graph.select(_PLACES)}
    names = Names((text_of(row[0]) for row in graph.select(_HEADS)), places)
    for program, name, type in sorted(_texts(row) for row in graph.select(_CURATED)):
        names.add(name, program, type)
    for program, name, type, *_ in candidates:
        names.add(name, program, type, (surface for surface, _ in surfaces.get(program, ())))
    return names


class _Together:
    """Which reports speak of which programs: two names side by side in one report are seldom one program."""

    def __init__(self, graph: Store | Remote, programs: Iterable[str]) -> None:
        self._reports: dict[str, set[str]] = defaultdict(set)
        if values := _values(programs):
            for program, report in map(_texts, graph.select(_REPORTS.format(programs=values))):
                self._reports[program].add(report)

    def weighed(self, program: str, ties: Iterable[tuple[Name, Tie]], curated: set[str]) -> Iterator[Suggestion]:
        """The suggestions, surest first, those of programs that stand side by side one grade lower."""
        found = []
        for other, tie in ties:
            both = len(self._reports[program] & self._reports[other.program])
            if both and tie.rule != "spelling":
                tie = tie.lower(f"but {both} {'report speaks' if both == 1 else 'reports speak'} of both")  # noqa: PLW2901
            found.append(Suggestion(other.program, other.text, other.program in curated, tie))
        return iter(sorted(found, key=lambda suggestion: (*suggestion.tie.rank, suggestion.name)))


def _contexts(graph: Store | Remote, programs: Sequence[str], most: int) -> dict[str, list[Context]]:
    """Sentences of each program, the earliest first and of as many regions as may be."""
    found: dict[str, list[Context]] = defaultdict(list)
    if not (values := _values(programs)) or not most:
        return found
    rows = sorted(map(_texts, graph.select(_CONTEXTS.format(programs=values))), key=lambda row: (row[0], row[1], row[2], row[5]))
    for fresh in (True, False):
        for program, year, region, _, quote, sentence in rows:
            told = found[program]
            if len(told) < most and all(c.evidence != sentence for c in told) and not (fresh and any(c.region == region for c in told)):
                told.append(Context(region, year, " ".join(quote.split()), sentence))
    return found


def _values(programs: Iterable[str]) -> str:
    return " ".join(str(NamedNode(program)) for program in sorted(programs))


# --- what is printed ----------------------------------------------------------------------------------------------------------


def as_rows(candidates: Iterable[CandidateProgram]) -> Iterator[Row]:
    """A table of COLUMNS: one row a suggestion, and one for a candidate without any."""
    for found in candidates:
        context = found.contexts[0] if found.contexts else None
        written = "、".join(f"{text} {times}" for text, times in found.written)
        head: list[NamedNode | Literal | None] = [NamedNode(found.program), _zh(found.name), _zh(found.type)]
        head += [Literal(number) for number in (found.regions, found.reports, found.first, found.last)]
        head.append(Literal(written))
        tail: list[NamedNode | Literal | None] = [Literal(context.quote), NamedNode(context.evidence)] if context else [None, None]
        for suggestion in found.suggestions or (None,):
            middle: list[NamedNode | Literal | None] = [None] * 4
            if suggestion is not None:
                told = (_zh(suggestion.name), Literal(suggestion.tie.sureness.value), Literal(suggestion.tie.why))
                middle = [NamedNode(suggestion.program), *told]
            yield (*head, *middle, *tail)


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def describe(candidates: Sequence[CandidateProgram]) -> Iterator[str]:
    """The lines to read: a candidate, how it is written, what it may be, and what is said of it."""
    for found in candidates:
        years = f"{found.first}–{found.last}" if found.first != found.last else f"{found.first}"
        yield f"{found.name} · {found.type} · {_count(found.regions, 'region')}, {_count(found.reports, 'report')}, {years}"
        yield f"  {ns.compact(found.program)}"
        yield f"  written  {'、'.join(f'{text} ×{times}' for text, times in found.written)}"
        for suggestion in found.suggestions:
            standing = "curated" if suggestion.curated else "candidate"
            yield f"  maybe    {suggestion.tie.sureness:8} {ns.compact(suggestion.program)} ({standing}): {suggestion.tie.why}"
        for context in found.contexts:
            yield f"  {context.region} {context.year}  {context.quote}  {ns.compact(context.evidence)}"
        yield ""
    yield _count(len(candidates), "candidate")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


# --- Turtle -------------------------------------------------------------------------------------------------------------------

HEADER = f"""\
# Programs to take into the vocabulary: keep those that are programs, give them an English name and definitions in your own words, then
# paste them into ontology/programs.ttl, or keep this file and build with: kg build REPORTS --vocabulary FILE
@prefix fz: <{ns.ONTOLOGY}> .
@prefix program: <{ns.PREFIXES["program"]}> .
@prefix ptype: <{ns.PREFIXES["ptype"]}> .
@prefix topic: <{ns.PREFIXES["topic"]}> .
@prefix skos: <{ns.PREFIXES["skos"]}> .
"""


def turtle(candidates: Iterable[CandidateProgram]) -> str:
    """Stubs of all these candidates, with the prefixes."""
    return "\n".join([HEADER, *map(stub, candidates)])


def stub(candidate: CandidateProgram) -> str:
    """The Turtle that makes a candidate curated; suggested merges, and a topic, as comments to take up by hand.

    The English name and the definitions stand for themselves until somebody writes better: a program without them is not valid.
    """
    name = _literal(candidate.name)
    labels, quoted = _labels(candidate)
    years = f"{candidate.first}–{candidate.last}" if candidate.first != candidate.last else f"{candidate.first}"
    zh = f"{years}年有{candidate.regions}个地区的报告提到的{candidate.type}。"
    en = f"Spoken of by the reports of {_count(candidate.regions, 'region')}, {years}."
    lines = [f"# {_comment(candidate.name)}: {_count(candidate.regions, 'region')}, {_count(candidate.reports, 'report')}, {years}"]
    lines += [f"#   {context.region} {context.year}: {_comment(context.quote)}" for context in candidate.contexts]
    for suggestion in candidate.suggestions:
        told = f"{_comment(suggestion.name)} ({_comment(suggestion.tie.why)})"
        lines.append(f"# {suggestion.tie.sureness}: {told}. If they are one, say instead:")
        lines.append(f"#   <{suggestion.program}> skos:altLabel {', '.join(map(_literal, [candidate.name, *labels]))} .")
    lines += [
        f"<{candidate.program}> a fz:Program, skos:Concept ;",
        f"    skos:inScheme <{ns.DATA}programs> ;",
        f"    skos:prefLabel {name}, {_literal(candidate.name, 'en')} ;  # the English name is to be written",
        f"    skos:definition {_literal(zh)},",
        f"        {_literal(en, 'en')} ;",
    ]
    if labels:
        lines.append(f"    skos:altLabel {', '.join(map(_literal, labels))} ;")
    if quoted:
        lines.append(f"    fz:quotedLabel {', '.join(map(_literal, quoted))} ;")
    lines.append(f'    fz:programType <{candidate.kind}> ; fz:scope "regional" ; fz:status "curated" .  # and a topic: fz:topic topic:…')
    return "\n".join(lines) + "\n"


def _labels(candidate: CandidateProgram) -> tuple[list[str], list[str]]:
    """Other names as written, and those that count in quotation marks only."""
    own = _overlooked(candidate.name)
    written = [normalise(text) for text, _ in candidate.written]
    # Matching overlooks quotation marks and blanks: a spelling that differs in those alone is no other name.
    others = {_overlooked(text): _QUOTES.sub("", text) for text in reversed(written)}
    always_quoted = bool(written) and all(any(_overlooked(q) == own for q in _QUOTED.findall(text)) for text in written)
    quoted = [candidate.name] if always_quoted and len(own) <= _SHORT_NAME else []
    return sorted(text for bare, text in others.items() if bare and bare != own), quoted


_QUOTES = re.compile("[\"'“”‘’「」『』]")
_QUOTED = re.compile('[“"]([^“”"]+)[”"]')
_OVERLOOKED = re.compile(r"[\s、·\"'“”‘’「」『』]")


def _overlooked(name: str) -> str:
    return _OVERLOOKED.sub("", normalise(name))


def _literal(text: str, language: str = "zh") -> str:
    return str(Literal(text, language=language))


def _comment(text: str) -> str:
    """On one line: what would end a comment is not let through."""
    return " ".join(text.split())
