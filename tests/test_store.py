"""The store: what it takes for a store, who may open it, and that a write is all there or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.manifest import MANIFEST, Entry, Manifest, read_manifest, write_manifest
from kg.model import KgError
from kg.store import Store

G = "https://example.org/g"
LINES = [f'<https://example.org/{n}> <https://example.org/p> "第{n}句"@zh <{G}> .\n'.encode() for n in range(5)]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        store.load(b"".join(LINES))
        store.save_manifest()
    with Store(tmp_path / "s") as store:
        assert store.lines(G) == set(LINES)
        assert store.graphs() == [G]
        assert len(store) == 5
        assert [row["n"].value for row in store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")] == ["5"]


def test_exchange_drops_removes_and_adds_at_once(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        store.load(b"".join(LINES[:3]))
        other = LINES[4].replace(b"/g>", b"/h>")
        store.load(other)
        store.exchange([LINES[0]], [LINES[3]], ["https://example.org/h"])
        assert store.lines(G) == {LINES[1], LINES[2], LINES[3]}
        assert store.graphs() == [G]


@pytest.mark.parametrize(
    "text",
    ["“引号”与\"直引号\"", "反斜杠\\与换行\n", "大括号 { } ; DROP ALL", "控制\u0001符", "尾随空格 . ", "表\t格", "扩展区𠀀字"],
)
def test_any_text_goes_through_an_exchange_unchanged(tmp_path: Path, text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    line = f'<https://example.org/a> <https://example.org/p> "{escaped}" <{G}> .\n'.encode()
    with Store(tmp_path / "s", write=True) as store:
        store.exchange((), [line])
        assert [getattr(quad.object, "value", None) for quad in store.quads()] == [text]
        store.exchange(store.lines(G), ())
        assert len(store) == 0


def test_replace_graph_writes_what_differs(tmp_path: Path) -> None:
    with Store(tmp_path / "s", write=True) as store:
        store.replace_graph(G, b"".join(LINES[:3]))
        store.replace_graph(G, b"".join(LINES[2:]))
        assert store.lines(G) == set(LINES[2:])


def test_many_quads_are_loaded_in_bulk(tmp_path: Path) -> None:
    lines = b"".join(f'<https://example.org/{n}> <https://example.org/p> "{n}" <{G}> .\n'.encode() for n in range(40_000))
    with Store(tmp_path / "s", write=True) as store:
        store.load(lines)
        assert len(store) == 40_000


def folder_with(path: Path, *names: str) -> Path:
    path.mkdir()
    for name in names:
        (path / name).write_text("{}", encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [False, True])
def test_a_file_is_no_store(tmp_path: Path, write: bool) -> None:
    file = tmp_path / "graph"
    file.write_text("文", encoding="utf-8")
    with pytest.raises(KgError, match=r"graph: is (not a folder|a file)"):
        Store(file, write=write)


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nowhere: no such store; build one with"):
        Store(tmp_path / "nowhere")
    with pytest.raises(KgError, match="empty: not a store"):
        Store(folder_with(tmp_path / "empty"))
    with pytest.raises(KgError, match=r"others: holds other files \(thesis.docx …\) and is not a store"):
        Store(folder_with(tmp_path / "others", "thesis.docx"), write=True)
    assert [file.name for file in (tmp_path / "others").iterdir()] == ["thesis.docx"]
    with pytest.raises(KgError, match="not a manifest of kg build"):
        Store(folder_with(tmp_path / "odd", MANIFEST))


def test_a_store_without_its_database_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    write_manifest(Manifest(), folder / MANIFEST)
    with pytest.raises(KgError, match="the database in it cannot be opened"):
        Store(folder)


def test_a_manifest_of_a_later_format_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    write_manifest(Manifest(), folder / MANIFEST)
    data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**data, "format": 99}), encoding="utf-8")
    with pytest.raises(KgError, match="built by another version of fazhi-kg"):
        Store(folder, write=True)


def test_one_build_at_a_time_and_no_reader_beside_it(small_store: Path) -> None:
    with Store(small_store, write=True):
        with pytest.raises(KgError, match="in use by another kg command"):
            Store(small_store, write=True)
        with pytest.raises(KgError, match="a build is writing it"):
            Store(small_store)
    with Store(small_store) as first, Store(small_store) as second:
        assert len(first) == len(second) > 0
        with pytest.raises(KgError, match="in use by another kg command"):
            Store(small_store, write=True)


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "s"
    code = f"import time\nfrom kg.store import Store\nstore = Store({str(path)!r}, write=True)\nprint('open', flush=True)\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(KgError, match="in use"):
            Store(path, write=True)
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 5
    while True:
        try:
            Store(path, write=True).close()
            break
        except KgError:
            assert time.monotonic() < deadline


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o555)
    with pytest.raises(KgError, match="fixed: cannot be written"):
        Store(folder, write=True)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("文", encoding="utf-8")
    with pytest.raises(KgError, match="cannot be made"):
        Store(tmp_path / "file" / "graph", write=True)


def test_a_closed_store_says_so(small_store: Path) -> None:
    store = Store(small_store)
    store.close()
    store.close()
    with pytest.raises(KgError, match="the store is closed"):
        len(store)


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    entry = Entry("甲区.txt", "ab" * 32, "110101-2024-01234567", "0.1.0+0123", written=True)
    manifest = Manifest("0.1.0", "cd" * 32, "0.1.0+0123", True, {"reports/甲区.txt": entry}, {"https://example.org/x": {"": "a", "r": "b"}}, ("mine.ttl",))
    write_manifest(manifest, tmp_path / MANIFEST)
    assert read_manifest(tmp_path / MANIFEST) == manifest
    assert [file.name for file in tmp_path.iterdir()] == [MANIFEST]
