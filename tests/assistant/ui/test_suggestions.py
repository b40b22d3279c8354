from dataclasses import replace

import pytest

from assistant.assistant import Conversation
from assistant.ui.library import Library
from assistant.ui.session import Session
from assistant.ui.suggestions import suggestions, suggestions_html
from tests.assistant.ui.desk_double import GERMANY, GROW, JAPAN


def test_only_follow_ups_that_get_the_answer_they_are_meant_to_get_are_offered(double, library):
    answer = double.ask("And China?")
    assert suggestions(double, answer, Conversation(), library) == ("And United States?", "And Germany?")

    class Mistaken:
        def ask(self, question, conversation):
            return replace(double.ask("And Brazil?"), question=question)

    assert suggestions(Mistaken(), answer, Conversation(), library) == ()


def test_the_conversation_is_left_as_it_is(double, library):
    conversation = Conversation()

    class Leaning:
        def ask(self, question, conversation):
            conversation.turns.append("a turn")
            return double.ask(question)

    suggestions(Leaning(), double.ask("And China?"), conversation, library)
    assert conversation.turns == []


def test_nothing_is_offered_that_is_not_answered(double, library):
    for question in (GROW, GERMANY, JAPAN):
        for found in suggestions(double, double.ask(question), Conversation(), library):
            assert double.ask(found).status == "answered"


def test_nobody_is_kept_waiting_for_them(double, library):
    tried = []

    class Counting:
        def ask(self, question, conversation):
            tried.append(question)
            return double.ask(question)

    assert suggestions(Counting(), double.ask("And China?"), Conversation(), library, lambda: len(tried) < 2) == (
        "And United States?",
    )
    assert len(tried) == 2


def test_nothing_is_looked_for_while_others_wait(double, library):
    class Unread:
        figures = property(lambda self: pytest.fail("looked for"))

    assert suggestions(double, double.ask("And China?"), Conversation(), Unread(), lambda: False) == ()


def test_a_question_offered_is_text():
    assert "<img" not in suggestions_html(["And <img src=x onerror=alert(1)>?"])
    assert suggestions_html([]) == ""


def test_going_back_takes_answers_messages_and_what_they_leaned_on(double, library):
    session = Session()
    for question in (GROW, GERMANY, JAPAN):
        session.keep(session.ask(double, question), library)
        session.conversation.turns.append(question)
    first = session.id
    session.go_back(2)
    assert session.id == first and len(session.answers) == 2 and len(session.messages) == 4
    assert list(map(str, session.conversation.turns)) == [GROW, GERMANY]
    session.go_back(0)
    assert session.id != first, "what followed stays in the history under its own name"
    assert not (session.answers or session.messages or session.conversation.turns)
    session.go_back(5)


def test_a_changed_answer_says_what_it_was_also_in_another_style(double, library):
    session = Session()
    session.keep(double.ask(GROW), library, was="Rs 5 crore <b> (2026-01-01)")
    for messages in (session.messages, session.written_anew(library.in_style("indian"))):
        assert "Rs 5 crore &lt;b&gt; (2026-01-01)" in messages[1]["content"]


@pytest.fixture(scope="module")
def real(brief):
    return brief, Library(brief.documents, brief.figures())


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("What were India's medical device exports to Germany in FY 2022-23?", "And China?"),
        ("What share of medical device exports went to the United States in FY 2022-23?", "And Germany?"),
        ("How much would exports to Russia have to grow each year to reach the target?", "How many times is that?"),
        ("Which are the five largest buyers of medical devices?", "What share of the total is that?"),
        ("Who signed the memorandum?", ", FY 20"),
        ("What were medical device exports to Japan in FY 2022-23?", "Medical device exports, Germany, FY 2022-23?"),
    ],
)
def test_after_every_kind_of_answer_something_is_offered_that_the_real_documents_answer(real, question, offered):
    assistant, library = real
    conversation = Conversation()
    found = suggestions(assistant, assistant.ask(question, conversation), conversation, library)
    assert any(offered in one for one in found), found
    for follow in found:
        answer = assistant.ask(follow, Conversation(list(conversation.turns)))
        assert answer.status == "answered" and (answer.figures or answer.calculations)
