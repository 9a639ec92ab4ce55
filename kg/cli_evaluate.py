"""``kg evaluate`` and ``kg explain``: how well reports are read, what changed between two runs, and why a text became a fact."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_options import vocabulary_option
from kg.evaluate import Evaluator, compare, find_gold, read_run
from kg.evaluate.render import FORMATS, render_changes, render_evaluations
from kg.explain import EXPLAIN_FORMATS, Explainer, locate
from kg.vocabulary import load_vocabulary

_EXISTING = click.Path(path_type=Path)


@click.command()
@click.argument("path", metavar="GOLD_OR_FACTS", type=_EXISTING)
@click.option("--reports", type=_EXISTING, metavar="FOLDER", help="Where the reports are.  [default: beside the gold files, or ../reports]")
@click.option("--facts", type=_EXISTING, metavar="FILE", help="Measure these facts (JSON Lines) instead of reading the reports now.")
@click.option("--against", type=_EXISTING, metavar="FILE", help="Compare with this earlier run (JSON Lines) instead of measuring.")
@click.option("--errors/--no-errors", default=True, show_default=True, help="List every fact missed, wrong or too many.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print it.")
@vocabulary_option
def evaluate(
    *, path: Path, reports: Path | None, facts: Path | None, against: Path | None, errors: bool, form: str, words: tuple[Path, ...]
) -> None:
    """Measure how well reports are read, against annotations made by hand.

    GOLD_OR_FACTS is a folder of gold files (*.json), each with its report of the same name (*.txt) beside it, in ../reports or in
    --reports. The figures are printed per report and for all together, with every fact that was missed, wrong or too many and its sentence.

    With --against, two runs are compared fact by fact instead: GOLD_OR_FACTS is then the output of kg extract (*.jsonl), or a report or
    folder of reports to read now, and what is printed is what it added, removed and changed.
    """
    if against is not None:
        if facts is not None or reports is not None:
            raise click.UsageError("--against compares two runs: it goes with neither --facts nor --reports")
        evaluator = Evaluator(load_vocabulary(more=words))
        changes = compare(read_run(against, evaluator), read_run(path, evaluator))
        click.echo(render_changes(changes, form), nl=False)
        return
    files = find_gold(path, reports)
    evaluations = list(Evaluator(load_vocabulary(more=words)).evaluate(files, facts))
    click.echo(render_evaluations(evaluations, form, errors=errors), nl=False)


@click.command()
@click.argument("report", type=_EXISTING)
@click.argument("offset", required=False)
@click.option("--find", "text", metavar="TEXT", help="Explain the first place where the report has this text.")
@click.option("--format", "form", type=click.Choice(EXPLAIN_FORMATS), default="text", show_default=True, help="How to print it.")
@vocabulary_option
def explain(report: Path, offset: str | None, text: str | None, form: str, words: tuple[Path, ...]) -> None:
    """Say why a stretch of a report became a fact, or did not.

    OFFSET is the number of a character, or START-END, as kg extract prints them. Without it, and without --find, every sentence is listed
    with its facts and with what was looked at and left out.
    """
    if offset is not None and text is not None:
        raise click.UsageError("give OFFSET or --find, not both")
    explainer = Explainer(load_vocabulary(more=words))
    facts = explainer.read(report)
    span = locate(facts, offset, text)
    click.echo(explainer.overview(facts, form) if span is None else explainer.stretch(facts, span, form), nl=False)
