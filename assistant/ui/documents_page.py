"""The documents tab: what is held, what was odd about it, and what became of files that were added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.keeper import Outcome
from assistant.ui.library import Library
from assistant.ui.markup import document_link, is_web_address, joined, link_out, plain, remove_link, words
from index.load import Notice
from index.types import Document


def documents_table(library: Library, own: Collection[str] = (), *, changeable: bool = False) -> Markup:
    """The documents with publisher, date, number of passages and figures, status and whose they are.

    Args:
        library: what is held.
        own: ids of the documents that are only this session's.
        changeable: whether a link to remove a document stands beside it.
    """
    if not library.documents:
        return Markup('<p class="hint">{}</p>').format(t.NO_DOCUMENTS)
    held = Counter(f.span.document for f in library.figures)
    names = (t.COLUMN_TITLE, t.COLUMN_PASSAGES, t.COLUMN_FIGURES, t.COLUMN_STATUS)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = joined(_row(d, held[d.id], library, d.id in own, changeable) for d in library.documents)
    left_out = joined(_left_out(n) for n in library.left_out)
    form = (
        '<div class="table tall" tabindex="0" role="region" aria-label="{}"><table class="documents">'
        "<thead><tr>{}</tr></thead><tbody>{}{}</tbody></table></div>"
    )
    return Markup(form).format(t.TABLE_DOCUMENTS, head, rows, left_out)


def outcomes_html(outcomes: Sequence[Outcome]) -> str:
    """What became of each file, one line each."""
    form = '<li class="{}"><bdi>{}</bdi> {}</li>'
    items = joined(
        Markup(form).format(
            "bad" if o.fault else "good", plain(o.name), plain(o.fault or (t.ADDED if o.name else t.DONE))
        )
        for o in outcomes
    )
    return str(Markup('<ul class="outcomes" role="status">{}</ul>').format(items))


def _row(document: Document, figures: int, library: Library, own: bool, changeable: bool) -> Markup:
    date = document.date.isoformat() if document.date else t.NO_DATE
    parts = [words(part) for part in (document.publisher, date, document.id) if part]
    parts += [link_out(document.url, t.ADDRESS)] if is_web_address(document.url) else []
    notices = joined(Markup('<li dir="auto">{}</li>').format(plain(n)) for n in document.notices)
    status = Markup("<ul>{}</ul>").format(notices) if notices else Markup(t.INDEXED)
    whose = Markup('<span class="own">{}</span> ').format(t.ONLY_YOURS) if own else Markup("")
    form = '<a class="act" href="{}" title="{}">{}</a>'
    removal = Markup(form).format(remove_link(document.id), t.REMOVE_OF.format(title=plain(document.title)), t.REMOVE)
    title = Markup('<a class="held" href="{}">{}</a>').format(document_link(document.id), words(document.title))
    cell = (
        '<tr><td>{}<span class="about">{}{}</span></td><td data-name="{}">{}</td><td data-name="{}">{}</td>'
        "<td>{}{}</td></tr>"
    )
    return Markup(cell).format(
        title,
        whose,
        joined(parts, " · "),
        t.COLUMN_PASSAGES,
        library.passages.get(document.id, 0),
        t.COLUMN_FIGURES,
        figures,
        status,
        Markup('<p class="acts">{}</p>').format(removal) if changeable else "",
    )


def _left_out(notice: Notice) -> Markup:
    form = '<tr><td>{}</td><td>0</td><td>0</td><td class="fault" dir="auto">{}</td></tr>'
    return Markup(form).format(words(notice.document), plain(notice.message))
