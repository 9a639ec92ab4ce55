"""The number grammar: spans, values, units, qualifiers, and what is held back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numbers import Amount, NumberGrammar, chinese_value
from kg.extract.quotations import quotations, titles
from kg.extract.screens import Marks, screen
from kg.text import normalise
from kg.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def grammar(vocabulary: Vocabulary) -> NumberGrammar:
    return NumberGrammar(vocabulary.units.values())


def kept(grammar: NumberGrammar, text: str) -> list[Amount]:
    """The amounts of a text that no screen holds back."""
    text = normalise(text)
    amounts = list(grammar.find(text))
    marks = Marks(text, titles(text), [q.span for q in quotations(text)], amounts)
    return [amount for amount in amounts if screen(amount, marks) is None]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "qualifier"),
    [
        ("新聘人民调解员85名", "85名", "85", "名", ""),
        ("共受理 25 件", "25 件", "25", "件", ""),
        ("办结诉求1,234件", "1,234件", "1234", "件", ""),
        ("办结诉求12，345件", "12，345件", "12345", "件", ""),
        ("惠及居民18.7万余人", "18.7万余人", "187000", "人", "over"),
        ("标的额8380.54余万元", "8380.54余万元", "83805400", "元", "over"),
        ("罚没款1.2亿元", "1.2亿元", "120000000", "元", ""),
        ("发放资料3.2万（份）", "3.2万（份）", "32000", "份", ""),
        ("处理工单13000余件", "13000余件", "13000", "件", "over"),
        ("轮训执法人员250人余次", "250人余次", "250", "人次", "over"),
        ("参与法律事务150余件次", "150余件次", "150", "件次", "over"),
        ("收集建议30件（次）", "30件（次）", "30", "件(次)", ""),
        ("受理量增长3倍多", "3倍多", "3", "倍", "over"),
        ("满意率达90%以上", "90%以上", "90", "%", "over"),
        ("满意率达 99.5 ％", "99.5 ％", "99.5", "%", ""),
        ("首选率超60%", "超60%", "60", "%", "over"),
        ("培训时长不少于60学时", "不少于60学时", "60", "学时", "over"),
        ("走访近百家企业", "近百家", "100", "家", "about"),
        ("吸引上千人参与", "上千人", "1000", "人", "over"),
        ("浏览量10万+", "10万+", "100000", "", "over"),
        ("办活动100+场", "100+场", "100", "场", "over"),
        ("提高2.5个百分点", "2.5个百分点", "2.5", "个百分点", ""),
        ("提高2.5百分点", "2.5百分点", "2.5", "个百分点", ""),
        ("收缴渔具300余件(套)", "300余件(套)", "300", "件(套)", "over"),
        ("办理信访1134件(批)次", "1134件(批)次", "1134", "件(批)次", ""),
        ("举办讲座十余场", "十余场", "10", "场", "over"),
        ("配备无人机1架", "1架", "1", "架", ""),
        ("创作山歌8首作品", "8首", "8", "首", ""),
        ("查扣软管1700余根", "1700余根", "1700", "根", "over"),
        ("报送3本案卷参评", "3本", "3", "本", ""),
        ("化解纠纷两百余件", "两百余件", "200", "件", "over"),
        ("发动志愿者百余名", "百余名", "100", "名", "over"),
        ("完成率为百分之九十五", "百分之九十五", "95", "%", ""),
        ("占总数的三分之二", "三分之二", "0.666666666667", "", ""),
        ("九成以上的纠纷就地化解", "九成以上", "9", "成", "over"),
        ("建成10—15个示范点", "10—15个", "10", "个", "over"),
        ("建成10至15个示范点", "10至15个", "10", "个", "over"),
        ("每季检查两三次", "两三次", "2", "次", "about"),
        ("全年败诉率为0。", "0", "0", "", ""),
        ("全年败诉率为零。", "零", "0", "", ""),
        ("调解力指数32.03。", "32.03", "32.03", "", ""),
        ("平均成绩88分。", "88分", "88", "分", ""),
        ("七支队伍下沉一线", "七支", "7", "支", ""),
        ("连续三年保持零纠错", "三年", "3", "年", ""),
        ("发生重大案件0起", "0起", "0", "起", ""),
        ("约40人到场", "约40人", "40", "人", "about"),
        ("出动执法人员1500多人次", "1500多人次", "1500", "人次", "over"),
        ("受众五百余人", "五百余人", "500", "人", "over"),
        ("受众两万余人次", "两万余人次", "20000", "人次", "over"),
        ("审理期限缩短10天", "10天", "10", "天", ""),
        ("开办企业30分钟办结", "30分钟", "30", "分钟", ""),
        ("提前7个月完成清理", "7个月", "7", "个月", ""),
        ("表决满意25票", "25票", "25", "票", ""),
        ("受众近万人次", "近万人次", "10000", "人次", "about"),
        ("覆盖企业千余家", "千余家", "1000", "家", "over"),
        ("确定许可事项14子项", "14子项", "14", "子项", ""),
        ("巡查河道12趟", "12趟", "12", "趟", ""),
        ("开办时间压缩至0.5个工作日以内", "0.5个工作日以内", "0.5", "个工作日", "under"),
        ("审结复议案件310。", "310", "310", "", ""),
        ("处罚类310,占比较高", "310", "310", "", ""),
        ("组织律师35名为企业服务", "35名", "35", "名", ""),
        ("组织两个考核组下乡", "两个", "2", "个", ""),
        ("签署承诺书12家规上企业", "12家", "12", "家", ""),
    ],
)
def test_amounts(grammar: NumberGrammar, text: str, *, quote: str, value: str, unit: str, qualifier: str) -> None:
    amounts = kept(grammar, text)
    assert [(text[a.span.start : a.span.end], a.value, a.unit, a.qualifier) for a in amounts] == [(quote, Decimal(value), unit, qualifier)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("一审12件、二审3件", ["12件", "3件"]),
        ("选派2支队伍6人参赛", ["2支", "6人"]),
        ("在册272人（同比增长7%）", ["272人", "7%"]),
        ("区级保留七支队伍,每个镇设置一支队伍", ["七支", "一支"]),
        ("首批3个试点镇", ["3个"]),
        ("组织十项主体活动", ["十项"]),
        ("开展一次“伴随式”监督", ["一次"]),
        ("预约200人次,签约300户", ["200人次", "300户"]),
        ("审查村规民约220份", ["220份"]),
        ("办结率由85%提高到95%", ["85%", "95%"]),
        ("细化7个方面32项任务", ["7个", "32项"]),
        ("涵盖优化职能、强化监督等5方面23项任务", ["5方面", "23项"]),
        ("明确10大类46项重点工作", ["10大类", "46项"]),
        ("开展无人机巡查120架次,查扣私盐32袋、假酒18桶", ["120架次", "32袋", "18桶"]),
        ("确定许可事项14项43子项", ["14项", "43子项"]),
    ],
)
def test_lists(grammar: NumberGrammar, text: str, quotes: list[str]) -> None:
    assert [text[a.span.start : a.span.end] for a in kept(grammar, text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月4日召开会议",
        "1—12月累计",
        "2021-2025年规划",
        "更新日期：2025-04-01",
        "第三次会议、第24次常委会",
        "十五届三次全会、二十届三中全会",
        "市委八届二次、六次全会精神",
        "市四套班子领导参加",
        "《年鉴》2020卷",
        "从7个方面加强指导",
        "从3方面加强指导",
        "梳理五大类问题",
        "委员会办公室及其四个协调小组",
        "位列全省第3名、获评前10名",
        "近3年、三年内、15日内、5周年",
        "打造“7+1”队伍和“4·26”宣传、1+8+N格局",
        "12345热线、12348平台、“12315”",
        "X政发〔2023〕5号、PM2.5、5G基站",
        "《三年行动计划（2023—2025年）》第5条",
        "落实“三项制度”“四张清单”",
        "落实行政执法三项制度,树牢四个意识,打赢三大攻坚战",
        "完善三级平台,围绕两大主题,管好两类人员",
        "形成一批经验、一系列做法,建强一支队伍,签订一份协议",
        "实现最多跑一次、一次办成,一起推进",
        "推行一村一顾问、一人一档、五位一体、四所一庭",
        "提供7×24小时服务和24小时自助服务",
        "从五个方面着力,把握两个维护",
        "数十件、几百人、若干起",
        "没有一起案件上访,无一起事故发生",
        "发布2.0方案",
        "“百名律师进千企”活动",
        "新一届人大常委会",
        "每万人",
    ],
)
def test_no_quantities(grammar: NumberGrammar, text: str) -> None:
    assert [normalise(text)[a.span.start : a.span.end] for a in kept(grammar, text)] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("《2023年工作要点》", "title"),
        ("“三项制度”", "name"),
        ("第9次会议", "ordinal"),
        ("2024年，", "date"),
        ("打造4·26品牌", "joined"),
        ("拨打12345热线", "code"),
        ("数十件", "vague"),
        ("推进一批项目", "indefinite"),
        ("落实三项制度", "set"),
        ("在15日内答复", "window"),
        ("提前3天告知", "window"),
    ],
)
def test_a_rejection_names_its_screen(grammar: NumberGrammar, text: str, rule: str) -> None:
    text = normalise(text)
    amounts = list(grammar.find(text))
    marks = Marks(text, titles(text), [q.span for q in quotations(text)], amounts)
    assert (screen(amounts[0], marks) or ("kept",))[0] == rule


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("七", 7), ("十", 10), ("十五", 15), ("二十", 20), ("两百三十", 230), ("一千零五", 1005), ("一万二千", 12000)),
        *(("三四", None), ("二〇二四", None)),
    ],
)
def test_chinese_values(text: str, value: int | None) -> None:
    assert chinese_value(text) == value


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(["件", "名", "人次", "场次", "个", "项"]), st.sampled_from(["", "余"]))
def test_a_number_with_a_unit_is_read_whole(grammar: NumberGrammar, number: int, unit: str, over: str) -> None:
    text = f"共办理{number}{over}{unit}。"
    (amount,) = grammar.find(text)
    assert (amount.value, amount.unit, amount.qualifier) == (Decimal(number), unit, "over" if over else "")
    assert text[amount.span.start : amount.span.end] == f"{number}{over}{unit}"


@given(st.text(alphabet="0123456789一二三十百千万亿两余多近约超件个人次%元.,、:()“”《》年月日第—+ \n的", max_size=40))
def test_spans_are_in_order_and_inside(grammar: NumberGrammar, text: str) -> None:
    text = normalise(text)
    end = 0
    for amount in grammar.find(text):
        assert amount.span.start <= amount.number.start < amount.number.end <= amount.span.end <= len(text)
        assert amount.number.start >= end
        end = amount.span.end
        assert amount.value >= 0


@pytest.mark.parametrize("text", ["入选2首批试点", "形成3架构", "解决6根本问题"])
def test_what_only_begins_like_a_classifier_is_none(text: str, grammar: NumberGrammar) -> None:
    assert not [amount for amount in grammar.find(text) if amount.unit]


def test_points_in_a_list_are_points(grammar: NumberGrammar) -> None:
    found = kept(grammar, "响应率、解决率分别提高3.1个、1.6个百分点,设站12个、点8个。")
    assert [(str(amount.value), amount.unit) for amount in found] == [("3.1", "个百分点"), ("1.6", "个百分点"), ("12", "个"), ("8", "个")]
