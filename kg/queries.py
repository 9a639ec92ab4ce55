"""Canned queries: one question a file, its header, its typed parameters, the text as run.

In: queries/*.rq, plain SPARQL 1.1 under a header of ``#+`` YAML lines in grlc's convention (summary, description, tags). Out: ``Query``
values and, with the parameters bound, SPARQL text.

A parameter is a variable ``?_name_iri``, ``?_name_integer`` or ``?_name_literal`` (two underscores: optional). A file runs anywhere as it
stands: what nothing is given for matches everything. Where a value is to be bound the file has a comment line ``#? ?_name_iri``, which
becomes ``VALUES ?_name_iri { … }``, and after it on the same line whatever else is to hold then; a line that ends in ``#! ?_name_iri``
holds only where no value is given. A value enters as a serialised term only, never as text: whatever a person types is either a term or
an error.
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

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"

_VARIABLE = re.compile(r"\?(__?)([a-z]+)_(iri|integer|literal)\b")
_SLOT = re.compile(r"^([ \t]*)#\?[ \t]*\?(\w+)(.*)$", re.MULTILINE)
_UNLESS = re.compile(r"^.*#![ \t]*\?(\w+)[ \t]*$", re.MULTILINE)


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
class Parameter:
    """One parameter: ``variable`` without its question mark; ``title`` and ``title_zh`` say what it is."""

    name: str
    variable: str
    kind: ParameterKind
    required: bool
    title: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Query:
    """One canned query. ``text`` is the SPARQL without the header; ``parameters`` in the order of the header."""

    name: str
    summary: str
    summary_zh: str
    description: str
    description_zh: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, Sequence[Term]]) -> str:
        """The SPARQL with the parameters bound; several values of one parameter mean any of them.

        Raises KgError for an unknown parameter and for a required one without a value.
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                raise KgError(f"query {self.name}: no parameter {name}; it has {', '.join(known) or 'none'}")
        bound: dict[str, Sequence[Term]] = {known[name].variable: terms for name, terms in values.items() if terms}
        for parameter in self.parameters:
            if parameter.required and parameter.variable not in bound:
                raise KgError(f"query {self.name}: --{parameter.name} is missing ({parameter.title})")

        return fill(self.text, bound)


def fill(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """SPARQL text with these variables bound where it says ``#? ?variable``, and without the lines that say ``#! ?variable``.

    >>> print(fill("#? ?x FILTER(?x > ?y)", {"x": [Literal(1), Literal(2)]}).replace(_INTEGER, "…"))
    VALUES ?x { "1"^^<…> "2"^^<…> } FILTER(?x > ?y)
    """

    def values_clause(match: re.Match[str]) -> str:
        terms = values.get(match[2])
        return f"{match[1]}VALUES ?{match[2]} {{ {' '.join(map(str, terms))} }}{match[3]}" if terms else ""

    return _SLOT.sub(values_clause, _UNLESS.sub(lambda match: "" if values.get(match[1]) else match[0], text))


def load_queries(folder: Path) -> dict[str, Query]:
    """All canned queries of a folder by name, in alphabetical order. Raises KgError naming the file whose header is not right."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def read_file(path: Path) -> tuple[dict[str, Any], str]:
    """The fields of a file's header, and its SPARQL without it. Raises KgError naming the file whose header cannot be read."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = "".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    text = "".join(line for line in lines if not line.startswith("#+")).lstrip("\n")
    try:
        fields = yaml.safe_load(header)
        return dict(fields), text
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise KgError(f"{path}: the header is not right ({' '.join(str(error).split())}); compare another file there") from error


def _read(path: Path) -> Query:
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
            text=text,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KgError(f"{path}: the header is not as queries need it ({error}); compare another file of that folder") from error


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
