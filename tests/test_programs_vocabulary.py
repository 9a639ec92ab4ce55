"""ontology/programs.ttl: what a curated program must have, and that no name is two programs' at once."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from kg import namespaces as ns
from kg.model import PROGRAM_TYPES
from kg.resources import resource

FZ = rdflib.Namespace(ns.ONTOLOGY)
SCHEME = rdflib.URIRef(f"{ns.DATA}programs")
TOPICS = rdflib.URIRef(f"{ns.DATA}topics")
NAMES = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FZ.quotedLabel, FZ.shortLabel)
TYPE_LABELS = {slug: label for label, slug in ns.PROGRAM_TYPES.items()}
# What matching overlooks: a name is the same with and without it.
_OVERLOOKED = re.compile(r"[\s、·\"'“”‘’「」『』]")


def bare(name: str) -> str:
    return _OVERLOOKED.sub("", name)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(resource("ontology") / "programs.ttl", format="turtle")


@pytest.fixture(scope="module")
def programs(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, FZ.Program) if isinstance(s, rdflib.URIRef))


def texts(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> list[str]:
    values = graph.objects(subject, predicate)
    return sorted(str(value) for value in values if isinstance(value, rdflib.Literal) and value.language == language)


def label(graph: rdflib.Graph, subject: rdflib.term.Node) -> str:
    [text] = texts(graph, subject, SKOS.prefLabel, "zh")
    return text


def names(graph: rdflib.Graph, subject: rdflib.term.Node) -> set[str]:
    return {bare(text) for predicate in NAMES for text in texts(graph, subject, predicate, "zh")}


def bare_names(graph: rdflib.Graph, subject: rdflib.term.Node) -> set[str]:
    """The names that count without quotation marks."""
    listed = {bare(text) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for text in texts(graph, subject, p, "zh")}
    return listed - {bare(text) for p in (FZ.quotedLabel, FZ.shortLabel) for text in texts(graph, subject, p, "zh")}


def test_there_are_enough(programs: list[rdflib.URIRef]) -> None:
    assert len(programs) >= 1500


def test_the_schemes_have_titles(graph: rdflib.Graph) -> None:
    for scheme in (SCHEME, TOPICS):
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        for language in ("zh", "en"):
            assert len(texts(graph, scheme, rdflib.DCTERMS.title, language)) == 1


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_program_speaks_both_languages(
    graph: rdflib.Graph, programs: list[rdflib.URIRef], predicate: rdflib.URIRef, language: str
) -> None:
    assert [p for p in programs if len(texts(graph, p, predicate, language)) != 1] == []


def test_a_definition_is_one_sentence(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    for program in programs:
        [zh], [en] = (texts(graph, program, SKOS.definition, language) for language in ("zh", "en"))
        assert zh.endswith("。") and zh.count("。") == 1, zh
        assert en.endswith(".") and en[0].isupper(), en


def test_the_identifier_is_the_slug_of_a_name(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    """The label may become shorter; the identifier stays, so graphs made before go on meaning the same."""
    for program in programs:
        written = (text for p in NAMES for text in texts(graph, program, p, "zh"))
        assert str(program) in {ns.program_iri(ns.slug(name)) for name in written}, program


def test_every_program_has_type_scope_status_and_topic(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    topics = set(graph.subjects(SKOS.inScheme, TOPICS))
    types = {rdflib.URIRef(ns.program_type_iri(name)) for name in PROGRAM_TYPES}
    for program in programs:
        assert (program, SKOS.inScheme, SCHEME) in graph
        assert (program, RDF.type, SKOS.Concept) in graph
        assert len(set(graph.objects(program, FZ.programType)) & types) == 1, program
        assert {str(value) for value in graph.objects(program, FZ.scope)} in ({"national"}, {"regional"}), program
        assert {str(value) for value in graph.objects(program, FZ.status)} == {"curated"}, program
        used = set(graph.objects(program, FZ.topic))
        assert used and used <= topics, program


def test_every_topic_is_used_and_labelled(graph: rdflib.Graph) -> None:
    for topic in graph.subjects(SKOS.inScheme, TOPICS):
        assert (topic, RDF.type, SKOS.Concept) in graph
        assert (None, FZ.topic, topic) in graph, topic
        for language in ("zh", "en"):
            assert len(texts(graph, topic, SKOS.prefLabel, language)) == 1, topic


def test_a_name_belongs_to_one_program(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for program in programs:
        for name in names(graph, program):
            owners[name].add(label(graph, program))
    assert {name: sorted(found) for name, found in owners.items() if len(found) > 1} == {}


def test_no_name_is_listed_twice_or_differs_only_in_what_is_overlooked(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    for program in programs:
        preferred = label(graph, program)  # may stand once more, as a quotedLabel: it counts in quotation marks only then
        listed = [bare(text) for p in NAMES for text in texts(graph, program, p, "zh") if (p, text) != (FZ.quotedLabel, preferred)]
        assert len(listed) == len(set(listed)), label(graph, program)


def test_names_are_written_as_the_working_text_writes_them(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    for program in programs:
        for name in names(graph, program):
            assert not re.search(r"[，：；！？（）％＋《》。]", name), name
            assert len(name) >= 2, name


def test_a_name_of_two_or_three_letters_or_digits_needs_quotation_marks(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    for program in programs:
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            for name in texts(graph, program, predicate, "zh"):
                assert not re.fullmatch(r"[\dA-Za-z.+]{1,5}|[一二三四五六七八九十]{2}", name), name


# Words that stand for a program only between quotation marks: bare, they are something else in the reports of this field.
@pytest.mark.parametrize(
    "word",
    [
        "三项制度", "八五", "七五", "九五", "四张清单", "示范创建", "一件事", "小切口", "885", "721", "三重一大", "繁简分流",
        "诉源治理", "三统一", "标准地", "安心行动", "三个规划", "平安建设", "全省事", "办事通", "京通", "守护消费", "电子证照",
        "绿色通道", "行政复议", "法律援助", "公职律师", "人民调解员", "调解员", "主题教育", "网上办", "无事不扰", "诉调对接",
        "数字政府建设", "行政执法监督员", "五型政府", "三个年", "一类事", "微改革", "三零", "清朗", "断流", "长效机制", "工作专班",
        "首问负责制", "限时办结制", "访调对接", "网格化管理", "包容审慎监管", "全程网办", "法治领域改革", "普法责任制", "掌上执法", "法治督察员",
        "权责清单", "权力清单", "会前学法", "行政执法人员资格管理", "述职述法", "黑名单", "放心消费", "绿色审批",
        "法治宣传月", "普法宣传周", "大调解", "服务承诺制", "吹哨人", "两统一", "护薪", "模范机关", "点援", "反向衔接", "一次不跑", "农家书屋",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_names(graph: rdflib.Graph, programs: list[rdflib.URIRef], word: str) -> None:
    assert [p for p in programs if bare(word) in bare_names(graph, p)] == []


# Sentences of the genre in which no curated name may be found: a name hides inside other words, or names a plain institution.
@pytest.mark.parametrize(
    "sentence",
    [
        "全省事业单位和北京通州区代表开通办事通道",
        "切实守护消费者合法权益,办理行政复议和法律援助案件",
        "规范标准地名标志,完善服务窗口设置",
        "召开诉调对接工作专题会,聘请公职律师参与研究",
        "开展宪法主题教育展览,组织人民调解员培训",
        "坚持以和为贵,教育群众理性表达诉求",
        "进一步健全长效机制,完善工作机制",
        "打通服务群众最后一公里,发挥头雁效应",
        "严格落实行政机关负责人出庭应诉制度",
        "推进政府数字化建设,聘请行政执法监督员20名",
        "推进依法治理和普法宣传,完善矛盾纠纷化解一站式服务",
        "加强执法队伍建设,推动执法规范化、信息化",
        "落实安全生产责任,开展森林防火和防汛抗旱检查",
    ],
)
def test_no_name_hides_in_plain_words(graph: rdflib.Graph, programs: list[rdflib.URIRef], sentence: str) -> None:
    text = bare(sentence)
    matching = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    found = {n for p in programs for predicate in matching for n in map(bare, texts(graph, p, predicate, "zh")) if n in text}
    assert found == set()


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("“八五”普法规划", "八五普法"),
        ("“大综合一体化”改革", "大综合一体化行政执法改革"),
        ("“双随机、一公开”监管", "双随机一公开"),
        ("新时代“枫桥经验”", "枫桥经验"),
        ("一村(社区)一法律顾问", "村居法律顾问"),
        ("全国民主法治示范村(社区)", "民主法治示范村"),
        ("“放管服”", "放管服改革"),
        ("“互联网+监管”系统", "互联网+监管"),
        ("街乡吹哨、部门报到", "街乡吹哨部门报到"),
        ("12345政务服务便民热线", "12345热线"),
        ("行政执法与刑事司法衔接机制", "行刑衔接机制"),
        ("“两轻一免”", "两轻一免清单"),
        ("“四所一庭”联动", "四所一庭"),
        ("“美好生活·民法典相伴”", "民法典宣传月"),
        ("“免证办”", "免证办"),
        ("全市通办", "全城通办"),
        ("省内通办", "全省通办"),
        ("全国通办", "全国通办"),
        ("跨区域通办", "跨域通办"),
        ("相对集中行政许可权改革", "相对集中行政许可权改革"),
        ("一枚印章管审批", "一枚印章管审批"),
        ("三到位一依法", "三到位一处理"),
        ("省级政务服务平台", "一体化政务服务平台"),
        ("“权力清单”", "权责清单制度"),
        ("双告知", "双告知"),
        ("湖长制", "河长制"),
        ("“三高四新”", "三高四新战略"),
        ("“三会一课”制度", "三会一课"),
        ("“十个严禁”", "政法干警十个严禁"),
        ("党政主要负责人履行推进法治建设第一责任人职责清单制度", "推进法治建设第一责任人职责清单制度"),
        ("重大事项请示报告制度", "重大事项请示报告制度"),
        ("述法点评工作机制", "述法点评机制"),
        ("“数字法治、智慧司法”", "数字法治智慧司法"),
        ("“轻微免罚”", "首违不罚"),
        ("“一套材料、一次提交”", "多表合一一表申请"),
        ("行政执法公示、执法全过程记录、重大执法决定法制审核制度", "行政执法三项制度"),
        ("“三改一拆”", "三改一拆"),
        ("“无违建县”创建", "无违建县"),
        ("“一业一查”", "一业一查"),
        ("“援法议事”", "援法议事"),
        ("“苏解纷”", "苏解纷"),
        ("“塞上枫桥”基层法治工作机制", "塞上枫桥"),
        ("“绿剑护粮安”执法行动", "绿剑护粮安"),
        ("“中国渔政亮剑”专项执法行动", "中国渔政亮剑"),
        ("“检察护企”专项行动", "检察护企"),
        ("法院+工会", "法院+工会"),
        ("“一中心一张网十联户”", "一中心一张网十联户"),
        ("不动产“带押过户”", "带押过户"),
        ("12345便民服务平台", "12345热线"),
        ("“绿盾”", "绿盾行动"),
        ("城镇燃气安全专项整治", "城镇燃气安全专项整治"),
        ("线下无理由退货", "线下无理由退货承诺"),
        ("加强新时代公安派出所工作三年行动计划", "加强新时代公安派出所工作三年行动"),
        ("特邀行政执法监督员", "行政执法监督员制度"),
        ("福建普法网", "普法网"),
        ("纪律教育学习月活动", "纪律教育学习月"),
        ("8890便民服务平台", "8890热线"),
        ("行政执法领域“四乱”整治", "行政执法领域四乱整治"),
        ("全国行政复议“一张网”", "全国行政复议行政应诉工作平台"),
        ("“法律援助半小时工作圈”", "半小时公共法律服务圈"),
        ("三重一大决策制度", "三重一大"),
        ("行政许可和行政处罚“双公示”", "双公示"),
        ("人民调解以案定补制度", "以案定补"),
        ("“无证明之县”", "无证明城市"),
        ("12369环保举报热线", "12369热线"),
        ("12328交通运输服务监督电话", "12328热线"),
        ("新生儿出生“一件事”", "新生儿出生一件事"),
        ("“五个严禁”“八个不得”", "五个严禁八个不得"),
        ("“三级四同”", "三级四同"),
        ("“竣工即投产”改革", "竣工即投产改革"),
        ("主要负责人末位表态制", "末位表态制度"),
        ("“双随机、一公开”+信用监管", "双随机一公开"),
        ("“县属乡用、县乡共管”", "县属乡用共管"),
        ("“枫桥式”自然资源所", "枫桥式基层单位"),
        ("刑事案件“两统一”工作机制", "刑事案件两统一机制"),
        ("“ODR”机制", "消费纠纷在线解决机制"),
        ("“一函两书”制度", "工会劳动法律监督一函两书"),
        ("“打非断链”专项行动", "打非断链专项行动"),
    ],
)
def test_names_in_the_wild(graph: rdflib.Graph, programs: list[rdflib.URIRef], name: str, program: str) -> None:
    assert [label(graph, p) for p in programs if bare(name) in names(graph, p)] == [program]


def test_kin_exist_and_are_consistent(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    known = set(programs)
    for predicate in (SKOS.broader, SKOS.related, SKOS.closeMatch):
        for subject, other in graph.subject_objects(predicate):
            assert subject in known and other in known and subject != other, (subject, other)
    for subject, other in graph.subject_objects(SKOS.related):
        assert (other, SKOS.related, subject) in graph, f"{subject} is related to {other}, but not the other way round"
        assert other not in set(graph.transitive_objects(subject, SKOS.broader)), f"{other} is both broader and related"


def test_broader_has_no_circles(graph: rdflib.Graph, programs: list[rdflib.URIRef]) -> None:
    for program in programs:
        above = {wider for parent in graph.objects(program, SKOS.broader) for wider in graph.transitive_objects(parent, SKOS.broader)}
        assert program not in above


def test_the_shared_programs_of_the_annotated_reports_are_here(
    shared_dir: Path, graph: rdflib.Graph, programs: list[rdflib.URIRef]
) -> None:
    types = {label(graph, p): TYPE_LABELS[str(next(graph.objects(p, FZ.programType))).rsplit("/", 1)[1]] for p in programs}
    marked = [p for file in sorted((shared_dir / "gold").glob("*.json")) for p in json.loads(file.read_text(encoding="utf-8"))["programs"]]
    assert {p["name"]: p["type"] for p in marked if p["scope"] == "shared" and types.get(p["name"]) != p["type"]} == {}
    assert [p["name"] for p in marked if p["scope"] == "local" and p["name"] in types] == []
