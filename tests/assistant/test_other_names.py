"""A name that the documents do not use becomes theirs for the same thing, and all others stay."""

import pytest

from assistant.bind import Evidence
from assistant.names_of_things import TABLE
from assistant.other_names import with_known_names
from index.load import load_folder
from index.split import split

TEXT = """# Salt works

The Western Salt Authority of Omdal sold prawns and groundnuts through its warehouses. Road haulage by trucks cost more
than rail. Its employees went on strike over a wage increase; the anti-dumping duty on aluminium stays.
"""


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    folder = tmp_path_factory.mktemp("salt")
    (folder / "salt.md").write_text(TEXT, encoding="utf-8")
    documents, _ = load_folder([folder])
    return Evidence(
        documents, [p for d in documents for p in split(d, count_tokens=lambda text: len(text.split()))], ()
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("how many shrimps?", "how many prawns?"),
        ("Peanut sales", "groundnuts sales"),
        ("carried by lorries", "carried by trucks"),
        ("why the walkout", "why the strike"),
        ("the antidumping duty on aluminum", "the anti dumping duty on aluminium"),
        ("headcount in May", "employees in May"),
        ("who heads the WSA", "who heads the Western Salt Authority"),
    ],
)
def test_a_name_that_is_not_used_becomes_the_documents_own(evidence, asked, told):
    assert with_known_names(asked, evidence) == told


@pytest.mark.parametrize(
    "asked", ["trucks and prawns", "zinc", "the WTO", "what is odd about it", "UK buyers", "how it works", "shares", ""]
)
def test_what_is_used_or_has_no_other_name_stays(evidence, asked):
    assert with_known_names(asked, evidence) == asked


def test_no_line_holds_opposites_or_siblings():
    apart = [("export", "import"), ("gross", "net"), ("woven", "knit"), ("copper", "aluminium"), ("wheat", "maize")]
    for line in TABLE.splitlines():
        assert not any(a in line.split() and b in line.split() for a, b in apart), line
        assert len(line.split("|")) > 1, line
