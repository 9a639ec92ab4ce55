"""Who leads a program: one sentence, bodies marked [ ], the program marked ⟦ ⟧."""

from __future__ import annotations

import re

import pytest

from kg.extract.leads import find_leads
from kg.model import BodyFact, Identity, Layout, Lead, ProgramFact, Report, Sentence, Span, Status

NOBODY = Identity(None, None, None, (), 2023, None, None, None, "zh-Hans")


def leads(marked: str, kind: str = "机制", heading: bool = False) -> tuple[Lead, ...]:
    text = re.sub(r"[\[\]⟦⟧]", "", marked)
    bodies: dict[str, list[Span]] = {}
    programs: dict[str, list[Span]] = {}
    for found in re.finditer(r"\[(?P<body>[^\]]+)\]|⟦(?P<program>[^⟧]+)⟧", marked):
        start = len(re.sub(r"[\[\]⟦⟧]", "", marked[: found.start()]))
        words = found["body"] or found["program"]
        (bodies if found["body"] else programs).setdefault(words, []).append(Span(start, start + len(words)))
    ends = [m.end() for m in re.finditer("。", text)]
    sentences = tuple(Sentence(i, Span(a, b), 0, heading) for i, (a, b) in enumerate(zip([0, *ends], ends, strict=False)))
    return find_leads(
        Report("r", "r", "", "utf-8", text, (), NOBODY),
        Layout(text, (), sentences),
        tuple(ProgramFact(p, p, Status.CANDIDATE, kind, tuple(spans)) for p, spans in programs.items()),
        tuple(BodyFact(b, b, "政府部门", None, None, tuple(spans)) for b, spans in bodies.items()),
    )


SAID = [
    ("[县公安局]打造⟦“老街调解”品牌⟧。", ["县公安局"]),
    ("2023年以来,[县司法局]深入开展⟦“法治体检”活动⟧。", ["县司法局"]),
    ("一是[县司法局]聚焦企业需求,创新推出⟦“法律快车”⟧。", ["县司法局"]),
    ("由[县司法局]牵头,在全县推行⟦首席法律顾问制度⟧。", ["县司法局"]),
    ("由[县委政法委]负责统筹⟦雪亮工程⟧。", ["县委政法委"]),
    ("[县委政法委]牵头建立⟦“四方联动”机制⟧。", ["县委政法委"]),
    ("[县检察院]联合[县司法局]开展⟦“护苗”行动⟧。", ["县检察院"]),
    ("[县检察院]会同[县教育局]、[县司法局]开展⟦“护苗”行动⟧。", ["县检察院"]),
    ("[县司法局]、[县法院]联合开展⟦“送法下乡”活动⟧。", ["县司法局", "县法院"]),
    ("[县司法局]和[县妇联]共同打造⟦“石榴籽”⟧。", ["县司法局", "县妇联"]),
    ("其中,[柳溪司法所]探索⟦“板凳会”⟧。", ["柳溪司法所"]),
    ("[县市场监管局]率先在全市推行⟦“扫码入企”⟧。", ["县市场监管局"]),
]

NOT_SAID = [
    "向[市司法局]报送⟦“法治体检”⟧情况。",
    "⟦“老街调解”⟧被[省司法厅]评为优秀案例。",
    "[县司法局]召开会议。⟦“法治体检”活动⟧顺利开展。",
    "[县司法局]完成考核;各镇开展⟦“法治体检”活动⟧。",
    "在[县司法局]指导下,各镇开展⟦“法治体检”活动⟧。",
    "[县司法局]工作人员解读⟦“三项制度”⟧。",
    "接受[县人大]监督,推行⟦“三项制度”⟧。",
    "推行⟦“三项制度”⟧,[县司法局]开展评查。",
]


@pytest.mark.parametrize(("marked", "bodies"), SAID)
def test_said(marked: str, bodies: list[str]) -> None:
    assert sorted(lead.body for lead in leads(marked)) == sorted(bodies)


@pytest.mark.parametrize("marked", NOT_SAID)
def test_not_said(marked: str) -> None:
    assert leads(marked) == ()


def test_honours_are_not_led() -> None:
    assert leads("[县司法局]创建⟦示范司法所⟧。", kind="称号") == ()


def test_headings_lead_nothing() -> None:
    assert leads("[县司法局]推行⟦“三项制度”⟧。", heading=True) == ()


def test_each_pair_once_with_its_first_sentence() -> None:
    (lead,) = leads("[县公安局]打造⟦“老街调解”⟧。[县公安局]推广⟦“老街调解”⟧。")
    assert lead.sentence == 0
