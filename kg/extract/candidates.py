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
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.extract import formulas
from kg.extract.lexicon import Lexicon
from kg.extract.matching import bare_name
from kg.extract.quotations import Quotation, Row, rows
from kg.extract.refusals import UNDERTAKINGS, Case, refusal
from kg.model import Rejection, Span
from kg.record import Record

# A quotation that begins a clause and does something or has something done to it is the name of a thing: “政务小屋”入选…案例.
_DOES: Final = re.compile(
    r"(?:项目|案例|品牌|做法|经验|平台|系统|工作)?(?:正式|成功|顺利|已|全年|累计|先后|目前|全面)*"
    r"(?:实现|入选|荣?获|上线|运行|启用|入驻|揭牌|投用|投入|被\w{0,16}(?:推广|评为|命名|确定|列为)|在全[国省市县区州]\w{0,6}(?:推广|推开|交流))"
)
# What it did, in figures: “质量小站”服务企业387家次, “无感兑现”累计兑现3916户次.
_DID: Final = re.compile(
    r"(?:正式|已|全年|累计|先后|共|年内|今年以来|截至目前)*(?:服务|兑现|办理|受理|调解|化解|调处|帮助|解决|接待|惠及|收集|处置|推送)(?!率|比)\w{0,10}?\d"
)
# 推进“智管服”迭代更新: what can be made anew as a whole is a thing.
_UPGRADED: Final = re.compile(r"(?:系统|平台)?(?:迭代|提档升级|升级(?:改造|扩容|版)|扩容升级|贯通应用|上线运行|试运行)")
# “双百”服务企业|工程: for whom it is.
_FOR: Final = re.compile(r"服务|助力?|惠|暖|帮扶?|赋能")
_WHO: Final = re.compile(r"[人员队团者师官长家们工民户族代]$")
_GOAL: Final = re.compile(r"的?(?:工作|服务|创建)?(?:目标|标准|要求|措施|做法|战略)(?!\w)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:—(?:19|20)\d\d)?年(?:度)?")
_ORDINAL: Final = re.compile(r"^第?[一二三四五六七八九十百\d]+[届次批期个]")
_PLACE: Final = re.compile(r"^(?:[^\W\d]{2,4}?[省市区县州盟旗]|全[省市区县国镇]|我[省市区县镇]|[省市区县镇]级?)(?!域)(?=[^\W\d]{2})")
_BODY_END: Final = re.compile(r"(?:[局委办院所部厅省市县镇乡村会处队]|(?<![小社园校街景辖])区|街道|社区|政府|部门|单位|企业|机关)$")
_GENERIC_HONOUR: Final = re.compile(r"(?:十大|十佳|典型|优秀|指导|创新|示范|先进|最佳|模范)\w{2,4}")
# A code of digits that a superior's programme goes by: 省委“1310”具体部署; not “12345”, “110”.
_NUMBERED: Final = re.compile(r"(?:具体|工作|总体|战略|主题|攻坚)*(?:部署|安排|战略|布局|思路|举措|主线|体系|行动|工程)")
_LIKENED: Final = re.compile(r"(?:成为|作为|充当|争当|当好|争做|做好|变|像|这[个一])\w{0,8}$")
_AND_SO_ON: Final = re.compile(r"等(?:一批|一系列|系列|多个|\d+个)?")
_LINKS: Final = frozenset("和与及或到向")
_PARTICLE: Final = re.compile(r"[的了在对把将为以从向于被]")
_NO_PREFIX: Final = re.compile(r"[和与及或\W\d]")
_MARKS: Final = re.compile('[‘’“”"]')
_BLANKS: Final = re.compile(r" {2,}")
# e柳溪, i柳溪: a platform with a Latin letter before its place.
_LETTERED: Final = re.compile(r"[A-Za-z][^\W\dA-Za-z]{2}")
# 依托“侨都通”: what is called by its place and 通; not 打通, 沟通.
_APP: Final = re.compile(r"[^\W\d]{2,3}(?<![畅沟互直流联交贯打变融精卡普开接想串灵圆])通")
# A label of this length says little without what stands around it.
_SHORT: Final = 3
# A second noun phrase in a tail of this length is a thing of its own: “甲”套餐和|证明事项告知承诺制.
_OWN_PHRASE: Final = 8
_JOINED: Final = re.compile("以及|[和与及]")
# Being taught how a platform is used makes no class of it: “三网”融合平台培训.
_TAUGHT: Final = re.compile(r"(?:实操|操作|使用|应用)?培训")


class Candidate(Record, frozen=True):
    """A program found by its form. ``span`` is the long form with its quotation marks; ``label`` the bare words that were quoted, by
    which it is known elsewhere in the report (empty for a name without quotation marks), and ``content`` where they stand.
    """

    name: str
    type: str
    span: Span
    rule: str
    label: str = ""
    content: Span | None = None


