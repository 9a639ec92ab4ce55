"""The divisions of China by official code and by name, as they stood in a given year.

In: data/divisions.csv (how it was made is written beside it). Out: ``Divisions``, looked up by code, by name as people write it, and by
year: 梁平县 became 梁平区 in 2016, and a report of 2015 means the county.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.model import Division, KgError, Level

_LEVELS = {level.value: level for level in Level}


class Divisions:
    """Every division, immutable once built. Look-ups return rows in order of code, then year."""

    def __init__(self, rows: tuple[Division, ...]) -> None:
        self.rows = tuple(sorted(rows, key=lambda d: (d.code, d.valid_from or 0)))
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self._by_name: dict[str, list[Division]] = defaultdict(list)
        for row in self.rows:
            self._by_code[row.code].append(row)
            for name in {row.name, short_name(row.name)}:
                self._by_name[name].append(row)

    @classmethod
    def load(cls, path: Path) -> Divisions:
        """Read the table. Raises KgError naming the file and line where a row is not as its header says."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Division]:
        return iter(self.rows)

    def at(self, code: str, year: int | None = None) -> Division | None:
        """The division that stood under this code in this year (None: the latest row)."""
        raise NotImplementedError

    def find(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """All divisions of this full or short name (梁平区, 梁平), in this year where one is given."""
        raise NotImplementedError

    def parents(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The divisions it lies in, widest first: (重庆市,) for 梁平区, (辽宁省, 朝阳市) for 双塔区."""
        raise NotImplementedError


def short_name(name: str) -> str:
    """The name without its kind: 梁平区 → 梁平, 恩施土家族苗族自治州 → 恩施; a name of two characters stays (沙市)."""
    raise NotImplementedError
