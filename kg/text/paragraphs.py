"""Paragraphs: lines joined where a page or a window broke them, parted where a page was pasted into one line.

In: the working text and the page furniture in it. Out: the spans of its paragraphs, in reading order, trimmed.
How: a line goes on in the next one where it has no final punctuation and is no heading. What tells a broken sentence from a heading without
a number: the width at which the file was wrapped, an open bracket or a comma at the end, a page number between the two, sheer length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.model import Span
from kg.record import Record
from kg.text.headings import Style, numbering
from kg.text.sentences import trim

_FINAL: Final = tuple("。!?;:…")  # these end a sentence, and closing marks may stand behind
_GOES_ON: Final = frozenset("”’》)】,。、;")
_CLOSING: Final = "”’》)】\""
_OPEN_END: Final = re.compile(r"[,、(《“‘—\-+和与及的]$")
_CLOSED_START: Final = re.compile(r"[,。、;:)》”’%!?]")
# Wider than any heading without a number, in ideographs.
_WIDEST_HEADING: Final = 45
_LONGEST_PAGE_NUMBER: Final = 15
# From this length on a line may be a page pasted into one line.
_LONG_LINE: Final = 300
_GAPS: Final = re.compile(r" {2,}")
# whatever looks like a number of a heading; a paragraph that has no two of them is one
_NUMBERS: Final = re.compile(r"、(?<=[一二三四五六七八九十\d]、)|\)(?<=[一二三四五六七八九十]\))|\.(?<=\d\.)")
_INLINE: Final = (
    (Style.HAN, re.compile(r"(?:(?<=[。!?;: ”)》])|(?<=^))[一二三四五六七八九十]{1,3}、(?=[^,。、])")),
    (Style.PAREN, re.compile(r"\([一二三四五六七八九十]{1,3}\)(?=[\u3400-\u9fff0-9“ ])")),
    (Style.ARABIC, re.compile(r"(?<=[。!?;: ”)])\d{1,2}(?:、|\.(?!\d)|\.(?=20\d\d年))")),
)


class _Line(Record, frozen=True):
    span: Span
    after_gap: bool  # a blank line stands before it
    after_page: bool
    indent: int

    @property
    def indented(self) -> bool:
        return self.indent >= 2

    def words(self, text: str) -> str:
        return text[self.span.start : self.span.end]


def paragraphs(text: str, furniture: Sequence[Span], title: Span | None = None) -> list[Span]:
    """The paragraphs of a text whose furniture is blanked; its title is one by itself."""
    lines = [part for line in _lines(text, furniture) for part in _unpasted(text, line)]
    limits = _wrap_sizes(text, lines)
    # where some lines are indented and others not, an indent begins a paragraph
    share = sum(line.indented for line in lines) / max(1, len(lines))
    telling = limits is not None and 0.05 < share < 0.8
    joined: list[Span] = []
    previous: _Line | None = None
    for line in lines:
        if previous and _may_join(previous, line, title, telling) and _goes_on(text, previous, line, limits, title):
            joined[-1] = Span(joined[-1].start, line.span.end)
        else:
            joined.append(line.span)
        previous = line
    return joined


def _may_join(line: _Line, following: _Line, title: Span | None, telling: bool) -> bool:
    """Whether nothing keeps two lines apart: an indent, or the end of the title."""
    if title and title.overlaps(line.span) != title.overlaps(following.span):
        return False
    return not (telling and following.indented)


def _lines(text: str, furniture: Sequence[Span]) -> list[_Line]:
    lines: list[_Line] = []
    gap = False
    begin = 0
    for line in text.split("\n"):
        span = trim(text, begin, begin + len(line))
        if span.start < span.end:
            after_page = bool(furniture and lines) and _page_between(lines[-1].span.end, span.start, furniture)
            lines.append(_Line(span, gap, after_page, span.start - begin))
            gap = False
        else:
            gap = bool(lines)
        begin += len(line) + 1
    return lines


def _page_between(start: int, end: int, furniture: Sequence[Span]) -> bool:
    """Whether a page number stands between two lines."""
    for piece in furniture:
        begin, stop = piece.start, piece.end
        if start < stop and begin < end and stop - begin <= _LONGEST_PAGE_NUMBER:
            return True
    return False


def _unpasted(text: str, line: _Line) -> list[_Line]:
    """The paragraphs of a line that holds a whole page, found by headings that count up and by wide gaps."""
    begin, stop = line.span.start, line.span.end
    if stop - begin < _LONG_LINE:
        return [line]
    cuts: set[int] = set()
    numbers = _NUMBERS.finditer(text, begin, stop)
    for style, pattern in _INLINE if next(numbers, None) and next(numbers, None) else ():
        cuts.update(_counted(text, line.span, style, pattern, bool(cuts)))
    gaps = list(_GAPS.finditer(text, begin, stop)) if text.find("  ", begin, stop) >= 0 else []
    if len(gaps) >= 5:
        cuts.update(gap.end() for gap in gaps)
    if not cuts:
        return [line]
    edges = [begin, *sorted(cuts - {begin}), stop]
    spans = [trim(text, start, end) for start, end in pairwise(edges)]
    first, *rest = [span for span in spans if span.start < span.end]
    return [_Line(first, line.after_gap, line.after_page, line.indent), *(_Line(span, True, False, 0) for span in rest)]


def _counted(text: str, span: Span, style: Style, pattern: re.Pattern[str], anywhere: bool) -> list[int]:
    """Where the numbers of one style count up inside a line; at least two of them, so that one aside is none."""
    cuts: list[int] = []
    expected = 1
    for found in pattern.finditer(text, span.start, span.end):
        number = numbering(text, found.start(), span.end)
        if number is None or number[0] is not style or number[1] not in (1, expected):
            continue
        before = text[found.start() - 1] if found.start() > span.start else "。"
        if before not in "。!?;: ”)》" and not anywhere:
            continue
        if text.rfind("《", span.start, found.start()) > text.rfind("》", span.start, found.start()):
            continue
        cuts.append(found.start())
        expected = number[1] + 1
    return cuts if len(cuts) > 1 else []


def _goes_on(text: str, line: _Line, following: _Line, limits: tuple[float, ...] | None, title: Span | None) -> bool:
    """Whether a sentence of the line, or the title, goes on in the following one."""
    words, then = line.words(text), following.words(text)
    if _is_finished(words):
        return then[:1] in _GOES_ON
    number = numbering(text, line.span.start, line.span.end)
    alone = number is not None and number[2] >= line.span.end  # 一、 in a line of its own
    alone = alone or (title is not None and title.overlaps(line.span))
    if not alone and numbering(text, following.span.start, following.span.end):
        return False
    if alone or _is_open(words) or _CLOSED_START.match(then):
        return True
    wide = _width(words)
    if _is_full(text, line, limits):
        return True
    if number and "。" not in words and wide <= _WIDEST_HEADING + 15:
        return False
    page_between = following.after_page and wide > 12
    return page_between or (not following.after_gap and (wide > _WIDEST_HEADING or "。" in words))


def _is_finished(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return words.rstrip(_CLOSING).endswith(_FINAL)


def _is_open(words: str) -> bool:
    """Whether a line ends in a comma, or inside a title or brackets."""
    return bool(_OPEN_END.search(words)) or words.rfind("《") > words.rfind("》") or words.rfind("(") > words.rfind(")")


def _wrap_sizes(text: str, lines: list[_Line]) -> tuple[float, ...] | None:
    """The size at which a file was wrapped, in characters and in ideographs' widths; None where every paragraph is one line."""
    broken = [line for line in lines if not _is_finished(line.words(text))]
    if len(broken) < 6 or len(broken) < 0.4 * len(lines):
        return None
    limits = []
    for values in zip(*(_sizes(text, line) for line in broken), strict=True):
        limit = sorted(values)[int(0.8 * len(values))]
        near = sum(1 for value in values if limit - 4 <= value <= limit + 3)
        limits.append(limit if limit >= 15 and near >= 0.5 * len(values) else float("inf"))
    return tuple(limits) if min(limits) < float("inf") else None


def _is_full(text: str, line: _Line, limits: tuple[float, ...] | None) -> bool:
    """Whether a line goes up to where the file was wrapped."""
    return limits is not None and any(size >= limit - 2 for size, limit in zip(_sizes(text, line), limits, strict=True))


def _sizes(text: str, line: _Line) -> tuple[float, float]:
    """The length of a line and its width, with its indent."""
    words = line.words(text)
    return len(words) + line.indent, _width(words) + line.indent / 2


def _width(words: str) -> float:
    """The width of a line in ideographs; Latin letters and digits take half the room."""
    narrow = sum(1 for character in words if character.isascii() and (character.isalnum() or character == " "))
    return len(words) - narrow / 2
