"""Where a name begins that has no sign at its beginning: 与|上海明理律师事务所, 指导|安亭|司法所, 赴|红星集团.

In: the working text and where the known part of a name begins. Out: the start of the name. How: back from there to the nearest mark,
word a name cannot hold (the word lists body-start and group-start of ontology/bodies.ttl) or name of a division.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.model import Span
from kg.vocabulary import Vocabulary

_LONGEST: Final = 30
# Characters of a name: ideographs, letters, digits, the dot between parts; quotation marks around a part of it.
_RUN: Final = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·—“”]*$")
_DATED: Final = re.compile(r"\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?")
_TOWN: Final = re.compile(r"([\u4e00-\u9fff]{1,6}?)(街道|苏木|镇|乡)$")
_BARE_TOWN: Final = re.compile(r"[\u4e00-\u9fff]{2,4}$")
# Single characters that no name holds, unless they begin a word that one does: 同|济大学, 和|平区, 经|开区.
_SINGLE: Final = (
    "[的了是由把被及暨该其或且每已各]|与|同(?![济心仁兴和市江德])|和(?![平顺县田睦美信谐众]|浩特|硕县|静县|政县|龙市|布克|林格尔)|向(?![阳上前日荣])|经(?![开济贸信])|从(?![化江])|为(?!民)|对(?!外)|"
    "以(?![案法])|等(?!级)|使(?!命)|将(?![乐军])|让(?!胡)|至(?!诚)|给|到|并|在(?!线)"
)
_DEED: Final = re.compile(r"[抓建强推加提夯筑打做优完改深落实确督指考评选争获创拓织聚凝激促升配补增扩压整列展派调动助导引造立行进]")
_COUNTED: Final = re.compile(r"(?:\d|[一二三四五六七八九十百两几数多])+余?[个家所名支批位]")


class NameReader:
    """Finds the beginnings of names, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lists = vocabulary.word_lists
        self._before = _pattern(lists["body-start"].words)
        self._before_group = _pattern(lists["group-start"].words)
        self._class = _any_of(lists["body-class"].words)
        self._group_class = _any_of(lists["group-class"].words)
        self._no_town = _any_of(lists["no-township"].words)
        places = sorted((n.name for n in vocabulary.divisions.names() if n.full and len(n.name) > 2), key=lambda name: (-len(name), name))
        self._divisions = re.compile("|".join(["人民政府", *map(re.escape, places)]))

    def run(self, text: str, end: int, group: bool = False) -> Span:
        """What stands before ``end`` back to the nearest mark or word that no name holds; a working group's name may hold verbs
        (优化营商环境工作专班).
        """
        floor = max(0, end - _LONGEST)
        found = _RUN.search(text, floor, end)
        start = found.start() if found else end
        if dated := _DATED.match(text, start, end):
            start = dated.end()
        for match in (self._before_group if group else self._before).finditer(text, start, end):
            if end - match.end() != 1 or match.group() not in "和与同":  # 泰和泰
                start = match.end()
        return Span(start, end)

    def township(self, text: str, end: int, bare: bool) -> Span | None:
        """The name of a town that ends here: 安亭镇, or 安亭 where ``bare`` names will do; None where it is a class (乡镇, 基层)."""
        run = self.run(text, end)
        start = run.start
        for match in self._divisions.finditer(text, run.start, end):
            if match.end() < end:
                start = match.end()
        written = text[start:end]
        town = _TOWN.fullmatch(written)
        if town is not None:
            return None if self._composed(town.group(1), self._no_town) or _COUNTED.search(written) else Span(start, end)
        if not bare or not _BARE_TOWN.fullmatch(written) or self._no_town.search(written) or _COUNTED.search(written):
            return None
        if written[-1] in "办所站队科股室局委院部处":  # 平安办司法所
            return None
        if _DEED.search(written) and not re.search(rf"{written}(?:街道|苏木|镇|乡)", text):
            return None  # 抓实司法所: a verb, unless the text has the town elsewhere
        return Span(start, end)

    def is_class(self, words: str, group: bool = False) -> bool:
        """Whether what stands before a noun names no one: empty, a number, 有关, 多家, 本地优秀; of a working group: 专项, 联合执法."""
        return self._composed(words, self._group_class if group else self._class)

    def _composed(self, words: str, parts: re.Pattern[str]) -> bool:
        """Whether words are nothing but these parts, with a number at the end at most."""
        at = 0
        while at < len(words):
            part = parts.match(words, at)
            if part is None:
                return _COUNTED.match(words, at) is not None
            at = part.end()
        return True


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, words), _SINGLE]))
