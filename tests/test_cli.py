"""The commands as a person runs them: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import COMMANDS, main

REPORT = """\
上海市嘉定区人民政府2024年法治政府建设年度报告

一、主要做法和成效
(一)多元化解矛盾纠纷。区司法局牵头推行“三所联动”机制,全年受理人民调解案件1204件,调解成功率达98.2%。
(二)规范行政执法。深入贯彻《中华人民共和国行政处罚法》,组织执法人员培训6次。

二、下一年工作安排
力争调解成功率达98.5%以上。

上海市嘉定区人民政府
2025年1月15日
"""
NOWHERE = "某某地方2024年法治政府建设年度报告\n一、严格执法。全年开展依法行政培训3次。\n"


def kg(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "jiading.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one report, made by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "jiading.txt").write_text(REPORT, encoding="utf-8")
    result = kg("build", folder / "jiading.txt", "-o", folder / "graph")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "files: 1 new" in result.stdout
    return folder / "graph"


def one_line_error(result: Result, code: int = 1) -> str:
    """The error of a run that ended as every run a person got wrong must: one line, no traceback."""
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line.removeprefix("Error: ")


# --- all commands ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")


def test_help_lists_the_commands_and_version_says_it() -> None:
    listed = kg("--help").stdout
    assert all(f"\n  {command} " in listed for command in COMMANDS)
    assert kg("--version").stdout.startswith("kg, version ")


READING = ["info", "show 三所联动", "export --format nquads", "sparql ASK{}", "query coverage-reports", "validate"]


@pytest.mark.parametrize("line", READING)
def test_every_command_that_reads_names_a_store_it_cannot_read(tmp_path: Path, line: str) -> None:
    assert one_line_error(kg(*line.split(), "--store", tmp_path / "nowhere")).startswith(f"{tmp_path}/nowhere: no such store")
    assert "not a store" in one_line_error(kg(*line.split(), "--store", tmp_path))
    assert "is not a folder" in one_line_error(kg(*line.split(), KG_STORE=__file__))


def test_the_store_is_an_option_or_a_variable_or_graph_here(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = kg("info", "--store", built).stdout
    assert kg("info", KG_STORE=str(built)).stdout == expected
    monkeypatch.chdir(built.parent)
    assert kg("info").stdout.splitlines()[1:] == expected.splitlines()[1:]


@pytest.mark.parametrize("line", ["build", "nonsense", "export --format docx", "export", "show", "build x -j 0", "--nonsense"])
def test_wrong_usage_is_exit_code_2(line: str) -> None:
    result = kg(*line.split())
    assert result.exit_code == 2
    assert "Usage: main" in result.stderr


def told(stderr: str) -> list[str]:
    """The lines of standard error but those of progress, which come where a machine is slow."""
    return [line for line in stderr.splitlines() if " files read, last " not in line]


# --- build -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \r\n\t\n", "nothing but white space"),
        ("binary.txt", bytes(range(256)) * 9, "is a binary file"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "is a PNG image"),
        ("nowhere.txt", NOWHERE.encode(), "no known division"),
        ("recipe.txt", "红烧豆腐的做法：先将豆腐切块。".encode(), "does not read like a yearly report"),
    ],
)
def test_a_file_that_is_no_report_is_named_and_nothing_is_built(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = kg("build", tmp_path / name, "-o", tmp_path / "graph")
    assert result.exit_code == 1
    title, line = told(result.stderr)
    assert title == "1 file left out:"
    assert line.startswith(f"  {name}: ")
    assert message in line


def test_one_good_report_among_bad_files_is_success_unless_strict(report: Path) -> None:
    (report.parent / "empty.txt").write_bytes(b"")
    arguments = ("build", report.parent, "-o", report.parent / "graph")
    for more, code in [((), 0), (("--strict",), 1), (("-q",), 0)]:
        result = kg(*arguments, *more)
        assert (result.exit_code, told(result.stderr)[0]) == (code, "1 file left out:")
        assert bool(result.stdout) == (more != ("-q",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_report_in_any_encoding_is_one_report(report: Path, encoding: str) -> None:
    report.write_text(REPORT, encoding=encoding)
    result = kg("build", report, "-o", report.parent / "graph")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 report, " in result.stdout


def test_a_path_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "没有.txt: no such file or folder" in one_line_error(kg("build", tmp_path / "没有.txt", "-o", tmp_path / "graph"))
    assert not (tmp_path / "graph").exists()


def test_a_store_that_cannot_be_made_is_one_line(report: Path) -> None:
    assert "is a file; name a folder" in one_line_error(kg("build", report, "-o", report))
    assert "holds other files (jiading.txt …)" in one_line_error(kg("build", report, "-o", report.parent))
    assert "cannot be made" in one_line_error(kg("build", report, "-o", report / "graph"))


def test_a_build_says_what_it_did(report: Path) -> None:
    store = report.parent / "graph"
    kg("build", report, "-o", store)
    assert "files: 1 unchanged" in kg("build", report, "-o", store).stdout
    report.write_text(REPORT.replace("1204", "1205"), encoding="utf-8")
    assert "files: 1 changed" in kg("build", report, "-o", store).stdout
    twin = report.with_name("twin.txt")
    twin.write_bytes(report.read_bytes())
    assert "twin.txt = jiading.txt" in kg("build", report.parent, "-o", store).stderr
    twin.unlink()
    report.rename(twin)
    assert "kg build --prune" in kg("build", report.parent, "-o", store).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to one process there")
def test_ctrl_c_is_exit_code_130_and_no_traceback(tmp_path: Path) -> None:
    for number in range(1500):
        (tmp_path / f"{number:04d}.txt").write_text(REPORT.replace("1204", str(number + 1)), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(tmp_path), "-o", str(tmp_path / "graph"), "-j", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as run:
        while not (tmp_path / "graph" / "oxigraph").exists():
            assert run.poll() is None
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, errors = run.communicate()
    assert run.returncode == 130, errors
    assert errors.decode().splitlines()[-1].startswith("Stopped.")
    assert b"Traceback" not in errors


# --- the others --------------------------------------------------------------------------------------------------------------


def test_extract_prints_json_lines_whose_quotes_are_the_characters(report: Path) -> None:
    result = kg("extract", report)
    assert (result.exit_code, result.stderr) == (0, "")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert found[0]["type"] == "report"
    assert found[0]["division"] == "310114"
    assert {"program", "body", "document", "quantity"} <= {line["type"] for line in found}
    assert all(REPORT[line["start"] : line["end"]] == line["quote"] for line in found if line["type"] == "quantity")


def test_extract_goes_on_after_a_bad_file(report: Path) -> None:
    empty = report.with_name("empty.txt")
    empty.write_bytes(b"")
    result = kg("extract", empty, report)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: empty.txt: ")
    assert json.loads(result.stdout.splitlines()[0])["type"] == "report"


def test_info_counts(built: Path) -> None:
    text = kg("info", "--store", built).stdout
    assert "reports     1 of 1 place, 2024" in text
    assert "1 fz:Report" in text
    assert "嘉定区 2024 county  jiading.txt" in text
    data = json.loads(kg("info", "--store", built, "--format", "json").stdout)
    assert [report["source"] for report in data["reports"]] == ["jiading.txt"]
    assert len(data["vocabulary"]) == 64
    assert data["complete"]


@pytest.mark.parametrize("thing", ["三所联动", "“三所联动”", "program:三所联动", "三所聯動", "https://w3id.org/fazhi-kg/program/三所联动"])
def test_show_finds_a_thing_however_it_is_written(built: Path, thing: str) -> None:
    text = kg("show", thing, "--store", built).stdout
    assert text.startswith("三所联动")
    assert "“(一)多元化解矛盾纠纷" in text or "“区司法局牵头推行“三所联动”机制" in text
    assert "jiading.txt, characters " in text


@pytest.mark.parametrize("thing", ["嘉定区", "嘉定", "嘉定區", "310114", "division:310114"])
def test_show_finds_a_place(built: Path, thing: str) -> None:
    lines = kg("show", thing, "--store", built).stdout.splitlines()
    assert lines[0].startswith("嘉定区")
    assert any("调解成功率" in line and "98.2%" in line for line in lines)


def test_show_prints_so_many_of_a_group_and_a_quote_once(small_store: Path) -> None:
    text = kg("show", "青禾区", "--store", small_store, "--limit", "1").stdout
    assert "… and 3 more; --limit 0 shows all" in text
    whole = kg("show", "青禾区", "--store", small_store, "--limit", "0").stdout
    assert "more; --limit" not in whole
    assert whole.count("“区司法局牵头推行“三所联动”。”") == 1
    assert "report:980101-2023-aaaaaaaa, qinghe-2023.txt, characters 30–44" in whole


def test_show_prints_a_fact_with_its_sentence(small_store: Path) -> None:
    text = kg("show", "report:980101-2023-aaaaaaaa/q/18-23", "--store", small_store).stdout
    assert "人民调解成功率 (indicator:mediation-success-rate)" in text
    assert "“全年调解成功率达97.5%。”" in text


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        ("不存在的东西", "nothing in the graph is called that"),
        ("program:不存在", "not in the graph"),
        ("https://example.org/ nonsense", "not in the graph"),
        ("", "nothing in the graph is called that"),
        ("朝阳区", "means several things: division:110105 (北京市朝阳区)"),
    ],
)
def test_show_names_what_it_cannot_find(built: Path, thing: str, message: str) -> None:
    assert message in one_line_error(kg("show", thing, "--store", built))


def test_export_guesses_the_format_and_writes_the_file(built: Path, tmp_path: Path) -> None:
    for name in ("g.nq", "g.ttl", "g.gexf"):
        result = kg("export", "--store", built, "-o", tmp_path / name)
        assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "g.nq").read_text(encoding="utf-8") == kg("export", "--format", "nquads", "--store", built).stdout
    assert "cannot be written" in one_line_error(kg("export", "--store", built, "-o", tmp_path / "no" / "g.ttl"))


def test_a_closed_pipe_is_quiet(built: Path) -> None:
    command = f"{sys.executable} -m kg export --format nquads --store {built} | head -c 10"
    run = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert len(run.stdout) == 10
    assert run.stderr == b""


def test_a_graph_that_was_built_is_valid(built: Path) -> None:
    pytest.importorskip("pyshacl")
    result = kg("validate", "--store", built)
    assert (result.exit_code, result.stderr) == (0, ""), result.stdout
    assert result.stdout.endswith("valid\n")


def test_a_graph_that_is_not_valid_is_exit_code_1(small_store: Path) -> None:
    pytest.importorskip("pyshacl")
    result = kg("validate", "--store", small_store)
    assert result.exit_code == 1
    assert "violation: report:980101-2023-aaaaaaaa" in result.stdout
    assert "not valid" in result.stderr


def test_the_c_locale_is_no_error(built: Path) -> None:
    run = process("show", "三所联动", "--store", built, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert run.returncode == 0, run.stderr
    assert run.stdout.decode().startswith("三所联动")


def test_python_m_kg_is_kg(built: Path) -> None:
    run = process("info", "--store", built)
    assert run.returncode == 0
    assert run.stdout.decode() == kg("info", "--store", built).stdout
