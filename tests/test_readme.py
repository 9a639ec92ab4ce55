"""What the READMEs show works: each block of Python, each query, each command, in both languages, on the sample reports."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASKED = pytest.mark.parametrize("readme", READMES)


def blocks(readme: str, language: str) -> list[str]:
    return [text for found, text in _FENCE.findall((ROOT / readme).read_text(encoding="utf-8")) if found == language]


def commands(readme: str) -> list[list[str]]:
    """The kg commands of the shell blocks, without their comments."""
    lines = [line for text in blocks(readme, "sh") for line in text.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True)) and words[0] == "kg"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader of the README has it: the sample reports, and the graph that the first command builds of them."""
    path = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data" / "reports", path / "reports")
    shutil.copy(ROOT / "data" / "reports" / "liangping-2024.txt", path / "report.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        built = CliRunner().invoke(main, ["build", "reports/", "-o", "graph"])
    assert built.exit_code == 0, built.output
    return path


@ASKED
def test_the_python_runs(readme: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    found = blocks(readme, "python")
    assert len(found) == 2
    for text in found:
        exec(compile(text, readme, "exec"), names)
    assert names["programs"], "programs that several regions share"
    assert len(names["shared"]) > 2 and len(names["frame"]) > 0 and len(names["rdf"]) > 10  # type: ignore[arg-type]
    assert names["count"]


def test_the_query_to_start_from_gives_rows(folder: Path) -> None:
    [text] = blocks("README.md", "sparql")
    with kg.open(folder / "graph") as graph:
        assert graph.select(text).column("place") == ["梁平区"]


@ASKED
def test_every_command_is_shown(readme: str) -> None:
    assert {words[1] for words in commands(readme)} == set(COMMANDS)


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = (commands(readme) for readme in READMES)
    assert english == chinese


def test_the_commands_run(folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(folder)
    for words in commands("README.md"):
        if "--endpoint" in words:
            continue  # asked of real servers in test_remote
        if words[1] == "evaluate":
            shutil.copytree(request.getfixturevalue("shared_dir"), folder / "annotated", dirs_exist_ok=True)
            words = ["kg", "evaluate", "annotated/gold/"]  # noqa: PLW2901 - where annotations are is a reader's own
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{shlex.join(words)}: {result.output[-300:]}"
        assert result.stdout or words[1] in ("derive", "export"), shlex.join(words)
