"""What a build writes is the same for the same files, whatever came before.

Reports are made by hand here, a few lines each, so that many histories can be tried: files come, change, go, swap their texts, say the same
as others, and describe shared things differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zlib import crc32

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import namespaces as ns
from kg.batch import Batch
from kg.store import Store
from kg.worker import Outcome

STAMP = "0.1.0+test"
THINGS = tuple(ns.document_iri(name) for name in ("甲办法", "乙条例", "丙规定"))


@dataclass(frozen=True)
class Text:
    """A report's text: its number, and how it words each thing it speaks of (None: not at all)."""

    number: int
    wordings: tuple[str | None, ...]


def outcome(name: str, text: Text | None) -> Outcome:
    if text is None:
        return Outcome(name, name, "0" * 64, problem="is empty")
    report = f"110101-2024-{crc32(repr(text).encode()):08x}"
    graph = ns.report_iri(report)
    said = {thing: wording for thing, wording in zip(THINGS, text.wordings, strict=True) if wording}
    lines = [f'<{graph}> <http://purl.org/dc/terms/source> "{name}" <{graph}> .\n']
    lines += [f"<{graph}/m/{n}-{n + 1}> <{ns.ONTOLOGY}mentions> <{thing}> <{graph}> .\n" for n, thing in enumerate(said)]
    shared = [(t, f'<{t}> <http://purl.org/dc/terms/title> "{w}"@zh <{ns.SHARED_GRAPH}> .\n'.encode()) for t, w in said.items()]
    return Outcome(name, name, f"{text.number:064d}", report, quads="".join(lines).encode(), shared=tuple(shared))


def build(store: Store, files: dict[str, Text | None], order: list[str], gone: set[str], size: int) -> None:
    """A build as kg.build does it, of these files."""
    batch = Batch(store, size)
    batch.drop_strays()
    for name in order:
        batch.take(outcome(name, files[name]), STAMP)
    batch.commit()
    for name in sorted(gone):
        batch.forget(name)
    batch.commit()
    for name in sorted(batch.unsettled()):
        batch.take(outcome(name, files[name]), STAMP)
    batch.finish()
    store.manifest.complete = True
    store.save_manifest()


def everything(store: Store) -> set[bytes]:
    return {line for graph in store.graphs() for line in store.lines(graph)}


wordings = st.tuples(*[st.sampled_from([None, None, "甲办法", "甲办法(试行)", "甲·办法"]) for _ in THINGS])
texts = st.none() | st.builds(Text, st.integers(1, 3), wordings)
folders = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]), texts, min_size=1)


@settings(max_examples=40, deadline=None)
@given(st.lists(folders, min_size=1, max_size=4), st.randoms(use_true_random=False), st.sampled_from([1, 10**6]))
def test_a_store_with_a_history_is_the_store_without(history: list[dict[str, Text | None]], random: Random, size: int) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder, "old"), write=True) as old, Store(Path(folder, "new"), write=True) as new:
        before: dict[str, Text | None] = {}
        for files in history:
            changed = [name for name in files if name not in before or before[name] != files[name]]
            random.shuffle(changed)
            build(old, files, changed, before.keys() - files.keys(), size)
            before = files
        build(new, before, sorted(before), set(), size)
        assert everything(old) == everything(new)
        assert {key: entry.report for key, entry in old.manifest.entries.items()} == {
            key: entry.report for key, entry in new.manifest.entries.items()
        }


def test_a_text_that_two_files_come_to_share_is_written_from_one(tmp_path: Path) -> None:
    """b.txt gives up its report for the text that a.txt has too: whichever is taken first, the report names a.txt and nothing else."""
    same = Text(1, (None, None, None))
    with Store(tmp_path / "s", write=True) as store:
        build(store, {"b.txt": Text(2, (None, None, None))}, ["b.txt"], set(), 10**6)
        build(store, {"a.txt": same, "b.txt": same}, ["b.txt", "a.txt"], set(), 10**6)
        sources = [line for line in everything(store) if b"purl.org/dc/terms/source" in line]
        assert len(sources) == 1
        assert b'"a.txt"' in sources[0]


def test_one_wording_a_thing_and_it_goes_with_its_report(tmp_path: Path) -> None:
    title = "<http://purl.org/dc/terms/title>"
    with Store(tmp_path / "s", write=True) as store:
        files: dict[str, Text | None] = {"a.txt": Text(1, ("甲办法", None, None)), "b.txt": Text(2, ("甲办法(试行)", None, None))}
        build(store, files, ["a.txt", "b.txt"], set(), 10**6)
        assert store.lines(ns.SHARED_GRAPH) == {f'<{THINGS[0]}> {title} "甲办法(试行)"@zh <{ns.SHARED_GRAPH}> .\n'.encode()}
        build(store, files, [], {"b.txt"}, 10**6)
        assert store.lines(ns.SHARED_GRAPH) == {f'<{THINGS[0]}> {title} "甲办法"@zh <{ns.SHARED_GRAPH}> .\n'.encode()}
        build(store, files, [], {"a.txt"}, 10**6)
        assert store.lines(ns.SHARED_GRAPH) == set()
        assert store.manifest.variants == {}


def test_a_candidate_that_came_into_the_vocabulary_is_described_there_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        build(store, {"a.txt": Text(1, ("甲办法", None, None))}, ["a.txt"], set(), 10**6)
        store.load(f'<{THINGS[0]}> <{ns.ONTOLOGY}status> "curated" <{ns.VOCABULARY_GRAPH}> .\n'.encode())
        batch = Batch(store)
        batch.shared.unsettle()
        batch.shared.settle()
        assert store.lines(ns.SHARED_GRAPH) == set()


def test_graphs_of_a_build_that_was_cut_off_are_dropped(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        build(store, {"a.txt": Text(1, ("甲办法", None, None))}, ["a.txt"], set(), 10**6)
        whole = everything(store)
        cut = outcome("b.txt", Text(2, (None, "乙条例", None)))
        store.manifest.complete = False
        store.load(cut.quads + b"".join(said for _, said in cut.shared))
        build(store, {}, [], set(), 10**6)
        assert everything(store) == whole


def test_a_report_the_database_has_lost_is_known_as_missing(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        build(store, {"a.txt": Text(1, ("甲办法", None, None)), "b.txt": Text(2, (None, None, None))}, ["a.txt", "b.txt"], set(), 10**6)
        lost = ns.report_iri(store.manifest.entries["b.txt"].report or "")
        store.exchange((), (), [lost])
        assert Batch(store).missing() == {"b.txt"}
