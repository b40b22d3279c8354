"""What can be set from outside: by flag, environment or file; read once by an entry point and passed down."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from index.errors import SettingsError

PREFIX = "TRADE_BRIEF_"
FILE = PREFIX + "SETTINGS"
"""The variable that names the file of settings."""
SECRET = ("api_key",)
"""Settings that come from the environment alone, so that no file that is copied or committed holds them."""
MODEL_KEY = PREFIX + "MODEL_KEY"
"""The variable with the key of a model's server; no setting, so that it stands in no file and is shown nowhere."""
ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the project, where `corpus/` and the store are looked for unless said otherwise."""


class Settings(BaseModel):
    """Everything an entry point decides before it starts.

    Attributes:
        corpus: folders of documents (`TRADE_BRIEF_CORPUS`, several separated as in PATH).
        store: folder of the search store (`TRADE_BRIEF_STORE`).
        host: address the page listens on (`TRADE_BRIEF_HOST`).
        port: port the page listens on (`TRADE_BRIEF_PORT`).
        login: `name:password`, required where `host` is not loopback (`TRADE_BRIEF_LOGIN`).
        log: how much is said on stderr besides errors (`TRADE_BRIEF_LOG`).
        history: whether the page keeps what was asked, `on` or `off` (`TRADE_BRIEF_HISTORY`).
        log_format: `text` or `json`, one object a line (`TRADE_BRIEF_LOG_FORMAT`).
        api_host: address the HTTP API listens on (`TRADE_BRIEF_API_HOST`).
        api_port: port the HTTP API listens on (`TRADE_BRIEF_API_PORT`).
        api_key: what programs bring to be let in, required where `api_host` is not loopback; it may not stand in the
            file (`TRADE_BRIEF_API_KEY`).
        api_rate: requests a minute from one address, where a key is needed (`TRADE_BRIEF_API_RATE`).
        chroma: a Chroma server as `host:port` or `https://host:port`, or `cloud`; "" for Chroma in the store's folder
            (`TRADE_BRIEF_CHROMA`).
        embedding: `quick` for vectors of passages in eight bits, which needs the extra of that name
            (`TRADE_BRIEF_EMBEDDING`).
        model: the language model that drafts answers, as `provider:name` or the address of a server; "" or `none` for
            none (`TRADE_BRIEF_MODEL`).
        model_seconds: how long a draft may take (`TRADE_BRIEF_MODEL_SECONDS`).
        model_tokens: how long it may become (`TRADE_BRIEF_MODEL_TOKENS`).

    The file that `TRADE_BRIEF_SETTINGS` names is TOML, with the names above as keys; paths in it are relative to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: tuple[Path, ...] = Field(default=(ROOT / "corpus",), min_length=1)
    store: Path = ROOT / "index" / ".store"
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    login: str = Field(default="", pattern=r"^$|^[^:]+:.+$", repr=False)
    log: Literal["debug", "info", "warning", "error"] = "warning"
    history: bool = True
    log_format: Literal["text", "json"] = "text"
    chroma: str = ""
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=7870, ge=1, le=65535)
    api_key: str = Field(default="", repr=False, validate_default=True)
    api_rate: int = Field(default=120, ge=1, le=1_000_000)
    embedding: Literal["exact", "quick"] = "exact"
    model: str = ""
    model_seconds: float = Field(default=60, gt=0, le=3600)
    model_tokens: int = Field(default=800, ge=16, le=8192)

    @field_validator("model")
    @classmethod
    def _no_model(cls, value: str) -> str:
        """The name; `none` switches off what the environment or the file has switched on."""
        return "" if value == "none" else value

    @field_validator("chroma")
    @classmethod
    def _address(cls, value: str) -> str:
        """The address with its scheme; `http` where none is given."""
        if value in ("", "cloud"):
            return value
        address = value if "://" in value else f"http://{value}"
        if not re.fullmatch(r"https?://(?:\[[0-9a-fA-F:]+\]|[\w.-]+)(?::\d{1,5})?/?", address):
            raise ValueError("an address such as localhost:8000 or https://chroma.example:8000, or cloud, is needed")
        return address.rstrip("/")

    @field_validator("api_key")
    @classmethod
    def _open_only_with_key(cls, value: str, info: ValidationInfo) -> str:
        host = info.data.get("api_host", "")
        if host and not value and not is_loopback(host):
            raise ValueError(f"{host} can be reached from other machines, which needs a key of 16 characters or more")
        if value and not re.fullmatch(r"[!-~]{16,}", value):
            raise ValueError("16 letters, digits and signs or more are needed, without spaces")
        return value

    @model_validator(mode="after")
    def _open_only_with_login(self) -> Settings:
        if not is_loopback(self.host) and not self.login:
            raise ValueError(f"{self.host} can be reached from other machines, which needs a login as well")
        return self

    @property
    def history_file(self) -> Path | None:
        """Where the page keeps what was asked: beside the store, which may be thrown away; None to keep nothing."""
        name = f".history-{self.store.name.lstrip('.')}.sqlite"
        return self.store.parent / name if self.history else None

    @property
    def credentials(self) -> tuple[str, str] | None:
        """(name, password) of the page's login, None where there is none."""
        name, _, password = self.login.partition(":")
        return (name, password) if self.login else None


