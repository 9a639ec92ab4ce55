"""Two runs fact by fact: what is new, what is gone, what is another.

In: the fact lines of two runs. Out: ``Change`` values by report, in reading order. Facts are the same where they stand on the same
characters (quantities) or have the same id or name (programs, bodies, documents); what is left on both sides is paired where the
characters overlap, so that a new name or a longer span is a change and not a loss and a find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.evaluate.gold import Evaluator, by_report, find_gold
from kg.evaluate.pairing import pair
from kg.evaluate.sheets import read_lines
from kg.model import KgError, Span

Line = Mapping[str, Any]
# Where a report came from and its id differ between runs without any difference in what was read.
_IGNORED = frozenset(("report", "file", "type"))
_LEAST_OVERLAP = 0.3
_TYPES = ("report", "quantity", "program", "body", "document", "division", "lead")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a fact added, removed or changed, and of a changed one each key with what it was and what it is."""

    report: str
    type: str
    change: str
    name: str
    start: int | None
    end: int | None
    keys: Mapping[str, tuple[object, object]] = field(default_factory=dict)


def read_run(path: Path, evaluator: Evaluator) -> list[dict[str, Any]]:
    """The fact lines of a run: of a JSON Lines file, or read now from a report, a folder of reports or one of gold files."""
    if path.is_dir():
        gold = sorted(path.glob("*.json"))
        return list(evaluator.lines([file.report for file in find_gold(path)] if gold else [path]))
    if not path.exists():
        raise KgError(f"{path}: no such file or folder; give the output of kg extract, or reports")
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        return read_lines(path)
    return list(evaluator.lines([path]))


def compare(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[Change]:
    """All differences between two runs."""
    old, new = by_report(before), by_report(after)
    partners = _same_reports(old, new)
    changes: list[Change] = []
    for key, lines in new.items():
        changes += _report_changes(_title(lines, key), old.get(partners.get(key, ""), []), lines)
    for key, lines in old.items():
        if key not in partners.values():
            changes += _report_changes(_title(lines, key), lines, [])
    return changes


def _same_reports(old: Mapping[str, Sequence[Line]], new: Mapping[str, Sequence[Line]]) -> dict[str, str]:
    """The id of a report in the new run to its id in the old: by the text, else by the file's name, else by the id itself."""
    partners: dict[str, str] = {}
    for sign in ("checksum", "file", "report"):
        known: dict[str, str] = {}
        for key, lines in old.items():
            if key not in partners.values() and (value := _sign(lines, sign)):
                known.setdefault(value, key)
        for key, lines in new.items():
            value = _sign(lines, sign)
            if key not in partners and value in known and known[value] not in partners.values():
                partners[key] = known[value]
    return partners


def _sign(lines: Sequence[Line], key: str) -> str:
    line = next((line for line in lines if line["type"] == "report"), lines[0])
    value = str(line.get(key) or "")
    return Path(value).name if key == "file" else value


def _title(lines: Sequence[Line], key: str) -> str:
    return _sign(lines, "file") or key


def _report_changes(report: str, old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    types = [*_TYPES, *sorted({str(line["type"]) for line in (*old, *new)} - set(_TYPES))]
    changes: list[Change] = []
    for kind in types:
        was, now = ([line for line in lines if line["type"] == kind] for lines in (old, new))
        pairs = _paired(was, now)
        for i, j in pairs.items():
            if keys := _differences(was[i], now[j]):
                changes.append(_change(report, "changed", now[j], keys))
        changes += [_change(report, "removed", line) for i, line in enumerate(was) if i not in pairs]
        changes += [_change(report, "added", line) for j, line in enumerate(now) if j not in set(pairs.values())]
    return sorted(changes, key=lambda c: (c.start is not None, c.start or 0, c.end or 0, types.index(c.type), c.change, c.name))


def _paired(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Old index to new index: the same identity first, then the same characters."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for j, line in enumerate(new):
        waiting[_identity(line)].append(j)
    pairs = {i: waiting[_identity(line)].pop(0) for i, line in enumerate(old) if waiting[_identity(line)]}
    left = [i for i in range(len(old)) if i not in pairs]
    free = [j for j in range(len(new)) if j not in set(pairs.values())]
    for i, j in pair([_spans(old[i]) for i in left], [_spans(new[j]) for j in free], _LEAST_OVERLAP).items():
        pairs[left[i]] = free[j]
    return pairs


def _identity(line: Line) -> str:
    match line["type"]:
        case "report":
            return ""
        case "quantity":
            return f"{line.get('start')}-{line.get('end')}"
        case "lead":
            return f"{line.get('program')} {line.get('body')}"
    return str(line.get("id") or line.get("division") or line.get("name"))


def _spans(line: Line) -> list[Span]:
    if "mentions" in line:
        return [Span(*mention) for mention in line["mentions"] or ()]
    return [Span(line["start"], line["end"])] if "start" in line and "end" in line else []


def _differences(old: Line, new: Line) -> dict[str, tuple[object, object]]:
    keys: Iterable[str] = dict.fromkeys((*old, *new))
    return {key: (old.get(key), new.get(key)) for key in keys if key not in _IGNORED and old.get(key) != new.get(key)}


def _change(report: str, change: str, line: Line, keys: Mapping[str, tuple[object, object]] | None = None) -> Change:
    span = min(_spans(line), default=None)
    return Change(report, str(line["type"]), change, _label(line), span.start if span else None, span.end if span else None, keys or {})


def _label(line: Line) -> str:
    match line["type"]:
        case "report":
            return str(line.get("title") or "the report's own line")
        case "quantity":
            return f"{line.get('quote')} {line.get('measure')}"
        case "lead":
            return f"{line.get('body')} → {line.get('program')}"
    return str(line.get("name"))
