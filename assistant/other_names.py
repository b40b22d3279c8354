"""A name that the documents do not use gives way to their own name for the same thing: "jeans" to "denim trousers"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from weakref import WeakKeyDictionary

from assistant import speech
from assistant.bind import Evidence
from assistant.names_of_things import TABLE
from index import lexicon
from index.money import alternation
from index.names import is_place

_INITIALS = re.compile(r"(?<![\w'’-])(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z][A-Za-z]{1,5}(?![\w'’-])")
_DOING = re.compile(r"(?i)\b(?:do|does|did|to|will|would|can|could|may|might|should|must)\b[^?,;]*$")
_NAME = re.compile(
    r"\b[A-Z][\w’'-]+(?:(?: (?:of|for|and|the|de|del|da|do|di|du|la|le|los|van|von|al|el))* [A-Z][\w’'-]+)+"
)


def with_known_names(text: str, evidence: Evidence) -> str:
    """A question with names that the documents do not use replaced by those that they do.

    A name stays where the documents use it, or where they use none that means the same. Letters ("WTA") that they do
    not use become the name of theirs that begins with them, where there is only one.
    """

    def told(m: re.Match[str]) -> str:
        asked = " ".join(m[0].lower().replace("-", " ").split())
        if _is_used(asked, evidence):
            return m[0]
        others = [name for line in _lines().get(_singular(asked), ()) for name in line if _stands(name, evidence)]
        if others and _is_done(text, m.start()):
            return m[0]
        return min(others, key=lambda name: (_rarity(name, evidence), name), default=m[0])

    def spelled(m: re.Match[str]) -> str:
        if evidence.words[m[0].lower()] or is_place(m[0]):
            return m[0]
        return _by_initials(evidence).get(m[0].lower(), m[0])

    return _INITIALS.sub(spelled, _pattern().sub(told, text))


def _is_done(text: str, at: int) -> bool:
    """Is a word what somebody does ("did they ban it") rather than a name?"""
    return bool(_DOING.search(text[:at])) and speech.parts(text).get(at) == "VERB"


def _is_used(name: str, evidence: Evidence) -> bool:
    """Do the documents use every word of a name, in whatever form?"""
    return all(evidence.occurs(lexicon.stem(word)) for word in re.findall(r"[^\W_]{2,}", name))


def _stands(name: str, evidence: Evidence) -> bool:
    """Do the documents use a name as it is, one or many?"""
    if not _is_used(name, evidence):
        return False
    return " " not in name or any(form in _texts(evidence) for form in (name, *_other_number(name)))


def _texts(evidence: Evidence) -> str:
    """All that the documents say, in small letters and without hyphens."""
    if evidence not in _TEXTS_OF:
        told = " ".join(document.text for document in evidence.documents.values())
        _TEXTS_OF[evidence] = " ".join(told.lower().replace("-", " ").split())
    return _TEXTS_OF[evidence]


def _rarity(name: str, evidence: Evidence) -> float:
    return max(evidence.weight(lexicon.stem(word)) for word in name.split())


def _singular(name: str) -> str:
    """How a name is looked up: "Lorries" and "lorry" are one, as far as their last letters go."""
    first, _, last = name.rpartition(" ")
    return f"{first} {lexicon.stem(last)}".strip()


@cache
def _lines() -> dict[str, list[tuple[str, ...]]]:
    """The lines that a name stands on; each without the name itself."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for line in TABLE.splitlines():
        names = [" ".join(name.lower().replace("-", " ").split()) for name in line.split("|")]
        for name in names:
            out.setdefault(_singular(name), []).append(tuple(n for n in names if n != name))
    return out


@cache
def _pattern() -> re.Pattern[str]:
    names = {" ".join(name.lower().split()) for line in TABLE.splitlines() for name in line.split("|")}
    forms = {form for name in names for form in (name, name.replace("-", " "), *_other_number(name))}
    return re.compile(rf"(?i)(?<![\w’'-]){alternation(forms)}(?![\w’'-])")


def _other_number(name: str) -> Sequence[str]:
    """The plural of a singular and the other way round, as English mostly has them."""
    if name.endswith(("odds", "goods", "customs", "series")):
        return ()
    if name.endswith("ies"):
        return (f"{name[:-3]}y",)
    if name.endswith("s") and not name.endswith("ss"):
        return (name[:-1], name[:-2]) if name.endswith(("ses", "xes", "ches", "shes")) else (name[:-1],)
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return (f"{name[:-1]}ies",)
    return (f"{name}es",) if name.endswith(("s", "x", "ch", "sh")) else (f"{name}s",)


def _by_initials(evidence: Evidence) -> dict[str, str]:
    """Names of the documents by their first letters, with and without those of small words; none that are shared."""
    if evidence not in _INITIALS_OF:
        found: dict[str, set[str]] = {}
        for document in evidence.documents.values():
            for m in _NAME.finditer(document.text):
                for part in _stretches(m[0].split()):
                    for letters in ("".join(w[0] for w in part), "".join(w[0] for w in part if w[0].isupper())):
                        found.setdefault(letters.lower(), set()).add(" ".join(part))
        _INITIALS_OF[evidence] = {letters: min(names) for letters, names in found.items() if len(names) == 1}
    return _INITIALS_OF[evidence]


def _stretches(words: list[str]) -> Iterator[list[str]]:
    """The parts of a name that begin and end with a capital, of two to six words."""
    for start in range(len(words) - 1):
        for end in range(start + 2, min(len(words), start + 6) + 1):
            if words[start][0].isupper() and words[end - 1][0].isupper():
                yield words[start:end]


_TEXTS_OF: WeakKeyDictionary[Evidence, str] = WeakKeyDictionary()
_INITIALS_OF: WeakKeyDictionary[Evidence, dict[str, str]] = WeakKeyDictionary()
