"""What a number of a sentence is said of."""

from __future__ import annotations

import pytest

from index import lexicon
from index.names import places
from index.subjects import subject


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Scrap, the main raw material, was bought abroad at an average of $391 per tonne.", "$391", "scrap"),
        ("In 2023, Turkey's crude steel output fell 4%.", "4%", "crude steel output"),
        ("Receipts from foreign tourism reached 112 billion dirhams.", "112", "receipts"),
        ("The roadmap foresees receipts of 120 billion dirhams.", "120", "receipts"),
        ("It was the largest source of medicines by packs, at around 294 million.", "294", "medicines packs"),
        ("The ministry expects $5 billion.", "$5", ""),
        ("Sberbank Europe earned $5 billion.", "$5", ""),
        ("Germany took $5 billion.", "$5", ""),
        ("They rose to $5 billion.", "$5", ""),
        ("The average rose to $5 billion.", "$5", ""),
        ("The full-year FY24 figure of $714.38 million is disputed.", "$714", ""),
    ],
)
def test_the_subject_of_a_number(text: str, number: str, words: str) -> None:
    assert subject(text, 0, text.index(number), places(text)) == tuple(map(lexicon.stem, words.split()))


def test_a_list_without_verbs_names_its_goods_right_before_each_number() -> None:
    text = "Knitwear earned $4.4 billion, ready-made garments $3.5 billion and cotton cloth ($1.8 billion)."
    first, second = text.index(", ready"), text.index(" and cotton")
    assert subject(text, 0, text.index("$4.4"), ()) == (lexicon.stem("knitwear"),)
    assert subject(text, first, text.index("$3.5"), ())[-1] == lexicon.stem("garments")
    assert subject(text, second, text.index("$1.8"), ()) == (lexicon.stem("cotton"), lexicon.stem("cloth"))
