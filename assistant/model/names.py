"""A model by its name, `provider:model`, or by the address of a server that speaks OpenAI's protocol.

    anthropic:claude-sonnet-4-5      a provider's model; its package is an extra, its key in the environment
    ollama:llama3.2                  a model on this machine
    http://127.0.0.1:8080            llama.cpp, vLLM, LM Studio: the model that the server serves
    http://127.0.0.1:8000#qwen3      ... or one of several

Keys come from the environment or the system's keyring, and go to their provider alone: they are in no message, log,
export or answer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.settings import MODEL_KEY
from index.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SERVICE = "trade-brief-assistant"
"""The name under which keys lie in the keyring."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What using a provider needs.

    Attributes:
        package: the module that must be importable; `extra` is what installs it.
        key: the variable that holds the key, "" where none is needed.
        seconds, tokens: the names of its bounds on time and length; `seconds` "" where it takes none.
        tools: whether its models call tools reliably enough to be asked to.
    """

    name: str
    extra: str
    package: str
    key: str = ""
    seconds: str = "timeout"
    tokens: str = "max_tokens"
    tools: bool = True


PROVIDERS = {
    "anthropic": Provider("anthropic", "anthropic", "langchain_anthropic", "ANTHROPIC_API_KEY"),
    "google": Provider(
        "google_genai", "google", "langchain_google_genai", "GOOGLE_API_KEY", tokens="max_output_tokens"
    ),
    "mistral": Provider("mistralai", "mistral", "langchain_mistralai", "MISTRAL_API_KEY"),
    "ollama": Provider("ollama", "ollama", "langchain_ollama", seconds="", tokens="num_predict", tools=False),
    "openai": Provider("openai", "openai", "langchain_openai", "OPENAI_API_KEY"),
}
_OTHER_NAMES = {p.name: name for name, p in PROVIDERS.items()}
_SERVER = Provider("openai", "openai", "langchain_openai", tools=False)


@dataclass(frozen=True, slots=True)
class Model:
    """A chat model, ready to be asked. `name` is how it is shown; `tools` whether it is to call them."""

    name: str
    chat: BaseChatModel = field(repr=False)
    tools: bool = False
    provider: str = ""


def open_model(name: str, seconds: float, tokens: int, environ: Mapping[str, str] | None = None) -> Model:
    """The model of a name or address; nothing is sent yet, but to ask a server by address what it serves.

    Args:
        name: as described above.
        seconds: after which one call is given up.
        tokens: that one call may write at most.
        environ: where keys are looked for; `os.environ` unless given.

    Raises:
        ModelError: the name means nothing, or a package or key is missing; the sentence says which.
    """
    given = os.environ if environ is None else environ
    if "://" in name:
        return _server(name, seconds, tokens, given)
    provider, _, model = name.partition(":")
    known = PROVIDERS.get(_OTHER_NAMES.get(provider, provider))
    if known is None or not model:
        choice = ", ".join(f"{p}:NAME" for p in PROVIDERS)
        raise ModelError(f"{name} names no model; give one as {choice}, or the address of a server.")
    _require(known, name)
    bounds: dict[str, Any] = {known.tokens: tokens}
    if known.seconds:
        bounds[known.seconds] = seconds
    else:
        bounds["client_kwargs"] = {"timeout": seconds}
    if known.key:
        bounds["api_key"] = _key(known.key, name, given)
    from langchain.chat_models import init_chat_model

    chat = (
        init_chat_model(model, model_provider=known.name, max_retries=2, temperature=0, **bounds)
        if (known.name != "ollama")
        else init_chat_model(model, model_provider=known.name, temperature=0, **bounds)
    )
    return Model(name, chat, _calls_tools(chat, known), known.name)


def _server(address: str, seconds: float, tokens: int, environ: Mapping[str, str]) -> Model:
    """The model that a server by address serves: the one named after `#`, else its first."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password or parts.query:
        raise ModelError(f"{_bare(address)} is no address of a model; give one such as http://127.0.0.1:8080.")
    _require(_SERVER, _bare(address))
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or '/v1'}"
    key = environ.get(MODEL_KEY) or _kept(parts.hostname) or "none"
    from langchain.chat_models import init_chat_model

    served = parts.fragment or _served(base, key)
    chat = init_chat_model(
        served, model_provider="openai", base_url=base, api_key=key, timeout=seconds, max_tokens=tokens,
        temperature=0, max_retries=1, use_responses_api=False, stream_usage=False,
    )  # fmt: skip
    return Model(f"{served} at {parts.netloc}", chat, False, "server")


def _served(base: str, key: str) -> str:
    """The first model that a server says it serves; "default" where it does not say."""
    from openai import OpenAI, OpenAIError

    try:
        models = OpenAI(base_url=base, api_key=key, timeout=5, max_retries=0).models.list().data
    except (OpenAIError, ValueError, AttributeError):
        return "default"
    first = models[0].id if models else "default"
    return re.sub(r".*/", "", first)[:60] if first.startswith("/") or "\\" in first else first[:120]


def _require(provider: Provider, name: str) -> None:
    if find_spec(provider.package) is None:
        extra = f'pip install "{SERVICE}[{provider.extra}]"'
        package = provider.package.replace("_", "-")
        raise ModelError(f"{name} needs the package {package}, which is not installed; run {extra}.")


def _key(variable: str, name: str, environ: Mapping[str, str]) -> str:
    key = environ.get(variable) or _kept(variable)
    if not key:
        raise ModelError(
            f"{name} needs a key; set {variable}, or keep it in the keyring of this machine under {SERVICE}."
        )
    return key


def _kept(entry: str) -> str:
    """A key of the system's keyring, "" where there is none, or no keyring."""
    if find_spec("keyring") is None:
        return ""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, entry) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""


def _calls_tools(chat: BaseChatModel, provider: Provider) -> bool:
    profile = getattr(chat, "profile", None) or {}
    return provider.tools and profile.get("tool_calling", True) is not False


def _bare(address: str) -> str:
    """An address without a name, password or query, which may be secrets."""
    return re.sub(r"//[^/@]*@", "//", address).partition("?")[0]
