"""Why a text became a fact or did not: what is said must be what decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.explain import FIGURE_RULES, PROGRAM_RULES, Explainer, locate
from kg.extract.indicators import IndicatorLinker
from kg.model import KgError, ReportFacts, Span
from kg.vocabulary import Vocabulary

REPORT = """\
四川省广元市青川县人民政府2023年法治政府建设年度报告

一、主要工作
(一)化解争议。县司法局牵头推行“枫桥经验”,全年办结行政复议案件128件,同比增长7%。2022年度述法评议中,96名负责人述职。
(二)普法。每人每年学习不少于40学时,打造“油橄榄树下”法治驿站品牌,打通“最后一公里”,落实《青川县普法工作规划》,召开会议3次。

二、下一年工作安排
目前已建成调解室12个。力争人民调解成功率达99%以上。

青川县人民政府
2024年1月20日
"""


@pytest.fixture(scope="module")
def explainer(vocabulary: Vocabulary) -> Explainer:
    return Explainer(vocabulary)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "qingchuan.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def facts(explainer: Explainer, file: Path) -> ReportFacts:
    return explainer.read(file)


def why(explainer: Explainer, facts: ReportFacts, words: str) -> str:
    span = locate(facts, None, words)
    assert span is not None
    return explainer.stretch(facts, span, "text")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("128件", "indicator:reconsideration-concluded"),
        ("128件", "requires 复议 – found 复议"),
        ("128件", "kind:       indicator: stands in the account of what was done"),
        ("128件", "year:       2023: the year of the report"),
        ("7%", "figure:     a change against another time"),
        ("7%", "indicator:  none: a change against another time, not a level"),
        ("96名", "year:       2022: the year that the sentence states"),
        ("40学时", "kind:       other: a rule for everybody, hence neither result nor promise"),
        ("40学时", "indicator:  none: neither a result nor a promise"),
        ("99%", "kind:       target: stands among the plans, hence a target"),
        ("99%", "year:       2024: the year after the report's"),
        ("12个", "stands among the plans, but as reached (目前)"),
        ("枫桥经验", "program:枫桥经验 枫桥经验 (curated"),
        ("枫桥经验", "matched:    枫桥经验"),
        ("枫桥经验", "led by:     青川县司法局"),
        ("油橄榄树下", "rule:       quoted, with a head noun behind it"),
        ("最后一公里", "no program"),
        ("最后一公里", "slogan: a metaphor, a slogan or a word of manner"),
        ("县司法局", "青川县司法局 (政府部门)"),
        ("县司法局", "(the report’s own)"),
        ("《青川县普法工作规划》", "document:青川县普法工作规划"),
        ("2023年法治", "year of the report, read from its title"),
        ("(二)", "section achievements: 一、主要工作"),
        ("化解", "no fact: no number, title, quotation, known name or name-like form stands here"),
    ],
)
def test_a_stretch_is_explained(explainer: Explainer, facts: ReportFacts, words: str, said: str) -> None:
    assert said in why(explainer, facts, words)


def test_an_indicator_that_fails_says_what_it_lacks(explainer: Explainer, facts: ReportFacts) -> None:
    text = why(explainer, facts, "3次")
    assert "indicator:  none" in text
    trial = explainer.stretch(facts, Span(*place_of("128件")), "text")
    assert "matched:    indicator:reconsideration-concluded" in trial
    nearest = [line for line in trial.splitlines() if line.lstrip().startswith("nearest:")]
    assert nearest
    assert all("not found" in line or "excluded by" in line or "is not one of" in line for line in nearest)


def place_of(words: str) -> tuple[int, int]:
    start = REPORT.index(words)
    return start, start + len(words)


def test_every_fact_and_every_rejection_is_listed_once(explainer: Explainer, facts: ReportFacts) -> None:
    findings = explainer.findings(facts)
    mentions = [m for group in (facts.programs, facts.bodies, facts.documents, facts.divisions) for fact in group for m in fact.mentions]
    reasons = [r for r in facts.report.identity.reasons if r.span is not None]
    assert len(findings) == len(facts.measurements) + len(mentions) + len(reasons) + len(facts.rejections)
    listed = json.loads(explainer.overview(facts, "json"))
    inside = [finding for sentence in listed["sentences"] for finding in sentence["findings"]]
    assert len(inside) + len(listed["elsewhere"]) == len(findings)
    for finding in inside:
        assert REPORT[finding["start"] : finding["end"]] == finding["quote"]


def test_every_rule_has_its_words(facts: ReportFacts) -> None:
    for measurement in facts.measurements:
        rules = [rule.partition(":")[0] for rule in measurement.rule.split()]
        assert len(rules) == 3
        assert set(rules) <= set(FIGURE_RULES)
    for program in facts.programs:
        assert {rule if rule in PROGRAM_RULES else rule.split("-")[0] for rule in program.rules} <= set(PROGRAM_RULES)


READINGS = [
    (";办结行政复议案件#|", "件"),
    ("行政复议;调解率#|", "%"),
    ("人民调解组织;调解成功率#|", "%"),
    (";普法宣传活动#|", "场次"),
    (";法律明白人#|", "名"),
    (";外聘法律顾问#|", "人"),
    (";新增绿地#|", "亩"),
    (";行政机关负责人出庭应诉率#|", "%"),
]


@pytest.mark.parametrize(("reading", "unit"), READINGS)
def test_the_trials_come_to_the_same_as_the_link(vocabulary: Vocabulary, reading: str, unit: str) -> None:
    linker = IndicatorLinker(vocabulary.indicators.values())
    passed = [trial.id for trial in linker.trials(reading, unit) if trial.passed]
    assert (passed[0] if passed else None) == linker.link(reading, unit)


# --- the command --------------------------------------------------------------------------------------------------------------


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_lists_every_sentence_or_explains_one_place(file: Path) -> None:
    listing = kg("explain", file)
    assert listing.exit_code == 0, listing.output
    assert "[plans] " in listing.stdout
    assert "[level plans next-year]" in listing.stdout
    start, end = place_of("128件")
    one = kg("explain", file, str(start)).stdout
    assert f"quantity {start}-{end} 「128件」" in one
    assert kg("explain", file, f"{start}-{end}").stdout == kg("explain", file, "--find", "128件").stdout
    found = json.loads(kg("explain", file, str(start), "--format", "json").stdout)
    assert [finding["type"] for finding in found["findings"]] == ["quantity"]
    assert found["sentences"][0]["section_kind"] == "achievements"


def test_words_are_found_in_either_script(explainer: Explainer, tmp_path: Path) -> None:
    path = tmp_path / "traditional.txt"
    path.write_text(REPORT.replace("办结", "辦結").replace("复议", "復議"), encoding="utf-8")
    facts = explainer.read(path)
    assert locate(facts, None, "办结行政复议") == locate(facts, None, "辦結行政復議") == Span(*place_of("办结行政复议"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("99999",), "has no characters 99999"),
        (("9-3",), "has no characters 9-3"),
        (("here",), "“here” is no place in a text"),
        (("--find", "不在其中"), "the text “不在其中” is not in it"),
        (("--find", " "), "is not in it"),
    ],
)
def test_a_place_that_is_none_is_one_line(file: Path, arguments: tuple[str, ...], message: str) -> None:
    result = kg("explain", file, *arguments)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert message in line


def test_a_file_that_is_no_report_is_one_line(tmp_path: Path) -> None:
    assert "no such file" in kg("explain", tmp_path / "nothing.txt").stderr
    assert "is a folder; give one report" in kg("explain", tmp_path).stderr
    assert kg("explain", "a", "1", "--find", "b").exit_code == 2


def test_offsets_are_code_points(facts: ReportFacts) -> None:
    assert locate(facts, None, None) is None
    assert locate(facts, "4", None) == Span(4, 5)
    with pytest.raises(KgError):
        locate(facts, "5-5", None)
