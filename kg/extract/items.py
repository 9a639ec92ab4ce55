"""The words of a figure's own item, in one form: what stands before it, the noun behind it, what that noun does; and the topics among them.

In: the frames of a sentence. Out: an ``Item`` for each. Fillers (累计, 全年共, 全区各级), titles in 《》, examples before 等 and asides
with figures go.

Covered: 受理案件627件, 选聘30名监督员 and 1202名执法人员|亮证上岗; a list that tells its verb once (审查决策1件、规范性文件10件), two
figures with one noun between (抽取8个部门案卷30卷), 受理、审结案件分别为9件、8件, 结案率连续三年保持100%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.extract.frames import Frame, adjacent, series_of
from kg.extract.tries import trie
from kg.extract.wording import loose_start

_MARKS: Final = re.compile(r"[\s“”‘’\"'《》〈〉()\[\]·—]+")
_TITLE: Final = re.compile(r"《[^》]*》")
_FIGURED_ASIDE: Final = re.compile(r"\([^()]*\d[^()]*\)?")
_EXAMPLES: Final = re.compile(r"([^、,;]{1,20})(?:、[^、,;]{1,20})+等(?![级次待于同候到价奖])")
_FILLER: Final = re.compile(
    # what any of them begins with: one look at a character settles most places
    r"(?=[另前上下\d截累共总合一已目全年今本当去先各我高达约近超为是均都了向数现人件次场])"
    r"(?:^另(?![行有外]|$)|前[一二三]季度|[上下]半年|(?<!\d)1[-—~至]1[0-2]月|截[至止](?:目前|今|年底|20\d\d年底?|\d+月底?)?|累计|共计|总计|合计|"
    r"总共|一共|共有|(?<!公)共(?![同享治建商识青性产])|(?<![行作认])已经?|目前|全年度?|年初以来|年初至今|年内|一年来|今年(?:以来)?|本年度?|当年|"
    r"(?:19|20)\d\d年(?:度|以来|来|底|末|全年)?|(?:上一?年度?|去年)(?:同期)?(?!结转)|\d{1,2}月(?:底|末|份)?|先后|各级|各类|各项|各种|各(?=人民|街|镇|乡|区|部)|"
    r"全[区市县省镇乡旗州](?:范围内)?|[我本](?:[区市县省镇乡旗州]|局)(?!级)|高达|达到|达|约|近(?!年)|超过?(?=$)|为(?=$)|是(?=$)|(?<![平人村户])均|都(?!市)|了|"
    r"向[^,;]{2,24}(?=报送|报备|备案|报告)|数量|总数|总量|现有(?=$)|[人件次场]数(?:共|为|达|有|是|到)*$)"
)
# Where the noun behind a number ends: 1202名执法人员|亮证上岗, 97件|中直接纠错.
_PREDICATE: Final = re.compile(
    r"(?:^中(?![心小介学药医])|已|均|都(?!市)|全部|分别|共同?(?=[签参计办调受开组收审])|统一|进行|开展|参加|参与|完成|获评|荣获|获得|被|召开|"
    r"受聘|作为|担任|纳入|进驻|入驻|亮证|持证|全年|每[月年周季天日]|深入|常态化|积极|认真|主动|定期|广泛|扎实|坚持|持有|接受|作(?:了|专题)|作述|(?:现场|书面)(?=述)|配齐|述职|述法(?!主体|人员|对象)|得到|受到|受教育|规范化运行|正式|成为|在册|"
    r"在矫|各司|活跃|通过(?!率)|分布|尚未|未(?!成年|检)|仍|正在|实现|对(?!象|口|接))"
)
VERB: Final = re.compile(
    r"(?:办理|受理|开展|组织|举办|召开|解答|接待|提供|出具|抽查|调解|化解|审[核查结]|备案|培训|培养|建成|建立|设立|聘|配备|评查|抽取|排查|"
    r"废止|作出|查处|发布|完成|培育|打造|收到|新收|接收|解除|移送|制发|保留|修改|选聘)"
)
# 结合国家安全日、质量月|开展普法40场: many occasions are no campaign, only when it took place.
_MANY_OCCASIONS: Final = re.compile(
    r"^[^,;]{0,4}(?:结合|利用|围绕|聚焦|抓住|紧扣|紧盯)[^,;]{2,60}?(?:、|等)[^,;]{0,60}?(?=(?:组织|联合|集中)?(?:开展|举办|组织))"
)
# “宪法宣传周”“送法下乡”等活动, 宪法宣传周、“送法下乡”等活动: several by name, and others, are the publicity of the year.
_MANY_CAMPAIGNS: Final = re.compile(
    r"(?=[^,;]*法)(?:(?:“[^”]*”[、和及]?){2,}|(?:[^、,;“”]{2,10}(?:月|周|日|宣传)、)+“[^”]*”(?:、“[^”]*”)*)等[^,;“”]{0,8}活动$"
)
# 普法讲座、以案释法等活动, 送法下乡、法律咨询等活动: the same, by their forms.
_MANY_FORMS: Final = re.compile(
    r"(?=[^,;]*(?:普法|[送释宪]法|民法典|法[律治](?:宣|讲|咨)))(?:[^、,;“”\"\d]{2,12}、)+[^、,;“”\"\d]{2,12}等(?:系列|主题|专题|各类|各种|形式多样的)*活动$"
)
# 法律顾问由5人|增至8人, 合格率由上年的92%|提升至96%: what the first figure is of, the second is too.
_MOVED_TO = re.compile(r"^\s?(?:提升|提高|上升|增加|增长|增|升|下降|降低|降|减少|减|压缩|缩短|压减|提速|扩大|发展|优化|扩充)(?:至|到|为)$")
_MOVED_ENDS: Final = frozenset("至到为")
_FROM: Final = re.compile(r"(?:由|从)[^由从]*$")
_COVERS: Final = re.compile(r"^,?(?:其中)?(?:涵盖|包括|包含)(?:了|有)?")
_COVERS_BEGIN: Final = frozenset(",其涵包")
_IS: Final = re.compile(r"^(?:为|是|达到?|有|共)+$")
_NUMBER: Final = re.compile(r"\d")
_LISTED: Final = re.compile(r"[、和与及]")
# Marks and conjunctions that are left at either end; not the 及 of 惠及, 涉及, 普及.
_LOOSE: Final = "、,和及"
_LOOSE_START: Final = loose_start("、,")
_LOOSE_END: Final = re.compile(r"(?:[、,和]|(?<![惠涉普波触遍顾])及)+$")
_SHARED_REVIEW: Final = re.compile(r"(?:进行|开展|实施)了?合法性审[查核]$")
_NO_NOUN: Final = frozenset(("%", "‰", "倍", ""))


class Item:
    """``topics`` are (begin, end, family) within ``words``."""

    def __init__(self, before: str, noun: str, predicate: str, words: str, topics: list[tuple[int, int, str]]) -> None:
        self.before, self.noun, self.predicate = before, noun, predicate
        self.words = words
        self.topics = topics

    @property
    def form(self) -> str:
        """The words with # for the figure."""
        return f"{self.before}#{self.noun}|{self.predicate}"


