"""Compiles the readers of reports into the wheel, where that is asked for.

    FAZHI_COMPILE=1 pip install .

makes a wheel for this platform, whose ``kg.text``, ``kg.corpus``, ``kg.extract`` and ``kg.link`` are compiled with mypyc: the same facts
in less time. It needs a C compiler. Without the variable nothing of this runs: the wheel is pure Python, and neither mypy nor a compiler
is needed.

The compiled modules go into the wheel only, never beside the sources, where Python would prefer them to files that were edited since.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VARIABLE = "FAZHI_COMPILE"
# Not kg/model.py: its records go from process to process, and a compiled frozen data class cannot be unpickled.
COMPILED = ("kg/link.py", "kg/text/*.py", "kg/corpus/*.py", "kg/extract/*.py")
# Packages re-export names; compiled, they would gain nothing.
LEFT_OUT = "__init__.py"


class CompiledReaders(BuildHookInterface):  # type: ignore[misc]
    """The build hook."""

    def dependencies(self) -> list[str]:
        """What the build needs beyond hatchling."""
        return ["mypy>=1.18", "setuptools>=77"] if _wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put the result into the wheel. RuntimeError, in one line, where that cannot be."""
        if not _wanted():
            return
        if version == "editable":
            raise RuntimeError(f"{VARIABLE} is for wheels, an editable installation reads the sources: leave out one of the two")
        root = Path(self.root)
        files = sorted(path for pattern in COMPILED for path in root.glob(pattern) if path.name != LEFT_OUT)
        self._made = Path(mkdtemp(prefix="fazhi-kg-"))
        try:
            libraries = _compile(root, files, self._made)
        except BaseException:  # finalize is not called then
            shutil.rmtree(self._made, ignore_errors=True)
            raise
        build_data["force_include"] |= {str(library): str(library.relative_to(self._made / "lib")) for library in libraries}
        build_data["infer_tag"] = True
        build_data["pure_python"] = False

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take away what was made on the way."""
        if made := getattr(self, "_made", None):
            shutil.rmtree(made, ignore_errors=True)


def _wanted() -> bool:
    return os.environ.get(VARIABLE, "") not in ("", "0")


def _compile(root: Path, files: list[Path], made: Path) -> list[Path]:
    """The extension modules of some files, in ``made``/lib."""
    from mypyc.build import mypycify  # noqa: PLC0415
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.errors import BaseError, CCompilerError, CompileError, LinkError  # noqa: PLC0415

    before = Path.cwd()
    os.chdir(root)  # modules are named by their path from here
    try:
        modules = mypycify(
            [str(path.relative_to(root)) for path in files],
            opt_level="2", debug_level="0", multi_file=True, target_dir=str(made / "c"),
        )  # fmt: skip
        distribution = Distribution({"name": "fazhi-kg", "ext_modules": modules})
        command = distribution.get_command_obj("build_ext")
        command.build_lib, command.build_temp, command.parallel = str(made / "lib"), str(made / "o"), os.cpu_count()
        command.ensure_finalized()
        command.run()
    except (BaseError, CCompilerError, CompileError, LinkError) as problem:
        raise RuntimeError(f"{VARIABLE}: the C compiler failed ({problem}); install one, or leave {VARIABLE} out for pure Python") from None
    except SystemExit:  # mypyc has printed what it does not accept
        raise RuntimeError(f"{VARIABLE}: mypyc could not translate the sources; leave {VARIABLE} out for pure Python") from None
    finally:
        os.chdir(before)
    return sorted(path for path in (made / "lib").rglob("*") if path.is_file())
