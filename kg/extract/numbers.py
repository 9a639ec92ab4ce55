"""Numbers with their units, wherever they stand: the number grammar of the genre.

In: the working text of a report, and the units of ontology/units.ttl. Out: every ``Amount`` in reading order, its span (qualifier,
number, unit, suffix), value in base units, unit as written, qualifier. Whether it is a quantity at all (and no date, code or name) is not
decided here.

Covered: 675名, 1,234件, 共 25 件, 18.7万余人, 8380.54余万元 and 1.2亿元 (in 元), 13000余件, 250人余次 (人次), 150余件次, 30件(次), 3倍多,
90%以上, 不少于60学时, 超60%, 近百家, 上千人, 10万+, 100+场, 2.5个百分点, 十余场, 两百余件, 百余名, 百分之九十五, 三分之二, 败诉率为零,
九成以上, 由3件至5件 apart and 10—15件 as one range (its lower end, "over": the upper end is no more than hoped for), 两三次 alike, a
figure without unit (指数32.03: unit "").

Left alone: 数十件, 几百人, 若干 (no value), Chinese numerals without a unit (一体化, 统一), ordinals and dates (see ``screens``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from kg.extract.tries import trie
from kg.model import Span, Unit
from kg.record import Record, replace

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCALES: Final = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}

# Qualifiers before the number, with what must not stand before them: 预约200人 is no 约200人, 最近3次 no 近3次.
_LEADS: Final = (
    ("over", r"不少于|不低于|不小于|不下于|至少|超过|高于|多于|大于|突破|超出|(?<![高赶反])超|逾|(?<![以之])上(?=[百千万])"),
    ("under", r"不超过|不高于|不多于|不大于|少于|低于|小于|不足|不到"),
    ("about", r"大约|大概|将近|接近|(?<![预节签制履违契公民合条邀盟])约|(?<![最附就邻临靠亲])近"),
)
_LEAD: Final = re.compile("|".join(f"(?P<{name}>(?:{words}))" for name, words in _LEADS))
_LONGEST_LEAD: Final = 3
_LEAD_ENDS: Final = frozenset("于过破出超逾上足到概约近")
_SUFFIXES: Final = {
    "以上": "over", "之上": "over", "余": "over", "多": "over", "之多": "over", "+": "over",
    "以下": "under", "之内": "under", "以内": "under", "左右": "about", "上下": "about",
}  # fmt: skip

# A unit's character that begins another word is no unit: 12部门, 3处理, 5分析, 2个 stays.
_NOT_BEFORE: Final = {
    "人": "民|员|均|大代表|大常|大会|大工|才|工智|口", "名": "单|录|称|额|誉|列|义|字|牌", "部": "门|委(?!员)|分|级|署|位|持",
    "处": "理|置|罚|于|级|长|境|分", "起": "来|草|源|步|始|到", "例": "如|会|行|外", "场": "所|景|地|馆|域|合|均",
    "期": "间|限|末|待|刊|满|货", "次": "数|日|要|月|年|生|序", "家": "庭|园|属|渠", "条": "例|件|款|块|文|线(?!索)",
    "位": "于|列|居|置|次", "份": "额", "批": "准|示|复|评|发", "天": "津|河|然|下|气|府|网|台|水|长|门|桥|心",
    "台": "账|风|阶|湾|州|区|县|山|河|子", "所": "有|属|在|以|需|长|得|涉|述|获", "户": "籍|外|口|主", "套": "路|餐|牌", "间": "接|隔|距",
    "座": "谈|椅|位", "幅": "度|员", "块": "链|状", "张": "贴|家|掖|店",
    "本": "区|市|县|级|地|院|局|单|报|年|辖|镇|街|季|次|部|科|案(?!卷)|人|省|着|条", "篇": "章|幅", "支": "部|持|撑|付|出|援|队(?!伍)|行",
    "种": "植|子", "类": "似|型|别", "轮": "训|岗|换|流|值|椅", "课": "程|题", "节": "点|日|约|目|能|假|气|俗",
    "门": "类|户|前|口|店|诊|槛|县|峡", "堂": "食", "组": "织|建|成|长|合|员|阁", "集": "中|体|团|群|合|成|市|镇|聚|约", "则": "是",
    "封": "闭|堵|顶", "笔": "录|试", "单": "位|独|元|一|项|个|方|次|据", "道": "路|德|交|口|歉|区|江|河|防线|关|岭|镇|乡|里",
    "字": "号|样", "通": "过|知|报|道|桥|信|用|常|办|行|州|辽|川|江|县", "卷": "烟|入|帘", "头": "部|条",
    "只": "需|要|有|跑|能|是|进|换", "株": "洲", "面": "对|积|向|临|貌|试|谈|签|上",
    "分": "析|别|类|级|局|管|工|之|组|层|批|期|布|配|为|成|公司|段|片|所|院|会|中心|支|校|包|调|享|流|解|派|行|阶|区|步|散|歧|离|项|钟",
    "首": "批|次|创|席|要|都|位|府|届|例|个|先|家|部|发|问", "架": "构|设|桥|空", "根": "本|据|治|源|基|除|植",
    "日": "常|前|报|益|均", "周": "期|边|末|密|全|年|岁", "成": "立|为|功|果|员|效|都|绩|长|熟|本|就|分", "届": "时",
    "元": "旦|素|首|件|治|宵|区|朝|宝|里|镇|乡", "米": "面", "栋": "梁", "箱": "体", "瓶": "颈",
    "款": "项|式|待|额|物|规定|之规", "段": "落|位|长", "趟": "马",
    "票": "据|价|房|务|证|面|款|号|决|选|箱|源", "枚": "举",
}  # fmt: skip

_LISTED: Final = frozenset("、和及与")
_DIGIT: Final = re.compile(r"[\d零一二两三四五六七八九十百千万]")
_CN: Final = "零〇一二两三四五六七八九十百千万亿"


class Amount(Record, frozen=True):
    """A number as it stands. ``number`` is the digits alone; ``chinese`` when they are Chinese; ``ranged`` for 10—15件."""

    span: Span
    number: Span
    value: Decimal
    unit: str
    qualifier: str
    dimension: str = "count"
    chinese: bool = False
    ranged: bool = False


def chinese_value(text: str) -> int | None:
    """The value of a Chinese numeral, None for what is none (二〇二四 is a year, 三四 an estimate: neither has one here).

    >>> chinese_value("两百三十")
    230
    """
    total = section = digit = 0
    pending = False
    for i, character in enumerate(text):
        if character in _DIGITS:
            if pending and text[i - 1] not in "零〇":
                return None
            digit, pending = _DIGITS[character], True
        elif _POWERS[character] >= 10_000:
            total = (total + section + digit or 1) * _POWERS[character]  # 近万人次: one 万
            section, digit, pending = 0, 0, False
        else:
            section += (digit if pending else 1) * _POWERS[character]
            digit, pending = 0, False
    return total + section + digit


class NumberGrammar:
    """The grammar compiled with the units of a vocabulary."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._dimension = {symbol: unit.dimension for unit in units for symbol in unit.symbols}
        self._pattern = re.compile(_pattern(self._dimension))

    def find(self, text: str) -> Iterator[Amount]:
        """Every number with a unit, and every Arabic number without, in reading order, none overlapping."""
        held: Amount | None = None  # 提高3.1个、1.6个百分点: the first are points too
        for amount in self._read(text):
            if held is not None:
                points = amount.unit == "个百分点" and text[held.span.end : amount.span.start] in _LISTED
                yield replace(held, unit=amount.unit, dimension=amount.dimension) if points else held
                held = None
            if amount.unit == "个":
                held = amount
            else:
                yield amount
        if held is not None:
            yield held

    def _read(self, text: str) -> Iterator[Amount]:
        digit = _DIGIT.search(text)  # nothing else begins a number, and most of a text is none
        while digit is not None:
            match = self._pattern.match(text, digit.start())
            if match is not None:
                amount = self._amount(text, match)
                if amount is not None:
                    yield amount
            digit = _DIGIT.search(text, (match or digit).end())

    def _amount(self, text: str, match: re.Match[str]) -> Amount | None:
        read = _read(match)
        if read is None:
            return None
        value, qualifier, unit = read
        digits, fraction, upper = match.group("number", "fraction", "upper")
        number = Span(*match.span("number"))
        start = number.start
        lead = _lead_before(text, start)
        if lead is not None:
            start, qualifier = lead
        elif digits[0] in "百千万" and fraction is None and not qualifier:
            return None  # 百名律师, 千家万户: a name or a manner of speaking; 百余名 and 近百家 count
        dimension = self._dimension.get(unit) or self._dimension.get(unit.partition("(")[0], "count") if unit else ""
        chinese = not digits[-1].isascii()
        return Amount(Span(start, match.end()), number, value, unit, qualifier, dimension, chinese, upper is not None)


