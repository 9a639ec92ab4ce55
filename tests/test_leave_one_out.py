"""The benchmark that takes away the words only one report has."""

from __future__ import annotations

from click.testing import CliRunner

from benchmarks.leave_one_out import main, without_own_words
from kg.extract.matching import bare_name
from kg.vocabulary import Vocabulary
from tests.accuracy.test_written import FOLDER


def test_only_what_stands_in_one_report_alone_is_taken_away(vocabulary: Vocabulary) -> None:
    own, other = bare_name("推广“三所联动”机制,落实“双随机、一公开”,巡查12趟。"), bare_name("双随机一公开全覆盖。")
    left, programs, units = without_own_words(vocabulary, own, [other])
    assert set(vocabulary.programs) - set(left.programs) == {"三所联动"}
    assert (programs, units) == (1, len(vocabulary.units) - len(left.units))
    assert not any("趟" in unit.symbols for unit in left.units.values())


def test_nothing_is_taken_away_where_others_have_it_too(vocabulary: Vocabulary) -> None:
    text = bare_name("推广“三所联动”机制。")
    left, programs, units = without_own_words(vocabulary, text, [text])
    assert (left.programs, programs, units) == (vocabulary.programs, 0, 0)


def test_the_table_has_a_row_a_report_and_one_for_all() -> None:
    gold = FOLDER / "gold" / "hukeng-2023.json"
    result = CliRunner().invoke(main, [str(gold), "--beside", str(FOLDER / "reports")])
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()[2:]] == ["hukeng-2023", "together"]


def test_a_folder_without_reports_beside_is_refused() -> None:
    gold = FOLDER / "gold"
    result = CliRunner().invoke(main, [str(gold), "--beside", str(gold)])
    assert result.exit_code == 2
    assert "holds no reports" in result.output
