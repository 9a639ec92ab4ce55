"""What people type for a place, a program, an indicator, a fact or a number."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.lookup import Lookup
from kg.model import KgError
from kg.namespaces import DATA, PREFIXES
from kg.queries import ParameterKind
from kg.vocabulary import Vocabulary

TOWN = PREFIXES["division"] + "310114-安亭镇"
CANDIDATE = PREFIXES["program"] + "青禾议事厅"


@pytest.fixture(scope="module")
def lookup(vocabulary: Vocabulary) -> Lookup:
    def names(text: str) -> Iterable[tuple[str, str]]:
        return [(TOWN, "安亭镇")] if "fz:Division" in text else [(CANDIDATE, "青禾议事厅")]

    return Lookup(vocabulary, names)


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
        (ParameterKind.PROGRAM, "三所联动", "program/三所联动"),
        (ParameterKind.PROGRAM, "“三所联动”", "program/三所联动"),
        (ParameterKind.PROGRAM, "program:三所联动", "program/三所联动"),
        (ParameterKind.PROGRAM, f"<{DATA}program/法律明白人>", "program/法律明白人"),
        (ParameterKind.PROGRAM, "双随机、一公开", "program/双随机一公开"),
        (ParameterKind.PROGRAM, "放管服", "program/放管服改革"),
        (ParameterKind.PROGRAM, "青禾议事厅", "program/青禾议事厅"),
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
        (ParameterKind.PROGRAM, "三所连动", "三所联动"),
        (ParameterKind.PROGRAM, "} DROP ALL", "no known program"),
        (ParameterKind.PROGRAM, "…", "no known program"),
        (ParameterKind.INDICATOR, "幸福指数", "no known indicator"),
        (ParameterKind.FACT, "q/12-15", "no IRI of a fact"),
        (ParameterKind.FACT, "https://example.org/x", "no IRI of a fact"),
        (ParameterKind.FACT, "report:a b", "not an IRI"),
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


@given(kind=st.sampled_from(ParameterKind), typed=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_any_text_is_a_term_or_an_error(lookup: Lookup, kind: ParameterKind, typed: str) -> None:
    try:
        terms = lookup.terms(kind, typed)
    except KgError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all("\n" not in str(term) for term in terms)