class Topics:
    """The topics a figure can be about, each with its forms: 行政复议|复议|行政争议."""

    def __init__(self, entries: Iterable[str]) -> None:
        forms = [entry.split("|") for entry in entries]
        self._family = {form: entry[0] for entry in forms for form in entry}
        self._pattern = re.compile(trie(self._family))

    def within(self, words: str) -> list[tuple[int, int, str]]:
        """Where topics stand, each with its family."""
        if not words:
            return []
        family = self._family
        return [(match.start(), match.end(), family[match.group()]) for match in self._pattern.finditer(words)]

    def named(self, words: str) -> str:
        """The topics named, as written."""
        return " ".join(dict.fromkeys(self._pattern.findall(words)))

    def first(self, words: str) -> str:
        match = self._pattern.search(words)
        return match.group() if match else ""


def item_of(frames: Sequence[Frame], i: int, topics: Topics, members: list[str]) -> Item:
    """The item of frame ``i``. ``members`` holds what is still to come of a list told once (受理、审结…分别为)."""
    frame = frames[i]
    before = _member(frame, topics, members, _bare_behind(frames, i))
    if i and before[-1:] in _MOVED_ENDS and _MOVED_TO.search(before):
        before = _FROM.sub("", frames[i - 1].before)
    if i and adjacent(frames, i - 1):
        if frames[i - 1].amount.dimension == "time":
            before = frames[i - 1].before + before  # 结案率连续三年保持100%
        elif not before.strip() or before.rstrip(" ”").endswith(("和", "及", "与")):
            before = frames[i - 1].before  # 组织执法人员培训4期160人次, 30名监督员和20名联络员
    if frame.amount.unit != "%":
        covers = _COVERS.match(before) if before[:1] in _COVERS_BEGIN else None
        if (covers or i) and not VERB.search(before):
            before = _covered_verb(frames, i) + (before[covers.end() :] if covers else before)
        if (frame.item or (i and adjacent(frames, i - 1))) and not VERB.match(before):
            before = _shared_verb(frame.lead, topics) + before
    if "、" in before or "等" in before:
        before = _MANY_OCCASIONS.sub("", before)
        if before.endswith("活动") and "等" in before:
            before = (_MANY_CAMPAIGNS if "“" in before else _MANY_FORMS).sub("普法活动", before)
    noun = predicate = ""
    if frame.after and frame.amount.unit not in _NO_NOUN:
        noun = tidied(frame.after.removeprefix("的").partition("和“")[0])
        if cut := _PREDICATE.search(noun):
            noun, predicate = noun[: cut.start()], noun[cut.start() :]
        noun = noun.partition("、")[0]
        if noun and not predicate and frame.tail and (shared := _SHARED_REVIEW.search(frame.tail)):
            predicate = shared.group()  # 对5件规范性文件、12件决策事项|进行合法性审查
    before = tidied(before)
    words = before + noun + predicate
    return Item(before, noun, predicate, words, topics.within(words))


