"""Questions to answers over whole briefs: what is refused, declined, and carried over from the last answer."""

import threading

import pytest

from assistant.answer import MAX_QUESTION
from assistant.assistant import Assistant, Conversation

pytestmark = pytest.mark.model


@pytest.mark.parametrize("question", ["", "  \n", "?!", "…"])
def test_a_question_without_words_is_asked_for_again(brief, question):
    answer = brief.ask(question)
    assert answer.status == "needs_clarification" and answer.text.startswith("Ask a question in words")


def test_a_question_that_is_too_long_is_refused_with_its_length(brief):
    answer = brief.ask("tea " * MAX_QUESTION)
    assert answer.status == "needs_clarification" and "7,999" in answer.text


def test_a_refused_question_is_not_remembered(brief):
    talk = Conversation()
    brief.ask("?", talk)
    assert talk.turns == []


@pytest.mark.parametrize("question", ["12% of Rs 200 crore", "What is 12 per cent of Rs 200 crore?"])
def test_a_typed_sum_needs_no_document(brief, question):
    answer = brief.ask(question)
    assert (answer.status, answer.citations) == ("answered", ())
    assert "Rs 24 crore" in answer.text


@pytest.mark.parametrize(
    "question", ["What were medical device exports to Germany in FY 2022-23?", "device exports to germny, FY23?"]
)
def test_a_figure_is_answered_with_the_sentence_it_stands_in(brief, question):
    answer = brief.ask(question)
    assert answer.status == "answered" and "$176.2 million" in answer.text
    assert "176.2" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question", ["What did India export to Atlantis?", "What were tea exports to Germany in 1950?"]
)
def test_what_is_not_held_is_declined(brief, question):
    assert brief.ask(question).status == "not_in_corpus"


class TestAConversation:
    FIRST = "What were medical device exports to Germany in FY 2022-23?"

    def after(self, brief, *questions):
        talk = Conversation()
        return [brief.ask(q, talk) for q in (self.FIRST, *questions)][-1]

    @pytest.mark.parametrize("question", ["And China?", "What about China?"])
    def test_what_a_follow_up_leaves_out_is_taken_from_before(self, brief, question):
        answer = self.after(brief, question)
        assert answer.status == "answered" and answer.understood["request"]["places"] == ["China"]
        assert answer.understood["request"]["periods"] == ["FY 2022-23"]

    def test_the_same_words_alone_are_no_follow_up(self, brief):
        assert brief.ask("And China?").understood["follow_up"] is False

    @pytest.mark.parametrize("question", ["Where does that come from?", "What's the source?"])
    def test_the_source_of_the_last_figure_is_told(self, brief, question):
        answer = self.after(brief, question)
        assert answer.status == "answered" and answer.citations
        assert answer.citations[0].title in answer.text

    @pytest.mark.parametrize("question", ["How did you get that?", "Show me the working."])
    def test_the_working_of_the_last_calculation_is_told(self, brief, question):
        answer = self.after(brief, "By how much is China's figure larger?", "What is 15% of Rs 200 crore?", question)
        assert "Rs 30 crore" in answer.text and len(answer.calculations) == 1

    @pytest.mark.parametrize("question", ["Who said that?", "Says who?"])
    def test_who_said_it_is_the_sentence_it_stands_in(self, brief, question):
        talk = Conversation()
        brief.ask("What could medical device exports to Russia become?", talk)
        answer = brief.ask(question, talk)
        assert answer.status == "answered" and answer.citations[0].quote in answer.text.replace(" [1]", "")

    def test_questions_about_the_last_answer_need_one(self, brief):
        assert not brief.ask("How did you get that?").calculations


def test_all_that_is_cited_is_used_and_markers_count_from_one(coffee):
    for question in ("Coffee exports to Germany in 2023/24?", "Rank the buyers of coffee.", "Who pays the levy?"):
        answer = coffee.ask(question)
        assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        used = {m for s in answer.sentences for m in s.citations}
        used |= {o.citation for c in answer.calculations for o in c.operands}
        assert {c.marker for c in answer.citations} <= used


def test_one_conversation_is_asked_one_question_at_a_time(brief):
    talk = Conversation()
    threads = [threading.Thread(target=brief.ask, args=("What is 2 + 3?", talk)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(talk.turns) == 8


def test_the_same_question_has_the_same_id_and_another_one_another(brief):
    ids = [brief.ask(q).id for q in ("What is 2 + 3?", "What is 2 + 3?", "What is 2 + 4?")]
    assert ids[0] == ids[1] != ids[2]


def test_a_fault_inside_is_told_as_a_question_to_ask_again(brief, monkeypatch, caplog):
    def broken(*arguments):
        raise LookupError("inside")

    monkeypatch.setattr("assistant.assistant.answer", broken)
    answer = brief.ask("What were exports to Germany?")
    assert answer.status == "needs_clarification" and "inside" not in answer.text
    assert "Germany" not in caplog.text.split("Traceback")[0]


class TestFiguresAndPassages:
    def test_figures_match_every_word(self, brief: Assistant):
        both = brief.figures("Germany exports")
        assert both and set(both) <= set(brief.figures("Germany"))
        assert brief.figures("Germany flurbish") == ()

    def test_without_a_query_all_figures_are_given(self, brief):
        assert brief.figures("") == brief.library.figures

    def test_passages_come_best_first_and_no_more_than_asked_for(self, brief):
        hits = brief.search("exports to Germany", 3)
        assert len(hits) == 3 and [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
