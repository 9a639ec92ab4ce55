"""What stands in quotation marks, and what stands in title brackets.

In: the working text. Out: quotations with and without their marks, in reading order, and the spans of 《titles》.

Covered: “…”, ‘…’ inside or alone, straight "…", marks set the wrong way round (”…“, “…“). A quotation ends in its own paragraph.
Left alone: a mark without a partner, and anything longer than a name or a sentence can be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from kg.extract import formulas
from kg.model import Span
from kg.record import Record

_MARK: Final = re.compile("[“”‘’\"]")
_OTHER_MARK: Final = re.compile("[‘’\"]")
# “…” with no other mark inside; and all marks.
_PROPER_PAIR: Final = re.compile("“[^“”‘’\"\n]*”")
_SIGNS: Final = "“”‘’\""
_BRACKET: Final = re.compile("[《》\n]")
_LONGEST: Final = 120
_LONGEST_TITLE: Final = 160
_UP_TO_STOP: Final = re.compile(r"(?s:.*)[,;:。!?\n《》〈〉“”‘’\"、()]")
_LONGEST_BEFORE: Final = 24
_AFTER: Final = re.compile(r"[^,;:。!?\n《》〈〉“”‘’\"、()]{0,32}")
# Between quotations in a row: 自治区“甲”、地区“乙”专题讲座 is a row too.
_JOINT: Final = re.compile(r"|、| |(?:、|和|与|及|以及)(?:国家|全国|自治区|地区|[省市区县州盟旗镇]级?)?")


class Quotation(Record, frozen=True):
    """A quotation: ``span`` with its marks, ``content`` without; ``inner`` for one that stands inside another."""

    span: Span
    content: Span
    inner: bool = False


class Row(Record, frozen=True):
    """Quotations in a row that share what stands before and after: “甲”“乙”和“丙”等品牌. ``listed`` where 、 stands before ``before``;
    ``modifies`` where only 的 stands between the row and another quotation (“甲”的“乙”).
    """

    items: tuple[Quotation, ...]
    before: str
    after: str
    listed: bool
    modifies: bool = False


@dataclass(frozen=True)
class Marked:
    """What stands in marks in a text, in reading order: its quotations, and its titles with their brackets."""

    quotations: Sequence[Quotation]
    titles: Sequence[Span]


class Places:
    """The places of quotations, asked for what stands around or inside them."""

    def __init__(self, quotes: Sequence[Quotation]) -> None:
        self._quotes = quotes
        self._starts = [quote.span.start for quote in quotes]
        self._closed = list(accumulate([quote.content.end for quote in quotes], max))  # how far any quotation up to this one goes
        self.contents = {quote.content for quote in quotes}

    def around(self, span: Span) -> Span:
        """The outermost quotation that a span stands in, with its marks, or the span itself."""
        start, end = span.start, span.end
        last = bisect_right(self._starts, start)
        if not last or self._closed[last - 1] < end:
            return span
        nested = 6  # an inner quotation or two may begin between the outer one and the span
        for quote in self._quotes[max(0, last - nested) : last]:
            content = quote.content
            if content.start <= start and end <= content.end:
                return quote.span
        return span

    def with_marks(self, span: Span) -> Span:
        """A span with the marks of every quotation whose content it covers."""
        start, end = span.start, span.end
        for at in range(bisect_left(self._starts, start - 2), len(self._quotes)):
            if self._starts[at] > end:
                break
            quote = self._quotes[at]
            content = quote.content
            if start <= content.start and content.end <= end:
                start, end = min(start, quote.span.start), max(end, quote.span.end)
                span = Span(start, end)
        return span


def marked(text: str) -> Marked:
    """All that stands in marks in a working text."""
    return Marked(quotations(text), titles(text))


def quotations(text: str) -> list[Quotation]:
    """Every quotation of a text, an outer one before what stands inside it."""
    signs = [sign for sign in _SIGNS if sign in text]
    found = _all_proper(text, 0, len(text), signs)
    if found is not None:
        return found
    found = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        proper = _all_proper(text, start, end, signs)
        found += _in_paragraph(text, [mark.start() for mark in _MARK.finditer(text, start, end)]) if proper is None else proper
        start = end + 1
    return found


def _all_proper(text: str, start: int, end: int, signs: Sequence[str]) -> list[Quotation] | None:
    """The quotations of a stretch where every mark has its partner, as in most; None where one has not, or one stands inside others.
    ``signs`` are the marks that the text has.
    """
    pairs = [pair.span() for pair in _PROPER_PAIR.finditer(text, start, end)]
    if 2 * len(pairs) != sum([text.count(sign, start, end) for sign in signs]):
        return None
    return _quoted([(opening, closing - 1) for opening, closing in pairs])


def _in_paragraph(text: str, places: list[int]) -> list[Quotation]:
    signs = "".join([text[i] for i in places])
    outer = _pairs(text, places, signs, "“”")
    if not _OTHER_MARK.search(signs):
        return outer
    straight = [q for q in _pairs(text, places, signs, '""') if not any(q.span.overlaps(o.span) for o in outer)]
    doubles = outer + straight
    single = _pairs(text, places, signs, "‘’")
    inner = [Quotation(q.span, q.content, any(d.content.covers(q.span) for d in doubles)) for q in single if not _crosses(q, doubles)]
    return sorted(doubles + inner, key=lambda q: (q.span.start, -q.span.end))


def _crosses(quotation: Quotation, others: list[Quotation]) -> bool:
    """Whether it ends inside another one or begins there: marks of two kinds got mixed up (‘"甲‘乙")."""
    return any(
        o.span.overlaps(quotation.span) and not o.content.covers(quotation.span) and not quotation.content.covers(o.span) for o in others
    )


def _pairs(text: str, places: list[int], signs: str, marks: str) -> list[Quotation]:
    """Pairs of one kind of mark among all that stand at ``places``. Marks that do not alternate properly (typed the wrong way round) are
    paired first with second.
    """
    opening, closing = marks[0], marks[1]
    own = [i for i, sign in zip(places, signs, strict=True) if sign in marks]
    written = "".join([sign for sign in signs if sign in marks])
    opened = written.count(opening)
    proper = written == (marks * len(own))[: len(own)]
    if not proper and (opened == len(own) or opened * 2 != len(own)):
        pairs = _repaired(text, own, opening, closing)
    else:
        pairs = list(zip(own[::2], own[1::2], strict=False))
    return _quoted(pairs)


def _quoted(pairs: Iterable[tuple[int, int]]) -> list[Quotation]:
    return [Quotation(Span(a, b + 1), Span(a + 1, b)) for a, b in pairs if 1 < b - a <= _LONGEST]


def _repaired(line: str, places: list[int], opening: str, closing: str) -> list[tuple[int, int]]:
    """Pairs where a mark is missing or turned round: a closing mark takes the nearest open one; an opening mark closes an open one when
    the two would otherwise nest, unless a proper closing mark follows it before the next opening one.
    """
    pairs: list[tuple[int, int]] = []
    start: int | None = None
    for n, i in enumerate(places):
        following = line[places[n + 1]] if n + 1 < len(places) else ""
        if start is None:
            start = i if line[i] == opening else None
        elif line[i] == closing or following != closing:
            pairs.append((start, i))
            start = None
        else:
            start = i
    return pairs


def titles(text: str) -> list[Span]:
    """The outermost 《titles》, brackets included; one that is not closed in its paragraph ends at its last inner closing bracket."""
    found: list[Span] = []
    start = text.find("《")
    while start >= 0:
        end = text.find("》", start, start + _LONGEST_TITLE + 1) + 1
        if not end or text.find("《", start + 1, end) >= 0 or text.find("\n", start, end) >= 0:
            last, end = _closing(text, start)
            if last > start:
                found.append(Span(start, last + 1))
        else:
            found.append(Span(start, end))
        start = text.find("《", end)
    return found


def _closing(text: str, start: int) -> tuple[int, int]:
    """The last bracket that closes something in the title that begins here, and where to look for the next title."""
    depth, last = 0, -1
    for bracket in _BRACKET.finditer(text, start):
        i = bracket.start()
        if depth and (bracket.group() == "\n" or i - start > _LONGEST_TITLE):
            return last, i
        if bracket.group() == "《":
            depth += 1
        elif depth:
            depth -= 1
            last = i
            if depth == 0:
                return last, i + 1
    return last, len(text)


def rows(text: str, quotes: Sequence[Quotation]) -> list[Row]:
    """Quotations grouped into rows; a code of digits right before a name (“1+11”“甲”) is one with it."""
    groups: list[list[Quotation]] = []
    for quote in quotes:
        between = text[groups[-1][-1].span.end : quote.span.start] if groups else "-"
        if groups and not between and formulas.DIGITS.fullmatch(text, *groups[-1][-1].content):
            groups[-1][-1] = Quotation(Span(groups[-1][-1].span.start, quote.span.end), quote.content)
        elif groups and len(between) < 6 and _JOINT.fullmatch(between):
            groups[-1].append(quote)
        else:
            groups.append([quote])
    chains = []
    for row in groups:
        start = row[0].span.start
        context = _before(text, start)
        begin = start - len(context)
        after = _AFTER.match(text, row[-1].span.end)
        behind = text[row[-1].span.end : row[-1].span.end + 2]
        modifies = behind[:1] == "的" and behind[1:] in ("“", "‘", '"')
        chains.append(Row(tuple(row), context, after.group() if after else "", text[begin - 1 : begin] == "、", modifies))
    return chains


def _before(text: str, start: int) -> str:
    """What stands before a quotation, back to the nearest mark; before one that begins a line, what ends the line above."""
    end = start - text.endswith("\n", 0, start)
    floor = max(0, start - _LONGEST_BEFORE - 1)
    stop = _UP_TO_STOP.match(text, floor, end)
    return text[max(stop.end() if stop else floor, end - _LONGEST_BEFORE) : end]
