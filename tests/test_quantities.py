"""Figures of whole reports: kind, year, place, program, and what is rejected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.extract.quantities import QuantityFinder
from kg.model import FactKind, Measurement, ProgramFact, Span, Status
from kg.text import read_layout
from kg.vocabulary import Vocabulary
from tests.made_report import made_report

DONE, PLANS, PROBLEMS = "一、2024年主要举措和成效", "三、2025年工作计划", "二、存在的问题和不足"


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> QuantityFinder:
    return QuantityFinder(vocabulary)


def figures(finder: QuantityFinder, vocabulary: Vocabulary, text: str, heading: str) -> list[Measurement]:
    report = made_report(vocabulary, f"{heading}\n{text}\n", year=2024)
    return list(finder.find(report, read_layout(report), (), (), ())[0])


@pytest.mark.parametrize(
    ("heading", "text", "kinds"),
    [
        (DONE, "确保执法人员持证上岗率达100%。", ["indicator"]),
        (DONE, "受理案件90件,力争年底前办结率达到95%。", ["indicator", "target"]),
        (DONE, "每人每年接受不少于60学时的业务培训。", ["other"]),
        (DONE, "每季度至少召开一次联席会议。", ["other"]),
        (DONE, "每年组织两次执法检查。", ["indicator"]),
        (DONE, "承诺提速率65%,超过自治区规定的62.5%。", ["indicator", "other"]),
        (DONE, "1件案卷获评优秀(全省仅6件)。", ["indicator", "other"]),
        (DONE, "到2027年底,建成示范站点20个。", ["target"]),
        (DONE, "2027年前,建成示范站点20个。", ["target"]),
        (DONE, "本次测评满分100分,平均得分92.5分。", ["other", "indicator"]),
        (PROBLEMS, "执法人员持证率仅为85%。", ["indicator"]),
        (DONE, "截至2025年3月底,已召开例会51期,涉及单位31家。", ["indicator", "indicator"]),
        (PLANS, "力争调解成功率达98%以上,新建5个服务站。", ["target", "target"]),
        (PLANS, "目前已建成12个站点,再建设8个站点。", ["indicator", "target"]),
        (PLANS, "执法人员每人每年参训不少于40学时。", ["other"]),
    ],
)
def test_kinds(finder: QuantityFinder, vocabulary: Vocabulary, heading: str, text: str, kinds: list[str]) -> None:
    assert [m.kind for m in figures(finder, vocabulary, text, heading)] == [FactKind(kind) for kind in kinds]


@pytest.mark.parametrize(
    ("heading", "text", "years"),
    [
        (DONE, "2024年,办结案件30件。", [(2024, None)]),
        (DONE, "开展2023年度专题述法,60名干部述法,30名接受测评。", [(2023, None), (2023, None)]),
        (DONE, "受理案件97件,同比2023年增长20%。", [(2024, None), (2024, None)]),
        (DONE, "2023年受理案件50件,2024年受理案件80件。", [(2023, None), (2024, None)]),
        (DONE, "2025年新收复议案件98件。", [(2024, 2025)]),
        (DONE, "2021年以来,累计建成站点12个。", [(2024, None)]),
        (DONE, "落实《2023年度法治建设考核办法》,办结案件9件。", [(2024, None)]),
        (DONE, "截至2023年底,建成站点12个。", [(2024, None)]),
        (DONE, "2名干警获2022年度全市“最美人物”称号,1人立功。", [(2022, None), (2024, None)]),
        (DONE, "两个视频被评为2023年度优秀作品。", [(2023, None)]),
        (DONE, "8名班子成员全部完成2023年度述法。", [(2023, None)]),
        (DONE, "会前学法18次,上年为15次。", [(2024, None), (2023, None)]),
        (DONE, "联合抽查占比由上年的31%提高到42%。", [(2023, None), (2024, None)]),
        (DONE, "巡防队由2019年的6支发展到82支。", [(2019, None), (2024, None)]),
        (DONE, "办理应诉案件64件,去年同期71件。", [(2024, None), (2023, None)]),
        (DONE, "截至2025年3月15日,召开例会51期。", [(2025, None)]),
        (DONE, "2022年和2023年败诉率分别为9%、7%,2024年为5%。", [(2022, None), (2023, None), (2024, None)]),
        (PLANS, "调解成功率达98%以上。", [(2025, None)]),
        (PLANS, "到2027年,建成站点20个。", [(2027, None)]),
        ("三、下一步打算", "建成站点20个。", [(2025, None)]),
    ],
)
def test_years(
    finder: QuantityFinder, vocabulary: Vocabulary, heading: str, text: str, years: list[tuple[int, int | None]]
) -> None:
    assert [(m.year, m.year_written) for m in figures(finder, vocabulary, text, heading)] == years


def test_a_figure_belongs_to_the_program_of_its_clause(finder: QuantityFinder, vocabulary: Vocabulary) -> None:
    text = f"{DONE}\n推进“融调解”机制,化解纠纷30件。开展“查一次”行动12次。全年接待来访90人次。\n"
    report = made_report(vocabulary, text)
    programs = tuple(
        ProgramFact(name, name, Status.CURATED, "机制", (Span(text.index(name) - 1, text.index(name) + len(name) + 1),))
        for name in ("融调解", "查一次")
    )
    found, _ = finder.find(report, read_layout(report), programs, (), ())
    assert [m.program for m in found] == ["融调解", "查一次", None]





def test_what_is_no_figure_is_counted(finder: QuantityFinder, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, f"{DONE}\n2024年12月4日,召开第三次会议,学习《2023年要点》,办结案件9件。\n")
    found, rejected = finder.find(report, read_layout(report), (), (), ())
    assert [report.text[m.span.start : m.span.end] for m in found] == ["9件"]
    assert {"date", "ordinal", "title"} <= {r.rule for r in rejected}
    assert all(r.kind == "quantity" and r.reason for r in rejected)


def test_traditional_text_keeps_its_offsets(finder: QuantityFinder, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "一、主要舉措和成效\n受教育面18.7萬余人，協議金額達80余萬元。\n")
    found, _ = finder.find(report, read_layout(report), (), (), ())
    assert [report.text[m.span.start : m.span.end] for m in found] == ["18.7萬余人", "80余萬元"]
    assert [m.unit for m in found] == ["人", "元"]


@pytest.mark.parametrize("name", ["jiading", "liangping", "shuangta"])
def test_figures_agree_with_those_that_people_found(finder: QuantityFinder, vocabulary: Vocabulary, shared_dir: Path, name: str) -> None:
    gold = json.loads((shared_dir / "gold" / f"{name}-2024.json").read_text(encoding="utf-8"))["quantities"]
    report = made_report(vocabulary, (shared_dir / "reports" / f"{name}-2024.txt").read_text(encoding="utf-8"))
    found, _ = finder.find(report, read_layout(report), (), (), ())
    read = {(m.span.start, m.span.end): (float(m.value), m.unit, m.qualifier, m.kind.value, m.year) for m in found}
    assert read == {(q["start"], q["end"]): (q["value"], q["unit"], q["qualifier"], q["kind"], q["year"]) for q in gold}
