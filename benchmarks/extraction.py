"""How long it takes to read one report, beside what the word segmenter of the field takes for the same text.

    python -m benchmarks.extraction [--reports FOLDER] [--rounds N] [--no-gc] [--profile]

In: the reports of a folder, or the samples of data/reports; and generated ones. Out: a table of
milliseconds a report: everything `kg extract` finds in it (decode, identify, layout, all extractors) beside ``jieba.posseg`` alone on the
same text already simplified, in the same run, one after the other in every round, on one core. The rate of a round is that of all reports
of a set; medians and best of the rounds are printed. A first round warms up and is not counted.
"""

from __future__ import annotations

import cProfile
import gc
import io
import os
import pstats
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import jieba
import jieba.posseg
from tabulate import tabulate

from benchmarks.generate import Generator
from benchmarks.places import with_world
from kg.corpus import Problem, read_report, read_sources
from kg.extract import measures
from kg.model import Source
from kg.text import normalise
from kg.vocabulary import Vocabulary, load_vocabulary
from kg.worker import Maker, settle

GENERATED = 6
SAMPLES = Path(__file__).parents[1] / "data" / "reports"
SEED = 7


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds a report in each round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds) * 1000

    @property
    def best(self) -> float:
        return min(self.rounds) * 1000


def alternate(tasks: Sequence[Callable[[], object]], rounds: int, reports: int) -> list[Timing]:
    """The tasks one after the other in every round, so that a busy moment of the machine meets all of them."""
    seconds: list[list[float]] = [[] for _ in tasks]
    for number in range(rounds + 1):
        for task, found in zip(tasks, seconds, strict=True):
            gc.collect()
            began = time.perf_counter()
            task()
            if number:
                found.append((time.perf_counter() - began) / reports)
    return [Timing(tuple(found)) for found in seconds]


def sources_of(folder: Path) -> list[Source]:
    """The files of a folder."""
    return [item for item in read_sources([folder]) if not isinstance(item, Problem)]


def measure(name: str, sources: list[Source], maker: Maker, rounds: int) -> list[object]:
    """One row of the table."""
    texts = [normalise(source.data.decode("utf-8")) for source in sources]

    def tag() -> None:
        for text in texts:
            list(jieba.posseg.cut(text))

    def extract() -> None:
        for source in sources:
            maker.facts(source)

    ours, theirs = alternate((extract, tag), rounds, len(sources))
    characters = sum(map(len, texts)) // len(texts)
    row: list[object] = [name, len(sources), characters, f"{ours.median:.1f}", f"{ours.best:.1f}", f"{theirs.median:.1f}"]
    return [*row, f"{theirs.best:.1f}", f"{theirs.median / ours.median:.1f}", f"{theirs.best / ours.best:.1f}"]


def profiled(sources: list[Source], maker: Maker, rounds: int) -> str:
    """Where the time goes, by function: the 25 that take most themselves."""
    profile = cProfile.Profile()
    with profile:
        for _ in range(rounds):
            for source in sources:
                maker.facts(source)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(25).sort_stats("cumtime").print_stats(25)
    return out.getvalue()


def stages(sources: list[Source], maker: Maker, vocabulary: Vocabulary, rounds: int) -> str:
    """Milliseconds a report in reading (decoding, furniture, identity); the rest is layout and extractors."""

    def read() -> None:
        for source in sources:
            read_report(source, vocabulary)

    def extract() -> None:
        for source in sources:
            maker.facts(source)

    reading, all_of_it = alternate((read, extract), rounds, len(sources))
    return f"of {all_of_it.median:.1f} ms a report, reading and identifying take {reading.median:.1f}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--reports", type=click.Path(exists=True, path_type=Path), help="Reports to measure beside the generated ones.")
@click.option("--rounds", type=click.IntRange(3), default=7, show_default=True)
@click.option("--no-gc", is_flag=True, help="Without Python's garbage collector, for both sides.")
@click.option("--profile", is_flag=True, help="Then say which functions take the time.")
def main(reports: Path | None, rounds: int, no_gc: bool, profile: bool) -> None:
    """Time the reading of one report against jieba.posseg."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = reports or SAMPLES
    generator = Generator(GENERATED * 5, SEED)
    # The real places stay in: a matcher of all names is part of what is measured.
    vocabulary = with_world(load_vocabulary(), generator.world, alone=False)
    maker = Maker(vocabulary)
    sets = {
        folder.name if reports else "sample": sources_of(folder),
        "generated": [Source(f"{made.name}.txt", made.text.encode()) for made in list(generator.reports())[::5]],
    }
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    settle()  # as every process of a build does; the segmenter gains by it too
    if no_gc:
        gc.disable()
    rows = [measure(name, found, maker, rounds) for name, found in sets.items()]
    head = ["reports", "number", "characters", "kg, median ms", "best", "posseg, median ms", "best", "times faster (median)", "(best)"]
    click.echo(tabulate(rows, head))
    click.echo(f"kg: {'pure Python' if measures.__file__.endswith('.py') else 'compiled'}, {Path(measures.__file__).parents[2]}")
    click.echo(f"one core; a median of {rounds} rounds; garbage collector {'off' if no_gc else 'on, collected before each timing'}")
    for name, found in sets.items():
        click.echo(f"{name}: {stages(found, maker, vocabulary, rounds)}")
    if profile:
        click.echo(profiled(next(iter(sets.values())), maker, rounds))


if __name__ == "__main__":
    main()
