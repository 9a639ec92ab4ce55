"""Canned queries: one question a file, its header, its typed parameters, the text as run.

In: queries/*.rq, plain SPARQL 1.1 under a header of ``#+`` YAML lines in grlc's convention (summary, description, tags), and
queries/columns.yaml, what their columns mean. Out: ``Query`` values and, with the parameters bound, SPARQL text.

A parameter is a variable ``?_name_iri``, ``?_name_integer``, ``?_name_literal`` or ``?_name_xsd_gYear`` (two underscores: optional). A
file runs anywhere as it stands: what nothing is given for matches everything. Where a value is to be bound the file has a comment line
``#? ?_name_iri``, which becomes ``VALUES ?_name_iri { … }``, and after it on the same line whatever else is to hold then; a line that
ends in ``#! ?_name_iri`` holds only where no value is given. A value enters as a serialised term only, never as text: whatever a person
types is either a term or an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode

from kg.model import KgError

Term = NamedNode | Literal
COLUMNS = "columns.yaml"

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_YEAR = "http://www.w3.org/2001/XMLSchema#gYear"

_VARIABLE = re.compile(r"\?(__?)([a-z]+)_(iri|integer|literal|xsd_gYear)\b")
_SLOT = re.compile(r"^([ \t]*)#\?[ \t]*\?(\w+)(.*)(\n|\Z)", re.MULTILINE)
_SELECT = re.compile(r"^SELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\b", re.MULTILINE)
# An escaped backslash with a u after it; any other escape is passed over whole, so that a pair is never begun in its middle.
_BACKSLASH_U = re.compile(r"\\\\([uU])|\\.", re.DOTALL)
_UNLESS = re.compile(r"^.*#![ \t]*\?(\w+)[ \t]*(?:\n|\Z)", re.MULTILINE)


class ParameterKind(StrEnum):
    """What a person may type for a parameter, and what it is looked up in."""

    REGION = "region"
    PROGRAM = "program"
    INDICATOR = "indicator"
    DOCUMENT = "document"
    TOPIC = "topic"
    LEVEL = "level"
    FACT = "fact"
    YEAR = "year"
    YEARS = "years"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Accepts:
    """What is taken for a kind of parameter, in words, with an example of what a person types."""

    en: str
    zh: str
    example: str


ACCEPTS = {
    ParameterKind.REGION: Accepts("a place by name, short or old name, or code", "地区的名称、简称、旧名或代码", "梁平区"),
    ParameterKind.PROGRAM: Accepts("a program by any of its names", "举措的任一名称", "三所联动"),
    ParameterKind.INDICATOR: Accepts("an indicator by id or name", "指标的编号或名称", "人民调解成功率"),
    ParameterKind.DOCUMENT: Accepts("a document by its title", "文件名称", "《中华人民共和国行政处罚法》"),
    ParameterKind.TOPIC: Accepts("a topic by id or name", "主题的编号或名称", "mediation"),
    ParameterKind.LEVEL: Accepts("province, prefecture, county or township", "省、市、县、乡", "county"),
    ParameterKind.FACT: Accepts("the IRI of a fact, whole or short", "事实的标识符，全写或简写", "report:500155-2024-1a2b3c4d/q/120-123"),
    ParameterKind.YEAR: Accepts("a year", "年份", "2024"),
    ParameterKind.YEARS: Accepts("a year, or a span of years", "年份或年份范围", "2020-2024"),
    ParameterKind.INTEGER: Accepts("a whole number", "整数", "3"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``variable`` without its question mark; ``title`` and ``title_zh`` say what it is."""

    name: str
    variable: str
    kind: ParameterKind
    required: bool
    title: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a query's rows, and what it means."""

    name: str
    title: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Query:
    """One canned query. ``text`` is the SPARQL without the header; ``parameters`` in the order of the header, ``columns`` of the rows."""

    name: str
    summary: str
    summary_zh: str
    description: str
    description_zh: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    @property
    def takes_kin(self) -> bool:
        """Whether the kin of a program can be taken in."""
        return any(parameter.kind is ParameterKind.PROGRAM for parameter in self.parameters)

    def bind(self, values: Mapping[str, Sequence[Term]]) -> str:
        """The SPARQL with the parameters bound; several values of one parameter mean any of them.

        Raises KgError for an unknown parameter and for a required one without a value.
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                raise KgError(f"query {self.name}: no parameter {name}; it has {', '.join(known) or 'none'}")
        bound = {known[name].variable: [_typed(term, known[name].variable) for term in terms] for name, terms in values.items() if terms}
        for parameter in self.parameters:
            if parameter.required and parameter.variable not in bound:
                raise KgError(f"query {self.name}: {parameter.name} is missing ({parameter.title})")

        return fill(self.text, bound)


def _typed(term: Term, variable: str) -> Term:
    """The term in the datatype that the end of its variable names: a year is a whole number to who gives it."""
    if variable.endswith("_xsd_gYear") and isinstance(term, Literal) and term.datatype.value == _INTEGER:
        return Literal(f"{int(term.value):04d}", datatype=NamedNode(_YEAR))
    return term


def written(term: Term) -> str:
    r"""A term as it enters the text of a query.

    SPARQL has \u0022 replaced by its character before a query is read, and some engines (rdflib) do so after an escaped backslash
    too, where it ends the string. So a u that follows a backslash is written as an escape itself, which is u to either kind of
    engine; with eight digits, since rdflib takes eight where it finds them.

    >>> print(written(Literal("\\u0022 }")))
    "\\\U000000750022 }"
    """
    return _BACKSLASH_U.sub(lambda match: f"\\\\\\U{ord(match[1]):08X}" if match[1] else match[0], str(term))


def fill(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """SPARQL text with these variables bound where it says ``#? ?variable``, and without the lines that say ``#! ?variable``.

    >>> print(fill("#? ?x FILTER(?x > ?y)", {"x": [Literal(1), Literal(2)]}).replace(_INTEGER, "…"))
    VALUES ?x { "1"^^<…> "2"^^<…> } FILTER(?x > ?y)
    """

    def values_clause(match: re.Match[str]) -> str:
        terms = values.get(match[2])
        return f"{match[1]}VALUES ?{match[2]} {{ {' '.join(map(written, terms))} }}{match[3]}{match[4]}" if terms else ""

    return _SLOT.sub(values_clause, _UNLESS.sub(lambda match: "" if values.get(match[1]) else match[0], text))


def load_queries(folder: Path) -> dict[str, Query]:
    """All canned queries of a folder by name, in alphabetical order. Raises KgError naming the file whose header is not right."""
    meanings = _read_meanings(folder / COLUMNS)
    return {path.stem: _read(path, meanings) for path in sorted(folder.glob("*.rq"))}


def load_query(folder: Path, name: str) -> Query | None:
    """One canned query of a folder, None where it has none of this name."""
    path = folder / f"{name}.rq"
    # A name is compared, never made a path: it may be anything that came over HTTP.
    return _read(path, _read_meanings(folder / COLUMNS)) if name in query_names(folder) else None


def query_names(folder: Path) -> list[str]:
    """The names of a folder's canned queries, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.rq"))


