"""One file → one report.

In: a ``Source``. Out: ``Report``: decoded, its furniture marked, identified. Raises KgError, naming the file, for what is no report.
"""

from __future__ import annotations

import hashlib
from typing import Final

from kg.corpus.decode import decode
from kg.corpus.furniture import find_furniture
from kg.corpus.identify import identify
from kg.model import KgError, Report, Source
from kg.namespaces import report_id, text_digest
from kg.text import glossed, normalise
from kg.vocabulary import Vocabulary

# A report on rule-of-law government, or on a part of it, that uses none of these words is none.
_GENRE: Final = ("法治", "依法", "执法", "普法", "行政复议", "人民调解", "法律援助", "社区矫正", "行政处罚")


def read_report(source: Source, vocabulary: Vocabulary) -> Report:
    """Read and identify a report. One of unknown place or year is a report still; its identity says so in ``problems``."""
    original, encoding = decode(source.data, source.name)
    gloss = glossed(original)
    bare = gloss.text if gloss else original
    text = normalise(bare)
    if not any(word in text for word in _GENRE):
        raise KgError(f"{source.name}: does not read like a yearly report on rule-of-law government; leave it out, or give another file")
    furniture = find_furniture(text)
    identity = identify(bare, text, furniture, vocabulary, source.name)
    checksum = hashlib.sha256(source.data).hexdigest()
    # most files hold their text as it would be written, and nothing else: one digest serves for both
    digest = checksum if original.encode("utf-8", "surrogatepass") == source.data else text_digest(original)
    return Report(
        id=report_id(identity.division.code if identity.division else None, identity.year, digest),
        source=source.name,
        checksum=checksum,
        encoding=encoding,
        text=original,
        furniture=gloss.restored(furniture.spans) if gloss else furniture.spans,
        identity=gloss.restored(identity) if gloss else identity,
    )
