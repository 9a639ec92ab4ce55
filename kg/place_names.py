"""The forms in which a division's official name is written, whether a form is also an ordinary word, and where names end in a text.

In: an official name (恩施土家族苗族自治州). Out: its forms (the name, 恩施, 恩施州). Nothing here knows the table of divisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

# The kinds of division that end a name, by their last character, longest first.
_KINDS = {
    "省": ("省",),
    "市": ("市",),
    "县": ("自治县", "县"),
    "州": ("自治州",),
    "区": ("特别行政区", "自治区", "地区", "林区", "矿区", "特区", "新区", "区"),
    "盟": ("盟",),
    "旗": ("自治旗", "旗"),
}

# The one character that stands for the long kind in speech: 恩施州, 双江县, 鄂伦春旗.
_SPOKEN = {"自治县": "县", "自治州": "州", "自治旗": "旗"}

# Nationalities as they stand in names of autonomous places: with 族, and those written without (锡伯, 哈萨克).
_PEOPLES = (
    "各族|汉族|蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|"
    "畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|"
    "塔吉克族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族"
)  # fmt: skip
_PEOPLES_AT_END = re.compile(rf"(?<=..)(?:{_PEOPLES})+$")

# 左旗, 中旗, 联合旗, 正蓝旗: what is left without 旗 names nothing.
_BANNER_NEEDS_KIND = frozenset("左右中前后蓝白黄合")

# Forms that are words for other things too.
_WORDS = """
资源 合作 比如 南部 解放 东方 前进 港口 公安 友好 通道 安定 延长 光明 新兴 运河 万年 东风 光泽 南岸 城中 城东 城西 城北 城关 城厢
会同 工农 大名 富裕 清水 前锋 复兴 长子 清新 宏伟 平定 洞口 石门 振兴 三元 大同 大方 互助 名山 桃源 大观 二七 石棉 丰满 双桥 高台
二道 无为 民权 小店 同心 平房 太白 灯塔 大兴 天涯 海棠 来宾 回民 江岸 江口 黑水 安居 鼓楼 钟楼 宝塔 麒麟 凤凰 莲花 芙蓉 新民 富民
清流 水城 老城 爱民 上高 天心 天柱 天桥 共和 友谊 红旗 红星 向阳 武功 温泉 威信 太平 和平 博爱 方正 惠民 安康 安宁 高明 康乐 兴业
兴隆 长寿 长乐 长安 长治 久治 同德 尚义 站前 桥东 桥西 路南 路北 滨海 滨江 海港 沿河 商城 山城 中原 平原 青山 金山 东山 西山 南山
新华 新城 新市 新建 河口 河东 河西 江东 江南 江北 市中 市南 市北 东乡 上街 上城 下城 中方 平安 万全 白云 七星 朝阳 乡城 小金 台前
道里 道外 安平 全南 全州 文成 阳明
"""

# Forms that arise where two words of a report meet: 公|开平|台, 认|定结|果, 行|政和|解, 重|大理|论, 长治|久安.
_RUNS = """
平和 政和 和政 和顺 民和 民乐 法库 开平 建平 广平 新平 高平 兴平 镇平 富平 大化 通化 新化 安化 德化 开化 兴化 从化 宣化 开原 开远
新安 新乡 新会 新干 新和 新源 大安 大通 大关 大理 大新 定安 定日 定结 定边 来安 同安 正安 高安 建安 固安 成安 普安 镇安 农安 台安
都安 融安 广安 海安 文安 安乡 安新 安国 武安 镇远 镇原 镇康 资中 会理 会东 通许 通城 建水 应城 响水 管城 高密 高要 康保 加查 改则
达日 称多 周至 天等 平度 正定
"""

# Official names of which the same is true: 旧|城区, 示|范县, 公|开县|级, 合作市|场.
_OFFICIAL = """
城区 郊区 矿区 东区 西区 新城区 老城区 市中区 城中区 港口区 新建区 平安区 平安县 合作市 公安县 会同县 南部县 全州县 比如县 范县
理县 开县 和县 成县 单县 费县 任县 易县 新县 献县 应县 代县 兴县 义县 富县 涉县 息县 安县 盘县 道县 房县 索县 荣县 高县 康县 文县
临县 环县 丰县 礼县
"""


class NamesByEnd(Generic[Value]):
    """Names by their last two characters, so that a place in a text where none ends is dismissed with one look."""

    def __init__(self, names: Mapping[str, Value]) -> None:
        self._names = names
        lengths: dict[str, set[int]] = {}
        for name in names:
            lengths.setdefault(name[-2:], set()).add(len(name))
        self.endings = {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}  # lengths of names

    def ending(self, text: str, end: int, least: int = 0) -> Iterator[tuple[int, Value]]:
        """The names that end at ``end`` and begin at ``least`` or later, the longest first, with their starts."""
        for length in self.endings.get(text[end - 2 : end], ()) if end > 1 else ():
            if end - length >= least:
                value = self._names.get(text[end - length : end])
                if value is not None:
                    yield end - length, value


def short_name(name: str) -> str:
    """The name without its kind: 梁平区 → 梁平, 恩施土家族苗族自治州 → 恩施; what would leave one character stays whole (滦县, 沙市).

    >>> short_name("双江拉祜族佤族布朗族傣族自治县"), short_name("内蒙古自治区"), short_name("管城回族区"), short_name("土默特左旗")
    ('双江', '内蒙古', '管城', '土默特左旗')
    """
    return _split(name)[0]


def name_forms(name: str) -> tuple[str, ...]:
    """The official name first, then the forms that follow from it: 恩施土家族苗族自治州, 恩施, 恩施州."""
    short, spoken = _split(name)
    return tuple(dict.fromkeys(form for form in (name, short, spoken) if form))


def is_ordinary(form: str) -> bool:
    """Whether the form is a word, or a run of words, for other things too: 和平, 公安, 城区, 建平 (搭建平台)."""
    return form in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(f"{_WORDS}{_RUNS}{_OFFICIAL}".split())


def _split(name: str) -> tuple[str, str]:
    """The short name, and the short name with its kind as spoken ("" where that is the official name)."""
    for kind in _KINDS.get(name[-1:], ()):
        stem = name.removesuffix(kind)
        if stem == name or len(stem) < 2 or (kind == "旗" and stem[-1] in _BANNER_NEEDS_KIND):
            continue
        if kind in _SPOKEN or kind == "自治区" or stem.endswith("族"):
            stem = _PEOPLES_AT_END.sub("", stem)
            if stem.endswith("族") and len(stem) > 2:  # 东乡族自治县, 鄂温克族自治旗: the people is the name
                stem = stem.removesuffix("族")
        spoken = _SPOKEN.get(kind)
        return stem, stem + spoken if spoken else ""
    return name, ""
