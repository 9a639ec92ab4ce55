"""Gold files with the reports they annotate, and what is read from those.

In: a folder of gold files (or one), and where the reports are. Out: an ``Evaluation`` a report: its marks, and its faults each with its
sentence. A report NAME.txt is looked for beside NAME.json, then in the folder ``reports`` beside the gold folder, unless a folder is given.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.corpus import Problem, read_report, read_sources
from kg.evaluate.score import Fault, Mark, measure
from kg.evaluate.sheets import gold_sheet, lines_sheet, read_json, read_lines
from kg.extract import Extractors
from kg.extract.jsonl import lines as printed_lines
from kg.model import KgError, Layout, Report, ReportFacts, Span
from kg.text import read_layout
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GoldFile:
    """An annotation and the report it annotates."""

    name: str
    gold: Path
    report: Path


@dataclass(frozen=True, slots=True)
class Placed:
    """A fault with the characters it is about and the sentence they stand in (None for the report's own line)."""

    fault: Fault
    quote: str | None
    sentence: str | None
    sentence_span: Span | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well one report was read."""

    name: str
    marks: dict[str, Mark]
    faults: tuple[Placed, ...]


def find_gold(gold: Path, reports: Path | None = None) -> list[GoldFile]:
    """The gold files of a folder by name, each with its report. Raises KgError where one of either is missing."""
    if not gold.exists():
        raise KgError(f"{gold}: no such file or folder; give the folder of gold files")
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    if not files:
        raise KgError(f"{gold}: no gold files (*.json) in it; give the folder of gold files")
    if reports is not None and not reports.is_dir():
        raise KgError(f"{reports}: no such folder; give the folder of the reports")
    return [GoldFile(file.stem, file, _report_of(file, reports)) for file in files]


def _report_of(gold: Path, reports: Path | None) -> Path:
    places = [reports] if reports else [gold.parent, gold.resolve().parent.parent / "reports"]
    for place in places:
        report = place / f"{gold.stem}.txt"
        if report.is_file():
            return report
    looked = " or ".join(str(place) for place in places)
    raise KgError(f"{gold}: its report {gold.stem}.txt is not in {looked}; name its folder with --reports")


class Evaluator:
    """Reads reports with one vocabulary and measures what comes out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._extractors = Extractors(vocabulary)

    def evaluate(self, files: Sequence[GoldFile], facts: Path | None = None) -> Iterator[Evaluation]:
        """Each report read and measured; with ``facts``, a JSON Lines file of any reader's, what that holds is measured instead."""
        given = by_report(read_lines(facts)) if facts else None
        for file in files:
            report = self._read(file.report)
            gold = gold_sheet(str(file.gold), read_json(file.gold), report.text)
            if given is None:
                facts_read = self._extractors.extract(report)
                layout, lines = facts_read.layout, self._lines(facts_read)
            else:
                layout, lines = read_layout(report), _lines_of(given, report, file, facts)
            marks, faults = measure(gold, lines_sheet(str(facts or file.report), lines))
            yield Evaluation(file.name, marks, tuple(place(fault, report, layout) for fault in faults))

    def lines(self, paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
        """The fact lines of reports, as objects."""
        for source in read_sources(paths):
            if isinstance(source, Problem):
                raise KgError(f"{source.name}: {source.message}")
            yield from self._lines(self._extractors.extract(read_report(source, self._vocabulary)))

    def _lines(self, facts: ReportFacts) -> list[dict[str, Any]]:
        """Facts as they are printed: what is measured is what people get."""
        return [json.loads(line) for line in printed_lines(facts, self._vocabulary)]

    def _read(self, path: Path) -> Report:
        (source,) = read_sources([path])
        if isinstance(source, Problem):
            raise KgError(f"{path}: {source.message}")
        return read_report(source, self._vocabulary)


def by_report(lines: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Fact lines by the report they are of, reports and lines in their order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(str(line.get("report")), []).append(line)
    return found


def _lines_of(given: dict[str, list[dict[str, Any]]], report: Report, file: GoldFile, facts: Path | None) -> list[dict[str, Any]]:
    """The lines of a report among those of a file: by its id, or by the name of its file in the report line."""
    if report.id in given:
        return given[report.id]
    for lines in given.values():
        named = next((line.get("file") for line in lines if line["type"] == "report"), None)
        if named is not None and Path(str(named)).name == file.report.name:
            return lines
    raise KgError(f"{facts}: no facts of {file.report.name}; give the facts of the reports of the gold files")


def place(fault: Fault, report: Report, layout: Layout) -> Placed:
    """A fault with its words and its sentence."""
    if fault.span is None:
        return Placed(fault, None, None, None)
    quote = report.text[fault.span.start : fault.span.end]
    around = sentence_at(layout, fault.span.start)
    return Placed(fault, quote, report.text[around.start : around.end] if around else None, around)


def sentence_at(layout: Layout, offset: int) -> Span | None:
    """The sentence an offset stands in."""
    index = bisect_right(layout.sentences, offset, key=lambda s: s.span.start) - 1
    if index < 0 or layout.sentences[index].span.end <= offset:
        return None
    return layout.sentences[index].span
