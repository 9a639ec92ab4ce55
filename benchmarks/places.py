"""Places that do not exist: provinces, prefectures and counties with codes from 910000 on, and a vocabulary that knows them.

In: how many places report, and a seed. Out: the rows of a table of divisions in the form of data/divisions.csv, and the places that
report, each with the ones above and beside it. The first places are the same however many are asked for.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from kg.divisions import COLUMNS, Divisions
from kg.model import Division, KgError, Level
from kg.place_names import is_ordinary
from kg.vocabulary import Vocabulary

FIRST_PROVINCE = 91
PROVINCES = 8
# Every so many places one is the prefecture itself, and the others are its counties.
GROUP = 16
_MOST = PROVINCES * 99 * GROUP

_FIRST = "澜霁岚翎珩霖岑暄黎砚栖漪沅岫璟蕴昀沁珞琅泠洵渌隽葭蓼荻菡槿棠桐楠梓桉樟榆柘桢"
_LAST = "川陵浦原溪泽泉岭湾塘坪洲浔渚堰垣陂墅畈汀屏岱埠峪崖澍淙汇渡"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that reports: its row, the one it lies in, and a neighbour."""

    division: Division
    parent: Division
    neighbour: Division

    @property
    def kind(self) -> str:
        """The last character of its name: 区, 县 or 市."""
        return self.division.name[-1]


@dataclass(frozen=True, slots=True)
class World:
    """All invented places: the rows of the table, and those of them that report, in order."""

    rows: tuple[Division, ...]
    places: tuple[Place, ...]

    def write(self, path: Path) -> None:
        """Write the table, as ``load_vocabulary(divisions=...)`` reads it."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows((row.code, row.name, row.level.value, row.parent or "", "", "", "", "") for row in self.rows)


def make_world(count: int, seed: int, known: Divisions) -> World:
    """The world in which ``count`` places report. No name is one of ``known``, with or without its kind, nor an ordinary word."""
    if count > _MOST:
        raise KgError(f"{count} places are more than the codes of invented divisions allow ({_MOST}); ask for fewer reports")
    rng = random.Random(f"places {seed}")
    names = _names(rng, known)
    provinces = [Division(f"{FIRST_PROVINCE + n}0000", f"{next(names)}省", Level.PROVINCE, None) for n in range(PROVINCES)]
    rows, places = list(provinces), []
    for group in range(-(-count // GROUP)):
        province = provinces[group % PROVINCES]
        prefix = f"{province.code[:2]}{group // PROVINCES + 1:02}"
        prefecture = Division(f"{prefix}00", f"{next(names)}市", Level.PREFECTURE, province.code)
        counties = []
        for number in range(1, GROUP):
            kind = "区" if rng.random() < 0.55 else "县"
            counties.append(Division(f"{prefix}{number:02}", f"{next(names)}{kind}", Level.COUNTY, prefecture.code))
        rows += [prefecture, *counties]
        places += [Place(county, prefecture, counties[n - 1]) for n, county in enumerate(counties)]
        places.append(Place(prefecture, province, counties[0]))
    return World(tuple(rows), tuple(places[:count]))


def with_world(vocabulary: Vocabulary, world: World, *, alone: bool = True) -> Vocabulary:
    """The vocabulary with the invented divisions, in the place of the real ones or beside them."""
    rows = world.rows if alone else (*vocabulary.divisions.rows, *world.rows)
    return replace(vocabulary, divisions=Divisions(rows), checksum=f"{vocabulary.checksum}-invented")


def _names(rng: random.Random, known: Divisions) -> Iterator[str]:
    """Names without their kind, each once: of two characters, then of three."""
    taken = {form[:2] for row in known for form in (row.name,)}
    for length in (1, 2):
        stems = ["".join(letters) for letters in product(_FIRST, repeat=length)]
        found = ["".join(pair) for pair in product(stems, _LAST)]
        rng.shuffle(found)
        yield from (name for name in found if name not in taken and not is_ordinary(name) and len(set(name)) == len(name))
