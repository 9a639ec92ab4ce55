"""``kg query`` and ``kg sparql`` as a person runs them, on a graph built from a report of our own wording."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

REPORT = """重庆市梁平区司法局2023年法治政府建设年度报告

发布日期:2024-03-05

2023年,梁平区司法局扎实推进依法行政,现将情况报告如下。
一、主要工作
(一)化解矛盾。推行“三所联动”机制,全区人民调解组织调解矛盾纠纷2301件,调解成功率98.2%。培育“法律明白人”612人。
二、存在的问题
调解员队伍还不够稳定。
三、下一步打算
力争2024年人民调解成功率达99%以上。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "liangping-2023.txt").write_text(REPORT, encoding="utf-8")
    built = CliRunner().invoke(main, ["build", str(folder), "-o", str(folder / "G"), "-q"])
    assert built.exit_code == 0, built.output
    return folder / "G"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


@pytest.mark.parametrize("typed", ["梁平", "梁平区", "梁平县", "500155", "重庆市梁平区", "division:500155", "重慶市梁平區"])
def test_a_place_as_people_write_it(store: Path, typed: str) -> None:
    result = run("query", "targets", "--region", typed, "--store", str(store), "--format", "csv")
    assert result.exit_code == 0, result.output
    header, row = result.stdout.splitlines()
    assert header.startswith("region,year,measure,value,unit,qualifier")
    assert row.startswith("梁平区,2024,") and ",99," in row and ",over," in row


def test_a_row_leads_to_its_characters(store: Path) -> None:
    answer = run("query", "program", "--program", "三所联动", "--store", str(store), "--format", "json")
    rows = json.loads(answer.stdout)["results"]["bindings"]
    assert len(rows) == 1
    begin, end = int(rows[0]["begin"]["value"]), int(rows[0]["end"]["value"])
    assert REPORT[begin:end] == rows[0]["quote"]["value"]
    assert "三所联动" in REPORT[begin:end]


def test_the_list_names_every_query(store: Path) -> None:
    del store
    listed = run("query").stdout
    for name in ("shared-programs", "region", "indicator", "targets", "evidence"):
        assert f"\n{name}" in f"\n{listed}"


def test_explain_prints_the_query_as_run(store: Path) -> None:
    text = run("query", "program", "--program", "三所联动", "--explain", "--store", str(store)).stdout
    assert "VALUES ?_program_iri { <https://w3id.org/fazhi-kg/program/三所联动> }" in text
    again = run("sparql", text, "--store", str(store), "--format", "csv")
    assert "三所联动" in again.stdout


def test_explain_needs_a_graph_for_names_alone() -> None:
    assert run("query", "topics", "--explain", "--store", "no-such-graph").exit_code == 0
    assert "no such store" in run("query", "program", "--program", "三所联动", "--explain", "--store", "no-such-graph").stderr


@pytest.mark.parametrize(
    ("given", "arguments"),
    [(None, ["SELECT (COUNT(*) AS ?n) WHERE { ?t a fz:Target }"]), ("ASK { ?t a fz:Target }", [])],
)
def test_sparql_from_text_or_standard_input(store: Path, given: str | None, arguments: list[str]) -> None:
    result = run("sparql", *arguments, "--store", str(store), "--format", "csv", given=given)
    assert result.exit_code == 0
    assert result.stdout.split()[-1] in ("1", "true")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "region", "--region", "大西洲"], 1, "大西洲"),
        (["query", "region", "--region", "鼓楼区"], 1, "ambiguous"),
        (["query", "region", "--region", '} DROP ALL #"'], 1, "DROP"),
        (["query", "program", "--program", "三所连动"], 1, "三所联动"),
        (["query", "indicator", "--indicator", "幸福指数"], 1, "幸福指数"),
        (["query", "targets", "--region", "梁平", "--year", "去年"], 1, "去年"),
        (["query", "region"], 2, "--region"),
        (["query", "nosuch"], 2, "no such query 'nosuch'; kg query lists them"),
        (["query", "programm"], 2, "did you mean program"),
        (["query", "levels"], 2, "did you mean adoption-levels"),
        (["sparql", "SELECT ?x WHERE { ?x"], 1, "not SPARQL: line 1"),
        (["sparql", "SELECT ?x WHERE { ?x nope:y ?z }"], 1, "unknown prefix"),
        (["sparql", " "], 1, "empty"),
        (["sparql", "--file", "no-such.rq"], 1, "no-such.rq"),
        (["sparql", "ASK {}", "--file", "x.rq"], 2, "not both"),
    ],
)
def test_errors_are_one_line(store: Path, arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments, "--store", str(store))
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert "Traceback" not in result.output
    if code == 1:
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""


def test_a_missing_store_says_how_to_build_one() -> None:
    result = run("query", "coverage-reports", "--store", "no-such-graph")
    assert result.exit_code == 1
    assert "kg build" in result.stderr


def test_the_derived_graph_is_dropped_and_made_again(store: Path) -> None:
    asked = ("query", "shared-programs", "--regions", "1", "--store", str(store), "--format", "csv")
    before = run(*asked).stdout
    assert "三所联动" in before
    assert run("derive", "--drop", "--store", str(store)).exit_code == 0
    assert "kg derive" in run(*asked).stderr
    assert run("derive", "--store", str(store)).exit_code == 0
    assert run(*asked).stdout == before


def test_nothing_is_derived_where_there_is_no_store(tmp_path: Path) -> None:
    result = run("derive", "--store", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "no such store" in result.stderr
    assert not (tmp_path / "none").exists()