def _pattern(symbols: Iterable[str]) -> str:
    """One pattern for a number with what belongs to it. A Chinese numeral needs its unit, an Arabic one may stand alone."""
    unit = trie(symbols, {symbol: f"(?!{words})" for symbol, words in _NOT_BEFORE.items()})
    arabic = r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?"
    fraction = rf"百分之(?:[{_CN}点]+|\d+(?:\.\d+)?)|[二三四五六七八九十]分之[{_CN}]+|(?<=率为)零(?=[,。;、)\s])"
    chinese = rf"[一二两三四五六七八九十百千万][{_CN}]*"
    scale = r"(?P<scale>万亿|亿|万|千(?!克|米|瓦)|百(?!分))"
    upper = rf"(?:{unit})?[%万]?(?:[—~\-–至到]{{1,2}}|——)(?:{arabic})"
    suffix = r"以上|之上|以下|以内|之内|左右|上下|之多|余(?![额款地])|(?<=[倍年月周天时次%])多|多(?=[,。;、:)\s]|$)"
    other = "件|条|次|项|份|场|人|个|宗|起|户|家|期|册|本|张|篇|名|处|所|支|批|部|则|幅|套|台|辆|卷|座|间"
    written = rf"(?P<unit>(?:{unit})(?:\((?:{other})\)次?|/(?:{other}))?)"  # 件(条), 件/次, 件(批)次
    tail = rf"(?:(?P<plus>\+)?(?P<mid>[余多来])?{scale}?(?P<late>[余多+])?\s?{written}(?:(?P<inner>[余多])次)?(?P<suffix>{suffix})?)"
    bare = r"(?P<bare_mid>[余多])?(?P<bare_scale>万亿|亿|万(?![户家能里])|千(?![克米瓦]))?(?P<bare_late>[余多](?=[,。;、)\s]|$)|\+)?"
    return (
        rf"(?P<number>(?P<fraction>{fraction})|(?P<arabic>{arabic})|(?P<chinese>{chinese}))"
        rf"(?P<upper>{upper}(?=[余多来]?[百千万亿]*\s?(?:{unit})))?\s?(?:{tail}|(?(arabic){bare}|(?(fraction)(?P<share>以上|左右|以下)?|"
        rf"(?!))))"
    )


