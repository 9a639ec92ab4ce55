"""Words of a text: the one seam behind which the segmenter stands.

In: words that must stay whole. Out: ``Segmenter.cut``. rjieba does the work where it is installed (same dictionary, compiled), jieba
elsewhere. The tokenizer is private: nothing is added to the global one, which belongs to whoever imports jieba.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import re
from collections.abc import Callable, Iterable
from typing import Final

_HYPHENS: Final = re.compile("(-)")


class Segmenter:
    """A tokenizer with words of its own, loaded at the first cut.

    ``compiled`` asks for rjieba (True) or jieba (False); by default rjieba where it is installed.
    """

    def __init__(self, words: Iterable[str] = (), *, compiled: bool | None = None) -> None:
        self._words = tuple(sorted(set(words)))
        self._compiled = compiled if compiled is not None else importlib.util.find_spec("rjieba") is not None
        self._cut: Callable[[str], Iterable[str]] | None = None

    def cut(self, text: str) -> list[str]:
        """The words of a text in order; joined they are the text again."""
        if self._cut is None:
            self._cut = self._load()
        # the two differ only in what they make of hyphens: neither gets one
        return [word for part in _HYPHENS.split(text) for word in (self._cut(part) if part != "-" else part)]

    def _load(self) -> Callable[[str], Iterable[str]]:
        if self._compiled:
            tokenizer = importlib.import_module("rjieba").Jieba()
        else:
            jieba = importlib.import_module("jieba")
            jieba.setLogLevel(logging.WARNING)  # it reports the loading of its dictionary on stderr
            tokenizer = jieba.Tokenizer()
        for word in self._words:
            tokenizer.add_word(word, tokenizer.suggest_freq(word), "n")
        cut: Callable[[str], Iterable[str]] = tokenizer.cut
        return cut
