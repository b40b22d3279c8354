"""What the page's events do. One desk serves all users; what is a user's own comes in with the session."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from logging import getLogger
from typing import Any

import gradio as gr

from assistant.assistant import Assistant, Conversation, Progress
from assistant.types import Answer
from assistant.ui import text as t
from assistant.ui.card import card_html, card_of
from assistant.ui.examples import answerable
from assistant.ui.export import as_markdown
from assistant.ui.frame import HINT
from assistant.ui.history import History
from assistant.ui.holdings import Held, Holdings, watched
from assistant.ui.library import Library
from assistant.ui.markup import note, read_link
from assistant.ui.numerals import STYLES
from assistant.ui.session import Message, Session, first_link, is_printed, opened
from assistant.ui.start import start_pane
from assistant.ui.suggestions import suggestions, suggestions_html
from assistant.ui.word import as_word

logger = getLogger(__name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COMPUTING = 2
"""Questions computed at once. More threads than cores slow the embedding model down for everybody."""
Words = Callable[[Assistant, Answer, Conversation, Callable[[], bool]], Iterator[Answer]]
"""Words a built-in answer by a language model, as long as somebody waits for it."""
Shown = tuple[Any, Any, Any, Any]
"""(chat, question, evidence, card). The session is changed in place: one tab, one session, whatever comes late."""


class Desk:
    """The page's events over an assistant that may still be opening."""

    def __init__(self, holdings: Holdings, history: History | None = None, words: Words | None = None) -> None:
        """Events over what the program holds; what is asked is kept in the history, if there is one.

        `words` words an assistant's answers by a language model, where there is one.
        """
        self._holdings, self._history, self._words = holdings, history, words
        self._computing = threading.BoundedSemaphore(COMPUTING)
        self._asking: set[object] = set()  # questions that are computed or wait for it
        self._trying = threading.Lock()
        self._examples: list[str] | None = None

    def opened(self, session: Session) -> Iterator[tuple[Any, Any, Any]]:
        """What opening the page shows in time: (status, chat with example questions, what is at hand)."""
        for words in self._holdings.until_open():
            yield note(words), gr.skip(), gr.skip()
        held = self._holdings.of(None)
        if held is None:
            yield note(self._holdings.opening.fault), gr.skip(), gr.skip()
            return
        count = t.READY.format(documents=len(held.library.documents), figures=len(held.library.figures))
        untouched = not (session.answers or session.asking or session.looked)
        yield note(count), gr.skip(), str(start_pane(held.library)) if untouched else gr.skip()
        yield gr.skip(), gr.Chatbot(examples=[{"text": question} for question in self._tried(held)]), gr.skip()

    def arrived(self, brought: str, session: Session) -> Session:
        """The session, which is the tab's from now on, with the choices that the browser keeps for its user."""
        self._choose(session, brought)
        return session

    def chosen(self, session: Session, event: gr.EventData) -> tuple[Any, Any, str]:
        """The page after the user has chosen how numbers are written, or whether a history is kept."""
        self._choose(session, str(event.choices))
        if (held := self._holdings.of(session)) is None:
            return gr.skip(), gr.skip(), gr.skip()
        card = str(card_html(card_of(session.answers, held.library)))
        beside = self._beside(session.answers[-1], session, held.library) if session.answers else HINT
        return session.written_anew(held.library), beside, card

    def _choose(self, session: Session, brought: str) -> None:
        """Reads what a browser keeps for the user: `{"owner": ..., "style": ...}`; anything odd is left out."""
        with suppress(ValueError, AttributeError):
            choices = json.loads(brought)
            session.owner = str(choices.get("owner") or "")[:100]
            session.style = next((s for s in STYLES if s == choices.get("style")), session.style)

    def again(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """Asks an earlier question again, in its place."""
        turn = _number(str(event.turn))
        answers = session.answers
        question = answers[turn].question if turn is not None and turn < len(answers) else ""
        yield from self.ask(question, str(event.turn), session)

    def follow(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """Asks a question that was offered."""
        yield from self.ask(read_link(str(event.link))[1], "", session)

    def after(self, session: Session) -> Iterator[tuple[Any, Any, Session]]:
        """What may come a moment after an answer: (evidence, questions to ask next, session, which lives on)."""
        held = self._holdings.of(session)
        if held and session.answers and not session.looked:
            link = first_link(session.answers[-1], len(session.answers) - 1)
            if is_printed(link, session.answers, held.library):
                pane = str(opened(link, session.answers, held.library))
                yield gr.skip() if session.looked else pane, gr.skip(), session
        try:
            follow = suggestions_html(self._follow_ups(session))
        except Exception:  # noqa: BLE001  an answer without suggestions is an answer
            logger.exception("No follow-ups could be found")
            follow = ""
        yield gr.skip(), follow, session

    def _follow_ups(self, session: Session) -> Sequence[str]:
        """Questions that the documents answer; none while others wait for their answers."""
        held, turn = self._holdings.of(session), len(session.answers)
        if not (held and turn):
            return ()

        def is_quiet() -> bool:
            """Is nobody waiting for an answer, this user not even for the next one?"""
            return not (self._asking or session.asking) and len(session.answers) == turn

        found = suggestions(held.assistant, session.answers[-1], session.conversation, held.library, is_quiet)
        return found if len(session.answers) == turn else ()

    def ask(self, question: str, edited: str, session: Session) -> Iterator[Shown]:
        """Answers into the conversation, step by step; in the place of the turn `edited`, where it names one."""
        question = (question or "").strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        if (turn := _number(edited)) is not None:
            session.go_back(turn)
        asking = object()
        session.asking.add(asking)
        try:
            yield from self._asked(question, session, lambda: asking in session.asking)
        finally:
            session.asking.discard(asking)

    def _asked(self, question: str, session: Session, still: Callable[[], bool]) -> Iterator[Shown]:
        """Waits for the documents, then answers; `still` tells whether the question has not been stopped."""
        typed: Any = ""  # the line is emptied once, not while the next question is being typed
        for words in self._holdings.until_open():
            if not still():
                # Said once more: what was on its way while it was stopped may have put the question back.
                yield session.messages, typed, gr.skip(), gr.skip()
                return
            yield session.waiting(question, t.WAITING.format(words=words)), typed, gr.skip(), gr.skip()
            typed = gr.skip()
        if held := self._holdings.of(session):
            yield session.waiting(question, t.THINKING), typed, gr.skip(), gr.skip()
            yield from self._answered(held, question, session, still)
        else:
            yield session.faulty(question, self._holdings.opening.fault), typed, gr.skip(), gr.skip()

    def ask_example(self, session: Session, picked: gr.SelectData) -> Iterator[Shown]:
        """Asks the example that was picked."""
        yield from self.ask(str(picked.value["text"]), "", session)

    def stop(self, session: Session) -> list[Message]:
        """The conversation without the question that was stopped."""
        session.stop()
        return session.messages

    def new(self, session: Session) -> tuple[list[Message], str, str]:
        """An empty conversation, its pane and its card; the documents that the session has added stay."""
        session.empty()
        held = self._holdings.of(session)
        return [], str(start_pane(held.library)) if held else HINT, str(card_html(None))

    def reveal(self, session: Session, event: gr.EventData) -> str:
        """The pane for a link of the page."""
        held = self._holdings.of(session)
        if held is None:
            return HINT
        session.looked = True
        return str(opened(str(event.link), session.answers, held.library, back=str(event.back)))

    def export(self, session: Session, event: gr.EventData) -> str:
        """The conversation as a file for the browser to save: JSON with its name, kind and base64 content."""
        if not session.answers:
            gr.Info(t.NOTHING_TO_EXPORT)
            return ""
        if getattr(event, "kind", "") == "word":
            name, kind, content = "conversation.docx", WORD, as_word(session.answers)
        else:
            name, kind, content = "conversation.md", "text/markdown", as_markdown(session.answers).encode()
        return json.dumps({"name": name, "type": kind, "content": b64encode(content).decode()})

    def _answered(self, held: Held, question: str, session: Session, still: Callable[[], bool]) -> Iterator[Shown]:
        """The answer with the evidence beside it: at once where no model words it, for it is there as a whole."""
        try:
            answer = self._computed(held, question, session, still)
        except Exception:  # noqa: BLE001  one question must not take the page down
            logger.exception("A question could not be answered")
            yield session.faulty(question, t.BROKEN), gr.skip(), gr.skip(), gr.skip()
            return
        if answer is None:
            yield session.messages, gr.skip(), gr.skip(), gr.skip()
            return
        library = held.library
        if self._words and session.worded:
            steps = self._worded(self._words, held, answer, session, still)
            for answer, messages in steps:  # noqa: B007  the last one is kept below
                yield messages, gr.skip(), gr.skip(), gr.skip()
            if not still():
                yield session.messages, gr.skip(), gr.skip(), gr.skip()
                return
        whole = session.keep(answer, library)
        if self._history:
            self._history.keep(session.owner, session.id, len(session.answers) - 1, question, answer.text)
        card = str(card_html(card_of(session.answers, library)))
        yield whole, gr.skip(), self._beside(answer, session, library), card
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()  # Gradio ends by sending the last step once more, in full

    def _computed(self, held: Held, question: str, session: Session, still: Callable[[], bool]) -> Answer | None:
        """The answer, or None as soon as nobody waits for it any more.

        What has begun is then computed to its end unseen; what still waits for its turn is not begun.

        Raises:
            Exception: whatever computing it raised.
        """

        def ask(_: Progress) -> Answer | None:
            asking = object()
            self._asking.add(asking)
            try:
                with self._computing:
                    return session.ask(held.assistant, question, still) if still() else None
            finally:
                self._asking.discard(asking)

        work = watched(ask)
        while still():
            try:
                next(work)
            except StopIteration as end:
                made: Answer | None = end.value
                return made if still() else None
        return None

    def _worded(
        self, words: Words, held: Held, answer: Answer, session: Session, still: Callable[[], bool]
    ) -> Iterator[tuple[Answer, list[Message]]]:
        """The answer as a model words it, with how it looks; the built-in one is there from the first moment.

        Others ask meanwhile: a model takes seconds, and not those of this program. Whoever stops it does not wait
        until the model has said something.

        Raises:
            Exception: whatever the wording raised.
        """
        made, conversation = [answer], session.conversation

        def write(_: Progress) -> None:
            for grown in words(held.assistant, answer, conversation, still):
                made.append(grown)

        kept = False
        try:
            yield answer, session.growing(answer, held.library)
            shown = 1
            for _ in watched(write):
                if not still():
                    return
                if len(made) > shown:
                    shown = len(made)
                    yield made[-1], session.growing(made[-1], held.library)
            yield made[-1], session.growing(made[-1], held.library)
            kept = True
        finally:
            if not kept and still():  # who stops a question takes it back
                session.take_back()

    def word(self, worded: bool, session: Session) -> Session:
        """The session after its user has switched the model on or off."""
        session.worded = bool(worded)
        return session

    def _beside(self, answer: Answer, session: Session, library: Library) -> str:
        link = first_link(answer, len(session.answers) - 1)
        return str(opened(link, session.answers, library, drawn=False)) if link else HINT

    def _tried(self, held: Held) -> list[str]:
        """The example questions that the documents answer, found once for everybody."""
        with self._trying:
            if self._examples is None:
                self._examples = answerable(held.assistant, held.library)
            return self._examples


def _number(text: str) -> int | None:
    """A turn that the browser names, None where it names none; it may bring anything."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
