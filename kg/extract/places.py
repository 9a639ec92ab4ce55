"""Places in a text: names of divisions, words for the report's own place, and the other places a report names.

In: the working text. Out: ``PlaceReader`` says what place is written up to a given character, for the finder of bodies;
``DivisionFinder`` gives one ``DivisionFact`` for each division that is neither the report's own nor above it.

Covered: full names (大竹县, 恩施土家族苗族自治州), names with their kind said short (恩施州, 达茂旗), several run together
(达州市达川区: the last is meant), and lists, where a name that many places have is read like its neighbours
(达州市达川区、大竹县、渠县). Old names are found in any year.

Left alone: names without their kind (上海, 成渝, 长三角), for they are parts of other names; names that are words for other
things (城区, 郊区) unless their parent stands before them; a name of several places none of which lies nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from kg.link import TOWNSHIP_WORDS, Linker, Surroundings
from kg.model import BodyFact, Division, DivisionFact, Layout, Report, Span
from kg.place_names import NamesByEnd
from kg.vocabulary import Vocabulary


class _Use(IntEnum):
    """How far a name can be trusted."""

    SURE = 0  # 双塔区
    ALONE = 1  # 高县, at the start of a word
    ORDINARY = 2  # 城区, after the name of what it lies in
    SHORT = 3  # 嘉定, where the names of bodies may have it


_TELLING: Final = (_Use.SURE, _Use.SHORT)
_MASKS: Final = frozenset("*×某XxＸ＊")
_KIND_AT_END: Final = "省市区县州盟旗"
_BEFORE_A_NAME: Final = _KIND_AT_END + "与和及同赴到对由"
_BETWEEN: Final = re.compile(r"[、,和及与 ]?")

# A word for the report's own place, or the one above: 区, 我县, 本市. Not the end of another word …
_WORDS_AT_END: Final = frozenset("区州县旗道木省市盟镇乡")
_SHORT_WORDS: Final = frozenset("地街")  # 地|委, 街|党工委
_LAST: Final = _WORDS_AT_END | _SHORT_WORDS
_WHOLE_WORDS: Final = frozenset((*TOWNSHIP_WORDS, "地区"))
_NO_STREET: Final = frozenset("各全沿临背大小老古步商本该两条路长上扫洗占逛美食")
_WORD: Final = re.compile(r"(?:[我本])?(?:自治[区州县旗]|地区|街道|苏木|[省市区县州盟旗镇乡])$")
_OTHER_WORD: Final = re.compile(
    r"(?:[社小校园景辖片城灾新库山林牧特战厂院街县市各全跨郊选禁湖矿该老港]|开发|高新|经开|产业|工业|聚集|集聚|功能|示范|试验|保税|自贸|中心|核心|旅游|度假|"
    r"居住|居民|保护|管理|合作|经济|贫困|边境|民族自治|本辖)区$|(?:[城门超股都各全上集夜县跨楼早菜该]|(?<![召展])开)市$|(?<!省)地市$|[各全郡市跨该强区旗]县$|"
    r"[各全外节反跨该]省$|[各全神九该]州$|[各全联同结加该]盟$|[各全红国军锦彩该]旗$|[各全乡城集重村古小该]镇$|[各全城故家下返该]乡$|[各全镇乡该]街道$|各苏木$"
)
# … and not one of many places: 各(县)区, 16个区, 两级, 全市各区县, 有关县.
_MANY: Final = re.compile(
    r"(?:各|每个?|两|所有|部分|有关|相关|多个|其他|\d+余?个|[一二三四五六七八九十]+余?个)(?:地|级|[、()/]|[省市区县州盟旗镇乡]|街道)*$"
)


def _stands_alone(text: str, start: int) -> bool:
    """Whether two characters are a county, being at the start of a word (高县, 与渠县, 宜宾市高县; not 提高县里的)."""
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in _BEFORE_A_NAME


class PlaceReader:
    """Knows the names of places, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        uses: dict[str, _Use] = {}
        for name in vocabulary.divisions.names():
            if name.name[-1] in _KIND_AT_END:
                uses[name.name] = _Use.ORDINARY if name.ordinary else _Use.ALONE if len(name.name) == 2 else _Use.SURE
            elif name.certain:
                uses[name.name] = _Use.SHORT
        self._names = NamesByEnd(uses)

    def here(self, text: str, near: Surroundings) -> Here:
        """The names in a text."""
        own = {name: _Use.SURE if name[-1:] in _KIND_AT_END else _Use.SHORT for name in near.by_name}
        return Here(text, near, self._names, NamesByEnd(own))


