"""Documents cited in 《》: laws, plans, notices, forms, agreements, manuals.

In: a report and its layout. Out: one ``DocumentFact`` a title with every mention, the span from 《 to 》; and a ``Rejection`` for each
title that is no document and for each bracket that never closes.

Covered: 《…》 alone or side by side (《甲》《乙》, 《甲》 《乙》, 《甲》、《乙》), titles inside titles in any of 《》〈〉<> (the outermost
is the document), a slip in the inner pair (《关于印发〈甲》的通知》), a title that a page breaks in two lines, and a bracket left open:
the title ends where a list or clause goes on if it is a document's by its last word, else it is rejected; whole titles after it
stand. A short title that is introduced (以下简称《纲要》) is the document it stands for. White space that the page put into a title
is no part of it; the dash that a page lost between two years is put back (20212025年).

Left alone: newspapers and periodicals, plays, films, songs and other works, broadcasts and columns, lectures and training classes,
as the words around a title tell (小戏《…》, 《…》专题研讨班, 以《…》为题); a law stays a law beside such words (《民法典》宣讲);
〈〉 outside 《》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg import namespaces as ns
from kg.model import DocumentFact, Layout, Rejection, Report, Span

_BRACKETS: Final = re.compile(r"[《》〈〉<>]")
_END: Final = re.compile(r"[《》。;]")
_PAGE_BLANKS: Final = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_LOST_DASH: Final = re.compile(r"(?<!\d)(20\d\d)(20\d\d)(?=年)")  # (20212025年)
_SENTENCE_END: Final = re.compile(r"[。;\n]\s*\n|[。;]|\n\s*[一二三四五六七八九十(]")
_LONGEST_REST: Final = 60
_SLIP: Final = re.compile(r"《[^《》,。;:、\n]{4,60}(?=[、,。;《])")  # 《甲条例、《乙办法》: the bracket is missing, the title is whole
_CALLED: Final = re.compile(r"简称:?[为“\"]?$")
_OPENING: Final = "《〈<"

# Words that make a title beside them no document, and the ends of names that are documents whatever stands beside them.
_WORKS: Final = (
    "剧(?!烈|增|毒|本规)|戏(?!水)|秦腔|小品|相声|快板|说唱|曲艺|歌曲|歌舞|之歌|舞蹈|二人转|莲花落|山歌|号子|大鼓|渔鼓|坠子|快书|"
    "电影|影片|视频|动画|动漫|片(?!区)|公益广告|三句半|鼓书|评书|诗歌|朗诵|合唱|书法作品|美术作品|漫画作品"
)
_SHOWS: Final = "栏目|节目|专栏|专刊|频道|直播|访谈"
_PRESS_WORDS: Final = "报纸|报刊|杂志|刊物"
_CLASSES: Final = (
    "(?:专题|辅导|主题)+(?:报告|辅导|宣讲|讲座|培训|授课|党课)|(?:专题)?(?:研讨|培训|轮训|进修|研修)班|(?:专题)?讲座|授课|党课|公开课|课程|论坛"
)
_DOCUMENT_END: Final = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|决定|决议|意见|通知|通报|公告|通告|函|方案|计划|规划|纲要|要点|目录|清单|制度|机制|指引|指南|指导书|"
    r"标准|规范|规程|预案|报告|协议|协议书|合同|备忘录|责任书|承诺书|建议书|意见书|手册|读本|汇编|解释|批复|措施|任务|表|书)(?:\([^()]*\))?$"
)
_PRESS_END: Final = re.compile(r"(?<![通简公专快汇年月])报$|(?:杂志|月刊|周刊|半月谈|求是|中国司法|民主与法制)$")
_SHOW_END: Final = re.compile(r"(?:热线|在线|说法|进行时|直播间|讲堂|课堂|之声|之窗|说吧)$")
_ENDS_OF_OTHERS: Final = frozenset("报志刊谈是法制线行时间堂声窗吧在告导讲座训课班坛程")  # last characters of what these three find
_CLASS_END: Final = re.compile(rf"(?:{_CLASSES})$")
_BEFORE = re.compile(rf"(?:{_WORKS}|{_SHOWS}|{_PRESS_WORDS}|主题为|题为|(?:观看|收看|表演|演唱|演出|播放|展播|拍摄|摄制|唱响)了?)[“\"]?$")
_KIND_OF_WORK: Final = r"(?:普法|法治|法制|主题|系列|大型|原创|主流|专题|电视|广播|微|短|\d+[部个期])*"
_AFTER: Final = re.compile(rf"[”\"]?等?{_KIND_OF_WORK}(?:{_WORKS}|{_SHOWS}|{_CLASSES}|{_PRESS_WORDS}|为主?题)")
_SIDE_BY_SIDE: Final = re.compile(r"[、,和及与 ]*")

_REASONS: Final = {
    "unclosed": "a 《 that is not closed in its paragraph",
    "empty": "nothing that names a document between the brackets",
    "press": "a newspaper or periodical",
    "work": "a work of art, a broadcast, a lecture or a training class",
}


def find_documents(report: Report, layout: Layout) -> tuple[tuple[DocumentFact, ...], tuple[Rejection, ...]]:
    """Every document that the report names in 《》, in the order of first mention."""
    del report  # a title is where its brackets are, whoever reports
    text = layout.text
    names: dict[str, str] = {}
    mentions: dict[str, list[Span]] = {}
    short_for: dict[str, str] = {}
    rejections: list[Rejection] = []
    work_until, latest = -1, ""
    for span, closed in _titles(text):
        name = _name(text, span)
        refusal = _refusal(text, span, name) if closed else "unclosed"
        if refusal is None and _follows(text, work_until, span) and not _DOCUMENT_END.search(name):
            refusal = "work"  # 微电影《甲》《乙》《丙》: what the first is, the others are
        if refusal is not None:
            work_until = span.end if refusal == "work" else work_until
            rejections.append(Rejection(span, "document", refusal, _REASONS[refusal]))
            continue
        key = ns.slug(name)
        if latest and _CALLED.search(text, max(0, span.start - 10), span.start):
            short_for[key] = latest
        key = latest = short_for.get(key, key)
        names.setdefault(key, name)
        mentions.setdefault(key, []).append(span)
    facts = tuple(DocumentFact(id=key, name=name, mentions=tuple(mentions[key])) for key, name in names.items())
    return facts, tuple(rejections)


def _follows(text: str, end: int, span: Span) -> bool:
    """Whether nothing but an enumeration mark stands between an earlier title's end and this one."""
    return 0 <= end <= span.start and _SIDE_BY_SIDE.fullmatch(text, end, span.start) is not None


