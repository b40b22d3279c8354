"""Exports by file name: the ending says which format."""

from __future__ import annotations

from pathlib import Path

from assistant.export import markdown, pdf, sheet, word
from assistant.export.record import Record
from index.errors import SettingsError

FORMATS = (".md", ".docx", ".xlsx", ".csv")
"""What is written and can be read back."""
PRINTED = ".pdf"
"""What is only written, to be printed and handed out."""


def write(record: Record, path: Path) -> None:
    """Writes an export in the format of its file's name.

    Raises:
        SettingsError: the ending is none of `FORMATS`, or the file cannot be written.
    """
    try:
        match path.suffix.lower():
            case ".md":
                path.write_text(markdown.write(record), encoding="utf-8")
            case ".csv":
                path.write_text(sheet.as_csv(record), encoding="utf-8")
            case ".docx":
                word.write(record, path)
            case ".xlsx":
                sheet.write(record, path)
            case _ if path.suffix.lower() == PRINTED:
                pdf.write(record, path)
            case _:
                raise SettingsError(f"{path.name} has no known ending; use one of {', '.join((*FORMATS, PRINTED))}.")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written ({error.strerror}); give another file.") from error


def read(path: Path) -> Record:
    """Reads an export back.

    Raises:
        SettingsError: the file cannot be read, or is no export.
    """
    try:
        match path.suffix.lower():
            case ".md":
                record = markdown.read(path.read_text(encoding="utf-8"))
            case ".csv":
                record = sheet.from_csv(path.read_text(encoding="utf-8"))
            case ".docx":
                record = word.read(path)
            case ".xlsx":
                record = sheet.read(path)
            case _ if path.suffix.lower() == PRINTED:
                raise SettingsError(f"{path.name} is made for print; export the same as .md or .docx and verify that.")
            case _:
                raise SettingsError(f"{path.name} has no known ending; use one of {', '.join(FORMATS)}.")
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001  # a broken file fails in the libraries in any way
        raise SettingsError(f"{path} cannot be read as an export ({type(error).__name__}); export it again.") from error
    if not record.entries:
        raise SettingsError(f"{path} holds no entries; give a file that was exported here.")
    return record
