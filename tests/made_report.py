"""Reports made of one sentence, for the tests of finders."""

from __future__ import annotations

from kg.model import Identity, Layout, Level, Report, Span
from kg.text import normalise
from kg.vocabulary import Vocabulary


def made_report(
    vocabulary: Vocabulary,
    text: str,
    code: str | None = None,
    issuer: str | None = None,
    township: str | None = None,
    *,
    year: int = 2024,
    furniture: tuple[Span, ...] = (),
) -> Report:
    """A report of a division, or of a township in it, with this text and nothing else."""
    division = vocabulary.divisions.at(code, year) if code else None
    parents = tuple(parent.name for parent in vocabulary.divisions.parents(division, year)) if division else ()
    level = Level.TOWNSHIP if township else (division.level if division else None)
    identity = Identity(division, township, level, parents, year, issuer, None, None, "zh-Hans")
    return Report("made", "made.txt", "", "utf-8", text, furniture, identity)


def plain_layout(report: Report) -> Layout:
    """The working text alone; finders of names look at nothing else."""
    return Layout(normalise(report.text), (), ())
