"""The events of the check tab: the audit, the values of a measure, the fact sheet."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakKeyDictionary

import gradio as gr

from assistant import export
from assistant.assistant import Assistant
from assistant.check import KINDS, Finding, audit
from assistant.check.books import Books
from assistant.check.versions import compare
from assistant.ui import text as t
from assistant.ui.check_page import findings_html, measures_html
from assistant.ui.holdings import Held, Holdings
from assistant.ui.markup import note
from assistant.ui.session import Session
from index.errors import BriefError

FORMATS = {
    "PDF": (".pdf", "application/pdf"),
    "Word": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "Markdown": (".md", "text/markdown"),
}
"""What a fact sheet can be saved as: its ending and media type."""
_LONGEST = 60
"""Characters of a file's name."""


@dataclass(frozen=True, slots=True)
class Audited:
    """The figures of an assistant's documents as the audit reads them, and what it finds."""

    books: Books
    findings: tuple[Finding, ...]


class CheckDesk:
    """Audits what a session sees, once for all who see the same."""

    def __init__(self, holdings: Holdings) -> None:
        """Over what the program holds."""
        self._holdings = holdings
        self._audited: WeakKeyDictionary[Assistant, Audited] = WeakKeyDictionary()
        self._auditing = threading.Lock()

    def listed(self, session: Session | None, kind: str) -> Iterator[str]:
        """What the tab shows until the documents are open and audited, then the findings."""
        yield from map(note, self._holdings.until_open())
        yield note(t.CHECKING)
        yield self.findings(session, kind)

    def findings(self, session: Session | None, kind: str) -> str:
        """The findings of a kind; all of them for the empty one."""
        held = self._holdings.of(session)
        if held is None:
            return self._closed()
        return str(findings_html(self._audit(held).findings, held.library, kind if kind in KINDS else ""))

    def values(self, session: Session | None, words: str, kind: str) -> str:
        """Every value of what the words name, side by side; the findings where there are no words."""
        held = self._holdings.of(session)
        if held is None:
            return self._closed()
        if not words.strip():
            return self.findings(session, kind)
        return str(measures_html(compare(self._audit(held).books, words), held.library))

    def sheet(self, session: Session | None, words: str, form: str) -> str:
        """A fact sheet as a file for the browser to save: JSON with its name, kind and base64 content; "" for none."""
        held = self._holdings.of(session)
        if held is None or not words.strip():
            gr.Info(t.SHEET_OF_WHAT)
            return ""
        ending, kind = FORMATS.get(form, FORMATS["PDF"])
        audited = self._audit(held)
        try:
            record = export.fact_sheet(audited.books.evidence, audited.findings, words)
            with TemporaryDirectory() as folder:
                path = Path(folder) / f"sheet{ending}"
                export.write(record, path)
                content = path.read_bytes()
        except BriefError as error:
            gr.Info(str(error))
            return ""
        name = "".join(c if c.isalnum() else "-" for c in record.title.lower())[:_LONGEST].strip("-")
        return json.dumps({"name": f"{name}{ending}", "type": kind, "content": b64encode(content).decode()})

    def _closed(self) -> str:
        return note(self._holdings.opening.fault or self._holdings.opening.words)

    def _audit(self, held: Held) -> Audited:
        """What the audit of an assistant's documents finds, computed once."""
        with self._auditing:
            audited = self._audited.get(held.assistant)
            if audited is None:
                evidence = held.assistant.desk.evidence
                audited = self._audited[held.assistant] = Audited(Books(evidence), audit(evidence))
            return audited
