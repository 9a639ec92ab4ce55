"""The store on disk: the only owner of an open Oxigraph database.

In: a folder. Out: quads, query results, and a way to put quads in. The folder holds ``oxigraph/`` (the database), ``manifest.json`` (what
was built from what, see ``kg.manifest``) and ``lock``: a build holds it alone, readers hold it together, because reading an Oxigraph
database beside its writer is undefined. The lock is the operating system's and goes with the process, so a killed build leaves none behind.

Every write is one transaction, or a bulk load that a crash can only leave as whole graphs the manifest does not know.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

if sys.platform != "win32":
    import fcntl

from kg.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from kg.model import KgError
from kg.namespaces import PREFIXES

DATABASE = "oxigraph"
LOCK = "lock"
# Below this many bytes of N-Quads a transaction is faster than a bulk load, which writes new files each time (0.3 s whatever its size).
BULK_BYTES = 2_000_000
_STOP = b" .\n"

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """An open store, for reading unless ``write``; a context manager. Queries see the union of all graphs.

    Raises KgError where the folder is missing, is not a store, cannot be written, or is in use.
    """

    def __init__(self, path: Path | str, *, write: bool = False) -> None:
        self.path = Path(path)
        self._lock: IO[bytes] | None = None
        self._write = write
        if write:
            _prepare(self.path)
        elif not self.path.is_dir():
            problem = "is not a folder" if self.path.exists() else "no such store"
            raise KgError(f"{self.path}: {problem}; build one with: kg build REPORTS -o {self.path}")
        elif not (self.path / MANIFEST).is_file():
            raise KgError(f"{self.path}: not a store (it has no {MANIFEST}); build one with: kg build REPORTS -o FOLDER")
        self._lock = _acquire(self.path, write)
        try:
            self.manifest = self._open_manifest()
            self._database: ox.Store | None = self._open_database()
        except BaseException:
            self.close()
            raise

    def _open_manifest(self) -> Manifest:
        if self._write and not (self.path / MANIFEST).exists():
            # Written before the database, so that a folder cut off here is known as ours.
            self.manifest = Manifest()
            self.save_manifest()
        return read_manifest(self.path / MANIFEST)

    def _open_database(self) -> ox.Store:
        folder = self.path / DATABASE
        try:
            return ox.Store(str(folder)) if self._write else ox.Store.read_only(str(folder))
        except (OSError, ValueError) as error:
            if self._write and "lock" in str(error).lower():
                raise KgError(f"{self.path}: in use by another program; try again when it has ended") from error
            raise KgError(f"{self.path}: the database in it cannot be opened ({_one_line(error)}); build the store again") from error

    def close(self) -> None:
        """Let go of the database and the lock; a second call does nothing."""
        self._database = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def database(self) -> ox.Store:
        """The database itself, for what this class has no method for."""
        if self._database is None:
            raise KgError(f"{self.path}: the store is closed")
        return self._database

    # --- reading ---

    def __len__(self) -> int:
        return len(self.database)

    def query(self, text: str) -> Results:
        """Run a SPARQL query over the union of all graphs; the prefixes of ``kg.namespaces`` need no declaration.

        Raises SyntaxError as pyoxigraph words it.
        """
        return self.database.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """The solutions of a SELECT query."""
        results = self.query(text)
        if not isinstance(results, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        return results

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of a pattern, in the database's order."""
        return self.database.quads_for_pattern(subject, predicate, value, graph)

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self.database.named_graphs() if isinstance(graph, ox.NamedNode))

    def lines(self, graph: str, subject: str | None = None) -> set[bytes]:
        """The N-Quads of a graph, or of one thing in it, as lines."""
        node = ox.NamedNode(subject) if subject is not None else None
        return set(serialise(self.quads(node, graph=ox.NamedNode(graph))).splitlines(keepends=True))

    def subjects(self, graph: str) -> list[str]:
        """The things a graph describes, sorted."""
        found = {quad.subject for quad in self.quads(graph=ox.NamedNode(graph))}
        return sorted(node.value for node in found if isinstance(node, ox.NamedNode))

    def graphs_of(self, thing: str, *, described: bool = False) -> Iterator[str]:
        """The graph of each quad that has a thing as its object, or as its subject where ``described``: often to be left off early."""
        node = ox.NamedNode(thing)
        for quad in self.quads(node) if described else self.quads(value=node):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value

    # --- writing ---

    def load(self, nquads: bytes) -> None:
        """Add quads that are not there yet: in bulk where they are many, else in one transaction."""
        try:
            if len(nquads) >= BULK_BYTES:
                self.database.bulk_load(nquads, ox.RdfFormat.N_QUADS)
            elif nquads:
                self.database.load(nquads, ox.RdfFormat.N_QUADS)
        except OSError as error:
            raise self._unwritable(error) from error

    def exchange(self, removed: Iterable[bytes], added: Iterable[bytes], dropped: Iterable[str] = ()) -> None:
        """Drop graphs, take lines of N-Quads out and put others in, in one transaction: after a crash it is all there or nothing."""
        steps = [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(dropped)]
        steps += _data_steps("DELETE DATA", removed)
        steps += _data_steps("INSERT DATA", added)
        try:
            if steps:
                self.database.update(" ;\n".join(steps))
        except OSError as error:
            raise self._unwritable(error) from error

    def replace_graph(self, graph: str, nquads: bytes) -> None:
        """Make a graph hold exactly these quads, writing only what differs."""
        if self.database.contains_named_graph(ox.NamedNode(graph)):
            old, new = self.lines(graph), set(nquads.splitlines(keepends=True))
            self.exchange(old - new, new - old)
        else:
            self.load(nquads)

    def optimize(self) -> None:
        """Put what was written in pieces in order, for faster queries."""
        try:
            self.database.optimize()
        except OSError as error:
            raise self._unwritable(error) from error

    def save_manifest(self) -> None:
        """Write the manifest, after what it says is in the database has been written: the order that a crash may cut anywhere."""
        try:
            if getattr(self, "_database", None) is not None:
                self.database.flush()
            write_manifest(self.manifest, self.path / MANIFEST)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> KgError:
        return KgError(f"{self.path}: cannot be written ({_one_line(error)})")


