"""graph:shared kept right while reports come and go: bodies, documents, candidate programs, townships.

In: what each report says of the things it shares with others. Out: one description a thing, the same whatever order the reports came in,
and none for a thing that no report speaks of any more.

Nearly always every report says the same of a thing, and nothing needs keeping but that. Where reports differ (a title with and without
its brackets) ``Manifest.variants`` keeps who says what: under "" what is said by every report not listed. So a report that goes takes its
wording along.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import namespaces as ns
from kg.store import Store

_ELSEWHERE = {ns.VOCABULARY_GRAPH, ns.DIVISIONS_GRAPH}


class Shared:
    """The shared graph of an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._variants = store.manifest.variants
        self._said: dict[str, int] = {}  # hash of what the database, or the batch in waiting, says of a thing
        self._waiting: dict[str, bytes] = {}
        self._settled = store.manifest.complete
        self._worded: dict[str, set[str]] = {}  # the things a report describes in words of its own
        for thing, variants in self._variants.items():
            for report in variants:
                self._worded.setdefault(report, set()).add(thing)

    @property
    def waiting(self) -> bool:
        return bool(self._waiting)

    def clear(self) -> None:
        """Forget everything: each report of the store is about to be built again."""
        self._store.exchange((), (), [ns.SHARED_GRAPH])
        self._variants.clear()
        self._worded.clear()

    def unsettle(self) -> None:
        """Note that something was taken out of the graph, so that ``settle`` has to look."""
        self._settled = False

    def add(self, report: str, things: Iterable[tuple[str, bytes]]) -> None:
        """Take in what a report says, in place of what it said before."""
        self.leave(report)
        for thing, said in things:
            variants = self._variants.get(thing)
            if variants is None:
                known = self._said.get(thing)
                if known is None:
                    stored = self._stored(thing)
                    if not stored:
                        self._waiting[thing] = said
                    known = self._said[thing] = hash(stored or said)
                if known != hash(said):
                    default = self._waiting.get(thing) or self._stored(thing)
                    self._variants[thing] = {"": default.decode()}
                    self._differ(thing, report, said)
            elif variants[""] != said.decode():
                self._differ(thing, report, said)

    def _differ(self, thing: str, report: str, said: bytes) -> None:
        self._variants[thing][report] = said.decode()
        self._worded.setdefault(report, set()).add(thing)
        self._settled = False

    def leave(self, report: str) -> None:
        """Take out what a report said in words of its own."""
        for thing in self._worded.pop(report, ()):
            self._variants.get(thing, {}).pop(report, None)
            self._settled = False

    def take_waiting(self) -> list[bytes]:
        """What is to be loaded with the batch: the things the database has nothing of yet."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        return waiting

    def settle(self) -> None:
        """Give each thing that reports word differently one description, and take out what no report speaks of."""
        if self._settled:
            return
        removed: set[bytes] = set()
        added: set[bytes] = set()
        for thing in sorted(self._variants):
            old = self._store.lines(ns.SHARED_GRAPH, thing)
            new = {line for said in self._alive(thing)[:1] for line in said.splitlines(keepends=True)}
            removed |= old - new
            added |= new - old
        self._store.exchange(removed, added)
        orphaned: set[bytes] = set()
        for thing in self._store.subjects(ns.SHARED_GRAPH):
            if not self._belongs(thing):
                orphaned |= self._store.lines(ns.SHARED_GRAPH, thing)
        self._store.exchange(orphaned, ())
        self._settled = True

    def _alive(self, thing: str) -> list[bytes]:
        """What the reports that still speak of a thing say of it; the fullest first, then by spelling.

        Forgets what reports said that do so no more, and the variants where one is left.
        """
        variants = self._variants[thing]
        speaking = {graph for graph in self._store.graphs_of(thing) if _is_report(graph)}
        for report in [report for report in variants if report and ns.report_iri(report) not in speaking]:
            del variants[report]
        if len(speaking) == len(variants) - 1:
            del variants[""]
        words = {said.encode() for said in variants.values()}
        if len(words) < 2:
            del self._variants[thing]
        elif "" not in variants:
            # All who speak of it are listed; any one of them can be the one that is not.
            variants[""] = variants.pop(min(variants))
        return sorted(words, key=lambda said: (-len(said.decode()), said))

    def _belongs(self, thing: str) -> bool:
        """Whether a report speaks of a thing, and no vocabulary describes it (a candidate may have come into the vocabulary)."""
        if not any(_is_report(graph) for graph in self._store.graphs_of(thing)):
            return False
        return _ELSEWHERE.isdisjoint(self._store.graphs_of(thing, described=True))

    def _stored(self, thing: str) -> bytes:
        return b"".join(sorted(self._store.lines(ns.SHARED_GRAPH, thing)))


def _is_report(graph: str) -> bool:
    return graph.startswith(ns.PREFIXES["report"])
