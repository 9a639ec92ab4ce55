"""kg.corpus.furniture and kg.corpus.title: what a web page left around the report, and its title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.furniture import find_furniture
from kg.corpus.title import find_title
from kg.text import normalise

BODY = "\n".join(
    ["2024年,我局认真落实法治政府建设各项任务,依法履职尽责,各方面工作都取得了新的进展。", "一、主要工作", "办理案件25件。"] * 6
)


def furniture_of(text: str) -> list[str]:
    working = normalise(text)
    return [working[span.start : span.end] for span in find_furniture(working).spans]


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置:首页 > 政务公开 > 法治政府建设",
        "当前位置： 首页 >> 信息公开 >> 年度报告",
        "您现在的位置 首页 > 专题专栏 > 法治政府",
        "首页→ 通知公告",
        "政务公开 > 法定主动公开内容 > 法治政府建设年度报告",
        "某某市某某区人民政府 2020年3月5日 星期四",
        "今天是:2021年6月1日 星期二 农历四月廿一",
        "更新日期:2025-04-01 信息来源:某某区司法局 浏览:",
        "发布时间：2025-01-20 09:30:15　来源：区政府办公室　浏览次数：102次",
        "来源:本网  发布日期:2025/02/14",
        "【打印】 【字体:大 中 小】 【关闭】",
        "字号：[大] [中] [小]",
        "索 引 号: abc01-2025-00003",
        "索引号: | 00A/2025-0000012 | 公开目录: | 法治政府建设 |",
        "发文字号: 某政发〔2025〕5号",
        "某司发〔2025〕12号",
        "无障碍 | 长者版 | 登录",
        "- 设为首页",
        "分享到: 微信 微博",
        "某某区司法局 2025-01-12 10:05",
        "?",
    ],
)
def test_lines_of_furniture_at_the_top(line: str) -> None:
    text = f"{line}\n某某区司法局2024年法治政府建设情况报告\n{BODY}"
    assert normalise(line).strip() in "".join(furniture_of(text))
    assert "法治政府建设情况报告" not in "".join(furniture_of(text))


@pytest.mark.parametrize("line", ["— 3 —", "-12-", "第3页 共10页", "7", "3/10", "??"])
def test_page_numbers(line: str) -> None:
    assert normalise(line) in furniture_of(f"{BODY}\n{line}\n{BODY}")


@pytest.mark.parametrize(
    "line",
    [
        "2024年,我局发布信息来源于各科室的动态35条。",
        "时间:每周一;地点:服务大厅。现场解答群众咨询120人次,发放材料300份。",
        "一、主要工作",
        "某某区司法局",
        "2025年1月20日",
        "区委、区政府:",
        "召开会议,大力推进,中小学普法覆盖率100%",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert furniture_of(f"某某区2024年法治政府建设报告\n{BODY}\n{line}\n{BODY}\n{line}") == []


def test_a_foot_goes_to_the_end() -> None:
    foot = "上一篇:关于公布执法清单的通知\n下一篇:没有了\n主办单位:某某区人民政府办公室\n网站标识码:0000000001\n地址:人民路1号"
    assert furniture_of(f"{BODY}\n{BODY}\n{foot}") == [foot.replace("：", ":")]


def test_chrome_above_the_title() -> None:
    head = "Document\n某某市某某镇\n搜索位置\n匹配度\n某某镇2024年法治政府建设工作情况的报告\n"
    text = f"{head}发布日期: 2025-03-03 发布机构: 某某镇人民政府\n{BODY}"
    found = furniture_of(text)
    assert found[:4] == ["Document", "某某市某某镇", "搜索位置", "匹配度"]
    assert "发布机构: 某某镇人民政府" in found[-1]


def test_the_issuer_above_a_broken_title_stays() -> None:
    text = f"首页 > 公开\n某某镇人民政府\n关于2024年度法治政府建设情况的报告\n来源:某某镇\n{BODY}"
    assert furniture_of(text) == ["首页 > 公开", "来源:某某镇"]


def test_values_in_the_next_line() -> None:
    head = "• 索引号:\n\n 00A/2025-001\n• 发文机构:\n\n 某某县司法局\n• 发布日期:\n"
    text = normalise(f"{head}\n 2025年04月06日 16:34\n某某县2024年法治政府建设报告\n{BODY}")
    found = find_furniture(text)
    assert [(item.label, item.value) for item in found.dates] == [("发布日期", "2025年04月06日 16:34")]
    assert [(item.label, item.value) for item in found.sources] == [("发文机构", "某某县司法局")]
    assert all(text[item.span.start : item.span.end] == item.value for item in (*found.dates, *found.sources))


def test_furniture_within_a_line_that_holds_the_page() -> None:
    text = f"某某市2023年法治政府建设报告 来源:市司法局 发布日期:2024-04-03 浏览次数: 字体:【大 中 小】 2023年,全市依法行政。{BODY}"
    assert "".join(furniture_of(text)).replace(" ", "") == "来源:市司法局发布日期:2024-04-03浏览次数:字体:【大中小】"


@given(st.text(max_size=120))
def test_spans_are_ordered_and_apart(text: str) -> None:
    working = normalise(text)
    position = 0
    for span in find_furniture(working).spans:
        assert position <= span.start < span.end <= len(working)
        position = span.end


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某某区2024年法治政府建设年度报告", "某某区2024年法治政府建设年度报告"),
        ("某某市某某局关于2022年法治政府建设工作情况的报告", "某某市某某局关于2022年法治政府建设工作情况的报告"),
        ("某某镇人民政府\n关于2024年度法治政府建设工作的报告", "某某镇人民政府关于2024年度法治政府建设工作的报告"),
        ("某某县二〇一五年度\n依法行政工作报告", "某某县二〇一五年度依法行政工作报告"),
        ("某某市人民政府\n2024年法治政府建设\n工作报告", "某某市人民政府2024年法治政府建设工作报告"),
        ("某某县2024年法治政府建设工作总结(公开稿)", "某某县2024年法治政府建设工作总结(公开稿)"),
        ("首页 > 法治政府建设年度报告\n某某县2024年法治政府建设情况报告\n来源:县司法局", "某某县2024年法治政府建设情况报告"),
        ("某某县2025年度法治政府建设情况报告2025 年,全县坚持依法行政。", "某某县2025年度法治政府建设情况报告"),
        ("某某县 2023 年全面依法治县工作情况报告", "某某县2023年全面依法治县工作情况报告"),
        ("法治政府建设年度报告\n某某县2024年法治政府建设情况报告", "某某县2024年法治政府建设情况报告"),
        ("某某县2024年法治政府建设情况报告\n(2025年1月15日)", "某某县2024年法治政府建设情况报告"),
        # none
        ("现将法治政府建设情况报告如下:", None),
        ("一、2024年法治政府建设情况", None),
        ("2024年,我县扎实推进法治政府建设。", None),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    text = normalise(f"{head}\n{BODY}")
    found = find_title(text, find_furniture(text).spans)
    assert (found.words if found else None) == title


@given(st.text(max_size=120))
def test_a_title_lies_in_the_text(text: str) -> None:
    working = normalise(text)
    found = find_title(working, find_furniture(working).spans)
    if found:
        assert 0 <= found.span.start < found.span.end <= len(working)
