"""Which numbers are no quantities: dates, ordinals, codes, names, windows of time, "a".

In: the working text, an ``Amount`` in it, and what is quoted or stands in a title. Out: the rule and the reason why it is none, or None
where it counts something. Every screen is one named pattern or test with an example it holds back and one it lets through.

Held back: inside 《》; 第三次, 前10名, 八届二次全会; 2024年, 12月4日, 1—12月; 近3年, 三年内, 15日内, 5周年; 7+1, 4·26, 7×24小时;
〔2023〕5号, 12345, PM2.5, 5G; “四张清单”, 三项制度, 四个意识, 三级平台, 三大攻坚战; 一个 一批 一系列; 一次性, 最多跑一次,
一起; 5个方面; a number without unit that is no rate, index, score or total; section numbers.

Let through: 首批3个试点, 连续三年, 十项活动, 七支队伍, 设置一支 beside 七支,
开展一次监督, 败诉率为0, 指数32.03, 平均88分, 审理期限缩短10天, 30分钟办结, 提前7个月完成.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.extract.numbers import Amount
from kg.model import Span

# A quotation up to this length is a name, not speech.
_LONGEST_NAME: Final = 30
_LONGEST_BEFORE: Final = 30


class Marks:
    """What a screen looks at beside the amount: the text, its other amounts, its titles and its quotations (with their marks).

    At an amount: ``begin`` and ``end`` are where it stands, ``before`` is what stands right before it.
    """

    def __init__(self, text: str, titles: Sequence[Span] = (), quotations: Sequence[Span] = (), siblings: Sequence[Amount] = ()) -> None:
        self.text = text
        self.siblings = siblings
        self.in_title = _covered(len(text), titles)
        # inside a short quotation that has no clause in it
        self.in_name = _covered(len(text), [Span(q.start + 1, q.end - 1) for q in quotations if self._is_name(q)])
        self.begin = self.end = 0
        self.before = ""

    def turn(self, amount: Amount) -> None:
        """Go on to an amount."""
        span = amount.span
        begin = span.start
        self.begin, self.end = begin, span.end
        self.before = self.text[begin - _LONGEST_BEFORE if begin > _LONGEST_BEFORE else 0 : begin]

    def _is_name(self, quotation: Span) -> bool:
        short = quotation.end - quotation.start <= _LONGEST_NAME
        return short and not _SPEECH.search(self.text, quotation.start, quotation.end)


def _covered(length: int, spans: Iterable[Span]) -> bytearray:
    covered = bytearray(length)
    for span in spans:
        start, end = span.start, span.end
        covered[start:end] = b"\x01" * (end - start)
    return covered


_SPEECH: Final = re.compile(r"[,。;].*\d|\d.*[,。;]")
_ORDINAL: Final = re.compile(
    r"(?=[第排位名列居前十百〔N编届])(?:第|排名|位列|位居|名列|列全[国省市区县]|居全[国省市区县]|(?<![提以之目当会年月日此])前|排在?|十佳|百强|〔|No\.?|编号|届)\s?$"
)
# 较上年前进|2位
_MOVED_RANK: Final = re.compile(r"(?:前进|前移|跃升|后退|后移|进位|(?:排名|位次)(?:上升|提升|下降))了?\s?$")
_ORDINAL_ENDS: Final = frozenset("第名居列国省市区县前排在佳强〔o.号届 \n\t")
_SESSION_BEFORE: Final = re.compile(r"届(?:[一二三四五六七八九十]+次)?[、和至]?$")
_SESSION_AFTER: Final = re.compile(r"(?:[、和至][一二三四五六七八九十]+次)*(?:全体?会|会议|党代会)")
_HELD: Final = re.compile(r"(?:连续|举办|办了|累计)$")
_DATE_AFTER: Final = re.compile(
    r"\s?(?:年|月(?!均)|日|号|点(?!位|次)|时(?!长|间)|世纪|年代|季度|月份|周年|周岁|岁|—\d+年|至\d+[年月]|[-—~]\d+[年月日])"
)
_YEARISH: Final = re.compile(r"(?:19|20)\d\d$")
_MONTH_BEFORE: Final = re.compile(r"月\s?$")
_EACH_ONE: Final = re.compile(r"一\w{1,3}$")
_LASTING: Final = re.compile(r"(?:连续|历时|长达|为期|持续|累计|坚持)(?:近|约)?\s?$")
_IN_A_ROW: Final = re.compile(r"连续(?:近|约)?\s?$")
_WINDOW_BEFORE: Final = re.compile(r"(?:近|最近|过去|未来|今后|后|前|每|第|这|十|满|下|为期|提前|逾|超|不足|早|晚)\s?$")
_WINDOW_AFTER: Final = re.compile(
    r"(?:以?内|之内|来|以来|前|后|间|期间|以后|以前|之后|行动|规划|计划|攻坚|一次|任期|方案|在线|自助|不打烊|全天候|服务|值班|响应|接听|"
    r"预约|×|\*)"
)
_SHORTENED: Final = re.compile(
    r"(?:缩短|压缩|压减|提速|减少|平均|用时|时长|时限|审理|办理|增加|延长|至|到|由|从|共计|合计|累计|学习|培训|授课)[^,。;]{0,8}$"
)
# 企业开办时间压缩至0.5个工作日以内: a result, though it has a limit.
_CUT_TO: Final = re.compile(
    r"(?:压缩|压减|缩短|精简|减少|降低?|提速|控制|稳定|优化)(?:至|到|为|在)$|平均[^,。;]{0,6}(?:时间|时长|用时|耗时)[为在]?$"
)
_EVERY: Final = re.compile(r"(?:每|第|近|这|未来|用|在|于|后|(?<!提)前)\s?$")
# 30分钟办结, 提前7个月完成: how fast it went.
_DONE_IN: Final = re.compile(r"\s?(?:即可|可|就|便)?(?:办结|办成|办好|办理|出证|出件|拿证|领证|审结|完成|实现|建成|交付)")
_JOINED_BEFORE: Final = re.compile(r"(?:[A-Za-z#×*·&@^=<>≥≤/]|(?<=[\dN])\+|[\d\])N]:|\+|(?<=\d)[.:])\s?$")
_JOINED_AFTER: Final = re.compile(
    r"\s?(?:[A-Za-z#×*·&@^=](?!\w{6})|\+(?![场家人件个名次项份万千百余])|:\d|级|号|版|类(?:以|[^\w])|层|楼|路|年代|度)"
)
_NUMBERING: Final = re.compile(r"(?:^|\n|[。;:!?]) *(?:[((]\s?)?$")
_BARE_BEFORE: Final = re.compile(
    r"(?:率|指数|得分|评分|分值|总分|成绩|比例|比重|占比|总数|总量|总额|数量|件数|人数|次数|户数|场数|场次|人次|量|数|值|累计|[^第]共|用户|粉丝|"
    r"合计|总计|覆盖|受众|受益|惠及|逾|超|突破|余)"
    r"(?:均|已|分别|提升|下降|上升|提高|增长|降低|降)?(?:达到|高达|达|为|是|至|到|在|超过|突破|约)*[::]?\s?$"
)
_RATE_BEFORE: Final = re.compile(
    r"(?:率|指数|得分|评分|分值|总分|成绩|比例|比重|占比|值)(?:均|已)?(?:保持)?(?:达到|高达|达|为|是|至|到|在)?[::]?\s?$"
)
# 审结案件1280,审结率…; 行政处罚310,占…: what is counted right before a number whose unit was left out.
_CASES_BEFORE: Final = re.compile(r"(?:案件|申请|纠纷|事项|信息|决定|人员|对象)(?:均|已|共|累计)*(?:达到|达|为)?\s?$")
_SHARE_AFTER: Final = re.compile(r"\s?,占")
_BARE_AFTER: Final = re.compile(r"\s?(?:[,。;、:)%]|$|\n)")

# 一 as "a", and the idioms 一次 and 一起 stand in.
_A_UNITS: Final = ("次", "场")
_A_IDIOM_BEFORE: Final = re.compile(
    r"(?:跑|查|办|第|首|每|同|进|提|告知|逐|再|上|任何|某|另|这|那|哪|唯|有朝|高效办成|办成|事|每[^,。;]{1,4}|至少|不少于)$"
)
_A_IDIOM_AFTER: Final = re.compile(r"(?:性|次|办|告|提交|查|跑|就|就好|申报|通办|集成|受理|采集|不|都|也|生|大|新|全)")
_NONE_BEFORE: Final = re.compile(r"(?:无|没有|未|零|不|哪怕)$")
_QI_ALONE: Final = re.compile(r"(?:[^,。;]{0,14})(?:案|事故|事件|纠纷|诉讼|复议|投诉|舆情)")

# Numbers that make a set into a name: 三项制度, 四个意识, 三大攻坚战, 两个维护.
_ASPECT_UNITS: Final = frozenset(("方面", "大类"))
_SET_UNITS: Final = frozenset("个项种类张条门道本块面只头堂则部所字")
_SET_NOUN: Final = re.compile(
    r"(?:协调小组|班子|制度|机制|意识|自信|维护|确立|统一|全面|坚持|建设|职能|原则|要求|准则|规定|规划|纲要|改革|保障|体系|环节|层面|维度|方面|阶段|"
    r"抓手|关键|重点|领域|主题|问题|清单|行动|工程|"
    r"必|不|零|一|优先|同步|结合|到位|转变|强化|提升|服务|能力|作风|务必|代表|文明|布局|目标|任务|战略|优化|规范|责任|理念|导向|责任制|"
    r"突出|聚焦|面向|服从|有|做到|清|"
    r"工作|板块|维|中心任务|思维|链|网|图|表|库|账|防线|关口|关|底线|红线|主线|平台|人员|群体|特殊|课堂|杠杆|力量|载体|阵地|年|月|新|最|"
    r"更|要|带头|亲自|表率|对照|作用)"
)
_LEADERSHIP: Final = re.compile(r"(?:领导)?班子")
_MADE: Final = re.compile(
    r"(?:制定|出台|推出|提出|开展|举办|组织|完成|实施|形成|设立|建立|建成|建|新增|增设|获|获得|荣获|召开|印发|制发|修订|编制|承办|承接|"
    r"取得|梳理|办理|解决|整改|发现|下发|发布|明确|"
    r"成立|组建|配备|设置|划分|保留|审查|审议|公布|化解|推进|打造|选树|评选|查处|立案|办结|审结|受理|移送|聘请|选聘|现有|共有|共|有|等|"
    r"全[区市县省镇乡街]|辖区)"
    r"[^,。;、:]{0,6}$"
)
_CLAUSE_ENDS: Final = frozenset(",。;、,")
_MADE_BEFORE = re.compile(r"(?:推出|出台|制定|印发|建成|新建|开展|实施|完成|办理|解决|整改|获得|荣获|设立|形成|落实|打造)[^,。;、]{2,}$")
_COUNTED: Final = re.compile(
    r"(?:区级|县级|市级|省级|国家级|镇级|村级|全国|全省|重点|试点|新|基层|公共|行政|法律|法治|人民|派驻|综合|专业|专门|专题|专项|区|县|"
    r"市|省|镇|乡|主体|典型|优秀|先进|示范|司法|规范|党|执法|调解|"
    r"普法|社会|志愿|律师|企业|驻|下|直属|主题|配套|具体|便民|惠企|系列)*"
    r"[^\W\d]{0,8}?(?:部门|单位|村|社区|镇|街道|乡|街|区|县|市|中心|站|所|室|点|组|机构|平台|窗口|案例|案件|案|项目|集体|公司|企业|班|班次|基地|奖|"
    r"批次|队|队伍|机关|法院|派出所|园区|小区|学校|协会|商会|"
    r"律所|事务所|专班|支部|工作室|法规|规章|文件|办法|方案|活动|成果|荣誉|称号|课题|事项|权限|措施|举措|举|意见|建议|条款|制度|机制|"
    r"讲座|论坛|会议|调研|视频|作品|品牌|系统|应用|场景|展馆|公园|"
    r"广场|长廊|阵地|清单|指引|规范|标准|工作|任务|改革|家|人|名)"
)
# 浏览次数: 533, 阅读: 120次: the page, not the report.
_COUNTER: Final = re.compile(r"(?:浏览|点击|阅读|访问|访问量|字体|字号|分享)(?:量|数|次数)?[:(]\s?$")
_VAGUE_BEFORE: Final = re.compile(r"[数几若]$")
_ASPECTS: Final = re.compile(
    r"(?:方面|层面|维度|角度|环节|阶段|字|确保|到位|百分百|\d|100|必须|结合|转变|统一|全覆盖|坚持|聚焦|意识|自信|维护|确立)"
)
# 明确8个方面|35项任务, 14项|43子项: a breakdown that goes on to its items is counted like them.
_BROKEN_DOWN: Final = re.compile(r"(?:大?(?:方面|类|领域)(?:共|的)?)?\d+(?:个|项|条|类|小项|子项)")
_CODE: Final = re.compile(r"(?:热线|专线|平台|号码|电话|工单|警情|模式|工作法|机制|体系|政务|便民|重庆|国家)")


def screen(amount: Amount, marks: Marks) -> tuple[str, str] | None:
    """The rule and reason that keep an amount out, None where it is a quantity."""
    marks.turn(amount)
    for rule, test, reason in _TESTS[bool(amount.unit), amount.chinese]:
        if test(amount, marks):
            return rule, reason
    return None


def _title(_: Amount, marks: Marks) -> bool:
    return bool(marks.in_title[marks.begin] or marks.in_title[marks.end - 1])


def _name(_: Amount, marks: Marks) -> bool:
    return bool(marks.in_name[marks.begin] and marks.in_name[marks.end - 1])


def _ordinal(amount: Amount, marks: Marks) -> bool:
    """第三次, 前10名, 位列全市第1, 排名前进2位; 首批3个 is let through."""
    before = marks.before[-8:]
    if amount.unit in ("位", "名", "个位次") and _MOVED_RANK.search(before):
        return True
    if before[-1:] in _ORDINAL_ENDS and _ORDINAL.search(before) is not None:
        return True
    return amount.unit == "届" and not _HELD.search(before)


def _session(amount: Amount, marks: Marks) -> bool:
    """八届二次、六次全会, 二十届四中全会: the number of a session without 第."""
    if not amount.chinese or amount.unit not in ("次", "届"):
        return False
    return bool(_SESSION_AFTER.match(marks.text, marks.end) and _SESSION_BEFORE.search(marks.before[-12:]))


def _joined(amount: Amount, marks: Marks) -> bool:
    """7+1, 4·26, PM2.5, 5G, 7×24小时: part of a code or a name."""
    before = marks.before[-3:]
    if before[-1:] >= "\u4e00":  # a character, as before most numbers
        return not amount.unit and bool(_JOINED_AFTER.match(marks.text, marks.end))
    return bool(_JOINED_BEFORE.search(before)) or (
        not amount.unit and bool(_JOINED_AFTER.match(marks.text, marks.end))
    )


def _date(amount: Amount, marks: Marks) -> bool:
    """2024年, 12月4日, 三年行动; 连续三年 is let through."""
    before = marks.before[-8:]
    if amount.unit == "年":
        return not _LASTING.search(before)
    if amount.unit == "卷" and _YEARISH.fullmatch(marks.text[amount.number.start : amount.number.end]):
        return True  # 2020卷: a volume of a yearbook
    if amount.unit in ("日", "天") and _MONTH_BEFORE.search(before):
        return True
    return not amount.unit and bool(_DATE_AFTER.match(marks.text, marks.end))


def _window(amount: Amount, marks: Marks) -> bool:
    """近3年, 15日内, 24小时服务: a window of time; 平均审理天数缩短10天, 30分钟办结, 提前7个月完成 are let through."""
    if amount.dimension != "time" or amount.unit in ("学时", "课时"):
        return False
    before = marks.before[-12:]
    if amount.unit == "年":
        return not _LASTING.search(before)
    if amount.qualifier == "under":
        return not _CUT_TO.search(before)
    if _IN_A_ROW.search(before) or (_DONE_IN.match(marks.text, marks.end) and not _EVERY.search(before)):
        return False  # 连续6个月位居第一, 30分钟办结
    return bool(_WINDOW_AFTER.match(marks.text, marks.end) or _WINDOW_BEFORE.search(before)) or not _SHORTENED.search(before)


def _vague(amount: Amount, marks: Marks) -> bool:
    """数十件, 几百人: no value."""
    return amount.chinese and bool(_VAGUE_BEFORE.search(marks.before[-1:]))


def _indefinite(amount: Amount, marks: Marks) -> bool:
    """一个, 一批, 一系列: "a"; 开展一次, 增长一倍, 设置一支 beside 七支 are let through."""
    one = amount.chinese and marks.text[amount.number.start : amount.number.end] == "一"
    if not one or amount.qualifier or amount.dimension == "ratio":
        return False
    before, after = marks.before[-6:], marks.text[marks.end : marks.end + 2]
    if _NONE_BEFORE.search(before):
        return True
    if amount.unit in ("起", "例", "宗"):
        return not _QI_ALONE.match(marks.text, marks.end)
    if any(s.unit == amount.unit and s.value != 1 and abs(s.span.start - marks.begin) < 60 for s in marks.siblings):
        return False
    return amount.unit not in _A_UNITS or bool(_A_IDIOM_BEFORE.search(before) or _A_IDIOM_AFTER.match(after))


def _set_name(amount: Amount, marks: Marks) -> bool:
    """三项制度, 四个意识, 5个方面; 十项主体活动, 制定三项制度, 三个部门 are let through."""
    at = marks.end
    if amount.unit in _ASPECT_UNITS:  # 从三方面入手, 五大类问题; 5方面|23项 is a breakdown
        return amount.chinese or (amount.unit == "方面" and not _BROKEN_DOWN.match(marks.text, at))
    if amount.unit == "套":
        return _LEADERSHIP.match(marks.text, at) is not None  # 四套班子
    if amount.unit not in _SET_UNITS or amount.qualifier:
        return False
    if marks.text[at : at + 1] in ("”", "’", '"'):
        return True
    if not amount.chinese:
        return bool(_ASPECTS.match(marks.text, at)) and amount.unit in ("个", "项") and not _BROKEN_DOWN.match(marks.text, at)
    return _named_set(amount, marks)


def _named_set(amount: Amount, marks: Marks) -> bool:
    """三项制度 with a Chinese numeral; 推出主题集成服务五项 and 甲规划、乙办法等两项决策 are let through."""
    before, at = marks.before[-30:], marks.end
    if before.endswith("等") or (marks.text[at : at + 1] in _CLAUSE_ENDS and _MADE_BEFORE.search(before)):
        return False
    if amount.unit == "类" or _ASPECTS.match(marks.text, at):
        return True
    before = before[-14:]
    made = bool(_MADE.search(before))
    noun = bool(_COUNTED.match(marks.text, at))
    named = bool(_SET_NOUN.match(marks.text, at))
    return not noun or (named and not made)


def _distributive(amount: Amount, marks: Marks) -> bool:
    """一人一档, 一村一顾问, 四所一庭, 五位一体: a manner or a name, not a count."""
    if amount.chinese and not amount.qualifier and marks.text.startswith("一", marks.end):
        return True
    if not amount.chinese or marks.text[amount.number.start : amount.number.end] != "一":
        return False
    return bool(_EACH_ONE.search(marks.before[-4:]))


def _no_unit(amount: Amount, marks: Marks) -> bool:
    """A number by itself; 败诉率为0, 指数32.03, 受众达5万余, 总数为120 are let through."""
    if amount.unit or (amount.chinese and amount.dimension == ""):
        return False
    if not amount.unit and amount.value < 1 and "分之" in marks.text[amount.number.start : amount.number.end]:
        return False
    before = marks.before[-16:]
    scaled = amount.number.end < marks.end or amount.qualifier
    if _RATE_BEFORE.search(before):
        return not _BARE_AFTER.match(marks.text, marks.end)
    written = marks.text[amount.number.start : amount.number.end]
    if not amount.chinese and before[-1:] >= "\u4e00" and not _YEARISH.fullmatch(written):
        if _CASES_BEFORE.search(before) and _BARE_AFTER.match(marks.text, marks.end):
            return False
        if _SHARE_AFTER.match(marks.text, marks.end):
            return False
    return not (_BARE_BEFORE.search(before) and (scaled or _BARE_AFTER.match(marks.text, marks.end)))


def _numbering(amount: Amount, marks: Marks) -> bool:
    """1.加强…, (3): the number of a section."""
    marked = marks.text[marks.end : marks.end + 1] in (".", "、", ")")
    return not amount.unit and marked and bool(_NUMBERING.search(marks.before[-4:]))


def _code(amount: Amount, marks: Marks) -> bool:
    """12345热线, 12348平台, 110警情: a number dialled."""
    return (
        not amount.unit and amount.value == amount.value.to_integral_value() and bool(_CODE.match(marks.text, marks.end))
    )


def _counter(_: Amount, marks: Marks) -> bool:
    """浏览次数:533: a counter of the page the report stands on."""
    before = marks.before[-8:]
    return (":" in before or "(" in before) and bool(_COUNTER.search(before))


_ANY: Final[tuple[tuple[str, Callable[[Amount, Marks], bool], str], ...]] = (
    ("title", _title, "inside a title 《》"),
    ("name", _name, "inside a quoted name"),
    ("counter", _counter, "a counter of the page"),
)
_ORDINALS: Final = (
    ("ordinal", _ordinal, "an ordinal or a rank"),
    ("session", _session, "the number of a session"),
    ("date", _date, "a date or a year"),
    ("joined", _joined, "part of a code or a name"),
)
_CHINESE: Final = (
    ("vague", _vague, "an estimate without a value"),
    ("distributive", _distributive, "a manner (one each), not a count"),
    ("indefinite", _indefinite, "一 as an article"),
)
_WINDOW: Final = ("window", _window, "a window of time, not a duration achieved")
_SET: Final = ("set", _set_name, "the number of a named set")
_WITHOUT_UNIT = (*_ANY, ("numbering", _numbering, "the number of a section"), *_ORDINALS, ("code", _code, "a telephone number or a code"))
_ALONE: Final = ("no-unit", _no_unit, "a number without unit that is no rate, index, score or total")
# What can be wrong with a number: by whether it has a unit, and whether it is written in Chinese.
_TESTS: Final = {
    (True, False): (*_ANY, *_ORDINALS, _WINDOW, _SET),
    (True, True): (*_ANY, *_ORDINALS, _WINDOW, *_CHINESE, _SET),
    (False, False): (*_WITHOUT_UNIT, _ALONE),
    (False, True): (*_WITHOUT_UNIT, *_CHINESE, _ALONE),
}
