"""What stands around each figure of a sentence: its clause, the words before and after it that belong to it.

In: the working text, a sentence, its amounts. Out: one ``Frame`` an amount, in reading order.

Covered: clauses parted at , ; : (never inside quotation marks, titles or numbers); a list under one verb (一审12件、二审3件; 12家商会、
17家律所签署协议); two figures without a mark between (2支队伍6人参加); an aside in brackets, a clause of its own behind the figure it
explains (272人(同比增长7%)); a figure alone in brackets behind its noun (工作站(12个)、工作室(156个)), which is of the clause around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.numbers import Amount
from kg.model import Span
from kg.record import Record

_HIDDEN: Final = "\x01"  # quoted, or in a title
_ASIDE: Final = "\x02"  # in brackets
_FIGURE: Final = "\x03"
_BRACKET: Final = re.compile(r"\([^()]*\)")
_CLAUSE_MARK: Final = re.compile(r"[,;:。!?]+\n?[,;:。!?]*")
# 20个调委会|共受理纠纷1256件: those who acted, and what they did.
_NEXT_ITEM: Final = re.compile(r"、|^[\x02)]*(?:和|及|与|以及)|(?<=[会所室站心团队院员门位])共(?=[受办调审化处查排])")
# 工作站|(12个): a noun, and no other figure of it.
_NOUN_BEFORE: Final = re.compile(r"(?<![\x02\x03])[^、,;:。!?()\x02\x03]{2,}$")


class Frame(Record, frozen=True):
    """An amount in its clause. ``before`` and ``after`` are the words of its own item; ``lead`` the words of the clause before its item;
    ``tail`` those after it, up to the end of the clause; ``aside`` the index of the frame that a bracket explains.
    """

    amount: Amount
    clause: Span
    item: int
    before: str
    after: str
    lead: str
    tail: str
    aside: bool
    strong: bool  # a semicolon or the start of the sentence stands before the clause


def frames(text: str, sentence: Span, amounts: Sequence[Amount], hidden: Iterable[Span]) -> list[Frame]:
    """The frames of the amounts of one sentence (``hidden``: quotations and titles)."""
    if not amounts:
        return []
    found: list[Frame] = []
    starts = [a.span.start for a in amounts]
    bracketed = text.find("(", sentence.start, sentence.end) >= 0
    clauses, counts = _clauses(text, sentence, amounts, hidden)
    for start, end, aside, strong in clauses:
        first = bisect_left(starts, start)
        inside = amounts[first : bisect_left(starts, end, first)]
        if bracketed and not aside:
            inside = [a for a in inside if a.span.start in counts or not _in_aside(text, a, start, end, amounts)]
        if inside:
            found += _items(text, Span(start, end), inside, aside, strong)
    return sorted(found, key=_place) if bracketed else found  # what stands in brackets was found first


def _place(frame: Frame) -> Span:
    return frame.amount.span


def _mask(text: str, sentence: Span, amounts: Sequence[Amount], hidden: Iterable[Span]) -> str:
    start, stop = sentence.start, sentence.end
    masked = text[start:stop]
    for spans, mark in ((hidden, _HIDDEN), ([a.span for a in amounts], _FIGURE)):
        for span in spans:
            begin, end = span.start, span.end
            begin = begin - start if begin > start else 0
            end = (end if end < stop else stop) - start
            if begin < end:
                masked = f"{masked[:begin]}{mark * (end - begin)}{masked[end:]}"
    return masked


def _clauses(
    text: str, sentence: Span, amounts: Sequence[Amount], hidden: Iterable[Span]
) -> tuple[list[tuple[int, int, bool, bool]], set[int]]:
    """(start, end, aside, after a semicolon) of the clauses with figures; brackets with figures come out as clauses and are shut in the
    outer ones, but for those that hold nothing else behind their noun; and where the figures of these begin.
    """
    masked = _mask(text, sentence, amounts, hidden)
    clauses: list[tuple[int, int, bool, bool]] = []
    counts: set[int] = set()
    for bracket in list(_BRACKET.finditer(masked)) if "(" in masked else ():
        begin, end = bracket.span()
        inside = masked[begin + 1 : end - 1]
        if inside and not inside.strip(_FIGURE) and _NOUN_BEFORE.search(masked, 0, begin):
            counts.add(sentence.start + begin + 1)
            continue
        if _FIGURE in inside:
            clauses += _parted(masked, begin + 1, end - 1, sentence.start, aside=True)
        masked = masked[:begin] + _ASIDE * (end - begin) + masked[end:]
    return clauses + _parted(masked, 0, len(masked), sentence.start, aside=False), counts


def _parted(masked: str, begin: int, end: int, offset: int, *, aside: bool) -> list[tuple[int, int, bool, bool]]:
    parts: list[tuple[int, int, bool, bool]] = []
    at, last = begin, -1  # where the clause begins, and the mark before it
    for mark in (*(found.span() for found in _CLAUSE_MARK.finditer(masked, begin, end)), (end, end)):
        if masked.find(_FIGURE, at, mark[0]) >= 0:
            parts.append((offset + at, offset + mark[0], aside, last < 0 or masked[last] in ";。!?"))
        last, at = mark
    return parts


def _in_aside(text: str, amount: Amount, start: int, end: int, amounts: Sequence[Amount]) -> bool:
    """Whether an amount of the outer clause stands in one of its brackets, where it has a clause of its own."""
    opened = text.rfind("(", start, amount.span.start)
    if opened < 0 or text.find(")", opened, amount.span.start) >= 0:
        return False
    closed = text.find(")", amount.span.end, end)
    return closed >= 0 and not any(a.span.start < opened < a.span.end for a in amounts)


def _items(text: str, clause: Span, amounts: Sequence[Amount], aside: bool, strong: bool) -> list[Frame]:
    """The frames of one clause: its amounts parted at 、 and 和 between them."""
    opens, closes = clause.start, clause.end
    plain = text.find(" ", opens, closes) < 0 and text.find("\n", opens, closes) < 0
    cuts = [opens]
    for left, right in pairwise(amounts):
        mark = _NEXT_ITEM.search(text[left.span.end : right.span.start])
        cuts.append(left.span.end + mark.end() if mark else -1)
    found: list[Frame] = []
    item, last = 0, len(amounts) - 1
    for n, amount in enumerate(amounts):
        begin = cuts[n]
        if begin < 0:
            begin = amounts[n - 1].span.end
        elif n:
            item += 1
        stop = closes
        if n < last:
            stop = amounts[n + 1].span.start if cuts[n + 1] < 0 else cuts[n + 1] - 1
        span = amount.span
        tail = text[amounts[last].span.end : closes] if n < last else ""
        before, after, lead = text[begin : span.start], text[span.end : stop], text[opens:begin]
        if before[-1:] == "(" and after[:1] == ")":
            before, after = before[:-1], ""  # what follows says what the noun does
        if not plain:
            before, after, lead, tail = map(_joined, (before, after, lead, tail))
        found.append(Frame(amount, clause, item, before, after, lead, tail, aside, strong))
    return found


def _joined(words: str) -> str:
    """Without the line breaks and blanks that only the page put between characters."""
    return "".join(words.split()) if " " in words or "\n" in words else words


def adjacent(found: Sequence[Frame], i: int) -> bool:
    """Whether the frame after frame ``i`` follows it without a mark between: 2支队伍|6人."""
    return 0 <= i < len(found) - 1 and found[i + 1].clause == found[i].clause and found[i + 1].item == found[i].item


def series_of(frame: Frame, found: Sequence[Frame], i: int) -> int:
    """How many figures of the same clause stand before it."""
    n = 0
    while n < i and found[i - n - 1].clause == frame.clause:
        n += 1
    return n


def follows_figure(found: Sequence[Frame], i: int) -> bool:
    """Whether the clause right before that of frame ``i``, or its own, has another figure."""
    return i > 0 and found[i - 1].clause.end >= found[i].clause.start - 2
