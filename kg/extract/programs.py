"""The programs a report speaks of: curated ones by their names, others by their form.

In: a report, its layout, the documents it cites. Out: one ``ProgramFact`` a program with every mention, in the order of their first
mentions, and ``Rejection`` values for what was looked at and left out.

How: a name of the vocabulary counts wherever it stands outside 《titles》 and page furniture, quotation marks and blanks aside; ambiguous
names (“三项制度”) only where quotation marks set them apart, short ones (行政执法监督员) only where the report names the program otherwise
too. Then quotations and noun phrases are judged by form (``candidates``, ``unquoted``). Where both see the same words:
  “三所联动”              the whole quotation is a curated name            the curated program, tail included (“三所联动”工作机制)
  “三所联动+”模式         the quotation is a curated name and a trifle     the curated program
  “三所联动 驻链我嘉”品牌  the quotation is much more than a curated name   its own program; the short name inside is no mention
  综合查一次改革           no quotation marks                               the curated program
A candidate quoted once is known by the same words everywhere else in the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import Final

from kg import namespaces as ns
from kg.extract import formulas
from kg.extract.candidates import Candidate, QuotedFinder
from kg.extract.lexicon import Lexicon
from kg.extract.matching import BareText, Coverage, Match, NameMatcher, bare_name, bare_text
from kg.extract.quotations import Marked, Places, marked
from kg.extract.unquoted import UnquotedFinder
from kg.model import DocumentFact, Layout, Program, ProgramFact, Rejection, Report, Span, Status
from kg.record import replace
from kg.vocabulary import Vocabulary

# What may be added to a curated name inside quotation marks without making it another program.
_TRIFLE: Final = re.compile(r"\+|新时代|新|升级版|[2-9]\.0版?|制度|机制|模式|工作法|工作|活动|改革|规划|工程|式|版|社区")
_PLACE: Final = re.compile(
    r"(?:[^\W\d]{2,8}[省市区县州盟旗]|(?:全国|国家|全?[省市区县])级?)(?:[^\W\d]{2,4}系统)?|第[一二三四五六七八九十]批"
)
# What is handled in some way may be counted: 全程网办率.
_HANDLED: Final = ("办", "办理", "办事", "审批")
_ITEM_EDGES: Final = frozenset('“”‘’"、 ')
# What makes the name of a reform part of a plan's title that stands without brackets: 法治领域改革|纲要(2023—2027年).
_TITLED: Final = re.compile(r"(?:实施|总体|行动)?(?:纲要|规划|方案|意见)[(](?:19|20)\d\d")
# A label at least this long is the program's name without quotation marks too.
_KNOWN_UNQUOTED: Final = 4


class _Needs(Enum):
    """What a name of the vocabulary needs to count."""

    NOTHING = 0
    MARKS = 1
    COMPANY = 2


class _Found:
    """A program being gathered."""

    def __init__(self, program: str, name: str, kind: str, status: Status) -> None:
        self.id, self.name, self.type, self.status = program, name, kind, status
        self.mentions: set[Span] = set()
        self.rules: set[str] = set()

    def fact(self) -> ProgramFact:
        return ProgramFact(self.id, self.name, self.status, self.type, _disjoint(self.mentions), tuple(sorted(self.rules)))


class ProgramFinder:
    """Finds programs by the names of one vocabulary, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._programs = vocabulary.programs
        self._reforms = {program.id for program in vocabulary.programs.values() if program.type == "改革"}
        self._names: NameMatcher[tuple[str, _Needs]] = NameMatcher(_names(vocabulary.programs.values()))
        lexicon = Lexicon(vocabulary.word_lists)
        self._quoted = QuotedFinder(lexicon)
        self._unquoted = UnquotedFinder(lexicon)
        self.heads = self._unquoted.heads

    def find(
        self,
        report: Report,
        layout: Layout,
        documents: Sequence[DocumentFact],
        *,
        marks: Marked | None = None,
        heads: Iterable[tuple[int, int, str]] | None = None,
    ) -> tuple[tuple[ProgramFact, ...], tuple[Rejection, ...]]:
        """Every program of a report, and what was left out. ``marks`` are those of the layout's text, and ``heads`` the places of the words
        of ``self.heads`` in it, where they are known.
        """
        text = layout.text
        marks = marks or marked(text)
        masked = sorted({*marks.titles, *report.furniture, *(span for document in documents for span in document.mentions)})
        hidden = Coverage(len(text), masked)
        quotes = [quote for quote in marks.quotations if not hidden.touches(quote.span)]
        places = Places(quotes)
        bare = bare_text(text, masked)
        curated = self._curated(text, bare, places)
        candidates, rejections = self._quoted.find(text, quotes, [match.span for match in curated])
        accepted, curated = _settle(curated, candidates)
        taken = hidden.with_more([*[m.span for m in curated], *[c.span for c in accepted]])
        loose, not_loose = self._unquoted.find(text, layout, taken, heads)
        found = self._gather(text, bare, places, curated, [*accepted, *loose])
        named = Coverage(len(text), [span for fact in found for span in fact.mentions])
        left = (r for r in (*rejections, *not_loose) if not named.touches(r.span))
        return tuple(found), tuple(sorted(left, key=lambda r: (r.span, r.rule)))

    def _curated(self, text: str, bare: BareText, places: Places) -> list[Match[str]]:
        """Where names of the vocabulary stand, quotation marks that belong to them included."""
        found: list[tuple[Match[str], _Needs]] = []
        for match in self._names.find(bare, text):
            program, needs = match.keys[0]
            if needs is _Needs.MARKS and not (match.span in places.contents or _is_item(text, match.span, places)):
                unmarked = [key for key in match.keys if key[1] is not _Needs.MARKS]
                if not unmarked:
                    continue
                program, needs = unmarked[0]
            if not self._is_other(program, match, text):
                around = places.around(match.span)
                whole = around != match.span and _is_same(match.name, bare_name(text[around.start : around.end]))
                found.append((Match(around if whole else places.with_marks(match.span), match.name, (program,)), needs))
        return _owned(found)

    def _is_other(self, program: str, match: Match[tuple[str, _Needs]], text: str) -> bool:
        """Whether the name of a reform goes on as the title of a plan, or a manner of handling as a share."""
        end = match.span.end + text.startswith("”", match.span.end)
        if match.name.endswith(_HANDLED) and formulas.SHARE.match(text, end):
            return True
        return program in self._reforms and _TITLED.match(text, match.span.end) is not None

    def _gather(
        self, text: str, bare: BareText, places: Places, curated: Sequence[Match[str]], candidates: Sequence[Candidate]
    ) -> list[ProgramFact]:
        """One fact a program, with every mention."""
        found: dict[str, _Found] = {}
        for match in curated:
            program_id = match.keys[0]
            if program_id not in found:
                program = self._programs[program_id]
                found[program_id] = _Found(program_id, program.label, program.type, Status.CURATED)
                found[program_id].rules.add("vocabulary")
            found[program_id].mentions.add(match.span)
        taken = Coverage(len(text), [match.span for match in curated])
        named = [(c, ns.slug(c.name)) for c in _named_alike(candidates) if c.rule == "joint" or not taken.touches(c.span)]
        longer = _LongerNames(curated)
        for candidate, own in named:
            program_id = longer.of(candidate) or own
            if program_id not in found:
                found[program_id] = _Found(program_id, candidate.name, candidate.type, Status.CANDIDATE)
            found[program_id].mentions.add(candidate.span)
            found[program_id].rules.add(candidate.rule)
        taken.update([candidate.span for candidate, _ in named])
        for program_id, span in _repeated(text, bare, places, named):
            if program_id in found and not taken.touches(span):
                found[program_id].mentions.add(span)
        return sorted((entry.fact() for entry in found.values()), key=lambda f: (f.mentions[0], f.id))


