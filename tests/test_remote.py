"""Another store asked over HTTP, as a person asks it: ``kg query`` and ``kg sparql`` with ``--endpoint``, against real servers.

``oxigraph serve`` and Virtuoso 7 for what works and what they refuse; plain HTTP servers on loopback for what is no endpoint at all.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.virtuoso import free_ports
from kg.cli import main
from kg.model import KgError
from kg.remote import Remote
from kg.store import Store, serialise
from tests.servers import answering, oxigraph_server, reply, virtuoso_server

SELECT = "SELECT ?s WHERE { ?s a fz:Report } ORDER BY ?s"
EMPTY = '{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
TRUE = '{"head": {}, "boolean": true}'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def error_of(result: Result) -> str:
    """The one line a failed command prints."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


@pytest.fixture(scope="module")
def nquads(pair_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nquads") / "graph.nq"
    with Store(pair_store) as store:
        path.write_bytes(serialise(store.quads()))
    return path


@pytest.fixture(scope="module")
def bare(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph as it serves when nothing is said: the default graph is asked, which is empty."""
    with oxigraph_server(tmp_path_factory.mktemp("served"), nquads) as url:
        yield url


@pytest.fixture(scope="module")
def oxigraph(bare: str) -> str:
    return bare + "?union-default-graph"


@pytest.fixture(scope="module")
def strict(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Virtuoso that gives 5 rows and 1 second."""
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), nquads, limit=1, rows=5) as url:
        yield url


