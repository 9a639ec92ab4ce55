"""A sentence while its figures are titled, one after the other: what each said, and which of them another one may take its words from.

In: the frames of the sentence, and each level as it is read. Out: the last level with a like unit, the last event, whether two figures
follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.frames import Frame, adjacent
from kg.extract.phrases import Phrase, Phraser
from kg.extract.topics import Topic
from kg.record import Record

RATES: Final = frozenset(("%", "‰", "成"))
TIMES: Final = frozenset(("次", "人次"))
_ALIKE: Final = {"名": "人", "位": "人", "余人": "人", "宗": "件", "起": "件", "件次": "件", "例": "件", "批": "件", "户": "家", "所": "家"}
_PARTS: Final = re.compile(r"其中|包括|包含")
_SESSIONS: Final = frozenset(("场", "次", "场次", "场(次)", "期", "个", "项", "堂", "课时"))
_THINGS: Final = frozenset(("个", "项", "件"))
# 办理, 上线: done with things as with cases.
_DONE_WITH_THINGS: Final = frozenset(("办理", "办结", "上线", "完成", "整改", "解决", "化解", "处理", "落实", "取消", "保留"))
_RATES_END: Final = ("率", "度", "比例", "占比", "比重")
_SPAN: Final = re.compile(r"(?:平均|法定|办理|审批|承诺|办结)*(?:时限|时间|期限|时长|周期|用时)$")
_SPANS_END: Final = ("时限", "时间", "期限", "时长", "周期", "用时")
# 案件, 事项 behind what a rate is of: 行政复议案件 → 行政复议结案率.
_CASES: Final = re.compile(r"(?<=.{3})(?:案件|申请|事项|活动)$|(?:涉及|解决|涉案)?(?:金额|资金|款项)$|(?:网上|全程|一网|一次)*.{2}率$")


# 召开县政府常务会议12次, 县政府常务会议学法12次: who met; 审议文件9件: what a meeting does.
_MET: Final = re.compile(
    r"^(?:召开|组织|举行|筹备)*([^,;“”]{2,18}?(?:会议|常务会|党组会|党委会|联席会|例会|专题会|推进会|中心组))"
    r"(?:(?:会前|集体|专题|带头)*(?:学习|学法|研究|听取).*)?$"
)
_AT_MEETING: Final = re.compile(r"(?:专题|集体|会前|审议|讨论)*(?:审议|审定|研究|讨论|听取|学习|传达|部署)")


class Said(Record, frozen=True):
    """A level of the sentence: its slots, its unit, its frame, what a rate is of; whether it is a part (其中…) of another."""

    phrase: Phrase
    unit: str
    frame: Frame
    rated: str = ""
    part: bool = False


class Telling:
    """A sentence at the figure ``i``. ``clause`` is the clause without figures right before, ``subject`` what was spoken of before the
    sentence; ``said`` holds None for changes.
    """

    unit: str = ""  # of the frame's amount
    i: int = 0
    clause: str = ""
    part: bool = False

    def __init__(self, frames: Sequence[Frame], subject: str) -> None:
        """At the first of the frames; there is one at least."""
        self.frames, self.subject = frames, subject
        self.topic = Topic()
        self.frame = frames[0]
        self.said: list[Said | None] = []

    def turn(self, i: int) -> None:
        """Go on to the figure ``i``."""
        self.i, self.frame = i, self.frames[i]
        self.unit = self.frame.amount.unit

    @property
    def last(self) -> Said | None:
        """The figure right before, where it is a level."""
        return self.said[-1] if self.said else None

    @property
    def beside(self) -> Said | None:
        """The figure right before where no mark parts the two: 2支队伍|6人."""
        return self.last if adjacent(self.frames, self.i - 1) else None

    def levels(self) -> list[Said]:
        """All levels before, the last one first."""
        return [said for said in reversed(self.said) if said is not None]

    def event(self) -> Said | None:
        """The event that was counted last: 讲座36期."""
        return next((said for said in self.levels() if said.unit in _SESSIONS), None)

    def meeting(self, stem: str) -> str:
        """The meeting counted last, where ``stem`` tells what it did: 常务会议12次,审议|文件9件."""
        last = self.said[self.i - 1] if self.i else None
        if last is None or last.unit not in _SESSIONS or "会" not in last.phrase.words or _AT_MEETING.match(stem) is None:
            return ""
        if not self.follows(last):
            return ""
        for said in self.levels()[1:]:  # of several meetings in a list the first, which has its name in full
            if said.frame.clause == last.frame.clause and "会" in said.phrase.words:
                last = said
        met = _MET.match(last.phrase.words)
        return met[1] if met and len(met[1]) >= 5 else ""

    def counted(self) -> Said | None:
        """The figure right before, where its clause is followed by this one's and it is no rate."""
        said = self.last
        return said if said is not None and said.unit not in RATES and said.phrase.words and self.follows(said) else None

    def files(self) -> Said | None:
        """The last level of cases, papers: what money is at stake in."""
        return next((said for said in self.levels() if kind_of(said.unit) in ("件", "份") and said.phrase.thing), None)

    def about(self, thing: str) -> Said | None:
        """The last level whose thing ends so."""
        return next((said for said in self.levels() if said.phrase.thing.endswith(thing)), None)

    def like(self, phrases: Phraser, verb: str = "") -> Said | None:
        """The last level whose unit is alike and that is no aside; for a bare ``verb`` one that names a thing, not a deed."""
        unit = self.unit
        wanted, things = kind_of(unit), unit in _THINGS and verb in _DONE_WITH_THINGS
        alike = [said for said in self.levels() if kind_of(said.unit) == wanted or (things and said.unit in _THINGS)]
        if not self.frame.aside:
            alike = [said for said in alike if not said.frame.aside] or alike  # 审结69件(含结转12件),其中维持31件
        if verb and not _PARTS.search(self.frame.before):
            alike = [said for said in alike if not said.part] or alike  # 受理90件,其中某类30件,审结80件: of all that were taken in
        if not verb or len(alike) < 2:
            return alike[0] if alike else None
        return next((said for said in alike if said.phrase.verb or phrases.nominal(said.phrase.thing)), alike[0])

    def follows(self, said: Said) -> bool:
        """Whether this figure's clause is that of another one or comes right behind it, with no semicolon between."""
        return said.frame.clause == self.frame.clause or (not self.frame.strong and said.frame.clause.end >= self.frame.clause.start - 2)


def kind_of(unit: str) -> str:
    """One unit for all that count the same: 名, 位 → 人."""
    return _ALIKE.get(unit, unit)


def is_rate(words: str) -> bool:
    """Whether words tell what is measured in per cent: 行政复议结案率."""
    return words.endswith(_RATES_END)


def span_in(words: str) -> re.Match[str] | None:
    """The span of time that words end with: 企业开办|平均时间."""
    return _SPAN.search(words) if words.endswith(_SPANS_END) else None


def rated(thing: str) -> str:
    """What a rate of a thing is of: 行政复议案件 → 行政复议; 审批事项法定办理时间 → 审批事项."""
    kept = _CASES.sub("", thing)
    span = span_in(kept)
    return kept[: span.start()] if span else kept
