"""Programs of the vocabulary in text, and where the vocabulary and form meet."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from pathlib import Path

import pytest

from kg.extract.programs import ProgramFinder
from kg.model import DocumentFact, Identity, Layout, Program, ProgramFact, Report, Span, Status
from kg.text import normalise, read_layout
from kg.vocabulary import Vocabulary

NOBODY = Identity(None, None, None, (), 2023, None, None, None, "zh-Hans")
PROGRAMS = {
    "三所联动": Program("三所联动", "三所联动", "", "机制", ("三所联动",)),
    "双随机一公开": Program("双随机一公开", "双随机一公开", "", "机制", ("双随机一公开", "双随机")),
    "行政执法三项制度": Program("行政执法三项制度", "行政执法三项制度", "", "制度", ("行政执法三项制度",), ("三项制度",)),
    "法律明白人": Program("法律明白人", "法律明白人", "", "人员", ("法律明白人",)),
    "放管服改革": Program("放管服改革", "放管服改革", "", "改革", ("放管服改革", "放管服")),
    "民主法治示范村": Program("民主法治示范村", "民主法治示范村", "", "称号", ("民主法治示范村",)),
    "枫桥经验": Program("枫桥经验", "枫桥经验", "", "机制", ("枫桥经验",)),
    "多证合一改革": Program("多证合一改革", "多证合一改革", "", "改革", ("多证合一", "N证合一", "N证合一一照一码")),
    "商事制度改革": Program("商事制度改革", "商事制度改革", "", "改革", ("商事制度改革", "工商登记制度改革")),
    "柳办通": Program("柳办通", "柳办通", "", "平台", ("柳办通",)),
    "全城通办": Program("全城通办", "全城通办", "", "机制", ("全城通办",)),
    "法治带头人": Program("法治带头人", "法治带头人", "", "人员", ("法治带头人",)),
    "一件事一次办": Program("一件事一次办", "一件事一次办", "", "改革", ("一件事一次办",)),
    "办成一件事": Program("办成一件事", "办成一件事", "", "改革", ("高效办成一件事",), ("一件事",)),
    "街巷监督员制度": Program("街巷监督员制度", "街巷监督员制度", "", "制度", ("街巷监督员制度",), short_names=("街巷监督员",)),
    "纠纷化解机制": Program("纠纷化解机制", "纠纷化解机制", "", "机制", ("纠纷多元化解机制",)),
    "全程网办": Program("全程网办", "全程网办", "", "机制", ("网上全办",), ("全程网办",)),
    "不见面审批": Program("不见面审批", "不见面审批", "", "改革", ("不见面审批",)),
    "必接必送": Program("必接必送", "必接必送", "", "机制", ("必接必送",)),
    "包容审慎监管": Program("包容审慎监管", "包容审慎监管", "", "制度", (), ("包容审慎监管",)),
    "政府法律顾问制度": Program("政府法律顾问制度", "政府法律顾问制度", "", "制度", ("政府法律顾问制度",), short_names=("党政机关法律顾问",)),
    "法治为民办实事项目": Program("法治为民办实事项目", "法治为民办实事项目", "", "其他", ("法治为民办实事项目",)),
}


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> ProgramFinder:
    return ProgramFinder(dataclasses.replace(vocabulary, programs=PROGRAMS))


def find(finder: ProgramFinder, text: str, furniture: tuple[Span, ...] = (), documents: tuple[DocumentFact, ...] = ()) -> list[ProgramFact]:
    report = Report("r", "r.txt", "", "utf-8", text, furniture, NOBODY)
    return list(finder.find(report, Layout(normalise(text), (), ()), documents)[0])


def shown(text: str, facts: list[ProgramFact]) -> dict[str, list[str]]:
    return {fact.id: [text[a:b] for a, b in fact.mentions] for fact in facts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a place and a line of offices before a name add nothing to it
        ("推进“柳溪市司法行政系统三所联动”。", {"三所联动": ["“柳溪市司法行政系统三所联动”"]}),
        # the same name however it is punctuated
        ("按照“双随机、一公开”要求检查。", {"双随机一公开": ["“双随机、一公开”"]}),
        ("全面推行双随机 一公开监管。", {"双随机一公开": ["双随机 一公开"]}),
        ("推行“双随机”“一公开”。", {"双随机一公开": ["“双随机”“一公开”"]}),
        ("深化「放管服」改革。", {"放管服改革": ["「放管服」改革"]}),
        ("深化“放、管、服”改革。", {"放管服改革": ["“放、管、服”改革"]}),
        ('深化"放管服"改革。', {"放管服改革": ['"放管服"改革']}),
        ("推進「雙隨機、一公開」監管。", {"双随机一公开": ["「雙隨機、一公開」"]}),
        # names that count only in quotation marks
        ("落实“三项制度”。", {"行政执法三项制度": ["“三项制度”"]}),
        ("落实‘三项制度’。", {"行政执法三项制度": ["‘三项制度’"]}),
        ("落实“三项制度、四张清单”要求。", {"行政执法三项制度": ["三项制度"]}),
        ("落实行政执法“三项制度”。", {"行政执法三项制度": ["行政执法“三项制度”"]}),
        ("建立三项制度。", {}),
        ("讲解“议事三项制度汇编”。", {}),
        # tails and trifles belong to the program
        ("建成“三所联动”纠纷调解室。", {"三所联动": ["“三所联动”纠纷调解室"]}),
        ("推广“三所联动+”模式。", {"三所联动": ["“三所联动+”模式"]}),
        ("坚持新时代“枫桥经验”。", {"枫桥经验": ["“枫桥经验”"]}),
        ("践行“新时代枫桥经验”。", {"枫桥经验": ["“新时代枫桥经验”"]}),
        ("创建“全省民主法治示范村”。", {"民主法治示范村": ["“全省民主法治示范村”"]}),
        ("新建成5个全国民主法治示范村(社区)。", {"民主法治示范村": ["民主法治示范村"]}),
        # a short name inside a longer one of another program
        ("打造“三所联动 调和邻里”调解品牌。", {"三所联动调和邻里": ["“三所联动 调和邻里”调解品牌"]}),
        ("推行“党建+法律明白人”模式。", {"党建-plus-法律明白人": ["“党建+法律明白人”模式"]}),
        ("公布法治为民办实事项目清单。抓好为民办实事项目。", {"法治为民办实事项目": ["法治为民办实事项目", "为民办实事项目"]}),
        # the longest quotation is the name
        ("优化“柳办通·帮您办”。", {"柳办通帮您办": ["“柳办通·帮您办”"]}),
        ("建成“柳办通”。", {"柳办通": ["“柳办通”"]}),
        # a short name in the tail of a quoted one is part of it; on its own it stands
        ("推进“三证合一、一照一码”工商登记制度改革。", {"多证合一改革": ["“三证合一、一照一码”工商登记制度改革"]}),
        ("推进工商登记制度改革。", {"商事制度改革": ["工商登记制度改革"]}),
        ("深化“三调衔接”消费纠纷多元化解机制。", {"三调衔接消费纠纷多元化解机制": ["“三调衔接”消费纠纷多元化解机制"]}),
        ("健全纠纷多元化解机制。", {"纠纷化解机制": ["纠纷多元化解机制"]}),
        # a second noun phrase behind a quotation is a thing of its own
        ("落实“放管服”套餐和全县纠纷多元化解机制。", {"放管服改革": ["“放管服”"], "纠纷化解机制": ["纠纷多元化解机制"]}),
        # a short name belongs to the program that the report names in full
        ("推进“一件事一次办”,上线“一件事”9个。", {"一件事一次办": ["“一件事一次办”", "“一件事”"]}),
        (
            "推进“高效办成一件事”和“一件事一次办”,上线“一件事”9个。",
            {"办成一件事": ["“高效办成一件事”", "“一件事”"], "一件事一次办": ["“一件事一次办”"]},
        ),
        ("上线“一件事”9个。", {"办成一件事": ["“一件事”"]}),
        # a role means the scheme only where the scheme is named
        ("聘请街巷监督员20名。", {}),
        ("建立街巷监督员制度,聘请街巷监督员20名。", {"街巷监督员制度": ["街巷监督员制度", "街巷监督员"]}),
        # the title of a plan that stands without brackets names no reform
        ("落实商事制度改革纲要(2021—2025年)任务。", {}),
        ("落实商事制度改革任务。", {"商事制度改革": ["商事制度改革"]}),
        # one name for every number
        ("实施“29证合一”。推行五证合一、二十四证合一。", {"多证合一改革": ["“29证合一”", "五证合一", "二十四证合一"]}),
        ("证合一。", {}),
        # a code of digits is a modifier
        ("构建“1+9”“全城通办”体系。", {"全城通办": ["“1+9”“全城通办”体系"]}),
        # a system for two schemes, and the two
        (
            "更新“法律明白人”“法治带头人”学习管理系统。",
            {
                "法律明白人法治带头人学习管理系统": ["“法律明白人”“法治带头人”学习管理系统"],
                "法律明白人": ["“法律明白人”"],
                "法治带头人": ["“法治带头人”"],
            },
        ),
        # a quotation that is left out keeps the name inside it
        ("做到“有法律明白人引路、有网格员跑腿、有律师兜底”。", {"法律明白人": ["法律明白人"]}),
        # a list quoted as one: a variant of its one name, or several
        ("推行“全程网办、一次办成”。", {"全程网办": ["“全程网办、一次办成”"]}),
        ("推行“全程网办、不见面审批”。", {"全程网办": ["全程网办"], "不见面审批": ["不见面审批"]}),
        # titles
        ("印发《“三所联动”工作办法》。", {}),
        ("印发《关于〈三所联动〉的通知》,推进“三所联动”。", {"三所联动": ["“三所联动”"]}),
        # headings
        ("(一)深化“放管服”改革\n略。", {"放管服改革": ["“放管服”改革"]}),
        # a place in brackets, a level before
        ("累计创建自治区级“民主法治示范村(社区)”7个。", {"民主法治示范村": ["“民主法治示范村(社区)”"]}),
        # a share of what is handled so is a figure; so are plain words that name a manner only in quotation marks
        ("“全程网办”率达95%。", {}),
        ("审批事项全程网办,效率提高。", {}),
        ("推行“全程网办”。", {"全程网办": ["“全程网办”"]}),
        ("“不见面审批”比例达97%。", {}),
        ("推行“不见面审批”服务。", {"不见面审批": ["“不见面审批”"]}),
        ("重点对象必接必送率达100%。", {"必接必送": ["必接必送"]}),
        ("实施包容审慎监管。", {}),
        ("推行“包容审慎监管”。", {"包容审慎监管": ["“包容审慎监管”"]}),
        # an institution by its name, not its role
        ("现有党政机关法律顾问30名。", {}),
        ("落实政府法律顾问制度,聘请党政机关法律顾问30名。", {"政府法律顾问制度": ["政府法律顾问制度", "党政机关法律顾问"]}),
        # words that are only neighbours
        ("随机抽查、双 随 机、码头。", {"双随机一公开": ["双 随 机"]}),
    ],
)
def test_find(finder: ProgramFinder, text: str, expected: dict[str, list[str]]) -> None:
    assert shown(text, find(finder, text)) == expected


def test_furniture_and_documents_are_masked(finder: ProgramFinder) -> None:
    text = "三所联动|首页 推进三所联动"
    assert shown(text, find(finder, text, furniture=(Span(0, 7),))) == {"三所联动": ["三所联动"]}
    document = DocumentFact("d", "三所联动办法", (Span(0, 7),))
    assert [fact.mentions for fact in find(finder, text, documents=(document,))] == [(Span(10, 14),)]


def test_curated_and_candidate_in_reading_order(finder: ProgramFinder) -> None:
    text = "打造“柿子红了”普法品牌,培养“法律明白人”。擦亮“柿子红了”。"
    facts = find(finder, text)
    assert [(fact.name, fact.status) for fact in facts] == [("柿子红了", Status.CANDIDATE), ("法律明白人", Status.CURATED)]
    assert len(facts[0].mentions) == 2
    assert facts[1].rules == ("vocabulary",)


def test_ids_do_not_depend_on_quotation_marks(finder: ProgramFinder) -> None:
    ids = {find(finder, text)[0].id for text in ("开展“法护老街”专项行动。", "开展「法護老街」專項行動。", '开展"法护老街"专项行动。')}
    assert ids == {"法护老街专项行动"}


# --- against the annotated reports --------------------------------------------------------------------------------------------

GOLD = ("jiading-2024", "liangping-2024", "shuangta-2024")


@pytest.mark.parametrize("name", GOLD)
def test_annotated_report(shared_dir: Path, vocabulary: Vocabulary, name: str) -> None:
    spec = importlib.util.spec_from_file_location("score", shared_dir / "gold" / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    text = (shared_dir / "reports" / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((shared_dir / "gold" / f"{name}.json").read_text(encoding="utf-8"))["programs"]
    report = Report("r", name, "", "utf-8", text, (), NOBODY)
    facts, rejections = ProgramFinder(vocabulary).find(report, read_layout(report), ())
    found = [{"name": fact.name, "mentions": fact.mentions} for fact in facts]
    figures, hit, missed, _ = score.score_names(gold, found, text)
    assert figures["f1"] >= 0.93
    assert not [program["name"] for program in missed if program["scope"] == "shared"]
    assert sum(score.dice(g["name"], p["name"]) >= 0.6 for g, p in hit) >= 0.95 * len(hit)
    assert {r.kind for r in rejections} == {"program"}
