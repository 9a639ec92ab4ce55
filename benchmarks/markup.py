"""The language of wording.txt, and the writer that turns it into text with its facts.

In: a wording with marks, and the ``Scene`` (place, year, figures) it speaks of. Out: text appended to a ``Draft``, with every figure,
program, body and document in it at the offsets where it was written: exact by construction, since nothing is ever inserted before it.

    {q KEY UNIT OPTION...}  a figure of the ledger. UNIT as written (万元 writes money in 万). Options: ~ may be rounded (余, 多, 近, 约),
                            w likewise, and in 万 from ten thousand on; 不少于, 超过 before it and 以上 after it are written as they stand
    {p NAME|as written}     a program of the vocabulary;  {c NAME|as written} one it does not hold
    {b KIND}                a body, by the table below, written short;  {B KIND} written in full
    {d TITLE}               a document, written in 《》
    @P @F @s @S @U @u @O    the place; with the one above; its kind; without its kind; the one above; its kind; a neighbour
    @Y @N @g                the year; the next; 增长 or 下降, as the number of applications did
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.ledger import FigureKind, Year
from benchmarks.places import Place
from kg.divisions import short_name

_MARK = re.compile(r"\{(\w) ([^{}]*)\}")
_SIGN = re.compile(r"@(\w)")
_BEFORE = ("不少于", "超过", "超")
_AFTER = ("以上",)
_WAN = Decimal(10_000)
# Words of rounding with what they mean, and how often each is used; the last writes a round number without one.
_ROUNDED = (("余", "over"), ("多", "over"), ("近", "about"), ("约", "about"), ("", ""))
_HOW_OFTEN = (8, 3, 2, 2, 3)

# Bodies: how one is written short, and its full name. {s} and {u} are the kinds of the place and of the one above it.
_BODIES = {
    "政府": ("{s}政府", "{place}人民政府"),
    "政府办": ("{s}政府办公室", "{place}人民政府办公室"),
    "委": ("{s}委", "中共{place}委员会"),
    "依法治委": ("{s}委全面依法治{s}委员会", "中共{place}委全面依法治{s}委员会"),
    "依法治办": ("{s}委依法治{s}办", "中共{place}委全面依法治{s}委员会办公室"),
    "组织部": ("{s}委组织部", "中共{place}委组织部"),
    "宣传部": ("{s}委宣传部", "中共{place}委宣传部"),
    "政法委": ("{s}委政法委", "中共{place}委政法委员会"),
    "党校": ("{s}委党校", "中共{place}委党校"),
    "人大": ("{s}人大常委会", "{place}人民代表大会常务委员会"),
    "政协": ("{s}政协", "政协{place}委员会"),
    "法院": ("{s}法院", "{place}人民法院"),
    "检察院": ("{s}检察院", "{place}人民检察院"),
    "司法局": ("{s}司法局", "{place}司法局"),
    "公安局": ("{s}公安局", "{place}公安局"),
    "教育局": ("{s}教育局", "{place}教育局"),
    "信访局": ("{s}信访局", "{place}信访局"),
    "审计局": ("{s}审计局", "{place}审计局"),
    "应急局": ("{s}应急管理局", "{place}应急管理局"),
    "城管局": ("{s}城市管理局", "{place}城市管理局"),
    "交通局": ("{s}交通运输局", "{place}交通运输局"),
    "农业农村局": ("{s}农业农村局", "{place}农业农村局"),
    "生态环境局": ("{s}生态环境局", "{place}生态环境局"),
    "市场监管局": ("{s}市场监管局", "{place}市场监督管理局"),
    "发改委": ("{s}发展改革委", "{place}发展和改革委员会"),
    "行政审批局": ("{s}行政审批局", "{place}行政审批局"),
    "法律援助中心": ("{s}法律援助中心", "{place}法律援助中心"),
    "总工会": ("{s}总工会", "{place}总工会"),
    "团委": ("团{s}委", "共青团{place}委员会"),
    "妇联": ("{s}妇联", "{place}妇女联合会"),
    "残联": ("{s}残联", "{place}残疾人联合会"),
    "工商联": ("{s}工商联", "{place}工商业联合会"),
    "上级政府": ("{u}政府", "{parent}人民政府"),
    "上级委": ("{u}委", "中共{parent}委员会"),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Whose report of which year is being written, with what figures."""

    place: Place
    year: int
    figures: Year
    kinds: Mapping[str, FigureKind]

    def sign(self, letter: str) -> str:
        """What a sign such as @P stands for."""
        place = self.place
        names = {
            "P": place.division.name, "F": place.parent.name + place.division.name, "s": place.kind, "S": short_name(place.division.name),
            "U": place.parent.name, "u": place.parent.name[-1], "O": place.neighbour.name, "Y": str(self.year), "N": str(self.year + 1),
            "g": "增长" if self.figures["applications-growth"] > 0 else "下降",
        }  # fmt: skip
        return names[letter]

    def body(self, kind: str) -> tuple[str, str]:
        """A body of the place as it is written short, and its full name."""
        place = self.place
        names = {"s": place.kind, "u": place.parent.name[-1], "place": place.division.name, "parent": place.parent.name}
        short, full = _BODIES[kind]
        return short.format(**names), full.format(**names)


