"""The agent: tools by ids, bounded steps, and answers that rest on what the tools found."""

import json

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from assistant.calculator import given
from assistant.model.tools import Desk, compute
from index.errors import CalculationError
from index.numbers import read

pytestmark = pytest.mark.model


def call(name, id="1", **arguments):
    return AIMessage(content="", tool_calls=[{"name": name, "args": arguments, "id": id, "type": "tool_call"}])


def results(messages):
    """What the last tool returned."""
    last = [m for m in messages if isinstance(m, ToolMessage)][-1]
    return json.loads(last.content)


@pytest.fixture
def desk(shelf_of):
    return Desk(shelf_of("corpus"), "If exports grew by 10 per cent a year, where would they be after 5 years?")


def figure_id(desk, text, document="2024-04-22"):
    evidence = desk.assistant.desk.evidence
    return next(
        f.id
        for f in evidence.figures
        if f.id.startswith(document) and evidence.documents[f.span.document].quote(f.span) == text
    )


def test_the_tools_are_four_and_none_writes_or_fetches(desk):
    assert [t.name for t in desk.tools()] == ["search_passages", "look_up_figures", "calculate", "list_documents"]


def test_the_calculator_takes_ids_of_figures_and_numbers_of_the_question(desk):
    calculate = next(t for t in desk.tools() if t.name == "calculate")
    crore = figure_id(desk, "Rs 625.68 crore")
    done = json.loads(calculate.invoke({"operation": "projection", "operands": [crore, "q1", "q2"]}))
    assert done["shown"] == "Rs 1,008 crore"
    assert desk.calculations[0].operands[0].figure.id == crore


@pytest.mark.parametrize("typed", ["625.68", "Rs 625.68 crore", "q9", "../etc/passwd", ""])
def test_a_typed_operand_is_refused_in_one_sentence(desk, typed):
    with pytest.raises(CalculationError, match="There is no figure"):
        desk.operand(typed)


def test_a_figure_whose_binding_is_not_sure_is_not_computed_with(desk):
    evidence = desk.assistant.desk.evidence
    unsure = next(f for f in evidence.figures if not f.bound)
    with pytest.raises(CalculationError, match="not sure"):
        desk.operand(unsure.id)


def test_an_operation_with_too_many_operands_is_refused():
    five = given("5", read("$5 million")[0].quantity)
    with pytest.raises(CalculationError, match="takes 2"):
        compute("ratio", [five, five, five])
    assert compute("sum", [five, five, five]).shown == "$15 million"


def test_an_answer_may_rest_on_what_the_tools_computed(shelf_of, with_model):
    def says(messages):
        replies = [m for m in messages if isinstance(m, ToolMessage)]
        if not replies:
            return call("look_up_figures", query="exports Germany China 2022-23")
        if len(replies) == 1:
            found = results(messages)["results"]
            ids = [next(r["id"] for r in found if r["text"] == text) for text in ("$176.2 million", "$145.6 million")]
            return call("calculate", id="2", operation="difference", operands=ids)
        return AIMessage(
            content=f"Exports to Germany were {results(messages)['shown']} higher than those to China. "
            "Exports to Peru were $31 million higher than those to China."
        )

    assistant = with_model(shelf_of("corpus"), says, tools=True)
    answer = assistant.ask("How much did India export to Germany in FY 2022-23, in dollars?")
    assert "were $30.6 million higher than those to China" in answer.text
    assert "Peru" not in answer.text and answer.drafted["left_out"] == 1
    assert [c.operation for c in answer.calculations] == ["difference"]
    assert all(o.citation for c in answer.calculations for o in c.operands)


def test_words_before_a_tool_call_are_no_answer(shelf_of, with_model):
    def says(messages):
        if not any(isinstance(m, ToolMessage) for m in messages):
            first = call("search_passages", query="Germany")
            return AIMessage(content="Let me look that up for you. It may be $5 million.", tool_calls=first.tool_calls)
        return AIMessage(content="China came third with $145.6 million.")

    answer = with_model(shelf_of("corpus"), says, tools=True).ask(
        "How much did India export to Germany in FY 2022-23, in dollars?"
    )
    assert answer.drafted["sentences"] == answer.drafted["kept"] == 1


def test_a_model_that_never_stops_calling_is_stopped(shelf_of, with_model):
    assistant = with_model(shelf_of("corpus"), lambda messages: call("search_passages", query="tea"), tools=True)
    answer = assistant.ask("How much did India export to Germany in FY 2022-23, in dollars?")
    assert answer.text.startswith("$176.2 million") and "built-in answer" in answer.text
    assert len(assistant.model.chat.heard) <= 7


def test_a_declined_question_stays_declined_whatever_the_agent_finds(shelf_of, with_model):
    says = "Exports to Germany were $176.2 million in FY 2022-23."
    answer = with_model(shelf_of("corpus"), says, tools=True).ask("What were India's exports to Norway?")
    assert answer.status == "not_in_corpus" and answer.text.startswith("The documents give no figure for Norway")
