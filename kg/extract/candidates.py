"""Programs named in quotation marks that the vocabulary does not know.

In: the working text and its quotations outside titles. Out: ``Candidate`` values, and ``Rejection`` values with the reason.

Covered:
  “…”+中心词       “红石榴”普法品牌, “三盯三化”矛盾纠纷排查化解机制, “1+3+N”的调解模式, “甲”“乙”等调解品牌 (one tail for all)
  “…中心词”        “安心行动”, “行本公证链管理平台”, “法宝杯”
  “甲+乙”           “党建+复议”, “网格+矛盾纠纷排查化解”
  动词+“…”         打造“法治茶馆”, 推行行政审批“即收即办”, 推行“三书一函”
  “两规划一纲要”     sets of plans
  获奖动词+“…”     荣获“全国模范司法所”, 获评全省“指导案例”
  办事定式          “一窗通办”, “秒批”, “先证后核”, “31证合一”: formulas of handling, whatever stands around them
  “牌子·名字”       “蒙办·帮您办”
  数字代码+结构     “1+3+N”政策体系, “7+1”综合执法队伍, “一清四零”目标
  “1+11”“甲”…体系   a code right before a name is its modifier
  “甲”“乙”…系统     one platform for both
Left alone: sentences, doctrine, metaphors, manner and aims (打通“最后一公里”, “头雁”效应, “一企一策”), people, bodies, media, days,
classes, grades, abbreviations, former names (原“甲”平台), one state turned into another (从“被动”向“主动”). Programs without quotation
marks are found in ``unquoted``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract import formulas
from kg.extract.lexicon import Lexicon
from kg.extract.matching import bare_name
from kg.extract.quotations import Quotation, Row, rows
from kg.model import Rejection, Span

# A quotation that begins a clause and does something or has something done to it is the name of a thing: “政务小屋”入选…案例.
_DOES = re.compile(
    r"(?:项目|案例|品牌|做法|经验|平台|系统)?(?:正式|成功|顺利|已|全年|累计|先后|目前|全面)*"
    r"(?:实现|入选|荣?获|上线|运行|启用|入驻|揭牌|投用|投入|被\w{0,16}(?:推广|评为|命名|确定|列为)|在全[国省市县区州]\w{0,6}(?:推广|推开|交流))"
)
_FORMER = re.compile(r"原(?:为|名|称)?|曾用名")
_GOAL = re.compile(r"的?(?:工作|服务|创建)?(?:目标|标准|要求|措施|做法|战略)(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:—(?:19|20)\d\d)?年(?:度)?")
_ORDINAL = re.compile(r"^第?[一二三四五六七八九十百\d]+[届次批期个]")
_PLACE = re.compile(r"^(?:[^\W\d]{2,4}?[省市区县州盟旗]|全[省市区县国镇]|我[省市区县镇]|[省市区县镇]级?)(?=[^\W\d]{2})")
_BODY_END = re.compile(r"(?:[局委办院所部厅省市县镇乡村会处队]|(?<![小社园校街景辖])区|街道|社区|政府|部门|单位|企业|机关)$")
_GENERIC_HONOUR = re.compile(r"(?:十大|十佳|典型|优秀|指导|创新|示范|先进|最佳|模范)\w{2,4}")
# A code of digits that a superior's programme goes by: 省委“1310”具体部署; not “12345”, “110”.
_NUMBERED = re.compile(r"(?:具体|工作|总体|战略|主题|攻坚)*(?:部署|安排|战略|布局|思路|举措|主线|体系|行动|工程)")
_LIKENED = re.compile(r"(?:成为|作为|充当|争当|当好|争做|做好|变|像|这[个一])\w{0,8}$")
_CHANGE = re.compile(r"(?:到|向|转)(?:$|\w{0,2}[“‘]?)")
_GRADE = re.compile(r"等[次级]|档次")
_AND_SO_ON = re.compile(r"等(?:一批|一系列|系列|多个|\d+个)?")
_LINKS = frozenset("和与及或到向")
_PARTICLE = re.compile(r"[的了在对把将为以从向于被]")
_NO_PREFIX = re.compile(r"[和与及或\W\d]")
_STOP = re.compile(r"[。;!?]")
_MARKS = re.compile("[‘’“”\"]")
_BLANKS = re.compile(r" {2,}")
# Who does what: 党委领导、政府负责, 部门协同; parts of a description, not steps of a procedure.
_ROLE = re.compile(
    r"(?:党委|党政|党建|政府|部门|社会|群众|公众|书记|司法|多方|各方|全员|上下|乡镇|镇村|区县|市县)\w{0,4}"
    r"(?:领导|负责|主导|引领|协同|联动|参与|抓总|落实|牵头|主抓|协调|共治|统筹)"
)
# Steps that a procedure may be named by: 年初部署、年中督查、年末考核; 排查—化解—回访.
_STEPS = re.compile("[、, —-]+")
_PROCEDURE = ("机制", "模式", "工作法", "制度", "制", "流程")
# e柳溪, i柳溪: a platform with a Latin letter before its place.
_LETTERED = re.compile(r"[A-Za-z][^\W\dA-Za-z]{2}")
# What a joint action is taken against: 打击“注水肉”等联合行动.
_AGAINST = re.compile(r"(?:打击|查处|整治|取缔|清理|严查|惩治|查办)[^\W和与及]{0,6}$")
_JOINT_ACTION = re.compile(r"(?:联合|统一|集中)(?:行动|执法|活动|整治)$")
# A second noun phrase in a tail of this length is a thing of its own: “甲”套餐和|证明事项告知承诺制.
_OWN_PHRASE = 8
_JOINED = re.compile("以及|[和与及]")
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
class _Case:
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


class QuotedFinder:
    """Judges quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: str, quotes: Sequence[Quotation]) -> tuple[list[Candidate], list[Rejection]]:
        """Judge every outer quotation."""
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        for chain in rows(text, [q for q in quotes if not q.inner]):
            tail = self._tail(chain.after)
            joint = self._joint(text, chain, tail)
            if joint:
                candidates.append(joint)
                continue
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

    def _joint(self, text: str, chain: Row, tail: re.Match[str] | None) -> Candidate | None:
        """“法律明白人”“法治带头人”学习培育管理系统: quotations with nothing between them before one system are one name."""
        first, last = chain.items[0].span, chain.items[-1].span
        closed = len(chain.items) > 1 and all(a.span.end == b.span.start for a, b in pairwise(chain.items))
        if not closed or not tail or tail["head"] not in ("系统", "平台") or tail.start("mod") or len(tail["mod"]) < 4:
            return None
        span = Span(first.start, last.end + tail.end())
        return Candidate(_plain(text[first.start : last.end]) + tail["mod"] + tail["head"], "平台", span, "joint")

    def _tail(self, after: str) -> re.Match[str] | None:
        """The modifier and head noun that follow: 的调解模式, 矛盾纠纷排查化解机制, 等特色品牌."""
        lexicon = self._lexicon
        skipped = _AND_SO_ON.match(after)
        found = lexicon.tail.match(after, skipped.end() if skipped else 0)
        if not found or lexicon.tail_stop.search(found["mod"]) or found["mod"][:1] in _LINKS:
            return None
        if lexicon.other_tail.match(after, found.end()):
            return None
        joined = _JOINED.search(found["mod"], 2)
        if joined and found.end() - found.start("mod") - joined.end() >= _OWN_PHRASE:
            return None
        whole = found["mod"] + found["head"]
        if any(other.end() == len(whole) for other in lexicon.other_tail.finditer(whole)):
            return None
        other = lexicon.other_tail.search(found["mod"])
        # People and media may stand in a modifier (妇女儿童维权调解室), but not right before the head (志愿者活动, 专题节目).
        # What is created may be a body: “三型”机关创建.
        if other and found["head"].startswith("创建"):
            return found
        first = other and other.start() == 0 and len(other.group()) > 2
        return None if first or (other and other.end() == len(found["mod"])) else found

    def _accept(self, case: _Case) -> Candidate | None:
        """The candidate that a quotation is, by the first of the accepting patterns."""
        for pattern in (
            self._award,
            self._with_tail,
            self._plans,
            self._numbered,
            self._structure,
            self._taken_to,
            self._named_inside,
            self._formula,
            self._service,
            self._subject,
            self._carried_out,
        ):
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
        return _candidate(case, _plain(case.content), "规划", "plans") if formulas.PLANS.fullmatch(case.label) else None

    def _numbered(self, case: _Case) -> Candidate | None:
        """省委“1310”具体部署, 县委“679”工作部署; not “12345”."""
        numbered = case.label.isdigit() and len(case.label) >= 3 and _NUMBERED.match(case.chain.after)
        return _candidate(case, _plain(case.content), "规划", "numbered") if numbered else None

    def _structure(self, case: _Case) -> Candidate | None:
        """“1+3+N”政策体系, “7+1”综合执法队伍, “一清四零”目标; not “两个清零”目标."""
        code = formulas.is_code(case.label) and len(case.label) <= 6 and not re.search(r"[\d、]", case.content)
        if code and _GOAL.match(case.chain.after):
            return _candidate(case, _plain(case.content), "机制", "code")
        found = formulas.STRUCTURE.match(case.chain.after) if formulas.DIGITS.fullmatch(case.content) else None
        if not found:
            return None
        name = _plain(case.content) + (found["own"] or found["mod"] + found["head"])
        return _candidate(case, name, "机制", "code", Span(case.item.span.start, case.item.span.end + found.end()))

    def _taken_to(self, case: _Case) -> Candidate | None:
        """法治宣传“六进”: a number of places that something is taken to goes by what is taken."""
        prefix = self._prefix(case.chain) if re.fullmatch(rf"{formulas.NUMBER}{{1,2}}进", case.label) else ""
        span = Span(case.item.span.start - len(prefix), case.item.span.end)
        return _candidate(case, prefix + case.label, "行动", "taken-to", span) if prefix else None

    def _named_inside(self, case: _Case) -> Candidate | None:
        """“安心行动”, “老街法治茶馆”; not “家门口的调解超市”, nor 成为“解纷超市”."""
        named = self._lexicon.name_ending.search(case.label) and len(case.label) >= 3
        if not named or "的" in case.label or _LIKENED.search(case.chain.before):
            return None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "name-ending")

    def _formula(self, case: _Case) -> Candidate | None:
        """“党建+复议”; not “互联网+”."""
        formula = formulas.PLUS.fullmatch(case.content) and len(case.label) >= 5
        return _candidate(case, _plain(case.content), "机制", "plus") if formula else None

    def _service(self, case: _Case) -> Candidate | None:
        """“一窗通办”, 实现“全程网办”, 梳理“免证取”事项; “牌子·名字”; not 服务“网上办”."""
        short = len(case.label) == 3 and not self._carried(case)
        if (case.service and not short) or formulas.DOTTED.fullmatch(case.content):
            return _candidate(case, _plain(case.content), "机制" if case.service else "品牌", "service")
        return None

    def _subject(self, case: _Case) -> Candidate | None:
        """“政务小屋”入选全省案例: the label is the subject; not “关键少数”作用凸显."""
        fit = 3 <= len(case.label) <= 10 and not formulas.SET.fullmatch(case.label) and "、" not in case.content
        if case.chain.before or len(case.chain.items) > 1 or not fit or not _DOES.match(case.chain.after):
            return None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "subject")

    def _carried(self, case: _Case) -> bool:
        """Whether a verb of carrying out stands before it."""
        before = case.chain.before
        return bool(self._lexicon.run.search(before)) and not self._lexicon.aim.search(before)

    def _carried_out(self, case: _Case) -> Candidate | None:
        """打造“法治茶馆”, 推行“三书一函”, 开展“法润千家 情暖万户”; not 打通“信息孤岛”, 建立“四个一”."""
        if not self._carried(case):
            return None
        name = _plain(case.content)
        if formulas.COUPLET.fullmatch(case.content):
            return _candidate(case, name, "行动", "couplet")
        code = bool(formulas.PLUS.fullmatch(case.content) or formulas.CODE.fullmatch(case.label))
        length = code or 4 <= len(case.label) <= 14 or case.label.endswith("码") or bool(_LETTERED.match(case.content))
        named = length and not formulas.SET.fullmatch(case.label) and case.content.count("、") < 2
        if not named or not (self._lexicon.after_name.match(case.chain.after) or self._lexicon.after_label.match(case.chain.after)):
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

    def _prefix(self, chain: Row) -> str:
        """The noun phrase right before a short quotation that belongs to its name: 涉企行政复议联络 before “直通车”机制.

        In a list (甲、乙“丙”机制) it belongs to the item before as likely as not, unless a verb begins it.
        """
        before = chain.before
        place = max((found.end() for found in self._lexicon.boundary.finditer(before)), default=0)
        if not place and chain.listed:
            return ""
        prefix = before[place:]
        prefix = _ORDINAL.sub("", prefix[max((m.end() for m in _PARTICLE.finditer(prefix)), default=0) :])
        prefix = _PLACE.sub("", _YEAR.sub("", prefix))
        prefix = prefix[self._lexicon.plain.match(prefix).end() :]  # type: ignore[union-attr]
        wrong = _NO_PREFIX.search(prefix) or _BODY_END.search(prefix)
        return prefix if 2 <= len(prefix) <= 12 and not wrong else ""

    def _own_type(self, label: str) -> str:
        """The type that the end of the name itself gives."""
        for size in range(min(6, len(label)), 0, -1):
            kind = self._lexicon.head_types.get(label[-size:])
            if kind:
                return kind
        if label.endswith(("码", "网", "云", "通")) or _LETTERED.match(label):
            return "平台"
        if _GENERIC_HONOUR.search(label) or label.endswith(("示范市", "示范区", "示范县")):
            return "称号"
        return "机制" if re.search(formulas.NUMBER, label) else "品牌"


