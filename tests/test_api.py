"""The graph from Python: on a store, and the same on an endpoint."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.answers import Value, value_of
from kg.namespaces import PREFIXES
from kg.store import Store, serialise
from tests.servers import oxigraph_server

SANSUO = PREFIXES["program"] + "三所联动"
XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module", params=["store", "endpoint"])
def graph(request: pytest.FixtureRequest, pair_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    """The graph of small.trig and pair.trig, opened as a folder, and over HTTP from a server of its own."""
    if request.param == "store":
        with kg.open(pair_store) as opened:
            yield opened
        return
    folder = tmp_path_factory.mktemp("served")
    with Store(pair_store) as store:
        (folder / "graph.nq").write_bytes(serialise(store.quads()))
    with oxigraph_server(folder, folder / "graph.nq", "--union-default-graph") as url, kg.open(url) as opened:
        yield opened


# --- importing --------------------------------------------------------------------------------------------------------------

HEAVY = {"pyoxigraph", "rdflib", "networkx", "pandas", "numpy", "click", "yaml", "opencc", "jieba", "rjieba", "tabulate"}
LOADED = "import sys\n{code}\nprint(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})), *[m for m in sys.modules if m.startswith('kg.')])"


def loaded(code: str) -> set[str]:
    return set(subprocess.run([sys.executable, "-c", LOADED.format(code=code)], capture_output=True, check=True, text=True).stdout.split())


def test_nothing_happens_at_import() -> None:
    found = loaded("import kg; kg.__version__; dir(kg)")
    assert not found & HEAVY
    assert not [name for name in found if name.startswith("kg.")]


def test_asking_loads_no_library_that_only_converts(pair_store: Path) -> None:
    found = loaded(f"import kg\nwith kg.open({str(pair_store)!r}) as g: assert len(g.query('shared-programs')) == 2")
    assert not found & {"rdflib", "networkx", "pandas", "numpy", "click", "jieba"}


def test_the_names_are_there() -> None:
    assert set(kg.__all__) <= set(dir(kg))
    assert all(getattr(kg, name).__name__ == name for name in kg.__all__)
    with pytest.raises(AttributeError, match="nosuch"):
        kg.nosuch  # type: ignore[attr-defined]  # noqa: B018


# --- rows -------------------------------------------------------------------------------------------------------------------


def test_a_canned_query_gives_typed_rows(graph: kg.Graph) -> None:
    rows = graph.query("shared-programs", regions=2)
    assert rows.columns[:4] == ("program", "name", "type", "status")
    assert [(row["name"], row["regions"], row["first"]) for row in rows] == [("三所联动", 2, 2023), ("法律明白人", 2, 2024)]
    assert rows[0]["program"] == SANSUO
    program = rows[0]["program"]
    assert isinstance(program, kg.Iri) and program.short == "program:三所联动"
    assert rows[0]["year"] is None
    assert dict(rows[-1])["name"] == "法律明白人"
    assert [row["name"] for row in rows[:1]] == ["三所联动"]
    assert rows.column("regions") == [2, 2]
    assert "2 rows of program" in repr(rows)


@pytest.mark.parametrize(
    ("name", "given", "column", "values"),
    [
        ("program", {"program": "三所联动", "year": 2024}, "region", ["白沙县", "青禾区"]),
        ("program", {"program": ["三所联动", "法律明白人"], "year": "2024", "region": "青禾区"}, "name", ["三所联动", "法律明白人"]),
        ("program", {"program": "program:三所联动", "year": range(2022, 2024)}, "region", ["青禾区"]),
        ("program", {"program": "四所一庭", "kin": True, "year": "2023-2023"}, "name", ["三所联动", "四所一庭"]),
        ("indicator", {"indicator": "mediation-success-rate", "year": (2024,)}, "value", [Decimal("98.2"), Decimal("97.5")]),
        ("coverage-reports", {"level": "省"}, "region", []),
    ],
)
def test_parameters_as_python_has_them(graph: kg.Graph, name: str, given: dict[str, Any], column: str, values: list[Value]) -> None:
    assert graph.query(name, **given).column(column) == values


def test_sparql_of_every_form(graph: kg.Graph) -> None:
    assert graph.select("SELECT (COUNT(?t) AS ?n) WHERE { ?t a fz:Target }")[0]["n"] == 6
    assert graph.ask("ASK { ?t a fz:Target }") is True
    triples = graph.construct("CONSTRUCT { ?p fz:status ?s } WHERE { ?p a fz:Program ; fz:status ?s }")
    assert len(triples) == 4
    assert (kg.Iri(SANSUO), PREFIXES["fz"] + "status", "curated") in list(triples)
    assert "program:三所联动 fz:status" in triples.turtle()


def test_what_is_explained_is_what_is_run(graph: kg.Graph) -> None:
    text = graph.explain("program", program="三所联动", year=2023)
    assert f"VALUES ?_program_iri {{ <{SANSUO}> }}" in text
    assert graph.select(text).column("region") == graph.query("program", program="三所联动", year=2023).column("region") == ["青禾区"]


def test_the_queries_are_listed_with_their_columns(graph: kg.Graph) -> None:
    queries = graph.queries()
    assert [column.name for column in queries["topics"].columns] == list(graph.query("topics").columns)
    assert [p.name for p in queries["program"].parameters] == ["program", "region", "year"]


def test_answers_outlive_the_graph(pair_store: Path) -> None:
    with kg.open(pair_store) as graph:
        rows = graph.query("shared-programs")
        triples = graph.construct("CONSTRUCT WHERE { ?t a fz:Target }")
    assert rows.column("name") == ["三所联动", "法律明白人"]
    assert len(triples.to_rdflib()) == 6
    with pytest.raises(kg.KgError, match="closed"):
        graph.query("topics")


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (ox.NamedNode(SANSUO), kg.Iri(SANSUO)),
        (ox.Literal("青禾区", language="zh"), "青禾区"),
        (ox.Literal(7), 7),
        (ox.Literal(True), True),
        (ox.Literal("2024", datatype=ox.NamedNode(f"{XSD}gYear")), 2024),
        (ox.Literal("98.50", datatype=ox.NamedNode(f"{XSD}decimal")), Decimal("98.50")),
        (ox.Literal("1e3", datatype=ox.NamedNode(f"{XSD}double")), 1000.0),
        (ox.Literal("2024-03-05", datatype=ox.NamedNode(f"{XSD}date")), date(2024, 3, 5)),
        # What is not what it says it is stays text.
        (ox.Literal("二", datatype=ox.NamedNode(f"{XSD}integer")), "二"),
        (ox.Literal("yes", datatype=ox.NamedNode(f"{XSD}boolean")), "yes"),
        (ox.Literal("98,5", datatype=ox.NamedNode(f"{XSD}decimal")), "98,5"),
        (ox.Literal("x", datatype=ox.NamedNode("urn:other")), "x"),
    ],
)
def test_terms_as_python_values(term: ox.NamedNode | ox.Literal | None, value: Value) -> None:
    found = value_of(term)
    assert found == value
    assert type(found) is type(value)


# --- what becomes of rows -----------------------------------------------------------------------------------------------------


def test_a_data_frame(graph: kg.Graph) -> None:
    frame = graph.query("region-indicators", region="青禾区").to_pandas()
    assert list(frame.columns[:5]) == ["name", "year", "value", "before", "change"]
    assert frame["year"].dtype == "int64" and frame["value"].dtype == "float64"
    assert frame.loc[frame["name"] == "人民调解成功率", "value"].tolist() == [97.5, 98.2]
    assert frame["before"].isna().sum() == 3
    assert pd.api.types.is_string_dtype(frame["name"])


@pytest.mark.parametrize(
    ("values", "dtype"),
    [("1 2", "int64"), ("1 UNDEF", "Int64"), ("1 2.5", "float64"), ("true false", "bool"), ("true UNDEF", "boolean"), ("UNDEF UNDEF", "object")],
)
def test_the_types_of_a_data_frame(pair_store: Path, values: str, dtype: str) -> None:
    with kg.open(pair_store) as graph:
        frame = graph.select(f"SELECT ?x WHERE {{ VALUES ?x {{ {values} }} }}").to_pandas()
    assert str(frame["x"].dtype) == dtype
    assert frame["x"].isna().sum() == values.count("UNDEF")


def test_no_rows_are_a_frame_with_its_columns(graph: kg.Graph) -> None:
    frame = graph.query("shared-programs", regions=99).to_pandas()
    assert len(frame) == 0 and "name" in frame.columns


def test_without_pandas_it_says_what_to_install(pair_store: Path) -> None:
    code = f"import sys; sys.modules['pandas'] = None\nimport kg\ntry: kg.open({str(pair_store)!r}).query('topics').to_pandas()\nexcept kg.KgError as e: assert 'fazhi-kg[pandas]' in str(e)\nelse: raise SystemExit(1)"
    loaded(code)


def test_a_network_of_what_was_asked(graph: kg.Graph) -> None:
    pairs = graph.select(
        """SELECT ?region ?program ?year WHERE { ?a a fz:Adoption ; fz:division/skos:prefLabel ?region ; fz:program/skos:prefLabel ?program ;
           fz:year ?year FILTER(LANG(?program) = "zh") } ORDER BY ?region ?program ?year"""
    )
    network = pairs.to_networkx("region", "program")
    assert network.nodes["青禾区"] == {"kind": "region"} and network.nodes["三所联动"] == {"kind": "program"}
    assert network.edges["青禾区", "三所联动"] == {"weight": 2}  # two reports, of two years
    assert network.edges["白沙县", "三所联动"] == {"weight": 1, "year": 2024}
    assert {name for name in network if network.degree(name) >= 2 and network.nodes[name]["kind"] == "program"} == {"三所联动", "法律明白人"}
    alike = graph.query("similar-regions", region="青禾区").to_networkx("region", "other", directed=True)
    assert isinstance(alike, nx.DiGraph)
    assert alike.edges["青禾区", "白沙县"]["alike"] == 0.5
    with pytest.raises(kg.KgError, match="no column nosuch; the columns are region, program, year"):
        pairs.to_networkx("region", "nosuch")


def test_a_network_can_be_written(graph: kg.Graph, tmp_path: Path) -> None:
    network = graph.query("program-figures", program="三所联动").to_networkx("region", "name")
    nx.write_graphml(network, tmp_path / "n.graphml")
    nx.write_gexf(network, tmp_path / "n.gexf")
    assert nx.read_graphml(tmp_path / "n.graphml").edges["青禾区", "三所联动"]["value"] == 98.2


def test_the_whole_network(graph: kg.Graph) -> None:
    network = graph.network()
    assert {data["kind"] for _, _, data in network.edges(data=True)} > {"adopts", "states", "about"}


def test_an_rdflib_graph(graph: kg.Graph) -> None:
    found = graph.construct("CONSTRUCT { ?o fz:value ?v } WHERE { ?o a fz:Target ; fz:value ?v }").to_rdflib()
    assert len(found) == 6
    assert Decimal(98) in {o.toPython() for o in found.objects() if isinstance(o, rdflib.Literal)}
    assert dict(found.namespaces())["fz"] == rdflib.URIRef(PREFIXES["fz"])


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_rows_as_text(graph: kg.Graph, form: str) -> None:
    rows = graph.query("topics")
    assert rows.render(form) == graph.render(graph.explain("topics"), form)
    assert "矛盾纠纷化解" in rows.render(form)


def test_candidates(graph: kg.Graph) -> None:
    (found,) = graph.candidates()
    assert (found.name, found.type, found.regions) == ("青禾议事厅", "品牌", 1)


# --- errors -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("nosuch", {}, "nosuch: no such canned query"),
        ("../queries/topics", {}, "no such canned query"),
        ("program", {}, "program is missing"),
        ("program", {"program": []}, "program is missing"),
        ("program", {"program": "三所连动"}, "did you mean 三所联动"),
        ("program", {"program": "三所联动", "colour": "red"}, "no parameter colour; it has program, region, year"),
        ("program", {"program": "三所联动", "year": 20240}, "not a year"),
        ("shared-programs", {"regions": -1}, "not a whole number"),
        ("shared-programs", {"regions": 2.5}, "not a whole number"),
    ],
)
def test_what_is_wrongly_asked_is_said(graph: kg.Graph, name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(kg.KgError, match=message):
        graph.query(name, **given)


@pytest.mark.parametrize(
    ("form", "sparql", "message"),
    [
        ("select", "ASK { ?s ?p ?o }", "no rows; .* yes or no ask"),
        ("construct", "SELECT * WHERE { ?s a fz:Target }", "no triples; for rows call select"),
        ("ask", "SELECT * WHERE { ?s a fz:Target }", "no yes or no"),
        ("select", " ", "the query is empty"),
    ],
)
def test_the_wrong_form_is_said(graph: kg.Graph, form: str, sparql: str, message: str) -> None:
    with pytest.raises(kg.KgError, match=message):
        getattr(graph, form)(sparql)


def test_a_slip_in_sparql_says_where(pair_store: Path) -> None:
    with kg.open(pair_store) as graph, pytest.raises(kg.KgError, match=r"not SPARQL: line 1, column \d+"):
        graph.select("SELECT ?x WHERE { ?x ?y }")


@pytest.mark.parametrize(("where", "message"), [("no-such-graph", "kg build"), ("http://127.0.0.1:9/sparql", "cannot be reached")])
def test_where_there_is_no_graph(where: str, message: str) -> None:
    with pytest.raises(kg.KgError, match=message), kg.open(where, timeout=5) as graph:
        graph.query("topics")


def test_the_store_of_the_environment_is_taken(pair_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(pair_store))
    with kg.open() as graph:
        assert len(graph.query("shared-programs")) == 2
    assert repr(graph) == f"<kg.Graph {pair_store}>"