def told_later(frames: Sequence[Frame], i: int, item: Item, topics: Topics, *, named: bool) -> str:
    """5个国家级、27个省级民主法治示范村; 县级中心1个、乡镇法律服务站9个: the topic that a list tells with a later item."""
    words = frames[i].tail if item.noun else ""
    if not item.noun and not named and i + 1 < len(frames) and frames[i + 1].clause == frames[i].clause:
        words = frames[i + 1].before
    return topics.first(unmarked(words)) if words else ""


def tidied(words: str) -> str:
    """Words without fillers, marks, titles, examples and asides."""
    if not words:
        return ""
    if "《" in words or "(" in words:
        words = _FIGURED_ASIDE.sub("", _TITLE.sub("", words))
    if "等" in words:
        words = words.rstrip().removesuffix("等")  # 讲座、报告会等142场: they are what is counted
        words = _EXAMPLES.sub(_verb_of, words) if "、" in words and "等" in words else words
    words = _FILLER.sub("", unmarked(words))
    if words[:1] in _LOOSE and (loose := _LOOSE_START.match(words)):
        words = words[loose.end() :]
    return _LOOSE_END.sub("", words) if words[-1:] in _LOOSE else words


def unmarked(words: str) -> str:
    """Words without quotation marks, brackets and blanks."""
    return words if words.isalnum() else _MARKS.sub("", words)


def untitled(words: str) -> str:
    """Words without the titles among them."""
    return _TITLE.sub("", words) if "《" in words else words


def _bare_behind(frames: Sequence[Frame], i: int) -> int:
    """How many figures without words of their own follow frame ``i`` in its clause."""
    n = 0
    while i + n + 1 < len(frames) and frames[i + n + 1].clause == frames[i].clause and not frames[i + n + 1].before.strip("、和及与 "):
        n += 1
    return n


def _member(frame: Frame, topics: Topics, members: list[str], behind: int) -> str:
    """受理、审结复议案件分别为9件、8件: the words of the first figure are 受理复议, those of the second 审结复议案件; without 分别 only
    where there are as many names as figures.
    """
    if members:
        return members.pop(0)
    apart = "分别" in frame.before
    if not apart and not behind:
        return frame.before
    listed, _, rest = frame.before.partition("分别")
    names = [f"{name}{_IS.sub('', rest)}" for name in _LISTED.split(tidied(listed))]  # 甲、乙分别|学法8次、6次
    if len(names) == 1 or (not apart and len(names) != behind + 1):
        return frame.before
    if not topics.first(names[0]) and (shared := topics.first(names[-1])):
        names = [f"{name}{shared}" for name in names[:-1]] + names[-1:]
    members += names[1:]
    return names[0]


def _shared_verb(lead: str, topics: Topics) -> str:
    """The verb of the first item of a list, 人民调解 and the like aside."""
    words = _NUMBER.split(lead, maxsplit=1)[0]
    taken = topics.within(words)
    verbs = [verb for verb in VERB.finditer(words) if not any(start <= verb.start() < end for start, end, _ in taken)]
    if not verbs:
        return ""
    first, *more = verbs
    return (more[0] if more and more[0].start() == first.end() else first).group()  # 组织|评查


def _covered_verb(frames: Sequence[Frame], i: int) -> str:
    """审查事务560件,涵盖规范性文件20件、决策9件: the verb of the figure whose parts the clause tells."""
    first = i - series_of(frames[i], frames, i)
    if not first or not _COVERS.match(frames[first].before):
        return ""
    verb = VERB.search(tidied(frames[first - 1].lead + frames[first - 1].before))
    return verb.group() if verb else ""


def _verb_of(examples: re.Match[str]) -> str:
    """What stays of 抽查甲类、乙类等: the verb."""
    verbs = list(VERB.finditer(examples[1]))
    return examples[1][: verbs[-1].end()] if verbs else ""
