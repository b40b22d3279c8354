"""What every test may use: the documents, and the real assistant over them, opened once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.settings import PREFIX, stay_local

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)  # pytest --hypothesis-profile=search
settings.load_profile("repeatable")
stay_local(os.environ)
for name in [name for name in os.environ if name.startswith(PREFIX)]:
    del os.environ[name]  # the suite runs on the defaults, whatever the user has set


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Where the session's store is; built by whoever opens it first."""
    return tmp_path_factory.mktemp("shared") / "store"


@pytest.fixture(scope="session")
def brief(corpus, store):
    """The real assistant over the real documents. Tests that use it carry the `model` mark."""
    from assistant.assistant import Assistant

    return Assistant.open([corpus], store)
