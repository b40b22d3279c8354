"""Does the store survive? Builds it while it is killed, written twice, and short of disk, and looks at what is left.

    python tests/benchmarks/faults.py                   50 kills, 20 second writers, 10 full disks (about 5 minutes)
    python tests/benchmarks/faults.py steps [--every N] [--no-chroma]     a kill at each step of three kinds of work

After each fault two things are asked. Is every document in the database there in its old or its new version, whole,
its passages and figures cut from the same text? And does the next opening, with no other repair, give what a store
that was built in peace gives, Chroma's copy included? The work is done in forks of one process that has imported
everything and opened nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import chromadb  # noqa: E402, F401  imported once, before any fork
import langchain_chroma  # noqa: E402, F401
import numpy as np  # noqa: E402

from index import build  # noqa: E402
from index.database import DamagedError, open_database  # noqa: E402
from index.errors import BriefError  # noqa: E402
from index.folder import DATABASE, MIRROR  # noqa: E402
from index.library import Library  # noqa: E402
from index.store import Mirror  # noqa: E402
from index.types import Document, Figure, Span  # noqa: E402
from index.units import Quantity  # noqa: E402

FAILED, REFUSED, DIFFERS = 3, 4, 5
"""How a fork ends when opening failed with more than a sentence, failed with one, or gave something else."""
DOCUMENTS = 9


class Vectors:
    """One fixed random direction a text. With a path, it is as slow as it takes until there is such a file."""

    name, dimension = "made-up", 16

    def __init__(self, until: Path | None = None) -> None:
        self.until = until

    def embed(self, texts, progress=None):
        while self.until and not self.until.exists():
            time.sleep(0.01)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text):
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")
        vector = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return vector / np.linalg.norm(vector)

    def count_tokens(self, text):
        return len(text.split())


def figures(document: Document) -> tuple[Figure, ...]:
    """Every number with a decimal point: as good as the real ones, and quick."""
    found = [(m, Span(document.id, *m.span())) for m in re.finditer(r"\d+\.\d+", document.text)]
    return tuple(
        Figure(f"{document.id}#{m.start()}", span, span, Quantity(Decimal(m[0]), "count")) for m, span in found
    )


@dataclass(frozen=True)
class Case:
    """A corpus, which has two states, and a store."""

    corpus: Path
    store: Path
    chroma: bool = True

    def set(self, state: int) -> None:
        """Puts the corpus into a state; each changes, adds and removes documents of the one before."""
        self.corpus.mkdir(parents=True, exist_ok=True)
        for number in range(DOCUMENTS):
            path = self.corpus / f"note{number}.md"
            if number % 4 == state % 4 or number == DOCUMENTS - 1:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text(number, state if number % 2 else 0), encoding="utf-8")
        (self.corpus / "refused.md").write_text("" if state % 2 else "# Read\n\nIt says 1.5.\n", encoding="utf-8")

    def open(self, **arguments) -> Library:
        return Library.open(
            [self.corpus], self.store, embedder=lambda: Vectors() if self.chroma else None, extract=figures, **arguments
        )


def text(number: int, state: int) -> str:
    lines = [f"Line {n} of note {number} says {state}.{n} in state {state}." for n in range(1, 6)]
    return f"# Note {number}\n\n" + "\n\n".join(lines) + "\n"


def indexed(case: Case) -> set[str]:
    """The documents that the database holds, in whatever version."""
    try:
        database = open_database(case.store / DATABASE, writing=True)  # undoes what was half written, as any opening
    except DamagedError:
        return set()
    try:
        return {id for id, version in database.versions().items() if not version.refusal}
    finally:
        database.close()


def look(case: Case, before: set[str]) -> str:
    """What is wrong with any document of the database as it lies there, "" where nothing is.

    `before` are the documents that were indexed before the work that was killed; those that still are must be there.
    """
    if lost := {id for id in before - indexed(case) if (case.corpus / id).is_file() and id != "refused.md"}:
        return f"{sorted(lost)[0]} is neither there in its old nor in its new version"
    try:
        database = open_database(case.store / DATABASE, writing=True)
    except DamagedError:
        return ""  # nothing was written yet; that it is complete later is asked later
    try:
        for r in database.records():
            document = r.document
            known = {text(int(document.id[4:-3]), s) for s in range(200)} if document.id[4].isdigit() else None
            if known is not None and document.text not in known:
                return f"{document.id} is a mix"
            if any(p.text != document.quote(p.span) for p in r.passages) or not len(r.passages) == len(r.keys):
                return f"{document.id}: its passages are of another version"
            if case.chroma and len(r.vectors) != len(r.keys):
                return f"{document.id}: its vectors are of another version"
            if [(f.id, f.quantity.value) for f in r.figures] != [(f.id, f.quantity.value) for f in figures(document)]:
                return f"{document.id}: its figures are of another version"
    except DamagedError as damage:
        return f"the database is damaged: {damage}"
    finally:
        database.close()
    return ""


def said(case: Case) -> str:
    """A digest of all that the opened library says; the collection of Chroma is compared on the spot."""
    library = case.open(wait=60, latest=True)
    parts = [library.documents, library.passages, library.figures, sorted(map(str, library.notices))]
    parts += [library.search("note 3 says 2.1", 5), library.search("refused", 3)]
    database = open_database(case.store / DATABASE)
    if database.damaged() or database.unmirrored():
        raise AssertionError("the database is damaged or behind")
    if case.chroma:
        held = Mirror(case.store).vector_store(database.fact("mirror")).get()
        if dict(zip(held["ids"], held["documents"], strict=True)) != {p.id: p.text for p in library.passages}:
            raise AssertionError("Chroma holds something else")
        if len(list(case.store.glob(f"{MIRROR}*"))) != 1:
            raise AssertionError("copies are left over")
    database.close()
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def fork(work: Callable[[], object], result: Path | None = None) -> int:
    """Starts work in a fork, whose exit status says how it went."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = FAILED
    try:
        os.setpgid(0, 0)
        found = work()
        if result is not None:
            result.write_text(str(found))
        status = 0
    except BriefError as error:
        sentence = str(error)
        status = REFUSED if "\n" not in sentence and sentence.endswith(".") else FAILED
        if result is not None:
            result.write_text(sentence)
    except BaseException as error:  # noqa: BLE001, the fork ends here, whatever happened
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """Waits for a fork; its exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def asked(case: Case, folder: Path) -> str:
    """What the library says, asked in a fork of its own."""
    answer = folder / "answer"
    if status := ended(fork(lambda: said(case), answer)):
        raise SystemExit(f"opening failed with status {status}")
    return answer.read_text()


def in_peace(case: Case, folder: Path, cache: dict[str, str]) -> str:
    """What a store says that is built anew from the corpus as it is."""
    state = hashlib.sha256(
        b"".join(p.name.encode() + p.read_bytes() for p in sorted(case.corpus.iterdir()))
    ).hexdigest()
    if state not in cache:
        fresh = Case(case.corpus, folder / f"fresh-{state[:8]}", case.chroma)
        cache[state] = asked(fresh, folder)
        shutil.rmtree(fresh.store)
    return cache[state]


def kill_at(step: int, store: Path) -> None:
    """Kills this process right before its step of that number: a statement to the database, a file made or moved."""
    left = [step]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple) -> None:
        if event in ("open", "os.remove", "os.rename", "os.mkdir", "shutil.rmtree", "sqlite3.connect"):
            if event != "open" or (isinstance(arguments[1], str) and arguments[1][0] in "wax"):
                if str(store) in str(arguments[0]):
                    count()

    connect = sqlite3.connect

    def traced(*arguments, **keywords):
        connection = connect(*arguments, **keywords)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = traced
    sys.addaudithook(heard)


def spoil(case: Case) -> None:
    """Flips a byte in one document's row, which SQLite does not notice."""
    path = case.store / DATABASE
    raw = bytearray(path.read_bytes())
    at = raw.index(b"of note 3 says")
    raw[at + 8] ^= 1
    path.write_bytes(raw)


