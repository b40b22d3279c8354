"""Building HTML so that text from documents and users can only ever be text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup, escape

from index.types import Span

_CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(9), 11, 12, *range(14, 32), 127)}


def plain(text: str) -> str:
    """The text without control characters, which HTML cannot hold; tabs and line ends stay."""
    return text.translate(_CONTROLS)


def words(text: str) -> Markup:
    """Foreign words inside a line of our own: escaped, and kept from turning the line's direction."""
    return Markup("<bdi>{}</bdi>").format(plain(text))


def note(text: str) -> str:
    """A sentence of the page in place of a pane or a table; it is read out when it changes."""
    return str(Markup('<p class="hint" role="status" dir="auto">{}</p>').format(plain(text)))


def plain_note(text: str) -> str:
    """A sentence of the page that never changes."""
    return str(Markup('<p class="hint">{}</p>').format(plain(text)))


def joined(parts: Iterable[Markup | str], by: str = "") -> Markup:
    """The parts, escaped where they are plain strings, one after another."""
    return escape(by).join(parts)


def link_out(url: str, label: str) -> Markup:
    """A link to a web page, or only its label where the address is not a web address."""
    if not is_web_address(url):
        return words(label)
    form = '<a class="out" href="{}" target="_blank" rel="noopener noreferrer">{}</a>'
    return Markup(form).format(plain(url), words(label))


def is_web_address(url: str) -> bool:
    """Is it http or https with a host, so that following it cannot run anything here?"""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def figure_link(id: str) -> str:
    """The address within the page that opens a figure's source."""
    return "#figure-" + quote(id, safe="")


def spot_link(span: Span) -> str:
    """The address within the page that opens a stretch of a document."""
    return f"#spot-{span.start}-{span.end}-{quote(span.document, safe='')}"


def document_link(id: str) -> str:
    """The address within the page that opens a document."""
    return "#document-" + quote(id, safe="")


def ask_link(question: str) -> str:
    """The address within the page that asks a question."""
    return "#ask-" + quote(question, safe="")


def past_link(id: str, kind: str = "past") -> str:
    """The address within the page that opens a conversation of before, or with `forget` forgets it."""
    return f"#{kind}-{quote(id, safe='')}"


def remove_link(id: str) -> str:
    """The address within the page that removes a document."""
    return "#remove-" + quote(id, safe="")


def citation_link(turn: int, marker: int) -> str:
    """The address within the page that opens a citation of an answer."""
    return f"#cite-{turn}-{marker}"


def calculation_link(turn: int, number: int) -> str:
    """The address within the page that opens the working of an answer's calculation."""
    return f"#calc-{turn}-{number}"


def sides_link(turn: int) -> str:
    """The address within the page that sets the sources of an answer side by side."""
    return f"#sides-{turn}-0"


def picked_link(operation: str, ids: Sequence[str]) -> str:
    """The address within the page that computes or draws something of picked figures."""
    return f"#pick-{operation}-{','.join(quote(id, safe='') for id in ids)}"


def read_picked(target: str) -> tuple[str, list[str]]:
    """(operation, ids) of an address that `picked_link` made."""
    operation, _, ids = target.removeprefix("#pick-").partition("-")
    return operation, [unquote(id) for id in ids.split(",") if id]


def cover_link(by: str, row: str, period: str) -> str:
    """The address within the page that filters the figures to one cell of a coverage table."""
    return "#cover-" + ",".join(quote(part, safe="") for part in (by, row, period))


def read_cover(target: str) -> list[str]:
    """The three parts of an address that `cover_link` made, or however many there are."""
    return [unquote(part) for part in target.removeprefix("#cover-").split(",")]


def read_link(target: str) -> tuple[str, str]:
    """(kind, rest) of an address within the page: `("cite", "3-1")`; the rest is decoded."""
    kind, _, rest = target.removeprefix("#").partition("-")
    return kind, unquote(rest)
