"""Bytes of a file → its text, by strict decoders and a look at what comes out.

In: bytes. Out: the text with newlines as Python's text files give them (``\\r\\n`` and ``\\r`` become ``\\n``), without byte-order mark,
and the name of the encoding. Raises KgError for what is empty, no text, or no Chinese.
How: a byte-order mark decides; then UTF-8, which other encodings never pass by chance; then GB18030 and Big5, of which the one that gives
more common Chinese characters is right (each reads the other's bytes, as rare ones).
"""

from __future__ import annotations

import codecs
import math
import re
from typing import Final

from kg.model import KgError

_MAGIC: Final = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"), (b"{\\rtf", "an RTF document"), (b"SQLite format", "an SQLite database"),
)  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8", "utf-8"), (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"))
_NEWLINES: Final = re.compile(r"\r\n?")
# The commonest characters of official Chinese in both scripts: about half of what such a text consists of.
_COMMON: Final = frozenset(
    "的一是在了和有大这主中人上为們们地個个用工时時要动動国國产產以我到他会會作来來分生对對于於学學下级級就年阶階义義发發成部民可出能方进進同行面说說"
    "种種过過命度革而多子后後自社加小机機也经經力线線本电電高量长長党黨得实實家定深法表着著水理化争爭现現所二起政三好十战戰无無农農使性前等反体體合斗路图圖把结結第里裡"
    "正新开開论論之物从從当當两兩些还還天资資事队隊批如应應形想制製心样樣干幹都向变變关關点點育重其思与與间間内內去因件日利相由压壓员員气氣业業代全组組数數果期导導平各基或月毛然问問比展那它最及外没沒"
    "看治提五解系係林者米群头頭意只明四道马馬认認次文通但条條较較克又公孔领領军軍流入接席位情运運器并並飞飛原油放立题題质質指建区區验驗活众眾很教决決特此常石强極极土少已根共直团團统統式转轉别別造切九你取西持总總料连連任"
    "志观觀调調七么山程百报報更见見必真保热熱委手改管处處己将將修支识識病象几幾先老光专專什六型具示复復安带帶每东東增则則完风風回南广廣劳勞轮輪科北打积積车車计計给給节節做务務被整联聯步类類集号號列温装裝即毫知轴軸研单單色坚堅"
    "据據速防史拉世设設达達尔爾场場织織历歷花受求传傳口断斷况況采採精金界品判参參层層止边邊清至万萬确確究书書术術状狀厂廠须須离離再目海交权權且儿兒青才证證低越际際八试試规規斯近注办辦布门門铁鐵需走议議县縣兵固除般引齿齒千胜勝细細影济濟白格效置推空配刀叶葉率述今选選"
    "司矛盾纠糾纷紛普宣案执執监監督府市镇鎮街乡鄉村服协協助律师師讼訟诉訴"
)
# Below these shares a text is not Chinese, or was decoded wrongly.
_FEWEST_IDEOGRAPHS: Final = 0.2
_FEWEST_COMMON: Final = 0.25
_SAMPLE: Final = 1500


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding. ``name`` is what an error calls it."""
    _refuse_binary(data, name)
    for mark, encoding, codec in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise KgError(f"{name}: marked as {encoding}, but broken at byte {error.start}; save it as UTF-8 again") from error
            break
    else:
        text, encoding = _unmarked(data, name)
    text = _NEWLINES.sub("\n", text) if "\r" in text else text
    if not text.strip():
        raise KgError(f"{name}: holds nothing but white space; give a text file with the report")
    if _is_gibberish(text):
        raise KgError(f"{name}: does not look like Chinese text; convert it to UTF-8, or give another file")
    return text, encoding


def _refuse_binary(data: bytes, name: str) -> None:
    if not data:
        raise KgError(f"{name}: is empty; give a text file with the report")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise KgError(f"{name}: is {kind}, not text; save the report as plain text (UTF-8)")
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise KgError(f"{name}: is a binary file, not text; save the report as plain text (UTF-8)")


def _unmarked(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error.start
    found: list[tuple[float, str, str]] = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((_commonness(text), encoding, text))
    if not found:
        raise KgError(f"{name}: is not in UTF-8 (byte {broken}), GB18030 or Big5; save it as UTF-8")
    _, encoding, text = max(found, key=lambda item: item[0])
    return text, encoding


def _commonness(text: str) -> float:
    """The share of common characters among all that are not ASCII."""
    foreign = sum(1 for character in text if character > "\x7f")
    return sum(1 for character in text if character in _COMMON) / foreign if foreign else 0.0


def _is_gibberish(text: str) -> bool:
    """Whether a text is not Chinese, or was decoded wrongly; its beginning tells."""
    text = text[:_SAMPLE]
    characters = sum(map(len, text.split()))
    if "\ufffd" in text and text.count("\ufffd") > 0.01 * characters:
        return True
    enough = math.ceil(max(_FEWEST_IDEOGRAPHS, _FEWEST_COMMON) * characters)  # were all of them ideographs
    common = ideographs = 0
    for character in text:
        if character in _COMMON:
            common += 1
            if common >= enough:
                return False
        elif "\u3400" <= character <= "\u9fff":
            ideographs += 1
    ideographs += common
    return ideographs < _FEWEST_IDEOGRAPHS * characters or common < _FEWEST_COMMON * ideographs
