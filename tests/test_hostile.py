"""Whatever a person types for a parameter is a value or a clear error, never syntax.

Three ways in: the values bound straight into every query, the look-up of names on a graph, and the command line. Each time the query must stay
the query it is: its text and its parsed form differ in the value alone, and the store is the same after as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, URIRef
from rdflib.term import Literal as RdfLiteral

from kg.cli import main
from kg.lookup import Lookup, lookup_on
from kg.model import KgError
from kg.namespaces import PREFIXES
from kg.queries import ParameterKind, Query, Term, load_queries, written
from kg.resources import resource
from kg.store import Store, serialise

QUERIES = load_queries(resource("queries"))
VALUES = [
    "", " ", "\t", "\n", "\r\n", "\x00", "梁平\x00区", "\x01\x02\x1f", "\x7f", "\x85", "\u2028", "\ufeff青禾区", "\ufffe", "\uffff", "\U0010ffff",
    '"', "'", '"""', "'''", "\\", '\\"', "\\\\", '\\\\"', '"\\', '" }', '"@zh', '"^^<urn:x>', '"""@en .', "'; --", '" OR "1"="1',
    "}", "{", "} }", "}}}}", ") }", "]", "(", "} DROP ALL", "} ; DROP ALL ; SELECT * {", "} INSERT DATA { <urn:a> <urn:b> <urn:c> } #", "} UNION { ?s ?p ?o",
    "} } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o", "<urn:x> } # ", "> <urn:b> ?o . ?s <urn:c", "<", ">", "<>", "<a b>", "<<>>", "<<( )>>",
    "#", "# comment", "三所联动 # 后面", "#? ?_program_iri", "#! ?__year_integer", "\n#? ?_region_iri\n", "?x", "$x", "?_program_iri", "?__year_integer",
    "\\u0022", "\\u0022 } #", "\\U00000022", "\\u{22}", "&quot;", "%22%7D", "\\u003E", "\\x22", "{{}}", "{0}", "{names}", "%s", "%(a)s", "${HOME}", "$(id)", "`id`",
    "青禾区\u202e区禾青", "\u202e", "\u200b", "a\u0301", "Ａ", "②⓪②④", "２０２４", "٢٠٢٤", "𠀀", "👨‍👩‍👧", "三" * 5000, "}" * 3000, '"' * 3001, "\\" * 999,
    "https://w3id.org/fazhi-kg/program/三所 联动", "https://w3id.org/fazhi-kg/program/a>b", 'https://w3id.org/fazhi-kg/division/980101"', "program:三所联动> } #",
    "program:", "division:", "report:", "report:../..", "division:980101#x", "program:三所\n联动", "http://[", "urn:x y", "file:///etc/passwd", "javascript:alert(1)",
    "2024 }", "2024-2020", "2024-", "-2024", "2020-2024-2026", "0", "-1", "1e9", "1.5", "NaN", "99999999999999999999", "2024年至", "0x7e8", "²", "county }", "县级\n",
    "\ud800", "青\udcff禾",
]  # fmt: skip


@pytest.fixture(scope="module")
def graph(pair_store: Path) -> Iterator[Store]:
    with Store(pair_store) as store:
        yield store


@pytest.fixture(scope="module")
def lookup(graph: Store) -> Lookup:
    return lookup_on(graph)


def writable(text: str) -> bool:
    """Whether a text can be a term at all: half of a surrogate pair is no character."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def terms_of(text: str) -> list[Term]:
    """The terms that can hold a text: a literal always, an IRI where it may be one."""
    found: list[Term] = [Literal(text)]
    for iri in (text, "urn:x:" + text):
        try:
            found.append(NamedNode(iri))
        except ValueError:
            continue
    return found


def skeleton(text: str, term: Term) -> str:
    """A query's text with its value taken out."""
    assert f"{{ {written(term)} }}" in text
    return text.replace(f"{{ {written(term)} }}", "{ VALUE }")


def shape(node: Any, value: Identifier, holder: Identifier) -> Any:
    """rdflib's parse of a query as plain tuples, with the one value replaced by a holder."""
    if isinstance(node, CompValue):
        return (node.name, *((key, shape(part, value, holder)) for key, part in sorted(node.items()) if key != "_vars"))
    if isinstance(node, dict):
        return tuple((str(shape(key, value, holder)), shape(part, value, holder)) for key, part in sorted(node.items(), key=str))
    if isinstance(node, list | tuple):
        return tuple(shape(part, value, holder) for part in node)
    if isinstance(node, set | frozenset):
        return tuple(sorted(str(part) for part in node))
    return holder if node == value and type(node) is type(value) else str(node)


