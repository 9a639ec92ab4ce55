"""A report's text made readable for rules: one script, one punctuation, sections, sentences, clauses.

In: a ``Report``. Out: a ``Layout``. The working text keeps every character in its place (same length), so offsets need no map.
"""

from __future__ import annotations

from kg.model import Layout, Report, Span


def normalise(text: str) -> str:
    """The working form of a text, of the same length: simplified; full-width ASCII, digits and punctuation made half-width
    (，：；！？（）％ → ,:;!?()%; 。、《》“”‘’ stay; 「」『』 become “”‘’; 〈〉 stay; every dash becomes —, ～ becomes ~); every white space
    character but the newline becomes one blank. ``len(normalise(t)) == len(t)`` for all t, and it is idempotent.
    """
    raise NotImplementedError


def read_layout(report: Report) -> Layout:
    """The structure of a report: sections with heading path and kind, sentences; page furniture in sections of its own."""
    raise NotImplementedError


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of a sentence in the working text: parted at , ; : but not inside brackets, quotation marks or numbers."""
    raise NotImplementedError
