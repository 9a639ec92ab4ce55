"""What a total is made of: figures by kind, by field, by who is concerned.

In: the words of a clause, of a figure. Out: the ``Breakdown`` that a clause begins, and the noun that a figure of it counts.

Covered: 从案件类型看,行政处罚类96件、… (行政处罚类行政复议案件); 按管理领域分,公安42件; 行政复议案件主要集中在公安(45件)、…;
按审理结果分,维持45件 (维持行政复议案件).
"""

from __future__ import annotations

import re
from typing import Final

from kg.record import Record, replace

# 从案件类型看, 按照管理领域划分: how parted, behind which clause.
_PARTED: Final = re.compile(
    r"(?:^|[,;:。])(?:[^,;:。\d“”]{0,8}案件)?(?:按照?|从)[^,;:。\d“”]{0,12}?"
    r"(?P<by>类型|类别|种类|事项|性质|案由|原因|领域|行业|被申请人|主体|部门|地区|区域|数量|来源|情况|分布|结果|方式|程序|审级)"
    r"(?:上|来|进行|方面|角度|情况)*(?:看|分|划分|分类|统计|区分|分析)[,:]$"
)
_PARTED_ENDS: Final = ("看,", "分,", "看:", "分:", "类,", "类:", "析,", "析:", "计,", "计:")
# 行政复议案件主要集中在|公安
_GATHERED: Final = re.compile(
    r"^(?P<of>[^,;:。\d“”、()]{2,16}?(?:案件|纠纷|申请|处罚|投诉|信访|咨询))?(?:主要|多|大多|较多|依次)*(?:集中在|集中于|集中|分布在|分布于|发生在)(?P<label>.{2,})$"
)
# 案件数量居前三位的分别是|公安
_LED_BY: Final = re.compile(
    r"^(?P<of>[^,;:。\d“”、()]{2,16}?(?:案件|纠纷|申请|处罚|投诉|信访|咨询))?(?:数量?|总数)?(?:位?[居列]|排名?在?)前[\d一二两三四五六]+[位名]?的"
    r"(?:案件|领域|行业|部门|单位|事项|地区)?(?:分别|依次)?[是为]?(?P<label>.{2,})$"
)
_BY_DEED: Final = frozenset(("结果", "方式", "程序", "审级"))
_SUFFIXES: Final = {"类": re.compile("类型|类别|种类|事项|性质|案由|原因"), "领域": re.compile("领域|行业")}
_COUNTED: Final = frozenset(("件", "宗", "起", "件次", "例"))
_INTRODUCED: Final = re.compile(r"^(?:其中|主要|分别|依次|涉及|涉|为|是|的|有|和|及|与|、|:|,)+")
_KIND_ENDS: Final = re.compile(
    r"(?:类|方面)?(?:的)?(?:行政复议|行政诉讼|行政应诉)?(?:案件|申请|类|领域|方面)?(?:最多|居首|居多|较多|次之|有|共|为|的|达)*$"
)
# Words that say what was done, not of what kind the cases are; and words that compare.
_DEED: Final = re.compile(r"受理|审结|办结|维持|驳回|撤销|确认违法|终止|调解|和解|撤回|责令|变更|[胜败]诉|[一二再]审|收到|新收|办理")
_COMPARED: Final = re.compile(r"占|率$|比|增|降|去年|上年|同期|其余|其他|[共合]计")
_OF_CASES: Final = ("案件", "申请", "纠纷", "投诉", "信访事项")
# Who is concerned, and disputes, are no 类.
_WHOSE: Final = ("局", "委", "府", "街道", "镇", "乡", "区", "县", "市", "办", "队", "纠纷")
_CASES: Final = {
    "行政复议": "行政复议案件", "行政诉讼": "行政诉讼案件", "行政应诉": "行政应诉案件", "信访": "信访事项", "法律援助": "法律援助案件",
}  # fmt: skip


class Breakdown(Record, frozen=True):
    """``suffix``: what the parts are called (类, 领域, or nothing); ``of``: what is parted, where the clause itself says so; ``deeds``: the
    parts are what was done (维持, 驳回).
    """

    suffix: str
    of: str = ""
    deeds: bool = False


def announced(clause: str) -> Breakdown | None:
    """The breakdown that a clause without figures announces; it ends in its comma or colon."""
    parted = _PARTED.search(clause) if clause.endswith(_PARTED_ENDS) else None
    if parted is None:
        return None
    suffix = next((suffix for suffix, by in _SUFFIXES.items() if by.fullmatch(parted["by"])), "")
    return Breakdown(suffix, deeds=parted["by"] in _BY_DEED)


def gathered(words: str) -> tuple[Breakdown, str] | None:
    """行政复议案件主要集中在公安: the breakdown that the words before a figure begin, and the first part of it."""
    found = _GATHERED.match(words) if "集中" in words or "分布" in words or "发生在" in words else None
    if found is None and "前" in words:
        found = _LED_BY.match(words)
    return (Breakdown("领域", found["of"] or ""), found["label"].rpartition(")、")[2]) if found else None


def parted(breakdown: Breakdown, whole: str, subject: str) -> Breakdown:
    """The breakdown with what it parts: as its clause says, else ``whole``, what the total before counts, else the cases of ``subject``."""
    if breakdown.of:
        return breakdown
    cases = whole if whole.endswith(_OF_CASES) and not _DEED.search(whole) else _CASES.get(subject, "")
    return replace(breakdown, of=cases)


def part_of(breakdown: Breakdown, label: str, unit: str) -> str:
    """The noun that a part counts (行政处罚类行政复议案件); "" where the words of the figure are no name of a part."""
    if unit not in _COUNTED or not breakdown.of:
        return ""
    name = _KIND_ENDS.sub("", _INTRODUCED.sub("", label.strip(" \n,、;:")))
    if not 2 <= len(name) <= 14 or _COMPARED.search(name) or (not breakdown.deeds and _DEED.search(name)):
        return ""
    return f"{name}{'' if name.endswith(_WHOSE) else breakdown.suffix}{breakdown.of}"
