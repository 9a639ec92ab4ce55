"""The ``kg`` command: what its commands are, and the one place where an error of the user's becomes one line and exit code 1.

The commands are adapters in modules of their own (``cli_build``, ``cli_look``, ``cli_export``, ``cli_query``, …), loaded
when one is run: to ask the graph nobody waits for what only building needs.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from kg import __version__
from kg.model import KgError

# In the order of use, which is the order --help lists them in.
COMMANDS = {
    "build": "kg.cli_build",
    "derive": "kg.cli_build",
    "extract": "kg.cli_build",
    "info": "kg.cli_look",
    "query": "kg.cli_query",
    "sparql": "kg.cli_query",
    "candidates": "kg.cli_candidates",
    "show": "kg.cli_look",
    "export": "kg.cli_export",
    "docs": "kg.cli_docs",
    "validate": "kg.cli_look",
    "evaluate": "kg.cli_evaluate",
    "explain": "kg.cli_evaluate",
}

INTERRUPTED = 130


class _Kg(click.Group):
    """A group that loads a command when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[name]), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Kg, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """A knowledge graph of the yearly rule-of-law reports of Chinese governments (法治政府建设年度报告).

    Build a graph from reports, then ask it: kg build REPORTS, kg query. A mistake in what you give is one line on standard error and exit
    code 1; wrong usage is exit code 2.
    """
    # A report's file name can hold what the terminal cannot show; that is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
