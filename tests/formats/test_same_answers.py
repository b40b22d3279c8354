"""One brief in five formats: the same questions get the same answers, and each citation leads to its place."""

import pytest

from assistant.answer import answer
from assistant.bind import Evidence
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.sentences import Sentences
from index.figures import extract
from index.load import load_folder
from index.split import split
from tests.formats import brief

pytestmark = pytest.mark.model


def evidence_in(folder, name, raw):
    (folder / name).write_bytes(raw)
    documents, notices = load_folder([folder])
    assert notices == ()
    passages = [p for d in documents for p in split(d, count_tokens=lambda text: len(text.split()))]
    return Evidence(documents, passages, [f for d in documents for f in extract(d)])


def answers_over(evidence, questions=brief.QUESTIONS):
    desk = Desk(evidence, Sentences(evidence), lambda query, top_k: (), "")
    return [answer(desk, question, Conversation()) for question in questions]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return answers_over(evidence_in(tmp_path_factory.mktemp("markdown"), "brief.md", brief.markdown()))


def said(given):
    """Words, status, workings and number of citations of an answer."""
    made = given.as_json("")
    return made["answer"], made["status"], [c["working"] for c in made["calculations"]], len(made["citations"])


def test_the_questions_are_answered_and_not_declined(expected):
    statuses = [given.status for given in expected]
    assert len(statuses) == 30 and statuses.count("answered") >= 26


@pytest.mark.parametrize("name", sorted(brief.WRITTEN))
def test_every_format_gives_the_answers_of_markdown(name, expected, tmp_path):
    evidence = evidence_in(tmp_path, name, brief.WRITTEN[name]())
    answers = answers_over(evidence)
    assert [said(a) for a in answers] == [said(a) for a in expected]
    citations = [c for a in answers for c in a.citations]
    assert len(citations) > 30
    for citation in citations:
        document = evidence.documents[citation.span.document]
        assert document.text[citation.span.start : citation.span.end] == citation.quote
        place = citation.locator
        if name.endswith(".pdf"):
            assert place.page in (1, 2)
        elif name.endswith(".xlsx"):
            assert place.sheet and place.cell[:1].isalpha()
        else:
            assert place.heading


def test_a_cell_s_address_leads_to_the_figure_in_the_workbook(tmp_path):
    import openpyxl

    evidence = evidence_in(tmp_path, "brief.xlsx", brief.excel())
    (given,) = answers_over(evidence, ["What were cashew exports to India in 2023?"])
    place = given.citations[0].locator
    book = openpyxl.load_workbook(tmp_path / "brief.xlsx")
    assert book[place.sheet][place.cell].value == 121.7
