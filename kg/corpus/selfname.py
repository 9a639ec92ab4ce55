"""What a report says of itself and of those above it, without naming anyone: 我县, 全州, 镇党委; 省委, 自治区党委, 盟市, 兵团.

In: the working text. Out: ``SelfName``: the kind of place that reports, whether a township does, and what the places above it are like.
How: by counting. Of two kinds named nearly as often the lower one reports, for a district speaks of 全市 all the time and a city seldom
of 全区; a rank in a wider place (全省首批, 在全国、全省领先) is no vote. A report that never says 我省 is of the kind whose organs it names
most (省委, 省政府).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.model import Division
from kg.text.marks import positions

# 我区, 全县, 本市 | 不: 安全区域, 全市场, 全省首批
_SELF: Final = re.compile(
    r"([我全本])(?<![安完健].)(自治区|街道|自治县|省|市|区|县|旗|州|盟|镇|乡)(?![域间场值直级])"
    r"(?!(?:唯一|首[批个家创]|第[一二三四五六七八九十\d]|前[列茅\d一二三四五六七八九十]|领先|率先|推广|排名|平均|通报|表彰|典型|示范|先进|优秀|十佳|十大|最))"
)
_WEIGHTS: Final = {"我": 3, "本": 2, "全": 1}
_SELF_BEGINS: Final = "".join(_WEIGHTS)
_KIND_BEGINS: Final = frozenset("自街省市区县旗州盟镇乡")
_ABOVE: Final = re.compile(r"(?<!自治)(省|市|区|县|旗|州)(?:党?委(?![员托])|(?:人民)?政府)")
_GOVERNED: Final = re.compile("依法治(省|市|县|区|旗|州)")
_RUNGS: Final = "镇县区旗盟市州省"  # lowest first
_NEARLY: Final = 0.5
_FEW: Final = 4  # votes; one 我县 is 3
_KIND_OF: Final = {"自治区": "区", "自治县": "县", "乡": "镇", "街道": "镇"}
_TOWNSHIP_SELF: Final = re.compile(r"我(?:镇|乡|街)|全(?:镇|乡|街)|镇党委|乡党委|党工委|街道办事处|镇政府|乡政府|办事处")
_COUNTY_SELF: Final = re.compile(
    r"我[市区县旗省州]|全[市区县旗省州]|市(?:政府常务会|司法局)|区(?:政府常务会|司法局)|县(?:政府常务会|司法局)|旗政府常务会|州政府常务会"
    r"|各(?:乡镇|镇街|街镇|街道|镇)"
)
# The tops that a report lies under, by what it calls them.
_PROVINCE: Final = re.compile(r"(?<![各全外节反跨行直])省(?:委|政府|人民政府|司法厅|高院|法院|市|级|直|、)|[我全本]省")
_REGION: Final = re.compile(r"自治区(?:党委|党政|人民政府|政府|司法厅|级|依法治|、|和|各)|[我全本]自治区")
_CITY: Final = re.compile(r"市委|市(?:人民)?政府|[我全本]市|市司法局")
# Words of one region only.
_ONLY_IN: Final = (
    ("15", re.compile("盟市|旗县|苏木|嘎查")),
    ("65", re.compile("兵团|依法治疆|治疆方略|兵地")),
    ("54", re.compile("依法治藏|治藏方略")),
)
_PREFECTURES = (("州", re.compile("州委|州(?:人民)?政府|州党委")), ("地区", re.compile("地委|行署")), ("盟", re.compile("盟委|盟行政公署")))
# Organs of whoever lies in a region, and not of the region itself.
_WITHIN_REGION: Final = re.compile(r"(?<!自治)(?<![各旗]县)(?<!各)[区县市州盟旗](?:党?委(?![员托])|政府(?:常务|党组|主要))|地委|行署")
# So long a report of a province's city speaks of the province.
_LONG: Final = 2500


@dataclass(frozen=True)
class SelfName:
    """What a text says of itself. ``kind`` is the last character of the place's name (镇 for any township), None where nothing tells."""

    kind: str | None
    is_township: bool
    region: tuple[str, str] | None  # where an autonomous region itself reports: the first two digits of its code, and the word that tells
    _text: str

    def fits(self, row: Division) -> bool:
        """Whether a division is of the kind that the report calls itself."""
        return self.kind in (None, "镇") or fits_kind(row, self.kind)

    def likely(self, rows: Iterable[Division], tops: dict[str, str], above: dict[str, str]) -> list[Division]:
        """The rows that lie under such places as the report names: a 省, an autonomous region, a municipality; a 州, a 地区, a 盟.

        ``tops`` and ``above`` give for each row's code the name of its province and of what it lies in directly.
        """
        found = list(rows)
        for digits, words in _ONLY_IN:
            if words.search(self._text):
                found = [row for row in found if row.code.startswith(digits)] or found
        provinces, regions = len(_PROVINCE.findall(self._text)), len(_REGION.findall(self._text))
        if provinces or regions:
            ending = "省" if provinces >= regions else "自治区"
            found = [row for row in found if tops[row.code].endswith(ending)] or found
        elif len(self._text) >= _LONG and _CITY.search(self._text):
            found = [row for row in found if tops[row.code].endswith("市")] or found
        for ending, words in _PREFECTURES:
            if words.search(self._text):
                found = [row for row in found if above[row.code].endswith(ending)] or found
        return found


