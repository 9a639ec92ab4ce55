"""Known names found in text, however they are punctuated.

In: the working text of a report and a list of names, each with what it stands for. Out: the places where a name stands, as spans of the
working text, no two overlapping, the longest first choice.

How: text and names are made *bare* (quotation marks, brackets, blanks, 、 and · dropped, Latin letters in lower case), the text with a map
back to its offsets; one Aho-Corasick pass finds every name at once. So 双随机一公开 finds “双随机、一公开”, 双随机 一公开 and 双随机、
一公开 alike. A list is not a name, though: 、 outside quotation marks is forgiven in long names only (检查、码头 is not 检查码). A name
that begins with N stands for every number: N证合一 finds 三证合一, “31证合一”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Final, Generic, TypeVar

from kg.extract.words import Words
from kg.model import Span
from kg.record import Record

DROPPED: Final = frozenset("“”‘’\"'「」『』 、·•・()[]【】〔〕\t\u3000\n")
_DROPPED: Final = re.compile(f"[{re.escape(''.join(sorted(DROPPED)))}]")
# Text under a mask (titles, page furniture) becomes one of these: it stands in no name, so nothing matches across it.
_WALL: Final = "\x00"
_LINE_BREAK: Final = re.compile("\n")
_FINISHED: Final = frozenset(("", "\n", "。", ":", "!", "?", ";"))
_NUMERALS: Final = frozenset("0123456789一二两三四五六七八九十百几")
_NUMBERED: Final = re.compile(r"n[^\x00-\x7f]")
_TAKEN: Final = bytearray(b"\x01")  # of bytes a bytearray would be made each time
# A name shorter than this may not have a 、 of a list in its middle.
_LISTED: Final = 6

Key = TypeVar("Key")
# Where a name stands in a bare text, and the name as it is compared, what it stands for, whether it begins with any number.
_Place = tuple[int, int, tuple[str, tuple[Key, ...], bool]]
_BOUNDS: Final = itemgetter(0, 1)


@dataclass(frozen=True)
class BareText:
    """A text without the characters of ``DROPPED``; ``gaps`` holds for each of them how many characters are left before it, and last how
    many are left in all.
    """

    text: str
    gaps: Sequence[int]

    def place(self, i: int) -> int:
        """Where character ``i`` stands in the working text."""
        return i + bisect_right(self.gaps, i)

    def span(self, begin: int, end: int) -> Span:
        """The stretch of the working text that bare ``[begin:end]`` came from, without the dropped characters at its edges."""
        before = bisect_right(self.gaps, begin)
        inside = self.gaps[before] < end  # so few names have any that most need not be asked twice
        return Span(begin + before, end + (bisect_right(self.gaps, end - 1) if inside else before))


class Coverage:
    """Which characters of a text are taken: asked once a candidate, so it must not walk through every span."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._marks = bytearray(length)
        self.update(spans)

    def add(self, span: Span) -> None:
        self.update((span,))

    def update(self, spans: Iterable[Span]) -> None:
        marks = self._marks
        for span in spans:
            start, end = span.start, span.end
            marks[start:end] = _TAKEN * (end - start)

    def with_more(self, spans: Iterable[Span]) -> Coverage:
        """What is taken here, and some spans more."""
        more = Coverage(0)
        more._marks = self._marks.copy()
        more.update(spans)
        return more

    def touches(self, span: Span) -> bool:
        """Whether any character of a span is taken."""
        return 1 in self._marks[span.start : span.end]


class Match(Record, Generic[Key], frozen=True):
    """A name found: where, and what it stands for."""

    span: Span
    name: str
    keys: tuple[Key, ...]


def bare_name(name: str) -> str:
    """A name as it is compared.

    >>> bare_name("“双随机、一公开”")
    '双随机一公开'
    """
    lowered = name.lower()
    return lowered if lowered.isalnum() else _DROPPED.sub("", lowered)