def steps(folder: Path, every: int, chroma: bool) -> dict[str, int]:
    """A kill at each step of building, updating and mending; gives how many there were."""
    build._WINDOW = 12  # several transactions even for so few documents
    cache: dict[str, str] = {}
    found = {}
    for name, before in (("build", None), ("update", 1), ("mend", 2)):
        start = Case(folder / "corpus", folder / "start", chroma)
        shutil.rmtree(start.store, ignore_errors=True)
        if before is not None:
            start.set(before)
            asked(start, folder)
        start.set(2)
        if name == "mend":
            spoil(start)
        case = Case(start.corpus, folder / "store", chroma)
        held = indexed(start)
        step = 0
        while True:
            shutil.rmtree(case.store, ignore_errors=True)
            if start.store.exists():
                shutil.copytree(start.store, case.store)
            status = ended(fork(lambda at=step, c=case: (kill_at(at, c.store), said(c))))
            if status == 0:
                break
            if status != -signal.SIGKILL:
                raise SystemExit(f"{name}, step {step}: ended with {status}")
            if name != "mend" and (wrong := look(case, held)):
                raise SystemExit(f"{name}, step {step}: {wrong}")
            if asked(case, folder) != in_peace(case, folder, cache):
                raise SystemExit(f"{name}, step {step}: the store says something else afterwards")
            step += every
        found[name] = step // every
    return found


