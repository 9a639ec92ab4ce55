"""The rules of the house, read from the imports: data goes one way, and each library has an owner."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "kg"

# A room imports only from rooms above it. A new module goes in here where the data reaches it.
ROOMS = (
    "record",
    "model",
    "namespaces",
    "resources",
    "place_names",
    "divisions",
    "vocabulary",
    "text",
    "corpus",
    "link",
    "extract",
    "evaluate",
    "explain",
    "rdf",
    "manifest",
    "store",
    "shared",
    "queries",
    "derive",
    "results",
    "remote",
    "lookup",
    "likeness",
    "candidates",
    "catalogue",
    "answers",
    "show",
    "info",
    "validate",
    "export",
    "api",
    "worker",
    "batch",
    "build",
    "cli_options",
    "cli_build",
    "cli_candidates",
    "cli_docs",
    "cli_evaluate",
    "cli_export",
    "cli_look",
    "cli_query",
    "cli",
    "__main__",
)

OWNERS = {
    "ahocorasick_rs": {"extract"},
    "click": {room for room in ROOMS if room.startswith("cli")},
    "jieba": {"text"},
    "msgspec": {"record"},
    "networkx": {"export", "answers"},
    "pandas": {"answers"},
    "opencc": {"text"},
    "pyoxigraph": {
        *("rdf", "store", "shared", "batch", "queries", "derive", "results", "remote", "lookup", "candidates", "catalogue", "answers"),
        *("show", "info", "validate", "export", "api", "vocabulary"),
    },
    "pyshacl": {"validate"},
    "rdflib": {"validate", "export", "answers"},
    "rjieba": {"text"},
    "tabulate": {"results", "evaluate"},
    "wcwidth": {"results"},
    "yaml": {"queries"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """``kg/text/lines.py`` and ``kg/text/__init__.py`` are in the room text."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that is imported, wherever in the file that is done, but not what only the type checker sees."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unseen = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import by the full name, kg.…"
            module = node.module or ""
            yield from (f"kg.{name.name}" for name in node.names) if module == "kg" else (module,)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert not [name for name in imports(path) if name.startswith("kg")]
        return
    assert room in ROOMS, f"put {room} in ROOMS, where the data reaches it"
    above = {*ROOMS[: ROOMS.index(room) + 1], "__version__"}
    below = sorted(name for name in imports(path) if name.startswith("kg.") and name.split(".")[1] not in above)
    assert not below, f"{name_of(path)} imports {below}, which come after it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_by_its_owners_alone(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        if library == "kg" or library in sys.stdlib_module_names:
            continue
        assert library in OWNERS, f"{library} has no owner: say in OWNERS which room it is for"
        assert room_of(path) in OWNERS[library], f"{library} belongs to {sorted(OWNERS[library])}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_what_passes_between_the_rooms_needs_the_records_and_the_standard_library_alone() -> None:
    for room in ("model", "namespaces", "resources"):
        outside = {name.split(".")[0] for name in imports(PACKAGE / f"{room}.py") if name != "kg.record"} - sys.stdlib_module_names
        assert not outside


def test_every_room_is_there() -> None:
    assert sorted({room_of(path) for path in MODULES} - {"__init__"}) == sorted(ROOMS)


@pytest.mark.parametrize("room", ["extract", "text", "corpus"])
def test_what_is_compiled_has_classes_that_compile(room: str) -> None:
    """hatch_build.py: mypyc makes a data class with slots an ordinary, slow one; the compiled package then gains little."""
    slotted = [
        f"{path.name}:{node.lineno}"
        for path in sorted((PACKAGE / room).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "slots"
    ]
    assert slotted == []
