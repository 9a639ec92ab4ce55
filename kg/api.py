"""The graph from Python: open a store or an endpoint, ask it, get values.

In: a folder that ``kg build`` made, or the address of a SPARQL 1.1 endpoint. Out: ``Graph``, which answers canned queries and SPARQL
alike on both. ``import kg`` gives all of it as ``kg.open``, ``kg.Graph``, ``kg.Rows``, …; nothing is loaded before it is used. The commands
ask through the same functions.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pyoxigraph import QueryBoolean, QueryTriples

from kg.answers import Rows, Triples, rows_of
from kg.candidates import CandidateProgram, find_candidates
from kg.derive import is_derived
from kg.lookup import Lookup, lookup_on
from kg.model import KgError
from kg.queries import Query, load_queries, load_query
from kg.remote import Remote
from kg.resources import resource
from kg.results import Results, render
from kg.store import Store

if TYPE_CHECKING:
    import networkx

Given = str | int | Iterable[str | int]

_POSITION = re.compile(r"error at (\d+):(\d+): ")
_LONGEST_REASON = 120


def open(where: str | os.PathLike[str] | None = None, *, timeout: float = 60) -> Graph:
    """Open a graph to read: the folder of a store, or the address (http…) of an endpoint; without one KG_STORE, else ``graph``.

    ``timeout`` is the seconds an endpoint has to answer. Raises KgError where there is no store, or a build is writing it.
    """
    where = os.fspath(where) if where is not None else os.environ.get("KG_STORE", "graph")
    if where.startswith(("http://", "https://")):
        return Graph(Remote(where, timeout=timeout))
    return Graph(Store(Path(where)))


class Graph:
    """A graph to ask. A context manager; what it answers stays after it is closed. Every error of a caller's is a ``KgError``."""

    def __init__(self, source: Store | Remote) -> None:
        self._source = source
        self._derived = False
        self._name = source.url if isinstance(source, Remote) else str(source.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<kg.Graph {self._name}>"

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""
        self._source.close()

    @cached_property
    def _lookup(self) -> Lookup:
        return lookup_on(self._source)

    def queries(self) -> Mapping[str, Query]:
        """The canned queries by name, with what they ask, their parameters and their columns."""
        return load_queries(resource("queries"))

    def query(self, name: str, *, kin: bool = False, **given: Given) -> Rows:
        """Answer a canned query.

        A parameter is given as a person writes it (region="梁平", year=2024, year="2020-2024"), or several of them as a list or a range,
        which means any. ``kin`` takes in the programs akin to those given. Raises KgError for a query or a parameter there is not, for a
        value that is none, with the nearest, and where the graph has no derived graph.
        """
        self.require_derived()
        return rows_of(answer(self._source, self.explain(name, kin=kin, **given)))

    def explain(self, name: str, *, kin: bool = False, **given: Given) -> str:
        """The SPARQL that ``query`` runs, valid anywhere."""
        canned = load_query(resource("queries"), name)
        if canned is None:
            raise KgError(f"{name}: no such canned query; queries() has them by name, kg query lists them")
        return self._lookup.bind(canned, {parameter: _typed(values) for parameter, values in given.items()}, kin=kin)

    def select(self, sparql: str) -> Rows:
        """The rows of a SELECT query; the prefixes fz, program, division, skos and the like need no declaration."""
        return rows_of(answer(self._source, sparql))

    def construct(self, sparql: str) -> Triples:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        results = answer(self._source, sparql)
        if isinstance(results, QueryTriples | list):
            return Triples(results)
        raise KgError("the query gives no triples; for rows call select(), for yes or no ask()")

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        results = answer(self._source, sparql)
        if isinstance(results, QueryBoolean):
            return bool(results)
        raise KgError("the query gives no yes or no; for rows call select(), for triples construct()")

    def network(self) -> networkx.MultiDiGraph[str]:
        """The whole graph as a network, as ``kg export --format gexf`` writes it; for a part of it see ``Rows.to_networkx``."""
        from kg.export.network import read_network  # noqa: PLC0415 - networkx is loaded where it is wanted

        return read_network(self._source)

    def candidates(self, *, regions: int = 1, limit: int = 0, contexts: int = 3) -> Sequence[CandidateProgram]:
        """Programs that the vocabulary does not hold yet, those of the most regions first, with what each may be another name of."""
        self.require_derived()
        return find_candidates(self._source, regions=regions, limit=limit, contexts=contexts)

    def require_derived(self) -> None:
        """Raise KgError where the graph lacks what canned queries read."""
        source = self._source
        if self._derived:
            return  # an endpoint is not asked before every query
        if not (source.is_derived() if isinstance(source, Remote) else is_derived(source)):
            what = "put in all that kg export --format nquads writes" if isinstance(source, Remote) else "make it with: kg derive"
            raise KgError(f"{self._name}: has no derived graph, which canned queries read; {what}")
        self._derived = True

    def render(self, sparql: str, form: str = "table", width: int | None = None) -> str:
        """The answer to any query as text: rows in one of ``kg.results.FORMATS``, triples as Turtle, yes or no as true or false.

        ``width`` is that of the terminal it is for, see ``kg.results.render``.
        """
        try:
            return render(answer(self._source, sparql), form, width)
        except (ValueError, SyntaxError, OSError) as error:
            raise KgError(f"the answer breaks off: {' '.join(str(error).split())}") from error


def _typed(values: Given) -> list[str]:
    several = list(values) if isinstance(values, Iterable) and not isinstance(values, str) else [values]
    return [str(value) for value in several]


def answer(graph: Store | Remote, sparql: str) -> Results:
    """What the engine answers. Raises KgError, on one line, whatever it is that the engine does not like about the query."""
    if not sparql.strip():
        raise KgError("the query is empty; it is to be SPARQL, such as ASK { ?report a fz:Report }")
    try:
        return graph.query(sparql)
    except SyntaxError as error:
        raise KgError(f"the query is not SPARQL: {_mistake(str(error))}") from None
    except (ValueError, OSError) as error:
        raise KgError(f"the query cannot be answered: {' '.join(str(error).split())}") from None


def _mistake(message: str) -> str:
    """The engine's message on one line: where it stopped, and not the whole grammar of what it would have taken."""
    flat = " ".join(message.split())
    found = _POSITION.match(flat)
    if found is None:
        return flat[:_LONGEST_REASON]
    reason = "unknown prefix" if "Prefix not found" in flat else flat[found.end() : found.end() + _LONGEST_REASON]
    return f"line {found[1]}, column {found[2]}: {reason}"
