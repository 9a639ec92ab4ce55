"""Programs known by the shape of their name, with quotation marks or without.

In: the working text, and where the words stand that such names hold. Out: ``Candidate`` values wherever such a name stands; what is taken
already is left to the caller.

Covered:
  柳办通, 粤监管, 浙里访      a platform called by the short name of its province and what it is for
  民法典进社区、进乡村        something of the law taken to where people are, with the places that follow
  清风行动, 春雷专项行动      a campaign that goes by a code word
  法治湘江行, 普法高原行      a tour by what it brings and where, before 活动
Left alone: what several provinces do together (川渝执法协作), a code word that is part of a longer name (法治护航行动), carrying on and
holding (依法施行, 法律执行活动).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.candidates import Candidate
from kg.extract.lexicon import Lexicon
from kg.model import Span

# Where a word stands.
_Place = tuple[int, int, str]
_PROVINCE: Final = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新"
# Two short names side by side are two provinces, and 新执法, 云执法 no province's: those two need an ending that only platforms have.
_OF_PROVINCE: Final = rf"(?<![{_PROVINCE}省市区跨与和至、].)(?<![新云青宁](?=[执监解复]))"
_VERB_OF_MOTION: Final = "[进执施实推举先试运履银发并通践奉力言品流同航]"
_OF_TOUR: Final = re.compile("行(?=”?(?:系列|主题|专项|宣传|宣讲|巡讲){0,2}活动)")
_TOUR: Final = re.compile(
    rf"(?:法治|法律服务|法律援助|普法|民法典|宪法|法润|公益诉讼)[^\W\d]{{1,5}}(?<!{_VERB_OF_MOTION}){_OF_TOUR.pattern}"
)
# What a code word may follow; else it is the end of a longer name.
_BEGUN: Final = re.compile(r"(?<!\w)|(?<=开展|推进|实施|组织|启动|部署|参与|深化|抓好)|(?<=[和及与])")

_OF_ACTIVITIES: Final = re.compile(r"(?:[^,;。\n]{0,40}等[^,;。\n]{0,8})?(?:活动|行动|宣传|\d)")


class ShapedFinder:
    """Finds names by their shape, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        of_province = f"{_OF_PROVINCE}(?:{lexicon.either('province-app')})"
        app = f"[{_PROVINCE}](?:{of_province}|(?<=浙)里(?:{lexicon.either('zhejiang-app')}))(?!法|协作|联动|队)"
        apps = (*lexicon.words("province-app"), *(f"里{word}" for word in lexicon.words("zhejiang-app")))
        where = lexicon.either("taken-where")
        taken = rf"(?:{lexicon.either('taken-what')})进(?:{where})(?:[、,]?进(?:{where}))*"
        code = rf"(?:{lexicon.either('campaign-code')})(?:20\d\d)?(?:系列)?(?:专项)?(?:执法|整治)?行动(?!\w)"
        # What a name looks like, its words, and how many characters stand before them in it.
        self._shapes = (
            (re.compile(app), frozenset(apps), 1, "平台", "province-app"),
            (re.compile(taken), frozenset(lexicon.words("taken-what")), 0, "行动", "taken-to"),
            (re.compile(code), frozenset(lexicon.words("campaign-code")), 0, "行动", "campaign-code"),
        )
        self.words = frozenset(word for _, words, *_ in self._shapes for word in words)

    def find(self, text: str, places: Sequence[_Place]) -> Iterator[Candidate]:
        """Every name of these shapes, quotation marks that belong to it included in its span. ``places`` are those of ``self.words``."""
        for shape, words, before, kind, rule in self._shapes:
            reached = 0
            for at in sorted({start - before for start, _, word in places if word in words}):
                found = shape.match(text, at) if at >= reached else None
                # The words of a campaign may be the end of a longer name.
                if found is None or (rule == "campaign-code" and _BEGUN.match(text, at) is None):
                    continue
                start, end = found.span()
                reached = end
                if rule == "taken-to" and text[start - 1 : start] == "、" and not _OF_ACTIVITIES.match(text, end):
                    continue  # 结合…、送法进农村、…等重点工作: a topic among others
                yield _marked(text, start, end, kind, rule)
        for tour in _TOUR.finditer(text) if _OF_TOUR.search(text) else ():
            yield _marked(text, tour.start(), tour.end(), "行动", "tour")


def _marked(text: str, start: int, end: int, kind: str, rule: str) -> Candidate:
    """A name with the quotation marks around it."""
    marked = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
    return Candidate(text[start:end], kind, Span(start - marked, end + marked), rule)
