"""Checking a graph: a good one passes, and each planted fault is found, named and explained."""

from __future__ import annotations

import builtins
from typing import Any

import pyoxigraph as ox
import pytest

from kg import namespaces as ns
from kg import rdf
from kg.model import KgError
from kg.validate import CHECKS, Shapes, Violation, check, conform, report_graphs, validate
from kg.vocabulary import Vocabulary
from tests.sample_report import FIRST, in_township, sample, span

REPORT = ns.report_iri(sample().report.id)
FIRST_KEY, FIGURE_KEY, OFFICE_KEY = (f"{s.start}-{s.end}" for s in (span(FIRST), span("1,280件"), span("县司法局")))
SENTENCE, FIGURE, OFFICE, ADOPTION, LEAD, CITATION, REASON = (
    f"<{ns.part_iri(sample().report.id, kind, key)}>"
    for kind, key in (
        ("s", FIRST_KEY),
        ("q", FIGURE_KEY),
        ("m", OFFICE_KEY),
        ("a", "夜校普法"),
        ("l", FIRST_KEY),
        ("c", "法治社会建设实施纲要"),
        ("reason", "year"),
    )
)


@pytest.fixture(scope="module")
def quads(vocabulary: Vocabulary) -> list[ox.Quad]:
    """A county's report, a township's, the vocabularies, and the divisions they need."""
    places = [row for row in vocabulary.divisions if row.code in ("510000", "510800", "510822", "510823")]
    town = in_township(sample())
    return [
        *rdf.quads(sample(), vocabulary),
        *rdf.shared_quads(sample(), vocabulary),
        *rdf.shared_quads(town, vocabulary),
        *rdf.vocabulary_quads(),
        *rdf.division_quads(places),
    ]


