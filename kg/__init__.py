"""fazhi-kg: from the yearly rule-of-law reports of Chinese governments to a knowledge graph.

The rooms, in the order the data goes through them: ``model`` (what passes between them), ``namespaces`` (identifiers),
``resources`` and ``vocabulary`` (what is known beforehand), ``corpus`` (files to reports), ``text`` (reports to sentences), ``extract``
(sentences to facts), ``link`` (names to concepts), ``rdf`` (facts to quads), ``store``, ``queries``, ``export``, ``build``, ``cli``.
A room imports only from rooms above it; nothing is loaded at import.
"""

__version__ = "0.1.0"
