"""The canned queries as SHACL examples in Turtle, in the convention of sib-swiss/sparql-examples, for an endpoint to publish.

sparql-editor and YASGUI offer them where the endpoint holds them. Each is a ``sh:SPARQLExecutable`` with the SPARQL, its prefixes, what it
asks in English and Chinese, keywords, and the endpoint it is for. What a query requires is bound to an example, so that it can be run as it
stands. There are no blank nodes: the prefixes have IRIs too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from kg import namespaces as ns
from kg.queries import ParameterKind, Query, Term
from kg.results import turtle

_FOLDER = f"{ns.DATA}sparql-examples/"
_SH, _RDF, _RDFS, _SCHEMA, _OWL = (ns.PREFIXES[prefix] for prefix in ("sh", "rdf", "rdfs", "schema", "owl"))
_TYPE = NamedNode(f"{_RDF}type")
_PREFIX = re.compile(r"^[ \t]*PREFIX[ \t]+(\w*):[ \t]*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
# What is bound for what a query requires; a document or a fact that every graph has is not to be found, and is left open.
_EXAMPLES: dict[ParameterKind, Sequence[Term]] = {
    ParameterKind.REGION: [NamedNode(ns.division_iri("500155"))],
    ParameterKind.PROGRAM: [NamedNode(ns.program_iri("三所联动"))],
    ParameterKind.INDICATOR: [NamedNode(ns.indicator_iri("mediation-success-rate"))],
    ParameterKind.TOPIC: [NamedNode(f"{ns.PREFIXES['topic']}mediation")],
    ParameterKind.LEVEL: [Literal("county")],
    ParameterKind.YEAR: [Literal(2024)],
    ParameterKind.YEARS: [Literal(2024)],
    ParameterKind.INTEGER: [Literal(2)],
}


def examples(queries: Iterable[Query], endpoint: str) -> str:
    """The Turtle for the endpoint of this address."""
    queries = list(queries)
    triples = [triple for query in queries for triple in _example(query, endpoint)]
    declared = sorted({(prefix, iri) for query in queries for prefix, iri in _PREFIX.findall(query.text)})
    ontology = NamedNode(f"{_FOLDER}prefixes")
    triples.append(Triple(ontology, _TYPE, NamedNode(f"{_OWL}Ontology")))
    for prefix, iri in declared:
        node = NamedNode(f"{_FOLDER}prefix-{prefix}")
        triples.append(Triple(ontology, NamedNode(f"{_SH}declare"), node))
        triples.append(Triple(node, NamedNode(f"{_SH}prefix"), Literal(prefix)))
        triples.append(Triple(node, NamedNode(f"{_SH}namespace"), Literal(iri, datatype=NamedNode(f"{ns.PREFIXES['xsd']}anyURI"))))
    prefixes = {"ex": _FOLDER, **{name: ns.PREFIXES[name] for name in ("sh", "rdf", "rdfs", "schema", "owl", "xsd")}}
    return turtle(triples, prefixes)


def _example(query: Query, endpoint: str) -> Iterator[Triple]:
    node = NamedNode(_FOLDER + query.name)
    given = {p.name: _EXAMPLES[p.kind] for p in query.parameters if p.required and p.kind in _EXAMPLES}
    open_ = all(p.name in given for p in query.parameters if p.required)
    for cls in ("SPARQLExecutable", "SPARQLSelectExecutable"):
        yield Triple(node, _TYPE, NamedNode(_SH + cls))
    yield Triple(node, NamedNode(f"{_SH}prefixes"), NamedNode(f"{_FOLDER}prefixes"))
    yield Triple(node, NamedNode(f"{_SH}select"), Literal(query.bind(given) if open_ else query.text))
    for name, words, language in (
        ("label", query.summary, "en"),
        ("label", query.summary_zh, "zh"),
        ("comment", f"{query.summary}. {query.description}", "en"),
        ("comment", f"{query.summary_zh}。{query.description_zh}", "zh"),
    ):
        yield Triple(node, NamedNode(_RDFS + name), Literal(words, language=language))
    for tag in query.tags:
        yield Triple(node, NamedNode(f"{_SCHEMA}keywords"), Literal(tag))
    yield Triple(node, NamedNode(f"{_SCHEMA}target"), NamedNode(endpoint))
