"""A report's text made readable for rules: one script, one punctuation, sections, sentences, clauses, words.

In: a ``Report``. Out: a ``Layout``. The working text keeps every character in its place (same length), so offsets need no map. ``normal``
simplifies, ``paragraphs`` joins and parts lines, ``headings`` reads numbering and kinds, ``sentences`` parts sentences and clauses,
``layout`` puts the structure together, ``segment`` cuts words. ``pinyin`` takes out pronunciations in brackets and puts facts back.
"""

from __future__ import annotations

from kg.text.layout import blanked, read_layout
from kg.text.normal import is_traditional, normalise
from kg.text.pinyin import glossed
from kg.text.segment import Segmenter
from kg.text.sentences import clauses, sentences

__all__ = ["Segmenter", "blanked", "clauses", "glossed", "is_traditional", "normalise", "read_layout", "sentences"]
