"""What a web page or a printer left around and inside a report, so that nobody reads it as the report.

In: the working text of a file. Out: ``Furniture``: the spans, and the labelled values found in them (发布日期: 2025-04-01).
Covered: 您现在的位置:首页 > …; banners with today's date (2019年12月3日 星期二); 更新日期 发布时间 信息来源 来源 作者 浏览次数 字号 打印
关闭 分享; tables of 索引号 发文字号 主题分类 发布机构, also with the value in the next line; 上一篇 下一篇; 版权所有 主办单位 备案号
网站标识码 and what follows them; 无障碍 返回顶部 登录; lone question marks; page numbers (— 3 —, 第3页). Whatever short lines stand above
such a line at the top are furniture too, but the title and what belongs to it.
Left alone: 落款 (the signature and date that close a report), addressees (区委、区政府:).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Span
from kg.text.headings import numbering
from kg.text.sentences import trim

_DATE: Final = r"20\d\d ?[年./\-—] ?\d{1,2} ?[月./\-—] ?\d{1,2}(?: ?日)?(?: {0,3}\d{1,2}:\d{2}(?::\d{2})?)?"
# The labels of a page's table, by what their value is.
_DATES: Final = (
    "(?:发布|更新|公开|发文|成文|(?:公文)?生成|印发|发表|生效|失效)(?:日期|时间)|(?:录入|添加|创建|上传|发稿)时间"
    "|(?:制发|废止|信息提供|提供)日期"
    "|发布|更新|日期|时间"
)
_SOURCES: Final = (
    "(?:信息|文章|稿件|内容|新闻)?来源|(?:发布|发文|公开|责任|供稿|制发|印发|成文|所属)(?:机构|单位|部门|机关)"
    "|发布者|发布人|作者|撰稿|供稿"
)
_TITLES: Final = "名 ?称|标 ?题|信息名称"
_COUNTS: Final = r"(?:本文|文章|已)?(?:浏览|阅读|点击|访问|阅览|查看|下载)(?:次数|数|量|率|人次)?"
_FONT: Final = r"(?:字[体号]大?小?|视力保护色?|保护视力色?|背景颜?色?|文字大小)"
_OTHERS: Final = (
    rf"索 ?引 ?号|发文字号|文件编号|文 ?号|备注/文号|主题分类|主题词|主题|关键词|公开(?:方式|目录|范围|形式|类别)|信息(?:分类|索引|类别)"
    "|体裁分类|体裁|有效性|效力状态|是否有效|(?:责任)?编辑|编审|审核人?|[初复终]审|校对|服务对象|内容概述|语种|所属栏目|栏目"
    rf"|公文种类|公文时效|组配分类|分类|语音播报|{_TITLES}"
)
_ANY_LABEL: Final = rf"(?:{_DATES}|{_COUNTS}|{_FONT}|{_OTHERS}|{_SOURCES})"
_COLON: Final = r" ?(?:: ?|\] (?=[^\[\n])|\](?=\n|$)|\| ?(?=[^\n]*\|))(?:\| ?)?"
_SIZES: Final = r"[\[【(]? ?(?:(?:特?大|中|小|默认|超大|正常|标准)(?:号|字)?[ |/]*)+[\]】)]?"
# One labelled item on a line: (label, value). A count's value is a number, a date's a date: the rest of the line may be the report.
_ITEM: Final = re.compile(
    rf"(?P<bare>{_DATE})(?= {{0,3}}\|? ?(?:{_SOURCES}|{_COUNTS}|{_FONT}){_COLON})"  # 2025-01-10 来源:…
    rf"|(?P<date>{_DATES})(?:{_COLON}| {{1,3}}(?={_DATE}))(?P<when>{_DATE})?"
    rf"|(?P<source>{_SOURCES}){_COLON}(?P<who>(?!{_ANY_LABEL}(?: ?:| {{1,3}}20\d\d))[^\s:。|【]{{1,40}}?(?=[\s|【]|$|{_ANY_LABEL} ?:))?"
    rf"|(?:{_COUNTS}){_COLON}(?:\d+ ?次?)?"
    rf"|{_FONT} ?:? ?{_SIZES}|{_FONT}{_COLON}"
    rf"|(?P<other>{_OTHERS}){_COLON}(?P<value>(?!{_ANY_LABEL} ?:)[^\s:。|]{{1,60}})?"
)
# In every item stands one of these: the colon or what stands for it, a day after a blank, the words of type sizes.
_TELLS_ITEM: Final = (":", "]", "|", " 20", "字体", "字号", "视力", "背景", "文字大小")
# The value of a label that ends its line.
_VALUE_BELOW: Final = re.compile(
    r"(?!20\d\d年[^\d]|.*(?:法治|依法行政)|[一二三四五六七八九十]、)[^。]{1,40}[^,。:]$|20\d\d年\d{1,2}月\d{1,2}日"
)
_BUTTON: Final = re.compile(
    r"[\[【(<]? ?(?:(?:我要)?打印(?:本页|此页|文章)?|关闭(?:本页|窗口|此页)?|收藏(?:本页)?|分享(?:到|至)?:?|下载(?:文字|附件|全文)?|纠错"
    r"|返回(?:顶部|首页|上一页)?|复制链接|扫一扫(?:在手机打开当前页|分享|手机阅读)?|微信|微博|QQ空间|朗读|语音播报|放大|缩小|A[+\-]?|T"
    r"|大|中|小|默认|[简繁]体?|English|EN|无障碍(?:浏览|阅读|模式)?|(?:进入)?(?:长者|关怀|适老)(?:模式|版|助手)?|登录|注册|退出|搜索"
    r"|手机版|客户端|智能(?:问答|机器人)|网站(?:首页|地图|导航|支持IPv6)|首页|我的(?:主页|收藏)|个人中心|设为首页|加入收藏) ?[\]】)>]?"
)
_FILLER: Final = re.compile(r"[\s|/·•:,;\-—_*#.>→»【】\[\]()?]*")
# 您现在的位置:首页 > 政务公开; 首页 > …; 政务公开 > 法治政府 > 年度报告
_CRUMBS: Final = re.compile(
    r"^.{0,4}您?(?:现在|当前|目前|所)?(?:所处|所在)?的?(?:位置|栏目)(?:是|为)?(?::.{0,120}| 首页.{0,120})$"
    r"|^\d{0,2}(?:(?:网站)?(?:首页|主页) ?(?:[>»›/→\-]+|—>?)|[>»›→]) ?[^。]{0,100}$"
    r"|^[^。,;]{2,20}(?: ?[>»›→] ?[^。,;>»›→]{2,20}){2,}$"
)
_TELLS_CRUMBS: Final = ("位置", "栏目", "首页", "主页", ">", "»", "›", "→")  # one of these is in all that _CRUMBS matches
# the same where the page stands in one line: up to the next blank
_CRUMBS_FIRST: Final = re.compile(
    r"您?(?:现在|当前|目前|所)?(?:所处|所在)?的?位置(?:是|为)?: ?[^ >»›/→。,]{2,8}(?: ?[>»›/→]+ ?[^ >»›/→。,]{2,20})+(?= )"
)
# 湖里区司法局 2024-01-12 10:05: source and date without labels, under the title
_BYLINE: Final = re.compile(rf"^[(\[【]?(?P<source>[\u4e00-\u9fff]{{2,20}})?[ |]*(?P<date>{_DATE})[)\]】]?$")
_BANNER: Final = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日,? ?(?:\d{1,2}:\d{2}(?::\d{2})? ?)?(?:星期|周)[一二三四五六日天]|^今天是")
_TELLS_BANNER: Final = ("星期", "周", "今天是")
# — 3 —, 3, 第3页 共10页, ???
_PAGE: Final = re.compile(r"^(?:[\-—~·. ]*\d{1,3}[\-—~·. ]*|第 ?\d{1,3} ?页(?:[,/ (]*共 ?\d{1,3} ?页\)?)?|\d{1,3} ?/ ?\d{1,3}|\?+)$")
# 浙卫〔2024〕3号, (此件公开发布), skip-links
_STAMP: Final = re.compile(
    r"^[\u4e00-\u9fff]{1,10}[〔\[(]20\d\d[〕\])](?:第)?\d{1,4}号$|^\((?:此件|本件)[^)]{2,12}\)$|^Document$|^Skip to .{0,30}$"
    r"|^跳(?:转|过|至|到).{0,15}$"
)
# From here on, near the end, nothing is the report any more.
_FOOT: Final = re.compile(
    r"^(?:[<>|【\[]? ?(?:上|下|前|后)一?(?:篇|条|页)[:】\] ]|相关(?:链接|文章|阅读|附件|新闻|稿件|信息|报道|解读|政策)|版权|网站标识码"
    r"|(?:主办|承办|主管)(?:单位)?:|技术支持|备案(?:序)?号|联系我们|网站地图|关于我们|友情链接|扫一扫|分享到|Copyright|©|责任编辑"
    r"|您(?:觉得|认为)|【?(?:打印|关闭)|附件下载|附件:? ?$)|.{0,20}ICP备|.{0,12}公(?:网)?安备|.{0,30}版权所有"
)
# A line of items is not longer, except where the whole page stands in one line.
_LONGEST_ITEMS: Final = 160
_GLUED: Final = 16  # the name of a section of a bureau
_TITLE_WORDS: Final = re.compile(r"法治|依法(?:行政|治)")


@dataclass(frozen=True)
class Item:
    """A labelled value: 发布日期, 2025-04-01. ``span`` is that of the value."""

    label: str
    value: str
    span: Span


@dataclass(frozen=True)
class Furniture:
    """The furniture of a text, in order and without overlap, and what its labels say."""

    spans: tuple[Span, ...]
    dates: tuple[Item, ...]
    sources: tuple[Item, ...]
    titles: tuple[Item, ...]


def find_furniture(text: str) -> Furniture:
    """The furniture of a working text."""
    finder = _Finder(text, _lines(text))
    finder.read_lines()
    finder.read_top()
    finder.read_foot()
    lost = [Span(*found.span()) for found in re.finditer(r"(?m)^[ ]*\?+[ ?]*$", text)] if "?" in text else []
    spans = _merged(finder.spans + lost)
    items = _unique(item for span in spans for item in _items(text, span))
    return Furniture(
        spans,
        tuple(item for item in items if re.fullmatch(_DATES, item.label)),
        tuple(item for item in items if re.fullmatch(_SOURCES, item.label)),
        tuple(item for item in items if re.fullmatch(_TITLES, item.label)),
    )


def _lines(text: str) -> list[Span]:
    """The lines with something in them, trimmed."""
    lines: list[Span] = []
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        if words and (line := trim(text, start, end)).start < line.end:
            lines.append(line)
        start = end + 1
    return lines


def _has_one(words: str, marks: tuple[str, ...]) -> bool:
    """Whether one of the marks is in a stretch of text: much less work than a pattern that needs one of them."""
    for mark in marks:  # noqa: SIM110 compiled, a loop is several times faster than a generator
        if mark in words:
            return True
    return False


class _Finder:
    """Goes over the lines of a text, and collects the spans that are furniture."""

    def __init__(self, text: str, lines: list[Span]) -> None:
        self.text = text
        self.lines = lines
        self.spans: list[Span] = []
        self._edge = -1  # the last line near the top that is certainly chrome

    def read_lines(self) -> None:
        """Lines that are furniture by themselves, and labelled items at the start of other lines."""
        waiting = False
        for index, line in enumerate(self.lines):
            words = self._words(index)
            if waiting and _VALUE_BELOW.match(words) and not _ITEM.match(words.lstrip("·•*- ")):
                self._take(index)
                waiting = False
                continue
            waiting = False
            if len(words) > _LONGEST_ITEMS and index > 10:
                continue  # a paragraph
            if _PAGE.match(words) or _STAMP.match(words):
                self.spans.append(line)
            elif (_has_one(words, _TELLS_CRUMBS) and _CRUMBS.match(words)) or self._is_banner(index, words):
                self._take(index)
            elif ":" in words or len(words) <= 40:
                waiting = self._read_items(index, line)

    def _is_banner(self, index: int, words: str) -> bool:
        """Whether a line is a banner with today's date, or names source and date without labels under the title."""
        if len(words) <= 60 and _has_one(words, _TELLS_BANNER) and _BANNER.search(words):
            return True
        return index <= 10 and index < 0.3 * len(self.lines) and "20" in words and bool(_BYLINE.match(words))

    def _words(self, index: int) -> str:
        return self.text[self.lines[index].start : self.lines[index].end]

    def _take(self, index: int) -> None:
        self.spans.append(self.lines[index])
        if index <= 15 and index <= 0.4 * len(self.lines) + 2:
            self._edge = max(self._edge, index)

    def _read_items(self, index: int, line: Span) -> bool:
        """Take the labelled items of a line. Whether its last label still waits for a value."""
        limit = min(line.end, line.start + 400)
        if index < 3 and len(self._words(index)) > _LONGEST_ITEMS and (crumbs := _CRUMBS_FIRST.match(self.text, line.start, limit)):
            self.spans.append(Span(*crumbs.span()))
        items: list[re.Match[str]] = []
        telling = _has_one(self.text[line.start : limit], _TELLS_ITEM)
        for found in _ITEM.finditer(self.text, line.start, limit) if telling else ():
            # 时间: in running text is no label: a label begins its line or follows a gap, a mark or another item
            after_item = items and found.start() - items[-1].end() <= 3
            starts = found.start() == line.start or self.text[found.start() - 1] in " |【[(•·*"
            if starts or after_item or (items and self._glued(items[-1].end(), found)):
                items.append(found)
        # Buttons in the middle of a line without labels are words.
        looked = items or self._begins_with_button(line.start, limit)
        buttons = [Span(*found.span()) for found in _BUTTON.finditer(self.text, line.start, limit)] if looked else []
        pieces = sorted([Span(*found.span()) for found in items] + buttons)
        if pieces and not self._rest(line, pieces):
            self._take(index)
            return bool(items) and items[-1].end() == line.end and _is_waiting(items[-1])
        if len(items) >= 2 or (items and index < 12):
            # the page in one line: only the items and the buttons right beside them
            spans = [Span(*found.span()) for found in items]
            self.spans += spans
            self.spans += [b for b in buttons if any(0 <= b.start - i.end <= 3 or 0 <= i.start - b.end <= 3 for i in spans)]
        return False

    def _glued(self, end: int, found: re.Match[str]) -> bool:
        """Whether a day with its label stands right behind a few words that follow an item: 来源:本网 法规科|发布日期:2023-01-18."""
        between = self.text[end : found.start()]
        return bool(found.group("when")) and len(found.group("date")) > 2 and len(between) <= _GLUED and between.replace(" ", "").isalpha()

    def _begins_with_button(self, start: int, limit: int) -> bool:
        filler = _FILLER.match(self.text, start, limit)
        return any(_BUTTON.match(self.text, at, limit) for at in range(start, (filler.end() if filler else start) + 1))

    def _rest(self, line: Span, pieces: list[Span]) -> str:
        """What of a line is neither an item nor filler."""
        kept: list[str] = []
        position = line.start
        for piece in pieces:
            kept.append(self.text[position : max(position, piece.start)])
            position = max(position, piece.end)
        kept.append(self.text[position : line.end])
        return "".join(_FILLER.sub("", part) for part in kept)

    def read_top(self) -> None:
        """Short lines above the last line of chrome are chrome themselves, but for the title."""
        for index in range(self._edge):
            words = self._words(index)
            if len(words) > 30 or _TITLE_WORDS.search(words) or words.endswith(("。", ";", ":")) or numbering(words, 0, len(words)):
                continue
            if not self._words(index + 1).startswith("关于"):  # 仁和镇人民政府 above 关于…的报告 is half a title
                self.spans.append(self.lines[index])

    def read_foot(self) -> None:
        """Everything from the first line of a foot on, where no paragraph follows."""
        for index, line in enumerate(self.lines):
            late = line.start > 0.5 * len(self.text) and index >= 0.4 * len(self.lines)
            if late and len(line_words := self._words(index)) <= 200 and _FOOT.match(line_words):
                after = map(self._words, range(index + 1, len(self.lines)))
                if not any(len(words) > 60 and "。" in words for words in after):
                    self.spans.append(Span(line.start, self.lines[-1].end))
                    return


