"""The figures tab: all figures of the store, searched and filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, joined, plain, words
from index.types import Figure

ROWS_SHOWN = 200
"""At first, and as many more each time that somebody asks for them."""
CONTEXT_BEFORE, CONTEXT_SHOWN = 60, 120
"""Characters of the document's words before and after a figure: it stands in the first line of them."""

FILTERS: dict[str, Callable[[Figure, Library], str]] = {
    t.FILTER_SUBJECT: lambda f, _: f.entities[0] if f.entities else "",
    t.FILTER_MEASURE: lambda f, library: library.measure(f),
    t.FILTER_PERIOD: lambda f, _: f.period.label if f.period else "",
    t.FILTER_UNIT: lambda f, _: f.quantity.unit,
    t.FILTER_STATUS: lambda f, _: t.STATUSES[f.status],
    t.FILTER_DOCUMENT: lambda f, library: library.title(f),
}
"""What figures can be filtered by: name of the filter to a figure's value for it."""


def choices(library: Library) -> dict[str, list[str]]:
    """The values each filter can take, in order."""
    return {name: sorted({v for f in library.figures if (v := value(f, library))}) for name, value in FILTERS.items()}


def filtered(figures: Sequence[Figure], wanted: Mapping[str, str], library: Library) -> list[Figure]:
    """The figures that have every wanted value; an empty value means any."""
    asked = {name: value for name, value in wanted.items() if value}
    return [f for f in figures if all(FILTERS[name](f, library) == value for name, value in asked.items())]


def figures_table(figures: Sequence[Figure], library: Library, most: int = ROWS_SHOWN) -> Markup:
    """The first figures as a table, each linked to its words, and a link to more where there are more."""
    count = t.FIGURES_SHOWN.format(shown=min(len(figures), most), total=len(figures))
    if not figures:
        return Markup('<p class="hint" role="status">{}</p>').format(t.NO_FIGURES)
    names = (Markup('<span class="unseen">{}</span>').format(t.PICK), t.COLUMN_FIGURE, t.COLUMN_ABOUT)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = joined(_row(f, library) for f in figures[:most])
    form = (
        '<p class="count" role="status">{}</p><div class="table tall" tabindex="0" role="region" aria-label="{}">'
        '<table class="figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</div>'
    )
    return Markup(form).format(count, t.TABLE_FIGURES, head, rows, _more(len(figures), most))


def _more(total: int, most: int) -> Markup:
    left = min(total - most, ROWS_SHOWN)
    form = '<p class="acts"><a class="act" href="#more-{}">{}</a></p>'
    return Markup(form).format(most + left, t.MORE_FIGURES.format(count=left)) if left > 0 else Markup("")


def _row(figure: Figure, library: Library) -> Markup:
    """What it is about in one line, the words of the document beneath, as many as there is room for."""
    value = Markup('<a class="held" href="{}">{}</a>').format(figure_link(figure.id), words(library.value(figure)))
    about = library.about(figure)
    said = Markup('<span class="said">{}</span>').format(words(about)) if about else Markup("")
    form = '<tr><td class="tick">{}</td><td class="value">{}</td><td>{}{}</td></tr>'
    return Markup(form).format(_box(figure, library), value, said, _context(figure, library))


def _box(figure: Figure, library: Library) -> Markup:
    """The box that picks the figure for a sum or a chart."""
    named = " · ".join(part for part in (library.value(figure), library.about(figure)) if part)
    form = '<label class="pick"><input type="checkbox" value="{}" aria-label="{}"></label>'
    return Markup(form).format(quote(figure.id, safe=""), t.PICK_FIGURE.format(figure=plain(named)))


def _context(figure: Figure, library: Library) -> Markup:
    before, own, after = library.context(figure)
    before = before if len(before) <= CONTEXT_BEFORE else "…" + before[-CONTEXT_BEFORE:]
    after = after if len(after) <= CONTEXT_SHOWN else after[:CONTEXT_SHOWN] + "…"
    form = '<bdi class="context">{}<b>{}</b>{}</bdi>'
    return Markup(form).format(plain(before), plain(own), plain(after))
