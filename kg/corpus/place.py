"""Whose report it is: the division, and the township where a township reports.

In: the working text with its title, furniture and year; the divisions. Out: ``Place``, with its reason, or what stands in the way.
How: names are looked up at every 省 市 区 县 旗 州 盟 of a text, longest first, and chained (重庆市|梁平区, 朝阳市|双塔区): the last in a
chain is meant, those before it say which one of several it is. What the report calls itself (我区, 全县, 我镇) says what kind of place to
look for, and so keeps the districts of a reporting city, and the city of a reporting district, from being taken for it.
Order of trust: title, furniture (信息来源, breadcrumb), the subject of the opening sentence, signature, the names in the body by number,
at last a name that stands there without its kind. A report that never says 我省 is of the kind whose organs it names most (省委, 省政府).
A name of several places (鼓楼区) is settled by the names of their parents, neighbours and children in the text, or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.divisions import Divisions, short_name, stands
from kg.model import Division, Level, Span, Where
from kg.place_names import is_ordinary

_ENDS = re.compile("[省市区县旗州盟]")
# 我区, 全县, 本市 | 不: 安全区域, 全市场
_SELF = re.compile(r"([我全本])(?<![安完健].)(自治区|街道|自治县|省|市|区|县|旗|州|盟|镇|乡)(?![域间场值直级])")
_SELF_WEIGHT = {"我": 3, "本": 2, "全": 1}
_ABOVE = re.compile(r"(?<!自治)(省|市|区|县|旗|州)(?:党?委(?![员托])|(?:人民)?政府)")
_GOVERNED = re.compile("依法治(省|市|县|区|旗|州)")
_WITH = re.compile(r"[与和同及、赴到往向]$|(?:联合|前往|学习|来自|协同|借鉴|邻近|毗邻)[^,。]{0,4}$")
_VISITED = re.compile(r"(?:赴|前往|借鉴|毗邻)[^,。]{0,4}$")
_TOGETHER = re.compile(r"^[、和与及]|[^,。]{0,10}(?:考察|学习|调研|合作|协作|签订|共建|经验|联动|交流)")
_RUNGS = "县区旗市州省"  # of two that are named equally often the lower one reports
_TOWNSHIP_SELF = re.compile(r"我(?:镇|乡|街道)|全(?:镇|乡|街道)|镇党委|乡党委|党工委|街道办事处|镇政府|乡政府|办事处")
_COUNTY_SELF = re.compile(
    r"我[市区县旗省州]|全[市区县旗省州]|市(?:政府常务会|司法局)|区(?:政府常务会|司法局)|县(?:政府常务会|司法局)|旗政府常务会|州政府常务会"
    r"|各(?:乡镇|镇街|街镇|街道|镇)"
)
_TOWNSHIP = re.compile(
    r"([\u4e00-\u9fff]{1,12}?(?:街道|镇|乡|苏木|(?:地区|街道)?办事处))"
    r"(?=人民政府|政府|办事处|党委|党工委|党政|20\d\d|法治|依法|关于|年度|$"
    r"|在|始终|坚持|以|全面|深入|认真|严格|高度|紧紧|围绕|切实|扎实|持续|积极)"
)
_BEFORE_TOWN = re.compile(
    "^.*(?:加强|强化|推进|推动|提升|优化|打造|建设|围绕|结合|制定|印发|按照|根据|坚持|护航|服务|助力|促进|保障|实现|开展|对|在|与|和|为|由|以)(?=..)"
)
_NOT_TOWNSHIP = re.compile(r"[我全各本该]|^[与和对在]|乡镇|镇街|镇乡|多个|若干|下辖")
# 朝阳市双塔区党员…, 《梁平区…》: names in titles are the region's own more often than not
_IN_TITLE = re.compile(r"《([^《》]{4,60})》")
# 在三明市委、市政府领导下: who leads is not who reports | 不: 三明市委、市政府坚持…
_LEADS = re.compile(r"[^,。在]{0,25}(?:领导|指导|支持|关心|监督)下|[^,。、]{0,8}(?:关于|印发|制定)")
# 2024年,双塔在…, 宁河经济开发区坚持…: a name without its kind as the subject of the opening
_SUBJECT_AFTER = re.compile(
    r"(?:经济|高新|产业|工业|技术)*(?:开发|高新|园|示范|度假|保税)区|(?:法治|各级|上下|始终|坚持|深入|认真|全面|紧紧|牢牢|立足|围绕|聚焦|持续|在(?:区|县|市|省|州|旗|上级))"
)
_SUBJECT_BEFORE = re.compile(r"(?:^|[,。:;\n ]|年度?|以来)$")
_KIND_OF = {"自治区": "区", "自治县": "县"}


@dataclass(frozen=True, slots=True)
class Place:
    """The outcome: a division, a township, and where it was read; ``problem`` where there is none."""

    division: Division | None
    township: str | None = None
    where: Where | None = None
    quote: str = ""
    span: Span | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text and how far it can be trusted."""

    where: Where
    text: str
    start: int  # where it stands in the report


