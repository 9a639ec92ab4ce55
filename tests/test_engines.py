"""The canned queries give the same rows everywhere: here, in rdflib, and from ``oxigraph serve`` and Virtuoso 7 over HTTP.

One small graph (small.trig, pair.trig, and what is derived from them) is put in each. Rows are compared as multisets: IRIs and text
character by character with their language, numbers by value (engines write 0.5 and 0.50 and choose among the numeric types), unbound as
unbound. Where a query orders its rows fully, the order must be the same too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg.namespaces import PREFIXES
from kg.queries import Term, load_queries
from kg.remote import Remote
from kg.resources import resource
from kg.store import Store, serialise
from tests.query_cases import CASES
from tests.servers import oxigraph_server, virtuoso_server

QUERIES = load_queries(resource("queries"))
# rdflib warns of its own use of a name it has left behind, thousands of times.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
XSD = PREFIXES["xsd"]
NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
Row = tuple[Any, ...]
Ask = Callable[[str], list[Row]]


def cell(value: str | None, datatype: str | None, language: str | None) -> Any:
    """A term as it is compared; ``datatype`` None for an IRI."""
    if value is None:
        return None
    if datatype is None:
        return ("iri", value)
    if datatype in NUMERIC:
        return Decimal(value).normalize() + 0
    return (value, language or "")


def of_oxigraph(term: Any) -> Any:
    if isinstance(term, ox.Literal):
        return cell(term.value, term.datatype.value, term.language)
    return cell(None if term is None else term.value, None, None)


def of_rdflib(term: Any) -> Any:
    if isinstance(term, rdflib.Literal):
        return cell(str(term), str(term.datatype or XSD + "string"), term.language)
    return cell(None if term is None else str(term), None, None)


def rows_of(solutions: Any) -> list[Row]:
    return [tuple(of_oxigraph(term) for term in solution) for solution in solutions]


@pytest.fixture(scope="module")
def nquads(pair_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nquads") / "graph.nq"
    with Store(pair_store) as store:
        path.write_bytes(serialise(store.quads()))
    return path


@pytest.fixture(scope="module")
def here(pair_store: Path) -> Iterator[Ask]:
    with Store(pair_store) as store:
        yield lambda text: rows_of(store.select(text))


@pytest.fixture(scope="module")
def in_rdflib(nquads: Path) -> Ask:
    data = rdflib.Dataset(default_union=True)
    data.parse(nquads, format="nquads")

    def ask(text: str) -> list[Row]:
        result = data.query(text)
        assert result.vars is not None
        return [tuple(of_rdflib(term) for term in row) for row in result if isinstance(row, rdflib.query.ResultRow)]

    return ask


@pytest.fixture(scope="module")
def oxigraph_url(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("served"), nquads, "--union-default-graph") as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso_url(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), nquads) as url:
        yield url


def remotely(url: str) -> Ask:
    return lambda text: rows_of(Remote(url).query(text))


@pytest.fixture(scope="module", params=["rdflib", "oxigraph serve", "virtuoso"])
def there(request: pytest.FixtureRequest) -> Ask:
    if request.param == "rdflib":
        ask: Ask = request.getfixturevalue("in_rdflib")
        return ask
    return remotely(request.getfixturevalue("oxigraph_url" if request.param == "oxigraph serve" else "virtuoso_url"))


BOUND = [(name, values) for name, values, *_ in CASES]


@pytest.mark.parametrize(("name", "values"), BOUND, ids=[f"{name}-{'-'.join(values) or 'alone'}" for name, values in BOUND])
def test_the_same_rows(here: Ask, there: Ask, name: str, values: dict[str, list[Term]]) -> None:
    text = QUERIES[name].bind(values)
    expected, found = here(text), there(text)
    assert Counter(found) == Counter(expected)
    assert found == expected  # every query orders its rows


@pytest.mark.parametrize("name", QUERIES)
def test_the_same_rows_as_the_file_stands(here: Ask, there: Ask, name: str) -> None:
    """With nothing bound, required parameters neither, a file is plain SPARQL that answers for everything."""
    expected, found = here(QUERIES[name].text), there(QUERIES[name].text)
    assert Counter(found) == Counter(expected)
