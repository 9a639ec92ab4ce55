"""The program and the body that a figure belongs to.

In: the figures of a report in reading order, its programs and bodies with their mentions. Out: for each figure the id of a program and of
a body, or None.

A body: named in the clause of the figure, before it or else behind it; else the last one before in its sentence.

A program: named in the clause of the figure (“法律明白人”1200名, 开展“铁拳”行动56次); else in a clause before it whose reach goes on
(推行“综合查一次”,联合检查216次). The reach ends at a semicolon, after a few clauses, where the topic changes, and with the first figure
that is the region's: a headline figure (收到行政复议申请, 受众) other than those that only a program has. A rate goes with the figure
before it. No figure belongs to one of several (“甲”“乙”等活动50场), nor, from a clause away, to what is only kept to (坚持“枫桥经验”) or to
a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.extract.frames import Frame
from kg.extract.located import Located
from kg.model import ProgramFact, Sentence, Span

# “宪法宣传周”等节点, “铁拳”行动等: one of several.
_OTHERS: Final = re.compile(r"[”’]?[^,;。、\d“]{0,4}等(?!级|次)")
_KEPT_TO: Final = re.compile(r"(?:坚持|弘扬|传承|认真学习|深入学习|贯彻)[^,;。]{0,8}$")
_RATES: Final = frozenset(("%", "个百分点"))
_FAR: Final = 4  # clauses
# Kinds of program that a figure belongs to only where they stand in its clause.
_NEAR_ONLY: Final = frozenset(("规划", "其他"))
# Headline figures that a district has through a program: 推行“免罚清单”,不予处罚86件.
_THROUGH_PROGRAMS: Final = frozenset((
    "lenient-penalties", "legal-advisers", "enforcement-supervisors", "school-legal-vice-principals", "accountability-reports",
    "legal-literate-persons", "demonstration-villages",
))  # fmt: skip


class Standing:
    """Where a figure stands: its sentence, its frame, the family of its topic, its indicator."""

    def __init__(self, sentence: Sentence, frame: Frame, family: str, indicator: str | None) -> None:
        self.sentence = sentence
        self.frame = frame
        self.family = family
        self.indicator = indicator


def bodies_of(figures: Iterable[Standing], actors: Located[str]) -> list[str | None]:
    """The body of each figure."""
    bodies: list[str | None] = []
    sentence: Sentence | None = None
    here: Sequence[tuple[Span, str]] = ()
    for figure in figures:
        if figure.sentence is not sentence:
            sentence = figure.sentence
            here = actors.beginning(sentence.span)
        bodies.append(_nearest(here, figure.frame) if here else None)
    return bodies


def programs_of(figures: Iterable[Standing], text: str, programs: Iterable[ProgramFact]) -> list[str | None]:
    """The program of each figure."""
    reach = _Reach(text, programs)
    return [reach.governing(figure) for figure in figures]


class _Reach:
    """Goes over the figures of a report, and knows how far each program reaches."""

    def __init__(self, text: str, programs: Iterable[ProgramFact]) -> None:
        programs = list(programs)
        self._text = text
        self._mentions = Located(sorted((m, p.id) for p in programs for m in p.mentions))
        self._types = {program.id: program.type for program in programs}
        self._sentence: Sentence | None = None
        self._here: Sequence[tuple[Span, str]] = ()
        self._last = (-1, "")  # where the figure before stands, and the family of the topic it goes on with
        self._program: str | None = None  # that of the figure before
        self._ended = -1  # where the mention begins whose reach has ended

    def governing(self, figure: Standing) -> str | None:
        """The program of the next figure."""
        if figure.sentence is not self._sentence:
            self._sentence, self._last, self._ended, self._program = figure.sentence, (-1, ""), -1, None
            self._here = self._mentions.beginning(figure.sentence.span)
        program = self._named(figure) if self._here else None
        self._program = program
        self._last = figure.frame.amount.span.start, figure.family or self._last[1]
        return program

    def _named(self, figure: Standing) -> str | None:
        own = _own(self._here, figure.frame)
        if own is not None:
            span, name = own
            several = span.end <= figure.frame.amount.span.start and _OTHERS.match(self._text, span.end)
            return None if several else name
        at = figure.frame.clause.start
        earlier = next(((m, name) for m, name in reversed(self._here) if m.end <= at), None)
        if earlier is None or earlier[0].start == self._ended:
            return None
        if self._reaches(earlier[0], earlier[1], figure):
            return earlier[1]
        self._ended = earlier[0].start
        return None

    def _reaches(self, span: Span, name: str, figure: Standing) -> bool:
        """Whether a program named in a clause before still governs a figure."""
        text, frame = self._text, figure.frame
        if frame.amount.unit in _RATES and self._program == name and not figure.indicator:
            return True  # 热线受理诉求5万件,办结率99%,群众满意率97%
        if self._types[name] in _NEAR_ONLY:
            return False
        if figure.indicator and figure.indicator not in _THROUGH_PROGRAMS:
            return False
        between = text[span.end : frame.clause.start]
        if ";" in between or between.count(",") > _FAR:
            return False
        if _OTHERS.match(text, span.end) or _KEPT_TO.search(text, max(0, span.start - 12), span.start):
            return False
        return not (self._last[0] > span.start and figure.family and self._last[1] not in ("", figure.family))


def _nearest(here: Sequence[tuple[Span, str]], frame: Frame) -> str | None:
    """What is named in the clause of a figure, before it or else behind it; else the last one named before in the sentence."""
    own = _own(here, frame)
    if own is not None:
        return own[1]
    return next((name for m, name in reversed(here) if m.end <= frame.clause.start), None)


def _own(here: Sequence[tuple[Span, str]], frame: Frame) -> tuple[Span, str] | None:
    """What is named in the clause of a figure."""
    at, clause = frame.amount.span.start, frame.clause
    start, end = clause.start, clause.end
    before = None
    for named in here:
        first, last = named[0].start, named[0].end
        if start <= first and last <= at:
            before = named
        elif at <= first and last <= end:
            return before or named
    return before
