"""What a build writes, gathered into batches: the graphs of reports, and what is left of reports that went.

In: outcomes, one a file. Out: a database and a manifest that agree. A batch goes to the database first and to the manifest after; a crash
between leaves graphs the manifest does not know, which the next build drops.

A text that stands in several files is written from the file whose name sorts first; ``unsettled`` names those still to be written.
"""

from __future__ import annotations

from dataclasses import replace

from kg import namespaces as ns
from kg.manifest import Entry
from kg.shared import Shared
from kg.store import Store
from kg.worker import Outcome

# About 100,000 quads: enough for a bulk load to pay, little to lose in a crash.
BATCH_BYTES = 32_000_000
# A transaction is held in memory as text and as changes: about ten reports.
TRANSACTION_BYTES = 4_000_000
# From here on what was written in pieces is worth a moment to put in order: queries are a quarter faster after it.
OPTIMIZE_BYTES = 200_000_000


class Batch:
    """The writes not yet done, and what the database holds without them."""

    def __init__(self, store: Store, size: int = BATCH_BYTES) -> None:
        self._size = size
        self._store = store
        self._manifest = store.manifest
        self._claims = store.manifest.claimants()
        self._stored = {graph for graph in store.graphs() if graph.startswith(ns.PREFIXES["report"])}
        self._new: dict[str, bytes] = {}  # graphs to load
        self._exchanged: dict[str, bytes] = {}  # graphs that stand in for others, written in the transaction that drops those
        self._dropped: set[str] = set()
        self._bytes = 0
        self._exchanged_bytes = 0
        self._written_bytes = 0
        self._unsaved = False
        self.shared = Shared(store)

    def drop_strays(self) -> None:
        """Drop the graphs that a build wrote and was ended before it could say so."""
        strays = self._stored - {ns.report_iri(report) for report in self._claims}
        if strays:
            self._store.exchange((), (), sorted(strays))
            self._stored -= strays
            self.shared.unsettle()

    def missing(self) -> set[str]:
        """The files whose report the manifest has and the database has not: a build was ended between writing and saying so."""
        return {key for report, keys in self._claims.items() if ns.report_iri(report) not in self._stored for key in keys}

    def take(self, outcome: Outcome, stamp: str) -> None:
        """Enter the outcome for one file, and write a batch where enough has come together."""
        self._unsaved = True
        leaving = self._leave(outcome.key, outcome.report)
        entry = Entry(outcome.name, outcome.sha256, outcome.report, "" if outcome.faulty else stamp, outcome.problem)
        self._manifest.entries[outcome.key] = entry
        if outcome.report is not None:
            self._claim(outcome, outcome.report, leaving)
        if self._bytes >= self._size:
            self.commit()
        elif self._exchanged_bytes >= TRANSACTION_BYTES:
            self._exchange()

    def forget(self, key: str) -> None:
        """Take a file out of the manifest, and its report out of the graph where no other file has it."""
        self._unsaved = True
        self._leave(key, None)
        del self._manifest.entries[key]

    def _leave(self, key: str, report: str | None) -> bool:
        """End a file's claim to the report it gave before, unless it gives it again. True where that report's graph goes."""
        old = self._manifest.entries.get(key)
        if old is None or old.report is None or old.report == report:
            return False
        claims = self._claims[old.report]
        claims.discard(key)
        if claims:
            return False
        del self._claims[old.report]
        graph = ns.report_iri(old.report)
        self._new.pop(graph, None)
        self._exchanged.pop(graph, None)
        if graph in self._stored:
            self._dropped.add(graph)
        self.shared.leave(old.report)
        return True

    def _claim(self, outcome: Outcome, report: str, leaving: bool) -> None:
        claims = self._claims.setdefault(report, set())
        claims.add(outcome.key)
        written = [key for key in claims if self._manifest.entries[key].written]
        if written and self._manifest.owner(claims) != outcome.key:
            return
        for key in claims:
            self._manifest.entries[key] = replace(self._manifest.entries[key], written=key == outcome.key)
        graph = ns.report_iri(report)
        self._dropped.discard(graph)
        if leaving or graph in self._stored or graph in self._exchanged:
            # In one of the two only: another file with the same text may have entered it before, under its own name.
            self._new.pop(graph, None)
            self._exchanged[graph] = outcome.quads
            self._exchanged_bytes += len(outcome.quads)
        else:
            self._new[graph] = outcome.quads
        self._bytes += len(outcome.quads)
        self.shared.add(report, outcome.shared)

    def unsettled(self) -> set[str]:
        """The files whose report was written from another file with the same text, though theirs is the name that sorts first."""
        found = set()
        for claims in self._claims.values():
            owner = self._manifest.entries[key := self._manifest.owner(claims)]
            if not any(
                entry.written and (entry.name, entry.sha256) == (owner.name, owner.sha256)
                for entry in (self._manifest.entries[other] for other in claims)
            ):
                found.add(key)
        return found

    def commit(self) -> None:
        """Write what was gathered: changed reports in place of the old, new ones in bulk, then the manifest."""
        self._exchange()
        self._store.load(b"".join([*self._new.values(), *self.shared.take_waiting()]))
        self._stored.update(self._new)
        self._new.clear()
        self._written_bytes += self._bytes
        self._bytes = 0
        self._unsaved = False
        self._store.save_manifest()

    def _exchange(self) -> None:
        """Write changed reports in place of the old, in one transaction."""
        removed: set[bytes] = set()
        added: set[bytes] = set()
        for graph, nquads in self._exchanged.items():
            new = set(nquads.splitlines(keepends=True))
            old = self._store.lines(graph) if graph in self._stored else set()
            removed |= old - new
            added |= new - old
        self._store.exchange(removed, added, self._dropped)
        if removed or self._dropped:
            self.shared.unsettle()
        self._stored -= self._dropped
        self._stored.update(self._exchanged)
        self._exchanged.clear()
        self._exchanged_bytes = 0
        self._dropped.clear()

    def finish(self) -> None:
        """Write what is left and put the whole in order."""
        self.commit()
        self.shared.settle()
        if self._written_bytes >= OPTIMIZE_BYTES:
            self._store.optimize()
