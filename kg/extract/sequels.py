"""What a figure follows when its own words tell only what came of it: 竞赛…, 2000人次参与.

In: those words, the sentence so far. Out: the slots with what it follows: the clause before it, where that has no figure, else the event
counted last, else the last figure with a like unit.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.phrases import Phrase, Phraser
from kg.extract.telling import Said, Telling, is_rate
from kg.extract.wording import LONGEST
from kg.record import replace

# 已公布, 全部完成 behind the noun of a clause.
_STATED: Final = re.compile(r"(?:已经?|均|全部|于\d).*$")
# 坚持…, 加强…: an aim, and nothing that is counted.
# 仍存在一些薄弱环节:一是力量不足: a fault, and nothing that is counted.
_FAULTS: Final = re.compile(r"存在|不足|薄弱|不够|欠缺|有待|短板")
# What is done to things that money is at stake in.
_DEALT: Final = frozenset(("调解", "调处", "化解", "审查", "审核"))
# “八五”普法中期评估, 示范创建验收: what is looked at is more than what is counted behind it.
_STAGE: Final = re.compile(r"(?:中期|终期|年度|初步)?(?:实施)?(?:情况)?(?:评估|验收|考核|迎检)$")
_LED_BY: Final = re.compile(r"(?<=[局委办院会队心])(?:聚焦|围绕|针对|紧盯|紧扣|立足)")
# 推动普法向精准转变: an effect; 重要时间节点: a time.
_EFFECTS: Final = ("推动", "促进", "实现", "确保", "增强", "提升")
_OCCASIONS: Final = ("节点", "契机", "时机", "要求", "原则", "主线", "目标")
_JUDGED: Final = ("评估", "验收", "考核", "迎检")
_THROUGH: Final = ("依托", "利用", "借助", "运用", "用好", "充分利用", "充分运用", "积极运用")
_AIMS: Final = ("坚持", "强化", "加强", "深化", "推进", "聚焦", "围绕")


def _done_to(phrase: Phrase) -> str:
    """调解|纠纷90件,涉及金额; 纠纷|调解成功90件,涉及金额."""
    deed = phrase.verb or phrase.after.removesuffix("成功")
    return deed if deed in _DEALT else ""


class Sequels:
    """Finds what a figure follows."""

    def __init__(self, phrases: Phraser) -> None:
        self._phrases = phrases

    def after(self, words: str, like: Said | None, telling: Telling) -> Phrase:
        """What came of it: 活动…, 2000人次参与 → 活动参与."""
        noun = self.noun_of(telling.clause, words)
        if not noun:
            files = telling.files() if telling.unit == "元" else None
            heard = like if words.endswith("采纳") else None
            last = files or heard or telling.event() or like or next((s for s in telling.levels() if not is_rate(s.phrase.thing)), None)
            if last is None:
                return Phrase(thing=words)
            deed = self._phrases.parse(last.phrase.done)
            noun = deed.thing if deed.thing and words.endswith(("成绩", "得分")) else last.phrase.thing
            noun = f"{_done_to(last.phrase)}{noun}" if telling.unit == "元" else noun
        return Phrase(thing=noun) if words in noun else Phrase(thing=noun, after=words)

    def noun_of(self, clause: str, verb: str = "") -> str:
        """What a clause without figures is about (to which ``verb`` is done); nothing where it says only that something was done."""
        if not clause or clause.startswith(_THROUGH) or _FAULTS.search(clause):
            return ""
        words = self._phrases.trimmed(clause)
        if verb and (at := words.find(verb)) > 0:
            noun = _STATED.sub("", self._phrases.parse(words[at:]).thing)
            return noun if 2 <= len(noun) <= LONGEST else ""
        phrase = self._phrases.parse(_STATED.sub("", words))
        if "关于" in clause and 4 <= len(name := phrase.words.partition("关于")[2]) <= LONGEST:
            return name  # 听取关于法治建设情况的报告
        if (led := _LED_BY.search(phrase.thing)) is not None:
            phrase = replace(phrase, thing=phrase.thing[: led.start()])  # 执法局聚焦占道经营
        if phrase.thing.endswith(_JUDGED):
            phrase = replace(phrase, thing=_STAGE.sub("", phrase.thing))
        if clause.startswith(_EFFECTS) or phrase.after or not 4 <= len(phrase.thing) <= LONGEST:
            return ""
        if phrase.thing.startswith(_AIMS) or phrase.thing.endswith(_OCCASIONS):
            return ""
        return f"{phrase.done}的{phrase.thing}" if phrase.done and len(phrase.words) < LONGEST else phrase.thing
