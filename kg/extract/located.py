"""Things that stand somewhere in a text, asked stretch by stretch.

In: (span, thing) pairs in reading order. Out: those that begin in a stretch, found by bisection, so that going over all sentences of a
report does not go over all its mentions each time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

from kg.model import Span

Thing = TypeVar("Thing")


class Located(Generic[Thing]):
    """Things with their spans, which are in reading order."""

    def __init__(self, pairs: Sequence[tuple[Span, Thing]]) -> None:
        self._pairs = pairs
        self._starts = [span.start for span, _ in pairs]

    def beginning(self, outer: Span) -> Sequence[tuple[Span, Thing]]:
        """Those that begin inside a stretch."""
        starts, end = self._starts, outer.end
        first = bisect_left(starts, outer.start)
        if first == len(starts) or starts[first] >= end:
            return ()  # as in most stretches
        return self._pairs[first : bisect_left(starts, end, first)]
