"""The structure of a report: sections with their headings and kinds, and sentences.

In: a ``Report``. Out: a ``Layout``; page furniture is blanked in its text, and stands in sections of its own that hold no sentences.
How: paragraphs one by one, with a stack of the headings above. A numbering that is on the stack takes its place there, another goes below.
A heading's words set the kind of its section, else it has its parent's. Where a report says without a heading what is wanting and what
comes next (虽然取得了…但还存在…问题。下一步,…将…), those sentences make sections of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from kg.model import Layout, Reason, Report, Section, SectionKind, Sentence, Span
from kg.text.headings import NUMBERING, Heading, Style, kinds_of, numbering, read_heading
from kg.text.normal import normalise
from kg.text.paragraphs import paragraphs
from kg.text.sentences import sentences

# 下一步,我区将…; 针对上述问题,下一步…; 下一步工作中 | 不: 为下一步…奠定基础
_NEXT: Final = re.compile(r"(?:(?:针对|围绕|对照)[^,。]{0,20}(?:问题|不足|短板)[^,。]{0,6},)?(?:在?下一步|下步|下一?阶段|接下来)")
# 今后,我局将继续…; 2025年,全区将… ; 新的一年,我们要… | 不: 2025年1月,召开…
_MUST: Final = r"(?<![主重必需首纪])要(?!求|素|点|件|闻|案|情)"
_LATER: Final = re.compile(
    rf"(?:在?今后|新的一年|来年|明年|(20\d\d)年(?!\d{{1,2}}月))[^,。]{{0,12}},?[^。;]{{0,40}}?(?:将|{_MUST}|继续|拟|力争|计划|打算|着力|进一步)"
)
_COMING: Final = frozenset("针围对在下接今新来明2")  # how _NEXT and _LATER begin
_WILL: Final = re.compile(rf"将|{_MUST}|继续|拟|力争|打算|着力|进一步|持续")
# 虽取得成效,但仍存在…不足; 与上级要求相比还有差距 | 不: 针对存在的问题及时整改; 但凡存在问题一律通报
_WANTING: Final = re.compile(
    r"(?:但(?!凡)|然而|不过|仍然?|依然|同时)[^。]{0,30}(?:仍|还|也|尚|依然)[^。]{0,12}(?:存在|面临|有(?!效|力|序|关))[^。]{0,200}(?:问题|不足|短板|差距|困难|薄弱|弱项)"
    r"|(?:但|虽|尽管)[^。]{0,80}(?:存在|面临|尚有)[^。]{0,200}(?:问题|不足|短板|差距|困难|薄弱|弱项)"
    r"|(?:清醒|深刻)地?(?:认识|看|意识)到[^。]{0,80}(?:存在|面临|不足|差距|薄弱|短板)"
    r"|与[^。,]{2,30}相比[^。]{0,30}(?:差距|不足|短板)"
    r"|^(?:存在|主要)[^。,]{0,6}(?:问题|不足)(?:是|有|:|主要)"
)
_WANT: Final = re.compile("存在|面临|问题|不足|短板|差距|困难|薄弱|弱项|尚有")  # one of these is in all that _WANTING finds
_CONCLUDING: Final = re.compile(r"(?:虽然?|尽管)[^。]{0,60}(?:取得|成效|成绩|进展)|取得了?一(?:些|定)的?(?:成效|成绩|进展)")
_OF_DEEDS: Final = (SectionKind.ACHIEVEMENTS, SectionKind.OPENING, SectionKind.LEADERSHIP)
_LONGEST_PATH: Final = 60
# Members of enumerations, looked up once: they are asked for every sentence.
_PLANS: Final = SectionKind.PLANS
_INK: Final = re.compile(r"[^\n]")


class _Entry:
    """A heading on the stack, and the kind of what stands under it now."""

    def __init__(
        self, heading: Heading, title: str, kind: SectionKind, entered: SectionKind | None, then: tuple[SectionKind, ...]
    ) -> None:
        """``entered`` is the kind it took over from what stood before it, None where its own words say one; ``then`` are kinds that its
        heading names further.
        """
        self.style, self.ordinal, self.title = heading.style, heading.ordinal, title
        self.kind, self.entered, self.then = kind, entered, then


def read_layout(report: Report) -> Layout:
    """The structure of a report: sections with heading path and kind, sentences; page furniture in sections of its own.

    A furniture section may lie inside another one, where a page number stands between the halves of a sentence.
    """
    text = blanked(normalise(report.text), report.furniture)
    builder = _Builder(text, report.identity.year)
    title = next((reason for reason in report.identity.reasons if reason.field == "title"), None)
    for paragraph in paragraphs(text, report.furniture, title.span if title else None):
        builder.paragraph(paragraph, is_title=title is not None and _is_title(text, paragraph, title))
    return builder.layout(report.furniture)


def _is_title(text: str, paragraph: Span, title: Reason) -> bool:
    """Whether a paragraph is the title, or the title once more below the page's banner."""
    if title.span and title.span.covers(paragraph):
        return True
    return len(title.quote) > 5 and text[paragraph.start : paragraph.end].replace(" ", "") == title.quote.replace(" ", "")


def blanked(text: str, furniture: tuple[Span, ...]) -> str:
    """The text with blanks for its furniture, line breaks kept."""
    for piece in furniture:
        start, end = piece.start, piece.end
        text = text[:start] + _INK.sub(" ", text[start:end]) + text[end:]
    return text


