"""Who takes up which program when: programs spread from a first prefecture to others, and within each from county to county.

In: a place, a year and the seed. Out: whether a program has arrived. Programs of the vocabulary spread over all provinces in some years;
local brands, which no vocabulary holds, stand in a few prefectures only.
"""

from __future__ import annotations

from random import Random

from benchmarks.places import Place

_FIRST_YEAR = 2015
_NEVER = 0.12
_STEMS = (
    "槐荫", "渡口", "茶亭", "灯火", "青禾", "石桥", "暖阳", "榆钱", "竹影", "晒谷场",
    "老井", "长廊", "邻里", "风铃", "南窗", "麦田", "驿道", "荷塘", "星桥", "橘园",
)  # fmt: skip
_DEEDS = ("评理", "解忧", "议事", "说法", "问诊", "听音", "帮办", "守望")
# What follows the name in quotation marks, and whether the head belongs to the name by the conventions of annotation.
_HEADS = (("调解品牌", False), ("普法品牌", False), ("工作机制", True), ("服务平台", True), ("专项行动", True))


class Spread:
    """The spread of programs in one world."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        rng = Random(f"brands {seed}")
        stems = [stem + deed for stem in _STEMS for deed in _DEEDS]
        rng.shuffle(stems)
        self._brands = [_brand(stem, *_HEADS[number % len(_HEADS)]) for number, stem in enumerate(stems)]

    def arrived(self, program: str, place: Place, year: int) -> bool:
        """Whether a place has taken up a program of the vocabulary by this year."""
        first = _FIRST_YEAR + Random(f"{self._seed} {program}").randrange(7)
        region = Random(f"{self._seed} {program} {_prefecture(place)}")
        if region.random() < _NEVER:
            return False
        delay = region.expovariate(0.7) + Random(f"{self._seed} {program} {place.division.code}").expovariate(0.7)
        return year >= first + int(delay)

    def brands(self, place: Place, year: int) -> list[tuple[str, str]]:
        """The local brands of a place by this year, as (name, as written)."""
        region = Random(f"brands {self._seed} {_prefecture(place)}")
        own = Random(f"brands {self._seed} {place.division.code}")
        near = region.sample(self._brands, 7)
        return [brand for brand in near if year >= 2016 + region.randrange(5) + int(own.expovariate(0.5))]


def _prefecture(place: Place) -> str:
    return place.division.code[:4]


def _brand(stem: str, head: str, belongs: bool) -> tuple[str, str]:
    return stem + head if belongs else stem, f"“{stem}”{head}"