@pytest.fixture
def store(quads: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes()


def update(store: ox.Store, graph: str, insert: str = "", delete: str = "") -> None:
    for verb, triples in (("DELETE WHERE", delete), ("INSERT DATA", insert)):
        if triples:
            store.update(f"{verb} {{ GRAPH <{graph}> {{ {triples} }} }}", prefixes=ns.PREFIXES)


def about_reports(store: ox.Store, shapes: Shapes) -> list[Violation]:
    return [*check(store), *conform(store, shapes, report_graphs(store))]


def test_a_good_graph_has_no_violation(store: ox.Store) -> None:
    assert list(validate(store)) == []


SHAPES = {
    "no checksum": ("", f"<{REPORT}> fz:checksum ?o", "checksum", "Give the report one checksum"),
    "a short checksum": (f'<{REPORT}> fz:checksum "abc"', f"<{REPORT}> fz:checksum ?o", "checksum", "64 hex digits. (abc)"),
    "two years": (f'<{REPORT}> fz:year "2022"^^xsd:gYear', "", "year", "Give it one year"),
    "a year that is a number": (f"<{REPORT}> fz:year 2023", f"<{REPORT}> fz:year ?o", "year", "xsd:gYear"),
    "no place": ("", f"<{REPORT}> fz:division ?o", "division", "Give it one division"),
    "a level there is not": (f'<{REPORT}> fz:level "village"', f"<{REPORT}> fz:level ?o", "level", "(village)"),
    "a language there is not": (f'<{REPORT}> dcterms:language "en"', f"<{REPORT}> dcterms:language ?o", "language", "zh-Hant. (en)"),
    "a reason from nowhere": (f'{REASON} fz:where "dream"', f"{REASON} fz:where ?o", "where", "(dream)"),
    "a sentence without its words": ("", f"{SENTENCE} fz:quote ?o", "quote", "Give the sentence its one quote"),
    "an end before its begin": (f"{SENTENCE} fz:end 1", f"{SENTENCE} fz:end ?o", "begin", "below its end"),
    "a kind of section there is not": (f'{SENTENCE} fz:sectionKind "x"', f"{SENTENCE} fz:sectionKind ?o", "sectionKind", "plans"),
    "a figure without value": ("", f"{FIGURE} fz:value ?o", "value", "exactly one value"),
    "a figure with two values": (f"{FIGURE} fz:value 2.0", "", "value", "exactly one value"),
    "a value that is a string": (f'{FIGURE} fz:value "1280"', f"{FIGURE} fz:value ?o", "value", "xsd:decimal. (1280)"),
    "a figure without measure": ("", f"{FIGURE} fz:measure ?o", "measure", "what the figure counts"),
    "a measure in no language": (f'{FIGURE} fz:measure "案件"', f"{FIGURE} fz:measure ?o", "measure", "in Chinese"),
    "a figure without evidence": ("", f"{FIGURE} fz:evidence ?o", "evidence", "exactly one sentence"),
    "a qualifier there is not": (f'{FIGURE} fz:qualifier "circa"', "", "qualifier", "over, about or under; none"),
    "two years of a figure": (f'{FIGURE} fz:year "2022"^^xsd:gYear', "", "year", "at most one year"),
    "an indicator that is a string": (f'{FIGURE} fz:indicator "复议"', "", "indicator", "at most one indicator"),
    "an indicator from elsewhere": (f"{FIGURE} fz:indicator <urn:x>", "", "indicator", "ontology/indicators.ttl"),
    "a unit that is none": (f"{FIGURE} fz:unit ptype:reform", f"{FIGURE} fz:unit ?o", "unit", "ontology/units.ttl"),
    "a mention of nothing": ("", f"{OFFICE} fz:mentions ?o", "mentions", "Let the mention name"),
    "a mention of a unit": (f"{OFFICE} fz:mentions unit:case", "", "mentions", "program, body, document or division"),
    "an adoption of nothing": ("", f"{ADOPTION} fz:program ?o", "program", "Give the adoption one program"),
    "an adoption without evidence": ("", f"{ADOPTION} fz:evidence ?o", "evidence", "at least one sentence"),
    "a lead that is no body": (f"{ADOPTION} fz:leadBody division:510822", "", "leadBody", "Describe the lead body"),
    "a lead of nobody": ("", f"{LEAD} fz:body ?o", "body", "Give the lead one body"),
    "a citation of a program": (f"{CITATION} fz:document program:夜校普法", f"{CITATION} fz:document ?o", "document", "one document"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_of_reports_find(store: ox.Store, shapes: Shapes, name: str) -> None:
    insert, delete, path, words = SHAPES[name]
    update(store, REPORT, insert, delete)
    found = list(conform(store, shapes, [REPORT]))
    assert [v for v in found if v.path.endswith(path) and words in v.message and v.graph == REPORT and v.severity == "violation"], found
    assert all(v.focus.startswith(REPORT) for v in found)


CANDIDATE, TOWN = "program:夜校普法", "division:510822-木鱼镇"

SHARED = {
    "a body without name": ("", "body:510822-青川县司法局 skos:prefLabel ?o", "prefLabel", "in Chinese"),
    "a body of no type": ("", "body:510822-青川县司法局 fz:bodyType ?o", "bodyType", "one type"),
    "a body of a kind nobody knows": ("body:510822-青川县司法局 fz:bodyKind kind:nobody", "", "bodyKind", "ontology/bodies.ttl"),
    "a document with two titles": ('document:法治社会建设实施纲要 dcterms:title "纲要"@zh', "", "title", "one title"),
    "a candidate with an English name": (f'{CANDIDATE} skos:prefLabel "x"@en', f"{CANDIDATE} skos:prefLabel ?o", "prefLabel", "Chinese"),
    "a candidate of two types": (f"{CANDIDATE} fz:programType ptype:brand", "", "programType", "one type"),
    "a program of no status": ("", f"{CANDIDATE} fz:status ?o", "status", "curated or candidate"),
    "a curated program without definition": (f'{CANDIDATE} fz:status "curated"', f"{CANDIDATE} fz:status ?o", "", "definitions"),
    "a township of nowhere": (f"{TOWN} fz:parent division:510888", f"{TOWN} fz:parent ?o", "parent", "divisions.csv"),
}


@pytest.mark.parametrize("name", SHARED)
def test_the_shapes_of_what_is_shared_find(store: ox.Store, shapes: Shapes, name: str) -> None:
    insert, delete, path, words = SHARED[name]
    update(store, ns.SHARED_GRAPH, insert, delete)
    found = list(conform(store, shapes, [ns.SHARED_GRAPH]))
    assert [v for v in found if v.path.endswith(path) and words in v.message], found


CHECKED = {
    "strangers": (REPORT, "body:510822-青川县司法局 fz:division division:510822", "", "body/510822-青川县司法局"),
    "doubles": (ns.DERIVED_GRAPH, 'program:夜校普法 fz:status "candidate"', "", "program/夜校普法"),
    "undescribed": (REPORT, f"{FIGURE} fz:indicator indicator:no-such-thing", "", FIGURE),
    "unnamed": (REPORT, f"{OFFICE} fz:mentions unit:case", "", OFFICE),
    "lengths": (REPORT, f'{SENTENCE} fz:quote "不是原文"', f"{SENTENCE} fz:quote ?o", SENTENCE),
    "words": (REPORT, f'{OFFICE} fz:surface "市司法局"', f"{OFFICE} fz:surface ?o", OFFICE),
    "outside": (REPORT, f"{FIGURE} fz:begin 0 ; fz:end 6", f"{FIGURE} fz:begin ?b ; fz:end ?e", FIGURE),
    "rates": (REPORT, f"{FIGURE} fz:indicator indicator:a-rate", "", FIGURE),
}


@pytest.mark.parametrize("name", CHECKED)
def test_the_questions_find(store: ox.Store, name: str) -> None:
    graph, insert, delete, focus = CHECKED[name]
    if name == "rates":
        update(store, ns.VOCABULARY_GRAPH, 'indicator:a-rate a fz:Indicator ; fz:unit unit:a . unit:a a fz:Unit ; fz:dimension "percent"')
    update(store, graph, insert, delete)
    message = next(item.en for item in CHECKS if item.name == name)
    found = [v for v in check(store) if v.message.startswith(message)]
    assert [v.focus for v in found if v.focus.endswith(focus.strip("<>"))], found
    assert all(v.severity == ("warning" if name == "rates" else "violation") for v in found)


def test_a_triple_in_no_graph_is_found(store: ox.Store) -> None:
    node = ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, node))
    assert [v.focus for v in check(store)] == ["urn:x"]


def test_every_question_has_a_planted_fault() -> None:
    assert {item.name for item in CHECKS} == {*CHECKED, "homeless"}


def test_a_triple_in_two_reports_is_found_in_the_wrong_one(store: ox.Store) -> None:
    other = ns.report_iri("510822-2022-00000000")
    update(store, other, f'{FIGURE} fz:unitText "件"')
    assert [(v.graph, v.focus) for v in check(store)] == [(other, FIGURE.strip("<>"))]


def test_messages_are_in_the_language_asked_for(store: ox.Store) -> None:
    update(store, REPORT, delete=f"{FIGURE} fz:value ?o")
    update(store, REPORT, f"{FIGURE} fz:indicator indicator:no-such-thing")
    assert {v.message for v in conform(store, Shapes(language="zh"), [REPORT])} >= {"数据须有且只有一个数值（xsd:decimal）。"}
    assert all("：" in v.message for v in check(store, "zh"))
    assert list(check(store, "zh"))


def test_the_order_is_fixed(store: ox.Store, shapes: Shapes) -> None:
    update(store, REPORT, delete="?s fz:evidence ?o")
    found = about_reports(store, shapes)
    assert len(found) > 5
    assert found == about_reports(store, shapes)


def test_a_report_that_is_not_there_is_named(store: ox.Store, shapes: Shapes) -> None:
    with pytest.raises(KgError, match="510822-1999-00000000: no such report"):
        list(conform(store, shapes, [ns.report_iri("510822-1999-00000000")]))


def test_without_pyshacl_it_says_what_to_install(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **options: Any) -> Any:
        if name == "pyshacl":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(KgError, match=r"pip install 'fazhi-kg\[validate\]'"):
        list(validate(store))
    assert list(check(store)) == []


def test_large_graphs_are_checked_in_pieces(store: ox.Store, shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    update(store, ns.SHARED_GRAPH, delete="?s fz:bodyType ?o")
    update(store, ns.SHARED_GRAPH, delete="?s fz:programType ?o")
    whole = list(conform(store, shapes, [ns.SHARED_GRAPH]))
    monkeypatch.setattr("kg.validate.PIECE", 1)
    assert len(whole) == 2
    assert sorted(conform(store, shapes, [ns.SHARED_GRAPH])) == whole
