"""``kg query`` and ``kg sparql``: a command line form for each canned query, made from its file; any other question as SPARQL text."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from kg.catalogue.markdown import example
from kg.cli_options import endpoint_option, open_graph, store_option, terminal_width
from kg.model import KgError
from kg.queries import Parameter, Query, load_queries, load_query, query_names
from kg.resources import resource
from kg.results import FORMATS

_format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print rows.")


class _Queries(click.Group):
    """The canned queries as commands. Their files are read when a command needs them, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return query_names(resource("queries"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        query = load_query(resource("queries"), name)
        return _command(query) if query else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        names = query_names(resource("queries"))
        if args and args[0] not in names and not args[0].startswith("-"):
            near = dict.fromkeys([*(name for name in names if args[0] in name), *difflib.get_close_matches(args[0], names)])
            hint = f"did you mean {', '.join([*near][:3])}?" if near else "kg query lists them"
            raise click.UsageError(f"no such query {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Queries, invoke_without_command=True)
@click.pass_context
def query(ctx: click.Context) -> None:
    """Answer a canned question; without a name, list them.

    Places and programs are accepted as people write them: 梁平, 梁平区, 重庆市梁平区 or 500155; 三所联动 or program:三所联动.
    """
    if ctx.invoked_subcommand is None:
        for found in load_queries(resource("queries")).values():
            options = " ".join(_usage(parameter) for parameter in found.parameters)
            click.echo(f"{found.name} {options}".rstrip())
            click.echo(f"    {found.summary} · {found.summary_zh}")


def _usage(parameter: Parameter) -> str:
    text = f"--{parameter.name} {parameter.kind.value.upper()}"
    return text if parameter.required else f"[{text}]"


def _command(canned: Query) -> click.Command:
    options: list[click.Parameter] = [
        click.Option([f"--{p.name}"], multiple=True, metavar=p.kind.value.upper(), required=p.required, help=f"{p.title}. {p.title_zh}。")
        for p in canned.parameters
    ]
    if canned.takes_kin:
        told = "Take in the programs akin to it: broader, narrower, related. 一并计入相关举措。"
        options.append(click.Option(["--kin"], is_flag=True, help=told))
    widest = max((len(column.name) for column in canned.columns), default=0)
    command = click.Command(
        canned.name,
        params=options,
        callback=lambda **given: _run(canned, **given),
        help=f"{canned.summary}. {canned.summary_zh}。\n\n{canned.description}\n\n{canned.description_zh}\n\nExample: {example(canned)}",
        epilog="\b\nColumns:\n" + "\n".join(f"  {c.name:{widest}}  {c.title} · {c.title_zh}" for c in canned.columns),
        short_help=f"{canned.summary} · {canned.summary_zh}",
    )
    for option in (
        click.option("--explain", is_flag=True, help="Print the SPARQL as it would be run, and stop."),
        _format_option,
        endpoint_option,
        store_option,
    ):
        command = option(command)
    return command


def _run(
    canned: Query, *, store: Path, endpoint: str | None, form: str, explain: bool, kin: bool = False, **typed: tuple[str, ...]
) -> None:
    if explain and not any(typed.values()):
        click.echo(canned.bind({}))  # nothing to look up, and no graph needed
        return
    with open_graph(store, endpoint) as graph:
        text = graph.explain(canned.name, kin=kin, **typed)
        if explain:
            click.echo(text)
            return
        graph.require_derived()
        click.echo(graph.render(text, form, terminal_width()), nl=False)


@click.command()
@click.argument("text", required=False)
@click.option("--file", "-f", "file", type=click.Path(path_type=Path), help="Read the query from this file.")
@_format_option
@endpoint_option
@store_option
def sparql(text: str | None, file: Path | None, form: str, endpoint: str | None, store: Path) -> None:
    """Ask the graph in SPARQL 1.1, from TEXT, a file or standard input.

    The prefixes fz, program, division, indicator, body, report, skos, dcterms and the like need not be declared. The default graph is the
    union of all graphs; triples of CONSTRUCT and DESCRIBE are printed as Turtle.
    """
    question = _question(text, file)
    with open_graph(store, endpoint) as graph:
        click.echo(graph.render(question, form, terminal_width()), nl=False)


def _question(text: str | None, file: Path | None) -> str:
    if text is not None and file is not None:
        raise click.UsageError("give the query as text or with --file, not both")
    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(f"{file}: cannot be read as a query ({getattr(error, 'strerror', None) or 'not UTF-8 text'})") from error
    return text if text is not None else sys.stdin.read()
