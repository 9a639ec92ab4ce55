"""The graph as RDF.

In: an open ``Store``. Out: N-Quads and TriG with every named graph, JSON-LD likewise; Turtle and RDF/XML, which know no named graphs, with
the union of all. Everything is sorted, so that equal graphs are equal bytes; sorted N-Quads without blank nodes is the canonical form.

How: report graphs are read and sorted one at a time, so that a large graph is never whole in memory; as everything a report's graph
describes is named under the report, one after the other they are sorted as a whole too.
"""

from __future__ import annotations

import heapq
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from kg import namespaces as ns
from kg.store import Store

if TYPE_CHECKING:
    from typing_extensions import Buffer

# What XML 1.0 cannot hold, not even escaped. A report's text can: it is given as it was decoded.
_CHUNK = 10_000
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_nquads(store: Store, output: BinaryIO) -> None:
    """Sorted N-Quads: the canonical form, to be compared with diff."""
    output.writelines(_sorted_lines(store))


def write_trig(store: Store, output: BinaryIO) -> None:
    """TriG, graph by graph."""
    with _SortedPrefixes(output) as sink:
        _serialise(_by_graph(store), ox.RdfFormat.TRIG, cast(IO[bytes], sink))


def write_jsonld(store: Store, output: BinaryIO) -> None:
    """Expanded JSON-LD, graph by graph."""
    _serialise(_by_graph(store), ox.RdfFormat.JSON_LD, output)


def write_turtle(store: Store, output: BinaryIO) -> None:
    """Turtle: all graphs in one."""
    with _SortedPrefixes(output) as sink:
        _serialise(_triples(_sorted_lines(store)), ox.RdfFormat.TURTLE, cast(IO[bytes], sink))


def write_rdfxml(store: Store, output: BinaryIO) -> None:
    """RDF/XML: all graphs in one. A control character that XML cannot hold becomes U+FFFD."""
    _serialise(map(_for_xml, _triples(_sorted_lines(store))), ox.RdfFormat.RDF_XML, output)


class _SortedPrefixes(io.RawIOBase):
    """Passes Turtle or TriG on with its prefixes sorted: the engine writes them in another order each time."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        block = bytes(data)
        if self._head is None:
            self._output.write(block)
        else:
            self._head += block
            *whole, _ = self._head.split(b"\n")
            if any(not line.startswith(b"@prefix ") for line in whole):
                self._pass_head()
        return len(block)

    def _pass_head(self) -> None:
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            prefixes = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
            self._output.writelines(sorted(prefixes) + lines[len(prefixes) :])
            self._head = None

    def close(self) -> None:
        """Pass on what is left; the output stays open."""
        if not self.closed:
            self._pass_head()
        super().close()


def _serialise(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, output: IO[bytes]) -> None:
    ox.serialize(statements, output, form, prefixes=ns.PREFIXES)


def _by_graph(store: Store) -> Iterator[ox.Quad]:
    for graph in store.graphs():
        yield from _quads(sorted(store.lines(graph)))


def _triples(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    return (quad.triple for quad in _quads(lines))


def _quads(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    lines = iter(lines)
    while chunk := b"".join(islice(lines, _CHUNK)):
        for quad in ox.parse(chunk, ox.RdfFormat.N_QUADS):
            if isinstance(quad, ox.Quad):
                yield quad


def _sorted_lines(store: Store) -> Iterator[bytes]:
    """All lines of N-Quads in their order."""
    graphs = store.graphs()
    reports = [graph for graph in graphs if graph.startswith(ns.PREFIXES["report"])]
    others = [sorted(store.lines(graph)) for graph in graphs if not graph.startswith(ns.PREFIXES["report"])]
    return heapq.merge(chain.from_iterable(sorted(store.lines(graph)) for graph in reports), *others)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or not _NOT_XML.search(value.value):
        return triple
    text = _NOT_XML.sub("\ufffd", value.value)
    made = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, made)
