"""Sentences and clauses of the working text.

In: the working text and a stretch of it. Out: spans in reading order, trimmed, without overlap.
How: one pass over the punctuation; what stands in brackets or quotation marks is jumped over whole where it closes in time, so that one
forgotten bracket costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Span

# Opening mark → closing mark, and how far apart the two may be: a title or an aside is short, a lost mark must not swallow a page.
_PAIRS: Final = {
    "《": ("》", 120), "〈": ("〉", 120), "(": (")", 160), "“": ("”", 120), "‘": ("’", 80), "【": ("】", 80), "〔": ("〕", 40),
    '"': ('"', 60),
}  # fmt: skip


def _marks(parting: str) -> re.Pattern[str]:
    """Matches up to the next mark: one that parts, or one that opens a pair with a mark in it. Other pairs are passed over."""
    marks = re.escape("".join(_PAIRS) + parting)
    closed = ((re.escape(mark), re.escape(close), reach - 2) for mark, (close, reach) in _PAIRS.items())
    pairs = [f"{mark}[^{marks}{close}]{{0,{most}}}+{close}" for mark, close, most in closed]
    return re.compile(f"(?:{'|'.join([f'[^{marks}]++', *pairs])})*+(?=[{marks}])")


_MARKS: Final = _marks("。!?;,:\n")
_STOPS: Final = _marks("。!?;")  # those of them that part sentences
_CLOSERS: Final = "”’》)】〕\""
_BEHIND: Final = _CLOSERS + "。!"  # what may follow the mark that ends a sentence
_TRIM: Final = " \n\t?"
# A comma after which a promise begins, in a sentence that has told of problems: 虽…但存在…问题,下一步将…
_PROMISE: Final = re.compile(r",(?=(?:下一步|下步|接下来|今后)[,]?[^,。]{0,30}(?:将|要|继续|着力|进一步))")


def trim(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends, and without the question marks that lost indents leave at its start."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return Span(start, end)


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a paragraph: parted at 。!?; but not inside brackets or quotation marks."""
    found: list[Span] = []
    start = span.start
    for position, mark in _outer_marks(text, span, _STOPS):
        if mark == "?" and _is_lost_blank(text, position, start):
            continue
        end = position + 1
        while end < span.end and text[end] in _BEHIND:
            end += 1
        if end > start:
            _add(found, text, start, end)
            start = end
    _add(found, text, start, span.end)
    if text.find("问题", span.start, span.end) < 0:  # no promise can follow an account of problems
        return found
    return [part for sentence in found for part in _promise_apart(text, sentence)]


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a sentence in the working text: parted at , ; : and at its end, but not inside brackets, quotation marks or numbers
    (1,200; 8:30). The marks they are parted at belong to none.
    """
    found: list[Span] = []
    start = span.start
    for position, mark in _outer_marks(text, span):
        if mark == "\n" or (mark in ",:" and _in_number(text, position)):
            continue
        _add(found, text, start, position)
        start = position + 1
    _add(found, text, start, span.end)
    return found


def _outer_marks(text: str, span: Span, marks: re.Pattern[str] = _MARKS) -> Iterator[tuple[int, str]]:
    """The marks of a stretch that stand outside brackets and quotation marks."""
    position = span.start
    while found := marks.match(text, position, span.end):
        at = found.end()
        position = at + 1
        mark = text[at]
        if mark not in _PAIRS:
            yield at, mark
            continue
        close = _closing(text, at, span.end)
        if close is not None:
            position = close + 1
            # “…。” ends a sentence inside the marks: it ends outside them as well, where nothing goes on
            if text[close - 1] in "。!" and (position == span.end or text[position] not in ",、:;。的"):
                yield close, "。"


def _closing(text: str, start: int, end: int) -> int | None:
    mark = text[start]
    close, reach = _PAIRS[mark]
    limit = min(end, start + reach)
    first = text.find(close, start + 1, limit)
    if first < 0:
        return None
    if text.find(mark, start + 1, first) < 0:
        return first
    depth, position = 0, start
    while position < limit:
        character = text[position]
        if character == close and (mark != close or position > start):
            depth -= 1
            if depth <= 0:
                return position
        elif character == mark:
            depth += 1
        position += 1
    # 《…《…》 with one closing mark missing: the first one that there is
    return first


def _is_lost_blank(text: str, position: int, start: int) -> bool:
    """Whether a question mark stands for a blank lost in conversion: at the start, or beside something that no question ends with."""
    return position == start or not ("\u3400" <= text[position - 1] <= "\u9fff" or text[position - 1] in _CLOSERS)


def _in_number(text: str, position: int) -> bool:
    return 0 < position < len(text) - 1 and text[position - 1].isdigit() and text[position + 1].isdigit()


def _promise_apart(text: str, span: Span) -> list[Span]:
    if text.find("问题", span.start, span.end) >= 0 and not text.startswith(("下一步", "下步"), span.start):
        found = _PROMISE.search(text, span.start, span.end)
        if found:
            parts: list[Span] = []
            _add(parts, text, span.start, found.end())
            _add(parts, text, found.end(), span.end)
            return parts
    return [span]


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    span = trim(text, start, end)
    if span.start < span.end:
        found.append(span)
