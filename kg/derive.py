"""graph:derived: what follows from the reports, worked out once so that questions across regions are fast.

In: an open store with reports, vocabularies and divisions. Out: graph:derived, as queries/derive/*.rq define it (SPARQL CONSTRUCT, in the
order of their names; a later one may read what an earlier one made). How:

- a definition is made ``per: division`` from the reports of a division, or per thing (``program``, ``indicator``, ``document``, ``topic``,
  ``body``, ``province``) from all divisions, or ``per: report`` from all reports at once, which is always made again; the comment
  ``#? ?division`` or ``#? ?thing`` in it is where those wanted are named (see ``kg.queries``), without them it is for all;
- ``derived.json`` in the store's folder says which reports, in which state, the graph was made from. Reports that came, went or changed
  touch their division; what was derived from it is taken out and made again, and so are the totals of what it has or had a share in.

The graph depends on the reports, the vocabularies and the definitions alone: made step by step it is the graph made at once. Nothing in
it stands in another graph, and it can be dropped and made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg import namespaces as ns
from kg.model import KgError
from kg.queries import fill, read_file
from kg.resources import resource
from kg.store import Store, serialise

STATE = "derived.json"
FORMAT = 1
_GRAPH = ox.NamedNode(ns.DERIVED_GRAPH)
# Things that are asked for in one query, and quads that are loaded at once.
_AT_ONCE = 200
_LOAD = 500_000
# The properties that tie a thing of graph:derived to the division it was derived from, and a total to what it is a total of.
_OF_DIVISION = (
    "reportingDivision", "presenceDivision", "headlineDivision", "checkDivision", "promiseDivision", "findingDivision", "contactDivision",
    "accountDivision", "leadDivision",
)  # fmt: skip
_OF_THING = ("totalOf", "yearTotalOf", "spreadOf", "yearSpreadOf", "pairDocument")
# What a definition is made per, and the property by which a division is said to have a share in such a thing.
_SHARES = {
    "program": "adopts",
    "indicator": "states",
    "document": "cites",
    "topic": "touches",
    "body": "hearsOf",
    "province": "province",
}
_EVERYTHING = "report"
_ALL_REPORTS = ns.ONTOLOGY + "Report"


@dataclass(frozen=True, slots=True)
class Definition:
    """One CONSTRUCT query: its file's name, what it is made per, and its text."""

    name: str
    per: str
    text: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a run did: how many divisions it derived again, and the triples in graph:derived after it."""

    divisions: int
    triples: int


def load_definitions(folder: Path | None = None) -> tuple[Definition, ...]:
    """The definitions in their order. Raises KgError naming a file whose header is not right."""
    found = []
    for path in sorted((folder or resource("queries") / "derive").glob("*.rq")):
        header, text = read_file(path)
        per = header.get("per")
        if per not in (known := ("division", *_SHARES, _EVERYTHING)):
            raise KgError(f"{path}: the header says no 'per'; it is one of {', '.join(known)}")
        found.append(Definition(path.stem, per, text))
    return tuple(found)


def derive(store: Store, definitions: Sequence[Definition] | None = None, *, afresh: bool = False) -> Derivation:
    """Bring graph:derived to what the reports of a store, open for writing, say now; ``afresh`` makes all of it again."""
    run = _Run(store, tuple(definitions) if definitions is not None else load_definitions())
    touched = run.touched(afresh)
    if touched is None:
        store.exchange((), (), [ns.DERIVED_GRAPH])
        run.everything()
    elif touched:
        run.again(touched)
    if touched is None or touched:
        run.save()
    return Derivation(len(run.divisions) if touched is None else len(touched), _size(store))


def drop(store: Store) -> None:
    """Take graph:derived out of a store open for writing; the next build, or ``derive``, makes it again."""
    (store.path / STATE).unlink(missing_ok=True)
    store.exchange((), (), [ns.DERIVED_GRAPH])


def is_derived(store: Store) -> bool:
    """Whether a store has a derived graph, or needs none, having no report."""
    return next(store.quads(graph=_GRAPH), None) is not None or next(_reports(store), None) is None


class _Run:
    """One derivation over one store."""

    def __init__(self, store: Store, definitions: tuple[Definition, ...]) -> None:
        self._store = store
        self._definitions = definitions
        digest = hashlib.sha256(store.manifest.stamp.encode())
        for definition in definitions:
            digest.update(f"{definition.name} {definition.per} {definition.text}".encode())
        self._made_by = digest.hexdigest()
        made = _made(store)
        self._now = {report: (division, made.get(report, "")) for report, division in _reports(store)}
        self._before = _read_state(store.path / STATE, self._made_by)
        self.divisions = sorted({division for division, _ in self._now.values()})

    def touched(self, afresh: bool) -> list[str] | None:
        """The divisions to derive again; None for all, from nothing."""
        before = self._before
        if afresh or before is None or next(self._store.quads(graph=_GRAPH), None) is None:
            return None
        changed = {report for report in before.keys() | self._now.keys() if before.get(report) != self._now.get(report)}
        found = {state[report][0] for state in (before, self._now) for report in changed if report in state}
        # Where most is to be made again, all of it is sooner made from nothing.
        return None if 2 * len(found) > len(self.divisions) else sorted(found)

    def everything(self) -> None:
        """Make all of the graph, which is empty."""
        for definition in self._definitions:
            self._load(self._results(definition.text))

    def again(self, divisions: list[str]) -> None:
        """Derive these divisions again, and the totals of what they have or had a share in."""
        (self._store.path / STATE).unlink(missing_ok=True)  # until this has ended, nothing is known
        shares = self._shares_of(divisions)
        old: set[bytes] = set()
        for division in divisions:
            old |= self._lines_of(division)
        self._store.exchange(old, ())
        for definition in self._definitions:
            if definition.per == "division":
                self._make(definition, "division", divisions)
        for kind, things in self._shares_of(divisions).items():
            shares[kind] |= things
        stale = {
            line
            for thing in sorted({_ALL_REPORTS}.union(*shares.values()))
            for subject in self._subjects(_OF_THING, thing)
            for line in self._lines(subject)
        }
        self._store.exchange(stale, ())
        for definition in self._definitions:
            if definition.per == _EVERYTHING:
                self._load(self._results(definition.text))
            elif definition.per != "division":
                self._make(definition, "thing", sorted(shares[definition.per]))

    def _make(self, definition: Definition, variable: str, things: Iterable[str]) -> None:
        """Load what a definition gives for these things."""
        nodes = (ox.NamedNode(thing) for thing in things)
        while some := list(islice(nodes, _AT_ONCE)):
            self._load(self._results(fill(definition.text, {variable: some})))

    def _results(self, text: str) -> Iterator[ox.Quad]:
        results = self._store.query(text)
        assert isinstance(results, ox.QueryTriples)
        return (ox.Quad(triple.subject, triple.predicate, triple.object, _GRAPH) for triple in results)

    def _load(self, quads: Iterator[ox.Quad]) -> None:
        # What a query answers is all taken in before anything is written: it reads from the same database.
        for data in [serialise(some) for some in iter(lambda: list(islice(quads, _LOAD)), [])]:
            self._store.load(data)

    def _lines_of(self, division: str) -> set[bytes]:
        """All that was derived from a division."""
        found = self._lines(ox.NamedNode(division))
        for subject in self._subjects(_OF_DIVISION, division):
            found |= self._lines(subject)
        for state in (self._before or {}, self._now):
            for report, (of, _) in state.items():
                if of == division:
                    found |= self._lines(ox.NamedNode(report))
        return found

    def _lines(self, subject: ox.NamedNode) -> set[bytes]:
        return self._store.lines(ns.DERIVED_GRAPH, subject.value)

    def _subjects(self, properties: Iterable[str], value: str) -> set[ox.NamedNode]:
        node = ox.NamedNode(value)
        quads = (quad for name in properties for quad in self._store.quads(None, ox.NamedNode(ns.ONTOLOGY + name), node, _GRAPH))
        return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def _shares_of(self, divisions: Iterable[str]) -> dict[str, set[str]]:
        """What these divisions have a share in, by kind."""
        nodes = [ox.NamedNode(division) for division in divisions]
        found: dict[str, set[str]] = {}
        for kind, name in _SHARES.items():
            share = ox.NamedNode(ns.ONTOLOGY + name)
            quads = (quad for node in nodes for quad in self._store.quads(node, share, graph=_GRAPH))
            found[kind] = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
        return found

    def save(self) -> None:
        """Write down what the graph was made from."""
        data = {"format": FORMAT, "made_by": self._made_by, "reports": {name: list(state) for name, state in sorted(self._now.items())}}
        path = self._store.path / STATE
        part = path.with_name(path.name + ".part")
        try:
            self._store.database.flush()
            part.write_text(json.dumps(data, ensure_ascii=False, indent=0), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise KgError(f"{path}: cannot be written ({error.strerror or error})") from error


def _size(store: Store) -> int:
    return sum(1 for _ in store.quads(graph=_GRAPH))


def _reports(store: Store) -> Iterator[tuple[str, str]]:
    """Every report with its division."""
    for row in store.select("SELECT ?report ?division WHERE { ?report a fz:Report ; fz:division ?division }"):
        yield row["report"].value, row["division"].value


def _made(store: Store) -> dict[str, str]:
    """What each report was read from, and by what: the graph of a report changes only where this does."""
    entries = store.manifest.entries.values()
    return {ns.report_iri(e.report): f"{e.sha256} {e.name} {e.made}" for e in entries if e.report is not None and e.written}


def _read_state(path: Path, made_by: str) -> dict[str, tuple[str, str]] | None:
    """What the graph was made from; None where that is not known, or it was made by other definitions or vocabularies."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or data["made_by"] != made_by:
            return None
        return {report: (division, made) for report, (division, made) in data["reports"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