@dataclass
class _Builder:
    text: str
    year: int | None
    stack: list[_Entry] = field(default_factory=list)
    loose: SectionKind = SectionKind.OPENING  # the kind of what stands under no heading
    parts: list[tuple[SectionKind, tuple[str, ...], list[tuple[int, Span, bool]]]] = field(default_factory=list)
    path: tuple[str, ...] = ()  # the titles on the stack
    count: int = 0

    @property
    def kind(self) -> SectionKind:
        return self.stack[-1].kind if self.stack else self.loose

    @kind.setter
    def kind(self, kind: SectionKind) -> None:
        if self.stack:
            self.stack[-1].kind = kind
        else:
            self.loose = kind

    def paragraph(self, span: Span, *, is_title: bool) -> None:
        if is_title:
            self._add(span, heading=True, path=(), kind=SectionKind.OPENING)
            return
        heading = read_heading(self.text, span)
        start = span.start
        if heading:
            self._enter(heading)
            self.path = tuple(entry.title for entry in self.stack)
            if heading.span.end > heading.span.start:
                self._add(heading.span, heading=True)
                start = heading.span.end
        elif _CONCLUDING.search(self.text, span.start, min(span.end, span.start + 100)) and self.kind in _OF_DEEDS:
            self.stack.clear()
            self.path = ()
            self.loose = SectionKind.ACHIEVEMENTS
        for sentence in sentences(self.text, Span(start, span.end)):
            self._turn(sentence)
            self._add(sentence)

    def layout(self, furniture: tuple[Span, ...]) -> Layout:
        """All sections in order of their start, numbered, with the furniture among them."""
        bare = [(Span(group[0][1].start, group[-1][1].end), kind, path, group) for kind, path, group in self.parts]
        bare += [(span, SectionKind.FURNITURE, (), []) for span in furniture]
        bare.sort(key=lambda part: part[0])
        sections = tuple(Section(index, kind, path, span) for index, (span, kind, path, _) in enumerate(bare))
        found = [Sentence(count, span, index, heading) for index, part in enumerate(bare) for count, span, heading in part[3]]
        if furniture:  # a section that begins within another may change their order
            found.sort(key=attrgetter("index"))
        return Layout(self.text, sections, tuple(found))

    def _enter(self, heading: Heading) -> None:
        """Put a heading in its place on the stack."""
        kinds = kinds_of(heading, self.year) if heading.style is not Style.ITEM else ()
        styles = [entry.style for entry in self.stack]
        sibling = self.stack[styles.index(heading.style)] if heading.style in styles else None
        if heading.style is Style.PLAIN and kinds and kinds[0] in (SectionKind.PROBLEMS, SectionKind.PLANS):
            self.stack.clear()
        elif heading.style in styles:
            del self.stack[styles.index(heading.style) :]
        elif heading.ordinal > 1 or heading.style in (Style.PART, Style.HAN):
            while self.stack and self.stack[-1].style > heading.style:
                self.stack.pop()
        elif styles and styles[-1] is Style.ITEM:
            self.stack.pop()
        title = heading.title[:_LONGEST_PATH].strip()
        if kinds:
            self.stack.append(_Entry(heading, title, kinds[0], None, kinds[1:]))
            return
        kind = self.kind if self.stack else self._kind_at_top(heading, sibling)
        self.stack.append(_Entry(heading, title, kind, kind, self.stack[-1].then if self.stack else ()))

    def _kind_at_top(self, heading: Heading, sibling: _Entry | None) -> SectionKind:
        """The kind under a widest heading that says nothing of it: what the one before it went on with, or achievements."""
        if sibling and sibling.entered and heading.ordinal == sibling.ordinal + 1:
            return sibling.entered
        goes_on = self.loose in (SectionKind.PROBLEMS, SectionKind.PLANS) and heading.ordinal <= 1
        if goes_on or (heading.style is Style.ITEM and self.loose is not SectionKind.OPENING):
            return self.loose
        return SectionKind.ACHIEVEMENTS

    def _turn(self, span: Span) -> None:
        """Change the kind of section where a sentence says that it changes."""
        kind = self.kind
        if kind is _PLANS:
            return
        words = self.text[span.start : span.end]
        if self._begins_plans(words):
            self.kind = _PLANS
            for entry in self.stack[:-1]:  # 存在的问题和打算: what follows under the same heading are plans as well
                if _PLANS in entry.then:
                    entry.kind = _PLANS
        elif kind in _OF_DEEDS and _WANT.search(words) and _WANTING.search(words):
            self.kind = SectionKind.PROBLEMS

    def _begins_plans(self, words: str) -> bool:
        number = numbering(words, 0, len(words)) if words[0] in NUMBERING else None
        bare = words[number[2] :] if number else words
        if bare[:1] not in _COMING:
            return False
        if found := _NEXT.match(bare):
            return bool(_WILL.search(bare, found.end())) or len(bare) < 40
        later = _LATER.match(bare)
        if later is None:
            return False
        return later.group(1) is None or (self.year is not None and int(later.group(1)) > self.year)

    def _add(self, span: Span, *, heading: bool = False, path: tuple[str, ...] | None = None, kind: SectionKind | None = None) -> None:
        path = self.path if path is None else path
        kind = kind or self.kind
        last = self.parts[-1] if self.parts else None
        if last is None or last[0] is not kind or last[1] != path:
            last = (kind, path, [])
            self.parts.append(last)
        last[2].append((self.count, span, heading))
        self.count += 1
