"""The title of a report.

In: the working text and the furniture in it. Out: its words and where they stand, or None: many a report comes without.
Covered: 朝阳市双塔区人民政府2024年法治政府建设工作报告; 关于…情况的报告 under a line with the issuer; a title broken over lines, given
twice, with the year in 二〇二四, followed on the same line by the report; 依法行政, 法治建设, 全面依法治县 in older ones.
Left alone: headings (一、2024年法治政府建设情况), sentences (现将…情况报告如下), the breadcrumb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.corpus.furniture import Item
from kg.model import Span
from kg.text.headings import numbering
from kg.text.sentences import trim

_SUBJECT: Final = r"(?:法治|依法行政|依法治[国省市县区州旗镇])"
_END: Final = r"(?:报告|总结|情况|白皮书|汇报|自评|公告|公示|通报|思路|计划|要点|解读|说明)"
_TITLE: Final = re.compile(rf"^(?![。,;]).{{0,60}}{_SUBJECT}.{{0,40}}{_END}(?:[(〔\[].{{1,16}}[)〕\]])?$")
_PREFIX = re.compile(rf"^.{{0,50}}?{_SUBJECT}[^。,; ]{{0,40}}?(?:的?报告|年度报告|工作总结)(?= |$|20\d\d ?年|今年|[一近]年来|根据|按照|为)")
_NOT: Final = re.compile(r"^(?:现将|现就|根据|按照|为|以下是|附件|上一篇|下一篇|各位|我们)|[。;]|如下|\d+[件次名人]")
_HEAD: Final = re.compile(
    r"(?:政府|委员会|局|委|办公室|办事处|厅|党[组委]|工委|大队|支队|总队|中心|县|区|市|镇|乡|街道|关于.{0,40}|年度?|20\d\d年度?.{0,12}|的)$"
)
_BETWEEN: Final = re.compile(r"(?<=[^A-Za-z]) +| +(?=[^A-Za-z])")
_LINE: Final = re.compile(r"[^\n]+")
_DATED: Final = re.compile(r"20\d\d|二[〇○零]")
# How the second line of a title may begin though it would be a title by itself: the first then names the issuer.
_TAIL: Final = re.compile(rf"关于|20\d\d|二[〇○零]|年度|推进|{_SUBJECT}")
# A title stands in the first lines, or nowhere.
_FIRST_LINES: Final = 25
_LINES_OF_TITLE: Final = 3
_LONGEST: Final = 90


@dataclass(frozen=True)
class Title:
    """The words of a title without blanks and line breaks between its parts, and its place."""

    words: str
    span: Span


def find_title(text: str, furniture: Sequence[Span]) -> Title | None:
    """The title of a working text: the first one that names a year, else the first (a page's column is called 法治政府建设年度报告)."""
    found = list(_titles(text, islice(_first_lines(text, furniture), _FIRST_LINES)))
    dated = [title for title in found if _DATED.search(title.words)]
    return next(iter(dated or found), None)


def labelled_title(items: Iterable[Item]) -> Title | None:
    """The title that a page's table names (标题: 邹城市2023年法治政府建设情况报告), for a text that repeats it nowhere."""
    return next((Title(_bare(item.value), item.span) for item in items if _is_title(item.value)), None)


def _titles(text: str, lines: Iterator[Span]) -> Iterator[Title]:
    """What reads like a title above the first paragraph."""
    ahead = list(islice(lines, _LINES_OF_TITLE))
    while ahead:
        line = ahead[0]
        words = text[line.start : line.end]
        if numbering(words, 0, len(words)):
            return
        if "。" in words[:_LONGEST]:
            if title := _at_start(text, line):
                yield title
            return
        joined = next((title for count in range(_LINES_OF_TITLE, 0, -1) if (title := _joined(text, ahead[:count]))), None)
        title = joined or _at_start(text, line)
        if title:
            yield title
        over = sum(1 for other in ahead if other.start < title.span.end) if title else 1
        ahead = [*ahead[over:], *islice(lines, over)]


def _first_lines(text: str, furniture: Sequence[Span]) -> Iterator[Span]:
    """The first lines that hold more than furniture; of a line that holds both, what furniture leaves."""
    for found in islice(_LINE.finditer(text), _FIRST_LINES * 3):
        start, end = found.span()
        for piece in furniture:
            if piece.start < end and start < piece.end:
                before = trim(text, start, max(start, piece.start))
                if before.start < before.end:
                    yield before
                start = min(end, piece.end)
        line = trim(text, start, end)
        if line.start < line.end:
            yield line


def _joined(text: str, lines: Sequence[Span]) -> Title | None:
    """The title that these lines make together: each but the last breaks off, none is a title by itself."""
    parts = [text[line.start : line.end] for line in lines]
    if sum(map(len, parts)) > _LONGEST or any(_NOT.search(part) or numbering(part, 0, len(part)) for part in parts):
        return None
    if len(parts) > 1:
        if any(map(_is_title, parts[:-1])) or not all(map(_HEAD.search, parts[:-1])):
            return None
        if _is_title(parts[-1]) and not _TAIL.match(parts[-1]):
            return None
    words = "".join(parts)
    return Title(_bare(words), Span(lines[0].start, lines[-1].end)) if _is_title(words) else None


def _is_title(words: str) -> bool:
    return len(words) <= _LONGEST and bool(_TITLE.match(words)) and not _NOT.search(words)


def _at_start(text: str, line: Span) -> Title | None:
    """A title with the report after it on the same line."""
    found = _PREFIX.match(text[line.start : min(line.end, line.start + _LONGEST + 20)])
    if found is None or _NOT.search(found.group()):
        return None
    return Title(_bare(found.group()), Span(line.start, line.start + found.end()))


def _bare(words: str) -> str:
    """Without the blanks that set characters apart (2024 年 法治), and without the ones around it."""
    return _BETWEEN.sub("", words).strip() if " " in words else words.strip()
