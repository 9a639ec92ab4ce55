"""Bodies known by the form of their name: 区城市更新局, 区涉企法律咨询服务律师团, 上海明理律师事务所, 青岛农业大学经济与管理学院.

In: the working text. Out: ``BodyMention`` candidates with a name of their own (``kinds`` empty). How: from a noun that ends names of
bodies back to the place the name begins with, or, for the nouns where a name needs none, to where the name begins.

Covered, with a place before them: 局 厅 办 中心 支队 大队 监狱 医院 协会 学会 商会 联合会 领导小组 专班 指挥部 专项组 律师团
服务队 公司 集团 中学 … that ontology/bodies.ttl does not list. Without a place: 律师事务所, named companies, universities and schools,
notary offices and forensic institutes, leading groups, task forces and teams that a name tells apart, administrations of zones
(经济开发区管委会), associations and centres of the country (中国(成都)知识产权保护中心).

Left alone: classes and numbers of bodies (多家律师事务所, 12家商会, 成立工作专班, 企业集团), groups sent out for a time (督察组,
宣讲团, 工作组), villages and residents' committees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.names import NameReader
from kg.extract.places import Here
from kg.link import TOWNSHIP_WORDS, BodyMention
from kg.model import Span

# 建成|1个综治中心, 设立执法、守法普法|三个协调小组: several, not one by name.
_COUNTED: Final = re.compile(r"[\d一二三四五六七八九十两]个")


@dataclass(frozen=True)
class _Noun:
    """Nouns that end names: their type, how long the rest of a name may be, whether a name needs a place before it, what must not stand
    around the noun, and whether a class after a place is no one (区重点企业集团), as it always is without a place.
    """

    words: str
    type: str
    least: int
    most: int
    needs_place: bool = True
    not_before: str = ""
    not_after: str = ""
    class_words: bool = False
    of_town: bool = False  # only of the town that reports: 镇公共法律服务工作站
    quoted: bool = False  # only by a name in quotation marks: “红嫂普法队”; founding one is not enough


_GROUP: Final = "议事协调机构"
_VERB_WITH_BAN: Final = "[举主承协经开兴创督交待申代查下新严法惩包共帮试筹拍领转催快速]"  # 举办, 承办, 经办 … are no offices
_VERB_FOR_GROUPS: Final = "坚持|发挥|成立|设立|组建|充实|调整|健全|有关|相关|各级"
_NOUNS: Final = (
    _Noun("律师事务所", "律所", 2, 16, needs_place=False),
    _Noun("有限公司 有限责任公司 股份有限公司", "企业", 2, 20, needs_place=False, class_words=True),
    _Noun("集团 集团公司", "企业", 2, 8, needs_place=False, not_before="企业|产业", not_after="[化军内]", class_words=True),
    _Noun("大学", "学校", 2, 10, needs_place=False, not_after="[习生讨学调]"),
    _Noun("学院", "学校", 2, 12, needs_place=False, not_before="网络|在线|云|干部", not_after="[派路]"),
    _Noun("中学 小学 幼儿园", "学校", 2, 10, needs_place=False, not_before="[集程途其会议]", not_after="[习生法校以]"),
    _Noun("公证处", "事业单位", 2, 8, needs_place=False),
    _Noun("司法鉴定中心 司法鉴定所", "其他", 2, 12, needs_place=False),
    _Noun("领导小组 协调小组 推进小组 专项小组 工作小组 研判小组", _GROUP, 2, 18, needs_place=False, not_before=_VERB_FOR_GROUPS),
    _Noun("领导小组办公室 协调小组办公室 专班 工作专班 专项组 专责组 指挥部", _GROUP, 3, 18, needs_place=False),
    _Noun("志愿队 志愿者队 志愿者中队 志愿服务中队 志愿服务队 志愿者服务队", "社会组织", 3, 18, needs_place=False, not_after="伍"),
    _Noun("志愿服务团 志愿团 艺术团", "社会组织", 3, 18, needs_place=False),
    _Noun("律师团 律师服务团 服务团 服务队", "其他", 3, 18, needs_place=False, not_before="志愿者?", not_after="伍"),
    _Noun("普法队 宣讲队 调解队 普法宣讲队", "社会组织", 2, 12, needs_place=False, not_after="伍|”等?[^,;。]{0,4}品牌", quoted=True),
    _Noun("讲师团", "其他", 2, 12),
    _Noun("执法队", "其他", 2, 14, not_after="[伍员]"),
    _Noun("局", "政府部门", 1, 12, not_before="[区布格结开大时当定破变败僵残]|(?<!安)全", not_after="[面势限域部长]"),
    _Noun("分局", "政府部门", 2, 16),
    _Noun("厅", "政府部门", 1, 12, not_before="[大客展餐]", not_after="局"),
    _Noun("办", "政府部门", 1, 12, not_before=_VERB_WITH_BAN, not_after="[理事案学证结好班展刊会]|公(?!室)|法(?!治|制)|实事"),
    _Noun("办公室 法律顾问室 督查室 参事室", "政府部门", 1, 16),
    _Noun("支队 大队 总队", "政府部门", 1, 16, not_after="伍"),
    _Noun("中心", "事业单位", 2, 16, not_after="[组城任工区]"),
    _Noun("医院 卫生院 图书馆 博物馆 文化馆 电视台 研究院 设计院 规划院 勘察院 检测院 福利院 敬老院", "事业单位", 1, 16),
    _Noun("设计所 研究所 检验所 检测所 监督所 监测站 检测站 检验站 质监站", "事业单位", 2, 12, not_after="点"),
    _Noun("监狱 看守所 拘留所 戒毒所", "其他", 2, 8, not_after="管"),
    _Noun("协会 学会 商会 联合会 促进会 研究会 基金会", "社会组织", 2, 16, not_after="[常贯运]", class_words=True),
    _Noun("调解委员会 调委会", "社会组织", 2, 16),
    _Noun("委员会 委会", _GROUP, 2, 16, not_before="[村居]民|常务?|监督|[村居党工]", not_after="[同议]"),
    _Noun("工委", "党委机构", 1, 8),  # only of a party committee: 区委教育工委
    _Noun("公司", "企业", 2, 8, class_words=True),
    _Noun("工作站 服务站", "事业单位", 4, 12, of_town=True),
    _Noun("铁路运输法院 铁路运输中级法院 海事法院 知识产权法院 互联网法院 金融法院", "法院", 2, 6, needs_place=False),
)
# Those of which each has a name of its own.
_OWN_NAMES: Final = frozenset(("律师事务所", "大学", "有限公司 有限责任公司 股份有限公司"))
_ZONE: Final = re.compile(
    r"(?:开发区|工业区|产业区|功能区|高新区|经开区|园区|新区|度假区|示范区|保税区|管理区|试验区|景区|合作区)(?:管委会|管理委员会)"
)
_WITHIN_UNIVERSITY: Final = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:学院|研究院|研究中心)")
_TOWN_AT_END: Final = "镇乡道木"
_NATIONWIDE: Final = re.compile(r"(?:中国|中华全国|中华|全国|国家)[\u4e00-\u9fff]*(?:\([\u4e00-\u9fff]{2,6}\))?[\u4e00-\u9fff]{2,14}$")
_BRANCH: Final = re.compile(r"[(][\u4e00-\u9fff]{2,6}[)]$")

# What follows a word for a place that is not meant as the place of a body: 区级, 市场, 县域, 市区, 区长.
_NOT_SCOPE: Final = re.compile(r"[级域内外场长直属辖管区县镇乡里间局厅院村]|块链|民(?![营政生族宗间])")
_LEVEL_OF_GROUP: Final = re.compile(r"级(?!领导)")
# A place of two names side by side, or a list, is not inside one name.
_NOT_INSIDE: Final = re.compile(r"[的了是由把被将并各等与及暨+]|以(?!案)|[,。;:、!?()《》 \n]")
_STOPS: Final = frozenset("的了是由把被将并各等与及暨+以,。;:、!?()《》 \n0123456789一二三四五六七八九十两")  # how the two begin
_VERBS: Final = re.compile(
    "书记|主任|局长|组长|院长|[省市县区旗镇乡州]长|负责人|分管|兼任|担任|配备|模式|"
    "成立|组建|组成|设立|召开|开展|印发|制定|出台|邀请|委托|通过|加强|强化|指导|负责|牵头|会同|联合(?!会)|审议|听取|报送|主要|实现|完成|依托|选派|参与|参加|"
    "设有|下设|设在|充分|获评|荣获|率先|实施|组织(?!工作)|推动|坚持|建立|健全|建成|打造|制发|严格|进一步|深入|持续|全面|不断|积极|聚焦|围绕|结合|主动|作为|纳入|接受"
)
_FOUNDED: Final = re.compile(r"(?:成立|组建|组成|设立|建立|调整|充实|优化|完善|用好|召开|发挥|依托|[:,。;、“” \n])了?$")
# 成立社区矫正委员会|和行政调解委员会: a committee that is founded here needs no place
_FOUNDED_COMMITTEE: Final = re.compile(
    r"(?:成立|组建|设立|建立)了?(?:[\u4e00-\u9fff]{2,8}委员会[和、与])?[\u4e00-\u9fff]{4,10}(?<!业主)(?<!居民)(?<!家长)委员会$"
)
_OF_TOWNS: Final = ("事业单位", "社会组织", _GROUP)
_TEAMS: Final = (_GROUP, "社会组织", "其他")
_MARKS: Final = str.maketrans("", "", "“”\"‘’ ")


# A noun that ends names, and what must not stand before and after it.
Noun = tuple[_Noun, re.Pattern[str], re.Pattern[str]]


class NamedMatcher:
    """Finds bodies by the form of their name."""

    def __init__(self, names: NameReader) -> None:
        self._names = names
        self.nouns: dict[str, Noun] = {}
        for noun in _NOUNS:
            around = (re.compile(f"(?:{noun.not_before or '(?!)'})$"), re.compile(noun.not_after or "(?!)"))
            self.nouns |= dict.fromkeys(noun.words.split(), (noun, *around))

    def find(self, text: str, here: Here, nouns: Iterable[tuple[int, int, Noun]]) -> Iterator[tuple[BodyMention, bool]]:
        """Every candidate, by where ``nouns`` stand; and whether its name stands for itself (上海明理律师事务所) or takes the report's
        place before it.
        """
        for start, end, (noun, before, after) in nouns:
            if after.match(text, end) or before.search(text, max(0, start - 4), start):
                continue
            ending = Span(start, end)
            found = self._placed(text, ending, noun, here)
            if found is not None and noun.words in _OWN_NAMES and not _is_scope(found.place):
                found = self._alone(text, ending, noun, here)  # 贵州|明理律师事务所 is no name of 贵州省's
                if found is not None:
                    yield found, True
            elif found is not None:
                yield found, False
            elif nationwide := self._nationwide(text, ending, noun):
                yield nationwide, True
            elif not noun.needs_place or (noun.words.startswith("委员会") and _FOUNDED_COMMITTEE.search(text, max(0, end - 25), end)):
                alone = self._alone(text, ending, noun, here)
                if alone is not None:
                    yield alone, noun.type not in _TEAMS or "·" in alone.name
        yield from ((mention, True) for mention in self._zones(text, here))

    def _placed(self, text: str, ending: Span, noun: _Noun, here: Here) -> BodyMention | None:
        """Place + words + noun, from the place nearest to the noun."""
        for end in range(ending.start, max(0, ending.start - noun.most), -1):
            if end < ending.start and text[end] in _STOPS and (_NOT_INSIDE.match(text, end) or _COUNTED.match(text, end)):
                return None
            begun = here.before(end)
            if begun is None:
                in_town = self._in_town(text, end, ending, noun) if text[end - 1] in _TOWN_AT_END and noun.type in _OF_TOWNS else None
                if in_town is not None:
                    return in_town
                continue
            words = text[end : ending.start]
            level = _LEVEL_OF_GROUP.match(words) if noun.type == _GROUP else None
            if level is None and _NOT_SCOPE.match(words):
                continue
            rest = words[level.end() :] if level else words
            if len(rest) < noun.least - (noun.type == "学校") or _VERBS.search(rest):
                continue
            if _quotation_edge(rest):
                return None
            if noun.type == "党委机构" and not rest.startswith("委"):
                continue
            if (noun.class_words and self._names.is_class(rest)) or (noun.of_town and not text[begun:end].endswith(TOWNSHIP_WORDS)):
                return None
            name = (rest + text[ending.start : ending.end]).replace("管委会", "管理委员会")
            return BodyMention(Span(begun, ending.end), text[begun:end], name=name, type=noun.type)
        return None

    def _in_town(self, text: str, end: int, ending: Span, noun: _Noun) -> BodyMention | None:
        """The same, where the name of a town ends at ``end``."""
        words = text[end : ending.start]
        if len(words) < noun.least or _NOT_SCOPE.match(words) or _VERBS.search(words):
            return None
        town = self._names.township(text, end, bare=False)
        if town is None:
            return None
        name = words + text[ending.start : ending.end]
        return BodyMention(Span(town.start, ending.end), name=name, type=noun.type, township=text[town.start : town.end])

    def _nationwide(self, text: str, ending: Span, noun: _Noun) -> BodyMention | None:
        """中国(杭州)知识产权保护中心, 国家开发区协会: a name that begins with the country's."""
        if noun.type not in ("事业单位", "社会组织"):
            return None
        found = _NATIONWIDE.search(text, max(0, ending.start - 24), ending.start)
        if found is None or _NOT_INSIDE.search(found.group().replace("(", "").replace(")", "")) or _VERBS.search(found.group()):
            return None
        if self._names.is_class(found.group()):
            return None
        return BodyMention(Span(found.start(), ending.end), name=text[found.start() : ending.end], type=noun.type)

    def _alone(self, text: str, ending: Span, noun: _Noun, here: Here) -> BodyMention | None:
        """A name without a word for its place; from the name of a division in it, where one is."""
        end = ending.start
        branch = _BRANCH.search(text, max(0, end - 10), end)
        run = self._names.run(text, branch.start() if branch else end, noun.type == _GROUP)
        start = run.start
        if noun.type in ("律所", "企业", "学校", "其他", "事业单位", "法院"):
            division = here.inside(run.start, run.end)
            start = run.start if division is None else division
        words = text[start:end]
        cut = _quotation_edge(words)
        start, words = start + cut, words[cut:]
        if noun.type == "学校" and text.endswith("“", 0, start) and text.startswith("”", ending.end):
            return None  # “青蓝学院”: a platform, or a class
        plain = words.translate(_MARKS)
        if text[ending.start : ending.end] in words:
            return None  # 明理律师事务所入选优秀|律师事务所: two
        if _COUNTED.search(words) or not noun.least <= len(plain) <= noun.most or self._names.is_class(plain, noun.type == _GROUP):
            return None
        quoted = text.startswith("”", ending.end) and text.endswith("“", 0, start)  # “红嫂普法队”
        if noun.type in _TEAMS and not noun.words.startswith("司法鉴定") and not (quoted or self._told_apart(start, words, noun, here)):
            return None
        stop = ending.end
        if noun.words == "大学" and (within := _WITHIN_UNIVERSITY.match(text, stop)):
            stop = within.end()
        return BodyMention(Span(start, stop), name=text[start:stop].translate(_MARKS), type=noun.type)

    def _told_apart(self, start: int, words: str, noun: _Noun, here: Here) -> bool:
        """Whether a group or team is one by its name: quoted, or founded or called together here."""
        if noun.quoted:
            return "”" in words or "·" in words
        placed = here.inside(start, start + len(words)) is not None
        if noun.type != _GROUP and ("”" in words or "·" in words or placed):
            return True
        return _FOUNDED.search(here.text, max(0, start - 6), start) is not None or noun.type == _GROUP

    def _zones(self, text: str, here: Here) -> Iterator[BodyMention]:
        """The administration of a zone: 双塔经济开发区管委会."""
        for match in _ZONE.finditer(text) if "管委会" in text or "管理委员会" in text else ():
            run = self._names.run(text, match.start())
            begun = here.before(run.end)
            start = run.start if begun is None else min(begun, run.start)
            if match.start() - start > 12 or self._names.is_class(text[start : match.start()] or "各"):
                continue
            name = text[start : match.end()].replace("管委会", "管理委员会").translate(_MARKS)
            yield BodyMention(Span(start, match.end()), name=name, type="派出机构")


def _is_scope(place: str) -> bool:
    """Whether a place is told by a word for it (区, 我县), which is part of no name."""
    return len(place.removeprefix("我").removeprefix("本")) == 1


def _quotation_edge(words: str) -> int:
    """Where the last quotation edge in words is that a name cannot hold: one that closes what began before, or opens what ends behind."""
    edge, opened = 0, -1
    for at, character in enumerate(words):
        if character == "“":
            edge = opened + 1 if opened >= 0 else edge
            opened = at
        elif character == "”":
            edge = at + 1 if opened < 0 else edge
            opened = -1
    return opened + 1 if opened >= 0 else edge
