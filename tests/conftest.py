"""Fixtures that several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.vocabulary import Vocabulary, load_vocabulary
from tests.small_graph import load_trig


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
    return load_trig(tmp_path / "small", "small.trig")


@pytest.fixture(scope="module")
def pair_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the same reports and more in them: two years of one district to compare, and its neighbour. To read only."""
    return load_trig(tmp_path_factory.mktemp("pair") / "graph", "small.trig", "pair.trig")
