"""Is a graph what it should be? ontology/shapes.ttl, and what must hold over everything.

In: an Oxigraph database. Out: ``Violation``s: what is wrong where, and what to do, in Chinese or English. How:

- ``check`` asks in SPARQL what concerns the whole database, which Oxigraph answers in seconds (the questions are below);
- ``conform`` holds one graph at a time against the SHACL shapes: each report's with the types of what it refers to, then the shared
  graph, the vocabularies and the divisions. pyshacl works in rdflib's memory, so large graphs go there in pieces.

pyshacl is an optional extra; ``check`` works without it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Literal, Protocol

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH

from kg import namespaces as ns
from kg.model import KgError
from kg.resources import resource

Language = Literal["zh", "en"]
# Subjects of a large graph that are validated together: enough to pay for building the shapes, few enough for rdflib's memory.
PIECE = 2_000
_REPORT = f"{ns.ONTOLOGY}Report"
_STRING = ox.NamedNode(f"{ns.PREFIXES['xsd']}string")
# What is described outside the graphs of reports.
_OF_THE_REST = {ns.ONTOLOGY + name for name in ("Body", "Document", "Program", "Division", "Indicator", "Unit", "BodyKind")}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong. ``path`` is the property, "" where none; ``severity`` is violation, warning or info."""

    graph: str
    focus: str
    path: str
    message: str
    severity: str = "violation"


class Database(Protocol):
    """What is needed of a database; ``pyoxigraph.Store`` has it."""

    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Any: ...

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any) -> Iterator[ox.Quad]: ...


def validate(database: Database, *, graphs: Iterable[str] | None = None, language: Language = "en") -> Iterator[Violation]:
    """All that is wrong, in a fixed order; ``graphs`` names those held against the shapes. Raises KgError where pyshacl is missing."""
    shapes = Shapes(language=language)
    yield from check(database, language)
    yield from conform(database, shapes, graphs)


# --- what must hold over everything -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """A question whose every answer (?graph ?focus, and ?path or ?detail) is a violation."""

    name: str
    query: str
    zh: str
    en: str
    severity: str = "violation"


_DATA_GRAPHS = " ".join(f"<{graph}>" for graph in (ns.VOCABULARY_GRAPH, ns.DIVISIONS_GRAPH, ns.SHARED_GRAPH, ns.DERIVED_GRAPH))
_IS_REPORT = f'STRSTARTS(STR(?graph), "{ns.PREFIXES["report"]}")'

