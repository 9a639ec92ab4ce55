"""How much of what is read in a report is owed to words that are in the vocabulary because of that report.

    python -m benchmarks.leave_one_out GOLD_DIR [--beside FOLDER ...]

In: annotated reports (gold files with their reports), and folders of other reports. For each annotated report the vocabulary loses every
curated program whose names stand in this report and in none of the others, and every unit likewise; the report is read with the whole
vocabulary and with what is left. Out: a table of the marks that can change, whole beside left, one row a report and one for all together.

The rules cannot be taken back like that: this is a leave-one-out of words. Reports that were never looked at measure the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
from tabulate import tabulate

from kg.corpus import Problem, read_sources
from kg.evaluate import Evaluation, Evaluator, Mark, find_gold, pooled
from kg.evaluate.gold import GoldFile
from kg.extract.matching import bare_name
from kg.text import normalise
from kg.vocabulary import Vocabulary, load_vocabulary

MARKS = ("quantities", "value+unit", "measure>=0.5", "indicators linked", "programs", "shared programs recall", "bodies", "documents")


def words_of(files: Iterable[Path]) -> list[str]:
    """The texts of report files, as names are compared."""
    sources = [item for item in read_sources(list(files)) if not isinstance(item, Problem)]
    return [bare_name(normalise(source.data.decode("utf-8", errors="replace"))) for source in sources]


def without_own_words(vocabulary: Vocabulary, own: str, others: Sequence[str]) -> tuple[Vocabulary, int, int]:
    """The vocabulary without the programs and units that stand in this text alone, and how many of each those are."""

    def only_here(names: Iterable[str]) -> bool:
        known = [bare_name(name) for name in names]
        return any(name in own for name in known) and not any(name in other for name in known for other in others)

    programs = {id: p for id, p in vocabulary.programs.items() if not only_here((*p.names, *p.quoted_names))}
    units = {id: u for id, u in vocabulary.units.items() if not only_here(u.symbols)}
    left = replace(vocabulary, programs=programs, units=units)
    return left, len(vocabulary.programs) - len(programs), len(vocabulary.units) - len(units)


def measure(file: GoldFile, vocabulary: Vocabulary) -> Evaluation:
    (evaluation,) = Evaluator(vocabulary).evaluate([file])
    return evaluation


def row(name: str, dropped: str, whole: dict[str, Mark], left: dict[str, Mark]) -> list[str]:
    cells = [f"{whole[mark].figure:.3f} → {left[mark].figure:.3f}" if not whole[mark].empty else "-" for mark in MARKS]
    return [name, dropped, *cells]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--beside", type=click.Path(exists=True, path_type=Path), multiple=True, help="Other reports whose words stay.")
def main(gold: Path, beside: tuple[Path, ...]) -> None:
    """Measure each report with and without the words that only it has."""
    vocabulary, files = load_vocabulary(), find_gold(gold)
    texts = dict(zip((file.name for file in files), words_of(file.report for file in files), strict=True))
    for path in beside:
        if not words_of([path]):
            problem = f"{path} holds no reports (.txt, .html, .md); give the folder the reports are in"
            raise click.BadParameter(problem, param_hint="--beside")
    others = words_of(beside)
    rows, wholes, lefts = [], [], []
    for file in files:
        rest = [*(text for name, text in texts.items() if name != file.name), *others]
        poorer, programs, units = without_own_words(vocabulary, texts[file.name], rest)
        wholes.append(measure(file, vocabulary).marks)
        lefts.append(measure(file, poorer).marks)
        rows.append(row(file.name, f"{programs} programs, {units} units", wholes[-1], lefts[-1]))
    rows.append(row("together", "", pooled(wholes), pooled(lefts)))
    click.echo(tabulate(rows, ["report", "left out", *MARKS]))


if __name__ == "__main__":
    main()
