"""Bodies: organs of government and party, courts, offices, groups, firms, schools that a report names.

In: a report and its layout. Out: one ``BodyFact`` a body with every mention, resolved to its full name; and a ``Rejection`` for each
mention whose place cannot be told. How: ``organs`` and ``named`` find candidates over the whole text, titles of documents included; the
longest of those that overlap stands; ``kg.link`` says who is meant.

Covered here: what ``own_words`` finds (我局, 政府常务会议), the source line of a page, organs written one after the other
(江苏省委、省政府: both of 江苏), the leading group that a department founds (我委…成立法治工作领导小组).
区委常委会 and 区政府常务会议 are mentions of 区委 and 区政府.

Left alone: all other page furniture; what ``organs`` and ``named`` leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.extract.named import NamedMatcher, Noun
from kg.extract.names import NameReader
from kg.extract.organs import OrganMatcher, Tail
from kg.extract.own_words import own_words
from kg.extract.places import PlaceReader
from kg.extract.words import Words, first_and_longest
from kg.link import Body, BodyMention, Linker, Surroundings
from kg.model import BodyFact, Identity, Layout, Rejection, Report, Span
from kg.record import replace
from kg.text import normalise
from kg.vocabulary import Vocabulary

_SOURCE_LINE: Final = re.compile(r"(?:来源|(?:发布|制发|发文|公开|责任|编制)(?:机构|单位|机关|部门)|作者)[: ]{1,3}")
# 山西省委、省政府; 江苏省委省政府: what may stand between organs of one place
_JOINT: Final = re.compile(r"[、,及和与]?|以及")
_ZONE_ITSELF: Final = re.compile(r"(?:我区|本区|经济|技术|高新|产业|[\u4e00-\u9fff]{0,2})*(?:开发区|高新区|经开区|园区)?(?:管理委员会)$")
# 人民政府新闻办公室, 政府法律顾问室: offices with a name of their own
_OFFICE_OF_GOVERNMENT: Final = re.compile(r"(?:人民)?政府(?!常务|党组)[\u4e00-\u9fff]{2,8}(?:办公室|室)")
# 成立以局长为组长的法治建设领导小组: the department's own
_OWN_GROUP: Final = re.compile(
    r"(?:我[局委厅办院]|本[局委厅办]|局党|委党组|厅党|局(?:主要)?(?:负责|领导)|局长|厅长|委(?:主要|领导)|党组书记|书记[^。]{0,12}组长"
    r"|(?:成立|组建|调整)了?)[^。\n]{0,60}$"
)
_OTHERS_GROUP: Final = re.compile(r"[全我][区县市省旗州][^。\n]{0,12}$|[区县市省旗州](?:委|政府|级)[^。,\n]{0,12}$")


# What a word can be that a body's name ends in.
End = tuple[Tail | None, Noun | None]
_Ends = Sequence[tuple[int, int, End]]


class BodyFinder:
    """Finds and resolves bodies, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names = NameReader(vocabulary)
        self._places = PlaceReader(vocabulary)
        self._linker = Linker(vocabulary)
        self._organs = OrganMatcher(vocabulary, names)
        self._named = NamedMatcher(names)
        tails, nouns = self._organs.tails, self._named.nouns
        self.ends: dict[str, End] = {word: (tails.get(word), nouns.get(word)) for word in sorted({*tails, *nouns})}
        self._ends = Words(self.ends)
        self._kinds = vocabulary.body_kinds

    def find(
        self, report: Report, layout: Layout, *, near: Surroundings | None = None, ends: _Ends | None = None
    ) -> tuple[tuple[BodyFact, ...], tuple[Rejection, ...]]:
        """Every body that the report names, in the order of first mention. ``near`` are the report's surroundings, and ``ends`` the places
        of the words of ``self.ends`` in the layout's text, where they are known.
        """
        text = layout.text
        near = near or self._linker.surroundings(report.identity)
        issuer = self._issuer(report.identity, near)
        found: dict[str, tuple[Body, list[Span]]] = {}
        rejections: list[Rejection] = []
        ends = self._ends.find(text) if ends is None else ends
        linked = [*self._mentions(text, report.identity, near, issuer, ends), *self._source_lines(report, near)]
        for mention, body in sorted(linked, key=lambda pair: pair[0].span):
            if body is None:
                rejections.append(Rejection(mention.span, "body", "place", "no telling whose it is"))
            else:
                found.setdefault(body.id, (body, []))[1].append(mention.span)
        facts = (BodyFact(b.id, b.name, b.type, b.kind, b.division, tuple(spans)) for b, spans in found.values())
        return tuple(facts), tuple(rejections)

    def _mentions(
        self, text: str, identity: Identity, near: Surroundings, issuer: BodyMention | None, ends: _Ends
    ) -> list[tuple[BodyMention, Body | None]]:
        """Mentions that do not overlap, each with the body it means."""
        here = self._places.here(text, near)
        tails, nouns = _parted(ends)
        organs = list(self._organs.find(text, here, tails))
        candidates: list[tuple[BodyMention, bool]] = [(organ, False) for organ in organs]
        candidates += [(organ, False) for organ in own_words(text, near, issuer, self._kinds)]
        for named, alone in self._named.find(text, here, nouns):
            start, end = named.span.start, named.span.end
            beside = [organ for organ in organs if organ.span.start < end and start < organ.span.end]
            if not any(_spoils(named, organ) for organ in beside):
                candidates.append((named, alone))
        linked: list[tuple[BodyMention, Body | None]] = []
        known: dict[tuple[object, ...], Body | None] = {}
        previous: BodyMention | None = None
        for mention, alone in _longest(candidates):
            if not mention.place and _is_formula(text, mention.span):
                continue
            previous = meant = _in_list(text, mention, previous)
            if alone:
                linked.append((meant, self._linker.named(_of_zone(meant.name, identity), meant.type)))
            else:
                owned = _of_issuer(text, meant, identity, near)
                meaning = owned.meaning
                if meaning not in known:
                    known[meaning] = self._linker.body(owned, near)
                linked.append((meant, known[meaning]))
        return linked

    def _issuer(self, identity: Identity, near: Surroundings) -> BodyMention | None:
        """The issuer as a mention, where it is an organ of a place."""
        name = normalise(identity.issuer or "")
        here = self._places.here(name, near)
        tails, nouns = _parted(self._ends.find(name))
        ending = [m for m in self._organs.find(name, here, tails) if m.span.end == len(name)]
        ending += [m for m, alone in self._named.find(name, here, nouns) if m.span.end == len(name) and not alone]
        return max(ending, key=lambda m: len(name[m.span.start : m.span.end]), default=None)

    def _source_lines(self, report: Report, near: Surroundings) -> Iterator[tuple[BodyMention, Body | None]]:
        """The body that a page gives as its source: 信息来源:双塔区司法局."""
        for furniture in report.furniture:
            text = normalise(report.text[furniture.start : furniture.end])
            for label in _SOURCE_LINE.finditer(text):
                source = text[label.end() : label.end() + 30]
                organs = self._organs.find(source, self._places.here(source, near), _parted(self._ends.find(source))[0])
                for mention, _ in _longest((organ, False) for organ in organs):
                    body = self._linker.body(mention, near) if mention.span.start == 0 else None
                    if body is not None:
                        offset = furniture.start + label.end()
                        yield BodyMention(Span(offset, offset + mention.span.end)), body


