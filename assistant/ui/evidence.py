"""A document's own text as HTML, with the cited words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.types import Answer, Citation
from assistant.ui import text as t
from assistant.ui.markup import citation_link, is_web_address, joined, link_out, plain, words
from assistant.ui.pictures import Draw, printed_page
from index.types import Block, Cell, Document, Locator, Source, Span, Table

BLOCKS_AROUND = 60
"""Blocks shown before and after the cited one; the desk's notes are shown whole."""
CHARACTERS_AROUND = 4_000
"""Characters of one block shown before and after the cited words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A source to show: the words `here`, and `also`, the answer's other words in the same document.

    `core` are the figures among the words, which stand out from the sentence or row that is cited for them.
    `link` is what opens it. `turn` and `steps` are the answer and its markers in order, `marker` the one shown; no
    steps for a source that is not part of an answer. `back` is the link to the working it was opened from.
    """

    here: Span
    link: str = ""
    locator: Locator = Locator()
    sources: tuple[Source, ...] = ()
    also: tuple[Span, ...] = ()
    core: tuple[Span, ...] = ()
    turn: int = 0
    marker: int | None = None
    steps: tuple[int, ...] = ()
    back: str = ""


def cited_place(citation: Citation, turn: int, answer: Answer) -> Place:
    """The place of one citation of an answer."""
    citations = answer.citations
    operands = (o.figure for c in answer.calculations for o in c.operands if o.figure)
    return Place(
        here=citation.span,
        link=citation_link(turn, citation.marker),
        locator=citation.locator,
        sources=citation.sources,
        also=tuple(c.span for c in citations if c is not citation and c.span.document == citation.span.document),
        core=tuple(f.span for f in (*answer.figures, *operands) if f.span.overlaps(citation.span)),
        turn=turn,
        marker=citation.marker,
        steps=tuple(c.marker for c in citations),
    )


def source_pane(document: Document, place: Place, draw: Draw | None = None) -> Markup:
    """The pane that shows a source: what it is, where in it, and its text with the words marked.

    A PDF shows the page in print above its text, drawn by `draw`.
    """
    form = (
        '<section class="pane source" aria-label="{label}" data-link="{link}" data-back="{back}">'
        '{steps}<h2 dir="auto">{title}</h2>{about}{origin}'
        '<div class="paper" tabindex="0" role="region" aria-label="{region}">{printed}{body}</div></section>'
    )
    label = t.SOURCE.format(marker=place.marker) if place.marker else document.title
    return Markup(form).format(
        label=plain(label),
        link=place.link,
        back=place.back,
        steps=_steps(place),
        title=plain(document.title),
        about=_about(document, place.locator),
        origin=origin(place.sources),
        region=t.DOCUMENT_TEXT,
        printed=printed_page(document, place.here, place.core, draw),
        body=document_body(document, place.here, place.also, place.core),
    )


def _steps(place: Place) -> Markup:
    """The bar that steps through the sources of the answer."""
    back = Markup('<a class="back" href="{}">{}</a>').format(place.back, t.BACK) if place.back else Markup("")
    if place.marker is None or place.marker not in place.steps:
        return Markup('<nav class="steps" aria-label="{}">{}</nav>').format(t.EVIDENCE, back) if back else back
    at = place.steps.index(place.marker)
    before = place.steps[at - 1] if at else None
    after = place.steps[at + 1] if at + 1 < len(place.steps) else None
    form = '<nav class="steps" aria-label="{}">{}<span class="place">{}</span>{}{}</nav>'
    return Markup(form).format(
        t.EVIDENCE,
        _step(place.turn, before, "previous", t.PREVIOUS, "‹"),
        t.SOURCE_STEP.format(place=at + 1, total=len(place.steps)),
        _step(place.turn, after, "next", t.NEXT, "›"),
        back,
    )


def _step(turn: int, marker: int | None, kind: str, label: str, sign: str) -> Markup:
    if marker is None:
        return Markup('<span class="step" aria-hidden="true">{}</span>').format(sign)
    form = '<a class="step" id="{}" href="{}" aria-label="{}">{}</a>'
    return Markup(form).format(f"step-{kind}", citation_link(turn, marker), label, sign)


