"""What one user's browser tab has asked so far. Lives in the session, never in the program."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypedDict

from markupsafe import Markup

from assistant.assistant import Assistant, Conversation
from assistant.conversation import Turn
from assistant.types import Answer, Sentence
from assistant.ui import message
from assistant.ui import text as t
from assistant.ui.evidence import Place, cited_place, source_pane
from assistant.ui.keeper import Own
from assistant.ui.library import Library
from assistant.ui.markup import calculation_link, citation_link, figure_link, note, read_link, read_picked, sides_link
from assistant.ui.numerals import Numerals
from assistant.ui.pictures import Draw
from assistant.ui.selection import picked_pane
from assistant.ui.sides import are_sides, sides_pane
from assistant.ui.working import working_pane
from index.types import Document, Figure, Span


class Message(TypedDict):
    """A message as the chat takes it."""

    role: str
    content: str


class Session:
    """One conversation of one user, and what is the user's own.

    Attributes:
        conversation: what follow-ups lean on.
        answers: given so far, oldest first.
        messages: how the chat shows them, two for each answer.
        own: the documents that this session alone has added, if any.
        owner: the secret name under which its history is kept; "" keeps none.
        id: of the conversation in the history.
        style: how numbers are written.
        before: what follow-ups leaned on before each answer, for going back to it.
        was: what an answer said before the documents changed, by turn.
        asking: the questions under way; what is stopped is taken out.
        looked: whether the user has opened something since the last answer.
        worded: whether the language model words the answers, where there is one.
    """

    def __init__(self, owner: str = "", style: Numerals = "as written") -> None:
        """Nothing asked yet."""
        self.owner, self.style = owner, style
        self.own: Own | None = None
        self.asking: set[object] = set()
        self.worded = True
        self.empty()

    def __deepcopy__(self, memo: object) -> Session:
        """A session for another tab: Gradio copies the one that the page was built with."""
        return Session()

    def empty(self) -> None:
        """Begins a new conversation of the same user; whatever is under way is stopped."""
        self.asking.clear()
        self.id = uuid.uuid4().hex
        self.conversation = Conversation()
        self.answers: list[Answer] = []
        self.messages: list[Message] = []
        self.before: list[tuple[Turn, ...]] = []
        self.was: dict[int, str] = {}
        self.looked = False

    def stop(self) -> None:
        """Waits no longer for what is under way, which goes on beside the conversation and not in it."""
        self.asking.clear()
        self.conversation = Conversation(list(self.conversation.turns))
        self.take_back()

    def go_back(self, turn: int) -> None:
        """Takes back the answers from a turn on. More than the last one stays in the history as it was."""
        if not 0 <= turn < len(self.answers):
            return
        if turn < len(self.answers) - 1:
            self.id = uuid.uuid4().hex
        self.conversation.turns[:] = self.before[turn]
        del self.answers[turn:], self.before[turn:], self.messages[2 * turn :]
        self.was = {n: text for n, text in self.was.items() if n < turn}

    def ask(self, assistant: Assistant, question: str, still: Callable[[], bool] = lambda: True) -> Answer:
        """Asks within the conversation, and remembers what the answer leaned on.

        `still` tells afterwards whether somebody waits for it; if not, it leaves nothing behind.
        """
        conversation, leaned = self.conversation, tuple(self.conversation.turns)
        answer = assistant.ask(question, conversation)
        if still():
            self.before[len(self.answers) :] = [leaned]
        else:
            conversation.turns[:] = leaned
        return answer

    def take_back(self) -> None:
        """Forgets the question that was asked last and whose answer was not kept."""
        if len(self.before) > len(self.answers):
            self.conversation.turns[:] = self.before[len(self.answers)]
            del self.before[len(self.answers) :]

    def growing(self, answer: Answer, library: Library) -> list[Message]:
        """The conversation with an answer that is still being worded."""
        more = replace(answer, sentences=(*answer.sentences, Sentence("")))
        content = message.answer_message(more, len(self.answers), library, len(answer.sentences))
        return [*self.messages, *self._pair(answer.question, content + message.waiting_message(t.WORDING))]

    def keep(self, answer: Answer, library: Library, was: str = "") -> list[Message]:
        """Adds an answer to the conversation; `was` is what it said before the documents changed."""
        turn = len(self.answers)
        if was:
            self.was[turn] = was
        self.messages = [*self.messages, *self._turn(answer, turn, library)]
        self.answers.append(answer)
        self.looked = False
        self.before += [tuple(self.conversation.turns)] * (len(self.answers) - len(self.before))
        return self.messages

    def written_anew(self, library: Library) -> list[Message]:
        """The messages again, after the style of numbers has changed."""
        self.messages = [m for turn, answer in enumerate(self.answers) for m in self._turn(answer, turn, library)]
        return self.messages

    def waiting(self, question: str, words: str) -> list[Message]:
        """The conversation with a question that has no answer yet."""
        return [*self.messages, *self._pair(question, message.waiting_message(words))]

    def faulty(self, question: str, words: str) -> list[Message]:
        """The conversation with a question that could not be answered."""
        return [*self.messages, *self._pair(question, message.fault_message(words))]

    def _turn(self, answer: Answer, turn: int, library: Library) -> list[Message]:
        content = message.answer_message(answer, turn, library, was=self.was.get(turn, ""))
        return self._pair(answer.question, content, turn)

    def _pair(self, question: str, content: str, turn: int | None = None) -> list[Message]:
        number = len(self.answers) if turn is None else turn
        return [
            {"role": "user", "content": message.question_message(question, number)},
            {"role": "assistant", "content": content},
        ]


def opened(target: str, answers: Sequence[Answer], library: Library, back: str = "", *, drawn: bool = True) -> Markup:
    """The pane that a link within the page opens; a sentence where the link leads nowhere any more.

    Args:
        target: `#cite-3-1`, `#calc-3-0`, `#sides-3-0`, `#pick-sum-...`, `#figure-...`, `#document-...` or `#spot-...`;
            comes from the browser, so anything at all.
        answers: of the session.
        library: what is held.
        back: link to the working that the source was opened from.
        drawn: whether to draw the page of a PDF, which takes a moment; else it is blank.
    """
    kind, rest = read_link(target)
    turn, number = _numbers(rest)
    pane: Markup | None = None
    draw = library.draw if drawn else None
    if kind == "figure":
        pane = _figure_pane(rest, library, back)
    elif kind == "pick":
        pane = picked_pane(*read_picked(target), library)
    elif kind == "document" and (document := library.document(rest)):
        pane = source_pane(document, Place(here=Span(rest, 0, 0), link=target), draw)
    elif kind == "spot":
        pane = _spot_pane(rest, target, library)
    elif kind == "cite" and turn < len(answers):
        pane = _citation_pane(answers[turn], turn, number, library, back, draw)
    elif kind == "calc" and turn < len(answers) and number < len(answers[turn].calculations):
        pane = working_pane(answers[turn], number, turn, library)
    elif kind == "sides" and turn < len(answers) and are_sides(answers[turn]):
        pane = sides_pane(answers[turn], turn, library)
    return pane or Markup(note(t.NOT_FOUND))


def first_link(answer: Answer, turn: int) -> str:
    """What is shown beside a new answer: sources side by side, its last working, its first source; else empty."""
    if are_sides(answer):
        return sides_link(turn)
    if answer.calculations:
        return calculation_link(turn, len(answer.calculations) - 1)
    return citation_link(turn, answer.citations[0].marker) if answer.citations else ""


def is_printed(link: str, answers: Sequence[Answer], library: Library) -> bool:
    """Does a link lead to a page that can be drawn?"""
    kind, rest = read_link(link)
    turn, marker = _numbers(rest)
    if kind != "cite" or turn >= len(answers):
        return False
    cited = next((c.span.document for c in answers[turn].citations if c.marker == marker), "")
    document = library.document(cited)
    return bool(document and document.pages)


_NOWHERE = (1 << 30, 0)


def _numbers(rest: str) -> tuple[int, int]:
    """Turn and number of a link; a turn that no session reaches where the link has none."""
    first, _, second = rest.partition("-")
    both = first + second
    usable = first and second and both.isascii() and both.isdigit() and len(both) < 20
    return (int(first), int(second)) if usable else _NOWHERE


def _citation_pane(
    answer: Answer, turn: int, marker: int, library: Library, back: str, draw: Draw | None
) -> Markup | None:
    citation = next((c for c in answer.citations if c.marker == marker), None)
    document = library.document(citation.span.document) if citation else None
    if citation is None or document is None:
        return None
    place = cited_place(citation, turn, answer)
    if back in {sides_link(turn), *(calculation_link(turn, n) for n in range(len(answer.calculations)))}:
        place = replace(place, back=back)
    return source_pane(document, place, draw)


def _spot_pane(rest: str, target: str, library: Library) -> Markup | None:
    """A stretch of a document, `12-40-name.md`; with the sentence or row around it as background."""
    first, _, others = rest.partition("-")
    last, _, id = others.partition("-")
    document, (start, end) = library.document(id), _numbers(f"{first}-{last}")
    if document is None or not start < end <= len(document.text):
        return None
    here = Span(id, start, end)
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    if block is None:
        return source_pane(document, Place(here=here, link=target), library.draw)
    around = next((s for s in block.sentences if s[0] <= start < s[1]), (block.start, block.end))
    place = Place(here=here, link=target, locator=block.locator(document.title), also=(Span(id, *around),))
    return source_pane(document, place, library.draw)


def _figure_pane(id: str, library: Library, back: str) -> Markup | None:
    figure = library.figure(id)
    document = library.document(figure.span.document) if figure else None
    if figure is None or document is None:
        return None
    place = figure_place(figure, document)
    place = replace(place, back=back) if back.startswith("#pick-") else place
    return source_pane(document, place, library.draw)


def figure_place(figure: Figure, document: Document) -> Place:
    """The place of a figure: its own words, and the sentence they stand in as background."""
    sources = tuple(s for id in figure.sources if (s := document.source(id)))
    return Place(
        here=figure.span, link=figure_link(figure.id), locator=figure.locator, sources=sources, also=(figure.context,)
    )