@dataclass(frozen=True, slots=True)
class Written:
    """A figure that stands in the text."""

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str
    kind: str
    measure: str
    year: int
    indicator: str | None
    program: str | None
    section: str


@dataclass(slots=True)
class Draft:
    """A report as it is written, with its facts. Things are by name; the spans of each in reading order."""

    text: str = ""
    section: str = ""
    figures: list[Written] = field(default_factory=list)
    programs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    candidates: set[str] = field(default_factory=set)
    bodies: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    documents: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, text: str) -> tuple[int, int]:
        """Append text; where it stands."""
        start = len(self.text)
        self.text += text
        return start, len(self.text)

    def write(self, wording: str, scene: Scene, rng: Random) -> None:
        """Append a wording, its marks carried out."""
        wording = _SIGN.sub(lambda sign: scene.sign(sign[1]), wording)
        at = 0
        for mark in _MARK.finditer(wording):
            self.add(wording[at : mark.start()])
            self._mark(mark[1], mark[2], scene, rng)
            at = mark.end()
        self.add(wording[at:])

    def _mark(self, letter: str, content: str, scene: Scene, rng: Random) -> None:
        if letter == "q":
            self._figure(content.split(), scene, rng)
        elif letter in "pc":
            name, _, surface = content.partition("|")
            self.programs.setdefault(name, []).append(self.add(surface))
            if letter == "c":
                self.candidates.add(name)
        elif letter in "bB":
            short, full = scene.body(content)
            self.bodies.setdefault(full, []).append(self.add(short if letter == "b" else full))
        elif letter == "d":
            # Only the brackets and the title are the document: the mark holds the title alone.
            self.documents.setdefault(content, []).append(self.add(f"《{content}》"))
        else:
            raise ValueError(f"no mark {{{letter} …}}")

    def _figure(self, words: list[str], scene: Scene, rng: Random) -> None:
        key, unit, *options = words
        kind, value = scene.kinds[key], abs(scene.figures[key])
        rounding = next((option[0] for option in options if option in ("~", "w", "w~")), "")
        number, value, suffix, qualifier = written_number(value, unit, rounding, rng)
        before = next((option for option in options if option in _BEFORE), "")
        after = next((option for option in options if option in _AFTER), "")
        ahead, behind = (suffix, "") if suffix in ("近", "约") else ("", suffix)
        start, end = self.add(f"{before}{ahead}{number}{behind}{unit}{after}")
        target = key.startswith("t-")
        meant = "target" if target else "other" if key.startswith("rule-") else "indicator"
        self.figures.append(
            Written(
                start,
                end,
                value,
                "元" if unit == "万元" else unit,
                "over" if before or after else qualifier,
                meant,
                kind.measure,
                scene.year + target,
                kind.indicator,
                kind.program,
                self.section,
            )
        )


def written_number(value: Decimal, unit: str, rounding: str, rng: Random) -> tuple[str, Decimal, str, str]:
    """How a number is written (without its unit), the value that this says, the word of rounding, and the qualifier."""
    money = unit == "万元"
    scale = _WAN if money or (rounding == "w" and value >= _WAN and rng.random() < 0.7) else Decimal(1)
    wan = "" if money or scale == 1 else "万"
    shown = value / scale if scale == 1 else (value / scale).quantize(Decimal("0.01"))
    exact = plain(shown) + wan, shown * scale, "", ""
    if not rounding or (scale == 1 and (shown < 20 or rng.random() < 0.5)):
        return exact
    step = Decimal("0.1") if scale != 1 else Decimal(100) if shown >= 1000 else Decimal(10)
    word, qualifier = rng.choices(_ROUNDED, _HOW_OFTEN)[0]
    whole = shown // step * step + (step if word == "近" else 0)
    return (plain(whole) + wan, whole * scale, word, qualifier) if whole and (word or scale != 1) else exact


def plain(value: Decimal) -> str:
    """A decimal without exponent or idle zeros."""
    return format(value.normalize() + 0, "f")
