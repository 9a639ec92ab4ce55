"""What is computed for one file, and the processes that compute it.

In: files as bytes. Out: ``Outcome``s in the order of the files, whatever the number of processes: the report's quads as N-Quads, ready to
be written, or why the file was left out. Each process is handed the vocabularies once.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice

from kg import rdf
from kg.corpus import read_report
from kg.extract import Extractors
from kg.model import KgError, ReportFacts, Source
from kg.store import serialise
from kg.vocabulary import Vocabulary

# A process takes a while to start and compile its extractors: fewer files than this are sooner done in this one.
POOL_FROM = 64
CHUNK = 8
# New objects after which the garbage collector looks at them: about as many as one report leaves.
_COLLECT_AFTER = 20_000
AHEAD = 8  # chunks a process has waiting, so that it goes on while a batch is written


@dataclass(frozen=True, slots=True)
class Task:
    """One file to build, and the key it has in the manifest."""

    key: str
    source: Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the report's quads and those it shares with others (by subject), or ``problem``.

    ``faulty`` marks a problem of the program, not of the file: it is tried again by the next build.
    """

    key: str
    name: str
    sha256: str
    report: str | None = None
    problem: str | None = None
    faulty: bool = False
    quads: bytes = b""
    shared: tuple[tuple[str, bytes], ...] = ()
    facts: int = 0
    rejections: int = 0


class Maker:
    """Turns files into outcomes; holds the vocabularies and the extractors compiled from them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._extractors = Extractors(vocabulary)

    def facts(self, source: Source) -> ReportFacts:
        """All that is read from one file. Raises KgError where it is no report."""
        return self._extractors.extract(read_report(source, self._vocabulary))

    def make(self, task: Task) -> Outcome:
        """The outcome for one file; never raises for a file's sake, so that one bad file does not end a build."""
        failed = Outcome(task.key, task.source.name, sha256(task.source.data))
        try:
            facts = self.facts(task.source)
            if facts.report.identity.division is None:
                return replace(failed, problem=_unplaced(facts))
            return replace(
                failed,
                report=facts.report.id,
                quads=serialise(rdf.quads(facts, self._vocabulary)),
                shared=_by_subject(serialise(rdf.shared_quads(facts, self._vocabulary))),
                facts=len(facts.measurements) + len(facts.programs) + len(facts.bodies) + len(facts.documents),
                rejections=len(facts.rejections),
            )
        except KgError as error:
            return replace(failed, problem=_without_name(str(error), task.source.name))
        except Exception as error:  # a fault of ours in one report must not cost the other thousand
            return replace(failed, problem=f"an error of the program, please report it: {type(error).__name__}: {error}", faulty=True)


def settle() -> None:
    """Tell the garbage collector that all there is by now stays: the vocabularies are some hundred thousand objects, and going through
    them again and again takes a tenth of the reading. For processes of our own that do nothing but read; never called in a caller's.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 20)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unplaced(facts: ReportFacts) -> str:
    """Why a report cannot stand in the graph: nobody knows whose it is."""
    problems = "; ".join(facts.report.identity.problems)
    return "no known division: cannot tell whose report it is" + (f" ({problems})" if problems else "")


def _without_name(message: str, name: str) -> str:
    """The message alone; the summary puts the file's name before it."""
    return message.removeprefix(f"{name}: ")


def _by_subject(nquads: bytes) -> tuple[tuple[str, bytes], ...]:
    """N-Quads grouped by subject, each group sorted, a line once."""
    lines = sorted(set(nquads.splitlines(keepends=True)))
    groups = groupby(lines, key=lambda line: line.split(b" ", 1)[0])
    return tuple((subject[1:-1].decode(), b"".join(group)) for subject, group in groups)


def outcomes(tasks: Iterable[Task], vocabulary: Vocabulary, jobs: int | None = None) -> Iterator[Outcome]:
    """The outcomes of tasks, in their order. ``jobs`` processes (default: one a core), and none for a few files."""
    tasks = iter(tasks)
    jobs = jobs or available_cores()
    first = list(islice(tasks, POOL_FROM)) if jobs > 1 else []
    if len(first) < POOL_FROM:
        maker = Maker(vocabulary)
        yield from map(maker.make, chain(first, tasks))
    else:
        yield from _in_processes(chain(first, tasks), jobs, vocabulary)


def available_cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(tasks: Iterable[Task], jobs: int, vocabulary: Vocabulary) -> Iterator[Outcome]:
    # Spawned, not forked: the database has threads, and a fork would carry its lock along.
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start, initargs=(vocabulary,))
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        for chunk in _chunks(tasks):
            with _no_interrupt():  # here processes are started, and they inherit what is shut out
                waiting.append(pool.submit(_make_all, chunk))
            if len(waiting) >= jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise KgError("a process of the build was ended from outside (out of memory?); build again, with fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Put Ctrl-C off until the end of the block."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    tasks = iter(tasks)
    while chunk := list(islice(tasks, CHUNK)):
        yield chunk


# A pool hands its processes no object of ours: what each loads at its start must be found again by name.
_makers: list[Maker] = []


def _start(vocabulary: Vocabulary) -> None:
    """Begin a process of the pool. Ctrl-C reaches every process of the terminal; the building one alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _makers[:] = [Maker(vocabulary)]
    settle()


def _make_all(tasks: list[Task]) -> list[Outcome]:
    return [_makers[0].make(task) for task in tasks]
