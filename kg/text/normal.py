"""One form of every character: simplified, half-width, one kind of dash, quotation mark and blank; length kept.

In: any text. Out: the working form, of the same length, so that an offset means the same character in both.
How: a one-to-one table for punctuation and width, then OpenCC (t2s), where there is a character that it could change. OpenCC is right
about traditional text but harms simplified text in a few characters that both scripts use (乾县, 徵, 摺, 薹); those are therefore
converted only where the text is traditional. Where OpenCC changes the length of a line, that line is converted character by character.

Traditional text made by machine from simplified (復議, 范圍, 幹部, 並) ends simplified, whatever the mistakes of that machine.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import opencc

# Share of the ideographs that exist only in traditional script from which on a text is traditional; a citation or a name stays below it.
TRADITIONAL_SHARE: Final = 0.05

_DASHES: Final = "‐‑‒–—―─━﹘⸺－ー"
_WAVES: Final = "～〜∼﹋"
_DOTS: Final = "•・‧∙⋅﹒･"
_QUOTES: Final = dict(zip("「」『』﹁﹂﹃﹄〝〞＂＇", "“”‘’“”‘’“”\"'", strict=True))
# White space to blank; zero-width characters too, which web pages leave inside words.
_BLANKS: Final = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
# Full-width ASCII, small forms, half-width forms, compatibility ideographs, and the radicals that PDF files carry for ideographs.
_WIDE: Final = (range(0xFF01, 0xFF5F), range(0xFE50, 0xFE6C), range(0xFF61, 0xFF66), range(0xF900, 0xFB00), range(0x2F00, 0x2FD6))

# Valid in both scripts, with another meaning in simplified: left alone in simplified text (乾县, 宫商角徵羽, 蒜薹, 摺子戏).
_SHARED: Final = frozenset("乾吒夥徵拚捱摺榘菸薹袷醣麴瞭藉")
# What OpenCC leaves, though simplified text has another character for it. 瞭 and 著 are in both scripts and not here.
_VARIANTS: Final = tuple(zip("衹祇彊甎甯菓傚盃", "只只强砖宁果效杯", strict=True))
# What OpenCC changes in some words only (深沈, 找藉口, 毛坏, 英哩, 批覆, 瞭解, 甦醒), and so does not tell when asked of the character.
_IN_WORDS: Final = "沈藉坏哩覆瞭甦"
_CLAUSE_ENDS: Final = ",。、\n"
# Where the characters of its dictionary lie that exist in every script; of those beyond, all may be changed.
_ASKED: Final = range(0x3400, 0xA000)
_LOWEST: Final = chr(_ASKED.start)
_BEYOND: Final = "\uf900-\ufaff\U00020000-\U0010ffff"

# 著 is 着 (圍繞著) unless it is in one of these words; only asked in traditional text.
_ZHE: Final = re.compile(r"著(?<![显昭卓原名论专编巨土合遗译拙]著)(?![作名称述者录有书文])")
# 覆 for 復, a frequent slip of machines and people: 覆議, 覆查, 覆函
_FU: Final = re.compile(r"覆(?=[议查核函审])")
# 乾 stays in the names of these counties.
_QIAN: Final = re.compile(r"干(?=县|安县)")
_SHARED_IN: Final = re.compile(f"[{''.join(sorted(_SHARED))}]")
# What nearly every text has: replaced one by one, which is much faster than a table; the table is asked where something else is left.
_USUAL: Final = tuple(zip("，：；！？（）％\u3000\t\xa0–―－～０１２３４５６７８９", ",:;!?()%   ———~0123456789", strict=True))
# 述法率达100%.制定要点: a full stop of half width, in a text that has hardly any other; not the dot of 一.总体情况, 3.5.
_LOW_STOP: Final = re.compile(
    r"(?<=[\u4e00-\u9fff%)”》\"])(?<!^[一二三四五六七八九十])(?<!^十[一二三四五六七八九])\.(?=[\u4e00-\u9fff\d\n\"“《(【 ]|\Z)", re.M
)
_STRETCH: Final = 512
_LEAST_STOPS: Final = 3  # 甲.乙 alone is a name
_IDEOGRAPHS: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0002a6df]+")


@cache
def _converter() -> opencc.OpenCC:
    """The converter: made on first use and kept, since it holds nothing but its dictionary and making it takes longer than using it."""
    return opencc.OpenCC("t2s")


@cache
def _table() -> dict[int, str]:
    """The one-to-one table of width and punctuation."""
    table: dict[int, str] = {}
    for block in _WIDE:
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    for characters, plain in ((_BLANKS, " "), (_WAVES, "~"), (_DOTS, "·"), (_DASHES, "—")):
        table.update(dict.fromkeys(map(ord, characters), plain))
    table.update({ord(key): value for key, value in _QUOTES.items()})
    return table


@cache
def _convertible() -> str:
    """What conversion can change wherever it stands, as a regular expression's class of characters."""
    asked = list(map(chr, _ASKED))
    told = _opencc("\n".join(asked)).split("\n")
    changed = [old for old, new in zip(asked, told, strict=True) if old != new]
    return "".join([*changed, *(variant for variant, _ in _VARIANTS), _BEYOND])


