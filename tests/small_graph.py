"""Stores of the invented reports in small.trig and pair.trig, and what is derived from them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.derive import derive
from kg.store import Store, serialise


def load_trig(path: Path, *names: str) -> Path:
    """A store with the invented reports of these files beside this one, and what is derived from them."""
    quads = (quad for name in names for quad in ox.parse(path=Path(__file__).with_name(name)) if isinstance(quad, ox.Quad))
    with Store(path, write=True) as store:
        store.load(serialise(quads))
        derive(store)
        store.manifest.complete = True
        store.save_manifest()
    return path
