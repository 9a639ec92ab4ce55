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
from collections.abc import Iterable
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
_CN: Final = "零〇一二两三四五六七八九十百千万亿"
_DASHES: Final = r"—~\-–至到"
_COMMON: Final = "件个人名次场项份家条%户起"


_Read = tuple[Decimal, str, str, bool]  # value, qualifier, unit, ranged; without the qualifier before the number


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
        self._begins, self._arabic, self._chinese = map(re.compile, _patterns(self._dimension))

    def find(self, text: str) -> list[Amount]:
        """Every number with a unit, and every Arabic number without, in reading order, none overlapping."""
        amounts: list[Amount] = []
        for amount in self._read(text):
            if amount.unit == "个百分点" and amounts and amounts[-1].unit == "个":
                held = amounts[-1]  # 提高3.1个、1.6个百分点: the first are points too
                if text[held.span.end : amount.span.start] in _LISTED:
                    amounts[-1] = replace(held, unit=amount.unit, dimension=amount.dimension)
            amounts.append(amount)
        return amounts

    def _read(self, text: str) -> list[Amount]:
        amounts: list[Amount] = []
        search, arabic, chinese = self._begins.search, self._arabic.match, self._chinese.match
        begin = search(text)  # nothing else begins a number, and most of a text is none
        while begin is not None:
            at = begin.start()
            match = arabic(text, at)
            amount = None
            if match is not None:
                amount = self._amount(text, at, _read_arabic(match), match)
            else:
                match = chinese(text, at)
                if match is not None:
                    amount = self._amount(text, at, _read_chinese(match), match)
            if amount is not None:
                amounts.append(amount)
            begin = search(text, at + 1 if match is None else match.end())
        return amounts

    def _amount(self, text: str, start: int, read: _Read | None, match: re.Match[str]) -> Amount | None:
        """The amount of a match, the number of which is group 1."""
        if read is None:
            return None
        value, qualifier, unit, ranged = read
        number = Span(start, match.end(1))
        digits = text[start : number.end]
        lead = _lead_before(text, start)
        if lead is not None:
            start, qualifier = lead
        elif digits[0] in "百千万" and not qualifier and "分之" not in digits:
            return None  # 百名律师, 千家万户: a name or a manner of speaking; 百余名 and 近百家 count
        dimension = self._dimension.get(unit) or self._dimension.get(unit.partition("(")[0], "count") if unit else ""
        return Amount(Span(start, match.end()), number, value, unit, qualifier, dimension, not digits[-1].isascii(), ranged)


