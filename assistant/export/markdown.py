"""An export as Markdown with footnotes, and one read back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.export.record import Entry, Note, Record, Working

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#!|~$&])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#!|~$&])")
_NOTE = re.compile(r"^\[\^(\d+)\]: “(.*)” (.*) \(([^()]*|.*?), (\d+)-(\d+)\)\.(?: Rests on: (.*)\.)?$")
_MARKS = re.compile(r"((?:\[\^\d+\])*)$")
_WORKING, _FORMULA = "**Working: ", "- Formula: "


def write(record: Record) -> str:
    """The export as one Markdown text."""
    lines = [f"# {escaped(record.title)}", ""]
    for entry in record.entries:
        lines += [*_entry(entry), ""]
    lines += [_note(note) for note in record.notes]
    return "\n".join(lines) + "\n"


def read(text: str) -> Record:
    """The export that a Markdown text holds."""
    title, entries, notes = "", [], []
    heading: str | None = None
    said, numbers, workings = "", (), []  # type: str, tuple[int, ...], list[Working]
    for line in [*text.splitlines(), "## "]:
        note = _NOTE.match(line)
        if note:
            where = (unescaped(note[4]), int(note[5]), int(note[6]))
            notes.append(Note(int(note[1]), unescaped(note[2]), *where, unescaped(note[3]), unescaped(note[7] or "")))
        elif line.startswith("# "):
            title = unescaped(line[2:])
        elif line.startswith("## "):
            if heading is not None:
                entries.append(Entry(heading, said, numbers, tuple(workings)))
            heading, said, numbers, workings = unescaped(line[3:]), "", (), []
        elif line.startswith(_WORKING):
            workings.append(Working(unescaped(line[len(_WORKING) : -2]), ""))
        elif line.startswith(_FORMULA) and workings:
            workings[-1] = Working(workings[-1].shown, unescaped(line[len(_FORMULA) :]))
        elif line.startswith("- ") and workings:
            w = workings[-1]
            workings[-1] = Working(w.shown, w.expression, (*w.steps, unescaped(line[2:])))
        elif line.strip() and heading is not None:
            marks = _MARKS.search(line)
            tail = marks[1] if marks else ""
            said = f"{said} {unescaped(line[: len(line) - len(tail)])}".strip()
            numbers = (*numbers, *(int(n) for n in re.findall(r"\d+", tail)))
    return Record(title, tuple(entries), tuple(notes))


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _ACTIVE.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return _ESCAPED.sub(r"\1", text)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"## {escaped(entry.heading)}"
    yield ""
    yield escaped(entry.text) + "".join(f"[^{n}]" for n in entry.notes)
    for w in entry.workings:
        yield ""
        yield f"{_WORKING}{escaped(w.shown)}**"
        yield ""
        yield f"{_FORMULA}{escaped(w.expression)}"
        yield from (f"- {escaped(step)}" for step in w.steps)


def _note(note: Note) -> str:
    where = f"({escaped(note.document)}, {note.start}-{note.end})."
    rests = f" Rests on: {escaped(note.sources)}." if note.sources else ""
    return f"[^{note.number}]: “{escaped(note.quote)}” {escaped(note.place)} {where}{rests}"
