"""What is known beforehand: ontology/*.ttl and data/divisions.csv, read once and handed down.

In: the Turtle files that people edit, the program's and those of a user's own. Out: one ``Vocabulary``. rdflib is used here, and nothing
else of it leaves this room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, SKOS

from kg import namespaces as ns
from kg.divisions import Divisions
from kg.model import BodyKind, Indicator, KgError, Level, Program, Unit, WordList
from kg.resources import resource

FZ = rdflib.Namespace(ns.ONTOLOGY)
_LONGEST_REASON = 300
FILES = ("fazhi.ttl", "programs.ttl", "indicators.ttl", "bodies.ttl", "units.ttl", "lexicon.ttl")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabularies by id, the divisions, and the checksum of the files they were read from; ``files`` are those in Turtle."""

    programs: Mapping[str, Program]
    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    body_kinds: Mapping[str, BodyKind]
    divisions: Divisions
    checksum: str
    word_lists: Mapping[str, WordList] = field(default_factory=dict)
    body_labels: Mapping[str, str] = field(default_factory=dict)  # every name of a kind of body that holds no place, and the kind's label
    files: tuple[Path, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The files of a user's own words, beside the program's, as they were named."""
        return tuple(str(path) for path in self.files[len(FILES) :])


def vocabulary_files(folder: Path | None = None, more: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The Turtle files of the vocabularies: those of a folder (the program's own where none is given), then a user's: files, or folders of
    ``*.ttl``. Raises KgError where one of these is not there, or holds none."""
    found = [(folder or resource("ontology")) / name for name in FILES]
    for path in more:
        files = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
        if not path.exists():
            raise KgError(f"{path}: no such file or folder of words")
        if not files:
            raise KgError(f"{path}: holds no *.ttl file; name a file in Turtle, or a folder with such files")
        found += files
    return tuple(found)


def load_vocabulary(folder: Path | None = None, divisions: Path | None = None, more: Sequence[Path] = ()) -> Vocabulary:
    """Read the vocabularies, from another folder or with another table of divisions where one is given, and words of one's own beside them.

    What ``more`` says (files in Turtle, or folders of them) is added to what is there: new concepts, and more names for known ones. Raises
    KgError naming the file that cannot be read.
    """
    table = divisions or resource("data/divisions.csv")
    files = vocabulary_files(folder, more)
    graph = rdflib.Graph()
    digest = hashlib.sha256()
    for path in files:
        try:
            data = path.read_bytes()
            graph.parse(data=data, format="turtle")
        except OSError as error:
            raise KgError(f"{path}: cannot be read ({error.strerror or error})") from error
        except Exception as error:  # rdflib raises many kinds, and all mean the same to who edited the file
            raise KgError(f"{path}: not readable as Turtle: {_one_line(error)}") from error
        digest.update(data)
    digest.update(table.read_bytes())
    body_kinds = {k.id: k for k in (_body_kind(graph, s) for s in _members(graph, FZ.BodyKind))}
    return Vocabulary(
        programs={p.id: p for p in (_program(graph, s) for s in _members(graph, FZ.Program))},
        indicators={i.id: i for i in (_indicator(graph, s) for s in _members(graph, FZ.Indicator))},
        units={u.id: u for u in (_unit(graph, s) for s in _members(graph, FZ.Unit))},
        body_kinds=body_kinds,
        divisions=Divisions.load(table),
        checksum=digest.hexdigest(),
        word_lists={w.id: w for w in (_word_list(graph, s) for s in _members(graph, FZ.WordList))},
        body_labels={name: kind.label for kind in body_kinds.values() for name in (kind.label, *kind.names) if "{" not in name},
        files=files,
    )


def _one_line(error: Exception) -> str:
    # The parser's message ends in the bytes of the file from there on.
    flat = " ".join(str(error).split()).partition(" at ^ in: ")[0].replace(" of <>:", ":")
    return flat if len(flat) <= _LONGEST_REASON else flat[: _LONGEST_REASON - 1] + "…"


def _members(graph: rdflib.Graph, cls: rdflib.URIRef) -> list[rdflib.URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, cls) if isinstance(s, rdflib.URIRef))


def _id(subject: rdflib.term.Node) -> str:
    return str(subject).rsplit("/", 1)[-1]


