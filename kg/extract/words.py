"""Many words found in one pass over a text, each with what it stands for.

In: words with their values, a text. Out: where they stand, in reading order. How: an Aho-Corasick automaton; a handful of words is looked
for one by one, which takes less time than making an automaton of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

# Up to here words are looked for one by one.
_HANDFUL: Final = 48
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

Value = TypeVar("Value")


class Words(Generic[Value]):
    """Words made ready once, to be found in any number of texts, overlapping ones too."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        """``values`` holds what each word stands for."""
        self._values = tuple(values.values())
        self._handful = tuple(values) if len(values) <= _HANDFUL else None
        # Not the table of states that is fastest by itself: it is so large that it drives all else out of the processor's cache.
        self._automaton = None if self._handful is not None else AhoCorasick(values, implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """(start, end, value) of every find, in order of their ends, of those that end together the longest first."""
        if self._automaton is None:
            return self._one_by_one(text)
        try:
            found = self._automaton.find_matches_as_indexes(text, True)
        except UnicodeEncodeError:  # half a surrogate pair: it stands in no word
            found = self._automaton.find_matches_as_indexes(_SURROGATE.sub("\0", text), True)
        values = self._values
        return [(start, end, values[number]) for number, start, end in found]

    def _one_by_one(self, text: str) -> list[tuple[int, int, Value]]:
        found = []
        for number, word in enumerate(self._handful or ()):
            start = text.find(word)
            while start >= 0:
                found.append((start + len(word), start, number))
                start = text.find(word, start + 1)
        return [(start, end, self._values[number]) for end, start, number in sorted(found)]


def first_and_longest(found: Iterable[tuple[int, int, Value]]) -> Iterator[tuple[int, int, Value]]:
    """Of finds that overlap the first, of those that begin together the longest."""
    reached = 0
    for place in sorted(found, key=lambda place: (place[0], -place[1])):
        if place[0] >= reached:
            reached = place[1]
            yield place
