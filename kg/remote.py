"""Any other store, asked over the SPARQL 1.1 protocol.

In: the address of an endpoint. Out: results as ``kg.store.Store`` gives them, so that what asks need not know which it asks. Rows travel as
SPARQL JSON results, triples as N-Triples or Turtle. Nothing is sent but the query; nothing is written.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException

import pyoxigraph as ox

from kg.model import KgError
from kg.namespaces import DERIVED_GRAPH, PREFIXES
from kg.results import Results

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.8, text/turtle;q=0.7"
_TRIPLES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE, "text/plain": ox.RdfFormat.N_TRIPLES}
_PREFIXED = re.compile(r"(?<![\w:<])([a-z]+):(?!//)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_TEXT = re.compile(r"<[^<>\s]*>|\"\"\".*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL)
_LONGEST_REASON = 160


class Remote:
    """A SPARQL endpoint. A context manager, as a store is."""

    def __init__(self, url: str, *, timeout: float = 60) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise KgError(f"{url}: not the address of an endpoint; it begins with http:// or https://")
        self.url = url
        self._timeout = timeout

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Nothing is held open between queries."""

    def query(self, text: str) -> Results:
        """Run a query; the prefixes of ``kg.namespaces`` need no declaration. Raises KgError where there is no answer, or none to use."""
        kind, data = self._ask(_declared(text))
        try:
            if kind in _TRIPLES:
                return [quad.triple for quad in ox.parse(data, _TRIPLES[kind])]
            return ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
        except (ValueError, SyntaxError) as error:
            raise KgError(f"{self.url}: answers what is no SPARQL result ({kind or 'no type'}); is it a SPARQL endpoint?") from error

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """The solutions of a SELECT query."""
        results = self.query(text)
        if not isinstance(results, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        try:
            yield from results
        except (ValueError, SyntaxError) as error:
            raise KgError(f"{self.url}: its answer breaks off or is not SPARQL JSON ({_one_line(str(error))})") from error

    def is_derived(self) -> bool:
        """Whether the endpoint has what canned queries read."""
        return bool(self.query(f"ASK {{ GRAPH <{DERIVED_GRAPH}> {{ ?s ?p ?o }} }}"))

    def _ask(self, text: str) -> tuple[str, bytes]:
        body = urllib.parse.urlencode({"query": text}).encode("ascii")
        headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "fazhi-kg"}
        request = urllib.request.Request(self.url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            reason = _one_line(error.read(4000).decode("utf-8", "replace"))
            raise KgError(f"{self.url}: refuses the query (HTTP {error.code}): {reason or error.reason}") from error
        except TimeoutError as error:
            raise KgError(f"{self.url}: no answer within {self._timeout:g} seconds") from error
        except (urllib.error.URLError, HTTPException, OSError) as error:
            cause = getattr(error, "reason", None) or error
            raise KgError(f"{self.url}: cannot be reached ({_one_line(str(cause))})") from error


def _declared(text: str) -> str:
    """The query with the prefixes it uses and does not declare."""
    bare = _TEXT.sub(" ", text)
    missing = sorted({*_PREFIXED.findall(bare)} & PREFIXES.keys() - {*_DECLARED.findall(bare)})
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in missing) + text


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_REASON else flat[: _LONGEST_REASON - 1] + "…"
