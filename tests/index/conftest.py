"""A few small documents, an embedder that needs no model, and a library over both."""

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from index.database import open_database
from index.folder import DATABASE
from index.library import Library
from index.store import Mirror
from index.types import Figure, Span
from index.units import Quantity

COFFEE = """---
title: Coffee exports of Kenya
date: 2025-03-19
publisher: Coffee desk
sources:
  - id: S1
    publisher: Coffee Directorate
---
# Coffee exports

Kenya shipped 5,480 tonnes of coffee to the Gulf in 2023/24 (source: S1). The buyers paid $31.4 million.

## By destination

Tonnes, 2023/24.

| Destination | Tonnes |
|---|---|
| Germany | 9,120 |
| Belgium | 6,005 |

Provisional figures.
"""
GAS = "# Gas imports\n\nThe Danube states want 11 bcm of LNG by 2028. Storage stood at 78 per cent in October.\n"
TABLE = "year,partner,value\n2022,Germany,176.2\n2022,China,145.6\n"


class WordVectors:
    """Adds up one fixed random direction a word: texts that share words are near. Counts what it is asked for."""

    name = "word-vectors"
    dimension = 32

    def __init__(self):
        self.embedded = []

    def embed(self, texts, progress=None):
        self.embedded += texts
        if progress:
            progress(len(texts), len(texts))
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text):
        return self._vector(text)

    def count_tokens(self, text):
        return len(re.findall(r"\w+|[^\w\s]", text))

    def _vector(self, text):
        total = np.full(self.dimension, 1e-6, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little")
            total += np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return total / np.linalg.norm(total)


def first_numbers(document):
    """Stands in for figure extraction: every number with a decimal point is a figure."""
    return tuple(
        Figure(
            id=f"{document.id}#{m.start()}",
            span=Span(document.id, m.start(), m.end()),
            context=Span(document.id, m.start(), m.end()),
            quantity=Quantity(Decimal(m[0]), "count", places=1),
        )
        for m in re.finditer(r"\d+\.\d", document.text)
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    """A corpus of three documents."""
    path = tmp_path / "documents"
    path.mkdir()
    (path / "coffee.md").write_text(COFFEE, encoding="utf-8")
    (path / "gas.md").write_text(GAS, encoding="utf-8")
    (path / "partners.csv").write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def words() -> WordVectors:
    return WordVectors()


@pytest.fixture
def open_library(folder, tmp_path, words):
    """Opens the library over `folder`; further arguments go to `Library.open`."""

    def open_it(**arguments):
        defaults = {"embedder": lambda: words, "extract": first_numbers, "wait": 0.2}
        return Library.open([folder], tmp_path / "store", **(defaults | arguments))

    return open_it


@pytest.fixture
def path(tmp_path) -> Path:
    """Where `open_library` keeps the store."""
    return tmp_path / "store"


@pytest.fixture
def in_chroma():
    """The ids of the documents that Chroma holds, asked as another program would."""

    def ask(path):
        database = open_database(path / DATABASE)
        found = Mirror(path).vector_store(database.fact("mirror")).get()
        database.close()
        return {metadata["document"] for metadata in found["metadatas"]}

    return ask