def _read_meanings(path: Path) -> dict[str, tuple[str, str]]:
    """What columns mean, in English and Chinese, by name or by query and name. Raises KgError for a file that says it otherwise."""
    try:
        found = _yaml(path.read_text(encoding="utf-8"))
        return {name: (field["en"], field["zh"]) for name, field in found.items()} if found else {}
    except FileNotFoundError:
        return {}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise KgError(f"{path}: is not a table of columns with en and zh ({' '.join(str(error).split())})") from error


def _yaml(text: str) -> Any:
    # The parser in C is ten times as fast, and not in every build of the library.
    return yaml.load(text, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)


def read_file(path: Path) -> tuple[dict[str, Any], str]:
    """The fields of a file's header, and its SPARQL without it. Raises KgError naming the file whose header cannot be read."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = "".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    text = "".join(line for line in lines if not line.startswith("#+")).lstrip("\n")
    try:
        fields = _yaml(header)
        return dict(fields), text
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise KgError(f"{path}: the header is not right ({' '.join(str(error).split())}); compare another file there") from error


def _read(path: Path, meanings: Mapping[str, tuple[str, str]]) -> Query:
    fields, text = read_file(path)
    try:
        return Query(
            name=path.stem,
            summary=fields["summary"]["en"],
            summary_zh=fields["summary"]["zh"],
            description=fields["description"]["en"].strip(),
            description_zh=fields["description"]["zh"].strip(),
            tags=tuple(fields["tags"]),
            parameters=_parameters(fields.get("parameters") or {}, text),
            columns=tuple(Column(c, *(meanings.get(f"{path.stem}.{c}") or meanings.get(c) or ("", ""))) for c in _columns(text)),
            text=text,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KgError(f"{path}: the header is not as queries need it ({error}); compare another file of that folder") from error


def _columns(text: str) -> list[str]:
    """The variables of the outermost SELECT, which every file names one by one."""
    found = _SELECT.search(text)
    return found[1].replace("?", "").split() if found else []


def _parameters(declared: Mapping[str, Any], text: str) -> tuple[Parameter, ...]:
    """The declared parameters, each matched with its variable and its slot in the text."""
    variables = {m[2]: m[0][1:] for m in _VARIABLE.finditer(text)}
    slots = {m[2] for m in _SLOT.finditer(text)}
    if set(variables) != set(declared):
        raise ValueError(f"parameters {sorted(declared)} are declared, {sorted(variables)} are used")
    if missing := set(variables.values()) - slots:
        raise ValueError(f"no line '#? ?{min(missing)}' says where the value is bound")
    return tuple(
        Parameter(
            name=name,
            variable=variables[name],
            kind=ParameterKind(field["kind"]),
            required=not variables[name].startswith("__"),
            title=field["en"],
            title_zh=field["zh"],
        )
        for name, field in declared.items()
    )
