"""Organs of a place: 区司法局, 市委依法治市办, 重庆市人民政府, 公安嘉定分局, 国务院办公厅.

In: the working text and what its places are. Out: ``BodyMention`` candidates, overlapping ones included (``bodies`` chooses). How: one
Aho-Corasick pass over the ends of the names of ontology/bodies.ttl; from each end back to its place, and to what stands before the place.

Covered: word or name of a place + organ (区法院, 我县政府, 梁平区司法局, 中共朝阳市双塔区委, 县十八届人大常委会), organs that enclose
their place (民盟嘉定区委, 共青团双塔区委员会, 上海市公安局嘉定分局, 团区委, 依法治县办), towns (安亭镇人民政府, 安亭司法所), organs of
the centre, which have no place, and what belongs to them (司法部法律援助中心), the party group of an organ (区司法局党组), an organ that
another place founds (指导平度市组建行政审批局), 地委 and 行署 in a 地区, 党工委、办事处 in a subdistrict, 司法所 and 派出所 without a
name in the report of their town, departments in a list after one with its place (市发展改革委、国土资源局、规划局).

Left alone: an organ without its place (监委, 法院, 公安), people (区人大代表, 政协委员), classes (司法部门, 各区法院, 16个司法所).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.names import NameReader
from kg.extract.places import Here
from kg.link import TOWNSHIP_WORDS, BodyMention
from kg.model import BodyKind, Level, Span
from kg.vocabulary import Vocabulary

_SCOPES: Final = ("区", "县", "市", "省", "州", "旗", "盟", "镇", "乡", "街道", "街")
_PLACE_WORDS: Final = frozenset((*_SCOPES, "苏木", "自治区", "自治州", "自治县", "自治旗"))
_PLACE: Final = re.compile(r"\{(place|short)\}")

# What must not follow an organ: 司法部门, 区委员, 区人大代表 (but 人大代表大会), 政协委员 (but 政协委员会), 县政府采购, 市法院路.
_NOT_AFTER: Final = (
    (re.compile(r"部$"), re.compile(r"[门队分署位委]")),
    (re.compile(r"委$"), re.compile(r"[员托任派屈婉身以]|办局")),
    (re.compile(r"(?<!党)(?<!党工)委$"), re.compile(r"会(?!议|[同商])")),
    (re.compile(r"[办府委局厅]$"), re.compile(r"[发字规函]?[〔\[]")),  # 府办〔2025〕7号
    (re.compile(r"人大$"), re.compile(r"代表(?!大会)|附|建议|议案|提案")),
    (re.compile(r"政协$"), re.compile(r"委员(?!会)|[议商]")),
    (re.compile(r"政府$"), re.compile(r"采购|规章|债|网(?!站|上)|性基金|各?(?:组成|工作|所属|职能)?部门|系统|机关")),
    (re.compile(r"办$"), re.compile(r"[理事案学证结好班展刊]|公(?!室)|法(?!治|制)|实事")),
    (re.compile(r"工会$"), re.compile(r"[员议]")),
    (re.compile(r"局$"), re.compile(r"[面势限域]")),
    (re.compile(r"法院$"), re.compile(r"[路]")),
    (re.compile(r"监狱$"), re.compile(r"[管]")),
)
_TERM: Final = re.compile(r"第?[一二三四五六七八九十]+届$")
_PARTY: Final = ("中国共产党", "中共")
_PARTY_GROUP: Final = re.compile(r"党组|党委(?!会)")
# 司法部|法律援助中心, 徐闻县司法局|下洋司法所: a part of an organ, which has the longer name
_PART: Final = re.compile(
    r"(?!会同|联合|批准|认定|授予|评为|表彰|组织|指导|发布|公布|确定)[\u4e00-\u9fff]{2,8}?(?:中心|研究院|研究所|干部学院)(?![组城任工区])"
)
# What may stand before the office of justice of the reporting town: 由|司法所 | 不: 13个司法所, 规范化司法所. 派出所, 法庭 alone are any.
_BEFORE_OWN: Final = re.compile(r"(?:^|[、,。;:(\n ]|[由和与同及以经在]|联合|会同|依托|协同|发挥|组织|邀请|配合|指导)$")
_IN_LIST: Final = "、和与及"
_FOUNDING: Final = re.compile(r"(?:组建|成立|设立|新设)了?$")
_FOUNDED: Final = frozenset("建立设了")  # the last characters of these
_TOWN_ENDS: Final = ("镇", "乡", "道", "木")
_PARENT: Final = re.compile(r"(?:司法局|公安局|市场监督管理局|市场监管局)$")


@dataclass(frozen=True, order=True)
class _Way:
    """A way of writing ``kinds``: ``head`` + place + tail; the tail is looked for.

    ``place``: "place", "short" (name without its kind), "own" (the word is in the tail: 依法治区办, 团区委; ``scope`` is that word) or
    "none" (of the centre).
    """

    head: str
    place: str
    scope: str
    kinds: tuple[str, ...] = ()


# What an organ's name ends in: what must not follow, and the ways of writing that end so.
Tail = tuple[re.Pattern[str], tuple[_Way, ...]]


class OrganMatcher:
    """Finds organs of places, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, names: NameReader) -> None:
        self._names = names
        self._township_kinds = {kind.id for kind in vocabulary.body_kinds.values() if Level.TOWNSHIP in kind.levels}
        self._township_only = {kind.id for kind in vocabulary.body_kinds.values() if kind.levels == (Level.TOWNSHIP,)}
        self._departments = {kind.id for kind in vocabulary.body_kinds.values() if kind.type in ("政府部门", "检察院", "法院")}
        by_tail: dict[str, dict[_Way, list[str]]] = defaultdict(lambda: defaultdict(list))
        for kind in sorted(vocabulary.body_kinds.values(), key=lambda kind: kind.id):
            for tail, way in _ways(kind):
                by_tail[tail][way].append(kind.id)
        self._listable = {kind.id for kind in vocabulary.body_kinds.values() if kind.type == "政府部门"}
        self.tails: dict[str, Tail] = {}
        for tail, found in by_tail.items():
            ways = sorted(replace(way, kinds=tuple(kinds)) for way, kinds in found.items())
            after = "|".join(f"(?:{never.pattern})" for tail_end, never in _NOT_AFTER if tail_end.search(tail))
            self.tails[tail] = re.compile(after or "(?!)"), tuple(ways)

    def find(self, text: str, here: Here, tails: Iterable[tuple[int, int, Tail]]) -> Iterator[BodyMention]:
        """Every organ with its place, by where ``tails`` stand, in order of their ends."""
        ended: dict[int, BodyMention] = {}
        for start, end, (never_after, ways) in tails:
            if never_after.match(text, end):
                continue
            span = Span(start, end)
            stop = _before_term(text, start)
            begun = here.before(stop, short=text[start:end] != "委")
            place = None if begun is None else Span(begun, stop)
            listed = end - start > 2 and start > 0 and text[start - 1] in _IN_LIST
            beside = ended.get(start - 1) if listed else None
            for way in ways:
                mention = None if place is None and way.head else self._mention(text, span, way, here, place)
                if mention is None and beside is not None:
                    mention = self._listed(span, way, beside)
                if mention is not None:
                    ended[mention.span.end] = mention
                    yield mention
                    group = self._party_group(text, mention)
                    if group is not None:
                        yield group

    def _mention(self, text: str, tail: Span, way: _Way, here: Here, place: Span | None) -> BodyMention | None:
        """The organ whose tail stands here, with its place before it, or in it."""
        if way.place == "none":
            part = _PART.match(text, tail.end) if text[tail.end - 1] == "部" else None
            name = text[tail.start : part.end()] if part else ""
            return BodyMention(Span(tail.start, part.end()) if part else tail, kinds=way.kinds, name=name)
        if way.place == "own":
            return self._own(text, tail, way, here)
        if place is None:
            return self._township(text, tail, way.kinds, here) or self._without_place(text, tail, way.kinds, here)
        if way.head and not text.endswith(way.head, 0, place.start):
            return None
        written = text[place.start : place.end]
        start = place.start - len(way.head)
        if way.place == "short" and way.head:  # (上海市)公安局嘉定分局
            outer = here.before(start)
            start = start if outer is None else outer
        if not way.head and written.endswith(TOWNSHIP_WORDS) and written not in here.near.by_name and not _is_word(written):
            return self._township(text, tail, way.kinds, here)
        if self._township_only.issuperset(way.kinds):
            start = self._parent(text, start, here)
        party = next(name for name in _PARTY if text.endswith(name, 0, start)) if text.endswith(_PARTY, 0, start) else ""
        return BodyMention(Span(start - len(party), tail.end), written, way.kinds)

    def _listed(self, tail: Span, way: _Way, before: BodyMention) -> BodyMention | None:
        """A department in a list has the place of the one before it: 市发展改革委、|规划局. Courts have none."""
        if way.place != "place" or not before.place or before.township:
            return None
        both = (*way.kinds, *before.kinds)
        return BodyMention(tail, before.place, way.kinds) if self._listable.issuperset(both) else None

    def _parent(self, text: str, start: int, here: Here) -> int:
        """Where the organ begins that a station belongs to: 徐闻县司法局|下洋司法所."""
        parent = _PARENT.search(text, max(0, start - 8), start)
        begun = here.before(parent.start()) if parent else None
        return start if begun is None else begun

    def _without_place(self, text: str, tail: Span, kinds: tuple[str, ...], here: Here) -> BodyMention | None:
        """An organ whose place stands before the verb; 行署 in a report of a 地区; 党工委、办事处 in one of a subdistrict."""
        last = text[tail.start - 1 : tail.start]
        founded = _FOUNDING.search(text, max(0, tail.start - 4), tail.start) if last in _FOUNDED else None  # 指导平度市组建|行政审批局
        if founded:
            begun = here.before(founded.start())
            if begun is not None and founded.start() - begun > 2:
                return BodyMention(tail, text[begun : founded.start()], kinds)
        if text.endswith("署", tail.start, tail.end) and "地区" in here.near.by_word:
            return BodyMention(tail, "地区", kinds)
        own = here.near.own
        if own and own.level is Level.TOWNSHIP and self._township_only.issuperset(kinds) and text.startswith("司法所", tail.start):
            return BodyMention(tail, kinds=kinds) if _BEFORE_OWN.search(text, max(0, tail.start - 2), tail.start) else None
        if own and own.word == "街道" and text.startswith("办事处", tail.start) and text[max(0, tail.start - 1) : tail.start] in "、和 \n":
            return BodyMention(tail, "街道", kinds)
        return None

    def _own(self, text: str, tail: Span, way: _Way, here: Here) -> BodyMention | None:
        """依法治县办, 县依法治县办, 重庆市委依法治市办: with its place where that is written before it."""
        begun = here.before(tail.start)
        if begun is not None:
            return BodyMention(Span(begun, tail.end), text[begun : tail.start], way.kinds)
        before = text[max(0, tail.start - 1) : tail.start]
        return None if before in ("委", "级", way.scope) else BodyMention(tail, way.scope, way.kinds)

    def _township(self, text: str, tail: Span, kinds: tuple[str, ...], here: Here) -> BodyMention | None:
        """安亭镇人民政府, 嘉定区安亭镇司法所, 安亭司法所: a town by its name, with its county where that is written."""
        if self._township_kinds.isdisjoint(kinds):
            return None
        fitting = tuple(kind for kind in kinds if kind in self._township_kinds)
        bare = self._township_only.issuperset(fitting)
        if not bare and text[tail.start - 1 : tail.start] not in _TOWN_ENDS:
            return None
        name = self._names.township(text, tail.start, bare)
        if name is None:
            return None
        stop = name.start - len("人民政府") if text.endswith("人民政府", 0, name.start) else name.start  # 双塔区人民政府|站南街道办事处
        parent = _PARENT.search(text, max(0, stop - 8), stop)  # 徐闻县司法局|下洋司法所
        stop = parent.start() if parent else stop
        begun = here.before(stop)
        county = "" if begun is None else text[begun:stop]
        return BodyMention(Span(name.start if begun is None else begun, tail.end), county, fitting, township=text[name.start : name.end])

    def _party_group(self, text: str, mention: BodyMention) -> BodyMention | None:
        """区司法局党组, 县公安局党委: the party group of a department, written behind it."""
        found = _PARTY_GROUP.match(text, mention.span.end)
        if found is None or not mention.place or not set(mention.kinds) <= self._departments:
            return None
        span = Span(mention.span.start, found.end())
        return BodyMention(span, mention.place, mention.kinds, suffix=found.group())


def _before_term(text: str, start: int) -> int:
    """Where the place of an organ ends: before its term of office, where that is written (县|十八届|人大常委会)."""
    near = max(0, start - 6)
    term = _TERM.search(text, near, start) if "届" in text[near:start] else None
    return term.start() if term else start


def _is_word(written: str) -> bool:
    """Whether a place is written as a word for it, not by name."""
    return written.removeprefix("我").removeprefix("本") in _PLACE_WORDS


def _ways(kind: BodyKind) -> Iterator[tuple[str, _Way]]:
    """The ways in which a kind is written, each with its tail, {scope} put in for every word."""
    for name in kind.names:
        for scope in _SCOPES if "{scope}" in name else ("",):
            written = name.replace("{scope}", scope)
            found = _PLACE.search(written)
            if found is not None:
                yield written[found.end() :], _Way(written[: found.start()], found.group(1), "")
            elif not kind.levels:
                yield written, _Way("", "none", "")
            else:
                yield written, _Way("", "place", "")
                if scope and not written.startswith(("委", "党委")):
                    yield written, _Way("", "own", scope)
