"""The assistant over briefs of other topics than the real documents, each opened once."""

import pytest

from assistant.assistant import Assistant


def _open(root, topic, tmp_path_factory):
    return Assistant.open([root / "tests" / "briefs" / topic / "corpus"], tmp_path_factory.mktemp(topic) / "store")


@pytest.fixture(scope="session")
def coffee(root, tmp_path_factory):
    return _open(root, "coffee", tmp_path_factory)


@pytest.fixture(scope="session")
def gas(root, tmp_path_factory):
    return _open(root, "gas", tmp_path_factory)


@pytest.fixture(scope="session")
def machinery(root, tmp_path_factory):
    return _open(root, "machinery", tmp_path_factory)
