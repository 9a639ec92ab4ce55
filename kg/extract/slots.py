"""The slots of each figure of a sentence: who, does, what; those it leaves out filled from what was said before.

In: a ``Telling`` at a figure. Out: a ``Phrase``.

Covered: a bare verb takes the object of a figure with a like unit (审结98件 → 审结复议案件), else of the clause before, else the persons
of the subject (社区矫正方面…,解除179人 → 解除社区矫正对象); a kind replaces the kind (一审12件、二审3件); a noun in a list takes what
the list does (签署承诺书的商会12家、律所17家; 制发意见书5份、建议书2份); what came of it takes what it follows (``sequels``); rates and
pairs (``ratios``); the noun behind the number (``nouns``); of a set a share (“十大案例”中嘉定占1个); through what, for all of a list
(通过应用巡查…,处罚…).
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.breakdowns import gathered, part_of, parted
from kg.extract.nouns import Behind
from kg.extract.phrases import Phrase, Phraser
from kg.extract.ratios import Ratios
from kg.extract.sequels import Sequels
from kg.extract.telling import RATES, TIMES, Said, Telling, is_rate, kind_of, rated
from kg.extract.topics import Topics
from kg.extract.wording import trimmed_front
from kg.record import replace

_FROM: Final = re.compile(
    r"^(?:由|从)(?:此前|原来|原先|过去|之前|原有|原)|(?:由|从)(?:此前|原来|原先|过去|之前|原有|原|(?:上年|去年|(?:19|20)\d\d年)[底末初]?|年初|改革前|最初|平均)?的?$|(?:由|从)(?=(?:法定|原|承诺))"
)
_SHARE: Final = re.compile(r"^(?P<of>.{2,}?)中,?(?P<who>[^中]{0,8})占$")
# 镇街各设一支: one who acts, and a verb of one character.
_SET: Final = re.compile(r"^(?P<who>.{2,}?)(?:各|均|分别|共)?(?P<verb>[设建配占聘评选])$")
# 评出优秀40卷、良好80卷
_GRADE: Final = re.compile(r"优秀|良好|优良|不合格|基本合格|合格|不达标|达标")
_FILES: Final = {"处罚": "行政处罚", "许可": "行政许可", "强制": "行政强制", "行政处罚": "行政处罚", "行政许可": "行政许可"}
_LOST: Final = frozenset(("败诉", "胜诉", "判决败诉", "被判败诉", "判决胜诉"))
_FILED: Final = frozenset(("备案", "报备", "报送备案", "报送"))
_CLEARED: Final = frozenset(("废止", "修改", "修订", "宣布失效", "保留", "拟废止", "拟修改", "停止执行", "继续有效"))
_CLEARING: Final = re.compile(r"(?:专项|集中|全面|常态化)*清理$")
_ENTITIES: Final = frozenset(("企业", "个体工商户", "个体户", "农民专业合作社", "合作社", "民营企业", "私营企业", "内资企业", "外资企业"))
_DEED: Final = re.compile(r"(?:开展|组织|进行|实施)[^,;]*等")
_TOTAL: Final = re.compile(r"总量|总数|总额|存量|数量|保有量|规模|累计总数")
_COUNTED: Final = re.compile(r"(?<=.{2})[人次件]数$")
# 年末总数达到41名: how many there are of what was counted before.
_IN_ALL: Final = re.compile(r"(总量|总数|总额|存量|总人数)(?:累计|已|共|均|将)*(?:达到?|有|为|至|增至|突破|超过?)?$")
# Units that may take the thing of any figure before.
_YEARS_EACH: Final = re.compile(r"20\d\d年?度?[、和与及](?:20\d\d年?度?[、和与及])*20\d\d年[^,;。]*分别")
_HOURS: Final = frozenset(("学时", "课时", "小时"))
_TAKING: Final = frozenset(("件", "个", "项", "家", "人", "%"))
_RATED: Final = RATES | {"分"}
_LONGEST_NOUN: Final = 12
_LONGEST_CASE: Final = 20
# 培育“法律明白人”3210名,村均8名.
_EACH: Final = re.compile(r"(?:^|[,、])((?:人|村|户|镇|所|校|每[村户镇所校])均)$")
_SORTS: Final = ("领域", "方面", "大类", "行业", "类别")
_EVERY: Final = re.compile(r"(?:为|给|向|在)?每[个一村户]")
# 各类违法案件: any cases at all.
_ANY_CASES: Final = re.compile(r"^.*?(?:各类|相关|有关|此类)(?:违法|涉法)?(?=案件$)|^违法(?=案件$)")
_LONGEST_THROUGH: Final = 16
_THROUGH: Final = ("通过", "依托", "利用", "运用", "借助")


class Slots:
    """Reads the slots of figures."""

    def __init__(self, phrases: Phraser, topics: Topics) -> None:
        self._phrases, self._topics = phrases, topics
        self.sequels = Sequels(phrases)
        self._behind = Behind(phrases, self.sequels)
        self._ratios = Ratios(phrases, topics, self.sequels)

    def read(self, telling: Telling) -> Phrase:
        """The slots of the figure that the telling is at."""
        words = telling.frame.before.strip()
        if (own := _part(words, telling) or self._behind.read(telling)) is not None:
            return own
        told = _share(words, telling) or self._each(words, telling) or self._ratios.became(words, telling)
        told = told or _same_rate(words, telling) or self._ratios.of_clause(words, telling)
        if told is not None:
            return told
        if telling.beside is not None:
            return self._beside(words, telling.beside, telling)
        phrase = self._phrases.read(_FROM.sub("", words) if "由" in words or "从" in words else words)
        told = self._ratios.was(phrase, telling) or self._ratios.of_pair(phrase, telling) or _share_of_last(words, phrase, telling)
        if told is not None:
            return told
        phrase = self._ratios.respectively(phrase, telling)
        if phrase.words and (telling.unit in _RATED or is_rate(phrase.thing)):
            return self._ratios.rate(phrase, telling)
        return self._filled(phrase, telling)

    def _each(self, words: str, telling: Telling) -> Phrase | None:
        """培育“法律明白人”3210名,村均8名: of the thing before, by village."""
        each = _EACH.search(words) if words[-1:] == "均" else None
        like = telling.like(self._phrases, "") if each else None
        return Phrase(thing=f"{each[1]}{like.phrase.thing}") if each and like else None

    def _beside(self, words: str, last: Said, telling: Telling) -> Phrase:
        """审查13个部门的|检查计划84项: what stands between two numbers belongs to both."""
        words = words.removeprefix(last.phrase.thing).lstrip("的中")
        if telling.unit == "项" and (words in _SORTS or (not words and last.phrase.thing.endswith(_SORTS))):
            return Phrase(thing="事项")  # 涵盖26个领域418项
        if not words:
            return last.phrase
        phrase = self._phrases.read(words)
        if telling.unit in RATES and last.phrase.thing and 3 <= len(words) <= 6 and is_rate(words):
            return Phrase(rated(last.phrase.thing), thing=words)
        if phrase.verb or phrase.done or not phrase.thing:
            return self._filled(phrase, telling)
        return replace(phrase, verb=last.phrase.verb or self._phrases.parse(last.phrase.done).verb)

    def _filled(self, phrase: Phrase, telling: Telling) -> Phrase:
        if telling.unit == "项" and self._phrases.of_items(phrase.words) and telling.like(self._phrases) is None:
            return Phrase(verb=phrase.words, thing="事项")
        deed = "等" in telling.frame.before and _DEED.search(telling.frame.before)  # 开展甲、乙等巡查: the deed is what is counted
        if not phrase.verb and phrase.thing and not deed and self._phrases.only_verb(phrase.thing):
            phrase = Phrase(phrase.doer, phrase.thing)
        if not phrase.verb and self._phrases.of_items(phrase.thing):
            phrase = Phrase(phrase.doer, phrase.thing)
        if telling.unit == "项" and phrase.thing.endswith("清单"):
            phrase = replace(phrase, thing=f"{phrase.thing}事项")
        if kind_of(telling.unit) == "人" and (persons := self._topics.persons(self._topics.named(phrase.thing))):
            phrase = replace(phrase, thing=persons)  # 解除矫正386人
        own = _uncounted(phrase.words).removeprefix("直接")
        if self._phrases.in_cases(own) and (of := _case_before(telling)):
            return Phrase(thing=of, after=own)
        if own in _FILES and (files := telling.about("案卷")) is not None and files.unit == telling.unit:
            return Phrase(thing=f"{_FILES[own]}案卷")
        like = telling.like(self._phrases, "" if phrase.thing else phrase.verb)
        if phrase.verb in _FILED and not phrase.thing:
            like = telling.about("规范性文件") or like
        if like is not None and (told := _told_of(own, like.phrase, telling)) is not None:
            return told
        if self._phrases.sequel(own):
            return self.sequels.after(own, like, telling)
        return self._completed(phrase, own, like, telling)

    def _completed(self, phrase: Phrase, own: str, like: Said | None, telling: Telling) -> Phrase:
        if telling.unit in _HOURS and phrase.words:
            return phrase  # 开展评查2次,人员培训60学时
        if phrase.after and phrase.thing and self._phrases.sequel(phrase.after) and (event := telling.event()):
            return Phrase(phrase.thing, phrase.after, event.phrase.thing)  # 干部累计参加2万人次
        if not phrase.thing:
            return self._object(phrase, like, telling)
        if len(phrase.thing) <= 4 and _GRADE.fullmatch(phrase.thing) and like is not None and telling.follows(like):
            whole = next((said.phrase for said in telling.levels() if said.unit == like.unit and not said.part), like.phrase)
            if whole.thing:
                return Phrase(phrase.doer, phrase.verb or like.phrase.verb, _graded(phrase.thing, whole.thing))
        if own.startswith("平均每") and like and not phrase.verb:
            return Phrase(thing=f"{own}{like.phrase.thing}")
        shared = self._shared(phrase, own, telling)
        if shared is None and like is not None and telling.follows(like):
            shared = self._of_kind(own, like.phrase)
        return shared or phrase

    def _shared(self, phrase: Phrase, own: str, telling: Telling) -> Phrase | None:
        """What the figure right before says for this one too: through what, or in a list, what is done."""
        before = telling.last
        if before is None or not telling.follows(before):
            return None
        if before.phrase.doer.startswith(_THROUGH) and len(before.phrase.doer) <= _LONGEST_THROUGH and not phrase.doer and len(own) < 8:
            return replace(phrase, doer=before.phrase.doer)
        return self._listed(phrase, own, before.phrase) if before.frame.clause == telling.frame.clause else None

    def _listed(self, phrase: Phrase, own: str, last: Phrase) -> Phrase | None:
        """A noun in a list with what the list does."""
        if phrase.verb or phrase.after or phrase.done or self._phrases.kind(own) or not self._phrases.nominal(own):
            return None
        if last.done:
            return replace(phrase, done=last.done)
        return replace(phrase, verb=last.verb, doer=last.doer) if last.verb and last.thing and not last.after else None

    def _of_kind(self, own: str, last: Phrase) -> Phrase | None:
        """Another kind of the thing before, or one who has it too."""
        if self._phrases.kind(own):
            return replace(last, thing=self._phrases.of_kind(own, last.thing))
        if (put := _SET.match(own)) and self._phrases.kind(put["who"]) and last.thing:
            return Phrase(put["who"], put["verb"], last.thing)
        return None

    def _object(self, phrase: Phrase, like: Said | None, telling: Telling) -> Phrase:
        """A verb without its object: that of a figure before, else of the clause, else the persons of the subject."""
        doer, verb, last = phrase.doer, phrase.verb, telling.last
        if verb and last and last.unit in RATES and telling.follows(last) and (of := rated(last.phrase.thing)).endswith(("事项", "案件")):
            return Phrase(doer, verb, of)
        if self._phrases.of_cases(verb) and telling.unit != "元":
            return Phrase(doer, verb, _case_of(like.phrase.thing if like else ""))
        if like is not None and (verb or not telling.clause):
            return _object_of(phrase, like.phrase)
        if verb and last is not None and last.unit in TIMES and last.phrase.verb.endswith("排查") and last.phrase.thing:
            return _object_of(phrase, last.phrase)  # 排查纠纷6120次,调解4210件
        return self._object_of_clause(phrase, telling)

    def _object_of_clause(self, phrase: Phrase, telling: Telling) -> Phrase:
        doer, verb = phrase.doer, phrase.verb
        if verb in _CLEARED and telling.clause.endswith("清理"):
            telling.topic.campaign = ""  # its name says no more
            return Phrase(doer, verb, _cleared(self._phrases.read(telling.clause).thing))
        if verb and telling.topic.campaign:
            return phrase  # 推行“吹哨”机制,吹哨90次
        if noun := self.sequels.noun_of(telling.clause, verb):
            noun = self._topics.canon(noun) or noun if len(noun) > _LONGEST_NOUN else noun
            return Phrase(doer, "" if verb and verb in noun else verb, noun)
        persons = kind_of(telling.unit) == "人"
        if persons and (noun := self._topics.persons(telling.topic.subject or telling.subject)):
            return Phrase(doer, verb, noun)
        return self._object_of_any(phrase, telling, persons=persons)

    def _object_of_any(self, phrase: Phrase, telling: Telling, *, persons: bool) -> Phrase:
        """The thing of the last figure, whatever its unit: 涉及金额560万元,已履行310件."""
        last = next(iter(telling.levels()), None)
        taking = kind_of(telling.unit) in _TAKING
        if last is None or not taking or last.unit in TIMES or (kind_of(last.unit) == "人" and not persons):
            return phrase
        thing = rated(last.phrase.thing)
        return Phrase(phrase.doer, phrase.verb, thing) if thing not in phrase.verb else phrase


def _part(words: str, telling: Telling) -> Phrase | None:
    """从案件类型看,行政处罚类96件; 案件主要集中在公安(45件): a part of what was counted before."""
    topic = telling.topic
    if begun := gathered(words):
        topic.parted, words = begun
    if topic.parted is None:
        return None
    unit = telling.unit
    whole = next((said.phrase.thing for said in telling.levels() if said.unit == unit and not said.part), "")
    topic.parted = parted(topic.parted, whole, telling.subject)
    noun = part_of(topic.parted, words, unit)
    if not noun:
        return None
    telling.part = True
    return Phrase(thing=noun)


def _same_rate(words: str, telling: Telling) -> Phrase | None:
    """2022年、2023年败诉率分别为9%、7%: the second is the same rate."""
    last = telling.last if not words.strip("、和与及 ") else None
    same = last is not None and last.unit == telling.unit and last.frame.clause == telling.frame.clause and is_rate(last.phrase.thing)
    return last.phrase if last is not None and same and _YEARS_EACH.search(telling.frame.lead) else None


def _uncounted(thing: str) -> str:
    """案件件数 → 案件."""
    return _COUNTED.sub("", thing) if thing[-1:] == "数" else thing


def _told_of(own: str, last: Phrase, telling: Telling) -> Phrase | None:
    """What a figure says of the one before with a like unit: which cases of all, how it was done, how many there are now."""
    if telling.part and own.endswith("案件") and last.thing.endswith("案件") and own[:-2] not in last.thing:
        whole = next((said.phrase.thing for said in telling.levels() if not said.part), "")
        thing = _ANY_CASES.sub("", whole if whole.endswith("案件") else last.thing)
        return Phrase(thing=f"{own[:-2]}{thing}")  # 处罚案件126件,其中种子案件17件
    if telling.part and last.verb and last.thing and own.endswith(last.thing) and own != last.thing and last.verb not in own:
        return Phrase(verb=last.verb, thing=own)  # 整改隐患1200处,其中重大隐患17处
    return _more_of(own, last, telling)


def _more_of(own: str, last: Phrase, telling: Telling) -> Phrase | None:
    """Which of the entities, how cases ended, who else did it, how many there are now."""
    if own in _ENTITIES and last.thing.endswith(("市场主体", "经营主体")):
        return Phrase(last.doer, last.verb, f"{last.thing[:-4]}{own}")
    if own in _LOST and last.thing.endswith("案件"):
        return Phrase(thing=last.thing, after=own)
    if last.done[-2:] == own[-2:] != "" and len(own) <= 6:
        return Phrase(done=own, thing=last.thing)  # 90名负责人完成述法,其中现场述法12名
    thing = _uncounted(last.thing)
    if thing and len(own) <= 4 and (total := _IN_ALL.search(telling.frame.before)):
        return Phrase(thing=f"{thing.removeprefix('新增')}{total[1]}")
    if thing and _TOTAL.fullmatch(own):  # 新增经营主体3万户,存量17万户
        return Phrase(thing=thing if thing.endswith(own) else f"{thing}{own}")
    return None


def _case_before(telling: Telling) -> str:
    """The cases that a fine, or who was held, belongs to: 查处涉农案件12起,罚款31万元."""
    said = next((said for said in telling.levels() if kind_of(said.unit) == "件" and not said.part), None)
    thing = said.phrase.thing if said is not None else ""
    if not 4 <= len(thing) <= _LONGEST_CASE or "共" in thing or not thing.endswith(("案件", "案", "处罚", "行为")):
        return ""
    return thing.removesuffix("案件") if thing.endswith("处罚案件") else thing


def _cleared(clearing: str) -> str:
    """开展涉企文件专项清理,废止8件: what was gone through."""
    what = _CLEARING.sub("", clearing).rpartition("的")[2]
    return what if what.endswith(("文件", "规定", "政策", "措施", "规章", "法规", "制度", "政策措施")) else "文件"


def _graded(grade: str, thing: str) -> str:
    """评查案卷, 优秀案卷 → 良好案卷."""
    return f"{grade}{_GRADE.sub('', thing, count=1) or thing}"


def _case_of(thing: str) -> str:
    """What a verb of cases is done to: the thing before where it is a case, else simply cases."""
    return thing if thing.endswith(("案", "案件", "纠纷", "申请", "违法行为", "线索")) else "案件"


def _share_of_last(words: str, phrase: Phrase, telling: Telling) -> Phrase | None:
    """区政府收到申请168件,占27%: of all that was just said."""
    if words[-1:] != "占" or telling.unit not in RATES or phrase.words or (said := telling.counted()) is None:
        return None
    return Phrase(thing=said.phrase.words)


def _share(words: str, telling: Telling) -> Phrase | None:
    """“十大案例”中嘉定占1个,“指导案例”中占4个: whose part of a set it is."""
    share = _SHARE.match(trimmed_front(words)) if words[-1:] == "占" else None
    if share is None:
        return None
    last = telling.last
    return Phrase(share["who"] or (last.phrase.doer if last and last.phrase.verb == "占" else ""), "占", share["of"])


def _object_of(phrase: Phrase, last: Phrase) -> Phrase:
    """A verb, or nothing, with the thing of the figure before."""
    doer, verb = phrase.doer, phrase.verb
    if _EVERY.match(last.doer):
        last = replace(last, doer="")  # 为每个村培养“法律明白人”3名,全县共培养274名
    thing = rated(last.thing) if is_rate(last.thing) else last.thing.removeprefix("相关")
    if verb:  # 调整权力事项86项,其中新增31项; 新增“法律明白人”60名,累计培育800名
        thing = thing.removeprefix("调整").removeprefix("新增")
    if last.after and verb and last.after != verb:
        return replace(last, after=verb, doer=doer or last.doer)  # 矫正对象接收40人、解除35人
    if verb.endswith("成功") and last.thing:
        deed = verb if len(verb) > 2 else f"{last.verb}{verb}"
        return Phrase(doer, deed) if doer else Phrase(last.doer, thing=thing, after=deed)  # 调解纠纷96件,成功95件
    if verb and verb in thing:
        return Phrase(doer, "", thing)
    if verb:
        return Phrase(doer or last.doer, verb, thing)
    return replace(last, doer=doer or last.doer, thing=thing)
