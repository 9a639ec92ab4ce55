"""The names of townships in a text: 永安市|小陶镇|人民政府, 2023年,|清波街道|以…, 强化|下洋镇|法治建设.

In: a text and the names of divisions in it. Out: names of towns, townships, subdistricts, without those of what they lie in. A township
has no code of its own and stands in no table; it is known by its last character and by what follows: its organs, its report, a verb.
A subdistrict that calls itself 街 (广州: 洛浦街2021年度…) is returned as written.
Left alone: classes (乡镇, 各镇, 多个街道), what a preposition leads to (在三都镇).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from kg.corpus.place_mentions import Mention, MentionFinder
from kg.corpus.subjects import VERBS

_TOWNSHIP: Final = re.compile(
    r"([\u4e00-\u9fff]{1,12}?(?:街道|镇|乡|苏木|(?:地区|街道)?办事处|街(?=20\d\d|年度|法治|依法|党工委|办事处)))"
    rf"(?=人民政府|政府|办事处|党委|党工委|党政|20\d\d|法治|依法|关于|年度|$|{VERBS})"
)
_BEFORE_TOWN: Final = re.compile(
    "^.*(?:加强|强化|推进|推动|提升|优化|打造|建设|围绕|结合|制定|印发|按照|根据|坚持|护航|服务|助力|促进|保障|实现|开展|要求|对|在|与|和|为|由|以)(?=..)"
)
_NOT_TOWNSHIP: Final = re.compile(r"[我全各本该]|^[与和对在]|乡镇|镇街|镇乡|多个|若干|下辖|[条化业行由经是]街$")
_WORDS: Final = ("街", "镇", "乡", "苏木", "办事处")
_CLAUSE: Final = re.compile(r"^|[,。:;\n ]|以来")
_LONGEST: Final = 7


def township_in(text: str, names: Sequence[Mention], finder: MentionFinder) -> str | None:
    """The first township that a stretch names, after the last of the names of divisions that lead to one."""
    if not any(word in text for word in _WORDS):
        return None
    start = max((mention.end for mention in names if _TOWNSHIP.match(text, mention.end)), default=0)
    for found in _TOWNSHIP.finditer(text, start):
        if name := _name(found.group(1), finder):
            return name
    return None


def township_as_subject(text: str, names: Sequence[Mention], finder: MentionFinder) -> str | None:
    """The township that begins a clause of an opening, or signs: 2023年,|清波街道|以…; a division's own name as subject rules it out."""
    starts = [match.end() for match in _CLAUSE.finditer(text)]
    after_division = {mention.start if mention.above < 0 else mention.above: mention.end for mention in names}
    for start in starts:
        at = after_division.get(start, start)
        found = _TOWNSHIP.match(text, at)
        if found and len(found.group(1)) <= _LONGEST and (name := _name(found.group(1), finder)) and found.group(1).startswith(name):
            return name
        if at != start:
            return None
    return None


def township_in_body(text: str, finder: MentionFinder) -> str | None:
    """The town that a text names after the name of its county or most often: 徐闻县|下洋镇, 强化|伊金霍洛镇|法治建设."""
    counted: Counter[str] = Counter()
    for found in _TOWNSHIP.finditer(text):
        if name := _name(found.group(1), finder):
            counted[name] += 1
    best = sorted(counted, key=lambda name: (-counted[name], name))
    return best[0] if best and len(best[0]) <= _LONGEST and (len(best) == 1 or counted[best[0]] > counted[best[1]]) else None


def _name(written: str, finder: MentionFinder) -> str | None:
    name = re.sub(r"^(?:20\d\d)?(?:年度?|年以来|来源|关于|中共|.*人民政府|.*[,:、。 ])+", "", written)
    name = re.sub(r"(?<=街道)办事处$|(?<=[镇乡])办事处$", "", name)
    name = _BEFORE_TOWN.sub("", name) if len(name) > 5 else name
    return name if len(name) >= 2 and not _NOT_TOWNSHIP.search(name) and not finder.named(name) else None
