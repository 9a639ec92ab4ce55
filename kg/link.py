"""From a local mention to the one thing that is meant: 区司法局 in a report of 梁平区 is 梁平区司法局.

In: what a finder saw (a place as written, the kinds of body its organ may be, a name) and the report's identity. Out: full names, ids,
types and codes, the same for the same body in every report. The linker never reads a report's text.

A place is written as a word for it (区, 我县, 市: the report's own place or the one above it of that kind), as a name (双塔区,
朝阳市双塔区, 达川区) or not at all (the report's own place). A word that fits no place of the report (区委 in a report of a
city) resolves to nothing, and so does a name that several places have, unless one of them lies near the report's own. Where nobody knows
whose report it is, a word stands for itself: 区司法局 is a body of that name, without a division.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg import namespaces as ns
from kg.divisions import short_name
from kg.model import BodyKind, Division, Identity, Level, Span
from kg.record import Record
from kg.vocabulary import Vocabulary

TOWNSHIP_WORDS: Final = ("街道", "苏木", "镇", "乡")
_DIVISION_WORDS: Final = ("自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "区", "县", "州", "盟", "旗")
_OWN_PREFIXES: Final = ("我", "本")
_LONG_WORDS: Final = {"地区": "地", "街道": "街", "自治区": "区", "自治州": "州", "自治县": "县", "自治旗": "旗"}


# What a word means by itself, where it is not known whose report it is.
_WORDS_ALONE: Final = {
    "省": Level.PROVINCE, "自治区": Level.PROVINCE, "市": Level.PREFECTURE, "州": Level.PREFECTURE, "自治州": Level.PREFECTURE,
    "盟": Level.PREFECTURE, "区": Level.COUNTY, "县": Level.COUNTY, "旗": Level.COUNTY, "自治县": Level.COUNTY, "自治旗": Level.COUNTY,
}  # fmt: skip

# A subdistrict has no committees of its own, but those that the district sends.
_IN_SUBDISTRICTS: Final = {
    "party-committee": "中共{place}工作委员会",
    "discipline-commission": "中共{place}纪律检查工作委员会",
    "party-law-governance": "{place}全面依法治街工作委员会",
    "party-law-governance-office": "{place}全面依法治街工作委员会办公室",
    "party-law-governance-group": "{place}全面依法治街工作领导小组",
    "party-law-governance-group-office": "{place}依法治街领导小组办公室",
}


@dataclass(frozen=True)
class Place:
    """A place that has bodies. ``word`` is what one calls it there: 区, 县, 市, 省, 州, 镇; ``above`` the city whose branches it has."""

    name: str
    short: str
    code: str | None
    level: Level | None
    word: str
    above: str = ""


@dataclass(frozen=True)
class Surroundings:
    """The places a report means by 区, 市, 省 …, its own place, and the year that its divisions are read in."""

    own: Place | None
    by_word: Mapping[str, Place]
    by_name: Mapping[str, Place]  # full and short names
    codes: tuple[str, ...]  # its division and those above, nearest first
    year: int | None


class BodyMention(Record, frozen=True):
    """A body as a finder saw it.

    ``place`` as written, "" where none is. By kind: ``kinds`` are ids of ontology/bodies.ttl that the organ may mean. By form: ``name``
    is the name or what follows the place in it, ``type`` its type. ``suffix`` is written behind (党组). ``above`` says that the kind is
    that of ``kinds`` at the place's level (市局, 省厅 beside 区司法局).
    """

    span: Span
    place: str = ""
    kinds: tuple[str, ...] = ()
    name: str = ""
    type: str = "其他"
    suffix: str = ""
    above: bool = False
    township: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """All that says which body is meant: whatever agrees in it means the same in one report."""
        return self.place, self.kinds, self.name, self.type, self.suffix, self.above, self.township


class Body(Record, frozen=True):
    """A body, resolved."""

    id: str
    name: str
    type: str
    kind: str | None
    division: str | None


class Linker:
    """Resolves places and bodies against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._divisions = vocabulary.divisions
        self._kinds = vocabulary.body_kinds
        self._by_stem: dict[str, list[BodyKind]] = {}
        for kind in vocabulary.body_kinds.values():
            self._by_stem.setdefault(_stem(kind.label), []).append(kind)

    # --- places -------------------------------------------------------------------------------------------------------------

    def surroundings(self, identity: Identity) -> Surroundings:
        """What the words for places mean in a report of this identity."""
        division, year = identity.division, identity.year
        if division is None:
            return self._nowhere(identity)
        chain = (division, *reversed(self._divisions.parents(division, year)))
        places = [self._place(row, year) for row in chain]
        by_word: dict[str, Place] = {}
        for place in places:
            for word in _words(place.name):
                by_word.setdefault(word, place)
        by_name = {name: place for place in reversed(places) for name in (place.short, place.name)}
        own = places[0]
        if identity.township:
            own = self.township(identity.township, own)
            by_word |= dict.fromkeys((own.word, _LONG_WORDS.get(own.word, own.word)), own)
            by_name |= dict.fromkeys((own.short, identity.township, own.name), own)
        return Surroundings(own, by_word, by_name, tuple(row.code for row in chain), year)

    def _nowhere(self, identity: Identity) -> Surroundings:
        """In a report whose division nobody knows 区 is called 区: its bodies are told apart, though not from those of other reports."""
        by_word = {word: Place(word, word, None, level, word) for word, level in _WORDS_ALONE.items()}
        if not identity.township:
            return Surroundings(None, by_word, {}, (), identity.year)
        own = self.township(identity.township, None)
        by_word |= dict.fromkeys((own.word, _LONG_WORDS.get(own.word, own.word)), own)
        return Surroundings(own, by_word, dict.fromkeys((own.short, own.name), own), (), identity.year)

    def township(self, name: str, county: Place | None) -> Place:
        """A town, township or subdistrict of a county; it has no code of its own."""
        word = next((word for word in TOWNSHIP_WORDS if name.endswith(word)), "")
        full = f"{county.name}{name.removeprefix(county.name)}" if county else name
        return Place(full, name.removesuffix(word) or name, county.code if county else None, Level.TOWNSHIP, word)

    def place(self, written: str, near: Surroundings) -> Place | None:
        """The place meant by a word (区, 我市) or a name, the last of several run together (朝阳市双塔区); None where it is not one."""
        word = written.removeprefix("我").removeprefix("本") if written.startswith(_OWN_PREFIXES) else written
        if len(word) > 2 and word[-1] == word[-2]:  # 滨海新区|区委
            word = written = word[:-1]
        known = near.by_word.get(word) or near.by_name.get(written)
        if known is not None:
            return known
        row = self.division(written, near)
        if row is None and not near.codes and (rows := self._rows(written, near.year)):  # one of several, in a report of nobody knows where
            return Place(rows[0].name, short_name(rows[0].name), None, rows[0].level, _words(rows[0].name)[-1])
        return self._place(row, near.year) if row else None

    def division(self, written: str, near: Surroundings, beside: Iterable[str] = ()) -> Division | None:
        """The division of this name, in the sense nearest to the report: of several, one of its own, one that lies where those
        ``beside`` it lie, one in the same city, in the same province; else only a name that one place has.
        """
        rows = self._rows(written, near.year)
        if len({row.code for row in rows}) <= 1:
            return rows[-1] if rows else None
        own = [row for row in rows if row.code in near.codes]
        if len(own) == 1:
            return own[0]
        for ancestor in (*beside, *near.codes):
            child = [row for row in rows if row.parent == ancestor]
            within = child or [row for row in rows if self._divisions.descends(row.code, ancestor)]
            if len(within) == 1:
                return within[0]
        full = [row for row in rows if row.name == written]
        return full[0] if len(full) == 1 else None

    def _rows(self, written: str, year: int | None) -> list[Division]:
        """The rows of a name, or of the last of two names run together, the second lying in the first."""
        rows = self._divisions.find(written, year) or self._divisions.find(written)
        if rows:
            return list(rows)
        for cut in range(2, len(written) - 1):
            tails = self._divisions.find(written[cut:], year) or self._divisions.find(written[cut:])
            if tails:
                heads = {row.code for row in self._rows(written[:cut], year)}
                found = [row for row in tails if any(self._divisions.descends(row.code, head) for head in heads)]
                if found:
                    return found
        return []

    def _place(self, division: Division, year: int | None) -> Place:
        parents = self._divisions.parents(division, year)
        above = parents[-1].name if parents else ""
        return Place(division.name, short_name(division.name), division.code, division.level, _words(division.name)[-1], above)

    # --- bodies -------------------------------------------------------------------------------------------------------------

    def body(self, mention: BodyMention, near: Surroundings) -> Body | None:
        """The body a mention means, None where its place cannot be told."""
        kinds = [self._kinds[kind] for kind in mention.kinds]
        if kinds and not any(kind.levels for kind in kinds):
            central = self._made(kinds[0].full or kinds[0].label, kinds[0].type, kinds[0], None, mention.suffix)
            return self.named(mention.name, "事业单位") if mention.name else central  # 司法部|法律援助中心
        place = self._of(mention, near)
        if place is None:
            return None
        if mention.above:
            kinds = self._at_level(kinds, place)
        kind = _fitting(kinds, place.level)
        if kind is not None:
            return self._made(_full_name(kind, _for_station(kind, place, near)), kind.type, kind, place.code, mention.suffix)
        if mention.kinds:
            return None
        if mention.name.startswith("委"):  # 区委主题教育办
            of_type = "党委机构" if mention.type == "政府部门" else mention.type
            return self._made(f"中共{place.name}{mention.name}", of_type, None, place.code, mention.suffix)
        written = f"人民{mention.name}" if mention.name.startswith("政府") else mention.name
        name = written if written.startswith(place.short) else place.name + written
        return self._made(name, mention.type, None, place.code, mention.suffix)

    def named(self, name: str, kind: str) -> Body:
        """A body known by a name of its own (上海明理律师事务所)."""
        return Body(ns.body_id(name, None), name, kind, None, None)

    def _of(self, mention: BodyMention, near: Surroundings) -> Place | None:
        """The place of a mention: as written, or the report's own."""
        place = self.place(mention.place, near) if mention.place else near.own
        if not mention.township:
            return place
        if mention.place and place is None:
            return None
        county = place if place and place.level is not Level.TOWNSHIP else self._county(near)
        lies_in = county and (county.level is Level.COUNTY or (near.own is not None and near.own.level is Level.TOWNSHIP))  # 东莞|石排镇
        return self.township(mention.township, county if lies_in else None)

    def _county(self, near: Surroundings) -> Place | None:
        row = self._divisions.at(near.codes[0], near.year) if near.codes else None
        return self._place(row, near.year) if row else None

    def _at_level(self, kinds: list[BodyKind], place: Place) -> list[BodyKind]:
        """The kinds that do at the place's level what these do at theirs: 司法厅 for 司法局 in a province."""
        stems = {_stem(kind.label) for kind in kinds}
        level = Level.PREFECTURE if place.word == "市" and place.level is Level.PROVINCE else place.level  # 重庆市 has 局, no 厅
        fitting = [kind for stem in sorted(stems) for kind in self._by_stem[stem] if level in kind.levels]
        return sorted(fitting, key=lambda kind: (len(kind.label), kind.id))

    def _made(self, name: str, of_type: str, kind: BodyKind | None, code: str | None, suffix: str) -> Body:
        if not suffix:
            return Body(ns.body_id(name, code), name, of_type, kind.id if kind else None, code)
        return Body(ns.body_id(name + suffix, code), name + suffix, "党委机构", None, code)