class Here:
    """What place is written before a given character of one text."""

    def __init__(self, text: str, near: Surroundings, names: NamesByEnd[_Use], own: NamesByEnd[_Use]) -> None:
        self.text = text
        self.near = near
        self._names = names
        self._own = own
        self._further = frozenset(ending for ending in own.endings if ending not in names.endings)  # few, if any
        self._known: dict[tuple[int, bool], int | None] = {}

    def before(self, end: int, short: bool = False) -> int | None:
        """Where the place starts that ends at ``end``: a name, several run together or a word; None where there is none."""
        last = self.text[end - 1 : end]
        if last not in _LAST and not self._ends_name(end):
            return None  # so it is in most places
        key = (end, short)
        if key not in self._known:
            self._known[key] = self._before(end, short)
        return self._known[key]

    def _before(self, end: int, short: bool) -> int | None:
        start = self._name(end, short)
        if start is None:
            return self._word(end)
        while (further := self._name(start, short=False)) is not None:
            start = further
        return None if _MANY.search(self.text, max(0, start - 12), start) else start

    def _name(self, end: int, short: bool) -> int | None:
        """The longest name that ends here."""
        if not self._ends_name(end):
            return None
        for start, use in self._ending(end):
            if use is _Use.SURE or (use is _Use.SHORT and short):
                return start
            if use is _Use.ALONE and _stands_alone(self.text, start):
                return start
            if use is _Use.ORDINARY and self._name(start, short=False) is not None:
                return start
        return None

    def _ends_name(self, end: int) -> bool:
        """Whether a name ends with the two characters before ``end``."""
        ending = self.text[end - 2 : end]
        return ending in self._names.endings or ending in self._further

    def _ending(self, end: int) -> list[tuple[int, _Use]]:
        return sorted([*self._names.ending(self.text, end), *self._own.ending(self.text, end)])

    def _word(self, end: int) -> int | None:
        text, near = self.text, self.near
        if text[end - 1 : end] in _SHORT_WORDS:
            return end - 1 if self._short_word(end) else None
        found = _WORD.search(text, max(0, end - 4), end) if text[end - 1 : end] in _WORDS_AT_END else None
        if found is None or text[found.start() - 1 : found.start()] in _MASKS:  # *区, XX县, 某市: a template's
            return None
        named = self._name(found.start(), short=False)
        if named is not None and text[found.start() - 1] == text[end - 1]:  # 滨海新区|区委
            return named
        start, word = found.start(), found.group().lstrip("我本")
        if word in _WHOLE_WORDS and word not in near.by_word:
            return None
        if found.group() == word and _OTHER_WORD.search(text, max(0, start - 4), end):
            return None
        return None if _MANY.search(text, max(0, start - 12), start) else start

    def _short_word(self, end: int) -> bool:
        """地|委 of a prefecture, 街|党工委 of a subdistrict; not 沿街, 各街."""
        word = self.text[end - 1]
        if word not in self.near.by_word:
            return False
        return self.text.startswith("委", end) if word == "地" else self.text[end - 2 : end - 1] not in _NO_STREET

    def inside(self, start: int, end: int) -> int | None:
        """Where the first name of a division (full, short if certain) in a stretch begins."""
        starts = [at for stop in range(start + 2, end + 1) for at, use in self._names.ending(self.text, stop, start) if use in _TELLING]
        return min(starts, default=None)


class DivisionFinder:
    """Finds the divisions other than the report's own, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._linker = Linker(vocabulary)
        names = vocabulary.divisions.names()
        every = {n.name for n in names} | {alias + " " for row in vocabulary.divisions for alias in row.aliases}
        # 福州 ends like a kind, but is a name without one; 恩施州 is 恩施 with its kind, 达茂旗 an alias.
        with_kind = (n for n in names if n.name[-1] in _KIND_AT_END and (n.full or {n.name[:-1], n.name + " "} & every))
        self._ordinary: dict[str, bool] = {n.name: n.ordinary for n in with_kind}
        self._names = NamesByEnd(self._ordinary)

    def find(
        self, report: Report, layout: Layout, bodies: tuple[BodyFact, ...], *, near: Surroundings | None = None
    ) -> tuple[DivisionFact, ...]:
        """Every other division that the report names, in the order of first mention. ``near`` are the report's surroundings, where they
        are known.

        The place in the name of a body counts where the body is another place's (达州市司法局).
        """
        near = near or self._linker.surroundings(report.identity)
        named = [span for body in bodies if body.division in near.codes for span in body.mentions]
        found: dict[str, tuple[Division, list[Span]]] = {}
        for division, span in self._mentions(layout.text, near):
            if division.code not in near.codes and not any(own.covers(span) for own in named):
                found.setdefault(division.code, (division, []))[1].append(span)
        return tuple(DivisionFact(code, division.name, tuple(spans)) for code, (division, spans) in found.items())

    def _mentions(self, text: str, near: Surroundings) -> Iterator[tuple[Division, Span]]:
        """Names in reading order, each resolved with what stands directly before it: its parent, or its neighbour in a list."""
        previous: Division | None = None
        last = Span(0, 0)
        for span in self._spans(text):
            gap = text[last.end : span.start]
            adjoins = previous is not None and _BETWEEN.fullmatch(gap) is not None and last.end > 0
            beside = [code for code in (previous.code, previous.parent) if code] if previous is not None and adjoins else []
            name = text[span.start : span.end]
            inside = beside if gap == "" else beside[1:] + beside[:1]
            division = self._linker.division(name, near, inside)
            if division is None or (self._ordinary[name] and not (gap == "" and adjoins)):
                previous = None
            else:
                previous = division
                yield division, span
            last = span

    def _spans(self, text: str) -> Iterator[Span]:
        """Names that are not part of a longer one, from left to right."""
        reached = 0
        endings = self._names.endings
        for end in _after_each(text, _KIND_AT_END):
            if text[end - 2 : end] not in endings:
                continue
            for start, _ in self._names.ending(text, end, reached):
                if end - start > 2 or _stands_alone(text, start):
                    yield Span(start, end)
                    reached = end
                    break


def _after_each(text: str, characters: str) -> list[int]:
    """The places right behind some characters in a text, in reading order: each is looked for by itself, which is faster than a pattern."""
    places: list[int] = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            places.append(at + 1)
            at = text.find(character, at + 1)
    places.sort()
    return places
