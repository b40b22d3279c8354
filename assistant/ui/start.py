"""What lies beside an empty conversation: what the documents are about, so that a newcomer knows what can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.figures_page import FILTERS
from assistant.ui.library import Library
from assistant.ui.markup import cover_link, document_link, joined, words
from index.types import Document

CHIPS, NEWEST = 12, 6


def start_pane(library: Library) -> Markup:
    """The pane: how many documents of which time, the commonest subjects and periods, the newest documents."""
    form = (
        '<section class="pane start" aria-label="{0}" data-link=""><p class="kicker">{0}</p><h2>{1}</h2>'
        '<p class="hint">{2}</p>{3}{4}{5}</section>'
    )
    return Markup(form).format(
        t.AT_HAND,
        _extent(library.documents),
        t.EVIDENCE_HINT,
        _chips(t.MOST_ABOUT, t.FILTER_SUBJECT, library),
        _chips(t.MOST_OF, t.FILTER_PERIOD, library),
        _newest(library.documents),
    )


def _extent(documents: Sequence[Document]) -> str:
    dates = sorted(d.date for d in documents if d.date)
    count = t.DOCUMENTS_HELD.format(count=len(documents))
    return f"{count}, {t.SPAN.format(first=dates[0], last=dates[-1])}" if dates else count


def _chips(title: str, by: str, library: Library) -> Markup:
    """The commonest values of a filter, each with its number of figures, leading to them."""
    held = Counter(value for f in library.figures if (value := FILTERS[by](f, library)))
    form = '<li><a class="chip" href="{}">{} <span class="held">{}</span></a></li>'
    items = joined(
        Markup(form).format(cover_link(by, value, value if by == t.FILTER_PERIOD else ""), words(value), count)
        for value, count in held.most_common(CHIPS)
    )
    return Markup('<h3>{}</h3><ul class="chips">{}</ul>').format(title, items) if items else Markup("")


def _newest(documents: Sequence[Document]) -> Markup:
    dated = sorted((d for d in documents if d.date), key=lambda d: (d.date, d.id), reverse=True)
    form = '<li><a class="held" href="{}">{}</a> <span class="about">{}</span></li>'
    items = joined(
        Markup(form).format(document_link(d.id), words(d.title), d.date.isoformat() if d.date else "")
        for d in dated[:NEWEST]
    )
    return Markup('<h3>{}</h3><ul class="newest">{}</ul>').format(t.NEWEST, items) if items else Markup("")
