"""The events of the documents tab: listing, adding, removing, looking for changes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from logging import getLogger
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant, Progress
from assistant.ui import text as t
from assistant.ui.documents_page import documents_table, outcomes_html
from assistant.ui.holdings import Holdings, watched
from assistant.ui.keeper import Keeper, Outcome, Own
from assistant.ui.markup import note, read_link
from assistant.ui.session import Session
from index.errors import BriefError

logger = getLogger(__name__)

Shown = tuple[Any, Any, Any, Any]
"""(what became of it, table, status line, session)."""


class Shelf:
    """Adds and removes documents for everybody or for one session, and lists them."""

    def __init__(self, holdings: Holdings) -> None:
        """Over what the program holds."""
        self._holdings = holdings

    def listed(self, session: Session) -> Iterator[str]:
        """The table of documents."""
        yield from map(note, self._holdings.until_open())
        yield self._table(session)

    def add(self, files: Sequence[str] | None, scope: str, session: Session) -> Iterator[Shown]:
        """Adds the uploaded files, for the session or for everybody, and says what became of each."""
        paths = [Path(f) for f in files or ()]
        try:
            yield from self._changed(session, lambda keeper: self._add(keeper, paths, scope, session))
        finally:
            for path in paths:
                with suppress(OSError):
                    path.unlink()

    def remove(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """Removes the document that a link names."""
        id = read_link(str(event.link))[1]
        yield from self._changed(session, lambda keeper: self._remove(keeper, id, session))

    def reindex(self, session: Session) -> Iterator[Shown]:
        """Looks for new and changed files in the folder of the corpus."""
        yield from self._changed(session, lambda keeper: self._reopened(keeper, None, session, [Outcome("")]))

    def _changed(
        self, session: Session, change: Callable[[Keeper], Generator[str, None, list[Outcome]]]
    ) -> Iterator[Shown]:
        """Makes one change, as the only one who does, and shows how far it is and how it ended."""
        keeper = self._holdings.keeper
        for words in self._holdings.until_open():
            yield note(words), gr.skip(), gr.skip(), session
        if keeper is None or self._holdings.opening.assistant is None:
            yield note(self._holdings.opening.fault or t.NOTHING_ADDED), gr.skip(), gr.skip(), session
            return
        yield note(t.CHANGING), gr.skip(), gr.skip(), session
        with keeper.changing:
            work = change(keeper)
            try:
                while True:
                    yield note(next(work)), gr.skip(), gr.skip(), session
            except StopIteration as end:
                news = outcomes_html(end.value)
            except BriefError as error:
                news = note(str(error))
            except Exception:  # noqa: BLE001  whatever it is, the page goes on with what it held before
                logger.exception("The documents could not be changed")
                news = note(t.FAILED)
        yield news, self._table(session), note(self.count(session)), session

    def _add(
        self, keeper: Keeper, paths: list[Path], scope: str, session: Session
    ) -> Generator[str, None, list[Outcome]]:
        shared = self._holdings.opening.assistant
        own: Own | None = None
        if scope == t.SCOPE_OWN and shared is not None:
            own = session.own = session.own or keeper.own(shared)
        outcomes = yield from watched(lambda _: keeper.add(paths, own))
        if all(o.fault for o in outcomes):
            return outcomes
        return (yield from self._reopened(keeper, own, session, outcomes))

    def _remove(self, keeper: Keeper, id: str, session: Session) -> Generator[str, None, list[Outcome]]:
        found = keeper.path(id, session.own)
        if found is None:
            return [Outcome(id, t.NO_SUCH_DOCUMENT)]
        path, is_own = found
        keeper.remove(path, session.own)
        return (yield from self._reopened(keeper, session.own if is_own else None, session, [Outcome("")]))

    def _reopened(
        self, keeper: Keeper, own: Own | None, session: Session, outcomes: list[Outcome]
    ) -> Generator[str, None, list[Outcome]]:
        """Brings the index up to date: the session's own, or everybody's and then the session's own."""
        if own is None:
            self._holdings.opening.replace((yield from watched(keeper.open_shared)))
        shared = self._holdings.opening.assistant
        if (mine := own or session.own) and shared is not None:
            yield from watched(_opening(mine, shared, again=own is not None))
        return outcomes

    def _table(self, session: Session) -> str:
        held = self._holdings.of(session)
        if held is None:
            return note(self._holdings.opening.fault)
        keeper, own = self._holdings.keeper, session.own
        mine = keeper.own_ids(own) if keeper and own else set()
        return str(documents_table(held.library, mine, changeable=keeper is not None))

    def count(self, session: Session) -> str:
        """How many documents and figures a session sees, in a sentence."""
        held = self._holdings.of(session)
        if held is None:
            return self._holdings.opening.fault
        return t.READY.format(documents=len(held.library.documents), figures=len(held.library.figures))


def _opening(own: Own, shared: Assistant, *, again: bool) -> Callable[[Progress], Assistant]:
    return lambda progress: own.open(shared, progress, again=again)
