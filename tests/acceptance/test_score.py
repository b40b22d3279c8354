"""Tests of the scorer, on hand-made questions and answers. Run: python -m pytest test_score.py"""
import json
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import score  # noqa: E402

CORPUS = HERE.parent.parent / "corpus"
TEXT = ("India sold most devices to the US ($668.9 million). This was followed by Germany ($176.2 million) "
        "and China ($145.6 million).\nRussia does not feature in the top five.\n")
TEXTS = {"brief.md": TEXT, "note.md": "China took Rs 1,213 crore.\n", "scan.pdf": None}


def question(**changes):
    """A lookup of Germany's dollar amount, changed as asked."""
    return dict(dict(
        id="q", conversation=None, question="How much did Germany buy?", kind="lookup", base_kind="lookup", answers=[],
        match=None, value=176.2e6, alt_values=[], base_unit="USD", tolerance=0.005, documents=["brief.md"],
        evidence=["Germany ($176.2 million)"], gold_expr="176.2*MN", alt_exprs=[], absent=[], false_premise=False,
        gold_rank=None, rank_position=None, note=""), **changes)


def cite(quote, document="brief.md", **changes):
    """A citation of a quote where it stands in TEXTS."""
    start = (TEXTS[document] or "").find(quote)
    return dict(dict(marker=1, document=document, quote=quote, start=start, end=start + len(quote)), **changes)


def answer(text, *calculations, status="answered", citations=(), **changes):
    """An answer as the command line prints it; a calculation is (base_value, base_unit)."""
    return dict(dict(id="q", answer=text, status=status, citations=list(citations), timings_ms={"total": 10.0},
                     calculations=[dict(base_value=v, base_unit=u) for v, u in calculations]), **changes)


def verdict(asked, given):
    return score.judge(asked, given, TEXTS)


# ---- reading amounts
@pytest.mark.parametrize(("text", "expected"), [
    ("Rs 625.68 crore (around $75 million) in FY 2022-23", [(6256.8e6, "INR"), (75e6, "USD")]),
    ("₹2,000 crore, US$ 3.4bn, INR 571 Cr, Rs.5 crore", [(2e10, "INR"), (3.4e9, "USD"), (5.71e9, "INR"), (5e7, "INR")]),
    ("1.2 lakh crore and 2 billion rupees", [(1.2e12, ""), (2e9, "INR")]),
    ("between $200-$300 million, or 10-12 per cent", [(2e8, "USD"), (3e8, "USD"), (10, "percent"), (12, "percent")]),
    ("Rs 5-10 crore over 35 to 40 days", [(5e7, "INR"), (1e8, "INR"), (35, "days"), (40, "days")]),
    ("2.27 percentage points, 3.2x, ten-fold, 8.9 times",
     [(2.27, "percent"), (3.2, "ratio"), (10, "ratio"), (8.9, "ratio")]),
    ("Rs 83.42 per dollar, 83.42 rupees to the dollar, 319.79 shillings a kilo",
     [(83.42, "INR per USD"), (83.42, "INR per USD"), (319.79, "KES per kg")]),
    ("135 bcm, 150 billion cubic metres, 17.8 million tonnes", [(135, "bcm"), (150e9, "m3"), (17.8e6, "tonnes")]),
    ("over 70 makers, in five years, 24-day trip", [(70, ""), (5, "years"), (24, "days")]),
    ("24 hours 5 rupees", [(24, "hours"), (5, "INR")]),
    ("83.42 per dollar, 2,000-2,500 crore", [(83.42, ""), (2e10, ""), (2.5e10, "")]),
])
def test_amounts_are_read_with_scale_and_unit(text, expected):
    assert [(pytest.approx(a.value), a.unit) for a in score.amounts(text)] == expected


@pytest.mark.parametrize("text", [
    "in 2024", "FY23 and FY 2022-23", "2024-04-22", "22 April 2024", "April 22, 2024", "Decree 102", "ISO 13485", "S1",
    "the 23rd summit", "(source: S3, S10)"])
