"""Any other store, asked over the SPARQL 1.1 protocol.

In: the address of an endpoint, with a user's name and password where it wants them (http://name:password@host/sparql). Out: results as
``kg.store.Store`` gives them, so that what asks need not know which it asks. Rows travel as SPARQL JSON results, triples as N-Triples or
Turtle. Nothing is sent but queries: a text that is no SELECT, ASK, CONSTRUCT or DESCRIBE is refused here, since some servers take an
update where they expect a query. A password goes to the server alone, and into no message.
"""

from __future__ import annotations

import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPException

import pyoxigraph as ox

from kg.model import KgError
from kg.namespaces import DERIVED_GRAPH, PREFIXES
from kg.results import Results

_JSON = "application/sparql-results+json"
_TRIPLES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE, "text/plain": ox.RdfFormat.N_TRIPLES}
# Asked for either, Virtuoso answers a CONSTRUCT with a table: so each form of query asks for its own.
_ACCEPT = {
    "SELECT": _JSON,
    "ASK": _JSON,
    "CONSTRUCT": "application/n-triples, text/turtle;q=0.8",
    "DESCRIBE": "application/n-triples, text/turtle;q=0.8",
}
_PREFIXED = re.compile(r"(?<![\w:<])([a-z]+):(?!//)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_TEXT = re.compile(r"<[^<>\s]*>|\"\"\".*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL)
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s*)*", re.IGNORECASE)
# What Virtuoso adds to its message: the whole query again. And the rows it stops at, where its operator has set a limit.
_ECHO = re.compile(r"\s*SPARQL query:.*", re.DOTALL)
_MOST_ROWS = "X-SPARQL-MaxRows"
_LONGEST_REASON = 160


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A query is not sent on to another address by itself: urllib would send it without its body."""

    def redirect_request(self, *_: object) -> None:
        return None


class Remote:
    """A SPARQL endpoint. A context manager, as a store is."""

    def __init__(self, url: str, *, timeout: float = 60) -> None:
        """``timeout`` in seconds. Raises KgError for what is no address."""
        try:
            parts = urllib.parse.urlsplit(url)
            host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
            place = f"{host}:{parts.port}" if parts.port else host
        except ValueError as error:
            raise KgError(f"{_one_line(url)}: not the address of an endpoint ({error})") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or not url.isascii() or " " in url:
            raise KgError(f"{_one_line(url)}: not the address of an endpoint; it begins with http:// or https:// and has no space")
        self.url = parts._replace(netloc=str(place), fragment="").geturl()
        self._headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "fazhi-kg"}
        if parts.username is not None:
            login = ":".join(urllib.parse.unquote(part) for part in (parts.username, parts.password or ""))
            self._headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode("ascii")
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirect)

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Nothing is held open between queries."""

    def query(self, text: str) -> Results:
        """Run a query; the prefixes of ``kg.namespaces`` need no declaration.

        Raises KgError where there is no answer, none to use, or not all of one, and for what is no query.
        """
        form = _form(text)
        kind, data = self._ask(_declared(text), _ACCEPT[form])
        try:
            if kind in _TRIPLES:
                return [quad.triple for quad in ox.parse(data, _TRIPLES[kind])]
            if "json" in kind:
                json.loads(data)  # all of it, before a row is used: a server that runs out of time breaks its answer off
            results = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
            return _yes_or_no(results) if form == "ASK" else results
        except (ValueError, SyntaxError) as error:
            if "json" in kind:
                raise KgError(f"{self.url}: its answer breaks off or is not SPARQL JSON; its time may have run out") from error
            raise KgError(f"{self.url}: answers what is no SPARQL result ({kind or 'no type'}); is it a SPARQL endpoint?") from error

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """The solutions of a SELECT query."""
        results = self.query(text)
        if not isinstance(results, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        try:
            yield from results
        except (ValueError, SyntaxError) as error:
            raise KgError(f"{self.url}: its answer is not SPARQL JSON ({_one_line(str(error))})") from error

    def is_derived(self) -> bool:
        """Whether the endpoint has what canned queries read. Raises KgError where they would not see it."""
        if bool(self.query("ASK { ?cell fz:reportingYear ?year }")):
            return True
        if bool(self.query(f"ASK {{ GRAPH <{DERIVED_GRAPH}> {{ ?s ?p ?o }} }}")):
            told = "for oxigraph: serve --union-default-graph, or end the address with ?union-default-graph"
            raise KgError(f"{self.url}: asks its default graph alone, and the named graphs hold everything; make it ask all ({told})")
        return False

    def _ask(self, text: str, accept: str) -> tuple[str, bytes]:
        body = urllib.parse.urlencode({"query": text}).encode("ascii")
        request = urllib.request.Request(self.url, body, self._headers | {"Accept": accept})
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                if limit := answer.headers.get(_MOST_ROWS):
                    raise KgError(f"{self.url}: gives no more than {limit} rows of its answer; ask for less, or its operator for more")
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            raise KgError(f"{self.url}: {_refusal(error)}") from error
        except TimeoutError as error:
            raise KgError(f"{self.url}: no answer within {self._timeout:g} seconds") from error
        except (urllib.error.URLError, HTTPException, OSError) as error:
            cause = getattr(error, "reason", None) or error
            if isinstance(cause, TimeoutError):
                raise KgError(f"{self.url}: no answer within {self._timeout:g} seconds") from error
            raise KgError(f"{self.url}: cannot be reached ({_one_line(str(cause))})") from error


def _yes_or_no(results: Results) -> Results:
    """The answer to an ASK, which Virtuoso gives as a table of one number."""
    if not isinstance(results, ox.QuerySolutions):
        return results
    cells = [term for solution in results for term in solution]
    answer = len(cells) == 1 and isinstance(cells[0], ox.Literal) and cells[0].value in ("1", "true")
    return ox.parse_query_results(json.dumps({"head": {}, "boolean": answer}), ox.QueryResultsFormat.JSON)


def _refusal(error: urllib.error.HTTPError) -> str:
    """What a server's refusal means to who asked."""
    headers: Message = error.headers
    if error.code in (301, 302, 303, 307, 308):
        return f"has moved to {_one_line(headers.get('Location') or 'nowhere')}; give that address"
    if error.code in (401, 403):
        return f"wants to know who asks (HTTP {error.code}); give http://NAME:PASSWORD@HOST/…"
    if error.code in (404, 405, 501):
        return f"is no SPARQL endpoint (HTTP {error.code}); its address often ends in /sparql or /query"
    page = headers.get_content_type() == "text/html"
    said = "" if page else _ECHO.sub("", error.read(4000).decode("utf-8", "replace"))
    return f"refuses the query (HTTP {error.code}): {_one_line(said or str(error.reason))}"


def _form(text: str) -> str:
    """The form of a query. Raises KgError for what is none, such as an update."""
    bare = _TEXT.sub(lambda match: "" if match[0][0] in "<#" else '""', text)
    word = re.match(r"\w*", bare[_prologue_end(bare) :])
    form = word[0].upper() if word else ""
    if form not in _ACCEPT:
        raise KgError(f"not a query: it begins with {_one_line(form) or 'nothing'}, and a query is SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form


def _prologue_end(bare: str) -> int:
    match = _PROLOGUE.match(bare)
    return match.end() if match else 0


def _declared(text: str) -> str:
    """The query with the prefixes it uses and does not declare."""
    bare = _TEXT.sub(" ", text)
    missing = sorted({*_PREFIXED.findall(bare)} & PREFIXES.keys() - {*_DECLARED.findall(bare)})
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in missing) + text


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_REASON else flat[: _LONGEST_REASON - 1] + "…"
