"""The events of the figures tab: searching, filtering, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.ui import text as t
from assistant.ui.coverage import COVERED, coverage_table
from assistant.ui.figures_page import FILTERS, ROWS_SHOWN, choices, figures_table, filtered
from assistant.ui.holdings import Holdings
from assistant.ui.markup import note, read_cover, read_link
from assistant.ui.session import Session


class FiguresDesk:
    """Shows the figures that a session's documents hold."""

    def __init__(self, holdings: Holdings) -> None:
        """Over what the program holds."""
        self._holdings = holdings

    def more(self, session: Session, event: gr.EventData, query: str, view: str, *wanted: str) -> str:
        """The same table with as many rows as a link beneath it says."""
        most = read_link(str(event.link))[1]
        usable = most.isascii() and most.isdigit() and len(most) < 8
        return self.found(session, query, view, *wanted, most=int(most) if usable else ROWS_SHOWN)

    def found(self, session: Session, query: str, view: str, *wanted: str, most: int = ROWS_SHOWN) -> str:
        """The figures that match the search and the filters, as a table or counted by what `view` names."""
        held = self._holdings.of(session)
        if held is None:
            return note(self._holdings.opening.fault or self._holdings.opening.words)
        found = filtered(held.assistant.figures(query or ""), dict(zip(FILTERS, wanted, strict=True)), held.library)
        if view in COVERED:
            return str(coverage_table(view, found, held.library))
        return str(figures_table(found, held.library, most))

    def cover(self, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        """The figures that a cell of a coverage table counts: (tabs, their table, search, view, the filters)."""
        by, row, period, *_ = (*read_cover(str(event.link)), "", "", "")
        wanted = [{by: row, t.FILTER_PERIOD: period}.get(name, "") for name in FILTERS]
        filters = (gr.Dropdown(**how, value=value) for how, value in zip(self._choices(session), wanted, strict=True))
        return gr.Tabs(selected="figures"), self.found(session, "", "", *wanted), "", "", *filters

    def offered(self, session: Session) -> Iterator[tuple[Any, ...]]:
        """What the tab shows until the documents are open, then the filters' choices."""
        for words in self._holdings.until_open():
            yield note(words), *(gr.skip() for _ in FILTERS)
        yield gr.skip(), *(gr.Dropdown(**how) for how in self._choices(session))

    def _choices(self, session: Session) -> list[dict[str, Any]]:
        """What each filter can be set to."""
        held = self._holdings.of(session)
        offered = choices(held.library) if held else {}
        return [{"choices": [(t.ANY, ""), *((v, v) for v in offered.get(name, ()))]} for name in FILTERS]
