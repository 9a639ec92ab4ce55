"""Documents: titles in 《》, and what in 《》 is no document."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.documents import find_documents
from kg.model import Span
from kg.vocabulary import Vocabulary
from tests.made_report import made_report, plain_layout

DOCUMENTS: list[tuple[str, list[str]]] = [
    ("印发《甲县普法责任清单》。", ["甲县普法责任清单"]),
    ("印发《甲县普法清单》《甲县执法手册》 《甲县复议指南》", ["甲县普法清单", "甲县执法手册", "甲县复议指南"]),
    ("贯彻《民法典》、《行政复议法》等", ["民法典", "行政复议法"]),
    ("转发《关于印发〈甲市办法〉的通知》", ["关于印发〈甲市办法〉的通知"]),
    ("转发《关于印发《甲市办法》的通知》", ["关于印发《甲市办法》的通知"]),
    ("制定《甲区贯彻<三年计划(2023-2025年)>方案》", ["甲区贯彻<三年计划(2023-2025年)>方案"]),
    ("转发《关于印发〈甲市办法》的通知》,学习", ["关于印发〈甲市办法》的通知"]),
    ("关于转发〈关于转发《省委关于印发〈专项方案〉的通知》,开会", ["省委关于印发〈专项方案〉的通知"]),
    ("出台《甲县采购办法、《甲县听证规则》", ["甲县采购办法", "甲县听证规则"]),
    ("发布《甲縣執法監督條例》", ["甲县执法监督条例"]),
    ("印发《关于加强行政执法\n  监督工作的意见》,推进", ["关于加强行政执法监督工作的意见"]),
    ("签订《“法律顾问+”合作协议(试行)》", ["“法律顾问+”合作协议(试行)"]),
    ("实施《法治建设实施纲要》(以下简称《纲要》),对照《纲要》", ["法治建设实施纲要"]),
    ("开展《民法典》宣讲和《行政处罚法》培训班、《信访工作条例》专题讲座", ["民法典", "行政处罚法", "信访工作条例"]),
    ("落实《甲区法治建设纲要(20212025年)》", ["甲区法治建设纲要(2021—2025年)"]),
    ("《工作简报》和《情况通报》各一期", ["工作简报", "情况通报"]),
]

OTHERS: list[tuple[str, str]] = [
    ("《法治日报》头版报道", "press"),
    ("《人民公安报》刊发", "press"),
    ("被《中国司法》杂志采用", "press"),
    ("原创小戏《归途》巡演", "work"),
    ("推出微电影《守望》", "work"),
    ("编排山歌剧《河边新事》", "work"),
    ("原创花灯戏《换肥记》", "work"),
    ("评书《说理》进社区", "work"),
    ("组织观看《零容忍》", "work"),
    ("《灯火》普法短视频获奖", "work"),
    ("走进《阳光问政》节目", "work"),
    ("上线《政风行风热线》", "work"),
    ("参加《学习贯彻新思想专题研讨班》", "work"),
    ("以《法治的力量》为题授课", "work"),
    ("作《法治的温度》专题辅导", "work"),
    ("落实《甲县的一项要求", "unclosed"),
    ("附件《 》", "empty"),
]


@pytest.mark.parametrize(("text", "names"), DOCUMENTS)
def test_titles(vocabulary: Vocabulary, text: str, names: list[str]) -> None:
    report = made_report(vocabulary, text)
    documents, _ = find_documents(report, plain_layout(report))
    assert [document.name for document in documents] == names


@pytest.mark.parametrize(("text", "rule"), OTHERS)
def test_what_is_no_document(vocabulary: Vocabulary, text: str, rule: str) -> None:
    report = made_report(vocabulary, text)
    documents, rejections = find_documents(report, plain_layout(report))
    assert not documents
    assert [rejection.rule for rejection in rejections] == [rule]


def test_side_by_side_what_the_first_is_the_others_are(vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "拍摄微电影《归途》《守望》,印发《甲县方案》")
    documents, rejections = find_documents(report, plain_layout(report))
    assert [document.name for document in documents] == ["甲县方案"]
    assert [rejection.rule for rejection in rejections] == ["work", "work"]


def test_an_open_bracket_ends_with_its_paragraph(vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "落实《甲县的一项要求。\n二、学习《乙法》")
    documents, rejections = find_documents(report, plain_layout(report))
    assert [document.name for document in documents] == ["乙法"]
    assert [rejection.span for rejection in rejections] == [Span(2, 3)]


def test_one_title_is_one_document_with_every_mention(vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "《甲条例》施行后,落实《甲 条例》")
    ((document,), _) = find_documents(report, plain_layout(report))
    assert document.mentions == (Span(0, 5), Span(11, 17))


@given(text=st.text(alphabet="《》〈〉<>\n 甲乙办法、,。“”()的通知", max_size=60))
def test_whatever_the_brackets_each_opening_is_accounted_for_once(text: str, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, text)
    documents, rejections = find_documents(report, plain_layout(report))
    spans = sorted([span for document in documents for span in document.mentions] + [rejection.span for rejection in rejections])
    assert all(text[span.start] == "《" for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = {at for span in spans for at in range(*span)}
    assert all(at in covered for at, character in enumerate(text) if character == "《")
