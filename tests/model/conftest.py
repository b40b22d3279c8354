"""The assistant over briefs without a store, and chat models that say what a test wants them to say."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.assistant import Assistant
from assistant.model.asking import ModelAssistant
from assistant.model.names import Model
from assistant.model.writing import Limits
from index import lexicon
from index.figures import extract
from index.load import load_folder
from index.split import split
from index.types import Hit


class Shelf:
    """Stands in for the library: documents read from a folder, found by their words."""

    embed_query = None
    embedder_name = ""

    def similar(self, query, spans):
        return [0.0] * len(spans)

    def __init__(self, folder):
        self.documents, self.notices = load_folder([folder])
        self.passages = tuple(p for d in self.documents for p in split(d, count_tokens=lambda text: len(text.split())))
        self.figures = tuple(f for d in self.documents for f in extract(d))
        self.corpus_hash = "0"
        self.words = [{t.stem for t in lexicon.content(p.text)} for p in self.passages]

    def search(self, query, top_k=5):
        wanted = {t.stem for t in lexicon.content(query)}
        scored = [(len(wanted & words), -i) for i, words in enumerate(self.words)]
        return tuple(Hit(self.passages[-i], float(s)) for s, i in sorted(scored, reverse=True)[:top_k] if s)

    def document(self, id):
        return next(d for d in self.documents if d.id == id)

    def warm_up(self):
        pass


class Scripted(BaseChatModel):
    """Says what `says` makes of the messages: a text, a list of content blocks, a message, or an error to raise.

    `step` is how many characters come at a time; the messages that it was handed are kept in `heard`.
    """

    says: Any
    step: int = 7
    heard: list[Any] = []

    @property
    def _llm_type(self):
        return "scripted"

    def bind_tools(self, tools, **kwargs):
        return self

    def _said(self, messages):
        self.heard.append(messages)
        said = self.says(messages) if callable(self.says) else self.says
        if isinstance(said, BaseException):
            raise said
        return said if isinstance(said, AIMessage) else AIMessage(content=said)

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        return ChatResult(generations=[ChatGeneration(message=self._said(messages))])

    def _stream(self, messages, stop=None, run_manager=None, **kwargs) -> Iterator[ChatGenerationChunk]:
        said = self._said(messages)
        if said.tool_calls:
            calls = [
                {"name": c["name"], "args": json.dumps(c["args"]), "id": c["id"], "index": i}
                for i, c in enumerate(said.tool_calls)
            ]
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=said.content, tool_call_chunks=calls))
            if run_manager:
                run_manager.on_llm_new_token(said.text, chunk=chunk)
            yield chunk
            return
        for piece in _pieces(said.content, self.step):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk


def _pieces(content, step):
    if isinstance(content, str):
        yield from (content[i : i + step] for i in range(0, max(1, len(content)), step))
        return
    for i, block in enumerate(content):
        if block.get("type") == "text":
            text = block["text"]
            for at in range(0, len(text), step):
                yield [{"type": "text", "text": text[at : at + step], "index": i}]
        else:
            yield [{**block, "index": i}]


@pytest.fixture(scope="session")
def shelf_of(root):
    """The assistant over a brief: `corpus`, or one of `tests/briefs`."""
    opened = {}

    def get(brief):
        if brief not in opened:
            folder = root / "corpus" if brief == "corpus" else root / "tests" / "briefs" / brief / "corpus"
            opened[brief] = Assistant(Shelf(folder))
        return opened[brief]

    return get


@pytest.fixture(scope="session")
def with_model():
    """An assistant with a model that says what it is told to; `seconds` and `tokens` bound it."""

    def make(assistant, says, *, tools=False, seconds=20.0, tokens=800, step=7):
        chat = says if isinstance(says, BaseChatModel) else Scripted(says=says, step=step, heard=[])
        model = Model("scripted", chat, tools)
        return ModelAssistant.over(assistant, model, Limits(seconds, tokens, steps=6))

    return make


def numbers_of(text):
    """The digits of a text, for telling one answer from another."""
    return set(re.findall(r"\d[\d,.]*\d|\d", text))
