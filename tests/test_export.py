"""Snapshots: that each can be read by what is to read it, says the same, and is the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from kg import namespaces as ns
from kg.export import ENDINGS, FORMATS, export_file, guess_format
from kg.export.network import read_network
from kg.model import KgError
from kg.store import Store


def size(path: Path) -> int:
    """How many quads the engine counts, beside which another library's count is put."""
    with Store(path) as store:
        return len(store)


def written(path: Path, form: str) -> bytes:
    output = BytesIO()
    with Store(path) as store:
        FORMATS[form](store, output)
    return output.getvalue()


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("rdfxml", "xml")])
def test_triples_are_read_by_rdflib(small_store: Path, form: str, parser: str) -> None:
    assert len(rdflib.Graph().parse(data=written(small_store, form), format=parser)) == size(small_store) > 200


@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_quads_are_read_by_rdflib_in_their_graphs(small_store: Path, form: str, parser: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(small_store, form), format=parser)
    with Store(small_store) as store:
        expected = {graph: len(store.lines(graph)) for graph in store.graphs()}
    assert {str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)} == expected
    assert sum(expected.values()) == size(small_store)


def test_nquads_are_sorted(small_store: Path) -> None:
    lines = written(small_store, "nquads").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == size(small_store)


def test_turtle_uses_short_names_and_keeps_chinese_readable(small_store: Path) -> None:
    text = written(small_store, "turtle").decode()
    assert "program:三所联动 a fz:Program" in text
    assert text.startswith("@prefix body:")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes_in_another_process(small_store: Path, form: str) -> None:
    command = [sys.executable, "-m", "kg", "export", "--format", form, "--store", str(small_store)]
    run = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert run.stdout == written(small_store, form)


CONTROL = "全年\x0b办案\x0112件\ufffe。"


def with_control_characters(path: Path) -> Path:
    """What a careless conversion leaves in a text goes into the graph as it is, and XML cannot hold it."""
    with Store(path, write=True) as store:
        graph = ns.SHARED_GRAPH
        store.load(f'<{ns.document_iri("某办法")}> <http://purl.org/dc/terms/title> "{CONTROL}"@zh <{graph}> .\n'.encode())
        store.load(f"<{ns.document_iri('某办法')}> <{ns.PREFIXES['rdf']}type> <{ns.ONTOLOGY}Document> <{graph}> .\n".encode())
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_control_characters_break_no_format(small_store: Path, form: str) -> None:
    data = written(with_control_characters(small_store), form)
    match form:
        case "turtle" | "rdfxml":
            titles = list(rdflib.Graph().parse(data=data, format=form.replace("rdfxml", "xml")).objects(None, rdflib.DCTERMS.title))
            assert any("全年" in str(title) for title in titles)
        case "graphml":
            assert any("全年" in node["label"] for _, node in nx.read_graphml(BytesIO(data)).nodes(data=True))
        case "gexf":
            assert any("全年" in node["label"] for _, node in nx.read_gexf(BytesIO(data), version="1.3").nodes(data=True))
        case _:
            assert "全年".encode() in data


def test_the_network_sums_up_what_reports_say(small_store: Path) -> None:
    with Store(small_store) as store:
        graph = read_network(store)
    edges = {(values["kind"], source, target): values for source, target, values in graph.edges(data=True)}
    assert edges["adopts", "division:980101", "program:三所联动"] == {
        "kind": "adopts", "label": "adopts", "weight": 2, "reports": 2, "first_year": 2023, "last_year": 2024,
    }  # fmt: skip
    assert edges["leads", "body:980101-青禾区司法局", "program:三所联动"]["first_year"] == 2023
    assert edges["cites", "division:980102", "document:临江市物业管理条例"]["reports"] == 1
    assert edges["states", "division:980101", "indicator:mediation-success-rate"]["reports"] == 2
    assert edges["promises", "division:980101", "indicator:mediation-success-rate"]["first_year"] == 2024
    assert edges["names", "division:980102", "division:980101"]["reports"] == 1
    assert edges["about", "report:980101-2023-aaaaaaaa", "division:980101"]["last_year"] == 2023
    assert "first_year" not in edges["part of", "body:980101-青禾区司法局", "division:980101"]
    assert len(edges) == graph.number_of_edges() == len({key for *_, key in graph.edges(keys=True)})
    assert graph.nodes["program:三所联动"] == {
        "kind": "program", "label": "三所联动", "label_en": "Three-office mediation", "type": "机制", "status": "curated",
    }  # fmt: skip
    assert graph.nodes["division:980101"] == {
        "kind": "division", "label": "青禾区", "level": "county", "code": "980101", "province": "东海省",
    }  # fmt: skip
    assert graph.nodes["report:980101-2024-cccccccc"]["label"] == "qinghe-2024.txt"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_is_read_back_as_it_was(small_store: Path, form: str) -> None:
    data = BytesIO(written(small_store, form))
    with Store(small_store) as store:
        graph = read_network(store)
    back = nx.read_graphml(data, force_multigraph=True) if form == "graphml" else nx.read_gexf(data, version="1.3")
    assert set(back.nodes) == set(graph.nodes)
    assert sorted(back.edges(data="kind")) == sorted(graph.edges(data="kind")) if form == "graphml" else len(back.edges) == len(graph.edges)
    for name, values in graph.nodes(data=True):
        assert {key: back.nodes[name][key] for key in values} == values


def test_gexf_is_valid_and_has_no_date(small_store: Path, shared_dir: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(shared_dir / "gexf-1.3" / "gexf.xsd")))
    data = written(with_control_characters(small_store), "gexf")
    schema.assertValid(etree.fromstring(data))
    assert b"lastmodifieddate" not in data
    edges = etree.fromstring(data).findall(".//{*}edge")
    assert all(edge.get("kind") for edge in edges)


def test_a_format_is_guessed_from_the_ending() -> None:
    assert {guess_format(Path(f"graph{ending}")) for ending in ENDINGS} == set(FORMATS)
    assert guess_format(Path("GRAPH.TTL")) == "turtle"
    assert guess_format(Path("graph.docx")) is None


def test_a_file_is_written_whole_or_not_at_all(small_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    with Store(small_store) as store:
        export_file(store, "nquads", target)
        assert target.read_bytes() == written(small_store, "nquads")
        with pytest.raises(KgError, match=r"nowhere/graph\.nq: cannot be written"):
            export_file(store, "nquads", tmp_path / "nowhere" / "graph.nq")
        target.unlink()
        target.mkdir()
        with pytest.raises(KgError, match=r"graph\.nq: cannot be written"):
            export_file(store, "nquads", target)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_store_without_reports_is_exported_too(tmp_path: Path) -> None:
    with Store(tmp_path / "empty", write=True) as store:
        store.save_manifest()
    for form in FORMATS:
        written(tmp_path / "empty", form)
