"""The project's grader against the independent one that came with the questions: both must always agree."""

import importlib.util
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import amounts, evaluate, grading
from assistant.assistant import Conversation
from assistant.types import Answer, Sentence
from index.errors import SettingsError

ACCEPTANCE = Path(__file__).resolve().parent.parent / "acceptance"
QUESTIONS = ACCEPTANCE / "questions.jsonl"
CORPUS = ACCEPTANCE.parent.parent / "corpus"


def load_scorer():
    spec = importlib.util.spec_from_file_location("reference_scorer", ACCEPTANCE / "score.py")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


score = load_scorer()
GOLD = [json.loads(row) for row in QUESTIONS.read_text(encoding="utf-8").splitlines()]
TEXTS = {p.name: p.read_text(encoding="utf-8") for p in CORPUS.iterdir()}

PIECES = [
    "Rs ", "₹", "US$ ", "$", "EUR ", "625.68", "2,000", "75", "2022", "ten", " crore", " lakh crore", " million", "bn",
    " per cent", "%", " times", "x", " years", " days", " kg", " per dollar", "/USD", " to the dollar", " a kilo", "-",
    "–", " to ", ". ", "; ", "\n", "FY 2022-23", "22 April 2024", "Decree 102", "ISO 13485", "Yes. ", "**Buyers.** ",
    " Germany", " not", "Rs. ", "e.g. ", " [1]", " [2, 3]", "percentage points", " bcm", "KSh ", "(source: S1)", " ",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(PROSE)
def test_amounts_are_read_as_the_independent_scorer_reads_them(text):
    expected = [(a.value, a.unit, a.in_words) for a in score.amounts(text)]
    assert [(a.value, a.unit, a.in_words) for a in amounts.read_amounts(text)] == expected
    assert amounts.first_sentence(text) == score.first_sentence(text)


UNITS = ["INR", "USD", "percent", "ratio", "count", "years", "days", "INR per USD", "kg", "INR / USD", "m3 per kg", ""]


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), PROSE)
def test_units_convert_and_compare_as_in_the_independent_scorer(unit, other, text):
    assert amounts.convert(2.0, unit, other) == score.convert(2.0, unit, other)
    expected = [(a.value, a.unit) for a in score.compatible(score.amounts(text), unit)]
    assert [(a.value, a.unit) for a in amounts.compatible(amounts.read_amounts(text), unit)] == expected


def citation(rng, asked):
    """A citation of gold evidence, exact or spoilt, or of a place by chance."""
    name = rng.choice(asked["documents"] or sorted(TEXTS))
    found = [TEXTS[name].find(e) for e in asked["evidence"] if e in TEXTS[name]]
    start = rng.choice(found or [rng.randrange(len(TEXTS[name]) - 200)])
    end = start + rng.choice([20, 20, 20, 1600])
    quote = TEXTS[name][start:end]
    spoilt = rng.random()
    if spoilt < 0.1:
        return {"document": name, "start": start, "end": None, "quote": quote}
    return {"document": name if spoilt < 0.9 else "x.md", "start": start + (spoilt < 0.2), "end": end, "quote": quote}


def some_answer(rng, asked):
    """An answer that may be right, near, of another question, declined or empty; sometimes not well formed."""
    source = rng.choice([asked, asked, asked, rng.choice(GOLD)])
    value = (source["value"] or 3.0) * rng.choice([1, 1, 1.004, 1.2, -1])
    unit = source["base_unit"] or "percent"
    text = rng.choice(
        [
            f"It comes to {value:,.4f} {unit}.",
            f"It was not {value:,.2f} {unit}, but {value * 2:,.2f} {unit}.",
            "Yes. " + " and ".join(a.split("|")[0] for a in source["answers"]) + ".",
            "Of " + ", ".join(list(source["gold_rank"] or ["the US"]) * 2) + ", the first leads.",
            "The documents do not say.",
            "",
        ]
    )
    calculations = [{"base_value": value, "base_unit": unit}] if rng.random() < 0.4 else []
    row = {
        "id": asked["id"],
        "question": asked["question"],
        "answer": text,
        "status": rng.choice(["answered"] * 4 + ["not_in_corpus", "needs_clarification"]),
        "citations": [citation(rng, asked) for _ in range(rng.randrange(4))],
        "calculations": calculations,
        "timings_ms": rng.choice([{"total": rng.random() * 90}, None, {}]),
    }
    spoil = rng.random()
    if spoil < 0.03:
        return {"id": asked["id"], "error": "It failed."}
    if spoil < 0.06:
        return {**row, "status": "sure"}
    if spoil < 0.08:
        return {**row, "id": "unknown"}
    return row


