"""Why a figure is no headline figure on principle, whatever it counts.

In: a figure's frame and item, what the sentence has said so far. Out: the reason, "" where there is none.

Barred: a change (同比增长7%) and its base (较2022年558件); a part (其中…, an aside of the same unit, 以14个调委会为主力); what one channel
(通过…平台) or one group of helpers (村居法律顾问…, through the whole chain of clauses) brought; some of a whole (部分单位), what each
has (每村3名), what a thing caused (因信息公开引起的诉讼); several years at once (近五年来, 累计 beside 全年); what a figure was before it
moved (由93%提升至96%); for whom or where something is done (为86个村配备…); cases in which the organ is the respondent; one figure over
several things (复议、应诉案件共计…, 受理率、结案率均达…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.frames import Frame
from kg.extract.items import VERB, Item, unmarked
from kg.model import Span

_CHANGE: Final = re.compile(
    # what it can begin with comes first in this and other patterns: one look at a character settles most places
    r"(?=[同环较比增下上降减提])(?:同比|环比|[较比](?:上年|去年|上一?年度?|20\d\d年)[^至到]*|增长|下降|上升|降低|减少|增加|增幅|降幅|提高|提升)(?:了|约|近|达|分别|超)*$"
)
_BASE: Final = re.compile(r"(?:^|,|共|总数)[较比](?:上年|去年|上一?年度?|20\d\d年|往年)同?期?的?$")
_BASE_ENDS: Final = frozenset("年度同期的")
# 为33个镇|配发, 在12个街镇|设立: for whom, or where; not what is counted.
_FOR_OR_WHERE: Final = re.compile(r"(?:^|[^作认改定成确变称选转])(?:为|向|给|在|依托)$")
# 其中受理110件, 其中…,调解和解26件: a stage of the whole, or one of its endings that is counted by itself, told as a part of it.
_STAGE: Final = re.compile(
    r"(?:各级)?(?:人民调解(?:组织|委员会))?(?:依法|已|予以|按期)*(?:立案受理|受理|立案|审结|办结|结案|调解成功|化解成功|成功化解|成功调解|化解)|"
    r"(?:经|以|通过)?(?:调解、?和解|调解[或与和及]和解|和解、?调解|和解[与和及]调解)(?:方式)?(?:后)?(?:结案|终止|办结|化解|审结)?(?:案件)?|(?:经|通过)?(?:调解|和解)后?终止"
)
# 17件被纠错案件中…, 抽查的160宗案卷中12宗: out of which.
_OUT_OF: Final = re.compile(r"[^,。;中]{0,16}中(?![^,。;]{0,2}[心小学等级介央药医])[^,。;]{0,12}\d")
_ROLE: Final = re.compile(r"为(?:主力|主体|主$|基础|骨干|补充|重点|龙头|支撑)")
_PART: Final = re.compile(
    r"(?=[其,(包含另占涉])(?:其中|(?:^|[,(])(?:包括|包含|含|另(?:有|外)?$)|占(?=$|比)|(?:^|[,(])(?:涉及|涉(?!法|矫)).{0,12}类?$)"
)
# A word that one of the patterns for channels needs; most clauses have none.
_MEANS: Final = re.compile(r"通过|利用|借助|运用|依托|用上|平台上|系统上|热线|法网|小程序|公众号|微信群|工作站|联系点|[受服]|窗口")
_CHANNEL: Final = re.compile(
    r"(?:通过|利用|借助|运用|依托)(?![^,。;]{1,24}等(?:渠道|方式|途径|形式))[^,。;]{1,24}?(?:应用|平台|系统|小程序|APP|热线|微信群|公众号|终端|机制|模式|渠道|活动|联系点|顾问)|"
    r"在[^,。;]{1,16}?(?:应用|平台|系统)上|"
    r"(?:热线|法网|小程序|公众号|微信群|工作站|联系点|受理点|服务点|窗口)[^,。;、(建设等及]{0,10}"
    r"(?:解答|接待|接听|受理|办理|提供|调解|化解|收集|服务|开展)"
)
# A word that one of the patterns for shares needs.
_SHARING: Final = re.compile(r"部分|个别|少数|多数|年|期间|因|每|累计")
_SHARES: Final = (
    (re.compile(r"(?:^|[,;。])(?:仍有|尚有)?(?:部分|个别|少数|多数)"), "some of the whole"),
    (re.compile(r"近[二三四五六七八九十\d]+年|[二三四五六七八九十\d]年来|十[二三四]五期间|五年(?:期?间|累计|共)"), "several years at once"),
    (re.compile(r"因[^,;]{2,20}(?:引起|引发|被?提起)"), "what another thing caused"),
    (re.compile(r"每(?:个|所|名)?(?:(?:行政|建制|自然)?村|社区|镇|乡|街道|校|人|户|院|所|单位|部门)[^,;]{0,10}$"), "what each has"),
)
_THIS_YEAR: Final = re.compile(r"全年|本年|今年|当年|年内|年初|(?:19|20)\d\d年")
_TOTALLED: Final = re.compile(r"累计(?:接收|解除|解矫|列管)(?:[^,;。]*|[^;。]*[,、](?:解除|解矫)[^,;。]*)$")
_MOVED: Final = re.compile(r"\s?(?:提升|提高|上升|增加|增长|增|升|下降|降低|降|减少|减|压缩|缩短|压减|提速|扩大|发展|优化)(?:至|到|为)")
_EVERYBODY: Final = re.compile(r"(?:全年|目前|累计)*(?:各级|全[区市县省镇乡州旗])")
_AND_OTHERS: Final = re.compile(r"等(?:各类|各种|相关)?(?:文件|案件|事项|事务|材料)?$")
_TWO_RATES: Final = re.compile(r"率[、和与及][^,;]{0,14}率(?:(?:分别)?(?:均|都|皆|全部)|[达为是到]*$)")
_JOINED: Final = re.compile(r"(?:工作|案件|事项|类)?(?:[、/]|以?及|和|与)(?:各类|重大|新收|区|县|市)?")
# A change is told by its last words.
_LONGEST_CHANGE: Final = 30


class Said:
    """What a sentence has said of who acts and how, up to a figure: the helper and the channel that brought it, the unit of a whole that is
    being told part by part; whether cases are told in which the reporting organ is the respondent. ``since`` is the clause in which the
    helper was counted: his deeds begin behind it.
    """

    actor: str = ""
    channel: str = ""
    part: str = ""
    respondent: bool = False
    since: Span | None = None


def change_in(frame: Frame) -> str:
    """The words that make a figure a change against another time, or its base."""
    before = frame.before
    match = _CHANGE.search(before[-_LONGEST_CHANGE:])
    if match is None and before[-1:] in _BASE_ENDS:
        match = _BASE.search(before)
    return match.group() if match else ""


def barred(frames: Sequence[Frame], i: int, item: Item, sentence: str, said: Said, *, apart: bool = False) -> str:
    """The reason why frame ``i`` is no headline figure. ``sentence`` is the sentence with the clause of the figure, up to the figure;
    ``apart`` tells that its topic counts by itself, though it may be told as a part of a wider one.
    """
    frame = frames[i]
    clause = sentence[len(sentence) - (frame.amount.span.start - frame.clause.start) :]
    if change := change_in(_first_of_series(frames, i)):  # 分别增加2次、3次: of each
        return f"a change against another time, not a level ({change})"
    if not apart and _is_part(frames, i, item, said):
        return "a part of another figure"
    return (
        _beside_the_count(frame, item)
        or _told_of_others(frame, item, clause, said)
        or _share(clause, sentence)
        or ("one figure over several things" if _summed(frame, item) else "")
    )


def _first_of_series(frames: Sequence[Frame], i: int) -> Frame:
    """The figure whose words this one shares: 分别增加2次、3次."""
    while i and frames[i - 1].clause == frames[i].clause and not frames[i].before.strip("、和及与 "):
        i -= 1
    return frames[i]


def moved_on(after: str, clause: str) -> str:
    """由93%|提升至96%: the first figure is where it came from."""
    move = _MOVED.match(after) if "由" in clause or "从" in clause else None
    return f"what it was before it moved ({move.group()})" if move else ""


def _is_part(frames: Sequence[Frame], i: int, item: Item, said: Said) -> bool:
    frame, unit = frames[i], frames[i].amount.unit
    own = item.before.partition("其中")[2].lstrip(",:") if "其中" in frame.before else item.before if "解" in item.before else ""
    if own and not item.noun and _STAGE.fullmatch(own) and ("其中" in frame.before or "和解" in own or own.endswith("终止")):
        return False
    if said.part and said.part == unit:
        return True
    if frame.aside and any(f.amount.unit == unit and not f.aside for f in frames[:i]):
        return True
    if unit == "%":
        return "其中" not in frame.before and _PART.search(frame.before) is not None
    if "其中" in frame.lead or _PART.search(frame.before) is not None:
        return True
    return "为" in item.words and _ROLE.search(item.words) is not None


def _beside_the_count(frame: Frame, item: Item) -> str:
    if item.noun and frame.amount.unit != "%" and _FOR_OR_WHERE.search(frame.before):
        return f"for whom or where, not what is counted ({frame.before[-1:]})"
    return ""


def _told_of_others(frame: Frame, item: Item, clause: str, said: Said) -> str:
    """Cases against the organ itself; what a helper did, or a channel brought."""
    if said.respondent:
        return "cases against the organ itself, not those it decides"
    if said.actor and frame.clause != said.since:
        return f"what one group alone did ({said.actor})"
    channel = _channel(frame, item, clause, said)
    return f"what one channel alone brought ({channel})" if channel else ""


def _channel(frame: Frame, item: Item, clause: str, said: Said) -> str:
    """通过“执法通”开展巡查83次,行政处罚46件: a channel lasts as long as no verb begins anew."""
    if _MEANS.search(clause) and (channel := _CHANNEL.search(clause)):
        said.channel = channel.group()
    elif VERB.match(item.before) or not item.before or frame.strong or _EVERYBODY.match(frame.before):
        said.channel = ""
    return said.channel


def _share(clause: str, sentence: str) -> str:
    if _SHARING.search(clause) is not None:
        for pattern, reason in _SHARES:
            if found := pattern.search(clause):
                return f"{reason} ({found.group().lstrip(',;。')})"
    if "累计" in sentence and _TOTALLED.search(sentence) and not _THIS_YEAR.search(sentence):
        return "a total of all years"
    return ""


def _summed(frame: Frame, item: Item) -> bool:
    """行政复议、行政应诉案件共计30件: topics of two families side by side; 受理率、结案率均达100%."""
    if frame.amount.unit == "%":
        return "分别" not in frame.before and _TWO_RATES.search(frame.before) is not None and "备" not in frame.before
    if not item.topics or "分别" in frame.before:
        return False
    if not item.noun and "等" in frame.before:
        words = unmarked(frame.before)
        if _AND_OTHERS.search(words) and item.topics[-1][1] <= words.rfind("等"):
            return True
    head = item.topics[-1][0]  # 行政处罚、行政许可|案卷: the two only tell which
    return any(
        left[2] != right[2] and right[1] != head and _JOINED.fullmatch(item.words, left[1], right[0])
        for left, right in zip(item.topics, item.topics[1:], strict=False)
    )
