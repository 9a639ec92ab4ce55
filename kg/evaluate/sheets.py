"""Gold files and JSON Lines in one form: the ``Sheet``, which is what is scored.

In: the object of a gold file with the text it annotates, or fact lines as ``kg extract`` prints them. Out: a ``Sheet``. A gold file says
how a thing is written (``surfaces``), fact lines say where it stands (``mentions``); a sheet has the places. Raises KgError for what is
neither, naming the file and the entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import KgError, Span

# The lists a gold file must have; and which of them hold things with a name.
GOLD_LISTS = ("quantities", "programs", "bodies", "documents")
IDENTITY = ("division", "year", "published", "issuer")
_REAL = ("indicator", "target")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. ``real`` ones are results or promises; the others are annotated so that nobody takes them for that."""

    span: Span
    value: float
    unit: str | None
    qualifier: str
    kind: str
    measure: str
    year: int | None
    indicator: str | None

    @property
    def real(self) -> bool:
        return self.kind in _REAL


@dataclass(frozen=True, slots=True)
class Thing:
    """A program, body or document, with every place it stands at. ``shared`` programs are known in other regions too (gold only)."""

    name: str
    mentions: tuple[Span, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reader found in one report."""

    identity: Mapping[str, object]
    quantities: tuple[Figure, ...] = ()
    programs: tuple[Thing, ...] = ()
    bodies: tuple[Thing, ...] = ()
    documents: tuple[Thing, ...] = ()


def gold_sheet(name: str, data: object, text: str) -> Sheet:
    """The sheet of a gold file's object. ``name`` is what an error calls the file."""
    if not isinstance(data, dict) or not isinstance(data.get("report"), dict):
        raise KgError(f"{name}: not a gold file: no object with a “report” object in it; see the format of annotations")
    for key in GOLD_LISTS:
        if not isinstance(data.get(key), list) or not all(isinstance(entry, dict) for entry in data[key]):
            raise KgError(f"{name}: not a gold file: “{key}” must be a list of objects")
    for number, entry in enumerate(data["quantities"], 1):
        start, end, quote = entry.get("start"), entry.get("end"), entry.get("quote")
        if isinstance(start, int) and isinstance(end, int) and quote is not None and text[start:end] != quote:
            there = f"“{quote}” at {start}-{end}, where the report has “{text[start:end]}”"
            raise KgError(f"{name}: quantity {number} is {there}; is it the report that was annotated?")
    return Sheet(
        identity=data["report"],
        quantities=_figures(name, data["quantities"]),
        programs=tuple(_written(name, entry, text) for entry in data["programs"]),
        bodies=tuple(_written(name, entry, text) for entry in data["bodies"]),
        documents=tuple(_cited(name, entry, text) for entry in data["documents"]),
    )


def lines_sheet(name: str, lines: Iterable[Entry]) -> Sheet:
    """The sheet of the fact lines of one report."""
    by_type: dict[str, list[Entry]] = {}
    for line in lines:
        by_type.setdefault(str(line.get("type")), []).append(line)
    return Sheet(
        identity=(by_type.get("report") or [{}])[-1],
        quantities=_figures(name, by_type.get("quantity", ())),
        programs=tuple(_named(name, entry) for entry in by_type.get("program", ())),
        bodies=tuple(_named(name, entry) for entry in by_type.get("body", ())),
        documents=tuple(_named(name, entry) for entry in by_type.get("document", ())),
    )


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    found = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            fact = json.loads(line)
        except ValueError as error:
            raise KgError(f"{path}: line {number} is not JSON; give the output of kg extract") from error
        if not isinstance(fact, dict) or "type" not in fact:
            raise KgError(f"{path}: line {number} is not a fact: no “type”; give the output of kg extract")
        found.append(fact)
    return found


def read_json(path: Path) -> object:
    """The object of a gold file."""
    try:
        return json.loads(_text(path))
    except ValueError as error:
        raise KgError(f"{path}: not a gold file: not JSON; give a folder of annotations") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: is not UTF-8 text; save it as UTF-8") from error


def _figures(name: str, entries: Iterable[Entry]) -> tuple[Figure, ...]:
    return tuple(_figure(name, number, entry) for number, entry in enumerate(entries, 1))


def _figure(name: str, number: int, entry: Entry) -> Figure:
    try:
        return Figure(
            span=Span(int(entry["start"]), int(entry["end"])),
            value=float(entry["value"]),
            unit=entry.get("unit"),
            qualifier=entry.get("qualifier") or "",
            kind=str(entry.get("kind")),
            measure=entry.get("measure") or "",
            year=entry.get("year"),
            indicator=entry.get("indicator") or None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KgError(f"{name}: quantity {number} has no usable start, end and value ({type(error).__name__}: {error})") from error


def _written(name: str, entry: Entry, text: str) -> Thing:
    """A thing of a gold file: every place where one of its surfaces stands."""
    surfaces = entry.get("surfaces")
    if not isinstance(surfaces, list):
        raise KgError(f"{name}: “{_name(name, entry)}” has no list of surfaces")
    spans = (span for surface in surfaces for span in _occurrences(text, str(surface)))
    return Thing(_name(name, entry), tuple(spans), shared=entry.get("scope") == "shared")


def _occurrences(text: str, surface: str) -> Iterable[Span]:
    """Where a string stands, occurrences that overlap the one before left out."""
    at = text.find(surface) if surface else -1
    while at >= 0:
        yield Span(at, at + len(surface))
        at = text.find(surface, at + len(surface))


def _cited(name: str, entry: Entry, text: str) -> Thing:
    """A document of a gold file: from the 《 it begins at to the end of its name."""
    title, start = _name(name, entry), entry.get("start")
    if not isinstance(start, int):
        return Thing(title, ())
    return Thing(title, (Span(start, min(start + len(title) + 2, len(text))),))


def _named(name: str, entry: Entry) -> Thing:
    try:
        spans = tuple(Span(int(start), int(end)) for start, end in entry.get("mentions") or ())
    except (TypeError, ValueError) as error:
        raise KgError(f"{name}: “{_name(name, entry)}” has mentions that are no pairs of offsets") from error
    return Thing(_name(name, entry), spans)


def _name(name: str, entry: Entry) -> str:
    found = entry.get("name")
    if not isinstance(found, str):
        raise KgError(f"{name}: an entry without a name: {json.dumps(dict(entry), ensure_ascii=False)[:80]}")
    return found
