"""Which names may be one program's: near-misses beside what is meant."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.likeness import Names, Sureness, tied
from kg.vocabulary import Vocabulary

HEADS = ("机制", "工作机制", "制度", "模式", "平台", "服务平台", "品牌", "行动", "专项行动", "工作法", "清单", "一件事", "改革", "杯", "节")
NAMES = Names(HEADS, ("嘉定区", "嘉定", "临江市", "临江"))

TIED: list[tuple[str, str, str, str]] = [
    # Spelling: no difference of meaning
    ("晒谷场说法", "“晒谷场”说法", "spelling", "sure"),
    ("3书1函", "三书一函", "spelling", "sure"),
    ("曬穀場說法", "晒谷场说法", "spelling", "sure"),
    ("党建＋网格", "党建+网格", "spelling", "sure"),
    ("两所的联调", "二所联调", "spelling", "sure"),
    # General words at the end, alone or several
    ("三盯三化机制", "三盯三化工作机制", "head", "sure"),
    ("老井评理", "老井评理服务平台", "head", "sure"),
    ("轻罚免罚清单", "免罚轻罚清单", "order", "sure"),
    # Quotation marks
    ("“四单联查”排查机制", "“四单联查”预防工作法", "quoted", "likely"),
    ("“四单联查”", "“四单联查”涉企执法", "quoted", "likely"),
    # The place in front
    ("嘉定槐荫杯", "槐荫杯", "place", "possible"),
    ("临江市稻香法治节", "嘉定区稻香法治节", "place", "possible"),
    # A part
    ("渡口解纷一家亲", "渡口解纷一家亲驻点调处", "part", "likely"),
    # One character
    ("法治副校长聘任备案", "法制副校长聘任备案", "slip", "likely"),
    ("渡口听音", "渡口听声", "slip", "possible"),
    ("三所连动", "三所联动", "slip", "possible"),
    ("村居法律顾问", "村法律顾问", "slip", "possible"),
    # Short for
    ("诉讼调解对接中心", "诉调对接", "short", "possible"),
    ("社区矫正帮扶", "社矫帮扶", "short", "possible"),
]

# What must not be suggested at all.
APART = [
    ("三所联动", "四所联动"),
    ("三所联动", "三调联动五所"),
    ("七五普法", "八五普法"),
    ("1+3+N", "1+4+N"),
    ("一月一法", "两月一法"),
    ("三盯三化机制", "四盯四化机制"),
    ("老井评理", "渡口评理"),
    ("驿道问诊服务平台", "榆钱帮办服务平台"),
    ("青禾听音", "老井听音"),
    ("法治茶馆", "法治超市"),
    ("机制", "工作机制"),
    ("社区警务助理", "社会务工"),
    ("人民调解员培训", "公证处开放日"),
]

# Near enough to be looked at, never sure: places, objects, opposites, a part of something larger.
NEVER_SURE = [
    ("线上调解平台", "线下调解平台"),
    ("企业白名单制度", "企业黑名单制度"),
    ("诉调对接机制", "访调对接机制"),
    ("一网通办", "一窗通办"),
    ("重庆法网", "江苏法网"),
    ("法治副校长", "法治副所长"),
    ("信用修复一件事", "企业开办一件事"),
    ("嘉定槐荫杯", "临江槐荫杯"),
    ("枫桥经验", "枫桥式派出所"),
    ("行政执法监督平台", "行政执法公示平台"),
    ("法律明白人", "法律明白人带头人双培养"),
]


def tie(one: str, other: str, type: str = "机制", other_type: str = "机制") -> tuple[str, str] | None:
    found = tied(NAMES.name(one, "a", type), NAMES.name(other, "b", other_type))
    return (found.rule, found.sureness.value) if found else None


@pytest.mark.parametrize(("one", "other", "rule", "sureness"), TIED)
def test_names_that_may_be_one_program(one: str, other: str, rule: str, sureness: str) -> None:
    assert tie(one, other) == (rule, sureness)
    assert tie(other, one) == (rule, sureness)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_different_programs(one: str, other: str) -> None:
    assert tie(one, other) is None


@pytest.mark.parametrize(("one", "other"), NEVER_SURE)
def test_near_misses_are_never_sure(one: str, other: str) -> None:
    found = tie(one, other)
    assert found is None or found[1] != "sure"


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("三盯三化机制", "三盯三化平台", "head"),
        ("老井评理", "“老井”评理", "spelling"),
        ("信用修复驿站", "信用修复驿站联办", "part"),
        ("渡口听音", "渡口听声", None),
    ],
)
def test_another_type_is_possible_at_most(one: str, other: str, rule: str | None) -> None:
    assert tie(one, other, "机制", "平台") == (None if rule is None else (rule, "possible"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三盯三化工作机制", [("三盯三化", "sure")]),
        ("晒谷场说法驿站", [("晒谷场说法", "likely")]),
        ("“四单联查”工作法", [("“四单联查”涉企执法", "likely")]),
        ("风铃说法", []),
    ],
)
def test_names_are_found_among_others(text: str, found: list[tuple[str, str]]) -> None:
    names = Names(HEADS)
    for number, known in enumerate(["三盯三化", "三盯三化“回头看”", "四盯四化", "晒谷场说法", "“四单联查”涉企执法", "渡口评理"]):
        names.add(known, str(number), "机制")
    ties = names.ties(names.name(text, "new", "机制"))
    assert [(name.text, t.sureness.value) for name, t in ties][: len(found) or None] == found


def test_a_program_is_not_tied_to_itself() -> None:
    names = Names(HEADS)
    names.add("三盯三化", "one", "机制")
    assert names.ties(names.name("三盯三化机制", "one", "机制")) == []


@given(one=st.text("三四盯化机制法治老井评理+1“”、 的", max_size=8), other=st.text("三四盯化机制法治老井评理+1“”、 的", max_size=8))
def test_a_tie_holds_both_ways(one: str, other: str) -> None:
    assert tie(one, other) == tie(other, one)


def test_how_sure_is_what_the_vocabulary_shows(vocabulary: Vocabulary) -> None:
    """Of the pairs of names of one type that a grade joins, so many are names of one program, as the documentation says."""
    names = Names(word for words in vocabulary.word_lists.values() if words.type for word in words.words)
    listed = [names.name(text, p.id, p.type) for p in vocabulary.programs.values() for text in (*p.names, *p.quoted_names)]
    counts: Counter[tuple[Sureness, bool]] = Counter()
    for one, other in combinations(listed, 2):
        if one.type == other.type and one.numbers == other.numbers and not one.pairs.isdisjoint(other.pairs) and (t := tied(one, other)):
            counts[t.sureness, one.program == other.program] += 1
    share = {grade: counts[grade, True] / (counts[grade, True] + counts[grade, False]) for grade in Sureness}
    assert share[Sureness.SURE] >= 0.95
    assert share[Sureness.LIKELY] >= 0.7
