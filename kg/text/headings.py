"""Headings: their numbering, their extent, and what kind of section they open.

In: a paragraph of the working text. Out: ``Heading`` or None; the ``SectionKind`` that its words say.
Covered: 第一部分; 一、; (一); 1. 1、; (1) 1) ①; 一是 一要 第一, 其一, (an item: a heading only where it starts its paragraph and a full
stop closes it before the text goes on). A heading takes its whole paragraph where that has no full stop, else its first sentence.
Left alone: 一是 in the middle of a paragraph; 3.5万; 第一责任人.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from kg.model import SectionKind, Span
from kg.record import Record
from kg.text.sentences import trim

_HAN: Final = "[一二三四五六七八九十]{1,3}"
# Longest sentence that still is the heading of its paragraph, in characters.
LONGEST_LEAD: Final = 60


class Style(IntEnum):
    """Kinds of numbering, from the widest to the narrowest."""

    PART = 0  # 第一部分
    HAN = 1  # 一、
    PAREN = 2  # (一)
    ARABIC = 3  # 1.
    SMALL = 4  # (1) ①
    PLAIN = 5  # no number
    ITEM = 6  # 一是


class Heading(Record, frozen=True):
    """A heading: ``span`` is empty where the paragraph is numbered but no sentence of it can be called a heading."""

    style: Style
    ordinal: int
    title: str
    span: Span


_NUMBERS: Final[tuple[tuple[Style, re.Pattern[str]], ...]] = (
    (Style.PART, re.compile(rf"第({_HAN})(?:部分|章|节)[、:,. ]?")),
    (Style.HAN, re.compile(rf"({_HAN}) ?[、.] ?")),
    (Style.PAREN, re.compile(rf"\( ?({_HAN}) ?\)[、.,]? ?")),
    (Style.ARABIC, re.compile(r"(\d{1,2}) ?(?:、|\.(?!\d)|\.(?=20\d\d年)) ?")),
    (Style.SMALL, re.compile(r"\(?(\d{1,2})\)[、.]? ?|([①-⑳]) ?")),
    (Style.ITEM, re.compile(rf"({_HAN})(?:是|要(?!素|点|件|求))|[第其]({_HAN})(?:,|、|是)|(首先|其次|再次|最后),")),
)
# How each numbering can begin, and by that character the numberings to try.
_FIRST: Final = {
    Style.PART: "第",
    Style.HAN: "一二三四五六七八九十",
    Style.PAREN: "(",
    Style.ARABIC: "0123456789",
    Style.SMALL: "(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    Style.ITEM: "一二三四五六七八九十第其首再最",
}
_BY_FIRST: Final = {
    first: tuple((style, pattern) for style, pattern in _NUMBERS if first in _FIRST[style]) for first in sorted({*"".join(_FIRST.values())})
}
# The characters that a numbering can begin with.
NUMBERING: Final = frozenset(_BY_FIRST)
_ENDS: Final = re.compile(r"[。!;]|\?(?=.)")
_FINAL: Final = re.compile(r"[。!?;:…,、][”’》)】\"]*$")
_CUT: Final = re.compile(r"[,。:;]")
_THREE: Final = re.compile(r"[\u4e00-\u9fff]{3}")
_QUOTED_BLANK: Final = re.compile(r"[“‘《(][^”’》)]*[”’》)]")
# How the first sentence begins after a heading on the same line.
_BODY_BEGINS: Final = re.compile(r" +(?:20\d\d ?年|今年|[一近]年来|[我本全][省市区县旗州镇乡局委厅])")
_DIGIT_COUNT: Final = re.compile(r"\d+(?:\.\d+)?(?:[万亿余多]+)?(?![\d.年月日\-—])[\u4e00-\u9fff%]|%")
# 某某区人民政府, 2025年1月20日: the lines that close a report
_LAST_LINES: Final = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,30}(?:政府|局|委员会|委|办公室|厅|院)(?:办公室)?"
    r"|\d{4}年\d{1,2}月\d{1,2}日|20\d\d[-./]\d{1,2}[-./]\d{1,2})$"
)

# What a heading's words say. Each is tried on the heading without its number.
# 存在的主要问题和不足 | 不: 坚持问题导向, 解决突出问题
_PROBLEMS: Final = re.compile(
    r"存在.{0,10}(?:问题|不足|短板|差距|困难|薄弱|原因)|(?:问题|不足|短板|差距|困难|挑战)(?:和|与|及|以及|、)(?:主要)?(?:不足|原因|问题|困难|短板|挑战|差距|下|改进|打算|薄弱)"
    r"|(?:主要|面临的?)(?:问题|困难|不足|短板)|不足之处|薄弱环节$|^(?:问题|不足|短板|困难)(?:$|[,:。])"
)
_NOT_PROBLEMS: Final = re.compile(r"导向|解决|破解|化解|针对|聚焦|整治|补齐|回应")
# 2025年工作计划, 下一步打算, 努力方向 | 不: 深入实施三年行动计划
_PLANS: Final = re.compile(
    r"下一步|下步|下一?阶段|下一?年度?(?:的|工作|重点|打算|计划)|今后|明年|来年"
    r"|(?:工作|重点)(?:打算|计划|安排|思路|设想|谋划|举措和打算)(?:情况)?$|(?:打算|设想|展望)$|努力(?:的)?方向|改进(?:措施|方向|方法|思路)|整改(?:措施|方向)$"
)
_DONE: Final = re.compile(r"(?:完成|落实|执行|推进|开展|实施)情况$|成效$")
_LEADERSHIP: Final = re.compile(
    r"(?:主要(?:负责人|负责同志|领导)|党政(?:主要)?负责人|一把手|领导干部).{0,30}(?:履行|履职|第一责任)|(?:履行|落实|压实|履职).{0,20}第一责任人?(?:的)?职?责?"
)
_ACHIEVEMENTS: Final = re.compile(r"(?:主要|工作|经验)(?:举措|做法|成效|措施|成绩|亮点|情况)|成效|开展情况|进展情况|完成情况")
_YEAR: Final = re.compile(r"(20\d\d)年(?:度)?(.{0,30})")


def numbering(text: str, start: int, end: int) -> tuple[Style, int, int] | None:
    """The numbering at the start of a stretch: its style, its ordinal, and where it ends."""
    for style, pattern in _BY_FIRST.get(text[start : start + 1], ()):
        found = pattern.match(text, start, end)
        if found:
            return style, ordinal(found[found.lastindex or 0]), found.end()
    return None


def ordinal(numeral: str) -> int:
    """The value of 三, 十二, 二十一, 7, ③, 首先.

    >>> [ordinal(n) for n in ("三", "十二", "二十一", "7", "③")]
    [3, 12, 21, 7, 3]
    """
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    if numeral in ("首先", "其次", "再次", "最后"):
        return ("首先", "其次", "再次", "最后").index(numeral) + 1
    tens, found, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    value = (digits.find(tens[-1:]) + 1 if tens else 1) * 10 if found else 0
    return value + (digits.find(ones[-1:]) + 1 if ones else 0)


def read_heading(text: str, span: Span) -> Heading | None:
    """The heading with which a paragraph begins, or which it is."""
    number = numbering(text, span.start, span.end)
    if number is None:
        return _plain(text, span)
    style, value, after = number
    end = _extent(text, span, after)
    if style is Style.ITEM and (end is None or _DIGIT_COUNT.search(text, after, end)):
        return None
    if end is None or end == after:
        cut = _CUT.search(text, after, min(span.end, after + 40))
        return Heading(style, value, text[span.start : cut.start() if cut else min(span.end, after + 30)], Span(span.start, span.start))
    return Heading(style, value, text[span.start : end].replace("\n", "").rstrip("。;!:, "), trim(text, span.start, end))


def _extent(text: str, span: Span, after: int) -> int | None:
    """Where the heading of a numbered paragraph ends, None where its first sentence is content."""
    stop = _ENDS.search(text, after, span.end)
    colon = text.find(":", after, min(span.end, after + 30))
    blank = _blank(text, after, span.end)
    if blank and _BODY_BEGINS.match(text, blank):
        return blank
    if stop is None:
        if span.end - after <= LONGEST_LEAD * 2:
            return span.end
    elif stop.start() - after <= LONGEST_LEAD:
        if stop.group() == ";" or (stop.end() >= span.end and _DIGIT_COUNT.search(text, after, stop.start())):
            return None  # a list in one paragraph; a paragraph of one sentence that tells a figure
        item = text.find("一是", after + 4, stop.start())
        return item if item > 0 and text[item - 1] not in "统唯之" else stop.end()
    return colon + 1 if colon > 0 else blank


def _blank(text: str, start: int, end: int) -> int | None:
    """The first blank near the start that is not inside quotation marks: 一、工作情况 2024年,我局…, all on one line."""
    if text.find(" ", start + 2, min(end, start + LONGEST_LEAD)) < 0:
        return None
    lead = _QUOTED_BLANK.sub(lambda found: "x" * len(found.group()), text[start : min(end, start + LONGEST_LEAD)])
    at = lead.find(" ", 2)
    return start + at if at > 0 else None


def _plain(text: str, span: Span) -> Heading | None:
    """A heading without a number: a short paragraph that no punctuation ends."""
    line = text[span.start : span.end]
    if not 3 <= len(line) <= 45 or _FINAL.search(line) or _LAST_LINES.match(line) or "。" in line:
        return None
    if not _THREE.search(line) or _DIGIT_COUNT.search(line):
        return None
    return Heading(Style.PLAIN, 0, line, span)


def kinds_of(heading: Heading, year: int | None) -> tuple[SectionKind, ...]:
    """The kinds of section that a heading names, in the order they will come: none, one, or 存在的问题和下一步打算."""
    number = _NUMBER.match(heading.title)
    words = heading.title[number.end() :] if number else heading.title
    kinds: list[SectionKind] = []
    problems = _PROBLEMS.search(words)
    plans = _plans(words, year)
    if problems and not (_NOT_PROBLEMS.search(words) and not plans):
        kinds.append(SectionKind.PROBLEMS)
    if plans:
        kinds.append(SectionKind.PLANS)
    if not kinds and _LEADERSHIP.search(words):
        kinds.append(SectionKind.LEADERSHIP)
    if not kinds and heading.style in (Style.PART, Style.HAN) and _ACHIEVEMENTS.search(words):
        kinds.append(SectionKind.ACHIEVEMENTS)
    return tuple(kinds)


_NUMBER: Final = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _NUMBERS))


def _plans(words: str, year: int | None) -> bool:
    if _DONE.search(words):
        return False
    if _PLANS.search(words):
        return True
    for written, rest in _YEAR.findall(words) if "20" in words else ():
        later = int(written) > year if year else False
        if later and re.search(r"计划|安排|打算|思路|重点|任务|工作|方向|目标", rest):
            return True
        if re.search(r"(?:工作)?(?:计划|打算|安排|思路)$", rest) and (later or year is None):
            return True
    return False
