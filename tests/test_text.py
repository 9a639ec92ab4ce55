"""kg.text: one form of every character, sentences, clauses, words. The structure of reports is in test_text_layout.py."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text import Segmenter, clauses, is_traditional, normalise, sentences
from kg.text.normal import _CLAUSE_ENDS, _IN_WORDS, _convertible, _opencc, _with_clauses
from kg.text.sentences import _STOPS, _outer_marks

# What a report is made of, and what breaks rules: both scripts, both widths, brackets, marks, blanks of every kind.
ALPHABET = (
    "一二十是区區县縣复復覆后後於于范範干乾幹著着瞭了里裏岩巖年月日0189０９%％,，.。;；:：!！?？()（）《》〈〉"
    "“”‘’「」\"' \u3000\t\n\r—–～·、万萬"
)
texts = st.one_of(st.text(), st.text(alphabet=ALPHABET, max_size=80))


def test_every_conversion_of_the_dictionary_is_foreseen(tmp_path: Path) -> None:
    """A text in which no character can be converted is not given to OpenCC; this asks the phrases of its dictionary whether that is right."""
    clib = Path(opencc.__file__).parent / "clib"
    dump, phrases, listed = clib / "bin" / "opencc_dict", clib / "share" / "opencc" / "TSPhrases.ocd2", tmp_path / "phrases.txt"
    if not (dump.exists() and phrases.exists()):
        pytest.skip("this build of OpenCC does not come with its dictionary and the tool that prints it")
    subprocess.run([dump, "-i", phrases, "-o", listed, "-f", "ocd2", "-t", "text"], check=True, capture_output=True)
    foreseen = re.compile(f"[{_convertible()}{_IN_WORDS}]")
    changed = [line.split("\t")[0] for line in listed.read_text(encoding="utf-8").splitlines() if line.split("\t")[0] not in line.split("\t")[1]]
    assert len(changed) > 100
    assert not [phrase for phrase in changed if not foreseen.search(phrase)]
    assert not [phrase for phrase in changed if set(phrase) & set(_CLAUSE_ENDS)]


@given(st.text(alphabet=f"{_IN_WORDS}盖解睡醒深阳口房望全 {_CLAUSE_ENDS}", max_size=40))
def test_converting_clauses_alone_is_converting_all(text: str) -> None:
    assert _with_clauses(text) == _opencc(text)


@pytest.mark.parametrize(
    ("written", "working"),
    [
        ("行政復議新收１２件，辦結率達９５％；", "行政复议新收12件,办结率达95%;"),
        ("全區公證員（含助理）共8名！", "全区公证员(含助理)共8名!"),
        ("「法治護航」專項行動『一期』", "“法治护航”专项行动‘一期’"),
        ("《意見》〈試行〉、規定。", "《意见》〈试行〉、规定。"),
        ("2021–2025年、2021－2025年、2021―2025年", "2021—2025年、2021—2025年、2021—2025年"),
        ("上午９：００～１０：３０", "上午9:00~10:30"),
        ("法\u200b治\u3000政\xa0府\t建\r设", "法 治 政 府 建 设"),
        ("阿‧依・努尔", "阿·依·努尔"),
        ("⼀、⽬标", "一、目标"),  # radicals as PDF files carry them
        ("深沈的话、找藉口、毛坏房、一百英哩、瞭解、甦醒", "深沉的话、找借口、毛坯房、一百英里、了解、苏醒"),  # in words only, in simplified text
        # machine-made traditional ends simplified
        ("復議、覆議、反覆、複查、范圍、規範、幹部、干擾", "复议、复议、反复、复查、范围、规范、干部、干扰"),
        ("乾淨、後勤、皇后、於是、關于", "干净、后勤、皇后、于是、关于"),
        ("裡面、裏面、公里、巖石、衹有、羣眾、高峯、圍繞著、顯著、著作", "里面、里面、公里、岩石、只有、群众、高峰、围绕着、显著、著作"),
        ("乾縣、乾安縣推進普法", "乾县、乾安县推进普法"),
        # simplified text is not harmed
        ("乾县成效显著,明瞭,慰藉,宫商角徵羽,蒜薹,著名", "乾县成效显著,明瞭,慰藉,宫商角徵羽,蒜薹,著名"),
        ("关于裏面的巖石", "关于里面的岩石"),
    ],
)
def test_normalise(written: str, working: str) -> None:
    assert normalise(written) == working


def test_a_character_of_both_scripts_is_left_where_only_a_name_is_traditional() -> None:
    text = "乾县司法局组织法治宣传活动二十场,邀请陳先生授课,发放宣传资料三千份,受到群众普遍欢迎,效果明显。"
    assert normalise(text) == text.replace("陳", "陈")


@given(texts)
def test_normalise_keeps_length_and_is_idempotent(text: str) -> None:
    working = normalise(text)
    assert len(working) == len(text)
    assert normalise(working) == working


@given(st.text(alphabet=st.characters(categories=["Cs"]), max_size=3), texts)
def test_lone_surrogates_do_no_harm(lone: str, text: str) -> None:
    assert len(normalise(lone + text)) == len(lone + text)


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("行政復議實質性化解率", True),
        ("行政复议实质性化解率", False),
        ("", False),
        ("2024", False),
        ("引用書法作品一幅,其余全部使用简体中文书写和印制的年度报告", False),
    ],
)
def test_is_traditional(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


def parts(text: str, found: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办案35件。结案30件!", ["办案35件。", "结案30件!"]),
        ("受理8件;办结7件。", ["受理8件;", "办结7件。"]),
        ("印发《办法(试行);说明》。执行。", ["印发《办法(试行);说明》。", "执行。"]),
        ("做到“一口清。”其次抓落实。", ["做到“一口清。”", "其次抓落实。"]),
        ("喊出“有案必立;有诉必理”的口号。好。", ["喊出“有案必立;有诉必理”的口号。", "好。"]),
        ("讲评(听取汇报;现场点评)3次。会后整改。", ["讲评(听取汇报;现场点评)3次。", "会后整改。"]),
        ('推行"一事一议;一案一策"办法。见效。', ['推行"一事一议;一案一策"办法。', "见效。"]),
        ("丢了一个括号(照样断句。第二句。", ["丢了一个括号(照样断句。", "第二句。"]),
        ("?2023年,审查合同12份。", ["2023年,审查合同12份。"]),
        ("如何破题?关键在人。", ["如何破题?", "关键在人。"]),
        ("审结率98.5%。上年为97.2%", ["审结率98.5%。", "上年为97.2%"]),
        ("虽有成效,但仍存在人手不足的问题,下一步将招录5人。", ["虽有成效,但仍存在人手不足的问题,", "下一步将招录5人。"]),
        ("   \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert parts(text, sentences(text, Span(0, len(text)))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受理8件,办结7件;其中:调解2件。", ["受理8件", "办结7件", "其中", "调解2件"]),
        ("投入1,200万元,惠及3万人", ["投入1,200万元", "惠及3万人"]),
        ("每日8:30开门,17:00关门", ["每日8:30开门", "17:00关门"]),
        ("建成站点12个(含中心1个,工作室11个),覆盖率100%", ["建成站点12个(含中心1个,工作室11个)", "覆盖率100%"]),
        ("开展“学法,用法”活动5场,参与900人次", ["开展“学法,用法”活动5场", "参与900人次"]),
        ("甲、乙、丙三项", ["甲、乙、丙三项"]),
        ("", []),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert parts(text, clauses(text, Span(0, len(text)))) == expected


@given(texts)
def test_sentences_and_clauses_are_ordered_trimmed_and_apart(text: str) -> None:
    working = normalise(text)
    for split in (sentences, clauses):
        position = 0
        for span in split(working, Span(0, len(working))):
            assert position <= span.start < span.end <= len(working)
            words = working[span.start : span.end]
            assert words == words.strip(" \n")
            position = span.end


@given(texts)
def test_nothing_but_white_space_is_between_sentences(text: str) -> None:
    working = normalise(text)
    position = 0
    for span in [*sentences(working, Span(0, len(working))), Span(len(working), len(working))]:
        assert working[position : span.start].strip(" \n\t?") == ""
        position = span.end


@given(st.lists(st.sampled_from(["《", "》", "(", ")", "“", "”", "‘", "’", '"', "。", ";", ",", "甲", "乙" * 59]), max_size=14))
def test_what_is_parted_does_not_depend_on_how_much_is_passed_over_at_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = Span(0, len(text))
    step_by_step = re.compile(r"[^《〈(“‘【〔\"。!?;]*(?=[《〈(“‘【〔\"。!?;])")
    assert list(_outer_marks(text, whole, _STOPS)) == list(_outer_marks(text, whole, step_by_step))


@pytest.mark.parametrize("compiled", [False, True])
def test_the_segmenter_keeps_its_words_whole_and_its_text(compiled: bool) -> None:
    if compiled:
        pytest.importorskip("rjieba")
    text = "全年办理政府信息公开申请三十二件,办结率百分之百。"
    words = Segmenter(["政府信息公开申请"], compiled=compiled).cut(text)
    assert "政府信息公开申请" in words
    assert "".join(words) == text
    assert "政府信息公开申请" not in Segmenter(compiled=compiled).cut(text)


def test_both_segmenters_cut_the_same(shared_dir: Path) -> None:
    pytest.importorskip("rjieba")
    added = ["人民调解员", "法律明白人", "行政规范性文件"]
    one, other = Segmenter(added, compiled=True), Segmenter(added, compiled=False)
    for path in sorted((shared_dir / "reports").glob("*.txt")):
        text = normalise(path.read_text(encoding="utf-8"))
        assert one.cut(text) == other.cut(text)
        assert "".join(one.cut(text)) == text
