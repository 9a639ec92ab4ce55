"""What a person types for a place, a program, an indicator, a fact or a number, made terms, or a clear error with the nearest matches.

In: text as typed (梁平, 500155, “三所联动”, 调解成功率, 2020-2024, 县级), the vocabulary, and a way to ask the graph for names it adds
(candidates, townships, documents). Out: pyoxigraph terms, several for a span of years. Whatever is typed becomes a value or an error, never
syntax.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg import namespaces as ns
from kg.model import KgError, Level
from kg.queries import ParameterKind, Query, Term
from kg.text import normalise
from kg.vocabulary import Vocabulary

Select = Callable[[str], Iterable[tuple[str, str]]]

_HEAD = "PREFIX fz: <https://w3id.org/fazhi-kg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
_TITLE = "<http://purl.org/dc/terms/title>"
_NAMED = _HEAD + 'SELECT ?thing ?name WHERE {{ ?thing a fz:{cls} ; skos:prefLabel ?name . FILTER(LANG(?name) = "zh") {more} }}'
_DOCUMENTS = _HEAD + f"SELECT ?thing ?name WHERE {{ ?thing a fz:Document ; {_TITLE} ?name }}"
_TOPICS = _HEAD + "SELECT DISTINCT ?thing ?name WHERE { ?any fz:topic ?thing . ?thing skos:prefLabel ?name }"
_KIN = _HEAD + (
    "SELECT DISTINCT ?kin ?program WHERE {{ VALUES ?program {{ {programs} }} "
    "{{ VALUES ?tie {{ skos:broader skos:related skos:closeMatch skos:narrower }} ?program ?tie ?kin }} "
    "UNION {{ VALUES ?tie {{ skos:broader skos:related skos:closeMatch }} ?kin ?tie ?program }} ?kin a fz:Program }}"
)

_EARLIEST, _LATEST = 1949, 2100
_LONGEST_SPAN = 100
_SPAN = re.compile(r"(\d{4})年?(?:-|–|—|~|至|到|\.\.)(\d{4})年?")
_LEVELS = {
    Level.PROVINCE: ("省", "省级"),
    Level.PREFECTURE: ("市", "地级", "市级", "地市级"),
    Level.COUNTY: ("县", "县级", "区县", "县区", "区县级"),
    Level.TOWNSHIP: ("乡", "乡级", "乡镇", "镇", "街道", "乡镇级"),
}


class Lookup:
    """Resolves what is typed. ``select`` runs a SPARQL SELECT of two variables, an IRI and a name, on the graph asked."""

    def __init__(self, vocabulary: Vocabulary, select: Select) -> None:
        self._vocabulary = vocabulary
        self._select = select

    def bind(self, query: Query, typed: Mapping[str, Sequence[str]], *, kin: bool = False) -> str:
        """The SPARQL of a canned query for what is typed for its parameters; ``kin`` takes the kin of a program in.

        Raises KgError for what cannot be a value, and for a required parameter with none.
        """
        kinds = {parameter.name: parameter.kind for parameter in query.parameters}
        values: dict[str, list[Term]] = {}
        for name, texts in typed.items():
            kind = kinds.get(name)
            # A name the query does not know is left for it to refuse.
            terms = [Literal(text) for text in texts] if kind is None else [term for text in texts for term in self.terms(kind, text)]
            values[name] = list(dict.fromkeys([*terms, *(self.kin(terms) if kin and kind is ParameterKind.PROGRAM else ())]))
        return query.bind(values)

    def terms(self, kind: ParameterKind, text: str) -> tuple[Term, ...]:  # noqa: PLR0911 - one return a kind
        """The terms for a text of this kind: one, or each year of a span. Raises KgError, naming the text, where it is none."""
        match kind:
            case ParameterKind.REGION:
                return (self.region(text),)
            case ParameterKind.PROGRAM:
                return (self.program(text),)
            case ParameterKind.INDICATOR:
                return (self.indicator(text),)
            case ParameterKind.DOCUMENT:
                return (self.document(text),)
            case ParameterKind.TOPIC:
                return (self.topic(text),)
            case ParameterKind.LEVEL:
                return (_level(text),)
            case ParameterKind.FACT:
                return (self.fact(text),)
            case ParameterKind.YEAR:
                return (_whole_number(text, _EARLIEST, _LATEST, "a year such as 2024"),)
            case ParameterKind.YEARS:
                return _years(text)
            case ParameterKind.INTEGER:
                return (_whole_number(text, 0, 10**9, "a whole number"),)

    def region(self, text: str) -> NamedNode:
        """A division by code, name, short or old name; else a township that a report of the graph is about."""
        typed = normalise(text).strip()
        if iri := _under(text, "division/"):
            return NamedNode(iri)
        # A township's identifier is its county's code and its name (310114-安亭镇); other divisions are looked up in the table.
        in_counties = "FILTER(CONTAINS(STRAFTER(STR(?thing), '/division/'), '-'))"
        townships = {name: iri for iri, name in self._select(_NAMED.format(cls="Division", more=in_counties))}
        if typed in townships:
            return NamedNode(townships[typed])
        return NamedNode(ns.division_iri(self._vocabulary.divisions.resolve(typed).code))

    def program(self, text: str) -> NamedNode:
        """A program by id, or any name it has in the vocabulary, or the name of a candidate."""
        if iri := _under(text, "program/"):
            return NamedNode(iri)
        known: dict[str, str] = {}
        for program in self._vocabulary.programs.values():
            for name in (*program.quoted_names, *program.names, program.label_en):
                known.setdefault(_key(name), program.id)
        for program in self._vocabulary.programs.values():
            known[_key(program.label)] = program.id
        typed = _key(text)
        if typed and typed in known:
            return NamedNode(ns.program_iri(known[typed]))
        candidates = {_key(name): iri for iri, name in self._select(_NAMED.format(cls="Program", more=""))}
        if typed and typed in candidates:
            return NamedNode(candidates[typed])
        raise _unknown("program", text, typed, [*known, *candidates], "kg query shared-programs --regions 1 lists those of the graph")

    def kin(self, programs: Iterable[Term]) -> list[Term]:
        """The programs that the vocabulary ties to these: broader, narrower, related, much the same."""
        text = _KIN.format(programs=" ".join(str(program) for program in programs))
        return [NamedNode(iri) for iri in sorted({iri for iri, _ in self._select(text)})]

    def indicator(self, text: str) -> NamedNode:
        """An indicator by id or by any of its names, Chinese or English."""
        if iri := _under(text, "indicator/"):
            return NamedNode(iri)
        known: dict[str, str] = {}
        for indicator in self._vocabulary.indicators.values():
            for name in (indicator.id, indicator.label, indicator.label_en, *indicator.names):
                known.setdefault(_key(name), indicator.id)
        typed = _key(text)
        if typed and typed in known:
            return NamedNode(ns.indicator_iri(known[typed]))
        raise _unknown("indicator", text, typed, list(known), "kg query coverage-indicators lists those of the graph")

    def document(self, text: str) -> NamedNode:
        """A document that reports cite, by its title with or without 《》."""
        hint = "kg query shared-documents --regions 1 lists those of the graph"
        return self._named("document", text, self._select(_DOCUMENTS), hint)

    def topic(self, text: str) -> NamedNode:
        """A topic by id or name."""
        found = list(self._select(_TOPICS))
        found += [(iri, iri.rsplit("/", 1)[-1]) for iri, _ in found]
        return self._named("topic", text, found, "kg query topics lists them")

    def _named(self, what: str, text: str, names: Iterable[tuple[str, str]], hint: str) -> NamedNode:
        if iri := _under(text, f"{what}/"):
            return NamedNode(iri)
        known = {_key(name): iri for iri, name in sorted(names)}
        typed = _key(text)
        if typed and typed in known:
            return NamedNode(known[typed])
        raise _unknown(what, text, typed, list(known), hint)

    def fact(self, text: str) -> NamedNode:
        """A fact by its IRI, whole or short."""
        iri = ns.expand(text)
        if iri is None or not iri.startswith(ns.DATA):
            raise KgError(f"{_shown(text)}: no IRI of a fact; give it as queries print it, such as report:500155-2024-1a2b3c4d/q/120-123")
        return _node(iri, text)


def _key(name: str) -> str:
    """What two spellings of one name have in common; "" for a text that has nothing of a name."""
    try:
        return ns.slug(normalise(name))
    except ValueError:
        return ""


def _under(text: str, folder: str) -> str | None:
    """The IRI that was typed, where it is one of this folder of the data namespace."""
    iri = ns.expand(text)
    return str(_node(iri, text).value) if iri and iri.startswith(ns.DATA + folder) else None


def _node(iri: str, text: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise KgError(f"{_shown(text)}: not an IRI") from None


def _whole_number(text: str, least: int, most: int, what: str) -> Literal:
    typed = normalise(text).strip().removesuffix("年")
    if not typed.isascii() or not typed.isdigit() or len(typed) > 12 or not least <= int(typed) <= most:
        raise KgError(f"{_shown(text)}: not {what}")
    return Literal(int(typed))


def _years(text: str) -> tuple[Literal, ...]:
    """A year, or every year of a span: 2024, 2024年, 2020-2024, 2020–2024年, 2020年至2024年."""
    what = "a year such as 2024 or a span such as 2020-2024"
    span = _SPAN.fullmatch("".join(normalise(text).split()))
    if span is None:
        return (_whole_number(text, _EARLIEST, _LATEST, what),)
    first, last = (int(_whole_number(year, _EARLIEST, _LATEST, what).value) for year in span.groups())
    if not first <= last < first + _LONGEST_SPAN:
        raise KgError(f"{_shown(text)}: a span of years begins with the earlier one")
    return tuple(Literal(year) for year in range(first, last + 1))


def _level(text: str) -> Literal:
    typed = normalise(text).strip().lower()
    for level, names in _LEVELS.items():
        if typed == level or typed in names:
            return Literal(level.value)
    raise KgError(f"{_shown(text)}: no level of government; one of {', '.join(Level)} (省、市、县、乡)")


def _unknown(what: str, text: str, typed: str, known: list[str], hint: str) -> KgError:
    near = difflib.get_close_matches(typed, known, n=3, cutoff=0.5) or sorted((k for k in known if typed and typed in k), key=len)[:3]
    return KgError(f"{_shown(text)}: no known {what}; " + (f"nearest: {'、'.join(near)}" if near else hint))


def _shown(text: str) -> str:
    """What was typed, on one line and not longer than an error bears."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else flat[:59] + "…")
