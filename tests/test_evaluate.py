"""The measure: what counts as right, missed, wrong and too many; that it agrees with the annotators' own; two runs side by side."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.evaluate import Count, Evaluator, Mark, Share, compare, find_gold, measure, pooled
from kg.evaluate.pairing import bare, likeness, overlap, pair
from kg.evaluate.score import Fault
from kg.evaluate.sheets import Sheet, gold_sheet, lines_sheet
from kg.model import KgError, Span
from kg.vocabulary import Vocabulary

TEXT = "青川县司法局推行“夜校普法”行动，办理复议案件128件，调解成功率98.5%，每人每年学法不少于40学时。县委印发《普法规划》。"
REPORT = """\
四川省广元市青川县人民政府2023年法治政府建设年度报告

一、主要工作
全县办理行政复议案件128件，人民调解成功率达98.5%。县司法局推行“夜校普法”行动，印发《青川县普法工作规划》。
"""


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def quantity(words: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    start, end = at(words)
    entry = {"start": start, "end": end, "quote": words, "value": value, "unit": unit, "qualifier": "", "kind": "indicator"}
    return entry | {"measure": "件数", "year": 2023, "indicator": None} | more


def gold() -> dict[str, Any]:
    return {
        "report": {"division": "510822", "year": 2023, "published": None, "issuer": "四川省青川县司法局"},
        "quantities": [
            quantity("128件", 128.0, "件", measure="行政复议案件办理数", indicator="reconsideration-concluded"),
            quantity("98.5%", 98.5, "%", measure="调解成功率"),
            quantity("不少于40学时", 40.0, "学时", kind="other", qualifier="over", measure="每人每年学法学时"),
        ],
        "programs": [{"name": "夜校普法", "surfaces": ["“夜校普法”行动"], "scope": "shared"}],
        "bodies": [{"name": "青川县司法局", "surfaces": ["青川县司法局"]}, {"name": "中共青川县委员会", "surfaces": ["县委"]}],
        "documents": [{"name": "普法规划", "start": at("《普法规划》")[0]}],
    }


def sheet(**changed: Any) -> Sheet:
    return gold_sheet("gold.json", gold() | changed, TEXT)


def figures(marks: dict[str, Mark]) -> dict[str, float]:
    return {name: round(mark.figure, 4) for name, mark in marks.items()}


def test_an_annotation_agrees_with_itself() -> None:
    marks, faults = measure(sheet(), sheet())
    assert faults == []
    assert set(figures(marks).values()) == {0.0, 1.0}
    assert [name for name, mark in marks.items() if mark.empty] == ["targets"]


def quantities(**changed: Any) -> list[dict[str, Any]]:
    first, *rest = gold()["quantities"]
    return [first | changed, *rest]


@pytest.mark.parametrize(
    ("changed", "mark", "field", "expected", "found"),
    [
        ({"value": 129}, "value+unit", "value", 128.0, 129.0),
        ({"unit": "宗"}, "value+unit", "unit", "件", "宗"),
        ({"qualifier": "over"}, "qualifier", "qualifier", "", "over"),
        ({"kind": "target"}, "kind", "kind", "indicator", "target"),
        ({"year": 2022}, "year", "year", 2023, 2022),
        ({"measure": "普法场次"}, "measure>=0.5", "measure", "行政复议案件办理数", "普法场次"),
        ({"indicator": None}, "indicators linked", "indicator", "reconsideration-concluded", None),
        ({"indicator": "legal-aid-cases"}, "indicators linked", "indicator", "reconsideration-concluded", "legal-aid-cases"),
    ],
)
def test_what_is_wrong_in_a_figure_is_named(changed: dict[str, Any], mark: str, field: str, expected: object, found: object) -> None:
    marks, faults = measure(sheet(), sheet(quantities=quantities(**changed)))
    assert faults == [Fault(mark, "wrong", "行政复议案件办理数", Span(*at("128件")), field, expected, found)]
    assert marks[mark].figure < 1
    assert marks["quantities"] == Count(2, 0, 0)


def test_a_rule_for_everybody_is_neither_wanted_nor_held_against() -> None:
    marks, faults = measure(sheet(), sheet(quantities=gold()["quantities"][:2]))
    assert (marks["quantities"], faults) == (Count(2, 0, 0), [])
    as_result = [*gold()["quantities"][:2], gold()["quantities"][2] | {"kind": "indicator"}]
    marks, (fault,) = measure(sheet(), sheet(quantities=as_result))
    assert marks["quantities"] == Count(2, 1, 0)
    assert (fault.fault, fault.field, fault.expected, fault.found) == ("too many", "kind", "other", "indicator")


def test_missed_and_too_many_are_told_with_their_place() -> None:
    rule = {"type": "quantity", **quantity("40", 40, ""), "end": at("40学时")[1]}
    lines = [rule, {"type": "document", "name": "案卷", "mentions": [[0, 3]]}]
    marks, faults = measure(sheet(), lines_sheet("facts", lines))
    assert marks["quantities"] == Count(0, 1, 2)
    assert marks["bodies"] == Count(0, 0, 2)
    told = {(f.mark, f.fault, f.name, f.span) for f in faults}
    assert ("bodies", "missed", "中共青川县委员会", Span(*at("县委"))) in told
    assert ("documents", "too many", "案卷", Span(0, 3)) in told
    assert ("documents", "missed", "普法规划", Span(*at("《普法规划》"))) in told
    assert ("report division", "wrong", "report", None) in told


def test_a_thing_is_the_same_by_its_place_or_by_its_name() -> None:
    by_place = {"type": "program", "name": "夜间法治学校", "mentions": [at("“夜校普法”")]}
    marks, _ = measure(sheet(), lines_sheet("facts", [by_place]))
    assert (marks["programs"], marks["program names"]) == (Count(1, 0, 0), Share(0, 1))
    by_name = {"type": "program", "name": "“夜校普法”", "mentions": [[0, 1]]}
    marks, _ = measure(sheet(), lines_sheet("facts", [by_name]))
    assert (marks["programs"], marks["program names"], marks["shared programs recall"]) == (Count(1, 0, 0), Share(1, 1), Share(1, 1))


def test_pooling_adds_the_counts() -> None:
    marks = pooled([{"a": Count(1, 0, 1), "b": Share(1, 2)}, {"a": Count(2, 2, 0), "b": Share(0, 2)}])
    assert marks == {"a": Count(3, 2, 1), "b": Share(1, 4)}
    assert (round(marks["a"].figure, 4), marks["b"].figure) == (0.6667, 0.25)


# --- pairing -----------------------------------------------------------------------------------------------------------------

names = st.text(alphabet="法治普行政“”、 ab+", max_size=8)
spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda t: Span(t[0], t[0] + t[1]))


@given(names, names)
def test_likeness_is_symmetric_and_whole_for_the_same_name(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, f"“{one}”") == 1
    assert 0 <= likeness(one, other) <= 1
    assert bare(bare(one)) == bare(one)


@given(st.lists(st.lists(spans, max_size=3), max_size=5), st.lists(st.lists(spans, max_size=3), max_size=5))
def test_pairs_are_one_to_one_and_overlap_enough(gold: list[list[Span]], found: list[list[Span]]) -> None:
    pairs = pair(gold, found, 0.5)
    assert len(set(pairs.values())) == len(pairs)
    assert all(overlap(gold[i], found[j]) >= 0.5 for i, j in pairs.items())
    free = [(i, j) for i in range(len(gold)) for j in range(len(found)) if i not in pairs and j not in pairs.values()]
    assert all(overlap(gold[i], found[j]) < 0.5 for i, j in free)


# --- the annotators' own score ------------------------------------------------------------------------------------------------


def as_scored(marks: dict[str, Mark]) -> dict[str, Any]:
    """Our marks in the shape of the annotators' score."""
    shaped: dict[str, Any] = {"report": {}}
    for name, mark in marks.items():
        if name.startswith("report "):
            shaped["report"][name.removeprefix("report ")] = mark.figure == 1
        elif isinstance(mark, Count):
            rounded = {"precision": round(mark.precision, 4), "recall": round(mark.recall, 4), "f1": round(mark.figure, 4)}
            shaped[name] = rounded | {"tp": mark.right, "fp": mark.extra, "fn": mark.missed}
        else:
            shaped[name] = round(mark.figure, 4)
    return shaped


