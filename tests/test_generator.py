"""The generator of reports (benchmarks/), and the extractors measured on what it writes: every fact in it is known."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.generate import Generated, Generator, main, write
from benchmarks.places import FIRST_PROVINCE, with_world
from benchmarks.wording import read_topics
from kg.build import build
from kg.corpus import read_report
from kg.evaluate import Mark, measure, pooled
from kg.evaluate.sheets import lines_sheet
from kg.extract import Extractors
from kg.extract.jsonl import lines
from kg.model import KgError, Source
from kg.text import normalise
from kg.vocabulary import Vocabulary, load_vocabulary

REPORTS = 60
SEED = 20

# What extraction reaches on these reports, a little below: a change that lowers one of them is a fault of the change.
FLOORS = {
    "report division": 1.0,
    "report year": 1.0,
    "report published": 1.0,
    "report issuer": 0.98,
    "quantities": 0.99,
    "value+unit": 0.995,
    "qualifier": 0.995,
    "kind": 0.995,
    "year": 0.995,
    "measure>=0.5": 0.85,
    "targets": 0.98,
    "indicators linked": 0.97,
    "programs": 0.98,
    "program names": 0.99,
    "bodies": 0.98,
    "body names": 0.98,
    "documents": 0.99,
}


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator(REPORTS, SEED)


@pytest.fixture(scope="module")
def made(generator: Generator) -> list[Generated]:
    return list(generator.reports())


@pytest.fixture(scope="module")
def marks(generator: Generator, made: list[Generated], vocabulary: Vocabulary) -> Mapping[str, Mark]:
    invented = with_world(vocabulary, generator.world)
    extractors = Extractors(invented)
    found = []
    for report in made:
        facts = extractors.extract(read_report(Source(f"{report.name}.txt", report.text.encode()), invented))
        read = [json.loads(line) for line in lines(facts, invented)]
        found.append(measure(lines_sheet("generated", report.facts), lines_sheet("extracted", read))[0])
    return pooled(found)


@pytest.mark.parametrize(("mark", "floor"), FLOORS.items())
def test_extraction_of_generated_reports(marks: Mapping[str, Mark], mark: str, floor: float) -> None:
    assert marks[mark].figure >= floor, marks[mark]


def test_the_same_seed_gives_the_same_reports_and_more_of_them_begin_alike(made: list[Generated]) -> None:
    assert list(Generator(REPORTS // 2, SEED).reports()) == made[: REPORTS // 2]
    assert next(Generator(1, SEED + 1).reports()).text != made[0].text


def test_facts_stand_where_they_are_said_to(made: list[Generated]) -> None:
    for report in made:
        for fact in report.facts:
            if fact["type"] == "quantity":
                quote = normalise(report.text[fact["start"] : fact["end"]])
                assert re.search(r"\d", quote)
                assert quote.endswith((fact["unit"], "以上")) or fact["unit"] == "元"
            elif fact["type"] == "document":
                assert all(normalise(report.text[a:b]) == normalise(f"《{fact['name']}》") for a, b in fact["mentions"])
            elif fact["type"] in ("program", "body"):
                assert all(report.text[a:b].strip("，。、\n") == report.text[a:b] != "" for a, b in fact["mentions"])


def test_reports_vary_and_have_the_length_of_real_ones(made: list[Generated]) -> None:
    heads = [report.facts[0] for report in made]
    assert {head["language"] for head in heads} == {"zh-Hans", "zh-Hant"}
    assert {head["issuer"][-3:] for head in heads} == {"民政府", "司法局"}
    assert None in {head["published"] for head in heads}
    assert any("，" not in report.text for report in made)
    assert 5000 < sum(len(report.text) for report in made) / len(made) < 6000


def test_every_place_has_several_years_and_a_code_out_of_the_real_range(generator: Generator, made: list[Generated]) -> None:
    years: dict[str, list[int]] = {}
    for report in made:
        years.setdefault(report.facts[0]["division"], []).append(report.facts[0]["year"])
    assert all(int(code[:2]) >= FIRST_PROVINCE for code in years)
    assert all(len(found) >= 3 for found in list(years.values())[:-1])
    assert len({row.code for row in generator.world.rows}) == len({row.name for row in generator.world.rows}) == len(generator.world.rows)


def test_no_invented_place_is_a_real_one_and_each_survives_a_change_of_script(generator: Generator, vocabulary: Vocabulary) -> None:
    for row in generator.world.rows:
        assert not vocabulary.divisions.find(row.name)
        assert normalise(row.name) == row.name


def test_programs_of_the_wording_are_in_the_vocabulary_and_others_are_not(made: list[Generated], vocabulary: Vocabulary) -> None:
    labels = {program.label for program in vocabulary.programs.values()}
    assert {name for topic in read_topics().values() for name, _ in topic.programs} <= labels
    for report in made:
        for fact in report.facts:
            if fact["type"] == "program":
                assert (fact["name"] in labels) == (fact["status"] == "curated")


def test_indicators_of_figures_are_in_the_vocabulary(made: list[Generated], vocabulary: Vocabulary) -> None:
    used = {fact["indicator"] for report in made for fact in report.facts if fact["type"] == "quantity"} - {None}
    assert used <= vocabulary.indicators.keys()
    assert len(used) > 40


def test_targets_of_a_year_meet_results_of_the_next(made: list[Generated]) -> None:
    def stated(kind: str) -> set[tuple[str, str, int]]:
        return {
            (report.facts[0]["division"], fact["indicator"], fact["year"])
            for report in made
            for fact in report.facts
            if fact["type"] == "quantity" and fact["kind"] == kind and fact["indicator"]
        }

    assert len(stated("target") & stated("indicator")) > REPORTS // 2


def test_the_command_writes_reports_that_build(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["5", "-o", str(tmp_path / "made"), "--seed", "3"])
    assert done.exit_code == 0, done.output
    vocabulary = load_vocabulary(divisions=tmp_path / "made" / "divisions.csv")
    summary = build([tmp_path / "made" / "reports"], tmp_path / "graph", jobs=1, vocabulary=vocabulary)
    assert summary.reports == 5 == len(list((tmp_path / "made" / "facts").glob("*.jsonl")))
    assert not summary.left_out


def test_the_processes_of_a_build_know_the_places_that_it_was_given(tmp_path: Path, vocabulary: Vocabulary) -> None:
    generator = Generator(66, SEED, density=0.05)  # from 64 files on a build uses processes
    write(generator, tmp_path)
    summary = build([tmp_path / "reports"], tmp_path / "graph", jobs=2, vocabulary=with_world(vocabulary, generator.world))
    assert summary.reports == 66
    assert not summary.left_out


def test_more_places_than_there_are_codes_is_an_error() -> None:
    with pytest.raises(KgError, match="fewer reports"):
        Generator(1_000_000, 1)
