"""The divisions of China by official code and by name, as they stood in a given year.

In: data/divisions.csv (how it was made is written beside it). Out: ``Divisions``, looked up by code, by name as people write it, and by
year: 梁平县 became 梁平区 in 2016, and a report of 2015 means the county.

A change belongs to its whole year: the old row ends (``valid_to``) and the new one begins (``valid_from``) in the year in which the change
was approved, so that both are found in that year. A row without ``valid_from`` stood before the table begins (2013). A name is found by
its full form (恩施土家族苗族自治州), without its kind (恩施), with its kind said short (恩施州), and by the table's aliases (达茂旗).
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.model import Division, KgError, Level
from kg.place_names import NamesByEnd, is_ordinary, name_forms, short_name

__all__ = ["COLUMNS", "Divisions", "PlaceName", "short_name", "stands"]

COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to", "replaced_by", "aliases")

_LEVELS = {level.value: level for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)}
_RANK = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3}
_YEARS = range(1949, 2101)
_CODE = re.compile(r"[1-9][0-9]{5}")
_BETWEEN_NAMES = re.compile(r"[\s/,，、·>»\-—]+")
_SHOWN = 8  # candidates or near matches in one error message
_LONGEST_SHOWN = 60  # characters of what was typed


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name to look for in text, and every code it can mean, now or before.

    ``full`` says that it is the official name of each of them. ``ordinary`` says that it is a word or a run of words for other things too
    (和平, 公安, 城区; 建平 in 搭建平台): take it for a place only where something beside it says so. ``ambiguous`` is more than one place:
    鼓楼区 is, 梁平 is not, though it has had two codes, nor 长沙, where the city is meant and not the county in it.
    """

    name: str
    codes: tuple[str, ...]
    full: bool
    ordinary: bool
    ambiguous: bool

    @property
    def certain(self) -> bool:
        """Whether the name alone says which place is meant."""
        return not (self.ordinary or self.ambiguous)


def stands(division: Division, year: int) -> bool:
    """Whether it stood under this code and name at any time of the year; in the year of a change both the old and the new do."""
    return (division.valid_from is None or division.valid_from <= year) and (division.valid_to is None or year <= division.valid_to)


