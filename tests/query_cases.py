"""The rows that each canned query gives on the invented reports of small.trig and pair.trig: a query, what is bound, columns, rows."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.namespaces import PREFIXES
from kg.queries import Term

QINGHE = NamedNode(PREFIXES["division"] + "980101")
BAISHA = NamedNode(PREFIXES["division"] + "980102")
PROVINCE = NamedNode(PREFIXES["division"] + "980000")
SANSUO = NamedNode(PREFIXES["program"] + "三所联动")
LITERATE = NamedNode(PREFIXES["program"] + "法律明白人")
RATE = NamedNode(PREFIXES["indicator"] + "mediation-success-rate")
SETTLED = NamedNode(PREFIXES["indicator"] + "mediation-succeeded")
CASES_OF_MEDIATION = NamedNode(PREFIXES["indicator"] + "mediation-cases")
BYLAW = NamedNode(PREFIXES["document"] + "临江市物业管理条例")
FACT = NamedNode(PREFIXES["report"] + "980101-2023-aaaaaaaa/q/18-23")

TWO: list[Term] = [Literal(2)]
Y2023: list[Term] = [Literal(2023)]
Y2024: list[Term] = [Literal(2024)]

CASES: list[tuple[str, dict[str, list[Term]], tuple[str, ...], list[tuple[str, ...]]]] = [
    # What is shared
    ("shared-programs", {}, ("name", "type", "regions", "first", "last"), [("三所联动", "机制", "2", "2023", "2024"), ("法律明白人", "人员", "2", "2024", "2024")]),
    ("shared-programs", {"regions": [Literal(3)]}, ("name",), []),
    ("shared-programs", {}, ("where",), [("青禾区 2023-2024; 白沙县 2024",), ("白沙县 2024; 青禾区 2024",)]),
    (
        "shared-programs",
        {"year": Y2023, "regions": [Literal(1)]},
        ("name", "year", "regions"),
        [("三所联动", "2023", "1"), ("四所一庭", "2023", "1")],
    ),
    ("shared-documents", {}, ("title", "regions", "reports", "where"), [("临江市物业管理条例", "2", "2", "白沙县; 青禾区")]),
    # One program
    (
        "program",
        {"program": [SANSUO]},
        ("region", "year", "begin", "end"),
        [("白沙县", "2024", "3", "30"), ("青禾区", "2023", "30", "44"), ("青禾区", "2024", "5", "40")],
    ),
    ("program", {"program": [SANSUO], "region": [QINGHE], "year": Y2024}, ("region", "year"), [("青禾区", "2024")]),
    ("program", {"program": [LITERATE], "region": [PROVINCE]}, ("region",), [("白沙县",), ("青禾区",)]),
    (
        "program",
        {"program": [SANSUO, LITERATE], "year": Y2024},
        ("region", "name"),
        [("白沙县", "三所联动"), ("白沙县", "法律明白人"), ("青禾区", "三所联动"), ("青禾区", "法律明白人")],
    ),
    (
        "diffusion",
        {"program": [SANSUO]},
        ("year", "region", "event", "first", "reporting"),
        [("2023", "青禾区", "first", "2023", "1"), ("2024", "白沙县", "first", "2024", "2"), ("2024", "青禾区", "later", "2023", "2")],
    ),
    ("diffusion", {"program": [SANSUO], "region": [BAISHA]}, ("year", "region"), [("2024", "白沙县")]),
    (
        "diffusion-curve",
        {"program": [SANSUO]},
        ("year", "regions", "newcomers", "ever", "reporting", "share"),
        [("2023", "1", "1", "1", "1", "1"), ("2024", "2", "1", "2", "2", "1")],
    ),
    ("adoption-levels", {"program": [SANSUO]}, ("province", "level", "regions", "reporting", "share"), [("东海省", "county", "2", "2", "1")]),
    ("adoption-levels", {"program": [SANSUO], "year": Y2023}, ("province", "regions", "reporting"), [("东海省", "1", "1")]),
    (
        "programs-changed",
        {"year": Y2024},
        ("name", "change", "year", "regions", "where", "first", "last"),
        [
            ("法律明白人", "new", "2024", "1", "青禾区", "2024", "2024"),
            ("青禾议事厅", "new", "2024", "1", "青禾区", "2024", "2024"),
            ("四所一庭", "gone", "2024", "1", "青禾区", "2023", "2023"),
        ],
    ),
    ("programs-changed", {"year": Y2024, "region": [BAISHA]}, ("name",), []),
    ("programs-changed", {"year": Y2023}, ("name",), []),
    ("program-leaders", {"program": [SANSUO]}, ("name", "leader", "year"), [("三所联动", "青禾区司法局", "2023")]),
    ("program-leaders", {"program": [LITERATE]}, ("name",), []),
    ("program-figures", {"program": [SANSUO]}, ("region", "kind", "measure", "value"), [("青禾区", "observation", "人民调解成功率", "98.2")]),
    ("programs-together", {"program": [LITERATE]}, ("program", "other", "regions", "share", "back"), [("法律明白人", "三所联动", "2", "1", "1")]),
    ("programs-together", {"program": [SANSUO]}, ("other", "regions"), [("法律明白人", "2")]),
    ("kin", {"program": [SANSUO]}, ("relation", "name", "regions", "first"), [("related", "四所一庭", "1", "2023")]),
    ("kin", {"program": [NamedNode(PREFIXES["program"] + "四所一庭")]}, ("relation", "name", "regions"), [("related", "三所联动", "2")]),
    ("topics", {}, ("name", "programs", "regions"), [("矛盾纠纷化解", "2", "2")]),
    (
        "programs-by-topic",
        {"topic": [NamedNode(PREFIXES["topic"] + "mediation")]},
        ("topic", "name", "regions", "first"),
        [("矛盾纠纷化解", "三所联动", "2", "2023"), ("矛盾纠纷化解", "四所一庭", "1", "2023")],
    ),
    ("programs-by-topic", {"topic": [NamedNode(PREFIXES["topic"] + "mediation")], "regions": TWO}, ("name",), [("三所联动",)]),
    ("bodies", {}, ("name", "type", "programs", "which", "first", "last"), [("青禾区司法局", "政府部门", "1", "三所联动", "2023", "2023")]),
    ("bodies", {"year": Y2024}, ("name",), []),
    ("candidate-programs", {}, ("name", "type", "regions"), [("青禾议事厅", "品牌", "1")]),
    ("candidate-programs", {"regions": TWO}, ("name",), []),
    ("candidate-programs", {"region": [BAISHA]}, ("name",), []),
    # One region
    (
        "region",
        {"region": [QINGHE], "year": Y2023},
        ("year", "what", "name", "value"),
        [
            ("2023", "1 report", "临江市青禾区人民政府", ""),
            ("2023", "2 indicator", "人民调解受理件数", "110"),
            ("2023", "2 indicator", "人民调解成功率", "97.5"),
            ("2023", "3 program", "三所联动", ""),
            ("2023", "3 program", "四所一庭", ""),
        ],
    ),
    ("region", {"region": [BAISHA], "year": Y2023}, ("name",), []),
    (
        "region-indicators",
        {"region": [QINGHE]},
        ("name", "year", "value", "before", "change"),
        [
            ("人民调解受理件数", "2023", "110", "", ""),
            ("人民调解受理件数", "2024", "1180", "110", "1070"),
            ("人民调解成功件数", "2024", "1178", "", ""),
            ("人民调解成功率", "2023", "97.5", "", ""),
            ("人民调解成功率", "2024", "98.2", "97.5", "0.7"),
        ],
    ),
    ("similar-regions", {"region": [QINGHE]}, ("region", "other", "shared", "own", "others", "alike"), [("青禾区", "白沙县", "2", "4", "2", "0.5")]),
    ("similar-by-indicators", {"region": [QINGHE]}, ("other", "common", "near", "alike"), [("白沙县", "3", "3", "1")]),
    ("similar-by-indicators", {"region": [QINGHE], "year": Y2023}, ("other",), []),
    ("cooperation", {}, ("region", "year", "other"), [("白沙县", "2024", "青禾区")]),
    ("cooperation", {"region": [QINGHE]}, ("region",), []),
    # Figures
    (
        "indicator",
        {"indicator": [RATE]},
        ("region", "year", "value", "unit"),
        [("青禾区", "2024", "98.2", "%"), ("白沙县", "2024", "97.5", "%"), ("青禾区", "2023", "97.5", "%")],
    ),
    (
        "leaders",
        {"indicator": [RATE], "year": Y2024},
        ("side", "rank", "region", "value", "stating", "reporting", "share"),
        [
            ("1 greatest", "1", "青禾区", "98.2", "2", "2", "1"),
            ("1 greatest", "2", "白沙县", "97.5", "2", "2", "1"),
            ("2 least", "1", "白沙县", "97.5", "2", "2", "1"),
            ("2 least", "2", "青禾区", "98.2", "2", "2", "1"),
        ],
    ),
    ("leaders", {"indicator": [RATE], "year": Y2023}, ("side", "rank", "region"), [("1 greatest", "1", "青禾区"), ("2 least", "1", "青禾区")]),
    ("unstated", {"indicator": [CASES_OF_MEDIATION]}, ("region", "year"), []),
    ("unstated", {"indicator": [SETTLED]}, ("region", "year", "report"), [("青禾区", "2023", PREFIXES["report"] + "980101-2023-aaaaaaaa")]),
    (
        "coverage-indicators",
        {},
        ("name", "regions", "reporting", "share", "first", "least", "most"),
        [
            ("人民调解受理件数", "2", "2", "1", "2023", "110", "1204"),
            ("人民调解成功件数", "2", "2", "1", "2024", "1178", "1190"),
            ("人民调解成功率", "2", "2", "1", "2023", "97.5", "98.2"),
        ],
    ),
    ("coverage-indicators", {"year": Y2023}, ("name", "year", "regions", "share"), [("人民调解受理件数", "2023", "1", "1"), ("人民调解成功率", "2023", "1", "1")]),
    (
        "coverage-reports",
        {},
        ("region", "level", "year", "observations", "targets", "programs", "documents"),
        [("白沙县", "county", "2024", "6", "0", "2", "1"), ("青禾区", "county", "2023", "2", "5", "2", "0"), ("青禾区", "county", "2024", "6", "1", "3", "2")],
    ),
    ("coverage-reports", {"level": [Literal("province")]}, ("region",), []),
    # Promises and audit
    ("targets", {"region": [BAISHA]}, ("region",), []),
    ("targets", {"region": [PROVINCE], "year": [Literal(2025)]}, ("region", "year", "measure", "value", "qualifier"), [("青禾区", "2025", "听证率", "60", "")]),
    (
        "promises",
        {"region": [QINGHE]},
        ("year", "measure", "qualifier", "promised", "achieved", "difference", "verdict"),
        [
            ("2024", "人民调解成功率", "over", "98", "98.2", "0.2", "met"),
            ("2024", "普法场数", "", "20", "25", "5", "met"),
            ("2024", "人民调解件数", "over", "1500", "1180", "-320", "missed"),
            ("2024", "培训人数", "about", "100", "", "", "not reported"),
            # At most 30 was promised, and more than 28 is what the report says.
            ("2024", "投诉件数", "under", "30", "28", "-2", "unclear"),
            ("2025", "听证率", "", "60", "", "", "no report"),
        ],
    ),
    ("promises", {"region": [BAISHA]}, ("measure",), []),
    ("promises", {"region": [PROVINCE], "indicator": [RATE], "year": Y2024}, ("measure", "verdict"), [("人民调解成功率", "met")]),
    (
        "promises-kept",
        {"year": [Literal(2024), Literal(2025)]},
        ("region", "year", "targets", "met", "missed", "unclear", "unreported", "noreport"),
        [("青禾区", "2024", "5", "2", "1", "1", "1", "0"), ("青禾区", "2025", "1", "0", "0", "0", "0", "1")],
    ),
    ("promises-kept", {"region": [BAISHA], "year": Y2024}, ("region",), []),
    (
        "audit-rates",
        {},
        ("region", "stated", "recomputed", "difference", "numerator", "denominator", "verdict"),
        [
            ("白沙县", "97.5", "98.837", "1.337", "1190", "1204", "differs"),
            # With the twenty cases carried over from the year before: 1,178 of 1,200.
            ("青禾区", "98.2", "98.167", "-0.033", "1178", "1200", "consistent"),
        ],
    ),
    (
        "audit",
        {},
        ("finding", "region", "year", "measure", "value", "against", "other"),
        [
            ("part exceeds whole", "白沙县", "2024", "接待来访妇女人数", "95", "90", "接待来访人数"),
            ("rate differs", "白沙县", "2024", "人民调解成功率", "97.5", "98.837", "1190 / 1204"),
            ("tenfold", "青禾区", "2024", "人民调解件数", "1180", "110", "人民调解件数"),
            ("two values", "白沙县", "2024", "人民调解受理件数", "1210", "1204", "人民调解件数"),
        ],
    ),
    ("audit", {"region": [QINGHE], "year": Y2023}, ("finding",), []),
    ("slips", {}, ("region", "written", "meant"), [("青禾区", "2042", "2024")]),
    # Documents and evidence
    (
        "document",
        {"document": [BYLAW]},
        ("year", "region", "programs"),
        [("2024", "白沙县", "三所联动; 法律明白人"), ("2024", "青禾区", "")],
    ),
    ("laws-programs", {}, ("title", "program", "regions"), [("临江市物业管理条例", "三所联动", "1"), ("临江市物业管理条例", "法律明白人", "1")]),
    ("laws-programs", {"program": [SANSUO], "regions": TWO}, ("title",), []),
    ("evidence", {"fact": [FACT]}, ("quote", "begin", "end", "source"), [("全年调解成功率达97.5%。", "10", "24", "qinghe-2023.txt")]),
]