def _unique(items: Iterable[Item]) -> list[Item]:
    """The items in order, each value once: the first label that claims it is its own."""
    found: dict[Span, Item] = {}
    for item in items:
        found.setdefault(item.span, item)
    return [found[span] for span in sorted(found)]


def _is_waiting(item: re.Match[str]) -> bool:
    """Whether a label stands without the value it should have."""
    return item.group().rstrip().endswith(":") and item.lastgroup in ("date", "source", "other")


def _items(text: str, span: Span) -> Iterator[Item]:
    """The labelled values in a stretch of furniture."""
    if byline := _BYLINE.match(text[span.start : span.end]):
        for group, label in (("source", "来源"), ("date", "日期")):
            if value := byline.group(group):
                yield Item(label, value, Span(span.start + byline.start(group), span.start + byline.end(group)))
        return
    for found in _ITEM.finditer(text, *span):
        if found.group("bare"):
            yield Item("日期", found.group("bare"), Span(*found.span("bare")))
        for label, value in (("date", "when"), ("source", "who"), ("other", "value")):
            if found.group(label) and found.group(value):
                yield Item(found.group(label), found.group(value).strip(), Span(*found.span(value)))
            elif found.group(label):
                yield from _item_below(text, found, label)


def _item_below(text: str, found: re.Match[str], kind: str) -> Iterator[Item]:
    """The value of a label that stands in the next line with words in it."""
    below = re.compile(r"[ ]*\n\s*([^\n]{1,60})").match(text, found.end())
    if not below or not _VALUE_BELOW.match(below.group(1)) or _ITEM.match(below.group(1).lstrip("·•*- ")):
        return
    date = re.search(_DATE, below.group(1))
    if kind != "date":
        yield Item(found.group(kind), below.group(1).strip(), Span(*below.span(1)))
    elif date:
        start = below.start(1) + date.start()
        yield Item(found.group(kind), date.group(), Span(start, start + len(date.group())))


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)
