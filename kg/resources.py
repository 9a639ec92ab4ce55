"""Where the program's own files are: ontology/, queries/ and data/divisions.csv.

In a checkout they stand at the top level, where people edit them; in a wheel they are carried inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of ``ontology``, ``queries`` or ``data/divisions.csv``. Raises FileNotFoundError for an incomplete installation."""
    for root in (_PACKAGE / "resources", _PACKAGE.parent):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is missing from this installation of fazhi-kg; install it again")
