"""What is made from the files of the canned queries: the page, the examples for an endpoint, the description of the HTTP API, the help."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pytest
import rdflib
import yaml
from click.testing import CliRunner
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib.plugins.sparql import prepareQuery

from kg import namespaces as ns
from kg.catalogue import examples, markdown, openapi
from kg.catalogue.markdown import example
from kg.cli import main
from kg.model import KgError
from kg.queries import ACCEPTS, COLUMNS, ParameterKind, Query, load_queries, load_query
from kg.resources import resource
from kg.results import FORMATS, MEDIA_TYPES, render
from kg.store import Store

QUERIES = load_queries(resource("queries"))
DOCS = Path(__file__).resolve().parents[1] / "docs" / "queries.md"
ENDPOINT = "https://example.org/sparql"
EVERY = pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)


@pytest.fixture(scope="module")
def graph(pair_store: Path) -> Iterator[Store]:
    with Store(pair_store) as store:
        yield store


# --- columns ----------------------------------------------------------------------------------------------------------------


@EVERY
def test_the_columns_are_those_of_the_rows_and_mean_something(query: Query) -> None:
    rows = ox.Store().query(query.text)
    assert isinstance(rows, ox.QuerySolutions)
    assert [column.name for column in query.columns] == [variable.value for variable in rows.variables]
    for column in query.columns:
        assert column.title and column.title_zh, f"say in queries/{COLUMNS} what {column.name} of {query.name} is"


def test_no_column_is_explained_that_is_not_there() -> None:
    meanings = yaml.safe_load((resource("queries") / COLUMNS).read_text(encoding="utf-8"))
    own = {f"{query.name}.{column.name}" for query in QUERIES.values() for column in query.columns}
    shared = {column.name for query in QUERIES.values() for column in query.columns if f"{query.name}.{column.name}" not in meanings}
    assert sorted(meanings.keys() - own - shared) == []


@pytest.mark.parametrize("text", ["- a\n", "a: b\n", "a: {en: x}\n", "a: [\n"])
def test_a_wrong_table_of_columns_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / COLUMNS).write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=r"columns\.yaml"):
        load_queries(tmp_path)


@pytest.mark.parametrize("name", ["nosuch", "", "../queries/region", "region.rq", "derive/01-years", "region\n"])
def test_no_query_of_another_name_is_read(name: str) -> None:
    assert load_query(resource("queries"), name) is None
    assert load_query(resource("queries"), "region") == QUERIES["region"]


# --- the page ---------------------------------------------------------------------------------------------------------------


def test_the_page_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == markdown(QUERIES.values()), "run: make docs"


@EVERY
def test_a_section_says_it_all(query: Query) -> None:
    page = markdown([query])
    said = [query.summary, query.summary_zh, query.description, query.description_zh, example(query)]
    said += [text for p in query.parameters for text in (f"`--{p.name}`", p.title, p.title_zh, p.kind.value)]
    said += [text for c in query.columns for text in (f"`{c.name}`", c.title, c.title_zh)]
    assert [text for text in said if text not in page] == []


@EVERY
def test_the_example_is_a_command(query: Query, pair_store: Path) -> None:
    program, *arguments = shlex.split(example(query))
    result = CliRunner().invoke(main, [*arguments, "--store", str(pair_store)])
    assert program == "kg"
    # What it names need not be in this small graph (exit code 1), but it must be rightly asked.
    assert result.exit_code in (0, 1), result.output
    assert "Usage" not in result.output


@EVERY
def test_the_help_says_it_all(query: Query) -> None:
    told = "".join(CliRunner().invoke(main, ["query", query.name, "--help"], terminal_width=1000).stdout.split())
    said = [query.summary, query.summary_zh, example(query), *(f"--{p.name}" for p in query.parameters)]
    said += [p.title for p in query.parameters] + [text for c in query.columns for text in (c.name, c.title, c.title_zh)]
    assert [text for text in said if "".join(text.split()) not in told] == []


# --- SPARQL as run ----------------------------------------------------------------------------------------------------------

GIVEN: dict[ParameterKind, ox.NamedNode | ox.Literal] = {
    ParameterKind.REGION: ox.NamedNode(ns.division_iri("500155")),
    ParameterKind.PROGRAM: ox.NamedNode(ns.program_iri("三所联动")),
    ParameterKind.INDICATOR: ox.NamedNode(ns.indicator_iri("mediation-success-rate")),
    ParameterKind.DOCUMENT: ox.NamedNode(ns.document_iri("临江市物业管理条例")),
    ParameterKind.TOPIC: ox.NamedNode(f"{ns.PREFIXES['topic']}mediation"),
    ParameterKind.LEVEL: ox.Literal("county"),
    ParameterKind.FACT: ox.NamedNode(ns.part_iri("980101-2023-aaaaaaaa", "q", "18-23")),
    ParameterKind.YEAR: ox.Literal(2024),
    ParameterKind.YEARS: ox.Literal(2024),
    ParameterKind.INTEGER: ox.Literal(2),
}


@EVERY
@pytest.mark.parametrize("given", ["nothing", "what is required", "everything"])
def test_a_query_as_run_is_sparql_that_runs_elsewhere(query: Query, given: str) -> None:
    """Another engine's parser takes it as it is printed, with no prefix handed in."""
    values = {p.name: [GIVEN[p.kind]] for p in query.parameters if given == "everything" or p.required}
    text = query.text if given == "nothing" else query.bind(values)
    assert "#?" not in text or given == "nothing"
    prepareQuery(text)


