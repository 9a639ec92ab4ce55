"""Every figure of a report: where it stands, what it says, what it counts.

In: a report, its layout, its programs, bodies and documents. Out: one ``Measurement`` a figure, in reading order, and a ``Rejection``
for each number that is none, with the reason.

How: ``numbers`` finds amounts, ``screens`` holds back what counts nothing (dates, ordinals, codes, names), ``frames`` parts the sentence
around them, ``cells`` reads tables flattened to lines, ``measures`` makes the title, ``moods`` tells kind and year, ``indicators``
links, ``belonging`` tells the program and the body.
The surface forms are listed in those modules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.extract.belonging import Standing, bodies_of, programs_of
from kg.extract.cells import Cell, cells
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
    Identity,
    Layout,
    Level,
    Measurement,
    ProgramFact,
    Rejection,
    Report,
    Section,
    SectionKind,
    Sentence,
    Span,
)
from kg.record import Record, replace
from kg.vocabulary import Vocabulary

# Members of enumerations, looked up once: each is asked for every figure.
_OTHER: Final = FactKind.OTHER
_TARGET: Final = FactKind.TARGET
_FURNITURE: Final = SectionKind.FURNITURE
# 一是, 第二, 3.: how an item within a paragraph opens; and how many sentences one may be long.
_ITEM_OPENS: Final = re.compile(r"[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九][,、]|\d{1,2}[.、]")
_ITEM_BEGINS: Final = frozenset("一二三四五六七八九十第0123456789")
_ITEM: Final = 8
# 再创建3个, 培育200名: more of what there is.
_ADDING: Final = re.compile(r"新(?!时代)|再|培育|培养|增设|增加|发展|创建|打造|建成|建设|选聘|招募|招录|完成")
# A heading that is longer carries text of its own.
_LONGEST_HEADING: Final = 40
# 台州市|生态环境局, 蔡甸区|农业农村局: what a department is there for.
_FIELD: Final = re.compile(r"^(?P<field>[\u4e00-\u9fff]{2,10}?)(?:监督|管理)*(?:局|厅|委员会)$")


class _Told(Record, frozen=True):
    """A sentence with figures: their frames, the headings they stand under, and its cell where it is one of a table."""

    sentence: Sentence
    section: Section
    headings: tuple[str, ...]
    frames: list[Frame]
    cell: Cell | None


class _Figure(Record, frozen=True):
    """A figure as it was read."""

    told: _Told
    frame: Frame
    measure: Measure
    reading: Reading


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
        hidden = Located(sorted((s, "") for s in [*named, *quoted]))
        told = _told(text, layout, by_sentence, hidden)
        figures = [
            _Figure(one, *figure)
            for one, measures, readings in zip(told, self._titles(text, told), self._readings(text, told), strict=True)
            for figure in zip(one.frames, measures, readings, strict=True)
        ]
        found = self._measurements(figures, (programs, bodies), text, masked, report.identity)
        return tuple(sorted(found, key=lambda m: m.span)), tuple(rejections)

    def _amounts(
        self, text: str, layout: Layout, named: Sequence[Span], quoted: Sequence[Span]
    ) -> tuple[dict[int, list[Amount]], list[Rejection]]:
        """The amounts that count something, by sentence, and the numbers that do not."""
        amounts = self._grammar.find(text)
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

    # Each step goes over all figures of a report before the next one begins: what a step needs, its patterns and its code, then stays at
    # hand in the processor's cache, which makes the whole a tenth faster.

    def _titles(self, text: str, told: Sequence[_Told]) -> list[list[Measure]]:
        """The titles of the figures of each sentence."""
        titles: list[list[Measure]] = []
        trail, section, ended = Trail(), -1, ""
        for one in told:
            sentence, framed = one.sentence, one.frames
            if sentence.section != section:
                trail, section = Trail(), sentence.section
            if ended != ";" or sentence.index != trail.sentence + 1:
                trail.parted = None
            ended = text[sentence.span.end - 1]
            before = [text[sentence.span.start : frame.clause.start] for frame in framed]
            titles.append(self._titler.measures(framed, before, one.headings, trail, sentence.index))
        return titles

    def _readings(self, text: str, told: Sequence[_Told]) -> list[list[Reading]]:
        """How the figures of each sentence read."""
        readings: list[list[Reading]] = []
        thread, section = Thread(), -1
        for one in told:
            if one.sentence.section != section:
                thread, section = Thread(), one.sentence.section
            readings.append(self._reader.read(text, one.sentence, one.frames, one.headings, thread))
        return readings

    def _measurements(
        self,
        figures: Sequence[_Figure],
        named: tuple[Sequence[ProgramFact], Sequence[BodyFact]],
        text: str,
        masked: str,
        identity: Identity,
    ) -> list[Measurement]:
        """The facts. ``named`` are the programs and bodies; ``masked`` is the text without titles; ``identity`` is the report's."""
        year, own = identity.year, _own_field(identity)
        kinds = [_kind(figure, text, year) for figure in figures]
        years = [_year(figure, kind, masked, year) for figure, (kind, _) in zip(figures, kinds, strict=True)]
        links = [self._link(figure, kind, own) for figure, (kind, _) in zip(figures, kinds, strict=True)]
        standing = [Standing(f.told.sentence, f.frame, f.reading.family, link) for f, (link, _) in zip(figures, links, strict=True)]
        programs, bodies = named
        actors = Located(sorted((m, b.id) for b in bodies for m in b.mentions))
        belonging = zip(programs_of(standing, text, programs), bodies_of(standing, actors), strict=True)
        return [_measurement(*facts) for facts in zip(figures, kinds, years, links, belonging, strict=True)]

    def _link(self, figure: _Figure, kind: FactKind, own: re.Pattern[str] | None) -> tuple[str | None, str]:
        """The indicator of a figure, or why it can have none. ``own`` are words for what the reporting organ is there for."""
        frame, reading = figure.frame, figure.reading
        if kind is _OTHER:
            return None, "neither a result nor a promise"
        if reading.barred:
            return None, reading.barred
        words = reading.words
        if own and ("处罚" in words or "执法" in words):
            words = own.sub("", words)
        indicator = self._linker.link(words, frame.amount.unit)
        if indicator and kind is _TARGET and self._linker.counts_stock(indicator) and _ADDING.search(frame.lead + frame.before):
            return None, "what is to be added, not what there will be in all"
        return indicator, ""


