"""docs/queries.md: every canned query with its parameters, columns and an example, in English and Chinese."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from kg.queries import ACCEPTS, Query

_HEAD = """\
# Canned queries · 现成的问题

One question a file in [queries/](../queries). This page is made from those files: `make docs`.
每个问题一个文件，见 [queries/](../queries)。本页由这些文件生成：`make docs`。

    kg query NAME --help                  # the same on the command line · 命令行帮助
    kg query NAME … --format csv          # table, csv, tsv, json, xml, md
    kg query NAME … --explain             # the SPARQL as run · 实际执行的 SPARQL

A parameter given more than once means any of its values. Queries with a program take `--kin` too: the programs akin to it are taken in.
同一参数给出多次，表示任一取值。含举措参数的问题可加 `--kin`，一并计入相关举措。

| name · 名称 | question | 问题 |
|---|---|---|
"""


def markdown(queries: Iterable[Query]) -> str:
    """The page for these queries."""
    queries = list(queries)
    index = "".join(f"| [{query.name}](#{query.name}) | {_cell(query.summary)} | {_cell(query.summary_zh)} |\n" for query in queries)
    return _HEAD + index + "".join(f"\n{line}" for query in queries for line in _section(query))


def example(query: Query) -> str:
    """A command that asks the query, with what it requires."""
    given = [f"--{p.name} {shlex.quote(ACCEPTS[p.kind].example)}" for p in query.parameters if p.required]
    if not given and query.parameters:
        first = query.parameters[0]
        given = [f"--{first.name} {shlex.quote(ACCEPTS[first.kind].example)}"]
    return " ".join(["kg query", query.name, *given])


def _section(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"**{query.summary} · {query.summary_zh}**\n"
    yield f"{query.description}\n"
    yield f"{query.description_zh}\n"
    yield f"    {example(query)}\n"
    if query.parameters:
        rows = "".join(
            f"| `--{p.name}`{'' if p.required else ' (optional · 可选)'} | {p.kind} | {_cell(p.title)} | {_cell(p.title_zh)} |\n"
            for p in query.parameters
        )
        yield f"| parameter · 参数 | type · 类型 | | |\n|---|---|---|---|\n{rows}"
    rows = "".join(f"| `{column.name}` | {_cell(column.title)} | {_cell(column.title_zh)} |\n" for column in query.columns)
    yield f"| column · 列 | | |\n|---|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
