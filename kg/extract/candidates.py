"""Programs named in quotation marks that the vocabulary does not know.

In: the working text and its quotations outside titles. Out: ``Candidate`` values, and ``Rejection`` values with the reason.

Covered:
  “…”+中心词       “红石榴”普法品牌, “三盯三化”矛盾纠纷排查化解机制, “1+3+N”的调解模式, “甲”“乙”等调解品牌 (one tail for all)
  “…中心词”        “安心行动”, “行本公证链管理平台”, “法宝杯”
  “甲+乙”           “党建+复议”, “网格+矛盾纠纷排查化解”
  动词+“…”         打造“法治茶馆”, 推行行政审批“即收即办”, 推行“三书一函”
  “两规划一纲要”     sets of plans
  获奖动词+“…”     荣获“全国模范司法所”, 获评全省“指导案例”
Left alone: sentences, doctrine, metaphors, manner and aims (打通“最后一公里”, “头雁”效应), people, bodies, media, days, classes, grades,
abbreviations, one state turned into another (从“被动”向“主动”). Programs without quotation marks are found in ``unquoted``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import Lexicon
from kg.extract.matching import bare_name
from kg.extract.quotations import Quotation
from kg.model import Rejection, Span

_BEFORE = re.compile(r"[^,;:。!?\n《》〈〉“”‘’\"、()]{0,24}$")
_AFTER = re.compile(r"[^,;:。!?\n《》〈〉“”‘’\"、()]{0,32}")
_JOINTS = frozenset(("", "、", "和", "与", "及", "以及", " "))
_NUMBER = "[一二三四五六七八九十两双百千0-9]"

# 党建+复议, 1+17+N; not 互联网+ alone.
_PLUS = re.compile(r"[^\W_]+(?:[+加][^\W_]+)*\+[^\W_]+")
# 三盯三化, 一清四零, 四所一庭, 一支队伍管执法; 885; 2-1-1; 三位一体, 三所联动. Not 四个一, 三个抓手: those are sets.
_CODE = re.compile(
    rf"(?:{_NUMBER}+[^\d\W]{{1,3}}){{2,5}}|\d+(?:[-·.]\d+)*(?:\+N)?|{_NUMBER}位一体|{_NUMBER}[^\d\W]{{1,3}}联[动调]|{_NUMBER}支队伍\w{{2,5}}"
)
_SET = re.compile(rf"{_NUMBER}+(?:个|项|大|类|条|种|点|有|不|无|聚焦|坚持|必须|到位|严禁)\w{{0,4}}")
# 一规划两纲要, 两规划一方案, 三个规划.
_PLANS = re.compile(r"[一两二三](?:个)?规划(?:[一两二三](?:纲要|方案|意见|计划|办法))*")
_YEAR = re.compile(r"(?:19|20)\d\d(?:—(?:19|20)\d\d)?年(?:度)?")
_ORDINAL = re.compile(r"^第?[一二三四五六七八九十百\d]+[届次批期个]")
_PLACE = re.compile(r"^(?:[^\W\d]{2,4}?[省市区县州盟旗]|全[省市区县国镇]|我[省市区县镇]|[省市区县镇]级?)(?=[^\W\d]{2})")
_BODY_END = re.compile(r"(?:[局委办院所部厅省市县镇乡村会处队]|(?<![小社园校街景辖])区|街道|社区|政府|部门|单位|企业|机关)$")
# 法惠民生 法护启航: two short lines make the title of an event.
_COUPLET = re.compile(r"[‘’“”\"\w]{4,10}[ ·,][‘’“”\"\w]{4,10}")
_GENERIC_HONOUR = re.compile(r"(?:十大|十佳|典型|优秀|指导|创新|示范|先进|最佳|模范)\w{2,4}")
# A code of digits that a superior's programme goes by: 省委“1310”具体部署; not “12345”, “110”.
_NUMBERED = re.compile(r"(?:具体|工作|总体|战略)?(?:部署|安排|战略|布局|思路|举措)")
_LIKENED = re.compile(r"(?:成为|作为|充当|争当|当好|争做|做好|变|像|这[个一])\w{0,4}$")
_CHANGE = re.compile(r"(?:到|向|转)(?:$|\w{0,2}[“‘]?)")
_GRADE = re.compile(r"等[次级]|档次")
_NAMES_SHORT = re.compile(r"(?:简称|称为|称作|亦称)(?:为)?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A program found by its form. ``span`` is the long form with its quotation marks; ``label`` the bare words that were quoted, by
    which it is known elsewhere in the report (empty for a name without quotation marks), and ``content`` where they stand.
    """

    name: str
    type: str
    span: Span
    rule: str
    label: str = ""
    content: Span | None = None


