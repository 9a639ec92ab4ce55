"""Reports of places that do not exist, any number of them, each with the facts in it.

    python -m benchmarks.generate N -o FOLDER --seed S

In: how many, and a seed. Out: FOLDER/reports/CODE-YEAR.txt, FOLDER/facts/CODE-YEAR.jsonl (the form of `kg extract`, with what is known
beforehand), and FOLDER/divisions.csv, the table of the places, for ``load_vocabulary(divisions=...)``. The same seed gives the same bytes;
the first reports are the same however many are asked for.

A report is written sentence by sentence from wording.txt: places from ``places``, figures from ``ledger``, programs as they spread from
``adoption``. At the end it may be put into traditional characters, half-width punctuation or straight quotation marks, one character for
one, so that no offset moves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

import click
import opencc

from benchmarks.adoption import Spread
from benchmarks.ledger import Year, figure_kinds, make_ledger
from benchmarks.markup import Draft, Scene
from benchmarks.places import Place, World, make_world
from benchmarks.wording import Topic, read_topics
from kg.divisions import Divisions
from kg.model import Level
from kg.namespaces import report_id, slug, text_digest
from kg.resources import resource

LAST_YEAR = 2024
_APART = ("opening", "opening-department", "problems", "plans", "brands")
# Characters of a report: mean and spread.
_LENGTH = (5500, 700)
_MARK = re.compile(r"\{\w (?:[^{}|]*\|)?([^{}]*)\}")
_HAN = "一二三四五六七八九十"
_HALF = str.maketrans("，：；（）！？", ",:;()!?")
_STRAIGHT = str.maketrans("“”", '""')
# About what opening, problems, plans and headings take of it, and the most that what stands for a mark does.
_FIXED = 850
_MARKED = 6
_BANNERS = ("您当前的位置：首页 > 政务公开 > 法治政府建设", "首页 / 信息公开 / 法治政府建设年度报告")
# What a report may be called. A department writes for itself, a government for its place.
_TITLES = {
    "政府": (
        "{B 政府}@Y年法治政府建设工作报告", "@U{B 政府}@Y年法治政府建设年度报告", "{B 政府}关于@Y年度法治政府建设情况的报告",
        "@P@Y年法治政府建设年度报告", "@F@Y年度法治政府建设情况报告",
    ),
    "司法局": ("{B 司法局}@Y年法治政府建设年度报告", "{B 司法局}关于@Y年度法治政府建设工作情况的报告"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Generated:
    """A report with its facts: the lines that a perfect reader would print."""

    name: str
    text: str
    facts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How one report is made up."""

    issuer: str
    titled: bool
    banner: bool
    signed: bool
    nested: bool
    half: bool
    straight: bool
    traditional: bool
    published: date