def _words(name: str) -> tuple[str, ...]:
    """What a place is called by who lives there: 自治县 and 县, 区; the shortest last."""
    word = next((word for word in _DIVISION_WORDS if name.endswith(word)), name[-1:])
    return (word, _LONG_WORDS[word]) if word in _LONG_WORDS else (word,)


def _fitting(kinds: list[BodyKind], level: Level | None) -> BodyKind | None:
    """The kind for a level of government; where none has it, the first that is not a kind of townships only."""
    exact = [kind for kind in kinds if level in kind.levels]
    if exact:
        return exact[0]
    loose = [kind for kind in kinds if kind.levels != (Level.TOWNSHIP,) and level is not Level.TOWNSHIP]
    return loose[0] if loose else None


def _for_station(kind: BodyKind, place: Place, near: Surroundings) -> Place:
    """高陂镇|司法所, of the town that reports, is known as 高陂司法所."""
    if place != near.own or kind.levels != (Level.TOWNSHIP,) or not kind.label.endswith(("所", "庭")):
        return place
    return replace(place, name=place.name.removesuffix(place.word) or place.name)


def _full_name(kind: BodyKind, place: Place) -> str:
    pattern = kind.full or f"{{place}}{kind.label}"
    if place.word == "街道":
        pattern = _IN_SUBDISTRICTS.get(kind.id, pattern)
    return pattern.format(place=place.name, short=place.short, scope=place.word, parent=place.above)


def _stem(label: str) -> str:
    for tail in ("委员会", "分局", "局", "厅"):
        if label.endswith(tail):
            return label.removesuffix(tail)
    return label
