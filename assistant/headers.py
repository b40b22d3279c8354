"""Headers that all responses of a server get, whatever made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message, Send


def with_headers(send: Send, headers: Sequence[tuple[bytes, bytes]]) -> Send:
    """Sends what `send` sends, with more headers at the head of each response."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *headers]
        await send(message)

    return sent