def _owned(found: Sequence[tuple[Match[str], _Needs]]) -> list[Match[str]]:
    """Matches with the program that each means in this report: a short name needs another name beside it; a name that needs quotation
    marks means the program whose longer name holds it, where only that one is named in full (“一件事” after 一件事一次办).
    """
    named: dict[str, set[str]] = {}
    for match, needs in found:
        if needs is _Needs.NOTHING:
            named.setdefault(match.keys[0], set()).add(match.name)
    marked = {match.keys[0] for match, needs in found if needs is _Needs.MARKS}
    owned = []
    for match, needs in found:
        own = match.keys[0]
        if needs is _Needs.COMPANY and own not in named and own not in marked:
            continue
        if needs is _Needs.MARKS and own not in named:
            own = next((program for program in sorted(named) if any(match.name in name for name in named[program])), own)
        owned.append(match if own == match.keys[0] else Match(match.span, match.name, (own,)))
    return owned


def _settle(curated: Sequence[Match[str]], candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Match[str]]]:
    """Part what quotations and the vocabulary both claim: the candidates that stay, and the curated matches that stay."""
    accepted: list[Candidate] = []
    matches: dict[int, Match[str]] = dict(enumerate(curated))
    starts = [match.span.start for match in curated]
    ends = [match.span.end for match in curated]
    for candidate in candidates:
        if candidate.rule == "joint":
            accepted.append(candidate)
            continue
        inside = candidate.content or candidate.span
        rivals = [i for i in _beside(starts, ends, inside) if i in matches]
        items = [i for i in rivals if _is_listed(matches[i].name, candidate)] if "、" in candidate.name else []
        if items:
            if len(items) == 1:  # “首违不罚、轻微免罚” is one of the variants of 首违不罚; “三项制度、四张清单” are two
                matches[items[0]] = Match(_hull(matches[items[0]].span, candidate.span), matches[items[0]].name, matches[items[0]].keys)
            continue
        if not rivals and candidate.rule != "tail":
            accepted.append(candidate)
            continue
        owner = next((i for i in rivals if matches[i].span.covers(inside) or _is_same(matches[i].name, candidate.label)), None)
        if owner is not None:
            matches[owner] = Match(_hull(matches[owner].span, candidate.span), matches[owner].name, matches[owner].keys)
            # A short name in the tail (“三证合一”工商登记制度改革) is part of this one.
            for i in range(owner + 1, len(curated)):
                if not matches[owner].span.overlaps(curated[i].span):
                    break
                matches.pop(i, None)
        else:
            # A short name in the tail of another (“三调衔接”消费纠纷多元化解机制) is part of it too.
            for i in _beside(starts, ends, candidate.span):
                if i in rivals or (candidate.rule == "tail" and candidate.span.covers(curated[i].span)):
                    matches.pop(i, None)
            accepted.append(candidate)
    return accepted, list(matches.values())


