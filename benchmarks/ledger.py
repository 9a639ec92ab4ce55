"""The figures of an invented place over the years, such that they agree: a rate with its parts, a year with the one before.

In: a place, its years and a seed. Out: for each year a value by the key of figures.csv. About one rate in fifty is written wrong on
purpose, as happens in real reports: the audit queries have something to find.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

Year = Mapping[str, Decimal]
_FIGURES = Path(__file__).with_name("figures.csv")
_PREFECTURE = 6
_WRONG = 0.02

# Shares of a whole: part, whole, least, most.
_PARTS = (
    ("onsite", "reporters", 0.1, 0.4),
    ("docs-filed", "docs-reviewed", 0.6, 1.0),
    ("accepted", "applications", 0.86, 1.0),
    ("concluded", "accepted", 0.84, 1.0),
    ("corrected", "concluded", 0.03, 0.14),
    ("mediated", "concluded", 0.15, 0.5),
    ("resolved", "concluded", 0.6, 0.92),
    ("social-cases", "accepted", 0.1, 0.3),
    ("order-cases", "accepted", 0.1, 0.4),
    ("migrant-aid", "aid", 0.2, 0.6),
    ("full-time", "mediators", 0.05, 0.3),
    ("succeeded", "cases", 0.95, 0.999),
)
# Rates: key, part, whole.
_RATES = (
    ("conclusion-rate", "concluded", "accepted"),
    ("correction-rate", "corrected", "concluded"),
    ("mediation-rate", "mediated", "concluded"),
    ("resolution-rate", "resolved", "concluded"),
    ("success-rate", "succeeded", "cases"),
)
_FREE_RATES = (
    ("rectified-rate", 90, 100), ("appearance-rate", 92, 100), ("petition-rate", 97, 100), ("satisfaction", 88, 99),
    ("online-rate", 90, 100), ("filing-rate", 97, 100), ("done-rate", 98, 100),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureKind:
    """What a figure counts: its range in a county, and what a reader should make of it."""

    low: float | None
    high: float | None
    scales: bool
    measure: str
    indicator: str | None
    program: str | None


def figure_kinds() -> dict[str, FigureKind]:
    """The table of figures by key."""
    with _FIGURES.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _kind(row) for row in csv.DictReader(file)}


def _kind(row: dict[str, str]) -> FigureKind:
    low, high = (float(row[name]) if row[name] else None for name in ("low", "high"))
    return FigureKind(low, high, row["scale"] == "yes", row["measure"], row["indicator"] or None, row["program"] or None)


def make_ledger(kinds: Mapping[str, FigureKind], years: Sequence[int], prefecture: bool, seed: str) -> dict[int, Year]:
    """The figures of one place, year by year."""
    rng = random.Random(f"ledger {seed}")
    size = rng.lognormvariate(0, 0.3) * (_PREFECTURE if prefecture else 1)
    starts = {key: (rng.uniform(kind.low, kind.high or kind.low), rng.uniform(0.97, 1.09)) for key, kind in kinds.items() if kind.low}
    ledger: dict[int, Year] = {}
    before: Year = {}
    for number, year in enumerate(years):
        values: dict[str, Decimal] = {}
        for key, (start, trend) in starts.items():
            kind = kinds[key]
            if kind.low == kind.high:
                values[key] = Decimal(int(start))
            else:
                drift = trend**number * rng.uniform(0.92, 1.08) * (size if kind.scales else 1)
                values[key] = Decimal(max(1, round(start * drift)))
        _derive(values, before, rng)
        ledger[year] = before = values
    return ledger


def _derive(values: dict[str, Decimal], before: Year, rng: random.Random) -> None:
    """What follows from the counts of a year: parts, rates, growth, and the promises for the next year."""
    for part, whole, least, most in _PARTS:
        values[part] = max(Decimal(1), (values[whole] * Decimal(rng.uniform(least, most))).to_integral_value())
    for key, part, whole in _RATES:
        values[key] = percent(values[part] / values[whole] * 100)
        if rng.random() < _WRONG:
            values[key] = max(Decimal(1), values[key] - rng.choice((Decimal(2), Decimal("0.9"), Decimal(10))))
    for key, least, most in _FREE_RATES:
        values[key] = Decimal(100) if rng.random() < 0.4 else percent(Decimal(rng.uniform(least, most)))
    last = before.get("applications", values["applications"] * Decimal(rng.uniform(0.7, 1.3)))
    values["applications-growth"] = percent((values["applications"] / last - 1) * 100) or Decimal("0.1")
    for key in ("money", "fines", "aid-money", "med-money", "audit-money"):
        if key in values:
            values[key] = values[key].quantize(Decimal(100))
    _promise(values, rng)


def _promise(values: dict[str, Decimal], rng: random.Random) -> None:
    for key in ("conclusion-rate", "mediation-rate", "resolution-rate", "success-rate", "satisfaction"):
        aim = int(values[key]) + rng.choice((-2, -1, 0, 0, 1, 3))
        values[f"t-{key}"] = Decimal(min(99, max(10, aim)))
    for key in ("appearance-rate", "filing-rate", "rectified-rate"):
        values[f"t-{key}"] = Decimal(100)
    values["t-training"] = Decimal(max(2, int(values["training-sessions"]) + rng.choice((-1, 0, 1))))
    values["t-events"] = Decimal(max(20, int(values["events"]) // 10 * 10))
    values["t-literate"] = Decimal(rng.randrange(50, 600, 10))
    values["t-offices"] = Decimal(rng.randrange(3, 16))


def percent(value: Decimal) -> Decimal:
    """A rate as reports write it, with at most two places."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0