def _own_field(identity: Identity) -> re.Pattern[str] | None:
    """What a department's or a town's report need not say: 生态环境行政处罚 in that of the 生态环境局 is all its 行政处罚, and
    街道综合行政执法队 in a subdistrict's the only one.
    """
    if identity.level is Level.TOWNSHIP:
        words = "街道|镇|乡"
    elif identity.issuer and identity.division and (field := _FIELD.search(identity.issuer.rpartition(identity.division.name)[2])):
        name = field["field"]
        words = "|".join(dict.fromkeys((name, name[:2], name[-2:])))
    else:
        return None
    return re.compile(rf"(?:{words})(?:领域|系统|类)?(?=(?:综合)?(?:行政)?(?:处罚|执法))")


def _measurement(
    figure: _Figure, kind: tuple[FactKind, str], dated: Dated, link: tuple[str | None, str], named: tuple[str | None, str | None]
) -> Measurement:
    amount, measure = figure.frame.amount, figure.measure
    return Measurement(
        kind=kind[0],
        span=amount.span,
        value=amount.value,
        unit=amount.unit,
        qualifier=amount.qualifier,
        measure=measure.title,
        year=dated.year,
        year_written=dated.written,
        sentence=figure.told.sentence.index,
        change=measure.change,
        part=measure.part,
        indicator=link[0],
        program=named[0],
        body=named[1],
        rule=f"{'change' if measure.change else 'part' if measure.part else 'level'} {kind[1]} {dated.rule}",
        reading=figure.reading.words,
        barred=link[1],
    )


