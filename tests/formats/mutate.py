"""Damages files as the world does and as an attacker would: seeds of every format, and the ways to spoil them."""

import io
import random
import zipfile

from tests.formats import brief
from tests.formats.test_office import open_sheet, saved, slides

MAIL = (
    b"From: Tea Board <a@b.example>\r\nSubject: Tea\r\nDate: Mon, 06 May 2024 10:00:00 +0300\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    b"Exports were $5 million in 2022.\r\n--x\r\nContent-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="../../report.pdf"\r\n\r\nx\r\n--x--\r\n'
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
)
"""The head of a billion laughs."""
SPLICES = (
    b"\x00", b"\xff" * 9, b"9" * 40, b"-1", b"4294967296", b"%PDF-1.7", b"<" * 50, b"]]>", b"&a;", b"../" * 9, b"'\"",
    b"1 0 R", b"endobj", b"stream", b"<<" * 40, b"[" * 60, b"(" * 60, b"\xed\xa0\x80", b"\xef\xbb\xbf", b"NaN",
)  # fmt: skip


def seeds() -> dict[str, bytes]:
    """One sound file of each format, by suffix."""
    sheet = io.BytesIO()
    open_sheet().write(sheet)
    table = b"Country;Exports (USD million)\nVietnam;198.3\nIndia;121.7\n"
    return {
        ".csv": table, ".docx": brief.word(), ".eml": MAIL, ".html": brief.web_page(), ".md": brief.markdown(),
        ".ods": sheet.getvalue(), ".pdf": brief.pdf(), ".pptx": saved(slides()), ".tsv": table.replace(b";", b"\t"),
        ".txt": brief.markdown(), ".xlsx": brief.excel(),
    }  # fmt: skip


def mutated(raw: bytes, suffix: str, chance: random.Random) -> bytes:
    """A damaged copy. In half of the office files the damage is within a part, where a parser meets it."""
    if suffix in (".docx", ".xlsx", ".pptx", ".ods") and chance.random() < 0.7:
        return _repacked(raw, chance)
    if suffix == ".pdf" and chance.random() < 0.4:
        return _numbers_changed(raw, chance)
    return _spoilt(raw, chance)


def _spoilt(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + chance.choice((1, 10, 1000))]
        elif kind == 2:
            data[at:at] = chance.choice(SPLICES)
        elif kind == 3:
            data[at:at] = data[at : at + chance.choice((5, 50, 5000))] * chance.choice((1, 3, 20))
        elif kind == 4:
            data = data[: max(at, 1)]
        else:
            data[at:at] = chance.randbytes(chance.choice((1, 8, 100)))
    return bytes(data)


def _numbers_changed(raw: bytes, chance: random.Random) -> bytes:
    """Numbers of a PDF changed: lengths, offsets, references, so that objects lead to each other or to nowhere."""
    import re

    found = list(re.finditer(rb"\d+", raw))
    out = bytearray(raw)
    for m in sorted(chance.sample(found, min(len(found), chance.choice((1, 3, 20)))), key=lambda m: -m.start()):
        out[m.start() : m.end()] = chance.choice((b"0", b"1", b"3", b"65535", b"99999999999", b"-7"))
    return bytes(out)


def _repacked(raw: bytes, chance: random.Random) -> bytes:
    """An office file one of whose parts is damaged, missing, doubled, or declares a billion laughs."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice([n for n in names if n.endswith((".xml", ".rels"))])
        kind = chance.randrange(5)
        for name in names:
            part = old.read(name)
            if name == victim and kind == 0:
                continue
            if name == victim and kind == 1:
                part = BOMB + b"]><x>&j;</x>"
            elif name == victim and kind == 2:
                part = part.replace(b">", b">" + b"<x>" * chance.choice((10, 5000)), 1)
            elif name == victim:
                part = _spoilt(part, chance)
            new.writestr(name, part)
    return out.getvalue()
