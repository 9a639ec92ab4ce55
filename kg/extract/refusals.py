"""What leaves a quotation out, whatever else speaks for it: the rules, in the order in which they apply.

In: one quotation as a ``Case``: what it holds, in which row it stands, and the head noun that follows. Out: the name of the first rule that
applies, and its reason in words, or nothing.

Covered: sentences; short names being defined (简称“…”); doctrine, slogans, grades; former names; manner (“一企一策”); descriptions of how
something is done or who does what; what an action without a name is taken against. Where no head noun follows also: one character, aims
and metaphors, people, bodies, media, days and classes, one state turned into another, what a place wants to become.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kg.extract import formulas
from kg.extract.lexicon import Lexicon
from kg.extract.quotations import Quotation, Row
from kg.record import Record

_FORMER: Final = frozenset(("原", "原为", "原名", "原称", "曾用名"))
_CHANGE: Final = re.compile(r"(?:到|向|转)(?:$|\w{0,2}[“‘]?)")
_GRADE: Final = ("等次", "等级", "档次")
_WORD: Final = re.compile(r"\w")
_STOP: Final = re.compile(r"[。;!?]")
# Who does what: 党委领导、政府负责, 部门协同; parts of a description, not steps of a procedure.
_ROLE: Final = re.compile(
    r"(?:党委|党政|党建|政府|部门|社会|群众|公众|书记|司法|多方|各方|全员|上下|乡镇|镇村|区县|市县)\w{0,4}"
    r"(?:领导|负责|主导|引领|协同|联动|参与|抓总|落实|牵头|主抓|协调|共治|统筹)"
)
# Steps that a procedure may be named by: 年初部署、年中督查、年末考核; 排查—化解—回访.
_STEPS: Final = re.compile("[、, —-]+")
_PARTED: Final = re.compile("[、, —+-]")
_PROCEDURE: Final = ("机制", "模式", "工作法", "制度", "制", "流程")
# What a sum adds up: bodies, people and lists (县执法大队+镇监管站+村协管员), not what each does (干部带头学+群众参与学).
_THING: Final = re.compile(r"[队站员所局庭室会心单网台院组办师问部点库]$")
# What a joint action is taken against: 打击“注水肉”等联合行动.
_AGAINST: Final = re.compile(r"(?:打击|查处|整治|取缔|清理|严查|惩治|查办)[^\W和与及]{0,6}$")
_JOINT_ACTION: Final = re.compile(r"(?:联合|统一|集中)(?:行动|执法|活动|整治)$")
_NATIONAL: Final = re.compile(r"全[国省市区县]|国家|中国|[省市]级")
# “3.15”, “6·26”: a day.
_DAY: Final = re.compile(r"1?\d[.·]\d{1,2}")
# 设立9个“…”窗口: a place to be served at.
_COUNTED: Final = re.compile(r"\d(?:余|多)?[个处]$")
_NAMES_SHORT: Final = tuple(word + rest for word in ("简称", "称为", "称作", "亦称") for rest in ("", "为"))


class Case(Record, frozen=True):
    """One quotation to judge: what it holds, in which row it stands, and the head noun that follows, if one does."""

    content: str
    label: str
    item: Quotation
    chain: Row
    tail: re.Match[str] | None
    lexicon: Lexicon

    @property
    def service(self) -> bool:
        """Whether it is a formula of handling (一窗通办)."""
        return formulas.is_service(self.label)

    @property
    def specific(self) -> bool:
        """Whether a head noun follows with a modifier that says something (多元调解机制, not 工作机制)."""
        return bool(self.tail and self.lexicon.plain.sub("", self.tail["mod"]))


def refusal(case: Case) -> tuple[str, str] | None:
    """The first rule that leaves a quotation out, and its reason."""
    for rule, reason, applies in _REFUSALS if case.tail else _SERVICE_REFUSALS if case.service else _ALL_REFUSALS:
        if applies(case):
            return rule, reason
    return None


def _is_sentence(case: Case) -> bool:
    """“我们要坚持不懈。”, “区委抓总,区办协调,各单位落实”, “,”; not “法惠民生,法护启航”."""
    return not _WORD.search(case.label) or _STOP.search(case.content) is not None or case.content.count(",") > 1 or len(case.content) > 34


def _is_description(case: Case) -> bool:
    """“分层分类、全员覆盖”的体系, “党委领导、政府负责、公众参与”工作机制: how something is done, or who does what.

    Not a campaign, which may have a long name, nor a procedure known by its steps: “年初部署、年中督查、年末考核”工作机制.
    """
    if case.tail and case.tail["head"] in ("行动", "专项行动", "攻坚行动", "活动", "专项整治", "专项治理", "攻坚战"):
        return False
    content = case.content
    if not _PARTED.search(content):
        return False
    if case.tail and case.tail["of"] and "、" in content:
        return True
    summed = content.split("+")
    if len(summed) > 2 and max(map(len, summed)) > 5:
        return not case.tail or sum(1 for part in summed if _THING.search(part)) < 2
    parts = [] if formulas.DIGITS.fullmatch(content) else [part for part in _STEPS.split(content) if part]
    if case.tail and case.tail["head"].endswith(_PROCEDURE):
        return sum(1 for part in parts if _ROLE.match(part)) > 1
    return len(parts) >= 3 or (content.count("、") + content.count(",") == 1 and len(content) >= 13)


def _is_figure(case: Case) -> bool:
    """“头雁”效应, “两个清零”目标; not “检查码”, 依托“老街小院”法治阵地, nor a set of plans, a code, a sum or a brand with its name
    (“一规划两纲要”要求, “党建+法宣”新格局, “甲城·乙乡”主题宣传, “宣讲六进”等形式).
    """
    if not case.lexicon.slogan_tail.match(case.chain.after):
        return False
    if any(shape.fullmatch(case.content) for shape in (formulas.PLUS, formulas.DOTTED, formulas.TAKEN)):
        return False
    if formulas.PLANS.fullmatch(case.label) or (formulas.is_code(case.label) and "、" not in case.content):
        return False
    return not (len(case.label) > 3 and case.lexicon.name_ending.search(case.label) and case.lexicon.run.search(case.chain.before))


_BRANDS: Final = re.compile(r"等?(?:特色|优秀|调解|普法)*品牌")
_SERVES: Final = re.compile(r"(?:累计|已|共|全年)*(?:服务|帮助|接待|惠及)(?:企业|群众)")
UNDERTAKINGS: Final = ("工程", "行动", "计划")


def _is_other_kind(case: Case) -> bool:
    """“两类”人员, “流动普法服务队”, “法治某县”微信公众号, “12·4”国家宪法日, “套路贷”案件; not “法律明白人”."""
    if formulas.DIGITS.fullmatch(case.content) and formulas.STRUCTURE.match(case.chain.after):
        return False
    near = case.lexicon.boundary.split(case.chain.after.removeprefix("等")[:8])[0]
    carried = case.lexicon.run.search(case.chain.before) and not case.lexicon.aim.search(case.chain.before)
    if len(case.label) > 3 and (case.lexicon.name_ending.search(case.label) or carried):
        near = near.removeprefix("高频").removeprefix("事项")
    if case.lexicon.other_label.search(case.label):
        return not (case.label.endswith(("队", "团")) and _BRANDS.match(case.chain.after))  # “石榴籽调解队”等品牌
    if near.endswith(UNDERTAKINGS) or _SERVES.match(near):  # “双百”服务企业工程, “质量小站”服务企业387家次
        return False
    return bool(case.lexicon.other_tail.search(near) or case.lexicon.matter_tail.search(near))


def _is_window(case: Case) -> bool:
    """设立9个“诚信建设投诉”窗口; not “办不成事”反映窗口, which the vocabulary knows."""
    return case.chain.after.startswith("窗口") and bool(_COUNTED.search(case.chain.before))


def _is_change(case: Case) -> bool:
    """从“被动应对”向“主动治理”; not 推行“首席法律顾问”."""
    before = case.chain.before
    return before == "到" or before.endswith(("从", "由", "变", "向")) or _CHANGE.match(case.chain.after) is not None


def _is_ambition(case: Case) -> bool:
    """打造“法治高地”, 实行“清单化”; not 打造“法治驿站”."""
    if _NATIONAL.match(case.label) and case.lexicon.award.search(case.chain.before):
        return False  # 获评“全国优秀基层立法联系点”
    return bool(case.lexicon.ambition.search(case.label)) or case.label.endswith(("化", "式", "型", "性"))


def _is_manner(case: Case) -> bool:
    """“一企一策”, “一案一档”制度; not “一业一证”改革, “一坊一站”法治空间."""
    kind = case.lexicon.head_types[case.tail["head"]] if case.tail else "机制"
    return kind in ("机制", "制度") and bool(formulas.MANNER.fullmatch(case.label))


def _is_course(case: Case) -> bool:
    """“天天学”平台, “法治学习”小程序: media for learning, not what the government does."""
    platform = case.tail and case.lexicon.head_types[case.tail["head"]] == "平台"
    return bool(platform) and (case.label.endswith("学") or "学习" in case.label)


def _is_object(case: Case) -> bool:
    """打击“注水肉”等联合行动: what an action without a name is taken against; not 整治“飙车炸街”专项行动."""
    generic = case.tail and _JOINT_ACTION.fullmatch(case.tail["mod"] + case.tail["head"])
    return bool(generic and _AGAINST.search(case.chain.before))


_Rule = tuple[str, str, Callable[[Case], bool]]
# What no head noun can mend, in this order.
_REFUSALS: Final[tuple[_Rule, ...]] = (
    ("sentence", "a sentence is quoted", _is_sentence),
    ("abbreviation", "a short name is defined here", lambda case: case.chain.before.endswith(_NAMES_SHORT)),
    ("doctrine", "doctrine or a political set phrase", lambda case: case.label in case.lexicon.doctrine and not case.specific),
    ("slogan", "a metaphor, a slogan or a word of manner", lambda case: case.label in case.lexicon.slogans and not case.specific),
    ("grade", "a grade of an assessment", lambda case: case.label in case.lexicon.grades or case.chain.after.startswith(_GRADE)),
    ("former-name", "the former name of what stands before", lambda case: case.chain.before in _FORMER),
    ("manner", "how each thing is dealt with", _is_manner),
    ("description", "a description of how something is done", _is_description),
    ("share", "a share of what is handled so", lambda case: bool(formulas.SHARE.match(case.chain.after)) and case.service),
    ("day", "a day of the year", lambda case: bool(_DAY.fullmatch(case.content))),
    ("object", "what an action without a name is taken against", _is_object),
    ("course", "a medium for learning", _is_course),
)
_CHANGED: Final[_Rule] = ("change", "one state turned into another", _is_change)
# What leaves out a quotation that no head noun follows.
_BARE_REFUSALS: Final[tuple[_Rule, ...]] = (
    ("one-character", "one character is quoted", lambda case: len(case.label) == 1),
    ("modifier", "it says of what kind the next quotation is", lambda case: case.chain.modifies),
    ("window", "so many windows to be served at", _is_window),
    ("figure", "what follows makes it a figure of speech or an aim", _is_figure),
    ("other-kind", "what follows makes it people, a body, media, a day, a class or a kind of matter", _is_other_kind),
    _CHANGED,
    ("ambition", "what the place wants to become, or how a thing is done", _is_ambition),
)
_SERVICE_REFUSALS: Final = (*_REFUSALS, _CHANGED)
_ALL_REFUSALS: Final = (*_REFUSALS, *_BARE_REFUSALS)
