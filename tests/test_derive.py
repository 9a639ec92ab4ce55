"""graph:derived: made step by step it is the graph made at once, and nothing in it stands elsewhere."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import namespaces as ns
from kg.derive import STATE, derive, drop, is_derived, load_definitions
from kg.manifest import Entry
from kg.model import KgError
from kg.store import Store, serialise
from tests.small_graph import load_trig

DEFINITIONS = load_definitions()
FZ = ns.ONTOLOGY
CASES_OF_2024 = ns.report_iri("980101-2024-cccccccc")


def derived(store: Store) -> set[bytes]:
    return store.lines(ns.DERIVED_GRAPH)


@pytest.fixture
def pair(tmp_path: Path, pair_store: Path) -> Path:
    """The store of the pair, to write in."""
    return Path(shutil.copytree(pair_store, tmp_path / "pair"))


# --- a report that comes, goes or changes -----------------------------------------------------------------------------------

PLACES = ("980101", "980102")
PROGRAMS = ("三所联动", "法律明白人", "四所一庭")
INDICATORS = ("mediation-cases", "mediation-succeeded", "mediation-success-rate")

BODIES = ("980101-青禾区司法局", "980101-青禾区人民法院")

Said = tuple[set[str], list[tuple[str, int]], list[tuple[str, int, str]], set[str], set[tuple[str, str]], bool]

facts = st.tuples(
    st.sets(st.sampled_from(PROGRAMS)),
    st.lists(st.tuples(st.sampled_from(INDICATORS), st.integers(0, 2000)), max_size=4),
    st.lists(st.tuples(st.sampled_from(INDICATORS), st.integers(0, 2000), st.sampled_from(["", "over", "under", "about"])), max_size=2),
    st.sets(st.sampled_from(["甲条例", "乙办法"])),
    st.sets(st.tuples(st.sampled_from(BODIES), st.sampled_from(PROGRAMS)), max_size=2),
    st.booleans(),  # whether its neighbour is named, and the year of its figures miswritten
)
reports = st.dictionaries(st.tuples(st.sampled_from(PLACES), st.integers(2021, 2024)), facts, max_size=5)


def graph_of(place: str, year: int, said: Said) -> bytes:
    """The graph of a report that says so much, in the shape of ``kg.rdf``."""
    programs, figures, promises, documents, leads, odd = said
    report = ns.report_iri(f"{place}-{year}-00000000")
    lines: list[str] = []
    count = itertools.count()

    def node(kind: str, key: str, cls: str, **properties: str) -> None:
        iri = f"{report}/{kind}/{key}"
        begin = next(count)
        about = {"report": f"<{report}>", "division": f"<{ns.division_iri(place)}>", "year": gyear(year), "evidence": f"<{report}/s/0-9>"}
        said = about | {"begin": number(begin), "end": number(begin + 1)} | properties
        lines.append(f"<{iri}> <{ns.PREFIXES['rdf']}type> <{FZ}{cls}> <{report}> .\n")
        lines.extend(f"<{iri}> <{FZ}{name}> {value} <{report}> .\n" for name, value in said.items())

    lines.append(f"<{report}> <{ns.PREFIXES['rdf']}type> <{FZ}Report> <{report}> .\n")
    lines.append(f"<{report}> <{FZ}division> <{ns.division_iri(place)}> <{report}> .\n")
    lines.append(f"<{report}> <{FZ}year> {gyear(year)} <{report}> .\n")
    for program in sorted(programs):
        node("a", program, "Adoption", program=f"<{ns.program_iri(program)}>")
    for n, (indicator, value) in enumerate(figures):
        more = {"yearWritten": gyear(year + 20)} if odd else {}
        node("q", f"{n}", "Observation", indicator=f"<{ns.indicator_iri(indicator)}>", value=decimal(value), measure='"数"@zh', **more)
    for n, (indicator, value, qualifier) in enumerate(promises):
        more = {"qualifier": f'"{qualifier}"'} if qualifier else {}
        target = {"indicator": f"<{ns.indicator_iri(indicator)}>", "value": decimal(value), "measure": '"数"@zh', "year": gyear(year + 1)}
        node("q", f"t{n}", "Target", **target, **more)
    for document in sorted(documents):
        node("c", document, "Citation", document=f"<{ns.document_iri(document)}>")
    for body, program in sorted(leads):
        node("l", f"{body}/{program}", "Lead", body=f"<{ns.PREFIXES['body']}{body}>", program=f"<{ns.program_iri(program)}>")
    if odd:
        node("m", "0", "Mention", mentions=f"<{ns.division_iri(next(other for other in PLACES if other != place))}>")
    return "".join(lines).encode()


def gyear(year: int) -> str:
    return f'"{year}"^^<{ns.PREFIXES["xsd"]}gYear>'


def number(value: int) -> str:
    return f'"{value}"^^<{ns.PREFIXES["xsd"]}integer>'


def decimal(value: int) -> str:
    return f'"{value}"^^<{ns.PREFIXES["xsd"]}decimal>'


def put(store: Store, said: dict[tuple[str, int], bytes], version: int) -> None:
    """Make the store hold these reports, and its manifest say that what is new or changed was built as this version."""
    kept = {ns.report_iri(f"{place}-{year}-00000000") for place, year in said}
    store.exchange((), (), [graph for graph in store.graphs() if graph.startswith(ns.PREFIXES["report"]) and graph not in kept])
    entries = store.manifest.entries
    for (place, year), nquads in said.items():
        report = f"{place}-{year}-00000000"
        new = set(nquads.splitlines(keepends=True))
        if store.lines(ns.report_iri(report)) != new:
            store.replace_graph(ns.report_iri(report), nquads)
            entries[report] = Entry(report, "0" * 64, report, f"version {version}", written=True)
    for report in [name for name in entries if ns.report_iri(name) not in kept]:
        del entries[report]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented vocabularies and divisions, and no report."""
    path = load_trig(tmp_path_factory.mktemp("bare") / "graph", "small.trig", "pair.trig")
    with Store(path, write=True) as store:
        drop(store)
        store.exchange((), (), [graph for graph in store.graphs() if graph.startswith(ns.PREFIXES["report"])])
    return path


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(reports, min_size=2, max_size=4))
def test_step_by_step_is_the_same_as_afresh(
    tmp_path_factory: pytest.TempPathFactory, bare: Path, history: list[dict[tuple[str, int], Said]]
) -> None:
    path = tmp_path_factory.mktemp("history") / "graph"
    shutil.copytree(bare, path)
    with Store(path, write=True) as store:
        for version, said in enumerate(history):
            put(store, {key: graph_of(*key, facts) for key, facts in said.items()}, version)
            derive(store, DEFINITIONS)
        stepwise = derived(store)
        derive(store, DEFINITIONS, afresh=True)
        assert stepwise == derived(store)
        assert bool(stepwise) == bool(history[-1])


