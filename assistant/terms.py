"""What a question is about: the content words left when places, dates, flows, numbers and words of asking are gone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant import speech
from assistant.query import Term
from assistant.vocabulary import CURRENCY, one_of, pattern
from index import facets, lexicon, measures, numbers
from index.names import WORLD, places
from index.numbers import Mention

Stretch = tuple[int, int]
"""(start, end) in the question."""

_ASKING = one_of(
    "how (?:much|many|long|far|big|large|fast|badly|high|quickly|heavy), what, which, who, whose, where, when, "
    "why, worth, come to, amount(?:ed)? to, according to, on the, figures?, as a, out of, "
    "compared (?:to|with), size of, make up, would, could, should, in order, put, list, rank, give me, "
    "show me, tell me, on average, each, by what, percentage points?, per ?cent, percent, percentage, share, "
    "proportion, slice, fraction, times, as many, as much, add up, together, combined, difference, gap, "
    "behind, ahead, largest, biggest, smallest, lowest, highest, most, least, order, table, really, true, "
    "actually, own numbers, bear out, suppose, assuming, imagine, next year, if, grew, grow(?:s|ing)?, rise, "
    "rose, fall, fell, drop(?:ped)?, decline[ds]?, increase[ds]?, decrease[ds]?, collapse[ds]?, widen(?:ed)?, "
    "went up, go up, went down, change[ds]?, faster, slower, more, less, only, until, till, pace, after, "
    "dearer, cheaper, costlier, higher, lower, larger, heavier, lighter, shorter, longer, "
    "before, over, by, at, than, ever, single, far, quite, whole, "
    "(?:do|does|did) (?:the |these |those |all |both )?(?:sources?|documents?|papers?|reports?) agree"
)
ASKING = pattern(rf"\b{_ASKING}\b")
"""Words that ask, and say nothing of what is asked about."""

_RATES = one_of(
    r"closing, average, mean, [\w']+s, year'?s, season'?s, market, exchange, spot, reference, official, implied, "
    "current, same, day'?s, stated, printed"
)
_AT_A_RATE = pattern(
    rf"\bat (?:the |a |an )?(?:{_RATES} )*(?:rate|price|close|fixing)s?\b.*$",
    r"\bat \d[\d.,]*(?: (?:rupees|INR|Rs).*)?\W*$",
)
_AWAY = (
    ASKING,
    pattern(r"\b(?:number|no\.|nr\.?|#) ?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"),
    pattern(rf"\b{CURRENCY}\b"),
    re.compile(r"\b[A-Z]{3} ?/? ?[A-Z]{3}\b"),  # a pair of currency codes
    pattern(rf"\b(?:per|an?|each|every|one) (?:{'|'.join(measures.PER_UNITS)})s?\b"),  # per thousand cubic metres
)
"""Further words that say nothing of what a question is about."""

_NUMBERED = pattern(
    r"\b(?:decree|order|resolution|decision|regulation|rule|iso|hs|code|heading|class|chapter|law|article|section|no\.?)\s$"
)
_STANDARD = re.compile(r"(?<=\w )[A-Z][A-Za-z]*[A-Z][\w-]* $")  # "... under ICMED 9000"
_NO_STANDARD = re.compile(r"\b(?:US|UK|EU|FY|Q|H) $")
_LETTERED = re.compile(
    r"\b(?:[Cc]lass|[Gg]rade|[Cc]ategory|[Tt]ype|[Tt]ier|[Ss]chedule|[Aa]nnex|[Gg]roup) "
    r"([A-Z]{1,3}[a-z]?|[IVX]+[a-z]?|\d[a-z]?)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOW_MANY = pattern(r"\bhow many (?:of (?:the|its|their) )?", r"\bnumber of (?:the )?")

_TYPES = one_of(
    "position, role, title, post, function, reason, cause, purpose, aim, condition, meaning, definition, "
    "difference, day, date, name, organi[sz]ation, body, address, explanation, background, context, detail, "
    "information, idea, way, thing, kind, sort, type, place, everybody, everyone, region, rest, others?, deal, "
    "story, situation, statement, customer, earnings?, takings, bill, pace, speed, direction, trend, "
    "final, provisional, preliminary, revised, "
    "side, basis, total, track, hand, ones?, lot, bit, help, chance, effort, part"
)
_TYPE = pattern(rf"^{_TYPES}s?$")
_TARGET = pattern(r"^(?:target|goal|aim|aspiration|ambition|forecast|projection|outlook|plan)(?:s|ed)?$")
_VERBS = one_of(
    r".*(?:ly), spread, evenly, join(?:ed)?, hold, happen\w*, ask\w*, look\w*, lead, need\w*, want\w*, get\w*, "
    r"bring\w*, brought, earn\w*, run, reckon\w*, believe[sd]?, think, thought, mention\w*, refer\w*, count\w*, "
    r"quot\w+, print\w*, publish\w*, carr(?:y|ied), put, puts, state\w*, mean\w*, call\w*, appear\w*, seem\w*, "
    r"show\w*, reach\w*, turn\w*, hand\w*, move[sd]?, moving, rank\w*, compare\w*, calculate\w*, compute\w*, "
    r"work\w*, expected, roughly, fetch\w*, account\w*, represent\w*, imagine, sup+ose, assum\w+, save[sd]?, "
    r"exceed\w*, cover(?:s|ed)?, stood, stand, altogether, apart, leave, leaving, belong\w*, alone, extra, "
    r"further, separate\w*, pay(?:s|ing)?, paid, spen[dt]\w*, total(?:led|ed)?, actual, goes, send, sent, ship, "
    r"buy\w*, sell\w*, sold, bought, "
    "customers?, buyers?"
)
_VERB = pattern(rf"^{_VERBS}$")


_AFTER_DO = frozenset("cost total trade fetch charge pay weigh reach earn spend ship supply export import".split())
"""Verbs that are nouns as well."""


def terms_of(text: str, taken: Iterable[Stretch], mentions: Iterable[Mention], operation: str) -> tuple[Term, ...]:
    """The content words of a question, in its order; letters and digits of names ("class A") last.

    Nouns, names, and adjectives before them are hard: the evidence must cover them. Verbs and the rest only help. In
    a look-up of a few words every word tells.

    Args:
        text: the question.
        taken: what is read already: places, periods and flows.
        mentions: the numbers in it; those that belong to a name ("Decree 102") are content.
        operation: what is asked for.
    """
    away = [*taken, *_asked_away(text, mentions)]
    words = lexicon.tokens(text)
    parts = speech.parts(text)
    out: dict[str, Term] = {}
    for i, token in enumerate(words):
        if any(start < token.end and token.start < end for start, end in away) or lexicon.is_stop(token):
            continue
        if token.word[0].isdigit():
            if not _YEAR.fullmatch(token.word):
                out.setdefault(token.word, Term(token.word, token.word))
        elif _tells(token):
            out.setdefault(token.stem, Term(token.stem, token.word, hard=_is_hard(words, i, parts)))
    for m in _LETTERED.finditer(text):
        out.setdefault(f"#{m[1]}", Term(f"#{m[1]}", m[1]))
    if len(out) <= 2 and len(words) <= 6 and operation == "lookup":  # "headcount at the firm?"
        return tuple(Term(term.stem, term.word, not _VERB.search(term.word)) for term in out.values())
    return tuple(out.values())


def counted(text: str) -> tuple[str, ...]:
    """Stems of the noun phrase after "how many", at most three; empty where nothing is counted."""
    m = _HOW_MANY.search(text)
    return tuple(facets.noun_phrase(text, m.end(), places(text, any_case=True), 3, generic=True)) if m else ()


def content_terms(text: str) -> tuple[Term, ...]:
    """All content words of a piece of a question, as hard terms."""
    light = lexicon.light_stems()
    return tuple(Term(t.stem, t.word) for t in lexicon.content(text) if t.stem not in light)


def _asked_away(text: str, mentions: Iterable[Mention]) -> list[Stretch]:
    """The numbers of a question, and its words that ask, name a currency or give a rate."""
    away = [(m.start, m.end) for m in mentions if not (m.bare and not m.in_words and _belongs_to_name(text, m))]
    away += [m.span() for words in _AWAY for m in words.finditer(text)]
    rate = _AT_A_RATE.search(text)
    return [*away, rate.span()] if rate else away


def _belongs_to_name(text: str, m: Mention) -> bool:
    """Is a bare number part of a name that the question gives ("Decree 102", "heading 9018", "ICMED 9000")?"""
    before = text[: m.start]
    standard = _STANDARD.search(before) and not _NO_STANDARD.search(before)
    return bool(standard or _NUMBERED.search(before))


def _tells(token: lexicon.Token) -> bool:
    """Does a word say what is asked about: no unit, no target, no "world", nothing that says little anywhere?"""
    word = token.word
    if numbers.unit_of(word) or numbers.unit_of(word.lower()):
        return False
    if len(word) < 2 or token.stem in lexicon.light_stems() or word.lower() in WORLD:
        return False
    return not (word[1:].islower() and _TARGET.search(word))


def _is_hard(words: list[lexicon.Token], i: int, parts: dict[int, str]) -> bool:
    """Is a word a noun, a name, or an adjective before one?"""
    token = words[i]
    if _VERB.search(token.word) or _TYPE.search(token.word):
        return False
    before = words[i - 1] if i else None
    if before and before.word.lower() in ("which", "what", "whose"):
        return False  # what kind of thing is asked for
    joined = before and before.end + 1 == token.start and token.word.islower()
    if before and joined and before.word.lower() in ("fast", "so", "two", "self", "well"):
        return False  # the second half of "fast-track"
    part = parts.get(token.start, "NOUN")
    after = words[i + 1] if i + 1 < len(words) else None
    following = parts.get(after.start, "") if after and after.start - token.end <= 1 else ""
    asked = any(w.word.lower() in ("did", "does", "do", "would", "will") for w in words[:i])
    if asked and token.word.lower() in _AFTER_DO and following not in ("NOUN", "PROPN"):
        return False  # "what did a container cost": taken for a noun where names stand before it
    if part in ("NOUN", "PROPN", "X", "NUM"):
        return True
    return part in ("ADJ", "VERB") and following in ("NOUN", "PROPN") and not token.word.lower().endswith("est")
