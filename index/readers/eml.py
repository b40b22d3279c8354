"""Reads mails: subject, sender and date from the head, the text or else the web page in it as the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from index.content import decode
from index.readers.html import read_html
from index.readers.pieces import Heading, Paragraph, Piece, Reading
from index.readers.words import clean

MEDIA_TYPE = "message/rfc822"


def read_eml(raw: bytes) -> Reading:
    """Reads a mail; what is attached to it is named, not read."""
    from email import policy
    from email.parser import BytesParser

    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
    subject = clean(_header(message, "Subject"))
    pieces: list[Piece] = [Heading(subject, 1)] if subject else []
    notices: tuple[str, ...] = ()
    body = message.get_body(("plain", "html"))
    if body is not None and body.get_content_type() == "text/html":
        page = read_html(_bytes(body))
        pieces += page.pieces
    elif body is not None:
        text, notices = _text(body)
        pieces += _paragraphs(text)
    attached = [clean(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
    if attached:
        notices += (f"What is attached was not read ({', '.join(attached[:5])}); save it beside the mail.",)
    return Reading(tuple(pieces), MEDIA_TYPE, _meta(message, subject), notices)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # a head so odd that its parser trips over it
        return ""


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """The words of a part, by its stated encoding or else by what it looks like."""
    raw = _bytes(part)
    try:
        return raw.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n"), ()
    except (LookupError, UnicodeDecodeError):
        return decode(raw)


def _paragraphs(text: str) -> Iterator[Piece]:
    """Paragraphs are set apart by empty lines; quoted lines of an earlier mail keep their words without the marks."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [re.sub(r"^(?:> ?)+", "", line).strip() for line in block.split("\n")]
        if all(re.match(r"(?:[-*•]|\d+[.)])\s", line) for line in lines if line):
            yield from (Paragraph(re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", line), item=True) for line in lines if line)
        else:
            yield Paragraph(" ".join(lines))


def _meta(message: EmailMessage, subject: str) -> dict[str, str]:
    name, address = parseaddr(_header(message, "From"))
    found = {"title": subject, "publisher": clean(name or address)}
    try:
        found["date"] = parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        pass  # no date, or none that is one
    return {key: value for key, value in found.items() if value}
