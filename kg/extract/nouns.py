"""The noun behind a number and what it does: 675名|党政领导|进行述法.

In: a frame among those of its sentence. Out: the noun, and what is done (by it, or with it); both may be empty.

Covered: a noun alone (30名监督员); with what it does (40个部门入驻应用); a list that shares it (9家商会、7家律所签署); behind a preposition
(为33个镇配发服装, 在15所学校巡演); a deed alone (12013人次作答, 6次听取汇报); rates have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.frames import Frame, adjacent
from kg.extract.phrases import Phrase, Phraser
from kg.extract.sequels import Sequels
from kg.extract.telling import TIMES, Said, Telling
from kg.extract.wording import GOING, LONGEST, among, bare, parted, trimmed_front

# 村(社区)“法律之家”建设 behind 完成: what was built, and where.
_BUILT: Final = re.compile(r"([^“”]{1,10})(“[^”]+”[^“”]{0,4}(?:建设|创建|改造|提升|升级|打造))")
_PLACED: Final = re.compile(
    r"^(?:在|依托|于|为|对|向|从|联合|会同|与|面向|针对|深入|走进|指导|组织|督促|推动|将|把|给|赴|到|.{2,}(?:到|在|为|对|向|依托)$)"
)
_CHOSEN: Final = re.compile(r"^(?:受聘|当选|担任|成为|被聘|获聘)")
_NUMBER: Final = re.compile(r"(?<![\d“第])[约近超]?\d+(?:\.\d+)?[^“”]*$")
_DATED: Final = re.compile(r"(?:19|20)\d\d年度?")  # 同步开展|2025年|实地督察
_TITLE_START: Final = re.compile(r"^关于(?:建立|建设|印发|进一步|加强|推进|开展|深化|做好|健全|完善|规范)*")
_TITLE_END: Final = re.compile(r"(?:\([^()]*\)?)?》?$")
# 街镇全覆盖的咨询点: the noun, and what covers it.
_SPREAD: Final = re.compile(r"^(.{2,8})全覆盖的([^,在]{2,})")
# 名|为60家企业, 80个|和: what the next number needs.
_LOOSE: Final = re.compile(r"(?:(?<!参)与|[和及、的]|[为对向在到给](?:全[区县市省镇乡])?|以及)+$")
_LOOSE_ENDS: Final = frozenset("与和及、的为对向在到给区县市省镇乡")
# 2次|对企业进行检查: what is done, and to whom.
_TOWARDS: Final = re.compile(r"^(?:对|向|为|给)([^,]{2,14}?)(?:进行|开展|实施|作出|组织)(?:了)?([^,]{2,10})$")
# 从7个申报地区中|优选: out of which.
_OUT_OF: Final = re.compile(r"^([^中]{2,10})(?<!集)中(?:[^学小心央医][^,]{0,6})?$")
_AND: Final = re.compile(r"(?:以及|及|和|与)$")
# 试点选在|8个镇; 咨询点遍及|12个街镇; 小戏到|15所学校.
_PLACED_IN: Final = re.compile(r"^(?P<what>.{3,}?)(?:选|设|设置|建|落|放|挂|分布|布局|落户)(?:在|于|到)$")
_AT: Final = frozenset("在于到")
_REACHED: Final = re.compile(r"^(?P<what>.{2,}?)(?P<verb>遍及|覆盖|惠及|涉及|辐射|走进|深入|进驻|走访|服务)(?:了|到|全[区市县]|辖区)*$")
_STAGED: Final = re.compile(r"^(?P<what>.{2,}?)(?:走?进|到|在)(?:全[区县市省镇]|辖区|各地)?$")
# 12名|在全会上|现场述法
_AT_MEETING: Final = re.compile(r"^在[^,;]{2,20}?(?:会议?|大会|全会)上")
_PROPERTIES: Final = re.compile(r"[强高好大实新优]、|、[^、]{2,6}$")
_NAMED_BEFORE: Final = re.compile(r"(?<=^参加|^通过|^参与|^完成)(?:考试|测试|竞赛|培训|比赛)$")
# 27个|执法部门|排名第一
_RANKED: Final = re.compile(r"中?(?:排名?在?|[位名]?[列居]|位次)(?=第|前[\d一二三四五六七八九十]|全[国省市县区])")
_RANKS: Final = frozenset("排位列居")
_OF_NEXT: Final = re.compile(r"(?<=.{3})(?:案卷|办件|共?(?:受理|办理|接待|化解|调解|调处|审查|接听|解答))$")
_HELD_RATE: Final = re.compile(r"([\u4e00-\u9fff()]{2,8})“[^”]+”[^“”]{0,6}率(?:达到?|为|均)?$")
_SORTS: Final = frozenset(("类", "大类", "种", "批", "批次"))
_NO_NOUN: Final = frozenset(("%", "‰", "倍", "", "个百分点", "元"))


def behind(frame: Frame, frames: Sequence[Frame], i: int, phrases: Phraser) -> tuple[str, str]:
    """The noun behind the number and what it does, also where a list shares both."""
    words = _words(frame, frames, i)
    if not words:
        return _of_the_next(frame, frames, i)
    if (alone := _alone(words, frame, phrases)) is not None:
        return "", alone
    noun, done = _apart(_AT_MEETING.sub("", words), frame, phrases)
    if done.endswith(("率", "由", "从")):
        done = ""  # 139项|任务|完成率100%, 28个|试点镇|赋权事项由118项…: of the next figure
    if not done and noun:
        done = _shared(frame, frames, i, phrases)
    if _CHOSEN.match(done):
        return done.replace("为", "", 1).replace("新一届", ""), ""
    return _short(_all_of(noun)), _named(_among(done, phrases))[:LONGEST]


def _words(frame: Frame, frames: Sequence[Frame], i: int) -> str:
    """The words behind the number as far as they can be its noun or its deed."""
    words = bare(frame.after)
    plain = words.isalpha()  # neither digits nor marks
    words = words if plain else _DATED.sub("", words)
    if not words or (frame.amount.unit in _NO_NOUN and not words.startswith(("的", "人"))):
        return ""
    if not plain:
        if words.count("(") > words.count(")"):
            words = words[: words.index("(")]
        words = _NUMBER.sub("", words)
    if words[-1:] in _LOOSE_ENDS:
        words = _LOOSE.sub("", words)
    if len(words) > 4 and adjacent(frames, i) and (of_next := _OF_NEXT.search(words)):
        words = words[: of_next.start()]  # 16个|执法部门|案卷118宗, 15个|便民服务中心|办件12万件
    if not _RANKS.isdisjoint(words) and (ranked := _RANKED.search(words, 2)):
        words = words[: ranked.start()]
    if "率" in words[-3:] and (held := _HELD_RATE.match(words)):
        words = held[1]  # 298个|行政村|“一村一法律顾问”覆盖率达100%
    return "" if GOING.match(words) else words.removesuffix("大关")


def _of_the_next(frame: Frame, frames: Sequence[Frame], i: int) -> tuple[str, str]:
    """整合12类|36项事项, 组织3批次|150人赴外地考察: what stands behind the next number."""
    if frame.amount.unit not in _SORTS or frame.after.strip() or not adjacent(frames, i) or frames[i + 1].before.strip():
        return "", ""
    noun, done = parted(bare(frames[i + 1].after))
    return (noun, "") if noun else ("", done[:LONGEST])


def _alone(words: str, frame: Frame, phrases: Phraser) -> str | None:
    """What is done, where the words behind the number tell nothing else; None where they begin with a noun."""
    unit = frame.amount.unit
    if frame.amount.dimension == "time":
        return words if len(words) <= 14 and _deed(words, phrases) else ""
    if unit in ("次", "场", "场次") and (towards := _TOWARDS.match(words)):
        return f"{towards[2]}{towards[1]}"
    return words[:LONGEST] if (unit in TIMES and _deed(words, phrases)) or phrases.sequel(words) else None


def _apart(words: str, frame: Frame, phrases: Phraser) -> tuple[str, str]:
    """The noun and what it does, as far as these words tell."""
    if "全覆盖的" in words and (spread := _SPREAD.match(words)):
        return spread[1], f"{_AND.sub('', spread[2])}全覆盖"
    noun, done = parted(words)
    if built := _BUILT.fullmatch(noun):
        return built[1], f"完成{built[2]}"
    if not done and _PLACED.match(frame.before.strip()):
        first, deed = phrases.first_verb(noun)
        return (first[:-1], "") if first.endswith("中") else (first, deed)
    if "中" in noun:
        noun = _OUT_OF.sub(r"\1", noun)
    if done:
        return noun, "" if done.startswith("最") else done
    return phrases.acts_in(noun)


def _deed(words: str, phrases: Phraser) -> bool:
    phrase = phrases.parse(words)
    return bool(phrase.verb) or phrases.sequel(words) or words.startswith(("获", "荣获", "保持", "位居"))


def _shared(frame: Frame, frames: Sequence[Frame], i: int, phrases: Phraser) -> str:
    """What a list does, said once behind its last noun."""
    if adjacent(frames, i):
        noun, done = parted(bare(frames[i + 1].after))
        front = phrases.read(frame.before)
        return done or (f"{front.words}{noun}" if noun and front.verb and not front.thing else "")
    if frame.tail:
        done = _NUMBER.sub("", parted(bare(frame.tail))[1])
        return "" if done.startswith("最") else done
    return ""


def _among(done: str, phrases: Phraser) -> str:
    return phrases.trimmed(done) if among(done) else done


def _all_of(noun: str) -> str:
    """The first of a long enumeration (人员轮训、知识抽查考试以及…); the noun that properties are of (操作性强、务实有效的措施)."""
    properties, of, thing = noun.rpartition("的")
    if of and len(thing) >= 2 and _PROPERTIES.search(properties):
        return thing
    return noun.partition("、")[0] if len(noun) > LONGEST // 2 and "“" not in noun else noun


def _named(done: str) -> str:
    """A long 《title》 by its last words: 签《关于建立…协作机制的意见》 → 签协作机制的意见."""
    if "《" not in done or len(done) <= 20:
        return done
    verb, _, title = done.partition("《")
    name = _TITLE_START.sub("", _TITLE_END.sub("", title).rpartition("”")[2].lstrip("的"))
    name = name if len(name) <= 18 else name.rpartition("的")[2][-14:]
    return f"{'签署' if verb == '签' else verb}{name}"


def _short(noun: str) -> str:
    if len(noun) <= LONGEST:
        return noun
    last = noun.rpartition("的")[2]
    return last if 2 <= len(last) <= LONGEST else noun[-LONGEST:]


class Behind:
    """The slots of a figure whose noun, or deed, stands behind the number."""

    def __init__(self, phrases: Phraser, sequels: Sequels) -> None:
        self._phrases, self._sequels = phrases, sequels

    def read(self, telling: Telling) -> Phrase | None:
        """The slots, or None where nothing that is counted stands behind the number."""
        noun, done = behind(telling.frame, telling.frames, telling.i, self._phrases)
        if not noun and not done:
            return None
        words = bare(telling.frame.before)
        if done and (event := _NAMED_BEFORE.search(done)) is not None:
            done = f"{done[: event.start()]}{_whole_name(event.group(), telling)}"
        if not noun:
            return self._deed(words, done, telling)
        if (last := telling.beside) is not None:
            return self._beside(words, noun, done, last)
        if (placed := self._placed(trimmed_front(words), noun, done)) is not None:
            return placed
        last = telling.last
        if telling.frame.item and not words and last is not None:
            if not done and last.phrase.done:
                return Phrase(done=last.phrase.done, thing=noun)
            front = Phrase(verb=last.phrase.verb)
        else:
            front = self._phrases.at_end(words)
        if 1 <= len(done) <= 3 and telling.clause and not front.verb:
            done = f"{self._sequels.noun_of(telling.clause)}{done}"
        return _joined(front, noun, done, telling.unit)

    def _placed(self, words: str, noun: str, done: str) -> Phrase | None:
        """试点选在|8个|镇街, 咨询点遍及|12个|街镇, 小戏到|15所|学校|演出."""
        if words[-1:] in _AT and (place := _PLACED_IN.match(words)):
            return Phrase(thing=f"{self._phrases.read(place['what']).thing}{noun}")
        if reach := _REACHED.match(words):
            what = self._phrases.read(reach["what"])
            return Phrase(done=f"{what.thing}{reach['verb']}", thing=noun) if what.thing and not what.verb else None
        if done and len(done) <= 4 and (stage := _STAGED.match(words)):
            return Phrase(done=f"{self._phrases.read(stage['what']).thing}{done}", thing=noun)
        return None

    def _beside(self, words: str, noun: str, done: str, last: Said) -> Phrase:
        """2支队伍|6人参加, 4期|50个主题."""
        own = self._phrases.at_end(words.removeprefix(last.phrase.thing).lstrip("的中和及与、"))
        if own.verb or own.thing:
            return _joined(own, noun, done, last.unit)
        if done:
            return Phrase(done=done, thing=noun)
        if _AND.search(words):  # 走进17个社区和|33家|企业
            return Phrase(verb=last.phrase.verb, thing=noun, done=last.phrase.done)
        if last.phrase.thing and len(noun) <= 4 and not last.phrase.done:
            return Phrase(thing=f"{last.phrase.thing}{noun}")
        return Phrase(verb=last.phrase.verb, thing=noun)

    def _deed(self, words: str, done: str, telling: Telling) -> Phrase | None:
        """12013人次|作答, 常务会6次|听取汇报, 连续三年|获评优秀, 另2件|尚未判决."""
        if done.startswith("为"):
            front = self._phrases.at_end(words)
            return Phrase(front.doer, front.verb, done[1:])
        if telling.frame.amount.dimension == "time":
            return Phrase(thing=f"{trimmed_front(words)}{done}")
        if telling.beside is not None:
            return Phrase(thing=done)
        return self._deed_of(self._phrases.read(words.removesuffix("吸引")), done, telling)

    def _deed_of(self, front: Phrase, done: str, telling: Telling) -> Phrase | None:
        counts_things = telling.unit not in TIMES and not self._phrases.sequel(done)
        if front.thing and not front.verb and counts_things:
            return None  # 内部顾问2人各司其职
        if front.thing:
            return Phrase(front.doer, front.verb, "" if self._phrases.only_verb(front.thing) else front.thing, done)
        if not front.words and counts_things and (like := telling.like(self._phrases)) is not None:
            return Phrase(done=done, thing=like.phrase.thing)
        if not front.words and self._phrases.parse(done).thing and not self._phrases.sequel(done):
            return Phrase(thing=done)  # 两次对企业进行检查
        after = self._sequels.after(done, None, telling)
        return Phrase(front.doer, front.verb, done) if front.verb and after.thing == done else after


def _whole_name(event: str, telling: Telling) -> str:
    """资格考试2场,126人通过|考试: the name that the event was counted under."""
    named = telling.about(event)
    return named.phrase.thing if named is not None and len(named.phrase.thing) <= 14 else event


def _joined(front: Phrase, noun: str, done: str, unit: str) -> Phrase:
    """What stands before the number with what stands behind it."""
    if done:
        of = front.thing if not front.verb and not front.done and len(front.thing) <= 6 else ""
        return Phrase(done=done, thing=f"{of}{noun}")
    owner, of, thing = noun.partition("的")
    if of and front.verb and not front.thing and len(owner) >= 2 and unit != "次":
        return Phrase(done=f"{front.verb}{thing}", thing=owner)
    if front.done or len(front.thing) > 12:
        return Phrase(front.doer, front.verb, noun) if len(noun) > 2 else Phrase(thing=f"{front.thing}{noun}")
    return Phrase(front.doer, front.verb, f"{front.thing}{noun}")
