"""Reads the real files that packages ship on this machine, and says for each whether it was read or why not.

    python tests/benchmarks/real_files.py [FOLDER ...]

Measured over the test files of python-docx, python-pptx and pdfplumber and those of the Debian packages r-cran-readxl,
r-cran-openxlsx, r-cran-officer and gnuplot-doc: 143 files, 115 read, 28 named because they hold no words. And over what
a machine for development ships: 44 files, 42 read, 2 named.

Without folders it looks where Debian and Python packages keep documentation and samples. Exits with 1 if a reader
crashed or a file was left out for a reason that is no sentence.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.errors import DocumentError
from index.load import Found, read
from index.readers.formats import FORMATS
from index.split import split

PLACES = ("/usr/share", "/usr/lib", "/usr/local", sys.prefix)
MOST_OF_A_KIND = 40
"""Web pages come by the thousand; files of each kind are taken evenly from all that are found."""


def found(folders: list[str]) -> Iterator[Path]:
    by_kind: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in FORMATS and path.is_file() and path.stat().st_size:
                by_kind.setdefault(path.suffix.lower(), []).append(path)
    for paths in by_kind.values():
        step = max(1, len(paths) // MOST_OF_A_KIND)
        yield from paths[::step][:MOST_OF_A_KIND]


def main() -> int:
    counts: Counter[str] = Counter()
    faults = 0
    for path in found(sys.argv[1:] or list(PLACES)):
        begin = time.perf_counter()
        try:
            document = read(Found(path.name, path))
            passages = split(document, count_tokens=lambda text: len(text.split()))
            said = f"{len(document.text):>9,} characters, {len(passages)} passages, {len(document.tables)} tables"
            counts["read"] += 1
        except DocumentError as error:
            said = f"left out: {error}"
            counts["named"] += 1
            faults += "crashed" in said or not said.endswith(".") or "\n" in said
        print(f"{time.perf_counter() - begin:7.2f} s  {path}  {said}", flush=True)
    print(dict(counts), f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
