"""A model that lies in every way there is: no false sentence reaches the answer, and the true ones around it stay."""

from collections import Counter
from functools import cache

import pytest

from assistant.model.drafted import drafted
from tests.model.facts import FACTS
from tests.model.lies import made_of

pytestmark = pytest.mark.model

MOST, EACH = 240, 2
KINDS = {"number", "subject", "year", "unit", "rank", "rounding", "quote", "marker"}


@cache
def drafts():
    """(brief, question, kind, true sentences, the lie, the draft): each lie second among up to three true ones."""
    told, made = [], []
    for brief, question, true, lies in FACTS:
        for kind, lie in lies:
            told.append((brief, question, kind, true[:2], lie))
        for i, sentence in enumerate(true):
            seen = Counter()
            for kind, lie in made_of(sentence, ""):
                seen[kind] += 1
                if seen[kind] <= EACH:
                    made.append((brief, question, kind, true[: i + 1][-3:], lie))
        fact = next((s for s in true if any(c.isdigit() for c in s)), true[0])
        made.append((brief, question, "marker", [fact], f"{fact[:-1]} [17]."))
    room = MOST - len(told)
    rows = told + [made[i * len(made) // room] for i in range(room)]
    return [(*row, " ".join([f"{row[3][0]} [1]", row[4], *row[3][1:]])) for row in rows]


@pytest.fixture(scope="module")
def outcomes(shelf_of, with_model):
    """What became of every draft: (row, final answer)."""
    found = []
    for row in drafts():
        assistant = with_model(shelf_of(row[0]), row[5])
        grounds = assistant.grounds(assistant._made(row[1], None))
        *_, last = drafted(grounds, iter([row[5]]), "liar")
        found.append((row, last))
    return found


def bare(text):
    """A sentence without spaces and its full stop."""
    return "".join(text.split()).rstrip(".")


def test_there_are_at_least_two_hundred_drafts_and_lies_of_every_kind():
    assert len(drafts()) >= 200
    assert {row[2] for row in drafts()} >= KINDS - {"marker"}


def test_no_lie_reaches_an_answer(outcomes):
    lies = [(row[2], row[4], {bare(s.text) for s in answer.sentences}) for row, answer in outcomes]
    assert [(kind, lie) for kind, lie, said in lies if kind != "marker" and bare(lie) in said] == []


def test_no_mark_of_a_model_reaches_an_answer(outcomes):
    marked = [answer for row, answer in outcomes if row[2] == "marker"]
    assert marked
    assert not any("[17]" in answer.text for answer in marked)


def test_true_sentences_stay(outcomes):
    told = [(s, bare(s) in {bare(x.text) for x in answer.sentences}) for row, answer in outcomes for s in row[3]]
    lost = Counter(s for s, kept in told if not kept)
    share = 1 - lost.total() / len(told)
    assert share >= 0.95, (share, lost)


def test_an_answer_says_that_something_was_left_out_and_how_much_was_kept(outcomes):
    for row, answer in outcomes:
        if row[2] == "marker":
            continue
        assert answer.drafted["left_out"] >= 1
        assert answer.drafted["kept"] + answer.drafted["left_out"] == answer.drafted["sentences"]
        assert "could be traced" in answer.text or "could not be traced" in answer.text


def test_every_citation_of_what_was_kept_is_exact_and_used(outcomes, shelf_of):
    for row, answer in outcomes:
        documents = shelf_of(row[0]).desk.evidence.documents
        for c in answer.citations:
            assert documents[c.span.document].quote(c.span) == c.quote
        used = {m for s in answer.sentences for m in s.citations}
        used |= {o.citation for c in answer.calculations for o in c.operands if o.citation}
        assert used == {c.marker for c in answer.citations}


@pytest.mark.parametrize("mark", ["[9]", "[1][2][3]", "[0]", "【3†source】", "(source: 4)"])
def test_a_mark_that_points_nowhere_is_replaced_by_the_true_one(shelf_of, with_model, mark):
    assistant = with_model(shelf_of("corpus"), f"China came third with $145.6 million {mark}.")
    answer = assistant.ask("How much did India export to Germany in FY 2022-23, in dollars?")
    [said] = [s for s in answer.sentences if "China" in s.text]
    assert mark not in answer.text
    assert all(
        "$145.6 million" in c.quote or "145.6" in c.quote for c in answer.citations if c.marker in said.citations
    )
