"""Facts as JSON Lines, as `kg extract` prints them.

In: the facts of one report. Out: one JSON object a line: the report's own line first, then every fact in reading order. ``start`` and
``end`` are offsets in code points into the decoded original, whose characters are the ``quote``. Every line has ``type`` and ``report``.

Lines of type ``report``, ``quantity``, ``program``, ``body`` and ``document`` have the keys of the published format and a few more;
A document is named with the punctuation of the report, （2021—2025年） or (2021—2025年); its ``id`` is the same either way. A change in
percentage points has the unit % and says in its measure that it is a change; ``unit_written`` keeps 个百分点. ``division`` (a place other
than the report's own) and ``lead`` (a body that leads a program) are lines of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from kg.model import BodyFact, DivisionFact, DocumentFact, Measurement, ProgramFact, ReportFacts, Span
from kg.vocabulary import Vocabulary

_POINTS: Final = "个百分点"
Value: TypeAlias = "str | int | float | bool | Sequence[str] | Sequence[Sequence[int]] | None"
Line: TypeAlias = dict[str, Value]


def lines(facts: ReportFacts, vocabulary: Vocabulary) -> Iterator[str]:
    """The report's line, then its facts by where they first stand."""
    yield _json(_report(facts))
    labels = _program_labels(facts, vocabulary)
    bodies = {body.id: body.name for body in facts.bodies}
    found: list[tuple[int, int, Line]] = []
    for measurement in facts.measurements:
        found.append((measurement.span.start, 0, _quantity(facts, measurement, labels, bodies)))
    for program in facts.programs:
        found.append((program.mentions[0].start, 1, _program(facts, program)))
    for body in facts.bodies:
        found.append((body.mentions[0].start, 2, _body(facts, body)))
    for document in facts.documents:
        found.append((document.mentions[0].start, 3, _document(facts, document)))
    for division in facts.divisions:
        found.append((division.mentions[0].start, 4, _division(facts, division)))
    for lead in facts.leads:
        span = facts.layout.sentences[lead.sentence].span
        line: Line = {"program": labels.get(lead.program, lead.program), "body": bodies.get(lead.body), **_evidence(facts, lead.sentence)}
        found.append((span.start, 5, {"type": "lead", "report": facts.report.id, **line}))
    for _, _, line in sorted(found, key=lambda entry: entry[:2]):
        yield _json(line)


def _json(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False)


def _program_labels(facts: ReportFacts, vocabulary: Vocabulary) -> dict[str, str]:
    """Names of programs by id: those of the report, and curated ones that only a figure points to."""
    curated = {key: program.label for key, program in vocabulary.programs.items()}
    return curated | {program.id: program.name for program in facts.programs}


def _report(facts: ReportFacts) -> Line:
    report, identity = facts.report, facts.report.identity
    division = identity.division
    return {
        "type": "report",
        "report": report.id,
        "file": report.source,
        "title": identity.title,
        "division": division.code if division else None,
        "division_name": identity.place_name,
        "level": identity.level.value if identity.level else None,
        "parents": list(identity.parents),
        "year": identity.year,
        "issuer": identity.issuer,
        "published": identity.published.isoformat() if identity.published else None,
        "language": identity.language,
        "township": identity.township,
        "period": identity.period,
        "checksum": report.checksum,
        "encoding": report.encoding,
        "problems": list(identity.problems),
    }


def _quantity(facts: ReportFacts, m: Measurement, programs: dict[str, str], bodies: dict[str, str]) -> Line:
    section = facts.layout.sections[facts.layout.sentences[m.sentence].section]
    return {
        "type": "quantity",
        "report": facts.report.id,
        "start": m.span.start,
        "end": m.span.end,
        "quote": facts.report.text[m.span.start : m.span.end],
        "value": _number(m.value),
        "unit": "%" if m.unit == _POINTS else m.unit,
        "qualifier": m.qualifier,
        "kind": m.kind.value,
        "measure": m.measure,
        "year": m.year,
        "indicator": m.indicator,
        "program": programs.get(m.program, m.program) if m.program else None,
        "body": bodies.get(m.body, m.body) if m.body else None,
        "section": " / ".join(section.path),
        "section_kind": section.kind.value,
        "year_written": m.year_written,
        "unit_written": m.unit,
        "change": m.change,
        "part": m.part,
        "rule": m.rule,
        **_evidence(facts, m.sentence),
    }


def _number(value: Decimal) -> int | float:
    """A whole number without a point, any other as the shortest float that reads back the same."""
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(facts: ReportFacts, sentence: int) -> Line:
    """The sentence a fact was read from, by its offsets."""
    span = facts.layout.sentences[sentence].span
    return {"sentence": [span.start, span.end]}  # type: ignore[dict-item]


def _mentions(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _surfaces(facts: ReportFacts, spans: tuple[Span, ...]) -> list[str]:
    """The different ways a thing is written, in the order they come."""
    return list(dict.fromkeys(facts.report.text[span.start : span.end] for span in spans))


def _program(facts: ReportFacts, program: ProgramFact) -> Line:
    return {
        "type": "program",
        "report": facts.report.id,
        "name": program.name,
        "id": program.id,
        "status": program.status.value,
        "program_type": program.type,
        "mentions": _mentions(program.mentions),
        "surfaces": _surfaces(facts, program.mentions),
        "rules": list(program.rules),
    }


def _body(facts: ReportFacts, body: BodyFact) -> Line:
    return {
        "type": "body",
        "report": facts.report.id,
        "name": body.name,
        "id": body.id,
        "body_type": body.type,
        "kind": body.kind,
        "division": body.division,
        "mentions": _mentions(body.mentions),
        "surfaces": _surfaces(facts, body.mentions),
    }


def _document(facts: ReportFacts, document: DocumentFact) -> Line:
    return {
        "type": "document",
        "report": facts.report.id,
        "name": _as_punctuated(facts, document),
        "id": document.id,
        "mentions": _mentions(document.mentions),
    }


def _as_punctuated(facts: ReportFacts, document: DocumentFact) -> str:
    """The title with the punctuation it has where it stands first; as it is where the page broke it or left a mark out."""
    start, end = document.mentions[0]
    written = "".join(facts.report.text[start + 1 : end].removesuffix("》").split())
    if len(written) != len(document.name):
        return document.name
    return "".join(w if not n.isalnum() else n for w, n in zip(written, document.name, strict=True))


def _division(facts: ReportFacts, division: DivisionFact) -> Line:
    return {
        "type": "division",
        "report": facts.report.id,
        "name": division.name,
        "division": division.code,
        "mentions": _mentions(division.mentions),
    }
