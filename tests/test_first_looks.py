"""Patterns that look at one character first, ``(?=[…])``, so that most places of a text are settled with one look: they find the same
without the look. Whoever adds an alternative and forgets its first character is told here.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import place_mentions
from kg.extract import bars, items, measures, screens
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
    "the name of a paper": place_mentions._PHRASE_AFTER,
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