def bare_text(text: str, masked: Sequence[Span] = ()) -> BareText:
    """The bare form of a working text. Masked spans become a wall; a line break inside a sentence is dropped (hard-wrapped text)."""
    lowered = text.lower()
    plain = lowered if len(lowered) == len(text) else text
    ends = [(found.start(), found.end()) for found in _LINE_BREAK.finditer(plain) if _paragraph(text, found.start())]
    parts: list[str] = []
    reached = 0
    for start, end in sorted([*((span.start, span.end) for span in masked), *ends]):
        if end > reached:
            parts += plain[reached:start], _WALL * (end - max(start, reached))
            reached = end
    pieces = _DROPPED.split("".join([*parts, plain[reached:]]))
    return BareText("".join(pieces), tuple(accumulate(map(len, pieces))))


def _paragraph(text: str, i: int) -> bool:
    """Whether the line break at ``i`` ends a paragraph: the line before is empty or finished, or an empty line follows."""
    before = text[max(0, i - 200) : i].rstrip(" ")[-1:]
    return before in _FINISHED or text[i + 1 : i + 20].lstrip(" ")[:1] in ("", "\n")


class NameMatcher(Generic[Key]):
    """Names compiled once, to be found in any number of texts."""

    def __init__(self, names: Iterable[tuple[str, Key]]) -> None:
        """``names`` are (name, what it stands for); a name that stands for several gives them all, in the order given."""
        table: dict[str, list[Key]] = {}
        for name, key in names:
            bare = bare_name(name)
            if bare and key not in table.setdefault(bare, []):
                table[bare].append(key)
        words: dict[str, tuple[str, tuple[Key, ...], bool]] = {}
        for bare, keys in sorted(table.items()):
            numbered = bool(_NUMBERED.match(bare))
            words[bare[1:] if numbered else bare] = bare, tuple(keys), numbered
        self._words = Words(words)

    def find(self, bare: BareText, text: str) -> list[Match[Key]]:
        """The places of names in reading order; where two overlap the longer name stays, of equal ones the first."""
        gaps = bare.gaps
        places: list[_Place[Key]] = []
        for begin, end, value in self._words.find(bare.text):
            first = _numeral_before(bare, begin) if value[2] else begin
            if value[2] and first == begin:
                continue
            if end - first < _LISTED:
                before = bisect_right(gaps, first)
                if gaps[before] < end and _is_list(text, first + before, end + bisect_right(gaps, end - 1, before)):
                    continue
            places.append((first, end, value))
        span = bare.span
        return [Match(span(begin, end), bare.text[begin:end] if n else name, keys) for begin, end, (name, keys, n) in _longest(places)]


def _numeral_before(bare: BareText, begin: int) -> int:
    """Where the number begins that stands right before a place; the place itself where none does."""
    first = begin
    while first and bare.text[first - 1] in _NUMERALS and bare.place(first) - bare.place(first - 1) == 1:
        first -= 1
    return first


def _longest(places: Iterable[_Place[Key]]) -> list[_Place[Key]]:
    """Of places, which are in the order of their ends, and that overlap, the longest, then the first; in reading order."""
    groups: list[list[_Place[Key]]] = []  # of places that overlap each other, which most do not
    for place in places:
        together = [place]
        begin = place[0]
        while groups and groups[-1][-1][1] > begin:
            together = groups.pop() + together
        groups.append(together)
    chosen: list[_Place[Key]] = []
    for group in groups:
        if len(group) < 2:
            chosen.append(group[0])
        else:
            chosen += _longest_of(group)
    return chosen


def _longest_of(together: list[_Place[Key]]) -> list[_Place[Key]]:
    """The same of places that hang together: most often one of them covers all."""
    together = sorted(together, key=_BOUNDS)
    first = together[0][0]
    reached = max([place[1] for place in together])
    for place in together:
        if place[0] > first:
            break
        if place[1] == reached:
            return [place]
    chosen: list[_Place[Key]] = []
    for place in sorted(together, key=lambda place: place[0] - place[1]):
        begin, end, _ = place
        if not any(begin < other[1] and other[0] < end for other in chosen):
            chosen.append(place)
    return sorted(chosen, key=_BOUNDS)


def _is_list(text: str, start: int, stop: int) -> bool:
    """Whether what matched is two items of a list that happen to spell a short name (检查、码头)."""
    depth = 0
    for character in text[start:stop]:
        if character in "“‘":
            depth += 1
        elif character in "”’":
            depth -= 1
        elif character == "、" and depth == 0:
            return text[start - 1 : start] not in ("“", "‘", '"')
    return False