CHECKS: tuple[Check, ...] = (
    # With the next one it says that no triple stands in two graphs: a report's graph has subjects of its own alone, and so shares none.
    Check(
        "strangers",
        f"""SELECT DISTINCT ?graph ?focus WHERE {{
          GRAPH ?graph {{ ?focus ?p ?o }}
          FILTER({_IS_REPORT} && ?focus != ?graph && !STRSTARTS(STR(?focus), CONCAT(STR(?graph), "/")))
        }}""",
        "不属于本报告的内容出现在本报告的图中：移至其所属的图。",
        "Stands in the graph of a report that it is no part of: move it to the graph it belongs to.",
    ),
    Check(
        "doubles",
        f"""SELECT DISTINCT ?graph ?focus ?path (STR(?other) AS ?detail) WHERE {{
          VALUES ?graph {{ {_DATA_GRAPHS} }}
          GRAPH ?graph {{ ?focus ?path ?o }}
          GRAPH ?other {{ ?focus ?path ?o }}
          FILTER(?graph != ?other && (STR(?graph) < STR(?other) || STRSTARTS(STR(?other), "{ns.PREFIXES["report"]}")))
        }}""",
        "同一三元组也在另一图中，计数会重复：删去其一。",
        "The same triple stands in another graph too and would be counted twice: remove one of them.",
    ),
    Check(
        "homeless",
        """SELECT ("" AS ?graph) ?focus ?path WHERE { ?focus ?path ?o }""",
        "三元组不在任何命名图中：将其放入所属的图。",
        "Stands in no named graph: put it in the graph it belongs to.",
    ),
    Check(
        "undescribed",
        """SELECT ?graph ?focus ?path (STR(?target) AS ?detail) WHERE {
          { SELECT DISTINCT ?path ?class ?target WHERE {
              VALUES (?path ?class) {
                (fz:program fz:Program) (fz:indicator fz:Indicator) (fz:unit fz:Unit) (fz:body fz:Body) (fz:leadBody fz:Body)
                (fz:document fz:Document) (fz:division fz:Division) (fz:bodyKind fz:BodyKind) (fz:bodyType fz:BodyType)
                (fz:programType fz:ProgramType) (fz:parent fz:Division) (fz:report fz:Report) (fz:evidence fz:Sentence) }
              GRAPH ?any { ?source ?path ?target }
              FILTER NOT EXISTS { GRAPH ?where { ?target a ?class } } } }
          GRAPH ?graph { ?focus ?path ?target }
        }""",
        "所指的节点没有描述，或不属于应有的类：将其加入词表、区划表或共享图，然后重建。",
        "Refers to what is described nowhere as the class it should be of: add it to its vocabulary, then build again.",
    ),
    Check(
        "unnamed",
        """SELECT ?graph ?focus ("https://w3id.org/fazhi-kg/ontology#mentions" AS ?path) (STR(?target) AS ?detail) WHERE {
          { SELECT DISTINCT ?target WHERE {
              GRAPH ?any { ?source fz:mentions ?target }
              FILTER NOT EXISTS { VALUES ?class { fz:Program fz:Body fz:Document fz:Division } GRAPH ?where { ?target a ?class } } } }
          GRAPH ?graph { ?focus fz:mentions ?target }
        }""",
        "提到的举措、机构、文件或行政区划没有描述：将其加入词表、区划表或共享图，然后重建。",
        "Mentions a program, body, document or division that is described nowhere: add it to its vocabulary, then build again.",
    ),
    Check(
        "lengths",
        """SELECT ?graph ?focus ?path WHERE {
          VALUES ?path { fz:quote fz:valueText fz:surface }
          GRAPH ?graph { ?focus ?path ?text ; fz:begin ?begin ; fz:end ?end }
          FILTER(STRLEN(?text) != ?end - ?begin)
        }""",
        "原文的长度不等于 end - begin：按码位计数，重建该报告。",
        "The text is not end - begin characters long: count in code points, and build the report again.",
    ),
    Check(
        "words",
        """SELECT ?graph ?focus ?path WHERE {
          VALUES ?path { fz:valueText fz:surface }
          GRAPH ?graph {
            ?focus ?path ?text ; fz:begin ?begin ; fz:end ?end ; fz:evidence ?sentence .
            ?sentence fz:begin ?first ; fz:end ?last ; fz:quote ?quote .
          }
          FILTER(?begin >= ?first && ?end <= ?last && SUBSTR(?quote, ?begin - ?first + 1, ?end - ?begin) != ?text)
        }""",
        "依据句中该位置的文字与所记不符：重建该报告。",
        "The sentence given as evidence has other characters at this place: build the report again.",
    ),
    Check(
        "outside",
        """SELECT ?graph ?focus ("https://w3id.org/fazhi-kg/ontology#evidence" AS ?path) WHERE {
          GRAPH ?graph {
            ?focus fz:value ?value ; fz:begin ?begin ; fz:end ?end ; fz:evidence ?sentence .
            ?sentence fz:begin ?first ; fz:end ?last .
          }
          FILTER(?begin < ?first || ?end > ?last)
        }""",
        "数据不在其依据句之内：指明包含它的句子。",
        "The figure stands outside the sentence given as its evidence: name the sentence that it stands in.",
    ),
    Check(
        "rates",
        """SELECT ?graph ?focus ("https://w3id.org/fazhi-kg/ontology#value" AS ?path) (STR(?value) AS ?detail) WHERE {
          GRAPH ?vocabulary { ?unit a fz:Unit ; fz:dimension "percent" . ?indicator a fz:Indicator ; fz:unit ?unit }
          GRAPH ?graph { ?focus fz:indicator ?indicator ; fz:value ?value }
          FILTER(?value < 0 || ?value > 100)
          FILTER NOT EXISTS { GRAPH ?graph { ?focus fz:change true } }
        }""",
        "比率不在0到100之间：核对原文。",
        "A rate outside 0 to 100: compare with the report.",
        severity="warning",
    ),
)


def check(database: Database, language: Language = "en") -> Iterator[Violation]:
    """What is wrong by the questions of ``CHECKS``, each in the order of graph and node."""
    for item in CHECKS:
        found = database.query(item.query, prefixes=ns.PREFIXES)
        names = {variable.value for variable in found.variables}
        message = item.zh if language == "zh" else item.en
        answers = (
            Violation(
                graph=row["graph"].value,
                focus=row["focus"].value,
                path=row["path"].value if "path" in names else "",
                message=f"{message} ({row['detail'].value})" if "detail" in names else message,
                severity=item.severity,
            )
            for row in found
        )
        yield from sorted(set(answers))


# --- shapes -----------------------------------------------------------------------------------------------------------------


