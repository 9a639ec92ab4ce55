"""Why a stretch of a report became a fact, or did not.

In: the facts of a report, and a stretch of it or none. Out: text or JSON: for a stretch the sentence and section it stands in, each fact
there with its rules in words, the words that matched, its concept, and for a figure how near it comes to each indicator; and what was
looked at there and left out, with the reason. For no stretch: the same of the whole report in short, sentence by sentence.

How: by what the extractors say themselves (``Measurement.rule``, ``ProgramFact.rules``, ``Rejection``, ``IndicatorLinker.trials``). Nothing
is decided here, so that an explanation is never of another rule than the one that decided.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg import namespaces as ns
from kg.corpus import Problem, read_report, read_sources
from kg.extract import Extractors
from kg.extract.indicators import IndicatorLinker, Trial
from kg.extract.matching import bare_name
from kg.model import BodyFact, KgError, Measurement, ProgramFact, ReportFacts, SectionKind, Sentence, Span, Status
from kg.text import normalise
from kg.vocabulary import Vocabulary

EXPLAIN_FORMATS = ("text", "json")
_OFFSET = re.compile(r"(\d+)(?:-(\d+))?")
_NEAREST = 3
_CLIPPED = 60

# The rules that the extractors name, in words.
FIGURE_RULES = {
    "level": "a level, not a change",
    "change": "a change against another time",
    "part": "a part of another figure",
    "norm": "a rule for everybody, hence neither result nor promise",
    "plans": "stands among the plans, hence a target",
    "reached": "stands among the plans, but as reached",
    "promised": "still to come by its own words",
    "account": "stands in the account of what was done",
    "report-year": "the year of the report",
    "stated": "the year that the sentence states",
    "heading": "the year that a heading states",
    "year-before": "the year before the report's, said of the figure (上年为)",
    "column": "the year of the column in which it stands",
    "next-year": "the year after the report's",
    "slip": "the year of the report, the year written being a slip",
}
PROGRAM_RULES = {
    "vocabulary": "a name of the vocabulary",
    "award": "quoted behind a verb of being honoured",
    "plans": "quoted, a set of plans",
    "numbered": "quoted, a code that a superior's plan goes by",
    "name-ending": "quoted, and ends like a name",
    "plus": "quoted, and put together with +",
    "couplet": "quoted behind a verb of running, two lines that make a title",
    "carried-out": "quoted behind a verb of running",
    "tail": "quoted, with a head noun behind it",
    "ten-best": "the ten best of something",
    "honour": "an honour behind a verb of being honoured",
    "unquoted": "a modifier that says which one, and a strong head noun",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact, or what was left out: what it is, where, what it became, and notes on why, each under a heading."""

    type: str
    start: int
    end: int
    quote: str
    became: str
    rule: str
    notes: tuple[tuple[str, str], ...] = ()


def locate(facts: ReportFacts, offset: str | None, words: str | None) -> Span | None:
    """The stretch that a person named: by offsets, or by words (simplified or as written); None where neither is given."""
    text, name = facts.report.text, facts.report.source
    if words is not None:
        for within, sought in ((text, words), (facts.layout.text, normalise(words))):
            if sought.strip() and (at := within.find(sought)) >= 0:
                return Span(at, at + len(sought))
        raise KgError(f"{name}: the text “{words}” is not in it; give words as the report has them")
    if offset is None:
        return None
    match = _OFFSET.fullmatch(offset)
    if match is None:
        raise KgError(f"“{offset}” is no place in a text: give the number of a character, START-END, or words with --find")
    start = int(match[1])
    end = int(match[2]) if match[2] else start + 1
    if not start < end <= len(text):
        raise KgError(f"{name}: has no characters {offset}; it ends at {len(text)}, and START is before END")
    return Span(start, end)