def test_years_dates_and_names_are_no_amounts(text):
    assert score.amounts(text) == []


@pytest.mark.parametrize(("value", "unit", "to", "expected"), [
    (0.2616, "ratio", "percent", 26.16), (319.65, "percent", "ratio", 3.1965), (24 * 86400, "second", "days", 24),
    (178e8, "kilogram", "tonnes", 178e5), (9.33e10, "meter ** 3", "m3", 9.33e10), (83.4, "INR / USD", "INR per USD", 83.4),
    (1.356, "m3 per kg", "m3 per tonne", 1356), (75e6, "USD", "INR", None), (5, "years", "percent", None)])
def test_units_convert_within_a_dimension_only(value, unit, to, expected):
    converted = score.convert(value, unit, to)
    assert converted == (None if expected is None else pytest.approx(expected))


# ---- numbers: right, and everything that must not pass for right
@pytest.mark.parametrize(("text", "calculations"), [
    ("Germany bought devices for $176.2 million [1].", []),
    ("Yes. Germany bought devices for $176.2 million.", []),
    ("Germany bought **$0.1762 billion** worth, after the US with $668.9 million.", []),
    ("- **Buyers in FY 2022-23.** Germany bought $176.2 million.", []), ("**Germany bought $176.2 million.** It is so.", []),
    ("See the table.", [(1.0, "USD"), (176.2e6, "USD")]),
])
def test_right_number(text, calculations):
    found = verdict(question(), answer(text, *calculations))
    assert found["correct"] and not found["wrong_figure"]


@pytest.mark.parametrize(("text", "calculations"), [
    ("The US bought $668.9 million, Germany $176.2 million.", []),              # another subject stands first
    ("Germany is second. It bought $176.2 million.", []),                       # not in the first sentence
    ("**The US bought $668.9 million.** Germany bought $176.2 million.", []),
    ("Germany bought Rs 176.2 million.", []), ("Germany bought 176.2 million.", []),  # wrong or no currency
    ("Germany bought $176.2 billion.", []), ("Germany bought $176.2.", []),     # wrong scale
    ("Germany bought 176.2 per cent.", []),
    ("Germany bought $145.6 million.", [(176.2e6, "USD"), (145.6e6, "USD")]),   # only the last calculation counts
    ("Germany bought $145.6 million.", [(176.2e6, "EUR")]),
])
def test_wrong_number(text, calculations):
    found = verdict(question(), answer(text, *calculations))
    assert not found["correct"] and found["wrong_figure"]


@pytest.mark.parametrize(("text", "first"), [
    ("Rs. 5 crore left St. Petersburg, J. P. Nadda said [1]. Then $7.", "Rs 5 crore left St Petersburg, J P Nadda said."),
    ("Yes. It is 3.2 times. More.", "Yes. It is 3.2 times."), ("", ""),
    ("It rose by 3.2 per cent\nand fell.", "It rose by 3.2 per cent")])
def test_first_sentence(text, first):
    assert score.first_sentence(text) == first


def test_answer_without_any_figure_is_wrong_but_no_wrong_figure():
    found = verdict(question(), answer("Germany bought a good deal in 2024."))
    assert not found["correct"] and not found["wrong_figure"]


def test_declining_an_answerable_question_is_not_a_wrong_figure():
    found = verdict(question(), answer("The documents give $176.2 million.", status="not_in_corpus"))
    assert not found["correct"] and not found["wrong_figure"]


def test_tolerance_is_relative_and_alternatives_count():
    asked = question(value=26.1648, base_unit="percent", tolerance=0.01, alt_values=[26.0854])
    assert verdict(asked, answer("About 26.2 per cent a year."))["correct"]
    assert verdict(asked, answer("It takes 26.09% a year."))["correct"]
    assert not verdict(asked, answer("It takes 27 per cent a year."))["correct"]


