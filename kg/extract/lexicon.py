"""The word lists of ontology/lexicon.ttl as compiled patterns.

In: the word lists of a vocabulary. Out: one ``Lexicon``, made once and handed to the finders. Words are data there; here is only how a list
becomes a pattern: alternatives, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.extract.matching import bare_name
from kg.extract.tries import trie
from kg.model import WordList


def alternation(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, longest first; a pattern that never matches where there are none.

    >>> alternation(["机制", "机制改革"])
    '机制(?:改革|)'
    """
    words = set(words)
    return trie(words) if words else "(?!)"


class Lexicon:
    """Patterns over the word lists. A missing list matches nothing."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        self._lists = lists
        self.events = frozenset(self.words("event-head"))
        self.head_types = self.types("head-") | self.types("event-head")
        self.dropped_tails = frozenset(self.words("dropped-tail"))
        self.doctrine = frozenset(map(bare_name, self.words("doctrine")))
        self.slogans = frozenset(map(bare_name, self.words("slogan")))
        self.grades = frozenset(self.words("grade"))
        self.tail = self._tail()
        self.tail_stop = self.any("tail-stop")
        self.boundary = self.any("boundary")
        self.other_tail = self.any("other-tail")
        figure = self.either("slogan-tail")
        self.matter_tail = self.any("matter-tail")
        self.slogan_tail = re.compile(rf"的?\w{{0,4}}?(?:{figure})(?!\w)|的?(?:新|总|工作)?(?:{figure})")
        self.plain = re.compile(rf"(?:(?!{self.either('no-plain')})(?:{self.either('plain-modifier')}))*")
        self.ambition = re.compile(rf"(?:{self.either('ambition')})$")
        self.name_ending = re.compile(rf".(?:{self.either('name-ending')})$")
        self.run = re.compile(rf"(?:{self.either('verb-run')})(?:了|出|好|起)?\w{{0,10}}$")
        self.aim = re.compile(rf"(?:{self.either('verb-aim')})(?:了|出|好|起|为|成)?\w{{0,4}}$")
        self.award = re.compile(rf"(?:{self.either('verb-award')})(?:为|了)?(?P<prefix>\w{{0,16}})$")
        self.other_label = re.compile(rf"(?:{self.either('other-label')})$")
        self.after_label = self.any("after-label")
        self.after_name = re.compile(rf"(?!\w)|(?:{self.either('after-head')}|{self.either('tail-stop')}|\d)")

    def words(self, name: str) -> tuple[str, ...]:
        entry = self._lists.get(name)
        return entry.words if entry else ()

    def types(self, prefix: str) -> dict[str, str]:
        """The head nouns of all lists whose id begins so, with their program types."""
        entries = [entry for key, entry in sorted(self._lists.items()) if key.startswith(prefix)]
        return {word: entry.type for entry in entries if entry.type for word in entry.words}

    def either(self, name: str) -> str:
        return alternation(self.words(name))

    def any(self, name: str) -> re.Pattern[str]:
        return re.compile(self.either(name))

    def _tail(self) -> re.Pattern[str]:
        """的 + modifier + head noun: the first one with no other right behind it (普法品牌 is a 品牌). A head noun of one character must
        end the phrase (法宝杯, not 杯赛; 文化节, not 节目).
        """
        heads = self.head_types
        long = alternation(word for word in heads if len(word) > 1)
        short = alternation(word for word in heads if len(word) == 1)
        first = re.escape("".join(sorted({word[0] for word in heads}))) or "^\\W\\w"
        return re.compile(
            rf"(?P<of>的)?(?P<mod>[^的了+]{{0,24}}?)(?=[{first}])(?!{self.either('no-head')})(?P<head>(?:{long})(?!{long})|(?:{short})(?!\w)|(?:{short})(?=系列|活动|等))"
        )
