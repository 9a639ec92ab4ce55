"""fazhi-kg: from the yearly rule-of-law reports of Chinese governments to a knowledge graph.

The rooms, each importing only from those before it (tests/test_architecture.py has the whole list): ``model`` (what passes between
them), ``namespaces`` (identifiers), ``resources``, ``divisions`` and ``vocabulary`` (what is known beforehand), ``text`` (a report's
structure), ``corpus`` (files to reports), ``link`` (names to concepts), ``extract`` (sentences to facts), ``rdf`` (facts to quads),
``store``, ``queries``, ``derive``, ``export``, ``build``, ``cli``. Nothing is loaded at import.
"""

__version__ = "0.1.0"
