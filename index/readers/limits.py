"""What one file may cost, and the checks that are made before it is opened."""

from __future__ import annotations

import io
import zipfile

from index.errors import DocumentError

MAX_BYTES = 100_000_000
MAX_UNPACKED = 400_000_000
"""Bytes that all parts of an office file may have together; zipfile never unpacks more than a part declares."""
MAX_RATIO = 1_000
"""Times that a part may grow when unpacked; deflate reaches 1,032, real office files stay below 100."""
RATIO_FROM = 10_000_000
"""Bytes below which a part is small enough for its ratio not to matter: a sheet of equal rows packs very well."""
MAX_PARTS = 10_000
MAX_CELLS = 500_000
MAX_PAGES = 2_000
MAX_SCANNED = 20
"""Pages of one file that are recognised, where that is installed: each takes seconds of the processor."""
SCAN_PIXELS = 3_000
"""The longer side of a page that is recognised."""
MAX_PIECES = 200_000
MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 200
"""Elements within elements."""
MAX_SECONDS = 200.0
"""Of the processor, for one file; a dense page of a PDF takes a tenth of a second."""
MAX_WAIT = 600.0
"""Seconds to wait for one file, however busy the machine is."""
MAX_MEMORY = 3_000_000_000
"""Bytes of address space of the process that reads."""


def too_much(what: str, most: int) -> DocumentError:
    """The error about a file that is larger than it may be."""
    return DocumentError(f"it has more than {most:,} {what}; split it into smaller files.")


def check_archive(raw: bytes) -> zipfile.ZipFile:
    """Opens an office file's parts, if they may be unpacked.

    Raises:
        DocumentError: it is no archive, is encrypted, or would unpack to more than is allowed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise DocumentError(
                "it is protected by a password or in an old format; save it anew without one."
            ) from error
        raise DocumentError("it is damaged or not what its name says; open it and save it anew.") from error
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise too_much("parts", MAX_PARTS)
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError("it is protected by a password; save it without one.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DocumentError(f"it unpacks to more than {MAX_UNPACKED // 10**6} MB; split it into smaller files.")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise DocumentError("one of its parts unpacks to a thousand times its size; save it anew.")
    return archive
