"""How long every canned query takes: here, in Virtuoso 7, and on a tenth of the data in rdflib, in one run.

    python -m benchmarks.queries [--reports N] [--seed S] [--work FOLDER] [--rounds N] [--limit SECONDS] [--only NAME]

In: a number of generated reports (5,000 make about 5 million quads). They are built into a store with the real pipeline on two cores, and
from there written as N-Quads for the other engines, so that all have the same quads. Out: the time of each step, and a table with the
median of each query in each engine, the ratio, and whether all gave the same number of rows.

Each query runs with what it requires (``-``), and once more with its optional region, program, indicator and year given (``+``). An engine
runs a query until a number of rounds, or a few seconds, are spent; the first round is not counted where there are more.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from benchmarks.engines import Answer, Engine, endpoint, oxigraph, rdflib_memory
from benchmarks.generate import Generator, write
from benchmarks.virtuoso import installed, load, virtuoso
from kg.build import build
from kg.lookup import Lookup
from kg.model import KgError
from kg.queries import ParameterKind, Query, load_queries
from kg.resources import resource
from kg.store import Store, serialise
from kg.vocabulary import Vocabulary, load_vocabulary

DENSITY = 0.25
CORES = 2
TENTH = 10
# Quads in one file that another engine loads, and seconds after which an engine has run a query often enough.
FILE_QUADS = 500_000
ENOUGH_SECONDS = 2.0
_FIRST_PLACE = "910101"
_SAMPLES = {
    ParameterKind.REGION: _FIRST_PLACE,
    ParameterKind.INDICATOR: "reconsideration-concluded",
    ParameterKind.DOCUMENT: "中华人民共和国行政复议法",
    ParameterKind.LEVEL: "county",
    ParameterKind.YEAR: "2022",
    ParameterKind.YEARS: "2021-2024",
    ParameterKind.INTEGER: "3",
}
# A question about one region names a county; one that takes in what lies within a region names a province.
_WIDE_REGION = "910000"
_TAKES_IN = re.compile(r"fz:within \?_region_iri\b")
_OPTIONAL = (ParameterKind.REGION, ParameterKind.PROGRAM, ParameterKind.INDICATOR, ParameterKind.YEAR, ParameterKind.YEARS)
# What stands in the graph under a name that nobody knows beforehand.
_FACT = "SELECT (MIN(?f) AS ?fact) WHERE { ?f a fz:Observation ; fz:division <https://w3id.org/fazhi-kg/division/910101> }"
_TOPIC = "SELECT (MIN(?t) AS ?topic) WHERE { ?p fz:topic ?t }"
_PROGRAM = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?a a fz:Adoption ; fz:program ?p } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 1"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for."""

    reports: int
    seed: int
    rounds: int
    limit: int
    virtuoso: bool
    rdflib: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One query with its parameters bound."""

    name: str
    text: str


@dataclass(slots=True)
class Row:
    """What one query took in each engine, by the engine's name."""

    case: Case
    answers: dict[str, list[Answer]] = field(default_factory=dict)

    def median(self, engine: str) -> float | None:
        """Milliseconds, the first run aside where there are more; None where there is no answer."""
        runs = self.answers.get(engine, [])
        if not runs or any(run.error for run in runs):
            return None
        return statistics.median([run.seconds for run in runs[1:] or runs]) * 1000

    def shown(self, engine: str) -> str:
        """The median, or why there is none."""
        found = self.median(engine)
        if found is not None:
            return f"{found:.1f}"
        return next((run.error for run in self.answers.get(engine, []) if run.error), "")[:40]

    def rows(self, engine: str) -> int | None:
        """How many rows came."""
        runs = self.answers.get(engine, [])
        return None if not runs or runs[0].error else runs[0].rows

    def ratio(self, one: str, other: str) -> float | None:
        """How many times as long the one takes as the other."""
        a, b = self.median(one), self.median(other)
        return a / b if a is not None and b else None


