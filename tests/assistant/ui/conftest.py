import pytest

from assistant.ui.library import Library
from tests.assistant.ui.desk_double import DeskDouble


@pytest.fixture(scope="session")
def double():
    return DeskDouble()


@pytest.fixture(scope="session")
def library(double):
    return Library(double.documents, double.figures())
