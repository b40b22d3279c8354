"""Which reader reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable

from index.content import Content
from index.errors import DocumentError
from index.readers.compose import compose
from index.readers.docx import read_docx
from index.readers.eml import read_eml
from index.readers.html import read_html
from index.readers.ods import read_ods
from index.readers.pdf import read_pdf
from index.readers.pieces import Reading
from index.readers.pptx import read_pptx
from index.readers.xlsx import read_xlsx

FORMATS: dict[str, Callable[[bytes], Reading]] = {
    ".docm": read_docx,
    ".docx": read_docx,
    ".eml": read_eml,
    ".html": read_html,
    ".htm": read_html,
    ".ods": read_ods,
    ".pdf": read_pdf,
    ".pptm": read_pptx,
    ".pptx": read_pptx,
    ".xhtml": read_html,
    ".xlsm": read_xlsx,
    ".xlsx": read_xlsx,
}
"""By the file's suffix."""


def read_format(suffix: str, raw: bytes) -> Content:
    """Reads a file of one of the `FORMATS`, in this process.

    Raises:
        DocumentError: it cannot be read; the message says why and what to do.
    """
    try:
        return compose(FORMATS[suffix](raw))
    except DocumentError:
        raise
    except RecursionError as error:
        raise DocumentError("its parts are nested too deeply; save it anew without them.") from error
    except MemoryError as error:
        raise DocumentError("reading it takes too much memory; split it into smaller files.") from error
    except Exception as error:  # noqa: BLE001, whatever a parser raises is about this one file
        raise DocumentError(f"it is damaged ({type(error).__name__}); open it and save it anew.") from error
