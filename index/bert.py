"""A BERT sentence encoder in plain numpy, for short texts: it is ready in a fifth of a second, without torch.

Reads the same files as sentence-transformers (config, tokenizer, safetensors weights, mean pooling) and gives the
same vectors within 1e-5; a test holds the two together. For many texts torch is faster, see `index.embed`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import prod, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]
Offsets = Sequence[tuple[int, int]]
"""Where tokens stand in their text; (0, 0) for the model's own."""
_HIDDEN = np.float32(-1e9)  # added to the attention score of padding


def tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    """The model's own tokenizer; longer texts are cut at `max_tokens`."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(folder / "tokenizer.json"))
    loaded.no_padding()
    loaded.enable_truncation(max_tokens)
    return loaded


class BertEncoder:
    """Texts to unit vectors. Thread-safe: nothing changes after construction.

    Source: Devlin et al. 2018, https://arxiv.org/abs/1810.04805, post-norm layers with the exact (erf) GELU.
    """

    def __init__(self, folder: Path, max_tokens: int) -> None:
        """Reads tokenizer and weights from the model's folder."""
        from scipy.special import erf

        self._erf = erf
        self._tokenizer = tokenizer(folder, max_tokens)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._layers = int(config["num_hidden_layers"])
        self._heads = int(config["num_attention_heads"])
        self._epsilon = np.float32(config["layer_norm_eps"])
        weights = read_safetensors(folder / "model.safetensors")
        # Dense weights are stored (out, in); turned once here, since numpy multiplies from the right.
        self._weights = {
            name: np.ascontiguousarray(w.T) if w.ndim == 2 and "embeddings" not in name else w
            for name, w in weights.items()
        }

    def encode(self, texts: Sequence[str]) -> Array:
        """Unit vectors of the texts, (n_texts, dim), in their order."""
        hidden, mask, _ = self._states(texts)
        hidden *= mask[..., None]
        mean = hidden.sum(axis=1) / mask.sum(axis=1, dtype=np.float32)[:, None]
        return unit(mean)

    def encode_tokens(self, texts: Sequence[str]) -> list[tuple[Array, Offsets]]:
        """The states of each text's tokens, (n_tokens, dim), with where each token stands in the text."""
        hidden, _, encodings = self._states(texts)
        return [(hidden[i, : len(e.ids)], e.offsets) for i, e in enumerate(encodings)]

    def _states(self, texts: Sequence[str]) -> tuple[Array, Mask, list[Encoding]]:
        encodings = self._tokenizer.encode_batch(list(texts))
        longest = max(len(e.ids) for e in encodings)
        ids = np.zeros((len(encodings), longest), np.int64)
        mask = np.zeros((len(encodings), longest), np.bool_)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = True
        return self._hidden(ids, mask), mask, encodings

    def _hidden(self, ids: NDArray[np.int64], mask: Mask) -> Array:
        """The last layer's states, (n_texts, n_tokens, dim)."""
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x += w["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings.LayerNorm")
        padding = np.where(mask[:, None, None, :], np.float32(0), _HIDDEN)
        for number in range(self._layers):
            layer = f"encoder.layer.{number}."
            attended = self._dense(
                self._attention(x, padding, layer + "attention.self."), layer + "attention.output.dense"
            )
            x = self._norm(attended + x, layer + "attention.output.LayerNorm")
            inner = self._dense(x, layer + "intermediate.dense")
            inner *= (self._erf(inner * np.float32(1 / sqrt(2))) + np.float32(1)) * np.float32(0.5)
            x = self._norm(self._dense(inner, layer + "output.dense") + x, layer + "output.LayerNorm")
        return x

    def _attention(self, x: Array, padding: Array, name: str) -> Array:
        texts, tokens, width = x.shape

        def heads(part: str) -> Array:
            split = self._dense(x, name + part).reshape(texts, tokens, self._heads, width // self._heads)
            return split.transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2)
        scores *= np.float32(1 / sqrt(width // self._heads))
        scores += padding
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ heads("value")).astype(np.float32, copy=False)
        return mixed.transpose(0, 2, 1, 3).reshape(texts, tokens, width)

    def _dense(self, x: Array, name: str) -> Array:
        y: Array = x @ self._weights[name + ".weight"]
        y += self._weights[name + ".bias"]
        return y

    def _norm(self, x: Array, name: str) -> Array:
        centred: Array = x - x.mean(axis=-1, keepdims=True)
        centred /= np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self._epsilon)
        centred *= self._weights[name + ".weight"]
        centred += self._weights[name + ".bias"]
        return centred


def unit(vectors: Array) -> Array:
    """Vectors, (n, dim), made as long as one."""
    shortened: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return shortened


def pooled(states: Array, offsets: Offsets, parts: Sequence[tuple[int, int]]) -> Array:
    """The unit vectors of a text, first, and of parts of it: the means over their tokens, (1 + n_parts, dim).

    A part that was cut off takes the text's.
    """
    whole = states.mean(axis=0)
    starts = np.array([s for s, _ in offsets])
    ends = np.array([e for _, e in offsets])
    means = [whole]
    for start, end in parts:
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        means.append(states[inside].mean(axis=0) if inside.any() else whole)
    return unit(np.stack(means))


def read_safetensors(path: Path) -> dict[str, Array]:
    """The float32 tensors of a safetensors file, as views of the mapped file.

    Source: the format at https://huggingface.co/docs/safetensors: 8 bytes length, a JSON header, the numbers.
    """
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    length = int.from_bytes(mapped[:8].tobytes(), "little")
    header = json.loads(mapped[8 : 8 + length].tobytes())
    return {
        name: np.frombuffer(
            mapped, np.float32, count=prod(entry["shape"]), offset=8 + length + entry["data_offsets"][0]
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }
