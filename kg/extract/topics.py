"""What a sentence is about and who acts in it, gathered while its figures are read.

In: the sentence up to each clause that has a figure, the headings above. Out: the subject (行政复议), as reports write it and in one form;
the occasion (宪法宣传周期间 → 宪法宣传周); who acts (村居法律顾问…, …, …); the clause without figures right before.
The words are data: words:measure-subjects, words:measure-actors, words:measure-persons in ontology/indicators.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.extract.breakdowns import Breakdown, announced
from kg.extract.wording import COMPARING, trimmed_front, words_of
from kg.model import WordList

# 宪法宣传周期间, 社区矫正方面, 岗位练兵“大比武”活动中: the occasion, named at the start.
_OCCASION: Final = re.compile(
    r"(?:^|[,;:。、])((?:“[^“”]{2,20}”|[^,;:。\d“”]){1,24}?)"
    r"(?:方面|期间|(?:系列)?活动(?:期间|中|上)|(?<=案件|纠纷|事项|申请)中)[,:]"
)
_OCCASION_WORD: Final = re.compile("期间|方面|活动[期中上]|中[,:]")
_QUOTED: Final = re.compile(r"“[^“”]{2,16}”")
# 依托“一网通办”解纷平台, 开发“川渝通办”: through what, or where.
_CHANNEL: Final = re.compile(
    r"(?:“[^“”]{2,14}”[^,;:。、“”\d和与及]{0,6})+(?:平台|系统|应用|热线|小程序|专区|窗口|APP)(?=[^\d]*[,;])|"
    r"(?<=开发|推出|打造|上线|建设|搭建|创新)[^,;:。\d“”]{0,14}(“[^“”]{2,14}”)(?=[,;])"
)
# How each of the three below ends: most clauses end otherwise, and are told by that alone.
# 以争创全省法治政府建设示范区为牵引, by what the figures behind it are led.
_LED: Final = re.compile(
    r"(?:^|[,;:。])以(?:创建|争创|建设|打造|深化)*(?:全[国省市区县])?([^,;:。\d“”]{4,16}?)为(?:牵引|抓手|契机|引领|载体|统领|目标),$"
)
_LED_ENDS: Final = ("牵引,", "抓手,", "契机,", "引领,", "载体,", "统领,", "目标,")
_CAMPAIGN_ENDS: Final = tuple(
    f"{kind}{mark}"
    for kind in ("清理", "专项整治", "行动", "活动", "机制", "模式", "大赛", "竞赛", "例会", "恳谈会", "制度", "改革", "工程")
    for mark in ",:"
)
_MEETING_ENDS: Final = ("会议,", "例会,", "推进会,", "联席会,", "座谈会,")
_ISSUED_ENDS: Final = ("》,", "),")
# 部署涉企收费专项整治, 推行“街道吹哨”机制: what the figures behind it are of, told in a clause without figures.
_CAMPAIGN: Final = re.compile(
    r"(?:^|[,;:。]|[一二三四五六七八九十]是)(?:(?:[^,;:。\d“”]{0,6}?|[^,;:。\d“”]{2,24}(?:局|院|委|办|政府|部门|中心)(?:共同|联合|牵头)?)(?:部署|开展|组织|推进|推行|实施|深化|启动|健全|建立|完善|创新|推广|采取|联合开展|探索|实行(?!政)|落实|运用|推出|构建)(?:了)?)"
    r"((?:“[^“”]{2,16}”|(?!落实|贯彻)[^,;:。\d“”、]){1,16}?(?:清理|专项整治|专项行动|行动|活动|机制|模式|大赛|竞赛|例会|恳谈会|制度|改革|工程))[,:]$"
)
# 召开县委全面依法治县委员会第二次会议, 审议…文件6个
# 召开…会议,传达学习…精神,|审议文件9件
_HEARD: Final = re.compile(r"(?<=会议,)(?:传达|学习)[^,;。\d]*,$")
_NTH: Final = r"(?:第[一二三四五六七八九十\d]+次)?(?:全体|\(扩大\)|扩大)?"
_MEETING: Final = re.compile(
    rf"(?:^|[,;:。])(?:[^,;:。\d“”]{{0,4}}?召开(?:了)?(?P<of>[^,;:。\d]{{2,18}}?)|(?P<by>[^,;:。\d“”]{{4,18}}?)召开(?:了)?){_NTH}"
    r"(?P<kind>会议|例会|推进会|联席会|座谈会),$"
)
# 印发《甲县2024年法治政府建设工作要点》(甲政发〔2024〕3号), 细化任务29项
_ISSUED: Final = re.compile(
    r"(?:^|[,;:。])[^,;:。“”]{0,30}?(?:印发|制定|出台|制发|发布|下发|修订)(?:了)?《([^《》]{4,50})》(?:\([^()]*\))?,$"
)
_TITLE_PLACE: Final = re.compile(r"^.*?(?:20\d\d年度?|[省市区县州旗镇乡局厅]|街道|关于)(?=[\u4e00-\u9fff]{4})")
# 立法、执法、司法、守法普法四个协调小组: all there is, and no subject.
_ALL_LAW: Final = re.compile(r"(?:(?:科学)?立法、)?(?:严格)?执法、(?:公正)?司法(?:、?(?:全民)?(?:守法|普法)){0,2}")
# 是同期一审诉讼案件的2.3倍, 首次超过一审诉讼案件: compared with, not spoken of.
_COMPARED: Final = re.compile(rf"是[^,;。]*?的?\d[\d.]*倍|(?:{COMPARING})[^,;。\d]+(?=,)")
# 结合扫黑除恶、禁毒、反诈等工作重点,|举办活动: many occasions, and none is the subject.
_MANY: Final = re.compile(r"(?:结合|围绕|聚焦|紧扣|针对|瞄准|紧盯)[^,;。、]{2,20}(?:、[^,;。、]{2,20}){2,}等[^,;。、]{0,12},")
_LONGEST_CAMPAIGN: Final = 16
_ITS_TASKS = re.compile(r"^(?:分解|细化|明确|提出|部署|确定|列出|涵盖|梳理|安排|形成|包含|涉及)|(?:任务|措施|举措|方面|领域)$|^事项$")
_OF_MEETING: Final = re.compile(r"(?:审议|研究|讨论|部署|听取|解决|通过|协调|明确|形成|印发)")
_KINDS: Final = "区|县|市|镇|政府|法律|普法|公益|志愿|公共|巾帼|青年|行政复议|专业|外聘|基层|人民|行业性|纠纷|综合"
_NOT_ACTING: Final = (
    r"(?!“|化|覆盖|规范化|标准化|制度|建设|体系|机制|网络|管理|培训|队伍|聘|全|备案|人才|讲座|授课|\d|有|达|共有|现有|[^,;]{0,2}\d|[\u4e00-\u9fff]{0,6}(?:签订|签署))"
)


class Topic:
    """What has been said so far in a sentence, and the subject before it."""

    subject: str = ""  # the first one named
    latest: str = ""  # the last one named
    occasion: str = ""
    actor: str = ""
    channel: str = ""  # “三朵云”综合平台
    campaign: str = ""  # 涉企收费专项整治
    meeting: str = ""  # 县委全面依法治县委员会会议
    issued: str = ""  # 法治政府建设工作要点
    parted: Breakdown | None = None  # 从案件类型看
    clause: str = ""  # the last one without figures
    read: int = 0  # characters of the sentence taken in


class Topics:
    """Finds subjects and actors with the words of a vocabulary."""

    def __init__(self, word_lists: Mapping[str, WordList]) -> None:
        subjects = [entry.split("|") for entry in word_lists["measure-subjects"].words]
        self._canonical = {form: entry[0] for entry in subjects for form in entry}
        self._subject = re.compile(words_of(self._canonical))
        self._persons = dict(entry.split("|") for entry in word_lists["measure-persons"].words)
        self._narrower = dict(entry.split("|") for entry in word_lists["measure-narrower"].words)
        actors = words_of(word_lists["measure-actors"].words)
        self._actor_word = re.compile(actors)
        self._actor = re.compile(rf"(?:^|[,;:。])[^\d,;:。“”、]{{0,22}}?((?:(?<!全)(?:{_KINDS}))*(?:{actors})){_NOT_ACTING}")

    def canon(self, words: str) -> str:
        """The subject that some words name first, in its one form."""
        match = self._subject.search(words)
        return self._canonical[match.group()] if match else ""

    def named(self, words: str) -> str:
        """The subject that some words are a name of, in its one form; "" where they say more."""
        return self._canonical.get(words, "")

    def persons(self, subject: str) -> str:
        """What the persons of a subject are called: 社区矫正 → 社区矫正对象."""
        return self._persons.get(subject, "")

    def of_headings(self, headings: Sequence[str]) -> str:
        """The subject of the nearest heading that names one."""
        return next(filter(None, map(self.canon, reversed(headings))), "")

    def take(self, topic: Topic, before: str) -> None:
        """Take in the sentence up to here; what was taken in before is not read again."""
        new = before[topic.read :]
        if not new:
            return
        self._frame(topic, new)
        topic.read = len(before)
        if "倍" in new or "过" in new or "于" in new:
            new = _COMPARED.sub("", new)
        if "等" in new and "、" in new:
            new = _MANY.sub("", new)
        if "司法" in new:
            new = _ALL_LAW.sub("", new)
        for subject in self._subject.finditer(new):
            topic.latest = self._canonical[subject.group()]
            if not topic.subject or self._narrower.get(topic.subject) == topic.latest:
                topic.subject = topic.latest
        if _OCCASION_WORD.search(new) and (match := _OCCASION.search(new)):
            quoted = _QUOTED.search(match[1])
            topic.occasion = quoted.group() if quoted else trimmed_front(match[1])
        if "“" in new:
            for channel in _CHANNEL.finditer(new):
                topic.channel = channel[1] or channel.group()
        if ";" in new or "。" in new:
            topic.actor = ""
        if self._actor_word.search(new):
            for actor in self._actor.finditer(new):
                topic.actor = trimmed_front(actor[1]).lstrip("()·")


    @staticmethod
    def _frame(topic: Topic, new: str) -> None:
        """What the clause right before is: a campaign, a meeting, a document; a campaign lasts until the next semicolon."""
        if ";" in new or "。" in new:
            topic.campaign = ""
        topic.meeting = topic.issued = ""
        words = new.rstrip(" \n")
        topic.parted = announced(words) or topic.parted
        if "会议,传达" in words or "会议,学习" in words:
            words = _HEARD.sub("", words)
        if words.endswith(_CAMPAIGN_ENDS) and (found := _CAMPAIGN.search(words)):
            topic.campaign = found[1] if len(found[1]) <= _LONGEST_CAMPAIGN or found[1][0] == "“" else ""
        elif words.endswith(_LED_ENDS) and (found := _LED.search(words)):
            topic.campaign = found[1]
        elif words.endswith(_MEETING_ENDS) and (found := _MEETING.search(words)):
            topic.meeting = f"{found['of'] or found['by']}{found['kind']}"
        elif words.endswith(_ISSUED_ENDS) and (found := _ISSUED.search(words)):
            topic.issued = _title_core(found[1])


def _title_core(title: str) -> str:
    """The title without place and year: 甲县2024年法治政府建设工作要点 → 法治政府建设工作要点."""
    core = title
    while (found := _TITLE_PLACE.match(core)) is not None:
        core = core[found.end() :]
    core = core.partition("(")[0]
    return core if len(core) <= 16 else ""


def framed(topic: Topic, stem: str) -> str:
    """What a title stands in, by the clause before: the document whose tasks, the meeting whose files, the campaign whose cases."""
    return told_in(topic, stem) or topic.campaign


def told_in(topic: Topic, stem: str) -> str:
    """The document whose tasks are counted, or the meeting whose files."""
    if topic.issued and _ITS_TASKS.search(stem):
        return topic.issued
    return topic.meeting if topic.meeting and _OF_MEETING.match(stem) else ""


def clause_before(before: str) -> str:
    """The last clause before the one of a figure."""
    return before.rstrip(",;: ").rsplit(",", 1)[-1]
