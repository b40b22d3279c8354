"""A sentence or a row of a document, as it is said in an answer."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.sentences import Unit
from index.figures import SOURCE_MARK


def quoted(unit: Unit, desk: Desk | None = None) -> str:
    """A sentence as it stands, source marks and list marks left out; a table row with its headings."""
    if unit.kind == "row" and desk is not None:
        row = _row(unit, desk)
        if row:
            return row
    text = SOURCE_MARK.sub("", unit.text)
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"^(?:[-*+]|\d+\.)\s+", "", text)
    return text.replace("**", "")


def _row(unit: Unit, desk: Desk) -> str:
    document = desk.evidence.documents[unit.span.document]
    block = document.blocks[unit.block]
    if block.table is None or block.row is None:
        return ""
    table = document.tables[block.table]
    cells = zip(table.columns, table.rows[block.row], strict=False)
    pairs = [(c.text, SOURCE_MARK.sub("", x.text).strip()) for c, x in cells]
    said = [f"{h}: {v}" if h else v for h, v in pairs if v and not re.match(r"https?:", v)]
    return "; ".join(said) + "."
