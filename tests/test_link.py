"""The linker: places by word and by name, kinds by level, full names."""

from __future__ import annotations

import pytest

from kg.link import BodyMention, Linker, Surroundings
from kg.model import Span
from kg.vocabulary import Vocabulary
from tests.made_report import made_report

HERE = Span(0, 1)


@pytest.fixture(scope="module")
def linker(vocabulary: Vocabulary) -> Linker:
    return Linker(vocabulary)


def around(linker: Linker, vocabulary: Vocabulary, code: str | None, township: str | None = None, year: int = 2024) -> Surroundings:
    return linker.surroundings(made_report(vocabulary, "", code, township=township, year=year).identity)


PLACES: list[tuple[tuple[str, str | None], str, str | None]] = [
    (("500155", None), "区", "梁平区"),
    (("500155", None), "我区", "梁平区"),
    (("500155", None), "本市", "重庆市"),
    (("500155", None), "梁平", "梁平区"),
    (("500155", None), "县", None),
    (("211302", None), "市", "朝阳市"),
    (("211302", None), "省", "辽宁省"),
    (("211302", None), "朝阳市双塔区", "双塔区"),
    (("211302", None), "辽宁省朝阳市双塔区", "双塔区"),
    (("320481", None), "市", "溧阳市"),
    (("320481", None), "常州市", "常州市"),
    (("330600", None), "区", None),
    (("150000", None), "自治区", "内蒙古自治区"),
    (("150000", None), "区", "内蒙古自治区"),
    (("500240", None), "自治县", "石柱土家族自治县"),
    (("500240", None), "县", "石柱土家族自治县"),
    (("652800", None), "州", "巴音郭楞蒙古自治州"),
    (("653101", None), "地区", "喀什地区"),
    (("440825", "下洋镇"), "镇", "徐闻县下洋镇"),
    (("440825", "下洋镇"), "下洋", "徐闻县下洋镇"),
    (("440825", "下洋镇"), "县", "徐闻县"),
    (("320102", None), "鼓楼区", "鼓楼区"),
    (("500155", None), "鼓楼区", None),
    (("500155", None), "没有县", None),
]


@pytest.mark.parametrize(("whose", "written", "name"), PLACES)
def test_places(linker: Linker, vocabulary: Vocabulary, whose: tuple[str, str | None], written: str, name: str | None) -> None:
    place = linker.place(written, around(linker, vocabulary, *whose))
    assert (place.name if place else None) == name


def test_a_place_is_read_in_the_year_of_the_report(linker: Linker, vocabulary: Vocabulary) -> None:
    old = around(linker, vocabulary, "500228", year=2014)
    assert old.own is not None
    assert (old.own.name, old.own.word) == ("梁平县", "县")


BODIES: list[tuple[str, BodyMention, str]] = [
    ("500155", BodyMention(HERE, "区", ("court", "court-high", "court-intermediate")), "梁平区人民法院"),
    ("500155", BodyMention(HERE, "市", ("court", "court-high", "court-intermediate")), "重庆市高级人民法院"),
    ("211302", BodyMention(HERE, "市", ("court", "court-high", "court-intermediate")), "朝阳市中级人民法院"),
    ("211302", BodyMention(HERE, "区", ("public-security-branch",)), "朝阳市公安局双塔分局"),
    ("211302", BodyMention(HERE, "省", ("justice-bureau",), above=True), "辽宁省司法厅"),
    ("500155", BodyMention(HERE, "市", ("justice-bureau",), above=True), "重庆市司法局"),
    ("211302", BodyMention(HERE, "区", ("justice-bureau",), suffix="党组"), "双塔区司法局党组"),
    ("500155", BodyMention(HERE, "", ("justice-office",), township="屏锦镇"), "梁平区屏锦镇司法所"),
    ("500155", BodyMention(HERE, "", (), "法治建设领导小组", "议事协调机构"), "梁平区法治建设领导小组"),
    ("500155", BodyMention(HERE, "区", (), "委主题教育办", "政府部门"), "中共梁平区委主题教育办"),
    ("500155", BodyMention(HERE, "", ("state-council",)), "国务院"),
]


@pytest.mark.parametrize(("code", "mention", "name"), BODIES)
def test_bodies(linker: Linker, vocabulary: Vocabulary, code: str, mention: BodyMention, name: str) -> None:
    body = linker.body(mention, around(linker, vocabulary, code))
    assert body is not None
    assert body.name == name


@pytest.mark.parametrize(
    ("code", "mention"),
    [
        ("330600", BodyMention(HERE, "县", ("party-committee",))),  # a city has many
        ("500155", BodyMention(HERE, "区", ("justice-office",))),  # a district has many
        (None, BodyMention(HERE, "镇", ("court",))),
        (None, BodyMention(HERE, "", (), "法治建设领导小组")),
    ],
)
def test_no_telling(linker: Linker, vocabulary: Vocabulary, code: str | None, mention: BodyMention) -> None:
    assert linker.body(mention, around(linker, vocabulary, code)) is None


def test_one_body_has_one_id_from_wherever_it_is_seen(linker: Linker, vocabulary: Vocabulary) -> None:
    at_home = linker.body(BodyMention(HERE, "区", ("justice-bureau",)), around(linker, vocabulary, "500155"))
    next_door = linker.body(BodyMention(HERE, "梁平区", ("justice-bureau",)), around(linker, vocabulary, "511724"))
    assert at_home is not None
    assert at_home == next_door


def test_every_kind_has_a_full_name_that_can_be_filled(linker: Linker, vocabulary: Vocabulary) -> None:
    near = around(linker, vocabulary, "211302", "站南街道")
    words = {"county": "区", "prefecture": "市", "province": "省", "township": "街道"}
    for kind in vocabulary.body_kinds.values():
        for level in kind.levels:
            body = linker.body(BodyMention(HERE, words[level.value], (kind.id,)), near)
            assert body is not None, kind.id
            assert "{" not in body.name
            assert body.type == kind.type
