"""The facts of real reports against annotations made by hand: measured by the annotators' own score, with floors that must hold."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.corpus import read_report
from kg.extract import Extractors
from kg.extract.jsonl import lines
from kg.model import ReportFacts, Source, Span
from kg.vocabulary import Vocabulary

REPORTS = ("jiading-2024", "liangping-2024", "shuangta-2024")

# The least F1, or share, that a change may leave.
FLOORS = {
    "quantities": 0.95,
    "value+unit": 0.98,
    "qualifier": 0.98,
    "kind": 0.95,
    "year": 0.95,
    "measure>=0.5": 0.85,
    "indicators linked": 0.90,
    "programs": 0.90,
    "shared programs recall": 0.95,
    "program names": 0.90,
    "bodies": 0.95,
    "body names": 0.95,
    "documents": 1.0,
}


@pytest.fixture(scope="module")
def score(shared_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", shared_dir / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=REPORTS)
def facts(request: pytest.FixtureRequest, shared_dir: Path, vocabulary: Vocabulary) -> ReportFacts:
    path = shared_dir / "reports" / f"{request.param}.txt"
    return Extractors(vocabulary).extract(read_report(Source(path.name, path.read_bytes()), vocabulary))


@pytest.fixture
def figures(facts: ReportFacts, score: ModuleType, shared_dir: Path, vocabulary: Vocabulary, tmp_path: Path) -> dict[str, Any]:
    predicted = tmp_path / "facts.jsonl"
    predicted.write_text("\n".join(lines(facts, vocabulary)) + "\n", encoding="utf-8")
    gold = json.loads((shared_dir / "gold" / facts.report.source.replace(".txt", ".json")).read_text(encoding="utf-8"))
    text = facts.report.text
    result: dict[str, Any] = score.score(gold, score.read_predictions(predicted, text), text)
    return result


def test_the_report_is_identified(figures: dict[str, Any]) -> None:
    assert all(figures["report"].values()), figures["report"]


def test_the_facts_are_as_good_as_before(figures: dict[str, Any]) -> None:
    reached = {key: figures[key]["f1"] if isinstance(figures[key], dict) else figures[key] for key in FLOORS}
    below = {key: value for key, value in reached.items() if value < FLOORS[key]}
    assert not below, {key: figures.get(f"_{key}", figures[key]) for key in below}


def spans(facts: ReportFacts) -> Iterator[Span]:
    yield from (measurement.span for measurement in facts.measurements)
    for facts_of_a_kind in (facts.programs, facts.bodies, facts.documents, facts.divisions):
        for fact in facts_of_a_kind:
            yield from fact.mentions


def test_every_fact_has_its_characters(facts: ReportFacts) -> None:
    text = facts.report.text
    for span in spans(facts):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()


def test_every_quote_is_what_stands_at_its_offsets(facts: ReportFacts, vocabulary: Vocabulary) -> None:
    text = facts.report.text
    for line in map(json.loads, lines(facts, vocabulary)):
        if line["type"] == "quantity":
            assert text[line["start"] : line["end"]] == line["quote"]
        for start, end in line.get("mentions", ()):
            assert text[start:end] in line.get("surfaces", (text[start:end],))


def test_the_same_report_gives_the_same_lines(facts: ReportFacts, vocabulary: Vocabulary) -> None:
    again = Extractors(vocabulary).extract(facts.report)
    assert list(lines(again, vocabulary)) == list(lines(facts, vocabulary))