def _is_formula(text: str, span: Span) -> bool:
    """“人民调解+马背|法庭”, “司法所+派出所”: kinds of body, put together."""
    return text[span.start - 1 : span.start] == "+" or text[span.end : span.end + 1] == "+"


def _parted(ends: _Ends) -> tuple[list[tuple[int, int, Tail]], list[tuple[int, int, Noun]]]:
    """Where names of organs can end in a text, and where the nouns stand that end names of other bodies."""
    nouns = [(start, end, noun) for start, end, (_, noun) in ends if noun]
    return [(start, end, tail) for start, end, (tail, _) in ends if tail], list(first_and_longest(nouns))


def _spoils(named: BodyMention, organ: BodyMention) -> bool:
    """Whether an organ that overlaps a candidate shows that it runs over two names, or is a part of the organ that needs no name of its own
    (区人民法院诉讼服务中心). A group may begin with the organ that founded it (区司法局法律科技工作领导小组).
    """
    if named.type == "派出机构" and named.span.covers(organ.span) and named.span.end == organ.span.end:
        return False  # 绍兴|滨海新区管委会
    if organ.span.start == named.span.start and organ.span.end < named.span.end:
        party_office = named.name.startswith("委") and named.type in ("政府部门", "党委机构")  # 省委主题教育办, 区委教育工委
        part = named.name.endswith(("分局", "大队", "支队", "总队")) or _OFFICE_OF_GOVERNMENT.fullmatch(named.name) is not None
        return named.type not in ("议事协调机构", "社会组织", "其他") and not party_office and not part
    return organ.span.end - organ.span.start > 1


def _rank(candidate: tuple[BodyMention, bool]) -> tuple[int, int, bool, bool, tuple[str, ...], str]:
    mention = candidate[0]
    span = mention.span
    return (span.start - span.end, span.start, not mention.place, not mention.kinds, mention.kinds, mention.name)


def _longest(candidates: Iterable[tuple[BodyMention, bool]]) -> list[tuple[BodyMention, bool]]:
    """Of candidates that overlap the longest, of equally long ones the first, the one that names its place, the one of a known kind."""
    ranked = sorted(candidates, key=_rank)
    taken: list[tuple[BodyMention, bool]] = []
    covered: set[int] = set()
    for candidate in ranked:
        span = candidate[0].span
        if covered.isdisjoint(range(span.start, span.end)):
            covered.update(range(span.start, span.end))
            taken.append(candidate)
    return sorted(taken, key=lambda c: c[0].span)


def _in_list(text: str, mention: BodyMention, previous: BodyMention | None) -> BodyMention:
    """A mention with the place of the organ before it, where that is named and of the same kind: 江苏省委、|省政府."""
    if previous is None or len(mention.place) != 1 or mention.township:
        return mention
    if not _JOINT.fullmatch(text, previous.span.end, mention.span.start):
        return mention
    named = len(previous.place) > 2 and not previous.township and previous.place.endswith(mention.place)
    return replace(mention, place=previous.place) if named else mention


def _of_zone(name: str, identity: Identity) -> str:
    """经开区管理委员会 is the zone that reports."""
    issuer = normalise(identity.issuer or "")
    return issuer if issuer.endswith("区管理委员会") and len(name) < len(issuer) and _ZONE_ITSELF.match(name) else name


def _of_issuer(text: str, mention: BodyMention, identity: Identity, near: Surroundings) -> BodyMention:
    """A leading group of no place that a department founds is the department's own: 长寿区卫生健康委员会|法治工作领导小组."""
    if mention.type != "议事协调机构" or mention.place or mention.township or mention.kinds:
        return mention
    issuer = normalise(identity.issuer or "")
    own = near.own
    if own is None or identity.township or own.name not in issuer:
        return mention
    office = issuer[issuer.index(own.name) + len(own.name) :]
    if office.startswith("人民政府") or not office or not _OWN_GROUP.search(text, max(0, mention.span.start - 90), mention.span.start):
        return mention
    if _OTHERS_GROUP.search(text, max(0, mention.span.start - 30), mention.span.start):
        return mention
    return replace(mention, name=office + mention.name)