def bound(queries: Iterable[Query], lookup: Lookup, samples: dict[ParameterKind, str]) -> Iterator[Case]:
    """Each query with what it requires, and once more with what it may be given."""
    for query in queries:
        wide = samples | {ParameterKind.REGION: _WIDE_REGION}
        asked = wide if _TAKES_IN.search(query.text) else samples
        required = {p.name: [asked[p.kind]] for p in query.parameters if p.required}
        optional = {p.name: [wide[p.kind]] for p in query.parameters if not p.required and p.kind in _OPTIONAL}
        yield Case(f"{query.name} -", lookup.bind(query, required))
        if optional:
            yield Case(f"{query.name} +", lookup.bind(query, required | optional))


def prepared(folder: Path, reports: int, seed: int, name: str) -> tuple[Path, Vocabulary]:
    """Generate and build reports; the store, and the vocabulary that knows their places. Says how long it took.

    What an earlier run left in the folder is brought up to date: a build computes what is new, and derives again what is defined anew.
    """
    home = folder / name
    began = time.monotonic()
    if not home.exists():
        write(Generator(reports, seed, DENSITY), home)
    made = time.monotonic()
    vocabulary = load_vocabulary(divisions=home / "divisions.csv")
    summary = build([home / "reports"], home / "graph", jobs=CORES, vocabulary=vocabulary)
    rates = f"{reports / summary.seconds:.0f} reports/s, {summary.quads / summary.seconds:,.0f} quads/s"
    _say(f"{name}: {reports:,} reports generated in {made - began:.1f} s; built on {CORES} cores in {summary.seconds:.1f} s ({rates})")
    _say(f"{name}: {summary.quads:,} quads")
    if summary.left_out:
        note = summary.left_out[0]
        raise KgError(f"{len(summary.left_out)} reports were left out, {note.name} because: {note.message}")
    return home / "graph", vocabulary