def _candidate(case: _Case, name: str, kind: str, rule: str, span: Span | None = None) -> Candidate:
    return Candidate(name, kind, span or case.item.span, rule, case.label, case.item.content)


def _refusal(case: _Case) -> tuple[str, str] | None:
    """The first rule that leaves a quotation out, and its reason."""
    table = _REFUSALS if case.tail else (*_REFUSALS, _CHANGED) if case.service else (*_REFUSALS, *_BARE_REFUSALS)
    return next(((rule, reason) for rule, reason, applies in table if applies(case)), None)


def _is_sentence(case: _Case) -> bool:
    """“我们要坚持不懈。”, “区委抓总,区办协调,各单位落实”; not “法惠民生,法护启航”."""
    return not case.label or _STOP.search(case.content) is not None or case.content.count(",") > 1 or len(case.content) > 34


def _is_description(case: _Case) -> bool:
    """“分层分类、全员覆盖”的体系, “党委领导、政府负责、公众参与”工作机制: how something is done, or who does what.

    Not a campaign, which may have a long name, nor a procedure known by its steps: “年初部署、年中督查、年末考核”工作机制.
    """
    if case.tail and case.tail["head"] in ("行动", "专项行动", "攻坚行动", "活动", "专项整治", "专项治理", "攻坚战"):
        return False
    content = case.content
    if case.tail and case.tail["of"] and "、" in content:
        return True
    if content.count("+") >= 2 and max(map(len, content.split("+"))) > 5:
        return True
    parts = [] if formulas.DIGITS.fullmatch(content) else [part for part in _STEPS.split(content) if part]
    if case.tail and case.tail["head"].endswith(_PROCEDURE):
        return sum(1 for part in parts if _ROLE.match(part)) > 1
    return len(parts) >= 3 or (content.count("、") + content.count(",") == 1 and len(content) >= 13)


