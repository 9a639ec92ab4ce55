"""Results of a SPARQL query in the usual formats.

In: what an engine answers (rows, triples or yes/no) as pyoxigraph's values. Out: text. CSV, TSV, JSON and XML are the W3C's result
formats as the engine writes them; ``table`` and ``md`` are for reading: short IRIs, one under the other, long text wrapped. A table that
is wider than the terminal it is for comes as one block a row instead: a line that is broken by the terminal is not to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)
from tabulate import tabulate
from wcwidth import wcswidth

from kg.namespaces import DATA, PREFIXES, compact

FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
WIDEST_CELL = 48

_PREFIX_IN_TURTLE = re.compile(r"(?:^|[\s^])(\w+):", re.MULTILINE)
_W3C = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}

# What each format of rows is over HTTP.
MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "md": "text/markdown",
    "table": "text/plain",
}

# Triples from elsewhere than the engine come as a list.
Results = QuerySolutions | QueryTriples | QueryBoolean | list[Triple]
Term = NamedNode | Literal | BlankNode | Triple
Row = tuple[NamedNode | Literal | None, ...]


def text_of(term: object) -> str:
    """The characters of a term: an IRI, or what a literal says; "" for none."""
    return str(getattr(term, "value", "") or "")


def solutions(columns: Sequence[str], rows: Iterable[Row]) -> QuerySolutions:
    """Rows that no query answered as if one had, so that they come in the same formats."""
    values = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    variables = " ".join(f"?{name}" for name in columns)
    found = Store().query(f"SELECT {variables} WHERE {{ VALUES ({variables}) {{ {values} }} }}")
    assert isinstance(found, QuerySolutions)
    return found


def render(results: Results, form: str, width: int | None = None) -> str:
    """The results as text in one of FORMATS; triples of a CONSTRUCT or DESCRIBE are Turtle whatever the format.

    ``width`` is the columns of the terminal that a table is for, None for a file.
    """
    if isinstance(results, QueryTriples | list):
        return turtle(results, PREFIXES)
    if isinstance(results, QueryBoolean):
        return _boolean(results, form)
    if form in _W3C:
        data = results.serialize(format=_W3C[form])
        return (data or b"").decode("utf-8")
    columns = [variable.value for variable in results.variables]
    rows = [[_cell(solution[name]) for name in columns] for solution in results]
    return _markdown(columns, rows) if form == "md" else _table(columns, rows, width)


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """Triples as Turtle, in their order, under the prefixes they use."""
    text = (serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b"").decode("utf-8")
    # The engine writes all prefixes, in an order that is not to be relied on.
    lines = text.splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix ")]
    body = "".join(lines[len(head) :])
    used = set(_PREFIX_IN_TURTLE.findall(body))
    return "".join(sorted(line for line in head if line.split(":")[0].removeprefix("@prefix ") in used)) + body


def _boolean(results: QueryBoolean, form: str) -> str:
    if form in ("json", "xml"):
        data = results.serialize(format=_W3C[form])
        return (data or b"").decode("utf-8")
    return "true\n" if results else "false\n"


def _cell(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, Literal):
        # Several IRIs that a query joined into one string: each short, and on a line of its own.
        if term.value.startswith(DATA):
            return "\n".join(compact(part) for part in term.value.split(" "))
        return term.value
    return str(term)


def _table(columns: list[str], rows: list[list[str]], width: int | None) -> str:
    if not rows:
        return "(no rows)\n"
    count = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})\n"
    text = tabulate(
        rows,
        headers=columns,
        tablefmt="simple",
        disable_numparse=True,
        # A line that is an identifier is never cut: it is there to be copied.
        maxcolwidths=[None if any(_identifier(row[i]) for row in rows) else WIDEST_CELL for i in range(len(columns))],
    )
    lines = [line.rstrip() for line in text.splitlines()]
    if width is not None and any(wcswidth(line) > width for line in lines):
        return "\n".join(_block(columns, row) for row in rows) + "\n" + count
    return "\n".join(lines) + "\n" + count


def _block(columns: list[str], row: list[str]) -> str:
    """One row, a line a column; what has no value is left out, and what has several lines goes on under the first."""
    widest = max(map(len, columns))
    indent = " " * (widest + 2)
    return "".join(f"{name:{widest}}  {cell.replace(chr(10), chr(10) + indent)}\n" for name, cell in zip(columns, row, strict=True) if cell)


def _identifier(cell: str) -> bool:
    prefix, colon, _ = cell.partition(":")
    return bool(colon) and prefix in PREFIXES


def _markdown(columns: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |\n"

    return line(columns) + line(["---"] * len(columns)) + "".join(line(row) for row in rows)
