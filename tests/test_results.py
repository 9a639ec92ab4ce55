"""Results in every format, from the same rows."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Store

from kg.namespaces import PREFIXES
from kg.results import FORMATS, Results, render

ROWS = """SELECT ?program ?quote ?evidence ?none WHERE {{
  VALUES (?program ?quote ?evidence) {{
    (program:三所联动 "调解, \\"成功\\"率|达98%" "{r}a/s/1-2 {r}b/s/3-4")
    (program:法律明白人 "{long}" "{r}a/s/5-6")
  }} }}"""


def ask(text: str) -> Results:
    return Store().query(text, prefixes=PREFIXES)


def rows() -> Results:
    return ask(ROWS.format(r=PREFIXES["report"], long="基层群众遇事找法、解决问题靠法," * 8))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_values(form: str) -> None:
    text = render(rows(), form)
    assert "三所联动" in text
    assert text.endswith("\n") or form in ("json", "xml")


def test_table_is_for_reading() -> None:
    lines = render(rows(), "table").splitlines()
    assert lines[0].split() == ["program", "quote", "evidence", "none"]
    assert "program:三所联动" in lines[2]  # short, and never cut
    assert "report:a/s/1-2" in lines[2]
    assert "report:b/s/3-4" in lines[3]  # two pieces of evidence one under the other
    assert lines[-1] == "(2 rows)"


@pytest.mark.parametrize("width", [20, 60, 80])
def test_a_table_too_wide_for_the_terminal_comes_row_by_row(width: int) -> None:
    lines = render(rows(), "table", width).splitlines()
    assert lines[0] == "program   program:三所联动"
    assert lines[1] == 'quote     调解, "成功"率|达98%'
    assert lines[2:5] == ["evidence  report:a/s/1-2", "          report:b/s/3-4", ""]  # and none has no line
    assert lines[5] == "program   program:法律明白人"
    assert lines[-2:] == ["", "(2 rows)"]


def test_a_table_that_fits_stays_one() -> None:
    """A Chinese character takes two columns of a terminal."""
    results = "SELECT ?x ?y WHERE { VALUES (?x ?y) { ('三所联动' '法律明白人') } }"
    assert render(ask(results), "table", 20) == render(ask(results), "table") == "x         y\n--------  ----------\n三所联动  法律明白人\n(1 row)\n"
    assert render(ask(results), "table", 19) == "x  三所联动\ny  法律明白人\n\n(1 row)\n"
    assert render(ask(results), "csv", 5) == render(ask(results), "csv")


def test_no_rows_say_so() -> None:
    assert render(ask("SELECT ?x WHERE { ?x ?y ?z }"), "table") == "(no rows)\n"


def test_markdown_keeps_bars_and_lines_inside_cells() -> None:
    lines = render(rows(), "md").splitlines()
    assert len(lines) == 4
    assert "率\\|达" in lines[2]
    assert "a/s/1-2<br>report:b" in lines[2]


def test_json_is_the_w3c_format() -> None:
    bindings = json.loads(render(rows(), "json"))["results"]["bindings"]
    assert bindings[0]["program"] == {"type": "uri", "value": PREFIXES["program"] + "三所联动"}
    assert "none" not in bindings[0]


def test_triples_are_turtle() -> None:
    text = render(ask("CONSTRUCT { program:三所联动 skos:related program:四所一庭 } WHERE {}"), "csv")
    assert "program:三所联动" in text
    assert "@prefix skos:" in text


@pytest.mark.parametrize(("form", "expected"), [("table", "true"), ("json", '{"head":{},"boolean":true}'), ("csv", "true")])
def test_yes_or_no(form: str, expected: str) -> None:
    assert render(ask("ASK {}"), form).strip() == expected
