"""Facts to quads, as ontology/fazhi.ttl defines them.

In: one report's ``ReportFacts``, or the vocabularies, or the divisions. Out: quads, each in the one graph it belongs to:

- ``quads`` the graph of the report, named by the report: what the report is, the sentences that bear facts, and the facts;
- ``shared_quads`` graph:shared: what several reports speak of (bodies, documents, candidate programs, townships), nothing in it of this
  report but the name it uses, so that two reports of one usage make the same quads (where they differ, the store settles it);
- ``vocabulary_quads`` graph:vocabulary: ontology/*.ttl but for the shapes; ``division_quads`` graph:divisions.

How: no triple stands in two graphs and no node is blank, so sorted N-Quads of the same input are the same bytes. Values are written the
way Oxigraph gives them back (1.50 as 1.5). Nodes that recur are made once a call.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg import namespaces as ns
from kg.divisions import short_name
from kg.model import Division, FactKind, KgError, Lead, Measurement, Report, ReportFacts, Span, Status
from kg.vocabulary import Vocabulary, vocabulary_files

_CLASSES = {FactKind.OBSERVATION: "fz:Observation", FactKind.TARGET: "fz:Target", FactKind.OTHER: "fz:Norm"}


# --- one report -------------------------------------------------------------------------------------------------------------


def quads(facts: ReportFacts, vocabulary: Vocabulary) -> Iterator[Quad]:
    """The graph of one report."""
    writer = _ReportWriter(facts, vocabulary)
    writer.report()
    writer.measurements()
    writer.mentions()
    writer.adoptions()
    writer.leads()
    writer.citations()
    writer.sentences()
    return iter(writer.graph.quads)


def shared_quads(facts: ReportFacts, vocabulary: Vocabulary) -> Iterator[Quad]:
    """What a report shares with others: its bodies, documents, candidate programs and township, each described in graph:shared."""
    graph = _Graph(ns.SHARED_GRAPH)
    for body in facts.bodies:
        node = graph.node(ns.body_iri(body.id))
        graph.describe(node, "fz:Body", "skos:prefLabel", body.name)
        graph.add(node, "fz:bodyType", graph.node(ns.body_type_iri(body.type)))
        if body.kind:
            graph.add(node, "fz:bodyKind", graph.node(ns.body_kind_iri(body.kind)))
        if body.division:
            graph.add(node, "fz:division", graph.node(ns.division_iri(body.division)))
    for document in facts.documents:
        graph.describe(graph.node(ns.document_iri(document.id)), "fz:Document", "dcterms:title", document.name)
    for program in facts.programs:
        if program.status is Status.CANDIDATE and program.id not in vocabulary.programs:
            node = graph.node(ns.program_iri(program.id))
            graph.describe(node, "fz:Program", "skos:prefLabel", program.name)
            graph.add(node, "rdf:type", graph.term("skos:Concept"))
            graph.add(node, "fz:programType", graph.node(ns.program_type_iri(program.type)))
            graph.text(node, "fz:status", program.status)
    _township(graph, facts.report)
    return iter(graph.quads)


def _township(graph: _Graph, report: Report) -> None:
    identity = report.identity
    if identity.division and identity.township:
        node = graph.node(ns.township_iri(identity.division.code, identity.township))
        graph.describe(node, "fz:Division", "skos:prefLabel", identity.township)
        graph.text(node, "fz:level", "township")
        graph.add(node, "fz:parent", graph.node(ns.division_iri(identity.division.code)))


class _Graph:
    """Quads of one graph as they are added, and the nodes made so far."""

    def __init__(self, name: str) -> None:
        self.name = NamedNode(name)
        self.quads: list[Quad] = []
        self._nodes: dict[str, NamedNode] = {}

    def node(self, iri: str) -> NamedNode:
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = NamedNode(iri)
        return found

    def term(self, name: str) -> NamedNode:
        """The node of a prefixed name, ``fz:year``."""
        found = self._nodes.get(name)
        if found is None:
            prefix, local = name.split(":", 1)
            found = self._nodes[name] = NamedNode(ns.PREFIXES[prefix] + local)
        return found

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, self._nodes.get(predicate) or self.term(predicate), value, self.name))

    def text(self, subject: NamedNode, predicate: str, value: str | None, language: str | None = None) -> None:
        if value:
            self.add(subject, predicate, Literal(_sound(value), language=language))

    def number(self, subject: NamedNode, predicate: str, value: int) -> None:
        self.add(subject, predicate, Literal(value))

    def typed(self, subject: NamedNode, predicate: str, value: str, datatype: str) -> None:
        self.add(subject, predicate, Literal(value, datatype=self.term(datatype)))

    def year(self, subject: NamedNode, predicate: str, value: int | None) -> None:
        if value is not None:
            self.typed(subject, predicate, f"{value:04d}", "xsd:gYear")

    def describe(self, subject: NamedNode, cls: str, label: str, name: str) -> None:
        self.add(subject, "rdf:type", self.term(cls))
        self.text(subject, label, name, "zh")


class _ReportWriter:
    """The graph of one report in the making; the sentences that facts point to are gathered and written last."""

    def __init__(self, facts: ReportFacts, vocabulary: Vocabulary) -> None:
        identity = facts.report.identity
        self.facts = facts
        self.id = facts.report.id
        self.characters = facts.report.text
        self.graph = _Graph(ns.report_iri(self.id))
        self.node = self.graph.name
        self.place: NamedNode | None = None
        if identity.division:
            code, township = identity.division.code, identity.township
            self.place = self.graph.node(ns.township_iri(code, township) if township else ns.division_iri(code))
        self.units: dict[str, str] = {}
        for unit in vocabulary.units.values():
            for symbol in unit.symbols:
                self.units.setdefault(symbol, unit.id)
        self.spans = [sentence.span for sentence in facts.layout.sentences]
        self.starts = [span.start for span in self.spans]
        self.cited: dict[int, NamedNode] = {}

    # What every part of a report carries.

    def part(self, kind: str, key: str, cls: str) -> NamedNode:
        node = NamedNode(ns.part_iri(self.id, kind, key))
        self.graph.add(node, "rdf:type", self.graph.term(cls))
        self.graph.add(node, "fz:report", self.node)
        return node

    def at(self, node: NamedNode, span: Span) -> None:
        self.graph.number(node, "fz:begin", span.start)
        self.graph.number(node, "fz:end", span.end)

    def about(self, node: NamedNode, year: int | None) -> None:
        if self.place:
            self.graph.add(node, "fz:division", self.place)
        self.graph.year(node, "fz:year", year)

    def evidence(self, node: NamedNode, sentences: Iterable[int | None]) -> None:
        for index in sorted({s for s in sentences if s is not None}):
            sentence = self.cited.get(index)
            if sentence is None:
                sentence = self.cited[index] = NamedNode(ns.part_iri(self.id, "s", _key(self.spans[index])))
            self.graph.add(node, "fz:evidence", sentence)

    def sentence_at(self, span: Span) -> int | None:
        """The sentence in which a mention begins; None in what is no sentence (page furniture)."""
        index = bisect_right(self.starts, span.start) - 1
        return index if index >= 0 and span.start < self.spans[index].end else None

    # The parts.

    def report(self) -> None:
        report, identity, graph, node = self.facts.report, self.facts.report.identity, self.graph, self.node
        graph.add(node, "rdf:type", graph.term("fz:Report"))
        self.about(node, identity.year)
        graph.text(node, "fz:level", identity.level)
        graph.text(node, "dcterms:title", identity.title)
        graph.text(node, "fz:issuer", identity.issuer)
        if identity.published:
            graph.typed(node, "dcterms:issued", identity.published.isoformat(), "xsd:date")
        graph.text(node, "dcterms:language", identity.language)
        graph.text(node, "dcterms:source", report.source)
        graph.text(node, "fz:checksum", report.checksum)
        graph.text(node, "fz:encoding", report.encoding)
        graph.text(node, "fz:period", identity.period)
        graph.number(node, "fz:length", len(report.text))
        keys = _Keys()
        for reason in identity.reasons:
            found = NamedNode(ns.part_iri(self.id, "reason", keys.free(reason.field.replace(" ", "-"))))
            graph.add(node, "fz:identifiedBy", found)
            graph.add(found, "rdf:type", graph.term("fz:Identification"))
            graph.text(found, "fz:field", reason.field)
            graph.text(found, "fz:identifiedValue", reason.value)
            graph.text(found, "fz:where", reason.where)
            # The characters themselves: a reason quotes a title without the blanks in it, or in simplified characters.
            graph.text(found, "fz:quote", self.characters[slice(*reason.span)] if reason.span else reason.quote)
            if reason.span:
                self.at(found, reason.span)

    def measurements(self) -> None:
        keys = _Keys()
        for measurement in self.facts.measurements:
            node = self.part("q", keys.free(_key(measurement.span)), _CLASSES[measurement.kind])
            self.measurement(node, measurement)

    def measurement(self, node: NamedNode, fact: Measurement) -> None:
        graph = self.graph
        self.about(node, fact.year)
        graph.year(node, "fz:yearWritten", fact.year_written)
        graph.text(node, "fz:measure", fact.measure, "zh")
        graph.typed(node, "fz:value", decimal_text(fact.value), "xsd:decimal")
        graph.text(node, "fz:valueText", self.characters[fact.span.start : fact.span.end])
        graph.text(node, "fz:unitText", fact.unit)
        graph.text(node, "fz:qualifier", fact.qualifier)
        unit = self.units.get(fact.unit)
        if unit:
            graph.add(node, "fz:unit", graph.node(ns.unit_iri(unit)))
        if fact.indicator:
            graph.add(node, "fz:indicator", graph.node(ns.indicator_iri(fact.indicator)))
        if fact.program:
            graph.add(node, "fz:program", graph.node(ns.program_iri(fact.program)))
        if fact.body:
            graph.add(node, "fz:body", graph.node(ns.body_iri(fact.body)))
        if fact.change:
            graph.add(node, "fz:change", Literal(True))
        if fact.part:
            graph.add(node, "fz:part", Literal(True))
        self.at(node, fact.span)
        self.evidence(node, (fact.sentence,))

    def mentions(self) -> None:
        named: dict[Span, dict[str, None]] = {}
        for iri, spans in self.things():
            for span in spans:
                named.setdefault(span, {})[iri] = None
        for span in sorted(named):
            node = self.part("m", _key(span), "fz:Mention")
            for iri in named[span]:
                self.graph.add(node, "fz:mentions", self.graph.node(iri))
            self.graph.text(node, "fz:surface", self.characters[span.start : span.end])
            self.at(node, span)
            self.evidence(node, (self.sentence_at(span),))

    def things(self) -> Iterator[tuple[str, tuple[Span, ...]]]:
        yield from ((ns.program_iri(fact.id), fact.mentions) for fact in self.facts.programs)
        yield from ((ns.body_iri(fact.id), fact.mentions) for fact in self.facts.bodies)
        yield from ((ns.document_iri(fact.id), fact.mentions) for fact in self.facts.documents)
        yield from ((ns.division_iri(fact.code), fact.mentions) for fact in self.facts.divisions)

    def adoptions(self) -> None:
        leads: dict[str, list[Lead]] = {}
        for lead in self.facts.leads:
            leads.setdefault(lead.program, []).append(lead)
        for program in self.facts.programs:
            node = self.part("a", program.id, "fz:Adoption")
            self.graph.add(node, "fz:program", self.graph.node(ns.program_iri(program.id)))
            self.about(node, self.facts.report.identity.year)
            led = leads.get(program.id, [])
            for body in dict.fromkeys(lead.body for lead in led):
                self.graph.add(node, "fz:leadBody", self.graph.node(ns.body_iri(body)))
            self.evidence(node, {self.sentence_at(span) for span in program.mentions} | {lead.sentence for lead in led})

    def leads(self) -> None:
        keys = _Keys()
        for lead in dict.fromkeys(self.facts.leads):
            node = self.part("l", keys.free(_key(self.spans[lead.sentence])), "fz:Lead")
            self.graph.add(node, "fz:program", self.graph.node(ns.program_iri(lead.program)))
            self.graph.add(node, "fz:body", self.graph.node(ns.body_iri(lead.body)))
            self.about(node, self.facts.report.identity.year)
            self.evidence(node, (lead.sentence,))

    def citations(self) -> None:
        for document in self.facts.documents:
            node = self.part("c", document.id, "fz:Citation")
            self.graph.add(node, "fz:document", self.graph.node(ns.document_iri(document.id)))
            self.about(node, self.facts.report.identity.year)
            self.evidence(node, {self.sentence_at(span) for span in document.mentions})

    def sentences(self) -> None:
        graph, layout = self.graph, self.facts.layout
        for index, node in sorted(self.cited.items()):
            span = self.spans[index]
            section = layout.sections[layout.sentences[index].section]
            graph.add(node, "rdf:type", graph.term("fz:Sentence"))
            graph.add(node, "fz:report", self.node)
            self.at(node, span)
            graph.text(node, "fz:quote", self.characters[span.start : span.end])
            graph.text(node, "fz:section", " / ".join(section.path))
            graph.text(node, "fz:sectionKind", section.kind)


class _Keys:
    """Keys that are wanted twice get a number: two figures can stand on the same characters (95%以上 of this and of that)."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def free(self, key: str) -> str:
        count = self._taken[key] = self._taken.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}"


