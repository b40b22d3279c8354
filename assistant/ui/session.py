"""What one user's browser tab has asked so far. Lives in the session, never in the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from markupsafe import Markup

from assistant.assistant import Assistant, Conversation
from assistant.types import Answer
from assistant.ui import message
from assistant.ui import text as t
from assistant.ui.evidence import Place, cited_place, source_pane
from assistant.ui.markup import calculation_link, read_link
from assistant.ui.working import working_pane
from index.types import Document, Figure


class Message(TypedDict):
    """A message as the chat takes it."""

    role: str
    content: str


@dataclass(slots=True)
class Session:
    """One conversation: what follow-ups lean on, and the answers given, oldest first."""

    conversation: Conversation = field(default_factory=Conversation)
    answers: list[Answer] = field(default_factory=list)

    def messages(self) -> list[Message]:
        """The whole conversation as the chat shows it."""
        return [m for turn, answer in enumerate(self.answers) for m in _messages(answer, turn)]

    def waiting(self, question: str, words: str) -> list[Message]:
        """The conversation with a question that has no answer yet."""
        return [*self.messages(), *_pair(question, len(self.answers), message.waiting_message(words))]

    def faulty(self, question: str, words: str) -> list[Message]:
        """The conversation with a question that could not be answered."""
        return [*self.messages(), *_pair(question, len(self.answers), message.fault_message(words))]

    def streamed(self, answer: Answer) -> Iterator[list[Message]]:
        """The conversation as the answer comes in, sentence by sentence; the last one is complete."""
        before, turn = self.messages(), len(self.answers)
        for shown in range(1, len(answer.sentences)):
            content = message.answer_message(answer, turn, shown)
            yield [*before, *_pair(answer.question, turn, content)]
        yield [*before, *_messages(answer, turn)]


def _messages(answer: Answer, turn: int) -> list[Message]:
    return _pair(answer.question, turn, message.answer_message(answer, turn))


def _pair(question: str, turn: int, content: str) -> list[Message]:
    return [
        {"role": "user", "content": message.question_message(question, turn)},
        {"role": "assistant", "content": content},
    ]


def opened(target: str, answers: Sequence[Answer], assistant: Assistant, back: str = "") -> Markup:
    """The pane that a link within the page opens; a sentence where the link leads nowhere any more.

    Args:
        target: `#cite-3-1`, `#calc-3-0` or `#figure-...`; comes from the browser, so anything at all.
        answers: of the session.
        assistant: holds the documents.
        back: link to the working that the source was opened from.
    """
    kind, rest = read_link(target)
    pane: Markup | None = None
    if kind == "figure":
        pane = _figure_pane(rest, assistant)
    elif kind in ("cite", "calc") and (numbers := _numbers(rest)) and numbers[0] < len(answers):
        turn, number = numbers
        show = _citation_pane if kind == "cite" else _calculation_pane
        pane = show(answers, turn, number, assistant, back)
    return pane or Markup('<p class="hint">{}</p>').format(t.NOT_FOUND)


def first_link(answer: Answer, turn: int) -> str:
    """What is shown beside a new answer: its last working, else its first source; empty where it has neither."""
    if answer.calculations:
        return calculation_link(turn, len(answer.calculations) - 1)
    return f"#cite-{turn}-{answer.citations[0].marker}" if answer.citations else ""


def _numbers(rest: str) -> tuple[int, int] | None:
    first, _, second = rest.partition("-")
    if not (first.isascii() and first.isdigit() and second.isascii() and second.isdigit()):
        return None
    return (int(first), int(second)) if len(rest) < 16 else None


def _document(assistant: Assistant, id: str) -> Document | None:
    return next((d for d in assistant.documents if d.id == id), None)


def _citation_pane(answers: Sequence[Answer], turn: int, marker: int, assistant: Assistant, back: str) -> Markup | None:
    citations = answers[turn].citations
    citation = next((c for c in citations if c.marker == marker), None)
    document = _document(assistant, citation.span.document) if citation else None
    if citation is None or document is None:
        return None
    place = cited_place(citation, turn, citations)
    if back in {calculation_link(turn, n) for n in range(len(answers[turn].calculations))}:
        place = replace(place, back=back)
    return source_pane(document, place)


def _calculation_pane(
    answers: Sequence[Answer], turn: int, number: int, assistant: Assistant, back: str
) -> Markup | None:
    return working_pane(answers[turn], number, turn) if number < len(answers[turn].calculations) else None


def _figure_pane(id: str, assistant: Assistant) -> Markup | None:
    figure = next((f for f in assistant.figures() if f.id == id), None)
    document = _document(assistant, figure.span.document) if figure else None
    if figure is None or document is None:
        return None
    return source_pane(document, figure_place(figure, document))


def figure_place(figure: Figure, document: Document) -> Place:
    """The place of a figure: its own words, and the sentence they stand in as background."""
    sources = tuple(s for id in figure.sources if (s := document.source(id)))
    return Place(here=figure.span, locator=figure.locator, sources=sources, also=(figure.context,))
