"""How well reports are read: facts measured against annotations made by hand, and one run against another.

In: gold files (annotations of reports), or JSON Lines of two runs. Out: figures per report and together, and every fact missed, wrong or
too many with its sentence. ``sheets`` brings gold files and facts into one form, ``pairing`` finds which fact of one side is which of the
other, ``score`` counts, ``gold`` finds the files and reads the reports, ``compare`` sets two runs side by side, ``render`` prints.
"""

from __future__ import annotations

from kg.evaluate.compare import Change, compare, read_run
from kg.evaluate.gold import Evaluation, Evaluator, find_gold
from kg.evaluate.score import Count, Fault, Mark, Marks, Share, measure, pooled

__all__ = [
    "Change",
    "Count",
    "Evaluation",
    "Evaluator",
    "Fault",
    "Mark",
    "Marks",
    "Share",
    "compare",
    "find_gold",
    "measure",
    "pooled",
    "read_run",
]
