"""Gradio's pages without work that this page has no use for, but that its users would wait for at every answer."""

from __future__ import annotations

from copy import copy
from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.routes import templates
from gradio.state_holder import SessionState
from jinja2 import ChoiceLoader, DictLoader


class LeanBlocks(gr.Blocks):
    """A page on which what an event leaves as it is costs nothing."""

    async def postprocess_data(
        self, block_fn: BlockFunction, predictions: list[Any] | dict[Any, Any], state: SessionState | None
    ) -> list[Any]:
        """What the browser is told of the values that an event gave its outputs.

        Gradio builds a component anew for each `gr.skip()`, and describes it twice as its API would.
        """
        outputs = block_fn.outputs
        if _is_skip(predictions):
            return [gr.skip() for _ in outputs]
        if not isinstance(predictions, list | tuple) or len(predictions) != len(outputs) or len(outputs) == 1:
            return await super().postprocess_data(block_fn, predictions, state)
        said = [n for n, value in enumerate(predictions) if not _is_skip(value)]
        told: list[Any] = [gr.skip() for _ in outputs]
        if said:
            part, values = copy(block_fn), [predictions[n] for n in said]
            part.outputs = [outputs[n] for n in said]
            made = await super().postprocess_data(part, values if len(values) > 1 else values[0], state)
            for n, value in zip(said, made, strict=True):
                told[n] = value
        return told


def _is_skip(value: object) -> bool:
    """Does a value leave what there is as it is?"""
    return isinstance(value, dict) and value == gr.skip()


def tell_of_progress(page: gr.Blocks, component: gr.components.Component) -> None:
    """Has the browser tell one small component alone how far events are.

    Gradio tells every output at every step, and first copies all it holds; here nobody shows it.
    """
    for event in page.fns.values():
        event.show_progress_on = [component]


def run_first(script: str) -> None:
    """Has a script run before those of Gradio, whose `head` comes after them."""
    loader = templates.env.loader
    if loader is None or isinstance(loader, ChoiceLoader):  # done before
        return
    source = loader.get_source(templates.env, _DOCUMENT)[0]
    changed = source.replace("<head>", f"<head><script>{script}</script>", 1)
    templates.env.loader = ChoiceLoader([DictLoader({_DOCUMENT: changed}), loader])


_DOCUMENT = "frontend/index.html"
"""Gradio's template of the page."""
