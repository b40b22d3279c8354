from copy import deepcopy
from types import SimpleNamespace

import pytest

from assistant.ui.session import Session, first_link, opened
from tests.assistant.ui.desk_double import ARTICLE, GERMANY, GROW, JAPAN, TABLE_QUESTION


@pytest.fixture
def session(double, library):
    session = Session()
    for question in (GROW, GERMANY, TABLE_QUESTION):
        session.keep(double.ask(question), library)
    return session


def test_an_answer_is_kept_whole_below_its_question(double, library):
    session = Session()
    messages = session.keep(double.ask(GROW), library)
    assert [m["role"] for m in messages] == ["user", "assistant"]
    assert all(word in messages[1]["content"] for word in ("26.2%", "Rs 625.68 crore"))
    assert session.messages == messages and len(session.answers) == 1


def test_a_marker_opens_its_source_with_steps_through_the_answer(session, library):
    pane = opened("#cite-0-1", session.answers, library)
    assert '<mark id="here" class="core">Rs 625.68 crore</mark>' in pane
    assert 'id="step-next" href="#cite-0-2"' in pane and 'id="step-previous"' not in pane


def test_a_source_opened_from_a_working_leads_back_to_it(session, library):
    assert 'class="back" href="#calc-0-0"' in opened("#cite-0-1", session.answers, library, back="#calc-0-0")


def test_a_way_back_that_the_answer_does_not_have_is_not_offered(session, library):
    for back in ("#calc-0-9", "#calc-1-0", "javascript:alert(1)", "https://evil.test"):
        assert 'class="back"' not in opened("#cite-0-1", session.answers, library, back=back)


def test_a_figure_opens_without_any_answer(double, library):
    from assistant.ui.markup import figure_link

    figure = double.figures()[4]
    pane = opened(figure_link(figure.id), [], library)
    assert '<mark id="here">1,468</mark>' in pane and "MedicarePharmaBusiness" in pane


@pytest.mark.parametrize(
    "link",
    ["", "#", "#cite", "#cite-", "#cite-9-1", "#cite-0-9", "#cite--1-1", "#calc-0-9", "#calc-0-0-0", "#cite-٣-١",
     "#cite-1", "#figure-no%2Fsuch", "#figure-../../etc/passwd", "#cite-" + "9" * 5000 + "-1", "<script>",
     "#other-0-0"],
)  # fmt: skip
def test_a_link_that_leads_nowhere_says_so(session, library, link):
    assert "no longer held" in opened(link, session.answers, library)


def test_beside_a_new_answer_stands_its_working_or_its_first_source_or_nothing(double):
    assert first_link(double.ask(GROW), 4) == "#calc-4-0"
    assert first_link(double.ask(GERMANY), 4) == "#cite-4-1"
    assert first_link(double.ask(JAPAN), 4) == ""


def test_a_document_opens_at_its_beginning(library):
    pane = opened("#document-" + ARTICLE, [], library)
    assert "kind: article" in pane and "can be tripled in the next five years" in pane
    assert "<mark" not in pane


def test_a_question_that_was_stopped_leaves_nothing_behind(double):
    class Remembering:
        def ask(self, question, conversation):
            conversation.turns.append(SimpleNamespace(question=question))
            return double.ask(question)

    def turns(conversation):
        return [turn.question for turn in conversation.turns]

    session = Session()
    session.ask(Remembering(), GROW)
    session.ask(Remembering(), GERMANY, still=lambda: False)
    assert turns(session.conversation) == [GROW] and session.before == [()]
    asked = session.conversation
    session.empty()  # while a question is under way
    session.ask(Remembering(), JAPAN)
    assert (turns(asked), turns(session.conversation)) == ([GROW], [JAPAN])


def test_every_tab_gets_a_session_of_its_own():
    built_with = Session(owner="somebody")
    one, other = deepcopy(built_with), deepcopy(built_with)
    assert one.id != other.id and one.owner == "" and one.conversation is not other.conversation
