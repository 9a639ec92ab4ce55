"""A report's own words for its issuer and for what belongs to it: 我局, 局党组, 党组会议, 区局, 省厅, 政府常务会议, 委员会办公室.

In: the working text, the surroundings of the report, its issuer as a mention. Out: ``BodyMention`` candidates (``bodies`` chooses).

Covered: in a department's report 我局, 本委, 局党组, 厅党委, a party group or committee without any word before it (党组会议,
党委理论学习中心组), its name without the place (司法局2024年…), its like elsewhere by the last character (市局, 省厅); in a town's report
党委中心组; in any report the government without its place (政府常务会议, 政府办, 政府党组) and the office of the committee for law-based
governance where 委员会办公室 stands alone (召开委员会办公室会议).

Left alone: classes (各级党委, 党委(党组), 各区局), words that hold the same characters (全局性, 邮政局党委 of another).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.link import BodyMention, Surroundings
from kg.model import BodyKind, Level, Span
from kg.record import replace

# 我局, 本委; 局党组, 厅党委; 区局, 省厅: the last character is that of the issuer's kind. What stands before it decides.
_OFFICE_TAILS: Final = {
    tail: re.compile(
        rf"(?:(?P<own>[我本])分?|(?P<scope>[区县市省州旗]))(?P<tail>{tail})(?P<group>党组|党委)?|(?P<bare>{tail})(?P<bare_group>党组|党委)"
    )
    for tail in "局厅委办院"
}
_NO_OFFICE: Final = re.compile(r"(?:各|[法安政保源境建通务村游康急计监统访林收划技教育审数商员社小办工信部分]|两级|基层)$")
_GOVERNMENT: Final = re.compile(r"政府(?<![级各区县市省镇乡州旗盟道民]..)(?P<what>办公室|办(?![理事公])|党组|常务会)")
_GOVERNMENT_KINDS = {"办公室": "government-office", "办": "government-office", "党组": "government-party-group", "常务会": "government"}
# 党组会议, 纳入党委理论学习中心组 | 不: 各级党委, 局党组, 党委(党组)
_BARE_GROUP: Final = re.compile(
    r"(?P<group>党[组委])(?<![级各区县市省州旗盟镇乡道局厅委办部院校司队心会群处站所业(、]..)"
    r"(?:(?:理论学习|理论)?中心组|(?=会议?[,、研学审专上前第讨]|书记|成员|班子))"
)
_COMMITTEE_OFFICE: Final = re.compile(r"委员会办公室(?:(?<=召开委员会办公室)|(?<=[由经,。;:、\n ]委员会办公室))(?!主任)")


def own_words(
    text: str, near: Surroundings, issuer: BodyMention | None, kinds: Mapping[str, BodyKind]
) -> Iterator[BodyMention]:
    """Every mention of the issuer, of its like elsewhere, and of what a report has without saying whose it is."""
    for match in _GOVERNMENT.finditer(text):
        stop = match.start("what") if match["what"] == "常务会" else match.end()
        yield BodyMention(Span(match.start(), stop), kinds=(_GOVERNMENT_KINDS[match["what"]],))
    for match in _COMMITTEE_OFFICE.finditer(text):
        yield BodyMention(Span(*match.span()), kinds=("party-law-governance-office",))
    if near.own and near.own.level is Level.TOWNSHIP:
        for match in _BARE_GROUP.finditer(text):
            if match["group"] == "党委":
                yield BodyMention(Span(*match.span()), kinds=("party-committee",))
    if issuer is None:
        return
    kind = kinds[issuer.kinds[0]] if issuer.kinds else None
    written = kind.label if kind else issuer.name
    for office in _offices(text, written):
        mention = _own(text, office, issuer, written, near)
        if mention is not None:
            yield mention
    if (kind.type if kind else issuer.type) != "政府部门":
        return
    words = re.escape(written)  # first in the pattern, so that it is looked for by its characters
    for match in re.finditer(rf"{words}(?<![\u4e00-\u9fff)]{words})(?P<group>党组|党委(?!会))?(?!长)", text):
        yield replace(issuer, span=Span(*match.span()), suffix=match["group"] or "")  # 教育局2022年…, 教育局党委
    for match in _BARE_GROUP.finditer(text):
        yield replace(issuer, span=Span(*match.span()), suffix=match["group"])


def _offices(text: str, written: str) -> Iterator[re.Match[str]]:
    """Where the last character of the issuer's kind stands with a word that makes an office of it, or one of its like elsewhere."""
    for tail in "局厅" if written[-1:] in "局厅" else "委" if written.endswith("委员会") else written[-1:]:
        pattern = _OFFICE_TAILS.get(tail)
        at = text.find(tail) if pattern else -1
        while pattern and at >= 0:
            starts = (start for start in (at - 2, at - 1, at) if start >= 0)
            office = next((found for start in starts if (found := pattern.match(text, start)) and found.end() > at), None)
            if office:
                yield office
            at = text.find(tail, at + 1)


def _own(text: str, match: re.Match[str], issuer: BodyMention, written: str, near: Surroundings) -> BodyMention | None:
    """The issuer, its party group, or its like at another level, by the last character of its kind."""
    own, scope, tail, group = match["own"], match["scope"], match["tail"] or match["bare"], match["group"] or match["bare_group"]
    if tail == "院" and not own:
        return None
    if own or (match["bare"] and not _within_word(text, match.start())):
        if not written.endswith(tail) and not (tail == "委" and written.endswith("委员会")):
            return None
        return BodyMention(Span(*match.span()), issuer.place, issuer.kinds, issuer.name, issuer.type, group or "")
    if not scope or tail not in "局厅" or not issuer.kinds or written[-1] not in "局厅" or _within_word(text, match.start()):
        return None
    return BodyMention(Span(*match.span()), scope, issuer.kinds, suffix=group or "", above=True) if scope in near.by_word else None


def _within_word(text: str, start: int) -> bool:
    """Whether what stands before makes the character part of an organ's name (司法局党组) or of a class (各区局)."""
    return _NO_OFFICE.search(text, max(0, start - 4), start) is not None
