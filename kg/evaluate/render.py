"""Figures, faults and differences as text to read, as Markdown and as JSON.

In: evaluations, or the changes between two runs. Out: text. JSON has everything; tables and Markdown round to three digits, and the table
shows of a long sentence what stands around the fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from tabulate import tabulate

from kg.evaluate.compare import Change
from kg.evaluate.gold import Evaluation, Placed
from kg.evaluate.score import Count, Mark, pooled

FORMATS = ("table", "json", "md")
TOGETHER = "together"
# Reports side by side in one table, and characters of a sentence shown on each side of a fault.
_ABREAST = 5
_AROUND = 40
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def render_evaluations(evaluations: Sequence[Evaluation], form: str, *, errors: bool) -> str:
    """The figures per report and together, and with ``errors`` every fault."""
    together = pooled(evaluation.marks for evaluation in evaluations)
    if form == "json":
        reports = [{"report": e.name, "figures": _figures(e.marks)} | ({"errors": _faults(e)} if errors else {}) for e in evaluations]
        return json.dumps({"reports": reports, TOGETHER: _figures(together)}, ensure_ascii=False, indent=1) + "\n"
    style = "github" if form == "md" else "simple"
    blocks = [_overview(evaluations, together, style), *_per_report(evaluations, style)]
    if errors:
        blocks += [_listed(evaluation, form) for evaluation in evaluations if evaluation.faults]
    return "\n\n".join(blocks) + "\n"


def _figures(marks: dict[str, Mark]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name, mark in marks.items():
        if isinstance(mark, Count):
            found[name] = {
                "precision": round(mark.precision, 4), "recall": round(mark.recall, 4), "f1": round(mark.figure, 4),
                "right": mark.right, "too many": mark.extra, "missed": mark.missed,
            }  # fmt: skip
        else:
            found[name] = {"share": round(mark.figure, 4), "right": mark.right, "of": mark.of}
    return found


def _overview(evaluations: Sequence[Evaluation], together: dict[str, Mark], style: str) -> str:
    """All reports as one: F1 or share, and the counts behind it."""
    rows = []
    for name, mark in together.items():
        if isinstance(mark, Count):
            empty = mark.empty
            numbers = ["–" if empty else f"{value:.3f}" for value in (mark.figure, mark.precision, mark.recall)]
            rows.append([name, *numbers, mark.right, mark.extra, mark.missed])
        else:
            rows.append([name, _shown(mark), "", "", mark.right, mark.of - mark.right, ""])
    reports = f"{len(evaluations)} report{'s' if len(evaluations) != 1 else ''} {TOGETHER}"
    return _table([reports, "F1 or share", "precision", "recall", "right", "wrong, too many", "missed"], rows, style)


def _per_report(evaluations: Sequence[Evaluation], style: str) -> Iterable[str]:
    """F1 or share of each report, a few reports to a table."""
    if len(evaluations) < 2:
        return
    for at in range(0, len(evaluations), _ABREAST):
        group = evaluations[at : at + _ABREAST]
        rows = [[name, *(_shown(e.marks[name]) for e in group)] for name in group[0].marks]
        yield _table(["F1 or share", *(e.name for e in group)], rows, style)


def _shown(mark: Mark) -> str:
    return "–" if mark.empty else f"{mark.figure:.3f}"


def _table(head: list[str], rows: list[list[object]] | list[list[str]], style: str) -> str:
    text = tabulate(rows, headers=head, tablefmt=style, disable_numparse=True, colalign=("left", *["right"] * (len(head) - 1)))
    return "\n".join(line.rstrip() for line in text.splitlines())


# --- faults ------------------------------------------------------------------------------------------------------------------


def _faults(evaluation: Evaluation) -> list[dict[str, object]]:
    found = []
    for placed in evaluation.faults:
        fault, around = placed.fault, placed.sentence_span
        line: dict[str, object] = {"mark": fault.mark, "fault": fault.fault, "field": fault.field or None, "name": fault.name}
        line |= {"expected": fault.expected, "found": fault.found}
        line |= {"start": fault.span.start if fault.span else None, "end": fault.span.end if fault.span else None, "quote": placed.quote}
        found.append(line | {"sentence": placed.sentence, "sentence_start": around.start if around else None})
    return found


def _listed(evaluation: Evaluation, form: str) -> str:
    title = f"{evaluation.name}: {len(evaluation.faults)} fault{'s' if len(evaluation.faults) != 1 else ''}"
    if form == "md":
        return "\n".join([f"### {title}", "", *(_item(placed) for placed in evaluation.faults)])
    return "\n".join([title, *(line for placed in evaluation.faults for line in fault_lines(placed))])


def said(placed: Placed) -> str:
    """A fault in one line: what kind, what it is about, where, and what should have been."""
    fault = placed.fault
    where = f" {fault.span.start}-{fault.span.end}" if fault.span else ""
    what = f" {fault.field}" if fault.field and fault.fault == "wrong" else ""
    name = "" if fault.name in (placed.quote, fault.expected) else f" {fault.name}"
    quote = f" 「{_flat(placed.quote)}」" if placed.quote else ""
    line = f"{fault.fault}{what} ({fault.mark}){where}{quote}{name}"
    if fault.fault == "wrong":
        return f"{line}: expected {_value(fault.expected)}, found {_value(fault.found)}"
    if fault.field:
        return f"{line}: annotated as {_value(fault.expected)}, read as {_value(fault.found)}"
    return line


def fault_lines(placed: Placed) -> Iterable[str]:
    """A fault and, under it, the words around it."""
    yield f"  {said(placed)}"
    if placed.sentence and placed.sentence_span and placed.fault.span:
        start = max(0, placed.fault.span.start - placed.sentence_span.start - _AROUND)
        end = placed.fault.span.end - placed.sentence_span.start + _AROUND
        cut = placed.sentence[start:end]
        yield f"      {'…' if start else ''}{_flat(cut)}{'…' if end < len(placed.sentence) else ''}"


def _item(placed: Placed) -> str:
    """A fault as an item of a Markdown list, with its whole sentence."""
    line = f"- {_escaped(said(placed))}"
    return f"{line}\n  > {_escaped(_flat(placed.sentence))}" if placed.sentence else line


def _value(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "nothing" if value in (None, "") else str(value)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text


# --- two runs ----------------------------------------------------------------------------------------------------------------


def render_changes(changes: Sequence[Change], form: str) -> str:
    """The differences between two runs."""
    if form == "json":
        return json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1) + "\n"
    if not changes:
        return "no difference\n"
    by_report: dict[str, list[Change]] = {}
    for change in changes:
        by_report.setdefault(change.report, []).append(change)
    lines = []
    for report, group in by_report.items():
        counts = ", ".join(f"{n} {word}" for word in _SIGNS if (n := sum(c.change == word for c in group)))
        lines.append(f"### {_escaped(report)}: {counts}\n" if form == "md" else f"{report}: {counts}")
        lines += [_change_item(change) if form == "md" else f"  {_SIGNS[change.change]} {_change_line(change)}" for change in group]
        lines.append("")
    return "\n".join(lines)


def _change_item(change: Change) -> str:
    return f"- {change.change} {_escaped(_change_line(change))}"


def _change_line(change: Change) -> str:
    where = f" {change.start}-{change.end}" if change.start is not None else ""
    keys = "; ".join(f"{key}: {_json(old)} → {_json(new)}" for key, (old, new) in change.keys.items())
    return f"{change.type}{where} {_flat(change.name)}" + (f" [{keys}]" if keys else "")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
