"""The facts of a small report, made by hand: for the tests of what becomes of facts.

A county that measures, promises, runs a program, cites a document and works together with another county.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kg import namespaces as ns
from kg.model import (
    BodyFact,
    Division,
    DivisionFact,
    DocumentFact,
    FactKind,
    Identity,
    Layout,
    Lead,
    Level,
    Measurement,
    ProgramFact,
    Reason,
    Report,
    ReportFacts,
    Section,
    SectionKind,
    Sentence,
    Span,
    Status,
    Where,
)
from kg.record import replace

TITLE = "青川县2023年法治政府建设年度报告"
FIRST = "县司法局牵头开展“夜校普法”行动，办理复议案件1,280件，调解成功率98.50%。"
SECOND = "落实《法治社会建设实施纲要》，与剑阁县共建“夜校普法”基地3个。"
PLAN = "力争办理复议案件1500件以上。"
TEXT = f"{TITLE}\n{FIRST}{SECOND}\n{PLAN}"


def span(words: str, start: int = 0) -> Span:
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


def _figure(words: str, value: str, unit: str, measure: str, sentence: int) -> Measurement:
    return Measurement(FactKind.OBSERVATION, span(words), Decimal(value), unit, "", measure, 2023, sentence)


def sample() -> ReportFacts:
    division = Division("510822", "青川县", Level.COUNTY, "510800")
    identity = Identity(
        division=division,
        township=None,
        level=Level.COUNTY,
        parents=("四川省", "广元市"),
        year=2023,
        issuer="青川县人民政府",
        published=date(2024, 3, 5),
        title=TITLE,
        language="zh-Hans",
        reasons=(
            Reason("division", "510822", Where.TITLE, "青川县", span("青川县")),
            Reason("division", "510822", Where.FILE_NAME, "青川"),
            Reason("year", "2023", Where.TITLE, "2023年", span("2023年")),
        ),
    )
    report = Report(ns.report_id("510822", 2023, ns.text_digest(TEXT)), "四川/青川.txt", "0" * 64, "utf-8", TEXT, (), identity)
    layout = Layout(
        text=TEXT,
        sections=(
            Section(0, SectionKind.OPENING, (), span(TITLE)),
            Section(1, SectionKind.ACHIEVEMENTS, ("一、主要成效", "(一)普法"), Span(span(FIRST).start, span(SECOND).end)),
            Section(2, SectionKind.PLANS, ("二、下一步",), span(PLAN)),
        ),
        sentences=(
            Sentence(0, span(TITLE), 0, heading=True),
            Sentence(1, span(FIRST), 1),
            Sentence(2, span(SECOND), 1),
            Sentence(3, span(PLAN), 2),
        ),
    )
    body = ns.body_id("青川县司法局", "510822")
    program = span("夜校普法")
    return ReportFacts(
        report,
        layout,
        measurements=(
            replace(_figure("1,280件", "1280", "件", "行政复议案件办理数", 1), body=body, program="夜校普法"),
            replace(_figure("98.50%", "98.50", "%", "调解成功率", 1), change=True, year_written=2022),
            replace(_figure("1500件以上", "1.5E+3", "件", "行政复议案件办理数", 3), kind=FactKind.TARGET, qualifier="over", year=2024),
            replace(_figure("3个", "3", "个", "基地数", 2), kind=FactKind.OTHER, year=None, part=True),
        ),
        programs=(ProgramFact("夜校普法", "夜校普法", Status.CANDIDATE, "行动", (program, span("夜校普法", program.end))),),
        bodies=(BodyFact(body, "青川县司法局", "政府部门", None, "510822", (span("县司法局"),)),),
        documents=(DocumentFact("法治社会建设实施纲要", "法治社会建设实施纲要", (span("《法治社会建设实施纲要》"),)),),
        divisions=(DivisionFact("510823", "剑阁县", (span("剑阁县"),)),),
        leads=(Lead("夜校普法", body, 1),),
    )


def in_township(facts: ReportFacts) -> ReportFacts:
    identity = replace(facts.report.identity, township="木鱼镇", level=Level.TOWNSHIP)
    return replace(facts, report=replace(facts.report, identity=identity))