def _beside(starts: Sequence[int], ends: Sequence[int], span: Span) -> range:
    """Which of the stretches with these starts and ends, in reading order, overlap a span."""
    first = last = bisect_right(ends, span.start)
    while last < len(starts) and starts[last] < span.end:
        last += 1
    return range(first, last)


def _repeated(text: str, bare: BareText, places: Places, named: Sequence[tuple[Candidate, str]]) -> list[tuple[str, Span]]:
    """Other places of the words of candidates, given with their ids: the label in quotation marks, or long enough to be known without
    them.
    """
    names = [(words, program) for c, program in named for words in (c.label, bare_name(c.name)) if words]
    return [
        (match.keys[0], places.with_marks(match.span))
        for match in NameMatcher(names).find(bare, text)
        if match.span in places.contents or len(match.name) >= _KNOWN_UNQUOTED
    ]


def _names(programs: Iterable[Program]) -> list[tuple[str, tuple[str, _Needs]]]:
    """Every name with the id of its program, and what it needs to count."""
    ordered = sorted(programs, key=lambda p: p.id)
    return [
        *((name, (p.id, _Needs.MARKS)) for p in ordered for name in p.quoted_names),
        *((name, (p.id, _Needs.NOTHING)) for p in ordered for name in p.names),
        *((name, (p.id, _Needs.COMPANY)) for p in ordered for name in p.short_names),
    ]


