"""The canned queries: their files, the binding of parameters, and the rows of each on a graph small enough to read (tests/small.trig)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from kg.model import KgError
from kg.namespaces import PREFIXES
from kg.queries import Query, Term, load_queries
from kg.resources import resource

QUERIES = load_queries(resource("queries"))
GRAPH = Path(__file__).with_name("small.trig")

QINGHE = NamedNode(PREFIXES["division"] + "980101")
BAISHA = NamedNode(PREFIXES["division"] + "980102")
PROVINCE = NamedNode(PREFIXES["division"] + "980000")
SANSUO = NamedNode(PREFIXES["program"] + "三所联动")
LITERATE = NamedNode(PREFIXES["program"] + "法律明白人")
RATE = NamedNode(PREFIXES["indicator"] + "mediation-success-rate")
FACT = NamedNode(PREFIXES["report"] + "980101-2023-aaaaaaaa/q/18-23")


@pytest.fixture(scope="module")
def graph() -> Store:
    store = Store()
    store.load(GRAPH.read_bytes(), RdfFormat.TRIG)
    return store


def rows(graph: Store, name: str, values: dict[str, list[Term]], *columns: str) -> list[tuple[str, ...]]:
    results = graph.query(QUERIES[name].bind(values), use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    return [tuple(getattr(solution[c], "value", "") for c in columns) for solution in results]


CASES: list[tuple[str, dict[str, list[Term]], tuple[str, ...], list[tuple[str, ...]]]] = [
    ("shared-programs", {}, ("name", "type", "regions", "first", "last"), [("三所联动", "机制", "2", "2023", "2024"), ("法律明白人", "人员", "2", "2024", "2024")]),
    ("shared-programs", {"regions": [Literal(3)]}, ("name",), []),
    ("shared-programs", {"year": [Literal(2023)], "regions": [Literal(1)]}, ("name", "where"), [("三所联动", "青禾区 2023")]),
    (
        "program",
        {"program": [SANSUO]},
        ("region", "year", "begin", "end"),
        [("白沙县", "2024", "3", "30"), ("青禾区", "2023", "30", "44"), ("青禾区", "2024", "5", "40")],
    ),
    ("program", {"program": [SANSUO], "region": [QINGHE], "year": [Literal(2024)]}, ("region", "year"), [("青禾区", "2024")]),
    ("program", {"program": [LITERATE], "region": [PROVINCE]}, ("region",), [("白沙县",), ("青禾区",)]),
    (
        "program",
        {"program": [SANSUO, LITERATE], "year": [Literal(2024)]},
        ("region", "name"),
        [("白沙县", "三所联动"), ("白沙县", "法律明白人"), ("青禾区", "三所联动"), ("青禾区", "法律明白人")],
    ),
    (
        "region",
        {"region": [QINGHE]},
        ("year", "what", "name"),
        [
            ("2023", "1 report", "临江市青禾区人民政府"),
            ("2023", "2 indicator", "人民调解成功率"),
            ("2023", "3 program", "三所联动"),
            ("2024", "1 report", "临江市青禾区人民政府"),
            ("2024", "2 indicator", "人民调解成功率"),
            ("2024", "3 program", "三所联动"),
            ("2024", "3 program", "法律明白人"),
            ("2024", "3 program", "青禾议事厅"),
        ],
    ),
    ("region", {"region": [BAISHA], "year": [Literal(2023)]}, ("name",), []),
    ("indicator", {"indicator": [RATE]}, ("region", "year", "value", "unit"), [("青禾区", "2024", "98.2", "%"), ("青禾区", "2023", "97.5", "%")]),
    ("targets", {}, ("region", "year", "measure", "value", "qualifier"), [("青禾区", "2024", "人民调解成功率", "98", "over")]),
    ("targets", {"region": [BAISHA]}, ("region",), []),
    (
        "coverage-reports",
        {},
        ("region", "year", "observations", "targets", "programs", "documents"),
        [("白沙县", "2024", "1", "0", "2", "1"), ("青禾区", "2023", "1", "1", "1", "0"), ("青禾区", "2024", "1", "0", "3", "2")],
    ),
    ("coverage-indicators", {}, ("name", "reports", "share"), [("人民调解成功率", "2", "0.667"), ("人民调解受理件数", "1", "0.333")]),
    ("coverage-indicators", {"year": [Literal(2024)]}, ("name", "reports", "share"), [("人民调解受理件数", "1", "0.5"), ("人民调解成功率", "1", "0.5")]),
    ("shared-documents", {}, ("title", "regions"), [("临江市物业管理条例", "2")]),
    ("program-leaders", {}, ("name", "leader", "year"), [("三所联动", "青禾区司法局", "2023")]),
    ("program-leaders", {"program": [LITERATE]}, ("name",), []),
    ("similar-regions", {"region": [QINGHE]}, ("region", "other", "shared", "own", "others", "alike"), [("青禾区", "白沙县", "2", "3", "2", "0.667")]),
    ("programs-together", {}, ("program", "other", "regions"), [("三所联动", "法律明白人", "2")]),
    ("programs-together", {"program": [LITERATE]}, ("program", "other", "regions"), [("法律明白人", "三所联动", "2")]),
    ("evidence", {"fact": [FACT]}, ("quote", "begin", "end", "source"), [("全年调解成功率达97.5%。", "10", "24", "qinghe-2023.txt")]),
    ("candidate-programs", {}, ("name", "type", "regions"), [("青禾议事厅", "品牌", "1")]),
    ("candidate-programs", {"regions": [Literal(2)]}, ("name",), []),
    ("program-figures", {"program": [SANSUO]}, ("region", "kind", "measure", "value"), [("青禾区", "observation", "人民调解成功率", "98.2")]),
    ("cooperation", {}, ("region", "other"), [("白沙县", "青禾区")]),
    ("slips", {}, ("region", "written", "meant"), [("青禾区", "2042", "2024")]),
    ("region-indicators", {"region": [QINGHE]}, ("name", "year", "value"), [("人民调解成功率", "2023", "97.5"), ("人民调解成功率", "2024", "98.2")]),
]


@pytest.mark.parametrize(("name", "values", "columns", "expected"), CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_rows(graph: Store, name: str, values: dict[str, list[Term]], columns: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    found = rows(graph, name, values, *columns)
    if name == "coverage-indicators" or (name == "region" and expected):
        assert sorted(found) == sorted(expected)  # equal keys: the order is the engine's
    else:
        assert found == expected


def test_every_query_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=str)
def test_runs_as_it_stands(graph: Store, query: Query) -> None:
    """A file is plain SPARQL: with nothing bound it answers for everything."""
    assert query.summary
    assert query.summary_zh
    results = graph.query(query.text, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    assert query.name == "slips" or list(results)


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.name not in ("evidence", "cooperation")], ids=lambda q: q.name)
def test_rows_lead_to_evidence(graph: Store, query: Query) -> None:
    """A row about facts of reports names the sentence, or counts whole reports."""
    results = graph.query(query.text, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    names = {v.value for v in results.variables}
    assert names & {"evidence", "report", "reports", "regions", "shared"}


@given(text=st.text())
def test_whatever_is_typed_stays_a_value(text: str) -> None:
    """A literal with any characters enters as one term: the query still parses, and asks the same question."""
    query = QUERIES["shared-programs"]
    store = Store()
    bound = query.bind({"regions": [Literal(text)]})
    results = store.query(bound, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    assert [v.value for v in results.variables][:3] == ["program", "name", "type"]


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("program", {}, "--program is missing"),
        ("targets", {"colour": [Literal(1)]}, "no parameter colour"),
    ],
)
def test_binding_errors(name: str, values: dict[str, list[Term]], message: str) -> None:
    with pytest.raises(KgError, match=message):
        QUERIES[name].bind(values)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ?o }\n",  # no header
        "#+ summary: {en: A, zh: 甲}\nSELECT * WHERE { ?s ?p ?o }\n",  # no description
        "#+ summary: {en: A, zh: 甲}\n#+ description: {en: A, zh: 甲}\n#+ tags: []\nSELECT * WHERE { ?s ?p ?_x_iri }\n",  # undeclared
        "#+ summary: {en: A, zh: 甲}\n#+ description: {en: A, zh: 甲}\n#+ tags: []\n#+ parameters: {x: {kind: region, en: a, zh: b}}\nASK { ?s ?p ?_x_iri }\n",
        "#+ summary: [\nASK {}\n",
    ],
)
def test_a_wrong_header_names_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=r"odd\.rq"):
        load_queries(tmp_path)
