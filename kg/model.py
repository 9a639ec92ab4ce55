"""What passes between the rooms: frozen values.

A file is a ``Source``; read and identified it is a ``Report``; its structure is a ``Layout`` of ``Section`` and ``Sentence``; finders turn
it into facts, all of which together are one ``ReportFacts``: the unit that is computed in parallel, stored, compared and printed.

All offsets are code points into ``Report.text``, the text as decoded. The working text ``Layout.text`` (simplified, one form of
punctuation) has exactly the same length, so one offset means the same character in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kg.record import Record


class KgError(Exception):
    """An error a user caused and can mend: one line, naming the culprit and what to do. The command prints it and exits 1."""


class Span(Record, frozen=True, order=True):
    """A stretch of a report, ``text[start:end]``."""

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        """For ``start, end = span``; where it is done often, the two fields are quicker."""
        return iter((self.start, self.end))

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# --- places -----------------------------------------------------------------------------------------------------------------


class Level(StrEnum):
    """The rung of government a report speaks for."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


class Division(Record, frozen=True):
    """A place with an official six-digit code (GB/T 2260), for a span of years.

    ``valid_to`` is the last year in which it stood under this code and name, None while it stands; ``replaced_by`` holds the codes that
    came after. A renaming under one code is two rows with the same code and different years. ``aliases`` are other names in use that do
    not follow from the name (达茂旗 for 达尔罕茂明安联合旗).
    """

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: int | None = None
    valid_to: int | None = None
    replaced_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


# --- files and reports ------------------------------------------------------------------------------------------------------


class Source(Record, frozen=True):
    """A file as found: ``name`` is its path relative to what the user named, with forward slashes, so that it is the same anywhere."""

    name: str
    data: bytes


class Where(StrEnum):
    """What part of a report an identification rests on, most trusted first."""

    TITLE = "title"
    FURNITURE = "furniture"
    BODY = "body"
    FILE_NAME = "file name"
    DERIVED = "derived"


class Reason(Record, frozen=True):
    """Why a field of the identity has its value: the words it was read from, and where they stand (None for a file name)."""

    field: str
    value: str
    where: Where
    quote: str
    span: Span | None = None


