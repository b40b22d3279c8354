"""The documents tab: what is held, and what was odd about it."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import document_link, is_web_address, joined, link_out, plain, words
from index.types import Document


def documents_table(library: Library) -> Markup:
    """The documents with publisher, date, number of figures and status."""
    if not library.documents:
        return Markup('<p class="hint">{}</p>').format(t.NO_DOCUMENTS)
    held = Counter(f.span.document for f in library.figures)
    names = (t.COLUMN_TITLE, t.COLUMN_FIGURES, t.COLUMN_STATUS)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = joined(_row(d, held[d.id]) for d in library.documents)
    form = (
        '<div class="table tall" tabindex="0" role="region" aria-label="{}"><table class="documents">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    )
    return Markup(form).format(t.TABLE_DOCUMENTS, head, rows)


def _row(document: Document, figures: int) -> Markup:
    date = document.date.isoformat() if document.date else t.NO_DATE
    parts = [words(part) for part in (document.publisher, date, document.id) if part]
    parts += [link_out(document.url, t.ADDRESS)] if is_web_address(document.url) else []
    notices = joined(Markup('<li dir="auto">{}</li>').format(plain(n)) for n in document.notices)
    status = Markup("<ul>{}</ul>").format(notices) if notices else Markup(t.INDEXED)
    title = Markup('<a class="held" href="{}">{}</a>').format(document_link(document.id), words(document.title))
    form = '<tr><td>{}<span class="about">{}</span></td><td>{}</td><td>{}</td></tr>'
    return Markup(form).format(title, joined(parts, " · "), figures, status)
