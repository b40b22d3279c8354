"""What very many documents cost: memory, building, opening, adding one, and a warm question.

    python tests/benchmarks/scale.py [DOCUMENTS ...] [--folder DIR] [--no-chroma]

By default 77 and 8000 documents (1,001 and 104,000 passages), made up by `scale_corpus.py`; the same questions,
on the first documents, are asked of both. Each size is measured in a process of its own. With `--folder` corpora and
stores stay there, so that a second run, or one that was interrupted, goes on where the first stopped.

Vectors are made from words, not by the model, which embeds some 20 passages a second here. So building does without
the model's share, and "adding one" is compared with what the model takes for that document's passages, measured
alone; a question does spend the model's time on its own text, though the vector is thrown away.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import zlib
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from unittest.mock import patch

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.assistant import Assistant  # noqa: E402
from index.embed import load_embedder  # noqa: E402
from index.library import Library  # noqa: E402
from index.split import searchable  # noqa: E402
from index.store import Mirror  # noqa: E402
from tests.benchmarks import scale_corpus  # noqa: E402

ASKED, WARM = 120, 20
SIZES = (77, 8000)


@cache
def direction(word: str):
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(384).astype(np.float32)


class MadeUp:
    """Vectors from words; a question costs what it costs the model."""

    name, dimension = "made-up", 384

    def __init__(self) -> None:
        self.embedded = 0
        self.model = load_embedder()

    def embed(self, texts, progress=None):
        self.embedded += len(texts)
        sums = np.stack([np.sum([direction(w) for w in text.lower().split()], axis=0) for text in texts])
        return sums / np.linalg.norm(sums, axis=1, keepdims=True)

    def embed_query(self, text):
        self.model.embed_query(text)
        return self.embed([text])[0]

    def count_tokens(self, text):
        return max(len(text) // 4, text.count(" ") + 1)


def memory() -> int:
    """Of this process, now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20


class Watch:
    """Prints how long each step took, and what memory there is afterwards."""

    def __init__(self) -> None:
        self.begin = perf_counter()

    def __call__(self, what: str, note: str = "") -> float:
        took = perf_counter() - self.begin
        print(f"  {what:34} {took:8.2f} s {memory():6} MB  {note}", flush=True)
        self.begin = perf_counter()
        return took


def measure(documents: int, folder: Path) -> None:
    corpus, store, model = folder / f"corpus-{documents}", folder / f"store-{documents}", MadeUp()
    scale_corpus.write(corpus, documents)
    (corpus / "added.md").unlink(missing_ok=True)
    model.embed_query("loads the model")
    watch = Watch()

    def opened() -> Library:
        return Library.open([corpus], store, embedder=lambda: model, latest=True)

    library = opened()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    watch("built", f"{library.counts.passages} passages, {library.counts.figures} figures, peak {peak} MB")
    model.embedded = 0
    opened()
    watch("opened again, nothing changed", f"{model.embedded} texts embedded")
    (corpus / "added.md").write_text(scale_corpus.document(documents).text, encoding="utf-8")
    opened()
    added = watch("opened again, one document more", f"{model.embedded} texts embedded")
    alone(corpus / "added.md", model, added)
    watch.begin = perf_counter()
    library = opened()
    passages = len(library.passages)
    watch("contents read", f"{passages} passages")
    library.warm_up()
    watch("words indexed")
    assistant = Assistant(library)
    assistant.warm_up()
    watch("figures and sentences indexed")
    ask(assistant)


def alone(path: Path, model: MadeUp, added: float) -> None:
    """What the model takes for one document's passages, and adding it with that time for its vectors."""
    from index.load import load
    from index.split import split

    texts = [searchable(p) for p in split(load(path, path.parent), count_tokens=model.count_tokens)]
    took = min(seconds(lambda: model.model.embed(texts)) for _ in range(3))
    ratio = (added + took) / took
    print(f"  the model takes {took:.2f} s for its {len(texts)} passages: {ratio:.1f} times that in all", flush=True)


def seconds(work) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def ask(assistant: Assistant) -> None:
    asked = scale_corpus.questions(min(SIZES), ASKED)
    for question in asked[:WARM]:
        assistant.ask(question.question)
    times, busy, known, right = [], [], 0, 0
    for question in asked[WARM:]:
        begin, begin_busy = perf_counter(), process_time()
        said = assistant.ask(question.question).as_json("")
        times.append(1000 * (perf_counter() - begin))
        busy.append(1000 * (process_time() - begin_busy))
        known += bool(question.expected)
        right += bool(question.expected) and question.expected in said["answer"]
    for name, taken in (("", times), (" of the processor", busy)):  # the latter hardly feels what else is running
        p50, p95 = np.percentile(taken, [50, 95])
        print(f"  warm question p50 {p50:.0f} ms, p95 {p95:.0f} ms{name}")
    print(f"  {right} of {known} figures right", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=int, default=SIZES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument(
        "--no-chroma", action="store_true", help="leave Chroma's copy out, which takes longest to build"
    )
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        without = patch.object(Mirror, "update", lambda self, database: database.set_mirrored(database.unmirrored()))
        with without if given.no_chroma else nullcontext():
            measure(given.documents[0], given.folder)
        return
    folder = given.folder or Path(tempfile.mkdtemp())
    try:
        for documents in given.documents:
            print(f"{documents} documents", flush=True)
            options = ["--one", "--folder", str(folder), *(["--no-chroma"] if given.no_chroma else [])]
            subprocess.run([sys.executable, __file__, str(documents), *options], check=True)
    finally:
        if given.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