def fits_kind(row: Division, kind: str) -> bool:
    """Whether a division is a 县, 区, 市 … as its people say."""
    return row.name.endswith(kind) or (kind == "州" and row.name.endswith("地区"))


def read_self(text: str) -> SelfName:
    """What a text says of itself."""
    kind = _kind(text)
    return SelfName(kind, kind == "镇" or _is_township(text), _region(text), text)


def _is_township(text: str) -> bool:
    """Whether a text speaks of 我镇, 镇党委 more than of any county."""
    head = len(_TOWNSHIP_SELF.findall(text[:1500]))
    return head >= 3 and head > len(_COUNTY_SELF.findall(text[:3000]))


def kind_above(text: str) -> str | None:
    """What a township lies in: 县 where it speaks of 县委, 县政府."""
    counted = Counter(kind for kind in _ABOVE.findall(text) if kind not in "省州")
    return max(sorted(counted, key=_RUNGS.index), key=lambda kind: counted[kind], default=None)


def _kind(text: str) -> str | None:
    votes: Counter[str] = Counter()
    for at in positions(text, _SELF_BEGINS):
        if text[at + 1 : at + 2] in _KIND_BEGINS and (found := _SELF.match(text, at)):
            word, kind = found.groups()
            votes[_KIND_OF.get(kind, kind)] += _WEIGHTS[word]
    most = max(votes.values(), default=0)
    if most < 2:
        return _kind_of_organs(text)
    if most < _FEW and not votes["镇"]:  # 全省 twice, of a competition, in the report of a city's bureau
        votes += Counter(_ABOVE.findall(text))
        most = max(votes.values())
    return next(kind for kind in sorted(votes, key=_RUNGS.index) if votes[kind] > 1 and votes[kind] > _NEARLY * most)


def _kind_of_organs(text: str) -> str | None:
    """What the organs it names most often are of (省委, 省政府), for a report that never says 我省."""
    counted = Counter(_ABOVE.findall(text)) + Counter(_GOVERNED.findall(text))
    best = max(sorted(counted, key=_RUNGS.index), key=lambda kind: counted[kind], default=None)
    return best if best and counted[best] > 1 else None


def _region(text: str) -> tuple[str, str] | None:
    """The autonomous region that reports itself: it names its own organs and those of nobody between."""
    if "自治区" not in text or not _REGION.search(text) or _WITHIN_REGION.search(text):
        return None
    return next(((digits, found.group()) for digits, words in _ONLY_IN if (found := words.search(text))), None)
