"""What a question asks, as values: the output of understanding, the input of binding and computing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from index.numbers import Mention
from index.types import Period


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question. A `hard` term must be covered by the evidence; a soft one only helps.

    A `speaker` is who is said to say it ("according to the ministry"). A stem that begins with `#` is a letter or
    number in a name ("class A"), found as written.
    """

    stem: str
    word: str
    hard: bool = True
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One figure that a question wants.

    Attributes:
        terms: what it is about, besides places, flow, period and unit.
        places: canonical names that must hold for it, the home place left out.
        home: whether the question names the home place.
        flow: `export`, `import`, `trade`, `balance`, or "".
        periods: any of these; empty for the latest.
        unit: the exact unit wanted, such as `INR`, or a class: `money`, `percent`, `count`, `time`, `length`, `mass`,
            `volume`, `rate`; "" for any.
        kind: `share`, `change`, `level`, ... or "".
        status: `future` for targets and projections, `reported` for what is, "" where not said.
        counted: stems of what "how many" counts.
        total: the question asks for the whole ("all destinations", "worldwide").
    """

    terms: tuple[Term, ...] = ()
    places: tuple[str, ...] = ()
    home: bool = False
    flow: str = ""
    periods: tuple[Period, ...] = ()
    unit: str = ""
    kind: str = ""
    status: str = ""
    total: bool = False
    counted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For `understood` in an answer."""
        return {
            "terms": [t.word for t in self.terms],
            "places": list(self.places),
            "flow": self.flow,
            "periods": [p.label for p in self.periods],
            "unit": self.unit,
            "kind": self.kind,
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    Attributes:
        text: the question as asked.
        operation: what is to be done; see `assistant.operations.OPERATIONS`.
        request: the figure asked about, with everything the question says of it.
        alternatives: further places, periods, flows or items that the operation ranges over, in the question's order.
        given: quantities that the question gives.
        follow_up: whether it leans on the conversation.
        rank: for rankings: 1 for the first; 0 for a whole list; negative from the end.
        descending: for rankings: the largest first.
        unit: unit the result is wanted in, "" where none is said.
    """

    text: str
    operation: str
    request: Request = Request()
    places: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    flows: tuple[str, ...] = ()
    items: tuple[tuple[Term, ...], ...] = ()
    given: tuple[Mention, ...] = ()
    follow_up: bool = False
    rank: int = 1
    top: int = 0
    descending: bool = True
    unit: str = ""
    notes: dict[str, Any] = field(default_factory=dict)

    def with_request(self, **changes: Any) -> Query:
        """The same question about another figure."""
        return replace(self, request=replace(self.request, **changes))

    def as_json(self) -> dict[str, Any]:
        """How the question was read, for the answer's `understood`."""
        return {
            "operation": self.operation,
            "request": self.request.as_json(),
            "places": list(self.places),
            "periods": [p.label for p in self.periods],
            "flows": list(self.flows),
            "given": [self.text[m.start : m.end] for m in self.given],
            "follow_up": self.follow_up,
            "unit": self.unit,
        }
