"""The pipeline, the only room that knows the order: files → reports → facts → quads → store.

In: files and folders, and the folder of the store. Out: a store that holds what they say, and a ``Summary``. How:

1. Walk the files once and compare each with the manifest: what is unchanged, and built by this version with these vocabularies, is skipped.
2. Compute the others, in parallel, and write them in batches: a changed report's old graph goes and its new one comes in one transaction;
   after each batch the manifest is renamed into place, so that a build cut off anywhere is taken up by the next.
3. Settle what several reports share: one text in several files is one report (under the name that sorts first), and things no report
   speaks of any more leave the graph.

What stands in the graph depends on the files, the vocabularies and the version alone: not on order, jobs, or how many builds it took.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__, rdf
from kg import namespaces as ns
from kg.batch import BATCH_BYTES, Batch
from kg.corpus import Problem, read_sources
from kg.derive import derive
from kg.manifest import Manifest
from kg.model import KgError, Source
from kg.store import Store, serialise
from kg.vocabulary import Vocabulary, load_vocabulary
from kg.worker import Task, outcomes, sha256

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about one file: why it was left out, or which file has the same text."""

    name: str
    message: str


@dataclass(slots=True)
class Summary:
    """What a build did. ``present`` counts the reports of the files named that stand in the graph afterwards; ``words_gone`` are files of a
    user's own words that the build before had and this has not."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    left_out: list[Note] = field(default_factory=list)
    duplicates: list[Note] = field(default_factory=list)
    vanished: int = 0
    outdated: int = 0
    words_gone: list[str] = field(default_factory=list)
    present: int = 0
    reports: int = 0
    quads: int = 0
    seconds: float = 0.0
    interrupted: bool = False


@dataclass(slots=True)
class Plan:
    """What a walk found: every file's key and name, those to compute, and what could not be read at all."""

    seen: dict[str, str] = field(default_factory=dict)
    todo: dict[str, str] = field(default_factory=dict)
    problems: list[Note] = field(default_factory=list)


def build(
    paths: Sequence[Path],
    store_path: Path,
    *,
    jobs: int | None = None,
    prune: bool = False,
    rebuild: bool = False,
    progress: Progress = lambda *_: None,
    vocabulary: Vocabulary | None = None,
    batch_bytes: int = BATCH_BYTES,
) -> Summary:
    """Build the reports of these files and folders into a store, new or old.

    ``prune`` removes the reports of files that are no longer there; ``rebuild`` computes unchanged files too. The vocabularies are loaded
    where none are handed in. Ctrl-C ends the build early with what is done. Raises KgError where nothing can be done at all.
    """
    for path in paths:
        if not path.exists():
            raise KgError(f"{path}: no such file or folder")
    began = time.monotonic()
    vocabulary = vocabulary or load_vocabulary()
    with Store(store_path, write=True) as store:
        run = _Run(store, vocabulary, list(paths), batch_bytes)
        plan = run.plan(rebuild)
        run.prepare(plan)
        try:
            run.compute(plan.todo, jobs, progress)
            if prune:
                run.prune(plan)
            run.settle(plan)
        except KeyboardInterrupt:
            run.summary.interrupted = True
        run.finish(plan)
        run.summary.seconds = time.monotonic() - began
        return run.summary


