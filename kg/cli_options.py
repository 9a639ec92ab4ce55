"""Options that several commands share, and the graph that two of them name."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from kg.api import Graph
from kg.remote import Remote
from kg.store import Store

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    envvar="KG_STORE",
    default="graph",
    show_default=True,
    show_envvar=True,
    metavar="FOLDER",
    help="The store that kg build made.",
)

vocabulary_option = click.option(
    "--vocabulary",
    "words",
    type=click.Path(path_type=Path),
    multiple=True,
    envvar="KG_VOCABULARY",
    show_envvar=True,
    metavar="PATH",
    help="Words of your own in Turtle, beside the program's: a file, or a folder of *.ttl. May be given more than once.",
)

endpoint_option = click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of a store.")


def terminal_width() -> int | None:
    """The columns of the terminal that is printed to; None where it is none, but a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def open_graph(store: Path, endpoint: str | None) -> Graph:
    """The store, or the endpoint where one is given. Raises KgError where it cannot be asked."""
    return Graph(Store(store) if endpoint is None else Remote(endpoint))
