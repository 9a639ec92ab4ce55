"""``kg candidates``, and the way of a program from a report into the vocabulary."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kg import rdf
from kg.candidates import CandidateProgram, Suggestion, find_candidates, stub
from kg.cli import main
from kg.likeness import Sureness, Tie
from kg.namespaces import PREFIXES
from kg.resources import resource
from kg.store import Store
from kg.vocabulary import load_vocabulary

TITLE = "{place}2024年法治政府建设年度报告\n\n{place}司法局2025年1月15日\n\n一、主要做法和成效\n"
REPORTS = {
    "jiading.txt": TITLE.format(place="上海市嘉定区") + "打造“槐荫听语”调解品牌，全年调解纠纷120件。建立“三问三清”矛盾排查机制。\n",
    "liangping.txt": TITLE.format(place="重庆市梁平区") + "推广“槐荫听语”调解品牌。推行“三问三清”矛盾排查工作机制，培训调解员40人。\n",
    "shuangta.txt": TITLE.format(place="辽宁省朝阳市双塔区") + "引入“槐荫听语”调解品牌。开展“麦田普法”专项行动。\n",
}
LISTENING = PREFIXES["program"] + "槐荫听语"


def kg(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("candidates") / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(reports: Path) -> Path:
    path = reports.parent / "graph"
    assert kg("build", reports, "-o", path, "-q").exit_code == 0
    return path


def status(store: Path, program: str) -> list[str]:
    with Store(store) as graph:
        return [row["s"].value for row in graph.select(f"SELECT ?s WHERE {{ <{program}> fz:status ?s }}")]


def test_the_most_widespread_come_first(store: Path) -> None:
    with Store(store) as graph:
        found = find_candidates(graph, contexts=2)
    assert (found[0].program, found[0].name, found[0].type) == (LISTENING, "槐荫听语", "品牌")
    assert (found[0].regions, found[0].reports, found[0].first, found[0].last) == (3, 3, 2024, 2024)
    assert found[0].written == (("“槐荫听语”调解品牌", 3),)
    assert [context.region for context in found[0].contexts] == ["双塔区", "嘉定区"]
    assert "引入“槐荫听语”调解品牌" in found[0].contexts[0].quote
    assert [c.regions for c in found] == sorted((c.regions for c in found), reverse=True)


def test_two_ways_to_write_one_name_are_tied(store: Path) -> None:
    with Store(store) as graph:
        found = {c.name: c for c in find_candidates(graph)}
    (suggestion,) = found["三问三清矛盾排查机制"].suggestions
    assert (suggestion.name, suggestion.curated, suggestion.tie.rule) == ("三问三清矛盾排查工作机制", False, "head")
    assert suggestion.tie.sureness is Sureness.SURE
    assert found["槐荫听语"].suggestions == ()


def test_side_by_side_in_a_report_is_one_grade_lower(tmp_path: Path) -> None:
    text = REPORTS["jiading.txt"] + "擦亮“渡口听音”普法品牌。推出“渡口听音夜话”普法品牌。\n"
    (tmp_path / "jiading.txt").write_text(text, encoding="utf-8")
    assert kg("build", tmp_path / "jiading.txt", "-o", tmp_path / "graph", "-q").exit_code == 0
    with Store(tmp_path / "graph") as graph:
        found = {c.name: c for c in find_candidates(graph)}
    (suggestion,) = found["渡口听音"].suggestions
    assert (suggestion.name, suggestion.tie.rule, suggestion.tie.sureness) == ("渡口听音夜话", "part", Sureness.POSSIBLE)
    assert suggestion.tie.why.endswith("but 1 report speaks of both")


@pytest.mark.parametrize(("options", "regions"), [([], [3, 1, 1, 1]), (["--regions", "2"], [3]), (["--regions", "4"], []), (["--limit", "2"], [3, 1])])
def test_options(store: Path, options: list[str], regions: list[int]) -> None:
    result = kg("candidates", "--store", store, "--format", "csv", *options)
    rows = {row["program"]: int(row["regions"]) for row in csv.DictReader(io.StringIO(result.stdout))}
    assert list(rows.values()) == regions
    assert result.exit_code == 0


@pytest.mark.parametrize("form", ["text", "table", "md", "csv", "tsv", "json", "xml", "turtle"])
def test_every_format(store: Path, form: str) -> None:
    result = kg("candidates", "--store", store, "--format", form)
    assert result.exit_code == 0, result.output
    assert "槐荫听语" in result.stdout and "三问三清" in result.stdout
    if form == "json":
        bindings = json.loads(result.stdout)["results"]["bindings"]
        assert {b["sure"]["value"] for b in bindings if "sure" in b} == {"sure"}
    assert result.stdout == kg("candidates", "--store", store, "--format", form).stdout


@pytest.mark.parametrize("where", ["option", "environment", "pasted"])
def test_after_pasting_and_building_it_is_curated(reports: Path, store: Path, tmp_path: Path, where: str) -> None:
    """The whole way: found by form, stub, vocabulary, build; the identifier stays, and the graph is valid."""
    assert status(store, LISTENING) == ["candidate"]
    stubs = kg("candidates", "--store", store, "--regions", "2", "--turtle").stdout
    path = store.parent / f"graph-{where}"  # beside the reports as before: a store knows its files by their way from it
    shutil.copytree(store, path)
    if where == "pasted":
        # As in a checkout, where ontology/ is what one edits.
        shutil.copytree(resource("ontology"), tmp_path / "ontology")
        with (tmp_path / "ontology" / "programs.ttl").open("a", encoding="utf-8") as file:
            file.write(stubs)
        vocabulary = load_vocabulary(tmp_path / "ontology")
        assert vocabulary.programs["槐荫听语"].type == "品牌"
        assert (ox.NamedNode(LISTENING), ox.Literal("curated")) in {(q.subject, q.object) for q in rdf.vocabulary_quads(vocabulary.files)}
        return
    mine = tmp_path / "mine.ttl"
    mine.write_text(stubs, encoding="utf-8")
    given: list[str | Path] = ["--vocabulary", mine] if where == "option" else []
    environment = {"KG_VOCABULARY": str(mine)} if where == "environment" else {}
    built = kg("build", reports, "-o", path, *given, **environment)
    assert "3 changed" in built.stdout, built.output
    assert status(path, LISTENING) == ["curated"]
    assert "槐荫听语" not in kg("candidates", "--store", path).stdout
    if where == "environment":
        return
    shared = kg("query", "shared-programs", "--store", path, "--regions", "3", "--format", "csv").stdout
    assert "槐荫听语,品牌,curated" in shared
    assert kg("validate", "--store", path).stdout.endswith("valid\n")
    assert f"own words   {mine}\n" in kg("info", "--store", path).stdout
    # Without one's own words the program is a candidate again, and that is said.
    again = kg("build", reports, "-o", path, "-q")
    assert again.exit_code == 0
    assert f"goes without; to have them: --vocabulary {mine}\n" in again.stderr
    assert status(path, LISTENING) == ["candidate"]


def test_another_name_for_a_known_program(reports: Path, tmp_path: Path) -> None:
    """What the comment of a suggested merge says, taken up: the names become one program's."""
    mine = tmp_path / "words"
    mine.mkdir()
    text = f'@prefix skos: <{PREFIXES["skos"]}> .\n<{PREFIXES["program"]}三所联动> skos:altLabel "槐荫听语"@zh .\n'
    (mine / "names.ttl").write_text(text, encoding="utf-8")
    built = kg("build", reports, "-o", tmp_path / "graph", "-q", "--vocabulary", mine)
    assert built.exit_code == 0, built.output
    assert status(tmp_path / "graph", LISTENING) == []
    assert "三所联动" in kg("query", "shared-programs", "--store", tmp_path / "graph", "--regions", "3", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file or folder of words"),
        ("<urn:a> <urn:b", "not readable as Turtle: Parser error at line 1 "),
        ("a fz:Program .", "not readable as Turtle"),
        (f"<{PREFIXES['program']}甲> a <{PREFIXES['fz']}Program> .", "no skos:prefLabel in zh"),
        (f'<{PREFIXES["program"]}三所联动> <{PREFIXES["skos"]}prefLabel> "另一个名字"@zh .', "has two skos:prefLabel in zh"),
        ("<urn:a> <urn:b> [] .", "has a node without a name"),
    ],
)
def test_wrong_words_are_one_line(reports: Path, tmp_path: Path, content: str | None, message: str) -> None:
    mine = tmp_path / "mine.ttl"
    if content is not None:
        mine.write_text(content, encoding="utf-8")
    result = kg("build", reports, "-o", tmp_path / "graph", "--vocabulary", mine)
    assert result.exit_code == 1, result.output
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_empty_folder_of_words_is_said(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = kg("extract", reports / "jiading.txt", "--vocabulary", tmp_path / "empty")
    assert result.exit_code == 1
    assert "holds no *.ttl file" in result.stderr


@pytest.mark.parametrize(
    "name", ['他说"好"', "甲\\乙", "甲\n乙", "“甲”\r\n# 乙", "老井 评理", "1+3+N", "}", "<a>", "甲'乙", "\u2028甲乙丙丁戊己庚", "甲\t乙"]
)
def test_any_name_makes_turtle(name: str) -> None:
    """Whatever a report's characters are, a stub is Turtle that says just that name."""
    other = Suggestion(PREFIXES["program"] + "x", name, True, Tie("part", f"{name} is a part of it", Sureness.LIKELY))
    candidate = CandidateProgram(PREFIXES["program"] + "y", name, "品牌", PREFIXES["ptype"] + "brand", 2, 3, 2020, 2021, ((name, 3),), (other,), ())
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("fz", "skos"))
    triples = list(ox.parse(prefixes + stub(candidate), format=ox.RdfFormat.TURTLE))
    labels = {t.object.value for t in triples if t.predicate.value == PREFIXES["skos"] + "prefLabel" and isinstance(t.object, ox.Literal)}
    assert labels == {name}
    assert {t.subject for t in triples} == {ox.NamedNode(PREFIXES["program"] + "y")}
