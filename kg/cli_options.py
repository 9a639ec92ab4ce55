"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