class QuotedFinder:
    """Judges quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._patterns = (
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
            self._upgraded,
            self._carried_out,
        )

    def find(self, text: str, quotes: Sequence[Quotation], known: Sequence[Span] = ()) -> tuple[list[Candidate], list[Rejection]]:
        """Judge every outer quotation, but those that lie with all that can belong to them in one of the ``known`` names, which are in
        reading order: what they are is known.
        """
        begins = [name.start for name in known]
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        for chain in rows(text, [q for q in quotes if not q.inner]):
            tail = self._tail(chain.after) if chain.after else None
            joint = self._joint(text, chain, tail)
            if joint:
                candidates.append(joint)
                continue
            for item in chain.items:
                content = text[item.content.start : item.content.end]
                label = bare_name(content)
                around = bisect_right(begins, item.span.start)
                close = known[around - 1].end if around else 0
                if close >= item.span.end + (tail.end() if tail else 0) and not _takes_more(content, label, tail):
                    continue
                case = Case(content, label, item, chain, tail, self._lexicon)
                refused = refusal(case)
                found = None if refused else self._accept(case)
                if found:
                    candidates.append(found)
                else:
                    rule, reason = refused or ("no-sign", "neither a head noun nor a verb says that it is a program")
                    rejections.append(Rejection(item.span, "program", rule, reason))
        return candidates, rejections

    def _joint(self, text: str, chain: Row, tail: re.Match[str] | None) -> Candidate | None:
        """“法律明白人”“法治带头人”学习培育管理系统: quotations with nothing between them before one system are one name."""
        if len(chain.items) < 2 or not tail or tail["head"] not in ("系统", "平台") or tail.start("mod") or len(tail["mod"]) < 4:
            return None
        if any(a.span.end != b.span.start for a, b in pairwise(chain.items)):
            return None
        first, last = chain.items[0].span, chain.items[-1].span
        span = Span(first.start, last.end + tail.end())
        return Candidate(_plain(text[first.start : last.end]) + tail["mod"] + tail["head"], "平台", span, "joint")

    def _tail(self, after: str) -> re.Match[str] | None:
        """The modifier and head noun that follow: 的调解模式, 矛盾纠纷排查化解机制, 等特色品牌."""
        lexicon = self._lexicon
        skipped = _AND_SO_ON.match(after) if after.startswith("等") else None
        found = lexicon.tail.match(after, skipped.end() if skipped else 0)
        if not found or lexicon.tail_stop.search(found["mod"]) or found["mod"][:1] in _LINKS:
            return None
        taught = lexicon.head_types[found["head"]] == "平台" and _TAUGHT.match(after, found.end())
        held = found["head"] == "活动" and after.startswith("组织", found.end())  # “百场万人”活动|组织庭审36场
        if not (taught or held) and lexicon.other_tail.match(after, found.end()):
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
        if other and (found["head"].startswith("创建") or (found["head"] in UNDERTAKINGS and _FOR.match(found["mod"]))):
            return found
        first = other and other.start() == 0 and len(other.group()) > 2
        return None if first or (other and other.end() == len(found["mod"])) else found

    def _accept(self, case: Case) -> Candidate | None:
        """The candidate that a quotation is, by the first of the accepting patterns."""
        for pattern in self._patterns:
            found = pattern(case)
            if found:
                return found
        return None

    def _award(self, case: Case) -> Candidate | None:
        """荣获“全国模范司法所”, 获评全省“指导案例”; not 获得群众“点赞”."""
        if (len(case.label) < 4 and not case.label.endswith(("奖", "杯"))) or (case.tail and case.tail["head"] in ("机制", "模式", "制度")):
            return None
        award = self._lexicon.award.search(case.chain.before) if case.chain.before else None
        if not award:
            return None
        prefix = award["prefix"] if _GENERIC_HONOUR.fullmatch(case.label) else ""
        span = Span(case.item.span.start - len(prefix), case.item.span.end)
        return _candidate(case, _YEAR.sub("", prefix + _plain(case.content)), "称号", "award", span)

    def _plans(self, case: Case) -> Candidate | None:
        """“一规划两纲要”, “两规划一方案”; not “一个规划”."""
        return _candidate(case, _plain(case.content), "规划", "plans") if formulas.PLANS.fullmatch(case.label) else None

    def _numbered(self, case: Case) -> Candidate | None:
        """省委“1310”具体部署, 县委“679”工作部署; not “12345”."""
        numbered = case.label.isdigit() and len(case.label) >= 3 and _NUMBERED.match(case.chain.after)
        return _candidate(case, _plain(case.content), "规划", "numbered") if numbered else None

    def _structure(self, case: Case) -> Candidate | None:
        """“1+3+N”政策体系, “7+1”综合执法队伍, “一清四零”目标; not “两个清零”目标."""
        code = formulas.is_code(case.label) and len(case.label) <= 6 and not re.search(r"[\d、]", case.content)
        if code and _GOAL.match(case.chain.after):
            return _candidate(case, _plain(case.content), "机制", "code")
        found = formulas.STRUCTURE.match(case.chain.after) if formulas.DIGITS.fullmatch(case.content) else None
        if not found:
            return None
        name = _plain(case.content) + (found["own"] or found["mod"] + found["head"])
        return _candidate(case, name, "机制", "code", Span(case.item.span.start, case.item.span.end + found.end()))

    def _taken_to(self, case: Case) -> Candidate | None:
        """法治宣传“六进”, “宣讲六进”: a number of places that something is taken to goes by what is taken; “护航2024” by its year."""
        if formulas.YEARED.fullmatch(case.label):
            return _candidate(case, _plain(case.content), "行动", "yeared")
        if formulas.TAKEN.fullmatch(case.label):
            return _candidate(case, case.label, "行动", "taken-to")
        prefix = self._prefix(case.chain) if formulas.PLACES.fullmatch(case.label) else ""
        span = Span(case.item.span.start - len(prefix), case.item.span.end)
        return _candidate(case, prefix + case.label, "行动", "taken-to", span) if prefix else None

    def _named_inside(self, case: Case) -> Candidate | None:
        """“安心行动”, “老街法治茶馆”; not “家门口的调解超市”, nor 成为“解纷超市”."""
        app = _APP.fullmatch(case.label) and self._carried(case)
        named = app or (self._lexicon.name_ending.search(case.label) and len(case.label) >= 3)
        if not named or "的" in case.label or _LIKENED.search(case.chain.before):
            return None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "name-ending")

    def _formula(self, case: Case) -> Candidate | None:
        """“党建+复议”; not “互联网+”."""
        formula = formulas.PLUS.fullmatch(case.content) and len(case.label) >= 5
        return _candidate(case, _plain(case.content), "机制", "plus") if formula else None

    def _service(self, case: Case) -> Candidate | None:
        """“一窗通办”, 实现“全程网办”, 梳理“免证取”事项; “牌子·名字”; 公布“五张清单”; not 服务“网上办”."""
        short = len(case.label) == 3 and not self._carried(case)
        listed = bool(formulas.LISTS.fullmatch(case.label)) and len(case.label) > 2
        if (case.service and not short) or listed or formulas.DOTTED.fullmatch(case.content):
            return _candidate(case, _plain(case.content), "机制" if case.service or listed else "品牌", "service")
        return None

    def _subject(self, case: Case) -> Candidate | None:
        """“政务小屋”入选全省案例: the label is the subject; not “关键少数”作用凸显."""
        fit = 3 <= len(case.label) <= 10 and not formulas.SET.fullmatch(case.label) and "、" not in case.content
        if case.chain.before or len(case.chain.items) > 1 or not fit:
            return None
        if not (_DOES.match(case.chain.after) or (_DID.match(case.chain.after) and not _WHO.search(case.label))):
            return None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "subject")

    def _upgraded(self, case: Case) -> Candidate | None:
        """推进“智管服”迭代更新; not 推动“三个领域”升级."""
        fit = 3 <= len(case.label) <= 10 and not formulas.SET.fullmatch(case.label) and "、" not in case.content
        found = _UPGRADED.match(case.chain.after) if fit else None
        return _candidate(case, _plain(case.content), self._own_type(case.label), "upgraded") if found else None

    def _carried(self, case: Case) -> bool:
        """Whether a verb of carrying out stands before it."""
        before = case.chain.before
        return bool(self._lexicon.run.search(before)) and not self._lexicon.aim.search(before)

    def _carried_out(self, case: Case) -> Candidate | None:
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

    def _with_tail(self, case: Case) -> Candidate | None:
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
        short = len(label) <= _SHORT
        ends = Span(span.start, span.end + case.tail.end())
        if head in lexicon.events and (not short or lexicon.name_ending.search(label)):
            far = len(modifier) > 8 or head.endswith(("节", "周"))
            return _candidate(case, name, kind, "tail", span if far else ends)
        plain = lexicon.plain.fullmatch(modifier)
        dropped = modifier + head in lexicon.dropped_tails or (plain and head in lexicon.dropped_tails)
        branded = head == "品牌" and len(label) > 1
        if branded or (dropped and not short):
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


def _takes_more(content: str, label: str, tail: re.Match[str] | None) -> bool:
    """Whether a name may take in more than a quotation and its head noun: what stands before short labels, number codes' structures, places
    that something is taken to (法治宣传“六进”), honours of a level (全省“指导案例”).
    """
    taken = content[:1].isdigit() or label.endswith("进") or _GENERIC_HONOUR.fullmatch(label) is not None
    return taken or (tail is not None and len(label) <= _SHORT)


def _candidate(case: Case, name: str, kind: str, rule: str, span: Span | None = None) -> Candidate:
    return Candidate(name, kind, span or case.item.span, rule, case.label, case.item.content)


def _plain(content: str) -> str:
    """A quoted name without its inner quotation marks and without doubled blanks."""
    return content if content.isalnum() else _BLANKS.sub(" ", _MARKS.sub("", content)).strip(" ,、+")