def _is_figure(case: _Case) -> bool:
    """“头雁”效应, “两个清零”目标; not “检查码”, 依托“老街小院”法治阵地, nor a set of plans or a code, of which one may make demands
    (“一规划两纲要”要求).
    """
    coded = formulas.PLANS.fullmatch(case.label) or (formulas.is_code(case.label) and "、" not in case.content)
    named = len(case.label) > 3 and case.lexicon.name_ending.search(case.label) and case.lexicon.run.search(case.chain.before)
    return not coded and not named and bool(case.lexicon.slogan_tail.match(case.chain.after))


def _is_other_kind(case: _Case) -> bool:
    """“两类”人员, “流动普法服务队”, “法治某县”微信公众号, “12·4”国家宪法日, “套路贷”案件; not “法律明白人”."""
    if formulas.DIGITS.fullmatch(case.content) and formulas.STRUCTURE.match(case.chain.after):
        return False
    near = case.lexicon.boundary.split(case.chain.after.removeprefix("等")[:8])[0]
    carried = case.lexicon.run.search(case.chain.before) and not case.lexicon.aim.search(case.chain.before)
    if len(case.label) > 3 and (case.lexicon.name_ending.search(case.label) or carried):
        near = near.removeprefix("高频").removeprefix("事项")
    if case.lexicon.other_label.search(case.label):
        return True
    return bool(case.lexicon.other_tail.search(near) or case.lexicon.matter_tail.search(near))


