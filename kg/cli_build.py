"""``kg build``, ``kg derive`` and ``kg extract``: from reports to a graph, what follows from it, and from a report to its facts."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import click

from kg.build import Summary
from kg.build import build as build_store
from kg.cli_options import store_option, vocabulary_option
from kg.corpus import Problem, read_sources
from kg.derive import derive as derive_graph
from kg.derive import drop as drop_derived
from kg.extract.jsonl import lines
from kg.model import KgError
from kg.store import Store
from kg.vocabulary import load_vocabulary
from kg.worker import Maker, settle

_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
# Of each sort of note so many are printed; kg info lists all that was left out.
MOST_NOTES = 20
SECONDS_BETWEEN_LINES = 10
INTERRUPTED = 130


@click.command()
@_paths
@click.option("-o", "--store", "store", type=click.Path(path_type=Path), envvar="KG_STORE", default="graph", show_default=True,
              show_envvar=True, metavar="FOLDER", help="The store to make, or to bring up to date.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes to use.  [default: one a core]")
@click.option("--prune", is_flag=True, help="Remove the reports of files that are no longer under PATH.")
@click.option("--rebuild", is_flag=True, help="Read unchanged files again too.")
@click.option("--strict", is_flag=True, help="Exit with code 1 where a file was left out.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what went wrong.")
@vocabulary_option
def build(
    *,
    paths: tuple[Path, ...],
    store: Path,
    jobs: int | None,
    prune: bool,
    rebuild: bool,
    strict: bool,
    quiet: bool,
    words: tuple[Path, ...],
) -> None:
    """Build a graph from reports: text files, and folders of them.

    Over a store that is there already it reads only the files that are new or changed, and replaces their reports; reports of files not
    named stay. After an interruption, or a crash, run it again: it goes on where it was.

    A file that is no report, or whose place cannot be told, is left out and named in the summary; the others are built all the same. The
    exit code is 0 if at least one report of PATH is in the graph (with --strict: only if no file was left out), 1 if none is.

    Words of your own (--vocabulary) belong to every build of the store: without them the next build makes it as the program's words alone
    would. kg candidates --turtle writes such a file.
    """
    vocabulary = load_vocabulary(more=words)
    with _Shown(quiet) as shown:
        summary = build_store(paths, store, jobs=jobs, prune=prune, rebuild=rebuild, progress=shown.progress, vocabulary=vocabulary)
    _report(summary, store, quiet)
    if summary.interrupted:
        sys.exit(INTERRUPTED)
    if summary.present == 0 or (strict and summary.left_out):
        sys.exit(1)


class _Shown:
    """Shows progress on standard error: a bar on a terminal, else a line now and then."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Any = None  # click names the type of its bars in a private module
        self._said = time.monotonic()

    def progress(self, number: int, total: int, name: str) -> None:
        if self._quiet:
            return
        if sys.stderr.isatty():
            if self._bar is None:
                self._bar = click.progressbar(length=total, label="reading reports", file=sys.stderr, show_pos=True)
                self._bar.render_progress()
            self._bar.update(number - self._bar.pos)
        elif time.monotonic() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            click.echo(f"{number:,} of {total:,} files read, last {name}", err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()


def _report(summary: Summary, store: Path, quiet: bool) -> None:
    """The summary: what was done on standard output, what went wrong on standard error."""
    if not quiet:
        counts = [(summary.added, "new"), (summary.changed, "changed"), (summary.unchanged, "unchanged"), (summary.removed, "removed")]
        what = ", ".join(f"{count:,} {word}" for count, word in counts if count) or "none to build"
        click.echo(f"files: {what} ({summary.seconds:.1f} s)")
        click.echo(f"graph: {_count(summary.reports, 'report')}, {_count(summary.quads, 'quad')} in {store}")
    _notes(f"{_count(len(summary.left_out), 'file')} left out:", [f"{note.name}: {note.message}" for note in summary.left_out])
    if not quiet:
        _notes("the same text in two files, one report for both:", [f"{note.name} = {note.message}" for note in summary.duplicates])
        if summary.vanished:
            click.echo(f"{_count(summary.vanished, 'report')} of files that are gone; to remove: kg build --prune", err=True)
        if summary.outdated:
            click.echo(f"{_count(summary.outdated, 'report')} made by another version; to renew, name the files too", err=True)
    if summary.words_gone:
        again = " ".join(f"--vocabulary {name}" for name in summary.words_gone)
        click.echo(f"the build before had words of {', '.join(summary.words_gone)}, this one goes without; to have them: {again}", err=True)
    if summary.interrupted:
        click.echo("Stopped. What is built stays; run the same command to go on.", err=True)


def _notes(title: str, notes: Sequence[str]) -> None:
    if notes:
        click.echo(title, err=True)
    for note in notes[:MOST_NOTES]:
        click.echo(f"  {note}", err=True)
    if len(notes) > MOST_NOTES:
        click.echo(f"  … and {len(notes) - MOST_NOTES} more", err=True)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


@click.command()
@_paths
@vocabulary_option
def extract(paths: tuple[Path, ...], words: tuple[Path, ...]) -> None:
    """Print the facts of reports as JSON Lines, without a graph.

    One object a line: the report first, then its facts in reading order, each with its characters (start, end, quote). A file that cannot
    be read is named on standard error, the others are printed all the same; the exit code is then 1.
    """
    vocabulary = load_vocabulary(more=words)
    maker = Maker(vocabulary)
    settle()
    failed = False
    for source in read_sources(paths):
        try:
            if isinstance(source, Problem):
                raise KgError(f"{source.name}: {source.message}")
            for line in lines(maker.facts(source), vocabulary):
                click.echo(line)
        except KgError as error:
            failed = True
            click.echo(f"Error: {' '.join(str(error).split())}", err=True)
    if failed:
        sys.exit(1)


@click.command()
@click.option("--drop", "dropping", is_flag=True, help="Take the derived graph out, and stop.")
@click.option("--afresh", is_flag=True, help="Make all of it again, not only what changed reports touch.")
@store_option
def derive(*, dropping: bool, afresh: bool, store: Path) -> None:
    """Make what follows from several reports: adoptions, first years, counts, rates recomputed.

    kg build does this by itself; canned queries read it. Its definition is in queries/derive.
    """
    Store(store).close()  # opened for reading first: only a build makes a store where there is none
    with Store(store, write=True) as graph:
        if dropping:
            drop_derived(graph)
            click.echo(f"derived: dropped from {store}", err=True)
            return
        done = derive_graph(graph, afresh=afresh)
    click.echo(f"derived: {done.divisions:,} places, {done.triples:,} triples in {store}", err=True)
