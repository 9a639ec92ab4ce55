"""Figures that tell how another one changed: 同比增长7%, 下降15%以上, 提高2.5个百分点, 增长3倍多.

In: the words before a figure, the levels before it. Out: the parts of its title, or None where it is a level (提升至64.9%) or what was
done (新增3名, 减少上访). The title is that of the level with 同比, the verb and 率, 幅度 or 倍数.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.numbers import Amount
from kg.extract.wording import ending, trimmed_front

_VERB: Final = "净增长|净增|增长|上升|提高|提升|增加|增幅|上涨|攀升|翻|下降|降低|减少|降幅|压减|压缩|缩短|回落|节约|节省|精简|多|少|增|降"
_END: Final = re.compile(
    rf"(?P<verb>{_VERB})(?:幅度|率)?(?:了|约|近|达到?|超过?|逾|均|分别|为|:|[、和]){{0,3}}$"
)
# What those words end with.
_LAST: Final = frozenset(word[-1] for word in _VERB.split("|")) | frozenset("度率了约近达到超过逾均别为:、和")
_TIME: Final = r"(?:同比|环比|[较比](?:上年|去年|上一?年度?|20\d\d年[底末]?|往年|前年)(?:同期)?(?:水平)?|[较比]同期|与[^,]{2,12}相比,?)"
_AGAINST: Final = re.compile(rf"{_TIME}+(?:有所)?$")
_AGAINST_FIRST: Final = re.compile(rf"^{_TIME}+")
# 满意率97%,高于全市平均2.1个百分点: against others at the same time.
_BEYOND: Final = re.compile(
    r"(?P<way>高于|低于|高出|优于|超过|超出|高过)(?P<than>(?:全[国省市区县州盟旗]|[省市])?(?:平均)?|(?:上年|去年|往年)(?:同期)?)(?:水平|指标|标准)?(?:约|近)?$"
)
# 与2022年相比,|案件增加45件,诉讼减少12件
_COMPARED: Final = re.compile(r"(?:^|[,;。:])[与和同](?:上年|去年|上一?年度?|20\d\d年|往年)(?:同期)?相?比较?,[^;。]*$")
_UPWARD: Final = re.compile(r"增|升|涨|提|翻|多|攀")
_UNITS: Final = frozenset(("%", "‰", "个百分点", "倍", "成"))
_AS_WRITTEN = {"净增": "增长", "净增长": "增长", "增幅": "增长", "降幅": "下降", "多": "增加", "少": "减少", "增": "增长", "降": "下降"}


@dataclass(frozen=True)
class Change:
    """What changed, as far as its own words say; the end of the title; whether against another time."""

    base: str
    end: str


def change_of(words: str, amount: Amount, sentence: str = "") -> Change | None:
    """The change that the words before an amount tell of; ``sentence``: what stands before its clause."""
    if amount.unit == "个百分点" and (beyond := _BEYOND.search(words)) and beyond["than"]:
        if beyond["than"][:2] in ("上年", "去年", "往年"):
            way = "下降" if beyond["way"] == "低于" else "提高"
            return Change(trimmed_front(words[: beyond.start()].lstrip(" ,(")), f"同比{way}幅度")
        return Change(trimmed_front(words[: beyond.start()].lstrip(" ,(")), f"{beyond['way']}{beyond['than']}幅度")
    match = _END.search(words, max(len(words) - 9, 0)) if words[-1:] in _LAST else None
    if match is None:
        return None
    front = words[: match.start()].lstrip(" ,(")
    against = _AGAINST.search(front) or _AGAINST_FIRST.match(front)
    if against is None and "比" in sentence:
        against = _COMPARED.search(sentence)
        if against:
            return _change(match["verb"], front, "同比", amount)
    plain = amount.unit not in _UNITS and amount.dimension not in ("time", "money")
    if plain and not against and "了" not in words[-3:]:
        return None  # 新增3名, 减少上访: what was done, not how it changed
    base = front if not against else front[: against.start()] or front[against.end() :]
    return _change(match["verb"], base, "" if not against else "环比" if "环比" in against.group() else "同比", amount)


def _change(written: str, base: str, time: str, amount: Amount) -> Change:
    base = trimmed_front(base)
    base = (base if base.endswith("平均") else base.removesuffix("均")).removesuffix("分别").rstrip("数量的总")
    verb = _AS_WRITTEN.get(written, written)
    if amount.unit not in _UNITS:
        end = ending(amount, "")
    elif amount.unit == "倍":
        end = "倍数"
    else:
        end = "率" if amount.unit == "%" and _UPWARD.search(written) else "幅度"
    return Change(base, f"{time}{verb}{end}")
