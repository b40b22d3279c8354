"""The assistant as LangChain pieces for somebody else's agent: a retriever, and the six services as tools.

    from assistant import Assistant
    from assistant.langchain_pieces import PassageRetriever, tools

Tools read and compute; none writes, and none reaches the network. What goes wrong is told to the model in the one
sentence that a person would be shown. An example is in docs/langchain_agent.py.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as Found
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import Field, ValidationError

from assistant.assistant import Assistant
from assistant.records import hit_record
from assistant.services import SERVICES, Service, why
from index.errors import BriefError

MOST_PASSAGES = 20
NAMES = {
    "ask": "ask_documents",
    "search": "search_passages",
    "figures": "look_up_figures",
    "calculate": "calculate",
    "check": "check_documents",
    "documents": "list_documents",
}
"""The services' names among the tools of others, which have to say more."""


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


def tools(assistant: Assistant) -> tuple[BaseTool, ...]:
    """The tools of an agent over one assistant, in the order in which they are best offered.

    A tool's content is the JSON that the service gives; its artifact is the list of results as Python values, of one
    for an answer and a calculation.
    """
    return tuple(_tool(service, assistant) for service in SERVICES)


def _tool(service: type[Service], assistant: Assistant) -> BaseTool:
    """A service as a tool, whose errors are told to the model in one sentence."""

    def run(**arguments: Any) -> tuple[str, list[dict[str, Any]]]:
        try:
            given = service.model_validate(arguments).run(assistant)
        except BriefError as error:
            raise ToolException(str(error)) from error
        return json.dumps(given, ensure_ascii=False), given.get("results", [given])

    def unusable(error: Any, service: type[Service]) -> str:
        if not isinstance(error, ValidationError):
            raise error
        return why(error.errors()[0], service)

    return StructuredTool(
        name=NAMES[service.name],
        description=service.says,
        args_schema=service,
        func=run,
        response_format="content_and_artifact",
        handle_tool_error=True,
        handle_validation_error=partial(unusable, service=service),
    )
