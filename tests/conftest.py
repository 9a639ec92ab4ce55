"""Fixtures that several test modules share."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Store, serialise
from kg.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of annotated reports that may stand beside the project; the tests that need it are skipped where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the annotated reports are not part of the project: put them in ../shared (gold/ and reports/) to run this test")
    return folder


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The vocabularies as released, read once for all tests of a process."""
    return load_vocabulary()


@pytest.fixture
def small_store(tmp_path: Path) -> Path:
    """A store with the three invented reports of small.trig."""
    path = tmp_path / "small"
    with Store(path, write=True) as store:
        store.load(serialise(quad for quad in ox.parse(path=Path(__file__).with_name("small.trig")) if isinstance(quad, ox.Quad)))
        store.manifest.complete = True
        store.save_manifest()
    return path
