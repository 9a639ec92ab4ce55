"""Who leads or runs a program: said in one sentence, with the body as its subject.

In: a report, its layout, its programs and bodies with their mentions. Out: ``Lead`` values, one for a body and a program in the first
sentence that says so, in reading order.

Covered, X a body, P a program:
  由X牵头(负责)…P          由县司法局牵头,在全县推行“首席法律顾问”制度
  X牵头(发起)…P            县委政法委牵头建立“四方联动”机制
  X联合(会同)Y…开展P       县检察院联合县司法局开展“护苗”行动: both, and the first is the subject
  X、Y联合开展P             both
  X + 动词 + P              县公安局打造“老街调解”品牌; other words and one comma may stand between X and the verb
Left alone: bodies that honour, receive or approve (被X评为, 向X报送), honours and titles, programs that a clause only mentions, anything
across a full stop or semicolon. Precision goes before recall: a lead that is not said is not guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from kg.extract.located import Located
from kg.model import BodyFact, Layout, Lead, ProgramFact, Report, Span
from kg.record import Record

_VERB: Final = (
    "开展|推进|推行|推出|打造|创新|首创|实施|建立|健全|完善|创建|构建|搭建|启动|举办|主办|承办|组织|探索|上线|开发|研发|落实|试点|培育|创设|设立|推动|深化|运用|推广|牵头|负责|发起|主导|依托"
)
# From the subject to the program: partners, then words without a stop, then a verb of running with little between it and the program.
_GAP: Final = re.compile(
    rf"(?:、\w{{2,16}}|和\w{{2,16}})*?(?:(?:联合|会同|携手|联动|协同|与)[^,;。]{{2,40}}?)?(?:[^;。,]{{0,20}},)?[^,;。]{{0,16}}?(?:{_VERB})[^,;。]{{0,12}}$"
)
_LED: Final = re.compile(rf"(?:牵头|负责|主导|发起|统筹)[^;。]{{0,30}}?(?:(?:{_VERB})[^,;。]{{0,12}})?$")
# What may stand in the clause before a subject.
_OPENING: Final = re.compile(
    r"(?:[一二三四五六七八九十]+是|[(]?[一二三四五六七八九十\d]+[)、.])?(?:(?:19|20)\d\d年(?:以来)?|今年(?:以来)?|近年来|一年来|目前|期间|其中|同时|此外|全年|为此|例如|如)?,?"
)
_CLAUSE: Final = re.compile(r"[,;。:]")
_PASSIVE: Final = re.compile(r"(?:被|获|经|受|向|报|对|在|给|接受|荣获)[^,;。]{0,4}$")
_LED_BY_NOBODY: Final = frozenset(("称号", "规划"))


class _Mention(Record, frozen=True):
    span: Span
    id: str


def find_leads(report: Report, layout: Layout, programs: Sequence[ProgramFact], bodies: Sequence[BodyFact]) -> tuple[Lead, ...]:
    """Every pair of a body and a program of which a sentence says that the one leads or runs the other."""
    del report  # the working text says it all; the report is in the signature of every finder
    run = sorted((span, p.id) for p in programs if p.type not in _LED_BY_NOBODY for span in p.mentions)
    acting = Located(sorted(((span, b.id) for b in bodies for span in b.mentions), key=itemgetter(0)))
    begins = [sentence.span.start for sentence in layout.sentences]
    with_bodies = {bisect_right(begins, span.start) - 1 for body in bodies for span in body.mentions}
    found: dict[tuple[str, str], int] = {}
    for span, program in run:
        at = bisect_right(begins, span.start) - 1
        if at < 0 or at not in with_bodies:
            continue
        sentence = layout.sentences[at]
        if sentence.heading or not sentence.span.covers(span):
            continue
        actors = [_Mention(*actor) for actor in acting.beginning(sentence.span) if actor[0].end <= span.start]
        for body in _leaders(layout.text, sentence.span, span, actors) if actors else ():
            found.setdefault((program, body), sentence.index)
    return tuple(Lead(program, body, index) for (program, body), index in sorted(found.items(), key=lambda item: (item[1], item[0])))


def _leaders(text: str, sentence: Span, program: Span, left: Sequence[_Mention]) -> Iterator[str]:
    """The bodies that are the subject of the clause that runs a program: the nearest one before it that can be, and those joined to it."""
    for actor in reversed(left):
        gap = text[actor.span.end : program.start]
        if ";" in gap or "。" in gap:
            return
        group = _joined(text, actor, left)
        before = _clause_before(text, sentence, group[0].span.start)
        led = before.endswith("由")
        opening = before.removesuffix("由")
        if _PASSIVE.search(opening) or not _OPENING.fullmatch(opening):
            continue
        if (_LED if led else _GAP).match(gap):
            yield from (member.id for member in group)
            return


def _joined(text: str, actor: _Mention, left: Sequence[_Mention]) -> list[_Mention]:
    """A body and those before it in one list: 县司法局、县法院; an institution's own name inside another's is one of them."""
    group = [actor]
    for other in reversed([m for m in left if m.span.end <= actor.span.start]):
        if text[other.span.end : group[0].span.start] not in ("、", "和", "与", "及"):
            break
        group.insert(0, other)
    return group


def _clause_before(text: str, sentence: Span, start: int) -> str:
    """What stands before a place in its clause."""
    before = text[sentence.start : start]
    return _CLAUSE.split(before)[-1].strip()