def _key(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _sound(text: str) -> str:
    """The text without half characters (lone surrogates, which no RDF can hold), its length unchanged."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def decimal_text(value: Decimal) -> str:
    """A decimal in the one form in which Oxigraph gives it back: no exponent, no zeros at the end.

    >>> decimal_text(Decimal("88.0")), decimal_text(Decimal("1E+3")), decimal_text(Decimal("-0.50"))
    ('88', '1000', '-0.5')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


# --- what is known beforehand -----------------------------------------------------------------------------------------------


def vocabulary_quads(files: Iterable[Path] | None = None) -> Iterator[Quad]:
    """ontology/*.ttl but for the shapes, or other files of a vocabulary; what stands there twice comes once."""
    graph = _Graph(ns.VOCABULARY_GRAPH)
    seen: dict[Quad, None] = {}
    for path in vocabulary_files() if files is None else files:
        try:
            for triple in parse(path=path, format=RdfFormat.TURTLE):
                if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                    raise KgError(f"{path}: has a node without a name ([ ] or ( )); give it an IRI: {triple}")
                seen[Quad(triple.subject, triple.predicate, triple.object, graph.name)] = None
        except (SyntaxError, OSError) as error:
            raise KgError(f"{path}: not readable as Turtle: {error}") from error
    program, status = graph.term("fz:Program"), graph.term("fz:status")
    known = {quad.subject for quad in seen if quad.predicate == status}
    for quad in list(seen):
        if quad.object == program and quad.predicate == graph.term("rdf:type") and quad.subject not in known:
            seen[Quad(quad.subject, status, Literal(Status.CURATED.value), graph.name)] = None
    return iter(seen)


def division_quads(divisions: Iterable[Division]) -> Iterator[Quad]:
    """Every division, one node a code: the row that stands, or stood last, gives its name and parent, earlier rows more names."""
    graph = _Graph(ns.DIVISIONS_GRAPH)
    rows = sorted(divisions, key=lambda row: (row.code, row.valid_to is None, row.valid_to or 0, row.valid_from or 0))
    for code, group in groupby(rows, key=lambda row: row.code):
        _division(graph, code, tuple(group))
    return iter(graph.quads)


def _division(graph: _Graph, code: str, rows: tuple[Division, ...]) -> None:
    first, last = min(rows, key=lambda row: row.valid_from or 0), rows[-1]
    node = graph.node(ns.division_iri(code))
    graph.describe(node, "fz:Division", "skos:prefLabel", last.name)
    for name in sorted({name for row in rows for name in (row.name, short_name(row.name), *row.aliases)} - {last.name}):
        graph.text(node, "skos:altLabel", name, "zh")
    graph.text(node, "fz:code", code)
    graph.text(node, "fz:level", last.level)
    if last.parent:
        graph.add(node, "fz:parent", graph.node(ns.division_iri(last.parent)))
    graph.year(node, "fz:validFrom", first.valid_from)
    graph.year(node, "fz:validTo", last.valid_to)
    for successor in sorted({code for row in rows for code in row.replaced_by} - {code}):
        graph.add(node, "fz:replacedBy", graph.node(ns.division_iri(successor)))