def perturbed(lines: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Facts with some left out, doubled, moved, renamed and changed."""
    chance = random.Random(seed)
    out: list[dict[str, Any]] = []
    for line in copy.deepcopy(lines):
        if line["type"] != "report" and chance.random() < 0.1:
            continue
        if line["type"] == "quantity" and chance.random() < 0.5:
            key = chance.choice(["value", "unit", "qualifier", "kind", "year", "measure", "indicator", "start", "end"])
            other = chance.choice([n for n in lines if n["type"] == "quantity"])
            others = [other[key]] if key == "value" else [other[key], None, ""]
            line[key] = line[key] + chance.choice([-1, 1, 3]) if key in ("start", "end") else chance.choice(others)
        elif "mentions" in line and chance.random() < 0.3:
            line["mentions"] = [[start + chance.randint(-4, 4), end + chance.randint(-1, 4)] for start, end in line["mentions"]]
        elif "name" in line and chance.random() < 0.3:
            line["name"] = chance.choice([line["name"][1:], f"“{line['name']}”", "别的名称"])
        elif line["type"] == "report" and chance.random() < 0.5:
            line[chance.choice(["year", "issuer", "division", "published"])] = chance.choice([None, "某某局"])
        out += [line] * chance.choice([1, 1, 1, 1, 2])
    return out


@pytest.mark.parametrize("name", ["jiading-2024", "liangping-2024", "shuangta-2024"])
def test_the_figures_are_those_of_the_annotators_own_score(name: str, shared_dir: Path, vocabulary: Vocabulary, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("gold_score", shared_dir / "gold" / "score.py")
    assert spec
    assert spec.loader
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    report, file = shared_dir / "reports" / f"{name}.txt", tmp_path / "facts.jsonl"
    text, annotation = report.read_text(encoding="utf-8"), json.loads((shared_dir / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    lines = list(Evaluator(vocabulary).lines([report]))
    for seed in range(12):
        read = perturbed(lines, seed) if seed else lines
        file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in read), encoding="utf-8")
        expected = {
            key: value
            for key, value in theirs.score(annotation, theirs.read_predictions(file, text), text).items()
            if not key.startswith("_")
        }
        marks, faults = measure(gold_sheet(name, annotation, text), lines_sheet("facts", read))
        assert as_scored(marks) == expected, seed
        # A fact that is missed as a whole is told once, not again as a target or a link.
        lowered = {mark for mark, value in marks.items() if not value.empty and value.figure < 1}
        assert {fault.mark for fault in faults} >= lowered - {"targets", "indicators linked", "shared programs recall"}


# --- two runs ----------------------------------------------------------------------------------------------------------------


def run(**quantities: dict[str, Any]) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"type": "report", "report": "a-1", "file": "a.txt", "checksum": "c1", "year": 2023},
        {"type": "program", "report": "a-1", "name": "夜校普法", "id": "夜校普法", "mentions": [[8, 16]]},
    ]
    return facts + [{"type": "quantity", "report": "a-1", "measure": "件数", **quantity} for quantity in quantities.values()]


FIRST = {"start": 20, "end": 24, "quote": "128件", "value": 128, "year": 2023}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (run(a=FIRST), run(a=FIRST), []),
        (run(), run(a=FIRST), [("added", "quantity", {})]),
        (run(a=FIRST), run(), [("removed", "quantity", {})]),
        (run(a=FIRST), run(a=FIRST | {"year": 2022}), [("changed", "quantity", {"year": (2023, 2022)})]),
        (run(a=FIRST), run(a=FIRST | {"end": 25}), [("changed", "quantity", {"end": (24, 25)})]),
        (run(a=FIRST), run(a=FIRST | {"start": 40, "end": 44}), [("removed", "quantity", {}), ("added", "quantity", {})]),
    ],
)
def test_two_runs_are_compared_fact_by_fact(before: list[dict[str, Any]], after: list[dict[str, Any]], expected: list[Any]) -> None:
    assert [(c.change, c.type, dict(c.keys)) for c in compare(before, after)] == expected


def test_a_program_under_a_new_name_is_a_change_and_a_report_is_known_by_its_text_or_file() -> None:
    after = [line | {"report": "b-2"} for line in run()]
    assert compare(run(), after) == []
    after[1] |= {"name": "普法夜校", "id": "普法夜校", "mentions": [[9, 16]]}
    (change,) = compare(run(), after)
    assert (change.change, change.keys["name"]) == ("changed", ("夜校普法", "普法夜校"))
    other = [line | {"report": "z", "file": "z.txt", "checksum": "z"} for line in run()]
    assert {(c.report, c.change) for c in compare(run(), other)} == {("z.txt", "added"), ("a.txt", "removed")}


# --- the command --------------------------------------------------------------------------------------------------------------


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def annotation() -> dict[str, Any]:
    start, end = at("128件", REPORT)
    figure = {"start": start, "end": end, "quote": "128件", "value": 128.0, "unit": "件", "qualifier": "", "kind": "indicator"}
    return {
        "report": {"division": "510822", "year": 2023, "published": None, "issuer": "青川县人民政府"},
        "quantities": [figure | {"measure": "行政复议案件办理数", "year": 2023, "indicator": None}],
        "programs": [{"name": "普法工作", "surfaces": ["全县办理"], "scope": "local"}],
        "bodies": [],
        "documents": [{"name": "青川县普法工作规划", "start": at("《青川县普法工作规划》", REPORT)[0]}],
    }


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / "reports").mkdir()
    (folder / "qingchuan.json").write_text(json.dumps(annotation(), ensure_ascii=False), encoding="utf-8")
    (tmp_path / "reports" / "qingchuan.txt").write_text(REPORT, encoding="utf-8")
    return folder


def test_the_command_prints_figures_and_faults(gold_dir: Path) -> None:
    table = kg("evaluate", gold_dir)
    assert table.exit_code == 0, table.output
    assert "1 report together" in table.stdout
    start, end = at("全县办理", REPORT)
    assert f"missed (programs) {start}-{end} 「全县办理」 普法工作" in table.stdout
    assert "too many (quantities)" in table.stdout
    assert "missed (programs)" not in kg("evaluate", gold_dir, "--no-errors").stdout
    assert "### qingchuan:" in kg("evaluate", gold_dir, "--format", "md").stdout
    found = json.loads(kg("evaluate", gold_dir, "--format", "json").stdout)
    assert found["together"]["documents"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "too many": 0, "missed": 0}
    (missed,) = [e for e in found["reports"][0]["errors"] if e["fault"] == "missed"]
    assert REPORT[missed["start"] : missed["end"]] == missed["quote"] == "全县办理"
    assert missed["quote"] in missed["sentence"]
    assert REPORT[missed["sentence_start"] :].startswith(missed["sentence"])


def test_facts_of_another_reader_are_measured_and_compared(gold_dir: Path) -> None:
    facts = gold_dir.parent / "facts.jsonl"
    facts.write_text(kg("extract", gold_dir.parent / "reports").stdout, encoding="utf-8")
    assert kg("evaluate", gold_dir, "--facts", facts).stdout == kg("evaluate", gold_dir).stdout
    for now in (facts, gold_dir, gold_dir.parent / "reports", gold_dir.parent / "reports" / "qingchuan.txt"):
        assert kg("evaluate", "--against", facts, now).stdout == "no difference\n"
    lines = facts.read_text(encoding="utf-8").splitlines()
    earlier = gold_dir.parent / "earlier.jsonl"
    earlier.write_text("\n".join(line.replace('"value": 128', '"value": 127') for line in lines), encoding="utf-8")
    shown = kg("evaluate", "--against", earlier, facts).stdout
    assert shown.startswith("qingchuan.txt: 1 changed\n  ~ quantity ")
    assert "[value: 127 → 128]" in shown
    (change,) = json.loads(kg("evaluate", "--against", earlier, facts, "--format", "json").stdout)
    assert change["keys"] == {"value": [127, 128]}
    assert "- changed quantity" in kg("evaluate", "--against", earlier, facts, "--format", "md").stdout


def one_line_error(result: Result) -> str:
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    return line.removeprefix("Error: ")


def broken(**changed: Any) -> str:
    return json.dumps(annotation() | changed, ensure_ascii=False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no json", "not JSON"),
        ("[1, 2]", "not a gold file"),
        ('{"report": {}}', "“quantities” must be a list"),
        (broken(quantities=[{"start": 1}]), "quantity 1 has no usable start, end and value"),
        (broken(quantities=[annotation()["quantities"][0] | {"quote": "7件"}]), "is it the report that was annotated?"),
        (broken(programs=[{"name": "普法"}]), "no list of surfaces"),
        (broken(bodies=[{"surfaces": []}]), "an entry without a name"),
    ],
)
def test_a_gold_file_that_is_none_is_named(gold_dir: Path, content: str, message: str) -> None:
    (gold_dir / "qingchuan.json").write_text(content, encoding="utf-8")
    error = one_line_error(kg("evaluate", gold_dir))
    assert error.startswith(f"{gold_dir}/qingchuan.json: ")
    assert message in error


def test_missing_files_are_named(gold_dir: Path, tmp_path: Path) -> None:
    assert "no such file or folder" in one_line_error(kg("evaluate", tmp_path / "nowhere"))
    assert "no gold files (*.json)" in one_line_error(kg("evaluate", tmp_path / "reports"))
    assert "no such folder" in one_line_error(kg("evaluate", gold_dir, "--reports", tmp_path / "nowhere"))
    error = one_line_error(kg("evaluate", gold_dir, "--reports", gold_dir))
    assert "its report qingchuan.txt is not in" in error
    (tmp_path / "bad.jsonl").write_text('{"no": "type"}\n', encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"type": "report", "report": "x", "file": "x.txt"}\n', encoding="utf-8")
    assert "line 1 is not a fact" in one_line_error(kg("evaluate", gold_dir, "--facts", tmp_path / "bad.jsonl"))
    assert "no facts of qingchuan.txt" in one_line_error(kg("evaluate", gold_dir, "--facts", tmp_path / "other.jsonl"))
    assert "no such file or folder" in one_line_error(kg("evaluate", "--against", tmp_path / "none.jsonl", tmp_path / "other.jsonl"))
    assert kg("evaluate", gold_dir, "--facts", tmp_path / "x", "--against", tmp_path / "y").exit_code == 2


def test_a_report_is_found_beside_its_gold_file_first(gold_dir: Path) -> None:
    (gold_dir / "qingchuan.txt").write_text(REPORT, encoding="utf-8")
    assert [file.report for file in find_gold(gold_dir)] == [gold_dir / "qingchuan.txt"]
    (gold_dir / "qingchuan.txt").unlink()
    with pytest.raises(KgError, match="name its folder with --reports"):
        find_gold(gold_dir, gold_dir)
