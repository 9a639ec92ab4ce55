"""How a figure reads for whoever looks for its indicator: its own words in one form, with what they leave unsaid.

In: the frames of a sentence, the headings above, what the figures before were about. Out: a ``Reading`` for each figure:
``topic;words before#noun|predicate``, where # stands for the figure, and why it can be no headline figure (``bars``).

How: the words of the figure's own item decide (``items``). A topic named earlier (words:indicator-topics) is put in front only where the
own words name none and no other object either: they are made of words:indicator-light alone (审结98件, 调解率达40%; not
处理信访投诉389件). It is the topic of the nearest clause before in the sentence, else of the sentence before, else of the heading. Behind a
figure about something else stands ~ with the unit of that figure, and what says too little by itself (办理5万件, 满意率99%) goes on
with that, not with the topic before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.extract.bars import Said, barred, change_in, moved_on
from kg.extract.frames import Frame
from kg.extract.items import Item, Topics, item_of, told_later, unmarked, untitled
from kg.extract.tries import trie
from kg.extract.wording import COMPARING
from kg.model import Sentence, WordList
from kg.record import Record

_CLAUSE: Final = re.compile(r"[,;:。!?\n]")
# 全县…, 公证机构…: another subject, where a helper acted before.
_OWN_SUBJECT: Final = re.compile(
    r"\s*(?:截[至止][^,]{0,8})?(?:全[区市县省镇乡旗州]|[我本][区市县省镇乡旗州局](?!级)|[区县市]政府|公证|法律援助中心|人民调解)"
)
# 配备村居法律顾问188名: it is they that are counted.
_ENGAGED: Final = re.compile(
    r"(?:配备|选聘|聘请|聘任|招募|组建|建立|设立|成立|建成|新建|打造|培育|培训|上线|开通|推广|健全|完善|落实|推行|实行)[^,。;]{0,12}$"
)
# What the figures after it go on with, beside a topic: 排查发现60件, 调解纠纷30件、成功29件.
_HINT: Final = re.compile(r"排查|培训(?![机基])|(?:合法性)?审[查核](?!计)|(?:调解|调处|受理)(?:矛盾|民间|各类)*纠纷")
# 办理9万件, 满意率99%: says nothing by itself.
_SCANT: Final = re.compile(
    r"(?:办理|处理|完成|实现|组织|开展|参加|服务|提供|解决|覆盖|惠及|建成|有|收到|案件|件)*|"
    r"(?:处理|办理|办结|办复|答复|满意|受理|完成|综合|平均)+(?:率|度)"
)
# 上年结转5件, 维持30件: no topic of its own, and none of another.
_OUTCOME: Final = re.compile(
    r"结转|维持|撤销|驳回|终止|中止|撤回|纠正|变更|确认违法|责令|败诉|胜诉|判决|裁定|列管|听证|未|不予|首选|纠错|[一二]审|协议|履行|占|比重"
)
# 其中缓刑24人、假释1人,全年新增13人; 其中涉企12件,审结51件: the parts are told, a figure of the whole follows.
_WHOLE_AGAIN: Final = re.compile(
    r"(?:全年|今年|本年|年内|当年|(?:19|20)\d\d年|年末|年底|目前|截[至止]|累计|总计|共(?!同)|"
    r"审结|办结|结案|作出|化解|调解成功|调处成功|解除|解矫|新增|新接收|新收|衔接|培训|挽回)"
)
# 以我局为被申请人的行政复议案件14件,审结12件: the organ is a party to them, as it is to every lawsuit.
_LITIGATION: Final = "行政应诉"  # the family of its topics
_RESPONDENT: Final = re.compile(r"为被申请人|作为被申请")
# 成立物业纠纷人民调解委员会,调解成功60件: what one committee did.
_COMMITTEES: Final = ("调解委员会", "调委会", "调解室", "工作室")
_FOUNDED: Final = re.compile(rf"(?:成立|设立|组建|建立|打造)[^,。;]{{2,30}}(?:{'|'.join(_COMMITTEES)})$")
# 首次超过行政诉讼一审案件: compared with, not spoken of.
_COMPARED_WITH: Final = re.compile(rf"(?:{COMPARING})[^,;]*$")
# 律师服务团|, then a verb at least: who acts, not what is counted.
_LEAST_BEHIND: Final = 2
_AFTER: Final = 6


class Reading(Record, frozen=True):
    """``words`` as described above; ``barred`` says why it is no headline figure on principle; ``family`` is that of the first topic among
    its own words.
    """

    words: str
    barred: str = ""
    family: str = ""


class Thread:
    """What the figures so far were about, within one section: ``topics`` as named (``named``: in this very sentence), ``hints`` beside
    them, ``whole`` the words of the figure whose parts may follow, ``foreign`` the unit of a figure about none of them; ``said`` who
    acted; ``members`` of a list told once.
    """

    topics: str = ""
    named: bool = False
    hints: str = ""
    whole: str = ""
    foreign: str = ""
    sentence: int = -9
    above: tuple[Sequence[str], str] | None = None  # the topics of the headings, once they were asked for

    def __init__(self) -> None:
        self.said = Said()
        self.members: list[str] = []


class Reader:
    """Readings, with the words of a vocabulary compiled."""

    def __init__(self, word_lists: Mapping[str, WordList]) -> None:
        self._topics = Topics(word_lists["indicator-topics"].words)
        self._asides = frozenset(word_lists["indicator-asides"].words)
        self._apart = frozenset(word_lists["indicator-apart"].words)
        self._overall = frozenset(word_lists["indicator-overall"].words)
        self._light = re.compile(f"(?:{trie(word_lists['indicator-light'].words)})*")
        self._actor = re.compile(trie(word_lists["indicator-actors"].words))

    def read(self, text: str, sentence: Sentence, frames: Sequence[Frame], headings: Sequence[str], thread: Thread) -> list[Reading]:
        """A reading for each frame of one sentence; ``text`` is the working text."""
        begin, end = sentence.span.start, sentence.span.end
        self._take_up(sentence, headings, thread)
        found: list[Reading] = []
        at, clause = begin, None
        for i, frame in enumerate(frames):
            if frame.clause != clause and not frame.aside:
                if frame.clause.start > at:
                    self._pass(text[at : frame.clause.start], thread)
                clause, at = frame.clause, frame.clause.end
                thread.members = []
                if frame.strong:
                    thread.said.part = ""
            found.append(self._reading(text, begin, frames, i, thread))
        if at < end:
            self._pass(text[at:end], thread)
        return found

    def _take_up(self, sentence: Sentence, headings: Sequence[str], thread: Thread) -> None:
        """What a new sentence goes on with: the topic of the one before; the heading's, where that ended with something else."""
        if sentence.index > thread.sentence + 1 or not thread.topics:
            thread.topics = self._named_above(headings, thread)
        elif thread.foreign:
            thread.topics = self._named_above(headings, thread) or thread.topics
        thread.sentence, thread.named, thread.foreign, thread.hints, thread.said = sentence.index, False, "", "", Said()
        thread.whole = ""

    def _named_above(self, headings: Sequence[str], thread: Thread) -> str:
        """The topics of the nearest heading that names any."""
        if thread.above is None or thread.above[0] != headings:
            thread.above = headings, next(filter(None, map(self._topics.named, reversed(headings))), "")
        return thread.above[1]

    # --- one figure -----------------------------------------------------------------------------------------------------------

    def _reading(self, text: str, begin: int, frames: Sequence[Frame], i: int, thread: Thread) -> Reading:
        frame, at = frames[i], frames[i].amount.span
        clause = text[frame.clause.start : at.start]
        if not frame.aside:
            self._act(clause, thread, counted=False)
        item = item_of(frames, i, self._topics, thread.members)
        if frame.item == 0 and not frame.aside and _WHOLE_AGAIN.match(frame.before.lstrip(",、 ")):
            thread.said.part = ""
        if "被申请" in clause and _RESPONDENT.search(clause) and not (item.topics and item.topics[-1][2] == _LITIGATION):
            thread.said.respondent = True
        elif item.topics:
            thread.said.respondent = False
        apart = bool(item.topics) and item.topics[-1][2] in self._apart and not self._apart_before(thread)
        so_far = text[begin : at.start]
        reason = barred(frames, i, item, so_far, thread.said, apart=apart) or moved_on(text[at.end : at.end + _AFTER], clause)
        if item.topics and thread.named and item.topics[0][2] in self._overall and not self._same(thread, item):
            reason = reason or f"of one thing alone ({thread.topics})"
        if not item.topics and (shared := told_later(frames, i, item, self._topics, named=thread.named)):
            thread.topics, thread.foreign = shared, ""
        inherits = not item.topics and self._light.fullmatch(item.words) is not None
        if inherits:
            carried = f"{thread.topics} {thread.hints}".strip()
            if thread.foreign and _SCANT.fullmatch(item.before):
                reason = reason or "it goes on from a figure about something else"
        else:
            carried = self._fuller(item, thread) or (self._stage(frame, item, thread) if apart else "")
            carried = carried or (f"~{thread.foreign}" if thread.foreign else "")
        if not frame.aside:
            self._follow(frame, item, thread, inherits=inherits)
        return Reading(f"{carried};{item.form}", reason, item.topics[0][2] if item.topics else "")

    @staticmethod
    def _fuller(item: Item, thread: Thread) -> str:
        """建立行政执法监督员制度,聘请监督员16名: the topic as named before in full, where the item has its short name."""
        if not item.topics or not thread.named:
            return ""
        start, end, family = item.topics[-1]
        short = item.words[start:end]
        return next((named for named in thread.topics.split() if short == family and short in named and short != named), "")

    def _stage(self, frame: Frame, item: Item, thread: Thread) -> str:
        """完成合法性审核80件,其中规范性文件14件: what was done to the whole, where that names no topic of its own."""
        told = "其中" not in frame.before or "审" in item.words or self._topics.first(thread.whole)
        return "" if told else thread.whole

    def _same(self, thread: Thread, item: Item) -> bool:
        """Whether the topic before is the item's own."""
        return item.topics[0][2] in {family for _, _, family in self._topics.within(thread.topics)}

    def _apart_before(self, thread: Thread) -> bool:
        """Whether the whole that is being told is of such a topic itself: 规范性文件20件,其中部门规范性文件12件."""
        families = {family for _, _, family in self._topics.within(thread.whole)}
        return len(families) == 1 and not families.isdisjoint(self._apart)

    # --- what the next figures go on from -------------------------------------------------------------------------------------

    def _follow(self, frame: Frame, item: Item, thread: Thread, *, inherits: bool) -> None:
        unit = frame.amount.unit
        if unit == "倍":
            return  # 是同期一审诉讼案件的2.3倍: what it is compared with is no topic
        part = "其中" in frame.before
        if item.topics or inherits:
            words = item.words
            if "查" in words or "培训" in words or "审" in words or "纠纷" in words:
                thread.hints = " ".join(_HINT.findall(words)) or thread.hints
        if item.topics:
            if not (thread.topics and all(family in self._asides for _, _, family in item.topics)):
                thread.topics = " ".join(item.words[a:b] for a, b, _ in item.topics)
                thread.foreign, thread.named = "", True
        elif not (inherits or part or _OUTCOME.search(item.words) or change_in(frame)):
            thread.foreign = unit
        if not part and not thread.said.part:
            thread.whole = item.words
        if part:
            thread.said.part = unit
        elif unit not in ("%", thread.said.part):
            thread.said.part = ""
        if item.noun and self._actor.search(item.noun):
            thread.said.actor, thread.said.since = item.noun, frame.clause

    def _pass(self, words: str, thread: Thread) -> None:
        """Clauses without figures: the last topic they name, who acts in them, and what ends the actor before."""
        for clause in _CLAUSE.split(untitled(words)) if len(words) > 1 else ():  # most are one mark
            if clause:
                if topics := self._topics.named(_COMPARED_WITH.sub("", clause) if "过" in clause or "于" in clause else clause):
                    thread.topics, thread.foreign, thread.named = topics, "", True
                self._act(clause, thread, counted=True)
                if clause.endswith(_COMMITTEES) and (founded := _FOUNDED.search(clause)):
                    thread.said.actor = founded.group()
        if ";" in words or "。" in words:
            thread.said.actor = ""

    def _act(self, clause: str, thread: Thread, *, counted: bool) -> None:
        """村居法律顾问解答咨询300人次: what a helper does is told until another subject comes."""
        if thread.said.actor and _OWN_SUBJECT.match(clause):
            thread.said.actor = ""
        actor = self._actor.search(clause)
        if actor is None or _ENGAGED.search(clause, 0, actor.start()):
            return
        if counted or len(unmarked(clause[actor.end() :]).strip("、,")) >= _LEAST_BEHIND:
            thread.said.actor = actor.group()
