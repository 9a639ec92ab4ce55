"""A Virtuoso 7 of our own, for the time of a measure: in a folder of its own, on loopback, with an ini of its own.

In: a folder, and N-Quads files to load. Out: a SPARQL endpoint. Nothing is read from or written to the system's own database; the server
is ended with the block. ``installed()`` says whether Debian's virtuoso-opensource-7 is there at all.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.model import KgError

SERVER, CLIENT = "virtuoso-t", "isql-vt"
_START_SECONDS = 90
_LOADERS = 2
# 2.7 GB, enough for what is measured.
_BUFFERS = 340_000
_MOST_ROWS = 10_000_000
_FAILED = "ll_state <> 2 OR ll_error IS NOT NULL"
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
ServerThreads = 16
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxMemPoolSize = 400000000
StopCompilerWhenXOverRunTime = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {limit}
"""


def installed() -> bool:
    """Whether the server and its client are there."""
    return shutil.which(SERVER) is not None and shutil.which(CLIENT) is not None


@contextmanager
def virtuoso(folder: Path, limit: int, *, buffers: int = _BUFFERS, rows: int = _MOST_ROWS) -> Iterator[tuple[str, str]]:
    """A running server with an empty database: its SPARQL endpoint, and its SQL port.

    No query may take longer than ``limit`` seconds or give more than ``rows`` rows; ``buffers`` are pages of 8 KiB kept in memory.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sql, http = free_ports(2)
    ini = folder / "virtuoso.ini"
    values = {"folder": folder, "sql": sql, "http": http, "limit": limit, "rows": rows, "buffers": buffers, "dirty": buffers * 3 // 4}
    ini.write_text(_INI.format(**values), encoding="utf-8")
    with (folder / "out").open("wb") as out:
        server = subprocess.Popen([SERVER, "+foreground", "+configfile", str(ini)], cwd=folder, stdout=out, stderr=out)
    try:
        _await(server, int(http))
        yield f"http://127.0.0.1:{http}/sparql", f"127.0.0.1:{sql}"
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(30)
        if server.poll() is None:
            server.kill()
            server.wait()


def load(sql: str, files: Sequence[Path]) -> float:
    """Load N-Quads files from the server's folder and write them down; the seconds it took."""
    began = time.monotonic()
    for file in files:
        _run(sql, f"ld_dir('{file.parent}', '{file.name}', 'urn:nowhere');")
    loaders = [subprocess.Popen(_isql(sql, "rdf_loader_run();"), stdout=subprocess.DEVNULL) for _ in range(_LOADERS)]
    for loader in loaders:
        loader.wait()
    if _failed(sql):  # two loaders can lock each other out; what is there already is not added twice
        _run(sql, f"UPDATE DB.DBA.LOAD_LIST SET ll_state = 0, ll_error = NULL WHERE {_FAILED};")
        _run(sql, "rdf_loader_run();")
    _run(sql, "checkpoint;")
    if failed := _failed(sql):
        raise KgError(f"Virtuoso could not load every file: {failed}")
    return time.monotonic() - began


def _failed(sql: str) -> str:
    """The files that were not loaded, and why; "" where all were."""
    answer = _run(sql, f"SELECT CONCAT('> ', ll_file, ' ', COALESCE(ll_error, 'not begun')) FROM DB.DBA.LOAD_LIST WHERE {_FAILED};")
    return "; ".join(" ".join(line[2:].split()) for line in answer.splitlines() if line.startswith("> "))


def _isql(sql: str, command: str) -> list[str]:
    return [CLIENT, sql, "dba", "dba", f"exec={command}"]  # the password every new database has; it listens on loopback only


def _run(sql: str, command: str) -> str:
    return subprocess.run(_isql(sql, command), check=True, capture_output=True, text=True).stdout


def free_ports(count: int) -> list[int]:
    """So many ports of loopback that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the server answers."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise KgError(f"Virtuoso ended at once (exit code {server.returncode}); run {SERVER} by hand to see why")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.3)
    raise KgError(f"Virtuoso did not start within {_START_SECONDS} s")