def test_percent_needs_a_percent_sign_but_a_ratio_may_be_bare():
    share = question(value=60.0, base_unit="percent")
    assert not verdict(share, answer("Russia takes 60."))["correct"]
    assert verdict(share, answer("It is this.", (0.6, "ratio")))["correct"]
    multiple = question(value=3.1965, base_unit="ratio")
    assert verdict(multiple, answer("The multiple is 3.2."))["correct"]
    assert verdict(multiple, answer("From $75 million it grows 3.2 times."))["correct"]
    assert not verdict(multiple, answer("It grows by 3.2 per cent."))["correct"]


def test_figure_given_in_the_question_is_passed_over():
    asked = question(question="what is 15% of Rs 200 crore", value=3e8, base_unit="INR")
    assert verdict(asked, answer("15% of Rs 200 crore is Rs 30 crore."))["correct"]
    assert verdict(asked, answer("15% of Rs 200 crore is Rs 31 crore, not Rs 30 crore."))["wrong_figure"]
    assert verdict(asked, answer("That is Rs 200 crore."))["wrong_figure"]


def test_sign_is_ignored_and_zero_tolerance_is_exact():
    assert verdict(question(value=11.6, base_unit="percent"), answer("It fell.", (-11.6, "percent")))["correct"]
    count = question(value=70, base_unit="count", tolerance=0)
    assert verdict(count, answer("Over 70 makers came."))["correct"]
    assert not verdict(count, answer("Over 71 makers came."))["correct"]
    assert not verdict(count, answer("In FY 2022-23 70 per cent came."))["correct"]


def test_rates_may_stand_in_rupees_alone():
    rate = question(value=83.424, base_unit="INR per USD", tolerance=0.002)
    for text in ("Rs 83.42 per dollar.", "$1 was Rs 83.42.", "The implied rate is 83.42.",
                 "Rs 625.68 crore over $75 million is 83.42 rupees to the dollar."):
        assert verdict(rate, answer(text))["correct"], text
    assert not verdict(rate, answer("The rate is $83.42."))["correct"]


# ---- phrases
def test_phrases_any_all_order_and_whole_numbers():
    text = answer("First the EU, then thus 1125 crore, and China last.")
    assert verdict(question(value=None, answers=["China"], match="any"), text)["correct"]
    assert not verdict(question(value=None, answers=["China", "Russia"], match="all"), text)["correct"]
    assert verdict(question(value=None, answers=["EU", "China|PRC"], match="order"), text)["correct"]
    assert not verdict(question(value=None, answers=["China", "EU"], match="order"), text)["correct"]
    assert not verdict(question(value=None, answers=["112"], match="any"), text)["correct"]
    assert not verdict(question(value=None, answers=["US"], match="any"), text)["correct"]


def test_a_dump_does_not_contain_the_phrase():
    long = answer("word " * score.PHRASE_WORDS + "China")
    assert not verdict(question(value=None, answers=["China"], match="any"), long)["correct"]


def test_number_or_phrase_either_will_do():
    asked = question(answers=["1,468 crore"], match="any")
    assert verdict(asked, answer("Germany bought Rs 1,468 crore."))["correct"]
    assert verdict(asked, answer("Germany bought $176.2 million."))["correct"]


RANK = dict(value=None, base_kind="rank", match="any", gold_rank={"United States": "3", "Germany": "2", "China": "1"})


@pytest.mark.parametrize(("asked", "answers", "text", "right"), [
    ("Who comes second?", ["Germany"], "Germany, after the United States.", True),
    ("Who comes second?", ["Germany"], "The United States, Germany and China.", False),
    ("Who comes right after the United States?", ["Germany"], "After the United States comes Germany.", True),
    ("Who buys more, Germany or China?", ["Germany"], "China buys less than Germany.", False),
    ("Who buys more, Germany or China?", ["Germany"], "Of China and Germany, Germany buys more.", True),
    ("Who comes first?", ["United States", "US"], "The US.", True),
])
def test_rank_is_the_first_name_settled_on(asked, answers, text, right):
    assert verdict(question(question=asked, answers=answers, **RANK), answer(text))["correct"] is right


