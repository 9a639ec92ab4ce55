"""From the text of reports to what became of promises, and whether figures agree: built and asked as a person does.

Two reports of our own on one district in consecutive years, and, where they are beside the project, the annotated ones.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

LAST_YEAR = """青川县2023年法治政府建设年度报告

发布日期：2024-03-12

2023年，青川县深入推进法治政府建设，现将有关情况报告如下。

一、主要工作
（一）化解矛盾纠纷。全县人民调解组织受理矛盾纠纷1986件，调解成功率96.4%。
（二）办理行政复议。全年收到行政复议申请88件，受理80件，办结75件，办结率93.75%。

二、存在的问题
基层执法力量仍显薄弱。

三、2024年工作打算
一是力争人民调解成功率达到98%以上；二是全年受理行政复议案件不少于100件；三是新培育法律明白人300名。
"""

THIS_YEAR = """青川县2024年法治政府建设年度报告

发布日期：2025-03-20

2024年，青川县持续推进法治政府建设，现将有关情况报告如下。

一、主要工作
（一）化解矛盾纠纷。全县人民调解组织受理矛盾纠纷2214件，调解成功率98.6%。
（二）办理行政复议。全年受理行政复议案件92件，办结86件，办结率97.5%。

二、存在的问题
部分干部法治意识有待增强。

三、2025年工作打算
一是力争人民调解成功率达到99%以上。
"""


def build(folder: Path, *sources: Path) -> Path:
    built = CliRunner().invoke(main, ["build", *map(str, sources), "-o", str(folder / "graph"), "-q"])
    assert built.exit_code == 0, built.output
    return folder / "graph"


def ask(store: Path, *arguments: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(main, ["query", *arguments, "--store", str(store), "--format", "csv"])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def quote(store: Path, sentence: str) -> str:
    asked = f"SELECT ?quote WHERE {{ <{sentence}> fz:quote ?quote }}"
    result = CliRunner().invoke(main, ["sparql", asked, "--store", str(store), "--format", "csv"])
    return next(csv.DictReader(io.StringIO(result.stdout)))["quote"]


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district")
    (folder / "2023.txt").write_text(LAST_YEAR, encoding="utf-8")
    (folder / "2024.txt").write_text(THIS_YEAR, encoding="utf-8")
    return build(folder, folder / "2023.txt", folder / "2024.txt")


def test_met_missed_and_not_reported_are_told_apart(district: Path) -> None:
    rows = ask(district, "promises", "--region", "青川县")
    assert [(row["year"], row["promised"], row["achieved"], row["difference"], row["verdict"]) for row in rows] == [
        ("2024", "98", "98.6", "0.6", "met"),
        ("2024", "100", "92", "-8", "missed"),
        ("2024", "300", "", "", "not reported"),
        ("2025", "99", "", "", "no report"),
    ]


def test_a_promise_leads_to_both_sentences(district: Path) -> None:
    met, missed, unheard, _ = ask(district, "promises", "--region", "青川")
    assert "力争人民调解成功率达到98%以上" in quote(district, met["evidence"])
    assert "调解成功率98.6%" in quote(district, met["result"])
    assert "不少于100件" in quote(district, missed["evidence"])
    assert "案件92件" in quote(district, missed["result"])
    assert "法律明白人300名" in quote(district, unheard["evidence"])
    assert unheard["result"] == ""


def test_promises_are_counted_by_region(district: Path) -> None:
    counts = ("targets", "met", "missed", "unclear", "unreported", "noreport")
    (row,) = ask(district, "promises-kept", "--year", "2024")
    assert [row[name] for name in counts] == ["3", "1", "1", "0", "1", "0"]
    (row,) = ask(district, "promises-kept", "--year", "2025", "--region", "四川省")
    assert [row[name] for name in counts] == ["1", "0", "0", "0", "0", "1"]


def test_a_rate_that_its_figures_bear_out_and_one_that_they_do_not(district: Path) -> None:
    """86 of 92 are 93.5 percent, and the report of 2024 says 97.5."""
    rows = ask(district, "audit-rates", "--region", "青川县")
    assert [(row["year"], row["stated"], row["recomputed"], row["difference"], row["verdict"]) for row in rows] == [
        ("2024", "97.5", "93.478", "-4.022", "differs"),
        ("2023", "93.75", "93.75", "0", "consistent"),
    ]
    (finding,) = ask(district, "audit")
    assert (finding["finding"], finding["year"], finding["value"], finding["other"]) == ("rate differs", "2024", "97.5", "86 / 92")
    assert "办结率97.5%" in quote(district, finding["evidence"])


def test_the_annotated_reports_conclusion_rate_is_borne_out(shared_dir: Path, tmp_path: Path) -> None:
    """98 cases of this year and 5 carried over: 98 concluded of 103, which the report gives as 95.15 percent."""
    store = build(tmp_path, shared_dir / "reports")
    rows = {row["name"]: row for row in ask(store, "audit-rates", "--region", "梁平区", "--year", "2024")}
    rate = rows["行政复议结案率"]
    assert (rate["stated"], rate["numerator"], rate["denominator"], rate["verdict"]) == ("95.15", "98", "103", "consistent")
    assert "95.15%" in quote(store, rate["evidence"])
    assert not [row for row in ask(store, "audit") if row["finding"] == "rate differs"]
