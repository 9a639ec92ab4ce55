"""kg.extract.belonging: which program a figure belongs to. Programs stand in 【】; the second list says which of them each figure is of."""

from __future__ import annotations

import re

import pytest

from kg.extract.quantities import QuantityFinder
from kg.model import ProgramFact, Span, Status
from kg.text.layout import read_layout
from kg.vocabulary import Vocabulary
from tests.made_report import made_report

HEADING = "一、主要做法和成效"

CASES: list[tuple[str, list[str | None]]] = [
    # in its clause, before it or behind it
    ("开展【“铁拳”行动】12次。", ["“铁拳”行动"]),
    ("培育【“法律明白人”】1200名。", ["“法律明白人”"]),
    ("创建省级【民主法治示范村】3个、市级9个。", ["民主法治示范村", "民主法治示范村"]),
    ("42个部门入驻【“执法+监督”应用】。", ["“执法+监督”应用"]),
    # in a clause before it
    ("推行【“综合查一次”】,联合检查企业216家次,减少入企检查90次。", ["“综合查一次”", "“综合查一次”"]),
    ("全面推行【“免罚清单”】,不予处罚案件86件,减免金额42万元。", ["“免罚清单”", "“免罚清单”"]),
    ("建立【政府法律顾问制度】,聘请政府法律顾问12名。", ["政府法律顾问制度"]),
    ("【“12345”热线】受理诉求5.2万件,办结率99%,群众满意率97%。", ["“12345”热线"] * 3),
    # the reach ends: a semicolon, another topic, the region's headline figures, too far
    ("推行【“综合查一次”】,联合检查企业216家次;培训执法人员320人次。", ["“综合查一次”", None]),
    ("开展【“复议为民”行动】,全年收到行政复议申请214件,受理187件。", [None, None]),
    ("打造【“亭好办”品牌】,全区现有人民调解委员会331个,调解纠纷5318件。", [None, None]),
    ("运行【“法润乡村”平台】,法律援助回访受援人62人次,公证上门服务45次。", ["“法润乡村”平台", None]),
    ("落实【“三统一”制度】,全年合法性审核规范性文件16件,提出修改意见40条。", [None, None]),
    # one of several, or only kept to
    ("组织【“宪法宣传周”】【“民法典宣传月”】等普法活动430余场次。", [None]),
    ("结合【“宪法宣传周”】等节点,发放资料8000份。", [None]),
    ("坚持和发展【新时代“枫桥经验”】,建成调解室12个。", [None]),
]


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> QuantityFinder:
    return QuantityFinder(vocabulary)


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[marked[:20] for marked, _ in CASES])
def test_the_program_of_a_figure(finder: QuantityFinder, vocabulary: Vocabulary, marked: str, expected: list[str | None]) -> None:
    text = f"{HEADING}\n{re.sub('[【】]', '', marked)}\n"
    programs = tuple(
        ProgramFact(name, name, Status.CURATED, "机制", (Span(text.index(name), text.index(name) + len(name)),))
        for name in re.findall("【(.*?)】", marked)
    )
    report = made_report(vocabulary, text)
    found, _ = finder.find(report, read_layout(report), programs, (), ())
    assert [m.program for m in found] == expected


def test_a_plan_governs_nothing_behind_its_clause(finder: QuantityFinder, vocabulary: Vocabulary) -> None:
    text = f"{HEADING}\n实施“八五”普法规划,新建法治文化广场6个。\n"
    at = text.index("“八五”普法")
    plan = ProgramFact("八五", "八五普法", Status.CURATED, "规划", (Span(at, at + 6),))
    report = made_report(vocabulary, text)
    found, _ = finder.find(report, read_layout(report), (plan,), (), ())
    assert [m.program for m in found] == [None]
