"""Binds printed numbers to what they are about: `extract(document)` gives a document's figures.

A figure takes its subject, measure and period from its own clause; else from the number before it in the sentence;
else from the whole sentence; else, when the sentence points back, from the sentence before; else from the headings
and the title. A table cell takes them from its row label and column heading first. The nearest place that says
anything about a facet wins: "sales to Germany" in the clause beats "exports to Russia" in the title.

    frame    what holds for a section: home, headings, period
    clauses  which words belong to which number of a sentence
    status   kind, status, attribution
    prose    figures of sentences
    columns  what the columns of a table are for
    tables   figures of table rows
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.columns import Column, columns_of
from index.frame import SOURCE_MARK, frame_of, scene_of
from index.prose import block_figures
from index.tables import row_figures
from index.types import Document, Figure
from index.units import is_money

__all__ = ["SOURCE_MARK", "extract"]

_SAME_AMOUNT = re.compile(
    r"\s*(?:\(|,? or |, |,? approximately |,? equivalent to |,? equal to |,? which is |,? \()\s*(?:or )?"
    r"(?:about |around |approximately |some |nearly |roughly |over |equal to |equivalent to |the same as )*"
)


def extract(document: Document, home: str | None = None) -> tuple[Figure, ...]:
    """All figures of a document, in text order.

    Numbers that are years, dates, names or list numbers are no figures. A figure whose binding is in doubt is kept
    for search with `bound=False`.

    Args:
        document: as read.
        home: whose trade it describes, where that is known; None to find it out.
    """
    scene = scene_of(document)
    if home is not None:
        scene = replace(scene, home=home)
    columns: dict[int, tuple[Column, ...]] = {}
    found: list[Figure] = []
    previous = ""
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            figures, previous = block_figures(scene, block, previous)
            found += figures
        elif block.kind == "row" and block.table is not None and block.row is not None:
            frame = frame_of(scene, block)
            if block.table not in columns:
                columns[block.table] = columns_of(document, block.table, frame)
            found += row_figures(document, block, columns[block.table], frame)
        elif block.kind == "heading":
            previous = ""
    return tuple(_equivalents(document, found))


def _equivalents(document: Document, found: Sequence[Figure]) -> Iterator[Figure]:
    """Links two currencies for one amount: "Rs 625.68 crore (around $75 million)", or two columns of one row."""
    partner: dict[str, Figure] = {}
    for a, b in zip(found, found[1:], strict=False):
        money = is_money(a.quantity.unit) and is_money(b.quantity.unit) and a.quantity.unit != b.quantity.unit
        if money and a.context == b.context and _say_the_same(document.text[a.span.end : b.span.start], a, b):
            partner[a.id], partner[b.id] = b, a
    for figure in found:
        other = partner.get(figure.id)
        if other is None:
            yield figure
        elif other.span.start > figure.span.start:
            yield replace(figure, equivalent=other.id)
        else:
            yield _bound_like(figure, other)


def _say_the_same(gap: str, a: Figure, b: Figure) -> bool:
    in_row = a.locator.row is not None and b.locator.row is not None and not gap.strip(' |,\t;"')
    return bool(_SAME_AMOUNT.fullmatch(gap)) or (in_row and a.item == b.item and a.entities == b.entities)


def _bound_like(figure: Figure, first: Figure) -> Figure:
    """The second of two equivalents, with the binding of the first."""
    return replace(
        figure,
        entities=first.entities,
        background=first.background,
        flow=first.flow,
        item=first.item,
        period=first.period,
        status=first.status,
        own=tuple(sorted({*figure.own, *first.own})),
        equivalent=first.id,
        bound=first.bound,
    )
