"""Files and folders → sources, in an order that depends on nothing but their names.

In: paths. Out: a ``Source`` for each file, or a ``Problem`` that says why there is none: one bad file does not stop the rest.
A folder is read with its subfolders: every *.txt that is not hidden. A file is read whatever its name ends in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import KgError, Source


@dataclass(frozen=True)
class Problem:
    """A file that could not be read, and why, in one line."""

    name: str
    message: str


def read_sources(paths: Sequence[Path]) -> Iterator[Source | Problem]:
    """The files at these paths, each once; a folder without any gives none. Raises KgError for a path that is not there.

    A source's name is its path within the folder named, or the file's own name, so that it is the same on every machine.
    """
    seen: set[Path] = set()
    for path in paths:
        for file, name in _files(path):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield _read(file, name)


def _files(path: Path) -> list[tuple[Path, str]]:
    if path.is_dir():
        found = sorted((file.relative_to(path), file) for file in path.rglob("*") if file.suffix.lower() == ".txt" and file.is_file())
        return [(file, within.as_posix()) for within, file in found if not any(part.startswith(".") for part in within.parts)]
    if not path.exists():
        raise KgError(f"{path}: no such file or folder; check the path")
    return [(path, path.name)]


def _read(file: Path, name: str) -> Source | Problem:
    try:
        return Source(name, file.read_bytes())
    except OSError as error:
        return Problem(name, f"cannot be read: {error.strerror or error}")
