"""The words around a figure, trimmed to what is counted: short patterns and the functions that use them.

In: words of a clause in the working text. Out: shorter words. Each pattern names a kind of word and has an example; lists of subjects,
actors and verbs are data (ontology/indicators.ttl).

Covered: 2024年以来, 全年累计, 其中, 力争 … before what is counted; 累计达, 共, 各 … behind it; examples before 等; the predicate behind a
noun (党政领导|进行述职述法); the end of a title by its unit (人数, 件数, 场次, 金额).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.numbers import Amount

LONGEST = 26

# 2024年以来, 全年累计, 其中, 力争, 全区: in front of what is counted, and no part of it.
_FRONT = re.compile(
    r"^(?:[\s,、;:。”’)》]+|[((]?\d{1,2}[.、)](?!\d)|\d{1,2}月(?:[底末份]|\d+日)?(?:之?前|以前)?|年底前|(?:19|20)\d\d年(?:度|以来|来|"
    r"全年|\d+月底?)?|今年(?:以来)?|本年度?|全年|年(?:初|内|终)(?:以来|至今)?(?!结)|"
    r"截[至止](?:目前|今|[^,]{0,12}[底末日])?|目前|迄今|至今|"
    r"一年来|期间|自[^,]{2,16}以来|同比[^,]{0,6}?(?=案件|受理)|累计|共计|总计|合计|一共|共(?=[^享治签])|已经?|现(?!行|场|代|有|金)|先后|"
    r"分别|均|同时|并|其中|另外|另有|此外|也|还(?!款)|又|再(?!审|犯|次)|将|仅|就|便|即|且|以及|及(?!时)|"
    r"[和与](?!解|谐|平)|全[区市县省镇乡旗州街](?:范围内|各级|上下)?|[本我][区市县省镇乡局街](?!级)|[一二三四五六七八九十]是|力争|确保|"
    r"争取|计划(?=[开新建完培打举组])|力求|推动(?=.{6})|保持|继续(?!有效)|努力|不断|持续|积极|大力|深入|全面(?!清)|扎实|认真|有序|"
    r"依法(?!解|行政)|切实|着力|稳步|高质[效量]|圆满|主动(?!公开|认)|严格|有效(?=.{3})(?!行)|充分|及时(?!率)|所有|各类|各(?=人民调解)|"
    r"各级(?=调)|"
    r"的|了|在(?!册|矫|职|岗|线|编|校|建|押)|于|对(?!象|外|口|策|接)|向(?=全)|为(?!民|企业|群众)|从(?!轻|业)|把|"
    r"将|按照|现有的?|有(?!效|序|关|机|限|奖)|达到?|每(?:年|季度?|半年|月)(?:至少|不少于)?|实现(?=.{4})|经过|非常|尤其是|特别是|仅)"
)
_BACK = re.compile(
    r"(?:[\s,、;:。(“‘\"]+|累计(?:达到?)?|共计|总计|合计|一共|共(?!享|治)|荣?获得?|取得|(?<!所)得(?!分)|已(?:达到?|经)?|达到|达|高达|约|"
    r"(?<![行作认])为|是|有(?!所|无)|了|过|分别|各(?!类)|(?<!平)均|平均(?=$)|由|占|从|每(?:年|季度?|月)|(?:继续)?(?:稳定|保持)|"
    r"计(?<![统审会设合])|近|超过?|突破|逾|的|数量|总数|数(?<![人件次场份条指倍])|"
    r"(?:提升|提高|上升|增长|下降|降低|降|增加|减少|缩短|压缩|稳定|保持|维持|控制)?(?:至|到|在)|仅|只|每年|首批|第一批|全[区市县省镇乡]|"
    r"现有|现(?!$))$"
)
_INNER = re.compile(r"(?<=.)(?:已?累计|共计|总共|共(?=[办调受开组收审出化接完建培发举排]))(?=.)")
# X、Y等Z: the examples before 等 count nothing.
_AMONG = re.compile(r"(?<![平同高中初对均优劣])等(?![级次待于同候到价])")
_ASIDE = re.compile(r"\((?:[^()]*\d|不?含|包括|其中|下同|以下)[^()]*\)?")
# Where a noun behind the number ends and what it does begins: 675名党政领导|进行述法, 35个部门|已入驻.
_PREDICATE = re.compile(
    r"(?:已|均|都(?!市)|全部|分别|共同?(?=[签参计办调受开组收审出化接完建培发举排])|统一|进行|开展|参加|参与|参考|完成|签署|签订|共签|"
    r"获评|荣获|获得|获(?=[全省市国])|被|召开|入驻|巡演|受聘|作为|为(?![民企]|主)|设立|接受|纳入|成为|赴|前往|到(?!位|期)|上门|申报|入选|"
    r"实现|达到|达|在(?![职岗册矫线编校建])|向|按|推行|实行|建成|配备|使用|旁听|出庭|述法(?!主体|人员|对象)|进驻|落户|顺利|率先|正式|"
    r"取得|符合|得到|受到|予以|“[^”]*”$)"
)
_AT_ONCE = re.compile(r"(?:为(?![民企]|主)|被|参加|参与|进行|完成|已|均|获评|荣获|入选|受聘|赴|到|接受|取得|通过)")
# 由60天|压缩至35天: what goes on behind a number is no noun.
_GOING = re.compile(r"(?:压缩|缩短|压减|减少|降|提升|提高|增加|增长|上升|下降|延长|升|至|到|以?内|左右|以上)")
_SIZES = {"area": "面积", "length": "长度", "mass": "重量", "volume": "体积"}
_RATIO = re.compile(r"(?:率|指数|值|度|分|量|数|额|比|重|绩)$")
_PERSONS = frozenset("人名位")
_PLAIN = frozenset(("个", "家", "支", "所", "项", "处", "类", "种", "间", "座", "门", "台", "辆", "块", "面", "套", "组"))
_TITLES = {
    "元": ("金额", r"(?:金额|资金|款|额|费用?|价值|损失|经费)$"), "分": ("得分", r"(?:得分|成绩|评分|分值|总分|分)$"),
    "小时": ("时长", r"(?:时长|时间|用时|小时)$"),
    "学时": ("学时数", r"学时$"), "天": ("天数", r"(?:天数|时限|期限|时间|时长|用时|周期|天)$"),
    "个工作日": ("工作日数", r"(?:时限|期限|时间|时长|用时|周期)$"),
    "年": ("年数", r"年$"),
    "%": ("比例", r"(?:率|比例|比重|占比|度|值)$"), "‰": ("比例", r"率$"), "倍": ("倍数", r"倍$"), "个百分点": ("幅度", r"幅度$"),
}  # fmt: skip


def words_of(words: Iterable[str]) -> str:
    """An alternation of words, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