def dumped(graph: Path, folder: Path, quads: int) -> list[Path]:
    """The store as N-Quads files of so many quads each."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    with Store(graph) as store:
        source = store.quads()
        while lines := serialise(quad for quad, _ in zip(source, range(quads), strict=False)):
            files.append(folder / f"{len(files):03}.nq")
            files[-1].write_bytes(lines)
    return files


def lookup_in(graph: Path, vocabulary: Vocabulary) -> tuple[list[Case], Store]:
    """Every query bound against a store."""
    store = Store(graph)

    def select(text: str) -> Iterator[tuple[str, ...]]:
        return (tuple(str(getattr(term, "value", "")) for term in solution) for solution in store.select(text))

    samples = dict(_SAMPLES)
    for kind, text in ((ParameterKind.FACT, _FACT), (ParameterKind.TOPIC, _TOPIC), (ParameterKind.PROGRAM, _PROGRAM)):
        samples[kind] = next(str(getattr(solution[0], "value", "")) for solution in store.select(text))
    cases = list(bound(load_queries(resource("queries")).values(), Lookup(select, lambda: vocabulary.divisions), samples))
    return cases, store


def timed(rows: Sequence[Row], engines: dict[str, Engine], rounds: int) -> None:
    """Every query in every engine, one engine after the other for each, so that a busy moment meets all of them."""
    for number, row in enumerate(rows, 1):
        for name, engine in engines.items():
            row.answers[name] = list(_runs(engine, row.case.text, rounds))
        _say(f"  {number}/{len(rows)} {row.case.name}: " + ", ".join(f"{name} {row.shown(name)}" for name in engines))


def _runs(engine: Engine, text: str, rounds: int) -> Iterator[Answer]:
    spent = 0.0
    for _ in range(rounds + 1):
        answer = engine.ask(text)
        yield answer
        spent += answer.seconds
        if answer.error or spent > ENOUGH_SECONDS:
            return


def table(rows: Sequence[Row]) -> str:
    """The table of medians and ratios, slowest first."""
    heads = ["query", "rows", "kg ms", "virtuoso ms", "kg/virtuoso", "kg tenth ms", "rdflib tenth ms", "rdflib/kg", "rows agree"]
    ordered = sorted(rows, key=lambda row: -(row.median("kg") or 1e9))
    cells = [
        [
            row.case.name, row.rows("kg"), row.shown("kg"), row.shown("virtuoso"), _figure(row.ratio("kg", "virtuoso")),
            row.shown("kg tenth"), row.shown("rdflib tenth"), _figure(row.ratio("rdflib tenth", "kg tenth")), _agree(row),
        ]
        for row in ordered
    ]  # fmt: skip
    return tabulate(cells, heads, disable_numparse=True)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _agree(row: Row) -> str:
    pairs = [(row.rows(a), row.rows(b)) for a, b in (("kg", "virtuoso"), ("kg tenth", "rdflib tenth"))]
    return "yes" if all(a == b for a, b in pairs if a is not None and b is not None) else f"no: {pairs}"


def verdict(rows: Sequence[Row]) -> str:
    """What the table comes to."""
    lines = []
    medians = [found for row in rows if (found := row.median("kg")) is not None]
    if medians:
        slow = sum(found > 300 for found in medians)
        lines.append(f"here: median {statistics.median(medians):.1f} ms, slowest {max(medians):.0f} ms, {slow} of {len(rows)} above 300 ms")
    if ratios := [found for row in rows if (found := row.ratio("kg", "virtuoso")) is not None]:
        above = sum(found > 1.5 for found in ratios)
        lines.append(f"against Virtuoso: median ratio {statistics.median(ratios):.2f}, largest {max(ratios):.1f}, {above} above 1.5")
    if ratios := [found for row in rows if (found := row.ratio("rdflib tenth", "kg tenth")) is not None]:
        lines.append(f"rdflib on a tenth takes {statistics.median(ratios):.0f} times as long (median)")
    return "\n".join(lines)


def _say(text: str) -> None:
    click.echo(text, file=sys.stderr)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--reports", type=click.IntRange(20), default=5000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), help="A folder to keep everything in; else a temporary one.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="Seconds after which a query is given up.")
@click.option("--only", multiple=True, help="Only this query; may be given several times.")
@click.option("--no-virtuoso", is_flag=True)
@click.option("--no-rdflib", is_flag=True)
def main(reports: int, seed: int, work: Path | None, only: tuple[str, ...], **given: Any) -> None:
    """Time every canned query here, in Virtuoso and in rdflib."""
    plan = Plan(reports, seed, given["rounds"], given["limit"], not given["no_virtuoso"], not given["no_rdflib"])
    with ExitStack() as stack:
        folder = (work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-bench-")))).resolve()
        graph, vocabulary = prepared(folder, reports, seed, "all")
        cases, store = lookup_in(graph, vocabulary)
        stack.callback(store.close)
        rows = [Row(case) for case in cases if not only or case.name.split()[0] in only]
        engines = {"kg": Engine(oxigraph, graph, plan.limit)}
        if plan.virtuoso and installed():
            place, sql = stack.enter_context(virtuoso(folder / "virtuoso", plan.limit))
            seconds = load(sql, dumped(graph, folder / "virtuoso" / "data", FILE_QUADS))
            _say(f"Virtuoso loaded the same quads in {seconds:.1f} s")
            engines["virtuoso"] = Engine(endpoint, place, plan.limit)
        else:
            _say("Virtuoso is left out" + (": virtuoso-opensource-7 is not installed" if plan.virtuoso else ""))
        timed(rows, engines, plan.rounds)
        _close(engines)
        if plan.rdflib:
            _tenth(folder, plan, rows)
        click.echo(table(rows))
        click.echo(verdict(rows))


def _tenth(folder: Path, plan: Plan, rows: Sequence[Row]) -> None:
    """The same queries on the first tenth of the reports, here and in rdflib."""
    graph, _ = prepared(folder, max(2, plan.reports // TENTH), plan.seed, "tenth")
    (file,) = dumped(graph, folder / "rdflib", sys.maxsize)
    began = time.monotonic()
    engines = {"kg tenth": Engine(oxigraph, graph, plan.limit), "rdflib tenth": Engine(rdflib_memory, file, plan.limit)}
    _say(f"rdflib loaded a tenth in {time.monotonic() - began:.1f} s")
    timed(rows, engines, plan.rounds)
    _close(engines)


def _close(engines: dict[str, Engine]) -> None:
    for engine in engines.values():
        engine.close()


if __name__ == "__main__":
    try:
        main(standalone_mode=True)
    except KgError as error:
        sys.exit(str(error))
