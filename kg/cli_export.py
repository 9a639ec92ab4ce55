"""``kg export``: a snapshot of a graph as RDF or as a network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli_options import store_option
from kg.export import ENDINGS, FORMATS, export_file, guess_format
from kg.store import Store


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="What to write.  [default: what the ending of FILE says]")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to.  [default: standard output]")
@store_option
def export(form: str | None, output: Path | None, store: Path) -> None:
    """Write the whole graph to a file.

    trig, nquads and jsonld keep the named graphs, one a report; turtle and rdfxml hold all graphs in one. nquads is sorted and has no blank
    nodes: two exports can be compared with diff. graphml and gexf are the network of divisions, programs, indicators, bodies, documents and
    reports, for Gephi, Cytoscape, R or pandas. The same graph gives the same bytes.
    """
    known = form or (guess_format(output) if output else None)
    if known is None:
        raise click.UsageError(f"say what to write with --format, or name a FILE that ends in {', '.join(ENDINGS)}")
    with Store(store) as graph:
        if output is None:
            FORMATS[known](graph, sys.stdout.buffer)
        else:
            export_file(graph, known, output)
