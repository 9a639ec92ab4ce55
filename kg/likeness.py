"""Which names may be spellings or variants of one program: suggestions for a person, never a merge.

In: names as written, each with the program and the type it is a name of, the head nouns of the vocabulary, and the names of places. Out:
for a name the programs it may be, each with the tie in words and how sure it is.

The ties, the strongest first (“core” is a name without general words at its end: 三盯三化机制, 三盯三化工作机制 → 三盯三化):

  spelling    the same but for punctuation, script, width, digits (三书一函, 3书1函) or 的
  order       the same characters in another order: 轻罚免罚清单, 免罚轻罚清单
  head        the same core: 晒谷场说法, 晒谷场说法工作机制
  quoted      the same words in quotation marks: “三盯三化”排查机制, “三盯三化”工作法
  place       the same but for the place in front: 嘉定法宝杯, 法宝杯
  part        one is a part of the other: 信用修复一件事, 高效办成信用修复一件事
  slip        one character differs or is missing: 法治副校长制度, 法制副校长制度
  alike       most pairs of neighbouring characters are the same
  short       the characters of one, in order, begin words of the other: 诉讼调解对接, 诉调对接

Names whose numbers differ (三所联动, 四所联动; 七五普法, 八五普法) are names of different programs whatever else they share.

How sure is measured on the vocabulary itself, which lists the names of hundreds of programs: of all pairs of names of one type that a tie
of this grade joins, so many are names of one program: ``sure`` at least nineteen in twenty, ``likely`` at least seven in ten; ``possible``
promises nothing. A tie of names of different types, which that cannot measure, is ``possible``. Where reports speak of both side by side,
who suggests makes it one grade lower.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg import namespaces as ns
from kg.text import normalise

LEAST_CORE = 3
_LEAST_PART, _LEAST_SLIP, _LEAST_SURE_SLIP, _LEAST_ORDER = 4, 4, 7, 4
_MUCH_ALIKE, _ALIKE = 0.8, 0.6
# Longer lists of names that share two characters tell nothing: 服务, 机制.
_COMMON = 400
_SHORT = range(3, 6)
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
# 一 that counts nothing.
_NO_NUMBER = re.compile("统一|唯一|专一|一体|一致|一流|一线|万一|一般")
_NUMBER = re.compile(r"[\d十百千]+")
_SMALL_WORDS = re.compile("[的之]")
_QUOTED = re.compile("“([^“”]+)”")
# General words beside the head nouns of the vocabulary.
_GENERAL = ("工作", "建设", "服务", "管理", "创建", "活动", "办法", "方式", "做法", "计划", "方案")


class Sureness(StrEnum):
    """How sure a suggestion is; what each means is measured (see above)."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


_GRADES = tuple(Sureness)
_LOWER = {Sureness.SURE: Sureness.LIKELY, Sureness.LIKELY: Sureness.POSSIBLE}


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins two names: ``rule`` as listed above, in words, how sure, and the share of character pairs they have in common."""

    rule: str
    why: str
    sureness: Sureness
    share: float = 1.0

    @property
    def rank(self) -> tuple[int, float, str]:
        """For sorting: the surest first."""
        return (_GRADES.index(self.sureness), -self.share, self.rule)

    def lower(self, because: str) -> Tie:
        """The tie one grade lower, and why."""
        return Tie(self.rule, f"{self.why}; {because}", _LOWER.get(self.sureness, self.sureness), self.share)


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparing. ``text`` as shown, ``core`` without general words at its end, ``bare`` without a place in front."""

    text: str
    program: str
    type: str
    key: str
    core: str
    bare: str
    quoted: str
    numbers: tuple[str, ...]
    pairs: frozenset[str]


class Names:
    """Names that can be compared, and found by what they have in common."""

    def __init__(self, heads: Iterable[str], places: Iterable[str] = ()) -> None:
        self._heads = sorted({_key(word) for word in (*heads, *_GENERAL)} - {""}, key=lambda word: (-len(word), word))
        self._places = sorted({_key(place) for place in places} - {""}, key=lambda place: (-len(place), place))
        self._by_pair: dict[str, list[Name]] = defaultdict(list)
        self._by_quoted: dict[str, list[Name]] = defaultdict(list)
        self._by_first: dict[str, list[Name]] = defaultdict(list)

    def name(self, text: str, program: str, type: str, written: Iterable[str] = ()) -> Name:
        """A name made ready; ``written`` is how reports write it, where that tells more: with its quotation marks."""
        key = _key(text)
        core = self._core(key)
        bare = next((self._core(key[len(p) :]) for p in self._places if key.startswith(p) and len(key) - len(p) >= LEAST_CORE), core)
        quoted = next((q for form in (text, *written) for q in map(_key, _QUOTED.findall(normalise(form))) if len(q) >= LEAST_CORE), "")
        return Name(text, program, type, key, core, bare, quoted, _numbers(key), frozenset(_pairs(core)))

    def add(self, text: str, program: str, type: str, written: Iterable[str] = ()) -> Name:
        """Take a name in, to be found by ``ties``."""
        name = self.name(text, program, type, written)
        for pair in name.pairs:
            self._by_pair[pair].append(name)
        for words in {name.quoted, name.key} - {""}:
            self._by_quoted[words].append(name)
        if name.key:
            self._by_first[name.key[:1]].append(name)
        return name

    def ties(self, name: Name) -> list[tuple[Name, Tie]]:
        """The other programs that a name may be, each with its best tie; the surest first."""
        near: dict[tuple[str, str], Name] = {}
        for pair in sorted(name.pairs, key=lambda pair: (len(self._by_pair.get(pair, ())), pair)):
            others = self._by_pair.get(pair, ())
            if len(others) <= _COMMON or not near:
                near.update(((other.text, other.program), other) for other in others)
        near.update(((other.text, other.program), other) for other in self._by_first.get(name.key[:1], ()))
        if name.quoted:
            near.update(((other.text, other.program), other) for other in self._by_quoted.get(name.quoted, ()))
        best: dict[str, tuple[Name, Tie]] = {}
        for other in near.values():
            tie = tied(name, other) if other.program != name.program else None
            if tie is not None and (other.program not in best or tie.rank < best[other.program][1].rank):
                best[other.program] = (other, tie)
        return sorted(best.values(), key=lambda found: (*found[1].rank, found[0].text))

    def _core(self, key: str) -> str:
        while True:
            head = next((h for h in self._heads if key.endswith(h) and len(key) - len(h) >= LEAST_CORE), None)
            if head is None:
                return key
            key = key[: -len(head)]


