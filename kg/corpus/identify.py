"""Whose report it is: place, year, issuer, publication, title, each with its reason.

In: a file's text and its furniture, the vocabulary, the file's name. Out: ``Identity``. What cannot be told is None, with a sentence in
``problems``; nothing is guessed. Who is written to (市委、市政府:) is not who reports. The file's name is asked last, and only for a
six-digit code.
"""

from __future__ import annotations

import re
from typing import Final

from kg.corpus.furniture import Furniture
from kg.corpus.issuer import IssuerFinder
from kg.corpus.place import Place, PlaceFinder, Zone
from kg.corpus.title import Title, find_title, labelled_title
from kg.corpus.years import find_dating
from kg.model import Division, Identity, Level, Reason, Where
from kg.text import blanked, is_traditional
from kg.vocabulary import Vocabulary

_CODE: Final = re.compile(r"(?<!\d)([1-9]\d{5})(?!\d)")
# 市委、市政府:, 中共红河州委、红河州人民政府:, 主任、各位副主任、委员: — who is spoken to
_ADDRESSEE: Final = re.compile(
    r"[^,。;:!?\d\n]{0,40}(?:委|政府|委员会|局|厅|办公?室?|人大|委员|代表|领导|同志|主任|处|院)(?:\([^()\n]{1,12}\))?: *(?=\n|$)"
)
# The opening: as far as the subject of the first sentence can stand.
_OPENING: Final = 160


def identify(original: str, text: str, furniture: Furniture, vocabulary: Vocabulary, file_name: str) -> Identity:
    """Identify a report by its original and its working text."""
    title = find_title(text, furniture.spans) or labelled_title(furniture.titles)
    body = _body(text, title, furniture)
    dating = find_dating(text, title, furniture.dates, body)
    finder = PlaceFinder(vocabulary.divisions, text, dating.year)
    place = finder.find(_zones(text, title, furniture, body))
    place = _by_file_name(place, vocabulary, dating.year, file_name)
    issuers = IssuerFinder(vocabulary.body_labels, vocabulary.divisions, place, dating.year)
    issuer, why, problem = issuers.find(blanked(text, furniture.spans), title, furniture.sources, body)
    division = place.division
    parents = vocabulary.divisions.parents(division, dating.year) if division else ()
    reasons = [*_title_reason(title), *_place_reasons(place), *dating.reasons, *([why] if why else [])]
    return Identity(
        division=division,
        township=place.township,
        level=_level(place),
        parents=tuple(parent.name for parent in parents),
        year=dating.year,
        issuer=issuer,
        published=dating.published,
        title=_title_words(title, original, text),
        language="zh-Hant" if is_traditional(original) else "zh-Hans",
        period=dating.period,
        reasons=tuple(reasons),
        problems=tuple(words for words in (place.problem, *dating.problems, problem) if words),
    )


def _body(text: str, title: Title | None, furniture: Furniture) -> int:
    """Where the report begins, after title and furniture at the top."""
    position = title.span.end if title else 0
    again = text.find(title.words, position, position + 400) if title else -1
    if title and again >= 0:
        position = again + len(title.words)
    while True:
        found = re.compile(r"[\s?]*").match(text, position)
        position = found.end() if found else position
        inside = next((span for span in furniture.spans if span.start <= position < span.end), None)
        if inside is not None:
            position = inside.end
        elif addressee := _ADDRESSEE.match(text, position):
            position = addressee.end()
        else:
            return position


def _zones(text: str, title: Title | None, furniture: Furniture, body: int) -> list[Zone]:
    zones = [Zone(Where.TITLE, title.words, title.span.start)] if title else []
    zones += [Zone(Where.FURNITURE, item.value, item.span.start) for item in (*furniture.titles, *furniture.sources)]
    zones += [Zone(Where.FURNITURE, text[span.start : span.end], span.start) for span in furniture.spans if span.end - span.start < 400]
    zones.append(Zone(Where.BODY, text[body : body + _OPENING], body))
    last = text.rstrip()
    start = max(body, len(last) - 60)
    tail = last[start:]
    if "\n" in tail:  # a signature stands in a line of its own
        cut = tail.index("\n") + 1
        zones.append(Zone(Where.BODY, tail[cut:], start + cut))
    return zones


def _by_file_name(place: Place, vocabulary: Vocabulary, year: int | None, file_name: str) -> Place:
    """The division whose code the file's name gives, where the text names none."""
    if place.division or place.township:
        return place
    for found in _CODE.finditer(file_name):
        division = vocabulary.divisions.at(found.group(1), year)
        if division:
            return Place(division, None, Where.FILE_NAME, found.group(1))
    return place


def _level(place: Place) -> Level | None:
    if place.township:
        return Level.TOWNSHIP
    return place.division.level if place.division else None


def _title_words(title: Title | None, original: str, text: str) -> str | None:
    """The title as written, in simplified characters."""
    if title is None:
        return None
    written = original[title.span.start : title.span.end]
    return title.words if "\n" in written or " " in text[title.span.start : title.span.end] or is_traditional(written) else written


def _title_reason(title: Title | None) -> list[Reason]:
    return [Reason("title", title.words, Where.TITLE, title.words, title.span)] if title else []


def _place_reasons(place: Place) -> list[Reason]:
    if place.where is None:
        return []
    reasons = []
    if place.division:
        reasons.append(Reason("division", _named(place.division), place.where, place.quote, place.span))
    if place.township:
        reasons.append(Reason("township", place.township, place.where, place.quote, place.span))
    return reasons


def _named(division: Division) -> str:
    return f"{division.code} {division.name}"
