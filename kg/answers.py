"""What a query answers, as Python has it: rows with typed values, or triples; and from there a data frame, a network, an rdflib graph.

In: what an engine answers, as pyoxigraph's values. Out: ``Rows`` or ``Triples``, read to their end, so that they outlive the store. pandas,
networkx and rdflib are loaded by the methods that need them, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, overload

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Triple, serialize

from kg import namespaces as ns
from kg.model import KgError
from kg.results import Results, render, solutions, turtle

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib


class Iri(str):
    """An IRI: a string, and its short form."""

    __slots__ = ()

    @property
    def short(self) -> str:
        """The short form, program:三所联动, as commands and queries take it; the IRI itself where it has none."""
        return ns.compact(self)


Value = Iri | str | int | float | Decimal | bool | date | None

_XSD = ns.PREFIXES["xsd"]
_WHOLE = ("integer", "int", "long", "short", "byte", "gYear", "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong")
_READERS: dict[str, Callable[[str], Value]] = {
    **{f"{_XSD}{name}": int for name in _WHOLE},
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    f"{_XSD}date": date.fromisoformat,
}


def value_of(term: object) -> Value:
    """A term as a Python value: numbers and years as numbers, decimals exactly, dates as dates, all else as text; None for none.

    >>> value_of(Literal("98.2", datatype=NamedNode(f"{_XSD}decimal"))), value_of(Literal("2024", datatype=NamedNode(f"{_XSD}gYear")))
    (Decimal('98.2'), 2024)
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, Literal):
        reader = _READERS.get(term.datatype.value)
        if reader is not None:
            try:
                return reader(term.value)
            except (ValueError, ArithmeticError, KeyError):
                pass  # a literal that is not what its datatype says is still text
        return term.value
    return str(term)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Row(Mapping[str, Value]):
    """One row: a mapping from the names of the columns to values."""

    columns: tuple[str, ...]
    cells: tuple[Value, ...]

    def __getitem__(self, column: str) -> Value:
        try:
            return self.cells[self.columns.index(column)]
        except ValueError:
            raise KeyError(f"{column}; the columns are {', '.join(self.columns)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __repr__(self) -> str:
        return f"Row({dict(self)!r})"


class Rows(Sequence[Row]):
    """The rows of a SELECT query or a canned query, in their order."""

    def __init__(self, columns: Sequence[str], terms: Iterable[Sequence[NamedNode | Literal | None]]) -> None:
        self.columns = tuple(columns)
        self._terms = [tuple(row) for row in terms]
        self._rows = [Row(self.columns, tuple(map(value_of, row))) for row in self._terms]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def column(self, name: str) -> list[Value]:
        """The values of one column."""
        return [row[name] for row in self._rows]

    def render(self, form: str = "table") -> str:
        """The rows as text: table, csv, tsv, json, xml or md, as ``kg query --format`` prints them."""
        return render(solutions(self.columns, self._terms), form)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame: whole numbers as int64 (Int64 where some are missing), decimals as floats, IRIs and text as text.

        Needs the extra ``pandas``.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - see the head of this module
        except ImportError as error:
            raise KgError("pandas is not installed; install it with: pip install 'fazhi-kg[pandas]'") from error
        columns = {name: self.column(name) for name in self.columns}
        series = {name: pd.Series([*map(_plain, values)], dtype=_frame_type(values)) for name, values in columns.items()}
        return pd.DataFrame(series, columns=list(self.columns))

    def to_networkx(self, source: str, target: str, *, directed: bool = False) -> networkx.Graph[str]:
        """A network of two columns: a node a value, an edge a pair that stands in a row.

        A node has ``kind``, the column it stands in. An edge has ``weight``, the number of its rows, and the value of each other column in
        which its rows agree. Raises KgError for a column that is not there.
        """
        import networkx as nx  # noqa: PLC0415 - see the head of this module

        for column in (source, target):
            if column not in self.columns:
                raise KgError(f"no column {column}; the columns are {', '.join(self.columns)}")
        graph: networkx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
        for row in self._rows:
            ends = {column: _plain(row[column]) for column in (source, target)}
            if None in ends.values():
                continue
            one, other = (str(ends[column]) for column in (source, target))
            for node, kind in ((one, source), (other, target)):
                if node not in graph:
                    graph.add_node(node, kind=kind)
            told = {column: _plain(value) for column, value in row.items() if column not in ends and value is not None}
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, weight=1, **{name: value for name, value in told.items() if name != "weight"})
            else:
                edge = graph.edges[one, other]
                edge["weight"] += 1
                for column in [c for c, value in edge.items() if c != "weight" and told.get(c) != value]:
                    del edge[column]
        return graph


def _frame_type(values: Sequence[Value]) -> str | None:
    """The type of a column in a data frame, None for what pandas takes for text itself."""
    found = {type(value) for value in values if value is not None}
    if not found:
        return "object"
    if found == {int}:
        return "Int64" if None in values else "int64"
    if found <= {int, float, Decimal}:
        return "float64"
    if found == {bool}:
        return "boolean" if None in values else "bool"
    return None if found <= {str, Iri} else "object"


def _plain(value: Value) -> str | int | float | bool | None:
    """A value as files of networks and frames hold it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = list(triples)

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[tuple[Value, Value, Value]]:
        return ((value_of(t.subject), value_of(t.predicate), value_of(t.object)) for t in self._triples)

    def __repr__(self) -> str:
        return f"<{len(self)} triples>"

    def turtle(self) -> str:
        """The triples as Turtle, under the prefixes they use."""
        return turtle(self._triples, ns.PREFIXES)

    def to_rdflib(self) -> rdflib.Graph:
        """The triples as an rdflib graph, with the prefixes bound."""
        import rdflib  # noqa: PLC0415 - see the head of this module

        graph = rdflib.Graph()
        for prefix, base in ns.PREFIXES.items():
            graph.bind(prefix, base)
        data = serialize(self._triples, format=RdfFormat.N_TRIPLES) or b""
        return graph.parse(data=data, format="nt")


def rows_of(results: Results) -> Rows:
    """Rows of what an engine answered. Raises KgError where it answered no rows."""
    if not isinstance(results, QuerySolutions):
        raise KgError("the query gives no rows; for triples call construct(), for yes or no ask()")
    names = [variable.value for variable in results.variables]
    try:
        return Rows(names, [[_term(solution[name]) for name in names] for solution in results])
    except (ValueError, SyntaxError, OSError) as error:
        raise KgError(f"the answer breaks off: {' '.join(str(error).split())}") from error


def _term(term: object) -> NamedNode | Literal | None:
    return term if isinstance(term, NamedNode | Literal) or term is None else Literal(str(term))