def _told(text: str, layout: Layout, by_sentence: Mapping[int, Sequence[Amount]], hidden: Located[str]) -> list[_Told]:
    """The sentences with figures, in reading order."""
    told = []
    table = cells(text, layout, by_sentence)
    openers = _openers(text, layout)
    for index in sorted(by_sentence):
        sentence = layout.sentences[index]
        framed = frames(text, sentence.span, by_sentence[index], [span for span, _ in hidden.beginning(sentence.span)])
        cell = table.get(index)
        if cell is not None:
            framed = [replace(framed[0], before=cell.label, strong=True)]
        section = layout.sections[sentence.section]
        headings = (*section.path, *_item_above(text, layout, openers, index))
        told.append(_Told(sentence, section, headings, framed, cell))
    return told


def _kind(figure: _Figure, text: str, year: int | None) -> tuple[FactKind, str]:
    """How a figure is meant, and the rule that says so."""
    told, frame = figure.told, figure.frame
    span, amount, clause = told.sentence.span, frame.amount, frame.clause
    start = span.start
    at = amount.span.start - start
    return judged_kind(told.section.kind, text[start : span.end], at, amount, text[clause.start : clause.end], report=year)


def _year(figure: _Figure, kind: FactKind, masked: str, year: int | None) -> Dated:
    """The year of a figure: that of its column in a table, else what its sentence says."""
    told = figure.told
    cell = told.cell
    if cell and cell.year is not None:
        return Dated(cell.year, rule="column")
    span = told.sentence.span
    start = span.start
    return year_of(kind, told.section, masked[start : span.end], figure.frame.amount.span.start - start, year)


def _openers(text: str, layout: Layout) -> list[int]:
    """For each sentence the last one before it that opens an item of the same section, -1 where a heading came since."""
    openers: list[int] = []
    opener, section = -1, -1
    for sentence in layout.sentences:
        if sentence.section != section:
            opener, section = -1, sentence.section
        openers.append(opener)
        span = sentence.span
        if sentence.heading:
            opener = -1
        elif text[span.start] in _ITEM_BEGINS and _ITEM_OPENS.match(text, span.start, span.end):
            opener = sentence.index
    return openers


def _item_above(text: str, layout: Layout, openers: Sequence[int], index: int) -> tuple[str, ...]:
    """The sentence that opens the item a figure stands in, where it is short and tells no figure: 二是加强规范性文件管理。"""
    if openers[index] < 0 or index - openers[index] >= _ITEM:
        return ()
    span = layout.sentences[openers[index]].span
    return (text[span.start : span.end],) if span.end - span.start <= _LONGEST_HEADING else ()


def _misplaced(layout: Layout, index: int, amount: Amount) -> tuple[str, str] | None:
    """Why the place of an amount holds no facts."""
    if index < 0:
        return "outside", "outside every sentence"
    sentence = layout.sentences[index]
    span = sentence.span
    if amount.span.end > span.end:  # it begins in the sentence: that is how the sentence was found
        return "outside", "outside every sentence"
    if layout.sections[sentence.section].kind is _FURNITURE:
        return "furniture", "page furniture"
    if not sentence.heading:
        return None
    counted = amount.unit and not amount.chinese  # 2.培训执法人员120人: a short paragraph that looks like a heading
    if not counted and span.end - span.start <= _LONGEST_HEADING:
        return "heading", "in a heading"
    return None


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches blanked, of the same length."""
    parts, at = [], 0
    for span in spans:
        start, end = span.start, span.end
        if start >= at:
            parts += [text[at:start], " " * (end - start)]
            at = end
    return "".join([*parts, text[at:]])
