"""Pronunciations that a converter left behind characters: 區(qū)委關(guān)于 → 區委關于, and back.

In: a text. Out: the text without them, in which words are whole again, and what brings a fact found there back to its place in the text.
How: a syllable in brackets behind an ideograph is a pronunciation where the text has several with tone marks; a text without is left as it
is. Whoever reads such a report reads it without (identification, every finder), and every span is moved back in this one place: the
quotation of a fact is the original's, pronunciations included.

Left alone: Latin letters in brackets elsewhere (APP(v2)), a single pronunciation, which is somebody's explanation of a rare character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from kg.model import Layout, Report, Span
from kg.record import Record, fields, replace
from kg.text.normal import normalise

_TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE: Final = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü{_TONED}]{{1,6}}[)）]")
_FEWEST: Final = 3

T = TypeVar("T")


@dataclass(frozen=True)
class Glossed:
    """A text with pronunciations: ``text`` is it without them, ``offsets[i]`` where its character ``i`` stands in the original."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def back(self, span: Span) -> Span:
        """A stretch of the bare text in the original."""
        if span.start >= span.end:
            start = self.offsets[span.start] if span.start < len(self.offsets) else len(self.original)
            return Span(start, start)
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def bare(self, report: Report) -> Report:
        """A report of this text without the pronunciations, its spans moved there."""
        place = {original: at for at, original in enumerate(self.offsets)}

        def forth(span: Span) -> Span:
            within = [place[i] for i in range(span.start, span.end) if i in place]
            return Span(within[0], within[-1] + 1) if within else Span(0, 0)

        reasons = tuple(replace(reason, span=reason.span and forth(reason.span)) for reason in report.identity.reasons)
        furniture = tuple(span for span in map(forth, report.furniture) if span.start < span.end)
        return replace(report, text=self.text, furniture=furniture, identity=replace(report.identity, reasons=reasons))

    def restored(self, value: T) -> T:
        """A value with every span in it moved back."""
        moved: T = self._moved(value)
        return moved

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self.back(value)
        if isinstance(value, tuple):
            return tuple(self._moved(part) for part in value)
        if isinstance(value, Report):
            return replace(self._each(value), text=self.original)
        if isinstance(value, Layout):
            text = _SYLLABLE.sub(lambda found: " " * len(found.group()), normalise(self.original))
            return replace(self._each(value), text=text)
        return self._each(value) if isinstance(value, Record) else value

    def _each(self, value: Any) -> Any:
        changed = {field.name: self._moved(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changed)


def glossed(text: str) -> Glossed | None:
    """A text that has pronunciations behind its characters; None for any other."""
    if not any(letter in text for letter in _TONED):
        return None
    found = list(_SYLLABLE.finditer(text))
    if sum(1 for syllable in found if not syllable.group().isascii()) < _FEWEST:
        return None
    kept: list[int] = []
    position = 0
    for syllable in found:
        kept.extend(range(position, syllable.start()))
        position = syllable.end()
    kept.extend(range(position, len(text)))
    return Glossed(text, "".join(text[i] for i in kept), tuple(kept))