def tied(one: Name, other: Name) -> Tie | None:
    """How two names are tied; None where nothing says that they may be one program."""
    if not one.key or not other.key or one.numbers != other.numbers:
        return None
    tie = _tie(one, other)
    if tie is None or one.type == other.type:
        return tie
    # Of names that are only alike, the head noun is what tells them apart.
    if tie.rule in ("alike", "short", "slip") or (tie.rule == "part" and tie.share < 1 / 2):
        return None
    return Tie(tie.rule, f"{tie.why}; but of another type", Sureness.POSSIBLE, tie.share)


def _tie(one: Name, other: Name) -> Tie | None:  # noqa: PLR0911 - one return a tie
    short, long = sorted((one, other), key=lambda name: len(name.key))
    share = _share(one.pairs, other.pairs)
    if one.key == other.key:
        return Tie("spelling", "the same but for punctuation, script or digits", Sureness.SURE)
    if len(one.key) >= _LEAST_ORDER and sorted(one.key) == sorted(other.key):
        return Tie("order", "the same characters in another order", Sureness.SURE, share)
    if one.core == other.core:
        return Tie("head", f"the same but for general words: {one.core}", Sureness.SURE, share)
    if (one.quoted and one.quoted in (other.quoted, other.key)) or (other.quoted and other.quoted == one.key):
        return Tie("quoted", f"the same words in quotation marks: {one.quoted or other.quoted}", Sureness.LIKELY, share)
    if one.bare == other.bare:
        return Tie("place", f"the same but for the place in front: {one.bare}", Sureness.POSSIBLE, share)
    if len(short.core) >= _LEAST_PART and short.core in long.key and (one.type == other.type or short.key in long.key):
        return Tie("part", f"{short.text if short.key in long.key else short.core} is a part of {long.text}", Sureness.LIKELY, share)
    if min(len(one.core), len(other.core)) >= _LEAST_SLIP and (slip := _slip(one.core, other.core)):
        sureness = Sureness.LIKELY if min(len(one.core), len(other.core)) >= _LEAST_SURE_SLIP else Sureness.POSSIBLE
        return Tie("slip", f"one character differs: {slip}", sureness, share)
    if share >= _ALIKE:
        sureness = Sureness.LIKELY if share >= _MUCH_ALIKE else Sureness.POSSIBLE
        return Tie("alike", f"{share:.0%} of the pairs of neighbouring characters are the same", sureness, share)
    if len(short.key) in _SHORT and 2 * len(long.core) >= 3 * len(short.key) and _begins_words(short.key, long.core):
        return Tie("short", f"{short.text} may be short for {long.text}", Sureness.POSSIBLE, share)
    return None


def _key(name: str) -> str:
    """A name as it is compared: simplified, half width, without punctuation, 的 and 之, numbers in digits."""
    try:
        bare = ns.slug(normalise(name)).replace("-plus-", "+")
    except ValueError:
        return ""
    parts, at = [], 0
    for word in _NO_NUMBER.finditer(bare):
        parts += [bare[at : word.start()].translate(_DIGITS), word[0]]
        at = word.end()
    return _SMALL_WORDS.sub("", "".join([*parts, bare[at:].translate(_DIGITS)]))


def _numbers(key: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(key))


def _pairs(core: str) -> Iterable[str]:
    return (core[i : i + 2] for i in range(len(core) - 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _slip(one: str, other: str) -> str:
    """The character in which two words differ (治/制), or that one has more; "" where they differ in more."""
    if len(one) == len(other):
        differing = [f"{a}/{b}" for a, b in zip(one, other, strict=True) if a != b]
        return differing[0] if len(differing) == 1 else ""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return ""
    at = next((i for i, character in enumerate(short) if character != long[i]), len(short))
    return long[at] if short[at:] == long[at + 1 :] else ""


def _begins_words(short: str, long: str) -> bool:
    """Whether an abbreviation takes the long form word by word: 诉讼|调解|对接 → 诉调对接.

    Most words have two characters, so each character begins a pair, or follows the one before it.
    """
    if short[:1] != long[:1]:
        return False
    at = 0
    for character in short[1:]:
        places = (i for i in range(at + 1, len(long)) if long[i] == character and (i == at + 1 or i % 2 == 0))
        at = next(places, -1)
        if at < 0:
            return False
    return True
