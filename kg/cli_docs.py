"""``kg docs``: what is made from the files of the canned queries besides asking them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.catalogue import examples, markdown, openapi
from kg.model import KgError
from kg.queries import load_queries
from kg.resources import resource

_WHAT = ("queries", "examples", "openapi")


@click.command()
@click.argument("what", type=click.Choice(_WHAT))
@click.option("--url", default="http://localhost:8000", show_default=True, help="Where the graph is served; URL/sparql is the endpoint.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to.  [default: standard output]")
def docs(what: str, url: str, output: Path | None) -> None:
    """Write what the canned queries document of themselves.

    queries: the page docs/queries.md, every query with its parameters and columns. examples: SHACL examples in Turtle for a SPARQL endpoint
    to publish, as sparql-editor and YASGUI read them. openapi: a description of the queries over HTTP, OpenAPI 3.1 in JSON.
    """
    queries = load_queries(resource("queries")).values()
    if what == "queries":
        text = markdown(queries)
    elif what == "examples":
        text = examples(queries, f"{url.rstrip('/')}/sparql")
    else:
        text = json.dumps(openapi(queries, url.rstrip("/")), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KgError(f"{output}: cannot be written ({error.strerror or error})") from error
