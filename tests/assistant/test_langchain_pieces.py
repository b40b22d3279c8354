"""The LangChain pieces pass LangChain's own tests, cite exactly, and tell errors in one sentence."""

import json

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests, ToolsIntegrationTests
from langchain_tests.unit_tests import ToolsUnitTests

from assistant.langchain_pieces import PassageRetriever, tools

pytestmark = pytest.mark.model


def asynchronous(tests):
    """Lets LangChain's coroutines run; its other tests in the same class are none, which pytest-asyncio remarks."""
    quiet = pytest.mark.filterwarnings("ignore:.*is marked with '@pytest.mark.asyncio'")
    return pytest.mark.asyncio(quiet(tests))


EXAMPLES = {
    "ask_documents": {"question": "And to China?", "earlier": ["How much did India export to Germany?"]},
    "search_passages": {"query": "exports to Germany", "top_k": 2},
    "look_up_figures": {"query": "Germany", "limit": 3},
    "calculate": {"expression": "Rs 625.68 crore / 60%"},
    "check_documents": {"limit": 1},
    "list_documents": {},
}


@pytest.fixture(scope="module")
def by_name(brief):
    return {tool.name: tool for tool in tools(brief)}


@asynchronous
class TestTheRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _over_the_documents(self, brief):
        self.brief = brief

    @property
    def retriever_constructor(self):
        return PassageRetriever

    @property
    def retriever_constructor_params(self):
        return {"assistant": self.brief}

    @property
    def retriever_query_example(self):
        return "How much did India export to Germany?"

    def test_a_found_document_quotes_its_file_to_the_character(self):
        for found in PassageRetriever(assistant=self.brief, k=4).invoke("exports to Germany"):
            at = found.metadata
            text = self.brief.library.document(at["document"]).text
            assert text[at["start"] : at["end"]] == found.page_content

    def test_the_nearest_comes_first(self):
        scores = [f.metadata["score"] for f in PassageRetriever(assistant=self.brief).invoke("exports to Germany")]
        assert scores == sorted(scores, reverse=True)

    def test_no_passages_at_all_cannot_be_asked_for(self):
        with pytest.raises(ValueError, match="greater than or equal to 1"):
            PassageRetriever(assistant=self.brief, k=0)


class OneTool:
    """Which tool LangChain's tests run; they are the same for each."""

    name = ""

    @pytest.fixture(autouse=True)
    def _over_the_documents(self, by_name):
        self.tools = by_name

    @property
    def tool_constructor(self):
        return self.tools[self.name]

    @property
    def tool_constructor_params(self):
        return {}

    @property
    def tool_invoke_params_example(self):
        return EXAMPLES[self.name]


class TestAskingAsATool(OneTool, ToolsUnitTests):
    name = "ask_documents"


@asynchronous
class TestAskingIsCalled(OneTool, ToolsIntegrationTests):
    name = "ask_documents"


class TestSearchAsATool(OneTool, ToolsUnitTests):
    name = "search_passages"


@asynchronous
class TestSearchIsCalled(OneTool, ToolsIntegrationTests):
    name = "search_passages"


class TestFiguresAsATool(OneTool, ToolsUnitTests):
    name = "look_up_figures"


@asynchronous
class TestFiguresIsCalled(OneTool, ToolsIntegrationTests):
    name = "look_up_figures"


class TestTheCalculatorAsATool(OneTool, ToolsUnitTests):
    name = "calculate"


@asynchronous
class TestTheCalculatorIsCalled(OneTool, ToolsIntegrationTests):
    name = "calculate"


class TestTheAuditAsATool(OneTool, ToolsUnitTests):
    name = "check_documents"


@asynchronous
class TestTheAuditIsCalled(OneTool, ToolsIntegrationTests):
    name = "check_documents"


class TestTheListAsATool(OneTool, ToolsUnitTests):
    name = "list_documents"


@asynchronous
class TestTheListIsCalled(OneTool, ToolsIntegrationTests):
    name = "list_documents"


def called(tool, **arguments):
    """The message that a model gets back."""
    return tool.invoke({"name": tool.name, "args": arguments, "id": "1", "type": "tool_call"})


def test_every_tool_says_what_it_does_and_what_it_takes(by_name):
    assert list(by_name) == list(EXAMPLES)
    for tool in by_name.values():
        assert tool.description
        for argument in tool.args.values():
            assert argument["description"]


def test_passages_come_with_their_place(by_name, brief):
    [first, *_] = called(by_name["search_passages"], query="exports to Germany").artifact
    assert brief.library.document(first["document"]).text[first["start"] : first["end"]] == first["quote"]


def test_figures_come_with_their_binding_and_say_how_many_were_left_off(by_name, brief):
    message = called(by_name["look_up_figures"], query="Germany", limit=1)
    assert json.loads(message.content)["left_off"] == len(brief.figures("Germany")) - 1
    [figure] = message.artifact
    assert figure["text"] in figure["context"] and figure["base_unit"] and figure["bound"] in (True, False)


def test_the_calculator_computes_with_units(by_name):
    [done] = called(by_name["calculate"], expression="Rs 2,000 crore - Rs 625.68 crore").artifact
    assert (done["base_value"], done["base_unit"]) == (13743200000.0, "INR")
    assert done["working"]


@pytest.mark.parametrize(
    ("expression", "says"),
    [("Rs 5 crore + $2 million", "Cannot add"), ("5 / 0", "zero"), ("what is the time", "")],
    ids=["two currencies", "division by zero", "no sum"],
)
def test_a_sum_that_cannot_be_done_is_told_in_one_sentence(by_name, expression, says):
    message = called(by_name["calculate"], expression=expression)
    assert message.status == "error" and says in message.content
    assert "Traceback" not in message.content and message.content.endswith(".")


def test_all_documents_are_listed(by_name, brief):
    listed = called(by_name["list_documents"]).artifact
    assert [d["id"] for d in listed] == [d.id for d in brief.documents][: len(listed)] and listed


def test_an_answer_is_the_assistants_own(by_name, brief):
    [answer] = called(by_name["ask_documents"], question="How much did India export to Germany?").artifact
    own = brief.ask("How much did India export to Germany?").as_json()
    assert {**answer, "timings_ms": {}} == {**own, "timings_ms": {}}


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("look_up_figures", {"query": "tea", "limit": 101}, "limit"),
        ("look_up_figures", {"query": "tea", "path": "/"}, "path is not an argument"),
        ("search_passages", {}, "needs the argument query"),
        ("ask_documents", {"question": "x" * 2001}, "question"),
    ],
)
def test_arguments_out_of_bounds_or_unknown_are_told_in_one_sentence(by_name, tool, arguments, says):
    message = called(by_name[tool], **arguments)
    assert message.status == "error" and says in message.content
    assert "\n" not in message.content and message.content.endswith(".")
