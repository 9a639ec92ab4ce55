"""The body that issues a report, by its full name.

In: the working text, its title, its place, and the vocabulary's kinds of body. Out: the name and the reason, or why there is none.
Covered, in order of trust: an organ in the title (…市场监督管理局2024年…, …区委 …区人民政府关于…); the signature that closes the report; a
township; the subject of the opening (2024年,区司法局始终…; 全区司法行政系统…); a report that says 我局, 局党组 all the time, with the
organ its page names or the one it names most often; a zone, by its administration (宁河经济开发区…); else a title or a text of the division
as a whole is its people's government's. The full name has the division, and before a district the city it belongs to: 朝阳市双塔区人民政府,
上海市嘉定区司法局, 永安市人民政府.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.corpus.furniture import Item
from kg.corpus.place import Place
from kg.corpus.subjects import VERBS
from kg.corpus.title import Title
from kg.divisions import Divisions
from kg.model import Division, Level, Reason, Span, Where
from kg.place_names import name_forms

_GOVERNMENT: Final = "人民政府"
_Candidate = tuple[str, Where, str, Span | None]  # the organ, and where it was read
_ORGAN_END: Final = (
    r"(?:人民政府(?:办公室|办公厅)?|分局|局|委员会|管委会|委|厅|办公室|编办|办事处|法院|检察院|行政公署|公署|支队|大队|总队|中心"
    r"|(?:组织|宣传|统战|社会工作)部|海关|分行)"
)
_TITLE_ORGAN: Final = re.compile(rf"([\u4e00-\u9fff]{{1,24}}?{_ORGAN_END})(?=关于|20\d\d|二[〇○零]|法治|依法|年度|推进|\(|$)")
# 2024年,区司法局始终… ; …领导下,上城区市场监管局… | 不: 在区委、区政府的坚强领导下
_SUBJECT: Final = re.compile(
    rf"(?:^|[,。;: \n]|年|以来)(?!在|根据|按照)((?:[\u4e00-\u9fff]{{0,9}}?[省市区县旗州我])?[\u4e00-\u9fff]{{1,14}}?{_ORGAN_END})"
    rf"(?={VERBS}|,|不断| ?20\d\d ?年|现[将就]|向社会)"
)
_NOT_ORGAN: Final = re.compile(
    r"(?:[省市区县旗州镇]|党工)委$|依法治.委|常务?委|领导|(?<!人民)政府$|(?<=治.)委员会$|第.次|两办|各|有关"
)
# 天津经济技术开发区2022年…, 2024年宁河经济开发区在…: a zone that reports, by its administration
_ZONE: Final = re.compile(
    r"(?:^|[,。:;\n ]|年度?|以来|关于)(?P<zone>[\u4e00-\u9fff]{0,10}?(?:经济|技术|高新|产业|工业|旅游|生态|综合)*"
    r"(?:开发区|高新区|经开区|园区|保税区|度假区|示范区|试验区|实验区|合作区|集聚区|功能区|管理区|名胜区|旅游区|风景区|新区))(?:管理委员会|管委会)?"
    rf"(?= ?(?:20\d\d|法治|依法|关于|年度|推进|{VERBS}|$))"
)
# Organs of the centre in a place, which hold its name in theirs.
_NATIONAL: Final = ("国家税务总局", "中国人民银行", "国家金融监督管理总局", "国家统计局", "中华人民共和国")
_NAMED_BY_CITY: Final = ("海事局", "海关", "铁路局", "铁路公安局", "仲裁委员会", "出入境边防检查站")
_NUMBERED: Final = re.compile(r"(?:^|[\n。: ])(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")
_SYSTEM: Final = re.compile(r"[全我][省市区县旗州]([\u4e00-\u9fff]{2,6})系统(?!观念)")
# How a department speaks of itself: 我局, 局党组, 委党组, 我大队 | 不: 全局性, 区委党委
_WE_BUREAU: Final = re.compile(
    r"我(?:局|委(?!托)|厅|办(?!理)|院|[支大总]队)|本(?:局|委(?!托)|厅|办(?!理)|院|[支大总]队)|局(?:党[组委]|(?:主要)?(?:领导|负责人))"
    r"|全局(?!性|观|意|出|高|中|工作高)|委(?<![省市县区].)党[组委]|厅党[组委]"
)
_WE_REGION: Final = re.compile(
    r"(?:政府(?:(?<=[市县区旗州省]..)(?:党组|全体会|工作报告)|常务会)|长(?<=[市县区旗州省].)办公会)"
)
_PARTY: Final = "中共"
_PARTY_GROUP: Final = re.compile(r"中共[\u4e00-\u9fff]{4,24}?党[组委](?=关于|20\d\d)")
_SIGNATURE: Final = re.compile(rf"^((?:中共)?[\u4e00-\u9fff]{{2,30}}{_ORGAN_END})(?:\((?:代章|印章|公章|盖章)\))?$")
# A signature stands in the last lines.
_LAST: Final = 600
_SYSTEM_ENDS: Final = ("局", "委员会", "厅", "委")


class IssuerFinder:
    """Finds the issuer of one report."""

    def __init__(self, labels: Mapping[str, str], divisions: Divisions, place: Place, year: int | None) -> None:
        self._divisions = divisions
        self._labels = labels  # names of kinds of body, each with the kind's full name
        self._place = place
        self._division = place.division
        self._parents = divisions.parents(place.division, year) if place.division else ()
        self._prefixes = self._place_names()

    def find(self, text: str, title: Title | None, sources: Sequence[Item], body: int) -> tuple[str | None, Reason | None, str]:
        """The issuer's full name, its reason, and the problem where there is none."""
        for name, where, quote, span in self._candidates(text, title, sources, body):
            if full := self._full(name):
                return full, Reason("issuer", full, where, quote, span), ""
            word = re.search(rf"[省市区县旗州盟](?={re.escape(name)})", quote)
            known = word.group() + name if word else name
            return known, Reason("issuer", known, where, quote, span), f"the full name of {name} is not known, since its place is not"
        if self._place.division or self._place.township:
            return None, None, "it speaks for a department (我局), but does not say which"
        return None, None, "its issuer is not named"

    def _candidates(self, text: str, title: Title | None, sources: Sequence[Item], body: int) -> Iterable[_Candidate]:
        if zone := self._zone(text, title, body, sources):
            yield zone
        if title and (group := _PARTY_GROUP.match(title.words)):  # 中共甲市交通运输局党组|2022年度…报告
            yield group.group(), Where.TITLE, title.words, title.span
        if title and (found := self._in_title(title.words)):
            yield found, Where.TITLE, title.words, title.span
        if signed := self._signed(text):
            yield signed[0], Where.BODY, signed[0], signed[1]
        if self._place.township:
            yield _GOVERNMENT, self._place.where or Where.BODY, self._place.quote, self._place.span
        if opened := self._opening(text, body):
            yield opened[0], Where.BODY, text[opened[1].start : opened[1].end], opened[1]
        ours = len(_WE_BUREAU.findall(text))
        if ours >= 3 and ours > len(_WE_REGION.findall(text)):
            if named := self._department(text, sources):
                yield named
            return
        if self._place.division:
            yield _GOVERNMENT, self._place.where or Where.BODY, self._place.quote, self._place.span

    # --- where an organ is named ---

    def _zone(self, text: str, title: Title | None, body: int, sources: Sequence[Item]) -> _Candidate | None:
        """The administration of the zone that title or opening have as their subject, by its longer name."""
        places = [(title.words, Where.TITLE, title.words, title.span)] if title else []
        opening = text[body : body + 60].partition("。")[0]
        found = [(m["zone"], where, quote, span) for words, where, quote, span in places for m in _ZONE.finditer(words)]
        found += [(m["zone"], Where.BODY, m["zone"], Span(body + m.start("zone"), body + m.end("zone"))) for m in _ZONE.finditer(opening)]
        found = [zone for zone in found if not any(self._divisions.find(zone[0][at:]) for at in range(len(zone[0]) - 2))]  # 浦东新区
        if not found or (title and found[0][1] is not Where.TITLE):
            return None
        found += [(m["zone"], Where.FURNITURE, i.value, i.span) for i in sources for m in _ZONE.finditer(i.value) if "管" in i.value]
        name, where, quote, span = max(found, key=lambda item: len(item[0]))
        return f"{name}管理委员会", where, quote, span

    def _in_title(self, words: str) -> str | None:
        found = list(_TITLE_ORGAN.finditer(words))
        names = [self._organ(match.group(1)) for match in found]
        real = [name for name in names if name and not _NOT_ORGAN.search(name)]
        if real and real[0].endswith("分局"):  # 上海市公安局嘉定分局: the place stands inside the name
            return found[0].group(1).removeprefix("关于")
        return real[0] if real else None

    def _signed(self, text: str) -> tuple[str, Span] | None:
        """The organ whose name alone makes one of the last lines."""
        end = text.rstrip()
        start = max(0, len(end) - _LAST)
        lines = [found for found in re.compile(r"[^\n]+").finditer(end, end.rfind("\n", 0, start) + 1) if found.group().strip()][-8:]
        for found in reversed(lines[1:]):
            words = found.group().strip()
            signature = _SIGNATURE.match(words)
            organ = self._organ(signature.group(1)) if signature else None
            if signature and organ and organ != words[:1] and not _NOT_ORGAN.search(organ):
                start = found.start() + found.group().index(words)
                return organ, Span(start, start + len(signature.group(1)))
        return None

    def _opening(self, text: str, body: int) -> tuple[str, Span] | None:
        heading = _NUMBERED.search(text, body)
        head = text[body : min(body + 220, heading.start() if heading else len(text))]
        if heading and not head.strip():  # 一、甲县司法局2021年工作回顾: no opening, but a heading that tells
            body = heading.end()
            head = text[body : body + 60].partition("\n")[0]
        for found in _SUBJECT.finditer(head):
            organ = self._organ(found.group(1))
            if organ and not _NOT_ORGAN.search(found.group(1)) and organ in self._labels.values() and organ != _GOVERNMENT:
                return self._at_level(organ), Span(body + found.start(1), body + found.end(1))
        system = _SYSTEM.search(head)
        organ = self._of_system(system.group(1)) if system else None
        return (organ, Span(body + system.start(), body + system.end())) if system and organ else None

    def _of_system(self, words: str) -> str | None:
        """The organ of a system: 司法行政系统 → 司法局, 市场监管系统 → 市场监督管理局."""
        for length in range(len(words), 1, -1):
            for end in _SYSTEM_ENDS:
                if label := self._labels.get(words[:length] + end):
                    return self._at_level(label)
        return None

    def _department(self, text: str, sources: Sequence[Item]) -> _Candidate | None:
        """The organ of a report in the first person: the one its page names, else the one it names most often after its place."""
        for item in sources:
            organ = self._organ(item.value)
            if organ and organ in self._labels.values() and not organ.startswith(_GOVERNMENT):
                return organ, Where.FURNITURE, item.value, item.span
        counted: Counter[str] = Counter()
        first: dict[str, Span] = {}
        names = sorted((name for name in self._labels if len(name) > 2), key=lambda name: (-len(name), name))
        for found in re.finditer("|".join(map(re.escape, names)), text):
            label = self._labels[found.group()]
            if label.endswith(("局", "委员会", "厅", "办公室")) and not label.startswith((_GOVERNMENT, "依法治", "全面依法", "常务")):
                counted[label] += 1
                first.setdefault(label, Span(*found.span()))
        system = Counter(organ for words in _SYSTEM.findall(text) if (organ := self._of_system(words)))
        counted.update({organ: 2 * number for organ, number in system.items()})
        best = sorted(counted, key=lambda label: (-counted[label], label))
        if not best or counted[best[0]] < 3 or (len(best) > 1 and counted[best[0]] < 1.5 * counted[best[1]]):
            return None
        span = first.get(best[0])
        return best[0], Where.BODY, text[span.start : span.end] if span else best[0], span

    # --- names ---

    def _organ(self, written: str) -> str | None:
        """An organ's name without its place, in full: 上城区市场监管局 → 市场监督管理局, 区司法局 → 司法局."""
        name = re.sub(r"^(?:关于|中共|来源|[年度以来,、 ])+", "", written)
        if name.startswith(_NATIONAL) or (name.endswith(_NAMED_BY_CITY) and name.startswith(tuple(self._prefixes))):
            return name
        if _GOVERNMENT in name and not name.endswith(("办公室", "办公厅")):
            return _GOVERNMENT
        name = name[max((name.rfind(prefix) + len(prefix) for prefix in self._prefixes if prefix in name), default=0) :]
        name = re.sub(r"^(?:[省市区县旗州我]|自治[区州县旗])(?=..)", "", name) if name not in self._labels else name
        if len(name) < 2:
            return None
        return self._labels.get(name) or (name if re.search(rf"{_ORGAN_END}$", name) else None)

    def _at_level(self, label: str) -> str:
        """司法局 for a county is 司法厅 for a province."""
        if self._division and self._division.level is Level.PROVINCE and not self._parents and self._division.name[-1] in "省区":
            return self._labels.get(label.removesuffix("局") + "厅", label)
        return label

    def _full(self, organ: str) -> str | None:
        if organ.startswith(_PARTY):  # 中共甲市交通运输局党组
            return organ
        if self._place.township:
            place = (_prefix(self._division, self._parents) if self._division else "") + self._place.township
            office = "办事处" if self._place.township.endswith("街道") else _GOVERNMENT
            return place + ("" if self._place.township.endswith("办事处") else office)
        if self._is_own_name(organ):
            return organ
        if self._division is None:
            return None
        if organ == _GOVERNMENT and self._division.name.endswith(("盟", "地区")):
            return self._division.name + "行政公署"
        return ("中共" if organ.startswith("委") else "") + _prefix(self._division, self._parents) + organ

    def _is_own_name(self, organ: str) -> bool:
        """Whether the name holds its place already: 上海市公安局嘉定分局, 大连海事局, 国家税务总局江阴市税务局."""
        if organ.startswith(_NATIONAL):
            return True
        return organ.endswith(("分局", "区管理委员会", *_NAMED_BY_CITY)) and organ.startswith(tuple(self._prefixes))

    def _place_names(self) -> list[str]:
        """The names with which this place can stand before an organ."""
        rows: list[Division] = [*self._parents, *([self._division] if self._division else [])]
        names = {name for row in rows for name in (*name_forms(row.name), *row.aliases) if len(name) > 1}
        names |= {self._place.township} if self._place.township else set()
        return sorted(names)


def _prefix(division: Division | None, parents: Sequence[Division]) -> str:
    """The place as it stands in an organ's official name: a district with its city, any other division alone."""
    if division is None:
        return ""
    if division.level is Level.COUNTY and parents and (division.name.endswith("区") or parents[-1].level is Level.PROVINCE):
        city = parents[-1]
        if city.name.endswith("市"):
            return city.name + division.name
    return division.name
