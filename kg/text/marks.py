"""Where single characters stand in a text.

In: a text and some characters. Out: offsets, in order.
How: one character is found at the speed at which memory is read, many times faster than a regular expression goes over a text; what must
hold one of a few characters is therefore looked for there alone.
"""

from __future__ import annotations


def positions(text: str, characters: str) -> list[int]:
    """Where any of the characters stands.

    >>> positions("甲县、乙市和丙县", "市县")
    [1, 4, 7]
    """
    found: list[int] = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            found.append(at)
            at = text.find(character, at + 1)
    found.sort()
    return found
