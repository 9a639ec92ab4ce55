"""Which canonical indicator a figure is the headline figure of.

In: a measure with its unit. Out: the id of an indicator of ontology/indicators.ttl, or None. The words are all in that file: each
fz:requires must match the title, no fz:excludes may, the unit must be one of fz:unitSymbol; of several that match, the one whose words
match most of the title.

None on principle: a change against another time, a part of another figure, what one channel alone brought (通过…应用).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.measures import Measure
from kg.model import Indicator

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉()\[\]·]+")
# 通过“执法+监督”应用已开展巡查: what came through one channel is a share of it all.
_CHANNEL = re.compile(r"(?:通过|利用|借助)[^,。;]{1,24}(?:应用|平台|系统|小程序|APP|热线|微信群|公众号|终端)")
# 部分单位出庭应诉率: some, not all.
_SOME = re.compile(r"(?:部分|个别|少数|有的|多数)")


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    requires: tuple[re.Pattern[str], ...]
    excludes: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Trial:
    """How near a figure comes to one indicator: what each requirement found in its title (None where it found nothing), the word that
    excludes it, whether the unit is one of the indicator's.
    """

    id: str
    found: tuple[str | None, ...]
    excluded: str | None
    unit: bool

    @property
    def passed(self) -> bool:
        return self.unit and self.excluded is None and None not in self.found

    @property
    def weight(self) -> int:
        return sum(len(words) for words in self.found if words)


def barred(measure: Measure, before: str) -> str | None:
    """Why a figure is no headline figure on principle, None where it may be one. ``before`` is its sentence up to the figure."""
    if measure.change:
        return "a change against another time, not a level"
    if measure.part:
        return "a part of another figure"
    if channel := _CHANNEL.search(before):
        return f"what one channel alone brought ({channel.group()})"
    if some := _SOME.match(measure.title):
        return f"a share of the whole ({some.group()})"
    return None


class IndicatorLinker:
    """The indicators of a vocabulary compiled, by unit."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._by_unit: dict[str, list[_Entry]] = defaultdict(list)
        for indicator in sorted(indicators, key=lambda i: i.id):
            if not indicator.requires:
                continue
            entry = _Entry(
                indicator.id,
                tuple(re.compile(words) for words in indicator.requires),
                re.compile("|".join(indicator.excludes)) if indicator.excludes else None,
            )
            for symbol in indicator.units:
                self._by_unit[symbol].append(entry)

    def link(self, measure: Measure, unit: str, before: str) -> str | None:
        """The indicator of a measure. ``before`` is its sentence up to the figure."""
        if barred(measure, before):
            return None
        title = _MARKS.sub("", measure.title)
        best: tuple[int, str] | None = None
        for entry in self._by_unit.get(unit.partition("(")[0], ()):
            matches = []
            for pattern in entry.requires:
                found = pattern.search(title)
                if found is None:
                    break
                matches.append(found)
            else:
                if entry.excludes is None or not entry.excludes.search(title):
                    weight = sum(len(m.group()) for m in matches)
                    if best is None or weight > best[0]:
                        best = (weight, entry.id)
        return best[1] if best else None

    def trials(self, title: str, unit: str) -> list[Trial]:
        """Every indicator tried on a title, the nearest first: what ``link`` decides by, for who asks why."""
        bare = _MARKS.sub("", title)
        fitting = {entry.id for entry in self._by_unit.get(unit.partition("(")[0], ())}
        entries = {entry.id: entry for symbol in self._by_unit.values() for entry in symbol}
        tried = []
        for entry in entries.values():
            found = tuple(match.group() if match else None for match in (pattern.search(bare) for pattern in entry.requires))
            excluded = entry.excludes.search(bare) if entry.excludes else None
            tried.append(Trial(entry.id, found, excluded.group() if excluded else None, entry.id in fitting))
        return sorted(tried, key=lambda t: (not t.passed, t.found.count(None), -t.weight, t.excluded is not None, not t.unit, t.id))