def serialise(quads: Iterable[ox.Quad]) -> bytes:
    """Quads as N-Quads, one line each, in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _data_steps(verb: str, lines: Iterable[bytes]) -> list[str]:
    """One SPARQL update step a graph. A line of N-Quads without its graph is a triple of SPARQL; sorted, so that a build repeats itself."""
    by_graph: dict[bytes, list[bytes]] = {}
    for line in lines:
        triple, graph, _ = line.rsplit(b" ", 2)
        by_graph.setdefault(graph, []).append(triple)
    return [
        f"{verb} {{ GRAPH {graph.decode()} {{\n{_STOP.join(sorted(triples)).decode()} }} }}"
        for graph, triples in sorted(by_graph.items())
    ]


def _one_line(error: BaseException) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split())


def _prepare(path: Path) -> None:
    """Make the folder for a build. Raises KgError where something else stands there, or nothing can be written."""
    if path.exists() and not path.is_dir():
        raise KgError(f"{path}: is a file; name a folder for the store")
    try:
        path.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in path.iterdir()}
    except OSError as error:
        raise KgError(f"{path}: cannot be made or read ({_one_line(error)})") from error
    if MANIFEST not in names and names - {LOCK}:
        raise KgError(f"{path}: holds other files ({min(names - {LOCK})} …) and is not a store; name a new or empty folder")
    if not os.access(path, os.W_OK | os.X_OK):
        raise KgError(f"{path}: cannot be written; name another folder with -o, or change its permissions")


def _acquire(path: Path, write: bool) -> IO[bytes] | None:
    """The store's lock, alone for a build and together for readers. None where there is none to hold (a copy on read-only media)."""
    try:
        handle = (path / LOCK).open("ab" if write else "rb")
    except OSError as error:
        if write:
            raise KgError(f"{path}: cannot be written ({_one_line(error)})") from error
        return None
    if sys.platform == "win32":
        return handle  # the database's own lock keeps two builds apart there
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.close()
        if write:
            raise KgError(f"{path}: in use by another kg command; try again when it has ended") from error
        raise KgError(f"{path}: a build is writing it; try again when it has ended") from error
    except OSError:
        pass  # a file system without locks: nothing is known, and refusing would shut out every reader
    return handle
