"""Sources that say different things of one matter, beside each other, each in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.types import Answer, Citation
from assistant.ui import text as t
from assistant.ui.evidence import locator_words
from assistant.ui.library import BETWEEN_CELLS, Library
from assistant.ui.markup import citation_link, joined, plain, sides_link, words
from index.types import Figure


def are_sides(answer: Answer) -> bool:
    """Does an answer set sources against each other: asked to, or with several values for one thing?"""
    if answer.status != "answered" or len(answer.citations) < 2:
        return False
    return answer.understood.get("operation") == "conflict" or _differ(answer)


def _differ(answer: Answer) -> bool:
    """Are all figures of the answer of one thing at one time, in one unit, and yet not equal?"""
    if answer.calculations or len(answer.figures) < 2:
        return False
    things = {(f.entities, f.flow, f.item, f.period, f.quantity.unit, f.status) for f in answer.figures}
    return len(things) == 1 and len({f.quantity.value for f in answer.figures}) > 1


def sides_pane(answer: Answer, turn: int, library: Library) -> Markup:
    """The pane: one column a source with its value, who says so, when, and the sentence or row."""
    form = (
        '<section class="pane sides" aria-label="{0}" data-link="{1}"><p class="kicker">{0}</p>'
        '<h2 dir="auto">{2}</h2><ul class="columns">{3}</ul></section>'
    )
    columns = joined(_column(c, _figures_in(c, answer), turn, library) for c in answer.citations)
    return Markup(form).format(t.SIDES, sides_link(turn), plain(answer.question), columns)


def _figures_in(citation: Citation, answer: Answer) -> list[Figure]:
    """The answer's figures among the cited words, each place once."""
    found = {f.span: f for f in answer.figures if f.span.overlaps(citation.span)}
    return list(found.values())


def _column(citation: Citation, figures: Sequence[Figure], turn: int, library: Library) -> Markup:
    values = joined((words(library.value(f)) for f in figures), " · ")
    about = joined((words(a) for a in dict.fromkeys(library.about(f) for f in figures) if a), "; ")
    form = (
        '<li>{}{}<p class="said" dir="auto">{}</p><p class="about">{}</p>'
        '<p><a class="cite" href="{}">[{}] {}</a></p></li>'
    )
    return Markup(form).format(
        Markup('<p class="number">{}</p>').format(values) if values else "",
        Markup('<p class="about">{}</p>').format(about) if about else "",
        _marked(citation, figures, library),
        joined(map(words, _who(citation)), " · "),
        citation_link(turn, citation.marker),
        citation.marker,
        words(citation.title),
    )


def _who(citation: Citation) -> list[str]:
    """Who says so and when: the source that the document cites for it, and the document's own publisher and date."""
    original = [", ".join(part for part in (s.publisher, s.date) if part) for s in citation.sources]
    own = ", ".join(part for part in (citation.publisher, citation.date or t.NO_DATE) if part)
    return [*dict.fromkeys(filter(None, original)), own, *locator_words(citation.locator)]


def _marked(citation: Citation, figures: Sequence[Figure], library: Library) -> Markup:
    """The quote with the figures in it marked; a row cell by cell."""
    here = citation.span
    within = [(max(a, here.start), min(b, here.end)) for a, b in library.cells(here)]
    pieces = [(a, b) for a, b in within if a < b] or [(here.start, here.end)]
    return joined((_piece(citation, a, b, figures) for a, b in pieces), BETWEEN_CELLS)


def _piece(citation: Citation, start: int, end: int, figures: Sequence[Figure]) -> Markup:
    parts, at = [], start
    for span in sorted((f.span for f in figures), key=lambda s: s.start):
        first, last = max(span.start, at), min(span.end, end)
        if first < last:
            parts.append(Markup("{}<mark>{}</mark>").format(_cut(citation, at, first), _cut(citation, first, last)))
            at = last
    return joined([*parts, _cut(citation, at, end)])


def _cut(citation: Citation, start: int, end: int) -> str:
    return plain(citation.quote[start - citation.span.start : end - citation.span.start])
