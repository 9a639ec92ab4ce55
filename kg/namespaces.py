"""Prefixes, and the one place where an identifier is minted.

In: names and codes. Out: slugs, ids and IRIs as strings, deterministic and readable. pyoxigraph terms are made in ``rdf``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

ONTOLOGY = "https://w3id.org/fazhi-kg/ontology#"
DATA = "https://w3id.org/fazhi-kg/"

PREFIXES: dict[str, str] = {
    "fz": ONTOLOGY,
    "division": f"{DATA}division/",
    "report": f"{DATA}report/",
    "program": f"{DATA}program/",
    "indicator": f"{DATA}indicator/",
    "unit": f"{DATA}unit/",
    "body": f"{DATA}body/",
    "kind": f"{DATA}body-kind/",
    "document": f"{DATA}document/",
    "ptype": f"{DATA}program-type/",
    "topic": f"{DATA}topic/",
    "btype": f"{DATA}body-type/",
    "graph": f"{DATA}graph/",
    "derived": f"{DATA}derived/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}

# The types of model.PROGRAM_TYPES and model.BODY_TYPES as concepts: …/program-type/reform, …/body-type/court.
PROGRAM_TYPES: dict[str, str] = {
    "改革": "reform", "机制": "mechanism", "行动": "campaign", "品牌": "brand", "工程": "project", "平台": "platform",
    "制度": "system", "规划": "plan", "称号": "honour", "人员": "cadre", "其他": "other",
}  # fmt: skip
BODY_TYPES: dict[str, str] = {
    "政府": "government", "党委": "party-committee", "党委机构": "party-organ", "政府部门": "department", "派出机构": "local-office",
    "法院": "court", "检察院": "procuratorate", "人大": "peoples-congress", "政协": "cppcc", "议事协调机构": "coordinating-body",
    "事业单位": "public-institution", "社会组织": "social-organisation", "企业": "enterprise", "律所": "law-firm", "学校": "school",
    "其他": "other",
}  # fmt: skip

# Graphs that are not a report's: each triple stands in exactly one graph.
VOCABULARY_GRAPH = f"{DATA}graph/vocabulary"
DIVISIONS_GRAPH = f"{DATA}graph/divisions"
SHARED_GRAPH = f"{DATA}graph/shared"
DERIVED_GRAPH = f"{DATA}graph/derived"

# Kept in a slug: letters, digits and ideographs; "+" and "-" carry meaning inside program names (网格+, 三所联动+).
_NOT_SLUG = re.compile(r"[^\w+]+", re.UNICODE)
_EDGES = re.compile(r"^[-_]+|[-_]+$")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")  # such a name is its own slug, and most are
LONGEST_SLUG = 80


def slug(name: str) -> str:
    """The readable identifier of a name: punctuation and white space dropped, Latin letters in lower case, ``+`` written ``-plus-``.

    Names that differ only in quotation marks, brackets, spaces or full width have the same slug. A slug longer than 80 characters is
    cut and ends in eight hex digits of its hash, so that two long titles never meet. Raises ValueError where nothing is left.

    >>> slug("“大综合一体化”行政执法改革")
    '大综合一体化行政执法改革'
    """
    if len(name) <= LONGEST_SLUG and _PLAIN.fullmatch(name):
        return name
    bare = _NOT_SLUG.sub("", unicodedata.normalize("NFKC", name)).replace("_", "").lower()
    text = _EDGES.sub("", bare.replace("+", "-plus-"))
    if not text:
        raise ValueError(f"no identifier can be made from {name!r}")
    if len(text) > LONGEST_SLUG:
        text = f"{text[: LONGEST_SLUG - 9]}-{hashlib.sha256(bare.encode()).hexdigest()[:8]}"
    return text


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(code: str | None, year: int | None, digest: str) -> str:
    """The id of a report: place, year and eight hex digits of its text's digest, so that an edited file is another report with the same
    place.
    """
    return f"{code or '000000'}-{year or '0000'}-{digest[:8]}"


def body_id(name: str, code: str | None) -> str:
    """The id of a body: its full name, under the code of its place where it has one (four districts are called 鼓楼区)."""
    return f"{code}-{slug(name)}" if code else slug(name)


def division_iri(code: str) -> str:
    return f"{DATA}division/{code}"


def township_iri(code: str, name: str) -> str:
    """A township has no six-digit code of its own here: it is named under its county's."""
    return f"{DATA}division/{code}-{slug(name)}"


def report_iri(report: str) -> str:
    """The IRI of a report, and the name of its graph."""
    return f"{DATA}report/{report}"


def part_iri(report: str, kind: str, key: str) -> str:
    """The IRI of something inside a report: a sentence, an observation, a mention, an adoption."""
    return f"{DATA}report/{report}/{kind}/{key}"


def program_iri(program: str) -> str:
    return f"{DATA}program/{program}"


def indicator_iri(indicator: str) -> str:
    return f"{DATA}indicator/{indicator}"


def unit_iri(unit: str) -> str:
    return f"{DATA}unit/{unit}"


def body_iri(body: str) -> str:
    return f"{DATA}body/{body}"


def program_type_iri(label: str) -> str:
    return f"{DATA}program-type/{PROGRAM_TYPES[label]}"


def body_type_iri(label: str) -> str:
    return f"{DATA}body-type/{BODY_TYPES[label]}"


def body_kind_iri(kind: str) -> str:
    return f"{DATA}body-kind/{kind}"


def document_iri(document: str) -> str:
    return f"{DATA}document/{document}"


def expand(text: str) -> str | None:
    """The IRI that a person wrote whole, in angle brackets or short (``program:三所联动``); None where it is neither."""
    text = text.strip().removeprefix("<").removesuffix(">")
    if text.startswith(("http://", "https://")):
        return text
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None


def compact(iri: str) -> str:
    """The short form of an IRI by the longest prefix that fits, else the IRI as it is."""
    fitting = [(len(base), prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base) and len(iri) > len(base)]
    if not fitting:
        return iri
    _, prefix, base = max(fitting)
    return f"{prefix}:{iri[len(base) :]}"
