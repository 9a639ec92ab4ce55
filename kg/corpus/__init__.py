"""Files → reports: found, decoded, freed of page furniture, identified.

In: paths, and one ``Source`` at a time. Out: ``Report``. ``files`` walks folders, ``decode`` reads bytes, ``furniture`` finds what a web
page left around the report, ``identify`` says whose report it is and for which year, with ``title``, ``years``, ``place`` and ``issuer``
for its parts.
"""

from __future__ import annotations

from kg.corpus.files import Problem, read_sources
from kg.corpus.reports import read_report

__all__ = ["Problem", "read_report", "read_sources"]
