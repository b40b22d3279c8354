"""The flows of trade that a question names, also where it says only that things move: "came into", "sold", "earned"."""

from __future__ import annotations

from assistant.vocabulary import one_of, pattern
from index import facets
from index.names import places

OPPOSITE = {"export": "import", "import": "export"}
_MOVING = one_of(
    r"came, come, comes, coming, enter\w*, flow\w*, went, goes, going, go, sent, send, left, leave, leaves, "
    r"leaving, mov\w+, arriv\w+"
)
_MOVES = pattern(rf"\b{_MOVING} (?:\w+ )?(?P<way>into|to|for|from) (?:the )?")
_TAKEN_IN = r"\b(?:br(?:ing|ings|ought) (?:\w+ )?in|t(?:ake|akes|ook) in)\b(?! (?:\d|the|fiscal|FY|[QH]\d|[A-Z]\w+ \d))"
"""Brought into a country: not "what did it bring in", which is money, nor "what did they take in 2024"."""
_IN_OTHER_WORDS = (
    (
        "import",
        pattern(r"\b(?:spen[dt]|paid|bill|money|pays?) (?:\w+ ){0,2}?(?:for|on) (?:foreign|imported|overseas)\b"),
    ),
    ("export", pattern(r"\bearn\w* (?:\w+ ){0,2}?(?:abroad|from abroad|overseas)\b")),
    (
        "import",
        pattern(
            rf"\b{_TAKEN_IN}(?=[^?]*\bfrom\b)",
            rf"\b(?:is|are|was|were|being) {_TAKEN_IN}",
            rf"\bhow (?:much|many) (?!(?:money|cash|did|do|does|has|have|was|were)\b)\w[^?]*?{_TAKEN_IN}",
            r"\b(?:buy|buys|bought|come|comes|came) (?:in )?from abroad\b",
        ),
    ),
)
_SOLD = pattern(r"\b(?:sells?|sold|selling|shipped|left the country|leave the country)\b")


def flows_of(text: str, home: str) -> tuple[str, ...]:
    """The flows a question names, in its order, each once: `export`, `import`, `trade`, `balance`.

    Args:
        text: the question.
        home: the place whose trade is meant: what moves to it is imported; "" where no place is.
    """
    found = [(f.start, f.name) for f in facets.read(text, home, True).flows]
    spots = places(text, any_case=True)
    for m in _MOVES.finditer(text):
        to = next((p for p in spots if p.start == m.end()), None)
        if to is not None and home:
            inward = (to.name == home) == (m["way"] != "from")
            found.append((m.start(), "import" if inward else "export"))
    found += [(m.start(), name) for name, words in _IN_OTHER_WORDS for m in words.finditer(text)]
    for m in _SOLD.finditer(text):
        if not any(abs(at - m.start()) < 3 for at, _ in found):  # no flow read at this very word
            found.append((m.start(), "export"))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))
