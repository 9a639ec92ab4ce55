"""Patterns that look at one character first, ``(?=[…])``, so that most places of a text are settled with one look: they find the same
without the look. Whoever adds an alternative and forgets its first character is told here.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import bars, changes, items, measures, nouns, organs, screens, wording
from kg.extract.lexicon import Lexicon
from kg.extract.unquoted import UnquotedFinder
from kg.vocabulary import load_vocabulary

_LOOK = re.compile(r"\(\?=\[[^\]]*\]\)")
_SYNTAX = frozenset("?:^$|[]{}\\*+<>!=-P")


def _boundary() -> re.Pattern[str]:
    return UnquotedFinder(Lexicon(load_vocabulary().word_lists))._boundary


PATTERNS = {
    "fillers of an item": items._FILLER,
    "a change": bars._CHANGE,
    "a part, for the reading": bars._PART,
    "a part, for the title": measures._PART,
    "an ordinal": screens._ORDINAL,
    "the left end of a name": _boundary(),
}


@pytest.mark.parametrize("name", PATTERNS)
@given(st.data())
def test_the_look_hides_nothing(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    bare, looks = _LOOK.subn("", pattern.pattern, count=1)
    assert looks == 1 and pattern.pattern.startswith("(?=[")
    words = sorted(set(re.findall(r"[\u4e00-\u9fff]+", bare)))
    pieces = st.one_of(st.sampled_from(words), st.sampled_from(sorted({*bare} - _SYNTAX)), st.sampled_from(sorted("20246,(、。年月县")))
    text = "".join(data.draw(st.lists(pieces, max_size=8)))
    assert [found.span() for found in pattern.finditer(text)] == [found.span() for found in re.compile(bare).finditer(text)]


# Patterns of the end of some words that are asked only where the last character is one of these.
ENDS = {
    "a change, for the title": (changes._END, changes._LAST),
    "a level": (measures._LEVEL, measures._LEVEL_ENDS),
    "loose words behind a number": (nouns._LOOSE, nouns._LOOSE_ENDS),
    "where something is placed": (nouns._PLACED_IN, nouns._AT),
    "loose marks of an item": (items._LOOSE_END, frozenset(items._LOOSE)),
    "what stands behind what is counted": (wording._BACK, wording._BACK_ENDS),
    "the founding of an organ": (organs._FOUNDING, organs._FOUNDED),
}


@pytest.mark.parametrize("name", ENDS)
@given(st.data())
def test_the_look_at_the_end_hides_nothing(name: str, data: st.DataObject) -> None:
    pattern, ends = ENDS[name]
    words = sorted(set(re.findall(r"[\u4e00-\u9fff]+", pattern.pattern)))
    pieces = st.one_of(st.sampled_from(words), st.sampled_from(sorted({*pattern.pattern} - _SYNTAX)))
    text = "".join(data.draw(st.lists(pieces, max_size=6)))
    assert text[-1:] in ends or pattern.search(text) is None
