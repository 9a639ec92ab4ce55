"""Many words as one short pattern: words that begin alike share their beginning, so that one pass finds any of hundreds.

In: words. Out: the text of a regular expression that matches the longest of them that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def trie(words: Iterable[str], tails: Mapping[str, str] | None = None, common: str = "") -> str:
    """A pattern for some words, the longest first. ``tails`` holds what must follow a word (a lookahead), by word; words that begin with
    one of the ``common`` characters are tried first.

    >>> trie(["人", "人次", "名"])
    '(?:人(?:次|)|名)'
    """
    ranks = {character: rank for rank, character in enumerate(common)}
    in_order = sorted(set(words), key=lambda word: (ranks.get(word[:1], len(common)), word))
    return _branches({word: (tails or {}).get(word, "") for word in in_order})


def _branches(rests: Mapping[str, str]) -> str:
    """The pattern of what is left of the words, each with its tail."""
    by_first: dict[str, dict[str, str]] = {}
    for rest, tail in rests.items():
        if rest:
            by_first.setdefault(rest[0], {})[rest[1:]] = tail
    branches = [re.escape(first) + _branches(left) for first, left in by_first.items()]
    if "" in rests:
        branches.append(rests[""])
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
