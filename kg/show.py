"""One thing and all that is said of it, with the sentences it was read from, as text to look at.

In: an open ``Store`` and a thing as a person writes it: an IRI, whole or short (program:三所联动), a code, or a name. Out: text.

What is printed: the names and the IRI; each property with readable names; then what points at the thing, in groups (adoptions, figures,
mentions, …), each fact with its sentence, the report, and the first and last character of the sentence in the report. A quote is
printed once, under the first fact read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from kg import namespaces as ns
from kg.model import KgError
from kg.store import Store
from kg.text import normalise

Term = ox.NamedNode | ox.Literal

_FZ = ns.ONTOLOGY
_RDF, _RDFS, _SKOS, _DCTERMS = (ns.PREFIXES[prefix] for prefix in ("rdf", "rdfs", "skos", "dcterms"))
_TYPE = f"{_RDF}type"
_PREFERRED = (f"{_SKOS}prefLabel", f"{_DCTERMS}title", f"{_RDFS}label")
_LABELS = (f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel", f"{_FZ}quotedLabel", f"{_FZ}shortLabel")
_NAMES = (*_PREFERRED, *_LABELS, f"{_FZ}code", f"{_DCTERMS}source")
_EVIDENCE = f"{_FZ}evidence"
_SENTENCE = f"{_FZ}Sentence"
# Kinds of fact in the order they are of interest; what is not here comes after, by name.
_ORDER = ("Report", "Adoption", "Observation", "Target", "Norm", "Citation", "Mention", "Sentence")
_INDENT = "    "


def resolve(store: Store, typed: str) -> ox.NamedNode:
    """The thing a person means. Raises KgError where the graph has none, or several, naming them."""
    # In the C locale Python hands on the bytes of what was typed as lone surrogates.
    typed = typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    iri = ns.expand(typed)
    if iri is not None:
        node = _node(iri)
        if node is None or not _known(store, node):
            raise KgError(f"{typed}: not in the graph; kg show accepts a name too, and kg query lists what can be asked")
        return node
    found = _exactly(store, typed.strip()) or _alike(store, typed)
    if not found:
        raise KgError(f"{typed}: nothing in the graph is called that; try another name, a code, or an IRI such as program:三所联动")
    # Of places with one name that which reports are about: there are five 朝阳区, and seldom reports of more than one.
    best = [node for node in found if _spoken_of(store, node)] or found
    if len(best) > 1:
        names = ", ".join(f"{ns.compact(node.value)} ({_label_with_place(store, node)})" for node in best[:6])
        raise KgError(f"{typed}: means several things: {names}{' …' if len(best) > 6 else ''}; give one of these")
    return best[0]


def _node(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def _known(store: Store, node: ox.NamedNode) -> bool:
    return any(next(quads, None) is not None for quads in (store.quads(node), store.quads(value=node)))


def _spoken_of(store: Store, node: ox.NamedNode) -> bool:
    """Whether a report speaks of a thing, or it is one."""
    report = ns.PREFIXES["report"]
    return node.value.startswith(report) or any(graph.startswith(report) for graph in store.graphs_of(node.value))


def _exactly(store: Store, name: str) -> list[ox.NamedNode]:
    """The things of exactly this name: by the name they go by, else by any other, else by the end of their IRI."""
    quads = [
        quad
        for literal in (ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name))
        for quad in store.quads(value=literal)
        if quad.predicate.value in _NAMES
    ]
    preferred = [quad for quad in quads if quad.predicate.value in _PREFERRED]
    if preferred or quads:
        return _subjects(preferred or quads)
    if any(character.isspace() for character in name):
        return []
    nodes = (_node(f"{ns.PREFIXES[prefix]}{name}") for prefix in ("report", "program", "indicator", "body", "document", "division", "unit"))
    return [node for node in nodes if node is not None and _known(store, node)]


def _alike(store: Store, typed: str) -> list[ox.NamedNode]:
    """The things whose name differs in punctuation, width or script only."""
    key = _key(typed)
    if not key:
        return []
    predicates = [ox.NamedNode(name) for name in _NAMES]
    quads = [q for p in predicates for q in store.quads(predicate=p) if isinstance(q.object, ox.Literal) and _key(q.object.value) == key]
    preferred = [quad for quad in quads if quad.predicate.value in _PREFERRED]
    return _subjects(preferred or quads)


def _key(name: str) -> str:
    try:
        return ns.slug(normalise(name))
    except ValueError:
        return ""


def _subjects(quads: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    return sorted({quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}, key=lambda node: node.value)


def _label(store: Store, node: ox.NamedNode, languages: tuple[str | None, ...] = ("zh", None, "en")) -> str:
    """The name of a thing in the first of these languages it has, else its short IRI."""
    names = [q.object for name in _PREFERRED for q in store.quads(node, ox.NamedNode(name)) if isinstance(q.object, ox.Literal)]
    for language in languages:
        for name in sorted(names, key=lambda literal: literal.value):
            if name.language == language:
                return name.value
    return ns.compact(node.value)


def _label_with_place(store: Store, node: ox.NamedNode) -> str:
    """A name, and of a place the place it lies in: what tells five 朝阳区 apart."""
    parents = [q.object for q in store.quads(node, ox.NamedNode(f"{_FZ}parent")) if isinstance(q.object, ox.NamedNode)]
    return "".join([*(_label(store, parent) for parent in parents), _label(store, node)])


def show(store: Store, node: ox.NamedNode, limit: int = 20) -> Iterator[str]:
    """The lines about a thing; of each group of what points at it no more than ``limit``, 0 for all."""
    return _Page(store, node, limit).lines()


class _Page:
    """What is printed about one thing; remembers names it has looked up and sentences it has printed."""

    def __init__(self, store: Store, node: ox.NamedNode, limit: int) -> None:
        self._store = store
        self._node = node
        self._limit = limit
        self._labels: dict[str, str] = {}
        self._printed: set[str] = set()

    def lines(self) -> Iterator[str]:
        english = _label(self._store, self._node, ("en",))
        name = self._label(self._node)
        yield name if english in (name, ns.compact(self._node.value)) else f"{name} · {english}"
        yield f"<{self._node.value}>"
        if self._class(self._node) == _SENTENCE:
            yield from self._sentence(self._node, _INDENT)
        yield from self._properties()
        yield from self._incoming()

    def _properties(self) -> Iterator[str]:
        quads = [quad for quad in self._store.quads(self._node) if quad.predicate.value != _EVIDENCE]
        quads.sort(key=lambda quad: (quad.predicate.value != _TYPE, quad.predicate.value, str(quad.object)))
        if quads:
            yield ""
        for predicate, group in groupby(quads, key=lambda quad: quad.predicate):
            yield f"{self._property(predicate)}: {'; '.join(self._value(quad.object) for quad in group)}"
        yield from self._evidence(self._node)

    def _property(self, predicate: ox.NamedNode) -> str:
        zh, en = (_label(self._store, predicate, (language,)) for language in ("zh", "en"))
        known = [name for name in (en, zh) if name != ns.compact(predicate.value)]
        return " · ".join(known) or ("type" if predicate.value == _TYPE else ns.compact(predicate.value))

    def _value(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            short, label = ns.compact(term.value), self._label(term)
            return short if label == short else f"{label} ({short})"
        if isinstance(term, ox.Literal):
            return f"{term.value} @{term.language}" if term.language and term.language != "zh" else term.value
        return str(term)

    def _label(self, node: ox.NamedNode) -> str:
        if node.value not in self._labels:
            self._labels[node.value] = _label(self._store, node)
        return self._labels[node.value]

    def _incoming(self) -> Iterator[str]:
        quads = [quad for quad in self._store.quads(value=self._node) if isinstance(quad.subject, ox.NamedNode)]
        found = [(self._class(quad.subject), quad.predicate, quad.subject) for quad in quads if isinstance(quad.subject, ox.NamedNode)]
        found.sort(key=lambda row: (_rank(row[0]), row[1].value, row[2].value))
        for (cls, predicate), group in groupby(found, key=lambda row: (row[0], row[1])):
            things = sorted({row[2] for row in group}, key=lambda node: _place_in_text(node.value))
            shown = things[: self._limit or None]
            yield ""
            title = self._property(ox.NamedNode(cls)) if cls else "other"
            yield f"{title} — {self._property(predicate)} ({len(things)})"
            for thing in shown:
                yield f"  {self._summary(cls, thing)}"
                yield from self._evidence(thing)
            if len(shown) < len(things):
                yield f"  … and {len(things) - len(shown)} more; --limit 0 shows all"

    def _class(self, node: ox.NamedNode) -> str:
        """The class of a thing that is ours, else any."""
        types = sorted(quad.object.value for quad in self._store.quads(node, ox.NamedNode(_TYPE)) if isinstance(quad.object, ox.NamedNode))
        return next((cls for cls in types if cls.startswith(_FZ)), types[0] if types else "")

    def _summary(self, cls: str, node: ox.NamedNode) -> str:
        """A fact in a line: where, when, what."""
        one = self._one
        where = " ".join(filter(None, (one(node, "division"), one(node, "year"))))
        match cls.removeprefix(_FZ):
            case "Observation" | "Target" | "Norm":
                words = f"{where}: {one(node, 'measure')} = {one(node, 'valueText') or one(node, 'value')}"
            case "Adoption":
                lead = one(node, "leadBody")
                words = f"{where}: {one(node, 'program')}" + (f" (lead: {lead})" if lead else "")
            case "Citation":
                words = f"{where}: {one(node, 'document')}"
            case "Mention":
                words = f"“{one(node, 'surface')}”"
            case "Sentence":
                words = f"“{one(node, 'quote')}”"
            case _:
                words = self._label(node)
        short = ns.compact(node.value)
        return words if words == short else f"{words}  {short}"

    def _one(self, node: ox.NamedNode, name: str) -> str:
        """The values of one property, by name."""
        quads = self._store.quads(node, ox.NamedNode(_FZ + name))
        return ", ".join(sorted(self._label(q.object) if isinstance(q.object, ox.NamedNode) else _plain(q.object) for q in quads))

    def _evidence(self, node: ox.NamedNode) -> Iterator[str]:
        sentences = [q.object for q in self._store.quads(node, ox.NamedNode(_EVIDENCE)) if isinstance(q.object, ox.NamedNode)]
        for sentence in sorted(sentences, key=lambda s: _place_in_text(s.value)):
            yield from self._sentence(sentence, _INDENT)

    def _sentence(self, node: ox.NamedNode, indent: str) -> Iterator[str]:
        """A quote, where it is not printed already, and where it stands."""
        begin, end, quote = (self._one(node, name) for name in ("begin", "end", "quote"))
        report = next((q.object for q in self._store.quads(node, ox.NamedNode(f"{_FZ}report")) if isinstance(q.object, ox.NamedNode)), None)
        if node.value not in self._printed:
            self._printed.add(node.value)
            yield f"{indent}“{' '.join(quote.split())}”"
        if report is not None:
            source = next((_plain(q.object) for q in self._store.quads(report, ox.NamedNode(f"{_DCTERMS}source"))), "")
            yield f"{indent}— {ns.compact(report.value)}, {source}, characters {begin}–{end}"


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def _rank(cls: str) -> tuple[int, str]:
    name = cls.removeprefix(_FZ)
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def _place_in_text(iri: str) -> tuple[str, int, str]:
    """Sorts parts of a report by where they stand: …/q/98-102 before …/q/1024-1030."""
    head, _, tail = iri.rpartition("/")
    number = tail.split("-", 1)[0]
    return (head, int(number), tail) if number.isdecimal() else (head, 0, tail)
