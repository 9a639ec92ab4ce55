"""Which fact of one side is which of the other: by the characters they stand on, and by their names.

In: spans or names of both sides. Out: pairs of indices, one to one; likeness from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Span

# What a name is compared without: marks that one writer sets and another leaves out.
_MARKS = frozenset("\"'“”‘’「」『』《》〈〉()[]【】,、.。·:;!?—-_/")


def bare(name: str | None) -> str:
    """A name without blanks and marks, Latin letters in lower case.

    >>> bare("“三所联动” (Plus)")
    '三所联动plus'
    """
    return "".join(c for c in name or "" if c not in _MARKS and not c.isspace()).lower()


def likeness(one: str | None, other: str | None) -> float:
    """How alike two names are by the pairs of neighbouring characters that they share (Dice's coefficient)."""
    mine, theirs = _bigrams(bare(one)), _bigrams(bare(other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _bigrams(word: str) -> set[str]:
    return {word[i : i + 2] for i in range(len(word) - 1)} or {word}


def overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    """The best overlap of any two spans: what they share of what they cover together."""
    theirs = list(other)
    return max((_shared(a, b) for a in one for b in theirs), default=0.0)


def _shared(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def pair(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], least: float) -> dict[int, int]:
    """One-to-one pairs by their spans, gold index to found index. Where several fit, the greatest overlap is taken first."""
    fits = [(value, i, j) for i, mine in enumerate(gold) for j, theirs in enumerate(found) if (value := overlap(mine, theirs)) >= least]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