def _is_item(text: str, span: Span, places: Places) -> bool:
    """Whether a span is one item of a list inside a quotation (“三项制度、四张清单”)."""
    bounded = text[span.start - 1 : span.start] in _ITEM_EDGES and text[span.end : span.end + 1] in _ITEM_EDGES
    return bounded and places.around(span) != span


def _is_listed(name: str, candidate: Candidate) -> bool:
    """Whether a curated name is one of the items of a list that was quoted as one, with nothing behind it."""
    return candidate.rule != "tail" and any(_is_same(name, bare_name(item)) for item in candidate.name.split("、"))


def _hull(a: Span, b: Span) -> Span:
    return Span(min(a.start, b.start), max(a.end, b.end))


def _is_same(name: str, label: str) -> bool:
    """Whether a quoted label is a curated name, or the name with a trifle or a place added (“三所联动+”, “新时代枫桥经验”)."""
    if label.endswith(name):
        rest = label.removesuffix(name)
        return not rest or bool(_TRIFLE.fullmatch(rest) or _PLACE.fullmatch(rest))
    return label.startswith(name) and bool(_TRIFLE.fullmatch(label.removeprefix(name)))


class _LongerNames:
    """Names of curated programs, asked for the first that ends in an unquoted candidate (为民办实事项目 of 法治为民办实事项目)."""

    def __init__(self, curated: Sequence[Match[str]]) -> None:
        named: dict[str, str] = {}
        for match in curated:
            named.setdefault(match.name, match.keys[0])
        self._programs = list(named.values())
        self._names = "".join([f"{name}\n" for name in named])  # one text, so that all are looked through at once

    def of(self, candidate: Candidate) -> str | None:
        """The program whose name ends so."""
        ending = "" if candidate.label else bare_name(candidate.name)
        if len(ending) <= _KNOWN_UNQUOTED:
            return None
        place = self._names.find(ending + "\n")
        return self._programs[self._names.count("\n", 0, place)] if place >= 0 else None


def _named_alike(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates under one name where they are one program, in reading order: the same words quoted (“三调联动”, “三调联动”机制) take the
    name of the first with a tail, a name without quotation marks that ends another takes the longer one.
    """
    ordered = [(candidate, _core(candidate)) for candidate in sorted(candidates, key=lambda c: c.span)]
    by_label: dict[str, Candidate] = {}
    for candidate, core in ordered:
        known = by_label.get(core)
        if known is None or (known.rule != "tail" and candidate.rule == "tail"):
            by_label[core] = candidate
    loose = sorted({c.name for c, _ in ordered if not c.label}, key=lambda name: (-len(name), name))
    alike = []
    for candidate, core in ordered:
        chosen = by_label[core]
        name = chosen.name if candidate.label else next(n for n in loose if n.endswith(candidate.name))
        same = name == candidate.name and chosen.type == candidate.type
        alike.append(candidate if same else replace(candidate, name=name, type=chosen.type))
    return alike


def _core(candidate: Candidate) -> str:
    return candidate.label.rstrip("+") or bare_name(candidate.name)


def _disjoint(spans: Collection[Span]) -> tuple[Span, ...]:
    """Spans in reading order, of overlapping ones the longest."""
    if len(spans) < 2:
        return tuple(spans)
    ordered = sorted(spans)
    if all(a.end <= b.start for a, b in pairwise(ordered)):
        return tuple(ordered)
    chosen: list[Span] = []
    for span in sorted(ordered, key=lambda s: s.start - s.end):
        if not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen))
