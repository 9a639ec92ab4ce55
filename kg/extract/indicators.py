"""Which canonical indicator a figure is the headline figure of.

In: how a figure reads (``readings``) and its unit. Out: the id of an indicator of ontology/indicators.ttl, or None. The words are all in
that file: each fz:requires must match the reading, no fz:excludes may, the unit must be one of fz:unitSymbol; of several that match, the
one whose words match most of the reading.

One fz:requires of each indicator is plain words: an indicator none of whose plain words stands in the reading is not tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.extract.tries import trie
from kg.model import Indicator, KgError

_PATTERN: Final = re.compile(r"[\\()\[\]?*.#;+{}^$]")


@dataclass(frozen=True)
class _Entry:
    id: str
    units: frozenset[str]
    requires: tuple[re.Pattern[str], ...]
    excludes: re.Pattern[str] | None


@dataclass(frozen=True)
class Trial:
    """How near a figure comes to one indicator: what each requirement found in its reading (None where it found nothing), the word that
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


class IndicatorLinker:
    """The indicators of a vocabulary compiled, and for each unit the pattern of their plain words, which tells those worth trying."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        telling = sorted((i for i in indicators if i.requires), key=lambda i: i.id)
        self._entries = [_entry(indicator) for indicator in telling]
        self._stocks = frozenset(indicator.id for indicator in telling if indicator.stock)
        self._units = frozenset().union(*(entry.units for entry in self._entries))
        self._words = {unit: _PlainWords((n, i) for n, i in enumerate(telling) if unit in i.units) for unit in self._units}

    def link(self, reading: str, unit: str) -> str | None:
        """The indicator of a figure that reads so."""
        return self._decided(reading, unit.partition("(")[0])[0]

    def _decided(self, reading: str, unit: str) -> tuple[str | None, str]:
        """The indicator, and the reading that decided. Several topics carried over (a heading 行政复议和应诉) exclude each other: where
        nothing is found with all of them, each is asked alone, and one that alone answers counts.
        """
        if unit not in self._units:
            return None, reading
        carried, _, form = reading.partition(";")
        found = self._best(reading, unit)
        if found is None and " " in carried:
            each = [f"{topic};{form}" for topic in carried.split(" ")]
            answers = [(answer, one) for one in each if (answer := self._best(one, unit))]
            if len({answer for answer, _ in answers}) == 1:
                return answers[0]
        return found, reading

    def _best(self, reading: str, unit: str) -> str | None:
        """The indicator whose words match most of a reading."""
        best: tuple[int, str] | None = None
        for number in self._words[unit].worth_trying(reading):
            entry = self._entries[number]
            weight = _weight(entry, reading)
            if weight and (best is None or weight > best[0]) and (entry.excludes is None or not entry.excludes.search(reading)):
                best = (weight, entry.id)
        return best[1] if best else None

    def counts_stock(self, indicator: str) -> bool:
        """Whether an indicator counts what there is in all, so that what is to be added is no target for it."""
        return indicator in self._stocks

    def trials(self, reading: str, unit: str) -> list[Trial]:
        """Every indicator tried on a reading, the nearest first: what ``link`` decides by, for who asks why."""
        tried = []
        reading = self._decided(reading, unit.partition("(")[0])[1]
        for entry in self._entries:
            found = tuple(match.group() if match else None for match in (pattern.search(reading) for pattern in entry.requires))
            excluded = entry.excludes.search(reading) if entry.excludes else None
            tried.append(Trial(entry.id, found, excluded.group() if excluded else None, unit.partition("(")[0] in entry.units))
        return sorted(tried, key=lambda t: (not t.passed, t.found.count(None), -t.weight, t.excluded is not None, not t.unit, t.id))


class _PlainWords:
    """The plain words of some numbered indicators, each with the numbers of those it is worth trying for."""

    def __init__(self, indicators: Iterable[tuple[int, Indicator]]) -> None:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, indicator in indicators:
            for words in next(words for words in indicator.requires if not _PATTERN.search(words)).split("|"):
                numbers[words].append(number)
        # The pattern tells the longest word at each place: the shorter ones that it begins with stand there as well.
        self._numbers = {word: {n for i in range(len(word)) for n in numbers.get(word[: i + 1], ())} for word in list(numbers)}
        firsts = re.escape("".join(sorted({word[0] for word in numbers})))
        self._longest = re.compile(f"(?=[{firsts}])(?=({trie(numbers)}))")

    def worth_trying(self, reading: str) -> list[int]:
        """The numbers of the indicators that have a word in a reading, in order."""
        return sorted(set().union(*map(self._numbers.__getitem__, self._longest.findall(reading))))


def _entry(indicator: Indicator) -> _Entry:
    """An indicator compiled. KgError where it has no requirement of plain words."""
    if all(_PATTERN.search(words) for words in indicator.requires):
        raise KgError(f"indicator:{indicator.id}: has no fz:requires of plain words parted by |; add one to ontology/indicators.ttl")
    return _Entry(
        indicator.id,
        frozenset(indicator.units),
        tuple(re.compile(words) for words in indicator.requires),
        re.compile("|".join(indicator.excludes)) if indicator.excludes else None,
    )


def _weight(entry: _Entry, reading: str) -> int:
    """How much of a reading the requirements of an indicator match, 0 where one does not."""
    weight = 0
    for pattern in entry.requires:
        found = pattern.search(reading)
        if found is None:
            return 0
        weight += len(found.group())
    return weight
