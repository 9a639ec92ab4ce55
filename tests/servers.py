"""Real SPARQL servers on loopback for the time of a test, over the N-Quads of a store: ``oxigraph serve`` and Virtuoso 7.

Each works in a folder of its own and is ended with the block. Oxigraph comes with the development environment; Virtuoso is a package of the
system, and a test that needs it is skipped where it is not installed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from benchmarks import virtuoso

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
NO_VIRTUOSO = "Virtuoso 7 is not installed: the packages virtuoso-opensource-7 of Debian and Ubuntu bring the server and its client isql-vt"
_SMALL_BUFFERS = 20_000
_START_SECONDS = 30


@contextmanager
def oxigraph_server(folder: Path, nquads: Path, *arguments: str) -> Iterator[str]:
    """The query endpoint of ``oxigraph serve`` over a file of N-Quads; ``arguments`` go to the server."""
    place = ["--location", str(folder / "oxigraph")]
    subprocess.run([str(OXIGRAPH), "load", *place, "--file", str(nquads)], check=True, capture_output=True)
    (port,) = virtuoso.free_ports(1)
    command = [str(OXIGRAPH), "serve", *place, "--bind", f"127.0.0.1:{port}", *arguments]
    with (folder / "oxigraph.out").open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        _await(server, f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.kill()
        server.wait()


@contextmanager
def virtuoso_server(folder: Path, nquads: Path, limit: int = 60, rows: int = 100_000) -> Iterator[str]:
    """The endpoint of a Virtuoso 7 over a file of N-Quads, that stops a query after ``limit`` seconds or ``rows`` rows."""
    if not virtuoso.installed():
        pytest.skip(NO_VIRTUOSO)
    with virtuoso.virtuoso(folder / "virtuoso", limit, buffers=_SMALL_BUFFERS, rows=rows) as (url, sql):
        data = folder / "virtuoso" / "data"
        data.mkdir()
        (data / nquads.name).write_bytes(nquads.read_bytes())
        virtuoso.load(sql, [data / nquads.name])
        yield url


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """An HTTP server that is no SPARQL endpoint, or a broken one: it answers each POST as told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, code: int, body: str = "", **headers: str) -> None:
    """Answer with a status, headers (an underscore is a hyphen) and a body."""
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body.encode())


def _await(server: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(URLError, OSError), urlopen(url, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{server.args!r} did not come up (exit code {server.poll()})")
