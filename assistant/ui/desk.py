"""What the page's events do. One desk serves all users; what is a user's own comes in with the session."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from logging import getLogger
from typing import Any

import gradio as gr

from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.card import card_html, card_of
from assistant.ui.examples import answerable
from assistant.ui.export import as_markdown
from assistant.ui.frame import HINT
from assistant.ui.holdings import Held, Holdings
from assistant.ui.library import Library
from assistant.ui.markup import note
from assistant.ui.session import Message, Session, first_link, opened

logger = getLogger(__name__)

COMPUTING = 2
"""Questions computed at once. More threads than cores slow the embedding model down for everybody."""
Shown = tuple[Any, Any, Any, Any, Any]
"""(chat, session, question, evidence, card)."""


class Desk:
    """The page's events over an assistant that may still be opening."""

    def __init__(self, holdings: Holdings) -> None:
        """Events over what the program holds."""
        self._holdings = holdings
        self._computing = threading.BoundedSemaphore(COMPUTING)
        self._trying = threading.Lock()
        self._examples: list[str] | None = None

    def opened(self) -> Iterator[tuple[Any, Any]]:
        """What opening the page shows in time: (status, chat with example questions)."""
        for words in self._holdings.until_open():
            yield note(words), gr.skip()
        held = self._holdings.of(None)
        if held is None:
            yield note(self._holdings.opening.fault), gr.skip()
            return
        count = t.READY.format(documents=len(held.library.documents), figures=len(held.library.figures))
        yield note(count), gr.skip()
        yield gr.skip(), gr.Chatbot(examples=[{"text": question} for question in self._tried(held)])

    def ask(self, question: str, session: Session | None) -> Iterator[Shown]:
        """Answers into the conversation, step by step."""
        session, question = session or Session(), (question or "").strip()
        if not question:
            yield gr.skip(), session, gr.skip(), gr.skip(), gr.skip()
            return
        typed: Any = ""  # the line is emptied once, not while the next question is being typed
        for words in self._holdings.until_open():
            yield session.waiting(question, t.WAITING.format(words=words)), session, typed, gr.skip(), gr.skip()
            typed = gr.skip()
        if held := self._holdings.of(session):
            yield session.waiting(question, t.THINKING), session, typed, gr.skip(), gr.skip()
            yield from self._answered(held, question, session)
        else:
            yield session.faulty(question, self._holdings.opening.fault), session, typed, gr.skip(), gr.skip()

    def ask_example(self, session: Session | None, picked: gr.SelectData) -> Iterator[Shown]:
        """Asks the example that was picked."""
        yield from self.ask(str(picked.value["text"]), session)

    def stop(self, session: Session | None) -> list[Message]:
        """The conversation without the question that was stopped."""
        return session.messages if session else []

    def new(self, session: Session | None) -> Shown:
        """An empty conversation; the documents that the session has added stay."""
        return [], session.emptied() if session else Session(), "", HINT, str(card_html(None))

    def reveal(self, session: Session | None, event: gr.EventData) -> str:
        """The pane for a link of the page."""
        held = self._holdings.of(session)
        if held is None:
            return HINT
        answers = session.answers if session else []
        return str(opened(str(event.link), answers, held.library, back=str(event.back)))

    def export(self, session: Session | None) -> str:
        """The conversation as Markdown."""
        if not session or not session.answers:
            gr.Info(t.NOTHING_TO_EXPORT)
            return ""
        return as_markdown(session.answers)

    def _answered(self, held: Held, question: str, session: Session) -> Iterator[Shown]:
        """The answer, sentence by sentence, then the evidence beside it."""
        try:
            with self._computing:
                answer = held.assistant.ask(question, session.conversation)
        except Exception:  # noqa: BLE001  one question must not take the page down
            logger.exception("A question could not be answered")
            yield session.faulty(question, t.BROKEN), session, gr.skip(), gr.skip(), gr.skip()
            return
        library = held.library
        *parts, whole = session.streamed(answer, library)
        for messages in parts:
            yield messages, session, gr.skip(), gr.skip(), gr.skip()
        card = str(card_html(card_of(session.answers, library)))
        yield whole, session, gr.skip(), self._beside(answer, session, library), card

    def _beside(self, answer: Answer, session: Session, library: Library) -> str:
        link = first_link(answer, len(session.answers) - 1)
        return str(opened(link, session.answers, library)) if link else HINT

    def _tried(self, held: Held) -> list[str]:
        """The example questions that the documents answer, found once for everybody."""
        with self._trying:
            if self._examples is None:
                self._examples = answerable(held.assistant, held.library)
            return self._examples
