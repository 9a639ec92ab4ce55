"""The structure of reports: headings, kinds of section, paragraphs, plans and problems without a heading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Identity, Layout, Reason, Report, SectionKind, Span, Where
from kg.text import normalise, read_layout
from kg.text.headings import _NUMBERS, kinds_of, numbering, read_heading
from kg.text.paragraphs import paragraphs

OPENING, ACHIEVEMENTS, PROBLEMS = SectionKind.OPENING, SectionKind.ACHIEVEMENTS, SectionKind.PROBLEMS
LEADERSHIP, PLANS, FURNITURE = SectionKind.LEADERSHIP, SectionKind.PLANS, SectionKind.FURNITURE


def layout_of(text: str, year: int | None = 2024, furniture: tuple[Span, ...] = (), title: str | None = None) -> Layout:
    reasons = (Reason("title", title, Where.TITLE, title, Span(text.index(title), text.index(title) + len(title))),) if title else ()
    identity = Identity(None, None, None, (), year, None, None, title, "zh-Hans", reasons=reasons)
    return read_layout(Report("id", "name.txt", "", "utf-8", text, furniture, identity))


def kind_at(layout: Layout, words: str) -> SectionKind:
    position = layout.text.index(words)
    return next(layout.sections[s.section].kind for s in layout.sentences if s.span.start <= position < s.span.end)


def path_at(layout: Layout, words: str) -> tuple[str, ...]:
    position = layout.text.index(words)
    return next(layout.sections[s.section].path for s in layout.sentences if s.span.start <= position < s.span.end)


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("一、2024年法治政府建设的主要举措和成效", (ACHIEVEMENTS,)),
        ("二、存在的主要问题", (PROBLEMS,)),
        ("二、2024年推进法治政府建设存在的不足和原因", (PROBLEMS,)),
        ("三、不足之处", (PROBLEMS,)),
        ("(二)问题与短板", (PROBLEMS,)),
        ("存在困难", (PROBLEMS,)),
        ("三、下一步工作打算", (PLANS,)),
        ("四、2025年工作计划", (PLANS,)),
        ("四、2025年度推进法治政府建设的主要安排", (PLANS,)),
        ("五、努力方向", (PLANS,)),
        ("六、2025年重点工作", (PLANS,)),
        ("三、存在的问题和下一步打算", (PROBLEMS, PLANS)),
        ("三、存在不足及2025年工作思路", (PROBLEMS, PLANS)),
        ("三、主要负责人履行推进法治建设第一责任人职责情况", (LEADERSHIP,)),
        ("一、区政府主要负责同志履行第一责任人职责情况", (LEADERSHIP,)),
        # words of problems and plans in headings of what was done
        ("(一)坚持问题导向,强化法治督察", ()),
        ("(二)着力解决突出问题,提升执法质效", ()),
        ("(三)深入实施提升行政执法质量三年行动计划", ()),
        ("(四)2024年工作要点落实情况", ()),
        ("2.补齐短板,推进基层治理", ()),
    ],
)
def test_kinds_of_headings(heading: str, kinds: tuple[SectionKind, ...]) -> None:
    read = read_heading(heading, Span(0, len(heading)))
    assert read is not None
    assert kinds_of(read, 2024) == kinds


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("一、工作开展情况", "一、工作开展情况"),
        ("(一)加强领导。常务会议学法6次。", "(一)加强领导。"),
        ("1.严格执法。办案20件。", "1.严格执法。"),
        ("1、2024年推进情况", "1、2024年推进情况"),
        ("①抓培训。全年8期。", "①抓培训。"),
        ("一是健全制度。出台办法3件。", "一是健全制度。"),
        ("第一,强化监督。检查30次。", "第一,强化监督。"),
        ("二、主要做法:成立专班,逐项推进", "二、主要做法:成立专班,逐项推进"),
        ("一、总体情况 2024年,我局办理案件30件。结案28件。", "一、总体情况"),
        ("重点工作开展情况", "重点工作开展情况"),
        # content, not headings
        ("一是人员偏少;二是经费不足。", None),
        ("一是开展检查35次。效果明显。", None),
        ("全年办结案件35件。", None),
        ("2025年1月20日", None),
        ("某某市司法局", None),
        ("各位代表:", None),
    ],
)
def test_headings(paragraph: str, heading: str | None) -> None:
    read = read_heading(paragraph, Span(0, len(paragraph)))
    assert (paragraph[read.span.start : read.span.end] if read else None) == heading


def test_a_report_with_numbered_headings() -> None:
    layout = layout_of(
        "2024年,我区扎实推进各项工作。\n一、主要举措和成效\n(一)健全机制\n一是压实责任。签订责任书45份。\n1.抓培训。办班6期。\n"
        "二、存在的问题\n一是执法力量偏弱。持证人员仅28人。\n三、主要负责人履行第一责任人职责情况\n区长主持会议9次。\n四、2025年工作计划\n培训率达到100%。\n"
    )
    assert [kind_at(layout, words) for words in ("扎实推进", "45份", "6期", "28人", "9次", "100%")] == [
        OPENING, ACHIEVEMENTS, ACHIEVEMENTS, PROBLEMS, LEADERSHIP, PLANS,
    ]  # fmt: skip
    assert path_at(layout, "45份") == ("一、主要举措和成效", "(一)健全机制", "一是压实责任")
    assert path_at(layout, "28人") == ("二、存在的问题", "一是执法力量偏弱")
    headings = [layout.text[s.span.start : s.span.end] for s in layout.sentences if s.heading]
    assert headings[:3] == ["一、主要举措和成效", "(一)健全机制", "一是压实责任。"]


def test_problems_and_plans_without_a_heading() -> None:
    layout = layout_of(
        "一、坚持依法决策\n一是严格程序。审查文件12件。\n\n2024年,我县工作虽然取得了一定成绩,但还存在着力量薄弱等问题。下一步,我县将招录执法人员6名,力争明年办结率达98%。\n"
    )
    assert kind_at(layout, "12件") is ACHIEVEMENTS
    assert kind_at(layout, "力量薄弱") is PROBLEMS
    assert kind_at(layout, "6名") is PLANS
    assert path_at(layout, "6名") == ()


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("一、做法\n(一)抓执法。办案5件。下一步,将继续深化。\n(二)抓普法。宣传8场。\n", "8场", ACHIEVEMENTS),
        ("一、做法\n(一)抓执法。办案5件。下一步,将开展检查20次。\n(二)抓普法。宣传8场。\n", "20次", PLANS),
        ("工作情况好。\n下一步,我镇将做好以下工作:\n1.抓学习,培训200人次。\n2.抓宣传,举办讲座10场。\n", "10场", PLANS),
        ("一、问题和打算\n执法不够规范。\n今后,我局将抓好整改。\n一是补短板。培训60人次。\n", "60人次", PLANS),
        ("一、工作\n为下一步开展执法检查奠定基础,排查企业50家。\n", "50家", ACHIEVEMENTS),
        ("一、工作\n2025年新收案件98件、上年结转5件,主要集中在土地领域。\n", "98件", ACHIEVEMENTS),
        ("一、工作\n2025年,全县将新建站点7个。\n", "7个", PLANS),
        ("一、工作\n同时,有针对性地开展整改,解决突出问题13个。\n", "13个", ACHIEVEMENTS),
        ("一、工作\n但与群众期盼相比还有差距,投诉举报仍有41件。\n", "41件", PROBLEMS),
        ("一、工作\n(一)问题\n人手少,缺编9人。\n(二)打算\n招录4人。\n", "4人", PLANS),
        ("主要工作情况\n规范权力运行\n办理案件20件。\n存在不足\n亮点不多。\n2025年工作思路\n推动立法2件。\n", "2件", PLANS),
    ],
)
def test_kinds_of_sentences(text: str, words: str, kind: SectionKind) -> None:
    assert kind_at(layout_of(text), words) is kind


def test_a_page_in_one_line() -> None:
    layout = layout_of(
        "2024年,我局认真履职。一、2024年主要做法(一)坚持高位推动。党组会研究法治工作6次。(二)严格规范执法。办案45件,罚没款12.5万元。"
        "二、存在问题和不足。执法力量薄弱。三、2025年工作计划。一是加强培训,力争培训率达100%。" + "各项工作有序推进并按时完成。" * 30
    )
    assert path_at(layout, "45件") == ("一、2024年主要做法", "(二)严格规范执法")
    assert kind_at(layout, "力量薄弱") is PROBLEMS
    assert kind_at(layout, "100%") is PLANS


WRAPPED = """    2023年,全县各级各部门认真落实上级要求,
坚持依法行政不放松,各项工作取得了新的明显
进展,现将有关情况报告如下:
    一、主要工作及成效
    (一)加强组织领导,压实法治建设责任
    县政府常务会议全年研究法治议题12次,听取