class Generator:
    """Writes the reports of one seed. ``world`` holds the places of the reports asked for.

    ``density`` 1 puts as many facts into a report as real ones have (about 2,500 quads of 5,500 characters), 0.4 about 1,000 quads.
    """

    def __init__(self, number: int, seed: int, density: float = 1) -> None:
        self._seed = seed
        self._density = density
        self._topics = read_topics()
        self._kinds = figure_kinds()
        self._spread = Spread(seed)
        self._number = number
        self._years = list(_spans(number, seed))
        self.world: World = make_world(len(self._years), seed, Divisions.load(resource("data/divisions.csv")))

    def reports(self) -> Iterator[Generated]:
        """All reports, by place and year."""
        return islice(self._all(), self._number)

    def _all(self) -> Iterator[Generated]:
        for place, years in zip(self.world.places, self._years, strict=True):
            key = f"{self._seed} {place.division.code}"
            ledger = make_ledger(self._kinds, years, place.division.level is Level.PREFECTURE, key)
            for year in years:
                yield self._report(place, year, ledger[year], Random(f"report {key} {year}"))

    def _report(self, place: Place, year: int, figures: Year, rng: Random) -> Generated:
        scene, style, draft = Scene(place, year, figures, self._kinds), _style(year, rng), Draft()
        self._head(draft, scene, style, rng)
        opening = "opening" if style.issuer == "政府" else "opening-department"
        draft.write(rng.choice(self._topics[opening].statements[0]) + "\n", scene, rng)
        parts = [topic for key, topic in self._topics.items() if key not in _APART and rng.random() < 0.94]
        rng.shuffle(parts)
        said = self._filled([(topic, self._facts(topic, scene, rng)) for topic in parts], rng)
        number = 0
        if style.nested:
            self._heading(draft, scene, f"一、@Y年{rng.choice(('法治政府建设', '主要'))}工作情况", rng)
            number = 1
        for index, (topic, wordings) in enumerate(said):
            sign = f"（{_HAN[index]}）" if style.nested else f"{_HAN[index]}、"
            self._heading(draft, scene, sign + rng.choice(topic.headings), rng)
            self._paragraphs(draft, scene, wordings, rng)
            number += not style.nested
        for key in ("problems", "plans"):
            topic = self._topics[key]
            self._heading(draft, scene, f"{_numeral(number)}、{rng.choice(topic.headings)}", rng)
            self._paragraphs(draft, scene, self._facts(topic, scene, rng), rng)
            number += 1
        self._foot(draft, scene, style, rng)
        return _finish(draft, scene, style)

    def _head(self, draft: Draft, scene: Scene, style: Style, rng: Random) -> None:
        if style.banner:
            draft.write(rng.choice(_BANNERS) + "\n", scene, rng)
        if style.titled:
            draft.write(rng.choice(_TITLES[style.issuer]) + "\n", scene, rng)
        if style.banner or not style.titled:
            day = style.published.isoformat()
            source = f"{{B {style.issuer}}}"
            draft.write(f"发布时间：{day}　来源：{source}　浏览次数：{rng.randrange(30, 900)}\n", scene, rng)

    def _foot(self, draft: Draft, scene: Scene, style: Style, rng: Random) -> None:
        if style.signed:
            day = style.published
            draft.write(f"{{B {style.issuer}}}\n{day.year}年{day.month}月{day.day}日\n", scene, rng)

    def _heading(self, draft: Draft, scene: Scene, words: str, rng: Random) -> None:
        start = len(draft.text)
        draft.write(words + "\n", scene, rng)
        draft.section = draft.text[start:].strip()

    def _facts(self, topic: Topic, scene: Scene, rng: Random) -> list[str]:
        """The statements of a section that hold facts."""
        said = [rng.choice(wordings) for wordings in topic.statements if rng.random() < 0.7 * self._density]
        present = [program for program in topic.programs if self._spread.arrived(program[0], scene.place, scene.year)]
        frames = [frame for frame in topic.frames if rng.random() < 0.8 * self._density]
        rng.shuffle(present)
        rng.shuffle(frames)
        said += [frame.replace("{p}", f"{{p {name}|{surface}}}") for frame, (name, surface) in zip(frames, present, strict=False)]
        brands = self._spread.brands(scene.place, scene.year)
        if brands and topic.key not in _APART and rng.random() < 0.4 * self._density:
            name, surface = rng.choice(brands)
            said.append(rng.choice(self._topics["brands"].frames).replace("{c}", f"{{c {name}|{surface}}}"))
        return said

    def _filled(self, said: list[tuple[Topic, list[str]]], rng: Random) -> list[tuple[Topic, list[str]]]:
        """The sections with sentences that state nothing, until the report has its length."""
        lacking = rng.gauss(*_LENGTH) - _FIXED - sum(_length(wording) for _, wordings in said for wording in wordings)
        stock = [(rng.random(), index, filler) for index, (topic, _) in enumerate(said) for filler in topic.fillers]
        for _, index, filler in sorted(stock):
            if lacking <= 0:
                break
            said[index][1].append(filler)
            lacking -= len(filler)
        return said

    def _paragraphs(self, draft: Draft, scene: Scene, said: list[str], rng: Random) -> None:
        """The sentences of a section in any order, in one paragraph or a few, counted through or not."""
        rng.shuffle(said)
        counted = len(said) <= len(_HAN) and rng.random() < 0.35
        every = rng.choice((3, 4, 99))
        for index, wording in enumerate(said):
            draft.write((f"{_HAN[index]}是" if counted else "") + wording, scene, rng)
            if index == len(said) - 1 or index % every == every - 1:
                draft.add("\n")


def _length(wording: str) -> int:
    """About how long a wording is once its marks are carried out."""
    return len(_MARK.sub(lambda mark: mark[1][:_MARKED], wording))


