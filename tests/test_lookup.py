"""What people type for a place, a program, an indicator, a fact or a number, on a graph with the vocabularies as released."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.lookup import Lookup, lookup_on
from kg.model import KgError
from kg.namespaces import DATA, PREFIXES
from kg.queries import ParameterKind
from kg.rdf import division_quads, vocabulary_quads
from kg.store import Store, serialise
from kg.vocabulary import Vocabulary

# What the reports of this graph add: townships (two of one name), a place of no table, a candidate, documents, a fact, a topic in use.
ADDED = """
@prefix fz: <https://w3id.org/fazhi-kg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix d: <https://w3id.org/fazhi-kg/division/> .
@prefix p: <https://w3id.org/fazhi-kg/program/> . @prefix doc: <https://w3id.org/fazhi-kg/document/> .
d:310114-安亭镇 a fz:Division ; skos:prefLabel "安亭镇"@zh ; fz:level "township" ; fz:parent d:310114 .
d:310114-城关镇 a fz:Division ; skos:prefLabel "城关镇"@zh ; fz:level "township" ; fz:parent d:310114 .
d:500155-城关镇 a fz:Division ; skos:prefLabel "城关镇"@zh ; fz:level "township" ; fz:parent d:500155 .
d:980101 a fz:Division ; skos:prefLabel "青禾区"@zh ; skos:altLabel "青禾"@zh ; fz:code "980101" ; fz:level "county" .
p:青禾议事厅 a fz:Program ; skos:prefLabel "青禾议事厅"@zh ; fz:status "candidate" .
p:甲站 a fz:Program ; skos:prefLabel "槐荫甲站"@zh ; skos:altLabel "槐荫站"@zh ; fz:status "candidate" .
p:乙站 a fz:Program ; skos:prefLabel "槐荫乙站"@zh ; skos:altLabel "槐荫站"@zh ; fz:status "candidate" .
doc:青禾区普法办法 a fz:Document ; dcterms:title "青禾区普法办法（试行）"@zh .
doc:临江市条例 a fz:Document ; dcterms:title "临江市养犬管理条例" .
<https://w3id.org/fazhi-kg/report/980101-2023-aaaaaaaa/q/18-23> a fz:Observation .
"""
FACT = "report:980101-2023-aaaaaaaa/q/18-23"


@pytest.fixture(scope="module")
def lookup(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookup]:
    path = tmp_path_factory.mktemp("lookup") / "graph"
    shared = ox.NamedNode(PREFIXES["graph"] + "shared")
    with Store(path, write=True) as store:
        store.load(serialise(vocabulary_quads()))
        store.load(serialise(division_quads(vocabulary.divisions)))
        store.load(serialise(ox.Quad(t.subject, t.predicate, t.object, shared) for t in ox.parse(ADDED, format=ox.RdfFormat.TURTLE)))
    with Store(path) as store:
        yield lookup_on(store)


@pytest.mark.parametrize(
    ("kind", "typed", "local"),
    [
        (ParameterKind.REGION, "500155", "division/500155"),
        (ParameterKind.REGION, "梁平", "division/500155"),
        (ParameterKind.REGION, "梁平区", "division/500155"),
        (ParameterKind.REGION, "梁平县", "division/500155"),
        (ParameterKind.REGION, "重庆市梁平区", "division/500155"),
        (ParameterKind.REGION, "重慶市梁平區", "division/500155"),
        (ParameterKind.REGION, " 双塔区 ", "division/211302"),
        (ParameterKind.REGION, "division:310114", "division/310114"),
        (ParameterKind.REGION, "辽宁", "division/210000"),
        (ParameterKind.REGION, "安亭镇", "division/310114-安亭镇"),
        (ParameterKind.REGION, "安亭鎮", "division/310114-安亭镇"),
        (ParameterKind.REGION, "嘉定区安亭镇", "division/310114-安亭镇"),
        (ParameterKind.REGION, "上海市嘉定区 城关镇", "division/310114-城关镇"),
        (ParameterKind.REGION, "梁平城关镇", "division/500155-城关镇"),
        (ParameterKind.REGION, "division:310114-安亭镇", "division/310114-安亭镇"),
        (ParameterKind.REGION, "５００１５５", "division/500155"),
        # Old names and codes, and a place that no table but the graph's has
        (ParameterKind.REGION, "闸北区", "division/310108"),
        (ParameterKind.REGION, "青禾", "division/980101"),
        (ParameterKind.REGION, "青禾区", "division/980101"),
        (ParameterKind.REGION, "980101", "division/980101"),
        (ParameterKind.PROGRAM, "三所联动", "program/三所联动"),
        (ParameterKind.PROGRAM, "“三所联动”", "program/三所联动"),
        (ParameterKind.PROGRAM, "program:三所联动", "program/三所联动"),
        (ParameterKind.PROGRAM, f"<{DATA}program/法律明白人>", "program/法律明白人"),
        (ParameterKind.PROGRAM, "双随机、一公开", "program/双随机一公开"),
        (ParameterKind.PROGRAM, "放管服", "program/放管服改革"),
        (ParameterKind.PROGRAM, "青禾议事厅", "program/青禾议事厅"),
        (ParameterKind.PROGRAM, "三所聯動", "program/三所联动"),
        (ParameterKind.PROGRAM, "『三所联动』", "program/三所联动"),
        # Two programs have the name; the one that goes by it is meant.
        (ParameterKind.PROGRAM, "槐荫甲站", "program/甲站"),
        (ParameterKind.PROGRAM, "program:青禾议事厅", "program/青禾议事厅"),
        (ParameterKind.DOCUMENT, "青禾区普法办法（试行）", "document/青禾区普法办法"),
        (ParameterKind.DOCUMENT, "《青禾区普法办法(试行)》", "document/青禾区普法办法"),
        (ParameterKind.DOCUMENT, "临江市养犬管理条例", "document/临江市条例"),
        (ParameterKind.DOCUMENT, "document:临江市条例", "document/临江市条例"),
        (ParameterKind.FACT, FACT, "report/980101-2023-aaaaaaaa/q/18-23"),
        (ParameterKind.FACT, f"<{DATA}report/980101-2023-aaaaaaaa/q/18-23>", "report/980101-2023-aaaaaaaa/q/18-23"),
        (ParameterKind.INDICATOR, "人民调解成功率", "indicator/mediation-success-rate"),
        (ParameterKind.INDICATOR, " 调解成功率 ", "indicator/mediation-success-rate"),
        (ParameterKind.INDICATOR, "mediation-success-rate", "indicator/mediation-success-rate"),
        (ParameterKind.INDICATOR, "indicator:legal-aid-cases", "indicator/legal-aid-cases"),
    ],
)
def test_what_people_write(lookup: Lookup, kind: ParameterKind, typed: str, local: str) -> None:
    assert lookup.terms(kind, typed) == (NamedNode(DATA + local),)


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        (ParameterKind.REGION, "亚特兰蒂斯", "亚特兰蒂斯"),
        (ParameterKind.REGION, "鼓楼区", "鼓楼区"),
        (ParameterKind.REGION, "", "''"),
        (ParameterKind.REGION, "鼓楼区", "江苏省南京市鼓楼区 320106.*put the parent in front"),
        (ParameterKind.REGION, "梁坪区", "nearest: .*梁平区 500155"),
        (ParameterKind.REGION, "城关镇", r"means several divisions: 城关镇 \(division:310114-城关镇\)、城关镇 \(division:500155-城关镇\)"),
        (ParameterKind.REGION, "000000", "000000"),
        (ParameterKind.REGION, "999999", "no division has the code 999999"),
        (ParameterKind.REGION, "division:999999", "the graph has no such division"),
        (ParameterKind.REGION, "program:三所联动", "is no division"),
        (ParameterKind.PROGRAM, "三所连动", "三所联动"),
        (ParameterKind.PROGRAM, "三所联", r"did you mean 三所联调 \(program:三所联动\)"),
        (ParameterKind.PROGRAM, "槐荫站", r"means several programs: 槐荫乙站 \(program:乙站\)、槐荫甲站 \(program:甲站\)"),
        (ParameterKind.PROGRAM, "program:没有这个", "the graph has no such program"),
        (ParameterKind.PROGRAM, "division:500155", "is no program"),
        (ParameterKind.PROGRAM, "} DROP ALL", "no known program"),
        (ParameterKind.PROGRAM, '" } UNION { ?s ?p ?o } #', "no known program"),
        (ParameterKind.PROGRAM, "…", "no known program"),
        (ParameterKind.PROGRAM, "三所联动" * 200, "is no program; it has 800 characters"),
        (ParameterKind.REGION, "梁平区" * 4000, "is no region; it has 12,000 characters"),
        (ParameterKind.INDICATOR, "幸福指数", "no known indicator"),
        (ParameterKind.INDICATOR, "调解成功", "did you mean .*mediation-success-rate"),
        (ParameterKind.DOCUMENT, "青禾区普法", "did you mean 青禾区普法办法"),
        (ParameterKind.TOPIC, "天气", "no known topic"),
        (ParameterKind.LEVEL, "国家", "one of province, prefecture, county, township"),
        (ParameterKind.YEARS, "2024-2020", "begins with the earlier one"),
        (ParameterKind.YEARS, "1900-2020", "not a year"),
        (ParameterKind.YEARS, "2020-", "a span such as 2020-2024"),
        (ParameterKind.FACT, "report:980101-2023-aaaaaaaa/q/1-2", "the graph has no such fact"),
        (ParameterKind.FACT, "q/12-15", "no IRI of a fact"),
        (ParameterKind.FACT, "https://example.org/x", "no IRI of a fact"),
        (ParameterKind.FACT, "report:a b", "not an IRI"),
        (ParameterKind.FACT, "report:a>b", "not an IRI"),
        (ParameterKind.YEAR, "去年", "not a year"),
        (ParameterKind.YEAR, "20240", "not a year"),
        (ParameterKind.INTEGER, "-3", "not a whole number"),
        (ParameterKind.INTEGER, "二", "not a whole number"),
        (ParameterKind.INTEGER, "²", "not a whole number"),
    ],
)
def test_errors_name_what_was_typed(lookup: Lookup, kind: ParameterKind, typed: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        lookup.terms(kind, typed)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "typed", "values"),
    [
        (ParameterKind.YEAR, "2024年", ["2024"]),
        (ParameterKind.YEARS, "2024", ["2024"]),
        (ParameterKind.YEARS, "2022年至2024年", ["2022", "2023", "2024"]),
        (ParameterKind.YEARS, " 2023 – 2024 ", ["2023", "2024"]),
        (ParameterKind.YEARS, "２０２３..２０２４", ["2023", "2024"]),
        (ParameterKind.INTEGER, "０３", ["3"]),
        (ParameterKind.LEVEL, "区县级", ["county"]),
        (ParameterKind.LEVEL, "Township", ["township"]),
    ],
)
def test_numbers_and_levels(lookup: Lookup, kind: ParameterKind, typed: str, values: list[str]) -> None:
    assert [term.value for term in lookup.terms(kind, typed)] == values


@given(kind=st.sampled_from(ParameterKind), typed=st.text(max_size=40) | st.text('\ud800\udcff{}<>"\'\\ \n#:三', max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_any_text_is_a_term_or_an_error(lookup: Lookup, kind: ParameterKind, typed: str) -> None:
    try:
        terms = lookup.terms(kind, typed)
    except KgError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all("\n" not in str(term) for term in terms)