class _Run:
    """One build over one open store."""

    def __init__(self, store: Store, vocabulary: Vocabulary, paths: list[Path], batch_bytes: int) -> None:
        self.summary = Summary()
        self._store = store
        self._vocabulary = vocabulary
        self._paths = paths
        self._manifest: Manifest = store.manifest
        self._entries = store.manifest.entries
        self._before = dict(store.manifest.entries)
        self._stamp = f"{__version__}+{vocabulary.checksum[:12]}"
        self._batch = Batch(store, batch_bytes)

    # --- what is to be done ---

    def plan(self, rebuild: bool) -> Plan:
        """Walk the files and tell which are to be computed."""
        plan = Plan()
        missing = self._batch.missing()
        for key, item in self._walk():
            if key in plan.seen and plan.seen[key] <= item.name:
                continue  # named twice, as a file and by its folder
            plan.seen[key] = item.name
            if isinstance(item, Problem):
                plan.problems.append(Note(item.name, item.message))
                continue
            entry = self._entries.get(key)
            now = (item.name, sha256(item.data), self._stamp)
            if rebuild or key in missing or entry is None or (entry.name, entry.sha256, entry.made) != now:
                plan.todo[key] = item.name
            else:
                plan.todo.pop(key, None)
        return plan

    def _walk(self) -> Iterator[tuple[str, Source | Problem]]:
        """Every file under the paths with its key; the store's own files aside."""
        own = self._store.path.resolve()
        for path in self._paths:
            for item in read_sources([path]):
                place = _place(path, item.name)
                if own not in place.parents:
                    key = Path(os.path.relpath(place, own.parent)).as_posix()
                    yield key, item

    def _vanished(self, plan: Plan) -> list[str]:
        """Keys of the manifest under the paths that the walk did not meet."""
        base = self._store.path.resolve().parent
        roots = [path.resolve() for path in self._paths]
        gone = {key: Path(os.path.normpath(base / key)) for key in sorted(self._entries.keys() - plan.seen.keys())}
        return [key for key, place in gone.items() if any(root == place or root in place.parents for root in roots)]

    # --- doing it ---

    def prepare(self, plan: Plan) -> None:
        """Bring the store to where its manifest says it is, and the vocabularies in it to where they are now."""
        self._batch.drop_strays()
        if self._manifest.stamp != self._stamp:
            self._begin()
            self._store.replace_graph(ns.VOCABULARY_GRAPH, serialise(rdf.vocabulary_quads(self._vocabulary.files)))
            self._store.replace_graph(ns.DIVISIONS_GRAPH, serialise(rdf.division_quads(self._vocabulary.divisions)))
            self._manifest.version, self._manifest.vocabulary = __version__, self._vocabulary.checksum
            self._manifest.stamp = self._stamp
            self.summary.words_gone = sorted({*self._manifest.words} - {*self._vocabulary.own})
            self._manifest.words = self._vocabulary.own
            self._batch.shared.unsettle()
            self._store.save_manifest()
        if self._entries and plan.todo.keys() >= self._entries.keys():
            self._begin()
            self._batch.shared.clear()

    def _begin(self) -> None:
        """Say on disk that a build has begun, before its first write."""
        if self._manifest.complete:
            self._manifest.complete = False
            self._store.save_manifest()

    def compute(self, todo: dict[str, str], jobs: int | None, progress: Progress) -> None:
        """Compute and write these files, by key and name, each once."""
        if not todo:
            return
        self._begin()
        left = dict(todo)

        def tasks() -> Iterator[Task]:
            for key, item in self._walk():
                if isinstance(item, Source) and left.get(key) == item.name:
                    del left[key]
                    yield Task(key, item)

        for number, outcome in enumerate(outcomes(tasks(), self._vocabulary, jobs), 1):
            self._batch.take(outcome, self._stamp)
            progress(number, len(todo), outcome.name)
        self._batch.commit()

    def prune(self, plan: Plan) -> None:
        """Remove the reports of files that stood under the paths and are gone."""
        gone = self._vanished(plan)
        if gone:
            self._begin()
        for key in gone:
            self._batch.forget(key)
        self._batch.commit()

    def settle(self, plan: Plan) -> None:
        """Write each text that several files have under the name that sorts first, whichever was built first."""
        self.compute({key: plan.seen[key] for key in self._batch.unsettled() if key in plan.seen}, 1, lambda *_: None)

    def finish(self, plan: Plan) -> None:
        """Write what is left, say that it is whole, and count."""
        self._batch.finish()
        if not self.summary.interrupted:
            derive(self._store)
        if not self._manifest.complete:
            self._manifest.complete = not self.summary.interrupted
            self._store.save_manifest()
        self._count(plan)

    def _count(self, plan: Plan) -> None:
        before, after, summary = self._before, self._entries, self.summary
        had = {key for key, entry in before.items() if entry.report is not None}
        has = {key for key, entry in after.items() if entry.report is not None}
        seen = plan.seen.keys() & after.keys()
        summary.added = len(has - had)
        summary.changed = sum(after[key] is not before[key] for key in has & had & plan.todo.keys())
        summary.unchanged = len((has & plan.seen.keys()) - plan.todo.keys())
        summary.removed = len(had - has)
        summary.left_out = plan.problems + [Note(after[key].name, problem) for key in seen if (problem := after[key].problem)]
        summary.left_out.sort(key=lambda note: (note.name, note.message))
        summary.duplicates = _duplicates(self._manifest, seen)
        summary.vanished = len(has.intersection(self._vanished(plan)))
        summary.outdated = sum(after[key].made != self._stamp for key in has)
        summary.present = len({after[key].report for key in has & seen})
        summary.reports = len(self._manifest.claimants())
        summary.quads = len(self._store)


def _duplicates(manifest: Manifest, seen: set[str]) -> list[Note]:
    """The files whose text another file has too, with that file's name."""
    notes = []
    for keys in manifest.claimants().values():
        owner = manifest.owner(keys)
        notes += [Note(manifest.entries[key].name, manifest.entries[owner].name) for key in keys & seen if key != owner]
    return sorted(notes, key=lambda note: (note.name, note.message))


def _place(path: Path, name: str) -> Path:
    """Where a source stands: a file that was named is named by its last part, what a folder or an archive holds by its way in it."""
    root = path.resolve()
    if not path.is_dir() and (name == path.name or name.startswith(f"{path.name}/")):
        root = root.parent
    return Path(os.path.normpath(root / name))
