"""What the assistant does for other programs: six services, each with what it takes and what it gives.

HTTP API, MCP server and LangChain tools offer these and nothing else, so that one question has one answer, whoever
asks. All of them read and compute; none changes a document, remembers who asked, or reaches the network.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant import shapes
from assistant.records import calculation_record, document_records, figure_record, hit_record
from index.errors import RequestError

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def _whole(value: object) -> object:
    """JSON has one kind of number, and to its schemas 5.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Question = Annotated[str, Field(min_length=1, max_length=2000)]
Whole = Annotated[int, BeforeValidator(_whole)]


class Service(BaseModel):
    """One service; its fields are what it takes, and an unknown or unusable one is an error that says so."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: ClassVar[str]
    title: ClassVar[str]
    says: ClassVar[str]
    """What it does, for a model that chooses among tools."""
    gives: ClassVar[type[shapes.Shape]]

    @abstractmethod
    def run(self, assistant: Assistant) -> dict[str, Any]:
        """Does it, and gives plain JSON values.

        Raises:
            BriefError: it cannot be done; the sentence says what to do.
        """


class Paged(Service):
    """A service that gives some results at a time."""

    limit: Whole = Field(default=20, ge=1, le=100, description="How many results to return at most.")
    skip: Whole = Field(default=0, ge=0, le=1_000_000, description="How many results to pass over first.")

    def page(self, rows: Sequence[Any]) -> tuple[Sequence[Any], int]:
        """The rows wanted, and how many more there are after them."""
        end = self.skip + self.limit
        return rows[self.skip : end], max(0, len(rows) - end)


class Ask(Service):
    """Answers one question."""

    name = "ask"
    title = "Ask the documents"
    says = (
        "Answers a question from the documents, with exact quotes and computed figures. Pass on the answer's text, its "
        "markers [1] and the quotes they stand for; do not compute or add to its numbers. A status of not_in_corpus "
        "means that the documents do not say."
    )
    gives = shapes.AnswerShape

    question: Question = Field(description="The question, in plain English.")
    earlier: tuple[Question, ...] = Field(
        default=(),
        max_length=20,
        strict=False,
        description="The questions asked before in this conversation, oldest first, for a follow-up to lean on.",
    )

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The answer; earlier questions are asked first, so that nothing has to be remembered in between."""
        from assistant.conversation import Conversation

        conversation = Conversation() if self.earlier else None
        for question in self.earlier:
            assistant.ask(question, conversation)
        return assistant.ask(self.question, conversation).as_json()


class Search(Service):
    """Finds passages."""

    name = "search"
    title = "Search passages"
    says = "Finds passages of the documents, best first, each with its exact words, file, offsets and headings."
    gives = shapes.Listed[shapes.HitShape]

    query: Question = Field(description="What to look for, in a few words.")
    top_k: Whole = Field(default=5, ge=1, le=20, description="How many passages to return.")

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The passages nearest to the query. How many more would match is not known, so none are left off."""
        return {"results": [hit_record(hit) for hit in assistant.search(self.query, self.top_k)], "left_off": 0}


class Figures(Paged):
    """Lists printed figures."""

    name = "figures"
    title = "Look up figures"
    says = (
        "Finds printed figures with what they are bound to: places, flow, period, unit, status, and their source. "
        "Compute only with figures whose `bound` is true."
    )
    gives = shapes.Listed[shapes.FigureShape]

    query: str = Field(
        default="",
        max_length=2000,
        description="Words that every figure must match: places, measure, period, such as “exports Germany 2022-23”.",
    )

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The figures that match every word, in document order."""
        found, left_off = self.page(assistant.figures(self.query))
        documents = {f.span.document: assistant.library.document(f.span.document) for f in found}
        return {"results": [figure_record(f, documents) for f in found], "left_off": left_off}


class Calculate(Service):
    """Works out a sum."""

    name = "calculate"
    title = "Calculate"
    says = (
        "Computes exactly, with units and currencies: sums, shares, growth rates, conversions at a given rate. "
        "Never compute in your head."
    )
    gives = shapes.CalculationShape

    expression: Question = Field(
        description="A sum with its units, such as “Rs 625.68 crore / 60%” or “cagr($75 million, $239 million, 5)”."
    )

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The calculation; the documents are not looked at."""
        return calculation_record(assistant.calculate(self.expression))


class Check(Paged):
    """Audits the documents."""

    name = "check"
    title = "Audit the documents"
    says = (
        "Lists what in the documents' own figures does not hold: conversions, totals, growth, shares, ranks, dates, "
        "and values that disagree; the gravest first, each with both quotes and the sum."
    )
    gives = shapes.Listed[shapes.FindingShape]

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The findings, the gravest first."""
        found, left_off = self.page(assistant.check())
        return {"results": [finding.as_json() for finding in found], "left_off": left_off}


class Documents(Paged):
    """Lists the documents."""

    name = "documents"
    title = "List documents"
    says = "Lists the documents: title, date, publisher, period, and what was odd about each."
    gives = shapes.Listed[shapes.DocumentShape]

    def run(self, assistant: Assistant) -> dict[str, Any]:
        """The documents by id; files that were left out come last."""
        rows, left_off = self.page(document_records(assistant.documents, assistant.library.notices))
        return {"results": list(rows), "left_off": left_off}


SERVICES: tuple[type[Service], ...] = (Ask, Search, Figures, Calculate, Check, Documents)
"""In the order in which they are best offered."""


def called(service: type[Service], arguments: object) -> Service:
    """A service with what a program hands over for it.

    Raises:
        RequestError: an argument is missing, unknown or unusable; the sentence names it.
    """
    try:
        return service.model_validate(arguments)
    except ValidationError as error:
        raise RequestError(why(error.errors()[0], service)) from None


def why(error: Mapping[str, Any], service: type[Service]) -> str:
    """What is wrong with the arguments, in one sentence that does not repeat their values.

    Args:
        error: as pydantic describes it, with `type`, `loc` and `msg`.
        service: whose arguments they are.
    """
    name = ".".join(str(part) for part in error["loc"])
    known = ", ".join(service.model_fields)
    if error["type"] == "extra_forbidden":
        name = name if name.isprintable() and len(name) <= 40 else "An argument"
        return f"{name} is not an argument of {service.name}; use {known}."
    if not name:
        return f"The arguments of {service.name} have to be one JSON object; give {known}."
    if error["type"] == "missing":
        return f"{service.name} needs the argument {name}; give it."
    reason = str(error["msg"])
    return f"The argument {name} of {service.name} is not usable ({reason[:1].lower()}{reason[1:]}); correct it."
