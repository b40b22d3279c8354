"""What a reader makes of a file's bytes, and the decoding that all text formats share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.errors import DocumentError
from index.types import Block, Page, Table

BOM = "\ufeff"
_WIDE_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Content:
    """A file as read: its canonical text, its layout, and what it says about itself.

    `meta` holds the document's own statements under the names of the front matter: title, date, publisher, url,
    kind, period, sources. `notices` say in one sentence each what was done about anything odd.
    """

    text: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()


def surrounded(tables: Sequence[Table], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables with lead and note, the paragraphs right before and after each under the same headings.

    `blocks` are the document's, or a run of them that holds the tables.
    """
    inside: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.table is not None:
            inside.setdefault(block.table, []).append(index)

    def paragraph(index: int, headings: tuple[str, ...]) -> tuple[int, int] | None:
        block = blocks[index] if 0 <= index < len(blocks) else None
        fits = block is not None and block.kind == "paragraph" and block.headings == headings
        return (block.start, block.end) if block and fits else None

    return tuple(
        replace(table, lead=paragraph(places[0] - 1, table.headings), note=paragraph(places[-1] + 1, table.headings))
        for table in tables
        if (places := inside.get(table.number, [-1]))
    )


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    r"""The canonical text of a text file, and notices about its encoding.

    UTF-8 with every line end turned into `\n`; a byte order mark stays the first character, so that offsets are
    those of `path.read_text(encoding="utf-8")`. Other encodings are read as the likeliest one, with a notice.

    Raises:
        DocumentError: the bytes are not text.
    """
    notices: tuple[str, ...] = ()
    wide = next((name for mark, name in _WIDE_BOMS if raw.startswith(mark)), None) or _unmarked_wide(raw)
    try:
        if wide:
            text = raw.decode(wide)
            notices = (f"It is encoded as {wide.upper()}, not UTF-8; positions count in the decoded text.",)
        else:
            text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if wide:
            raise DocumentError("it is damaged: its encoding mark does not fit its bytes; save it as UTF-8.") from error
        text, name = _guessed(raw)
        notices = (
            f"It is not valid UTF-8 at byte {error.start} and was read as {name}; "
            "positions count in the decoded text, and saving it as UTF-8 avoids wrong letters.",
        )
    if "\0" in text:
        raise DocumentError("it is not a text file; save it as text in UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notices


def _unmarked_wide(raw: bytes) -> str | None:
    """UTF-16 without a mark, which text is whose every second byte is mostly zero; None where it is none."""
    sample = raw[:4000]
    if len(sample) < 20 or len(raw) % 2:
        return None
    even, odd = (sample[start::2].count(0) / (len(sample) // 2) for start in (0, 1))
    if max(even, odd) < 0.7 or min(even, odd) > 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(raw: bytes) -> tuple[str, str]:
    """The text and the encoding it is likeliest in: Windows-1252, unless so many letters are none of English.

    A few odd bytes are an accent or a currency sign; telling languages apart by them would be guessing.
    """
    sample = raw[:100_000]
    odd = sum(byte > 127 for byte in sample)
    if odd > 30 and odd * 5 > sum(byte > 127 or chr(byte).isalpha() for byte in sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None:
            try:
                return raw.decode(best.encoding), best.encoding
            except (UnicodeDecodeError, LookupError):
                pass  # the rest of the file is in another
    return raw.decode("cp1252", errors="replace"), "Windows-1252"