def _name(text: str, span: Span) -> str:
    """The title without its brackets: line breaks and blanks that stand between ideographs were put in by the page."""
    inner = text[span.start + 1 : span.end].removesuffix("》").strip()
    inner = _PAGE_BLANKS.sub("", inner) if len(inner.split()) > 1 else inner
    return _LOST_DASH.sub(r"\1—\2", inner) if inner.count("20") > 1 else inner


def _refusal(text: str, span: Span, name: str) -> str | None:
    """The rule by which a closed title is no document, or None."""
    if not any(map(str.isalnum, name)):
        return "empty"
    if name[-1] in _ENDS_OF_OTHERS:
        if _PRESS_END.search(name):
            return "press"
        if _CLASS_END.search(name) or _SHOW_END.search(name):
            return "work"
    if _DOCUMENT_END.search(name):
        return None
    if _BEFORE.search(text, max(0, span.start - 12), span.start) or _AFTER.match(text, span.end):
        return "work"
    return None


def _titles(text: str) -> Iterator[tuple[Span, bool]]:
    """Outermost titles in reading order, each with whether it was closed."""
    position = 0
    while (opening := text.find("《", position)) >= 0:
        closing = _closing(text, opening, _line_end(text, opening))
        closing = _closing_below(text, opening) if closing is None else closing
        slip = _SLIP.match(text, opening) if closing is None else None
        if slip is not None and _DOCUMENT_END.search(slip.group()):
            closing = slip.end() - 1
        position = opening + 1 if closing is None else closing + 1
        yield Span(opening, position), closing is not None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _closing_below(text: str, opening: int) -> int | None:
    """Where a title closes that a page broke in two: early in the next line, with nothing between that ends a sentence or a title."""
    broken = _line_end(text, opening)
    line = broken + 1 + len(text[broken + 1 :]) - len(text[broken + 1 :].lstrip(" "))
    closing = _closing(text, opening, min(_line_end(text, line), broken + _LONGEST_REST))
    return closing if closing is not None and not _SENTENCE_END.search(text, opening, closing) else None


def _closing(text: str, opening: int, end: int) -> int | None:
    """Where the title that opens here closes, None if nowhere in the paragraph."""
    stack = ["《"]
    for match in _BRACKETS.finditer(text, opening + 1, end):
        sign, at = match.group(), match.start()
        if sign in _OPENING:
            stack.append(sign)
        elif sign == "》":
            # 《关于印发〈甲》的通知》: the first 》 was meant for the inner 〈 if another one closes before the next 《 opens.
            if stack[-1] != "《" and _closes_again(text, at, end):
                stack.pop()
                continue
            while stack and stack[-1] != "《":
                stack.pop()
            stack.pop()
            if not stack:
                return at
        elif stack[-1] != "《":
            stack.pop()
    return None


def _closes_again(text: str, at: int, end: int) -> bool:
    """Whether a further 》 follows before the next 《 and before the sentence ends."""
    following = _END.search(text, at + 1, end)
    return following is not None and following.group() == "》"