class Divisions:
    """Every division, immutable once built. Look-ups return rows in order of code, then year."""

    def __init__(self, rows: tuple[Division, ...]) -> None:
        self.rows = tuple(sorted(rows, key=lambda d: (d.code, d.valid_from or 0)))
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self._by_name: dict[str, list[Division]] = defaultdict(list)
        self._by_parent: dict[str, list[Division]] = defaultdict(list)
        for row in self.rows:
            self._by_code[row.code].append(row)
            if row.parent:
                self._by_parent[row.parent].append(row)
            for name in dict.fromkeys((*name_forms(row.name), *row.aliases)):
                self._by_name[name].append(row)

    @classmethod
    def load(cls, path: Path) -> Divisions:
        """Read the table. Raises KgError naming the file and line where a row is not as its header says."""
        return cls(tuple(_read(path)))

    def __iter__(self) -> Iterator[Division]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, code: str, year: int | None = None) -> Division | None:
        """The division that stood under this code in this year (None: the latest row); in a year of change the newer."""
        rows = [row for row in self._by_code.get(code, ()) if year is None or stands(row, year)]
        return rows[-1] if rows else None

    def find(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """All divisions of this full, short or other name (梁平区, 梁平, 恩施州), in this year where one is given."""
        rows = self._by_name.get(name)
        if rows is None:
            return ()
        return tuple(rows) if year is None else tuple(row for row in rows if stands(row, year))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first two characters of every name: what begins otherwise is none."""
        return frozenset(name[:2] for name in self._by_name)

    @cached_property
    def by_end(self) -> NamesByEnd[list[Division]]:
        """The rows of every name, for finding the names that end at a given character of a text."""
        return NamesByEnd(self._by_name)

    def parents(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The divisions it lies in, widest first: (重庆市,) for 梁平区, (辽宁省, 朝阳市) for 双塔区.

        Without a year: as they are today, or were when the division ended.
        """
        when = division.valid_to if year is None else year
        chain: list[Division] = []
        code = division.parent
        while code is not None:
            parent = self.at(code, when) or self.at(code)
            if parent is None:
                break
            chain.append(parent)
            code = parent.parent
        return tuple(reversed(chain))

    def children(self, code: str, year: int | None = None) -> tuple[Division, ...]:
        """The divisions directly below, as they stood at the end of the year (None: today), each place once."""
        rows = self._by_parent.get(code, ())
        if year is None:
            return tuple(row for row in rows if row.valid_to is None)
        return tuple(row for row in rows if stands(row, year) and row.valid_to != year)

    def descends(self, code: str, ancestor: str) -> bool:
        """Whether the division of this code lies, or lay, in the other at any depth. Nothing lies in itself."""
        above = {row.parent for row in self._by_code.get(code, ()) if row.parent}
        return ancestor in above or any(self.descends(parent, ancestor) for parent in sorted(above))

    def later(self, division: Division) -> tuple[Division, ...]:
        """What came after it, nearest first: the next name under its code, else the codes that replaced it, and so on."""
        after = self._next(division)
        return tuple(dict.fromkeys([*after, *(last for row in after for last in self.later(row))]))

    def _next(self, division: Division) -> list[Division]:
        if division.valid_to is None:
            return []
        under_code = [row for row in self._by_code[division.code] if (row.valid_from or 0) >= division.valid_to and row != division]
        return under_code[:1] or [row for code in division.replaced_by if (row := self.at(code, division.valid_to))]

    def successors(self, division: Division) -> tuple[Division, ...]:
        """What stands today in its place: itself while it stands, 静安区 for 闸北区, two districts for one that was divided."""
        return tuple(row for row in (division, *self.later(division)) if row.valid_to is None)

    def today(self, division: Division) -> Division:
        """The same place as it is called today: 梁平区 for 梁平县. Itself where it was merged or divided (闸北区): that is no more."""
        after = self._next(division)
        if len(after) != 1 or after[0].valid_from != division.valid_to:
            return division
        merged = any(after[0].code in row.replaced_by and row != division for row in self.rows)
        return division if merged else self.today(after[0])

    def full_name(self, division: Division) -> str:
        """The name with those of its parents in front: 辽宁省朝阳市双塔区."""
        return "".join(row.name for row in (*self.parents(division), division))

    def names(self, year: int | None = None) -> tuple[PlaceName, ...]:
        """Every name worth looking for in a text of this year (None: of any), sorted; see ``PlaceName`` for how far each can be trusted."""
        return self._names_ever if year is None else self._names_in(year)

    @cached_property
    def _names_ever(self) -> tuple[PlaceName, ...]:
        return self._names_in(None)  # every extractor that looks for places asks for them

    def _names_in(self, year: int | None) -> tuple[PlaceName, ...]:
        found = ((name, self.find(name, year)) for name in sorted(self._by_name))
        return tuple(self._place_name(name, rows) for name, rows in found if rows)

    def _place_name(self, name: str, rows: tuple[Division, ...]) -> PlaceName:
        codes = tuple(dict.fromkeys(row.code for row in rows))
        return PlaceName(
            name=name,
            codes=codes,
            full=all(row.name == name for row in rows),
            ordinary=is_ordinary(name),
            ambiguous=len(codes) > 1 and len(self._meant(name, rows)) > 1,
        )

    def resolve(self, text: str) -> Division:
        """The division a person means: 500155, 梁平区, 梁平, 梁平县, 重庆市梁平区, 重庆梁平, 朝阳市双塔区.

        Of several of one name the one that stands today is meant, then the province (吉林), the one the others lie in (长沙), and the
        prefecture that is a city (西安), unless a district of a municipality has the name as well (朝阳). An old name gives the place
        as it is called today, or the old row where there is no such place any more (闸北区); an old code always gives its row.
        Raises KgError with the nearest names, or with the candidates where it is ambiguous.
        """
        asked = _BETWEEN_NAMES.sub("", unicodedata.normalize("NFKC", text))
        if _CODE.fullmatch(asked):
            division = self.at(asked)
            if division is None:
                raise KgError(f"no division has the code {asked}; give another code, or a name")
            return division
        candidates = self._meant(asked, _narrowed(self._path(asked), lambda row: row.valid_to is None))
        if not candidates:
            raise KgError(self._unknown(asked))
        cities = [row for row in candidates if row.level is Level.PREFECTURE and row.name.endswith("市")]
        if len(cities) == 1 and not any(row.level is Level.COUNTY and len(self.parents(row)) == 1 for row in candidates):
            return self.today(cities[0])
        if len(candidates) > 1:
            raise KgError(f"{asked} is ambiguous: {self._listed(candidates)}; put the parent in front, or give the code")
        return self.today(candidates[0])

    def _path(self, text: str) -> list[Division]:
        """The rows of this name, or those of a name at its end that lie in what stands before it (重庆|梁平)."""
        rows = self._by_name.get(text)
        if rows:
            return rows
        for cut in range(2, len(text) - 1):
            tails = self._by_name.get(text[cut:])
            heads = {row.code for row in self._path(text[:cut])} if tails else set()
            found = [row for row in tails or () if any(self.descends(row.code, head) for head in heads)]
            if found:
                return found
        return []

    def _meant(self, name: str, rows: Iterable[Division]) -> list[Division]:
        """The rows that a name means most likely, each place once: those of this full name, the province, the one that holds the others."""
        by_code = {row.code: row for row in _narrowed(rows, lambda row: name.endswith(row.name))}
        found = [row for row in by_code.values() if not any(by_code.get(after.code) is after for after in self.later(row))]
        widest = min((_RANK[row.level] for row in found), default=0)
        top = [row for row in found if _RANK[row.level] == widest]
        if len(top) == 1 and (top[0].level is Level.PROVINCE or all(self._within(row, top[0]) for row in found)):
            return top
        return found

    def _within(self, division: Division, other: Division) -> bool:
        """Whether the one is the other, or it, or what stands in its place today, lies in it."""
        return division is other or any(self.descends(row.code, other.code) for row in (division, *self.later(division)))

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._by_name, n=_SHOWN, cutoff=0.5) or difflib.get_close_matches(
            name[-3:], self._by_name, n=_SHOWN, cutoff=0.5
        )
        rows = [row for near_name in near for row in self._by_name[near_name] if row.valid_to is None]
        nearest = f"; nearest: {self._listed(list(dict.fromkeys(rows)))}" if rows else ""
        shown = name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"
        return f"no division is called {shown!r}{nearest}; give a name, or a code of six digits"

    def _listed(self, rows: list[Division]) -> str:
        shown = "、".join(f"{self.full_name(row)} {row.code}" for row in rows[:_SHOWN])
        return shown + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")