def _spans(number: int, seed: int) -> Iterator[list[int]]:
    """The years of each place in turn, until so many reports are reached."""
    have = 0
    for index in count():
        if have >= number:
            return
        first = LAST_YEAR - Random(f"years {seed} {index}").randrange(2, 7)
        years = list(range(first, LAST_YEAR + 1))
        have += len(years)
        yield years


def _style(year: int, rng: Random) -> Style:
    return Style(
        issuer="政府" if rng.random() < 0.7 else "司法局",
        titled=rng.random() < 0.85,
        banner=rng.random() < 0.4,
        signed=rng.random() < 0.3,
        nested=rng.random() < 0.5,
        half=rng.random() < 0.3,
        straight=rng.random() < 0.1,
        traditional=rng.random() < 0.12,
        published=date(year + 1, rng.randint(1, 4), rng.randint(1, 28)),
    )


def _numeral(index: int) -> str:
    return _HAN[index] if index < 10 else f"十{_HAN[index - 10]}"


def _finish(draft: Draft, scene: Scene, style: Style) -> Generated:
    """The report as it is published, and its facts."""
    text = draft.text
    if style.half:
        text = text.translate(_HALF)
    if style.straight:
        text = text.translate(_STRAIGHT)
    if style.traditional:
        text = _traditional(text)
    division = scene.place.division
    name = f"{division.code}-{scene.year}"
    report = report_id(division.code, scene.year, text_digest(text))
    facts = [_report_line(report, f"{name}.txt", scene, style), *_things(draft, report, half=style.half), *_figures(draft, report, text)]
    head, *rest = facts
    rest.sort(key=lambda fact: fact["start"] if "start" in fact else fact["mentions"][0][0])
    return Generated(name, text, (head, *rest))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    """In traditional characters, line by line; a line that would change its length stays as it is."""
    lines = text.split("\n")
    return "\n".join(new if len(new := _converter().convert(line)) == len(line) else line for line in lines)


def _report_line(report: str, file: str, scene: Scene, style: Style) -> dict[str, Any]:
    place = scene.place
    dated = style.banner or style.signed or not style.titled
    return {
        "type": "report", "report": report, "file": file, "division": place.division.code, "division_name": place.division.name,
        "level": place.division.level.value, "year": scene.year, "issuer": scene.body(style.issuer)[1],
        "published": style.published.isoformat() if dated else None, "language": "zh-Hant" if style.traditional else "zh-Hans",
    }  # fmt: skip


def _things(draft: Draft, report: str, *, half: bool) -> Iterator[dict[str, Any]]:
    """Programs, bodies and documents, each with every place where it was written."""
    for name, spans in draft.programs.items():
        status = "candidate" if name in draft.candidates else "curated"
        yield {"type": "program", "report": report, "name": name, "id": slug(name), "status": status, "mentions": list(map(list, spans))}
    for name, spans in draft.bodies.items():
        yield {"type": "body", "report": report, "name": name, "mentions": list(map(list, spans))}
    for name, spans in draft.documents.items():
        yield {"type": "document", "report": report, "name": name.translate(_HALF) if half else name, "mentions": list(map(list, spans))}


def _figures(draft: Draft, report: str, text: str) -> Iterator[dict[str, Any]]:
    for figure in draft.figures:
        yield {
            "type": "quantity", "report": report, "start": figure.start, "end": figure.end, "quote": text[figure.start : figure.end],
            "value": float(figure.value), "unit": figure.unit, "qualifier": figure.qualifier, "kind": figure.kind,
            "measure": figure.measure, "year": figure.year, "indicator": figure.indicator, "program": figure.program, "body": None,
            "section": figure.section,
        }  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("number", type=click.IntRange(1))
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same reports.")
@click.option("--density", type=click.FloatRange(0.05, 1.2), default=1, show_default=True, help="How many facts: 1 as in real reports.")
def main(number: int, output: Path, seed: int, density: float) -> None:
    """Write NUMBER reports of invented places, with their facts."""
    generator = Generator(number, seed, density)
    write(generator, output)
    click.echo(f"{number} reports of {len(generator.world.places)} places in {output}")


def write(generator: Generator, folder: Path) -> None:
    """Write the reports, their facts and the table of their places into a folder."""
    reports, facts = folder / "reports", folder / "facts"
    for path in (reports, facts):
        path.mkdir(parents=True, exist_ok=True)
    generator.world.write(folder / "divisions.csv")
    for made in generator.reports():
        (reports / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
        lines = "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in made.facts)
        (facts / f"{made.name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
