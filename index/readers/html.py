"""Reads web pages: the article with its headings, lists and tables; menus, scripts and forms are left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.content import decode
from index.errors import DocumentError
from index.readers.limits import MAX_DEPTH, too_much
from index.readers.pieces import Grid, GridCell, GridRow, Heading, Paragraph, Piece, Reading
from index.readers.words import clean, raised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNSEEN = frozenset(
    "script style template noscript head svg math iframe object embed applet canvas audio video map button input "
    "select textarea datalist dialog nav aside footer menu link meta".split()  # a form may hold the whole page
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr nobr".split()
)
_MENU = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|cookies?|banner|share|social|related|newsletter|"
    r"advert|ads?|promo|skip|toolbar|pagination|login)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)")
_PUBLISHED = ("article:published_time", "datepublished", "dc.date", "dcterms.date", "dc.date.issued", "date", "pubdate")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")


def read_html(raw: bytes) -> Reading:
    """Reads a web page; nothing that it refers to is fetched.

    Raises:
        DocumentError: it is no text, or elements are nested too deeply.
    """
    text, notices = _decoded(raw)
    root = _parsed(text)
    walk = _Walk()
    walk.children(_article(root))
    walk.flush()
    meta = _meta(root)
    return Reading(tuple(_without_title_twice(walk.pieces)), "text/html", meta, notices)


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's text by the encoding it declares, else by what its bytes look like."""
    declared = _CHARSET.search(raw[:4096])
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            name = declared[1].decode("ascii", "replace")
            return raw.decode("cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _parsed(text: str) -> Element:
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        # The text is decoded already: what the page declares must not make the parser decode it again.
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.") from error
    if root is None:
        raise DocumentError("it holds no words that can be read; put text into it or remove it.")
    return root


def _article(root: Element) -> Element:
    """The element that holds what the page is about: its one main part or article, if most words are in it."""
    body = root.find(".//body")
    body = root if body is None else body
    whole = _length(body)
    for path in (".//main", './/*[@role="main"]', ".//article"):
        found = root.findall(path)
        if len(found) == 1 and _length(found[0]) * 3 >= whole:
            return found[0]
    return body


def _length(element: Element) -> int:
    return sum(len(text) for text in element.itertext("p", "li", "td", "th", "h1", "h2", "h3", "blockquote", "dd"))


@dataclass(slots=True)
class _Walk:
    """Collects pieces while going through the elements in order."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: int = 0
    depth: int = 0

    def children(self, element: Element) -> None:
        """Takes in the words and elements within an element."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_much("elements within each other", MAX_DEPTH)
        self.words.append(element.text or "")
        for child in element:
            self._element(child)
            self.words.append(child.tail or "")
        self.depth -= 1

    def flush(self, level: int = 0) -> None:
        """Ends a paragraph, item or heading."""
        text = clean("".join(self.words))
        self.words.clear()
        if text and level:
            self.pieces.append(Heading(text, level))
        elif text:
            self.pieces.append(Paragraph(text, item=self.lists > 0))

    def _element(self, element: Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or is_unseen(element):
            return
        if tag in _INLINE:
            self._inline(element, tag)
        elif tag == "br":
            self._line_end(element)
        elif tag == "table":
            self._table(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.flush()
            self.children(element)
            self.flush(level=int(tag[1]))
        else:
            self.flush()
            self.lists += tag in ("ul", "ol")
            self.children(element)
            self.flush()
            self.lists -= tag in ("ul", "ol")

    def _inline(self, element: Element, tag: str) -> None:
        if tag == "sup":
            self.words.append(raised("".join(element.itertext()), "".join(self.words[-3:])[-8:]))
            return
        self.children(element)

    def _line_end(self, element: Element) -> None:
        """A line end is a space, two of them a new paragraph."""
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            self.flush()
        self.words.append(" ")

    def _table(self, element: Element) -> None:
        self.flush()
        if _is_layout(element):
            self.children(element)
            self.flush()
            return
        for caption in element.findall("caption"):
            self.pieces.append(Paragraph(_words_of(caption)))
        rows = [GridRow(tuple(_cells(row))) for row in _rows(element)]
        self.pieces.append(Grid(tuple(row for row in rows if row.cells)))


def is_unseen(element: Element) -> bool:
    """Is an element none of the article's words: hidden, a menu, a form, a script?"""
    if element.tag in _UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return bool(_MENU.search(names)) and _is_mostly_links(element)


def _is_mostly_links(element: Element) -> bool:
    if next(element.iter("table", "p"), None) is not None:
        return False
    words = "".join(element.itertext()).strip()
    linked = sum(len("".join(a.itertext()).strip()) for a in element.iter("a", "button"))
    return linked * 2 >= len(words) or len(words) < 60


def _is_layout(table: Element) -> bool:
    """Does a table only arrange the page: it holds another table, or headings and paragraphs in few cells?"""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return True
    return next(table.iterdescendants("h1", "h2", "h3", "ul", "ol"), None) is not None


def _rows(table: Element) -> Iterator[Element]:
    """The rows, those of the head first and those of the foot last, however they are written down."""
    for part in ("thead", "tbody", "tr", "tfoot"):
        for element in table.findall(part):
            yield from [element] if part == "tr" else element.findall("tr")


def _cells(row: Element) -> Iterator[GridCell]:
    headed = (row.getparent() is not None) and row.getparent().tag == "thead"
    for cell in row:
        if cell.tag in ("td", "th"):
            yield GridCell(
                _words_of(cell), _span(cell, "colspan"), _span(cell, "rowspan"), head=headed or cell.tag == "th"
            )


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    if name == "rowspan" and value == "0":
        return 65_534  # down to the last row
    return max(1, int(value)) if re.fullmatch(r"\d{1,5}", value) else 1


def _words_of(element: Element) -> str:
    """All words of a cell or caption in one line."""
    inner = _Walk()
    inner.children(element)
    inner.flush()
    return " ".join(piece.text for piece in inner.pieces if not isinstance(piece, Grid))


def _meta(root: Element) -> dict[str, str]:
    """Title, publisher, date and address as the page states them for machines."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        said.setdefault(name, clean(element.get("content") or ""))
    linked = _linked_data(root)
    heading, title = root.find(".//h1"), root.find(".//title")
    canonical = next((e.get("href") or "" for e in root.iter("link") if e.get("rel") == "canonical"), "")
    found = {
        "title": said.get("og:title") or _text(heading) or _text(title),
        "date": next((v for name in _PUBLISHED if (v := said.get(name))), "") or linked.get("date", ""),
        "publisher": next((v for name in _PUBLISHERS if (v := said.get(name))), "") or linked.get("publisher", ""),
        "url": canonical or said.get("og:url", ""),
    }
    found["date"] = found["date"][:10] if re.match(r"\d{4}-\d\d-\d\dT", found["date"]) else found["date"]
    return {key: value for key, value in found.items() if value}


def _text(element: Element | None) -> str:
    return clean("".join(element.itertext())) if element is not None else ""


def _linked_data(root: Element) -> dict[str, str]:
    """Date and publisher of the first article in the page's JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data: Any = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        entries = data.get("@graph", [data]) if isinstance(data, dict) else data
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("datePublished"), str):
                publisher = entry.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                return {"date": entry["datePublished"], "publisher": name if isinstance(name, str) else ""}
    return {}


def _without_title_twice(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces; a heading that says again what the one right before it said is left out."""
    before: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Heading) and isinstance(before, Heading) and piece.text == before.text:
            continue
        yield piece
        before = piece
