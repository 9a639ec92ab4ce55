"""The manifest of a store: which file gave which report, and by what version of the program and the vocabularies.

In and out: ``manifest.json``, written whole beside the old one and renamed over it. It says what a build can skip; it is not part of
the graph. Files are written relative to the folder the store stands in, so that store and reports can be moved together.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.model import KgError

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as last built. ``report`` is None where it was left out, and ``problem`` says why.

    ``made`` is the stamp of what built it. ``written`` holds for the one file, among several with the same text, that the graph was
    written from: the others are only named here.
    """

    name: str
    sha256: str
    report: str | None
    made: str
    problem: str | None = None
    written: bool = False


@dataclass(slots=True)
class Manifest:
    """What a store was built from. ``stamp`` is that of the vocabularies in it, ``complete`` whether the last build ran to its end.

    ``words`` are the files of a user's own words among the vocabularies, as they were named. ``variants`` holds, for a thing that reports
    describe differently, who says what (see ``kg.shared``).
    """

    version: str = ""
    vocabulary: str = ""
    stamp: str = ""
    complete: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    variants: dict[str, dict[str, str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def claimants(self) -> dict[str, set[str]]:
        """The files of each report: more than one where the same text stands in several files."""
        found: dict[str, set[str]] = {}
        for key, entry in self.entries.items():
            if entry.report is not None:
                found.setdefault(entry.report, set()).add(key)
        return found

    def owner(self, keys: set[str]) -> str:
        """Of files with the same text the one whose name the report carries, whichever was built first."""
        return min(keys, key=lambda key: (self.entries[key].name, self.entries[key].sha256, key))


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises KgError naming the file where it cannot be used."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise KgError(f"{path.parent}: built by another version of fazhi-kg; build again into a new folder")
        return Manifest(
            version=data["version"],
            vocabulary=data["vocabulary"],
            stamp=data["stamp"],
            complete=data["complete"],
            words=tuple(data.get("words", ())),
            entries={key: Entry(**entry) for key, entry in data["sources"].items()},
            variants=data["variants"],
        )
    except OSError as error:
        raise KgError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KgError(f"{path}: not a manifest of kg build; remove {path.parent} and build again") from error


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest, whole or not at all."""
    data = {
        "format": FORMAT,
        "program": "fazhi-kg",
        "version": manifest.version,
        "vocabulary": manifest.vocabulary,
        "stamp": manifest.stamp,
        "complete": manifest.complete,
        "words": list(manifest.words),
        "sources": {key: asdict(entry) for key, entry in sorted(manifest.entries.items())},
        "variants": {thing: dict(sorted(said.items())) for thing, said in sorted(manifest.variants.items())},
    }
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as handle:
        json.dump(data, handle, ensure_ascii=False, indent=1)
        handle.write("\n")
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)
