"""Reads many damaged files of every format as the program does, and counts what became of them.

    python tests/benchmarks/fuzz.py [FILES] [SEED]

Prints how many were read and refused, the crashes, hangs and tracebacks, the slowest file and the most memory. Exits
with 1 if there was a crash, hang or traceback; the file that caused it is kept and named.

Measured on two very busy cores: 2,000 files (1,198 read, 802 refused), no crash, hang or traceback; the slowest took
17 s by the clock; the reader held at most 96 MB, the program 107 MB. (Before, one file had taken 75 s, in the search
for figures of one very long sentence, which was mended.)
"""

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.errors import DocumentError
from index.figures import extract
from index.load import Found, read
from index.readers.isolated import _shared
from index.split import split
from tests.formats.mutate import mutated, seeds

SLOW_SECONDS = 60.0


def memory(pid: int | None) -> int:
    """The most memory that a process has held so far, in MB; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid or 'self'}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main() -> int:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    chance = random.Random(sys.argv[2] if len(sys.argv) > 2 else "fuzz")
    sound = seeds()
    counts: Counter[str] = Counter()
    slowest, most, faults = (0.0, ""), 0, []
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number in range(files):
        suffix = sorted(sound)[number % len(sound)]
        path = folder / f"{number:05}{suffix}"
        path.write_bytes(mutated(sound[suffix], suffix, chance))
        begin = time.perf_counter()
        try:
            document = read(Found(path.name, path))
            split(document, count_tokens=lambda text: len(text.split()))
            extract(document)
            counts[f"{suffix} read"] += 1
        except DocumentError as error:
            words = str(error)
            bad = "crashed" in words or "too long" in words or not words.endswith(".") or "\n" in words
            counts[f"{suffix} refused"] += 1
            if bad:
                faults.append(f"{path}: {words}")
        except Exception as error:  # noqa: BLE001, any other error is what is looked for
            faults.append(f"{path}: {type(error).__name__}: {error}")
        took = time.perf_counter() - begin
        slowest = max(slowest, (took, path.name))
        if took > SLOW_SECONDS:
            faults.append(f"{path}: took {took:.0f} s")
        most = max(most, memory(_shared._process.pid if _shared._process else None))
        if not any(fault.startswith(str(path)) for fault in faults):
            path.unlink()
    for name, count in sorted(counts.items()):
        print(f"{count:6} {name}")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); memory: reader {most} MB, program {memory(None)} MB")
    print(f"{files} files, {len(faults)} faults", *faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
