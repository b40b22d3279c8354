"""The embedding model with weights of eight bits, run by onnxruntime: more passages a second, nearly the same vectors.

The graph is written out here from the same files that `index.bert` reads, and does what that does, step by step. It
needs the extra `quick`. What was measured is in docs/OPERATIONS.md.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

from index.bert import Array, Offsets, read_safetensors, tokenizer
from index.errors import SettingsError

_OPSET, _IR = 17, 8
"""Old enough for every onnxruntime that is asked for."""


class QuickEncoder:
    """Texts to the states of their tokens. Thread-safe: nothing changes after construction."""

    def __init__(self, folder: Path, max_tokens: int, threads: int = 0) -> None:
        """Makes the model from its folder, in some seconds; `threads` 0 leaves their number to the runtime.

        Raises:
            SettingsError: the extra is not installed.
        """
        try:
            import onnxruntime
        except ImportError as error:
            raise _not_installed() from error

        self._tokenizer = tokenizer(folder, max_tokens)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(_in_eight_bits(folder), options, ["CPUExecutionProvider"])

    def encode_tokens(self, texts: Sequence[str]) -> list[tuple[Array, Offsets]]:
        """The states of each text's tokens, (n_tokens, dim), with where each token stands in the text."""
        encodings = self._tokenizer.encode_batch(list(texts))
        longest = max(len(e.ids) for e in encodings)
        ids = np.zeros((len(encodings), longest), np.int64)
        hidden = np.full((len(encodings), 1, 1, longest), -1e9, np.float32)  # added to the score of padding
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            hidden[row, 0, 0, : len(encoding.ids)] = 0
        (states,) = self._session.run(None, {"ids": ids, "places": np.arange(longest), "hidden": hidden})
        return [(states[row, : len(e.ids)], e.offsets) for row, e in enumerate(encodings)]


def _in_eight_bits(folder: Path) -> bytes:
    """The model of a folder as ONNX, the weights that are multiplied with as integers of eight bits."""
    try:
        import onnx
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError as error:
        raise _not_installed() from error

    with tempfile.TemporaryDirectory() as place:
        whole, small = Path(place, "whole.onnx"), Path(place, "small.onnx")
        onnx.save(_Graph(folder).model(), whole)
        # A scale for each channel: without it the cosine to the reference is 0.956. Seven of the eight bits: processors
        # without special instructions for this would lose what goes beyond.
        quantize_dynamic(
            whole,
            small,
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        return small.read_bytes()


def _not_installed() -> SettingsError:
    return SettingsError('Quick embedding needs more packages: run pip install -c constraints.txt -e ".[quick]".')


class _Graph:
    """Writes the encoder down as ONNX, one step after the other; each step gives the name of what it makes."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._layers, self._heads = int(config["num_hidden_layers"]), int(config["num_attention_heads"])
        self._width, self._epsilon = int(config["hidden_size"]), float(config["layer_norm_eps"])
        self._weights = read_safetensors(folder / "model.safetensors")
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def model(self) -> Any:
        """The whole model: ids and places of tokens, and what is hidden of them, to the last layer's states."""
        from onnx import TensorProto, helper, numpy_helper

        x = self._embedded()
        for number in range(self._layers):
            x = self._layer(x, f"encoder.layer.{number}.")
        self._nodes[-1].output[0] = "states"
        inputs = [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"]),
            helper.make_tensor_value_info("places", TensorProto.INT64, ["tokens"]),
            helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["texts", 1, 1, "tokens"]),
        ]
        states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "tokens", self._width])
        held = [numpy_helper.from_array(np.ascontiguousarray(a), name) for name, a in self._constants.items()]
        graph = helper.make_graph(self._nodes, "encoder", inputs, [states], held)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})  # there is nothing to tidy up
        return model

    def _embedded(self) -> str:
        words = self._do("Gather", self._weight("embeddings.word_embeddings.weight"), "ids")
        places = self._do("Gather", self._weight("embeddings.position_embeddings.weight"), "places")
        kind = self._constant("kind", self._weights["embeddings.token_type_embeddings.weight"][0])
        return self._norm(self._do("Add", self._do("Add", words, places), kind), "embeddings.LayerNorm")

    def _layer(self, x: str, name: str) -> str:
        mixed = self._dense(self._attention(x, name + "attention.self."), name + "attention.output.dense")
        x = self._norm(self._do("Add", mixed, x), name + "attention.output.LayerNorm")
        inner = self._dense(x, name + "intermediate.dense")
        part = self._do("Erf", self._do("Mul", inner, self._constant("half root", np.float32(1 / sqrt(2)))))
        inner = self._do("Mul", inner, self._do("Add", part, self._constant("one", np.float32(1))))
        inner = self._do("Mul", inner, self._constant("half", np.float32(0.5)))
        return self._norm(self._do("Add", self._dense(inner, name + "output.dense"), x), name + "output.LayerNorm")

    def _attention(self, x: str, name: str) -> str:
        one = self._width // self._heads
        apart = self._constant("apart", np.array([0, 0, self._heads, one]))

        def heads(part: str, order: Sequence[int]) -> str:
            return self._do("Transpose", self._do("Reshape", self._dense(x, name + part), apart), perm=order)

        scores = self._do("MatMul", heads("query", (0, 2, 1, 3)), heads("key", (0, 2, 3, 1)))
        scores = self._do("Mul", scores, self._constant("scale", np.float32(1 / sqrt(one))))
        shares = self._do("Softmax", self._do("Add", scores, "hidden"), axis=-1)
        mixed = self._do("Transpose", self._do("MatMul", shares, heads("value", (0, 2, 1, 3))), perm=(0, 2, 1, 3))
        return self._do("Reshape", mixed, self._constant("together", np.array([0, 0, self._width])))

    def _dense(self, x: str, name: str) -> str:
        turned = self._constant(name + ".weight", self._weights[name + ".weight"].T)
        return self._do("Add", self._do("MatMul", x, turned), self._weight(name + ".bias"))

    def _norm(self, x: str, name: str) -> str:
        weight, bias = self._weight(name + ".weight"), self._weight(name + ".bias")
        return self._do("LayerNormalization", x, weight, bias, axis=-1, epsilon=self._epsilon)

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, value: Any) -> str:
        self._constants.setdefault(name, np.asarray(value))
        return name

    def _do(self, step: str, *inputs: str, **settings: Any) -> str:
        from onnx import helper

        made = f"{step} {len(self._nodes)}"
        self._nodes.append(helper.make_node(step, inputs, [made], name=made, **settings))
        return made
