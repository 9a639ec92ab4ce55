"""The year a report is about, the span of time it covers, and the day it was published.

In: the title, the working text, the labelled dates. Out: values, each with the words it was read from.
Order of trust for the year: title, opening sentence, headings (一、2024年…情况), a plan for the next year less one, the year named most
often, the year of publication less one (itself in the second half of the year). A date before the reported year is a banner's and no
publication.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.corpus.furniture import Item
from kg.corpus.title import Title
from kg.model import Reason, Span, Where

_DIGITS: Final = dict(zip("〇○零一二三四五六七八九Oo0123456789", "00012345678900" + "0123456789", strict=True))
_YEAR: Final = r"(?:20[0-4]\d|二[〇○零Oo][〇○零一二三四][〇○零Oo一二三四五六七八九])"
_WRITTEN: Final = re.compile(rf"(?<![\d第—~-])({_YEAR}) ?(?:年度?|(?=法治|依法))")
_SPAN: Final = re.compile(rf"({_YEAR}) ?年?(?:—|-|~|至|到)+ ?({_YEAR}) ?年")
_FIVE: Final = re.compile(r"(?<!\d)[五5]年(?:来|间|以来|法治|依法)")
_HALF: Final = re.compile(r"上半年|1—6月|1-6月|1至6月|半年度")
_HEADING: Final = re.compile(
    rf"[ ]*(?:[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十]{{1,3}}\)|\d{{1,2}}[.、]) ?"
    rf"(?:[^\n,。;:《》“\d]{{0,16}}[省市区县州旗镇乡局厅委办会府道处所])?({_YEAR}) ?年?度?(.{{0,30}})"
)
_IN_TITLE: Final = re.compile(r"《[^》]*$")
# 现将2022年度工作情况报告如下: how an introduction ends, however long it was; and how long one may be.
_REPORTED: Final = re.compile(rf"现[将就][^。;,《》]{{0,30}}?({_YEAR}) ?年(?=[^。;《》]{{0,40}}(?:报告|汇报|总结|公布|通报))")
_INTRODUCTION: Final = 900
_SECOND_HALF: Final = 7  # the month it begins with
_NUMBERED: Final = re.compile(r"(?m)^[ ]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")
_PLAN: Final = re.compile(r"计划|打算|安排|思路|重点|目标|任务")
_DAY: Final = re.compile(r"(20\d\d) ?[年./\-—] ?(\d{1,2}) ?[月./\-—] ?(\d{1,2})")
_HAN: Final = "[一二三四五六七八九十]"
_SIGNED: Final = re.compile(
    rf"(?m)[ ]*(?P<year>{_YEAR}) ?年 ?(?P<month>\d{{1,2}}|{_HAN}{{1,2}}) ?月 ?(?P<day>\d{{1,2}}|{_HAN}{{1,3}}) ?日[ ]*$"
)
_LAST_OF_DAY: Final = re.compile(r"(?m)日[ ]*$")
# …工作情况 (2025-04-23): behind a title
_BEHIND_TITLE: Final = re.compile(r"(?m)[(\[【] ?(20\d\d)[年./\-](\d{1,2})[月./\-](\d{1,2})日? ?[)\]】] *$")
_TOP: Final = 300
# Labels of dates in order of trust.
_LABELS: Final = (
    "发布", "更新", "公开", "发表", "发稿", "上传", "时间", "日期", "录入", "添加", "创建", "印发", "制发", "发文", "成文", "生成", "公文",
)  # fmt: skip


@dataclass(frozen=True)
class Dating:
    """The outcome: year, period, day of publication, and why."""

    year: int | None
    period: str
    published: date | None
    reasons: tuple[Reason, ...]
    problems: tuple[str, ...]


def find_dating(text: str, title: Title | None, dates: Sequence[Item], body: int) -> Dating:
    """Date a report. ``body`` is where its text begins, after the title."""
    votes = list(_votes(text, title, body)) or list(_last_resort(text, dates, body))
    reasons: list[Reason] = []
    problems: list[str] = []
    year = None
    if votes:
        year, reason = votes[0]
        reasons.append(reason)
        for other, against in votes[1:]:
            if other != year and against.where in (Where.TITLE, Where.BODY):
                said = f"the {reason.where.value} says {year} ({reason.quote}), the text also {other} ({against.quote})"
                problems.append(f"{said}; {year} was taken")
                break
    else:
        problems.append("no year is named in title, opening or headings")
    period = _period(text, title, body)
    published, why = _published(text, dates, year)
    if why:
        reasons.append(why)
    return Dating(year, period, published, tuple(reasons), tuple(problems))


def year_of(written: str) -> int:
    """The number of a written year.

    >>> year_of("二〇二四"), year_of("2024")
    (2024, 2024)
    """
    return int("".join(_DIGITS[character] for character in written))


def _votes(text: str, title: Title | None, body: int) -> Iterator[tuple[int, Reason]]:
    """Years in order of trust, with their reasons."""
    if title:
        head = text[title.span.start : title.span.end]
        found = _SPAN.search(head) or _WRITTEN.search(head)
        if found:
            yield _vote(found, found.lastindex or 1, Where.TITLE, title.span.start)
    heading = _NUMBERED.search(text, body)
    until = min(len(text), body + 80, heading.start() if heading else len(text))
    opening = next((found for found in _WRITTEN.finditer(text, body, until) if not _in_title(text, body, found)), None)
    if opening is None:
        opening = _REPORTED.search(text, body, min(len(text), body + _INTRODUCTION, heading.start() if heading else len(text)))
    if opening:
        yield _vote(opening, 1, Where.BODY, 0)
    counted: Counter[int] = Counter()
    first: dict[int, re.Match[str]] = {}
    plans: list[re.Match[str]] = []
    for found in _headings(text):
        if _PLAN.search(found.group(2)) and not re.search("成效|完成|落实|情况", found.group(2)):
            plans.append(found)
        else:
            value = year_of(found.group(1))
            counted[value] += 1
            first.setdefault(value, found)
    if counted:
        value = max(sorted(counted), key=lambda year: counted[year])
        yield _vote(first[value], 1, Where.BODY, 0)
    for found in plans[:1]:
        value, reason = _vote(found, 1, Where.BODY, 0)
        yield value - 1, Reason("year", str(value - 1), Where.BODY, reason.quote, reason.span)


# A pattern that begins a line is tried at lines alone, which takes a fraction of the time of looking for lines by the pattern.


def _headings(text: str) -> Iterator[re.Match[str]]:
    """Headings that name a year."""
    start = 0
    for line in text.split("\n"):
        if found := _HEADING.match(text, start):
            yield found
        start += len(line) + 1


def _signatures(text: str) -> Iterator[re.Match[str]]:
    """Days that stand in a line of their own."""
    for last in _LAST_OF_DAY.finditer(text):
        if found := _SIGNED.match(text, text.rfind("\n", 0, last.start()) + 1):
            yield found


def _last_resort(text: str, dates: Sequence[Item], body: int) -> Iterator[tuple[int, Reason]]:
    """Where nothing else tells: the year that the text names most often, which must not contradict the day of publication; else that day's
    year less one, as reports come out in spring, or itself where the day lies in the second half of the year.
    """
    day = next((found for item in dates if (found := _DAY.search(item.value))), None)
    around = {int(day.group(1)) - 1, int(day.group(1))} if day else None
    named = [found for found in _WRITTEN.finditer(text, body) if not _in_title(text, body, found)]
    counted = Counter(year_of(found.group(1)) for found in named)
    fitting = [year for year in counted if (around is None and counted[year] > 1) or (around is not None and year in around)]
    if fitting:
        value = max(fitting, key=lambda year: (counted[year], -year if day and int(day.group(2)) < _SECOND_HALF else year))
        yield _vote(next(found for found in named if year_of(found.group(1)) == value), 1, Where.BODY, 0)
    elif day:
        value = int(day.group(1)) - (int(day.group(2)) < _SECOND_HALF)
        item = next(item for item in dates if _DAY.search(item.value))
        yield value, Reason("year", str(value), Where.DERIVED, item.value, item.span)


def _in_title(text: str, body: int, found: re.Match[str]) -> bool:
    """《2021年要点》 dates the document, not the report."""
    return _IN_TITLE.search(text, max(body, found.start() - 60), found.start()) is not None


def _vote(found: re.Match[str], group: int, where: Where, offset: int) -> tuple[int, Reason]:
    value = year_of(found.group(group))
    start, end = found.span()
    return value, Reason("year", str(value), where, found.group().strip(), Span(start + offset, end + offset))


def _period(text: str, title: Title | None, body: int) -> str:
    head = text[title.span.start : title.span.end] if title else text[body : body + 60]
    if _SPAN.search(head) and not re.search(r"[纲规]", head):
        return "years"
    if _FIVE.search(head):
        return "years"
    return "half-year" if _HALF.search(head) else "year"


def _published(text: str, dates: Sequence[Item], year: int | None) -> tuple[date | None, Reason | None]:
    """The labelled date of most trust that is not before the reported year, else the date that closes the report."""
    for item in sorted(dates, key=lambda item: next((rank for rank, label in enumerate(_LABELS) if item.label.startswith(label)), 99)):
        if item.label.startswith(("失效", "废止", "生效")):
            continue
        found = _DAY.search(item.value)
        day = _day(*found.groups()) if found else None
        if day and (year is None or day.year >= year):
            return day, Reason("published", day.isoformat(), Where.FURNITURE, item.value, item.span)
    for found in reversed(list(_signatures(text))):
        day = _day(str(year_of(found.group("year"))), found.group("month"), found.group("day"))
        if day and (year is None or day.year >= year):
            return day, Reason("published", day.isoformat(), Where.BODY, found.group().strip(), Span(*found.span()))
    if found := _BEHIND_TITLE.search(text, 0, _TOP):
        day = _day(*found.groups())
        if day and (year is None or day.year >= year):
            quote = found.group().strip()
            return day, Reason("published", day.isoformat(), Where.TITLE, quote, Span(found.start(), found.start() + len(quote)))
    return None, None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), _number(month), _number(day))
    except ValueError:  # 2024年13月40日: a slip, no date
        return None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, found, ones = written.rpartition("十")
    digits = "一二三四五六七八九"
    return (((digits.find(tens) + 1) or 1) * 10 if found else 0) + digits.find(ones) + 1 if ones else ((digits.find(tens) + 1) or 1) * 10
