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

from kg.link import TOWNSHIP_WORDS, Linker, Surroundings
from kg.model import BodyFact, Division, DivisionFact, Layout, Report, Span
from kg.vocabulary import Vocabulary

_KIND_AT_END = "省市区县州盟旗"
_LONGEST_NAME = 15
_LONGEST_SHORT = 6
_BEFORE_A_NAME = _KIND_AT_END + "与和及同赴到对由"
_BETWEEN = re.compile(r"[、,和及与 ]?")

# A word for the report's own place, or the one above: 区, 我县, 本市. Not the end of another word …
_WORDS_AT_END = frozenset("区州县旗道木省市盟镇乡")
_WORD = re.compile(r"(?:[我本])?(?:自治[区州县旗]|地区|街道|苏木|[省市区县州盟旗镇乡])$")
_OTHER_WORD = re.compile(
    r"(?:[社小校园景辖片城灾新库山林牧特战厂院街县市各全跨郊选禁湖矿该老港]|开发|高新|经开|产业|工业|聚集|集聚|功能|示范|试验|保税|自贸|中心|核心|旅游|度假|"
    r"居住|居民|保护|管理|合作|经济|贫困|边境|民族自治|本辖)区$|[城门超股都各全上开集夜县跨楼早菜该]市$|(?<!省)地市$|[各全郡市跨该强区旗]县$|"
    r"[各全外节反跨该]省$|[各全神九该]州$|[各全联同结加该]盟$|[各全红国军锦彩该]旗$|[各全乡城集重村古小该]镇$|[各全城故家下返该]乡$|[各全镇乡该]街道$|各苏木$"
)
# … and not one of many places: 各(县)区, 16个区, 两级, 全市各区县, 有关县.
_MANY = re.compile(
    r"(?:各|每个?|两|所有|部分|有关|相关|多个|其他|\d+余?个|[一二三四五六七八九十]+余?个)(?:地|级|[、()/]|[省市区县州盟旗镇乡]|街道)*$"
)


def _stands_alone(text: str, start: int) -> bool:
    """Whether two characters are a county, being at the start of a word (高县, 与渠县, 宜宾市高县; not 提高县里的)."""
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in _BEFORE_A_NAME


class PlaceReader:
    """What place is written before a given character of a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names = vocabulary.divisions.names()
        self._with_kind = frozenset(n.name for n in names if n.name[-1] in _KIND_AT_END and not n.ordinary and len(n.name) > 2)
        self._two = frozenset(n.name for n in names if n.name[-1] in _KIND_AT_END and len(n.name) == 2 and not n.ordinary)  # 高县
        self._ordinary = frozenset(n.name for n in names if n.name[-1] in _KIND_AT_END and n.ordinary)
        self._short = frozenset(n.name for n in names if n.certain and n.name[-1] not in _KIND_AT_END)

    def before(self, text: str, end: int, near: Surroundings, short: bool = False) -> int | None:
        """Where the place starts that ends at ``end``: a name, several run together or a word; None where there is none."""
        start = self._name(text, end, near, short)
        if start is not None:
            while (further := self._name(text, start, near, short=False)) is not None:
                start = further
            return None if _MANY.search(text, max(0, start - 12), start) else start
        return self._word(text, end, near)

    def _name(self, text: str, end: int, near: Surroundings, short: bool) -> int | None:
        """The longest name that ends here."""
        if text[end - 1 : end] in _KIND_AT_END:
            for start in range(max(0, end - _LONGEST_NAME), end - 1):
                name = text[start:end]
                if name in self._with_kind or name in near.by_name:
                    return start
                if name in self._two and _stands_alone(text, start):
                    return start
                if name in self._ordinary and self._name(text, start, near, short=False) is not None:
                    return start
        for start in range(max(0, end - _LONGEST_SHORT), end - 1) if short else ():
            if text[start:end] in near.by_name or text[start:end] in self._short:
                return start
        return None

    def _word(self, text: str, end: int, near: Surroundings) -> int | None:
        found = _WORD.search(text, max(0, end - 4), end) if text[end - 1 : end] in _WORDS_AT_END else None
        if found is None:
            return None
        start, word = found.start(), found.group().lstrip("我本")
        if word in (*TOWNSHIP_WORDS, "地区") and word not in near.by_word:
            return None
        if found.group() == word and _OTHER_WORD.search(text, max(0, start - 4), end):
            return None
        return None if _MANY.search(text, max(0, start - 12), start) else start

    def inside(self, text: str, start: int, end: int) -> int | None:
        """Where the first name of a division (full, short if certain) in a stretch begins."""
        for at in range(start, end - 1):
            for stop in range(min(end, at + _LONGEST_NAME), at + 1, -1):
                name = text[at:stop]
                if name in self._with_kind or name in self._short:
                    return at
        return None


class DivisionFinder:
    """Finds the divisions other than the report's own, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._linker = Linker(vocabulary)
        names = vocabulary.divisions.names()
        every = {n.name for n in names} | {alias + " " for row in vocabulary.divisions for alias in row.aliases}
        # 福州 ends like a kind, but is a name without one; 恩施州 is 恩施 with its kind, 达茂旗 an alias.
        with_kind = (n for n in names if n.name[-1] in _KIND_AT_END and (n.full or {n.name[:-1], n.name + " "} & every))
        self._names: dict[str, bool] = {n.name: n.ordinary for n in with_kind}
        self._ends = re.compile(f"[{_KIND_AT_END}]")

    def find(self, report: Report, layout: Layout, bodies: tuple[BodyFact, ...]) -> tuple[DivisionFact, ...]:
        """Every other division that the report names, in the order of first mention.

        The place in the name of a body counts where the body is another place's (达州市司法局).
        """
        near = self._linker.surroundings(report.identity)
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
            if division is None or (self._names[name] and not (gap == "" and adjoins)):
                previous = None
            else:
                previous = division
                yield division, span
            last = span

    def _spans(self, text: str) -> Iterator[Span]:
        """Names that are not part of a longer one, from left to right."""
        reached = 0
        for match in self._ends.finditer(text):
            end = match.end()
            for start in range(max(reached, end - _LONGEST_NAME), end - 1):
                if text[start:end] in self._names and (end - start > 2 or _stands_alone(text, start)):
                    yield Span(start, end)
                    reached = end
                    break
