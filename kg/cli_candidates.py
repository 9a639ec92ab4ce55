"""``kg candidates``: programs that the vocabulary does not hold yet, and the lines that take them in."""

from __future__ import annotations

from pathlib import Path

import click

from kg.candidates import COLUMNS, as_rows, describe, turtle
from kg.cli_options import endpoint_option, open_graph, store_option, terminal_width
from kg.results import FORMATS, render, solutions

_FORMATS = ("text", *FORMATS, "turtle")


@click.command()
@click.option("--regions", type=click.IntRange(min=1), default=1, show_default=True, help="Only those of at least so many regions.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many to print; 0 for all.")
@click.option("--contexts", type=click.IntRange(min=0), default=3, show_default=True, help="How many sentences of each.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to print it.")
@click.option("--turtle", "stubs", is_flag=True, help="Print Turtle to take them into the vocabulary; the same as --format turtle.")
@endpoint_option
@store_option
def candidates(*, regions: int, limit: int, contexts: int, form: str, stubs: bool, endpoint: str | None, store: Path) -> None:
    """List the programs found by their form that the vocabulary does not hold, those of the most regions first.

    Each with how it is written, what it may be another name of (why, and how sure), and sentences that speak of it. Nothing is merged: a
    person decides. How sure is measured on the names that the vocabulary lists for its programs: of the pairs of names tied in this way
    at least 19 in 20 (sure) or 7 in 10 (likely) are names of one program; possible promises nothing.

    To take programs into the vocabulary: kg candidates --turtle > mine.ttl, edit it, then kg build REPORTS --vocabulary mine.ttl.
    """
    with open_graph(store, endpoint) as graph:
        found = graph.candidates(regions=regions, limit=limit, contexts=contexts)
        if stubs or form == "turtle":
            click.echo(turtle(found), nl=False)
        elif form == "text":
            click.echo("\n".join(describe(found)))
        else:
            click.echo(render(solutions(COLUMNS, as_rows(found)), form, terminal_width()), nl=False)
