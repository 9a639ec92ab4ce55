"""Whether a figure was reached, is promised or is a rule; and the year it is for.

In: the kind of the section, the sentence around the figure, the headings above, the year of the report. Out: ``FactKind``, and ``Dated``:
the year meant and, where the source slips, the year written.

Kinds: a figure in a plan is a target, save what stands there as reached (目前已建成12个); in the account of the year it is an
observation, 确保率达100% too, save what is still to come (力争, 预计, 拟于, 到2027年). Neither is a rule for everybody
(每人每年不少于60学时, 每季度至少召开一次, 满分100分; 每年组织两次 is done) nor what others reached or laid down (超过自治区规定的62.5%,
全省仅6宗). Years: the report's; for a target the year stated (力争2025年…), else that of the heading, else the next.
A past year named in the sentence wins where it says of which assessment, award or exercise (2023年度述法, 2023年…案例) or when (2023年,
共办理…); 同比2023年, 较2022年, 2021年以来 and 截至2023年底 do not. A year ahead in the account of what was done is a slip: the report's
year is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.numbers import Amount
from kg.model import FactKind, Section, SectionKind
from kg.record import Record

# Members of enumerations, looked up once: each is asked for every figure.
_OBSERVATION: Final = FactKind.OBSERVATION
_TARGET: Final = FactKind.TARGET
_OTHER: Final = FactKind.OTHER
_PLANS: Final = SectionKind.PLANS
# 每人每年, 每季度 … before a figure, with a limit or a frequency behind it.
_EACH: Final = re.compile(r"每(?:人|名|位|个|年|月|季度?|周|天|日|半年|学年|年度|两年|学期|件|案|次|户|期|批)[^,。;]{0,18}$")
_EACH_PERSON: Final = re.compile(r"每(?:人|名|位)[^,。;]{0,18}$")
_LIMIT: Final = re.compile(r"(?:不少于|至少|不低于|不超过|不得|应当?|须|原则上)[^,。;]{0,8}$")
_NORM: Final = re.compile(
    r"(?:满分|总分|原则上[^,。;]{0,14}|规定[^,。;]{0,10}(?:不少于|不低于|不超过|不得)|不得(?:少于|低于|超过|多于)|应当[^,。;]{0,10})$"
)
# 每年组织两次检查: what is done, not what is laid down.
_DONE_EACH: Final = re.compile(r"每(?:年|半年|季度?|月|周)(?:组织|开展)[^,。;]{0,8}$")
# 超过自治区规定的62.5%, 全省仅6宗, 国家首批六个城市: the measure of others.
_OTHERS: Final = re.compile(r"(?:规定|要求|标准|下达)的(?:目标|指标|任务)?$|全[国省](?:仅|只)有?$|(?:国家|全国|全省|全市)首批$")
_BY_YEAR: Final = re.compile(r"(?:到|(?<!截)至)((?:19|20)\d\d)年(?:年?底|末)?|((?:19|20)\d\d)年(?:年?底|末)?(?:之)?前")
# A word that one of the patterns needs: most clauses have none, and are told by that alone.
_TELLING: Final = re.compile(
    r"每|满分|总分|原则|不得|应当|规定|要求|标准|下达|全国|全省|国家|全市|力争|争取|预计|拟|将于|计划|目标|有望|"
    r"到(?:19|20)\d\d|至(?:19|20)\d\d|年.{0,3}前"  # each begins with a character of its own: that is what makes it fast
)
_FAR: Final = 60
_OFTEN: Final = frozenset(("次", "场", "期", "学时", "课时", "小时", "天", "场次", "堂", "节"))
_COMING: Final = re.compile(r"力争|争取(?!到)|预计(?!.*已)|拟(?=[于在对将建]|$)|将于|计划(?:于|在|到|新|建|完成)|目标(?:为|是|值)|有望")
_REACHED: Final = re.compile(r"目前|截[至止]|已经?(?:建|完成|有|达|累计|办|开)|现有|现已|去年|上年|累计已|以来")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:年|(?=[—~-](?:19|20)\d\d年))")
_BASE_BEFORE: Final = re.compile(
    r"(?:同比|环比|[较比]|相比|对比|[与和](?=$)|自|从|截[至止]到?|由|对标|参照|不同于|印发|出台|修订|制定|颁布|起始|始于|于)\s?$"
)
_BASE_AFTER: Final = re.compile(
    r"(?:\d{1,2}月(?:\d{1,2}日)?)?(?:以来|同期|相比|底(?=[,累])|末(?=[,累])|起(?=[,至])|[至到—~-]+(?:20\d\d|今|目前)|成立|启动(?=以来)|"
    r"增长|下降|上升|提高|提升|增加|减少)"
)
_ASSESSED: Final = re.compile(
    r"^(?:[^,。;]{0,26}?)(?:述法|述职|考核|考评|评估|评议|测评|评查|评选|评比|案例|表彰|督察|检查|竞赛|比赛|奖|评价|测试|考试|测验|通报|"
    r"排名|优秀|先进|示范|十佳|试点|创建|命名|年度报告)"
)
# 截至2025年3月, in a report of 2024: what had been reached by then.
_UP_TO: Final = re.compile(r"截[至止]到?\s?$")
# 2名干警|获2021年度“…”称号, 8名成员|完成2023年度述法: the year of an award or an assessment, named behind the figure.
_AWARDED: Final = re.compile(
    r"[\d.]*[^,。;\d]{0,24}?(?:荣?获|获评|被(?:[^,。;]{0,10}?)?(?:评为|命名为|授予|确定为)|入选|评为|当选|完成|参加|接受)(?:为|了)?(?:[^,。;\d]{0,10}?)"
    r"((?:19|20)\d\d)(?:[—~-](?:19|20)\d\d)?年度?(?!以来|底|末|起)"
)
# 会前学法18次,上年为15次; 去年同期291件: the same a year before.
_YEAR_BEFORE: Final = re.compile(r"(?:^|[,;(、])(?:而)?(?:上一?年度?|去年)(?:同期)?(?:数)?(?:为|是|仅|只有|则为)?$")
# 由上年的32%|提高到41%, 从2019年的6支|发展到82支: what it was then.
_FROM_YEAR: Final = re.compile(r"[由从](?:(?:上一?年度?|去年)|((?:19|20)\d\d)年(?:底|末|初)?)的?(?:约|近)?\s?$")
_WHEN_BEFORE: Final = re.compile(r"(?:^|[,;:。(、\s]|其中|[在于])$")


# 2021、2022、2023年败诉率|分别为8.9%、6.7%和4.3%
_EACH_YEAR: Final = re.compile(r"((?:20\d\d年?度?[、和与及]){1,4}20\d\d)年(?:度)?[^;。]{0,40}?(?:分别|依次)(?P<figures>[^;。]*)$")


class Dated(Record, frozen=True):
    """The year meant, the year written where that is another, and the rule that says so (``name`` or ``name:words``)."""

    year: int | None
    written: int | None = None
    rule: str = "report-year"


def judged_kind(
    section: SectionKind, sentence: str, at: int, amount: Amount, clause: str, *, report: int | None = None
) -> tuple[FactKind, str]:
    """How a figure is meant, and the rule that says so (``name`` or ``name:words``). ``at`` is where it stands in ``sentence``; ``clause``
    the words of its clause; ``report`` the year of the report.
    """
    planned = section is _PLANS
    if not planned and not _TELLING.search(sentence, max(0, at - _FAR), at) and not sentence.startswith("满分", at):
        return _OBSERVATION, "account"
    before = sentence[:at]
    tail = before[max(before.rfind("。"), before.rfind(";"), before.rfind(",")) + 1 :]
    if _is_rule(tail, sentence[at:], amount, section) or _OTHERS.search(tail):
        return _OTHER, "norm"
    if planned:
        reached = None if _COMING.search(before[-_FAR:]) else _REACHED.search(clause)
        return (_OBSERVATION, f"reached:{reached.group()}") if reached else (_TARGET, "plans")
    promised = None if _REACHED.search(tail) else _COMING.search(tail) or _ahead(before, report)
    return (_TARGET, f"promised:{promised.group()}") if promised else (_OBSERVATION, "account")


def _ahead(before: str, report: int | None) -> re.Match[str] | None:
    """到2027年, 2027年底前: by when, where that is after the year of the report."""
    by = _BY_YEAR.search(before[-_FAR:])
    return by if by and report is not None and int(by[1] or by[2]) > report else None


def _is_rule(before: str, after: str, amount: Amount, section: SectionKind) -> bool:
    if "每" in before and _EACH_PERSON.search(before) and (amount.qualifier or _LIMIT.search(before)):
        return True
    if section is _PLANS:
        return False
    if "每" in before and _EACH.search(before) and (amount.qualifier == "over" or _LIMIT.search(before) or amount.unit in _OFTEN):
        return bool(amount.qualifier or _LIMIT.search(before)) or not _DONE_EACH.search(before)
    return bool(_NORM.search(before)) or after.startswith("满分")


def year_of(kind: FactKind, section: Section, sentence: str, at: int, report: int | None) -> Dated:
    """The year of a figure. ``sentence`` has its titles blanked, so that 《2023年…》 dates nothing."""
    if kind is _TARGET:
        return _planned(sentence[:at], section.path, report)
    if (named := _beside(sentence, at, report)) is not None:
        return named
    dated = Dated(report)
    if sentence.find("年", 0, at) < 0:
        return dated
    for match in _YEAR.finditer(sentence, 0, at):
        stated = int(match[1])
        before, after = sentence[: match.start()], sentence[match.end() :]
        if report is not None and stated == report + 1 and _UP_TO.search(before):
            dated = Dated(stated, rule="stated")
            continue
        if _BASE_BEFORE.search(before) or _BASE_AFTER.match(after):
            continue
        if report is None:
            dated = Dated(stated, rule="stated")
        elif stated == report:
            dated = Dated(report)
        elif stated == report + 1 and section.kind is not _PLANS:
            dated = Dated(report, stated, f"slip:{stated}")
        elif stated < report and (_ASSESSED.match(after) or (_WHEN_BEFORE.search(before) and stated >= report - 10)):
            dated = Dated(stated, rule="stated")
    return dated


def _beside(sentence: str, at: int, report: int | None) -> Dated | None:
    """The year that the words right beside a figure give it: of an award, of the year before, of where it came from, one of several."""
    if report is not None and "年" in sentence[at:] and (award := _AWARDED.match(sentence, at)) and report - 10 <= int(award[1]) < report:
        return Dated(int(award[1]), rule="stated")
    if report is None or sentence.find("年", 0, at) < 0:
        return None
    if _YEAR_BEFORE.search(sentence, max(0, at - 12), at):
        return Dated(report - 1, rule="year-before")
    if moved := _FROM_YEAR.search(sentence, max(0, at - 14), at):
        return Dated(int(moved[1]), rule="stated") if moved[1] else Dated(report - 1, rule="year-before")
    return _each_year(sentence[:at]) if "分别" in sentence[:at] else None


def _each_year(before: str) -> Dated | None:
    """The year of a figure among as many years as figures, told 分别."""
    found = _EACH_YEAR.search(before)
    years = re.findall(r"20\d\d", found[1]) if found else []
    n = len(re.findall(r"\d+(?:\.\d+)?", found["figures"])) if found else 0
    return Dated(int(years[n]), rule="stated") if n < len(years) else None


def _planned(before: str, headings: Sequence[str], report: int | None) -> Dated:
    """The year a target is for: stated before it, else in a heading, else the one after the report."""
    for words, rule in ((before, "stated"), *((heading, "heading") for heading in reversed(headings))):
        ahead = [int(m[1]) for m in _YEAR.finditer(words) if report is None or int(m[1]) > report]
        if ahead:
            return Dated(ahead[-1], rule=rule)
    return Dated(report + 1 if report is not None else None, rule="next-year")