@pytest.mark.parametrize("seed", range(6))
def test_the_report_equals_that_of_the_independent_scorer(seed, tmp_path):
    rng = random.Random(seed)
    answers = [some_answer(rng, asked) for asked in GOLD if rng.random() < 0.95]
    answers += answers[:2]
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    reference, results = score.score(GOLD, *score.read_answers(path, {q["id"] for q in GOLD}), TEXTS)

    golds = evaluate.read_gold(QUESTIONS)
    by_id, lines = evaluate.sort_rows(answers, {q.id for q in golds})
    verdicts = [grading.judge(q, by_id.get(q.id), TEXTS) for q in golds]
    report = evaluate.report(verdicts, lines)
    stages = report.pop("failed_at")
    assert report == reference
    assert [(v.correct, v.wrong_figure) for v in verdicts] == [(r["correct"], r["wrong_figure"]) for r in results]
    assert sum(stages.values()) == len(GOLD) - reference["overall"]["correct"]
    assert 0 < reference["overall"]["correct"] < len(GOLD)
    report["failed_at"] = {}
    own, theirs = evaluate.table(report).splitlines(), score.table(reference).splitlines()
    assert [row for row in own if not row.startswith("failed_at")] == theirs


class Gold:
    """Answers every question with a wrong number, and says how it read it."""

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        words = Sentence(f"It is $1 for {question}"), Sentence("That is all.")
        return Answer(question, "answered", words, understood={"operation": "share", "subject": ""})


def test_questions_are_asked_and_failures_listed_by_stage_with_how_they_were_understood():
    golds = evaluate.read_gold(QUESTIONS)[:8]
    report, verdicts = evaluate.evaluate(Gold(), golds, TEXTS)
    listed = evaluate.failures(verdicts)
    assert report["overall"]["answered"] == 8 and report["lines"]["missing"] == 0
    assert len(listed) == sum(report["failed_at"].values()) > 0
    assert [f["stage"] for f in listed] == sorted(f["stage"] for f in listed)
    text = evaluate.failure_list(listed)
    assert "understood: operation=share" in text and "subject" not in text and f"== {listed[0]['stage']}" in text


def verdict(**answer):
    gold = evaluate.read_gold(QUESTIONS)[0]
    row = {"answer": "It is Rs 1.", "status": "answered", "citations": [], "calculations": []} | answer
    return grading.judge(gold, row, TEXTS)


def test_a_wrong_answer_is_put_down_to_the_step_that_left_the_right_way():
    gold = evaluate.read_gold(QUESTIONS)[0]
    name = gold.documents[0]
    start = TEXTS[name].index(gold.evidence[0])
    near = {"document": name, "start": start, "end": start + 9, "quote": TEXTS[name][start : start + 9]}
    far = {"document": name, "start": 0, "end": 3, "quote": "---"}
    assert grading.judge(gold, None, TEXTS).stage == "no answer"
    assert verdict(status="not_in_corpus").stage == "declined"
    assert verdict().stage == "document"
    assert verdict(citations=[far]).stage == "evidence"
    assert verdict(citations=[near]).stage == "compute or compose"
    assert verdict(answer="It is Rs 625.68 crore.").stage == ""


@pytest.mark.parametrize("content", ["", "{oops", '{"id": "a"}', "[]", "[" * 100_000])
def test_a_question_file_that_cannot_be_used_is_one_sentence(tmp_path, content):
    path = tmp_path / "q.jsonl"
    path.write_text(content)
    with pytest.raises(SettingsError) as caught:
        evaluate.read_gold(path)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_a_question_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(SettingsError, match="Cannot read"):
        evaluate.read_gold(tmp_path / "nowhere")


def test_quotes_are_checked_against_the_files_on_disk(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.md").write_bytes(b"one\r\ntwo")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    assert evaluate.read_texts([tmp_path]) == {"sub/a.md": "one\ntwo", "b.pdf": None}
