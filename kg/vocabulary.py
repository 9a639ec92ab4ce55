"""What is known beforehand: ontology/*.ttl and data/divisions.csv, read once and handed down.

In: the Turtle files that people edit, the program's and those of a user's own. Out: one ``Vocabulary``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from kg import namespaces as ns
from kg.divisions import Divisions
from kg.model import BodyKind, Indicator, KgError, Level, Program, Unit, WordList
from kg.resources import resource

_LONGEST_REASON = 300
_TYPE, _SKOS = f"{ns.PREFIXES['rdf']}type", ns.PREFIXES["skos"]
_PREF_LABEL, _ALT_LABEL, _HIDDEN_LABEL = (f"{_SKOS}{name}Label" for name in ("pref", "alt", "hidden"))
_BROADER, _RELATED = f"{_SKOS}broader", f"{_SKOS}related"
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
    graph = _Graph()
    digest = hashlib.sha256()
    for path in files:
        try:
            data = path.read_bytes()
            graph.add(data)
        except OSError as error:
            raise KgError(f"{path}: cannot be read ({error.strerror or error})") from error
        except (SyntaxError, ValueError) as error:
            raise KgError(f"{path}: not readable as Turtle: {_one_line(error)}") from error
        digest.update(data)
    digest.update(table.read_bytes())
    body_kinds = {k.id: k for k in (_body_kind(graph, s) for s in graph.members(_fz("BodyKind")))}
    return Vocabulary(
        programs={p.id: p for p in (_program(graph, s) for s in graph.members(_fz("Program")))},
        indicators={i.id: i for i in (_indicator(graph, s) for s in graph.members(_fz("Indicator")))},
        units={u.id: u for u in (_unit(graph, s) for s in graph.members(_fz("Unit")))},
        body_kinds=body_kinds,
        divisions=Divisions.load(table),
        checksum=digest.hexdigest(),
        word_lists={w.id: w for w in (_word_list(graph, s) for s in graph.members(_fz("WordList")))},
        body_labels={name: kind.label for kind in body_kinds.values() for name in (kind.label, *kind.names) if "{" not in name},
        files=files,
    )


class _Graph:
    """What the files say, by subject and predicate; a triple once, in the order first met."""

    def __init__(self) -> None:
        self._objects: dict[tuple[str, str], dict[ox.NamedNode | ox.Literal | ox.BlankNode, None]] = {}
        self._members: dict[str, set[str]] = {}

    def add(self, turtle: bytes) -> None:
        """Raises SyntaxError or ValueError where it is no Turtle."""
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject, predicate = quad.subject, quad.predicate.value
            if isinstance(subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal | ox.BlankNode):
                self._objects.setdefault((subject.value, predicate), {})[quad.object] = None
                if predicate == _TYPE:
                    self._members.setdefault(quad.object.value, set()).add(subject.value)

    def objects(self, subject: str, *predicates: str) -> Iterator[ox.NamedNode | ox.Literal | ox.BlankNode]:
        for predicate in predicates:
            yield from self._objects.get((subject, predicate), ())

    def literals(self, subject: str, predicates: Iterable[str], languages: Sequence[str | None]) -> set[str]:
        found = self.objects(subject, *predicates)
        return {value.value for value in found if isinstance(value, ox.Literal) and value.language in languages}

    def one(self, subject: str, predicate: str) -> str | None:
        """The text of the first object, in the order of the files."""
        return next((value.value for value in self.objects(subject, predicate)), None)

    def members(self, cls: str) -> list[str]:
        return sorted(self._members.get(cls, ()))


def _one_line(error: Exception) -> str:
    said = error.msg if isinstance(error, SyntaxError) else str(error)  # without the line again that Python adds to the former
    flat = " ".join(said.split())
    return flat if len(flat) <= _LONGEST_REASON else flat[: _LONGEST_REASON - 1] + "…"


def _fz(name: str) -> str:
    return f"{ns.ONTOLOGY}{name}"


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _label(graph: _Graph, subject: str, language: str) -> str:
    found = sorted(graph.literals(subject, (_PREF_LABEL,), (language,)))
    if len(found) > 1:
        raise KgError(f"{subject}: has two skos:prefLabel in {language}, {' and '.join(found[:2])}; make all but one a skos:altLabel")
    if not found:
        raise KgError(f"{subject}: no skos:prefLabel in {language}; add one to its Turtle file")
    return found[0]


def _texts(graph: _Graph, subject: str, *predicates: str) -> tuple[str, ...]:
    """The Chinese or language-less strings of some predicates, longest first (a longer name must win), then by spelling."""
    return tuple(sorted(graph.literals(subject, predicates, (None, "zh")), key=lambda name: (-len(name), name)))


def _ids(graph: _Graph, subject: str, *predicates: str) -> tuple[str, ...]:
    return tuple(sorted({_id(value.value) for value in graph.objects(subject, *predicates)}))


def _one_id(graph: _Graph, subject: str, predicate: str) -> str | None:
    found = _ids(graph, subject, predicate)
    return found[0] if found else None


def _type_label(graph: _Graph, subject: str, predicate: str) -> str:
    values = sorted(value.value for value in graph.objects(subject, predicate))
    if len(values) > 1:
        raise KgError(f"{subject}: has two {predicate}, {' and '.join(values[:2])}; leave one")
    if not values:
        raise KgError(f"{subject}: no {predicate}; add one to its Turtle file")
    return _label(graph, values[0], "zh")


def _program(graph: _Graph, subject: str) -> Program:
    # A name said to count only within quotation marks counts nowhere else, the preferred one included (容缺受理 is an ordinary word too).
    quoted = _texts(graph, subject, _fz("quotedLabel"))
    names = _texts(graph, subject, _PREF_LABEL, _ALT_LABEL, _HIDDEN_LABEL)
    return Program(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        type=_type_label(graph, subject, _fz("programType")),
        names=tuple(name for name in names if name not in quoted),
        quoted_names=quoted,
        broader=_ids(graph, subject, _BROADER),
        related=_ids(graph, subject, _RELATED),
        short_names=_texts(graph, subject, _fz("shortLabel")),
    )


def _indicator(graph: _Graph, subject: str) -> Indicator:
    return Indicator(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        unit=_one_id(graph, subject, _fz("unit")) or "",
        units=_texts(graph, subject, _fz("unitSymbol")),
        requires=_texts(graph, subject, _fz("requires")),
        excludes=_texts(graph, subject, _fz("excludes")),
        names=_texts(graph, subject, _PREF_LABEL, _ALT_LABEL),
        numerator=_one_id(graph, subject, _fz("numerator")),
        denominator=_one_id(graph, subject, _fz("denominator")),
        stock=graph.one(subject, _fz("stock")) == "true",
    )


def _unit(graph: _Graph, subject: str) -> Unit:
    multiplier = graph.one(subject, _fz("multiplier"))
    return Unit(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        symbols=_texts(graph, subject, _fz("symbol")),
        dimension=graph.one(subject, _fz("dimension")) or "count",
        multiplier=Decimal(multiplier or 1),
        base=_one_id(graph, subject, _fz("baseUnit")),
    )


def _body_kind(graph: _Graph, subject: str) -> BodyKind:
    return BodyKind(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        label_en=_label(graph, subject, "en"),
        type=_type_label(graph, subject, _fz("bodyType")),
        names=_texts(graph, subject, _PREF_LABEL, _ALT_LABEL),
        levels=tuple(Level(v) for v in sorted(_texts(graph, subject, _fz("level")))),
        full=graph.one(subject, _fz("fullName")) or "",
    )


def _word_list(graph: _Graph, subject: str) -> WordList:
    return WordList(
        id=_id(subject),
        label=_label(graph, subject, "zh"),
        words=_texts(graph, subject, _fz("word")),
        type=_type_label(graph, subject, _fz("headOf")) if graph.one(subject, _fz("headOf")) else None,
    )
