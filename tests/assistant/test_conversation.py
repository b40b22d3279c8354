"""What a conversation remembers."""

from assistant.conversation import Conversation, Turn
from assistant.query import Query


def turn(text, answered=True):
    return Turn(Query(text, "lookup"), answered=answered)


def test_it_means_the_last_answer_and_the_topic_is_the_last_question():
    talk = Conversation([turn("one"), turn("two"), turn("three", answered=False)])
    assert talk.last.query.text == "two"
    assert talk.topic.text == "three"


def test_where_nothing_was_answered_the_last_question_is_meant():
    talk = Conversation([turn("one", answered=False), turn("two", answered=False)])
    assert talk.last.query.text == "two"


def test_a_new_conversation_remembers_nothing():
    assert Conversation().last is None and Conversation().topic is None


def test_the_oldest_turn_is_forgotten_after_fifty():
    talk = Conversation()
    for i in range(60):
        talk.add(turn(str(i)))
    assert [t.query.text for t in talk.turns] == [str(i) for i in range(10, 60)]
