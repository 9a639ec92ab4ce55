"""The words around a figure, trimmed to what is counted: short patterns and the functions that use them.

In: words of a clause in the working text. Out: shorter words. Each pattern names a kind of word and has an example; lists of subjects,
actors and verbs are data (ontology/indicators.ttl).

Covered: 2024年以来, 全年累计, 其中, 力争 … before what is counted; 累计达, 共, 要达到 … behind it; 办了, 有, 占, which only say that it is;
the predicate behind a noun (党政领导|进行述职述法); the end of a title by its unit (人数, 件数, 场次, 金额); a title without half a
quotation, doubled words or commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from kg.extract.numbers import Amount

# Words after which stands what something is compared with.
COMPARING: Final = "超过|高于|多于|低于|少于|大于"
LONGEST: Final = 26

# 2024年以来, 全年累计, 其中, 力争, 全区: in front of what is counted, and no part of it.
_FRONT: Final = re.compile(
    r"(?=[\s,、;:。”’)》((\d月年今本全截目迄至一二两近三四五六七八九十期首自同累共总合已现先按分均并其另此也还又再将仅就便即且以及要须应和与我力确争计推保继努不持积大深"
    r"扎认有依切着稳高圆主严充所各的了在于对向为从把达每实经非尤特使上首办开搞含包加当])(?:[\s,、;:。”’)》]+|[((]?\d{1,2}[.、)](?!\d)|[((][一二三四五六七八九十]{1,3}[))]|\d{1,2}月(?:[底末份]|\d+日)?(?:之?前|以前)?|年底前|(?:(?:19|20)\d\d年?[、和与及])+(?=(?:19|20)\d\d年)|首次(?=$)|(?:19|20)\d\d年(?:度|底|末|以来|来|"
    r"全年|\d+月底?)?|今年(?:以来)?|本年度?|全年|年(?:初|内|终)(?:以来|至今)?(?!结|在)|"
    r"截[至止](?:目前|今|[^,]{0,12}[底末日])?|目前|目标(?:任务)?[是为]|迄今|至今|年初至今|"
    r"一年来|[两三四五近\d]{1,2}年来|期间|自[^,]{2,16}以来|同比[^,]{0,6}?(?=案件|受理)|累计(?!列管)|共计|总计|合计|一共|共(?=[^享治签同])|已经?|上门|首批(?=[设建])|(?:[办搞]|开(?![展设办放]))(?=.{2,12}(?:训|班|会|赛|展|坛|课)$)|"
    r"现(?!行|场|代|有|金)|先后|"
    r"按照?[^,]{1,12}?(?:要求|规定|标准|部署|安排)|分别|均|同时|并(?!联)|其中|含(?![量税金有氧])|当年(?=[新接解受])|加上(?=[^,]{2,})|其余|包括|包含|另外|另有|另行?(?:[办开设建提](?=.{3}))?|此外|也|还(?!款)|又|再(?!审|犯|次)|将|仅|就(?!业|近|地)|便(?!民)|即(?![办时审])|且|"
    r"以及|及(?!时|格)|要(?!求|素|件|点)|须|应(?!诉|急|用|对|届|知|援|收|税)|"
    r"[和与](?!解|谐|平)|全(?:系统|局)(?=[共现有])|全[区市县省镇乡旗州街](?:范围内|各级|上下|共)?|[本我][区市县省镇乡局街旗州](?!级)|[一二三四五六七八九十]是|一[部场批支](?=.{2})|力争|确保|"
    r"争取|计划(?=[开新建完培打举组])|力求|推动(?=.{6})|保持(?=.{4})|继续(?!有效)|努力|不断|持续|积极|大力|深入|全面(?!清)|扎实|认真|有序|"
    r"依法(?!解|行政|治|不|从|取|向|办)|切实|着力|稳步|高质[效量]|圆满|主动(?!公开|认|撤|接)|严格|有效(?=.{3})(?!行|化)|充分|及时(?![率性回立])|所有|各类|各(?=人民调解)|"
    r"各级(?=调)|各项|"
    r"的|了|在(?!册|矫|职|岗|线|编|校|建|押|办|“)|于|(?<!.)对(?!象|外|口|策|接|照|比)|向(?=全)|为$|从(?!轻|业|重)|把|"
    r"将|按照|现有的?|有(?!效|序|关|机|限|奖|力)|达到?(?!标|产)|每(?:年|季度?|半年|月)(?:至少|不少于)?|实现(?=.{4})|经过|非常|尤其是|特别是|仅|使得?)+"
)
_SINCE: Final = re.compile(r"^[^,]{2,8}?以来")
_BACK: Final = re.compile(
    r"(?=[\s,、;:。(“‘\"另最不开办设建搞召举进组总人次件累已共均达有计合一荣获得仍高约须应要将为是了过分各平由所占从每继稳保近超突逾的数提上增下降减缩压维控"
    r"升至到在仅只首第全先连现])(?:[\s,、;:。(“‘\"]+|(?<=.{3})另?(?:(?<![召公展离])开|(?<![举承主创协])办|设|建|搞)了|(?<=.{3})(?:召开|举办|举行|开展|进行|组织)了|是(?:上年|去年|20\d\d年)同期的?|(?:总数|总量|人数|次数|件数)?(?:累计|已|共|均)*(?:达到?|有)|"
    r"累计(?:达到?)?|共计|总计|合计|一共|共(?!享|治|同)|"
    r"荣?获得?|(?<!所)得(?!分|到)|已(?:达到?|经)?|(?<=.{2})仍(?:有|为|存)?|达到|达|高达|(?<![民公合条契预])约|(?<![应需必])须|应当?|(?<![需概摘主重必简首紧纪])要|将|"
    r"(?<![行作认])为|是|有(?!所|无)|了|过(?!程)|分别|各(?!类)|(?<![平人村户])均|平均(?=$)|(?:至少|不少于|最少)(?=$|有)|由|(?:所)?占|从|每(?:年|季度?|月)|(?:继续)?(?:稳定|保持)|"
    r"计(?<![统审会设合估]计)|近|超过?|突破|逾|的|数量|总数|数(?<![人件次场份条指倍天]数)|"
    r"(?:提升|提高|上升|增长|下降|降低|降|增加|减少|缩短|压缩|稳定|保持|维持|控制|增|减|升)?(?:至|到(?<!.[收接受达得找报签]到)|在)|仅|只(?!读)|每年|首批|第一批|"
    r"全[区市县省镇乡]|先后|连续(?=$)|(?<![实体出兑展发表])现有|(?<![实体出兑展发表])现(?!$))+$"
)
# What those words end with: most fronts end otherwise.
_BACK_ENDS: Final = frozenset(
    " ,、;:。(“‘\"了仍存已达到有计共得获取经约须应当要将为是过别各均由占从期少于年度月定持近超破逾的数量总至在仅只批区市县省镇乡后续现"
)
_INNER: Final = re.compile(
    r"(?<=的)有(?=[^关效])|(?<=.{2})达(?=[国省市区县]家?级)|(?<=.)(?:已?累计|共计|总共|已经?(?=[开办调受组出审化接完建培发举排])|"
    r"共(?=[办调受开组收审出化接完建培发举排梳提]))(?=.)"
)
_INNER_BEGINS: Final = frozenset("共已计有达")
# X、Y等Z: the examples before 等 count nothing.
_AMONG: Final = re.compile(r"(?<![平同高中初对均优劣])等(?![级次待于同候到价奖])")
_ASIDE: Final = re.compile(r"\((?:[^()]*\d|不?含|包括|其中|下同|以下|原)[^()]*\)?")
# Where a noun behind the number ends and what it does begins: 675名党政领导|进行述法, 35个部门|已入驻.
_PREDICATE: Final = re.compile(
    r"(?:提交|递交|报送(?=.{2,6}报告)|作(?=现场|书面|专题|口头)|已|均|都(?!市)|全部|分别|共同?(?=[签参计办调受开组收审出化接完建培发举排梳])|统一|规范化运行|进行|开展|参加|参与|参考|完成|签署|签订|共签|[作做办签提去交报领获建]了|"
    r"获评|荣获|获得|获(?=[全省市国司中县区自州])|被|召开|入驻|巡演|演出|受聘|作为|(?<!行)为(?![民企]|主)|设立|接受|纳入|成为|赴|前往|到(?!位|期)|上门|申报|入选|挂[出牌]|共?梳理|"
    r"实现|达到|达|在(?![职岗册矫线编校建])|向|按|推行|实行|建成|建立(?!健)|配备|配齐|(?:现场|书面)(?=述)|使用|旁听|出庭|述法(?!主体|人员|对象|报告)|进驻|落户|顺利|率先|正式|改为|下放|上线|发表|最[快短多]|参评|对(?=.{2,}(?:进行|开展))|通过(?=考试|考核|验收|评审|审核)|"
    r"全年(?!度)|每[月年周季天日]|深入(?=.{2})|常态化|积极|认真|主动(?!脉)|定期(?!存)|广泛(?=.{2})|扎实|"
    r"(?:全面|有效|高效|正常|充分|切实)?(?:履职|运转)|持证|亮证|巡回(?=宣|讲|指导|审|演)|取得|符合|得到|受到|予以|尚?未(?!成年)|“[^”]*”$|(?:网上|全程|掌上|跨省|全[省市国]|就近|一次|马上|即时|当场)+(?:可办|通办|网办|能办|办理|办结|办好)$)"
)
_AT_ONCE: Final = re.compile(
    r"(?:为(?![民企]|主)|作(?:现场|书面|专题|口头)(?=述)|被|参加|参与|进行|完成|已|均|获评|荣获|入选|受聘|赴|到(?!期)|接受|取得|通过|尚未|出战|参赛|得到|受到|予以|"
    r"各司其职|各负其责|全部|规范化运行|(?:现场|书面|专题)述[法职])"
)
# 由60天|压缩至35天: what goes on behind a number is no noun.
GOING: Final = re.compile(
    r"(?:压缩|缩短|压减|精简|优化|减少|扩大|拓展|扩展|扩充|发展(?=到|$)|壮大到|增设到|跃升|回落|攀升|降|提升|提高|提速|提前|增加|增长|增(?=[至到]|$)|上升|下降|延长|升|减|至|到(?![场会访期位])|以?内|左右|以上|以下|[和与及]?$)"
)
_DONE_LEAD: Final = re.compile(
    r"^(?:作(?=(?:现场|书面|专题|口头)述)|已|均|都|全部|全年|每[月年周季天日]|常态化|积极|认真|主动|定期|广泛|扎实|分别|共(?=[签梳办查受调排审开化])|共?同|统一(?!配)|为(?=.{3,}配|.{3,}发)|在|率先|顺利|正式|"
    r"实现(?=[“网全]))+"
)
_DID: Final = re.compile(r"(?<!事)了(?!解|结)")  # 签署了; not 案结事了
_DONE_TAIL: Final = re.compile(r"(?:并且?|且|,|;|、(?=[^、]{2,}并)|从而|以便|进一步|(?<=.{3})(?<![作认成])为(?=.{6})).*$")
_SIZES: Final = {"area": "面积", "length": "长度", "mass": "重量", "volume": "体积"}
_RATIO: Final = re.compile(r"(?:率|指数|值|度|分|量|数|额|比|重|绩)$")
_PERSONS: Final = frozenset("人名位")
_PLAIN: Final = frozenset(("个", "家", "支", "所", "项", "处", "类", "种", "间", "座", "门", "台", "辆", "块", "面", "套", "组"))
_TITLES: Final = {
    "元": ("金额", re.compile(r"(?:金额|资金|额|费用?|价值|损失|经费|投入)$")),
    "分": ("得分", re.compile(r"(?:得分|成绩|评分|分值|总分|分)$")),
    "小时": ("时长", re.compile(r"(?:时长|时间|用时|小时)$")),
    "学时": ("学时数", re.compile(r"学时$")),
    "天": ("天数", re.compile(r"(?:天数|时限|期限|时间|时长|用时|周期|天)$")),
    "个工作日": ("工作日数", re.compile(r"(?:时限|期限|时间|时长|用时|周期)$")),
    "个月": ("月数", re.compile(r"月数$")),
    "分钟": ("时间", re.compile(r"(?:时间|时长|用时|分钟)$")),
    "年": ("年数", re.compile(r"年$")),
    "成": ("比例", re.compile(r"(?:率|比例|比重|占比|度|值)$")),
    "%": ("比例", re.compile(r"(?:率|比例|比重|占比|(?<![同环对相])比|度|值)$")),
    "‰": ("比例", re.compile(r"率$")),
    "倍": ("倍数", re.compile(r"倍$")),
    "个百分点": ("幅度", re.compile(r"幅度$")),
}
_UNBALANCED: Final = (("“", "”"), ("《", "》"), ("(", ")"), ("‘", "’"))
_TWICE: Final = re.compile(r"([\u4e00-\u9fff]{2,5})\1")
_MARKS_INSIDE: Final = re.compile(r"[,;:。!?\s]+")


def words_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest that fits first, as a tree: one look at a character settles most places."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in sorted(set(words)):
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def early(words: Iterable[str]) -> str:
    """The same behind a look at the next character, for use among other alternatives."""
    words = set(words)
    return rf"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])(?:{words_of(words)})"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    options = [re.escape(character) + _branch(below) for character, below in node.items() if character]
    if not options:
        return ""
    inner = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return f"(?:{inner})?" if "" in node else inner


def trimmed_front(words: str) -> str:
    """Without what stands in front of what is counted: 2024年全区共受理案件 → 受理案件."""
    if "以来" in words[:10]:
        words = _SINCE.sub("", words)
    match = _FRONT.match(words)
    return words[match.end() :] if match else words


def trimmed_back(words: str) -> str:
    """Without what stands behind what is counted: 受理案件共计 → 受理案件."""
    if words[-1:] in _BACK_ENDS and (match := _BACK.search(words, max(len(words) - 16, 0))):
        words = words[: match.start()]
    return _INNER.sub("", words) if not _INNER_BEGINS.isdisjoint(words) else words


def bare(words: str) -> str:
    """Without marks at the ends, and without asides that hold figures."""
    if "(" in words:
        words = _ASIDE.sub("", words)
    words = words.strip(" ,、;:。\n")
    return words.rstrip(")") if ")" in words and words.count(")") > words.count("(") else words


def among(words: str) -> tuple[str, str] | None:
    """The words before and after 等, where examples stand before it."""
    if "等" not in words:
        return None
    found = list(_AMONG.finditer(words))
    return (words[: found[-1].start()], words[found[-1].end() :]) if found else None


def parted(words: str) -> tuple[str, str]:
    """A noun and what it does: 党政领导进行述职述法 → 党政领导, 进行述职述法."""
    words = words.removeprefix("的").strip()
    if GOING.match(words):
        return "", ""
    match = _AT_ONCE.match(words) or _PREDICATE.search(words, 1)
    if match is None:
        return words, ""
    done = _DONE_TAIL.sub("", _DONE_LEAD.sub("", _DID.sub("", words[match.start() :], 1)))
    return words[: match.start()], done


def loose_start(marks: str) -> re.Pattern[str]:
    """Marks, and conjunctions without what they join, at the start of words; not what 和解 and 及时 begin with."""
    return re.compile(rf"(?:[{marks}]|和(?![解谐睦])|及(?![时格]))+")


# 共同推出… does not tell by whom; these are nouns.
_TOGETHER: Final = ("共同体", "共同富裕", "共同缔造")
_LOOSE: Final = "、,和及与"
_LOOSE_START: Final = loose_start("、,与")


def whole(title: str) -> str:
    """A title without half a quotation or bracket, marks between clauses, or a word said twice over."""
    if title[:1] in _LOOSE and (loose := _LOOSE_START.match(title)):
        title = title[loose.end() :]
    if title.startswith("共同") and not title.startswith(_TOGETHER):
        title = title[2:]
    if not title.isalnum():  # there is a mark in it
        for left, right in _UNBALANCED:
            if title.count(left) != title.count(right):
                title = title.replace(left, "").replace(right, "")
        if title.count('"') % 2:
            title = title.replace('"', "")
        title = _MARKS_INSIDE.sub("", title)
    # a word said twice over repeats two characters at least, and then a pair of them
    doubled = len(set(title)) < len(title) - 1 and len(set(pairwise(title))) < len(title) - 1
    return _TWICE.sub(r"\1", title) if doubled else title


def ending(amount: Amount, core: str) -> str:
    """The end of a title, by the unit: 人数, 件数, 场次, 金额; nothing where the title has it already."""
    unit = "场次" if amount.unit == "场(次)" else amount.unit
    if unit in _PERSONS:
        word, has = "人数", core.endswith(("人数", "员总数", "师总数"))
    elif unit in _TITLES:
        word, ends = _TITLES[unit]
        has = ends.search(core) is not None
    elif amount.dimension in _SIZES:
        word = _SIZES[amount.dimension]
        has = core.endswith(word)
    elif unit == "":
        word, has = "比例" if 0 < amount.value < 1 else "数", _RATIO.search(core) is not None
    elif unit in _PLAIN:
        word, has = "数", core.endswith("数") and not core.endswith("指数")
    elif unit.endswith("次") and len(unit) > 1:
        word, has = "数" if unit == "件次" and core.endswith("件") else unit, core.endswith(unit)
    elif unit in "场次" and core.endswith(("宣传", "普法", "宣讲")):
        word, has = f"活动{unit}{'次' if unit == '场' else '数'}", False
    else:
        word, has = "数" if core.endswith(unit) else f"{unit}数", core.endswith(("数", "数量", "率"))  # 万人成讼率62件
    return "" if has else word