专题汇报4次,把法治建设列入年度考核内容,考
— 1 —
核分值占到5分。各乡镇各部门逐级签订责任书,
共计签订责任书68份。
    二、下一步工作安排
    继续抓好落实。
"""


def test_a_wrapped_file_with_page_numbers() -> None:
    at = WRAPPED.index("— 1 —")
    layout = layout_of(WRAPPED, 2023, (Span(at, at + 5),))
    sentence = next(s for s in layout.sentences if "专题汇报" in layout.text[s.span.start : s.span.end])
    words = layout.text[sentence.span.start : sentence.span.end]
    assert words.startswith("县政府常务会议")
    assert words.endswith("核分值占到5分。")
    assert "1" not in words.replace("12次", "")  # the page number is blanked
    assert path_at(layout, "68份") == ("一、主要工作及成效", "(一)加强组织领导,压实法治建设责任")
    assert FURNITURE in {section.kind for section in layout.sections}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["工作开展情况", "我局办案20件。"], 2),
        (["我局办案20件,", "结案18件。"], 1),
        (["印发《关于加强行政执法", "监督的意见》3份。"], 1),
        (["一、工作情况", "(一)抓落实", "好。"], 3),
        (["全年办案20件。", "结案18件。"], 2),
        (["(一)", "加强组织领导", "召开会议5次。"], 2),
        (["这一年全局上下认真履行职责并且持续推进各项法治建设任务落地落细落实见效而且始终坚持问题导向和目标导向相统一", "取得成效。"], 1),
    ],
)
def test_paragraphs(lines: list[str], expected: int) -> None:
    assert len(paragraphs("\n".join(lines), ())) == expected


def test_the_title_is_a_sentence_of_its_own() -> None:
    text = "某某县人民政府\n关于2024年法治政府建设情况的报告\n来源:县司法局 发布日期:2025-01-20\n  2024年,全县依法行政,办案3件。\n"
    table = Span(text.index("来源"), text.index("\n  2024"))
    layout = layout_of(text, furniture=(table,), title="某某县人民政府\n关于2024年法治政府建设情况的报告")
    assert [layout.text[s.span.start : s.span.end] for s in layout.sentences] == [
        "某某县人民政府\n关于2024年法治政府建设情况的报告",
        "2024年,全县依法行政,办案3件。",
    ]


def test_the_title_is_no_heading_of_the_rest() -> None:
    layout = layout_of("某县2024年法治政府建设报告\n\n某县2024年法治政府建设报告\n2024年,办案3件。\n", title="某县2024年法治政府建设报告")
    assert path_at(layout, "3件") == ()
    assert [s.heading for s in layout.sentences] == [True, True, False]


LINES = (
    "一、情况", "二、存在的问题", "(一)抓学习。", "1.抓执法", "一是好;二是差。", "下一步,将办案3件。", "办案“3件;2件”,", "??", "",
    "  — 2 —", "虽有成绩,但还存在不足等问题。", "《办法》(试行)", " ", "三、2025年计划",
)  # fmt: skip
reports = st.lists(
    st.sampled_from(LINES).flatmap(lambda line: st.sampled_from([line, f"  {line}", f"{line}  ", line * 3])), max_size=14
).map("\n".join)


@given(st.one_of(st.text("第一二十部分是要、,.()12③其首先素 甲", max_size=8), st.text(max_size=8)))
def test_a_numbering_is_known_by_its_first_character(text: str) -> None:
    tried = ((style, pattern.match(text)) for style, pattern in _NUMBERS)
    found = next(((style, match.end()) for style, match in tried if match and text[0] != " "), None)
    number = numbering(text, 0, len(text))
    assert (number and (number[0], number[2])) == found


@given(st.one_of(st.text(max_size=60), reports), st.integers(0, 30), st.integers(0, 12))
def test_sections_hold_their_sentences(text: str, start: int, length: int) -> None:
    furniture = (Span(start, min(len(text), start + length)),) if start < len(text) and length else ()
    layout = layout_of(text, 2024, furniture)
    assert len(layout.text) == len(text)
    assert [section.index for section in layout.sections] == list(range(len(layout.sections)))
    position = 0
    for index, sentence in enumerate(layout.sentences):
        assert sentence.index == index
        assert position <= sentence.span.start < sentence.span.end <= len(text)
        assert layout.sections[sentence.section].span.covers(sentence.span)
        assert layout.sections[sentence.section].kind is not FURNITURE
        position = sentence.span.end


def test_real_reports_have_their_kinds(shared_dir: Path) -> None:
    expected = {
        "jiading-2024": (("2830件", ACHIEVEMENTS), ("有待进一步调动", PROBLEMS), ("连续第11年", LEADERSHIP), ("终期专项督察", PLANS)),
        "liangping-2024": (("880件", ACHIEVEMENTS), ("总结思考不多", PROBLEMS), ("84%以上", PLANS)),
        "shuangta-2024": (("159个", ACHIEVEMENTS), ("力量比较薄弱", PROBLEMS), ("作出更大贡献", PLANS)),
    }
    for name, places in expected.items():
        text = (shared_dir / "reports" / f"{name}.txt").read_text(encoding="utf-8")
        layout = layout_of(text)
        assert layout.text == normalise(text)
        assert [(words, kind_at(layout, words)) for words, _ in places] == list(places)