def parsed(text: str, value: Identifier) -> Any:
    return shape(prepareQuery(text, initNs=PREFIXES).algebra, value, RdfLiteral("HOLDER"))


def bound(query: Query, term: Term) -> str:
    return query.bind({parameter.name: [term] for parameter in query.parameters})


@pytest.mark.parametrize("query", [query for query in QUERIES.values() if query.parameters], ids=lambda query: query.name)
def test_a_value_bound_into_any_query_changes_nothing_else(query: Query) -> None:
    plain = Literal("x")
    expected = skeleton(bound(query, plain), plain)
    empty = ox.Store()
    columns = [column.name for column in query.columns]
    for value in filter(writable, VALUES):
        for term in terms_of(value):
            text = bound(query, term)
            assert skeleton(text, term) == expected
            results = empty.query(text, prefixes=PREFIXES)  # Oxigraph takes it as the same query
            assert isinstance(results, ox.QuerySolutions)
            assert [variable.value for variable in results.variables] == columns


@pytest.mark.parametrize("name", ["adoption-levels", "unstated"])
def test_another_parser_reads_the_same_query(name: str) -> None:
    """rdflib's parser, which shares nothing with Oxigraph's: the parsed query is the same but for the value."""
    query = QUERIES[name]
    expected = parsed(bound(query, Literal("x")), RdfLiteral("x"))
    for value in filter(writable, VALUES):
        if re.search("[\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]", value) or len(value) > 500:
            continue  # rdflib's grammar is one of regular expressions over XML characters: it refuses these, and takes seconds for the longest
        assert parsed(bound(query, Literal(value)), RdfLiteral(value)) == expected
    for iri in ("urn:x:三所联动", "urn:x:%22%7D#?x"):
        assert parsed(bound(query, NamedNode(iri)), URIRef(iri)) == expected


@settings(max_examples=150, deadline=None)
@given(value=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_one_literal(value: str) -> None:
    term = Literal(value)
    text = bound(QUERIES["kin"], term)
    assert skeleton(text, term) == skeleton(bound(QUERIES["kin"], Literal("x")), Literal("x"))
    (row,) = ox.Store().query(f"SELECT ?v WHERE {{ VALUES ?v {{ {written(term)} }} }}")  # type: ignore[misc]
    assert row[0] == term


@pytest.mark.parametrize("kind", ParameterKind)
def test_what_is_looked_up_is_a_term_or_an_error(graph: Store, lookup: Lookup, kind: ParameterKind) -> None:
    before = serialise(graph.quads())
    for value in VALUES:
        try:
            terms = lookup.terms(kind, value)
        except KgError as error:
            assert "\n" not in str(error)
            assert len(str(error)) < 500
        else:
            assert terms
            assert all(isinstance(term, NamedNode | Literal) for term in terms)
    assert serialise(graph.quads()) == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(list(ParameterKind)), value=st.text(max_size=40) | st.from_regex(r'[a-z]{0,9}:?[\\"<>{}#?\n三所联动0-9 -]{0,12}', fullmatch=True))
def test_any_text_is_looked_up_or_refused(lookup: Lookup, kind: ParameterKind, value: str) -> None:
    try:
        terms = lookup.terms(kind, value)
    except KgError as error:
        assert "\n" not in str(error)
    else:
        assert terms


ASKED = [("program", "program"), ("region", "region"), ("indicator", "indicator"), ("evidence", "fact"), ("document", "document"), ("shared-programs", "regions")]


@pytest.mark.parametrize(("name", "parameter"), ASKED)
def test_the_command_answers_or_says_what_is_wrong(pair_store: Path, name: str, parameter: str) -> None:
    for value in VALUES[::3]:
        result = CliRunner().invoke(main, ["query", name, f"--{parameter}={value}", "--store", str(pair_store), "--format", "csv"])
        assert result.exception is None or isinstance(result.exception, SystemExit), value
        assert result.exit_code in (0, 1), value
        if result.exit_code == 1:
            assert result.stderr.count("\n") == 1, value
            assert result.stdout == ""
