"""What a figure counts, as the title of a column that reads by itself.

In: the frames of a sentence (what stands around each figure), the sentence so far, the headings above. Out: a ``Measure`` for each:
title, whether it is a change against another time, whether a part of another figure.

How: the words of the figure's own item are trimmed (``wording``); the noun stands behind the number (选聘30名监督员 → 选聘监督员人数; 675
名干部进行述法 → 进行述法的干部人数) or before it (受理案件627件 → 受理案件件数); a bare verb takes the object of the figure before it (
审结98件 → 审结复议案件件数); a sequel takes what it follows (竞赛…, 2000人次参与); a clause that does not say what it is about takes the
subject of the sentence, else of the figures before, else of the heading (words:measure-subjects), and who acts in the sentence
(words:measure-actors).

Changes: 同比增长7%, 下降15%以上, 提高2.5个百分点, 增长3倍多 → …同比增长率, …下降幅度, …增长倍数; 提升至64.9% is a level. Parts: 其中…,
asides of the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.frames import Frame, adjacent, follows_figure, series_of
from kg.extract.wording import LONGEST, among, bare, ending, parted, trimmed_back, trimmed_front, words_of
from kg.model import WordList

_CHANGE = re.compile(
    r"(?P<base>.*?)(?P<against>(?:同比|环比|[较比](?:上年|去年|上一?年度?|20\d\d年|往年|前年)?(?:同期)?(?:水平)?|"
    r"与[^,]{2,12}相比,?)*)(?:分别|(?<!平)均)?"
    r"(?P<verb>增长|上升|提高|提升|增加|增幅|上涨|攀升|翻|下降|降低|减少|降幅|压减|压缩|缩短|回落|节约|节省|精简|多|少|增|降)(?:幅度|"
    r"率)?(?:了|约|近|达到?|超过?|逾|均|分别|为|:|[、和]){0,3}$"
)
_UPWARD = re.compile(r"增|升|涨|提|翻|多|攀")
_CHANGE_UNITS = frozenset(("%", "‰", "个百分点", "倍", "成"))
_LEVEL = re.compile(r"(?:至|到|为|在)(?:约|近|了)?$")
_VERBS_AS_WRITTEN = {"增幅": "增长", "降幅": "下降", "多": "增加", "少": "减少", "增": "增长", "降": "下降"}
_PART = re.compile(r"其中|(?:^|[,(])(?:包括|包含|含|分别为)")
# What came of the figure or the clause before: 受教育, 覆盖, 发放, 配备率.
_SEQUEL = re.compile(
    r"^(?:受众|受教育|受益|覆盖|惠及|参与|参加|参训|参会|涉及|教育|服务|到场|吸引|点击|浏览|阅读|观看|培训|平均|协议|整改|配备|完成|合格|"
    r"通过|办结|参考|巡演|采纳|成绩|(?:执行|履行|知晓|满意|及时|准确|到位|回复|答复|录入|成功|优良)率$)"
)
# 活动, 专题会议: a noun that says nothing by itself.
_VAGUE = re.compile(
    r"(?:主体|专题|相关|集中|主题|系列|各类|上述|该类|此类|区级|层面|县级|市级|单位|街镇|各|、)*(?:活动|会议|事项|项目|问题|资料|案件|"
    r"材料|场次|线索)"
)
# 乡镇10件、区级部门54件: whose they are, not what.
_OWNER = re.compile(r"(?:[区县市省镇乡村级]|街道|社区|部门|单位|机关|法院|检察院|企业|公司|\))$")
# 一审, 在册 … : a state that the next figure does not share.
_STATE = re.compile(r"^(?:一审|二审|再审|上年结转|新|现有|其他)+|在册|在矫")
# 村(社区)“法律之家”建设 behind 完成: what was built, and where.
_BUILT = re.compile(r"([^“”]{1,10})(“[^”]+”[^“”]{0,4}(?:建设|创建|改造|提升|升级|打造))")
_PLACED = re.compile(r"^(?:在|依托|于|为|对|向|从|联合|会同|与|面向|针对|深入|走进|指导|组织|督促|推动)")
# 区公证处|受理公证事项: who does it says no more than the rest.
_DOER = re.compile(r"^[^,“”]{1,9}(?:处|局|所|中心|院|委|办|政府|部门|单位|机关|街道|镇街|系统)$")
_LIGHT = re.compile(r"^(?:组织)?(?:开展|举办|举行|召开|进行|组织)(?=.{3})(?:了)?")
_CHOSEN = re.compile(r"^(?:受聘|当选|担任|成为|被聘|获聘)")
_VIA = re.compile(
    r"^.*?(?:通过|依托|利用|运用).{2,}?(?=开展|办理|进行|实施|作出|完成|受理|查处)(?:开展|办理|进行|实施|作出|完成|受理|查处)"
)
_LISTED = re.compile(r"[、和及与]")
_MOVED = re.compile(r"(?:压减|压缩|缩短|减少|下降|降低|提升|提高|增加|增长|上升|延长|优化)+")
_QUOTED = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Measure:
    """The title of a figure. ``subject`` is what it is about (行政复议), in one form; ``core`` the title without subject, actor and
    ending."""

    title: str
    core: str
    subject: str
    change: bool = False
    part: bool = False


@dataclass(slots=True)
class Trail:
    """What the figures so far were about, within one section."""

    subject: str = ""
    sentence: int = -9
    previous: list[Measure] = field(default_factory=list)  # of the sentence


class Titler:
    """Titles of figures, with the words of a vocabulary compiled."""

    def __init__(self, word_lists: Mapping[str, WordList]) -> None:
        subjects = [entry.split("|") for entry in word_lists["measure-subjects"].words]
        self._canonical = {form: entry[0] for entry in subjects for form in entry}
        self._subject = re.compile(words_of(self._canonical))
        actors = words_of(word_lists["measure-actors"].words)
        kinds = "区|县|市|镇|政府|法律|普法|公益|志愿|公共|巾帼|青年|行政复议|专业|外聘|基层|人民|行业性"
        self._actor = re.compile(
            rf"(?:^|[,;:。])[^\d,;:。“”、]{{0,22}}?((?:{kinds})*(?:{actors}))(?!化|制度|建设|体系|机制|网络|管理|培训|队伍|聘|全|备案|"
            rf"人才|[\u4e00-\u9fff]{{0,6}}(?:签订|签署))"
        )
        verbs = words_of(word_lists["measure-verbs"].words)
        self._verb = re.compile(verbs)
        self._all_verb = re.compile(rf"(?:{verbs}|成功|后|予以|经|新|未|已|全部|再|上年|结转|一审|二审|再审|[并和]){{1,4}}")
        self._front_verb = re.compile(rf"^(?:{verbs})+")

    def measures(
        self, frames: Sequence[Frame], before: Sequence[str], headings: Sequence[str], trail: Trail, sentence: int
    ) -> list[Measure]:
        """A title for each frame of one sentence; ``before[i]`` is the sentence up to the clause of frame ``i``."""
        trail.previous = []
        if not trail.subject or sentence > trail.sentence + 1:
            trail.subject = next(filter(None, map(self._canon, reversed(headings))), "")
        trail.sentence = sentence
        for i, frame in enumerate(frames):
            measure = self._change(frame, frames, i, trail) or self._level(frame, frames, i, before[i], trail)
            trail.previous.append(measure)
            trail.subject = measure.subject or trail.subject
        return trail.previous

    # --- one figure -----------------------------------------------------------------------------------------------------------

    def _level(self, frame: Frame, frames: Sequence[Frame], i: int, before: str, trail: Trail) -> Measure:
        core = self._core(frame, frames, i, trail)
        title, subject = self._about(core, frame, before, trail, first=not follows_figure(frames, i))
        title = trimmed_front(_LIGHT.sub("", title))
        return Measure(title + ending(frame.amount, title), core, subject, part=_is_part(frame, frames, i, before))

    def _change(self, frame: Frame, frames: Sequence[Frame], i: int, trail: Trail) -> Measure | None:
        """同比增长7% behind a figure is the change of that figure; 案件数量增长3倍 that of its own subject."""
        words = frame.before.rstrip()
        match = _CHANGE.match(words.lstrip(" ,(")) if not _LEVEL.search(words) else None
        series = series_of(frame, frames, i)
        if match is None and series and trail.previous[-1].change and not words.strip("、和,及 "):
            match = _CHANGE.match(frames[i - series].before.lstrip(" ,("))
        amount = frame.amount
        if match is None:
            return None
        plain = amount.unit not in _CHANGE_UNITS and amount.dimension not in ("time", "money")
        if plain and not match["against"] and "了" not in words[-3:]:
            return None  # 新增3名, 减少上访: what was done, not how it changed
        base = trimmed_front(match["base"]).removesuffix("分别").rstrip("数量的总")
        level = _level_before(trail.previous, series, "分别" in frames[i - series].before)
        if not base and level is None and trail.previous:
            base = trail.previous[-1].core  # 同比减少12件,下降28%
        if level is not None and (not base or self._subject.search(base) is None):
            if not base or self._all_verb.fullmatch(base):
                base = level.title if level.title.endswith("人数") else re.sub(r"(?:(?<!案)件数|次数|数)$", "", level.title)
            elif level.subject not in base:
                base = f"{level.subject}{base}"
        if amount.unit in _CHANGE_UNITS:
            end = "倍数" if amount.unit == "倍" else "率" if _UPWARD.search(match["verb"]) and amount.unit == "%" else "幅度"
        else:
            end = ending(amount, "")
        against = "" if not match["against"] else "环比" if "环比" in match["against"] else "同比"
        verb = _VERBS_AS_WRITTEN.get(match["verb"], match["verb"])
        subject = level.subject if level else self._canon(base)
        return Measure(self._spelt_out(f"{base}{against}{verb}{end}"), base, subject, change=True)

    def _core(self, frame: Frame, frames: Sequence[Frame], i: int, trail: Trail) -> str:
        """What is counted."""
        front = self._trimmed(frame.before)
        noun, predicate = self._behind(frame, frames, i)
        if noun:
            if adjacent(frames, i - 1):
                front = self._list_verb(frames[i - 1].before)
            elif frame.item and not front:
                front = self._list_verb(frame.lead)
            return f"{predicate}的{noun}" if predicate else f"{self._verb_tail(front)}{noun}"
        if predicate.startswith("为"):
            return f"{self._verb_tail(front)}{predicate[1:]}"
        if predicate and (not front or adjacent(frames, i - 1)):
            front = predicate
        front = self._respectively(front, frame, frames, i)
        previous = _level_like(frames, i, trail)
        if previous is None:
            return self._cut(front)
        if not front or _MOVED.fullmatch(front):
            front = previous.core
        elif self._all_verb.fullmatch(front) and frame.amount.unit != "%":
            thing = _STATE.sub("", self._thing(previous.core))
            front = f"{front}{thing}" if thing not in front else front
        elif frame.item and not self._verbs(front) and len(front) < 8:
            front = self._same_kind(front, frame, previous)
        elif len(front) < 8 and (via := _VIA.match(previous.core)):
            front = f"{via.group()}{front}"
        return self._cut(front)

    def _behind(self, frame: Frame, frames: Sequence[Frame], i: int) -> tuple[str, str]:
        """The noun behind the number and what it does, also where a list shares both."""
        words = bare(frame.after)
        if frame.amount.unit in ("%", "‰", "倍", "") and not words.startswith(("的", "人")):
            return "", ""
        if frame.amount.unit == "次" and self._front_verb.match(words):
            return "", words[:LONGEST]
        noun, predicate = parted(words)
        if built := _BUILT.fullmatch(noun):
            noun, predicate = built[1], f"完成{built[2]}"
        elif not predicate and _PLACED.match(frame.before.strip()):
            noun, predicate = self._at_verb(noun)
        if not predicate and noun and adjacent(frames, i):
            following = parted(bare(frames[i + 1].after))
            predicate = following[1] or (self._trimmed(frame.before) + following[0] if following[0] else "")
        elif not predicate and noun and frame.tail:
            predicate = parted(bare(frame.tail))[1]
        if _CHOSEN.match(predicate):
            return predicate.replace("为", "", 1).replace("新一届", ""), ""
        predicate = self._unlisted(predicate)
        if len(noun) > LONGEST // 2 and "“" not in noun:
            noun = noun.partition("、")[0]
        return noun[:LONGEST], predicate[:LONGEST]

    def _respectively(self, front: str, frame: Frame, frames: Sequence[Frame], i: int) -> str:
        """受理、审结案件分别为9件、8件: the first is 受理案件, the second 审结案件."""
        series = series_of(frame, frames, i)
        words = bare(frames[i - series].before)
        if front and series:
            return front
        names = _LISTED.split(self._trimmed(words.split("分别")[0]))
        together = sum(f.clause == frame.clause for f in frames)
        if "分别" not in words and not (together == len(names) and all(n.endswith(("率", "度")) for n in names)):
            return front
        if series >= len(names) or len(names) < 2:
            return front
        thing = self._thing(names[-1])
        name = names[series]
        return f"{name}{thing}" if self._all_verb.fullmatch(name) and thing not in name else name

    def _at_verb(self, noun: str) -> tuple[str, str]:
        """依托N个|司法所|建立工作站: behind a preposition the first verb ends the noun."""
        for start, _ in self._verbs(noun):
            if 2 <= start < len(noun) - 3:
                return noun[:start], noun[start:]
        return noun, ""

    # --- trimming -------------------------------------------------------------------------------------------------------------

    def _trimmed(self, words: str) -> str:
        words = bare(words)
        return trimmed_back(trimmed_front(self._unlisted(words)))

    def _unlisted(self, words: str) -> str:
        """Without the examples before 等: 选取甲、乙、丙等 → 选取; 参与签订、审查、办理等事务 → 参与事务."""
        sides = among(words)
        if sides is None:
            return words
        head, rest = sides
        first = min((p for p in (head.find("、"), head.find("《"), head.find("“")) if p >= 0), default=len(head))
        verbs = self._verbs(head)
        early = [end for start, end in verbs if end <= first]
        if early:
            return head[: early[0]] + rest
        return (head[verbs[-1][0] : verbs[-1][1]] if verbs else "") + rest

    def _verbs(self, words: str) -> list[tuple[int, int]]:
        """The verbs of some words, chains as one, and none inside a subject (人民调解组织)."""
        taken = [m.span() for m in self._subject.finditer(words)]
        found: list[tuple[int, int]] = []
        for match in self._verb.finditer(words):
            start, end = match.span()
            if any(a < end and start < b and b - a > end - start for a, b in taken):
                continue
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    def _thing(self, core: str) -> str:
        """The object of a title: 人民调解组织受理纠纷 → 纠纷."""
        ends = [end for _, end in self._verbs(core) if len(core) - end >= 2]
        return (core[ends[-1] :] if ends else core).rpartition("的")[2]

    def _cut(self, words: str) -> str:
        """The end of a long title from a verb on: what stands before is how or why. A doer that adds nothing goes too."""
        verbs = self._verbs(words)
        if verbs and _DOER.match(words[: verbs[0][0]]) and self._canon(words[verbs[0][0] :]):
            doer, rest = words[: verbs[0][0]], words[verbs[0][0] :]
            if not self._canon(doer) or self._canon(doer) == self._canon(rest):
                return self._cut(rest)
        if len(words) <= LONGEST:
            return words
        starts = [start for start, _ in verbs if LONGEST // 4 <= len(words) - start <= LONGEST]
        return words[starts[0] :] if starts else words[-LONGEST:]

    def _verb_tail(self, front: str) -> str:
        """What stays of the words before the number where the noun is behind it."""
        if len(front) <= 10:
            return front
        starts = [start for start, _ in self._verbs(front) if len(front) - start <= 14]
        return front[starts[0] :] if starts else ""

    def _list_verb(self, lead: str) -> str:
        """The verb that a list shares: 维护3个…、54个…."""
        match = self._front_verb.match(trimmed_front(lead.strip()))
        return match.group() if match else ""

    def _same_kind(self, front: str, frame: Frame, previous: Measure) -> str:
        """乡镇 beside 区政府规范性文件80件 → 乡镇规范性文件; a noun of its own kind takes only the verb (制发意见书5份、建议书2份)."""
        if not _OWNER.search(front):
            return f"{self._list_verb(frame.lead)}{front}"
        thing = self._thing(previous.core)
        return f"{front}{thing}" if front not in thing else front

    # --- subject --------------------------------------------------------------------------------------------------------------

    def _canon(self, words: str) -> str:
        match = self._subject.search(words)
        return self._canonical[match.group()] if match else ""

    def _last_subject(self, words: str) -> str:
        found = ""
        for match in self._subject.finditer(words):
            found = self._canonical[match.group()]
        return found

    def _about(self, core: str, frame: Frame, before: str, trail: Trail, *, first: bool) -> tuple[str, str]:
        """The core with what it is about, where it does not say so itself, and its subject."""
        title = _LIGHT.sub("", core)
        own = self._canon(core)
        if core.startswith("成功率") and "调解" in before:
            title = core = f"调解{core}"
        verbs = self._verbs(core)
        thing = core[verbs[0][1] :] if verbs else core
        thin = len(core) - sum(end - start for start, end in verbs) < 2 and not own and frame.amount.unit != "%"
        thin = thin or ("的" in core and len(core) < 8) or _VAGUE.fullmatch(thing) is not None
        if thin or (_SEQUEL.match(core) and len(core) < 10) or frame.aside:
            thing = self._followed(before if first else "", trail, bare=not core)
            title = f"{thing}{core}" if thing and (not core or core not in thing) and thing not in core else title
        actor = self._acting(core, before)
        if actor and actor not in title:
            title = f"{actor}{title}"
        subject = own or self._last_subject(before)
        if not subject and (verbs or not frame.after):
            subject = trail.subject
        needy = len(_LIGHT.sub("", title)) < 12 or not self._verbs(title) or (verbs and verbs[-1][1] == len(core))
        if subject and needy and not self._canon(title) and not _QUOTED.search(core):
            title = f"{subject}{title}"
        return self._spelt_out(title), subject

    def _ends_in_verb(self, clause: str) -> bool:
        """处罚工作有序开展, 合计…: the clause says that something was done, not what."""
        verbs = self._verbs(clause)
        return bool(verbs) and verbs[-1][1] == len(clause)

    def _followed(self, before: str, trail: Trail, *, bare: bool) -> str:
        """What a sequel follows: the clause before it, where that has no figure; else the figure before it."""
        clause = before.rstrip(",;: ").rsplit(",", 1)[-1]
        if clause and not (bare and self._ends_in_verb(clause)):
            clause = _LIGHT.sub("", self._cut(self._trimmed(clause)))
            if 4 <= len(clause) <= LONGEST:
                return clause
        previous = next((m for m in reversed(trail.previous) if not m.change and not m.part and not m.core.endswith("率")), None)
        if previous is None:
            return ""
        done, of, noun = previous.core.partition("的")
        if of and noun:
            return f"{noun}{done}"
        return self._thing(_LIGHT.sub("", previous.core)) if len(previous.core) > 4 else ""

    def _spelt_out(self, title: str) -> str:
        """复议 written 行政复议, so that titles of many reports are alike."""
        return title.replace("复议", "行政复议", 1) if "复议" in title and "行政复议" not in title else title

    def _acting(self, core: str, before: str) -> str:
        """Who acts in the sentence, named at the start of a clause before this one."""
        found = ""
        for match in self._actor.finditer(before):
            found = match.group(1)
        if not found or found[-3:] in core:
            return ""
        return trimmed_front(found).lstrip("()·")


# --- the sentence as a whole -------------------------------------------------------------------------------------------------------


def _level_like(frames: Sequence[Frame], i: int, trail: Trail) -> Measure | None:
    """The last level before frame ``i`` that is no rate and no aside."""
    for n in range(i - 1, -1, -1):
        measure = trail.previous[n]
        if not measure.change and not frames[n].aside and frames[n].amount.unit not in ("%", "元"):
            return measure
    return trail.previous[i - 1] if i and trail.previous[i - 1].change else None


def _level_before(previous: Sequence[Measure], series: int, respectively: bool) -> Measure | None:
    """The level a change belongs to: the last one, or of several 分别 changes the one in the same place."""
    levels = [m for m in previous if not m.change]
    if respectively and len(levels) >= 2 and series < 2:
        return levels[series - 2]
    return levels[-1] if levels else None


def _is_part(frame: Frame, frames: Sequence[Frame], i: int, before: str) -> bool:
    """其中…, what follows it with the same unit, and an aside of the same unit."""
    if _PART.search(frame.lead + frame.before):
        return True
    if frame.aside and any(f.amount.unit == frame.amount.unit and not f.aside for f in frames[:i]):
        return True
    if "其中" not in before or frame.amount.unit in ("%", "‰"):
        return False
    marked = next((n for n in range(i) if "其中" in frames[n].lead + frames[n].before), None)
    return marked is not None and all(f.amount.unit == frame.amount.unit for f in frames[marked:i])
