"""The tools of a model that drafts: they read and compute, and take no number that the model could type.

Search, figures and the list of documents are those of `assistant.langchain_pieces`; the calculator takes the ids of
figures, or of numbers that the question itself gives. What was found and computed is remembered for the judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal

from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, ConfigDict, Field

from assistant import calculator
from assistant.assistant import Assistant
from assistant.draft import Draft
from assistant.langchain_pieces import tools as reading_tools
from assistant.model.grounds import speaks_to_reader
from assistant.model.prompts import given_numbers
from assistant.records import calculation_record
from assistant.types import Calculation, Operand
from index import numbers
from index.errors import BriefError, CalculationError
from index.types import Span

Operation = Literal[
    "sum", "difference", "ratio", "percent_change", "share", "average", "cagr", "required_rate", "projection",
    "years_needed", "part_from_share", "whole_from_share", "convert", "implied_rate", "percentage_point_change",
]  # fmt: skip
_LISTS: dict[str, Callable[..., Calculation]] = {"sum": calculator.total, "average": calculator.average}
_MOST_RESULTS = 40


class CalculateArguments(BaseModel):
    """What `calculate` takes."""

    model_config = ConfigDict(extra="forbid")

    operation: Operation = Field(description="What to compute.")
    operands: list[str] = Field(
        min_length=1,
        max_length=20,
        description="Ids of figures, as look_up_figures gives them, or q1, q2, ... for numbers of the question; "
        "in order: start before end, part before whole, amount before rate.",
    )


class Desk:
    """The tools for one question, and what they found."""

    def __init__(self, assistant: Assistant, question: str) -> None:
        """For one question over the assistant's documents."""
        self.assistant, self.question = assistant, question
        self.spans: list[Span] = []
        self.calculations: list[Calculation] = []

    def tools(self) -> tuple[BaseTool, ...]:
        """Search, figures, calculate, documents: all that an agent may call."""
        offered = {tool.name: tool for tool in reading_tools(self.assistant)}
        kept = [self._watched(offered[name]) for name in ("search_passages", "look_up_figures", "list_documents")]
        return (*kept[:2], self._calculator(), kept[2])

    def _watched(self, tool: BaseTool) -> BaseTool:
        """A reading tool that remembers what it showed, and shows nothing that speaks to a model."""

        def run(**given: Any) -> str:
            message = tool.invoke({"name": tool.name, "args": given, "id": "1", "type": "tool_call"})
            if message.status == "error":
                raise ToolException(str(message.content))
            records = [r for r in message.artifact[:_MOST_RESULTS] if not speaks_to_reader(_told(r))]
            self.spans += [Span(r["document"], r["start"], r["end"]) for r in records if "start" in r]
            return json.dumps({"results": [_short(r) for r in records]}, ensure_ascii=False)

        return StructuredTool(
            name=tool.name,
            description=tool.description,
            args_schema=tool.args_schema or {},
            func=run,
            handle_tool_error=True,
        )

    def _calculator(self) -> BaseTool:
        def calculate(operation: Operation, operands: list[str]) -> str:
            try:
                done = compute(operation, [self.operand(id) for id in operands])
            except BriefError as error:
                raise ToolException(str(error)) from error
            self.calculations.append(done)
            self.spans += [o.figure.context for o in done.operands if o.figure]
            record = calculation_record(done)
            return json.dumps({key: record[key] for key in ("operation", "shown", "working")}, ensure_ascii=False)

        return StructuredTool(
            name="calculate",
            description="Computes exactly from figures of the documents, by their ids. Never compute in your head.",
            args_schema=CalculateArguments,
            func=calculate,
            handle_tool_error=True,
        )

    def operand(self, id: str) -> Operand:
        """A figure by its id, or a number of the question by its place in it.

        Raises:
            CalculationError: there is none, or its binding is not sure enough to compute with.
        """
        if id[:1] == "q" and id[1:].isdigit():
            given = given_numbers(self.question)
            if 1 <= int(id[1:]) <= len(given):
                words = given[int(id[1:]) - 1]
                return calculator.given(words, numbers.read(words)[0].quantity)
        figure = self.assistant.desk.evidence.by_id.get(id)
        if figure is None:
            raise CalculationError(f"There is no figure {id[:80]}; give an id that look_up_figures has returned.")
        if not figure.bound:
            raise CalculationError(f"What the figure {id} is about is not sure; compute with another.")
        return Draft(self.assistant.desk.evidence).operand(figure)


def compute(operation: str, operands: list[Operand]) -> Calculation:
    """One operation of the calculator over operands that were looked up.

    Raises:
        CalculationError: it takes another number of operands, or has no result for these.
    """
    if operation in _LISTS:
        return _LISTS[operation](operands)
    function: Callable[..., Calculation] = getattr(calculator, operation)
    wanted = 3 if operation in ("cagr", "required_rate", "projection", "years_needed") else 2
    if len(operands) != wanted:
        raise CalculationError(f"{operation} takes {wanted} operands; give so many ids.")
    return function(*operands)


def _told(record: dict[str, Any]) -> str:
    return " ".join(str(record.get(key, "")) for key in ("quote", "context", "text", "title", "id", "publisher"))


def _short(record: dict[str, Any]) -> dict[str, Any]:
    """What a model needs of a record."""
    kept = (
        "id", "document", "title", "quote", "text", "context", "entities", "flow", "item", "period", "unit", "status",
        "bound", "date", "publisher",
    )  # fmt: skip
    return {key: record[key] for key in kept if record.get(key) not in (None, "", [])}