class Explainer:
    """Reads reports and says why of what it read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._extractors = Extractors(vocabulary)
        self._linker = IndicatorLinker(vocabulary.indicators.values())

    def read(self, path: Path) -> ReportFacts:
        """All that is read from one report."""
        sources = list(read_sources([path]))
        if len(sources) != 1 or path.is_dir():
            raise KgError(f"{path}: is a folder; give one report")
        if isinstance(sources[0], Problem):
            raise KgError(f"{path}: {sources[0].message}")
        return self._extractors.extract(read_report(sources[0], self._vocabulary))

    def findings(self, facts: ReportFacts) -> list[Finding]:
        """Every fact at every place it stands, and everything left out, in reading order."""
        found = [*self._figures(facts), *self._named(facts), *_identified(facts), *_left_out(facts)]
        return sorted(found, key=lambda f: (f.start, f.end, f.type, f.rule))

    # --- output -------------------------------------------------------------------------------------------------------------

    def overview(self, facts: ReportFacts, form: str) -> str:
        """Every sentence with what stands in it."""
        findings = self.findings(facts)
        groups = [(s, [f for f in findings if s.span.start <= f.start < s.span.end]) for s in facts.layout.sentences]
        inside = {id(f) for _, group in groups for f in group}
        loose = [f for f in findings if id(f) not in inside]
        if form == "json":
            sentences = [_about(facts, sentence) | {"findings": [_plain(f) for f in group]} for sentence, group in groups]
            return _json({"report": facts.report.id, "sentences": sentences, "elsewhere": [_plain(f) for f in loose]})
        lines = [_head(facts)]
        for sentence, group in groups:
            kind = facts.layout.sections[sentence.section].kind
            about = f"{'heading, ' if sentence.heading else ''}{kind.value}"
            lines += ["", f"{sentence.span.start}-{sentence.span.end} [{about}] {_clip(_words(facts, sentence.span))}"]
            lines += [f"    {_short(f)}" for f in group]
        if loose:
            lines += ["", "outside every sentence", *(f"    {_short(f)}" for f in loose)]
        return "\n".join(lines) + "\n"

    def stretch(self, facts: ReportFacts, span: Span, form: str) -> str:
        """One stretch in full."""
        here = [f for f in self.findings(facts) if Span(f.start, f.end).overlaps(span)]
        sentences = [s for s in facts.layout.sentences if s.span.overlaps(span)]
        silence = None if here else _silence(facts, span, sentences)
        if form == "json":
            about = {"report": facts.report.id, "start": span.start, "end": span.end, "quote": facts.report.text[span.start : span.end]}
            told = {"sentences": [_about(facts, s) for s in sentences], "findings": [_plain(f) for f in here], "nothing": silence}
            return _json(about | told)
        lines = [_head(facts), f"{span.start}-{span.end} 「{_words(facts, span)}」"]
        for sentence in sentences:
            section = facts.layout.sections[sentence.section]
            start, end = sentence.span
            lines += [f"section {section.kind.value}: {' / '.join(section.path) or 'no heading'}"]
            lines += [f"{'heading' if sentence.heading else 'sentence'} {start}-{end}: {_words(facts, sentence.span)}"]
        for finding in here:
            lines += ["", _short(finding), *(f"    {key + ':':11} {value}" for key, value in finding.notes)]
        if silence:
            lines += ["", silence]
        return "\n".join(lines) + "\n"

    # --- figures ------------------------------------------------------------------------------------------------------------

    def _figures(self, facts: ReportFacts) -> Iterator[Finding]:
        for m in facts.measurements:
            amount = " ".join(filter(None, (m.qualifier, f"{m.value:f}", m.unit)))
            became = f"{m.kind.value} {amount}, {m.year or 'year unknown'}: {m.measure}"
            yield _finding(facts, "quantity", m.span, (became, m.rule), tuple(self._why(facts, m)))

    def _why(self, facts: ReportFacts, m: Measurement) -> Iterator[tuple[str, str]]:
        reasons = [_in_words(rule, FIGURE_RULES) for rule in m.rule.split()]
        said = ("", f"{m.kind.value}: ", f"{m.year or 'unknown'}: ")
        yield from ((key, f"{what}{reason}") for key, what, reason in zip(("figure", "kind", "year"), said, reasons, strict=True))
        if m.year_written is not None:
            yield "written", f"{m.year_written}, kept beside it"
        names = {p.id: p.name for p in facts.programs} | {b.id: b.name for b in facts.bodies}
        if m.program:
            yield "program", f"{_curie(ns.program_iri(m.program))} {names.get(m.program, '')}, named nearest".rstrip()
        if m.body:
            yield "body", f"{_curie(ns.body_iri(m.body))} {names.get(m.body, '')}, named nearest".rstrip()
        yield from self._indicator(m)

    def _indicator(self, m: Measurement) -> Iterator[tuple[str, str]]:
        """The indicator with the words that matched, or why there is none; then those that come nearest."""
        trials = [trial for trial in self._linker.trials(m.reading, m.unit) if any(trial.found)]
        if m.indicator:
            yield "indicator", f"{_curie(ns.indicator_iri(m.indicator))} {self._label(m.indicator)}"
            trials.sort(key=lambda trial: trial.id != m.indicator)
        else:
            yield "indicator", f"none: {m.barred or 'there is none whose every condition the figure meets'}"
        for trial in trials[:_NEAREST]:
            key = "matched" if trial.id == m.indicator else "would be" if trial.passed else "nearest"
            yield key, self._tried(trial, m.unit)

    def _tried(self, trial: Trial, unit: str) -> str:
        indicator = self._vocabulary.indicators[trial.id]
        parts = [
            f"requires {_clip(pattern)} – {f'found {found}' if found else 'not found'}"
            for pattern, found in zip(indicator.requires, trial.found, strict=True)
        ]
        if trial.excluded is not None:
            parts.append(f"excluded by {trial.excluded}")
        if not trial.unit:
            parts.append(f"unit {unit or 'none'} is not one of {' '.join(indicator.units) or 'none'}")
        return f"{_curie(ns.indicator_iri(trial.id))} {indicator.label}: {'; '.join(parts)}"

    def _label(self, indicator: str) -> str:
        known = self._vocabulary.indicators.get(indicator)
        return known.label if known else ""

    # --- what has a name ----------------------------------------------------------------------------------------------------

    def _named(self, facts: ReportFacts) -> Iterator[Finding]:
        for program in facts.programs:
            became = f"{_curie(ns.program_iri(program.id))} {program.name} ({program.status.value}, {program.type})"
            for span in program.mentions:
                yield _finding(facts, "program", span, (became, " ".join(program.rules)), tuple(self._why_program(facts, program, span)))
        for body in facts.bodies:
            became = f"{_curie(ns.body_iri(body.id))} {body.name} ({body.type})"
            for span in body.mentions:
                yield _finding(facts, "body", span, (became, "kind" if body.kind else "form"), tuple(self._why_body(facts, body, span)))
        for document in facts.documents:
            became = f"{_curie(ns.document_iri(document.id))} {document.name}"
            for span in document.mentions:
                yield _finding(facts, "document", span, (became, "title"), (("rule", "an outermost title in 《》, no work or newspaper"),))
        for division in facts.divisions:
            became = f"{_curie(ns.division_iri(division.code))} {division.name}"
            for span in division.mentions:
                yield _finding(facts, "division", span, (became, "place"), (("rule", "the name of a place that is not the report's own"),))

    def _why_program(self, facts: ReportFacts, program: ProgramFact, span: Span) -> Iterator[tuple[str, str]]:
        for rule in program.rules:
            yield "rule", _in_words(rule, PROGRAM_RULES)
        if program.status is Status.CURATED:
            known = self._vocabulary.programs.get(program.id)
            names = known.all_names if known else ()
            written = bare_name(facts.layout.text[span.start : span.end])
            matched = max((name for name in names if bare_name(name) in written), key=len, default=None)
            yield "matched", matched or "words by which the program is known in this report"
        for lead in facts.leads:
            if lead.program == program.id and facts.layout.sentences[lead.sentence].span.covers(span):
                leader = next((b.name for b in facts.bodies if b.id == lead.body), lead.body)
                yield "led by", f"{leader}, who leads or runs it in this sentence"

    def _why_body(self, facts: ReportFacts, body: BodyFact, span: Span) -> Iterator[tuple[str, str]]:
        kind = self._vocabulary.body_kinds.get(body.kind or "")
        if kind is None:
            yield "rule", "an own name, recognised by its form"
        else:
            written = facts.layout.text[span.start : span.end]
            matched = max((name for name in kind.names if name in written), key=len, default=None)
            words = f", written {matched}" if matched else ", written with its place inside, or by a word for the office itself"
            yield "rule", f"a body of the kind {_curie(ns.body_kind_iri(kind.id))} {kind.label}{words}"
        own = facts.report.identity.division
        if body.division:
            yield "place", f"{_curie(ns.division_iri(body.division))}{' (the report’s own)' if own and own.code == body.division else ''}"
        else:
            yield "place", "none, it is known by its name alone"


def _identified(facts: ReportFacts) -> Iterator[Finding]:
    """What the identity of the report was read from."""
    for reason in facts.report.identity.reasons:
        if reason.span is not None:
            notes = (("rule", f"the {reason.field} of the report, read from its {reason.where.value}"),)
            yield _finding(facts, "identity", reason.span, (f"{reason.field} {reason.value}", reason.where.value), notes)


def _left_out(facts: ReportFacts) -> Iterator[Finding]:
    for rejection in facts.rejections:
        yield _finding(facts, f"no {rejection.kind}", rejection.span, (rejection.reason, rejection.rule))


def _finding(facts: ReportFacts, kind: str, span: Span, outcome: tuple[str, str], notes: tuple[tuple[str, str], ...] = ()) -> Finding:
    """``outcome`` is what became of it, and the rule by its name."""
    return Finding(kind, span.start, span.end, facts.report.text[span.start : span.end], *outcome, notes)


def _silence(facts: ReportFacts, span: Span, sentences: Sequence[Sentence]) -> str:
    """Why nothing at all is said of a stretch."""
    if any(furniture.overlaps(span) for furniture in facts.report.furniture):
        return "no fact: page furniture, of which nothing is read but its date, its source and its title"
    if not sentences:
        return "no fact: white space between sentences"
    section = facts.layout.sections[sentences[0].section].kind
    note = "; in an account of problems, programs count by quotation marks or by name only" if section is SectionKind.PROBLEMS else ""
    return f"no fact: no number, title, quotation, known name or name-like form stands here{note}"


def _in_words(rule: str, rules: dict[str, str]) -> str:
    """A rule by its name in words: ``promised:力争`` with what it matched, ``unquoted-行动`` with the head noun's type."""
    name, _, words = rule.partition(":")
    said = rules.get(name) or rules.get(name.split("-")[0], name)
    return f"{said} ({words})" if words else said


