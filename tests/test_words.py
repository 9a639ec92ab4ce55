"""Many words found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.words import Words, first_and_longest

# Words that stand in no text here: with them there are more than a handful.
_OTHERS = [f"无{n}" for n in range(60)]
_WORDS = st.lists(st.text(alphabet="司法所局", min_size=1, max_size=4), unique=True, max_size=12)


def _everywhere(words: list[str], text: str) -> list[tuple[int, int, str]]:
    """Every place of every word, by looking at every place."""
    ends = [(end, end - len(word), word) for word in words for end in range(len(text) + 1) if word and text.endswith(word, 0, end)]
    return [(start, end, word) for end, start, word in sorted(ends)]


@given(_WORDS, st.text(alphabet="司法所局,", max_size=40))
def test_overlapping_words_in_order_of_their_ends(words: list[str], text: str) -> None:
    wanted = _everywhere(words, text)
    assert Words({word: word for word in words}).find(text) == wanted
    assert Words({word: word for word in [*words, *_OTHERS]}).find(text) == wanted


@given(_WORDS, st.text(alphabet="司法所局,", max_size=40))
def test_the_first_and_longest(words: list[str], text: str) -> None:
    wanted, reached = [], 0
    for start, end, word in sorted(_everywhere(words, text), key=lambda find: (find[0], -find[1])):
        if start >= reached:
            wanted.append((start, end, word))
            reached = end
    assert list(first_and_longest(Words({word: word for word in words}).find(text))) == wanted


@pytest.mark.parametrize("others", [[], _OTHERS])
def test_half_a_surrogate_pair_keeps_its_place(others: list[str]) -> None:
    assert Words({word: word for word in ["司法局", *others]}).find("\ud800司法局") == [(1, 4, "司法局")]


def test_no_words() -> None:
    assert Words({}).find("司法局") == []
