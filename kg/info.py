"""What a graph holds, in numbers.

In: an open ``Store``. Out: ``Info``, to print as text or JSON.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import namespaces as ns
from kg.store import Store

_CLASSES = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class"""
_REPORTS = """
PREFIX fz: <https://w3id.org/fazhi-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?report ?name ?level ?year ?source WHERE {
  ?report a fz:Report ; fz:division ?division ; dcterms:source ?source .
  OPTIONAL { ?division skos:prefLabel ?name FILTER(LANG(?name) = "zh") }
  OPTIONAL { ?report fz:level ?level }
  OPTIONAL { ?report fz:year ?year }
}"""
# Up to this many reports are listed without being asked for.
_FEW = 20


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """One report of the graph. ``place`` is its division's name."""

    id: str
    place: str
    level: str
    year: str
    source: str


@dataclass(frozen=True, slots=True)
class Info:
    """What a graph holds. ``classes`` counts the things of each class of the ontology, most first."""

    store: str
    version: str
    vocabulary: str
    words: tuple[str, ...]
    complete: bool
    quads: int
    graphs: int
    classes: tuple[tuple[str, int], ...]
    reports: tuple[ReportInfo, ...]
    left_out: tuple[tuple[str, str], ...]


def read_info(store: Store) -> Info:
    """Count what a store holds."""
    counts = [(ns.compact(_text(row["class"])), int(_text(row["count"]))) for row in store.select(_CLASSES)]
    rows = store.select(_REPORTS)
    reports = [ReportInfo(*(_text(row[name]) for name in ("report", "name", "level", "year", "source"))) for row in rows]
    manifest = store.manifest
    return Info(
        store=str(store.path),
        version=manifest.version,
        vocabulary=manifest.vocabulary,
        words=manifest.words,
        complete=manifest.complete,
        quads=len(store),
        graphs=len(store.graphs()),
        classes=tuple(sorted(((n, c) for n, c in counts if n.startswith("fz:")), key=lambda pair: (-pair[1], pair[0]))),
        reports=tuple(sorted(reports, key=lambda r: (r.id, r.source))),
        left_out=tuple(sorted((entry.name, entry.problem) for entry in manifest.entries.values() if entry.problem)),
    )


def _text(term: object) -> str:
    return str(getattr(term, "value", "") or "")


def describe(info: Info, all_reports: bool = False) -> list[str]:
    """The lines to print: with a list of the reports where they are few, or all are asked for."""
    years = sorted({report.year for report in info.reports if report.year})
    places = {report.place for report in info.reports}
    span = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    lines = [
        f"store       {info.store}",
        f"built by    fazhi-kg {info.version}, vocabulary {info.vocabulary[:12]}",
        f"quads       {info.quads:,} in {info.graphs:,} graphs",
        f"reports     {len(info.reports):,} of {len(places):,} {'place' if len(places) == 1 else 'places'}{span}",
    ]
    lines += [f"own words   {', '.join(info.words)}"] if info.words else []
    if not info.complete:
        lines.append("unfinished  the last build was ended early; run it again")
    lines += ["", *(f"{count:>11,} {name}" for name, count in info.classes)]
    shown = info.reports if all_reports or len(info.reports) <= _FEW else ()
    lines += [""] * bool(shown)
    lines += [f"{ns.compact(r.id)}  {r.place} {r.year} {r.level}  {r.source}" for r in shown]
    if info.left_out:
        lines += ["", f"left out ({len(info.left_out)}):", *(f"  {name}: {problem}" for name, problem in info.left_out)]
    return lines

