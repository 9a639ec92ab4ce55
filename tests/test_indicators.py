"""Which figures are the headline figures of the canonical indicators, by the words of ontology/indicators.ttl."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.extract.quantities import QuantityFinder
from kg.model import Measurement
from kg.text import read_layout
from kg.vocabulary import Vocabulary
from tests.indicator_cases import CASES, CHAINS, NONE
from tests.made_report import made_report


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> QuantityFinder:
    return QuantityFinder(vocabulary)


def figures(finder: QuantityFinder, vocabulary: Vocabulary, text: str) -> list[Measurement]:
    report = made_report(vocabulary, f"一、主要做法和成效\n{text}\n", year=2024)
    return list(finder.find(report, read_layout(report), (), (), ())[0])


LINKS: list[tuple[str, list[str | None]]] = [
    ("共收到行政复议申请120件,受理110件。", ["reconsideration-applications", "reconsideration-accepted"]),
    ("行政复议结案率97%,直接纠错率6%。", ["reconsideration-conclusion-rate", "reconsideration-correction-rate"]),
    ("行政复议案件调解和解率达40%。", ["reconsideration-mediation-rate"]),
    ("行政复议案件受理率达到100%,实质性化解率85%。", ["reconsideration-acceptance-rate", "reconsideration-resolution-rate"]),
    ("审结复议案件90件,其中维持30件,驳回12件。", ["reconsideration-concluded", None, None]),
    ("办理行政应诉案件30余件,负责人出庭应诉率100%,败诉率2%。", ["litigation-cases", "court-appearance-rate", None]),
    ("全镇人民调解委员会受理矛盾纠纷300件,调解成功297件,成功率99%。", ["mediation-cases", "mediation-succeeded", "mediation-success-rate"]),
    ("建成人民调解组织159个,配备人民调解员557人。", ["mediation-committees", "mediators"]),
    ("开展矛盾纠纷排查40次,排查出矛盾纠纷60件,化解58件。", ["disputes-screened", "disputes-screened", None]),
    ("办理法律援助案件500件,其中农民工案件90件。", ["legal-aid-cases", None]),
    ("解答法律咨询3600人次,办理公证880件,其中涉外公证60件。", ["legal-consultations", "notarizations", None]),
    ("村居法律顾问解答法律咨询300人次。", [None]),
    ("建成公共法律服务中心1个、公共法律服务站14个。", ["legal-service-stations", "legal-service-stations"]),
    ("合法性审核规范性文件17件,废止规范性文件2件。", ["normative-docs-reviewed", "normative-docs-repealed"]),
    ("向市政府备案规范性文件9件,报备合法合规率达100%。", ["normative-docs-filed", "filing-compliance-rate"]),
    ("出具法律意见书28份。", ["legal-opinions"]),
    ("聘请政府法律顾问7名,现有公职律师12名。", ["legal-advisers", "public-lawyers"]),
    ("梳理行政处罚事项1565项。", ["enforcement-items"]),
    ("作出行政处罚决定1200件,其中不予处罚85件。", ["administrative-penalties", "lenient-penalties"]),
    ("办理轻微违法不予处罚案件326件。", ["lenient-penalties"]),
    ("各镇通过“执法通”应用办理行政处罚30件。", [None]),
    ("开展行政执法人员培训5期,培训执法人员400余人次。", ["enforcement-training-sessions", "enforcement-trained"]),
    ("全县持有行政执法证人员620名,行政执法监督员30名。", ["enforcement-licences", "enforcement-supervisors"]),
    ("评查行政执法案卷290份。", ["enforcement-files-reviewed"]),
    ("全年开展普法宣传活动120场次,受教育群众2万余人次。", ["publicity-events", "publicity-audience"]),
    ("开展宪法宣传周普法活动20场。", [None]),
    ("全县共有法律明白人530人、法治副校长48名。", ["legal-literate-persons", "school-legal-vice-principals"]),
    ("创建国家级民主法治示范村3个、省级民主法治示范村12个。", ["demonstration-villages", "demonstration-villages"]),
    ("在册社区矫正对象272人,新接收206人,解除179人。", ["corrections-registered", "corrections-received", "corrections-released"]),
    ("现有安置帮教对象900余人,其中重点帮教对象30人。", ["resettled-persons", None]),
    ("40名主要负责人完成述职述法。", ["accountability-reports"]),
    ("县政府常务会议会前学法12次。", ["leadership-study-sessions"]),
    ("区政府党组专题学习习近平法治思想6次。", [None]),
    ("办理人大代表建议20件、政协提案35件。", ["npc-proposals", "cppcc-proposals"]),
    ("主动公开政府信息1200条,办理政府信息公开申请15件。", ["information-disclosures", "disclosure-requests"]),
    ("合法性审查重大行政决策18件。", ["decisions-reviewed"]),
    ("群众满意度达98%,同比提高2个百分点。", ["satisfaction-rate", None]),
    ("部分单位出庭应诉率仅为80%。", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "links"), LINKS, ids=[t[:14] for t, _ in LINKS])
def test_links(finder: QuantityFinder, vocabulary: Vocabulary, text: str, links: list[str | None]) -> None:
    assert [m.indicator for m in figures(finder, vocabulary, text)] == links


FIGURE = re.compile("【([^】:]*):?([^】]*)】")


Asked = list[tuple[str, str, str | None]]


def marked(finder: QuantityFinder, vocabulary: Vocabulary, text: str) -> tuple[Asked, list[tuple[str, str | None]]]:
    """The figures in 【】 with what is wanted and what was found, and the other figures with what was found."""
    plain, wanted = "", {}
    for part in re.split("(【[^】]*】)", text):
        if match := FIGURE.fullmatch(part):
            wanted[len(plain)] = (match[1], match[2])
            plain += match[1]
        else:
            plain += part
    found = figures(finder, vocabulary, plain)
    begin = len("一、主要做法和成效\n")
    linked = {m.span.start - begin: (plain[m.span.start - begin : m.span.end - begin], m.indicator) for m in found}
    asked = [(quote, want, linked.get(at, (quote, "no figure"))[1]) for at, (quote, want) in wanted.items()]
    return asked, [pair for at, pair in linked.items() if at not in wanted]


@pytest.mark.parametrize("indicator", CASES)
def test_headline_figures_of_each_indicator(finder: QuantityFinder, vocabulary: Vocabulary, indicator: str) -> None:
    for text in CASES[indicator][0]:
        asked, _ = marked(finder, vocabulary, text)
        assert asked, text
        assert {found for _, _, found in asked} == {indicator}, (text, asked)


@pytest.mark.parametrize("indicator", [*CASES, "none"])
def test_look_alikes_are_left_alone(finder: QuantityFinder, vocabulary: Vocabulary, indicator: str) -> None:
    for text in CASES[indicator][1] if indicator in CASES else NONE:
        asked, _ = marked(finder, vocabulary, text)
        assert asked, text
        assert {found for _, _, found in asked} <= {None, "no figure"}, (text, asked)


@pytest.mark.parametrize("text", CHAINS, ids=[text[:16] for text in CHAINS])
def test_long_passages(finder: QuantityFinder, vocabulary: Vocabulary, text: str) -> None:
    asked, others = marked(finder, vocabulary, text)
    assert [(quote, want) for quote, want, _ in asked if want] == [(quote, found) for quote, want, found in asked if want]
    assert not [pair for pair in others if pair[1]]


def test_every_indicator_that_links_has_cases(vocabulary: Vocabulary) -> None:
    assert set(CASES) == {i.id for i in vocabulary.indicators.values() if i.requires}
    assert all(len(right) >= 3 and len(wrong) >= 2 for right, wrong in CASES.values())
    assert sum(len(right) + len(wrong) for right, wrong in CASES.values()) >= 250


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("受理行政复议案件97件,审结90件。", [";受理行政复议案件#|", "行政复议;审结#|"]),
        ("1202名行政执法人员亮证上岗。", [";#行政执法人员|亮证上岗"]),
        ("建成法律服务中心1个、工作站9个。", [";建成法律服务中心#|", "法律服务;建成工作站#|"]),
        ("受理、审结复议案件分别为9件、8件。", [";受理复议#|", ";审结复议案件#|"]),
        ("处理信访投诉389件,处理率100%。", [";处理信访投诉#|", "信访;处理率#|"]),
    ],
)
def test_readings(finder: QuantityFinder, vocabulary: Vocabulary, text: str, readings: list[str]) -> None:
    assert [m.reading for m in figures(finder, vocabulary, text)] == readings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("受理行政复议案件97件,同比增长8%。", "change"),
        ("法律援助案件500件,其中民事案件180件。", "part"),
        ("通过“执法通”应用办理行政处罚案件30件。", "channel"),
        ("村居法律顾问审查合同9份,解答法律咨询300人次。", "group"),
        ("行政复议、行政应诉案件共计547件。", "several things"),
        ("群众满意度由93%提升至96%。", "moved"),
    ],
)
def test_why_a_figure_is_barred(finder: QuantityFinder, vocabulary: Vocabulary, text: str, reason: str) -> None:
    assert any(reason in m.barred for m in figures(finder, vocabulary, text))


def test_the_vocabulary_holds_together(vocabulary: Vocabulary) -> None:
    """Rates name numerator and denominator that exist, units exist, patterns compile, and units of indicators are units."""
    symbols = {symbol for unit in vocabulary.units.values() for symbol in unit.symbols}
    for indicator in vocabulary.indicators.values():
        assert indicator.unit in vocabulary.units, indicator.id
        assert set(indicator.units) <= symbols, (indicator.id, set(indicator.units) - symbols)
        for pattern in (*indicator.requires, *indicator.excludes):
            re.compile(pattern)
        for other in (indicator.numerator, indicator.denominator):
            assert other is None or other in vocabulary.indicators
        assert (indicator.numerator is None) == (indicator.denominator is None)
        if indicator.id.endswith("-rate") and indicator.id != "satisfaction-rate":
            assert indicator.numerator, indicator.id


@pytest.mark.parametrize("name", ["jiading", "liangping", "shuangta"])
def test_links_agree_with_those_that_people_made(finder: QuantityFinder, vocabulary: Vocabulary, shared_dir: Path, name: str) -> None:
    gold = json.loads((shared_dir / "gold" / f"{name}-2024.json").read_text(encoding="utf-8"))["quantities"]
    report = made_report(vocabulary, (shared_dir / "reports" / f"{name}-2024.txt").read_text(encoding="utf-8"))
    found = {m.span.start: m.indicator for m in finder.find(report, read_layout(report), (), (), ())[0] if m.indicator}
    wanted = {q["start"]: q["indicator"] for q in gold if q["indicator"]}
    right = len(found.items() & wanted.items())
    assert 2 * right >= 0.95 * (len(found) + len(wanted))
