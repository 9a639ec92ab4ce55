"""Programs named without quotation marks that the vocabulary does not know.

In: the working text, its layout, and what is already taken. Out: ``Candidate`` and ``Rejection`` values.

Covered: a modifier that says which one, bounded on its left by a verb, an adverb, a particle or punctuation, and a strong head noun:
  …行动 …专项活动 …宣传月 …大比武               法治护企领航行动, 根治欠薪专项行动, 民法典宣传月
  …培养工程 …提升工程                            公民法治素养提升工程
  …改革 …试点                                   信用修复集成改革, 司法所赋能基层治理试点
  …文化节 …大赛 …共同体                          基层法治文化节
  智慧…平台 …一体化系统                          智慧执法监管平台
  …直报机制 …备案制度                            合同合法性备案制度
  获评…先进集体, 十大…案例, 十佳…                 全省行政执法十大案例, 十佳调解员
Left alone: heads without a name (长效机制, 联合行动), counted ones (专项行动12次), accounts of problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.lexicon import Lexicon, alternation
from kg.extract.matching import Coverage
from kg.model import Layout, Rejection, SectionKind, Span

_PIECE = re.compile(r"[^,;:。!?\n《》〈〉“”‘’\"、()]+")
_COUNTED = re.compile(r"(?:累计|共|达)?\d+(?:余|多)?(?:次|场|起|轮|批|个)")
_JOINT = re.compile(r"[和与及或]")
# Particles and counted classifiers end what stands before a name, unless they are part of a word (在线, 为民, 以案释法).
_PARTICLE = re.compile(
    r"[的了被把是]|在(?!线|岗|校|建|册)|为(?!民|企|农|老|侨)|以(?!案|上|内|外|工|法)|对(?!口|接|外)|将(?!军)|从(?!业|严)|向(?!前)|于|并(?!联)|等(?!级|保)|由"
    r"|(?:\d|[一二三四五六七八九十两几多数各])[项个次场名家件支批轮期届类条]"
)
_LEAST = 4
_LONGEST = 22
# 十佳调解员, 十大法治人物; not 二十大, 十大任务.
_TEN = re.compile(
    r"(?<![一二三四五六七八九几])(?:十佳[^\d\W]{2,8}?|十大[^\d\W]{0,6}?(?:案[例件]|人物|事件|品牌|杰出\w{2,4}))(?=[等的和与及评称活]|荣誉|先进|\W|$)"
)
_VERBAL_END = re.compile(r"(?:深化|推进|推动|加快|支持|参与|探索|聚焦|围绕|纵深|领域)$")
_DATED = re.compile(r"(?:第?[一二三四五六七八九十\d]+[届期批次个]|(?:19|20)\d\d(?:—\d{4})?年度?)+")
_LEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+[届期批次个]|(?:19|20)\d\d(?:—\d{4})?年度?|[本该全各][省市区县镇国地级]?(?=\w{4})|[和与及])"
)
_LOOSE_END = ("方案", "工作")


class UnquotedFinder:
    """Judges noun phrases with a strong head noun."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._types = lexicon.types("bare-")
        self._after = lexicon.after_name
        self._head = re.compile(rf"(?!{lexicon.either('no-head')})(?:{alternation(self._types)})")
        self._boundary = re.compile(rf"(?!全面依法治|创新驱动|完善市场)(?:{lexicon.either('boundary')})|{_PARTICLE.pattern}")
        self._verb = lexicon.tail_stop
        self._plain = lexicon.plain
        generic = alternation(lexicon.words("generic-modifier") + lexicon.words("plain-modifier"))
        self._generic = re.compile(rf"(?:{generic})*")
        self._distinct = re.compile(rf"(?:{lexicon.either('distinct')})$")
        self._platform = lexicon.any("platform-sign")
        self._excluded = re.compile(rf"(?:{lexicon.either('bare-excluded')})$")
        self._award = re.compile(rf"(?:{lexicon.either('verb-award')})(?:为|了)?")
        self._honour = re.compile(rf"\w{{0,28}}?(?:{lexicon.either('honour-ending')})(?!\w)")

    def find(self, text: str, layout: Layout, taken: Coverage) -> tuple[list[Candidate], list[Rejection]]:
        """Judge every strong head noun outside what is taken."""
        closed = Coverage(len(text), (s.span for s in layout.sections if s.kind in (SectionKind.PROBLEMS, SectionKind.FURNITURE)))
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        for found in self._all(text):
            if taken.touches(found.span) or closed.touches(found.span):
                continue
            if isinstance(found, Candidate):
                candidates.append(found)
                taken.add(found.span)
            else:
                rejections.append(found)
        return candidates, rejections

    def _all(self, text: str) -> Iterator[Candidate | Rejection]:
        yield from self._honours(text)
        for found in _TEN.finditer(text):
            yield Candidate(found.group(), "称号", Span(*found.span()), "ten-best")
        for piece in _PIECE.finditer(text):
            floor = piece.start()
            for head in self._head.finditer(text, piece.start(), piece.end()):
                result = self._judge(text, floor, head, piece.end())
                if result:
                    yield result
                floor = head.end()

    def _honours(self, text: str) -> Iterator[Candidate]:
        """获评全国…先进集体、全省…示范单位: every item of the list after a verb of being honoured."""
        for verb in self._award.finditer(text):
            place = verb.end()
            while (item := self._honour.match(text, place)) and len(item.group()) > 5:
                begin = place + _skip(item.group(), _DATED)
                yield Candidate(text[begin : item.end()], "称号", Span(begin, item.end()), "honour")
                if text[item.end() : item.end() + 1] not in ("、", "和"):
                    break
                place = item.end() + 1

    def _judge(self, text: str, floor: int, head: re.Match[str], end: int) -> Candidate | Rejection | None:
        """The program of a head noun: its modifier is sought leftwards from boundary to boundary."""
        begin = self._left(text, floor, head.start())
        if begin is None:
            return None
        kind = self._types[head.group()]
        if _JOINT.search(text, begin, head.start()) and kind in ("其他", "改革"):
            begin = max(m.end() for m in _JOINT.finditer(text, begin, head.start()))
        modifier = text[begin : head.start()]
        span = Span(begin, head.end())
        reason = self._refuse(kind, modifier, head.group(), text[head.end() : end])
        if reason:
            return Rejection(span, "program", "unquoted", reason)
        name = modifier + head.group()
        for loose in _LOOSE_END:
            name = name.removesuffix(loose)
        return Candidate(name, kind, span, f"unquoted-{kind}")

    def _left(self, text: str, floor: int, start: int) -> int | None:
        """Where the modifier begins: after the nearest boundary that leaves enough of it, verbs and ordinals at its front left out."""
        places = [floor, *(m.end() for m in self._boundary.finditer(text, max(floor, start - 40), start))]
        fitting = [place for place in places if _LEAST <= start - place <= _LONGEST]
        if not fitting:
            return None
        begin = max(fitting)
        if text.startswith(("文化节", "艺术节"), start):
            return begin + _skip(text[begin:start], _LEADING)
        while begin < start:
            skipped = _skip(text[begin:start], _LEADING) or _skip(text[begin:start], self._plain)
            verb = self._boundary.match(text, begin, start)
            if not skipped and not verb:
                break
            begin = max(begin + skipped, verb.end() if verb else 0)
        return begin

    def _refuse(self, kind: str, modifier: str, head: str, after: str) -> str | None:
        """Why a phrase is no program, by the first rule that applies."""
        nameless = len(modifier) < 3 or (self._generic.fullmatch(modifier) and not head.endswith("节"))
        object_of = kind == "改革" and (_VERBAL_END.search(modifier) or (head == "试点" and self._verb.match(after)))
        reasons = (
            (self._excluded.search(modifier + head), "an ordinary phrase"),
            (nameless, "a head noun without a name"),
            (modifier.endswith("等"), "the end of a list"),
            (object_of, "a verb with its object, or on trial"),
            (not self._after.match(after), "part of a longer phrase"),
            (_COUNTED.match(after), "counted, hence not one program"),
            (kind in ("机制", "制度") and not self._distinct.search(modifier), "a mechanism or institution that nothing sets apart"),
            (kind == "平台" and not self._platform.search(modifier), "a platform without a name"),
        )
        return next((reason for applies, reason in reasons if applies), None)


def _skip(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
