"""The shapes that names in quotation marks are made in: number codes, sums, sets of plans, formulas of handling, couplets.

In: the words of a quotation. Out: patterns to match them with, whole (``fullmatch``) unless said otherwise. What a shape is taken for is
decided in ``candidates``.
"""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = "[一二三四五六七八九十两双百千0-9]"

# 党建+复议, 1+17+N; not 互联网+ alone.
PLUS: Final = re.compile(r"[^\W_]+(?:[+加][^\W_]+)*\+[^\W_]+")
# 三盯三化, 一清四零, 四所一庭, 一支队伍管执法; 885; 2-1-1; 三位一体, 三所联动. Not 四个一, 三个抓手: those are sets.
CODE: Final = re.compile(
    rf"(?:{NUMBER}+[^\d\W]{{1,3}}){{2,5}}|\d+(?:[-·.]\d+)*(?:\+N)?|{NUMBER}位一体"
    rf"|{NUMBER}[^\d\W]{{1,3}}(?:联[动调审]|共[治建]|同创|融合)|{NUMBER}支队伍\w{{2,5}}"
)
SET: Final = re.compile(rf"{NUMBER}+(?:个|项|大|类|条|种|点|有|不|无|聚焦|坚持|必须|到位|严禁)\w{{0,4}}")
# 一规划两纲要, 两规划一方案, 三个规划, 三方案.
PLANS: Final = re.compile(r"[一两二三](?:个)?规划(?:[一两二三](?:纲要|方案|意见|计划|办法))*|[两二三](?:方案|纲要)")
# A code of digits: 7+1, 1+3+N, 2-1-1.
DIGITS: Final = re.compile(r"\d+(?:[-+·.][\dNXnx]+)+")
# What a code of digits gives its name to, with a modifier: 政策体系, 综合行政执法队伍.
STRUCTURE: Final = re.compile(
    r"的?(?P<mod>[^的了\W\d]{2,12}?)(?P<head>队伍|体系|架构|布局|矩阵|网络|政策|制度|(?<=综合)(?:服务|监管))(?:(?!\w)|(?=范围))|的?(?P<own>体系|架构|矩阵|政策(?:[1-9]\.0版)?|工程|专项)(?!\w)"
)
# 一证通办, 秒批, 免办证, 全城通办, 先证后核, 31证合一: formulas of how matters are handled.
SERVICE: Final = re.compile(
    r"(?:一[^\d\W]|全[程省市县区城域国旗州网时]|跨[^\d\W]{1,2}|秒|免|无|零|容缺|先[^\d\W]后|网上|掌上|马上|就近|当[场日]|即[^\d\W]|自助|不见面|异地"
    r"|同城|随[^\d\W]|立等|极简|智能|云上?|码上|指尖|非接触式?)[^\d\W]{0,3}(?:办|批|通|享|领|核|照|证|营|结|取|受理|审批|登记|准入)"
    rf"|(?:{NUMBER}+|多)[^\d\W]合一|{NUMBER}[^\d\W]{{1,2}}(?:通办|联办)"
)
# 一企一策, 一案一档: manner, unless a reform or a platform goes by it.
MANNER: Final = re.compile(r"一[^\d\W]{1,2}一[^\d\W]{1,2}")
DOTTED: Final = re.compile(r"[^\d\W]{2,6}·[^\d\W]{2,8}(?:·[^\d\W]{2,8})?")
# A share of what is handled in some way is a figure: 全程网办率, “不见面”办理率.
SHARE: Final = re.compile(r"(?:办理|办件|办结|事项|办)?(?:率|比例|比率)")
# 五张清单, 三单一函, 多合一: a number of lists, letters or codes by which a mechanism goes; not 一张清单, 三张网.
LISTS: Final = re.compile(
    r"[二两三四五六七八九十2-9](?:[张份]?[^\d\W]{0,2}清单(?:制度?)?|[张份]?[^\d\W]{0,2}[单函书卡码])|[三四五六七八九十多]合一"
)
# 护航2024, 利剑-2023: a campaign by its year.
YEARED: Final = re.compile(r"[^\W\d]{2,6}[-—·]?20\d\d")
# 宣讲六进, 法治宣传八进: something taken to a number of places.
TAKEN: Final = re.compile(rf"[^\W\d]{{2,6}}{NUMBER}{{1,2}}进")
# 六进: the number of places alone.
PLACES: Final = re.compile(rf"{NUMBER}{{1,2}}进")
# 法惠民生 法护启航: two short lines make the title of an event.
COUPLET: Final = re.compile(r"[‘’“”\"\w]{4,10}[ ·,][‘’“”\"\w]{4,10}")


def is_code(label: str) -> bool:
    """Whether a label is a number code and no set.

    >>> is_code("一清四零"), is_code("四个一")
    (True, False)
    """
    return bool(CODE.fullmatch(label)) and not SET.fullmatch(label)


def is_service(label: str) -> bool:
    """Whether a label is a formula of handling.

    >>> is_service("一窗通办"), is_service("一企一照")
    (True, False)
    """
    return 2 < len(label) <= 9 and bool(SERVICE.fullmatch(label)) and not MANNER.fullmatch(label)
