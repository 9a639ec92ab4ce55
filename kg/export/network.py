"""The graph as a network, for Gephi, Cytoscape, Neo4j, R or pandas.

In: an open ``Store``. Out: GraphML, or GEXF 1.3. Nodes are divisions, programs, indicators, bodies, documents and reports; an edge sums up
what reports say between two of them, and of one kind there is one between any two:

- adopts     division → program      its reports speak of the program
- leads      body → program          a report says that the body leads or runs it
- cites      division → document     its reports cite it
- states     division → indicator    its reports give a figure
- promises   division → indicator    its reports promise a figure
- names      division → body, division → division    its reports name another's body, or another place
- part of    body → division         the body's own place
- about      report → division       whose report it is

An edge carries the number of reports (also its weight) and the first and last year. Attributes have one type a column and are left out
where there is nothing to say. GEXF is written here: networkx stamps it with today's date and gives parallel edges no kind, which Gephi then
adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree as Xml

import networkx as nx
import pyoxigraph as ox

from kg import namespaces as ns
from kg.remote import Remote
from kg.store import Store

Value = str | int

_PREFIXES = """
PREFIX fz: <https://w3id.org/fazhi-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_EDGES = {
    "adopts": "?x a fz:Adoption ; fz:division ?from ; fz:program ?to ; fz:report ?report . OPTIONAL { ?x fz:year ?year }",
    "leads": "?x a fz:Adoption ; fz:leadBody ?from ; fz:program ?to ; fz:report ?report . OPTIONAL { ?x fz:year ?year }",
    "cites": "?x a fz:Citation ; fz:division ?from ; fz:document ?to ; fz:report ?report . OPTIONAL { ?x fz:year ?year }",
    "states": "?x a fz:Observation ; fz:division ?from ; fz:indicator ?to ; fz:report ?report . OPTIONAL { ?x fz:year ?year }",
    "promises": "?x a fz:Target ; fz:division ?from ; fz:indicator ?to ; fz:report ?report . OPTIONAL { ?x fz:year ?year }",
    "names": """?x fz:mentions ?to ; fz:report ?report . ?report fz:division ?from . OPTIONAL { ?report fz:year ?year }
        { ?to a fz:Division } UNION { ?to a fz:Body } FILTER NOT EXISTS { ?to fz:division ?from } FILTER(?to != ?from)""",
    "part of": "?from a fz:Body ; fz:division ?to",
    "about": "?from a fz:Report ; fz:division ?to . BIND(?from AS ?report) OPTIONAL { ?from fz:year ?year }",
}
_NODES = {
    "division": """{ SELECT DISTINCT ?node { { ?r a fz:Report ; fz:division ?node } UNION { ?m fz:mentions ?node . ?node a fz:Division }
        UNION { ?b a fz:Body ; fz:division ?node } } } ?node skos:prefLabel ?label .
        OPTIONAL { ?node fz:level ?level } OPTIONAL { ?node fz:code ?code }
        OPTIONAL { ?node fz:parent+ ?top . ?top fz:level "province" ; skos:prefLabel ?province }""",
    "program": """{ SELECT DISTINCT ?node { ?x a fz:Adoption ; fz:program ?node } } ?node skos:prefLabel ?label ; fz:status ?status .
        OPTIONAL { ?node fz:programType/skos:prefLabel ?type FILTER(LANG(?type) = "zh") }""",
    "indicator": """{ SELECT DISTINCT ?node { { ?x a fz:Observation } UNION { ?x a fz:Target } ?x fz:indicator ?node } }
        ?node skos:prefLabel ?label""",
    "body": """?node a fz:Body ; skos:prefLabel ?label .
        OPTIONAL { ?node fz:bodyType/skos:prefLabel ?type FILTER(LANG(?type) = "zh") }""",
    "document": "?node a fz:Document ; dcterms:title ?label",
    "report": """?node a fz:Report ; dcterms:source ?source . OPTIONAL { ?node dcterms:title ?title }
        OPTIONAL { ?node fz:level ?level } OPTIONAL { ?node fz:year ?year } BIND(COALESCE(?title, ?source) AS ?label)""",
}
_COLUMNS = ("label_en", "type", "status", "level", "code", "province", "year")
_WHOLE = {"year"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_network(store: Store | Remote) -> nx.MultiDiGraph[str]:
    """The network, nodes and edges sorted, each edge under a number of its own."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = _read_nodes(store)
    for node in sorted(nodes):
        graph.add_node(node, **nodes[node])
    number = 0
    for kind in _EDGES:
        for (source, target), edge in sorted(_read_edges(store, kind).items()):
            if source in nodes and target in nodes:
                graph.add_edge(source, target, key=f"e{number}", **edge.attributes(kind))
                number += 1
    return graph


@dataclass(slots=True)
class _Edge:
    reports: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    def attributes(self, kind: str) -> dict[str, Value]:
        found: dict[str, Value] = {"kind": kind, "label": kind, "weight": max(1, len(self.reports)), "reports": len(self.reports)}
        if self.years:
            found |= {"first_year": min(self.years), "last_year": max(self.years)}
        return found


def _read_nodes(store: Store | Remote) -> dict[str, dict[str, Value]]:
    nodes: dict[str, dict[str, Value]] = {}
    for kind, pattern in _NODES.items():
        for row in _rows(store, f"SELECT DISTINCT ?node ?label ?type ?status ?level ?code ?province ?year WHERE {{ {pattern} }}"):
            node = nodes.setdefault(ns.compact(_text(row["node"])), {"kind": kind})
            label = row["label"]
            english = isinstance(label, ox.Literal) and label.language == "en"
            node["label_en" if english else "label"] = _text(label)
            for name in ("type", "status", "level", "code", "province"):
                if row[name] is not None:
                    node[name] = _text(row[name])
            if row["year"] is not None:
                node["year"] = int(_text(row["year"]))
    for name, node in nodes.items():
        node.setdefault("label", node.get("label_en", name))
    return nodes


def _read_edges(store: Store | Remote, kind: str) -> dict[tuple[str, str], _Edge]:
    edges: dict[tuple[str, str], _Edge] = {}
    for row in _rows(store, f"SELECT DISTINCT ?from ?to ?report ?year WHERE {{ {_EDGES[kind]} }}"):
        edge = edges.setdefault((ns.compact(_text(row["from"])), ns.compact(_text(row["to"]))), _Edge())
        if row["report"] is not None:
            edge.reports.add(_text(row["report"]))
        if row["year"] is not None:
            edge.years.add(int(_text(row["year"])))
    return edges


def _rows(store: Store | Remote, query: str) -> Iterator[ox.QuerySolution]:
    return store.select(_PREFIXES + query)


def _text(term: object) -> str:
    """The characters of a term, fit for XML, on one line."""
    return " ".join(_NOT_XML.sub("\ufffd", str(getattr(term, "value", ""))).split())


def write_graphml(store: Store, output: BinaryIO) -> None:
    """GraphML, as networkx, igraph, Cytoscape and Gephi read it."""
    nx.write_graphml(read_network(store), output, named_key_ids=False)


def write_gexf(store: Store, output: BinaryIO) -> None:
    """GEXF 1.3, valid, without a date."""
    graph = read_network(store)
    root = Xml.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = Xml.SubElement(root, "meta")
    Xml.SubElement(meta, "creator").text = "fazhi-kg"
    body = Xml.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static", "idtype": "string"})
    _declare(body, "node", ("kind", *_COLUMNS))
    _declare(body, "edge", ("reports", "first_year", "last_year"))
    nodes = Xml.SubElement(body, "nodes")
    for name, values in graph.nodes(data=True):
        node = Xml.SubElement(nodes, "node", {"id": name, "label": str(values["label"])})
        _values(node, ("kind", *_COLUMNS), values)
    edges = Xml.SubElement(body, "edges")
    for source, target, key, values in graph.edges(keys=True, data=True):
        about = {"id": key, "source": source, "target": target, "label": values["label"], "kind": values["kind"]}
        edge = Xml.SubElement(edges, "edge", {**about, "weight": str(values["weight"])})
        _values(edge, ("reports", "first_year", "last_year"), values)
    Xml.indent(root, " ")
    Xml.ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)
    output.write(b"\n")


def _declare(graph: Xml.Element, cls: str, columns: tuple[str, ...]) -> None:
    attributes = Xml.SubElement(graph, "attributes", {"class": cls})
    for name in columns:
        whole = cls == "edge" or name in _WHOLE
        Xml.SubElement(attributes, "attribute", {"id": name, "title": name, "type": "integer" if whole else "string"})


def _values(element: Xml.Element, columns: tuple[str, ...], values: dict[str, Value]) -> None:
    found = [(name, values[name]) for name in columns if name in values]
    if found:
        parent = Xml.SubElement(element, "attvalues")
        for name, value in found:
            Xml.SubElement(parent, "attvalue", {"for": name, "value": str(value)})