class Identity(Record, frozen=True):
    """What a report is: whose, for which year, by whom. None is 'could not be identified'; ``problems`` says so in words.

    ``division`` is the county-or-higher division; for a township's report ``township`` names the township within it. ``period`` is
    ``year``, ``half-year`` or ``years`` (a five-year account; ``year`` is then its last).
    """

    division: Division | None
    township: str | None
    level: Level | None
    parents: tuple[str, ...]
    year: int | None
    issuer: str | None
    published: date | None
    title: str | None
    language: str  # zh-Hans or zh-Hant
    period: str = "year"
    reasons: tuple[Reason, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def place_name(self) -> str | None:
        """The name of the place that reports: the township's, else the division's."""
        return self.township or (self.division.name if self.division else None)


class Report(Record, frozen=True):
    """One published report: its text as decoded, what is page furniture in it, and its identity."""

    id: str  # e.g. 500155-2024-3f9a1c02, minted in namespaces
    source: str
    checksum: str  # sha256 of the file's bytes, hex
    encoding: str
    text: str
    furniture: tuple[Span, ...]
    identity: Identity


# --- structure --------------------------------------------------------------------------------------------------------------


class SectionKind(StrEnum):
    """What a section is about, which decides whether a figure in it is a result or a promise."""

    OPENING = "opening"
    ACHIEVEMENTS = "achievements"
    PROBLEMS = "problems"
    LEADERSHIP = "leadership"
    PLANS = "plans"
    FURNITURE = "furniture"


class Section(Record, frozen=True):
    """A stretch under one heading. ``path`` is the headings above it and its own, widest first, as written (simplified)."""

    index: int
    kind: SectionKind
    path: tuple[str, ...]
    span: Span


class Sentence(Record, frozen=True):
    """A sentence without surrounding white space, and the index of its section. Headings are sentences too (``heading``)."""

    index: int
    span: Span
    section: int
    heading: bool = False


class Layout(Record, frozen=True):
    """The working text of a report and its structure.

    ``text`` has the length of ``Report.text``: traditional characters simplified, full-width and half-width punctuation in one form
    (see ``kg.text.normalise``), every character in its place; page furniture is blanked in it.
    """

    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


# --- facts ------------------------------------------------------------------------------------------------------------------


class FactKind(StrEnum):
    """How a figure is meant. ``OTHER`` is a rule for everybody: a real quantity, but neither a result nor a promise of the region."""

    OBSERVATION = "indicator"
    TARGET = "target"
    OTHER = "other"


class Measurement(Record, frozen=True):
    """A figure reported, promised or prescribed, with what it counts.

    ``value`` is in base units (18.7万 is 187000, percent stays 99.97, any money in 元); ``unit`` as written, simplified, "" where none is
    written; ``qualifier`` is "", over, about or under. ``measure`` reads as a column title by itself. ``year_written`` is set, and
    ``year`` is what is meant, where the source slips. ``change`` marks a change against another period, never a level; ``part`` a part
    of another figure. ``indicator`` and ``program`` are ids, ``body`` the id of a body of the same report. ``reading`` is the form in
    which the figure looked for its indicator, ``barred`` why it could have none.
    """

    kind: FactKind
    span: Span
    value: Decimal
    unit: str
    qualifier: str
    measure: str
    year: int | None
    sentence: int
    year_written: int | None = None
    change: bool = False
    part: bool = False
    indicator: str | None = None
    program: str | None = None
    body: str | None = None
    rule: str = ""
    reading: str = ""
    barred: str = ""


class Status(StrEnum):
    """Whether a program stands in the vocabulary or was found by its form."""

    CURATED = "curated"
    CANDIDATE = "candidate"


class ProgramFact(Record, frozen=True):
    """A program that a report speaks of, with every mention. ``id`` is the concept's slug, the same in every report."""

    id: str
    name: str
    status: Status
    type: str  # one of kg.model.PROGRAM_TYPES
    mentions: tuple[Span, ...]
    rules: tuple[str, ...] = ()


class BodyFact(Record, frozen=True):
    """An organisation that a report names, resolved to its full name. ``division`` is the code of its place, None for central bodies."""

    id: str
    name: str
    type: str  # one of kg.model.BODY_TYPES
    kind: str | None  # id of the kind of body in ontology/bodies.ttl
    division: str | None
    mentions: tuple[Span, ...]


class DocumentFact(Record, frozen=True):
    """A law, plan, notice or other document cited in 《》, outermost title, without the brackets."""

    id: str
    name: str
    mentions: tuple[Span, ...]


class DivisionFact(Record, frozen=True):
    """A place other than the report's own that the report names (cooperation with 达川区 …)."""

    code: str
    name: str
    mentions: tuple[Span, ...]


class Lead(Record, frozen=True):
    """A body that leads, or runs, a program, said in one sentence."""

    program: str
    body: str
    sentence: int


class Rejection(Record, frozen=True):
    """What looked like a fact and was left out, and why: counted and shown, never dropped in silence."""

    span: Span
    kind: str  # quantity, program, body, document, division
    rule: str
    reason: str


class ReportFacts(Record, frozen=True):
    """All that was read from one report, in reading order, mentions as spans into ``report.text``."""

    report: Report
    layout: Layout
    measurements: tuple[Measurement, ...] = ()
    programs: tuple[ProgramFact, ...] = ()
    bodies: tuple[BodyFact, ...] = ()
    documents: tuple[DocumentFact, ...] = ()
    divisions: tuple[DivisionFact, ...] = ()
    leads: tuple[Lead, ...] = ()
    rejections: tuple[Rejection, ...] = ()


PROGRAM_TYPES = ("改革", "机制", "行动", "品牌", "工程", "平台", "制度", "规划", "称号", "人员", "其他")
BODY_TYPES = (
    "政府", "党委", "党委机构", "政府部门", "派出机构", "法院", "检察院", "人大", "政协",
    "议事协调机构", "事业单位", "社会组织", "企业", "律所", "学校", "其他",
)  # fmt: skip


# --- vocabulary -------------------------------------------------------------------------------------------------------------


class Program(Record, frozen=True):
    """A curated program of ontology/programs.ttl.

    ``names`` match wherever they stand, quotation marks and spaces aside; ``quoted_names`` only inside quotation marks (“三项制度”);
    ``short_names`` only in a report that names the program otherwise too (行政执法监督员 beside 行政执法监督员制度).
    """

    id: str
    label: str
    label_en: str
    type: str
    names: tuple[str, ...]
    quoted_names: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every way of writing it, whatever it takes to count."""
        return (*self.quoted_names, *self.names, *self.short_names)


class Indicator(Record, frozen=True):
    """A canonical indicator of ontology/indicators.ttl, with the words that tell it from its neighbours.

    A measurement is linked where each of ``requires`` (alternatives joined by ``|``) matches how it reads, none of ``excludes`` does,
    and its unit is one of ``units``.
    """

    id: str
    label: str
    label_en: str
    unit: str
    units: tuple[str, ...]
    requires: tuple[str, ...]
    excludes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    stock: bool = False


class Unit(Record, frozen=True):
    """A unit of ontology/units.ttl: how it is written (``symbols``), what it counts, its multiplier to the base unit."""

    id: str
    label: str
    label_en: str
    symbols: tuple[str, ...]
    dimension: str  # count, money, ratio, time, percent
    multiplier: Decimal = Decimal(1)
    base: str | None = None


class BodyKind(Record, frozen=True):
    """A kind of body of ontology/bodies.ttl: full name without its place (司法局), how it is written short, its type, its levels."""

    id: str
    label: str
    label_en: str
    type: str  # one of BODY_TYPES
    names: tuple[str, ...]
    levels: tuple[Level, ...] = ()
    full: str = ""  # pattern of the full name, {place} for the place: 中共{place}委员会


class WordList(Record, frozen=True):
    """A list of ontology/lexicon.ttl: words that an extractor's grammar needs, longest first; ``type`` where they are head nouns."""

    id: str
    label: str
    words: tuple[str, ...]
    type: str | None = None
