"""What the page's events do. One desk serves all users; what is a user's own comes in with the session."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from logging import getLogger
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.card import card_html, card_of
from assistant.ui.coverage import COVERED, coverage_table
from assistant.ui.documents_page import documents_table
from assistant.ui.examples import answerable
from assistant.ui.export import as_markdown
from assistant.ui.figures_page import FILTERS, choices, figures_table, filtered
from assistant.ui.frame import HINT
from assistant.ui.library import Library
from assistant.ui.markup import note, read_cover
from assistant.ui.opening import Opening
from assistant.ui.session import Message, Session, first_link, opened

logger = getLogger(__name__)

COMPUTING = 2
"""Questions computed at once. More threads than cores slow the embedding model down for everybody."""
LOOK_AGAIN = 0.2
"""Seconds between two looks at whether the documents are open."""

Shown = tuple[Any, Any, Any, Any, Any]
"""(chat, session, question, evidence, card)."""


class Desk:
    """The page's events over an assistant that may still be opening."""

    def __init__(self, opening: Opening) -> None:
        """Events over the assistant that `opening` opens."""
        self.opening = opening
        self._computing = threading.BoundedSemaphore(COMPUTING)
        self._trying = threading.Lock()
        self._examples: list[str] | None = None
        self._library: Library | None = None

    def opened(self) -> Iterator[tuple[Any, Any]]:
        """What opening the page shows in time: (status, chat with example questions)."""
        for words in self._until_open():
            yield note(words), gr.skip()
        assistant = self.opening.assistant
        if assistant is None:
            yield note(self.opening.fault), gr.skip()
            return
        library = self._held(assistant)
        count = t.READY.format(documents=len(library.documents), figures=len(library.figures))
        yield note(count), gr.skip()
        yield gr.skip(), gr.Chatbot(examples=[{"text": question} for question in self._tried(assistant)])

    def ask(self, question: str, session: Session | None) -> Iterator[Shown]:
        """Answers into the conversation, step by step."""
        session, question = session or Session(), (question or "").strip()
        if not question:
            yield gr.skip(), session, gr.skip(), gr.skip(), gr.skip()
            return
        typed: Any = ""  # the line is emptied once, not while the next question is being typed
        for words in self._until_open():
            yield session.waiting(question, t.WAITING.format(words=words)), session, typed, gr.skip(), gr.skip()
            typed = gr.skip()
        if assistant := self.opening.assistant:
            yield session.waiting(question, t.THINKING), session, typed, gr.skip(), gr.skip()
            yield from self._answered(assistant, question, session)
        else:
            yield session.faulty(question, self.opening.fault), session, typed, gr.skip(), gr.skip()

    def ask_example(self, session: Session | None, picked: gr.SelectData) -> Iterator[Shown]:
        """Asks the example that was picked."""
        yield from self.ask(str(picked.value["text"]), session)

    def stop(self, session: Session | None) -> list[Message]:
        """The conversation without the question that was stopped."""
        return session.messages if session else []

    def new(self) -> Shown:
        """An empty conversation."""
        return [], Session(), "", HINT, str(card_html(None))

    def reveal(self, session: Session | None, event: gr.EventData) -> str:
        """The pane for a link of the page."""
        assistant = self.opening.assistant
        if assistant is None:
            return HINT
        answers = session.answers if session else []
        return str(opened(str(event.link), answers, self._held(assistant), back=str(event.back)))

    def export(self, session: Session | None) -> str:
        """The conversation as Markdown."""
        if not session or not session.answers:
            gr.Info(t.NOTHING_TO_EXPORT)
            return ""
        return as_markdown(session.answers)

    def figures(self, query: str, view: str, *wanted: str) -> str:
        """The figures that match the search and the filters, as a table or counted by what `view` names."""
        assistant = self.opening.assistant
        if assistant is None:
            return note(self.opening.fault or self.opening.words)
        library = self._held(assistant)
        found = filtered(assistant.figures(query or ""), dict(zip(FILTERS, wanted, strict=True)), library)
        return str(coverage_table(view, found, library) if view in COVERED else figures_table(found, library))

    def cover(self, event: gr.EventData) -> tuple[Any, ...]:
        """The figures counted in one cell of a coverage table: the table of them, and the filters set to the cell."""
        by, row, period, *_ = (*read_cover(str(event.link)), "", "", "")
        wanted = [{by: row, t.FILTER_PERIOD: period}.get(name, "") for name in FILTERS]
        return self.figures("", "", *wanted), "", "", *wanted

    def figures_tab(self) -> Iterator[tuple[Any, ...]]:
        """What the tab of figures shows until the documents are open, then the filters' choices."""
        for words in self._until_open():
            yield note(words), *(gr.skip() for _ in FILTERS)
        offered = choices(self._held(self.opening.assistant)) if self.opening.assistant else {}
        lists = ([(t.ANY, ""), *((v, v) for v in offered.get(name, ()))] for name in FILTERS)
        yield gr.skip(), *(gr.Dropdown(choices=values) for values in lists)

    def documents(self) -> Iterator[str]:
        """The table of documents."""
        yield from map(note, self._until_open())
        assistant = self.opening.assistant
        yield str(documents_table(self._held(assistant))) if assistant else note(self.opening.fault)

    def _until_open(self) -> Iterator[str]:
        """Starts opening where it has not begun, and tells what is done until it ends."""
        self.opening.start()
        while not self.opening.wait(LOOK_AGAIN):
            yield self.opening.words

    def _answered(self, assistant: Assistant, question: str, session: Session) -> Iterator[Shown]:
        """The answer, sentence by sentence, then the evidence beside it."""
        try:
            with self._computing:
                answer = assistant.ask(question, session.conversation)
        except Exception:  # noqa: BLE001  one question must not take the page down
            logger.exception("A question could not be answered")
            yield session.faulty(question, t.BROKEN), session, gr.skip(), gr.skip(), gr.skip()
            return
        library = self._held(assistant)
        *parts, whole = session.streamed(answer, library)
        for messages in parts:
            yield messages, session, gr.skip(), gr.skip(), gr.skip()
        card = str(card_html(card_of(session.answers, library)))
        yield whole, session, gr.skip(), self._beside(answer, session, library), card

    def _beside(self, answer: Answer, session: Session, library: Library) -> str:
        link = first_link(answer, len(session.answers) - 1)
        return str(opened(link, session.answers, library)) if link else HINT

    def _held(self, assistant: Assistant) -> Library:
        """The assistant's documents and figures, looked up once for everybody."""
        if self._library is None:
            self._library = Library(assistant.documents, assistant.figures())
        return self._library

    def _tried(self, assistant: Assistant) -> list[str]:
        """The example questions that the documents answer, found once for everybody."""
        with self._trying:
            if self._examples is None:
                self._examples = answerable(assistant, self._held(assistant))
            return self._examples