def is_loopback(host: str) -> bool:
    """Does the address stay on this machine? A name other than localhost counts as outside."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_this_machine(host: bytes) -> bool:
    """Does the Host header of a request name this machine? A name that was led to 127.0.0.1 does not."""
    try:
        return is_loopback(urlsplit(f"//{host.decode('ascii')}").hostname or "")
    except ValueError:
        return False


def read_settings(
    corpus: Sequence[Path] | None = None,
    store: Path | None = None,
    host: str | None = None,
    port: int | None = None,
    model: str | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    api_host: str | None = None,
    api_port: int | None = None,
) -> Settings:
    """Settings from flags, else environment variables, else the file that one of these names, else defaults.

    Args:
        corpus: folders given by flag; None or empty where the flag is absent, as for the others.
        store: folder given by flag.
        host: address given by flag.
        port: port given by flag.
        model: model given by flag.
        environ: the environment; `os.environ` unless given.
        api_host: address of the HTTP API given by flag.
        api_port: port of the HTTP API given by flag.

    Raises:
        SettingsError: a variable, key or value is unknown or unusable; the sentence names it.
    """
    given = os.environ if environ is None else environ
    values: dict[str, object] = _from_file(given.get(FILE, "")) | _from_environment(given)
    flags = {"corpus": tuple(corpus or ()) or None, "store": store, "host": host, "port": port}
    flags |= {"api_host": api_host, "api_port": api_port, "model": model}
    values |= {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "host"
        reason = str(first["msg"]).removeprefix("Value error, ")
        places = "" if name in SECRET else "its flag, the file of settings or "
        raise SettingsError(
            f"The setting {name} is not usable ({reason}); correct {places}{PREFIX}{name.upper()}."
        ) from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    """The variables that start with the prefix, by field; an empty one counts as not set."""
    given = {
        k.removeprefix(PREFIX).lower(): v
        for k, v in environ.items()
        if k.startswith(PREFIX) and k not in (FILE, MODEL_KEY)
    }
    known = Settings.model_fields
    for name in sorted(given.keys() - known.keys()):
        choice = ", ".join([*(PREFIX + field.upper() for field in known), FILE])
        raise SettingsError(f"{PREFIX}{name.upper()} is not a setting; unset it or use one of {choice}.")
    values: dict[str, object] = {name: value for name, value in given.items() if value}
    if "corpus" in values:
        values["corpus"] = tuple(Path(p) for p in str(values["corpus"]).split(os.pathsep) if p)
    return values


def _from_file(name: str) -> dict[str, object]:
    """The keys of the settings file, "" where there is none; paths are made relative to its folder."""
    if not name:
        return {}
    path = Path(name)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings file {path} cannot be read ({error.strerror}); correct {FILE}.") from None
    except ValueError as error:
        raise SettingsError(f"The settings file {path} is not TOML ({error}); correct it.") from None
    for key in values:
        if key in SECRET:
            raise SettingsError(f"{key} may not stand in {path}; give it as {PREFIX}{key.upper()} instead.")
        if key not in Settings.model_fields:
            known = ", ".join(name for name in Settings.model_fields if name not in SECRET)
            raise SettingsError(f"{key} in {path} is not a setting; remove it or use one of {known}.")
    folders = values.get("corpus", [])
    if isinstance(folders, str):
        folders = [folders]
    if folders and isinstance(folders, list) and all(isinstance(folder, str) for folder in folders):
        values["corpus"] = tuple(path.parent / folder for folder in folders)
    if isinstance(values.get("store"), str):
        values["store"] = path.parent / values["store"]
    return values


def stay_local(environ: MutableMapping[str, str]) -> None:
    """Turns off everything by which a library would call out on its own; to be done before any is imported.

    Tracing is turned off even where it is on for other programs: questions and documents stay on this machine.
    """
    environ.update(
        {
            "ANONYMIZED_TELEMETRY": "False",  # Chroma
            "GRADIO_ANALYTICS_ENABLED": "False",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "LANGCHAIN_TRACING_V2": "false",
            "LANGSMITH_TRACING": "false",
        }
    )
    environ.setdefault("HF_HUB_OFFLINE", "1")
    environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its worker threads fight torch for the cores