# --- the examples -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def turtle() -> rdflib.Graph:
    return rdflib.Graph().parse(data=examples(QUERIES.values(), ENDPOINT), format="turtle")


def test_the_examples_have_no_blank_nodes_and_one_order() -> None:
    text = examples(QUERIES.values(), ENDPOINT)
    assert text == examples(list(QUERIES.values()), ENDPOINT)
    assert not [t for t in rdflib.Graph().parse(data=text, format="turtle") for node in t if isinstance(node, rdflib.BNode)]


@EVERY
def test_an_example_follows_the_convention(turtle: rdflib.Graph, graph: Store, query: Query) -> None:
    sh, schema = rdflib.Namespace(ns.PREFIXES["sh"]), rdflib.Namespace(ns.PREFIXES["schema"])
    node = rdflib.URIRef(f"{ns.DATA}sparql-examples/{query.name}")
    assert {sh.SPARQLExecutable, sh.SPARQLSelectExecutable} == set(turtle.objects(node, rdflib.RDF.type))
    assert [str(o) for o in turtle.objects(node, schema.target)] == [ENDPOINT]
    assert sorted(map(str, turtle.objects(node, schema.keywords))) == sorted(query.tags)
    for words in (rdflib.RDFS.label, rdflib.RDFS.comment):
        assert sorted(str(getattr(o, "language", "")) for o in turtle.objects(node, words)) == ["en", "zh"]
    [select] = turtle.objects(node, sh.select)
    [prefixes] = turtle.objects(node, sh.prefixes)
    declared = {str(turtle.value(d, sh.prefix)): str(turtle.value(d, sh.namespace)) for d in turtle.objects(prefixes, sh.declare)}
    # The prefixes that are declared are those it needs; as printed it has them itself.
    bare = re.sub(r"(?m)^PREFIX.*$", "", str(select))
    prepareQuery(bare, initNs=declared)
    assert isinstance(graph.query(str(select)), ox.QuerySolutions)
    assert all(f"VALUES ?{p.variable} " in bare for p in query.parameters if p.required and p.kind not in ("document", "fact"))


# --- HTTP -------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def api() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(openapi(QUERIES.values(), "https://example.org")))
    return found


def test_the_description_is_openapi(api: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(api).validate()
    assert api["servers"] == [{"url": "https://example.org"}]
    assert set(api["paths"]) == {"/queries", *(f"/queries/{name}" for name in QUERIES)}


@EVERY
def test_a_path_has_the_parameters_and_every_format(api: dict[str, Any], query: Query) -> None:
    operation = api["paths"][f"/queries/{query.name}"]["get"]
    told = {p["name"]: p for p in operation["parameters"]}
    assert set(told) == {p.name for p in query.parameters} | ({"kin"} if query.takes_kin else set())
    for parameter in query.parameters:
        assert told[parameter.name]["required"] == parameter.required
        # What is given as an example is taken.
        jsonschema.validate(told[parameter.name]["example"], told[parameter.name]["schema"])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([[]], told[parameter.name]["schema"])
    assert set(operation["responses"]["200"]["content"]) == set(MEDIA_TYPES.values())
    assert {"400", "404", "406"} < set(operation["responses"])
    assert set(MEDIA_TYPES) == set(FORMATS)
    assert set(ACCEPTS) == set(ParameterKind)


def test_rows_are_as_described(api: dict[str, Any], graph: Store) -> None:
    rows = json.loads(render(graph.query(QUERIES["region"].text), "json"))
    assert rows["results"]["bindings"]
    jsonschema.validate(rows, api["components"]["schemas"]["Results"])


# --- the command ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "sign"), [("queries", "# Canned queries"), ("examples", "@prefix"), ("openapi", '"openapi": "3.1')])
def test_the_command_writes_each(tmp_path: Path, what: str, sign: str) -> None:
    printed = CliRunner().invoke(main, ["docs", what, "--url", "https://example.org/kg/"])
    assert printed.exit_code == 0
    assert sign in printed.stdout
    assert what == "queries" or "https://example.org/kg" in printed.stdout
    file = tmp_path / "out"
    assert CliRunner().invoke(main, ["docs", what, "--url", "https://example.org/kg/", "-o", str(file)]).stdout == ""
    assert file.read_text(encoding="utf-8") == printed.stdout


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["docs", "queries", "-o", str(tmp_path / "no" / "where")])
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