@cache
def _unusual() -> re.Pattern[str]:
    """Any character of the table, and any that conversion can change: what most texts have none of, looked for at once."""
    return re.compile(f"[{re.escape(''.join(map(chr, sorted(_table()))))}{_convertible()}]")


@lru_cache(maxsize=4)
def _plain(text: str) -> tuple[str, bool]:
    """A text with one form of width and punctuation, and whether conversion could change it otherwise than in ``_IN_WORDS``."""
    for wide, plain in _USUAL:
        text = text.replace(wide, plain)
    table, convertible = _table(), False
    for character in set(_unusual().findall(text)):  # a few of the table's, each for itself
        plain = table.get(ord(character), "")
        if plain:
            text = text.replace(character, plain)
        convertible = convertible or plain == "" or plain >= _LOWEST
    others = text.count("。")
    if text.count(".") > 3 * others:
        stopped, stops = _LOW_STOP.subn("。", text)
        if stops >= _LEAST_STOPS and stops > others:
            return stopped, convertible
    return text, convertible


# A report is brought to its working form when it is identified, and again for its layout: the last texts are kept.
@lru_cache(maxsize=4)
def normalise(text: str) -> str:
    """The working form of a text, of the same length: simplified; full-width ASCII, digits and punctuation made half-width
    (，：；！？（）％ → ,:;!?()%; 。、《》“”‘’ stay; 「」『』 become “”‘’; 〈〉 stay; every dash becomes —, ～ becomes ~); every white space
    character but the newline becomes one blank; where a text ends its sentences with half-width dots, they become 。.
    ``len(normalise(t)) == len(t)`` for all t, and it is idempotent.

    >>> normalise("行政復議新收１２件，辦結率達９５％")
    '行政复议新收12件,办结率达95%'
    """
    plain, convertible = _plain(text)
    for _ in range(4):  # the outcome of one conversion may, in theory, be convertible again
        simple = _simplify(plain, convertible)
        if simple == plain:
            break
        plain, convertible = simple, _unusual().search(simple) is not None
    return plain


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, however faultily converted."""
    plain, convertible = _plain(text)
    converted = _convert(plain, convertible)
    return converted != plain and _is_traditional(plain, converted)


def _simplify(text: str, convertible: bool) -> str:
    converted = _convert(text, convertible)
    if converted == text:
        return text
    if _is_traditional(text, converted):
        places = _QIAN.sub(lambda found: text[found.start()] if text[found.start()] == "乾" else "干", converted)
        return _FU.sub("复", _ZHE.sub("着", places))
    return "".join(old if old in _SHARED else new for old, new in zip(text, converted, strict=True))


@lru_cache(maxsize=4)
def _is_traditional(text: str, converted: str) -> bool:
    changed = 0
    for start in range(0, len(text), _STRETCH):  # stretch by stretch: most are the same, or the first ones tell
        before, after = text[start : start + _STRETCH], converted[start : start + _STRETCH]
        if before == after:
            continue
        changed += sum(map(operator.ne, before, after))
        if _SHARED_IN.search(before):
            changed -= sum(1 for old, new in zip(before, after, strict=True) if old != new and old in _SHARED)
        if changed > TRADITIONAL_SHARE * len(text):
            return True  # even if all of it were ideographs
    return changed > TRADITIONAL_SHARE * sum(map(len, _IDEOGRAPHS.findall(text))) if changed else False


@lru_cache(maxsize=4)
def _convert(text: str, convertible: bool) -> str:
    """OpenCC over a text, of the same length; where nothing can change but words with ``_IN_WORDS``, over their clauses alone."""
    converted = _opencc(text) if convertible else _with_clauses(text)
    if len(converted) != len(text):
        converted = "\n".join(map(_convert_line, text.split("\n")))
    for variant, plain in _VARIANTS if convertible else ():
        converted = converted.replace(variant, plain)
    return converted


def _with_clauses(text: str) -> str:
    """A text with the clauses converted that hold a character of ``_IN_WORDS``: no word goes over a mark of ``_CLAUSE_ENDS``."""
    starts = [i for character in _IN_WORDS if character in text for i in _places(text, character)]
    if not starts:
        return text
    parts: list[str] = []
    done = 0
    for i in sorted(starts):
        if i >= done:
            start = max([text.rfind(mark, done, i) for mark in _CLAUSE_ENDS]) + 1
            start, end = max(start, done), min([text.find(mark, i) % (len(text) + 1) for mark in _CLAUSE_ENDS])
            parts += text[done:start], _opencc(text[start:end])
            done = end
    return "".join([*parts, text[done:]])


def _places(text: str, character: str) -> Iterator[int]:
    i = text.find(character)
    while i >= 0:
        yield i
        i = text.find(character, i + 1)


def _convert_line(line: str) -> str:
    converted = _opencc(line)
    if len(converted) == len(line):
        return converted
    singles = ((character, _opencc(character)) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in singles)


def _opencc(text: str) -> str:
    try:
        return str(_converter().convert(text))
    except UnicodeEncodeError:  # a lone surrogate: no file decodes to one, but a caller may hold one
        return text if len(text) == 1 else "".join(map(_opencc, text))
