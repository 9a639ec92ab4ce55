"""The names of divisions in a text: full ones, short ones, and short ones in phrases that hold nothing else.

In: a text, the divisions, the year. Out: ``Mention``, with every division it can mean. How: names are looked up at every 省 市 区 县 旗 州
盟, longest first, and chained (重庆市|梁平区, 朝阳市|双塔区): the last in a chain is meant, those before it say which one of several it is.
Phrases: 法治巴州, 平安兴化建设, 《2023年法治上城建设要点》; the name of a page or paper (福田政府在线, 兴化日报, 宁海新闻网).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.divisions import Divisions, stands
from kg.model import Division, Level
from kg.place_names import is_ordinary
from kg.record import Record, replace
from kg.text.marks import positions

_ENDS: Final = "省市区县旗州盟"
# 法治|巴州, 平安|莲花: the name stands after
_PHRASES: Final = frozenset(("法治", "平安", "美丽", "数字", "诚信", "信用", "清廉", "幸福", "和谐", "智慧", "健康", "文明", "善治"))
_PHRASE_ENDS: Final = "".join(sorted({phrase[1] for phrase in _PHRASES}))
_NOT_AFTER_PHRASE: Final = re.compile(r"[政社中国]")
# 福田|政府在线, 宁海|新闻网: the name stands before; of two places of the name a paper is the wider one's (和田日报)
_PAPERS: Final = ("日报", "晚报", "新闻网")
_SITE: Final = "政府(?:在线|网|门户)|人民政府(?:门户)?网"
_CHANNEL: Final = "(?=[”」》]|微信|公众号)"
# Each begins with a character, by which it is looked for.
_PHRASE_AFTER: Final = re.compile(
    "|".join(
        [*_PAPERS, _SITE, *(f"{kind}(?:{_SITE})" for kind in "区县市"), "融媒|政务网"]
        + [f"{word}{_CHANNEL}" for word in ("发布", "普法", "司法", "政法", "政务")]
    )
)
_DATED: Final = re.compile(r"20\d\d年")  # 长治|2024年…: a word that begins a title is a name there
_LONGEST_SHORT: Final = 7


class Mention(Record, frozen=True):
    """A name of a division in a text, and every division that it can mean."""

    rows: tuple[Division, ...]
    name: str
    start: int
    end: int
    sure: bool  # a chain settled it
    above: int = -1  # where the chain begins, -1 where there is none


class MentionFinder:
    """Finds the names of divisions as they stood in one year."""

    def __init__(self, divisions: Divisions, year: int | None) -> None:
        self._divisions = divisions
        self._year = year
        self._found: dict[str, tuple[Mention, ...]] = {}

    def full(self, text: str) -> list[Mention]:
        """The full names of divisions in a text, chained: 重庆市梁平区 is one mention of 梁平区."""
        if text not in self._found:  # title and opening are asked for several things
            self._found[text] = tuple(self._full(text))
        return list(self._found[text])

    def _full(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        by_end = self._divisions.by_end
        endings = by_end.endings
        for mark in positions(text, _ENDS):
            end = mark + 1
            if text[end - 2 : end] not in endings:
                continue
            for start, rows in by_end.ending(text, end):
                name = text[start:end]
                self._chain(found, Mention(self._meant(rows), name, start, end, False), text)
                break
        return found

    def short(self, text: str) -> list[Mention]:
        """Short names too (双塔始终坚持…), for stretches so trusted that a name there is meant."""
        found = self.full(text)
        taken = [(mention.start if mention.above < 0 else mention.above, mention.end) for mention in found]
        endings = self._divisions.by_end.endings
        for end in (end for end in range(2, len(text) + 1) if text[end - 2 : end] in endings):
            for start, rows in self._divisions.by_end.ending(text, end):
                name = text[start:end]
                said = not is_ordinary(name) or (start == 0 and _DATED.match(text, end))
                if end - start <= _LONGEST_SHORT and said and not any(s < end and start < e for s, e in taken):
                    found = [other for other in found if not start <= other.start < end]
                    found.append(Mention(self._meant(rows), name, start, end, False))
                    break
        return sorted(found, key=lambda mention: mention.start)

    def in_phrases(self, text: str) -> Iterator[Mention]:
        """Short names in phrases that hold nothing but a name: 法治巴州, 平安兴化, 福田政府在线. Ordinary words too: 法治兴化."""
        beginnings = self._divisions.beginnings
        for mark in positions(text, _PHRASE_ENDS):
            start = mark + 1
            if text[start : start + 2] not in beginnings or text[start - 2 : start] not in _PHRASES:
                continue
            for end in range(start + _LONGEST_SHORT, start + 1, -1):
                name = text[start:end]
                rows = self._divisions.find(name) if len(name) == end - start else ()
                if rows and not _NOT_AFTER_PHRASE.match(name):
                    yield Mention(self._meant(rows), name, start, end, False)
                    break
        for after in _PHRASE_AFTER.finditer(text):
            found = next(self._divisions.by_end.ending(text, after.start()), None)
            name = text[found[0] : after.start()] if found else ""
            if found and not is_ordinary(name):
                rows = self._meant(found[1])
                wide = tuple(row for row in rows if row.level is not Level.COUNTY) if after.group() in _PAPERS else ()
                yield Mention(wide or rows, name, found[0], after.start(), False)

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions of this name."""
        rows = self._divisions.find(name)
        return self._meant(rows) if rows else ()

    def _meant(self, rows: Sequence[Division]) -> tuple[Division, ...]:
        """The rows that a name can mean in this year, each place once, what came after another left out."""
        if self._year is not None:  # a name used before or after its time is better than none
            rows = [row for row in rows if stands(row, self._year)] or rows
        newest: dict[str, Division] = {}
        for row in rows:
            newest[row.code] = row
        replaced = {code for row in newest.values() for code in row.replaced_by}
        return tuple(row for row in newest.values() if not (replaced and set(row.replaced_by) & newest.keys()))

    def _chain(self, found: list[Mention], mention: Mention, text: str) -> None:
        """Add a mention; one that follows the name of what it lies in takes that one's place. A name that is a run of words as well
        (示|范县, 全州) counts after such a name, or as an official name where no word runs into it.
        """
        while found and found[-1].end > mention.start:  # 朝阳市 inside a longer name that ends later
            lost = found.pop()
            same = tuple(row for row in mention.rows if row in lost.rows)
            if same and lost.start == mention.start and lost.sure:  # 桂林市|全州, and now 县
                mention = replace(mention, rows=same, sure=True, above=lost.above)
        if found and found[-1].end == mention.start:
            above = {row.code for row in found[-1].rows}
            inside = tuple(row for row in mention.rows if any(self._divisions.descends(row.code, code) for code in above))
            if inside:
                begun = found[-1].start if found[-1].above < 0 else found[-1].above
                mention = Mention(inside, mention.name, mention.start, mention.end, True, begun)
                found.pop()
        if is_ordinary(mention.name) and not mention.sure:
            alone = mention.start == 0 or not "\u4e00" <= text[mention.start - 1] <= "\u9fff"
            if not alone or all(row.name != mention.name for row in mention.rows):
                return
        found.append(mention)