def _is_change(case: _Case) -> bool:
    """从“被动应对”向“主动治理”; not 推行“首席法律顾问”."""
    before = case.chain.before
    return before == "到" or before.endswith(("从", "由", "变", "向")) or _CHANGE.match(case.chain.after) is not None


def _is_ambition(case: _Case) -> bool:
    """打造“法治高地”, 实行“清单化”; not 打造“法治驿站”."""
    return bool(case.lexicon.ambition.search(case.label)) or case.label.endswith(("化", "式", "型", "性"))


def _is_manner(case: _Case) -> bool:
    """“一企一策”, “一案一档”制度; not “一业一证”改革, “一坊一站”法治空间."""
    kind = case.lexicon.head_types[case.tail["head"]] if case.tail else "机制"
    return kind in ("机制", "制度") and bool(formulas.MANNER.fullmatch(case.label))


def _is_object(case: _Case) -> bool:
    """打击“注水肉”等联合行动: what an action without a name is taken against; not 整治“飙车炸街”专项行动."""
    generic = case.tail and _JOINT_ACTION.fullmatch(case.tail["mod"] + case.tail["head"])
    return bool(generic and _AGAINST.search(case.chain.before))


_Rule = tuple[str, str, Callable[[_Case], bool]]
# What no head noun can mend, in this order.
_REFUSALS: tuple[_Rule, ...] = (
    ("sentence", "a sentence is quoted", _is_sentence),
    ("abbreviation", "a short name is defined here", lambda case: bool(_NAMES_SHORT.search(case.chain.before))),
    ("doctrine", "doctrine or a political set phrase", lambda case: case.label in case.lexicon.doctrine and not case.specific),
    ("slogan", "a metaphor, a slogan or a word of manner", lambda case: case.label in case.lexicon.slogans and not case.specific),
    ("grade", "a grade of an assessment", lambda case: case.label in case.lexicon.grades or bool(_GRADE.match(case.chain.after))),
    ("former-name", "the former name of what stands before", lambda case: bool(_FORMER.fullmatch(case.chain.before))),
    ("manner", "how each thing is dealt with", _is_manner),
    ("description", "a description of how something is done", _is_description),
    ("object", "what an action without a name is taken against", _is_object),
)
_CHANGED: _Rule = ("change", "one state turned into another", _is_change)
# What leaves out a quotation that no head noun follows.
_BARE_REFUSALS: tuple[_Rule, ...] = (
    ("one-character", "one character is quoted", lambda case: len(case.label) == 1),
    ("modifier", "it says of what kind the next quotation is", lambda case: case.chain.modifies),
    ("figure", "what follows makes it a figure of speech or an aim", _is_figure),
    ("other-kind", "what follows makes it people, a body, media, a day, a class or a kind of matter", _is_other_kind),
    _CHANGED,
    ("ambition", "what the place wants to become, or how a thing is done", _is_ambition),
)


def _plain(content: str) -> str:
    """A quoted name without its inner quotation marks and without doubled blanks."""
    return _BLANKS.sub(" ", _MARKS.sub("", content)).strip(" ,、+")
