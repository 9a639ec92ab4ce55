"""Every figure of a report: where it stands, what it says, what it counts.

In: a report, its layout, its programs, bodies and documents. Out: one ``Measurement`` a figure, in reading order, and a ``Rejection``
for each number that is none, with the reason.

How: ``numbers`` finds amounts, ``screens`` holds back what counts nothing (dates, ordinals, codes, names), ``frames`` parts the sentence
around them, ``cells`` reads tables flattened to lines, ``measures`` makes the title, ``moods`` tells kind and year, ``indicators`` links;
program and body are those named nearest in the same sentence.
The surface forms are listed in those modules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.extract.cells import cells
from kg.extract.frames import Frame, frames
from kg.extract.indicators import IndicatorLinker
from kg.extract.located import Located
from kg.extract.measures import Measure, Titler, Trail
from kg.extract.moods import Dated, judged_kind, year_of
from kg.extract.numbers import Amount, NumberGrammar
from kg.extract.quotations import Marked, marked
from kg.extract.readings import Reader, Reading, Thread
from kg.extract.screens import Marks, screen
from kg.model import (
    BodyFact,
    DocumentFact,
    FactKind,
    Layout,
    Measurement,
    ProgramFact,
    Rejection,
    Report,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from kg.vocabulary import Vocabulary

# 一是, 第二, 3.: how an item within a paragraph opens; and how many sentences one may be long.
_ITEM_OPENS = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九][,、]|\d{1,2}[.、]")
_ITEM = 8
# 再创建3个, 培育200名: more of what there is.
_ADDING = re.compile(r"新(?!时代)|再|培育|培养|增设|增加|发展|创建|打造|建成|建设|选聘|招募|招录|完成")
# A heading that is longer carries text of its own.
_LONGEST_HEADING = 40


class _Place(NamedTuple):
    """Where a figure stands: the year of the report, section, sentence, the words of the sentence and the same without titles; the year
    of its column in a table.
    """

    year: int | None
    section: Section
    sentence: Sentence
    words: str
    masked: str
    column: int | None  # the year of the column of a table


class QuantityFinder:
    """The figures of any number of reports, with the grammar compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._grammar = NumberGrammar(vocabulary.units.values())
        self._titler = Titler(vocabulary.word_lists)
        self._reader = Reader(vocabulary.word_lists)
        self._linker = IndicatorLinker(vocabulary.indicators.values())

    def find(
        self,
        report: Report,
        layout: Layout,
        programs: tuple[ProgramFact, ...],
        bodies: tuple[BodyFact, ...],
        documents: tuple[DocumentFact, ...],
        *,
        marks: Marked | None = None,
    ) -> tuple[tuple[Measurement, ...], tuple[Rejection, ...]]:
        """All figures of a report, and all numbers that are none. ``marks`` are those of the layout's text, where they are known."""
        text = layout.text
        marks = marks or marked(text)
        named = sorted({*marks.titles, *(m for d in documents for m in d.mentions)})
        quoted = [q.span for q in marks.quotations]
        by_sentence, rejections = self._amounts(text, layout, named, quoted)
        masked = _without(text, named)
        mentions = Located(sorted((m, p.id) for p in programs for m in p.mentions))
        actors = Located(sorted((m, b.id) for b in bodies for m in b.mentions))
        hidden = Located(sorted((s, "") for s in [*named, *quoted]))
        found: list[Measurement] = []
        table = cells(text, layout, by_sentence)
        openers = _openers(text, layout)
        trail, thread, section = Trail(), Thread(), -1
        for index in sorted(by_sentence):
            sentence = layout.sentences[index]
            if sentence.section != section:
                trail, thread, section = Trail(), Thread(), sentence.section
            framed = frames(text, sentence.span, by_sentence[index], [s for s, _ in hidden.beginning(sentence.span)])
            cell = table.get(index)
            if cell is not None:
                framed = [framed[0]._replace(before=cell.label, strong=True)]
            before = [text[sentence.span.start : f.clause.start] for f in framed]
            about = layout.sections[section]
            headings = (*about.path, *_item_above(text, layout, openers, index))
            measures = self._titler.measures(framed, before, headings, trail, index)
            readings = self._reader.read(text, sentence, framed, headings, thread)
            words, bare = text[slice(*sentence.span)], masked[slice(*sentence.span)]
            place = _Place(report.identity.year, about, sentence, words, bare, cell.year if cell else None)
            programs_here, actors_here = mentions.beginning(sentence.span), actors.beginning(sentence.span)
            last: tuple[int, str] | None = None  # where a figure stands, and the family of the topic it goes on with
            for frame, measure, reading in zip(framed, measures, readings, strict=True):
                program = _governing(programs_here, text, frame, reading, last)
                last = frame.amount.span.start, reading.family or (last[1] if last else "")
                found.append(self._measurement(place, frame, measure, reading, (program, _nearest(actors_here, frame))))
        return tuple(sorted(found, key=lambda m: m.span)), tuple(rejections)

    def _amounts(
        self, text: str, layout: Layout, named: Sequence[Span], quoted: Sequence[Span]
    ) -> tuple[dict[int, list[Amount]], list[Rejection]]:
        """The amounts that count something, by sentence, and the numbers that do not."""
        amounts = list(self._grammar.find(text))
        marks = Marks(text, named, quoted, amounts)
        starts = [s.span.start for s in layout.sentences]
        kept: dict[int, list[Amount]] = defaultdict(list)
        rejections: list[Rejection] = []
        for amount in amounts:
            refused = screen(amount, marks)
            index = bisect_right(starts, amount.span.start) - 1
            if refused is None:
                refused = _misplaced(layout, index, amount)
            if refused is None:
                kept[index].append(amount)
            else:
                rejections.append(Rejection(amount.span, "quantity", *refused))
        return kept, rejections

    def _measurement(
        self, place: _Place, frame: Frame, measure: Measure, reading: Reading, named: tuple[str | None, str | None]
    ) -> Measurement:
        amount, span, section = frame.amount, place.sentence.span, place.section
        words, at = place.words, amount.span.start - span.start
        clause = words[frame.clause.start - span.start : frame.clause.end - span.start]
        kind, why = judged_kind(section.kind, words, at, amount, clause, report=place.year)
        barred = "neither a result nor a promise" if kind is FactKind.OTHER else reading.barred
        indicator = None if barred else self._linker.link(reading.words, amount.unit)
        if indicator and kind is FactKind.TARGET and self._linker.counts_stock(indicator) and _ADDING.search(frame.lead + frame.before):
            indicator, barred = None, "what is to be added, not what there will be in all"
        dated = year_of(kind, section, place.masked, at, place.year) if place.column is None else Dated(place.column, rule="column")
        return Measurement(
            kind=kind,
            span=amount.span,
            value=amount.value,
            unit=amount.unit,
            qualifier=amount.qualifier,
            measure=measure.title,
            year=dated.year,
            year_written=dated.written,
            sentence=place.sentence.index,
            change=measure.change,
            part=measure.part,
            indicator=indicator,
            program=named[0],
            body=named[1],
            rule=f"{'change' if measure.change else 'part' if measure.part else 'level'} {why} {dated.rule}",
            reading=reading.words,
            barred=barred,
        )


