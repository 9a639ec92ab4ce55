"""What follows the subject of a report's sentence: …司法局|始终坚持, 清波街道|以…为核心, 南昌县|狠抓落实.

A pattern's source, shared by whoever looks for the subject: the place, the township, the issuer.
"""

from __future__ import annotations

from typing import Final

VERBS: Final = (
    "(?:在|始终|坚持|坚决|以|深入|认真|全面|紧紧|紧扣|按照|严格|高度|切实|立足|围绕|聚焦|根据|持续|党组|党委|对照|结合|着力|积极|扎实|大力|不断"
    "|牢固|牢牢|统筹|贯彻|落实|推进|学习|依法|狠抓|锚定|抢抓|主动|充分|严抓|进一步|始于|勇|将|把|强化|加强|突出)"
)
