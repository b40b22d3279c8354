"""Damaged files of every format: each is read, or refused in one sentence. tests/benchmarks/fuzz.py does many more."""

import random

import pytest

from index.errors import DocumentError
from index.load import READERS
from tests.formats.mutate import mutated, seeds

FILES = 6


@pytest.fixture(scope="module")
def sound():
    return seeds()


def assert_sentence(error):
    """What is said of a file that cannot be read: one sentence, no traceback."""
    words = str(error)
    assert words.endswith(".") and "\n" not in words and "Traceback" not in words and len(words) < 300


@pytest.mark.parametrize("suffix", sorted(seeds()))
def test_a_damaged_file_is_read_or_refused_in_one_sentence(suffix, sound):
    chance = random.Random(f"fuzz {suffix}")
    for _ in range(FILES):
        raw = mutated(sound[suffix], suffix, chance)
        try:
            content = READERS[suffix](raw)
        except DocumentError as error:
            assert_sentence(error)
            assert "crashed" not in str(error)
            continue
        content.text.encode("utf-8")
        for block in content.blocks:
            assert 0 <= block.start < block.end <= len(content.text)
        assert all(len(row) == len(table.columns) for table in content.tables for row in table.rows)


@pytest.mark.parametrize("suffix", sorted(seeds()))
def test_the_sound_files_are_read(suffix, sound):
    content = READERS[suffix](sound[suffix])
    assert content.blocks
