"""Errors put into copies of documents are found; the whole set of 200 is run by `python -m tests.check.seed`."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def seed():
    spec = importlib.util.spec_from_file_location("check_seed", Path(__file__).with_name("seed.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_seed"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_most_seeded_errors_are_found_with_both_places(seed):
    folders = [seed.ROOT / "corpus", *(seed.ROOT / "tests" / "briefs" / t / "corpus" for t in ("coffee", "machinery"))]
    corpora = {folder: seed.Corpus(folder) for folder in folders}
    made = seed.edits(list(corpora.values()), most=18)
    found = [seed.found(edit, corpora[edit.folder].new_findings(edit)) for edit in made]
    assert {e.kind for e in made} == set(seed.WANTED)
    assert sum(f is not None for f in found) / len(made) >= 0.9
    assert all(len(f.claims) > 1 and f.sentence for f in found if f)
