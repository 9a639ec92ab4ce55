"""Bodies: what is found, how it is named in full, what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.bodies import BodyFinder
from kg.model import BODY_TYPES, BodyFact, Span
from kg.vocabulary import Vocabulary
from tests.made_report import made_report, plain_layout

# Reports of these: (code of the division, issuer, township).
COUNTY = ("511724", "大竹县人民政府", None)
DISTRICT = ("500155", "重庆市梁平区人民政府", None)
SHANGHAI = ("310114", "上海市嘉定区人民政府", None)
CITY_OF_COUNTY_RANK = ("320481", "溧阳市人民政府", None)
CITY = ("330600", "绍兴市人民政府", None)
MUNICIPALITY = ("500000", "重庆市人民政府", None)
PROVINCE = ("370000", "山东省人民政府", None)
REGION = ("150000", "内蒙古自治区人民政府", None)
PREFECTURE = ("652800", "巴音郭楞蒙古自治州人民政府", None)
AUTONOMOUS_COUNTY = ("500240", "石柱土家族自治县公安局", None)
JUSTICE = ("500155", "重庆市梁平区司法局", None)
MARKET_CITY = ("330600", "绍兴市市场监督管理局", None)
POLICE_BRANCH = ("211302", "朝阳市公安局双塔分局", None)
PROVINCIAL_OFFICE = ("370000", "山东省司法厅", None)
TOWN = ("440825", "下洋镇人民政府", "下洋镇")
AREA_COUNTY = ("653126", "叶城县人民政府", None)
OLD_CITY = ("450300", "桂林市人民政府", None)
HEALTH = ("500115", "重庆市长寿区卫生健康委员会", None)
ZONE = ("120116", "天津经济技术开发区管理委员会", None)
AREA_TOWN = ("542523", "噶尔县左左乡人民政府", "左左乡")
CITY_TOWN = ("441900", "东莞市石排镇人民政府", "石排镇")
STREET = ("330102", "清波街道办事处", "清波街道")

CASES: list[tuple[tuple[str, str, str | None], str, set[str]]] = [
    # government
    (COUNTY, "县政府常务会议研究了方案", {"大竹县人民政府"}),
    (COUNTY, "大竹县人民政府网站同步公开", {"大竹县人民政府"}),
    (DISTRICT, "报区政府和市政府备案", {"梁平区人民政府", "重庆市人民政府"}),
    (DISTRICT, "重庆市梁平区人民政府印发", {"梁平区人民政府"}),
    (CITY_OF_COUNTY_RANK, "市政府对常州市政府负责", {"溧阳市人民政府", "常州市人民政府"}),
    (MUNICIPALITY, "市政府组织区县自查", {"重庆市人民政府"}),
    (PROVINCE, "省政府办公厅转发了清单", {"山东省人民政府办公厅"}),
    (DISTRICT, "区政府办牵头,区府办公室配合", {"梁平区人民政府办公室"}),
    (DISTRICT, "经政府党组会议、政府常务会议讨论", {"梁平区人民政府党组", "梁平区人民政府"}),
    (REGION, "自治区人民政府常务会议审议", {"内蒙古自治区人民政府"}),
    (PREFECTURE, "州政府第8次常务会议", {"巴音郭楞蒙古自治州人民政府"}),
    (COUNTY, "县第十八届人民政府", {"大竹县人民政府"}),
    # the party
    (COUNTY, "县委、县政府高度重视", {"中共大竹县委员会", "大竹县人民政府"}),
    (COUNTY, "县委县政府主要领导批示", {"中共大竹县委员会", "大竹县人民政府"}),
    (COUNTY, "县委常委会会议听取了汇报", {"中共大竹县委员会"}),
    (DISTRICT, "省、市、区委的部署", {"中共梁平区委员会"}),
    (DISTRICT, "中共重庆市委员会、中共梁平区委", {"中共重庆市委员会", "中共梁平区委员会"}),
    (DISTRICT, "区委全面依法治区委员会第四次会议", {"中共梁平区委全面依法治区委员会"}),
    (DISTRICT, "十五届区委依法治区委专题研究", {"中共梁平区委全面依法治区委员会"}),
    (DISTRICT, "迎接市委依法治市办督察", {"中共重庆市委全面依法治市委员会办公室"}),
    (COUNTY, "在县依法治县办的指导下", {"中共大竹县委全面依法治县委员会办公室"}),
    (COUNTY, "由依法治县办统筹", {"中共大竹县委全面依法治县委员会办公室"}),
    (CITY, "省委全面依法治省委员会办公室通报", {"中共浙江省委全面依法治省委员会办公室"}),
    (PREFECTURE, "召开依法治州委员会会议", {"中共巴音郭楞蒙古自治州委全面依法治州委员会"}),
    (REGION, "自治区党委依法治区办印发要点", {"中共内蒙古自治区委全面依法治区委员会办公室"}),
    (PREFECTURE, "州党委、政府和自治区党委", {"中共巴音郭楞蒙古自治州委员会", "中共新疆维吾尔自治区委员会"}),
    (COUNTY, "县委组织部、县委宣传部、县委编办", {"中共大竹县委组织部", "中共大竹县委宣传部", "中共大竹县委机构编制委员会办公室"}),
    (COUNTY, "县委党校开设法治课程", {"中共大竹县委党校"}),
    (COUNTY, "县委政法委和县纪委监委", {"中共大竹县委政法委员会", "中共大竹县纪律检查委员会"}),
    (DISTRICT, "区委主题教育办通报", {"中共梁平区委主题教育办"}),
    # departments
    (DISTRICT, "区司法局会同重庆市司法局", {"梁平区司法局", "重庆市司法局"}),
    (CITY, "省司法厅督导市司法局", {"浙江省司法厅", "绍兴市司法局"}),
    (CITY, "市市场监管局约谈平台", {"绍兴市市场监督管理局"}),
    (PROVINCE, "省市场监管局制定标准", {"山东省市场监督管理局"}),
    (COUNTY, "县住建局、县人社局、县卫健局", {"大竹县住房和城乡建设局", "大竹县人力资源和社会保障局", "大竹县卫生健康局"}),
    (COUNTY, "县教体局与县综合行政执法局", {"大竹县教育体育局", "大竹县综合行政执法局"}),
    (SHANGHAI, "市规划资源局和区建管委", {"上海市规划和自然资源局", "嘉定区建设和交通委员会"}),
    (SHANGHAI, "区农业农村委、区经委、区地区办", {"嘉定区农业农村委员会", "嘉定区经济委员会", "嘉定区地区工作办公室"}),
    (COUNTY, "县行政审批局、县信访局与县税务局", {"大竹县行政审批局", "大竹县信访局", "大竹县税务局"}),
    (DISTRICT, "区教育局、团区委联合发文", {"梁平区教育局", "共青团梁平区委员会"}),
    (DISTRICT, "区教育局、司法局和公安局", {"梁平区教育局", "梁平区司法局", "梁平区公安局"}),
    (SHANGHAI, "会同公安嘉定分局开展检查", {"上海市公安局嘉定分局"}),
    (POLICE_BRANCH, "市公安局双塔分局、区公安分局", {"朝阳市公安局双塔分局"}),
    (POLICE_BRANCH, "市生态环境局双塔分局执法", {"朝阳市生态环境局双塔分局"}),
    (COUNTY, "县公安局交警大队、县消防救援大队", {"大竹县公安局交通警察大队", "大竹县消防救援大队"}),
    (DISTRICT, "区城市更新局、区投促局", {"梁平区城市更新局", "梁平区投资促进局"}),
    (DISTRICT, "区创城办、区禁毒办", {"梁平区创城办", "梁平区禁毒委员会办公室"}),
    (COUNTY, "达州市达川区司法局来访", {"达川区司法局"}),
    (DISTRICT, "泸州市、江津区司法局签约", {"江津区司法局"}),
    # the issuer's own words, and its like above and below
    (JUSTICE, "我局组织培训,局党组专题研究", {"梁平区司法局", "梁平区司法局党组"}),
    (JUSTICE, "局党委中心组学法", {"梁平区司法局党委"}),
    (JUSTICE, "按照区局安排报市局", {"梁平区司法局", "重庆市司法局"}),
    (JUSTICE, "区司法局党组书记讲课", {"梁平区司法局党组"}),
    (MARKET_CITY, "省局通报后,市局党组部署", {"浙江省市场监督管理局", "绍兴市市场监督管理局党组"}),
    (JUSTICE, "司法局2024年工作报告", {"梁平区司法局"}),
    (JUSTICE, "司法局党委部署,各区县司法局落实", {"梁平区司法局党委"}),
    (DISTRICT, "司法局参与", set()),
    (DISTRICT, "区委教育工委印发计划", {"中共梁平区委教育工委"}),
    (DISTRICT, "省十四届人大一次会议、市六届人大常委会", {"重庆市人民代表大会常务委员会"}),
    (PROVINCIAL_OFFICE, "厅党委理论学习中心组", {"山东省司法厅党委"}),
    (POLICE_BRANCH, "我局落实省厅要求", {"朝阳市公安局双塔分局", "辽宁省公安厅"}),
    (AUTONOMOUS_COUNTY, "县局持续推进,县委支持", {"石柱土家族自治县公安局", "中共石柱土家族自治县委员会"}),
    # congress, consultative conference, courts, procuratorates
    (DISTRICT, "区人大第24次常委会会议", {"梁平区人民代表大会常务委员会"}),
    (DISTRICT, "区十九届人大常委会审议", {"梁平区人民代表大会常务委员会"}),
    (COUNTY, "县政协开展民主监督", {"政协大竹县委员会"}),
    (DISTRICT, "区法院、检察院和司法局", {"梁平区人民法院"}),
    (DISTRICT, "区人民法院选任人民陪审员", {"梁平区人民法院"}),
    (COUNTY, "市中院、省高院和市检察院", {"达州市中级人民法院", "四川省高级人民法院", "达州市人民检察院"}),
    (MUNICIPALITY, "市高法院、市一中院", {"重庆市高级人民法院", "重庆市第一中级人民法院"}),
    (COUNTY, "县人民法院诉讼服务中心", {"大竹县人民法院"}),
    # towns
    (SHANGHAI, "安亭司法所开展试点", {"嘉定区安亭司法所"}),
    (SHANGHAI, "江桥镇人民政府、真新街道办事处", {"嘉定区江桥镇人民政府", "嘉定区真新街道办事处"}),
    (SHANGHAI, "南翔人民法庭与安亭派出所", {"嘉定区南翔人民法庭", "嘉定区安亭派出所"}),
    (COUNTY, "东柳街道党工委主持", {"中共大竹县东柳街道工作委员会"}),
    (COUNTY, "周家镇人民调解委员会获奖", {"大竹县周家镇人民调解委员会"}),
    (COUNTY, "达川区人民政府翠屏街道办事处", {"达川区翠屏街道办事处"}),
    (TOWN, "镇党委、政府,县委、县政府", {"中共徐闻县下洋镇委员会", "中共徐闻县委员会", "徐闻县人民政府"}),
    (TOWN, "下洋司法所与镇综治中心", {"徐闻县下洋司法所", "徐闻县下洋镇社会治安综合治理中心"}),
    (CITY_TOWN, "镇党委、镇司法所、市司法局", {"中共东莞市石排镇委员会", "东莞市石排司法所", "东莞市司法局"}),
    (STREET, "街党工委听取汇报,沿街商铺众多,街综合执法大队检查", {"中共上城区清波街道工作委员会", "上城区清波街道综合执法大队"}),
    (STREET, "清波街道党工委、区司法局", {"中共上城区清波街道工作委员会", "上城区司法局"}),
    # the centre
    (COUNTY, "市长主持召开市政府党组会、市政府常务会议", {"达州市人民政府党组", "达州市人民政府"}),
    (COUNTY, "县委设立执法、守法普法三个协调小组,建成1个综治中心,县营商环境问题受理平台转办事项", {"中共大竹县委员会"}),
    (COUNTY, "党中央、国务院决策部署,中共中央办公厅", {"国务院", "中共中央办公厅"}),
    (COUNTY, "中共中央办公厅、国务院办公厅印发", {"中共中央办公厅", "国务院办公厅"}),
    (COUNTY, "结合中央编办的建议", {"中央机构编制委员会办公室"}),
    (COUNTY, "最高人民法院、司法部和中央依法治国办", {"最高人民法院", "司法部", "中央全面依法治国委员会办公室"}),
    (COUNTY, "《国务院关于加强法治政府建设的意见》", {"国务院"}),
    # institutions and social organisations
    (DISTRICT, "区残联、区工商联、区妇联", {"梁平区残疾人联合会", "梁平区工商业联合会", "梁平区妇女联合会"}),
    (SHANGHAI, "嘉定民盟与民盟嘉定区委", {"民盟嘉定区委员会"}),
    (SHANGHAI, "嘉定公证处办理公证", {"嘉定公证处"}),
    (SHANGHAI, "走访市女子监狱", {"上海市女子监狱"}),
    (DISTRICT, "区公共法律服务中心和区律协", {"梁平区公共法律服务中心", "梁平区律师协会"}),
    (COUNTY, "县医疗纠纷人民调解委员会", {"大竹县医疗纠纷人民调解委员会"}),
    (COUNTY, "达州仲裁委员会来县宣讲", {"达州仲裁委员会"}),
    # groups
    (COUNTY, "召开县法治政府建设工作领导小组会议", {"大竹县法治政府建设工作领导小组"}),
    (COUNTY, "成立由县长任组长的依法行政领导小组", {"大竹县依法行政领导小组"}),
    (COUNTY, "成立以县长为组长的普法工作领导小组", {"大竹县普法工作领导小组"}),
    (COUNTY, "区县、县乡村三级公共法律服务中心", set()),
    (COUNTY, "组建联合执法专班,建强领导小组", set()),
    (COUNTY, "组建优化营商环境工作专班", {"大竹县优化营商环境工作专班"}),
    (DISTRICT, "发挥未成年人保护专项组作用", {"梁平区未成年人保护专项组"}),
    (DISTRICT, "区级合法性建议研判小组", {"梁平区合法性建议研判小组"}),
    (JUSTICE, "成立区司法局数字法治工作领导小组", {"梁平区司法局数字法治工作领导小组"}),
    (DISTRICT, "组建红岩先锋·企业法律志愿服务团", {"红岩先锋·企业法律志愿服务团"}),
    (SHANGHAI, "成立区涉企法律服务律师团", {"嘉定区涉企法律服务律师团"}),
    # firms and schools
    (SHANGHAI, "委托上海明理律师事务所评估", {"上海明理律师事务所"}),
    (PROVINCE, "聘请山东明理律师事务所、山东大学法学院专家", {"山东明理律师事务所", "山东大学法学院"}),
    (SHANGHAI, "聘请北京正平(上海)律师事务所", {"北京正平(上海)律师事务所"}),
    (COUNTY, "邀请青岛农业大学经济与管理学院授课", {"青岛农业大学经济与管理学院"}),
    (COUNTY, "与西南政法大学、重庆大学法学院合作", {"西南政法大学", "重庆大学法学院"}),
    (COUNTY, "赴红星集团开展体检", {"红星集团"}),
    (SHANGHAI, "走进嘉定工业区管委会", {"嘉定工业区管理委员会"}),
    (COUNTY, "县建筑设计院和县中医医院改制", {"大竹县建筑设计院", "大竹县中医医院"}),
    (COUNTY, "获中国(成都)知识产权保护中心支持", {"中国(成都)知识产权保护中心"}),
    (COUNTY, "被国家旅游景区协会认定", {"国家旅游景区协会"}),
    # prefectures that are a 地区, and what lies in them
    (AREA_COUNTY, "地委、行署高度重视,地区司法局督导", {"中共喀什地区委员会", "喀什地区行政公署", "喀什地区司法局"}),
    (COUNTY, "园地委托管理,各地委派人员", set()),
    (AREA_TOWN, "乡党委会研究,乡党委书记带头", {"中共噶尔县左左乡委员会"}),
    (AREA_TOWN, "噶尔县法治办到场,向地委报告", {"中共噶尔县委全面依法治县委员会办公室", "中共阿里地区委员会"}),
    # organs of one place written one after the other: the second has the place of the first
    (COUNTY, "学习江苏省委、省政府的做法", {"中共江苏省委员会", "江苏省人民政府"}),
    (ZONE, "按照市委市政府和滨海新区区委区政府部署",
     {"中共天津市委员会", "天津市人民政府", "中共滨海新区委员会", "滨海新区人民政府"}),
    # organs of their time
    (OLD_CITY, "市工商局、市质监局、市食药监局",
     {"桂林市工商行政管理局", "桂林市质量技术监督局", "桂林市食品药品监督管理局"}),
    (OLD_CITY, "市国土局、市环保局、市安监局、市卫计委",
     {"桂林市国土资源局", "桂林市环境保护局", "桂林市安全生产监督管理局", "桂林市卫生和计划生育委员会"}),
    (OLD_CITY, "市国税局、市地税局和市物价局", {"桂林市国家税务局", "桂林市地方税务局", "桂林市物价局"}),
    (OLD_CITY, "国务院法制办、国家工商总局到访", {"国务院法制办公室", "国家工商行政管理总局"}),
    (CITY_OF_COUNTY_RANK, "在市委全面依法治市工作领导小组指导下", {"中共溧阳市委全面依法治市工作领导小组"}),
    # the longest name
    (COUNTY, "司法部法律援助中心通报", {"司法部法律援助中心"}),
    (COUNTY, "县农业农村局综合执法大队查处", {"大竹县农业农村局综合执法大队"}),
    (TOWN, "徐闻县司法局下洋司法所把关", {"徐闻县下洋司法所"}),
    (COUNTY, "县民营经济发展局挂牌", {"大竹县民营经济发展局"}),
    # an organ that another place founds
    (PROVINCE, "指导平度市组建行政审批局", {"平度市行政审批局"}),
    # groups of a department, and those of its region
    (HEALTH, "我委高度重视,成立法治工作领导小组", {"长寿区卫生健康委员会", "长寿区卫生健康委员会法治工作领导小组"}),
    (JUSTICE, "成立以局长为组长的法治建设工作领导小组", {"梁平区司法局法治建设工作领导小组"}),
    (JUSTICE, "区级重点人群专项组", {"梁平区重点人群专项组"}),
    # subdistricts and zones
    (STREET, "街道党工委、办事处高度重视", {"中共上城区清波街道工作委员会", "上城区清波街道办事处"}),
    (STREET, "调整街道全面依法治街工作委员会", {"上城区清波街道全面依法治街工作委员会"}),
    (ZONE, "2022年经开区管委会印发要点", {"天津经济技术开发区管理委员会"}),
    # a name does not cross a quotation mark, a person or a document's number
    (COUNTY, "提供“一对一帮办”“专人专班”服务", set()),
    (COUNTY, "由分管副县长担任主任,副书记做办公室主任", set()),
    (COUNTY, "印发要点(竹府办〔2024〕7号)", set()),
    (TOWN, "党政综合办牵头,平安办司法所配合", set()),
    (COUNTY, "登录四川干部网络学院学习", set()),
    # nobody in particular
    (DISTRICT, "各部门、各镇街、区级部门和有关单位", set()),
    (DISTRICT, "全区13个司法所、基层派出所", set()),
    (TOWN, "依托综治中心,整合力量,联合派出所、法庭调处纠纷", set()),
    (CITY, "市交通运输综合行政执法队查处超限运输", {"绍兴市交通运输综合行政执法队"}),
    (CITY, "坚持领导小组成员带头学法", set()),
    (CITY, "组织“越乡红嫂普法队”宣讲,“石榴籽调解队”等品牌12个,双语宣讲队", {"绍兴市越乡红嫂普法队"}),
    (CITY, "权责清单在绍兴市政府网公布", set()),
    (CITY, "绍兴市建筑规划设计所完成改制", {"绍兴市建筑规划设计所"}),
    (DISTRICT, "各区县政府、各县(市)区法院", set()),
    (COUNTY, "乡镇人民政府和街道办事处", set()),
    (DISTRICT, "公安部门、司法部门、财政部门", set()),
    (DISTRICT, "社区司法、校区委员、城市政府", set()),
    (DISTRICT, "区人大代表、区政协委员", set()),
    (DISTRICT, "监委、法院、检察院负责同志", set()),
    (COUNTY, "3家律师事务所中标,引入专业律师事务所", set()),
    (COUNTY, "成立工作专班和领导小组", set()),
    (COUNTY, "在集中学法和会议中学习", set()),
    (COUNTY, "12家商会、行业协会和企业集团", set()),
    (COUNTY, "抓实司法所建设,打造规范化司法所", set()),
    (COUNTY, "服务我县产业布局和县域经济格局", set()),
    (COUNTY, "推动高效办成一件事", set()),
    (COUNTY, "督察组、宣讲团、工作组进驻", set()),
    (CITY, "督促区委和县委履职", set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def finder(vocabulary: Vocabulary) -> BodyFinder:
    return BodyFinder(vocabulary)


def found(
    finder: BodyFinder, vocabulary: Vocabulary, text: str, whose: tuple[str, str, str | None] = COUNTY
) -> dict[str, BodyFact]:
    code, issuer, township = whose
    report = made_report(vocabulary, text, code, issuer, township)
    bodies, _ = finder.find(report, plain_layout(report))
    return {body.name: body for body in bodies}


@pytest.mark.parametrize(("whose", "text", "names"), CASES, ids=[f"{issuer}: {text}" for (_, issuer, _), text, _ in CASES])
def test_names_in_full(
    finder: BodyFinder, vocabulary: Vocabulary, whose: tuple[str, str, str | None], text: str, names: set[str]
) -> None:
    assert set(found(finder, vocabulary, text, whose)) == names


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("县司法局", "大竹县司法局", ("政府部门", "justice-bureau", "511724")),
        ("市委", "中共达州市委员会", ("党委", "party-committee", "511700")),
        ("县委依法治县委", "中共大竹县委全面依法治县委员会", ("议事协调机构", "party-law-governance", "511724")),
        ("县法院", "大竹县人民法院", ("法院", "court", "511724")),
        ("市法院", "达州市中级人民法院", ("法院", "court-intermediate", "511700")),
        ("石河司法所", "大竹县石河司法所", ("派出机构", "justice-office", "511724")),
        ("县残联", "大竹县残疾人联合会", ("社会组织", "disabled-federation", "511724")),
        ("国务院", "国务院", ("政府", "state-council", None)),
        ("四川明理律师事务所", "四川明理律师事务所", ("律所", None, None)),
        ("县数字经济局", "大竹县数字经济局", ("政府部门", None, "511724")),
    ],
)
def test_type_kind_and_division(
    finder: BodyFinder, vocabulary: Vocabulary, text: str, name: str, expected: tuple[str, str | None, str | None]
) -> None:
    body = found(finder, vocabulary, text)[name]
    assert (body.type, body.kind, body.division) == expected


def test_all_ways_of_writing_are_mentions_of_one_body(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    text = "区法院、区人民法院、梁平区人民法院和重庆市梁平区人民法院"
    (body,) = found(finder, vocabulary, text, DISTRICT).values()
    assert [text[start:end] for start, end in body.mentions] == ["区法院", "区人民法院", "梁平区人民法院", "重庆市梁平区人民法院"]


def test_the_longest_name_wins(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    text = "区政府办公室印发,区政府审定"
    bodies = found(finder, vocabulary, text, DISTRICT)
    assert bodies["梁平区人民政府办公室"].mentions == (Span(0, 6),)
    assert bodies["梁平区人民政府"].mentions == (Span(9, 12),)


def test_same_name_elsewhere_is_another_body(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    here = found(finder, vocabulary, "区司法局", ("320106", "南京市鼓楼区人民政府", None))["鼓楼区司法局"]
    there = found(finder, vocabulary, "区司法局", ("350102", "福州市鼓楼区人民政府", None))["鼓楼区司法局"]
    assert here.id != there.id


def test_a_name_of_many_places_is_the_nearest(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    bodies = found(finder, vocabulary, "与鼓楼区司法局交流", ("320102", "南京市玄武区司法局", None))
    assert bodies["鼓楼区司法局"].division == "320106"


def test_the_source_line_counts_and_other_furniture_does_not(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    line = "首页 > 县政协 信息来源:大竹县司法局 浏览:12"
    report = made_report(vocabulary, line, "511724", "大竹县人民政府", furniture=(Span(0, len(line)),))
    layout = plain_layout(made_report(vocabulary, " " * len(line)))
    bodies, _ = finder.find(report, layout)
    assert [(body.name, body.mentions) for body in bodies] == [("大竹县司法局", (Span(14, 20),))]


def test_a_word_for_no_place_of_the_report_is_rejected(finder: BodyFinder, vocabulary: Vocabulary) -> None:
    report = made_report(vocabulary, "县委听取汇报", "330600", "绍兴市人民政府")
    bodies, rejections = finder.find(report, plain_layout(report))
    assert not bodies
    assert [(rejection.kind, rejection.rule) for rejection in rejections] == [("body", "place")]


@pytest.mark.parametrize(
    ("text", "whose", "expected"),
    [
        ("区委、国务院和达川区司法局", (None, None), {"中共区委员会": None, "国务院": None, "达川区司法局": "511703"}),
        ("区司法局牵头,省司法厅、市中院到场", (None, None), {"区司法局": None, "省司法厅": None, "市中级人民法院": None}),
        ("区委依法治区办印发要点,区政府办转发", (None, None), {"中共区委全面依法治区委员会办公室": None, "区人民政府办公室": None}),
        ("我局组织培训,局党组部署,市局督办", ("区司法局", None), {"区司法局": None, "区司法局党组": None, "市司法局": None}),
        ("镇党委、镇人民政府落实县委部署", ("三都镇人民政府", "三都镇"),
         {"中共三都镇委员会": None, "三都镇人民政府": None, "中共县委员会": None}),
        ("街道党工委、办事处高度重视", ("莲花街道办事处", "莲花街道"), {"中共莲花街道工作委员会": None, "莲花街道办事处": None}),
        ("自治区党委、盟委和旗政府", (None, None), {"中共自治区委员会": None, "中共盟委员会": None, "旗人民政府": None}),
        ("龙华区司法局会同区委政法委", (None, None), {"龙华区司法局": None, "中共区委政法委员会": None}),
        ("各区委、全市场、安全区域", (None, None), {}),
    ],
)  # fmt: skip
def test_without_a_division_bodies_are_named_as_written(
    finder: BodyFinder, vocabulary: Vocabulary, text: str, whose: tuple[str | None, str | None], expected: dict[str, str | None]
) -> None:
    report = made_report(vocabulary, text, None, *whose)
    bodies, _ = finder.find(report, plain_layout(report))
    assert {body.name: body.division for body in bodies} == expected


WORDS = (
    *"区县市省镇委和、。《》“”()3个各的局我",
    *("政府", "司法局", "法院", "人大", "常委会", "办公室", "领导小组", "梁平", "达川", "会同", "律师事务所", "大学", "党组"),
)


@given(text=st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_whatever_the_text_mentions_are_in_it_and_do_not_overlap(text: str, finder: BodyFinder, vocabulary: Vocabulary) -> None:
    bodies = found(finder, vocabulary, text, JUSTICE)
    spans = sorted(span for body in bodies.values() for span in body.mentions)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(body.type in BODY_TYPES and body.name for body in bodies.values())
