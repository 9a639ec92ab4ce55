"""kg.corpus.decode and kg.corpus.files: bytes to text, folders to sources."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Problem, read_sources
from kg.corpus.decode import decode
from kg.model import KgError, Source

SIMPLIFIED = "2024年,全区各部门认真落实法治政府建设任务。\n一、主要工作\n全年办理行政复议案件45件,办结率达98%。\n"
TRADITIONAL = "2024年,全區各部門認真落實法治政府建設任務。\n一、主要工作\n全年辦理行政復議案件45件,辦結率達98%。\n"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_encodings(text: str, encoding: str, mark: bytes, found: str) -> None:
    assert decode(mark + text.encode(encoding), "r.txt") == (text, found)


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5"), "r.txt") == (TRADITIONAL, "big5")


def test_newlines_are_those_of_a_text_file(tmp_path: Path) -> None:
    data = SIMPLIFIED.replace("\n", "\r\n").encode() + "末行\r又一行\n".encode()
    (tmp_path / "r.txt").write_bytes(data)
    assert decode(data, "r.txt")[0] == (tmp_path / "r.txt").read_text(encoding="utf-8")


@given(st.text(alphabet="区政府办案件年月日0123456789,。\r\n 的一是", min_size=1))
def test_text_is_what_python_reads(text: str) -> None:
    data = (SIMPLIFIED + text).encode()
    lines = codecs.decode(data, "utf-8").replace("\r\n", "\n").replace("\r", "\n")
    assert decode(data, "r.txt")[0] == lines


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "r.txt: is empty"),
        (b" \r\n\t ", "r.txt: holds nothing but white space"),
        (b"\x89PNG\r\n\x1a\n\0\0", "r.txt: is a PNG image, not text"),
        (b"%PDF-1.7 ...", "r.txt: is a PDF document, not text"),
        (b"PK\x03\x04\x14\0", "r.txt: is a ZIP archive or an Office document, not text"),
        (b"abc\0def", "r.txt: is a binary file, not text"),
        (b"\xff\xfe\x00", "r.txt: marked as utf-16, but broken at byte 0"),
        (b"\x80\x81\xff\xfe\xfd" * 9, "r.txt: is not in UTF-8 (byte 0), GB18030 or Big5"),
        (b"Annual report on the rule of law, 2024.", "r.txt: does not look like Chinese text; convert it to UTF-8"),
        (SIMPLIFIED.encode("gb18030").decode("latin-1").encode(), "r.txt: does not look like Chinese text"),
        ((SIMPLIFIED * 5).encode().decode("gb18030", errors="replace").encode(), "r.txt: does not look like Chinese text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(KgError) as caught:
        decode(data, "r.txt")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_files_and_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    found = list(read_sources([tmp_path, tmp_path / "a.txt", tmp_path / "notes.md"]))
    assert found == [
        Source("a.txt", b"a.txt"),
        Source("b.txt", b"b.txt"),
        Source("sub/c.TXT", b"sub/c.TXT"),
        Source("notes.md", b"notes.md"),
    ]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(read_sources([tmp_path])) == []


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"gone\.txt: no such file or folder"):
        list(read_sources([tmp_path / "gone.txt"]))


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert list(read_sources([tmp_path])) == [Problem("a.txt", "cannot be read: Permission denied"), Source("b.txt", "乙".encode())]
