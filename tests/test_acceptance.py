"""The acceptance questions over the real documents: how well they are answered, and that each answer keeps its form."""

import json
import math

import pytest

from assistant import evaluate
from index.units import currencies

pytestmark = [pytest.mark.model, pytest.mark.slow]

FIELDS = {"id", "question", "answer", "status", "citations", "calculations", "timings_ms"}
CITATION = {"marker", "document", "title", "quote", "start", "end", "locator"}
CALCULATION = {"operation", "expression", "working", "value", "unit", "base_value", "base_unit", "operands"}
STAGES = {"understand", "embed", "search", "compose", "verify", "total"}


@pytest.fixture(scope="module")
def rows(brief, root):
    """Every acceptance question's answer in its JSON form, read back from JSON."""
    from assistant.batch import answer_lines, as_row, read_lines

    path = root / "tests" / "acceptance" / "questions.jsonl"
    return [json.loads(json.dumps(as_row(a), allow_nan=False)) for a in answer_lines(brief, read_lines(path))]


@pytest.fixture(scope="module")
def report(rows, root, corpus):
    from assistant.grading import judge

    golds = evaluate.read_gold(root / "tests" / "acceptance" / "questions.jsonl")
    answers, lines = evaluate.sort_rows(rows, {q.id for q in golds})
    texts = evaluate.read_texts([corpus])
    return evaluate.report([judge(q, answers.get(q.id), texts) for q in golds], lines)


def test_every_question_gets_a_well_formed_answer(report):
    assert report["lines"] == {"malformed": 0, "errors": 0, "duplicate": 0, "unknown": 0, "missing": 0}


def test_answers_are_right_often_and_figures_wrong_rarely(report):
    assert report["overall"]["correct_share"] >= 0.92
    assert report["overall"]["wrong_figure_share"] <= 0.02
    assert report["abstention"]["recall"] >= 0.60


def test_every_quote_is_exact(report):
    assert report["quotes"]["checked"] > 50
    assert report["quotes"]["exact"] == 1.0


def test_every_answer_keeps_the_contract(rows):
    for row in rows:
        assert row.keys() >= FIELDS
        assert row["timings_ms"].keys() <= STAGES and row["timings_ms"]["total"] >= 0
        for citation in row["citations"]:
            assert citation.keys() >= CITATION and citation["locator"].keys() >= {"page", "row", "heading"}
        markers = [c["marker"] for c in row["citations"]]
        assert markers == list(range(1, len(markers) + 1))
        operands = [operand for calculation in row["calculations"] for operand in calculation["operands"]]
        used = {operand.get("citation") for operand in operands}
        assert all(f"[{marker}]" in row["answer"] or marker in used for marker in markers), row["id"]
        for calculation in row["calculations"]:
            assert calculation.keys() >= CALCULATION and calculation["working"]
            assert math.isfinite(calculation["base_value"])
            for operand in calculation["operands"]:
                assert operand.keys() >= {"text", "base_value", "base_unit", "citation"}
                assert operand["citation"] is None or operand["citation"] in markers
                assert operand["citation"] or not operand["figure"], "a document's figure names its source"


def test_base_units_are_those_of_the_contract(rows):
    from index.units import registry

    plain = currencies() | {"percent", "ratio", "years", "count"}
    for row in rows:
        for calculation in row["calculations"]:
            unit = calculation["base_unit"]
            assert unit in plain or registry().Quantity(1, unit).to_base_units().units == registry().Unit(unit)


ODD = {
    "empty": "",
    "blank": " \t\n ",
    "punctuation": "?!…",
    "emoji": "🙂",
    "hindi": "रूस को भारत का निर्यात कितना है?",
    "russian": "Сколько медицинских изделий Индия продаёт в Россию?",
    "arabic": "كم تبلغ صادرات الهند؟",
    "long word": "a" * 100_000,
    "long question": "How much did India export to Germany in FY 2022-23? " * 2000,
    "nul": "exports\x00to Germany",
    "brackets": "[1] {x} <script>alert(1)</script> `a` $5",
    "numbers": "1" * 5000 + " + 1",
    "zero": "What is 5 divided by 0?",
    "surrogate": "exports \ud800 to Germany",
}


@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_an_odd_question_gets_an_answer_and_never_a_fault(brief, question):
    from assistant.batch import BatchLine, answer_lines, as_row

    [answered] = answer_lines(brief, [BatchLine(id="odd", question=question)])
    row = json.loads(json.dumps(as_row(answered)))
    assert "error" not in row, row
    assert row["status"] in evaluate.STATUSES and row["answer"].strip()


def test_the_same_question_gets_the_same_answer(brief):
    def ask():
        row = brief.ask("How much did India export to Germany in FY 2022-23?").as_json()
        return {key: value for key, value in row.items() if key != "timings_ms"}

    assert ask() == ask()