def trimmed_front(words: str) -> str:
    """Without what stands in front of what is counted: 2024年全区共受理案件 → 受理案件."""
    while True:
        shorter = _FRONT.sub("", words)
        if shorter == words:
            return words
        words = shorter


def trimmed_back(words: str) -> str:
    """Without what stands behind what is counted: 受理案件共计 → 受理案件."""
    while True:
        shorter = _BACK.sub("", words)
        if shorter == words:
            return _INNER.sub("", words)
        words = shorter


def bare(words: str) -> str:
    """Without marks at the ends, and without asides that hold figures."""
    words = _ASIDE.sub("", words).strip(" ,、;:。\n")
    return words.rstrip(")") if words.count(")") > words.count("(") else words


def among(words: str) -> tuple[str, str] | None:
    """The words before and after 等, where examples stand before it."""
    found = list(_AMONG.finditer(words))
    return (words[: found[-1].start()], words[found[-1].end() :]) if found else None


def parted(words: str) -> tuple[str, str]:
    """A noun and what it does: 党政领导进行述职述法 → 党政领导, 进行述职述法."""
    words = words.removeprefix("的").strip()
    if _GOING.match(words):
        return "", ""
    match = _AT_ONCE.match(words) or _PREDICATE.search(words, 1)
    if match is None:
        return words, ""
    predicate = re.sub(r"^(?:已|均|都|全部|分别|共同?|统一|为(?=.{3,}配|.{3,}发)|在)+", "", words[match.start() :])
    return words[: match.start()], predicate


def ending(amount: Amount, core: str) -> str:
    """The end of a title, by the unit: 人数, 件数, 场次, 金额; nothing where the title has it already."""
    unit = amount.unit
    if unit in _PERSONS:
        word, has = "人数", core.endswith("人数")
    elif unit in _TITLES or amount.dimension in _SIZES:
        word, ends = _TITLES.get(unit) or (_SIZES[amount.dimension], f"{_SIZES[amount.dimension]}$")
        has = bool(re.search(ends, core))
    elif unit == "":
        word, has = "比例" if 0 < amount.value < 1 else "数", bool(_RATIO.search(core))
    elif unit in _PLAIN:
        word, has = "数", core.endswith("数") and not core.endswith("指数")
    elif unit.endswith("次") and len(unit) > 1:
        word, has = unit, core.endswith(unit)
    elif unit in "场次" and core.endswith(("宣传", "普法", "宣讲")):
        word, has = f"活动{unit}{'次' if unit == '场' else '数'}", False
    else:
        word, has = "数" if core.endswith(unit) else f"{unit}数", core.endswith(("数", "数量"))
    return "" if has else word