def _openers(text: str, layout: Layout) -> list[int]:
    """For each sentence the last one before it that opens an item of the same section, -1 where a heading came since."""
    openers: list[int] = []
    opener, section = -1, -1
    for sentence in layout.sentences:
        if sentence.section != section:
            opener, section = -1, sentence.section
        openers.append(opener)
        if sentence.heading:
            opener = -1
        elif _ITEM_OPENS.match(text, *sentence.span):
            opener = sentence.index
    return openers


def _item_above(text: str, layout: Layout, openers: Sequence[int], index: int) -> tuple[str, ...]:
    """The sentence that opens the item a figure stands in, where it is short and tells no figure: 二是加强规范性文件管理。"""
    if openers[index] < 0 or index - openers[index] >= _ITEM:
        return ()
    start, end = layout.sentences[openers[index]].span
    return (text[start:end],) if end - start <= _LONGEST_HEADING else ()


def _misplaced(layout: Layout, index: int, amount: Amount) -> tuple[str, str] | None:
    """Why the place of an amount holds no facts."""
    if index < 0 or not layout.sentences[index].span.covers(amount.span):
        return "outside", "outside every sentence"
    sentence = layout.sentences[index]
    if layout.sections[sentence.section].kind is SectionKind.FURNITURE:
        return "furniture", "page furniture"
    counted = amount.unit and not amount.chinese  # 2.培训执法人员120人: a short paragraph that looks like a heading
    if sentence.heading and not counted and sentence.span.end - sentence.span.start <= _LONGEST_HEADING:
        return "heading", "in a heading"
    return None


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches blanked, of the same length."""
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], " " * (end - start)]
            at = end
    return "".join([*parts, text[at:]])


def _nearest(here: Sequence[tuple[Span, str]], frame: Frame) -> str | None:
    """What is named in the clause of a figure, before it or else behind it; else the last one named before in the sentence."""
    named = _own(here, frame)
    if named is None and here:
        named = next((name for m, name in reversed(here) if m.end <= frame.clause.start), None)
    return named


def _own(here: Sequence[tuple[Span, str]], frame: Frame) -> str | None:
    """What is named in the clause of a figure."""
    at, (start, end) = frame.amount.span.start, frame.clause
    before = None
    for (first, last), name in here:
        if start <= first and last <= at:
            before = name
        elif at <= first and last <= end:
            return before or name
    return before


def _governing(here: Sequence[tuple[Span, str]], text: str, frame: Frame, reading: Reading, last: tuple[int, str] | None) -> str | None:
    """The program of a figure: named in its clause, else in a clause before that goes on until the topic changes.

    依托“12348”热线,受理法律援助案件627件,办理公证880件: the second figure is about something else than the first, and not the line's.
    """
    named = _own(here, frame)
    if named is not None or not here:
        return named
    earlier = next(((m, name) for m, name in reversed(here) if m.end <= frame.clause.start), None)
    if earlier is None or ";" in text[earlier[0].end : frame.clause.start]:
        return None
    changed = last is not None and last[0] > earlier[0].start and reading.family and last[1] not in ("", reading.family)
    return None if changed else earlier[1]