def _narrowed(rows: Iterable[Division], wanted: Callable[[Division], bool]) -> list[Division]:
    """The rows that are as wanted; all of them where none is."""
    everything = list(rows)
    return [row for row in everything if wanted(row)] or everything


def _read(path: Path) -> Iterator[Division]:
    """The rows of the table, each checked by itself, then against the others."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: cannot read the table of divisions: {error}") from error
    lines = csv.reader(text.splitlines())
    if tuple(next(lines, ())) != COLUMNS:
        raise KgError(f"{path}:1: the header must be {','.join(COLUMNS)}")
    rows: list[tuple[int, Division]] = []
    for number, cells in enumerate(lines, start=2):
        if cells:
            try:
                rows.append((number, _row(cells)))
            except ValueError as error:
                raise KgError(f"{path}:{number}: {error}") from error
    _check_links(path, rows)
    return (row for _, row in rows)


def _check_links(path: Path, rows: list[tuple[int, Division]]) -> None:
    """Every code pointed to is in the table, a parent is of a wider level, and no code begins twice in a year."""
    levels = {row.code: _RANK[row.level] for _, row in rows}
    seen: set[tuple[str, int | None]] = set()
    for number, row in rows:
        for code in (row.parent, *row.replaced_by):
            if code is not None and (code not in levels or code == row.code):
                raise KgError(f"{path}:{number}: {row.code} {row.name} points to {code}, which is not another division of the table")
        if row.parent is not None and levels[row.parent] >= levels[row.code]:
            raise KgError(f"{path}:{number}: {row.code} {row.name} cannot lie in {row.parent}, which is of no wider level")
        if (row.code, row.valid_from) in seen:
            raise KgError(f"{path}:{number}: a second row for {row.code} from the same year")
        seen.add((row.code, row.valid_from))


def _row(cells: list[str]) -> Division:
    """One line of the table; ValueError says what is wrong with it."""
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} fields, {len(COLUMNS)} expected")
    code, name, level, parent, begun, ended, replaced_by, aliases = cells
    if not _CODE.fullmatch(code):
        raise ValueError(f"the code {code!r} is not six digits")
    if len(name) < 2:
        raise ValueError(f"the name {name!r} of {code} is too short")
    if level not in _LEVELS:
        raise ValueError(f"the level {level!r} of {code} is none of {', '.join(_LEVELS)}")
    if (level == Level.PROVINCE) == bool(parent):
        raise ValueError(f"{code} {name} is a {level} and must {'have no' if parent else 'have a'} parent")
    valid_from, valid_to = _year(begun), _year(ended)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise ValueError(f"{code} {name} ends in {valid_to}, before it begins in {valid_from}")
    return Division(
        code,
        name,
        _LEVELS[level],
        parent or None,
        valid_from,
        valid_to,
        tuple(replaced_by.split(";")) if replaced_by else (),
        tuple(aliases.split(";")) if aliases else (),
    )


def _year(cell: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and int(cell) in _YEARS):
        raise ValueError(f"{cell!r} is not a year")
    return int(cell)
