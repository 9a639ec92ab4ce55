"""Tables that a page flattened to lines: a figure alone in its line is told by the lines above it.

In: the working text, its layout, the figures by sentence. Out: for each sentence that is nothing but a figure, a ``Cell``: the label of its
row and, where the head of the table names years, the year of its column.

Covered: 行政复议首选率 ⏎ 36.4% ⏎ 23.0% under 指标 ⏎ 2021年 ⏎ 2020年: the first figure behind the label belongs to the first year.
Left alone: figures with no short line above them; numbers without a unit, which could be those of the rows (作出维持决定 ⏎ 3509 ⏎ 74.7%:
the share alone is read; as 作出维持决定占比 where a head above says 比例).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.numbers import Amount
from kg.model import Layout

_SHARES: Final = ("率", "度", "比例", "占比", "比重", "比")
_YEAR: Final = re.compile(r"((?:19|20)\d\d) ?年(?:度|数据)?")
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_LABEL: Final = re.compile(r"(?!\d+$)[^。,;:!?]{2,24}")
# A table is looked for no farther up than this many lines.
_LONGEST: Final = 120


@dataclass(frozen=True)
class Cell:
    """What the lines above say of a figure: ``label`` is the row's, ``year`` the column's."""

    label: str
    year: int | None


def cells(text: str, layout: Layout, figures: Mapping[int, Sequence[Amount]]) -> dict[int, Cell]:
    """The cell of each sentence that is nothing but a figure, by the sentence's index."""
    lone = {index for index, amounts in figures.items() if _alone(text, layout, index, amounts)}
    found: dict[int, Cell] = {}
    for index in sorted(lone):
        first = index
        while first and (first - 1 in lone or _NUMBER.fullmatch(_words(text, layout, first - 1))):
            first -= 1
        label = _words(text, layout, first - 1) if first else ""
        if _LABEL.fullmatch(label) and not _YEAR.fullmatch(label):
            years = _years(text, layout, first - 1, lone)
            column = index - first
            if figures[index][0].unit == "%" and not label.endswith(_SHARES) and _shared(text, layout, first - 1, lone):
                label = f"{label}占比"  # 作出维持决定 ⏎ 3509 ⏎ 74.7%
            found[index] = Cell(label, years[column] if column < len(years) else None)
    return found


def _alone(text: str, layout: Layout, index: int, amounts: Sequence[Amount]) -> bool:
    span = layout.sentences[index].span
    return len(amounts) == 1 and text[span.start : span.end].rstrip("。;,、") == text[slice(*amounts[0].span)]


def _words(text: str, layout: Layout, index: int) -> str:
    span = layout.sentences[index].span
    return "".join(text[span.start : span.end].split())


def _shared(text: str, layout: Layout, label: int, lone: set[int]) -> bool:
    """Whether the head of the table that a label stands in has a column of shares."""
    for index in range(label - 1, max(-1, label - _LONGEST), -1):
        words = _words(text, layout, index)
        if words in _SHARES:
            return True
        if not (index in lone or _NUMBER.fullmatch(words) or _LABEL.fullmatch(words)):
            return False
    return False


def _years(text: str, layout: Layout, label: int, lone: set[int]) -> list[int]:
    """The years in the head of the table that a label stands in: up over its rows, until lines that are years."""
    years: list[int] = []
    for index in range(label - 1, max(-1, label - _LONGEST), -1):
        words = _words(text, layout, index)
        if year := _YEAR.fullmatch(words):
            years.append(int(year[1]))
        elif years or not (index in lone or _LABEL.fullmatch(words)):
            break
    return years[::-1] if len(years) > 1 else []
