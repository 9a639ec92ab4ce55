"""What a person types for a place, a program, an indicator, a fact or a number, made terms, or a clear error with the nearest matches.

In: text as typed (梁平, 500155, “三所联动”, 调解成功率, 2020-2024, 县级), and a way to ask the graph for its names. Out: pyoxigraph
terms, several for a span of years. Whatever is typed becomes a value or an error, never syntax.

How: a name is first asked for as it was typed, which an index answers at once, whatever the size of the graph; only where nothing is called
just that are all names of its kind read and compared without punctuation, script and width. Places are found in the table of divisions, by
their old names too, and in the graph, which knows townships and whatever else it was built with.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from kg import namespaces as ns
from kg.divisions import Divisions
from kg.model import KgError, Level
from kg.queries import ParameterKind, Query, Term, written
from kg.remote import Remote
from kg.resources import resource
from kg.results import text_of
from kg.store import Store
from kg.text import normalise

# Runs a SPARQL SELECT and gives the characters of each row's terms.
Select = Callable[[str], Iterable[Sequence[str]]]

_HEAD = "".join(f"PREFIX {prefix}: <{ns.PREFIXES[prefix]}> " for prefix in ("fz", "skos", "dcterms"))
_NAMING = "skos:prefLabel dcterms:title skos:altLabel skos:hiddenLabel fz:quotedLabel fz:shortLabel"
_PREFERRED = (f"{ns.PREFIXES['skos']}prefLabel", f"{ns.PREFIXES['dcterms']}title")
# What each kind is in the graph, and which query lists them.
_KINDS = {
    "division": ("?thing a fz:Division .", ""),
    "program": ("?thing a fz:Program .", "kg query shared-programs --regions 1 lists those of the graph"),
    "indicator": ("?thing a fz:Indicator .", "kg query coverage-indicators lists those of the graph"),
    "document": ("?thing a fz:Document .", "kg query shared-documents --regions 1 lists those of the graph"),
    "topic": ("?any fz:topic ?thing .", "kg query topics lists them"),
}
_HOW = f"VALUES ?how {{{{ {_NAMING} }}}}"
_EXACTLY = f"SELECT DISTINCT ?thing ?how WHERE {{{{ {_HOW} VALUES ?name {{{{ {{names}} }}}} ?thing ?how ?name . {{pattern}} }}}}"
_ALL = f"SELECT DISTINCT ?thing ?how ?name WHERE {{{{ {_HOW} {{pattern}} ?thing ?how ?name }}}}"
_THERE = "SELECT ?thing WHERE {{ VALUES ?thing {{ {node} }} {{ ?thing ?p ?o }} UNION {{ ?s ?q ?thing }} }} LIMIT 1"
_CODED = 'SELECT ?thing WHERE {{ ?thing fz:code "{code}" }}'
_KIN = (
    "SELECT DISTINCT ?kin WHERE {{ VALUES ?program {{ {programs} }} "
    "{{ VALUES ?tie {{ skos:broader skos:related skos:closeMatch skos:narrower }} ?program ?tie ?kin }} "
    "UNION {{ VALUES ?tie {{ skos:broader skos:related skos:closeMatch }} ?kin ?tie ?program }} ?kin a fz:Program }}"
)

_EARLIEST, _LATEST = 1949, 2100
_LONGEST_SPAN = 100
# No title and no IRI is as long, and comparing names takes time that grows with their length.
_LONGEST = 500
_NEAREST = 5
_SPAN = re.compile(r"(\d{4})年?(?:-|–|—|~|至|到|\.\.)(\d{4})年?")
_CODE = re.compile(r"[1-9]\d{5}")
_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉]")
_LEVELS = {
    Level.PROVINCE: ("省", "省级"),
    Level.PREFECTURE: ("市", "地级", "市级", "地市级"),
    Level.COUNTY: ("县", "县级", "区县", "县区", "区县级"),
    Level.TOWNSHIP: ("乡", "乡级", "乡镇", "镇", "街道", "乡镇级"),
}


class Lookup:
    """Resolves what is typed, on the graph that ``select`` asks; ``divisions`` gives the table of places, once it is wanted."""

    def __init__(self, select: Select, divisions: Callable[[], Divisions]) -> None:
        self._ask = select
        self._read_divisions = divisions
        self._names: dict[str, dict[str, list[tuple[str, str, str]]]] = {}

    @cached_property
    def _divisions(self) -> Divisions:
        return self._read_divisions()

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
        text = _sound(text)
        if len(text) > _LONGEST:
            raise KgError(f"{_shown(text)}: is no {kind}; it has {len(text):,} characters")
        match kind:
            case ParameterKind.REGION:
                return (self.region(text),)
            case ParameterKind.LEVEL:
                return (_level(text),)
            case ParameterKind.FACT:
                return (self.fact(text),)
            case ParameterKind.YEAR:
                return (_whole_number(text, _EARLIEST, _LATEST, "a year such as 2024"),)
            case ParameterKind.YEARS:
                return _years(text)
            case ParameterKind.INTEGER:
                return (_whole_number(text, 0, 10**9, "a whole number such as 3"),)
            case _:
                return (self.named(kind.value, text),)

    def region(self, text: str) -> NamedNode:
        """A division by code, name, short or old name, with or without the places it lies in; else one that the graph alone knows."""
        if node := self._typed_iri("division", text):
            return node
        typed = "".join(normalise(text).split())
        if _CODE.fullmatch(typed) and self._divisions.at(typed) is None:
            found = [NamedNode(row[0]) for row in self._select(_CODED.format(code=typed))]
            if len(found) == 1:
                return found[0]
        ours = [node for node in self._exactly("division", text) if not _in_table(node, self._divisions)]
        if len(ours) == 1:
            return ours[0]
        if len(ours) > 1:
            raise self._ambiguous("division", text, ours)
        try:
            return NamedNode(ns.division_iri(self._divisions.resolve(typed).code))
        except KgError:
            if found := self._township(typed):
                return found[0]
            raise

    def _township(self, typed: str) -> list[NamedNode]:
        """A township of the graph under the place it lies in: 嘉定区安亭镇, 上海嘉定安亭镇."""
        for cut in range(2, len(typed) - 1):
            tails = self._exactly("division", typed[cut:])
            if tails:
                try:
                    code = self._divisions.resolve(typed[:cut]).code
                except KgError:
                    continue
                folder = f"{ns.division_iri(code)}-"
                if within := [node for node in tails if node.value.startswith(folder)]:
                    return within
        return []

    def named(self, what: str, text: str) -> NamedNode:
        """A program, indicator, document or topic by its id or any of its names, in Chinese or English, in the graph.

        Where several things have a name, the one that goes by it is meant. Raises KgError, with the nearest names where nothing has it,
        and with the choices where several do.
        """
        if node := self._typed_iri(what, text):
            return node
        found = self._exactly(what, text)
        if not found:
            found = self._alike(what, text)
        if len(found) > 1:
            raise self._ambiguous(what, text, found)
        return found[0]

    def kin(self, programs: Iterable[Term]) -> list[Term]:
        """The programs that the vocabulary ties to these: broader, narrower, related, much the same."""
        values = " ".join(str(program) for program in programs)
        return [NamedNode(iri) for iri in sorted({row[0] for row in self._select(_KIN.format(programs=values))})]

    def fact(self, text: str) -> NamedNode:
        """A fact by its IRI, whole or short."""
        iri = ns.expand(text)
        if iri is None or not iri.startswith(ns.DATA):
            raise KgError(f"{_shown(text)}: no IRI of a fact; give it as queries print it, such as report:500155-2024-1a2b3c4d/q/120-123")
        return self._there("fact", _node(iri, text), text)

    # --- asking the graph ---

    def _select(self, text: str) -> Iterable[Sequence[str]]:
        return self._ask(_HEAD + text)

    def _typed_iri(self, what: str, text: str) -> NamedNode | None:
        """The thing whose IRI was typed, whole or short; None where no IRI of this kind was."""
        iri = ns.expand(text)
        folder = f"{ns.DATA}{what}/"
        if iri is None or not iri.startswith(ns.DATA):
            return None
        if not iri.startswith(folder):
            raise KgError(f"{_shown(text)}: is no {what}; its IRI begins with {what}:")
        node = _node(iri, text)
        if what == "division" and _in_table(node, self._divisions):
            return node
        return self._there(what, node, text)

    def _there(self, what: str, node: NamedNode, text: str) -> NamedNode:
        if not list(self._select(_THERE.format(node=node))):
            raise KgError(f"{_shown(text)}: the graph has no such {what}")
        return node

    def _exactly(self, what: str, text: str) -> list[NamedNode]:
        """What has just this name, quotation marks around it aside; what goes by it alone where something does."""
        typed = text.strip()
        spellings = dict.fromkeys((typed, normalise(typed), _QUOTES.sub("", normalise(typed))))
        literals = [Literal(s, language=tag) if tag else Literal(s) for s in spellings if s for tag in ("zh", "en", None)]
        if not literals:
            return []
        pattern, _ = _KINDS[what]
        rows = self._select(_EXACTLY.format(names=" ".join(map(written, literals)), pattern=pattern))
        return _preferred([(row[0], row[1]) for row in rows])

    def _alike(self, what: str, text: str) -> list[NamedNode]:
        """What has this name but for punctuation, width and script, or has it as its id. Raises KgError where nothing does."""
        known = self._known(what)
        typed = _key(text)
        found = _preferred([(thing, how) for thing, how, _ in known.get(typed, ()) if typed])
        if typed and not found:
            things = sorted({row[0] for rows in known.values() for row in rows if _key(_id(row[0])) == typed})
            found = [NamedNode(thing) for thing in things]
        if not found:
            near = _nearest(typed, {key: (min(rows)[2], min(rows)[0]) for key, rows in known.items()})
            did_you_mean = "、".join(f"{name} ({ns.compact(thing)})" for name, thing in near)
            raise KgError(f"{_shown(text)}: no known {what}; " + (f"did you mean {did_you_mean}?" if near else _KINDS[what][1]))
        return found

    def _known(self, what: str) -> dict[str, list[tuple[str, str, str]]]:
        """Every name of this kind as (thing, kind of name, name), by what spellings of it have in common; read once."""
        if what not in self._names:
            names: dict[str, list[tuple[str, str, str]]] = {}
            for thing, how, name in self._select(_ALL.format(pattern=_KINDS[what][0])):
                names.setdefault(_key(name), []).append((thing, how, name))
            self._names[what] = names
        return self._names[what]

    def _ambiguous(self, what: str, text: str, found: Sequence[NamedNode]) -> KgError:
        values = " ".join(map(str, found))
        label = "SELECT ?thing ?name WHERE {{ VALUES ?thing {{ {values} }} ?thing skos:prefLabel|dcterms:title ?name }}"
        labels = dict(sorted((row[0], row[1]) for row in self._select(label.format(values=values))))
        listed = "、".join(f"{labels.get(node.value, '')} ({ns.compact(node.value)})" for node in found[:_NEAREST])
        more = f" and {len(found) - _NEAREST} more" if len(found) > _NEAREST else ""
        return KgError(f"{_shown(text)}: means several {what}s: {listed}{more}; give one of these identifiers")


def lookup_on(graph: Store | Remote) -> Lookup:
    """Look names up on an open store, or an endpoint, with the program's own table of places."""
    return Lookup(
        lambda text: (tuple(map(text_of, solution)) for solution in graph.select(text)),
        lambda: Divisions.load(resource("data/divisions.csv")),
    )


