"""fazhi-kg: from the yearly rule-of-law reports of Chinese governments to a knowledge graph.

The rooms, each importing only from those before it (tests/test_architecture.py has the whole list): ``model`` (what passes between
them), ``namespaces`` (identifiers), ``resources``, ``divisions`` and ``vocabulary`` (what is known beforehand), ``text`` (a report's
structure), ``corpus`` (files to reports), ``link`` (names to concepts), ``extract`` (sentences to facts), ``rdf`` (facts to quads),
``store``, ``queries``, ``derive``, ``export``, ``api`` (all of it from Python), ``build``, ``cli``.

    >>> import kg
    >>> with kg.open("graph") as graph:  # doctest: +SKIP
    ...     rows = graph.query("shared-programs", regions=2)

Nothing is loaded at import: what is named below is, when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.answers import Iri, Row, Rows, Triples
    from kg.api import Graph, open
    from kg.model import KgError

__version__ = "0.1.0"
__all__ = ["Graph", "Iri", "KgError", "Row", "Rows", "Triples", "open"]

_FROM = {"Graph": "api", "open": "api", "KgError": "model", "Iri": "answers", "Row": "answers", "Rows": "answers", "Triples": "answers"}


if not TYPE_CHECKING:  # a type checker reads the imports above, and is to know what is not there

    def __getattr__(name: str) -> object:
        """What is public, from the room it is in."""
        if name not in _FROM:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - nothing happens at import

        return getattr(import_module(f"kg.{_FROM[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
