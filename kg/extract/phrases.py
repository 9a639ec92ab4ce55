"""The words before a figure read as who, does, what: 村居法律顾问|解答|法律咨询.

In: the words before a number, or of a clause. Out: a ``Phrase``, whose slots another figure of the sentence can share or replace.

Covered: verb and object (受理案件); light verbs, which say only that something took place (开展培训 → 培训); object and verb
(社区矫正对象接收); who does it (人民调解组织受理纠纷, 由调委会受理的纠纷); through what (通过应用巡查); manner and aim, which go, and
for whom, which stays (为企业审查合同); a clause with 的 (签署承诺书的商会). A verb inside a noun is none (公共法律服务站,
专题培训会), nor one whose front is no one who acts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.extract.wording import among, bare, early, trimmed_back, trimmed_front, words_of
from kg.model import WordList
from kg.record import Record, replace

# What makes a noun of the verb before it: 培训|会, 服务|站, 检查|表; not 受理|案件, 走访|单位.
_NOUN_END: Final = (
    r"(?![会班员队站室所课册者率量网厅库卡台馆费栏屏券面]|群(?!众)|机(?![关构])|组(?!织)|案(?!件|卷|例)|书(?!面|屋)|单(?!位)|点(?!评)|区(?!级|内|政)|表(?!彰)|"
    r"金(?!融|额)|员(?!工)|力[量指]|工(?!作人|商|程|匠|人|资)|试点|计划|体系|机制|制度|办法|规划|意见|方案|情况|工作(?!人员)|质效|水平|能力|环境|"
    r"清单|目录|系统|平台|中心|窗口|专区|程序|流程|时限|时间|事项(?=[^\u4e00-\u9fff]|$)|期(?!间)|化)"
)
# 由调委会受理的纠纷, 经法院判决的案件: by whom.
_BY: Final = re.compile(r"^(?:由|经)(?=.{2})")
# What stands before a verb and tells how or for whom; through what stays.
_THROUGH: Final = re.compile(r"^(?:通过|依托|利用|运用|借助)(?=.{2})")
_SOME_THROUGH: Final = re.compile(r"(?:通过|依托|利用|运用|借助)(?=.{2})[^,;]*$")
_ON: Final = re.compile(r"在([^,;在]{2,}(?:应用|平台|系统|网|小程序|热线|群|号))(?:上|中|里)?$")
# 为企业|审查合同: for whom, where it is short.
_FOR: Final = re.compile(r"^(?:为|帮助|协助)[\u4e00-\u9fff]{2,6}$")
_MANNER: Final = re.compile(
    r"^(?:对照|比照|为|对|向|在|从|与|会同|联合|围绕|针对|结合|按照|根据|聚焦|以|配合|自(?![助治然愿主建查行])|经(?!营|济|开)|由|就|把|将|紧扣|紧盯|立足|坚持|贯彻|发挥|协同|面向|推动|指导|组织|督促|照)"
)
_SPLIT_DOER: Final = re.compile(r"^(.{2,}?)(?:为|对|向|在|通过|依托|就|围绕|按照|根据|结合|以|会同|联合|与|累计|共).+$")
# 全区, 县政府, 党政主要负责人: who reports anyway.
_ANYONE: Final = re.compile(
    r"[全我本各该]?[县区市省镇乡旗州盟局委]{0,2}(?:各级|各部门|各单位|各有关单位|各村|各乡镇)?(?:人民)?(?:政府|党?委|委员会|司法局|党政)?(?:主要负责人|主要领导|局|厅|办|"
    r"办公室|系统|层面|本级|部门|党组|单位)?"
)
# “送法下乡”等活动: the example says which.
_EVENT: Final = re.compile(r"(?:系列|主题|专项)?(?:活动|行动|执法|整治|检查)")
# 举办普法讲座、以案释法等|活动: the first example says what the noun does not.
_SAYS_NOTHING: Final = re.compile(r"(?:各类|各种|系列|主题|专题|线上线下|形式多样的|多种)*(?:活动|形式)")
# 制定学习计划并|组织开展研讨: two deeds, and the second is counted.
_PAPER_FIRST: Final = re.compile(
    r"^(?:研究|认真|及时)*(?:制定|制订|印发|出台|编制|下发|起草)[^,;。\d]{2,24}?(?:并|且)(?!非)(?=[\u4e00-\u9fff]{2})"
)
# 成立由镇长任组长的|领导小组
_HEADED: Final = re.compile(r"^(?:成立|组建|设立|建立)了?(?:以|由)[^,;。]{2,24}?(?:任|为|组成|牵头|参与|参加)[^,;。]{0,8}?的")
_NAMED: Final = re.compile(r"(?<![”、])(?:“[^“”]{2,12}”){1,4}$")
# 等形式|进行宣传: how it was done.
_FORM: Final = re.compile(r"^(?:多种)?(?:形式|方式)(?:集中|广泛|积极|扎实)*(?:组织|开展|进行)?(?=.{2})")
# 以调解和解方式|办结
_WAY: Final = re.compile(r"^(?:以|采取|采用|通过)([\u4e00-\u9fff]{2,6}?)(?:的)?(?:方式|形式)(?=.{2})")
# 从企业经营者中|选聘监督员: out of whom.
_OUT_OF: Final = re.compile(r"^从[^,;]{2,24}?中(?=[选遴聘抽择推评])")
# 组织律所等|力量深入园区开展体检: with whom, and where.
_INTO: Final = re.compile(r"^(?:力量|人员|骨干|专家|部门|单位)*(?:深入|走进)[^,;“]{2,14}?(?=开展|举办|进行)")
# 与县法院共|建“无讼社区”: with whom.
_JOINTLY: Final = re.compile(r"^(?:与|同|联合|会同|携手)[^,;。]{2,24}?(?:共同|联合|共)(?=[建办签开组推打])")
_SHORT_LIST: Final = 20
_PARTS: Final = re.compile(r"[·、的]")
# 依托13个司法所: a preposition governs no noun by itself.
_PREPOSITION: Final = re.compile(r"(?:^|(?<=.{2}))(?:依托|在|为|对|向|于|从|给|赴|到|将|把|与|会同|联合|面向|针对)$")
_PREPOSITION_ENDS: Final = frozenset("托在为对向于从给赴到将把与同合")
# 对象, 人员 before a verb undergo it: 安置帮教对象|衔接.
_UNDERGO: Final = re.compile(r"(?:对象|人员|学员|干部|[^调官]员|犯)$")
_QUOTES_FIRST: Final = re.compile(r"(?:“[^“”]*”[、和及]?){2,}$")
# 评查全系统案卷: the extent says nothing that the report does not.
_EVERYWHERE: Final = re.compile(r"(?<=[\u4e00-\u9fff]{2})全(?:系统|局|区|市|县|省|镇|乡)(?![域性覆员面程])")
# 出台政府规章|《甲办法》: one of what is counted.
_ENTITLED: Final = re.compile(r"(?<=[\u4e00-\u9fff]{2})《[^》]*》$")
_NUMBERED_ENDS: Final = frozenset("面类域节分次的")
_NUMBERED: Final = re.compile(r"(?<![\d“])(?:\d+|[一二两三四五六七八九十]+)个?(?:大?方面|大?类|大领域|领域|环节|大?部分|批次)的?$")
# 镇综治中心|全年共|受理: when, between who and what he does.
_WHEN: Final = re.compile(r"(?<=.{2})(?:全年|今年以来|年内|本年度?|累计|共计?|已经?|目前|先后|多次)+$")
_WHEN_ENDS: Final = frozenset("年来内度计共已经前后次")


class Phrase(Record, frozen=True):
    """Who does what: ``after`` is a verb behind its object, ``done`` what stands before 的."""

    doer: str = ""
    verb: str = ""
    thing: str = ""
    after: str = ""
    done: str = ""

    @property
    def words(self) -> str:
        """The slots as the stem of a title."""
        return f"{self.doer}{self.done}的{self.thing}" if self.done else f"{self.doer}{self.verb}{self.thing}{self.after}"


class _Verb(Record, frozen=True):
    start: int
    end: int
    light: bool


class Phraser:
    """Reads phrases with the word lists of a vocabulary."""

    def __init__(self, word_lists: Mapping[str, WordList]) -> None:
        def listed(name: str) -> tuple[str, ...]:
            return word_lists[f"measure-{name}"].words

        light, heavy = listed("light-verbs"), set(listed("verbs")) - set(listed("light-verbs"))
        self._cases = frozenset(listed("case-verbs"))
        self._in_cases = frozenset(listed("case-outcomes"))
        self._items = frozenset(listed("item-verbs"))
        self._heavy = frozenset(heavy)
        subjects = {form for entry in listed("subjects") for form in entry.split("|")}
        self._subjects = frozenset(subjects)
        nouns = (subjects | set(listed("actors")) | set(listed("nouns"))) - heavy
        adverbs = early(listed("adverbs"))
        one = rf"{early(heavy)}(?:出(?![庭具台席])|到(?![期位])|过(?![程罚]))?{_NOUN_END}"
        starts = "".join(sorted({word[0] for word in (*light, *heavy, *nouns, *listed("adverbs"))}))
        self._verb = re.compile(
            rf"(?=[“{re.escape(starts)}])(?:(?P<noun>“[^“”]*”|{early(nouns)})|(?P<light>(?:{adverbs})*{early(light)})|"
            rf"(?:{adverbs})*{one}(?:(?:{adverbs}|[并和、及])*(?!{early(nouns)}){one})*)"
        )
        self._all_verb = re.compile(rf"(?:{words_of(heavy)}|{adverbs}|{words_of(light)}|[并和、已新未经再])+")
        self._taking = re.compile(words_of(listed("taking-verbs")))
        self._doer = re.compile(rf"(?:{words_of(listed('doers'))}|”)$")
        self._sequels = frozenset(listed("sequels"))
        self._kinds = {kind: n for n, entry in enumerate(listed("kinds")) for kind in entry.split("|")}
        self._kind = re.compile(words_of(self._kinds))

    def read(self, words: str) -> Phrase:
        """The phrase of the words before a number, or of a clause."""
        phrase = self.parse(self.trimmed(words))
        return replace(phrase, thing=_ENTITLED.sub("", phrase.thing)) if phrase.thing.endswith("》") else phrase

    def trimmed(self, words: str) -> str:
        """Without what is not counted: 全年为企业办理登记、备案等事项共 → 为企业办理事项."""
        words = self._unlisted(_opened(bare(words)))
        if "从" in words[:6]:
            words = _OUT_OF.sub("", words)
        words = trimmed_front(_JOINTLY.sub("", words) if "共" in words[3:] else words)
        if ("方式" in words or "形式" in words) and (way := _WAY.match(words)) and (self.only_verb(way[1]) or way[1].endswith("和解")):
            words = way[1] + words[way.end() :]
        if "制" in words or "发" in words or "出" in words or "起" in words:
            words = _PAPER_FIRST.sub("", words)
        if "的" in words and ("由" in words or "以" in words):
            words = _HEADED.sub("", words)
        words = trimmed_back(words)
        words = _EVERYWHERE.sub("", words) if "全" in words else words
        return _NUMBERED.sub("", words) if words[-1:] in _NUMBERED_ENDS else words

    def parse(self, words: str) -> Phrase:
        """Trimmed words in their slots."""
        verbs = self._verbs(words)
        if not verbs:
            return Phrase(thing=words.removeprefix("为"))
        first, last = verbs[0], verbs[-1]
        front, rest = words[: first.start], words[first.end :]
        verb = words[first.start : first.end]
        if rest.startswith("的") and len(rest) > 2:
            return self._with_of(front, verb, rest[1:])
        if front and not rest and _UNDERGO.search(front):
            return Phrase(thing=front, after="" if first.light else verb)
        if (doer := self._who(front, rest)) is not None:
            return self._acting(doer, verb, rest, light=first.light)
        if _MANNER.match(front) and len(words) - first.start > 3:
            return self.parse(words[first.start :])
        at_end = last.end == len(words)
        return Phrase(thing=words[: last.start], after="" if last.light else words[last.start :]) if at_end else Phrase(thing=words)

    def at_end(self, words: str) -> Phrase:
        """The words before a number whose noun stands behind it: the verb at their end governs it, else that at their front."""
        words = trimmed_front(self._unlisted(_opened(bare(words)), keep=False))
        bare_of = _placeless(words)
        placed = bare_of != words
        words = _placeless(_QUOTES_FIRST.sub("", _NUMBERED.sub("", trimmed_back(bare_of))))
        verbs = self._verbs(words)
        if verbs and verbs[-1].end == len(words):
            start = verbs[-1].start
            front = words[:start]
            doer = self.doer(front) if self._acts(front) or _THROUGH.match(front) else ""
            return Phrase(doer=doer, verb="" if verbs[-1].light else words[start:])
        return Phrase() if placed and not verbs else self.parse(words)

    def doer(self, front: str) -> str:
        """Who acts, as far as it says more than that it is the one who reports."""
        if not front:
            return ""
        front = _BY.sub("", front).strip("(、")
        front = _ON.sub(r"通过\1", front) if "在" in front else front
        if (through := _SOME_THROUGH.search(front)) and len(through.group()) <= 18:
            return through.group()
        if _ANYONE.fullmatch(front):
            return ""
        split = _SPLIT_DOER.match(front)
        if split and self._doer.search(split[1]):
            front = split[1]
        if len(front) > 16:
            front = _PARTS.split(front)[-1]
        return "" if _ANYONE.fullmatch(front) or _MANNER.match(front) or len(front) > 16 else front

    def only_verb(self, words: str) -> bool:
        """Whether the words are verbs and nothing else."""
        return self._all_verb.fullmatch(words) is not None

    def of_cases(self, verb: str) -> bool:
        """Whether what the verb does is done to cases: 立案, 不予处罚."""
        return verb in self._cases

    def in_cases(self, words: str) -> bool:
        """Whether the words tell what was paid or suffered in cases, and say nothing without them: 罚没款, 行政拘留."""
        return words in self._in_cases

    def of_items(self, verb: str) -> bool:
        """Whether the verb is done to items of a list of powers: 取消, 下放."""
        return verb in self._items

    def nominal(self, words: str) -> bool:
        """Whether the words hold no verb: 社区矫正对象, not 执行地变更至区外."""
        return not self._verbs(words)

    def sequel(self, words: str) -> bool:
        """Whether the words tell what came of something: 受教育, 参与答题."""
        return words in self._sequels

    def kind(self, words: str) -> bool:
        """Whether the words tell which of a kind and not what: 二审, 乡镇(街道)."""
        return words in self._kinds

    def of_kind(self, kind: str, thing: str) -> str:
        """The same thing of another kind: 二审, 一审行政应诉案件 → 二审行政应诉案件."""
        for match in self._kind.finditer(thing):
            if self._kinds[match.group()] == self._kinds.get(kind):
                return thing[: match.start()] + kind + thing[match.end() :]
        head, of, noun = thing.rpartition("的")
        return f"{head}{of}{kind}{noun}" if kind not in thing else thing

    def acts_in(self, words: str) -> tuple[str, str]:
        """One who acts and what he does: 律师|指导行政执法; all as the first where nobody acts."""
        for verb in self._verbs(words):
            if 2 <= verb.start < len(words) - 2 and self._acts(words[: verb.start]):
                return words[: verb.start], words[verb.start :]
        return words, ""

    def verb_first(self, words: str) -> tuple[str, str] | None:
        """A verb at the front, though the noun behind it could make it one: 下放|事项."""
        end = next((n for n in (4, 3, 2) if n < len(words) - 1 and words[:n] in self._heavy), 0)
        return (words[:end], words[end:]) if end else None

    def first_verb(self, words: str) -> tuple[str, str]:
        """What stands before the first verb, and from it on; all before it where there is none."""
        for verb in self._verbs(words):
            if 2 <= verb.start <= len(words) - 2:
                return words[: verb.start], words[verb.start :]
        return words, ""

    # --- parts ----------------------------------------------------------------------------------------------------------------

    def _verbs(self, words: str) -> list[_Verb]:
        if not words:
            return []
        return [_Verb(m.start(), m.end(), m.lastgroup == "light") for m in self._verb.finditer(words) if m.lastgroup != "noun"]

    def _acts(self, front: str) -> bool:
        acts = self._doer.search(front) or ("在" in front and _ON.search(front))
        return bool(acts) and front.count("“") == front.count("”")

    def _who(self, front: str, rest: str) -> str | None:
        """Who does it, for whom or through what, as far as it says anything; None where the words before a verb are none of these."""
        if not front:
            return ""
        if front[-1] in _WHEN_ENDS:
            front = _WHEN.sub("", front)  # 镇综治中心|全年共|受理|矛盾纠纷
        if rest and (_FOR.match(front) or (_THROUGH.match(front) and not self._acts(front))):
            return front
        if front in self._subjects and rest:
            return front  # 社区矫正|接收|对象
        return self.doer(front) if self._acts(front) else None

    def _acting(self, doer: str, verb: str, rest: str, *, light: bool) -> Phrase:
        rest = rest.removeprefix("了")
        if verb.endswith("出") and verb[:-1] in self._heavy:
            verb = verb[:-1]
        if rest and not light:
            left, of, noun = rest.rpartition("的")
            if of and len(noun) >= 2 and left.count("“") == left.count("”"):
                return Phrase(doer, done=f"{verb}{left}", thing=noun)
            return Phrase(doer, verb, rest)
        if light:
            nested = self._nested(trimmed_front(rest))
            return nested if nested.doer else replace(nested, doer=doer)
        taking = self._taking.match(verb)
        if taking and taking.end() < len(verb):
            return Phrase(doer, verb[: taking.end()], verb[taking.end() :].lstrip("并、和"))
        return Phrase(doer, verb)

    def _nested(self, rest: str) -> Phrase:
        """What a light verb governs, whole: 开展|法治督察, 组织|领导干部旁听庭审."""
        phrase = self.parse(rest)
        return phrase if phrase.doer and phrase.verb and phrase.thing else Phrase(thing=rest)

    def _with_of(self, front: str, verb: str, noun: str) -> Phrase:
        """由调委会受理的纠纷 → who, does, what; 述法的负责人 → what is done, by whom."""
        if _BY.match(front):
            return Phrase(_BY.sub("", front), verb, noun)
        return Phrase(done=f"{front}{verb}", thing=noun)

    def _unlisted(self, words: str, *, keep: bool = True) -> str:
        """Without the examples before 等: 选取甲、乙、丙等 → 选取; 参与签订、审查、办理等事务 → 参与事务. Short examples with no noun
        behind stay.
        """
        sides = among(words)
        if sides is None:
            return words
        head, rest = sides
        if _EVENT.fullmatch(rest) and (named := _NAMED.search(head)):
            rest = f"{named.group()}等{rest}"
        rest = _INTO.sub("", _FORM.sub("", rest)) if len(rest) > 1 else ""
        verb = self._governing(head)
        if verb is not None:
            if rest in self._cases:
                return rest
            if "“" not in head and '"' not in head and _SAYS_NOTHING.fullmatch(rest):
                rest = f"{head[verb.end :].partition('、')[0]}等{rest}"
            if keep and not rest and "“" not in head:
                return _first_of(head, verb.end)
            return f"{_WHEN.sub('', head[: verb.start])}{head[verb.start : verb.end]}{rest}"
        if _MANNER.match(head):
            return self._behind_manner(head, rest)
        return rest or (head if keep and len(head) <= _SHORT_LIST else "")

    def _governing(self, head: str) -> _Verb | None:
        """The verb before the first example."""
        first = min((p for p in (head.find("、"), head.find("《"), head.find("“")) if p >= 0), default=len(head))
        verbs = self._verbs(head)
        early = (v for v in verbs if v.end <= first)
        found = next((v for v in early if not (front := trimmed_front(head[: v.start])) or self._acts(front)), None)
        if found is not None:
            return found
        # 县委、县政府先后|研究|立法、执法: the first mark parts those who act
        later = (v for v in verbs if first < v.start and v.end <= head.rfind("、"))
        return next((v for v in later if self._acts(_WHEN.sub("", head[: v.start]))), None)

    def _behind_manner(self, head: str, rest: str) -> str:
        """聚焦甲、乙等领域开展整治 → 开展整治; 会同甲走访乙等 → 走访."""
        if own := self._verbs(rest):
            return rest[own[0].start :]
        verbs = self._verbs(head)
        return f"{head[verbs[-1].start : verbs[-1].end]}{rest}" if verbs else rest


def _placeless(words: str) -> str:
    """Words without a preposition at their end."""
    return _PREPOSITION.sub("", words) if words[-1:] in _PREPOSITION_ENDS else words


def _first_of(head: str, verb: int) -> str:
    """As many of the examples behind the verb as a title holds: 审查甲、乙、丙、…."""
    if len(head) - verb <= _SHORT_LIST:
        return head
    last = head.rfind("、", verb, verb + _SHORT_LIST + 1)
    return head[:last] if last > 0 and "《" not in head else head[:verb]


def _opened(words: str) -> str:
    """The words within a bracket that is open where they end."""
    return words.rpartition("(")[2] if "(" in words and words.count("(") > words.count(")") else words
