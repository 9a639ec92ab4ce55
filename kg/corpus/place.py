"""Whose report it is: the division, and the township where a township reports.

In: the working text with its title, furniture and year; the divisions. Out: ``Place``, with its reason, or what stands in the way.
How: ``place_mentions`` and ``townships`` find names, ``selfname`` says what the report calls itself (我区, 全县, 我镇): that says what
kind of place to look for, and so keeps the districts of a reporting city, and the city of a reporting district, from being taken for it.
Order of trust: title, the subject of the opening sentence, furniture (信息来源, breadcrumb), other names of the opening, signature, words
that one autonomous region alone has (盟市, 兵团), the names in the body by number, those that stand there only without their kind
(法治巴州, 平安兴化; 在衡山落地).
A name of several places (鼓楼区) is settled by the names of their parents, neighbours and children in the text, then by what the report
says lies above it (省委, 自治区党委), or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from kg.corpus.place_mentions import Mention, MentionFinder
from kg.corpus.selfname import fits_kind, kind_above, read_self
from kg.corpus.subjects import VERBS
from kg.corpus.townships import township_as_subject, township_in, township_in_body
from kg.divisions import Divisions, short_name
from kg.model import Division, Level, Span, Where
from kg.place_names import is_ordinary
from kg.record import replace

_WITH: Final = re.compile(r"[与和同及、赴到往向]$|(?:联合|前往|学习|来自|协同|借鉴|邻近|毗邻)[^,。]{0,4}$")
_VISITED: Final = re.compile(r"(?:赴|前往|借鉴|毗邻)[^,。]{0,4}$")
_TOGETHER: Final = re.compile(r"^[、和与及]|[^,。]{0,10}(?:考察|学习|调研|合作|协作|签订|共建|经验|联动|交流)")
# 朝阳市双塔区党员…, 《梁平区…》: names in titles are the region's own more often than not
_IN_TITLE: Final = re.compile(r"《([^《》]{4,60})》")
# 在三明市委、市政府领导下: who leads is not who reports | 不: 三明市委、市政府坚持…
_LEADS: Final = re.compile(r"[^,。在]{0,25}(?:领导|指导|支持|关心|监督)下|[^,。、]{0,8}(?:关于|印发|制定)|党?委(?!、?.?(?:人民)?政府)")
# 2024年,绍兴市|司法局坚持…, 延边州|司法行政系统始终…: the subject of the opening, an organ of the place or the place itself
_SUBJECT_BEFORE: Final = re.compile(r"(?:^|[,。:;\n ]|年度?|以来|现将)$")
_OF_SUBJECT = re.compile(rf"(?:[\u4e00-\u9fff、]{{0,14}}(?:局|委|厅|办公?室?|院|委员会|政府|系统|分局|大队|支队|中心))?(?:{VERBS}|20\d\d)")
# 2024年,双塔在…, 宁河经济开发区坚持…: a name without its kind
_SHORT_SUBJECT_AFTER: Final = re.compile(
    r"(?:经济|高新|产业|工业|技术)*(?:开发|高新|园|示范|度假|保税)区|法治|各级|上下|[区县市省州旗]|上级"
    rf"|(?!在){VERBS}|在(?:区|县|市|省|州|旗|上级)"
)
# 来源:淄博|高新技术产业开发区管委会
_OF_ZONE: Final = re.compile(r"(?:经济|高新|技术|产业|工业|综合)*(?:开发|高新|园|示范|度假|保税)区(?:管委会|管理委员会)")
_PHRASE_WEIGHT: Final = 3


@dataclass(frozen=True)
class Place:
    """The outcome: a division, a township, and where it was read; ``problem`` where there is none."""

    division: Division | None
    township: str | None = None
    where: Where | None = None
    quote: str = ""
    span: Span | None = None
    problem: str = ""


@dataclass(frozen=True)
class Zone:
    """A stretch of text and how far it can be trusted."""

    where: Where
    text: str
    start: int  # where it stands in the report


class PlaceFinder:
    """Finds the place of one report."""

    def __init__(self, divisions: Divisions, text: str, year: int | None) -> None:
        self.divisions = divisions
        self.text = text
        self.year = year
        self.names = MentionFinder(divisions, year)
        self.itself = read_self(text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The full names in the whole text."""
        return self.names.full(self.text)

    @cached_property
    def phrases(self) -> list[Mention]:
        """The names in phrases (法治巴州) of the whole text."""
        return list(self.names.in_phrases(self.text))

    def find(self, zones: Iterable[Zone]) -> Place:
        """The place, by the zones in their order, then by the body as a whole."""
        zones = list(zones)
        if township := self._reporting_township(zones):
            name, zone = township
            return self._place_of_township(name, zone, zones)
        if self.itself.is_township:
            return Place(None, problem="a township reports, but its name is nowhere")
        for zone in zones:
            if place := self._subject(zone) if zone.where is Where.BODY else None:
                return place
            if place := self._in_zone(zone) if zone.where is Where.TITLE else None:
                return place
        for zone in zones:
            if place := self._in_zone(zone):
                return place
        return self._in_body()

    def _subject(self, zone: Zone) -> Place | None:
        """The division whose full name begins the subject of the opening: nothing but a title says more."""
        for mention in self.names.full(zone.text):
            begun = mention.start if mention.above < 0 else mention.above
            if not _SUBJECT_BEFORE.search(zone.text[max(0, begun - 3) : begun]) or not _OF_SUBJECT.match(zone.text, mention.end):
                continue
            if not _LEADS.match(zone.text, mention.end) and (row := self._settled(mention, zone.text)):
                return Place(row, None, zone.where, mention.name, Span(zone.start + mention.start, zone.start + mention.end))
        return None

    def _in_zone(self, zone: Zone) -> Place | None:
        names = self.names.short(zone.text) if zone.where is Where.TITLE else self.names.full(zone.text)
        fitting = [mention for mention in names if any(map(self.itself.fits, mention.rows))]
        if zone.where is Where.TITLE:
            fitting = fitting or names
        elif zone.where is Where.BODY:
            fitting = [m for m in fitting if not (_LEADS.match(zone.text, m.end) or _VISITED.search(zone.text[: m.start]))]
            fitting = fitting or [m for m in self.names.short(zone.text) if self._is_short_subject(m, zone.text)]
        elif not names:
            fitting = [m for m in self.names.short(zone.text) if _OF_ZONE.match(zone.text, m.end)]
        problem = ""
        for mention in sorted(fitting, key=self._depth, reverse=True):
            row = self._settled(mention, zone.text)
            if row:
                span = Span(zone.start + mention.start, zone.start + mention.end)
                return Place(row, None, zone.where, mention.name, span)
            problem = problem or self._ambiguous(mention)
        return Place(None, problem=problem) if problem and zone.where is Where.TITLE else None

    def _depth(self, mention: Mention) -> int:
        return max(len(self.divisions.parents(row, self.year)) for row in mention.rows)

    def _is_short_subject(self, mention: Mention, text: str) -> bool:
        """Whether a name without its kind stands where the subject of a sentence does."""
        if not any(map(self.itself.fits, mention.rows)):
            return False
        before = _SUBJECT_BEFORE.search(text[max(0, mention.start - 3) : mention.start])
        return before is not None and _SHORT_SUBJECT_AFTER.match(text, mention.end) is not None

    # --- the body as a whole ---

    def _in_body(self) -> Place:
        """The name that the text gives most often, among those of the right kind; a lone mention in passing is none."""
        if self.itself.kind is None and not self.itself.region:
            return Place(None, problem="no division is named where a report names its own, and it does not say what it is (我区, 我县)")
        if place := self._region_itself():
            return place
        scores, example = self._scores()
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        only = len(ranked) == 1 and scores[ranked[0]] == 2 and not self._other_place(example[ranked[0]])
        if not ranked or (scores[ranked[0]] < _PHRASE_WEIGHT and not only):
            missing = f"no {self.itself.kind} is named that the report could be of"
            return self._in_body_short() or Place(None, problem=missing)
        best = example[ranked[0]]
        if len(ranked) > 1 and scores[ranked[0]] < 1.5 * scores[ranked[1]] and not self._holds(ranked[0], ranked[1], example):
            return Place(None, problem=f"{ranked[0]} and {ranked[1]} are named equally often; neither is said to report")
        row = self._settled(best, self.text)
        if row is None:
            return Place(None, problem=self._ambiguous(best))
        return Place(row, None, Where.BODY, best.name, Span(best.start, best.end))

    def _scores(self) -> tuple[Counter[str], dict[str, Mention]]:
        """How much speaks for each name of the right kind, and where it stands first."""
        titles = [Span(*found.span()) for found in _IN_TITLE.finditer(self.text)]
        scores: Counter[str] = Counter()
        example: dict[str, Mention] = {}
        for mention in self.mentions:
            if not any(map(self.itself.fits, mention.rows)) or (is_ordinary(mention.name) and not mention.sure):
                continue
            titled = any(span.start <= mention.start and mention.end <= span.end for span in titles)
            scores[mention.name] += 3 if titled else 2
            example.setdefault(mention.name, mention)
        for name in scores:
            short = short_name(name)
            if short != name and not is_ordinary(short):
                scores[name] += min(20, self.text.count(short) - self.text.count(name))
        for mention in self.phrases:
            rows = [row for row in mention.rows if self.itself.fits(row) and not row.name.endswith("自治区")]
            for name in sorted({row.name for row in rows}):
                scores[name] += _PHRASE_WEIGHT
                example.setdefault(name, replace(mention, rows=tuple(row for row in rows if row.name == name)))
        return scores, example

    def _region_itself(self) -> Place | None:
        """The autonomous region that speaks of 自治区, of no organ between, and of what it alone has (盟市, 兵团)."""
        if self.itself.region is None or self.itself.kind not in ("区", None):
            return None
        digits, word = self.itself.region
        row = self.divisions.at(f"{digits}0000", self.year)
        at = self.text.find(word)
        return Place(row, None, Where.BODY, word, Span(at, at + len(word))) if row else None

    def _other_place(self, mention: Mention) -> bool:
        """Whether the words around a name say that it is another place: 与达川区共建, 赴神木市考察."""
        before, after = self.text[max(0, mention.start - 8) : mention.start], self.text[mention.end : mention.end + 12]
        return bool(_WITH.search(before) or _TOGETHER.search(after))

    def _in_body_short(self) -> Place | None:
        """The one place of the right kind whose name the text has without its kind, at least twice (现代化新衡山, 在衡山落地)."""
        found: dict[str, list[Mention]] = {}
        for mention in self.names.short(self.text):
            rows = tuple(row for row in mention.rows if self.itself.fits(row))
            if len({row.code for row in rows}) == 1 and mention.name != rows[0].name:
                found.setdefault(rows[0].code, []).append(Mention(rows, mention.name, mention.start, mention.end, True))
        often = sorted((mentions for mentions in found.values() if len(mentions) > 1), key=len, reverse=True)
        if not often or (len(often) > 1 and len(often[0]) < 2 * len(often[1])):
            return None
        first = often[0][0]
        return Place(first.rows[0], None, Where.BODY, first.name, Span(first.start, first.end))

    def _holds(self, name: str, other: str, example: dict[str, Mention]) -> bool:
        """Whether the second name lies in the first or the other way round: then numbers alone decide."""
        pairs = [(a.code, b.code) for a in example[name].rows for b in example[other].rows]
        return any(self.divisions.descends(a, b) or self.divisions.descends(b, a) for a, b in pairs)

    # --- one of several ---

    def _settled(self, mention: Mention, nearby: str, kind: str | None = None) -> Division | None:
        """The one division that a mention means, by the names of parents, neighbours and children around it, then by what the report
        says lies above it; None if nothing tells.
        """
        fits = (lambda row: fits_kind(row, kind)) if kind else self.itself.fits
        rows = [row for row in mention.rows if fits(row)] or list(mention.rows)
        if len(rows) == 1:
            return rows[0]
        for text in (nearby, self.text):
            scores = [(self._kin(row, mention.name, text), row) for row in rows]
            scores.sort(key=lambda item: (-item[0], item[1].code))
            if scores[0][0] > scores[1][0]:
                return scores[0][1]
            rows = [row for score, row in scores if score == scores[0][0]]
        parents = {row.code: [parent.name for parent in self.divisions.parents(row, self.year)] or [row.name] for row in rows}
        tops, above = {code: names[0] for code, names in parents.items()}, {code: names[-1] for code, names in parents.items()}
        likely = self.itself.likely(rows, tops, above)
        return likely[0] if len(likely) == 1 else None

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

    def _ambiguous(self, mention: Mention) -> str:
        places = sorted("".join(parent.name for parent in self.divisions.parents(row, self.year)) for row in mention.rows)
        return f"{mention.name} is the name of {len(mention.rows)} places ({'、'.join(places)}); nothing in the text tells which"

    # --- townships ---

    def _reporting_township(self, zones: Sequence[Zone]) -> tuple[str, Zone] | None:
        """The township that reports, where title or opening have it as their subject, or the text says 我镇, 镇党委 all the time."""
        for zone in zones:
            names = self.names.full(zone.text)
            township = township_in(zone.text, names, self.names)
            if township and (zone.where is Where.TITLE or self.itself.is_township):
                return township, zone
            if zone.where is Where.BODY and (township := township_as_subject(zone.text, names, self.names)):
                return township, zone
        if self.itself.is_township and (township := township_in_body(self.text, self.names)):
            return township, Zone(Where.BODY, self.text, 0)
        return None

    def _place_of_township(self, township: str, zone: Zone, zones: list[Zone]) -> Place:
        """The county of a township: by the zones, the full names in the body, the names in phrases (法治上城, 福田政府在线)."""
        at = zone.text.find(township)
        span = Span(zone.start + at, zone.start + at + len(township))
        kind = kind_above(self.text)
        problem = f"the county of {township} is not named"
        everywhere = Zone(Where.BODY, self.text, 0)
        names = ((other.text, self.names.full(other.text)) for other in (zone, *zones, everywhere))
        phrases = ((other.text, list(self.names.in_phrases(other.text))) for other in (*zones, everywhere))
        official = f"{township}道" if township.endswith("街") else township
        for text, mentions in chain(names, phrases):
            county, why = self._county(mentions, text, kind, township)
            if county:
                return Place(county, official, zone.where, township, span)
            problem = why or problem
        return Place(None, official, zone.where, township, span, problem=problem)

    def _has_towns(self, row: Division) -> bool:
        """Whether towns lie in a division directly: in a county, and in a city without any (东莞, 中山)."""
        return row.level is Level.COUNTY or (row.level is Level.PREFECTURE and not self.divisions.children(row.code, self.year))

    def _county(self, mentions: Sequence[Mention], text: str, kind: str | None, township: str) -> tuple[Division | None, str]:
        """The county that these names mean, or why none: they name several equally often, or one that several places have."""
        counted: Counter[Division] = Counter()
        problem = ""
        for mention in mentions:
            rows = tuple(row for row in mention.rows if self._has_towns(row) and (kind is None or fits_kind(row, kind)))
            its_own = township.startswith(mention.name) and len(mention.name) < len(township)  # 平安莲花 in 莲花街道
            if not rows or its_own or (text is self.text and self._other_place(mention)):
                continue
            row = self._settled(replace(mention, rows=rows), text, kind)
            if row:
                counted[row] += 1
            else:
                problem = problem or self._ambiguous(mention)
        ranked = sorted(counted, key=lambda row: (-counted[row], row.code))
        if ranked and (len(ranked) == 1 or counted[ranked[0]] >= 2 * counted[ranked[1]]):
            return ranked[0], ""
        if ranked:
            return None, f"{township} could lie in {'、'.join(sorted(row.name for row in ranked))}"
        return None, problem
