"""What pages and converters do to a report: its facts survive, or are left out."""

from __future__ import annotations

import pytest

from kg.corpus import read_report
from kg.extract import Extractors
from kg.model import Report, ReportFacts, Source
from kg.text import glossed, normalise
from kg.vocabulary import Vocabulary
from tests.made_report import made_report

# One report in several states: the same bodies, documents and figures come out of each.
CLEAN = (
    "梁平区2024年法治政府建设情况报告\n"
    "2024年,全区依法行政,我区严格落实《法治政府建设实施纲要(2021—2025年)》。\n"
    "一、主要工作\n"
    "区司法局组织培训12场,区人民法院支持,行政复议新收案件56件。\n"
    "二、2025年工作打算\n"
    "区委依法治区办持续抓好督察。\n"
)
STATES = {
    "half-width": CLEAN,
    "half-width full stops": CLEAN.replace("。", "."),
    "full-width": CLEAN.translate(str.maketrans(",:()1256", "，：（）１２５６")),
    "traditional": CLEAN.translate(str.maketrans("区设报严实纲划组织训场复议续开发会务", "區設報嚴實綱劃組織訓場復議續開發會務")),
    "pinyin": CLEAN.replace("区", "區(qū)").replace("设", "設(shè)").replace("实", "實(shí)").replace("组", "組(zǔ)").replace("议", "議(yì)"),
    "pinyin in wide brackets": CLEAN.replace("区", "區（qū）").replace("设", "設（shè）").replace("织", "織（zhī）"),
    "a lost dash": CLEAN.replace("2021—2025", "20212025"),
    "another dash": CLEAN.replace("2021—2025", "2021-2025"),
    "a banner of another day": "梁平区人民政府 2019年12月3日 星期二\n\n无障碍 简体|繁体\n\n" + CLEAN,
    "the title twice": "梁平区2024年法治政府建设情况报告\n来源:区政府办 发布时间:2025-01-20\n\n" + CLEAN,
    "a page number in a sentence": CLEAN.replace("组织培训", "组织\n— 3 —\n培训"),
    "one clause a line": CLEAN.replace("培训12场,区", "培训12场,\n区").replace("支持,行政", "支持,\n行政"),
    "marks for indents": CLEAN.replace("\n区", "\n????区").replace("\n2024", "\n????2024"),
    "blank lines and indents": CLEAN.replace("\n", "\n\n\u3000\u3000"),
    "Windows lines": CLEAN.replace("\n", "\r\n"),
}


@pytest.fixture(scope="module")
def extractors(vocabulary: Vocabulary) -> Extractors:
    return Extractors(vocabulary)


def read(text: str, vocabulary: Vocabulary) -> Report:
    return read_report(Source("report.txt", text.encode()), vocabulary)


def facts(text: str, extractors: Extractors, vocabulary: Vocabulary) -> ReportFacts:
    return extractors.extract(read(text, vocabulary))


@pytest.mark.parametrize("state", STATES)
def test_the_same_facts_in_every_state(state: str, extractors: Extractors, vocabulary: Vocabulary) -> None:
    found = facts(STATES[state], extractors, vocabulary)
    identity = found.report.identity
    assert (identity.division and identity.division.code, identity.year, identity.issuer) == ("500155", 2024, "重庆市梁平区人民政府")
    names = {body.name for body in found.bodies}
    assert names >= {"梁平区司法局", "梁平区人民法院", "中共梁平区委全面依法治区委员会办公室"}
    assert names <= {"梁平区司法局", "梁平区人民法院", "中共梁平区委全面依法治区委员会办公室", "梁平区人民政府", "梁平区人民政府办公室"}
    assert [normalise(document.name).replace("-", "—") for document in found.documents] == ["法治政府建设实施纲要(2021—2025年)"]
    assert {(int(figure.value), figure.unit) for figure in found.measurements} == {(12, "场"), (56, "件")}


@pytest.mark.parametrize("state", STATES)
def test_every_span_lies_where_its_words_are(state: str, extractors: Extractors, vocabulary: Vocabulary) -> None:
    found = facts(STATES[state], extractors, vocabulary)
    text = found.report.text
    assert len(found.layout.text) == len(text)
    for body in found.bodies:
        for start, end in body.mentions:
            assert normalise(text[start:end])[-1] in "局院府办室)"  # a pronunciation may stand before the last character
    for figure in found.measurements:
        assert str(int(figure.value)) in normalise(text[figure.span.start : figure.span.end])
    for sentence in found.layout.sentences:
        assert 0 <= sentence.span.start < sentence.span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "*区司法局共召开会议*次,办理案件*件。",
        "XX区人民政府办理案件XX件,××镇调解纠纷××起。",
        "某区委依法治区办召开会议若干次。",
    ],
)
def test_masks_are_no_facts(text: str, extractors: Extractors, vocabulary: Vocabulary) -> None:
    found = facts("**区2024年法治政府建设情况报告\n2024年,依法行政。\n" + text, extractors, vocabulary)
    assert found.report.identity.division is None
    assert found.report.identity.problems
    assert not found.bodies
    assert not found.measurements


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("關(guān)于區(qū)委(wěi)", "關于區委"),
        ("執(zhí)法（zhì）專(zhuān)班", "執法專班"),
        ("我們(men)關(guān)心法(fǎ)治(zhì)", "我們關心法治"),
        ("一個(gè)字", None),  # one only: an explanation
        ("平台(app)、系统(v2)、小程序(mini)", None),
        ("没有拼音的文本", None),
    ],
)
def test_pronunciations(written: str, bare: str | None) -> None:
    found = glossed(written)
    assert (found.text if found else None) == bare


def test_a_text_cut_in_the_middle_keeps_what_is_whole(extractors: Extractors, vocabulary: Vocabulary) -> None:
    found = facts(CLEAN + "区司法局印发《关于加强行政执法监督的若", extractors, vocabulary)
    assert [document.name for document in found.documents] == ["法治政府建设实施纲要(2021—2025年)"]
    assert any(rejection.kind == "document" for rejection in found.rejections)


TABLES = [
    (
        "主要指标对比\n指标\n2024年\n2023年\n行政复议首选率\n61.5%\n52%\n调解平均用时\n9天\n12天\n",
        [("行政复议首选率", 2024), ("行政复议首选率", 2023), ("调解平均用时", 2024), ("调解平均用时", 2023)],
    ),
    ("处理方式\n数量\n比例\n1\n驳回复议请求\n295\n6.3%\n2\n维持原决定\n77\n1.7%\n", [("驳回行政复议请求占比", 2024), ("维持原决定占比", 2024)]),
]


@pytest.mark.parametrize(("table", "expected"), TABLES, ids=["years", "shares"])
def test_a_table_flattened_to_lines(table: str, expected: list[tuple[str, int]], vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, f"一、2024年主要举措和成效\n推进工作。\n{table}全年依法行政。\n", year=2024)
    found = Extractors(vocabulary).extract(report).measurements
    assert [(m.measure, m.year) for m in found] == expected
