"""``kg info``, ``kg show`` and ``kg validate``: what a graph holds, what it says of a thing, and whether it is sound."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli_options import store_option
from kg.info import describe, read_info
from kg.namespaces import compact
from kg.show import resolve
from kg.show import show as show_lines
from kg.store import Store


@click.command()
@click.option("--reports", "all_reports", is_flag=True, help="List every report.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")
@store_option
def info(all_reports: bool, form: str, store: Path) -> None:
    """Print what the graph holds: things by class, reports, graphs, the version and vocabulary it was built with, files left out."""
    with Store(store) as graph:
        found = read_info(graph)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(describe(found, all_reports)))


@click.command()
@click.argument("thing")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many of each group to print; 0 for all.")
@store_option
def show(thing: str, limit: int, store: Path) -> None:
    """Print a thing and all that is said of it, with the sentences it was read from.

    THING is a name as people write it (三所联动, 梁平区), an IRI, whole or short (program:三所联动, report:…/q/12-15), a code (500155) or
    the name of a report's file.
    """
    with Store(store) as graph:
        for line in show_lines(graph, resolve(graph, thing), limit):
            click.echo(line)


@click.command()
@store_option
def validate(store: Path) -> None:
    """Check the graph against ontology/shapes.ttl, and what must hold over everything; exit code 1 where something is wrong.

    Needs the extra `validate`: pip install 'fazhi-kg[validate]'.
    """
    from kg.validate import validate as violations  # noqa: PLC0415 - pyshacl takes a second to load, and only this needs it

    with Store(store) as graph:
        found = list(violations(graph.database))
    for wrong in found:
        path = f" {compact(wrong.path)}" if wrong.path else ""
        click.echo(f"{wrong.severity}: {compact(wrong.focus)}{path}: {wrong.message}")
    faults = sum(wrong.severity == "violation" for wrong in found)
    click.echo(f"{store}: {'valid' if not faults else f'not valid, {faults} violations'}", err=bool(faults))
    sys.exit(1 if faults else 0)
