"""Documents, figures, hits and calculations as plain JSON values, for the command line and other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.types import Answer, Calculation
from index.load import Notice
from index.types import Document, Figure, Hit


def document_records(documents: Iterable[Document], notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """What each document is and what was odd about it, without its text; files that were left out come last."""
    odd: dict[str, list[str]] = {}
    for notice in notices:
        odd.setdefault(notice.document, []).append(notice.message)
    rows = [_document(document, odd.pop(document.id, [])) for document in documents]
    left_out = (Document(id, "", "", "", "") for id in odd if id)
    return rows + [{**_document(document, odd[document.id]), "indexed": False} for document in left_out]


def _document(document: Document, notices: list[str]) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "publisher": document.publisher,
        "url": document.url,
        "kind": document.kind,
        "period": document.period,
        "media_type": document.media_type,
        "characters": len(document.text),
        "sources": len(document.sources),
        "indexed": True,
        "notices": notices,
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """A passage with its place and score; a higher score is better."""
    passage = hit.passage
    return {
        "document": passage.span.document,
        "title": passage.title,
        "quote": passage.text,
        "start": passage.span.start,
        "end": passage.span.end,
        "locator": passage.locator.as_json(),
        "headings": list(passage.headings),
        "score": hit.score,
        "why": dict(hit.why),
    }


def figure_record(figure: Figure, documents: Mapping[str, Document]) -> dict[str, Any]:
    """A figure with its words, the sentence or row they stand in, and what it is bound to."""
    document = documents[figure.span.document]
    value, unit = figure.quantity.base
    return {
        "id": figure.id,
        "document": figure.span.document,
        "title": document.title,
        "text": document.quote(figure.span),
        "start": figure.span.start,
        "end": figure.span.end,
        "context": document.quote(figure.context),
        "base_value": float(value),
        "base_unit": unit,
        "upper": float(figure.upper.base[0]) if figure.upper else None,
        "noun": figure.quantity.noun,
        "kind": figure.kind,
        "entities": list(figure.entities),
        "flow": figure.flow,
        "item": list(figure.item),
        "period": figure.period.label if figure.period else None,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "attribution": figure.attribution,
        "sources": list(figure.sources),
        "bound": figure.bound,
        "locator": figure.locator.as_json(),
    }


def calculation_record(calculation: Calculation) -> dict[str, Any]:
    """A calculation as an answer lists it."""
    holder = Answer(question="", status="answered", sentences=(), calculations=(calculation,))
    record: dict[str, Any] = holder.as_json()["calculations"][0]
    return record


def as_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """Records of one kind as CSV with a header line; lists are joined by semicolons."""
    import csv
    import io

    rows = [{key: _csv_cell(value) for key, value in record.items()} for record in records]
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _csv_cell(value: Any) -> Any:
    """A value for a cell. Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, dict):
        value = "; ".join(f"{key} {part}" for key, part in value.items() if part)
    elif isinstance(value, list):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else value
