"""What a figure counts, as the title of a column that reads by itself.

In: the frames of a sentence (what stands around each figure), the sentence so far, the headings above. Out: a ``Measure`` for each:
title, whether it is a change against another time, whether a part of another figure.

How: the words of the figure's own item are read as who, does, what (``phrases``); the noun stands behind the number (选聘30名监督员 →
选聘监督员人数; 675名干部进行述法 → 进行述法的干部人数) or before it (受理案件627件 → 受理案件件数). What the item leaves out comes from
the figures before (``slots``): a bare verb takes the object of one with a like unit (审结98件 → 审结复议案件件数), a kind replaces the
kind (二审3件), a noun in a list takes the verb, a bare rate what is rated, a sequel what it follows (竞赛…, 2000人次参与). Then who acts
in the sentence and what it is about (``topics``) go in front where the title does not say so, and the unit ends it (``wording``).

Changes are told in ``changes``; 提升至64.9% is a level. Parts: 其中…, asides of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.extract.breakdowns import Breakdown
from kg.extract.changes import change_of
from kg.extract.frames import Frame, follows_figure, series_of
from kg.extract.phrases import Phrase, Phraser
from kg.extract.slots import Slots
from kg.extract.telling import RATES, Said, Telling, is_rate, kind_of, span_in
from kg.extract.topics import Topics, clause_before, framed, told_in
from kg.extract.wording import LONGEST, ending, whole
from kg.model import WordList
from kg.record import Record, replace

_PART: Final = re.compile(r"(?=[其,(包含分])(?:其中|(?:^|[,(])(?:包括|包含|含|分别为))")
_LEVEL_ENDS: Final = frozenset("至到为在约近了")
_LEVEL: Final = re.compile(r"(?:至|到|(?<![增降涨]幅)(?<![增降涨]幅分别)为|在)(?:约|近|了)?$")
# 事故起数和死亡人数“双下降”,降幅分别为9%和20%: what a clause without figures says went up or down.
_BOTH: Final = re.compile(r"(?P<names>[^,;:“”]{2,30}?)(?:均|都|实现|同比|保持|呈)*(?:“?[双均][^,“”]{2}”?|下降|上升)$")
# 活动, 专题会议: a noun that says nothing by itself.
_VAGUE: Final = re.compile(
    r"(?:主体|专题|相关|集中|主题|系列|各类|上述|该类|此类|区级|层面|县级|市级|单位|街镇|各|具体|有关|、)*"
    r"(?:活动|会议|事项|项目|问题|资料|案件|材料|场次|线索|措施|举措|任务|建议|意见|申请|改革|内容|条款|典型案例|案例|人员|工作|次|会)|(?:基本|不)?(?:满意|赞成|同意|称职)|提前"
)
# 规范性文件|开展|合法性审核.
_LIGHT_INSIDE: Final = re.compile(r"(?<=.{3})(?:组织)?(?:开展|进行)(?=.{2})")
_LONGEST_STEM: Final = 36
# “宪法宣传周”“送法下乡”等活动: several by name, and others, are the activities of their subject.
_CAMPAIGNS: Final = re.compile(r"(?:“[^“”]*”){2,}等[^,;“”]{0,4}活动")
_FILES: Final = re.compile(r"(?<![法罚可制助议讼证解秀好格类])案卷")
_OF_ENFORCEMENT: Final = frozenset(("", "行政执法", "行政执法监督", "合法性审查", "行政处罚"))
_FOR_WHOM: Final = re.compile(r"为(?:困难|广大)?(?:群众|当事人|受援人|农民工|申请人|职工|劳动者)")
# 案件数 → 案件; 户数, 总数 stay.
_COUNT_END: Final = re.compile(r"(?:(?<!案)件数|次数|(?<![总户家宗起份卷])数)$")
_NAMES: Final = re.compile(r"[、和与及]")
_PERSONS: Final = frozenset(("人", "人次"))
# 物业纠纷占18%
_SHARE: Final = re.compile(r"占(?:到|据|了)?(?:约|近|超过?)?$")
# “甲”, and 法治满意度, which is that of all, whatever was spoken of before.
_BY_ITSELF: Final = re.compile(r"[“”\"]|法治.{0,6}满意|对法治|万人|^(?:司法所|派出所|法庭)$")
# What reports write short, and its name in full.
_SHORT_FOR: Final = (
    ("复议", re.compile(r"(?<!行政)复议(?![^“”]*”)"), "行政复议"),
    ("调委会", re.compile(r"(?<![\u4e00-\u9fff]民)调委会(?![^“”]*”)"), "人民调解委员会"),
    ("入矫", re.compile(r"(?<![再重新])入矫"), "接收社区矫正对象"),
    ("入矫", re.compile(r"新入矫"), "新接收社区矫正对象"),
    ("解矫", re.compile(r"解矫"), "解除社区矫正"),
)
_COMPARED: Final = re.compile(r"(?:约?是|达到?|相当于|为)(?:了)?((?:同期)?.{4,}?)的?$")
_ORGANS: Final = ("处", "中心", "局", "所", "院", "机构", "机关")


class Measure(Record, frozen=True):
    """The title of a figure. ``subject`` is what it is about (行政复议), in one form; ``core`` the title without subject, actor and
    ending."""

    title: str
    core: str
    subject: str
    change: bool = False
    part: bool = False


class Trail:
    """What the figures so far were about, within one section."""

    subject: str = ""
    sentence: int = -9
    above: tuple[Sequence[str], str] | None = None  # the subject of the headings, once it was asked for
    parted: Breakdown | None = None  # what a list, parted by semicolons, is going through

    def __init__(self) -> None:
        self.previous: list[Measure] = []  # of the sentence


class Titler:
    """Titles of figures, with the words of a vocabulary compiled."""

    def __init__(self, word_lists: Mapping[str, WordList]) -> None:
        self._phrases = Phraser(word_lists)
        self._topics = Topics(word_lists)
        self._slots = Slots(self._phrases, self._topics)

    def measures(
        self, frames: Sequence[Frame], before: Sequence[str], headings: Sequence[str], trail: Trail, sentence: int
    ) -> list[Measure]:
        """A title for each frame of one sentence; ``before[i]`` is the sentence up to the clause of frame ``i``."""
        trail.previous = []
        if not trail.subject or sentence > trail.sentence + 1:
            if trail.above is None or trail.above[0] != headings:
                trail.above = headings, self._topics.of_headings(headings)
            trail.subject = trail.above[1]
        trail.sentence = sentence
        if not frames:
            return []
        telling = Telling(frames, trail.subject)
        telling.topic.parted = trail.parted
        for i, frame in enumerate(frames):
            telling.turn(i)
            self._topics.take(telling.topic, before[i])
            measure = self._change(frame, frames, i, trail, before[i])
            if measure is None:
                measure = self._level(before[i], telling)
            else:
                telling.said.append(None)
            trail.previous.append(measure)
            if frame.amount.unit != "倍" and not measure.part:  # 是同期一审诉讼案件的2.3倍: compared with, not spoken of
                trail.subject = telling.subject = measure.subject or trail.subject
        trail.parted = telling.topic.parted
        return trail.previous

    # --- changes --------------------------------------------------------------------------------------------------------------

    def _change(self, frame: Frame, frames: Sequence[Frame], i: int, trail: Trail, before: str) -> Measure | None:
        """同比增长7% behind a figure is the change of that figure; 案件数量增长3倍 that of its own subject."""
        words = frame.before.rstrip()
        series = series_of(frame, frames, i)
        change = None if words[-1:] in _LEVEL_ENDS and _LEVEL.search(words) else change_of(words, frame.amount, before)
        if change is None and series and trail.previous[-1].change and not words.strip("、和,及 "):
            change = change_of(frames[i - series].before.rstrip(), frame.amount)
        if change is None:
            return None
        base = change.base or _in_order(frames[i - series], series, before, follows_figure(frames, i - series))
        level = _level_before(trail.previous, series, "分别" in frames[i - series].before)
        if "分别" in frames[i - series].before and len(names := _NAMES.split(base)) == _figures(frames, i):
            base = names[series]  # 起数、死亡人数分别下降18%、22%
        if not base and level is None and trail.previous:
            base = trail.previous[-1].core  # 同比减少12件,下降28%
        if level is not None and (not base or not self._topics.canon(base)):
            if base and self._phrases.only_verb(base):
                level = next((m for m in reversed(trail.previous) if base in m.title and not m.change), level)
            if not base or self._phrases.only_verb(base):
                base = level.title if level.title.endswith("人数") else _COUNT_END.sub("", level.title)
            elif level.subject not in base:
                base = f"{level.subject}{base}"
        subject = level.subject if level else self._topics.canon(base)
        return Measure(whole(_spelt_out(f"{base}{change.end}")), base, subject, change=True)

    # --- levels ---------------------------------------------------------------------------------------------------------------

    def _level(self, before: str, telling: Telling) -> Measure:
        frame = telling.frame
        telling.part = "其中" in frame.lead + frame.before
        telling.clause = clause_before(before) if not follows_figure(telling.frames, telling.i) else ""
        telling.topic.clause = telling.clause or telling.topic.clause
        phrase = _short(self._slots.read(telling))
        part = _is_part(frame, telling.frames, telling.i, before) or telling.part
        if frame.amount.unit == "倍" and (ratio := _times(phrase.thing, telling)):
            telling.said.append(None)
            return Measure(whole(_spelt_out(ratio)), ratio, self._topics.canon(ratio))
        telling.said.append(Said(phrase, frame.amount.unit, frame, phrase.doer if frame.amount.unit in RATES else "", part))
        title, subject = self._about(phrase, telling)
        title = whole(_spelt_out(title))
        end = ending(frame.amount, title)
        own = frame.before.strip(" \n,、;:|")
        if end == "比例" and "占" not in title and (not own or _SHARE.search(own)):
            end = "占比"
        return Measure(title + end, phrase.words, subject, part=part)

    def _about(self, phrase: Phrase, telling: Telling) -> tuple[str, str]:
        """The title without its ending, with what it is about where it does not say so itself; and its subject."""
        topic, stem = telling.topic, self._undoubled(phrase)
        stem = self._files(stem, telling)
        own = self._topics.canon(stem)
        if stem[:1] == "“" and (several := _CAMPAIGNS.match(stem)) and (of := topic.latest or topic.subject or telling.subject):
            return f"{of}活动{stem[several.end() :]}", of
        rate = is_rate(stem)
        vague = not phrase.thing or _VAGUE.fullmatch(phrase.thing) is not None
        span = span_in(stem)
        named = span is not None and span.start() - ("原" in stem) >= 4  # 企业开办|时间
        brief = (len(stem) <= 6 or (rate and len(stem) <= 8) or (len(stem) <= 10 and span is not None)) and not named
        meeting = "" if phrase.doer or telling.part else telling.meeting(stem)
        told = meeting or ("" if own or span or telling.part else framed(topic, stem))
        where = meeting or topic.occasion or told or ("" if own else topic.channel)
        if vague and not where:
            where = self._slots.sequels.noun_of(topic.clause)
        fits = bool(where) and where.removesuffix("清理") not in stem and len(where) + len(stem) <= _LONGEST_STEM
        if (vague or brief or where in (meeting, told_in(topic, stem))) and fits and telling.unit not in RATES:
            return f"{where}{stem}", own or topic.subject or telling.subject
        acting = topic.actor and not phrase.doer and topic.actor[-3:] not in stem and len(stem) <= 18
        if acting and not (own and self._topics.canon(topic.actor) == own):
            stem = f"{topic.actor}{stem}"
        subject = own or (topic.latest if rate else topic.subject)
        if not subject and not phrase.doer and (vague or len(stem) <= 3 or (len(stem) == 4 and kind_of(telling.unit) in _PERSONS)):
            subject = telling.subject  # what was spoken of before the sentence helps only a title that says nothing by itself
        said = len(subject) == 2 and subject[-1] in stem  # 普法: 法律讲座 says as much
        if subject and (vague or brief) and not said and not self._topics.canon(stem) and not _BY_ITSELF.search(stem):
            deed = self._deed_to(subject, telling) if telling.unit == "元" else ""
            stem = f"{deed}{subject}{stem}"
        elif subject and telling.unit == "元" and _FOR_WHOM.match(stem) and not own:
            stem = f"{subject}{stem}"  # 法律援助|为困难群众挽回损失
        return stem, subject

    def _deed_to(self, subject: str, telling: Telling) -> str:
        """调解|矛盾纠纷90件,涉及金额…: what was done to the subject by the figure before."""
        phrases = (said.phrase for said in telling.levels() if self._topics.canon(said.phrase.thing) == subject)
        before = next((phrase for phrase in phrases if phrase.verb or phrase.after), None)
        deed = (before.verb or before.after.removesuffix("成功")) if before else ""
        return deed if len(deed) <= 4 else ""

    def _files(self, stem: str, telling: Telling) -> str:
        """评查案卷: those of 行政执法, where nothing else was spoken of."""
        if "评查" not in stem or _FILES.search(stem) is None or self._topics.canon(stem):
            return stem
        of = telling.topic.subject or telling.subject
        return _FILES.sub("行政执法案卷", stem, count=1) if of in _OF_ENFORCEMENT else stem

    def _undoubled(self, phrase: Phrase) -> str:
        """公证处办理公证: who does it says no more than the rest."""
        doer = phrase.doer
        if not doer or not doer.endswith(_ORGANS) or not (of := self._topics.canon(doer)):
            return phrase.words
        rest = replace(phrase, doer="")
        return rest.words if self._topics.canon(rest.words) == of else phrase.words


def _short(phrase: Phrase) -> Phrase:
    """A long phrase by its head noun, cut nowhere within a quotation; no light verb inside a noun."""
    if not phrase.verb and ("开展" in phrase.thing or "进行" in phrase.thing):
        phrase = replace(phrase, thing=_LIGHT_INSIDE.sub("", phrase.thing))
    doer, thing = phrase.doer, phrase.thing
    if len(doer) + len(phrase.verb) + len(phrase.done) + len(thing) + len(phrase.after) < LONGEST or len(phrase.words) <= LONGEST:
        return phrase
    if len(thing) > LONGEST - 4:
        heads = (thing.rpartition(mark)[2] for mark in ("的", "、"))
        at = thing.rfind("“") if "“" in thing else len(thing) - LONGEST
        thing = next((h for h in heads if 3 <= len(h) <= LONGEST and h.count("“") == h.count("”")), thing[max(at, 0) :])
    phrase = replace(phrase, thing=thing[-LONGEST:])
    if len(phrase.words) > LONGEST:
        phrase = replace(phrase, doer="")
    return replace(phrase, done="", after="") if len(phrase.words) > _LONGEST_STEM else phrase


# --- the sentence as a whole -------------------------------------------------------------------------------------------------------


def _times(thing: str, telling: Telling) -> str:
    """新收复议申请…,是同期一审诉讼案件|的4.3倍: the ratio of the figure before to what it is compared with."""
    compared = _COMPARED.match(thing)
    last = next((said.phrase for said in telling.levels() if said.unit not in RATES and said.phrase.thing), None)
    return f"{last.thing}与{compared[1]}之比" if compared and last else ""


def _spelt_out(title: str) -> str:
    """复议 written 行政复议, 解矫 解除社区矫正, so that titles of many reports are alike."""
    for word, short, full in _SHORT_FOR:
        if word in title and full not in title:
            title = short.sub(full, title, count=1)
    return title


def _figures(frames: Sequence[Frame], i: int) -> int:
    return sum(1 for frame in frames if frame.clause == frames[i].clause)


def _in_order(first: Frame, series: int, before: str, follows: bool) -> str:
    """What 分别 tells the change of, where a clause without figures names it: 起数和人数“双下降”,降幅分别为."""
    if follows or "分别" not in first.before or (both := _BOTH.search(clause_before(before))) is None:
        return ""
    names = _NAMES.split(both["names"])
    return names[series] if series < len(names) else ""


def _level_before(previous: Sequence[Measure], series: int, respectively: bool) -> Measure | None:
    """The level a change belongs to: the last one, or of several 分别 changes the one in the same place."""
    levels = [m for m in previous if not m.change]
    if respectively and len(levels) >= 2 and series < 2:
        return levels[series - 2]
    return levels[-1] if levels else None


def _is_part(frame: Frame, frames: Sequence[Frame], i: int, before: str) -> bool:
    """其中…, what follows it with the same unit, and an aside of the same unit."""
    words = frame.lead + frame.before
    if ("其中" in words or "包" in words or "含" in words or "分别" in words) and _PART.search(words):
        return True
    if frame.aside and any(f.amount.unit == frame.amount.unit and not f.aside for f in frames[:i]):
        return True
    if "其中" not in before or frame.amount.unit in RATES:
        return False
    marked = next((n for n in range(i) if "其中" in frames[n].lead + frames[n].before), None)
    return marked is not None and all(f.amount.unit == frame.amount.unit for f in frames[marked:i])
