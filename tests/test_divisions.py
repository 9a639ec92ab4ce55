"""The table of divisions as a table of known facts, and how names and codes are found in it."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import COLUMNS, Divisions, stands
from kg.model import Division, KgError, Level
from kg.place_names import is_ordinary, name_forms, short_name

HEADER = ",".join(COLUMNS)
TABLE = Path(__file__).parent.parent / "data" / "divisions.csv"


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load(TABLE)


# Counties at the end of each year as published by the ministry of civil affairs. The table adds 加格达奇, 松岭, 新林, 呼中, which the
# ministry does not count, and up to 2020 the three offices of 三沙.
PUBLISHED = {
    2014: 2854, 2015: 2850, 2016: 2851, 2017: 2851, 2018: 2851, 2019: 2846, 2020: 2844, 2021: 2843, 2022: 2843, 2023: 2844, 2024: 2846,
}  # fmt: skip


@pytest.mark.parametrize(("year", "counties"), PUBLISHED.items())
def test_counties_at_the_end_of_a_year(divisions: Divisions, year: int, counties: int) -> None:
    standing = [row for row in divisions if row.level is Level.COUNTY and stands(row, year) and row.valid_to != year]
    assert len(standing) == counties + 4 + (3 if year < 2020 else 0)


@pytest.mark.parametrize(
    ("year", "prefectures"),
    {2014: 333, 2015: 334, 2016: 334, 2017: 334, 2018: 333, 2019: 333, 2020: 333, 2021: 333, 2022: 333, 2023: 333, 2024: 333}.items(),
)
def test_prefectures_at_the_end_of_a_year(divisions: Divisions, year: int, prefectures: int) -> None:
    standing = [row for row in divisions if row.level is Level.PREFECTURE and stands(row, year) and row.valid_to != year]
    assert len(standing) == prefectures


@pytest.mark.parametrize(
    ("province", "counties"),
    {
        "11": 16, "12": 16, "13": 167, "14": 117, "15": 103, "21": 100, "22": 60, "23": 121 + 4, "31": 16, "32": 95, "33": 90, "34": 104,
        "35": 84, "36": 100, "37": 136, "41": 157, "42": 103, "43": 122, "44": 122, "45": 111, "46": 25, "50": 38, "51": 183, "52": 88,
        "53": 129, "54": 74, "61": 107, "62": 86, "63": 44, "64": 22, "65": 110,
    }.items(),
)  # fmt: skip
def test_counties_of_a_province_in_2024(divisions: Divisions, province: str, counties: int) -> None:
    standing = [row for row in divisions if row.level is Level.COUNTY and row.code[:2] == province and stands(row, 2024)]
    assert len(standing) == counties


def test_there_are_34_provinces(divisions: Divisions) -> None:
    assert len([row for row in divisions if row.level is Level.PROVINCE]) == 34
    assert not [row for row in divisions if row.code[:2] in {"71", "81", "82"} and row.level is not Level.PROVINCE]


def test_headings_of_the_official_lists_are_left_out(divisions: Divisions) -> None:
    assert not {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"} & {row.name for row in divisions}


@pytest.mark.parametrize(
    ("old", "new", "year"),
    [
        ("500228 梁平县", "500155 梁平区", 2016),
        ("542100 昌都地区", "540300 昌都市", 2014),
        ("542121 昌都县", "540302 卡若区", 2014),
        ("310108 闸北区", "310106 静安区", 2015),
        ("330103 下城区", "330105 拱墅区", 2021),
        ("330104 江干区", "330102 上城区", 2021),
        ("469003 儋州市", "460400 儋州市", 2015),
        ("371202 莱城区", "370116 莱芜区", 2018),
        ("512081 简阳市", "510185 简阳市", 2016),
        ("220381 公主岭市", "220184 公主岭市", 2020),
        ("341521 寿县", "340422 寿县", 2015),
        ("130223 滦县", "130284 滦州市", 2018),
        ("520222 盘县", "520281 盘州市", 2017),
        ("130602 新市区", "130602 竞秀区", 2015),
        ("210112 东陵区", "210112 浑南区", 2014),
        ("371324 苍山县", "371324 兰陵县", 2014),
        ("360402 庐山区", "360402 濂溪区", 2016),
        ("320602 崇川区", "320613 崇川区", 2020),
        ("231121 嫩江县", "231183 嫩江市", 2019),
        ("540422 米林县", "540481 米林市", 2023),
        ("652201 哈密市", "650502 伊州区", 2016),
        ("652200 哈密地区", "650500 哈密市", 2016),
        ("460321 西沙群岛", "460302 西沙区", 2020),
        ("500112 渝北区", "500157 两江新区", 2025),
    ],
)
def test_changes(divisions: Divisions, old: str, new: str, year: int) -> None:
    before = next(row for row in divisions if f"{row.code} {row.name}" == old)
    after = next(row for row in divisions if f"{row.code} {row.name}" == new)
    assert before.valid_to == year
    assert after in divisions.later(before)
    assert divisions.at(before.code, year - 1) == before
    assert divisions.at(after.code, year) == after
    assert before in divisions.find(before.name, year)


@pytest.mark.parametrize(
    ("code", "name", "since"),
    [
        ("330113", "临平区", 2021),
        ("330114", "钱塘区", 2021),
        ("330383", "龙港市", 2019),
        ("150603", "康巴什区", 2016),
        ("653228", "和康县", 2024),
        ("659012", "白杨市", 2023),
        ("460303", "南沙区", 2020),
        ("653132", "岑岭县", 2026),
    ],
)
def test_new_divisions(divisions: Divisions, code: str, name: str, since: int) -> None:
    assert divisions.at(code, since - 1) is None
    row = divisions.at(code, since)
    assert row is not None and row.name == name and row.valid_to is None


@pytest.mark.parametrize(
    ("code", "parents"),
    [
        ("500155", ["重庆市"]),
        ("211302", ["辽宁省", "朝阳市"]),
        ("310114", ["上海市"]),
        ("429004", ["湖北省"]),
        ("419001", ["河南省"]),
        ("659001", ["新疆维吾尔自治区"]),
        ("469001", ["海南省"]),
        ("542121", ["西藏自治区", "昌都地区"]),
        ("441900", ["广东省"]),
        ("810000", []),
    ],
)
def test_parents(divisions: Divisions, code: str, parents: list[str]) -> None:
    row = divisions.at(code)
    assert row is not None
    assert [parent.name for parent in divisions.parents(row)] == parents


def test_parents_in_a_year(divisions: Divisions) -> None:
    county = divisions.at("340823")
    assert county is not None and county.name == "枞阳县"
    assert divisions.full_name(county) == "安徽省安庆市枞阳县"
    assert [divisions.full_name(row) for row in divisions.successors(county)] == ["安徽省铜陵市枞阳县"]


def test_children_stand_at_the_end_of_the_year(divisions: Divisions) -> None:
    assert {row.name for row in divisions.children("500000", 2015)} >= {"梁平县", "开县"}
    assert {row.name for row in divisions.children("500000", 2016)} >= {"梁平区", "开州区"}
    assert not {"梁平县", "开县"} & {row.name for row in divisions.children("500000", 2016)}
    names = {row.name for row in divisions.children("211300")}
    assert names == {"双塔区", "龙城区", "朝阳县", "建平县", "北票市", "凌源市", "喀喇沁左翼蒙古族自治县"}
    assert divisions.children("441900") == ()


def test_descends(divisions: Divisions) -> None:
    assert divisions.descends("211302", "211300") and divisions.descends("211302", "210000")
    assert not divisions.descends("211302", "211302") and not divisions.descends("211302", "220000")
    assert not divisions.descends("999999", "210000")


def test_a_divided_division_has_several_successors(divisions: Divisions) -> None:
    county = divisions.resolve("邢台县")
    assert county.code == "130521" and divisions.today(county) == county
    assert [row.name for row in divisions.successors(county)] == ["信都区", "襄都区"]
    assert divisions.successors(divisions.resolve("梁平区")) == (divisions.resolve("梁平区"),)


@pytest.mark.parametrize(
    ("code", "today"),
    [("500228", "500155"), ("542623", "540481"), ("310108", "310108"), ("320202", "320202"), ("542121", "540302"), ("211302", "211302")],
)
def test_a_place_as_it_is_called_today(divisions: Divisions, code: str, today: str) -> None:
    row = divisions.resolve(code)
    assert row.code == code
    assert divisions.today(row).code == today


# --- names ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("梁平区", "梁平"), ("双塔区", "双塔"), ("重庆市", "重庆"), ("辽宁省", "辽宁"), ("张北县", "张北"), ("滦县", ""),
        ("沙市区", "沙市"), ("津市市", "津市"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"), ("新疆维吾尔自治区", "新疆"),
        ("西藏自治区", "西藏"), ("香港特别行政区", "香港"), ("恩施土家族苗族自治州", "恩施 恩施州"), ("伊犁哈萨克自治州", "伊犁 伊犁州"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏 克孜勒苏州"), ("双江拉祜族佤族布朗族傣族自治县", "双江 双江县"),
        ("隆林各族自治县", "隆林 隆林县"), ("东乡族自治县", "东乡 东乡县"), ("积石山保安族东乡族撒拉族自治县", "积石山 积石山县"),
        ("察布查尔锡伯自治县", "察布查尔 察布查尔县"), ("塔什库尔干塔吉克自治县", "塔什库尔干 塔什库尔干县"),
        ("鄂温克族自治旗", "鄂温克 鄂温克旗"), ("鄂伦春自治旗", "鄂伦春 鄂伦春旗"), ("莫力达瓦达斡尔族自治旗", "莫力达瓦 莫力达瓦旗"),
        ("管城回族区", "管城"), ("梅里斯达斡尔族区", "梅里斯"), ("回民区", "回民"), ("神农架林区", "神农架"), ("六枝特区", "六枝"),
        ("峰峰矿区", "峰峰"), ("矿区", ""), ("郊区", ""), ("城区", ""), ("昌都地区", "昌都"), ("锡林郭勒盟", "锡林郭勒"),
        ("敖汉旗", "敖汉"), ("土默特左旗", ""), ("正蓝旗", ""), ("达尔罕茂明安联合旗", ""), ("浦东新区", "浦东"), ("新市区", "新市"),
        ("西沙群岛", ""),
    ],
)  # fmt: skip
def test_forms_of_a_name(name: str, forms: str) -> None:
    assert name_forms(name) == (name, *forms.split())
    assert short_name(name) == (forms.split() or [name])[0]


@given(st.text(alphabet="省市县区州盟旗地自治新特林矿左中族回土家梁平", max_size=12))
def test_a_short_name_is_the_beginning_and_never_one_character(name: str) -> None:
    short = short_name(name)
    assert name.startswith(short)
    assert len(short) >= min(2, len(name))
    assert name_forms(name)[0:1] == ((name,) if name else ())


def test_names_say_how_far_they_can_be_trusted(divisions: Divisions) -> None:
    names = {entry.name: entry for entry in divisions.names()}
    assert names["梁平"].certain and names["梁平"].codes == ("500155", "500228") and not names["梁平"].full
    assert names["双塔区"].certain and names["双塔区"].full
    assert names["恩施州"].certain and names["达茂旗"].codes == ("150223",)
    assert names["鼓楼区"].ambiguous and not names["鼓楼区"].ordinary
    assert not names["长沙"].ambiguous and not names["吉林"].ambiguous and names["朝阳"].ambiguous
    assert names["江北区"].ambiguous
    assert all(len(name) > 1 for name in names)
    later = {entry.name: entry for entry in divisions.names(2026)}
    assert not later["江北区"].ambiguous and "梁平县" not in later


@pytest.mark.parametrize(
    "word",
    [
        "和平", "新城", "城区", "郊区", "河东", "桥西", "东风", "公安", "合作", "资源",
        "会同", "范县", "建平", "政和", "通化", "定结", "长治", "金山", "青山", "大理",
    ],
)  # fmt: skip
def test_ordinary_words_are_names_and_known_as_words(divisions: Divisions, word: str) -> None:
    assert is_ordinary(word)
    assert divisions.find(word)


def test_every_ordinary_word_is_a_name(divisions: Divisions) -> None:
    assert sum(entry.ordinary for entry in divisions.names()) > 250
    assert not is_ordinary("梁平") and not is_ordinary("双塔") and not is_ordinary("嘉定")


# --- what a person types ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("500155", "500155"), ("500228", "500228"), ("梁平区", "500155"), ("梁平", "500155"), ("梁平县", "500155"),
        ("重庆市梁平区", "500155"), ("重庆梁平", "500155"), ("重庆市 / 梁平区", "500155"), ("重庆·梁平", "500155"),
        ("５００１５５", "500155"), ("朝阳市双塔区", "211302"), ("辽宁省朝阳市双塔区", "211302"), ("辽宁双塔", "211302"),
        ("吉林", "220000"), ("吉林市", "220200"), ("吉林吉林", "220200"), ("长沙", "430100"), ("长沙县", "430121"), ("海南", "460000"),
        ("河南", "410000"), ("西安", "610100"), ("大同", "140200"), ("南京鼓楼", "320106"), ("北京朝阳", "110105"), ("恩施州", "422800"),
        ("恩施市", "422801"), ("达茂旗", "150223"), ("前郭县", "220721"), ("双江县", "530925"), ("东乡县", "622926"),
        ("日喀则市", "540200"), ("崇川区", "320613"), ("闸北区", "310108"), ("昌都地区江达县", "540321"), ("重庆江北区", "500105"),
        ("仙桃", "429004"), ("石河子", "659001"), ("香港", "810000"), ("澳门", "820000"), ("湖北神农架", "429021"),
        ("内蒙古自治区呼和浩特市回民区", "150103"),
    ],
)  # fmt: skip
def test_resolve(divisions: Divisions, text: str, code: str) -> None:
    assert divisions.resolve(text).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("鼓楼区", ["江苏省南京市鼓楼区 320106", "福建省福州市鼓楼区 350102", "parent"]),
        ("朝阳", ["北京市朝阳区 110105", "辽宁省朝阳市 211300"]),
        ("城区", ["山西省晋城市城区 140502"]),
        ("双踏区", ["双踏区", "辽宁省朝阳市双塔区 211302"]),
        ("梁平镇区", ["梁平"]),
        ("123456", ["123456"]),
        ("", ["code"]),
        ("辽宁省梁平区", ["辽宁省梁平区"]),
    ],
)
def test_what_cannot_be_resolved_is_explained_in_one_line(divisions: Divisions, text: str, said: list[str]) -> None:
    with pytest.raises(KgError) as error:
        divisions.resolve(text)
    message = str(error.value)
    assert all(part in message for part in said)
    assert "\n" not in message and len(message) < 400


def test_every_division_resolves_from_its_full_path(divisions: Divisions) -> None:
    for row in divisions:
        if row.valid_to is None:
            assert divisions.resolve(divisions.full_name(row)) is row
            assert divisions.resolve(row.code) is row


# --- what holds for every row -----------------------------------------------------------------------------------------------


def test_every_row_is_whole(divisions: Divisions) -> None:
    rank = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
    for row in divisions:
        parents = divisions.parents(row)
        assert [rank[parent.level] for parent in parents] == sorted(rank[parent.level] for parent in parents)
        assert bool(parents) == (row.level is not Level.PROVINCE)
        assert all(rank[parent.level] < rank[row.level] for parent in parents)
        assert all(divisions.descends(row.code, parent.code) for parent in parents)
        assert row in divisions.find(row.name) and row in divisions.find(short_name(row.name))
        assert divisions.successors(row), row


def test_rows_of_one_code_follow_each_other(divisions: Divisions) -> None:
    codes = Counter(row.code for row in divisions)
    for code in sorted(code for code, count in codes.items() if count > 1):
        rows = [row for row in divisions if row.code == code]
        for before, after in pairwise(rows):
            assert before.valid_to == after.valid_from


def test_names_are_one_within_a_parent(divisions: Divisions) -> None:
    standing = Counter((row.parent, row.name) for row in divisions if row.valid_to is None)
    assert [key for key, count in standing.items() if count > 1] == []


@given(st.integers(min_value=2000, max_value=2030))
def test_at_returns_what_stands(year: int) -> None:
    rows = Divisions((Division("500228", "梁平县", Level.COUNTY, None, None, 2016), Division("500155", "梁平区", Level.COUNTY, None, 2016)))
    assert (rows.at("500228", year) is not None) == (year <= 2016)
    assert (rows.at("500155", year) is not None) == (year >= 2016)
    assert len(rows.find("梁平", year)) == (2 if year == 2016 else 1)


# --- a table that is not as it should be ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["code,name"], 1, "header"),
        ([HEADER, "50015,梁平区,county,500000,,,,"], 2, "six digits"),
        ([HEADER, "500000,重庆市,province,,,,,", "500155,梁平区,district,500000,,,,"], 3, "district"),
        ([HEADER, "500155,梁平区,county,500000,,,,"], 2, "500000"),
        ([HEADER, "500155,梁平区,county,,,,,"], 2, "must have a parent"),
        ([HEADER, "500000,重庆市,province,,16,,,"], 2, "not a year"),
        ([HEADER, "500000,重庆市,province,,2016,2015,,"], 2, "2015"),
        ([HEADER, "500000,重庆市,province,,,2015,500001,"], 2, "500001"),
        ([HEADER, "500000,重庆市,province,,,2015,500000,"], 2, "500000"),
        ([HEADER, "500000,重庆市,province,,,"], 2, "fields"),
        ([HEADER, "500000,渝,province,,,,,"], 2, "too short"),
        ([HEADER, "500000,重庆市,province,,,,,", "500000,重庆市,province,,,,,"], 3, "second row"),
        ([HEADER, "500000,重庆市,province,,,,,", "500155,梁平区,county,500156,,,,", "500156,武隆区,county,500000,,,,"], 3, "wide"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, lines: list[str], line: int, said: str) -> None:
    table = tmp_path / "divisions.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(KgError, match=f"divisions.csv:{line}: ") as error:
        Divisions.load(table)
    assert said in str(error.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"nowhere\.csv"):
        Divisions.load(tmp_path / "nowhere.csv")


def test_the_table_is_sorted_and_known_rows_are_in_it() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["code"], row["valid_from"]) for row in rows]
    assert keys == sorted(keys)
    with (TABLE.parent / "divisions-known.csv").open(encoding="utf-8", newline="") as file:
        known = [(line["code"], line["name"]) for line in csv.DictReader(file)]
    assert set(known) <= {(row["code"], row["name"]) for row in rows}
    assert len(known) == len(set(known))