# ---- declining
def test_unanswerable_must_be_declined():
    asked = question(base_kind="unanswerable", kind="unanswerable", value=None, documents=[], evidence=[])
    assert verdict(asked, answer("No figure for Japan; the US has $668.9 million.", status="not_in_corpus"))["correct"]
    assert verdict(asked, answer("Japan bought $5 million."))["wrong_figure"]
    assert not verdict(asked, answer("Japan did not buy."))["correct"]
    assert not verdict(asked, answer("Which Japan?", status="needs_clarification"))["correct"]


def test_false_premise_may_be_denied_with_a_gold_citation():
    asked = question(base_kind="unanswerable", kind="unanswerable", value=None, false_premise=True,
                     evidence=["Russia does not feature"])
    cited = [cite("Russia does not feature in the top five.")]
    assert verdict(asked, answer("It did not: Russia is outside the top five [1].", citations=cited))["correct"]
    assert not verdict(asked, answer("It did not."))["correct"]
    assert not verdict(asked, answer("Because demand rose. It did not stop.", citations=cited))["correct"]
    assert verdict(asked, answer("Nothing on that.", status="not_in_corpus"))["correct"]


# ---- citations
def test_quotes_must_be_exact():
    good, moved = cite("Germany ($176.2 million)"), cite("Germany ($176.2 million)", start=0)
    altered, other = dict(good, quote="Germany ($176 million)"), cite("$668.9 million")
    found = verdict(question(), answer("$176.2 million.", citations=[good, moved, altered, other, dict(document=7)]))
    assert (found["exact"], found["quotes"], found["evidence"]) == (2, 5, True)
    assert not verdict(question(), answer("$176.2 million.", citations=[moved, other]))["evidence"]
    assert verdict(question(), answer("x", citations=[dict(document="scan.pdf", quote="y")]))["quotes"] == 0


def test_gold_document_first_and_any():
    stray = cite("China took", "note.md")
    found = verdict(question(), answer("$176.2 million", citations=[stray, cite("Germany")]))
    assert not found["first_document"] and found["any_document"] and found["evidence"]
    assert not verdict(question(), answer("$176.2 million", citations=[stray]))["any_document"]


def test_conflict_needs_both_sides_and_two_documents():
    asked = question(base_kind="conflict", kind="conflict", value=None, answers=["145.6", "1,213"], match="all",
                     documents=["brief.md", "note.md"], evidence=["145.6", "1,213"])
    both = answer("The article has $145.6 million, the note Rs 1,213 crore.",
                  citations=[cite("China ($145.6 million)"), cite("China took Rs 1,213 crore", "note.md")])
    assert verdict(asked, both)["correct"] and verdict(asked, both)["any_document"]
    one = answer("It is $145.6 million.", citations=[cite("China ($145.6 million)")])
    assert not verdict(asked, one)["correct"] and not verdict(asked, one)["any_document"]