def _about(document: Document, locator: Locator) -> Markup:
    parts = [words(document.publisher)] if document.publisher else []
    parts.append(words(document.date.isoformat() if document.date else t.NO_DATE))
    parts += [words(part) for part in locator_words(locator) if part != document.title]
    parts.append(words(document.id))
    if is_web_address(document.url):
        parts.append(link_out(document.url, t.ADDRESS))
    return Markup('<p class="about">{}</p>').format(joined(parts, " · "))


def locator_words(locator: Locator) -> tuple[str, ...]:
    """Where it is, in words: `("By product group", "row 3")`."""
    parts = locator.words()
    return (*parts[-1:], *parts[:-1]) if locator.heading else parts


def source_line(citation: Citation) -> str:
    """A source in one line: publisher, title, date, place, and whom it cites in its turn."""
    original = ", ".join(dict.fromkeys(s.publisher for s in citation.sources if s.publisher))
    parts = (citation.publisher, citation.title, citation.date, *locator_words(citation.locator)[1:])
    line = ", ".join(part for part in parts if part)
    return f"{line}; {t.ORIGINAL.lower()} {original}" if original else line


def origin(sources: Sequence[Source]) -> Markup:
    """The sources that the document itself cites for the words."""
    if not sources:
        return Markup("")
    items = [Markup("<li>{}</li>").format(_source(source)) for source in sources]
    return Markup('<div class="origin"><h3>{}</h3><ul>{}</ul></div>').format(t.ORIGINAL, joined(items))


def _source(source: Source) -> Markup:
    title = link_out(source.url, source.title or source.url or source.id)
    parts = [words(source.publisher)] if source.publisher else []
    parts += [title, words(source.date or t.NO_DATE)]
    return Markup('<b class="mark-id">{}</b> {}').format(plain(source.id), joined(parts, " · "))


def document_body(document: Document, here: Span, also: Sequence[Span] = (), core: Sequence[Span] = ()) -> Markup:
    """The text around the cited words, block by block, tables as tables."""
    begin, first, last = _window(document, here)
    marks = _Marks(document, here, tuple(also), tuple(core))
    parts = [Markup('<p class="cut">{}</p>').format(t.LEFT_OUT_BEFORE)] if first > begin else []
    parts += list(_rendered(document, first, last, marks))
    if last < len(document.blocks):
        parts.append(Markup('<p class="cut">{}</p>').format(t.LEFT_OUT_AFTER))
    return joined(parts)


def _window(document: Document, here: Span) -> tuple[int, int, int]:
    """Where the text begins, and the blocks to show, first inclusive and last exclusive.

    Front matter belongs to the text only where it is what is cited.
    """
    blocks = document.blocks
    at = next((i for i, b in enumerate(blocks) if b.end > here.start), 0)
    begin = 0
    if blocks and blocks[at].kind != "metadata":
        begin = next(i for i, b in enumerate(blocks) if b.kind != "metadata")
    return begin, max(begin, at - BLOCKS_AROUND), min(len(blocks), at + BLOCKS_AROUND + 1)


def _rendered(document: Document, first: int, last: int, marks: _Marks) -> Iterator[Markup]:
    """The blocks as HTML; the rows of one table together."""
    at = first
    part: tuple[str, ...] = ()
    while at < last:
        block = document.blocks[at]
        end = at + 1
        if (now := _part(block)) != part:
            part = now
            yield Markup('<p class="cut">{}</p>').format(", ".join(part))
        if block.table is not None:
            while end < last and document.blocks[end].table == block.table:
                end += 1
            yield _table(document.tables[block.table], document.blocks[at:end], marks)
        else:
            while block.kind in ("item", "metadata") and end < last and document.blocks[end].kind == block.kind:
                end += 1
            yield _texts(document.blocks[at:end], marks)
        at = end


