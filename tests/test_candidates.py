"""Programs found by their form, with no program in the vocabulary: sentences in the genre, the names they hold marked ⟦ ⟧."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extract.programs import ProgramFinder
from kg.extract.quotations import quotations, titles
from kg.model import Identity, Layout, ProgramFact, Rejection, Report, Section, SectionKind, Span
from kg.text import normalise
from kg.vocabulary import Vocabulary

NOBODY = Identity(None, None, None, (), 2023, None, None, None, "zh-Hans")


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> ProgramFinder:
    """A finder that knows no program, only words."""
    return ProgramFinder(dataclasses.replace(vocabulary, programs={}))


def find(
    finder: ProgramFinder, text: str, kind: SectionKind = SectionKind.ACHIEVEMENTS
) -> tuple[tuple[ProgramFact, ...], tuple[Rejection, ...]]:
    report = Report("r", "r.txt", "", "utf-8", text, (), NOBODY)
    section = Section(0, kind, ("甲",), Span(0, len(text)))
    return finder.find(report, Layout(normalise(text), (section,), ()), ())


def unmark(marked: str) -> tuple[str, list[str]]:
    """A sentence without its marks, and the marked surfaces."""
    surfaces: list[str] = []
    text = ""
    for part in marked.split("⟦"):
        inside, mark, rest = part.partition("⟧")
        if mark:
            surfaces.append(inside)
        text += inside + rest
    return text, surfaces


# sentence, canonical names in order
FOUND = [
    # what is made anew, movements, what begins with a scope that is none
    ("推进⟦“水务智管”⟧迭代更新,推动⟦“法治大脑”⟧提档升级。", ["水务智管", "法治大脑"]),
    ("深化⟦“巾帼新风”运动⟧。", ["巾帼新风运动"]),
    ("⟦“雪域政务App”⟧日均访问2万次,⟦“雪域法律服务网”⟧访问量达12万人次。", ["雪域政务App", "雪域法律服务网"]),
    ("落实⟦县域法治“1+N”制度体系⟧。", ["县域法治1+N制度体系"]),
    # honours of the whole country that read like an aim, apps called 通, what the clause goes on with behind a platform
    ("获评⟦“全国先进基层立法联系点”⟧。", ["全国先进基层立法联系点"]),
    ("入选⟦全国普法优秀案例⟧3个。", ["全国普法优秀案例"]),
    ("依托⟦“桑梓通”⟧海外窗口提供服务。", ["桑梓通"]),
    ("依托⟦柳溪行政执法智慧监管系统⟧办案1860件。", ["柳溪行政执法智慧监管系统"]),
    ("深入开展⟦“转作风、抓落实”大讨论⟧。", ["转作风、抓落实大讨论"]),
    ("开展⟦“千人百场”活动⟧组织庭审观摩16场。", ["千人百场"]),
    ("传承弘扬⟦“柳溪经验”⟧。", ["柳溪经验"]),
    # “…” + modifier + head noun
    ("深入开展⟦“法护老街”专项行动⟧。", ["法护老街专项行动"]),
    ("建立⟦“五步三清”矛盾纠纷化解机制⟧。", ["五步三清矛盾纠纷化解机制"]),
    ("着力打造⟦“红柿子”普法品牌⟧。", ["红柿子"]),
    ("着力打造⟦“柿子红了”普法品牌⟧。", ["柿子红了"]),
    ("探索⟦“1+5+N”的调解模式⟧。", ["1+5+N调解模式"]),
    ("上线⟦“掌上说理”小程序⟧等载体。", ["掌上说理"]),
    ("推出⟦“码上说法”平台⟧。", ["码上说法平台"]),
    ("实施⟦“双提双升”工程⟧。", ["双提双升工程"]),
    ("全面落实⟦“三问三答”制度⟧。", ["三问三答"]),
    ("推行⟦“四色预警”工作法⟧。", ["四色预警工作法"]),
    ("组织开展⟦“法润乡土”主题宣传活动⟧20场。", ["法润乡土"]),
    ("举办⟦“我与民法典”微视频征集⟧。", ["我与民法典"]),
    ("开展⟦“法治小水滴”知识竞赛⟧。", ["法治小水滴"]),
    ("推进⟦“一网通查”改革试点⟧。", ["一网通查改革试点"]),
    ("建成⟦“李大妈”调解室⟧。", ["李大妈调解室"]),
    ("建立⟦涉农行政复议“快速道”机制⟧。", ["涉农行政复议快速道机制"]),
    ("完善⟦“网格吹哨、部门报到”工作机制⟧。", ["网格吹哨、部门报到"]),
    ('运用⟦"指尖议事"应用⟧收集意见。', ["指尖议事应用"]),
    ("依托⟦“平安钱塘”系统⟧受理线索。", ["平安钱塘系统"]),
    # one tail for several
    ("培育⟦“老槐树”⟧⟦“小板凳”⟧等调解品牌。", ["老槐树", "小板凳"]),
    ("打造⟦“板凳会”⟧、⟦“屋场会”⟧和⟦“院坝会”⟧等特色工作品牌。", ["板凳会", "屋场会", "院坝会"]),
    # a procedure known by its steps
    ("健全⟦“月初交办、月中督导、月底销号”工作机制⟧。", ["月初交办、月中督导、月底销号"]),
    ("推行⟦“教育在先、轻错免责、重错严办、事后回访”闭环式执法模式⟧。", ["教育在先、轻错免责、重错严办、事后回访闭环式执法模式"]),
    ("柳溪县⟦“线上一窗收件、线下一揽子调解”模式⟧全省推广。", ["线上一窗收件、线下一揽子调解"]),
    ("建立⟦“排查—化解—回访”闭环机制⟧。", ["排查—化解—回访"]),
    # what is created, done, or goes by one character
    ("开展⟦“四型”机关创建⟧。", ["四型机关创建"]),
    ("深化⟦“无讼村居”创建⟧。", ["无讼村居"]),
    ("实行⟦“一事双查”制⟧。", ["一事双查制"]),
    ("推行⟦“一巷一长一调解”做法⟧。", ["一巷一长一调解"]),
    ("⟦“炕头法庭”做法⟧在全市推广。", ["炕头法庭"]),
    ("实施⟦“三融四新”⟧战略。", ["三融四新"]),
    ("印发法治建设⟦“两方案”⟧。", ["两方案"]),
    # the noun behind is no figure of speech where the name says what it is
    ("依托⟦“老街小院”⟧法治文化阵地开展活动。", ["老街小院"]),
    ("用好⟦“e柳溪”⟧等引导群众办事。", ["e柳溪"]),
    # two in a row of which only the first has a noun of its own
    ("开展⟦“蓝帆”专项整治⟧和⟦“剑齿”行动⟧。", ["蓝帆专项整治", "剑齿行动"]),
    # the head noun inside
    ("开展⟦“护薪行动”⟧,追回工资。", ["护薪行动"]),
    ("举行首届⟦“柳溪杯”⟧演讲。", ["柳溪杯"]),
    ("在园区设立⟦“企业法治驿站”⟧。", ["企业法治驿站"]),
    ("用好⟦“桂江公证链管理平台”⟧。", ["桂江公证链管理平台"]),
    # formulas and number codes
    ("全面推行⟦“党建+调解”⟧,就地化解纠纷。", ["党建+调解"]),
    ("印发⟦“网格+纠纷排查”⟧工作方案。", ["网格+纠纷排查"]),
    ("推行⟦“三访三调”⟧,做好源头预防。", ["三访三调"]),
    ("推行⟦“一支队伍管到底”⟧。", ["一支队伍管到底"]),
    ("融入⟦“679”工作体系⟧。", ["679工作体系"]),
    ("围绕省委⟦“1230”⟧具体部署推进工作。", ["1230"]),
    ("发挥⟦“双网融合网格”⟧功能。", ["双网融合网格"]),
    ("更好发挥⟦社区依法共治共同体⟧作用。", ["社区依法共治共同体"]),
    ("对标落实法治建设⟦“一规划两方案”⟧要求。", ["一规划两方案"]),
    ("精简构建⟦“6+1”综合巡查队伍⟧。", ["6+1综合巡查队伍"]),
    ("形成⟦“1+4+N”政策体系⟧。", ["1+4+N政策体系"]),
    ("做到⟦“一清三零”⟧目标。", ["一清三零"]),
    ("深入实施⟦“六水共治”⟧。", ["六水共治"]),
    ("开展⟦法治宣传“九进”⟧。", ["法治宣传九进"]),
    # a code of digits right before a name is its modifier
    ("推动⟦“2+8”“全盟通办”⟧政务服务。", ["全盟通办"]),
    # formulas of handling
    ("推出⟦“一照即办”⟧便民措施12项。", ["一照即办"]),
    ("梳理⟦“免证取”⟧事项40项。", ["免证取"]),
    ("证照信息实现⟦“一屏通办”⟧。", ["一屏通办"]),
    ("构建线下⟦“一厅通办”⟧政务服务格局。", ["一厅通办"]),
    ("部分许可实行⟦“先批后审批”⟧、⟦“先照后核”⟧。", ["先批后审批", "先照后核"]),
    ("全面实施⟦“42证合一”⟧。", ["42证合一"]),
    ("与邻县签订⟦“五县通办”⟧协议。", ["五县通办"]),
    ("⟦“民宿开办一件事”⟧申报材料减半。", ["民宿开办一件事"]),
    # a label before an ordinary noun
    ("设置⟦“失信投诉”⟧窗口9个。", ["失信投诉"]),
    ("创新⟦“选单式”放权⟧,激发活力。", ["选单式放权"]),
    # a brand and its name, whatever stands before
    ("优化⟦“桂小办·帮代您”⟧。", ["桂小办·帮代您"]),
    ("参加自治区⟦“说法·逢六开讲”⟧、地区⟦“说法·逢三开讲”⟧活动。", ["说法·逢六开讲", "说法·逢三开讲"]),
    # one system for two schemes
    ("更新⟦“普法能手”“学法先锋”学习培育管理系统⟧内容。", ["普法能手学法先锋学习培育管理系统"]),
    # the subject of a clause
    ("全年扎实推进。⟦“政务小站”⟧入选全市案例。", ["政务小站"]),
    ("优化服务,⟦“质量驿站”⟧服务企业260家次,⟦“无感兑现”⟧累计兑现资金3916户次。", ["质量驿站", "无感兑现"]),
    ("推行改革,“不见面”办理率达97%,“老党员”调解纠纷60件。", []),
    # for whom an undertaking is; a sum and the service that it makes
    ("深入实施⟦“双百”服务企业工程⟧,收办问题120件。", ["双百服务企业工程"]),
    ("将办事大厅事项列入⟦“2+2”综合服务⟧范围。", ["2+2综合服务"]),
    # verbs of carrying out
    ("打造⟦“法治茶话”⟧,方便群众。", ["法治茶话"]),
    ("推行行政审批⟦“即来即办”⟧。", ["即来即办"]),
    ("创新推出⟦“执法随行”⟧。", ["执法随行"]),
    ("组织开展⟦“法润桑梓 情暖万家”⟧巡回服务。", ["法润桑梓 情暖万家"]),
    # honours
    ("镇司法所荣获⟦“全国模范司法所”⟧。", ["全国模范司法所"]),
    ("1个案例获评⟦全省行政执法“十大案例”⟧。", ["全省行政执法十大案例"]),
    ("项目获⟦“法治创新奖”⟧。", ["法治创新奖"]),
    ("参赛获团体三等奖,1个项目入选省级示范项目。", []),
    ("获评⟦全国人民调解工作先进集体⟧、⟦全省法治建设示范单位⟧。", ["全国人民调解工作先进集体", "全省法治建设示范单位"]),
    ("组织评选⟦十佳调解能手⟧、⟦十大法治人物⟧。", ["十佳调解能手", "十大法治人物"]),
    ("我县入选2021年⟦中国百强县⟧榜单。", ["中国百强县"]),
    ("法治建设获⟦省级优秀县⟧。", ["省级优秀县"]),
    ("上榜⟦全国双拥模范城市⟧。", ["全国双拥模范城市"]),
    # without quotation marks
    ("推进⟦柳溪市法治政府建设实施方案⟧(2021--2025年)落实。", ["柳溪市法治政府建设实施方案"]),
    ("开展⟦非法营运车辆专项整治⟧。", ["非法营运车辆专项整治"]),
    ("确定为⟦行政复议规范化建设试点⟧。", ["行政复议规范化建设试点"]),
    ("推进⟦律师党建助力社区公益项目⟧实施。", ["律师党建助力社区公益项目"]),
    ("全面推进⟦法治护企领航行动⟧。", ["法治护企领航行动"]),
    ("开展⟦根治欠薪冬季专项行动⟧。", ["根治欠薪冬季专项行动"]),
    ("开展⟦安全生产治本攻坚三年行动⟧。", ["安全生产治本攻坚三年行动"]),
    ("组织开展⟦知识产权宣传周⟧系列活动。", ["知识产权宣传周"]),
    ("实施⟦村干部及网格员学法提升工程⟧。", ["村干部及网格员学法提升工程"]),
    ("推进⟦行政检查数字化改革⟧,减轻负担。", ["行政检查数字化改革"]),
    ("深化⟦信用修复集成改革⟧。", ["信用修复集成改革"]),
    ("承担⟦司法所赋能基层治理试点工作⟧。", ["司法所赋能基层治理试点"]),
    ("举办第三届⟦柳溪县法治文化节⟧。", ["柳溪县法治文化节"]),
    ("上线⟦智慧执法监管平台⟧。", ["智慧执法监管平台"]),
    ("建立⟦法治意见直报机制⟧。", ["法治意见直报机制"]),
    ("建立⟦法院司法所三级联动工作机制⟧。", ["法院司法所三级联动工作机制"]),
    ("落实⟦合同合法性备案制度⟧。", ["合同合法性备案制度"]),
    ("参加全市⟦行政执法岗位大练兵⟧活动。", ["行政执法岗位大练兵"]),
    # mechanisms and institutions that a procedure sets apart
    ("落实⟦重要事项请示报告制度⟧。", ["重要事项请示报告制度"]),
    ("认真落实⟦述法点评工作机制⟧。", ["述法点评工作机制"]),
    ("深化⟦行政争议协调化解月例会制度⟧。", ["行政争议协调化解月例会制度"]),
    ("创新建立⟦疑难复议案件研判会审机制⟧。", ["疑难复议案件研判会审机制"]),
    ("推进⟦商标侵权纠纷快速处理机制⟧。", ["商标侵权纠纷快速处理机制"]),
    ("共建⟦地理标志协同保护机制⟧。", ["地理标志协同保护机制"]),
    ("建立⟦法律专家决策咨询工作机制⟧。", ["法律专家决策咨询工作机制"]),
    ("建立⟦镇街联络员工作联系机制⟧。", ["镇街联络员工作联系机制"]),
    ("建立⟦主要负责人履职清单制度⟧。", ["主要负责人履职清单制度"]),
    ("探索⟦村级法律顾问标准化模式⟧。", ["村级法律顾问标准化模式"]),
    # a second form of the level in brackets
    ("实施⟦乡镇(街道)法治政府建设强基工程⟧评估。", ["乡镇(街道)法治政府建设强基工程"]),
    ("开展⟦村(社区)干部学法提升工程⟧。", ["村(社区)干部学法提升工程"]),
    # platforms joined, and known by the number that is dialled
    ("联动民声信箱及⟦智慧信访平台⟧。", ["智慧信访平台"]),
    ("建成⟦电梯应急处置96000平台⟧。", ["电梯应急处置96000平台"]),
    # honours conferred in other words
    ("3个司法所被确立为⟦司法所规范化建设达标所⟧。", ["司法所规范化建设达标所"]),
    # full width, traditional characters
    ("著力打造⟦「紅柿子」普法品牌⟧。", ["红柿子"]),
    ("開展⟦“護企安商”專項行動⟧。", ["护企安商专项行动"]),
    # sums of bodies or lists before a head noun; a sum or a brand with its name may make a pattern or a topic
    ("建立⟦“县执法支队+乡镇监管分站+村级信息员”联合巡查机制⟧。", ["县执法支队+乡镇监管分站+村级信息员联合巡查机制"]),
    ("构建⟦“检查事项总清单+部门分类清单+镇街执法清单”体系⟧。", ["检查事项总清单+部门分类清单+镇街执法清单体系"]),
    ("开创⟦“支部+说法”⟧新格局。", ["支部+说法"]),
    ("开展⟦“法暖柳溪·情满桃源”⟧主题宣传。", ["法暖柳溪·情满桃源"]),
    # without quotation marks, or with one lost
    ("推行⟦窗口一次告知+干部全程陪办模式⟧。", ["窗口一次告知+干部全程陪办模式"]),
    ("推行⟦网格前端排查+专班后端调处”模式⟧和回访制度。", ["网格前端排查+专班后端调处模式"]),
    # a number of places that something is taken to
    ("组织开展⟦“宣讲五进”⟧等多形式的学习。", ["宣讲五进"]),
    ("广泛开展⟦“普法八进”活动⟧。", ["普法八进"]),
    # work that is the subject of a clause
    ("全年任务完成。⟦“法护桑梓”⟧工作获得上级肯定。", ["法护桑梓"]),
    # a brand has the name that is quoted
    ("⟦“银杏”人民调解品牌⟧获推广。", ["银杏"]),
    ("打造⟦“帮到底”政务服务品牌⟧。", ["帮到底"]),
    # being taught how a platform is used
    ("参加⟦公共法律服务“两网”融合平台⟧培训1期。", ["公共法律服务两网融合平台"]),
    ("举办⟦智慧矫治平台⟧实操培训。", ["智慧矫治平台"]),
    # patterns and mechanisms that a code begins
    ("打造⟦一核两翼三层次法治宣传格局⟧。", ["一核两翼三层次法治宣传格局"]),
    ("形成⟦一站多点四层面调解工作格局⟧,成效明显。", ["一站多点四层面调解工作格局"]),
    ("健全⟦两队三站联动执法机制⟧。", ["两队三站联动执法机制"]),
    # two head nouns in a row
    ("深化⟦法律顾问统筹机制改革⟧。", ["法律顾问统筹机制改革"]),
    ("持续开展⟦多元调解下沉改革专项行动⟧。", ["多元调解下沉改革专项行动"]),
    # mechanisms and institutions that their matter sets apart
    ("推行⟦公证事务主办责任制⟧。", ["公证事务主办责任制"]),
    ("与邻市建立⟦库区三县立法协作机制⟧。", ["库区三县立法协作机制"]),
    ("建立⟦花卉产业专利快速维权模式⟧。", ["花卉产业专利快速维权模式"]),
    ("健全⟦县政府常务会议公众列席机制⟧。", ["县政府常务会议公众列席机制"]),
    # … or that they are set up here and are not of a kind that all have
    ("推行⟦首席审批员制度⟧,探索建立⟦企业诉求答复制度⟧。", ["首席审批员制度", "企业诉求答复制度"]),
    ("创新推行⟦物业纠纷评理员制度⟧。", ["物业纠纷评理员制度"]),
    ("与邻县共建⟦跨界河流联防联治机制⟧。", ["跨界河流联防联治机制"]),
    ("建立⟦镇领导挂钩服务茶企制度⟧,走访企业52家。", ["镇领导挂钩服务茶企制度"]),
    # platforms that are put into service, or called by their kind
    ("研发⟦重大决策合法性审查系统⟧,审查文件62件。", ["重大决策合法性审查系统"]),
    ("启用⟦不动产登记云平台⟧。", ["不动产登记云平台"]),
    ("全面应用⟦行政复议数字化平台⟧。", ["行政复议数字化平台"]),
    # campaigns of three years, great inspections
    ("开展⟦老旧仓库安全专项整治三年行动⟧,持续推进⟦渡口渡船安全大检查⟧。", ["老旧仓库安全专项整治三年行动", "渡口渡船安全大检查"]),
    ("推进⟦综合行政执法一体化改革试点⟧。", ["综合行政执法一体化改革试点"]),
    # a word that only begins like an adjective, a conjunction or a level
    ("深入开展⟦新业态用工专项整治⟧。", ["新业态用工专项整治"]),
    ("部署⟦年货市场专项整治行动⟧。", ["年货市场专项整治行动"]),
    ("实施⟦和谐邻里提升行动⟧。", ["和谐邻里提升行动"]),
    ("开展⟦全民护河宣传月⟧。", ["全民护河宣传月"]),
    # verbs that a name begins after
    ("部署⟦涉企乱收费专项治理⟧。", ["涉企乱收费专项治理"]),
    ("精心组织⟦山塘水库清淤行动⟧。", ["山塘水库清淤行动"]),
    ("迎接⟦校园周边秩序专项整治⟧评估。", ["校园周边秩序专项整治"]),
    ("紧盯⟦农机驾驶安全专项整治⟧,压实责任。", ["农机驾驶安全专项整治"]),
    # a number of lists, letters or cards
    ("公布从轻、减轻处罚等⟦“六张清单”⟧,适用案件12件。", ["六张清单"]),
    ("送达⟦“两函一单”⟧,督促整改。", ["两函一单"]),
    # years of something
    ("扎实开展⟦商圈服务提升年⟧活动。", ["商圈服务提升年"]),
    # lines known by the number that is dialled
    ("开通⟦96178涉农举报热线⟧,受理线索12件。", ["96178涉农举报热线"]),
    ("用好⟦96179反诈劝阻专线⟧。", ["96179反诈劝阻专线"]),
    ("落实⟦热线回访制度⟧。", ["热线回访制度"]),
    # campaigns named in a list, months of study
    ("助力我市⟦欠薪积案清零⟧等专项行动。", ["欠薪积案清零"]),
    ("参与⟦校园周边环境整治⟧等专项行动。", ["校园周边环境整治"]),
    ("印发⟦党风党纪教育月⟧活动方案。", ["党风党纪教育月"]),
    # rooms that go by a name and are held up, as their brands are
    ("⟦老康调解室⟧成功创建省级示范。", ["老康调解室"]),
    ("以⟦何青松调解室⟧为样本培育调解组织。", ["何青松调解室"]),
    ("近年来,⟦桃园新村调解品牌⟧入选全省选编。", ["桃园新村调解品牌"]),
    # honours with a span of years before them, and other endings
    ("1名律师被评为⟦柳溪市优秀律师⟧,2人获评⟦全省办案能手⟧。", ["柳溪市优秀律师", "全省办案能手"]),
    ("开发区获批⟦省级商标示范园区⟧。", ["省级商标示范园区"]),
    ("选树⟦“最美老街法律人”⟧10名。", ["最美老街法律人"]),
    # names by their shape: a platform of its province, what is taken to people, a campaign by a code word or its year, a tour
    ("案件信息在⟦“皖执法”⟧录入,预警在⟦粤监管⟧核查。", ["皖执法", "粤监管"]),
    ("在⟦浙里访⟧及时回复。", ["浙里访"]),
    ("开展⟦民法典进社区、进乡村⟧活动12场。", ["民法典进社区、进乡村"]),
    ("围绕招商引资、送法进农村、文件清理等重点任务组织观察。", []),
    ("开展法治赶集、⟦送法进村⟧等主题活动12场。", ["送法进村"]),
    ("组织⟦“复议进园区”⟧,受理申请6件。", ["复议进园区"]),
    ("开展⟦亮剑行动⟧、⟦春苗专项行动⟧,查处案件32件。", ["亮剑行动", "春苗专项行动"]),
    ("扎实抓好⟦“利箭2024”⟧,查处案件32件。", ["利箭2024"]),
    ("走进校园开展⟦法治柳江行⟧系列活动。", ["法治柳江行"]),
    ("局机关获评2016-2020年⟦全省依法治理工作先进集体⟧。", ["全省依法治理工作先进集体"]),
    ("2名干警被评为⟦柳溪县政法英模人物⟧。", ["柳溪县政法英模人物"]),
    ("我县被列为⟦重点行业合规市级试点县⟧。", ["重点行业合规市级试点县"]),
    ("⟦“老魏说和”工作室⟧获评⟦全市品牌调解室⟧。", ["老魏说和工作室", "全市品牌调解室"]),
]

# sentence, rule that leaves it out (None: not even looked at)
LEFT = [
    ("推动“三个领域”升级。", None),
    ("解决普法“最后一公里”问题。", "slogan"),
    ("发挥“头雁”效应,做好“后半篇”文章。", "slogan"),
    ("抓住“关键少数”,守好“第一道防线”。", "slogan"),
    ("增强“四个意识”,做到“两个维护”。", "doctrine"),
    ("县里突出“三个抓手”。", "doctrine"),
    ("坚持“谁主管、谁负责”原则。", "figure"),
    ("对标全县“拼作风、抓落实”目标。", "figure"),
    ("以“钉钉子”的精神抓落实。", "slogan"),
    ("在“严”字上做足文章。", "slogan"),
    ("垒高“防”的堤坝。", "slogan"),
    ("做实“两类”人员管控。", "doctrine"),
    ("聘请“五老”人员参与调解。", "doctrine"),
    ("利用“12·4”国家宪法日开展宣传。", "day"),
    ("结合“3.15”“6.26”开展活动。", "day"),
    ("设立6个“涉企诉求”窗口。", "window"),
    ("举办“法治大讲堂”培训班。", "other-kind"),
    ("运用“法治柳溪”微信公众号推送信息。", "other-kind"),
    ("打造“小城说法”“说法进行时”普法栏目。", "other-kind"),
    ("建成“法治主题公园”3个。", "ambition"),
    ("成立“蓝马甲”志愿服务队。", "other-kind"),
    ("在年度考核中获评“优秀”等次。", "grade"),
    ("实现从“被动应付”向“主动作为”转变。", "change"),
    ("打造“法治高地”。", "ambition"),
    ("实行“清单化”管理。", "ambition"),
    ("《柳溪县办法》(以下简称“办法”)。", None),
    ("县委依法治县办(以下简称“依法治县办公室”)。", "abbreviation"),
    ("健全“党委统筹、部门协同、群众参与”工作机制。", "description"),
    ("构建“受理—办理—回访”的全链条闭环。", "description"),
    ("形成“书记抓总、镇长牵头、部门落实”责任制。", "description"),
    # manner by itself, and formulas that nothing carries out
    ("方便群众“网上办”“掌上办”。", "no-sign"),
    ("咨询和申请“一线办”。", "no-sign"),
    # a quotation that only says of what kind the next is
    ("推行“村里的事村里商”的“小板凳”办法。", "modifier"),
    # what only has such a shape: several provinces, the law on reconsideration, carrying out
    ("开展川渝执法协作,苏浙皖执法力量联合巡查。", None),
    ("贯彻新复议法,推行新执法理念。", None),
    ("开展法治执行活动,依法履行职责。", None),
    # official media, means without a name, appraisals
    ("在“柳溪发布”“法治柳溪”等官方平台推送信息。", "other-kind"),
    ("打造“线上+线下”融合学习平台。", "slogan"),
    ("开展“法治建设成效考核”。", "other-kind"),
    # what an action is taken against
    ("开展打击“黑车”“黑导”等联合行动。", "object"),
    ("邀请“退休法官”“银发专家”等设立个人调解室。", "no-sign"),
    ("构建“书记抓总,部门协同,乡镇落实”的工作格局。", "sentence"),
    ("立案“多元便民”,办案“快收快调”。", "slogan"),
    ("本镇80名队员“亮证上岗”。", "slogan"),
    ("支持本地律师“走出去”。", "slogan"),
    ("感受到“家门口的法律超市”的便利。", "no-sign"),
    ("推进“2-1-3”现代化柳溪实践。", "no-sign"),
    ("处理“职业打假”案件15件。", "slogan"),
    ("实施“一户一案”,提供服务。", "manner"),
    ("建立“一人一档”工作机制。", "manner"),
    ("智慧云平台(原“柳溪学法”平台)上线。", "former-name"),
    ("组建“流动说法服务队”。", "other-kind"),
    ("开展“执法能力提升培训”12期。", "other-kind"),
    ("构建“分类施策、上下协同”的学习体系。", "description"),
    ("建立“领导带头学习+干部全员研学+群众普遍参学”学习体系。", "description"),
    ("实现从“多窗跑”到“一窗办”。", "change"),
    ("建设现代化“西部名市”。", "ambition"),
    ("实行“马上就办”。", "slogan"),
    ("开展道路工程改造项目。", None),
    ("建立领导干部学法用法长效机制。", "unquoted"),
    ("建立行政执法人员分级分类培训制度。", "unquoted"),
    ("健全企业诉求答复制度。", "unquoted"),
    ("依托规范性文件备案审查系统报备文件12件。", "unquoted"),
    ("以小切口推动大整治。", "unquoted"),
    ("建立行政权力运行机制。", "unquoted"),
    ("完善基层依法治理工作模式。", "unquoted"),
    ("健全法律援助案件质量管理机制。", "unquoted"),
    ("健全法治政府建设推进机制。", "unquoted"),
    ("落实负责人出庭应诉制度。", "unquoted"),
    ("健全政务诚信和廉政风险防控机制。", "unquoted"),
    ("健全动态管理机制和监督考核制度。", None),
    ("建成一体化平台。", None),
    ("妥善处理“柳高速”征收补偿争议案件。", "other-kind"),
    ("拨打“12345”咨询。", "no-sign"),
    ("使调解室成为“解纷超市”。", "no-sign"),
    ("设立“法治监测点”20个。", "ambition"),
    ("开展交通、消防安全等专项整治行动。", None),
    ("推动构建社会治理共同体。", None),
    ("建立长效机制和工作机制。", None),
    ("完善各项规章制度。", None),
    ("组织开展联合执法行动12次。", None),
    ("开展各类专项行动。", None),
    ("深入推进改革开放。", None),
    ("运用法治思维和法治方式深化改革、推动发展。", None),
    ("奋力书写改革优异答卷。", None),
    ("在涉企检查领域试点运用新办法。", None),
    ("学习党的二十大和二十届三中全会精神。", None),
    ("全区上下形成统一的工作机制。", None),
    ("建立健全行政执法与刑事司法衔接机制。", None),
    ("加强工程建设领域平台企业系统治理。", None),
    ("形成线索移交、情况互通等机制。", None),
    ("参加《“法护柳溪”专项行动方案》专题会。", None),
    # a share
    ("审批事项“全程网办”率达95%。", "share"),
    # what each does is no sum of things
    ("建立“领导带头领学+干部分片研学+群众广泛参学”工作机制。", "description"),
    # media for learning, lectures
    ("以“天天学”平台、考试等形式学法。", "course"),
    ("利用“法治学习”小程序答题。", "course"),
    ("举办“柳溪法治大讲堂”6期。", "other-kind"),
    # patterns and mechanisms without a code, or with one that only counts
    ("形成齐抓共管工作格局。", None),
    ("构建党建引领基层治理格局。", "unquoted"),
    ("建立一对一帮扶工作机制。", "unquoted"),
    ("健全一案一策办理工作机制。", "unquoted"),
    ("落实安全生产责任制。", "unquoted"),
    # no lists that anything goes by
    ("查处“两卡”人员3人。", None),
    # a line to call that no number tells apart
    ("设立信访举报热线。", "unquoted"),
    ("畅通营商环境投诉专线,热线接听来电300次。", "unquoted"),
    # a verb with its object
    ("坚持不懈抓改革。", None),
    # rooms of a class, and rooms that only stand there
    ("人民调解室入选名单。", None),
    ("新设诉前调解室3个。", None),
    ("社区调解室被列为重点。", None),
    ("到老康调解室调研。", None),
    # no campaign's name, only its field
    ("开展打击食品领域等专项行动。", None),
    # a sum that names nothing
    ("坚持线上+线下同步推进。", None),
]


@pytest.mark.parametrize(("marked", "names"), FOUND)
def test_found(finder: ProgramFinder, marked: str, names: list[str]) -> None:
    text, surfaces = unmark(marked)
    facts, _ = find(finder, text)
    assert [fact.name for fact in facts] == names
    spans = sorted(span for fact in facts for span in fact.mentions)
    assert [text[span.start : span.end] for span in spans] == surfaces


@pytest.mark.parametrize(("text", "rule"), LEFT)
def test_left_alone(finder: ProgramFinder, text: str, rule: str | None) -> None:
    facts, rejections = find(finder, text)
    assert [fact.name for fact in facts] == []
    if rule:
        assert rule in {rejection.rule for rejection in rejections}
        assert all(rejection.reason for rejection in rejections)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("开展“法护老街”专项行动。", "法护老街专项行动", "行动"),
        ("深化“一网通查”改革。", "一网通查改革", "改革"),
        ("推行“三访三调”。", "三访三调", "机制"),
        ("推广“检企码”。", "检企码", "平台"),
        ("打造“柿子红了”普法品牌。", "柿子红了", "品牌"),
        ("完善“三问三答”制度。", "三问三答", "制度"),
        ("荣获“全国模范司法所”。", "全国模范司法所", "称号"),
        ("实施“双提双升”工程。", "双提双升工程", "工程"),
    ],
)
def test_type(finder: ProgramFinder, text: str, name: str, kind: str) -> None:
    assert [(fact.name, fact.type) for fact in find(finder, text)[0]] == [(name, kind)]


def test_same_words_are_one_program(finder: ProgramFinder) -> None:
    text = "建立“四调衔接”机制。各镇推广“四调衔接”。四调衔接成效明显。"
    ((fact,), _) = find(finder, text)
    assert fact.name == "四调衔接"
    assert [text[a:b] for a, b in fact.mentions] == ["“四调衔接”机制", "“四调衔接”", "四调衔接"]


def test_problems_name_no_program_without_quotation_marks(finder: ProgramFinder) -> None:
    assert find(finder, "行政执法数字化改革推进缓慢。", SectionKind.PROBLEMS)[0] == ()


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('打造“甲”、‘乙’和"丙"', ["甲", "乙", "丙"]),
        ("“‘志’在远方”活动", ["‘志’在远方", "志"]),
        ("”甲乙“和”丙“", ["甲乙", "丙"]),
        ("“甲“、“乙”", ["甲", "乙"]),
        ("“甲乙,没有结束", []),
        ("“甲\n乙”", []),
    ],
)
def test_quotations(text: str, contents: list[str]) -> None:
    assert [text[q.content.start : q.content.end] for q in quotations(text)] == contents


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("印发《甲办法》和《关于〈乙〉的通知》。", ["《甲办法》", "《关于〈乙〉的通知》"]),
        ("《关于印发《甲方案》的通知》", ["《关于印发《甲方案》的通知》"]),
        ("《关于印发《甲方案》的通知,\n另起一段", ["《关于印发《甲方案》"]),
        ("没有结束的《甲", []),
    ],
)
def test_titles(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in titles(text)] == found


@example(text='‘,"‘"制')
@example(text='‘"一‘一"制')
@given(st.text(alphabet='“”‘’"《》甲乙、机制行动品牌推行打造+一三,。\n 的', max_size=60))
def test_any_text_gives_disjoint_mentions_inside_it(finder: ProgramFinder, text: str) -> None:
    facts, rejections = find(finder, text)
    spans = sorted(span for fact in facts for span in fact.mentions)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(r.span.start < r.span.end for r in rejections)
    assert find(finder, text) == (facts, rejections)
