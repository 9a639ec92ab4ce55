"""Building: what is read, skipped, replaced and left out, and that the graph depends on the files alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import namespaces as ns
from kg.build import Summary, build
from kg.export.rdf import write_nquads
from kg.manifest import MANIFEST, read_manifest, write_manifest
from kg.model import KgError
from kg.store import Store
from kg.vocabulary import Vocabulary

PLACES = ("重庆市梁平区", "上海市嘉定区", "北京市海淀区", "浙江省杭州市余杭区", "辽宁省朝阳市双塔区", "四川省成都市武侯区")


def report(place: str, year: int = 2024, cases: int = 12, program: str = "三所联动") -> str:
    """A short report in the genre."""
    short = place[-3:]
    return (
        f"{place}人民政府{year}年法治政府建设年度报告\n\n"
        f"一、主要工作成效\n"
        f"(一)依法化解矛盾纠纷。{short}司法局牵头推行“{program}”机制,全年受理人民调解案件{cases}件,调解成功率达97.5%。\n"
        f"(二)严格规范公正文明执法。落实《中华人民共和国行政处罚法》和《{short}法治宣传实施办法》,开展执法检查{cases + 3}次。\n\n"
        f"二、下一年工作打算\n"
        f"力争全年人民调解成功率达98%以上。\n\n"
        f"{place}人民政府\n{year + 1}年1月20日\n"
    )


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def dump(path: Path) -> bytes:
    output = BytesIO()
    with Store(path) as store:
        write_nquads(store, output)
    return output.getvalue()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """A store with the vocabularies and no report, to copy: writing them takes longer than the few reports of a test."""
    folder = tmp_path_factory.mktemp("base")
    build([put(folder / "none", leer="")], folder / "graph", vocabulary=vocabulary)
    manifest = read_manifest(folder / "graph" / MANIFEST)
    manifest.entries.clear()
    write_manifest(manifest, folder / "graph" / MANIFEST)
    return folder / "graph"


class Desk:
    """A folder of reports and a store beside it."""

    def __init__(self, folder: Path, base: Path, vocabulary: Vocabulary) -> None:
        self.reports = put(folder / "reports")
        self.store = folder / "graph"
        self._base = base
        self._vocabulary = vocabulary
        shutil.copytree(base, self.store)

    def build(self, *paths: Path, prune: bool = False, rebuild: bool = False) -> Summary:
        return build(paths or [self.reports], self.store, prune=prune, rebuild=rebuild, vocabulary=self._vocabulary)

    def fresh(self) -> bytes:
        """What a build of the folder as it is now gives, without a history."""
        path = self.store.with_name("fresh")
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self._base, path)
        build([self.reports], path, vocabulary=self._vocabulary)
        return dump(path)


@pytest.fixture
def desk(tmp_path: Path, base: Path, vocabulary: Vocabulary) -> Desk:
    return Desk(tmp_path, base, vocabulary)


def test_reports_become_graphs_and_unchanged_files_are_skipped(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    first = desk.build()
    assert (first.added, first.unchanged, first.reports, first.present) == (2, 0, 2, 2)
    manifest = (desk.store / MANIFEST).read_bytes()
    second = desk.build()
    assert (second.added, second.changed, second.unchanged, second.quads) == (0, 0, 2, first.quads)
    assert (desk.store / MANIFEST).read_bytes() == manifest
    with Store(desk.store) as store:
        assert [graph[len(ns.DATA) : -9] for graph in store.graphs() if "/report/" in graph] == ["report/310114-2024", "report/500155-2024"]


def test_a_changed_report_takes_the_place_of_the_old(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    desk.build()
    put(desk.reports, a=report(PLACES[0], cases=13, program="五调联动"))
    summary = desk.build()
    assert (summary.added, summary.changed, summary.unchanged, summary.reports) == (0, 1, 1, 2)
    assert dump(desk.store) == desk.fresh()


def test_reports_of_files_not_named_stay_and_vanished_ones_go_with_prune_only(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    desk.build()
    other = put(desk.store.parent / "others", c=report(PLACES[2]))
    assert desk.build(other).reports == 3
    (desk.reports / "b.txt").unlink()
    summary = desk.build()
    assert (summary.vanished, summary.removed, summary.reports) == (1, 0, 3)
    summary = desk.build(prune=True)
    assert (summary.vanished, summary.removed, summary.reports) == (0, 1, 2)
    assert desk.build(other).unchanged == 1


def test_two_folders_may_hold_files_of_one_name(desk: Desk) -> None:
    older = put(desk.store.parent / "2023", liangping=report(PLACES[0], 2023))
    newer = put(desk.store.parent / "2024", liangping=report(PLACES[0], 2024))
    desk.build(older)
    assert desk.build(newer).reports == 2
    assert desk.build(older, newer).unchanged == 2


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_one_text_in_two_files_is_one_report(desk: Desk, order: tuple[str, str]) -> None:
    text = report(PLACES[0])
    for name in order:
        put(desk.reports, **{name: text})
        summary = desk.build()
    assert [(note.name, note.message) for note in summary.duplicates] == [("b.txt", "a.txt")]
    assert (summary.reports, summary.present) == (1, 1)
    assert dump(desk.store) == desk.fresh()
    (desk.reports / "a.txt").unlink()
    assert desk.build(prune=True).reports == 1
    assert dump(desk.store) == desk.fresh()


def test_a_file_that_is_no_report_is_left_out_and_the_others_built(desk: Desk) -> None:
    nowhere = "某某地方2024年法治政府建设年度报告\n一、严格执法。全年开展依法行政培训3次。\n"
    put(desk.reports, good=report(PLACES[0]), nowhere=nowhere, empty="")
    (desk.reports / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
    for _ in range(2):  # what was left out is said again, though it is not read again
        summary = desk.build()
        assert (summary.reports, summary.present) == (1, 1)
        found = {note.name: note.message for note in summary.left_out}
        assert sorted(found) == ["empty.txt", "nowhere.txt", "picture.txt"]
        assert "no known division" in found["nowhere.txt"]
        assert not any(name in message for name, message in found.items())


def test_a_report_that_stops_being_one_leaves_the_graph(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    desk.build()
    put(desk.reports, a="")
    summary = desk.build()
    assert (summary.removed, summary.reports, len(summary.left_out)) == (1, 1, 1)
    assert dump(desk.store) == desk.fresh()


def test_the_store_may_stand_among_the_reports(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]))
    desk.build()
    note = desk.store / "notes.txt"
    note.write_text(report(PLACES[1]), encoding="utf-8")
    assert desk.build(desk.store.parent).reports == 1


def test_another_version_builds_everything_again(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    desk.build()
    manifest = read_manifest(desk.store / MANIFEST)
    manifest.stamp = "0.0.1+old"
    for key, entry in manifest.entries.items():
        manifest.entries[key] = type(entry)(entry.name, entry.sha256, entry.report, "0.0.1+old", entry.problem, entry.written)
    write_manifest(manifest, desk.store / MANIFEST)
    stray = f'<https://example.org/x> <https://example.org/p> "旧" <{ns.VOCABULARY_GRAPH}> .\n'.encode()
    with Store(desk.store, write=True) as store:
        store.load(stray + stray.replace(b"vocabulary", b"shared"))
    assert desk.build(desk.reports / "a.txt").outdated == 1
    summary = desk.build()
    assert (summary.changed, summary.outdated) == (1, 0)
    assert dump(desk.store) == desk.fresh()
    assert desk.build(rebuild=True).changed == 2


def test_a_file_named_twice_is_one_whatever_the_order(desk: Desk) -> None:
    put(desk.reports, a=report(PLACES[0]), b=report(PLACES[1]))
    assert desk.build(desk.reports, desk.store.parent, desk.reports / "a.txt").added == 2
    assert desk.build(desk.reports / "a.txt", desk.store.parent, desk.reports).unchanged == 2


def test_a_path_that_is_not_there_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nowhere: no such file or folder"):
        build([tmp_path / "nowhere"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_a_moved_pair_of_reports_and_store_is_unchanged(desk: Desk, tmp_path: Path) -> None:
    put(desk.reports, a=report(PLACES[0]))
    desk.build()
    home = tmp_path / "elsewhere"
    home.mkdir()
    desk.reports = desk.reports.rename(home / "reports")
    desk.store = desk.store.rename(home / "graph")
    assert desk.build().unchanged == 1


contents = st.sampled_from(
    ["", *(report(place, cases=cases, program=name) for place in PLACES[:2] for cases in (5, 6) for name in ("三所联动", "红色议事亭"))]
)
folders = st.dictionaries(st.sampled_from(["a", "b", "c"]), contents, min_size=1, max_size=3)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(folders, min_size=2, max_size=3))
def test_a_history_of_builds_ends_in_the_graph_of_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, base: Path, vocabulary: Vocabulary, history: list[dict[str, str]]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("history"), base, vocabulary)
    for files in history:
        for file in desk.reports.iterdir():
            file.unlink()
        put(desk.reports, **files)
        desk.build(prune=True)
    assert dump(desk.store) == desk.fresh()


# --- other processes ---------------------------------------------------------------------------------------------------------


def kg(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, encoding="utf-8")


def many(folder: Path, count: int) -> Path:
    """So many reports of some places over some years."""
    return put(folder, **{f"r{n:03d}": report(PLACES[n % len(PLACES)], 2000 + n // len(PLACES), cases=n + 1) for n in range(count)})


def test_order_jobs_and_hash_seed_do_not_matter(tmp_path: Path) -> None:
    reports = many(tmp_path / "reports", 70)  # more than one process alone does
    files = sorted(reports.iterdir())
    one = kg("build", *files, "-o", tmp_path / "one", "--jobs", "1", PYTHONHASHSEED="1")
    two = kg("build", *reversed(files), "-o", tmp_path / "two", "--jobs", "2", PYTHONHASHSEED="2")
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    assert dump(tmp_path / "one") == dump(tmp_path / "two")


STEPWISE = """
import sys
from pathlib import Path
from kg.build import build
build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1, batch_bytes=1, progress=lambda *step: print(*step, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("after", [1, 4, 9])
def test_a_killed_build_is_taken_up_by_the_next(tmp_path: Path, base: Path, vocabulary: Vocabulary, after: int) -> None:
    desk = Desk(tmp_path, base, vocabulary)
    many(desk.reports, 12)
    desk.build(desk.reports / "r000.txt", desk.reports / "r003.txt")
    put(desk.reports, r003=report(PLACES[3], 2001, cases=77))
    command = [sys.executable, "-c", STEPWISE, str(desk.reports), str(desk.store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(after):
            assert process.stdout.readline()
        time.sleep(after / 1000)  # somewhere in the next step
        process.send_signal(signal.SIGKILL)
    with Store(desk.store) as store:
        assert not store.manifest.complete
    summary = desk.build()
    assert summary.unchanged >= after - 1
    assert dump(desk.store) == desk.fresh()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
def test_an_interrupted_build_stops_cleanly_and_goes_on(tmp_path: Path, base: Path, vocabulary: Vocabulary) -> None:
    desk = Desk(tmp_path, base, vocabulary)
    many(desk.reports, 150)
    script = STEPWISE.replace("build([", "print(build([").replace("flush=True))", "flush=True)).interrupted)")
    with subprocess.Popen([sys.executable, "-c", script, str(desk.reports), str(desk.store)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert process.returncode == 0
    assert rest.endswith("True\n")
    summary = desk.build()
    assert 3 <= summary.unchanged < 150
    assert summary.reports == 150
    assert dump(desk.store) == desk.fresh()