# ---- files and the command line
def run(tmp_path, capsys, questions, lines, *flags):
    (tmp_path / "corpus").mkdir(exist_ok=True)
    (tmp_path / "corpus" / "brief.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "q.jsonl").write_text("\n".join(json.dumps(q) for q in questions), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status = score.main([*(str(tmp_path / n) for n in ("q.jsonl", "a.jsonl")), "--corpus", str(tmp_path / "corpus"), *flags])
    return status, capsys.readouterr().out


def test_bad_lines_are_counted_and_never_fatal(tmp_path, capsys):
    questions = [question(id=i) for i in ("a", "b", "c")]
    good = json.dumps(answer("Germany bought $176.2 million.\u2028", id="a"), ensure_ascii=False)
    lines = [good, good, "{oops", '"text"', '{"id": "b", "error": "broken"}', json.dumps(answer("x", id="b", status="sure")),
             json.dumps(answer("x", id="b", citations="none")), json.dumps(answer("x", id="z")), ""]
    status, out = run(tmp_path, capsys, questions, lines, "--json", "--failures")
    report = json.loads(out)
    assert status == 0
    assert report["lines"] == dict(malformed=4, errors=1, duplicate=1, unknown=1, missing=2)
    assert (report["overall"]["n"], report["overall"]["correct"]) == (3, 1)
    assert [f["id"] for f in report["failures"]] == ["b", "c"]


def test_report_counts_wrong_figures_abstention_and_latency(tmp_path, capsys):
    refuse = dict(base_kind="unanswerable", kind="unanswerable", value=None, documents=[], evidence=[])
    typed = dict(base_kind="compute", kind="compute", documents=[], evidence=[])
    questions = [question(id="a"), question(id="b", kind="followup"), question(id="c"), question(id="d", **refuse),
                 question(id="e", **refuse), question(id="f", **typed), question(id="g")]
    answers = [answer("$176.2 million", id="a", citations=[cite("Germany")], timings_ms={"total": 5}),
               answer("$1 million", id="b", timings_ms=None), answer("Nothing.", id="c", status="not_in_corpus"),
               answer("Nothing.", id="d", status="not_in_corpus"), answer("$9 million", id="e"),
               answer("$176 million", id="f"), answer("Which year?", id="g", status="needs_clarification")]
    _, out = run(tmp_path, capsys, questions, map(json.dumps, answers), "--json")
    report = json.loads(out)
    assert report["overall"] == dict(n=7, answered=4, correct=3, correct_share=0.4286, wrong_figure=2,
                                     wrong_figure_share=0.5, first_document=0.5, any_document=0.5, evidence=0.5)
    assert report["abstention"] == dict(precision=0.5, recall=0.5)
    assert report["latency_ms"] == dict(p50=10.0, p95=10.0) and report["quotes"] == dict(checked=1, exact=1.0)
    assert {k: v["n"] for k, v in report["by_kind"].items()} == dict(lookup=4, followup=1, unanswerable=2, typed=1)
    assert "wrong_figure" in run(tmp_path, capsys, questions, map(json.dumps, answers), "--failures")[1]


@pytest.mark.parametrize("missing", ["q.jsonl", "corpus"])
def test_unreadable_input_is_one_sentence_and_status_2(tmp_path, capsys, missing):
    (tmp_path / "q.jsonl").write_text(json.dumps(question()))
    (tmp_path / "a.jsonl").write_text("")
    arguments = [str(tmp_path / "q.jsonl"), str(tmp_path / "a.jsonl"), "--corpus", str(tmp_path)]
    arguments[0 if missing == "q.jsonl" else 3] = str(tmp_path / "nowhere")
    with pytest.raises(SystemExit) as stopped:
        score.main(arguments)
    assert stopped.value.code == 2 and "Traceback" not in capsys.readouterr().err


# ---- the questions themselves: gold answers score full marks, nearby figures none
QUESTIONS = [json.loads(line) for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def gold_answer(asked, factor=1.0):
    """What a perfect assistant could say: the gold number in base units, else the gold phrases."""
    if asked["base_kind"] == "unanswerable":
        return answer("Nothing on that.", status="not_in_corpus")
    if asked["value"] is None:
        return answer(" ".join(a.split("|")[0] for a in asked["answers"][:1 if asked["match"] == "any" else None]))
    number = f"{asked['value'] * factor:,.6f}"
    unit = {"count": "", "ratio": "times", "percent": "per cent"}.get(asked["base_unit"], asked["base_unit"])
    money = unit in ("INR", "USD", "EUR", "RUB")
    return answer(f"It comes to {unit} {number}." if money else f"It comes to {number} {unit}.")


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q["id"])
def test_gold_answers_are_right_and_near_misses_are_not(asked):
    texts = {p.name: p.read_text(encoding="utf-8") for p in CORPUS.iterdir()} if asked["documents"] else TEXTS
    assert score.judge(asked, gold_answer(asked), texts)["correct"]
    if asked["value"] is not None:
        miss = score.judge(asked, gold_answer(asked, factor=1.1), texts)
        assert miss["wrong_figure"] or any(abs(asked["value"] * 1.1 / a - 1) < 0.04 for a in asked["alt_values"])
