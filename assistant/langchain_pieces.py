"""The assistant as LangChain pieces: a retriever, and tools for an agent. The only module that imports LangChain here.

    Assistant.search   ──► PassageRetriever, `search_passages`
    Assistant.figures  ──► `look_up_figures`
    the calculator     ──► `calculate`
    Assistant.documents──► `list_documents`

Tools read and compute; none writes, and none reaches the network. What goes wrong is told to the model in the one
sentence that a person would be shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as Found
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.expression import evaluate
from assistant.records import calculation_record, document_records, figure_record, hit_record
from index.errors import BriefError

MOST_PASSAGES = 20
MOST_FIGURES = 50


class PassageRetriever(BaseRetriever):
    """Passages of the documents, nearest to the query first.

    A found document's `page_content` is the passage's own words; its metadata holds the file, the character offsets
    `start` and `end`, the locator, the headings and the score (higher is better).

    `PassageRetriever(assistant=assistant, k=3).invoke("coffee exports")` returns at most three.
    """

    assistant: Assistant
    k: int = Field(default=5, ge=1, le=MOST_PASSAGES, description="passages to return")

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Found]:
        """At most `k` passages; without it, at most the retriever's own number."""
        found = []
        for hit in self.assistant.search(query, self.k if k is None else k):
            record = hit_record(hit)
            found.append(Found(id=hit.passage.id, page_content=record.pop("quote"), metadata=record))
        return found


class Results(NamedTuple):
    """What a tool found, as plain JSON values; `left_off` counts what the limit kept back."""

    records: list[dict[str, Any]]
    left_off: int = 0


class _Arguments(BaseModel):
    """What a tool takes; an argument that it does not know is an error, which the model gets to read."""

    model_config = ConfigDict(extra="forbid")


class SearchArguments(_Arguments):
    """What `search_passages` takes."""

    query: str = Field(min_length=1, description="What to look for, in a few words.")
    top_k: int = Field(default=5, ge=1, le=MOST_PASSAGES, description="How many passages to return.")


class FigureArguments(_Arguments):
    """What `look_up_figures` takes."""

    query: str = Field(
        min_length=1,
        description="Words that every figure must match: places, measure, period, such as “exports Germany 2022-23”.",
    )
    limit: int = Field(default=20, ge=1, le=MOST_FIGURES, description="How many figures to return.")


class CalculateArguments(_Arguments):
    """What `calculate` takes."""

    expression: str = Field(
        min_length=1,
        description="A sum with its units, such as “Rs 625.68 crore / 60%” or “cagr($75 million, $239 million, 5)”.",
    )


class NoArguments(_Arguments):
    """What `list_documents` takes: nothing."""


def tools(assistant: Assistant) -> tuple[BaseTool, ...]:
    """The tools of an agent over one assistant, in the order in which they are best offered.

    A tool's content is JSON, {"results": [...], "left_off": how many more there are}; its artifact is the list of
    results as Python values.
    """

    def search_passages(query: str, top_k: int = 5) -> Results:
        return Results([hit_record(hit) for hit in assistant.search(query, top_k)])

    def look_up_figures(query: str, limit: int = 20) -> Results:
        found = assistant.figures(query)
        documents = {d.id: d for d in assistant.documents}
        return Results([figure_record(f, documents) for f in found[:limit]], left_off=max(0, len(found) - limit))

    def calculate(expression: str) -> Results:
        return Results([calculation_record(evaluate(expression))])

    def list_documents() -> Results:
        return Results(document_records(assistant.documents, assistant.library.notices))

    return (
        _tool(
            search_passages,
            SearchArguments,
            "Finds passages of the documents, best first, each with its exact words, file, offsets and headings.",
        ),
        _tool(
            look_up_figures,
            FigureArguments,
            "Finds printed figures with what they are bound to: places, flow, period, unit, status, and their source. "
            "Compute only with figures whose `bound` is true.",
        ),
        _tool(
            calculate,
            CalculateArguments,
            "Computes exactly, with units and currencies: sums, shares, growth rates, conversions at a given rate. "
            "Never compute in your head.",
        ),
        _tool(list_documents, NoArguments, "Lists the documents: title, date, publisher, period, and what was odd."),
    )


def _tool(function: Callable[..., Results], arguments: type[BaseModel], description: str) -> BaseTool:
    """A tool of the function's name, whose errors are told to the model in one sentence."""

    def run(**given: Any) -> tuple[str, list[dict[str, Any]]]:
        try:
            results = function(**given)
        except BriefError as error:
            raise ToolException(str(error)) from error
        content = {"results": results.records, "left_off": results.left_off}
        return json.dumps(content, ensure_ascii=False), results.records

    return StructuredTool(
        name=function.__name__,
        description=description,
        args_schema=arguments,
        func=run,
        response_format="content_and_artifact",
        handle_tool_error=True,
    )