@dataclass(frozen=True, slots=True)
class _Chain:
    """Quotations in a row that share what stands before and after: “甲”“乙”和“丙”等品牌. ``listed`` where 、 stands before ``before``."""

    items: tuple[Quotation, ...]
    before: str
    after: str
    listed: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """One quotation to judge: what it holds, in which row it stands, and the head noun that follows, if one does."""

    content: str
    label: str
    item: Quotation
    chain: _Chain
    tail: re.Match[str] | None
    lexicon: Lexicon

    @property
    def specific(self) -> bool:
        """Whether a head noun follows with a modifier that says something (多元调解机制, not 工作机制)."""
        return bool(self.tail and self.lexicon.plain.sub("", self.tail["mod"]))


class QuotedFinder:
    """Judges quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: str, quotes: Sequence[Quotation]) -> tuple[list[Candidate], list[Rejection]]:
        """Judge every outer quotation."""
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        for chain in _chains(text, [q for q in quotes if not q.inner]):
            tail = self._tail(chain.after)
            for item in chain.items:
                content = text[item.content.start : item.content.end]
                case = _Case(content, bare_name(content), item, chain, tail, self._lexicon)
                refusal = _refusal(case)
                found = None if refusal else self._accept(case)
                if found:
                    candidates.append(found)
                else:
                    rule, reason = refusal or ("no-sign", "neither a head noun nor a verb says that it is a program")
                    rejections.append(Rejection(item.span, "program", rule, reason))
        return candidates, rejections

    def _tail(self, after: str) -> re.Match[str] | None:
        """The modifier and head noun that follow: 的调解模式, 矛盾纠纷排查化解机制, 等特色品牌."""
        lexicon = self._lexicon
        skipped = re.match(r"等(?:一批|一系列|系列|多个|\d+个)?", after)
        found = lexicon.tail.match(after, skipped.end() if skipped else 0)
        if not found or lexicon.tail_stop.search(found["mod"]) or re.match(r"[和与及或到向]", found["mod"]):
            return None
        if lexicon.other_tail.match(after, found.end()):
            return None
        other = lexicon.other_tail.search(found["mod"])
        # People and media may stand in a modifier (妇女儿童维权调解室), but not right before the head (志愿者活动, 专题节目).
        first = other and other.start() == 0 and len(other.group()) > 2
        return None if first or (other and other.end() == len(found["mod"])) else found

    def _accept(self, case: _Case) -> Candidate | None:
        """The candidate that a quotation is, by the first of the accepting patterns."""
        for pattern in (self._award, self._with_tail, self._plans, self._numbered, self._named_inside, self._formula, self._carried_out):
            found = pattern(case)
            if found:
                return found
        return None

    def _award(self, case: _Case) -> Candidate | None:
        """荣获“全国模范司法所”, 获评全省“指导案例”; not 获得群众“点赞”."""
        award = self._lexicon.award.search(case.chain.before)
        model = case.tail and case.tail["head"] in ("机制", "模式", "制度")
        if not award or model or (len(case.label) < 4 and not case.label.endswith(("奖", "杯"))):
            return None
        prefix = award["prefix"] if _GENERIC_HONOUR.fullmatch(case.label) else ""
        span = Span(case.item.span.start - len(prefix), case.item.span.end)
        return _candidate(case, _YEAR.sub("", prefix + _plain(case.content)), "称号", "award", span)

    def _plans(self, case: _Case) -> Candidate | None:
        """“一规划两纲要”, “两规划一方案”; not “一个规划”."""
        return _candidate(case, _plain(case.content), "规划", "plans") if _PLANS.fullmatch(case.label) else None

    def _numbered(self, case: _Case) -> Candidate | None:
        """省委“1310”具体部署, 县委“679”工作部署; not “12345”."""
        numbered = case.label.isdigit() and len(case.label) >= 3 and _NUMBERED.match(case.chain.after)
        return _candidate(case, _plain(case.content), "规划", "numbered") if numbered else None

    def _named_inside(self, case: _Case) -> Candidate | None:
        """“安心行动”, “老街法治茶馆”; not “家门口的调解超市”, nor 成为“解纷超市”."""
        named = self._lexicon.name_ending.search(case.label) and len(case.label) >= 3
        if not named or "的" in case.label or _LIKENED.search(case.chain.before):
            return None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "name-ending")

    def _formula(self, case: _Case) -> Candidate | None:
        """“党建+复议”; not “互联网+”."""
        formula = _PLUS.fullmatch(case.content) and len(case.label) >= 5
        return _candidate(case, _plain(case.content), "机制", "plus") if formula else None

    def _carried_out(self, case: _Case) -> Candidate | None:
        """打造“法治茶馆”, 推行“三书一函”, 开展“法润千家 情暖万户”; not 打通“信息孤岛”, 建立“四个一”."""
        before = case.chain.before
        if not self._lexicon.run.search(before) or self._lexicon.aim.search(before):
            return None
        name = _plain(case.content)
        if _COUPLET.fullmatch(case.content):
            return _candidate(case, name, "行动", "couplet")
        code = bool(_PLUS.fullmatch(case.content) or _CODE.fullmatch(case.label))
        length = code or 4 <= len(case.label) <= 14 or case.label.endswith("码")
        named = length and not _SET.fullmatch(case.label) and case.content.count("、") < 2
        if not named or not self._lexicon.after_name.match(case.chain.after):
            return None
        return _candidate(case, name, "机制" if code else self._own_type(case.label), "carried-out")

    def _with_tail(self, case: _Case) -> Candidate | None:
        """A quotation with a head noun, named with as much of it as says which one it is."""
        if not case.tail:
            return None
        lexicon = self._lexicon
        name, label, span = _plain(case.content), case.label, case.item.span
        modifier, head = case.tail["mod"], case.tail["head"]
        kind = lexicon.head_types[head]
        honour = _GENERIC_HONOUR.fullmatch(label)
        if len(case.chain.items) > 1 or honour:
            return _candidate(case, name, "称号" if honour else kind, "tail")
        short = len(label) <= 3
        ends = Span(span.start, span.end + case.tail.end())
        if head in lexicon.events and (not short or lexicon.name_ending.search(label)):
            far = len(modifier) > 8 or head.endswith(("节", "周"))
            return _candidate(case, name, kind, "tail", span if far else ends)
        plain = lexicon.plain.fullmatch(modifier)
        dropped = modifier + head in lexicon.dropped_tails or (plain and head in lexicon.dropped_tails)
        if dropped and (not short or (kind == "品牌" and len(label) > 1)):
            return _candidate(case, name, kind, "tail", ends)
        prefix = self._prefix(case.chain) if short else ""
        return _candidate(case, prefix + name + modifier + head, kind, "tail", Span(span.start - len(prefix), ends.end))

    def _prefix(self, chain: _Chain) -> str:
        """The noun phrase right before a short quotation that belongs to its name: 涉企行政复议联络 before “直通车”机制.

        In a list (甲、乙“丙”机制) it belongs to the item before as likely as not, unless a verb begins it.
        """
        before = chain.before
        place = max((found.end() for found in self._lexicon.boundary.finditer(before)), default=0)
        if not place and chain.listed:
            return ""
        prefix = before[place:]
        prefix = _ORDINAL.sub("", prefix[max((m.end() for m in re.finditer(r"[的了在对把将为以从向于被]", prefix)), default=0) :])
        prefix = _PLACE.sub("", _YEAR.sub("", prefix))
        prefix = prefix[self._lexicon.plain.match(prefix).end() :]  # type: ignore[union-attr]
        wrong = re.search(r"[和与及或\W\d]", prefix) or _BODY_END.search(prefix)
        return prefix if 2 <= len(prefix) <= 12 and not wrong else ""

    def _own_type(self, label: str) -> str:
        """The type that the end of the name itself gives."""
        for size in range(min(6, len(label)), 0, -1):
            kind = self._lexicon.head_types.get(label[-size:])
            if kind:
                return kind
        if label.endswith(("码", "网", "云", "通")):
            return "平台"
        if _GENERIC_HONOUR.search(label) or label.endswith(("示范市", "示范区", "示范县")):
            return "称号"
        return "机制" if re.search(_NUMBER, label) else "品牌"


def _candidate(case: _Case, name: str, kind: str, rule: str, span: Span | None = None) -> Candidate:
    return Candidate(name, kind, span or case.item.span, rule, case.label, case.item.content)


def _refusal(case: _Case) -> tuple[str, str] | None:
    """The first rule that leaves a quotation out, and its reason."""
    table = _REFUSALS if case.tail else (*_REFUSALS, *_BARE_REFUSALS)
    return next(((rule, reason) for rule, reason, applies in table if applies(case)), None)


def _is_sentence(case: _Case) -> bool:
    """“我们要坚持不懈。”, “区委抓总,区办协调,各单位落实”; not “法惠民生,法护启航”."""
    return not case.label or bool(re.search(r"[。;!?]", case.content)) or case.content.count(",") > 1 or len(case.content) > 34


def _is_description(case: _Case) -> bool:
    """“年初部署、年中督查、年末考核”工作机制: how something is done, step by step; not a campaign, which may have a long name."""
    if case.tail and case.tail["head"] in ("行动", "专项行动", "攻坚行动", "活动", "专项整治", "专项治理", "攻坚战"):
        return False
    parts = [part for part in re.split(r"[、, ]", case.content) if part]
    return len(parts) >= 3 or (len(re.split("[、,]", case.content)) == 2 and len(case.content) >= 13)


def _is_figure(case: _Case) -> bool:
    """“头雁”效应, “两个清零”目标; not “检查码”, nor a set of plans or a code, of which one may make demands (“一规划两纲要”要求)."""
    return not _PLANS.fullmatch(case.label) and not case.label.isdigit() and bool(case.lexicon.slogan_tail.match(case.chain.after))


def _is_other_kind(case: _Case) -> bool:
    """“两类”人员, “法治某县”微信公众号, “12·4”国家宪法日, “套路贷”案件; not “法律明白人”."""
    near = case.chain.after.removeprefix("等")[:8]
    return bool(case.lexicon.other_tail.search(near) or case.lexicon.matter_tail.search(near))


def _is_change(case: _Case) -> bool:
    """从“被动应对”向“主动治理”; not 推行“首席法律顾问”."""
    return bool(_CHANGE.match(case.chain.after) or re.search(r"[从由变向]$", case.chain.before))


def _is_ambition(case: _Case) -> bool:
    """打造“法治高地”, 实行“清单化”; not 打造“法治驿站”."""
    return bool(case.lexicon.ambition.search(case.label)) or case.label.endswith(("化", "式", "型", "性"))


_Rule = tuple[str, str, Callable[[_Case], bool]]
# What no head noun can mend, in this order.
_REFUSALS: tuple[_Rule, ...] = (
    ("sentence", "a sentence is quoted", _is_sentence),
    ("abbreviation", "a short name is defined here", lambda case: bool(_NAMES_SHORT.search(case.chain.before))),
    ("doctrine", "doctrine or a political set phrase", lambda case: case.label in case.lexicon.doctrine and not case.specific),
    ("slogan", "a metaphor, a slogan or a word of manner", lambda case: case.label in case.lexicon.slogans and not case.specific),
    ("grade", "a grade of an assessment", lambda case: case.label in case.lexicon.grades or bool(_GRADE.match(case.chain.after))),
    ("description", "a description of how something is done", _is_description),
)
# What leaves out a quotation that no head noun follows.
_BARE_REFUSALS: tuple[_Rule, ...] = (
    ("one-character", "one character is quoted", lambda case: len(case.label) == 1),
    ("figure", "what follows makes it a figure of speech or an aim", _is_figure),
    ("other-kind", "what follows makes it people, a body, media, a day, a class or a kind of matter", _is_other_kind),
    ("change", "one state turned into another", _is_change),
    ("ambition", "what the place wants to become, or how a thing is done", _is_ambition),
)


def _chains(text: str, quotes: Sequence[Quotation]) -> list[_Chain]:
    rows: list[list[Quotation]] = []
    for quote in quotes:
        if rows and text[rows[-1][-1].span.end : quote.span.start] in _JOINTS:
            rows[-1].append(quote)
        else:
            rows.append([quote])
    chains = []
    for row in rows:
        before = _BEFORE.search(text[max(0, row[0].span.start - 40) : row[0].span.start])
        after = _AFTER.match(text, row[-1].span.end)
        context = before.group() if before else ""
        begin = row[0].span.start - len(context)
        listed = text[begin - 1 : begin] == "、"
        chains.append(_Chain(tuple(row), context, after.group() if after else "", listed))
    return chains


def _plain(content: str) -> str:
    """A quoted name without its inner quotation marks and without doubled blanks."""
    return re.sub(r" {2,}", " ", re.sub("[‘’“”\"]", "", content)).strip(" ,、+")
