"""The canned queries: their files, the binding of parameters, and the rows of each on a graph small enough to read (small.trig, pair.trig)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.model import KgError
from kg.namespaces import PREFIXES
from kg.queries import Query, Term, load_queries
from kg.resources import resource
from kg.store import Store
from tests.query_cases import CASES

QUERIES = load_queries(resource("queries"))

@pytest.fixture(scope="module")
def graph(pair_store: Path) -> Iterator[Store]:
    with Store(pair_store) as store:
        yield store


def rows(graph: Store, name: str, values: dict[str, list[Term]], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(solution[c], "value", "") for c in columns) for solution in graph.select(QUERIES[name].bind(values))]


@pytest.mark.parametrize(("name", "values", "columns", "expected"), CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_rows(graph: Store, name: str, values: dict[str, list[Term]], columns: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    assert rows(graph, name, values, *columns) == expected


def test_every_query_has_a_case() -> None:
    assert {name for name, *_ in CASES} == set(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda q: q.name)
def test_runs_as_it_stands(graph: Store, query: Query) -> None:
    """A file is plain SPARQL: with nothing bound it answers for everything."""
    assert query.summary
    assert query.summary_zh
    # Each report states some indicator, and without one that is what is asked.
    assert list(graph.select(query.text)) or query.name == "unstated"


# What counts or lists reports, and names these.
REPORTS = {"coverage-reports", "unstated"}


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.name not in REPORTS], ids=lambda q: q.name)
def test_every_row_leads_to_evidence(graph: Store, query: Query) -> None:
    """The sentence of a row's evidence is in the graph, word by word; a region's first row is its report."""
    for row in graph.select(query.text):
        term = row["evidence"]
        if term is None:
            assert query.name == "kin"  # kin that no report speaks of
            continue
        for iri in term.value.split(" "):
            quads = list(graph.quads(NamedNode(iri), NamedNode(PREFIXES["fz"] + "quote")))
            assert quads or query.name == "region", iri


@given(text=st.text())
def test_whatever_is_typed_stays_a_value(text: str) -> None:
    """A literal with any characters enters as one term: the query still parses, and asks the same question."""
    results = ox.Store().query(QUERIES["shared-programs"].bind({"regions": [Literal(text)]}), use_default_graph_as_union=True)
    assert isinstance(results, ox.QuerySolutions)
    assert [v.value for v in results.variables][:3] == ["program", "name", "type"]


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("program", {}, "program is missing"),
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
