"""The canned queries over HTTP, described in OpenAPI 3.1: a path a query, its typed parameters, and the formats of its rows.

The contract of whatever serves them: ``GET /queries`` lists the queries, ``GET /queries/NAME`` answers one. The format is chosen with
``Accept``. A parameter may stand several times, which means any of its values. What a person got wrong is status 400 with one line of text.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import __version__
from kg.model import Level
from kg.queries import ACCEPTS, Parameter, ParameterKind, Query
from kg.results import MEDIA_TYPES

# What JSON holds.
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_YEARS = r"^\d{4}(-\d{4})?$"
_SCHEMAS: dict[ParameterKind, dict[str, Json]] = {
    ParameterKind.YEAR: {"type": "integer", "minimum": 1949, "maximum": 2100},
    ParameterKind.YEARS: {"type": "string", "pattern": _YEARS},
    ParameterKind.INTEGER: {"type": "integer", "minimum": 0},
    ParameterKind.LEVEL: {"type": "string", "enum": [str(level) for level in Level]},
}
_TEXT: dict[str, Json] = {"text/plain": {"schema": {"type": "string"}}}


def openapi(queries: Iterable[Query], server: str) -> dict[str, Json]:
    """The description, as what JSON holds, for the server of this address."""
    queries = list(queries)
    paths: dict[str, Json] = {"/queries": {"get": _listing()}}
    for query in queries:
        paths[f"/queries/{query.name}"] = {"get": _operation(query)}
    tags = sorted({tag for query in queries for tag in query.tags})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "fazhi-kg",
            "summary": "Canned queries over a knowledge graph of Chinese rule-of-law government reports · 法治政府建设年度报告知识图谱查询",
            "version": __version__,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in tags],
        "paths": paths,
        "components": {"schemas": {"Results": _RESULTS, "Queries": _QUERIES}, "responses": _FAULTS},
    }


def _listing() -> dict[str, Json]:
    return {
        "operationId": "list",
        "summary": "The canned queries · 现成的问题",
        "responses": {"200": {"description": "The queries, by name", "content": {"application/json": {"schema": _reference("Queries")}}}},
    }


def _operation(query: Query) -> dict[str, Json]:
    parameters: list[Json] = [_parameter(parameter) for parameter in query.parameters]
    if query.takes_kin:
        told = "Take in the programs akin to it: broader, narrower, related. 一并计入相关举措。"
        parameters.append({"name": "kin", "in": "query", "description": told, "schema": {"type": "boolean", "default": False}})
    columns = "\n".join(f"- `{c.name}`: {c.title} · {c.title_zh}" for c in query.columns)
    content: dict[str, Json] = {
        media: {"schema": _reference("Results") if name == "json" else {"type": "string"}} for name, media in MEDIA_TYPES.items()
    }
    faults = {"400": "Wrong", "404": "Missing", "406": "Format", "503": "Busy"}
    return {
        "operationId": query.name,
        "summary": f"{query.summary} · {query.summary_zh}",
        "description": f"{query.description}\n\n{query.description_zh}\n\nColumns:\n\n{columns}",
        "tags": list(query.tags),
        "parameters": parameters,
        "responses": {
            "200": {"description": "The rows · 结果", "content": content},
            **{status: {"$ref": f"#/components/responses/{name}"} for status, name in faults.items()},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Json]:
    accepts = ACCEPTS[parameter.kind]
    schema = _SCHEMAS.get(parameter.kind, {"type": "string", "minLength": 1})
    example: Json = int(accepts.example) if schema["type"] == "integer" else accepts.example
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.title} ({accepts.en}). {parameter.title_zh}（{accepts.zh}）。",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": schema, **({"minItems": 1} if parameter.required else {})},
        "example": [example],
    }


def _reference(schema: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{schema}"}


_STRINGS: dict[str, Json] = {"type": "array", "items": {"type": "string"}}
_RESULTS: dict[str, Json] = {
    "description": "SPARQL 1.1 Query Results JSON Format",
    "type": "object",
    "required": ["head", "results"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": _STRINGS}},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "object",
                            "required": ["type", "value"],
                            "properties": {
                                "type": {"enum": ["uri", "literal", "bnode"]},
                                "value": {"type": "string"},
                                "datatype": {"type": "string"},
                                "xml:lang": {"type": "string"},
                            },
                        },
                    },
                }
            },
        },
    },
}
_QUERIES: dict[str, Json] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "summary", "summary_zh"],
        "properties": {"name": {"type": "string"}, "summary": {"type": "string"}, "summary_zh": {"type": "string"}, "tags": _STRINGS},
    },
}
_FAULTS: dict[str, Json] = {
    "Wrong": {"description": "A parameter is missing, unknown, or no value of its kind; one line says which", "content": _TEXT},
    "Missing": {"description": "There is no query of this name", "content": _TEXT},
    "Format": {"description": "None of the formats in Accept is there", "content": _TEXT},
    "Busy": {"description": "The answer took too long, or the server is busy", "content": _TEXT},
}