def _patterns(symbols: Iterable[str]) -> tuple[str, str, str]:
    """What may begin a number; an Arabic number with what belongs to it; a Chinese one. A Chinese numeral needs its unit, an Arabic one
    may stand alone.

    Most numerals of a text count nothing (统一, 进一步): a class of characters, looked ahead for, ends an attempt before units are tried.
    """
    symbols = sorted(symbols)
    initials = re.escape("".join(dict.fromkeys(symbol[0] for symbol in symbols)))
    longest = max(map(len, symbols), default=1)
    unit = f"(?=[{initials}]){trie(symbols, {symbol: f'(?!{words})' for symbol, words in _NOT_BEFORE.items()}, _COMMON)}"
    arabic = r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?"
    fraction = rf"百分之(?:[{_CN}点]+|\d+(?:\.\d+)?)|[二三四五六七八九十]分之[{_CN}]+|(?<=率为)零(?=[,。;、)\s])"
    chinese = rf"[一二两三四五六七八九十百千万][{_CN}]*"
    scale = r"(万亿|亿|万|千(?!克|米|瓦)|百(?!分))"
    upper = (
        rf"((?=.{{0,{longest + 1}}}[{_DASHES}])(?:{unit})?[%万]?(?:[{_DASHES}]{{1,2}}|——)(?:{arabic})"
        rf"(?=[余多来]?[百千万亿]*\s?(?:{unit})))?"
    )
    suffix = r"以上|之上|以下|以内|之内|左右|上下|之多|余(?![额款地])|(?<=[倍年月周天时次%])多|多(?=[,。;、:)\s]|$)"
    other = "件|条|次|项|份|场|人|个|宗|起|户|家|期|册|本|张|篇|名|处|所|支|批|部|则|幅|套|台|辆|卷|座|间"
    written = rf"({unit}(?:\((?:{other})\)次?|/(?:{other}))?|\((?:{other})\)(?!\d))"  # 件(条), 件/次, 件(批)次; 3.2万(份)
    tail = (
        rf"(?=[{initials}\s(+余多来万亿千百])(\+)?([余多来])?{scale}?([余多+])?\s?{written}(?:([余多])次)?"
        rf"((?=[以之左上余多])(?:{suffix}))?"
    )
    bare = r"([余多])?(万亿|亿|万(?![户家能里])|千(?![克米瓦]))?([余多](?=[,。;、)\s]|$)|\+)?"
    return (
        rf"[0-9零一二两三四五六七八九十百千万](?:(?<=[0-9])|(?<=率为零)|(?<!零)[{_CN}]*(?=[{initials}{_DASHES}%\s+余多来万亿千百]))",
        rf"({arabic}){upper}\s?(?:{tail}|{bare})",
        rf"((?P<fraction>{fraction})|{chinese}){upper}\s?(?:{tail}|(?(fraction)(以上|左右|以下)?|(?!)))",
    )


def _read_arabic(match: re.Match[str]) -> _Read:
    """An Arabic number."""
    digits, upper, plus, mid, scale, late, unit, inner, suffix, bare_mid, bare_scale, bare_late = match.groups()
    value = Decimal(digits.replace(",", ""))
    if unit is None:
        return value * _SCALES.get(bare_scale or "", 1), "over" if bare_mid or bare_late else "", "", upper is not None
    return _with_tail(value, (upper, plus, mid, scale, late, unit, inner, suffix))


def _read_chinese(match: re.Match[str]) -> _Read | None:
    """A Chinese number, None where it has no value."""
    digits, fraction, upper, plus, mid, scale, late, unit, inner, suffix, share = match.groups()
    if fraction:
        return _read_fraction(fraction, share or suffix or "", ranged=upper is not None)
    tail = upper, plus, mid, scale, late, unit, inner, suffix
    if len(digits) == 2 and digits[0] in _DIGITS and digits[1] in _DIGITS:
        if _DIGITS[digits[1]] - _DIGITS[digits[0]] != 1:
            return None
        value, _, unit, ranged = _with_tail(Decimal(_DIGITS[digits[0]]), tail)
        return value, "about", unit, ranged  # 两三次
    number = chinese_value(digits)
    return None if number is None else _with_tail(Decimal(number), tail)


def _with_tail(value: Decimal, tail: tuple[str | None, ...]) -> _Read:
    """A number with what stands behind it."""
    upper, plus, mid, scale, late, unit, inner, suffix = tail
    unit = (unit or "").strip("()") if unit and unit[0] == "(" else unit or ""
    if scale:
        value *= _SCALES[scale]
    if inner:
        unit += "次"
    qualifier = _SUFFIXES[suffix] if suffix else ""
    if plus or mid or late or inner or upper:
        qualifier = "about" if mid == "来" else "over"
    return value, qualifier, "个百分点" if unit == "百分点" else unit, upper is not None


def _read_fraction(fraction: str, suffix: str, *, ranged: bool) -> _Read | None:
    """百分之九十五 is 95 with unit %, 三分之二 is 0.666666666667 without unit."""
    if fraction == "零":
        return Decimal(0), "", "", ranged
    whole, _, part = fraction.partition("分之")
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
    qualifier = _SUFFIXES.get(suffix, "")
    if whole == "百":
        return value, qualifier, "%", ranged
    base = chinese_value(whole)
    return (round(value / base, 12), qualifier, "", ranged) if base and value < base else None


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
