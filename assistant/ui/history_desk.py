"""The events of the history tab: listing, opening and forgetting conversations of before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.card import card_html, card_of
from assistant.ui.frame import HINT
from assistant.ui.history import History, Past
from assistant.ui.holdings import Holdings
from assistant.ui.markup import joined, note, past_link, read_link, words
from assistant.ui.session import Session


class HistoryDesk:
    """Shows what a browser asked before."""

    def __init__(self, holdings: Holdings, history: History | None) -> None:
        """Over what the program holds; without a history nothing is kept."""
        self._holdings, self._history = holdings, history

    def listed(self, session: Session) -> str:
        """The table of conversations of before."""
        if self._history is None:
            return note(t.HISTORY_OFF)
        past = self._history.past(session.owner) if session.owner else []
        return past_table(past)

    def reopened(self, session: Session, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """A conversation of before, its questions asked again: (chat, question, evidence, card, tabs)."""
        id = read_link(str(event.link))[1]
        for _ in self._holdings.until_open():
            yield tuple(gr.skip() for _ in range(5))
        held = self._holdings.of(session)
        turns = self._history.turns(session.owner, id) if self._history and session.owner else []
        if held is None or not turns:
            yield tuple(gr.skip() for _ in range(5))
            return
        session.empty()
        session.id = id
        for turn in turns:
            answer = session.ask(held.assistant, turn.question)
            was = f"{turn.answer} ({turn.asked})" if answer.text != turn.answer else ""
            session.keep(answer, held.library, was)
        card = str(card_html(card_of(session.answers, held.library)))
        yield session.messages, "", HINT, card, gr.Tabs(selected="conversation")

    def forget(self, session: Session, event: gr.EventData) -> str:
        """Forgets the conversation that a link names, or all of them."""
        if self._history and session.owner:
            self._history.forget(session.owner, read_link(str(event.link))[1])
        return self.listed(session)


def past_table(past: Sequence[Past]) -> str:
    """The conversations of before, each to open or to forget."""
    if not past:
        return note(t.NO_HISTORY)
    head = joined(
        Markup('<th scope="col">{}</th>').format(n) for n in (t.COLUMN_QUESTION, t.COLUMN_COUNT, t.COLUMN_ASKED)
    )
    form = (
        '<tr><td><a class="held" href="{}">{}</a></td><td>{}</td><td>{}'
        '<p class="acts"><a class="act" href="{}" title="{}">{}</a></p></td></tr>'
    )
    rows = joined(
        Markup(form).format(
            past_link(p.id), words(p.question), p.count, p.asked,
            past_link(p.id, "forget"), t.FORGET_OF.format(question=p.question), t.FORGET,
        )
        for p in past
    )  # fmt: skip
    table = (
        '<p class="acts"><a class="act" href="#forget-">{}</a></p>'
        '<div class="table tall" tabindex="0" role="region" aria-label="{}"><table class="past">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    )
    return str(Markup(table).format(t.FORGET_ALL, t.TAB_HISTORY, head, rows))