def _read(match: re.Match[str]) -> tuple[Decimal, str, str] | None:
    """Value, qualifier and unit of a match, without the qualifier before it."""
    fraction, digits, arabic, unit = match.group("fraction", "number", "arabic", "unit")
    if fraction:
        return _read_fraction(match)
    estimate = False
    if arabic:
        value = Decimal(digits.replace(",", ""))
    elif len(digits) == 2 and digits[0] in _DIGITS and digits[1] in _DIGITS:
        if _DIGITS[digits[1]] - _DIGITS[digits[0]] != 1:
            return None
        value, estimate = Decimal(_DIGITS[digits[0]]), True  # 两三次
    else:
        number = chinese_value(digits)
        if number is None:
            return None
        value = Decimal(number)
    if unit is None:
        over = match["bare_mid"] or match["bare_late"]
        return value * _SCALES.get(match["bare_scale"] or "", 1), "over" if over else "", ""
    scale, inner, suffix, plus, mid, late, upper = match.group("scale", "inner", "suffix", "plus", "mid", "late", "upper")
    if scale:
        value *= _SCALES[scale]
    if inner:
        unit += "次"
    qualifier = _SUFFIXES[suffix] if suffix else ""
    if plus or mid or late or inner or upper:
        qualifier = "about" if mid == "来" else "over"
    return value, "about" if estimate else qualifier, "个百分点" if unit == "百分点" else unit


def _read_fraction(match: re.Match[str]) -> tuple[Decimal, str, str] | None:
    """百分之九十五 is 95 with unit %, 三分之二 is 0.666666666667 without unit."""
    if match["fraction"] == "零":
        return Decimal(0), "", ""
    whole, _, part = match["fraction"].partition("分之")
    digits, _, decimals = part.partition("点")
    if part[:1].isascii():
        value = Decimal(part)
    else:
        number = chinese_value(digits)
        if number is None:
            return None
        value = Decimal(number)
        if decimals and all(c in _DIGITS for c in decimals):
            value = Decimal(f"{number}.{''.join(str(_DIGITS[c]) for c in decimals)}")
    qualifier = _SUFFIXES.get((match["share"] or match["suffix"]) or "", "")
    if whole == "百":
        return value, qualifier, "%"
    base = chinese_value(whole)
    return (round(value / base, 12), qualifier, "") if base and value < base else None


def _lead_before(text: str, start: int) -> tuple[int, str] | None:
    """The qualifier that stands directly before a number: where it begins, and what it says."""
    begin = start - 1 if start and text[start - 1] == " " else start
    if not begin or text[begin - 1] not in _LEAD_ENDS:
        return None
    for length in range(_LONGEST_LEAD, 0, -1):
        at = begin - length
        if at >= 0:
            match = _LEAD.match(text, at)
            if match is not None and match.end() == begin:
                return at, str(match.lastgroup)
    return None
