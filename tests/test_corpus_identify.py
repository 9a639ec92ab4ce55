"""kg.corpus.read_report: whose report it is, for which year, by whom, when published; what cannot be told is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.corpus import read_report
from kg.model import Identity, KgError, Level, Report, Source, Where
from kg.vocabulary import Vocabulary


def body(year: int, we: str) -> str:
    """A short report in the genre, by whoever calls itself so (我局, 全区)."""
    return (
        f"\n一、{year}年法治政府建设的主要举措和成效\n(一)强化理论武装。把学习习近平法治思想列入中心组计划,全年集中学习6次。\n"
        f"(二)规范执法行为。{we}组织培训4场次,办理行政处罚案件37件。\n二、存在的问题\n"
            "基层执法力量偏弱。\n三、{year + 1}年工作打算\n持续抓好普法。\n"
    )


def read(text: str, vocabulary: Vocabulary, name: str = "report.txt") -> Report:
    return read_report(Source(name, text.encode()), vocabulary)


def identify(text: str, vocabulary: Vocabulary, name: str = "report.txt") -> Identity:
    return read(text, vocabulary, name).identity


# (head, year, how it calls itself) -> (code, year, issuer, published)
CASES = [
    # governments, by their titles
    ("静海区2023年度法治政府建设情况报告\n"
     "来源:静海区人民政府办公室 发布时间:2024-03-28 09:18\n2023年,静海区扎实推进各项任务。", 2023, "全区",
     ("120118", 2023, "天津市静海区人民政府", "2024-03-28")),
    ("六盘水市人民政府关于2024年度法治政府建设情况的报告\n市人大常委会:2024年,我市始终坚持依法行政。", 2024, "全市",
     ("520200", 2024, "六盘水市人民政府", None)),
    ("新疆维吾尔自治区人民政府关于2017年法治政府建设工作的报告\n"
     "来源:自治区人民政府法制办 发布日期:2018-04-03\n2017年,依法行政水平提高。", 2017, "全区",
     ("650000", 2017, "新疆维吾尔自治区人民政府", "2018-04-03")),
    ("凉山彝族自治州人民政府2020年度法治政府建设情况报告\n"
     "2020年,凉山州依法行政。", 2020, "全州", ("513400", 2020, "凉山彝族自治州人民政府", None)),
    ("巴彦淖尔市乌拉特前旗2023年法治政府建设报告\n2023年,全旗依法行政。", 2023, "我旗", ("150823", 2023, "乌拉特前旗人民政府", None)),
    ("中共淮北市烈山区委 烈山区人民政府\n关于2024年法治政府建设情况的报告\n2024年,全区依法行政。", 2024, "全区",
     ("340604", 2024, "淮北市烈山区人民政府", None)),
    ("下陆区2024年法治政府建设工作报告\n发布日期: 2025-02-28 发布机构: 下陆区司法局\n2024年,下陆区坚持依法行政。", 2024, "全区",
     ("420204", 2024, "黄石市下陆区人民政府", "2025-02-28")),
    ("首頁 > 政務公開\n重慶市梁平區人民政府2022年法治政府建設情況報告\n"
     "發布時間:2023-01-30 來源:區司法局\n2022年,全區依法行政。", 2022, "全区",
     ("500155", 2022, "重庆市梁平区人民政府", "2023-01-30")),
    ("梁平县二〇一五年度\n依法行政工作报告\n一年来,全县依法行政扎实推进。", 2015, "我县", ("500228", 2015, "重庆市梁平县人民政府", None)),
    # governments, by the text alone
    ("2019年,在省委、省政府和市委、市政府的正确领导下,南昌县狠抓落实。", 2019, "我县", ("360121", 2019, "南昌县人民政府", None)),
    ("2024年,在三明市委、市政府的坚强领导下,永安市扎实推进法治政府建设。", 2024, "全市", ("350481", 2024, "永安市人民政府", None)),
    ("2024年,在三明市委的领导下,我市依法行政。印发《永安市法治政府建设要点》,永安市司法局牵头督办。", 2024, "全市",
     ("350481", 2024, "永安市人民政府", None)),
    ("中共红河州委、红河州人民政府:\n2025年,全县扎实推进。印发《金平县述法办法》《金平县学法清单》。", 2025, "我县",
     ("532530", 2025, "金平苗族瑶族傣族自治县人民政府", None)),
    ("按照要求,现将省政府2022年度法治政府建设情况报告如下。\n"
     "省政府党组会议专题研究,出台《湖南省决策目录办法》《湖南省程序规定》。", 2022, "全省",
     ("430000", 2022, "湖南省人民政府", None)),
    # departments
    ("2023年,北京市大兴区司法局在区委、区政府领导下,认真抓好各项任务。", 2023, "我局", ("110115", 2023, "北京市大兴区司法局", None)),
    ("2024年以来,上城区市场监管局在区委、区政府领导下,依法监管。", 2024, "我局", ("330102", 2024, "杭州市上城区市场监督管理局", None)),
    ("2023年,深圳市卫生健康委推进法治政府建设。", 2023, "我委", ("440300", 2023, "深圳市卫生健康委员会", None)),
    ("浙江省卫生健康委关于2023年度法治政府建设情况的报告\n浙卫〔2024〕3号\n省委、省政府:\n现报告我委情况。", 2023, "我委",
     ("330000", 2023, "浙江省卫生健康委员会", None)),
    ("广西壮族自治区司法厅2023年法治政府建设年度报告\n2023年,我厅扎实推进。", 2023, "我厅", ("450000", 2023, "广西壮族自治区司法厅", None)),
    ("清水县公安局2024年法治政府建设年度报告\n2024年,我局严格规范执法。", 2024, "我局", ("620521", 2024, "清水县公安局", None)),
    ("上海市公安局嘉定分局2023年法治政府建设情况报告\n2023年,分局严格执法。", 2023, "我局", ("310114", 2023, "上海市公安局嘉定分局", None)),
    ("郑州市教育局关于2022年法治政府建设工作情况的报告\n来源:郑州市教育局  时间:2023-02-16 17:34:30\n2022年,我局依法治教。", 2022, "我局",
     ("410100", 2022, "郑州市教育局", "2023-02-16")),
    ("2023年,在区委、区政府的领导和区司法局的指导下,"
     "前进区教育局扎实推进依法治教。", 2023, "我局", ("230804", 2023, "佳木斯市前进区教育局", None)),
    # who is written to is not who writes
    ("市委、市政府:\n2025年,开阳县认真落实部署。印发《开阳县法治建设要点》。", 2025, "我县", ("520121", 2025, "开阳县人民政府", None)),
    # a report that never says 我省: what the organs are of that it names
    ("2024年,山西省委、省政府持续推进依法行政,省委召开会议,省政府出台措施。", 2024, "各级", ("140000", 2024, "山西省人民政府", None)),
    # a name only without its kind, or only once
    ("2024年,法治建设在衡山落地落实,为建设新衡山提供保障。", 2024, "我县", ("430423", 2024, "衡山县人民政府", None)),
    ("2024年,县委党校举办开阳县干部培训班,获评全省法治政府建设示范县。", 2024, "我县", ("520121", 2024, "开阳县人民政府", None)),
    ("2024年,在自治区党委领导下,全州各级依法行政,巴州党委、州政府研究3次。", 2024, "全州",
     ("652800", 2024, "巴音郭楞蒙古自治州人民政府", None)),
    # zones, and departments that name themselves without a place
    ("经济开发区2024年度法治政府建设情况报告\n2024年宁河经济开发区在区委、区政府的领导下落实任务。", 2024, "园区",
     ("120117", 2024, "宁河经济开发区管理委员会", None)),
    ("2022年天津经济技术开发区法治政府建设情况报告\n2022年,按照市委市政府部署推进。", 2022, "园区",
     ("120000", 2022, "天津经济技术开发区管理委员会", None)),
    ("2021年,司法厅始终坚持依法行政,落实省委、省政府部署。印发《四川省法治政府建设安排》《四川省普法清单》。", 2021, "全省",
     ("510000", 2021, "四川省司法厅", None)),
    # labels without a colon
    ("叶城县2023年度法治政府建设工作报告\n来源:叶城县司法局 作者: 发布时间 2024年03月05日 点击数:\n2023年,全县依法行政。", 2023, "我县",
     ("653126", 2023, "叶城县人民政府", "2024-03-05")),
    ("[ 成文日期 ] 2025-01-22 [ 发布日期 ] 2025-02-10\n梁平区2024年法治政府建设情况报告\n2024年,依法行政。", 2024, "全区",
     ("500155", 2024, "重庆市梁平区人民政府", "2025-02-10")),
    # places that share a name
    ("朝阳区2023年法治政府建设年度报告\n来源:北京市朝阳区人民政府 发布时间:2024-01-31\n2023年,全面依法行政。", 2023, "全区",
     ("110105", 2023, "北京市朝阳区人民政府", "2024-01-31")),
    ("鼓楼区2022年法治政府建设年度报告\n2022年,我区获评江苏省示范项目,在南京市考核中领先。", 2022, "全区",
     ("320106", 2022, "南京市鼓楼区人民政府", None)),
]  # fmt: skip


@pytest.mark.parametrize(("head", "year", "we", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_identity(head: str, year: int, we: str, expected: tuple[str, int, str, str | None], vocabulary: Vocabulary) -> None:
    found = identify(head + body(year, we), vocabulary)
    published = found.published.isoformat() if found.published else None
    assert (found.division and found.division.code, found.year, found.issuer, published) == expected
    assert found.township is None
    assert found.problems == ()


TOWNSHIPS = [
    ("永安市小陶镇人民政府2024年法治政府建设情况报告\n2024年,我镇推进依法行政。", ("350481", "小陶镇", "永安市小陶镇人民政府")),
    ("上海市嘉定区真新街道办事处2024年度法治政府建设情况报告\n2024年,街道扎实推进。", ("310114", "真新街道", "上海市嘉定区真新街道办事处")),
    ("发布机构: 古镛镇人民政府\n中共将乐县委员会,将乐县人民政府:\n"
     "2024年,古镛镇在县委、县政府指导下,镇党委抓好执法队伍。", ("350428", "古镛镇", "将乐县古镛镇人民政府")),
    ("六郎镇2024年法治政府建设年度报告\n2024年,"
     "在区委、区政府的领导下,我镇落实要求。湾沚区司法局到场指导。", ("340210", "六郎镇", "芜湖市湾沚区六郎镇人民政府")),
    ("吉水镇2024年法治政府建设年度报告\n2024年,"
     "在市委、市政府的领导下,落实湛江市委、廉江市委部署。", ("440881", "吉水镇", "廉江市吉水镇人民政府")),
    ("高平市寺庄镇\n寺庄镇2024年法治政府建设情况的报告\n"
     "发布机构: 寺庄镇人民政府\n2024年寺庄镇始终依法行政。", ("140581", "寺庄镇", "高平市寺庄镇人民政府")),
    ("鲤城区人民政府金龙街道办事处关于2024年度法治政府建设情况的报告\n2024年,我街道依法行政。",
     ("350502", "金龙街道", "泉州市鲤城区金龙街道办事处")),
    ("2024年,我镇落实徐闻县部署,以点单式服务强化下洋镇法治建设。",
     ("440825", "下洋镇", "徐闻县下洋镇人民政府")),
    ("仁和镇人民政府\n关于2024年度法治政府建设工作的报告\n2024年,仁和镇扎实推进依法行政。", (None, "仁和镇", "仁和镇人民政府")),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), TOWNSHIPS, ids=[case[0][:16] for case in TOWNSHIPS])
def test_townships(head: str, expected: tuple[str | None, str, str], vocabulary: Vocabulary) -> None:
    found = identify(head + body(2024, "我镇"), vocabulary)
    assert (found.division and found.division.code, found.township, found.issuer) == expected
    assert found.level is Level.TOWNSHIP
    assert bool(found.problems) is (found.division is None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2024年,我区落实各项部署,全区依法行政。" + body(2024, "全区"), "no 区 is named"),
        ("鼓楼区2022年法治政府建设年度报告\n2022年,我区依法行政。" + body(2022, "全区"), "鼓楼区 is the name of"),
        ("2024年,*区严格落实职责,全区各级依法行政,我区办结案件*件。" + body(2024, "全区"), "no 区 is named"),
        ("XX镇2024年法治政府建设报告\n2024年,我镇、xx镇人民政府依法行政。", "a township reports, but its name is nowhere"),
        ("2024年,我县干部赴开阳县考察学习,全县依法行政。" + body(2024, "全县"), "no 县 is named"),
        ("2024年,我县在怀化市委、湖南省委的领导下依法行政。" + body(2024, "全县"), "no 县 is named"),
        ("依法行政工作扎实推进,全县普法活动丰富。", "no year is named"),
        ("2024年,双塔区依法行政。朝阳市双塔区。我局党组重视。我局组织培训,我局办理案件,我局开展普法。", "it speaks for a department"),
    ],
)
def test_what_cannot_be_told_is_said(text: str, problem: str, vocabulary: Vocabulary) -> None:
    found = identify(text, vocabulary)
    assert any(words.startswith(problem) for words in found.problems)


@pytest.mark.parametrize(
    ("text", "year", "period", "published"),
    [
        ("我区依法行政。\n2023年,我区办案9件。圆满完成2023年任务。", 2023, "year", None),
        ("一年来,我区深入学习贯彻习近平法治思想,认真落实部署,把法治政府建设摆在更加突出的位置,为全区经济社会发展营造了良好的法治环境,取得了新的进展和成效。"
         "现将2022年度工作情况报告如下。\n一、主要工作\n2023年再接再厉,2023年深入推进。", 2022, "year", None),
        ("发布日期:2024-11-06\n一是夯实普法力量,我区依法行政。", 2024, "year", "2024-11-06"),
        ("发布日期:2024-03-06\n一是夯实普法力量,我区依法行政。", 2023, "year", "2024-03-06"),
        ("发布日期:2024-03-06\n一是依法行政,落实《2021年要点》《2022年要点》,我区办案9件。2023年案件增加。", 2023, "year", "2024-03-06"),
        ("双塔区2024年上半年法治政府建设工作总结\n今年以来,我区依法行政。", 2024, "half-year", None),
        ("一、双塔区司法局2021年上半年工作回顾\n(一)依法行政。上半年,我局办案9件。\n二、下半年工作打算\n好。", 2021, "half-year", None),
        ("双塔区五年法治政府建设工作情况的报告\n五年来,我区依法行政。\n发布日期:2023-05-07", 2022, "years", "2023-05-07"),
        ("双塔区2019-2023年法治政府建设工作报告\n五年来,我区依法行政。", 2023, "years", None),
        ("双塔区2025年法治政府建设年度报告\n2025年,我区依法行政。\n一、2024年法治政府建设情况\n好。", 2025, "year", None),
        ("我区法治政府建设报告\n一、2023年法治政府建设情况\n好。\n二、2024年工作打算\n好。", 2023, "year", None),
        ("双塔区法治政府建设报告\n依法行政。\n一、工作打算\n好。\n二、2024年工作计划\n好。", 2023, "year", None),
        ("双塔区2023年法治政府建设报告\n依法行政。\n办案3件。\n双塔区人民政府\n二〇二四年一月二十日", 2023, "year", "2024-01-20"),
        ("双塔区2023年法治政府建设报告\n发布日期:2019-12-03\n依法行政。\n双塔区司法局\n2024年2月5日", 2023, "year", "2024-02-05"),
        ("双塔区2023年法治政府建设报告\n(2024年1月15日)\n依法行政。\n" + "依法办案。\n" * 5, 2023, "year", "2024-01-15"),
        ("双塔区2023年法治政府建设报告\n成文日期:2024-01-02 发布日期:2024-01-09\n依法行政。", 2023, "year", "2024-01-09"),
        ("2024年,双塔区贯彻《法治政府建设实施纲要(2021-2025年)》,依法行政。", 2024, "year", None),
    ],
)
def test_dating(text: str, year: int | None, period: str, published: str | None, vocabulary: Vocabulary) -> None:
    found = identify(text, vocabulary)
    assert (found.year or None, found.period, found.published.isoformat() if found.published else None) == (year, period, published)


def test_a_contradiction_is_settled_and_said(vocabulary: Vocabulary) -> None:
    found = identify("双塔区2025年法治政府建设年度报告\n2025年,双塔区依法行政。\n一、2024年法治政府建设情况\n好。", vocabulary)
    assert found.year == 2025
    assert "the text also 2024" in found.problems[0]


def test_every_reason_points_at_its_words(vocabulary: Vocabulary) -> None:
    text = "双塔区2024年法治政府建设报告\n发布日期：2025-01-20　来源：双塔区司法局\n2024年，双塔区依法行政。" + body(2024, "我区")
    report = read(text, vocabulary)
    fields = {reason.field: reason for reason in report.identity.reasons}
    assert set(fields) == {"title", "division", "year", "published", "issuer"}
    assert fields["division"].where is Where.TITLE
    assert fields["published"].where is Where.FURNITURE
    for reason in fields.values():
        assert reason.span is not None
        assert report.text[reason.span.start : reason.span.end] == reason.quote
    assert report.identity.parents == ("辽宁省", "朝阳市")
    assert report.identity.place_name == "双塔区"


def test_the_name_of_the_file_is_asked_last(vocabulary: Vocabulary) -> None:
    text = "2024年,我区落实各项部署,全区依法行政。" + body(2024, "全区")
    found = identify(text, vocabulary, "reports/500155-2024.txt")
    assert found.division is not None
    assert found.division.name == "梁平区"
    assert found.reasons[0].where is Where.FILE_NAME


def test_a_report_keeps_its_bytes_in_mind(vocabulary: Vocabulary) -> None:
    text = "双塔区2024年法治政府建设报告\n2024年,双塔区依法行政。\n"
    one, two = read(text, vocabulary), read_report(Source("b.txt", text.encode("utf-8-sig")), vocabulary)
    assert one.id == two.id
    assert one.id.startswith("211302-2024-")
    assert one.checksum != two.checksum
    assert one.text == two.text == text


def test_what_is_no_report_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(KgError, match=r"^menu\.txt: does not read like a yearly report"):
        read("今日菜单:红烧豆腐、清炒时蔬、米饭和例汤,另有水果一份。", vocabulary, "menu.txt")


@pytest.mark.parametrize("name", ["jiading-2024", "liangping-2024", "shuangta-2024"])
def test_real_reports(name: str, shared_dir: Path, vocabulary: Vocabulary) -> None:
    gold = json.loads((shared_dir / "gold" / f"{name}.json").read_text(encoding="utf-8"))["report"]
    data = (shared_dir / "reports" / f"{name}.txt").read_bytes()
    found = read_report(Source("unnamed.txt", data), vocabulary).identity
    assert found.division is not None
    assert found.division.code == gold["division"]
    assert list(found.parents) == gold["parent_names"]
    assert (found.year, found.issuer, found.title) == (gold["year"], gold["issuer"], gold["title"])
    assert (found.published.isoformat() if found.published else None) == gold["published"]
    assert found.language == ("zh-Hant" if name.startswith("liangping") else "zh-Hans")
    assert found.problems == ()


def test_the_title_that_only_the_page_names(vocabulary: Vocabulary) -> None:
    head = "索 引 号:FQ00101-0203-2021-00005\n名 称:福清市2020年法治政府建设工作报告\n生成日期:2021-02-03\n"
    text = f"{head}2020年,我市扎实推进依法行政。\n一、主要工作\n全年办理行政复议案件36件。\n"
    identity = read_report(Source("page.txt", text.encode()), vocabulary).identity
    assert (identity.title, identity.year, str(identity.published)) == ("福清市2020年法治政府建设工作报告", 2020, "2021-02-03")
