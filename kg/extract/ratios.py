"""Figures whose words name only a measure of something named before: rates, times that became shorter, pairs told 分别.

In: the slots of a figure, the sentence so far. Out: the slots filled, or None where a rule does not apply.

Covered: a bare rate (投诉389件,处理率100% → 投诉处理率); 均 of a pair (建议、提案…,办复率均为 → both); a rate behind such a rate; a
share (占总数的79.9%); what was and what became (由原来的30天缩短为3天 → 原审批时限, 审批时限); 受理、审结案件分别为9件、8件.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.frames import series_of
from kg.extract.phrases import Phrase, Phraser
from kg.extract.sequels import Sequels
from kg.extract.telling import RATES, Said, Telling, is_rate, rated, span_in
from kg.extract.topics import Topics
from kg.extract.wording import bare, trimmed_back, trimmed_front
from kg.record import replace

# 由原来的30天|缩短为3天: the first is what it was.
_MOVED: Final = re.compile(
    r"^(?:压缩|压减|缩短|缩减|提速|减少|下降|降低|降|精简|优化|提升|提高|增加|增设|增长|上升|延长|增|升|减|回落|攀升|扩大|扩展|扩充|拓展|发展|壮大|跃升|调整)+(?:至|到|为|成)"
)
_WAS: Final = re.compile(r"(?:由|从)(?:此前|原来|原先|过去|之前|原有|原)?的?")
_ORIGINAL: Final = re.compile(r"原(?![告因则料文始籍])|法定")
_TIMED: Final = frozenset(("天", "个工作日", "小时", "工作日", "个月", "分钟"))
_RATED: Final = RATES | {"分"}
_LISTED: Final = re.compile(r"[、和及与]")
_RATE_WORD: Final = re.compile(r"(?:[\u4e00-\u9fff]{2}化|[\u4e00-\u9fff]{2})(?:率|度|占比|比例)$")
# 考试…,参考率99%,平均分92分: the marks of an examination.
_TESTED: Final = re.compile(r"平均(?:分|成绩|得分)|(?:(?:参考|参训|合格|及格|优秀|通过|优良|达标)+率[、和及]?){1,3}")
_TEST = re.compile(r"(?:[\u4e00-\u9fff]{0,10}?(?:参加|组织|开展|举行|举办|完成))?([\u4e00-\u9fff“”]{2,14}(?:考试|测试|测验|竞赛|考核))")
_RATES_ONLY: Final = re.compile(r"[\u4e00-\u9fff]{2,3}[率度](?:[、和及与][\u4e00-\u9fff]{2,3}[率度])+")
_ONLY: Final = re.compile(r"(?:目前|仅|只|约|均|已|现)*(?:有|为|达到?|是)?")
_SPOKEN_OF: Final = re.compile(
    r"(?:[一二三四五六七八九十]是)?([^,;:。]{2,18}?(?:率|度|占比|比例|比重))(?:有待|不高|偏低|较低|不足|仍|还|持续|稳步|大幅|明显|显著|不断|逐年|进一步|普遍|全面|有效)"
)
_CORRECTED: Final = frozenset(("纠错率", "直接纠错率", "综合纠错率"))
_YEARS: Final = re.compile(r"20\d\d年?度?")
_OF_CASES: Final = ("败诉", "胜诉")  # rates of the cases that the subject tells
# 占律师|总数|的
_OF_ALL: Final = re.compile(r"(总数|总量|总额|数量)的?(?:约|近|超过?)?$")
_WEIGHTS = frozenset(("分值权重", "权重", "分值", "占比", "比重", "考核权重", "分值占比", "考核分值", "分值比重", "权重分值", "所占权重"))
_PUT_INTO: Final = re.compile(
    r"(?:把|将)(?P<what>[^,;把将]{2,14}?)(?:工作)?纳入(?:了)?(?:全[县市区省州旗]|[县市区]级?)?(?:年度)?(?P<into>[^,;]{2,16}?(?:考核|考评|评价|考绩))[^,;]{0,6}$"
)
_RATED_THINGS: Final = {
    "整改": ("问题", "隐患", "线索"),
    "采纳": ("意见", "建议", "意见建议"),
    "化解": ("纠纷", "争议", "案件", "积案", "事项"),
    "备案": ("规范性文件",),
    "报备": ("规范性文件",),
}
_OF_SERVICE: Final = re.compile(r"(?:群众|企业|服务|社会|综合)*(?:满意|好评)|接通率")
_OF_REVIEWS: Final = frozenset(("优秀率", "合格率", "优良率", "良好率"))
_LONGEST_RATED: Final = 20
_LONGEST_SHARE: Final = 36


# 调解成功1452件, 调处纠纷2210件, 纠纷成功: what 成功率 is of.
_MEDIATED: Final = re.compile(r"调解|调处|纠纷.{0,4}成功")


class Ratios:
    """Fills the slots of such figures."""

    def __init__(self, phrases: Phraser, topics: Topics, sequels: Sequels) -> None:
        self._phrases, self._topics, self._sequels = phrases, topics, sequels

    def rate(self, phrase: Phrase, telling: Telling) -> Phrase:
        """A bare rate with what is rated."""
        own = phrase.words
        if (told := _weight(own, telling.clause) or _rate_of_deed(own, telling)) is not None:
            return told
        if own.startswith("占") and not telling.frame.strong:
            return self._share(own, telling)
        if own in _CORRECTED:
            return Phrase("行政复议", thing=own)  # 撤销、责令履行12件,纠错率9%
        of = _test_before(telling) if _TESTED.fullmatch(own) else _service(telling) if _OF_SERVICE.match(own) else ""
        return Phrase(of, thing=own) if of else self._rate(own, phrase, telling)

    def _rate(self, own: str, phrase: Phrase, telling: Telling) -> Phrase:
        if _names_its_thing(own) or own[:2] in _OF_CASES or telling.frame.strong or self._topics.canon(own):
            return phrase
        levels = telling.levels()
        last = next(iter(levels), None)
        if last is not None and last.part and len(levels) > 2 and levels[1].part and last.frame.clause != telling.frame.clause:
            last = next((said for said in levels if not said.part), last)  # 事项112项,其中许可13项、处罚46项,网办率100%
        if last is None:
            noun = self._sequels.noun_of(telling.clause, own)
            return Phrase(noun, thing=own) if noun and noun not in own and len(noun) <= 12 else phrase
        if last.unit in RATES and (last.rated or len(own) > 4):
            return Phrase(last.rated, thing=own)
        last = _fitting(own, last, telling)
        if own.startswith("成功") and _MEDIATED.search(last.phrase.words):
            own = f"调解{own}"
        if of := _reviewed(own, last) or (_checked(telling) if own == "公示率" else ""):
            return Phrase(of, thing=own)
        if last.phrase.doer and self._topics.canon(last.phrase.doer):
            return Phrase(last.phrase.doer, thing=own)
        return self._rate_of(own, last, telling)

    def _share(self, own: str, telling: Telling) -> Phrase:
        """占律师总数的21%: the share that the figure before has, or what the clause before is about."""
        if (total := _OF_ALL.search(telling.frame.before)) is not None and not own.endswith(total[1]):
            own = f"{own}{total[1]}"
        whole = next((said for said in telling.levels() if said.unit not in RATES), None)
        words = whole.phrase.words if whole else self._sequels.noun_of(telling.clause)
        return Phrase(words if len(words) + len(own) <= _LONGEST_SHARE else "", thing=own)

    def _rate_of(self, own: str, last: Said, telling: Telling) -> Phrase:
        things = [rated(last.phrase.thing)]
        both = things[0].endswith("提案")  # 人大建议23件、政协提案31件,满意率100%
        if both or "均" in telling.frame.before or "都" in telling.frame.before:
            pair = [rated(said.phrase.thing) for said in reversed(telling.levels()) if said.frame.clause == last.frame.clause]
            if 2 <= len(pair) <= 3 and len("和".join(pair)) <= _LONGEST_RATED:
                things = pair
        if not self._topics.canon(things[0]) and telling.topic.latest and own[:2] not in f"{last.phrase.verb}{last.phrase.after}":
            plain = last.phrase.thing and not last.phrase.after and not last.part and last.unit not in RATES
            if not plain or not is_rate(own):
                return Phrase(thing=own)  # the subject says more
        thing = "和".join(dict.fromkeys(filter(None, things)))
        if len(thing) > _LONGEST_RATED or thing in own or own[:2] in thing[-2:]:
            return Phrase(thing=own)
        return Phrase(thing, thing=own)

    def of_pair(self, phrase: Phrase, telling: Telling) -> Phrase | None:
        """建议371件和提案465件,满意率分别为99%和100%: the first rate is that of the first, the second that of the second."""
        frames, i = telling.frames, telling.i
        if frames[i].amount.unit not in RATES:
            return None
        series = series_of(frames[i], frames, i)
        first = frames[i - series].before
        rates = [f for f in frames if f.clause == frames[i].clause and not f.aside]
        if "分别" not in first or len(rates) < 2:
            return None
        own = self._phrases.read(first.partition("分别")[0]).words
        if not own or len(own) > 8 or _LISTED.search(own) or (series and phrase.words):
            return None
        levels = [said for said in reversed(telling.levels()) if said.unit not in RATES]
        last = [said for said in levels if said.frame.clause == levels[-1].frame.clause] if levels else []
        return Phrase(rated(last[series].phrase.thing), thing=own) if len(last) == len(rates) else None

    def of_clause(self, words: str, telling: Telling) -> Phrase | None:
        """学校法律顾问覆盖率有待提高,仅为76%: the rate that the clause before speaks of."""
        bare_figure = telling.unit in RATES and telling.clause and _ONLY.fullmatch(words.strip(" ,、"))
        spoken = _SPOKEN_OF.match(telling.clause) if bare_figure else None
        return Phrase(thing=self._phrases.trimmed(spoken[1])) if spoken else None

    def became(self, words: str, telling: Telling) -> Phrase | None:
        """压缩至3天 right behind 由30天: what the first figure was."""
        last, frame = telling.last, telling.frame
        if last is None or last.unit != frame.amount.unit or last.frame.clause.end < frame.clause.start - 2:
            return None
        match = _MOVED.match(words.lstrip(",、已均将平"))
        if match is None:
            return None
        own = self._phrases.read(words[words.find(match.group()) + match.end() :]).words
        thing = _ORIGINAL.sub("", last.phrase.thing, count=1)
        if not own:
            return replace(last.phrase, thing=thing)
        kept = "" if len(own) >= 4 and span_in(own) else rated(thing)
        return Phrase(thing=f"{kept}{own}" if 0 < len(kept) < len(thing) else own)

    def was(self, phrase: Phrase, telling: Telling) -> Phrase | None:
        """审批时限由原来的30天, where the next figure is what it became: 原审批时限."""
        frames, i = telling.frames, telling.i
        if i + 1 >= len(frames) or not phrase.thing or frames[i + 1].amount.unit != frames[i].amount.unit:
            return None
        following = frames[i + 1]
        if following.clause.start - 2 > frames[i].clause.end or not _MOVED.match(following.before.lstrip(" ,、已均将平")):
            return None
        if frames[i].amount.unit in _RATED and len(phrase.words) <= 4:
            phrase = self.rate(phrase, telling)
        thing = _WAS.sub("", phrase.words)
        if thing.endswith("法定"):
            return Phrase(thing=_by_law(thing[:-2]))
        span = span_in(thing)
        if span is None and frames[i].amount.unit in _TIMED:
            return Phrase(thing=f"{thing}原{'天数' if frames[i].amount.unit == '天' else '时限'}")
        if "法定" in thing:
            return Phrase(thing=thing)
        at = span.start() if span and span.start() > 2 else 0
        return Phrase(thing=f"{thing[:at]}原{thing[at:]}")

    def respectively(self, phrase: Phrase, telling: Telling) -> Phrase:
        """受理、审结案件分别为9件、8件: the first is 受理案件, the second 审结案件."""
        frame, frames = telling.frame, telling.frames
        figures = [f.clause for f in frames].count(frame.clause) if len(frames) > 1 else 1
        if figures < 2:
            return phrase
        series = series_of(frame, frames, telling.i)
        if series and (phrase.words or bare(frame.before)):
            return phrase
        names = _names(bare(frames[telling.i - series].before), figures)
        if series >= len(names):
            return phrase
        if all(map(self._phrases.only_verb, names[:-1])) and (last := self._phrases.verb_first(names[-1])):
            return Phrase(verb=names[series] if series < len(names) - 1 else last[0], thing=last[1])
        return self._named(names[series], self._phrases.parse(names[-1]).thing)

    def _named(self, words: str, thing: str) -> Phrase:
        """One of several names, with the thing that stands behind the last one."""
        name = self._phrases.parse(words)
        if name.thing and self._phrases.kind(name.thing):
            return replace(name, thing=self._phrases.of_kind(name.thing, thing))
        if name.thing and is_rate(thing) and not is_rate(name.thing):
            return replace(name, thing=f"{name.thing}{_rate_word(thing)}")
        return name if name.thing else replace(name, thing=thing)


def _test_before(telling: Telling) -> str:
    """The examination that was named last in the sentence: 参加年度法律知识考试 → 年度法律知识考试."""
    told = [telling.clause, *(words for said in telling.levels() for words in (said.phrase.words, said.phrase.done))]
    for words in told:
        if found := _TEST.findall(words):
            return str(found[-1])
    return ""


def _by_law(thing: str) -> str:
    """审批时限由法定的20个工作日: 审批法定时限."""
    span = span_in(thing)
    return f"{thing[: span.start()]}法定{span.group()}" if span else f"{thing}法定时限"


def _fitting(own: str, last: Said, telling: Telling) -> Said:
    """What a rate can be of: 问题 for 整改率, 意见 for 采纳率; the last level where nothing such was told."""
    things = _RATED_THINGS.get(own[:2])
    if things is None or last.phrase.thing.endswith(things):
        return last
    return next((said for said in telling.levels() if said.phrase.thing.endswith(things) and said.unit not in RATES), last)


def _rate_of_deed(own: str, telling: Telling) -> Phrase | None:
    """98名负责人完成述法,述法率100%; 负责人应出庭77件,出庭率99%: of those who do it."""
    deed = own.removesuffix("率")
    if not 2 <= len(deed) <= 4 or deed == own or telling.frame.strong:
        return None
    for said in telling.levels():
        if said.phrase.done.endswith(deed) and said.phrase.thing and not said.part:
            return Phrase(said.phrase.thing, thing=own)
        if deed in said.phrase.verb and said.phrase.doer.endswith(("负责人", "人员")):
            return Phrase(said.phrase.doer, thing=own)
    return None


def _weight(own: str, clause: str) -> Phrase | None:
    """把法治建设纳入年度绩效考核,分值权重5%: of what, in what."""
    if own not in _WEIGHTS or (put := _PUT_INTO.search(clause)) is None:
        return None
    return Phrase(f"{put['what']}在{put['into']}中的", thing=own)


def _names_its_thing(own: str) -> bool:
    """监管事项覆盖率, “不见面”办理率; not 办结率、满意率."""
    if _RATES_ONLY.fullmatch(own):
        return False  # 面商率、办结率、满意率
    several = own.startswith(("实质", "一次", "综合")) or _LISTED.search(own)
    return len(own) > (8 if several else 6) or ("“" in own and len(own) > 6)


def _service(telling: Telling) -> str:
    """12345热线受理诉求6.8万件,办结率99%,群众满意率97%: content with what served them, not with what they asked."""
    if telling.frame.strong:
        return ""
    counted = next((said.phrase.doer for said in telling.levels() if said.unit not in RATES), "")
    return counted if counted.endswith(("热线", "平台", "窗口", "小程序")) else ""


def _reviewed(own: str, last: Said) -> str:
    """评查案卷96件,优秀率52%: of the review."""
    return "案卷评查" if own in _OF_REVIEWS and last.phrase.thing.endswith("案卷") and "评查" in last.phrase.words else ""


def _checked(telling: Telling) -> str:
    """抽查市场主体310户,公示率100%: what is shown is what came of the check."""
    verbs = (said.phrase.verb for said in telling.levels())
    return next((verb for verb in verbs if verb in ("抽查", "检查", "随机抽查")), "")


def _rate_word(thing: str) -> str:
    """调解组织规范化率 → 规范化率, 申请受理率 → 受理率."""
    match = _RATE_WORD.search(thing)
    return match.group() if match else thing[-3:]


def _names(words: str, figures: int) -> list[str]:
    """What the figures of one clause are called, where 分别 gives each its own: 受理、审结案件."""
    if not _LISTED.search(words):
        return []
    names = _LISTED.split(trimmed_back(trimmed_front(words.partition("分别")[0])))
    if _YEARS.fullmatch(names[0]):
        return []  # 2022年和2023年败诉率分别为
    rates = figures == len(names) and all(name.endswith(("率", "度")) for name in names)
    return names if len(names) > 1 and ("分别" in words or rates) else []