def _about(facts: ReportFacts, sentence: Sentence) -> dict[str, object]:
    section = facts.layout.sections[sentence.section]
    start, end = sentence.span
    about: dict[str, object] = {"start": start, "end": end, "quote": facts.report.text[start:end], "heading": sentence.heading}
    return about | {"section": list(section.path), "section_kind": section.kind.value}


def _plain(finding: Finding) -> dict[str, object]:
    return asdict(finding) | {"notes": [list(note) for note in finding.notes]}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _head(facts: ReportFacts) -> str:
    identity = facts.report.identity
    return f"{facts.report.source}: {facts.report.id}, {identity.place_name or 'place unknown'}, {identity.year or 'year unknown'}"


def _short(finding: Finding) -> str:
    left_out = finding.type.startswith("no ")
    rule = f"{finding.rule}: " if left_out else ""
    tail = "" if left_out else f" [{finding.rule}]"
    return f"{finding.type} {finding.start}-{finding.end} 「{_flat(finding.quote)}」 → {rule}{finding.became}{tail}"


def _words(facts: ReportFacts, span: Span) -> str:
    return _flat(facts.report.text[span.start : span.end])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _clip(text: str) -> str:
    return text if len(text) <= _CLIPPED else f"{text[:_CLIPPED]}…"


def _curie(iri: str) -> str:
    return ns.compact(iri)
