"""What a person types for a place, a program, an indicator, a fact or a number, made a term, or a clear error with the nearest matches.

In: text as typed (梁平, 500155, “三所联动”, 调解成功率, 2024), the vocabulary, and a way to ask the graph for names it adds (candidates,
townships). Out: a pyoxigraph term. Whatever is typed becomes a value or an error, never syntax.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from pyoxigraph import Literal, NamedNode

from kg import namespaces as ns
from kg.model import KgError
from kg.queries import ParameterKind, Term
from kg.text import normalise
from kg.vocabulary import Vocabulary

Select = Callable[[str], Iterable[tuple[str, str]]]

_NAMES_OF = """PREFIX fz: <{ontology}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE {{ ?thing a fz:{cls} ; skos:prefLabel ?name . FILTER(LANG(?name) = "zh") {more} }}"""


class Lookup:
    """Resolves what is typed. ``select`` runs a SPARQL SELECT of two variables, an IRI and a name, on the graph asked."""

    def __init__(self, vocabulary: Vocabulary, select: Select) -> None:
        self._vocabulary = vocabulary
        self._select = select

    def term(self, kind: ParameterKind, text: str) -> Term:
        """The term for a text of this kind. Raises KgError, naming the text, where it is none."""
        match kind:
            case ParameterKind.REGION:
                return self.region(text)
            case ParameterKind.PROGRAM:
                return self.program(text)
            case ParameterKind.INDICATOR:
                return self.indicator(text)
            case ParameterKind.FACT:
                return self.fact(text)
            case ParameterKind.YEAR:
                return _whole_number(text, 1949, 2100, "a year such as 2024")
            case ParameterKind.INTEGER:
                return _whole_number(text, 0, 10**9, "a whole number")

    def region(self, text: str) -> NamedNode:
        """A division by code, name, short or old name; else a township that a report of the graph is about."""
        typed = normalise(text).strip()
        if iri := _under(text, "division/"):
            return NamedNode(iri)
        townships = {name: iri for iri, name in self._names("Division", "FILTER(CONTAINS(STRAFTER(STR(?thing), '/division/'), '-'))")}
        if typed in townships:
            return NamedNode(townships[typed])
        return NamedNode(ns.division_iri(self._vocabulary.divisions.resolve(typed).code))

    def program(self, text: str) -> NamedNode:
        """A program by id, or any name it has in the vocabulary, or the name of a candidate."""
        if iri := _under(text, "program/"):
            return NamedNode(iri)
        known: dict[str, str] = {}
        for program in self._vocabulary.programs.values():
            for name in (*program.quoted_names, *program.names):
                known.setdefault(_key(name), program.id)
        for program in self._vocabulary.programs.values():
            known[_key(program.label)] = program.id
        typed = _key(text)
        if typed in known:
            return NamedNode(ns.program_iri(known[typed]))
        candidates = {_key(name): iri for iri, name in self._names("Program")}
        if typed in candidates:
            return NamedNode(candidates[typed])
        raise _unknown("program", text, typed, [*known, *candidates], "kg query shared-programs --regions 1 lists those of the graph")

    def indicator(self, text: str) -> NamedNode:
        """An indicator by id or by any of its names, Chinese or English."""
        if iri := _under(text, "indicator/"):
            return NamedNode(iri)
        known: dict[str, str] = {}
        for indicator in self._vocabulary.indicators.values():
            for name in (indicator.id, indicator.label, indicator.label_en, *indicator.names):
                known.setdefault(_key(name), indicator.id)
        typed = _key(text)
        if typed in known:
            return NamedNode(ns.indicator_iri(known[typed]))
        raise _unknown("indicator", text, typed, list(known), "kg query coverage-indicators lists those of the graph")

    def fact(self, text: str) -> NamedNode:
        """A fact by its IRI, whole or short."""
        iri = ns.expand(text)
        if iri is None or not iri.startswith(ns.DATA):
            raise KgError(f"{_shown(text)}: no IRI of a fact; give it as queries print it, such as report:500155-2024-1a2b3c4d/q/120-123")
        return _node(iri, text)

    def _names(self, cls: str, more: str = "") -> Iterable[tuple[str, str]]:
        return self._select(_NAMES_OF.format(ontology=ns.ONTOLOGY, cls=cls, more=more))


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
    if not typed.isascii() or not typed.isdigit() or not least <= int(typed[:12]) <= most or len(typed) > 12:
        raise KgError(f"{_shown(text)}: not {what}")
    return Literal(int(typed))


def _unknown(what: str, text: str, typed: str, known: list[str], hint: str) -> KgError:
    near = difflib.get_close_matches(typed, known, n=3, cutoff=0.5) or sorted((k for k in known if typed and typed in k), key=len)[:3]
    return KgError(f"{_shown(text)}: no known {what}; " + (f"nearest: {'、'.join(near)}" if near else hint))


def _shown(text: str) -> str:
    """What was typed, on one line and not longer than an error bears."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else flat[:59] + "…")
