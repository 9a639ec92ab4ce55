"""Programs named without quotation marks that the vocabulary does not know.

In: the working text, its layout, and what is already taken. Out: ``Candidate`` and ``Rejection`` values.

Covered: a modifier that says which one, bounded on its left by a verb, an adverb, a particle or punctuation, and a strong head noun:
  …行动 …专项活动 …宣传月 …大比武               法治护企领航行动, 根治欠薪专项行动, 民法典宣传月
  …培养工程 …提升工程                            公民法治素养提升工程
  …改革 …试点                                   信用修复集成改革, 司法所赋能基层治理试点
  …文化节 …大赛 …共同体                          基层法治文化节
  智慧…平台 …一体化系统                          智慧执法监管平台
  12345…热线 …专线                               96111涉农举报热线
  …直报机制 …备案制度                            合同合法性备案制度
  甲+乙 模式                                     县局初审+乡镇复核模式
  数字 + 格局                                    一核两翼三支点普法工作格局
  …清零等专项行动                                 信访积案清零等专项行动
  获评…先进集体, 十大…案例, 十佳…                 全省行政执法十大案例, 十佳调解员
  某某调解室入选…                                 老赵调解室获评金牌调解室
Left alone: heads without a name (长效机制, 联合行动), counted ones (专项行动12次), accounts of problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.candidates import Candidate
from kg.extract.lexicon import Lexicon, alternation
from kg.extract.matching import Coverage
from kg.extract.shaped import ShapedFinder
from kg.extract.words import Words, first_and_longest
from kg.model import Layout, Rejection, SectionKind, Span

# What no name without quotation marks crosses: up to the last of them.
_UP_TO_STOP: Final = re.compile(r"(?s:.*)[,;:。!?《》〈〉“”‘’\"、()\n]")
# Another form of the level in brackets is no break: 乡镇(街道)…工程, 村(社区)…试点, 县(市、区)….
_LEVELS: Final = re.compile(r"\((?<=[镇乡街村居市县区旗]\()(?:街道|社区|苏木|居委?|街|镇|乡|场|村|市|区|县|、)+\)")
_COUNTED: Final = re.compile(r"(?:累计|共|达)?\d+(?:余|多)?(?:次|场|起|轮|批|个)")
_JOINT: Final = re.compile(r"和(?![谐平睦解美合善])|[与及或]")
# Particles and counted classifiers end what stands before a name, unless they are part of a word (在线, 为民, 以案释法).
_PARTICLE: Final = re.compile(
    r"[的了被把是]|在(?!线|岗|校|建|册)|为(?!民|企|农|老|侨)|以(?!案|上|内|外|工|法)|对(?!口|接|外)|将(?!军)|从(?!业|严)|向(?!前)|于|并(?!联)|等(?!级|保)|由"
    r"|(?:\d|[一二三四五六七八九十两几多数各])[项个次场名家件支批轮期届类条]"
)
_PARTICLE_BEGINS: Final = r"的了被把是在为以对将从向于并等由\d一二三四五六七八九十两几多数各"
_LEAST: Final = 4
_LONGEST: Final = 22
_FURTHEST: Final = 40  # from here on boundaries are sought
# A trial of this length says what is tried even where each word alone is common (行政执法规范化建设试点).
_TRIAL: Final = 8
# 十佳调解员, 十大法治人物; not 二十大, 十大任务.
_TEN: Final = re.compile(
    r"十(?<![一二三四五六七八九几]十)(?:佳[^\d\W]{2,8}?|大[^\d\W]{0,6}?(?:案[例件]|人物|事件|品牌|杰出\w{2,4}))(?=[等的和与及评称活]|荣誉|先进|\W|$)"
)
# 柳溪市法治政府建设实施方案(2021—2025年): a plan named without title brackets goes by its years.
_DATED_PLAN: Final = re.compile(
    r"法治(?:政府|社会)?[^\W\d]{0,4}建设(?:规划|实施纲要|实施方案|纲要)(?=[(](?:19|20)\d\d年?\s*[-—–至~]{1,3}\s*(?:19|20)\d\d)"
)
_ITS_PLACE: Final = re.compile(r"[^\W\d]{2,8}[省市区县州盟旗]$")
# 团体三等奖, 省级示范项目: a rank, or a kind, of what is not said.
_ANY_PRIZE: Final = re.compile(r"(?:团体|个人|集体)?(?:[特一二三]等|优秀|优胜|组织)奖|[省市区县]级示范项目")
# After a level, an honour may end in a plain noun: 全国…城市, 全省…案例.
_HIGH: Final = r"(?:全国|国家级?|中国|全[省市区州]|[省市部]级)"
_PRIZED: Final = r"(?:城市|案例|[县区市镇乡]|集体|单位|个人|窗口|项目|企业|机关|品牌|典型|榜单|大奖|奖项|法院|学校|村|社区)"
_VERBAL_END: Final = re.compile(r"(?:(?<!狠)[抓促谋]|深化|推进|推动|加快|支持|参与|探索|聚焦|围绕|纵深|领域)$")
_DATED: Final = re.compile(r"(?:第?[一二三四五六七八九十\d]+[届期批次个]|(?:19|20)\d\d(?:[-—–~]\d{4})?年度?)+")
_LEADING: Final = re.compile(
    r"^(?:(?:联动|助力|应用|运行|启用|升级|建设(?!工程|项目|用地|领域))(?=\w{4})|第?[首一二三四五六七八九十\d]+[届期批次个]|(?:19|20)\d\d(?:—\d{4})?年度?|(?:全(?![民员程域链科])|[本该各我])[省市区县镇国地级]?(?=\w{4})|和(?![谐平睦解美合善])|[与及])"
)
# A platform known by the number that is dialled: 96333平台.
_DIALLED: Final = re.compile(r"\d{5}")
# 一核两翼, 一心多点三层面: a code that begins the name of a pattern or mechanism; not 一对一, 一案一策, 十四五.
_CODED: Final = re.compile(
    r"(?!一对一|[一二三四五六七八九十]五|十[三四五]五|一[^\d\W]{1,2}一)"
    r"(?:[一二三四五六七八九十两双][^\d\W化]{1,2}[一二三四五六七八九十两双]|一[^\d\W]多)[^\d\W]{3,}"
)
# What a campaign is for, where only the last of a list is named before it: 信访积案清零等专项行动.
_FOR: Final = re.compile(r"(?:清零|整治|治理|攻坚|提升|排查|护航|打假|清欠|治欠|化解)等$")
# +专员代办模式: what is added, up to the head noun; before it stands what it is added to. A quotation mark may be lost.
_ADDED: Final = re.compile(r"\+[^\W_]{2,12}(?:\+[^\W_]{2,12}){0,2}?[”’]?[^\W\d]{0,6}?(?:模式|工作法|机制)")
_ADDED_TO: Final = re.compile(r"(?<![“‘\"+\w])[^\W_]{2,24}$")
_LONGEST_SUM: Final = 25
# A mediation room known by its name, which does something or is held up: 老赵调解室入选, 以老赵调解室为样本.
_ROOM = re.compile(r"调解(?:室|工作室|品牌)(?=(?:成功|先后|均|被)*(?:创建|创成|获|荣|入选|列为|评为)|为(?:样本|示范|引领|标杆|龙头))")
_ROOM_NAME: Final = re.compile(r"(?<![^\W以])[^\W\d以]{2,5}$")
_CLASS_OF_ROOM = re.compile(r"人民|个人|联合|专业|行业|品牌|特色|金牌|诉前|纠纷|交通|企业|商会|社区|街道|法院|法庭|驻|设立|建立|打造")
_MARKS: Final = re.compile("[”’]")
_THROUGH: Final = re.compile(r"(?:依托|通过|利用|运用|借助|向)$")
_LOOSE_END: Final = ("方案", "工作")
_NOT_APART: Final = "a mechanism or institution that nothing sets apart"
_NO_NAME: Final = "a platform without a name"
# From this length on a modifier says which one is set up: 首席审批员制度, not 听证制度.
_SET_UP: Final = 5
# 一对一帮扶, 一案一策办理: how, not which.
_MANNER: Final = re.compile(r"一对一|一[^\d\W]{1,2}一")


class UnquotedFinder:
    """Judges noun phrases with a strong head noun."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._shaped = ShapedFinder(lexicon)
        self._types = lexicon.types("bare-")
        self._after = lexicon.after_name
        self._compound = tuple(sorted(word for word in self._types if word.startswith(("改革", "专项", "试点"))))
        # Head nouns, and the words that only look like one: of those at one place the longest counts.
        self._nouns = frozenset((*self._types, *lexicon.words("no-head")))
        self._awards = frozenset(lexicon.words("verb-award"))
        self.heads = {word: word for word in sorted({*self._nouns, *self._awards, *self._shaped.words})}
        self._heads = Words(self.heads)
        first = re.escape("".join(sorted({word[0] for word in lexicon.words("boundary")})))
        self._boundary = re.compile(
            rf"(?=[{first}{_PARTICLE_BEGINS}])(?:(?!全面依法治|创新驱动|完善市场)(?:{lexicon.either('boundary')})|{_PARTICLE.pattern})"
        )
        self._begins = lexicon.boundary
        self._verb = lexicon.tail_stop
        self._plain = lexicon.plain
        generic = alternation(lexicon.words("generic-modifier") + lexicon.words("plain-modifier"))
        self._generic = re.compile(rf"(?:{generic})*")
        self._distinct = re.compile(rf"(?:{lexicon.either('distinct')})$")
        self._platform = lexicon.any("platform-sign")
        self._patterns = frozenset(lexicon.words("bare-pattern"))
        self._introduced = re.compile(rf"(?:{lexicon.either('verb-introduce')})$")
        self._launched = re.compile(rf"(?:{lexicon.either('verb-launch')})$")
        self._routine = re.compile(rf"(?:{lexicon.either('routine-end')})$")
        self._project = lexicon.any("project-sign")
        self._excluded = re.compile(rf"(?:{lexicon.either('bare-excluded')})$")
        ends = r"(?=\W|\d|$|榜单|名单|称号|荣誉|等|和|的|并)"
        named = rf"\w{{0,28}}?(?:{lexicon.either('honour-ending')}){ends}"
        self._honour = re.compile(rf"(?:\d{{4}}[-—–~]\d{{4}}年度?)?{named}|(?:\d+年度?)?{_HIGH}\w{{2,24}}?{_PRIZED}{ends}")

    def find(
        self, text: str, layout: Layout, taken: Coverage, heads: Iterable[tuple[int, int, str]] | None = None
    ) -> tuple[list[Candidate], list[Rejection]]:
        """Judge every strong head noun outside what is taken. ``heads`` are the places of the words of ``self.heads``, if known."""
        closed = taken.with_more([s.span for s in layout.sections if s.kind in (SectionKind.PROBLEMS, SectionKind.FURNITURE)])
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        for found in self._all(text, closed, list(self._heads.find(text) if heads is None else heads)):
            if closed.touches(found.span):
                continue
            if isinstance(found, Candidate):
                candidates.append(found)
                closed.add(found.span)
            else:
                rejections.append(found)
        return candidates, rejections

    def _all(self, text: str, closed: Coverage, heads: Sequence[tuple[int, int, str]]) -> Iterator[Candidate | Rejection]:
        yield from self._honours(text, heads)
        for found in _TEN.finditer(text):
            yield Candidate(found.group(), "称号", Span(*found.span()), "ten-best")
        yield from self._sums(text)
        yield from _rooms(text)
        for found in _DATED_PLAN.finditer(text):
            begin = self._place(text, found.start())
            yield Candidate(text[begin : found.end()], "规划", Span(begin, found.end()), "dated-plan")
        levelled = _LEVELS.sub(lambda found: "_" * len(found.group()), text)
        floor = 0
        for start, stop, head in first_and_longest([place for place in heads if place[2] in self._nouns]):
            if head not in self._types or not levelled.startswith(head, start):
                continue
            span = Span(start, stop)
            # In 统筹机制改革 and 热线回访机制 the first head noun is part of what the second names.
            part = head[-1] == "线" or text.startswith(self._compound, stop)
            # What holds a taken noun is taken; 清零等|行动 does not hold it.
            if not part and closed.touches(span) and not text.endswith("等", 0, start):
                floor = stop
                continue
            stopped = _UP_TO_STOP.match(levelled, max(floor, start - _FURTHEST), start)
            floor = stopped.end() if stopped else floor
            result = self._judge(text, floor, span)
            if result:
                yield result
            if isinstance(result, Candidate) or not part:
                floor = span.end
        yield from self._shaped.find(text, heads)

    def _sums(self, text: str) -> Iterator[Candidate]:
        """线上申报+专员代办模式: sums of what is done, from the last verb or adverb before them."""
        for added in _ADDED.finditer(text):
            floor = max(0, added.start() - _LONGEST_SUM)
            first = _ADDED_TO.search(text[floor : added.start()])
            if not first:
                continue
            words = first.group()
            begin = max((m.end() for m in self._begins.finditer(words) if m.end() <= len(words) - 2), default=0)
            span = Span(floor + first.start() + begin, added.end())
            yield Candidate(_MARKS.sub("", text[span.start : span.end]), "机制", span, "sum")

    def _place(self, text: str, end: int) -> int:
        """Where the place begins that a plan is named after; ``end`` where there is none."""
        before = text[max(0, end - 12) : end]
        found = _ITS_PLACE.search(before)
        if not found:
            return end
        bounds = (m.end() for m in self._boundary.finditer(before, found.start()) if m.end() <= len(before) - 2)
        return end - len(before) + max(bounds, default=found.start())

    def _honours(self, text: str, verbs: Iterable[tuple[int, int, str]]) -> Iterator[Candidate]:
        """获评全国…先进集体、全省…示范单位: every item of the list after a verb of being honoured."""
        for _, end, _ in first_and_longest([verb for verb in verbs if verb[2] in self._awards]):
            place = end + text.startswith(("为", "了"), end)
            while (item := self._honour.match(text, place)) and len(item.group()) > 4:
                begin = place + _skip(item.group(), _DATED)
                if not _ANY_PRIZE.fullmatch(text, begin, item.end()):
                    yield Candidate(text[begin : item.end()], "称号", Span(begin, item.end()), "honour")
                if text[item.end() : item.end() + 1] not in ("、", "和"):
                    break
                place = item.end() + 1

    def _judge(self, text: str, floor: int, head: Span) -> Candidate | Rejection | None:
        """The program of a head noun: its modifier is sought leftwards from boundary to boundary."""
        noun = text[head.start : head.end]
        begin = self._left(text, floor, head.start)
        if begin is None:
            return None
        kind = self._types[noun]
        joints = [m.end() for m in _JOINT.finditer(text, begin, head.start)]
        if joints and (kind in ("其他", "改革") or (kind == "平台" and self._platform.search(text, joints[-1], head.start))):
            begin = joints[-1]
        modifier = text[begin : head.start]
        span = Span(begin, head.end)
        if kind == "行动" and len(modifier) > _LEAST and _FOR.search(modifier):
            return Candidate(modifier[:-1], kind, Span(begin, head.start - 1), f"unquoted-{kind}")
        through = kind == "平台" and _THROUGH.search(text, max(0, begin - 2), begin)  # 依托…系统|办案: the clause goes on
        reason = self._refuse(kind, modifier, noun, "" if through else text[head.end : head.end + _FURTHEST])
        if reason in (_NOT_APART, _NO_NAME) and self._set_up(text[max(0, begin - 4) : begin], modifier, noun):
            reason = None
        if reason:
            return Rejection(span, "program", "unquoted", reason)
        name = modifier + noun
        for loose in _LOOSE_END:
            name = name.removesuffix(loose)
        return Candidate(name, kind, span, f"unquoted-{kind}")

    def _left(self, text: str, floor: int, start: int) -> int | None:
        """Where the modifier begins: after the nearest boundary that leaves enough of it, verbs and ordinals at its front left out."""
        begin = floor if _LEAST <= start - floor <= _LONGEST else -1
        for bound in self._boundary.finditer(text, max(floor, start - _FURTHEST), start):
            place = bound.end()
            if _LEAST <= start - place <= _LONGEST:
                begin = max(begin, place)
        if begin < 0:
            return None
        if text.startswith(("文化节", "艺术节"), start):
            return begin + _skip(text[begin:start], _LEADING)
        while begin < start:
            skipped = _skip(text[begin:start], _LEADING) or _skip(text[begin:start], self._plain)
            verb = self._boundary.match(text, begin, start)
            if not skipped and not verb:
                break
            begin = max(begin + skipped, verb.end() if verb else 0)
        return begin

    def _refuse(self, kind: str, modifier: str, head: str, after: str) -> str | None:
        """Why a phrase is no program, by the first rule that applies."""
        # The head of a project is half its name (强基工程); a festival's place is all of it.
        own = head.endswith("节") or kind == "工程"
        nameless = len(modifier) < 3 or (self._generic.fullmatch(modifier) and not own)
        if self._excluded.search(modifier + head):
            return "an ordinary phrase"
        if nameless and not (head.startswith("试点") and len(modifier) >= _TRIAL):
            return "a head noun without a name"
        if modifier.endswith("等"):
            return "the end of a list"
        if kind == "改革" and (_VERBAL_END.search(modifier) or (head == "试点" and self._verb.match(after))):
            return "a verb with its object, or on trial"
        if not self._after.match(after):
            return "part of a longer phrase"
        return "counted, hence not one program" if _COUNTED.match(after) else self._refuse_kind(kind, modifier, head)

    def _refuse_kind(self, kind: str, modifier: str, head: str) -> str | None:
        """Why a phrase of this kind is no program."""
        if kind in ("机制", "制度") and not self._set_apart(modifier, head):
            return _NOT_APART
        if head == "项目" and (len(modifier) < _TRIAL or not self._project.search(modifier)):
            return "a project of building or money"
        if kind == "平台" and (len(modifier) < _LEAST or not self._signed(modifier, head)):
            return _NO_NAME
        return None

    def _signed(self, modifier: str, head: str) -> bool:
        """Whether a platform is told apart by what it is, or by the number that is dialled; a line to call only by the latter."""
        return bool(_DIALLED.search(modifier)) or (not head.endswith("线") and bool(self._platform.search(modifier + head)))

    def _set_apart(self, modifier: str, head: str) -> bool:
        """Whether a mechanism is told apart by a number code at its front, or by what it does; a pattern only by the former."""
        return bool(_CODED.match(modifier)) or (head not in self._patterns and bool(self._distinct.search(modifier)))

    def _set_up(self, before: str, modifier: str, head: str) -> bool:
        """Whether a mechanism, institution or platform is set up here, by the verb before it, and not of a kind that all have."""
        if len(modifier) < _SET_UP or head in self._patterns:
            return False
        if self._types[head] == "平台":
            return not head.endswith("线") and self._launched.search(before) is not None
        if _MANNER.match(modifier) or self._routine.search(modifier):
            return False
        return self._introduced.search(before) is not None


def _rooms(text: str) -> Iterator[Candidate]:
    """老赵调解室入选, not 人民调解室入选."""
    for room in _ROOM.finditer(text):
        floor = max(0, room.start() - 6)
        name = _ROOM_NAME.search(text[floor : room.start()])
        if name and not _CLASS_OF_ROOM.search(name.group()):
            yield Candidate(name.group() + room.group(), "品牌", Span(floor + name.start(), room.end()), "room")


def _skip(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