@dataclass(frozen=True, slots=True)
class _Mention:
    rows: tuple[Division, ...]  # every division it can mean
    name: str
    start: int
    end: int
    sure: bool  # a chain settled it
    above: int = -1  # where the chain begins, -1 where there is none


class PlaceFinder:
    """Finds the place of one report."""

    def __init__(self, divisions: Divisions, text: str, year: int | None) -> None:
        self.divisions = divisions
        self.text = text
        self.year = year
        self.kind = self._kind()

    # --- names ---

    @cached_property
    def mentions(self) -> list[_Mention]:
        """The full names in the whole text."""
        return self.names_in(self.text)

    def names_in(self, text: str) -> list[_Mention]:
        """The full names of divisions in a text, chained: 重庆市梁平区 is one mention of 梁平区."""
        found: list[_Mention] = []
        for mark in _ENDS.finditer(text):
            end = mark.end()
            if text[end - 2 : end] not in self.divisions.by_end.endings:
                continue
            for start, rows in self.divisions.by_end.ending(text, end):
                name = text[start:end]
                self._chain(found, _Mention(self._meant(rows), name, start, end, False), text)
                break
        return found

    def short_names_in(self, text: str) -> list[_Mention]:
        """Short names too (双塔始终坚持…), for stretches so trusted that a name there is meant."""
        found = self.names_in(text)
        taken = [(mention.start if mention.above < 0 else mention.above, mention.end) for mention in found]
        for end in range(2, len(text) + 1):
            for start, rows in self.divisions.by_end.ending(text, end):
                name = text[start:end]
                if end - start <= 7 and not is_ordinary(name) and not any(s < end and start < e for s, e in taken):
                    found = [other for other in found if not start <= other.start < end]
                    found.append(_Mention(self._meant(rows), name, start, end, False))
                    break
        return sorted(found, key=lambda mention: mention.start)

    def _rows(self, name: str) -> tuple[Division, ...]:
        rows = self.divisions.find(name)
        return self._meant(rows) if rows else ()

    def _meant(self, rows: Sequence[Division]) -> tuple[Division, ...]:
        """The rows that a name can mean in this year, each place once, what came after another left out."""
        if self.year is not None:  # a name used before or after its time is better than none
            rows = [row for row in rows if stands(row, self.year)] or rows
        newest: dict[str, Division] = {}
        for row in rows:
            newest[row.code] = row
        replaced = {code for row in newest.values() for code in row.replaced_by}
        return tuple(row for row in newest.values() if not (replaced and set(row.replaced_by) & newest.keys()))

    def _chain(self, found: list[_Mention], mention: _Mention, text: str) -> None:
        """Add a mention; one that follows the name of what it lies in takes that one's place. A name that is a run of words as well
        (示|范县, 全州) counts after such a name, or as an official name where no word runs into it.
        """
        while found and found[-1].end > mention.start:  # 朝阳市 inside a longer name that ends later
            found.pop()
        if found and found[-1].end == mention.start:
            above = {row.code for row in found[-1].rows}
            inside = tuple(row for row in mention.rows if any(self.divisions.descends(row.code, code) for code in above))
            if inside:
                begun = found[-1].start if found[-1].above < 0 else found[-1].above
                mention = _Mention(inside, mention.name, mention.start, mention.end, True, begun)
                found.pop()
        if is_ordinary(mention.name) and not mention.sure:
            alone = mention.start == 0 or not "\u4e00" <= text[mention.start - 1] <= "\u9fff"
            if not alone or all(row.name != mention.name for row in mention.rows):
                return
        found.append(mention)

    # --- what the report calls itself ---

    def _kind(self) -> str | None:
        votes: Counter[str] = Counter()
        for found in _SELF.finditer(self.text):
            votes[_KIND_OF.get(found.group(2), found.group(2))] += _SELF_WEIGHT[found.group(1)]
        votes["镇"] += votes.pop("乡", 0) + votes.pop("街道", 0)
        best = max(sorted(votes), key=lambda kind: votes[kind], default=None)
        return best if best and votes[best] > 1 else self._kind_of_organs()

    def _kind_of_organs(self) -> str | None:
        """What the organs it names most often are of (省委, 省政府), for a report that never says 我省."""
        counted = Counter(_ABOVE.findall(self.text)) + Counter(_GOVERNED.findall(self.text))
        best = max(sorted(counted, key=_RUNGS.index), key=lambda kind: counted[kind], default=None)
        return best if best and counted[best] > 1 else None

    def _fits(self, row: Division) -> bool:
        """Whether a division is of the kind that the report calls itself."""
        if self.kind is None or self.kind == "镇":
            return True
        return row.name.endswith(self.kind) or (self.kind == "州" and row.name.endswith("地区"))

    @cached_property
    def is_township(self) -> bool:
        """Whether the report speaks for a township: it says 我镇, 镇党委, 街道办事处 all the time."""
        head = len(_TOWNSHIP_SELF.findall(self.text[:1500]))
        above = len(_COUNTY_SELF.findall(self.text[:3000]))
        return self.kind == "镇" or (head >= 3 and head > above)

    # --- the place ---

    def find(self, zones: Iterable[Zone]) -> Place:
        """The place, by the zones in their order, then by the body as a whole."""
        zones = list(zones)
        for zone in zones:
            if (township := self._township(zone)) and (zone.where is Where.TITLE or self.is_township):
                return self._place_of_township(township, zone, zones)
        if self.is_township:
            body = Zone(Where.BODY, self.text, 0)
            if township := self._township_in_body():
                return self._place_of_township(township, body, zones)
            return Place(None, problem="a township reports, but its name is nowhere")
        for zone in zones:
            if place := self._in_zone(zone):
                return place
        return self._in_body()

    def _in_zone(self, zone: Zone) -> Place | None:
        names = self.short_names_in(zone.text) if zone.where is Where.TITLE else self.names_in(zone.text)
        fitting = [mention for mention in names if any(map(self._fits, mention.rows))]
        if zone.where is Where.TITLE:
            fitting = fitting or names
        elif zone.where is Where.BODY:
            fitting = [m for m in fitting if not (_LEADS.match(zone.text, m.end) or _VISITED.search(zone.text[: m.start]))]
            fitting = fitting or [m for m in self.short_names_in(zone.text) if any(map(self._fits, m.rows)) and _is_subject(m, zone.text)]
        problem = ""
        for mention in sorted(fitting, key=self._depth, reverse=True):
            row = self._settled(mention, zone.text)
            if row:
                span = Span(zone.start + mention.start, zone.start + mention.end)
                return Place(row, None, zone.where, mention.name, span)
            problem = problem or self._ambiguous(mention)
        return Place(None, problem=problem) if problem and zone.where is Where.TITLE else None

    def _depth(self, mention: _Mention) -> int:
        return max(len(self.divisions.parents(row, self.year)) for row in mention.rows)

    def _in_body(self) -> Place:
        """The name that the text gives most often, among those of the right kind; a lone mention in passing is none."""
        if self.kind is None:
            return Place(None, problem="no division is named where a report names its own, and it does not say what it is (我区, 我县)")
        titles = [Span(*found.span()) for found in _IN_TITLE.finditer(self.text)]
        scores: Counter[str] = Counter()
        example: dict[str, _Mention] = {}
        for mention in self.mentions:
            fitting = [row for row in mention.rows if self._fits(row)]
            if not fitting or (is_ordinary(mention.name) and not mention.sure):
                continue
            scores[mention.name] += 3 if any(span.covers(Span(mention.start, mention.end)) for span in titles) else 2
            example.setdefault(mention.name, mention)
        for name in scores:
            short = short_name(name)
            if short != name and not is_ordinary(short):
                scores[name] += min(20, self.text.count(short) - self.text.count(name))
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        only = len(ranked) == 1 and scores[ranked[0]] == 2 and not self._other_place(example[ranked[0]])
        if not ranked or (scores[ranked[0]] < 3 and not only):
            return self._in_body_short() or Place(None, problem=f"no {self.kind} is named that the report could be of")
        best = example[ranked[0]]
        if len(ranked) > 1 and scores[ranked[0]] < 1.5 * scores[ranked[1]] and not self._holds(ranked[0], ranked[1], example):
            return Place(None, problem=f"{ranked[0]} and {ranked[1]} are named equally often; neither is said to report")
        row = self._settled(best, self.text)
        if row is None:
            return Place(None, problem=self._ambiguous(best))
        return Place(row, None, Where.BODY, best.name, Span(best.start, best.end))

    def _other_place(self, mention: _Mention) -> bool:
        """Whether the words around a name say that it is another place: 与达川区共建, 赴神木市考察."""
        before, after = self.text[max(0, mention.start - 8) : mention.start], self.text[mention.end : mention.end + 12]
        return bool(_WITH.search(before) or _TOGETHER.search(after))

    def _in_body_short(self) -> Place | None:
        """The one place of the right kind whose name the text has without its kind, at least twice (现代化新衡山, 在衡山落地)."""
        found: dict[str, list[_Mention]] = {}
        for mention in self.short_names_in(self.text):
            rows = tuple(row for row in mention.rows if self._fits(row))
            if len({row.code for row in rows}) == 1 and mention.name != rows[0].name:
                found.setdefault(rows[0].code, []).append(_Mention(rows, mention.name, mention.start, mention.end, True))
        often = sorted((mentions for mentions in found.values() if len(mentions) > 1), key=len, reverse=True)
        if not often or (len(often) > 1 and len(often[0]) < 2 * len(often[1])):
            return None
        first = often[0][0]
        return Place(first.rows[0], None, Where.BODY, first.name, Span(first.start, first.end))

    def _holds(self, name: str, other: str, example: dict[str, _Mention]) -> bool:
        """Whether the second name lies in the first or the other way round: then numbers alone decide."""
        pairs = [(a.code, b.code) for a in example[name].rows for b in example[other].rows]
        return any(self.divisions.descends(a, b) or self.divisions.descends(b, a) for a, b in pairs)

    def _settled(self, mention: _Mention, nearby: str) -> Division | None:
        """The one division that a mention means, by the names of parents, neighbours and children around it; None if nothing tells."""
        rows = [row for row in mention.rows if self._fits(row)] or list(mention.rows)
        if len(rows) == 1:
            return rows[0]
        for text in (nearby, self.text):
            scores = [(self._kin(row, mention.name, text), row) for row in rows]
            scores.sort(key=lambda item: (-item[0], item[1].code))
            if scores[0][0] > scores[1][0]:
                return scores[0][1]
        return None

    def _kin(self, row: Division, name: str, text: str) -> int:
        score = 0
        for parent in self.divisions.parents(row, self.year):
            short = short_name(parent.name)
            score += 5 * (text.count(parent.name) if parent.name != name else 0)
            score += 0 if is_ordinary(short) or short in name else 3 * text.count(short)
        near = [*self.divisions.children(row.parent, self.year)] if row.parent else []
        near += self.divisions.children(row.code, self.year)
        names = [other.name for other in near if other.code != row.code and len(other.name) > 2 and other.name != name]
        return score + sum(map(text.count, names))

    def _ambiguous(self, mention: _Mention) -> str:
        places = sorted("".join(parent.name for parent in self.divisions.parents(row, self.year)) for row in mention.rows)
        return f"{mention.name} is the name of {len(mention.rows)} places ({'、'.join(places)}); nothing in the text tells which"

    # --- townships ---

    def _township(self, zone: Zone) -> str | None:
        """The township that a zone names, without the names of what it lies in."""
        names = self.names_in(zone.text)
        start = max((mention.end for mention in names if _TOWNSHIP.match(zone.text, mention.end)), default=0)
        for found in _TOWNSHIP.finditer(zone.text, start):
            if name := self._township_name(found.group(1)):
                return name
        return None

    def _township_name(self, written: str) -> str | None:
        name = re.sub(r"^(?:20\d\d)?(?:年度?|年以来|来源|关于|中共|.*人民政府|.*[,:、。 ])+", "", written)
        name = re.sub(r"(?<=街道)办事处$|(?<=[镇乡])办事处$", "", name)
        name = _BEFORE_TOWN.sub("", name) if len(name) > 5 else name
        return name if len(name) >= 2 and not _NOT_TOWNSHIP.search(name) and not self._rows(name) else None

    def _township_in_body(self) -> str | None:
        """The town that the text names after the name of its county or most often: 徐闻县|下洋镇, 强化|伊金霍洛镇|法治建设."""
        counted: Counter[str] = Counter()
        for found in _TOWNSHIP.finditer(self.text):
            if name := self._township_name(found.group(1)):
                counted[name] += 1
        best = sorted(counted, key=lambda name: (-counted[name], name))
        return best[0] if best and len(best[0]) <= 7 and (len(best) == 1 or counted[best[0]] > counted[best[1]]) else None

    def _place_of_township(self, township: str, zone: Zone, zones: list[Zone]) -> Place:
        at = zone.text.find(township)
        span = Span(zone.start + at, zone.start + at + len(township))
        above = Counter(_ABOVE.findall(self.text))
        for kind in ("省", "州"):
            above.pop(kind, None)
        self.kind = max(sorted(above), key=lambda kind: above[kind], default=None)
        problem = f"the county of {township} is not named"
        for other in (zone, *zones, Zone(Where.BODY, self.text, 0)):
            names = [m for m in self.names_in(other.text) if any(row.level is Level.COUNTY and self._fits(row) for row in m.rows)]
            settled = [(m, self._settled(m, other.text)) for m in names]
            rows = {row.code: row for _, row in settled if row and row.level is Level.COUNTY}
            if len(rows) == 1:
                return Place(next(iter(rows.values())), township, zone.where, township, span)
            if len(rows) > 1:
                problem = f"{township} could lie in {'、'.join(sorted(row.name for row in rows.values()))}"
                break
            problem = next((self._ambiguous(m) for m, row in settled if row is None), problem)
        return Place(None, township, zone.where, township, span, problem=problem)


def _is_subject(mention: _Mention, text: str) -> bool:
    """Whether a name stands where the subject of a sentence does."""
    before = _SUBJECT_BEFORE.search(text[max(0, mention.start - 3) : mention.start])
    return before is not None and _SUBJECT_AFTER.match(text, mention.end) is not None