@pytest.fixture(params=["oxigraph", "strict"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


# --- what works -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "table", "md"])
def test_a_canned_query_is_answered_as_here(oxigraph: str, pair_store: Path, form: str) -> None:
    asked = ("query", "programs-changed", "--year", "2024", "--format", form)
    there, here = run(*asked, "--endpoint", oxigraph), run(*asked, "--store", str(pair_store))
    assert there.exit_code == 0, there.output
    assert "法律明白人" in there.stdout
    assert there.stdout == here.stdout


@pytest.mark.parametrize("typed", ["三所联动", "“三所联动”", "program:三所联动"])
def test_names_are_looked_up_there(url: str, typed: str) -> None:
    result = run("query", "kin", "--program", typed, "--endpoint", url, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert "四所一庭" in result.stdout


def test_three_forms_of_query(url: str) -> None:
    assert "980101-2023-aaaaaaaa" in run("sparql", SELECT, "--endpoint", url).stdout
    assert run("sparql", "ASK { ?s a fz:Report }", "--endpoint", url).stdout == "true\n"
    triples = "# all of it\nPREFIX x: <urn:x#>\nCONSTRUCT { ?s x:about ?d } WHERE { ?s a fz:Report ; fz:division ?d FILTER(?d = division:980102) }"
    assert "division:980102" in run("sparql", triples, "--endpoint", url).stdout


# --- what does not ----------------------------------------------------------------------------------------------------------


def test_nobody_listens() -> None:
    (port,) = free_ports(1)
    said = error_of(run("query", "topics", "--endpoint", f"http://127.0.0.1:{port}/sparql"))
    assert f"http://127.0.0.1:{port}/sparql: cannot be reached" in said
    assert "refused" in said


@pytest.mark.parametrize(
    "address",
    ["", "graph", "ftp://example.org/sparql", "http://", "http://a b/sparql", "http://example.org:port/sparql", "http://[::1/sparql", "http://例子/查询"],
)
def test_what_is_no_address(address: str) -> None:
    assert "not the address of an endpoint" in error_of(run("sparql", SELECT, "--endpoint", address))


def test_a_path_that_is_not_there(url: str) -> None:
    assert "is no SPARQL endpoint (HTTP 404)" in error_of(run("sparql", SELECT, "--endpoint", url.partition("?")[0] + "s"))


def test_what_the_server_says_of_a_query_is_passed_on_in_one_line(url: str) -> None:
    said = error_of(run("sparql", "SELECT * WHERE {", "--endpoint", url))
    assert "refuses the query (HTTP 400)" in said
    assert "expected" in said or "syntax error" in said
    assert "SPARQL query:" not in said


@pytest.mark.parametrize(
    "text",
    ["DROP ALL", "PREFIX x: <urn:x> insert data { <urn:a> <urn:b> <urn:c> }", "# SELECT\nCLEAR DEFAULT", "BASE <urn:SELECT> DELETE WHERE { ?s ?p ?o }", '"SELECT" LOAD <urn:x>'],
)
def test_an_update_is_never_sent(text: str) -> None:
    sent: list[str] = []
    with answering(lambda handler: sent.append(handler.path)) as url:
        assert "not a query" in error_of(run("sparql", text, "--endpoint", url))
    assert sent == []


def test_a_default_graph_that_is_empty_is_told_of(bare: str) -> None:
    assert "?union-default-graph" in error_of(run("query", "topics", "--endpoint", bare))


def test_a_graph_with_nothing_derived_is_told_of(tmp_path: Path, nquads: Path) -> None:
    lines = nquads.read_bytes().splitlines(keepends=True)
    (tmp_path / "part.nq").write_bytes(b"".join(line for line in lines if b"/graph/derived>" not in line))
    with oxigraph_server(tmp_path, tmp_path / "part.nq", "--union-default-graph") as url:
        assert "kg export --format nquads" in error_of(run("query", "topics", "--endpoint", url))


def test_rows_that_a_server_keeps_back_are_not_left_out_in_silence(strict: str) -> None:
    assert "no more than 5 rows" in error_of(run("sparql", "SELECT ?s WHERE { ?s a fz:Sentence }", "--endpoint", strict))


def test_a_server_that_gives_up_in_time(strict: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    said = error_of(run("sparql", endless, "--endpoint", strict))
    assert "refuses the query" in said
    assert "timed out" in said


def test_a_server_that_never_answers() -> None:
    with answering(lambda _: time.sleep(5)) as url, pytest.raises(KgError, match=r"no answer within 0\.3 seconds"):
        Remote(url, timeout=0.3).query(SELECT)


Answer = Callable[[BaseHTTPRequestHandler], None]
ANSWERS: list[tuple[Answer, str]] = [
    (lambda h: reply(h, 200, "<html>Welcome</html>", Content_Type="text/html"), "is it a SPARQL endpoint?"),
    (lambda h: reply(h, 200, "", Content_Type="text/html"), "is it a SPARQL endpoint?"),
    (lambda h: reply(h, 200, '{"error": "no"}', Content_Type="application/json"), "not SPARQL JSON"),
    (lambda h: reply(h, 200, EMPTY[:-5], Content_Type="application/sparql-results+json"), "breaks off"),
    (lambda h: reply(h, 200, "", Content_Type="application/sparql-results+json"), "breaks off"),
    (lambda h: reply(h, 200, TRUE[:-1], Content_Type="application/sparql-results+json", Content_Length="999"), "cannot be reached"),
    (lambda h: reply(h, 302, "", Location="https://example.org/sparql"), "has moved to https://example.org/sparql"),
    (lambda h: reply(h, 308, "", Location="/query"), "has moved to /query"),
    (lambda h: reply(h, 401, "who?", WWW_Authenticate='Basic realm="x"'), "wants to know who asks (HTTP 401)"),
    (lambda h: reply(h, 405, "<html>Method not allowed</html>", Content_Type="text/html"), "is no SPARQL endpoint (HTTP 405)"),
    (lambda h: reply(h, 500, "out of\nmemory", Content_Type="text/plain"), "(HTTP 500): out of memory"),
    (lambda h: reply(h, 502, "<html>\n<h1>Bad Gateway</h1>", Content_Type="text/html"), "(HTTP 502): Bad Gateway"),
    (lambda h: h.connection.close(), "cannot be reached"),
]


@pytest.mark.parametrize(("answer", "message"), ANSWERS, ids=[message for _, message in ANSWERS])
@pytest.mark.parametrize("asked", [("sparql", SELECT), ("query", "topics")], ids=["sparql", "query"])
def test_what_is_no_endpoint_or_a_broken_one(answer: Answer, message: str, asked: tuple[str, ...]) -> None:
    with answering(answer) as url:
        assert message in error_of(run(*asked, "--endpoint", url))


def test_a_name_and_password_go_to_the_server_and_nowhere_else() -> None:
    seen: list[str | None] = []

    def guarded(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        reply(handler, 403)

    with answering(guarded) as url:
        said = error_of(run("query", "topics", "--endpoint", url.replace("//", "//reader:s%40cret@")))
    assert seen == ["Basic " + base64.b64encode(b"reader:s@cret").decode()]
    assert "HTTP 403" in said
    assert "cret" not in said
