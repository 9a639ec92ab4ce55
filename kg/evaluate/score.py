"""The measure: how far what was read agrees with an annotation made by hand.

In: the sheet of the annotation and the sheet of what was read, of one report. Out: ``Marks`` (counts and shares by name) and ``Fault``s,
each of which lowers one mark.

How: a quantity is found where its span overlaps the annotated one by at least 0.3 and both call it real (a result or a promise); value,
unit, kind, year, title are judged among those found. A program or body is found where a mention overlaps one of the annotated by at least
0.5, or failing that where the names are the same; a document by its name. Marks of several reports are pooled by adding the counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.pairing import bare, likeness, pair
from kg.evaluate.sheets import IDENTITY, Figure, Sheet, Thing
from kg.model import Span

_LEAST_FIGURE = 0.3
_LEAST_THING = 0.5
_LEAST_TITLE = 0.5
_LEAST_NAME = 0.6
# Of an issuer's name so much of the end must agree: some write the places above before it, some do not.
_ISSUER_END = 5


@dataclass(frozen=True, slots=True)
class Count:
    """Facts found, with those that should not have been and those that should have."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def figure(self) -> float:
        """F1, the harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def empty(self) -> bool:
        return not (self.right or self.extra or self.missed)

    def __add__(self, other: Mark) -> Count:
        assert isinstance(other, Count), "a mark is of the same kind in every report"
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some facts are right in one respect."""

    right: int = 0
    of: int = 0

    @property
    def figure(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def empty(self) -> bool:
        return not self.of

    def __add__(self, other: Mark) -> Share:
        assert isinstance(other, Share), "a mark is of the same kind in every report"
        return Share(self.right + other.right, self.of + other.of)


Mark = Count | Share
Marks = Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement. ``mark`` is the mark it lowers; ``field`` what of a fact is wrong; ``span`` None for the report itself."""

    mark: str
    fault: str  # missed, wrong, too many
    name: str
    span: Span | None = None
    field: str = ""
    expected: object = None
    found: object = None


def pooled(all_marks: Iterable[Marks]) -> dict[str, Mark]:
    """The marks of several reports as one: counts added."""
    together: dict[str, Mark] = {}
    for marks in all_marks:
        for name, mark in marks.items():
            known = together.get(name)
            together[name] = known + mark if known else mark
    return together


def measure(gold: Sheet, found: Sheet) -> tuple[dict[str, Mark], list[Fault]]:
    """The marks of one report, in the order they are printed, and all faults in reading order."""
    marks: dict[str, Mark] = {}
    faults: list[Fault] = []
    for part in (
        _identity(gold, found),
        _quantities(gold.quantities, found.quantities),
        _things("programs", "program names", gold.programs, found.programs),
        _things("bodies", "body names", gold.bodies, found.bodies),
        _documents(gold.documents, found.documents),
    ):
        marks |= part[0]
        faults += part[1]
    return marks, sorted(faults, key=lambda fault: (fault.span is not None, fault.span or Span(0, 0)))


_Part = tuple[dict[str, Mark], list[Fault]]


def _identity(gold: Sheet, found: Sheet) -> _Part:
    marks: dict[str, Mark] = {}
    faults = []
    for key in IDENTITY:
        want, have = gold.identity.get(key), found.identity.get(key)
        right = _same_issuer(want, have) if key == "issuer" else want == have
        name = f"report {key}"
        marks[name] = Share(int(right), 1)
        if not right:
            faults.append(Fault(name, "wrong", "report", None, key, want, have))
    return marks, faults


def _same_issuer(gold: object, found: object) -> bool:
    want, have = (bare(str(name or "")) for name in (gold, found))
    return want[-_ISSUER_END:] == have[-_ISSUER_END:]


# --- quantities --------------------------------------------------------------------------------------------------------------


def _same_value(gold: Figure, found: Figure) -> bool:
    return abs(found.value - gold.value) <= 1e-6 * max(1, abs(gold.value))


# What of a figure is judged: the mark it counts for, the field, and whether both say the same.
_FIELDS: tuple[tuple[str, str, Callable[[Figure, Figure], bool]], ...] = (
    ("value+unit", "value", _same_value),
    ("value+unit", "unit", lambda gold, found: found.unit == gold.unit),
    ("qualifier", "qualifier", lambda gold, found: found.qualifier == gold.qualifier),
    ("kind", "kind", lambda gold, found: found.kind == gold.kind),
    ("year", "year", lambda gold, found: found.year == gold.year),
    ("measure>=0.5", "measure", lambda gold, found: likeness(gold.measure, found.measure) >= _LEAST_TITLE),
)


def _quantities(gold: Sequence[Figure], found: Sequence[Figure]) -> _Part:
    pairs = pair([[g.span] for g in gold], [[f.span] for f in found], _LEAST_FIGURE)
    partners = {j: gold[i] for i, j in pairs.items()}
    both: list[tuple[Figure, Figure]] = []
    faults: list[Fault] = []
    missed = extra = 0
    for i, want in enumerate(gold):
        have = found[pairs[i]] if i in pairs else None
        if want.real and have and have.real:
            both.append((want, have))
        elif want.real:
            missed += 1
            faults.append(_unreal("missed", want, want, have))
    for j, have in enumerate(found):
        partner = partners.get(j)
        if have.real and not (partner and partner.real):
            extra += 1
            faults.append(_unreal("too many", have, partner, have))
    marks: dict[str, Mark] = {"quantities": Count(len(both), extra, missed)}
    for mark in dict.fromkeys(mark for mark, _, _ in _FIELDS):
        tests = [same for name, _, same in _FIELDS if name == mark]
        marks[mark] = Share(sum(all(same(g, f) for same in tests) for g, f in both), len(both))
    marks["targets"] = _agreeing(gold, found, both, lambda figure: "target" if figure.kind == "target" else None)
    marks["indicators linked"] = _agreeing(gold, found, both, lambda figure: figure.indicator)
    return marks, faults + [fault for g, f in both for fault in _wrong(g, f)]


def _unreal(fault: str, about: Figure, gold: Figure | None, found: Figure | None) -> Fault:
    """A figure that one side has and the other has not, or has as neither result nor promise: then its kind is what is wrong."""
    kinds = (gold.kind, found.kind) if gold and found else (None, None)
    return Fault("quantities", fault, about.measure, about.span, "kind" if gold and found else "", *kinds)


def _agreeing(
    gold: Sequence[Figure], found: Sequence[Figure], both: Sequence[tuple[Figure, Figure]], label: Callable[[Figure], str | None]
) -> Count:
    """The real figures that both sides give the same label, of all that either side gives one."""
    right = sum(1 for g, f in both if label(g) and label(g) == label(f))
    wanted = sum(1 for g in gold if g.real and label(g))
    given = sum(1 for f in found if f.real and label(f))
    return Count(right, given - right, wanted - right)


def _wrong(gold: Figure, found: Figure) -> Iterable[Fault]:
    """What is wrong in a figure that was found."""
    for mark, field, same in _FIELDS:
        if not same(gold, found):
            yield Fault(mark, "wrong", gold.measure, found.span, field, getattr(gold, field), getattr(found, field))
    if gold.indicator != found.indicator:
        yield Fault("indicators linked", "wrong", gold.measure, found.span, "indicator", gold.indicator, found.indicator)


# --- programs, bodies, documents ----------------------------------------------------------------------------------------------


def _things(mark: str, names: str, gold: Sequence[Thing], found: Sequence[Thing]) -> _Part:
    pairs = _same_things(gold, found)
    hit = [(gold[i], found[j]) for i, j in pairs.items()]
    missed = [thing for i, thing in enumerate(gold) if i not in pairs]
    extra = [thing for j, thing in enumerate(found) if j not in set(pairs.values())]
    alike = [likeness(want.name, have.name) >= _LEAST_NAME for want, have in hit]
    marks: dict[str, Mark] = {mark: Count(len(hit), len(extra), len(missed))}
    if mark == "programs":
        marks["shared programs recall"] = Share(sum(want.shared for want, _ in hit), sum(thing.shared for thing in gold))
    marks[names] = Share(sum(alike), len(hit))
    faults = [*_absent(mark, missed), *_surplus(mark, extra)]
    for (want, have), right in zip(hit, alike, strict=True):
        if not right:
            faults.append(Fault(names, "wrong", want.name, _place(have), "name", want.name, have.name))
    return marks, faults


def _same_things(gold: Sequence[Thing], found: Sequence[Thing]) -> dict[int, int]:
    """Pairs by where they are mentioned; then by name, for what is mentioned elsewhere in the text."""
    pairs = pair([thing.mentions for thing in gold], [thing.mentions for thing in found], _LEAST_THING)
    free = [j for j in range(len(found)) if j not in set(pairs.values())]
    for i, want in enumerate(gold):
        named = next((j for j in free if i not in pairs and bare(found[j].name) == bare(want.name)), None)
        if named is not None:
            pairs[i] = named
            free.remove(named)
    return pairs


def _documents(gold: Sequence[Thing], found: Sequence[Thing]) -> _Part:
    """By name, each once."""
    want = {bare(thing.name): thing for thing in reversed(gold)}
    have = {bare(thing.name): thing for thing in reversed(found)}
    missed = [thing for key, thing in want.items() if key not in have]
    extra = [thing for key, thing in have.items() if key not in want]
    marks: dict[str, Mark] = {"documents": Count(len(want) - len(missed), len(extra), len(missed))}
    return marks, [*_absent("documents", missed), *_surplus("documents", extra)]


def _absent(mark: str, things: Iterable[Thing]) -> list[Fault]:
    return [Fault(mark, "missed", thing.name, _place(thing)) for thing in things]


def _surplus(mark: str, things: Iterable[Thing]) -> list[Fault]:
    return [Fault(mark, "too many", thing.name, _place(thing)) for thing in things]


def _place(thing: Thing) -> Span | None:
    return min(thing.mentions, default=None)