def kills(folder: Path, count: int, seed: int) -> Counter[str]:
    """Kills at random moments, over and over into the same store, while its documents change."""
    build._WINDOW = 12
    case, chance = Case(folder / "corpus", folder / "store"), random.Random(seed)
    cache: dict[str, str] = {}
    case.set(0)
    begin = time.perf_counter()
    asked(Case(case.corpus, folder / "timed"), folder)
    whole = time.perf_counter() - begin
    found: Counter[str] = Counter()
    number = 0
    while found["killed"] < count:
        number += 1
        case.set(number % 100)
        held = indexed(case)
        pid = fork(case.open)
        time.sleep(chance.uniform(0, whole))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        found["killed" if ended(pid) == -signal.SIGKILL else "done before it could be killed"] += 1
        if wrong := look(case, held):
            raise SystemExit(f"kill {number}: {wrong}")
        if number % 5 == 4:
            if asked(case, folder) != in_peace(case, folder, cache):
                raise SystemExit(f"kill {number}: the store says something else afterwards")
            found["compared with a store built in peace"] += 1
    return found


def second_writers(folder: Path, count: int) -> Counter[str]:
    """Others that want to write while one does, and readers: the former are told, the latter served."""
    build._WINDOW = 6
    case, cache = Case(folder / "corpus", folder / "store"), {}
    case.set(0)
    asked(case, folder)
    case.set(1)
    done = folder / "done"
    first = fork(lambda: Library.open([case.corpus], case.store, embedder=lambda: Vectors(done), extract=figures))
    while not (case.store / "holder.json").exists():
        time.sleep(0.01)
    found: Counter[str] = Counter()
    answer = folder / "said"
    for _ in range(count):
        status = ended(fork(lambda: case.open(wait=0, latest=True), answer))
        told = status == REFUSED and f"by process {first} on" in answer.read_text()
        found["second writer told who writes" if told else f"second writer ended with {status}"] += 1
        status = ended(fork(lambda: case.open(wait=0).search("note 3")))
        found["reader served meanwhile" if status == 0 else f"reader ended with {status}"] += 1
        if os.waitpid(first, os.WNOHANG)[0]:
            raise SystemExit("the first writer was done too soon")
    done.touch()
    if status := ended(first):
        raise SystemExit(f"the first writer ended with {status}")
    if asked(case, folder) != in_peace(case, folder, cache):
        raise SystemExit("the store says something else afterwards")
    return found


@contextmanager
def small_disk(folder: Path):
    """A disk in memory, as a function that sets its size in KB; needs the right to mount."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=True)
    try:
        yield lambda size: subprocess.run(["mount", "-o", f"remount,size={size}k", str(folder)], check=True)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def full_disks(folder: Path, count: int) -> Counter[str]:
    """Building and updating on disks that are too small by more and less; then there is room again."""
    build._WINDOW = 12
    found: Counter[str] = Counter()
    cache: dict[str, str] = {}
    with small_disk(folder / "disk") as resize:
        case = Case(folder / "corpus", folder / "disk" / "store")
        for number in range(count):
            case.set(number)
            if number % 2 == 0:
                shutil.rmtree(case.store, ignore_errors=True)
            used = sum(p.stat().st_blocks // 2 for p in case.store.rglob("*"))
            resize(used + 4 + number * 12)
            answer, held = folder / "said", indexed(case)
            status = ended(fork(case.open, answer))
            if status not in (0, REFUSED):
                raise SystemExit(f"full disk {number}: ended with {status}")
            found["told in one sentence" if status == REFUSED else "opened, room enough but for Chroma's copy"] += 1
            if wrong := look(case, held):
                raise SystemExit(f"full disk {number}: {wrong}")
            resize(65536)
            case.set(number + 1)
            if asked(case, folder) != in_peace(case, folder, cache):
                raise SystemExit(f"full disk {number}: the store says something else afterwards")
            found["whole once there is room"] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "steps"], default="all")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--no-chroma", action="store_true")
    parser.add_argument("--seed", type=int, default=2024)
    given = parser.parse_args()
    logging.disable(logging.ERROR)  # what is mended is counted, not told
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.what == "steps":
            print(json.dumps(steps(folder, given.every, not given.no_chroma)))
            return
        for title, run in (
            ("kills", lambda f: kills(f, 50, given.seed)),
            ("second writers", lambda f: second_writers(f, 20)),
            ("full disks", lambda f: full_disks(f, 10)),
        ):
            begin = time.perf_counter()
            (folder / title).mkdir()
            found = run(folder / title)
            print(f"{title}: {dict(found)} ({time.perf_counter() - begin:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