def test_only_what_is_touched_is_derived_again(pair: Path) -> None:
    with Store(pair, write=True) as store:
        before = derived(store)
        assert derive(store).divisions == 0
        store.exchange((), (), [ns.report_iri("980102-2024-eeeeeeee")])
        assert derive(store).divisions == 1
        after = derived(store)
        gone, come = before - after, after - before
        assert all(b"980102" in line or b"/derived/total/" in line for line in gone)
        assert all(b"/derived/total/" in line for line in come)
        derive(store, afresh=True)
        assert derived(store) == after


# --- what it is -------------------------------------------------------------------------------------------------------------


def test_what_is_dropped_is_made_again_the_same(pair: Path) -> None:
    with Store(pair, write=True) as store:
        before = derived(store)
        assert is_derived(store)
        drop(store)
        assert not derived(store)
        assert not is_derived(store)
        assert not (pair / STATE).exists()
        assert derive(store).triples == len(before)
        assert derived(store) == before


def test_no_triple_stands_in_two_graphs_and_no_node_is_blank(pair_store: Path) -> None:
    with Store(pair_store) as store:
        seen: set[tuple[object, ...]] = set()
        for quad in store.quads():
            triple = (quad.subject, quad.predicate, quad.object)
            assert triple not in seen
            seen.add(triple)
            assert not isinstance(quad.subject, ox.BlankNode)


def test_terms_of_the_derived_graph_are_used_nowhere_else(pair_store: Path) -> None:
    """A query over reports that knows nothing of the derived graph counts what it counted without it."""
    with Store(pair_store) as store:
        used: dict[bool, set[str]] = {True: set(), False: set()}
        for quad in store.quads():
            if isinstance(quad.graph_name, ox.NamedNode):
                used[quad.graph_name.value == ns.DERIVED_GRAPH].add(quad.predicate.value)
        assert used[True] & used[False] == {f"{ns.PREFIXES['rdf']}type"}


def test_every_term_is_defined(pair_store: Path) -> None:
    ontology = {triple.subject for triple in ox.parse(path=Path(__file__).parents[1] / "ontology" / "fazhi.ttl")}
    with Store(pair_store) as store:
        quads = list(store.quads(graph=ox.NamedNode(ns.DERIVED_GRAPH)))
    terms = {node for quad in quads for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode) and node.value.startswith(FZ)}
    assert {str(term) for term in terms - ontology} == set()
    assert len(terms) > 50


@pytest.mark.parametrize("state", ["", "{}", '{"format": 99}', "no json", '{"format": 1, "made_by": "x", "reports": []}'])
def test_a_state_that_cannot_be_used_means_afresh(pair: Path, state: str) -> None:
    (pair / STATE).write_text(state, encoding="utf-8")
    with Store(pair, write=True) as store:
        assert derive(store).divisions == 2
    assert json.loads((pair / STATE).read_text(encoding="utf-8"))["format"] == 1


def test_another_definition_means_afresh(pair: Path) -> None:
    with Store(pair, write=True) as store:
        assert derive(store, DEFINITIONS[:1]).divisions == 2
        assert len(derived(store)) == 12  # three divisions in a year, four triples each
        assert derive(store).divisions == 2


def test_a_definition_says_what_it_is_made_per(tmp_path: Path) -> None:
    (tmp_path / "odd.rq").write_text("#+ per: century\nCONSTRUCT {} WHERE {}\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"odd\.rq: the header says no 'per'"):
        load_definitions(tmp_path)


def test_definitions_are_plain_sparql(pair_store: Path) -> None:
    """Run one after the other by any engine, without this program, they give the same graph."""
    memory = ox.Store()
    with Store(pair_store) as store:
        expected = derived(store)
        memory.bulk_extend(quad for quad in store.quads() if quad.graph_name != ox.NamedNode(ns.DERIVED_GRAPH))
    for definition in DEFINITIONS:
        results = memory.query(definition.text, use_default_graph_as_union=True)
        assert isinstance(results, ox.QueryTriples)
        memory.extend([ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(ns.DERIVED_GRAPH)) for t in results])
    found = memory.quads_for_pattern(None, None, None, ox.NamedNode(ns.DERIVED_GRAPH))
    assert set(serialise(found).splitlines(keepends=True)) == expected