def _part(block: Block) -> tuple[str, ...]:
    """The page, slide or sheet that a block stands on, in words; empty where the document has none."""
    return Locator(page=block.page, slide=block.slide, sheet=block.sheet).words()


def _texts(blocks: Sequence[Block], marks: _Marks) -> Markup:
    """A heading, a paragraph, a list or the front matter."""
    kind = blocks[0].kind
    if kind == "item":
        items = [Markup('<li dir="auto">{}</li>').format(marks.block(b)) for b in blocks]
        return Markup("<ul>{}</ul>").format(joined(items))
    if kind == "metadata":
        lines = [Markup("<div>{}</div>").format(marks.block(b)) for b in blocks]
        return Markup('<div class="front">{}</div>').format(joined(lines))
    if kind == "heading":
        level = min(3 + len(blocks[0].headings), 6)
        return Markup('<h{0} dir="auto">{1}</h{0}>').format(level, marks.block(blocks[0]))
    return Markup('<p dir="auto">{}</p>').format(marks.block(blocks[0]))


def _table(table: Table, blocks: Sequence[Block], marks: _Marks) -> Markup:
    """The rows of a table that are in view, under its column names."""
    head = joined(Markup('<th scope="col">{}</th>').format(marks.cell(cell)) for cell in table.columns)
    rows = [_row(table.rows[b.row], marks) for b in blocks if b.row is not None]
    form = '<div class="table" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    return Markup(form).format(head, joined(rows))


def _row(cells: Sequence[Cell], marks: _Marks) -> Markup:
    form = '<td dir="auto"{}>{}</td>'
    parts = [Markup(form).format(Markup(' class="hit"') if marks.hits(c) else "", marks.cell(c)) for c in cells]
    row = Markup('<tr class="hit">{}</tr>') if any(marks.hits(c) for c in cells) else Markup("<tr>{}</tr>")
    return row.format(joined(parts))


class _Marks:
    """Puts `<mark>` around the cited words, whatever pieces the layout cuts them into."""

    def __init__(self, document: Document, here: Span, also: tuple[Span, ...], core: tuple[Span, ...]) -> None:
        self._document, self._here, self._also = document, here, also
        self._core = tuple(s for s in core if s.overlaps(here))
        self._anchored = False

    def hits(self, cell: Cell) -> bool:
        """Is the cell what is cited, or the figure in a cited row?"""
        return any(s.start < cell.end and cell.start < s.end for s in self._core or (self._here,))

    def cell(self, cell: Cell) -> Markup:
        return self._piece(cell.start, cell.end)

    def block(self, block: Block) -> Markup:
        """The words of a block; of a very long one those near the cited words, or its beginning."""
        near = min(max(self._here.start, block.start), block.end)
        end_near = max(near, min(self._here.end, block.end))
        start = max(block.start, near - CHARACTERS_AROUND)
        end = min(block.end, end_near + CHARACTERS_AROUND)
        cut = Markup("<span>…</span>")
        before, after = cut if start > block.start else "", cut if end < block.end else ""
        return joined((before, self._piece(start, end), after))

    def _piece(self, start: int, end: int) -> Markup:
        """`text[start:end]`, split where a mark begins or ends."""
        spans = (self._here, *self._also, *self._core)
        edges = {start, end, *(e for s in spans for e in (s.start, s.end) if start < e < end)}
        points = sorted(edges)
        return joined(self._segment(a, b) for a, b in zip(points, points[1:], strict=False))

    def _segment(self, start: int, end: int) -> Markup:
        shown = plain(self._document.text[start:end])
        if self._here.start <= start and end <= self._here.end:
            core = any(s.start <= start and end <= s.end for s in self._core)
            anchor = Markup(' id="here"') if not self._anchored and (core or not self._core) else ""
            self._anchored = self._anchored or bool(anchor)
            return Markup("<mark{}{}>{}</mark>").format(anchor, Markup(' class="core"') if core else "", shown)
        if any(s.start <= start and end <= s.end for s in self._also):
            return Markup('<mark class="also">{}</mark>').format(shown)
        return Markup("{}").format(shown)
