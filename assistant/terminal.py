"""How answers, passages and figures look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from assistant.assistant import Progress
    from assistant.receipts import Replay
    from assistant.types import Answer, Calculation, Citation
    from index.types import Hit, Locator


def show_answer(console: Console, answer: Answer) -> None:
    """The answer, the working of what was computed, then the numbered sources with their words."""
    console.print(Text(answer.text))
    for calculation in answer.calculations:
        console.print()
        show_working(console, calculation)
    if answer.citations:
        console.print()
    for citation in answer.citations:
        _show_citation(console, citation)
    if answer.drafted:
        console.print(Text(f"\n{drafted(answer)}", style="dim"))


def drafted(answer: Answer) -> str:
    """Which model had a part in an answer, and how much of its draft was kept."""
    by = answer.drafted
    if not by["sentences"]:
        return f"Model {by['name']}: no sentence of its own."
    return f"Model {by['name']}: {by['kept']} of {by['sentences']} sentences kept."


def show_working(console: Console, calculation: Calculation) -> None:
    """The steps of a calculation, indented, the last line with how it was rounded."""
    console.print(Text(f"Working ({calculation.operation.replace('_', ' ')})", style="bold"))
    for step in calculation.working:
        console.print(Text(f"  {step}"))
    if calculation.rounding:
        console.print(Text(f"  {calculation.rounding}", style="dim"))


def _show_citation(console: Console, citation: Citation) -> None:
    """`[1] words`, then title, publisher, date and place, then what the document itself cites for them."""
    console.print(Text(f"[{citation.marker}] ", style="bold cyan") + Text(citation.quote.strip()))
    parts = [citation.title, citation.publisher, citation.date, place(citation.locator)]
    console.print(Text("    " + " · ".join(filter(None, dict.fromkeys(parts))), style="dim"))
    for source in citation.sources:
        named = ", ".join(filter(None, [source.publisher, source.title, source.date, source.url]))
        console.print(Text(f"    source {source.id}: {named}", style="dim"))


def place(locator: Locator) -> str:
    """Where in its document something stands: `page 3, row 2, Exports by destination`."""
    return ", ".join(locator.words())


def show_hits(console: Console, hits: Iterable[Hit]) -> None:
    """Numbered passages with their place."""
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        console.print(Text(f"[{number}] ", style="bold cyan") + Text(passage.text.strip()))
        where = " · ".join(filter(None, [passage.title, passage.span.document, place(passage.locator)]))
        console.print(Text(f"    {where}\n", style="dim"))


def show_table(console: Console, records: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    """Records as a table; `columns` maps a field to its heading."""
    table = Table(box=None, pad_edge=False)
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for record in records:
        table.add_row(*(escape(_cell(record[field])) for field in columns))
    console.print(table)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@contextmanager
def progress_bar(console: Console) -> Iterator[Progress]:
    """A callback that draws one bar for each thing being done; nothing appears until there is something to do."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    bars = Bars(*columns, console=console)
    tasks: dict[str, Any] = {}

    def report(what: str, done: int, total: int) -> None:
        if not tasks:
            bars.start()
        if what not in tasks:
            tasks[what] = bars.add_task(escape(what), total=total)
        bars.update(tasks[what], completed=done, total=total)

    try:
        yield report
    finally:
        if tasks:
            bars.stop()


def replayed(replay: Replay) -> str:
    """What came of asking again, in words."""
    id = replay.receipt.id
    if replay.identical:
        return f"{id}: the same answer, byte for byte."
    first = f"{id}: the answer says the same." if replay.same else f"{id}: the answer differs."
    return "\n  ".join([first, *replay.changes, *replay.differences])
