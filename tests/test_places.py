"""Other divisions that a report names."""

from __future__ import annotations

import pytest

from kg.extract.bodies import BodyFinder
from kg.extract.places import DivisionFinder
from kg.model import Span
from kg.vocabulary import Vocabulary
from tests.made_report import made_report, plain_layout

CASES: list[tuple[str, str, list[str]]] = [
    ("500155", "与达州市达川区、大竹县、渠县、开江县协作", ["511700", "511703", "511724", "511725", "511723"]),
    ("500155", "梁平区和重庆市、本市各区", []),
    ("500155", "成渝地区、长三角、上海模式", []),
    ("500155", "赴恩施土家族苗族自治州及恩施州利川市学习", ["422800", "422802"]),
    ("500118", "与泸州市、江津区司法局签约", ["510500", "500116"]),
    ("320102", "与鼓楼区、秦淮区交流", ["320106", "320104"]),
    ("500155", "与鼓楼区交流", []),
    ("500155", "与福州市鼓楼区交流", ["350100", "350102"]),
    ("511724", "进一步提高县级执法水平", []),
    ("511724", "改造老城区、城区和郊区", []),
    ("500155", "赴宜宾市高县考察", ["511500", "511525"]),
    ("210102", "学习新民市经验", ["210181"]),
]


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> DivisionFinder:
    return DivisionFinder(vocabulary)


@pytest.mark.parametrize(("code", "text", "codes"), CASES)
def test_other_divisions(finder: DivisionFinder, vocabulary: Vocabulary, code: str, text: str, codes: list[str]) -> None:
    report = made_report(vocabulary, text, code)
    assert [division.code for division in finder.find(report, plain_layout(report), ())] == codes


def test_an_old_name_in_a_year_it_had_gone(finder: DivisionFinder, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "原梁平县档案移交", "511724", year=2024)
    (division,) = finder.find(report, plain_layout(report), ())
    assert division.name == "梁平县"


def test_the_place_of_another_places_body_counts_and_the_reports_own_does_not(finder: DivisionFinder, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "大竹县司法局与渠县司法局联合", "511724", "大竹县司法局")
    layout = plain_layout(report)
    bodies, _ = BodyFinder(vocabulary).find(report, layout)
    (division,) = finder.find(report, layout, bodies)
    assert (division.code, division.mentions) == ("511725", (Span(7, 9),))