class Shapes:
    """ontology/shapes.ttl, parsed once. The shapes of reports and of all else are told apart by the classes they are for."""

    def __init__(self, path: Path | None = None, language: Language = "en") -> None:
        self.language = language
        self._run = _pyshacl()
        self._graph = rdflib.Graph()
        path = path or resource("ontology") / "shapes.ttl"
        try:
            self._graph.parse(path, format="turtle")
        except Exception as error:  # rdflib raises many kinds, and all mean the same to who edited the file
            raise KgError(f"{path}: not readable as Turtle: {error}") from error
        # pyshacl passes over a property shape with a name of its own unless it is listed too.
        named = sorted(str(shape) for shape in self._graph.subjects(RDF.type, SH.PropertyShape) if isinstance(shape, rdflib.URIRef))
        self.of_reports, self.of_the_rest = [*named], [*named]
        for shape in sorted({str(shape) for shape in self._graph.subjects(SH.targetClass)}):
            classes = {str(cls) for cls in self._graph.objects(rdflib.URIRef(shape), SH.targetClass)}
            (self.of_the_rest if classes & _OF_THE_REST else self.of_reports).append(shape)

    def violations(self, graph: str, data: rdflib.Graph, shapes: list[str], about: Container[str]) -> list[Violation]:
        """What in this data does not conform to these of the shapes, at the nodes it is about (of others it has the class alone)."""
        _, results, _ = self._run(data, shacl_graph=self._graph, use_shapes=shapes, inplace=True, meta_shacl=False)
        found = {self._violation(graph, results, result) for result in results.objects(None, SH.result)}
        return sorted(violation for violation in found if violation.focus in about)

    def _violation(self, graph: str, results: rdflib.Graph, result: Any) -> Violation:
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        messages = [m for m in results.objects(result, SH.resultMessage) if isinstance(m, rdflib.Literal)]
        message = min(messages, key=lambda m: (m.language != self.language, str(m)), default=rdflib.Literal(""))
        return Violation(
            graph=graph,
            focus=str(focus),
            path=str(results.value(result, SH.resultPath) or ""),
            message=str(message) if value in (None, focus) else f"{message} ({value})",
            severity=str(results.value(result, SH.resultSeverity) or SH.Violation).rsplit("#", 1)[-1].lower(),
        )


def _pyshacl() -> Callable[..., tuple[bool, Any, str]]:
    try:
        import pyshacl  # noqa: PLC0415  # an optional extra, and slow to import
    except ImportError as error:
        raise KgError("checking against the shapes needs pyshacl; install it with: pip install 'fazhi-kg[validate]'") from error
    run: Callable[..., tuple[bool, Any, str]] = pyshacl.validate
    return run


def conform(database: Database, shapes: Shapes, graphs: Iterable[str] | None = None) -> Iterator[Violation]:
    """What does not conform to the shapes in these graphs, or in all: the reports', what they share, the vocabularies, the divisions."""
    types = _Types(database)
    if graphs is None:
        graphs = [*report_graphs(database), ns.SHARED_GRAPH, ns.VOCABULARY_GRAPH, ns.DIVISIONS_GRAPH]
    for graph in graphs:
        quads = list(database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        if not graph.startswith(ns.PREFIXES["report"]):
            for piece in _pieces(quads):
                yield from shapes.violations(graph, types.completed(piece), shapes.of_the_rest, _subjects(piece))
        elif quads:
            yield from shapes.violations(graph, types.completed(quads), shapes.of_reports, _subjects(quads))
        else:
            raise KgError(f"{graph}: no such report in the graph; name one by its IRI, as `kg query coverage-reports` lists them")


def report_graphs(database: Database) -> list[str]:
    """The graphs of the reports, sorted."""
    found = database.quads_for_pattern(None, _term("rdf", "type"), ox.NamedNode(_REPORT), None)
    return sorted({quad.graph_name.value for quad in found if isinstance(quad.graph_name, ox.NamedNode)})


def _term(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(ns.PREFIXES[prefix] + name)


def _subjects(quads: Iterable[ox.Quad]) -> set[str]:
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _pieces(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """The quads of a graph, ``PIECE`` subjects at a time."""
    subjects = groupby(sorted(quads, key=lambda quad: str(quad.subject)), key=lambda quad: str(quad.subject))
    described = (list(group) for _, group in subjects)
    while piece := [quad for group in islice(described, PIECE) for quad in group]:
        yield piece


class _Types:
    """The classes of what a graph refers to and another describes, looked up once each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._type = _term("rdf", "type")
        self._known: dict[ox.NamedNode, tuple[rdflib.URIRef, ...]] = {}

    def of(self, node: ox.NamedNode) -> tuple[rdflib.URIRef, ...]:
        found = self._known.get(node)
        if found is None:
            quads = self._database.quads_for_pattern(node, self._type, None, None)
            found = self._known[node] = tuple(rdflib.URIRef(quad.object.value) for quad in quads if isinstance(quad.object, ox.NamedNode))
        return found

    def completed(self, quads: list[ox.Quad]) -> rdflib.Graph:
        """The quads as rdflib's triples, and the classes of the nodes they refer to."""
        here = {quad.subject for quad in quads}
        referred = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode) and quad.predicate != self._type} - here
        terms = {term: _rdflib(term) for term in {part for quad in quads for part in (quad.subject, quad.predicate, quad.object)}}
        graph = rdflib.Graph()
        for quad in quads:
            graph.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))
        for target in referred:
            for cls in self.of(target):
                graph.add((terms[target], RDF.type, cls))
        return graph


def _rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype == _STRING:  # which rdflib tells from a literal without a datatype
            return rdflib.Literal(term.value)
        case ox.Literal():
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
    raise KgError(f"{term}: a triple term; the graph must be plain RDF 1.1")
