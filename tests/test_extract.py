"""The extractors together, and the facts as JSON Lines."""

from __future__ import annotations

import json

import pytest

from kg.corpus import read_report
from kg.extract import Extractors
from kg.extract.jsonl import lines
from kg.model import ReportFacts, Source
from kg.vocabulary import Vocabulary
from tests.made_report import made_report

TEXT = """一、主要成效
2024年,区司法局联合大竹县司法局推进“三所联动”机制,调解纠纷1286件,成功率达98.5%。
印发《梁平区行政执法监督方案》,区法院参与培训42人次。
二、下一步打算
力争2025年调解成功率达到99%以上。
"""

KEYS = {
    "report": {"file", "title", "division", "division_name", "level", "parents", "year", "issuer", "published", "language"},
    "quantity": {
        "start", "end", "quote", "value", "unit", "qualifier", "kind", "measure", "year", "indicator", "program", "body", "section",
    },
    "program": {"name", "id", "status", "program_type", "mentions"},
    "body": {"name", "body_type", "division", "mentions"},
    "document": {"name", "mentions"},
    "division": {"name", "division", "mentions"},
    "lead": {"program", "body"},
}  # fmt: skip


@pytest.fixture(scope="module")
def facts(vocabulary: Vocabulary) -> ReportFacts:
    return Extractors(vocabulary).extract(made_report(vocabulary, TEXT, "500155", "重庆市梁平区司法局"))


@pytest.fixture(scope="module")
def printed(facts: ReportFacts, vocabulary: Vocabulary) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(facts, vocabulary)]


def test_the_report_comes_first_and_its_facts_in_reading_order(printed: list[dict[str, object]]) -> None:
    assert printed[0]["type"] == "report"
    assert all(line["type"] != "report" for line in printed[1:])
    starts = [line.get("start") for line in printed if line["type"] == "quantity"]
    assert starts == sorted(starts, key=lambda start: int(str(start)))


def test_every_line_has_the_keys_of_its_type(printed: list[dict[str, object]]) -> None:
    for line in printed:
        assert line["report"] == "made"
        assert KEYS[str(line["type"])] <= line.keys()


def test_what_is_found(facts: ReportFacts) -> None:
    assert [body.name for body in facts.bodies] == ["梁平区司法局", "大竹县司法局", "梁平区人民法院"]
    assert [document.name for document in facts.documents] == ["梁平区行政执法监督方案"]
    assert [program.name for program in facts.programs] == ["三所联动"]
    assert [division.name for division in facts.divisions] == ["大竹县"]
    assert [str(measurement.value) for measurement in facts.measurements] == ["1286", "98.5", "42", "99"]


def test_numbers_are_numbers(printed: list[dict[str, object]]) -> None:
    values = [line["value"] for line in printed if line["type"] == "quantity"]
    assert values == [1286, 98.5, 42, 99]
    assert [type(value) for value in values] == [int, float, int, int]


def test_traditional_text_gives_the_same_names_and_its_own_characters(vocabulary: Vocabulary) -> None:
    text = "2024年,區司法局制定《梁平區執法監督辦法》,依法治區辦統籌,區法院參與。"
    facts = Extractors(vocabulary).extract(made_report(vocabulary, text, "500155", "重慶市梁平區司法局"))
    names = [body.name for body in facts.bodies]
    assert names == ["梁平区司法局", "中共梁平区委全面依法治区委员会办公室", "梁平区人民法院"]
    assert facts.documents[0].name == "梁平区执法监督办法"
    (start, end) = facts.bodies[0].mentions[0]
    assert text[start:end] == "區司法局"


def test_a_report_without_anything_gives_its_own_line(vocabulary: Vocabulary) -> None:
    facts = Extractors(vocabulary).extract(made_report(vocabulary, "全区上下共同努力。"))
    assert [json.loads(line)["type"] for line in lines(facts, vocabulary)] == ["report"]


@pytest.mark.parametrize(
    ("title", "sentence", "linked"),
    [
        ("台州市生态环境局2023年法治政府建设情况报告", "全市办理生态环境行政处罚案件512件。", True),
        ("台州市2023年法治政府建设情况报告", "全市办理生态环境行政处罚案件512件。", False),
        ("台州市生态环境局2023年法治政府建设情况报告", "联合办理交通运输行政处罚案件36件。", False),
    ],
)
def test_what_a_department_is_there_for_is_no_share_of_its_figures(
    vocabulary: Vocabulary, title: str, sentence: str, linked: bool
) -> None:
    text = f"{title}\n一、2023年主要做法和成效\n(一)规范行政执法。{sentence}\n"
    facts = Extractors(vocabulary).extract(read_report(Source("a.txt", text.encode()), vocabulary))
    assert [m.indicator for m in facts.measurements] == ["administrative-penalties" if linked else None]
