"""From a report to its facts: the finders, and the order they run in.

In: an identified ``Report``. Out: ``ReportFacts``. ``Extractors(vocabulary)`` compiles every matcher once; ``extract`` may then be called
for any number of reports, and the facts of one never depend on another.

The order: the layout first; documents, whose titles are quoted and not to be read as programs; bodies; programs; other divisions, which
stand outside the names of bodies; quantities, which refer to programs and bodies; last, which body leads which program.
"""

from __future__ import annotations

from operator import attrgetter

from kg.extract.bodies import BodyFinder
from kg.extract.documents import find_documents
from kg.extract.leads import find_leads
from kg.extract.places import DivisionFinder
from kg.extract.programs import ProgramFinder
from kg.extract.quantities import QuantityFinder
from kg.extract.quotations import marked
from kg.extract.words import Words
from kg.link import Linker
from kg.model import Report, ReportFacts
from kg.text import glossed, read_layout
from kg.vocabulary import Vocabulary


class Extractors:
    """All finders, compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._linker = Linker(vocabulary)
        self._bodies = BodyFinder(vocabulary)
        self._programs = ProgramFinder(vocabulary)
        self._divisions = DivisionFinder(vocabulary)
        self._quantities = QuantityFinder(vocabulary)
        ends, heads = self._bodies.ends, self._programs.heads
        self._words = Words({word: (ends.get(word), heads.get(word)) for word in sorted({*ends, *heads})})

    def extract(self, report: Report) -> ReportFacts:
        """Everything that is read from one report, each kind in reading order. A report with pronunciations behind its characters is
        read without them.
        """
        gloss = glossed(report.text)
        return gloss.restored(self._extract(gloss.bare(report))) if gloss else self._extract(report)

    def _extract(self, report: Report) -> ReportFacts:
        layout = read_layout(report)
        documents, no_documents = find_documents(report, layout)
        near = self._linker.surroundings(report.identity)
        words = self._words.find(layout.text)  # the ends of bodies and the heads of programs in one pass
        ends = [(start, stop, end) for start, stop, (end, _) in words if end]
        heads = [(start, stop, head) for start, stop, (_, head) in words if head]
        bodies, no_bodies = self._bodies.find(report, layout, near=near, ends=ends)
        marks = marked(layout.text)
        programs, no_programs = self._programs.find(report, layout, documents, marks=marks, heads=heads)
        measurements, no_quantities = self._quantities.find(report, layout, programs, bodies, documents, marks=marks)
        rejections = (*no_documents, *no_bodies, *no_programs, *no_quantities)
        return ReportFacts(
            report=report,
            layout=layout,
            measurements=measurements,
            programs=programs,
            bodies=bodies,
            documents=documents,
            divisions=self._divisions.find(report, layout, bodies, near=near),
            leads=find_leads(report, layout, programs, bodies),
            rejections=tuple(sorted(rejections, key=attrgetter("span", "kind", "rule"))),
        )
