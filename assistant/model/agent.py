"""A draft by a model that calls tools: bounded in steps, and taken back where it turns out to be no answer yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware, ToolCallLimitMiddleware
from langchain_core.messages import AIMessage, ToolMessage

from assistant.model import prompts
from assistant.model.grounds import Grounds
from assistant.model.names import Model
from assistant.model.tools import Desk
from assistant.model.writing import RESET, Limits, Stop

_CALLS_A_STEP = 3


def draft(model: Model, desk: Desk, grounds: Grounds, limits: Limits, stop: Stop) -> Iterator[str]:
    """The text of the agent's messages as it comes; `RESET` after each call of a tool."""
    bounds = _bounds(model, limits)
    agent: Any = create_agent(model.chat, list(desk.tools()), system_prompt=prompts.AGENT, middleware=bounds)
    asked = {"messages": [("human", f"{prompts.evidence(grounds)}\n\n{prompts.ask(grounds.answer)}")]}
    config = {"recursion_limit": 4 * limits.steps + 4}
    for chunk, _ in agent.stream(asked, config, stream_mode="messages"):
        if stop.is_set():
            return
        if isinstance(chunk, ToolMessage):
            yield RESET
        elif isinstance(chunk, AIMessage) and chunk.text:
            yield str(chunk.text)


def _bounds(model: Model, limits: Limits) -> list[AgentMiddleware[Any, Any]]:
    """At most so many calls of the model and of tools; what does not change is kept by the provider where it can."""
    bounds: list[AgentMiddleware[Any, Any]] = [
        ModelCallLimitMiddleware(run_limit=limits.steps, exit_behavior="end"),
        ToolCallLimitMiddleware(run_limit=_CALLS_A_STEP * limits.steps),
    ]
    if model.provider == "anthropic":
        from langchain_anthropic.middleware import AnthropicPromptCachingMiddleware

        bounds.append(AnthropicPromptCachingMiddleware(unsupported_model_behavior="ignore"))
    return bounds


def phrase(model: Model, grounds: Grounds, stop: Stop) -> Iterator[str]:
    """The text of a model that calls no tools and words what is known, as it comes."""
    for chunk in model.chat.stream(prompts.phrasing(grounds)):
        if stop.is_set():
            return
        if chunk.text:
            yield str(chunk.text)
