"""Questions in, cited and computed answers out. Knows nothing of pages.

    from assistant import Assistant

is the way in for other programs (docs/API.md). A name is loaded when it is first used, so that whoever wants the
calculator alone does not wait for the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.check.finding import Finding
    from assistant.conversation import Conversation
    from assistant.types import Answer, Calculation, Citation, Operand, Sentence
    from index.errors import BriefError
    from index.types import Document, Figure, Hit, Locator, Passage, Span
    from index.units import Quantity

__all__ = [
    "Answer",
    "Assistant",
    "BriefError",
    "Calculation",
    "Citation",
    "Conversation",
    "Document",
    "Figure",
    "Finding",
    "Hit",
    "Locator",
    "Operand",
    "Passage",
    "Quantity",
    "Sentence",
    "Span",
]

_HOMES = {
    "assistant.assistant": ("Assistant",),
    "assistant.check.finding": ("Finding",),
    "assistant.conversation": ("Conversation",),
    "assistant.types": ("Answer", "Calculation", "Citation", "Operand", "Sentence"),
    "index.errors": ("BriefError",),
    "index.types": ("Document", "Figure", "Hit", "Locator", "Passage", "Span"),
    "index.units": ("Quantity",),
}
"""The names by the module that defines them."""


def __getattr__(name: str) -> Any:
    """A public name, loaded from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What is loaded, and what can be."""
    return sorted({*globals(), *__all__})