def _label(graph: rdflib.Graph, subject: rdflib.term.Node, language: str) -> str:
    found = sorted(_literals(graph, subject, SKOS.prefLabel, language))
    if len(found) > 1:
        raise KgError(f"{subject}: has two skos:prefLabel in {language}, {' and '.join(found[:2])}; make all but one a skos:altLabel")
    if not found:
        raise KgError(f"{subject}: no skos:prefLabel in {language}; add one to its Turtle file")
    return found[0]


def _literals(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> Iterator[str]:
    return (str(v) for v in graph.objects(subject, predicate) if isinstance(v, rdflib.Literal) and v.language == language)


def _texts(graph: rdflib.Graph, subject: rdflib.term.Node, *predicates: rdflib.URIRef) -> tuple[str, ...]:
    """The Chinese or language-less strings of some predicates, longest first (a longer name must win), then by spelling."""
    found = {
        str(value)
        for predicate in predicates
        for value in graph.objects(subject, predicate)
        if isinstance(value, rdflib.Literal) and value.language in (None, "zh")
    }
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _ids(graph: rdflib.Graph, subject: rdflib.term.Node, *predicates: rdflib.URIRef) -> tuple[str, ...]:
    return tuple(sorted({_id(value) for predicate in predicates for value in graph.objects(subject, predicate)}))


def _one_id(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> str | None:
    found = _ids(graph, subject, predicate)
    return found[0] if found else None


def _type_label(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> str:
    values = sorted(graph.objects(subject, predicate), key=str)
    if len(values) > 1:
        raise KgError(f"{subject}: has two {predicate}, {' and '.join(map(str, values[:2]))}; leave one")
    if not values:
        raise KgError(f"{subject}: no {predicate}; add one to its Turtle file")
    return _label(graph, values[0], "zh")


def _program(graph: rdflib.Graph, subject: rdflib.URIRef) -> Program:
    # A name said to count only within quotation marks counts nowhere else, the preferred one included (容缺受理 is an ordinary word too).
    quoted = _texts(graph, subject, FZ.quotedLabel)
    names = _texts(graph, subject, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    return Program(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        type=_type_label(graph, subject, FZ.programType),
        names=tuple(name for name in names if name not in quoted),
        quoted_names=quoted,
        broader=_ids(graph, subject, SKOS.broader),
        related=_ids(graph, subject, SKOS.related),
        short_names=_texts(graph, subject, FZ.shortLabel),
    )


def _indicator(graph: rdflib.Graph, subject: rdflib.URIRef) -> Indicator:
    return Indicator(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        unit=_one_id(graph, subject, FZ.unit) or "",
        units=_texts(graph, subject, FZ.unitSymbol),
        requires=_texts(graph, subject, FZ.requires),
        excludes=_texts(graph, subject, FZ.excludes),
        names=_texts(graph, subject, SKOS.prefLabel, SKOS.altLabel),
        numerator=_one_id(graph, subject, FZ.numerator),
        denominator=_one_id(graph, subject, FZ.denominator),
        stock=(subject, FZ.stock, rdflib.Literal(True)) in graph,
    )


def _unit(graph: rdflib.Graph, subject: rdflib.URIRef) -> Unit:
    multiplier = next(graph.objects(subject, FZ.multiplier), None)
    return Unit(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        symbols=_texts(graph, subject, FZ.symbol),
        dimension=next((str(v) for v in graph.objects(subject, FZ.dimension)), "count"),
        multiplier=Decimal(str(multiplier)) if multiplier is not None else Decimal(1),
        base=_one_id(graph, subject, FZ.baseUnit),
    )


def _body_kind(graph: rdflib.Graph, subject: rdflib.URIRef) -> BodyKind:
    return BodyKind(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        type=_type_label(graph, subject, FZ.bodyType),
        names=_texts(graph, subject, SKOS.prefLabel, SKOS.altLabel),
        levels=tuple(Level(v) for v in sorted(_texts(graph, subject, FZ.level))),
        full=next((str(v) for v in graph.objects(subject, FZ.fullName)), ""),
    )


def _word_list(graph: rdflib.Graph, subject: rdflib.URIRef) -> WordList:
    return WordList(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        words=_texts(graph, subject, FZ.word),
        type=_type_label(graph, subject, FZ.headOf) if (subject, FZ.headOf, None) in graph else None,
    )
