"""The documents tab: what is held, and what was odd about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.markup import joined, link_out, plain, words
from index.types import Document, Figure


def documents_table(documents: Sequence[Document], figures: Sequence[Figure]) -> Markup:
    """The documents with publisher, date, number of figures and status."""
    if not documents:
        return Markup('<p class="hint">{}</p>').format(t.NO_DOCUMENTS)
    held = Counter(f.span.document for f in figures)
    names = (t.COLUMN_TITLE, t.COLUMN_PUBLISHER, t.COLUMN_DATE, t.COLUMN_FIGURES, t.COLUMN_STATUS)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = joined(_row(d, held[d.id]) for d in documents)
    form = (
        '<div class="table tall" tabindex="0" role="region" aria-label="{}"><table class="documents">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    )
    return Markup(form).format(t.TABLE_DOCUMENTS, head, rows)


def _row(document: Document, figures: int) -> Markup:
    title = link_out(document.url, document.title)
    name = Markup('<span class="file">{}</span>').format(words(document.id))
    notices = joined(Markup('<li dir="auto">{}</li>').format(plain(n)) for n in document.notices)
    status = Markup("<ul>{}</ul>").format(notices) if notices else Markup(t.INDEXED)
    cells = (
        joined((title, name)),
        words(document.publisher),
        words(document.date.isoformat() if document.date else t.NO_DATE),
        Markup("{}").format(figures),
        status,
    )
    return Markup("<tr>{}</tr>").format(joined(Markup("<td>{}</td>").format(cell) for cell in cells))
