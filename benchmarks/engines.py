"""The engines that are asked, each in a process of its own that can be ended when a query takes too long.

In: where the data is. Out: for a query, the seconds from the question to the last row, and the number of rows. Oxigraph reads our store in
the process, rdflib holds the quads in memory, Virtuoso is asked over HTTP on loopback and answers in JSON, as it would a real client.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import rdflib

from kg.store import Store

Ask = Callable[[str], int]
Make = Callable[[str, float], Ask]
# A process has so many seconds more than its limit to say that it gave up, before it is ended.
_GRACE = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One run of a query; ``error`` says why there was none."""

    seconds: float = 0.0
    rows: int = 0
    error: str = ""


def oxigraph(place: str, _limit: float) -> Ask:
    """Our store, read only. A query cannot be interrupted here: who asks must end the process."""
    store = Store(Path(place))
    return lambda text: sum(1 for _ in store.select(text))


def rdflib_memory(place: str, limit: float) -> Ask:
    """The N-Quads file in an rdflib Dataset, its default graph the union. Loading takes long, so a query is interrupted, not ended."""
    data = rdflib.Dataset(default_union=True)
    data.parse(place, format="nquads")

    def interrupt(*_: object) -> None:
        raise TimeoutError(f"more than {limit:.0f} s")

    def ask(text: str) -> int:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return sum(1 for _ in data.query(text))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    signal.signal(signal.SIGALRM, interrupt)
    return ask


def endpoint(place: str, _limit: float) -> Ask:
    """A SPARQL endpoint over HTTP."""

    def ask(text: str) -> int:
        body = urllib.parse.urlencode({"query": text}).encode()
        request = urllib.request.Request(place, body, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
        return len(answer["results"]["bindings"]) if "results" in answer else 1

    return ask


def _serve(pipe: Connection, make: Make, place: str, limit: float) -> None:
    """The life of an engine's process: open, say so, answer."""
    ask = make(place, limit)
    pipe.send(Answer())
    while True:
        text = pipe.recv()
        began = time.perf_counter()
        try:
            rows = ask(text)
            answer = Answer(time.perf_counter() - began, rows)
        except Exception as error:  # whatever an engine has against a query goes into the table
            answer = Answer(error=_reason(error))
        pipe.send(answer)


def _reason(error: Exception) -> str:
    body = error.read().decode("utf-8", "replace") if hasattr(error, "read") else ""
    said = str(error) if isinstance(error, TimeoutError) else f"{type(error).__name__}: {error}"
    return " ".join((body or said).split())[:160]


class Engine:
    """One engine behind a pipe. A query that takes longer than ``limit`` seconds ends the process, and a new one is made."""

    def __init__(self, make: Make, place: Path | str, limit: float, patience: float = 1200) -> None:
        self._make, self._place, self._limit, self._patience = make, str(place), limit, patience
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._open()

    def _open(self) -> None:
        self._pipe, far = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(far, self._make, self._place, self._limit), daemon=True)
        self._process.start()
        far.close()
        if not self._pipe.poll(self._patience):
            raise TimeoutError(f"{self._place} was not opened within {self._patience:.0f} s")
        self._pipe.recv()

    def ask(self, text: str) -> Answer:
        """Run a query once."""
        self._pipe.send(text)
        if self._pipe.poll(self._limit + (0 if self._make is oxigraph else _GRACE)):
            answer = self._pipe.recv()
            assert isinstance(answer, Answer)
            return answer
        self.close()
        self._open()
        return Answer(error=f"more than {self._limit:.0f} s")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
