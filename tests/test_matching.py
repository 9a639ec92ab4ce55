"""Known names in text, however they are punctuated."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.matching import DROPPED, Coverage, NameMatcher, bare_name, bare_text
from kg.model import Span


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["双随机、一公开"], "“双随机、一公开”监管", ["双随机、一公开"]),
        (["双随机一公开"], "双随机 一公开", ["双随机 一公开"]),
        (["双随机一公开"], "双随\n机一公开", ["双随\n机一公开"]),
        (["双随机一公开"], "推行双随机。\n一公开", []),
        (["检查码"], "检查、码头", []),
        (["放管服"], "“放、管、服”改革", ["放、管、服"]),
        (["三所联动", "三所联动工作法"], "三所联动工作法", ["三所联动工作法"]),
        (["法治体检", "体检行动中心"], "法治体检行动中心", ["体检行动中心"]),
        (["民主法治示范村社区"], "民主法治示范村(社区)", ["民主法治示范村(社区"]),
        (["爱山东APP"], "爱山东app", ["爱山东app"]),
        (["N证合一"], "三证合一、“31证合一”,多证合一和证合一", ["三证合一", "31证合一"]),
        (["N+1"], "n+1和3+1", ["n+1"]),
        ([], "三所联动", []),
    ],
)
def test_find(names: list[str], text: str, found: list[str]) -> None:
    matches = NameMatcher((name, name) for name in names).find(bare_text(text), text)
    assert [text[m.span.start : m.span.end] for m in matches] == found


def test_one_name_of_several_gives_all_keys_in_order() -> None:
    matches = NameMatcher([("甲乙", "b"), ("甲、乙", "a"), ("甲乙", "b")]).find(bare_text("甲乙"), "甲乙")
    assert [m.keys for m in matches] == [("b", "a")]


def test_nothing_matches_in_or_across_a_mask() -> None:
    text = "见《三所联动办法》三所联动,三所《》联动"
    masked = [Span(1, 9), Span(16, 18)]
    assert [m.span.start for m in NameMatcher([("三所联动", 1)]).find(bare_text(text, masked), text)] == [9]


@given(st.text(alphabet="甲乙“”、 \n()A。İ"))
def test_bare_text_maps_back(text: str) -> None:
    bare = bare_text(text)
    places = [bare.place(i) for i in range(len(bare.text))]
    assert all(a < b for a, b in pairwise(places))
    assert not DROPPED & set(bare.text)
    for i, offset in enumerate(places):
        assert bare.text[i] in (text[offset], text[offset].lower(), "\x00")


@given(st.text(alphabet="甲乙丙“”、 A", min_size=1))
def test_a_name_is_found_in_itself(name: str) -> None:
    if len(bare_name(name)) >= 6:
        assert len(NameMatcher([(name, 1)]).find(bare_text(name), name)) == 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8))))
def test_coverage(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in pairs]
    coverage = Coverage(25, spans)
    for asked in (Span(i, j) for i in range(25) for j in range(i + 1, 26)):
        assert coverage.touches(asked) == any(s.overlaps(Span(asked.start, min(asked.end, 25))) for s in spans if s.start < min(s.end, 25))