def _preferred(rows: Sequence[tuple[str, str]]) -> list[NamedNode]:
    """The things of (thing, kind of name): those with a preferred name where there are any."""
    best = [row for row in rows if row[1] in _PREFERRED] or rows
    return [NamedNode(thing) for thing in sorted({thing for thing, _ in best})]


def _in_table(node: NamedNode, divisions: Divisions) -> bool:
    return divisions.at(node.value.removeprefix(ns.division_iri(""))) is not None


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _nearest(typed: str, known: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """The (name, thing) nearest to what was typed, one a thing: those alike, then what it holds or is a part of.

    ``known`` has them by what spellings of the name have in common.
    """
    longer = sorted((key for key in known if typed and typed in key), key=lambda key: (len(key), key))
    shorter = sorted((key for key in known if len(key) > 1 and key in typed), key=lambda key: (-len(key), key))
    near = [*difflib.get_close_matches(typed, known, n=_NEAREST, cutoff=0.5), *shorter, *longer]
    found: dict[str, tuple[str, str]] = {}
    for key in near:
        found.setdefault(known[key][1], known[key])
    return list(found.values())[:_NEAREST]


def _key(name: str) -> str:
    """What two spellings of one name have in common; "" for a text that has nothing of a name."""
    try:
        return ns.slug(normalise(name))
    except ValueError:
        return ""


def _sound(text: str) -> str:
    """The text as it can stand in a term: in the C locale Python hands on the bytes of what was typed as lone surrogates."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


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


def _shown(text: str) -> str:
    """What was typed, on one line and not longer than an error bears."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else flat[:59] + "…")
