"""Facts to quads: what stands in which graph, and in what form."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import namespaces as ns
from kg.model import Division, DivisionFact, KgError, Level, ProgramFact, Reason, Span, Status, Where
from kg.rdf import decimal_text, division_quads, quads, shared_quads, vocabulary_quads
from kg.record import replace
from kg.vocabulary import Vocabulary
from tests.sample_report import FIRST, PLAN, SECOND, TEXT, TITLE, in_township, sample, span


def store_of(*sources: object) -> ox.Store:
    store = ox.Store()
    for source in sources:
        store.extend(source)  # type: ignore[arg-type]
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    answer = store.query(f"ASK {{ {pattern} }}", prefixes=ns.PREFIXES, use_default_graph_as_union=True)
    return bool(answer)


@pytest.fixture(scope="module")
def graph(vocabulary: Vocabulary) -> ox.Store:
    return store_of(quads(sample(), vocabulary), shared_quads(sample(), vocabulary))


R = f"<{ns.report_iri(sample().report.id)}>"


def part(kind: str, key: str | Span) -> str:
    return f"<{ns.part_iri(sample().report.id, kind, f'{key.start}-{key.end}' if isinstance(key, Span) else key)}>"


FIRST_NODE, SECOND_NODE, PLAN_NODE = (part("s", span(words)) for words in (FIRST, SECOND, PLAN))

YEAR, PLACE = 'fz:year "2023"^^xsd:gYear', "fz:division division:510822"
FIGURE, RATE, TARGET, NORM = (part("q", span(words)) for words in ("1,280件", "98.50%", "1500件以上", "3个"))
REASON, OTHER_REASON = part("reason", "division"), part("reason", "division-2")
OFFICE, OTHER_PLACE = part("m", span("县司法局")), part("m", span("剑阁县"))
ADOPTION, LEAD, CITATION = part("a", "夜校普法"), part("l", span(FIRST)), part("c", "法治社会建设实施纲要")

EXPECTED = {
    "whose report it is": f'{R} a fz:Report ; {PLACE} ; {YEAR} ; fz:level "county" ; fz:issuer "青川县人民政府"',
    "what the report is": f'{R} dcterms:title "{TITLE}" ; dcterms:issued "2024-03-05"^^xsd:date ; fz:period "year"',
    "the text": f'{R} dcterms:language "zh-Hans" ; fz:encoding "utf-8" ; fz:length {len(TEXT)}',
    "the file": f'{R} dcterms:source "四川/青川.txt" ; fz:checksum "{"0" * 64}"',
    "an identification": f'{R} fz:identifiedBy {REASON} . {REASON} a fz:Identification ; fz:field "division" ; '
    'fz:identifiedValue "510822" ; fz:where "title" ; fz:quote "青川县" ; fz:begin 0 ; fz:end 3',
    "a second reason for the same field": f'{R} fz:identifiedBy {OTHER_REASON} . {OTHER_REASON} fz:where "file name" ; fz:quote "青川"',
    "a sentence": f'{FIRST_NODE} a fz:Sentence ; fz:report {R} ; fz:begin {span(FIRST).start} ; fz:end {span(FIRST).end} ; '
    f'fz:quote "{FIRST}" ; fz:section "一、主要成效 / (一)普法" ; fz:sectionKind "achievements"',
    "an observation": f"{FIGURE} a fz:Observation ; fz:report {R} ; {PLACE} ; {YEAR}",
    "what it says": f'{FIGURE} fz:measure "行政复议案件办理数"@zh ; fz:value 1280.0',
    "how it is written": f'{FIGURE} fz:valueText "1,280件" ; fz:unitText "件" ; fz:unit unit:case',
    "what it belongs to": f"{FIGURE} fz:program program:夜校普法 ; fz:body body:510822-青川县司法局",
    "where it stands": f"{FIGURE} fz:evidence {FIRST_NODE} ; fz:begin {span('1,280件').start} ; fz:end {span('1,280件').end}",
    "a change with the year as written": f'{RATE} fz:value 98.5 ; fz:change true ; fz:yearWritten "2022"^^xsd:gYear',
    "a target": f'{TARGET} a fz:Target ; fz:value 1500.0 ; fz:qualifier "over" ; fz:year "2024"^^xsd:gYear ; fz:evidence {PLAN_NODE}',
    "a norm that is a part": f"{NORM} a fz:Norm ; fz:part true",
    "a mention": f'{OFFICE} a fz:Mention ; fz:report {R} ; fz:mentions body:510822-青川县司法局 ; fz:surface "县司法局"',
    "where a mention stands": f"{OFFICE} fz:evidence {FIRST_NODE} ; fz:begin {span('县司法局').start}",
    "a mention of another place": f"{OTHER_PLACE} fz:mentions division:510823 ; fz:evidence {SECOND_NODE}",
    "an adoption": f"{ADOPTION} a fz:Adoption ; fz:report {R} ; fz:program program:夜校普法 ; {PLACE} ; {YEAR}",
    "who leads it": f"{ADOPTION} fz:leadBody body:510822-青川县司法局",
    "a lead": f"{LEAD} a fz:Lead ; fz:report {R} ; fz:program program:夜校普法 ; fz:body body:510822-青川县司法局 ; {PLACE} ; {YEAR}",
    "where it is said": f"{LEAD} fz:evidence {FIRST_NODE}",
    "its evidence, from both sentences": f"{ADOPTION} fz:evidence {FIRST_NODE}, {SECOND_NODE}",
    "a citation": f"{CITATION} a fz:Citation ; fz:document document:法治社会建设实施纲要 ; {PLACE} ; {YEAR} ; fz:evidence {SECOND_NODE}",
    "a body": 'body:510822-青川县司法局 a fz:Body ; skos:prefLabel "青川县司法局"@zh ; fz:bodyType btype:department',
    "the place of a body": f"body:510822-青川县司法局 {PLACE}",
    "a document": 'document:法治社会建设实施纲要 a fz:Document ; dcterms:title "法治社会建设实施纲要"@zh',
    "a candidate": 'program:夜校普法 a fz:Program ; skos:prefLabel "夜校普法"@zh ; fz:programType ptype:campaign ; fz:status "candidate"',
}

ABSENT = {
    "a sentence no fact points to": f"{part('s', span(TITLE))} ?p ?o",
    "a year nobody knows": f"{part('q', span('3个'))} fz:year ?o",
    "an empty qualifier": f"{part('q', span('1,280件'))} fz:qualifier ?o",
    "a change that is none": f"{part('q', span('1,280件'))} fz:change ?o",
    "a span where there is none": f"{part('reason', 'division-2')} fz:begin ?o",
}


@pytest.mark.parametrize("pattern", EXPECTED.values(), ids=EXPECTED)
def test_the_graph_says(graph: ox.Store, pattern: str) -> None:
    assert ask(graph, pattern)


@pytest.mark.parametrize("pattern", ABSENT.values(), ids=ABSENT)
def test_the_graph_does_not_say(graph: ox.Store, pattern: str) -> None:
    assert not ask(graph, pattern)


def test_each_kind_of_quad_stands_in_its_graph_and_none_twice(vocabulary: Vocabulary) -> None:
    own, shared = list(quads(sample(), vocabulary)), list(shared_quads(sample(), vocabulary))
    assert {str(q.graph_name) for q in own} == {R}
    assert {str(q.graph_name) for q in shared} == {f"<{ns.SHARED_GRAPH}>"}
    known = {*vocabulary_quads(), *division_quads(vocabulary.divisions)}
    triples = [q.triple for q in (*set(own), *set(shared), *known)]
    assert len(triples) == len(set(triples))
    assert len(own) == len(set(own))


def test_what_is_written_comes_back_from_the_store_as_it_was(vocabulary: Vocabulary) -> None:
    written = set(quads(sample(), vocabulary)) | set(shared_quads(in_township(sample()), vocabulary))
    assert set(store_of(written)) == written


def test_the_same_facts_make_the_same_quads_in_the_same_order(vocabulary: Vocabulary) -> None:
    assert list(quads(sample(), vocabulary)) == list(quads(sample(), vocabulary))


def test_two_reports_say_the_same_of_what_they_share(vocabulary: Vocabulary) -> None:
    other = replace(sample(), report=replace(sample().report, id="510822-2022-00000000"), measurements=())
    assert list(shared_quads(other, vocabulary)) == list(shared_quads(sample(), vocabulary))


def test_a_township_stands_for_its_report_and_lies_in_its_county(vocabulary: Vocabulary) -> None:
    facts = in_township(sample())
    store = store_of(quads(facts, vocabulary), shared_quads(facts, vocabulary))
    town = f"<{ns.township_iri('510822', '木鱼镇')}>"
    assert ask(store, f"{R} fz:division {town} . {part('a', '夜校普法')} fz:division {town}")
    assert ask(store, f'{town} a fz:Division ; skos:prefLabel "木鱼镇"@zh ; fz:level "township" ; fz:parent division:510822')
    assert not ask(store, f"{R} fz:division division:510822")


def test_a_report_of_unknown_place_has_no_division(vocabulary: Vocabulary) -> None:
    identity = replace(sample().report.identity, division=None, year=None, published=None, title=None, issuer=None, level=None)
    facts = replace(sample(), report=replace(sample().report, identity=identity))
    store = store_of(quads(facts, vocabulary))
    assert not ask(store, f"{R} fz:division ?place")
    assert not ask(store, f"{R} fz:year ?year")
    assert not ask(store, f'{R} ?property "None"')


def test_a_reason_is_quoted_as_it_stands(vocabulary: Vocabulary) -> None:
    loose = Reason("division", "510822", Where.TITLE, "青川", span("青川县"))
    identity = replace(sample().report.identity, reasons=(loose,))
    facts = replace(sample(), report=replace(sample().report, identity=identity))
    assert ask(store_of(quads(facts, vocabulary)), f'{REASON} fz:quote "青川县" ; fz:begin 0 ; fz:end 3')


def test_two_things_named_by_the_same_characters_are_one_mention(vocabulary: Vocabulary) -> None:
    place = span("县司法局")
    facts = replace(sample(), divisions=(DivisionFact("510823", "剑阁县", (place, place)),))
    store = store_of(quads(facts, vocabulary))
    assert ask(store, f"{OFFICE} fz:mentions division:510823, body:510822-青川县司法局")
    assert ask(store, f'{OFFICE} fz:surface "县司法局" .')


def test_two_figures_on_the_same_characters_are_two(vocabulary: Vocabulary) -> None:
    first = sample().measurements[0]
    facts = replace(sample(), measurements=(first, replace(first, measure="行政应诉案件数")))
    store = store_of(quads(facts, vocabulary))
    assert ask(store, f'{part("q", span("1,280件"))} fz:measure "行政复议案件办理数"@zh')
    key = f"{span('1,280件').start}-{span('1,280件').end}-2"
    assert ask(store, f'{part("q", key)} fz:measure "行政应诉案件数"@zh')


def test_a_mention_outside_all_sentences_has_no_evidence(vocabulary: Vocabulary) -> None:
    facts = replace(sample(), layout=replace(sample().layout, sentences=sample().layout.sentences[:1]), measurements=(), leads=())
    store = store_of(quads(facts, vocabulary))
    assert ask(store, f"{part('m', span('剑阁县'))} a fz:Mention")
    assert not ask(store, "?mention fz:evidence ?sentence")


def test_a_curated_program_is_described_by_the_vocabulary_alone(vocabulary: Vocabulary) -> None:
    known = next(iter(vocabulary.programs.values()))
    for status in Status:
        program = ProgramFact(known.id, known.label, status, known.type, (span("夜校普法"),))
        shared = shared_quads(replace(sample(), programs=(program,)), vocabulary)
        assert not [q for q in shared if q.subject == ox.NamedNode(ns.program_iri(known.id))]


def test_half_characters_do_not_stop_a_report(vocabulary: Vocabulary) -> None:
    report = replace(sample().report, text=TEXT.replace("县司法局", "县\ud800法局"))
    store = store_of(quads(replace(sample(), report=report), vocabulary))
    assert ask(store, f'{part("m", span("县司法局"))} fz:surface "县\ufffd法局"')


# --- decimals ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("88.0", "88"), ("1E+3", "1000"), ("0", "0"), ("-0.0", "0"), ("-2.50", "-2.5"), ("1E-7", "0.0000001")],
)
def test_a_decimal_has_one_form(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_oxigraph_gives_every_decimal_back_as_it_is_written(value: Decimal) -> None:
    node = ox.NamedNode("urn:x")
    literal = ox.Literal(decimal_text(value), datatype=ox.NamedNode(ns.PREFIXES["xsd"] + "decimal"))
    store = ox.Store()
    store.add(ox.Quad(node, node, literal))
    assert [q.object for q in store] == [literal]
    assert Decimal(literal.value) == value


@given(st.text(min_size=1))
def test_any_name_that_has_a_slug_makes_an_iri(name: str) -> None:
    try:
        slug = ns.slug(name)
    except ValueError:
        return
    assert ox.NamedNode(ns.program_iri(slug)).value.endswith(slug)


# --- vocabularies and divisions ---------------------------------------------------------------------------------------------


def test_the_vocabulary_has_no_blank_node_and_no_shapes() -> None:
    found = list(vocabulary_quads())
    assert not [q for q in found if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    assert not [q for q in found if q.predicate.value.startswith(ns.PREFIXES["sh"])]
    assert {str(q.graph_name) for q in found} == {f"<{ns.VOCABULARY_GRAPH}>"}
    assert len(found) == len(set(found))


def test_every_program_of_the_vocabulary_is_curated() -> None:
    assert not ask(store_of(vocabulary_quads()), 'GRAPH ?g { ?p a fz:Program } FILTER NOT EXISTS { GRAPH ?g { ?p fz:status "curated" } }')


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [("<urn:a> <urn:b> [ <urn:c> 1 ] .", "without a name"), ("<urn:a> <urn:b>", "not readable as Turtle"), (None, "not readable")],
)
def test_a_bad_vocabulary_file_is_named(tmp_path: Path, turtle: str | None, complaint: str) -> None:
    if turtle is not None:
        (tmp_path / "fazhi.ttl").write_text(turtle, encoding="utf-8")
    with pytest.raises(KgError, match=complaint) as error:
        list(vocabulary_quads([tmp_path / "fazhi.ttl"]))
    assert "fazhi.ttl" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_division_that_was_renamed_is_one_node_with_both_names() -> None:
    rows = [
        Division("500999", "青山县", Level.COUNTY, "500000", None, 2015),
        Division("500999", "青山区", Level.COUNTY, "500000", 2016, None),
    ]
    store = store_of(division_quads(rows))
    place = "division:500999"
    assert ask(store, f'{place} a fz:Division ; skos:prefLabel "青山区"@zh ; skos:altLabel "青山县"@zh, "青山"@zh ; fz:code "500999"')
    assert ask(store, f'{place} fz:level "county" ; fz:parent division:500000')
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(ns.PREFIXES["skos"] + "prefLabel"), None))) == 1
    assert not ask(store, f"{place} fz:validFrom ?year")
    assert not ask(store, f"{place} fz:validTo ?year")


def test_a_division_that_was_abolished_says_when_and_for_what() -> None:
    abolished = Division("110103", "崇文区", Level.COUNTY, "110000", 1980, 2010, ("110101",))
    rows = [abolished, Division("110101", "东城区", Level.COUNTY, "110000")]
    store = store_of(division_quads(rows))
    assert ask(store, 'division:110103 fz:validFrom "1980"^^xsd:gYear ; fz:validTo "2010"^^xsd:gYear ; fz:replacedBy division:110101')


def test_every_division_is_described_once(vocabulary: Vocabulary) -> None:
    found = list(division_quads(vocabulary.divisions))
    labels = [q.subject for q in found if q.predicate.value.endswith("prefLabel")]
    assert len(labels) == len(set(labels)) == len({row.code for row in vocabulary.divisions})
    assert {str(q.graph_name) for q in found} == {f"<{ns.DIVISIONS_GRAPH}>"}
