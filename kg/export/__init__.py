"""Snapshots of a graph, to take elsewhere: RDF in five syntaxes, networks in two.

In: an open ``Store`` and the name of a format. Out: bytes to a file or a stream, the same bytes for the same graph.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.export import network, rdf
from kg.model import KgError
from kg.store import Store

Writer: TypeAlias = Callable[[Store, BinaryIO], None]

FORMATS: dict[str, Writer] = {
    "turtle": rdf.write_turtle,
    "trig": rdf.write_trig,
    "nquads": rdf.write_nquads,
    "jsonld": rdf.write_jsonld,
    "rdfxml": rdf.write_rdfxml,
    "graphml": network.write_graphml,
    "gexf": network.write_gexf,
}
ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nquads": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".graphml": "graphml",
    ".gexf": "gexf",
}


def guess_format(path: Path) -> str | None:
    """The format that a file's ending stands for."""
    return ENDINGS.get(path.suffix.lower())


def export_file(store: Store, form: str, path: Path) -> None:
    """Write a snapshot to a file, whole or not at all. Raises KgError where it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        try:
            with part.open("wb") as output:
                FORMATS[form](store, output)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error
