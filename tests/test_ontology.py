"""The ontology and its shapes: complete, in two languages, and about the same terms as the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS

import kg
from kg import model, rdf
from kg import namespaces as ns
from kg.resources import resource
from kg.validate import Shapes, check, conform
from kg.vocabulary import FILES, Vocabulary
from tests.sample_report import in_township, sample

FZ = rdflib.Namespace(ns.ONTOLOGY)
SCHEMA = rdflib.Namespace(ns.PREFIXES["schema"])
BASE = rdflib.URIRef("https://w3id.org/fazhi-kg/ontology")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(resource("ontology") / "fazhi.ttl")


@pytest.fixture(scope="module")
def everything() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(resource("ontology") / name)
    return graph


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(resource("ontology") / "shapes.ttl")


def languages(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    return sorted(value.language or "" for value in graph.objects(subject, predicate) if isinstance(value, rdflib.Literal))


def items(graph: rdflib.Graph, head: rdflib.term.Node) -> list[rdflib.term.Node]:
    return list(rdflib.collection.Collection(graph, head))


def terms(graph: rdflib.Graph, *classes: rdflib.URIRef) -> list[rdflib.URIRef]:
    return sorted({s for cls in classes for s in graph.subjects(RDF.type, cls) if isinstance(s, rdflib.URIRef)})


def test_the_header_says_what_it_is(ontology: rdflib.Graph) -> None:
    assert languages(ontology, BASE, DCTERMS.title) == ["en", "zh"]
    assert ontology.value(BASE, DCTERMS.license)
    assert str(ontology.value(BASE, OWL.versionInfo)) == kg.__version__
    assert str(ontology.value(BASE, OWL.versionIRI)) == f"{BASE}/{kg.__version__}"
    assert str(ontology.value(BASE, rdflib.URIRef("http://purl.org/vocab/vann/preferredNamespaceUri"))) == ns.ONTOLOGY


def test_every_term_has_a_label_and_a_definition_in_both_languages(everything: rdflib.Graph) -> None:
    for term in terms(everything, OWL.Class, *PROPERTIES):
        assert languages(everything, term, RDFS.label) == ["en", "zh"], term
        assert languages(everything, term, SKOS.definition) == ["en", "zh"], term


def test_every_property_says_what_it_is_for(everything: rdflib.Graph) -> None:
    for term in terms(everything, *PROPERTIES):
        assert (term, RDFS.domain, None) in everything or (term, SCHEMA.domainIncludes, None) in everything, term
        if (term, RDF.type, OWL.AnnotationProperty) not in everything:
            assert (term, RDFS.range, None) in everything or (term, SCHEMA.rangeIncludes, None) in everything, term


def test_no_property_infers_two_classes_at_once(everything: rdflib.Graph) -> None:
    for term in terms(everything, *PROPERTIES):
        assert len(list(everything.objects(term, RDFS.domain))) <= 1, term
        assert len(list(everything.objects(term, RDFS.range))) <= 1, term


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("Observation", SCHEMA.Observation),
        ("Target", SCHEMA.Observation),
        ("Body", rdflib.URIRef(ns.PREFIXES["org"] + "Organization")),
        ("Report", rdflib.URIRef(ns.PREFIXES["prov"] + "Entity")),
        ("Sentence", rdflib.URIRef(ns.PREFIXES["prov"] + "Entity")),
        ("Program", SKOS.Concept),
        ("Indicator", SKOS.Concept),
        ("Unit", SKOS.Concept),
        ("BodyKind", SKOS.Concept),
        ("Document", SCHEMA.CreativeWork),
        ("Mention", rdflib.URIRef("http://www.w3.org/ns/oa#Annotation")),
        ("Division", SCHEMA.AdministrativeArea),
    ],
)
def test_a_class_is_tied_to_its_standard(ontology: rdflib.Graph, name: str, standard: rdflib.URIRef) -> None:
    assert standard in set(ontology.transitive_objects(FZ[name], RDFS.subClassOf))


# --- the program and the ontology speak of the same terms -------------------------------------------------------------------


def written(vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    yield from rdf.quads(sample(), vocabulary)
    yield from rdf.shared_quads(in_township(sample()), vocabulary)
    yield from rdf.division_quads(vocabulary.divisions)


def test_every_term_that_is_written_is_defined(ontology: rdflib.Graph, vocabulary: Vocabulary) -> None:
    nodes = {node for q in written(vocabulary) for node in (q.predicate, q.object)}
    iris = {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    for iri in sorted(iri for iri in iris if iri.startswith(ns.ONTOLOGY)):
        assert (rdflib.URIRef(iri), RDFS.label, None) in ontology, iri


def test_every_term_of_the_vocabularies_and_shapes_is_defined(everything: rdflib.Graph, shapes: rdflib.Graph) -> None:
    used = {term for graph in (everything, shapes) for triple in graph for term in triple if str(term).startswith(ns.ONTOLOGY)}
    undefined = sorted(str(term) for term in used if isinstance(term, rdflib.URIRef) and (term, RDFS.label, None) not in everything)
    assert not undefined


def test_every_term_of_the_queries_is_defined(everything: rdflib.Graph) -> None:
    for path in sorted(Path(resource("queries")).glob("*.rq")):
        for name in sorted(set(re.findall(r"\bfz:(\w+)", path.read_text(encoding="utf-8")))):
            assert (FZ[name], RDFS.label, None) in everything, f"{path.name}: fz:{name}"


@pytest.mark.parametrize(
    ("scheme", "types", "mint"),
    [
        ("program-types", ns.PROGRAM_TYPES, ns.program_type_iri),
        ("body-types", ns.BODY_TYPES, ns.body_type_iri),
    ],
)
def test_the_types_are_those_of_the_program(ontology: rdflib.Graph, scheme: str, types: dict[str, str], mint: object) -> None:
    assert callable(mint)
    concepts = set(ontology.subjects(SKOS.inScheme, rdflib.URIRef(ns.DATA + scheme)))
    assert concepts == {rdflib.URIRef(mint(label)) for label in types}
    for label in types:
        assert rdflib.Literal(label, lang="zh") in set(ontology.objects(rdflib.URIRef(mint(label)), SKOS.prefLabel))
    for concept in concepts:
        assert languages(ontology, concept, SKOS.prefLabel) == ["en", "zh"]
        assert languages(ontology, concept, SKOS.definition) == ["en", "zh"]


def test_the_types_of_the_model_are_those_of_the_identifiers() -> None:
    assert tuple(ns.PROGRAM_TYPES) == model.PROGRAM_TYPES
    assert tuple(ns.BODY_TYPES) == model.BODY_TYPES


VALUES: dict[str, tuple[str, AbstractSet[str]]] = {
    "level": ("levels", set(model.Level)),
    "sectionKind": ("section-kinds", set(model.SectionKind)),
    "where": ("places-of-identification", set(model.Where)),
    "status": ("statuses", set(model.Status)),
    "qualifier": ("qualifiers", {"over", "about", "under"}),
    "period": ("periods", {"year", "half-year", "years"}),
}


@pytest.mark.parametrize("name", VALUES)
def test_the_values_are_those_of_the_program(ontology: rdflib.Graph, shapes: rdflib.Graph, name: str) -> None:
    scheme, values = VALUES[name]
    concepts = list(ontology.subjects(SKOS.inScheme, rdflib.URIRef(ns.DATA + scheme)))
    assert {str(ontology.value(concept, SKOS.notation)) for concept in concepts} == {str(value) for value in values}
    assert all(languages(ontology, concept, SKOS.prefLabel) == ["en", "zh"] for concept in concepts)
    lists = [shapes.value(shape, SH["in"]) for shape in shapes.subjects(SH.path, FZ[name])]
    allowed = [{str(item) for item in items(shapes, head)} for head in lists if head is not None]
    assert allowed
    assert all(found == {str(value) for value in values} for found in allowed)


# --- shapes -----------------------------------------------------------------------------------------------------------------


def test_every_class_that_is_written_has_a_shape(shapes: rdflib.Graph, vocabulary: Vocabulary) -> None:
    targets = {str(cls) for cls in shapes.objects(None, SH.targetClass)}
    classes = {q.object.value for q in written(vocabulary) if q.predicate.value == str(RDF.type) and isinstance(q.object, ox.NamedNode)}
    assert {cls for cls in classes if cls.startswith(ns.ONTOLOGY)} <= targets


def test_every_property_that_is_written_has_a_shape(shapes: rdflib.Graph, vocabulary: Vocabulary) -> None:
    checked = {str(path) for path in shapes.objects(None, SH.path)}
    free = {str(RDF.type), str(SKOS.altLabel)}
    assert {q.predicate.value for q in written(vocabulary)} - free <= checked


def test_every_shape_says_in_both_languages_what_to_do(shapes: rdflib.Graph) -> None:
    inside = {item for head in shapes.objects(None, SH["or"]) for item in items(shapes, head)}
    inside |= {part for shape in inside for part in shapes.objects(shape, SH.property)}
    for shape in set(shapes.subjects(SH.path)) - inside:
        assert languages(shapes, shape, SH.message) == ["en", "zh"], shapes.value(shape, SH.path)


def test_the_shapes_are_good_shacl() -> None:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(resource("ontology") / "shapes.ttl")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_vocabularies_and_divisions_as_released_are_valid(vocabulary: Vocabulary) -> None:
    pytest.importorskip("pyshacl")
    store = ox.Store()
    store.extend([*rdf.vocabulary_quads(), *rdf.division_quads(vocabulary.divisions)])
    assert [*check(store), *conform(store, Shapes())] == []
