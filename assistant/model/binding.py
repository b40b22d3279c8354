"""Is what a sentence says of a number what the documents say of it: the same amount, subject, measure, period, unit?

`said` is a figure as read from the sentence, `held` one of the documents. Each check returns why the two differ, ""
where they agree. What the sentence leaves out is no difference where the built-in answer is about that very figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.bind import Evidence
from assistant.model.grounds import column
from assistant.model.reading import Reading
from assistant.model.vocabulary import BUYING, CLAIMS, FLOWS, HEDGE, NEUTRAL, SELLING
from index import lexicon
from index.names import places
from index.types import Figure, Period, Qualifier
from index.units import Quantity

_AHEAD = ("target", "projected", "hypothetical")
_LIGHT = 1.2
"""Weight up to which a restricting word may be left out, as in `assistant.bind`."""
_ABOUT, _BEYOND, _NEARLY = Decimal("0.05"), Decimal("0.25"), Decimal("0.08")
"""How far "about", "over" and "nearly" may reach, relative to the number held."""
_ACROSS = re.compile(r"[,;]|\b(?:behind|ahead of|than|followed by|while|whereas|against)\b", re.I)
_OF_WHOLE = re.compile(r"(?i)(?:half|thirds?|quarters?|per ?cent|%|share|part) of (?:the |a total of |all )?$")
_WHOLE = frozenset(
    lexicon.stem(w) for w in ("total", "overall", "all", "whole", "entire", "world", "worldwide", "global")
)
_SAME = Decimal("0.0005")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the documents are, and which of their figures the built-in answer is about (by id)."""

    evidence: Evidence
    known: frozenset[str]


def difference(said: Figure, held: Figure, reading: Reading, setting: Setting) -> str:
    """The first facet in which a number of a sentence is not the documents'; "" where it is theirs."""
    if not same_amount(said, held):
        return "amount"
    if _kind(said, held):
        return "kind"
    ahead = said.status in _AHEAD or bool(held.status in _AHEAD and HEDGE.search(reading.text))
    if ahead != (held.status in _AHEAD):
        return "status"
    known = held.id in setting.known
    checks = (
        ("flow", _flow(said, held, reading, known)),
        ("place", _place(said, held, reading, setting, known)),
        ("period", _period(said, held, reading, known or _names_column(held, reading, setting))),
        ("item", _item(said, held, reading, setting, known)),
    )
    return next((facet for facet, differs in checks if differs), "")


def same_amount(said: Figure, held: Figure) -> bool:
    """Is a number the one held, as exactly as the sentence says it is?"""
    if said.upper or held.upper:
        whole = said.upper and held.upper
        both = whole and equal(said.quantity, held.quantity) and equal(said.upper, held.upper)  # type: ignore[arg-type]
        return bool(both)
    return agrees(said.quantity, said.qualifier, held.quantity, held.qualifier)


def agrees(said: Quantity, how: Qualifier, held: Quantity, held_how: Qualifier = "exact") -> bool:
    """Is "about", "over", "nearly" or plainly so much true of the number held?"""
    if held_how in ("over", "under", "up to", "almost") or how == "up to":
        return how == held_how and equal(said, held)
    if how in ("exact", "about") and equal(said, held):
        return True
    if how == "exact" or said.unit != held.unit or _counts_other(said, held):
        return False
    a, b = abs(said.value), abs(held.value)
    if how == "about":
        in_words = said.places is None  # "about a third"
        return abs(a - b) <= (_ABOUT * b if in_words else _half_of_second_digit(a))
    if how == "over":
        return a < b <= a * (1 + _BEYOND)
    reach = _NEARLY if how == "almost" else _BEYOND
    return a * (1 - reach) <= b < a


def equal(said: Quantity, held: Quantity) -> bool:
    """Is an amount the one held, but for digits left out in rounding rightly? A sign may be put in words."""
    a, b = abs(said.value), abs(held.value)
    if said.unit == held.unit:
        return not _counts_other(said, held) and abs(a - b) <= min(said.half_ulp(), b / 20)
    if {said.unit, held.unit} & {"percent", "percentage_point", "ratio", "count"} or not said.measures_same_as(held):
        return False
    (a, _), (b, _) = said.base, held.base
    return abs(abs(a) - abs(b)) <= _SAME * abs(b)


def _counts_other(said: Quantity, held: Quantity) -> bool:
    return bool(said.noun and held.noun and lexicon.stem(said.noun) != lexicon.stem(held.noun))


def _half_of_second_digit(value: Decimal) -> Decimal:
    """Half of one in the second digit: 5 million of 670 million."""
    return Decimal(5).scaleb(value.adjusted() - 2) if value else Decimal(0)


def _kind(said: Figure, held: Figure) -> bool:
    """Is a share said as a change, or the other way round?"""
    kinds = {said.kind, held.kind}
    return len(kinds) == 2 and kinds <= {"share", "change", "multiple"}


def _flow(said: Figure, held: Figure, reading: Reading, known: bool) -> bool:
    own = reading.flow
    if own and held.flow:
        return own != held.flow and not _by_partner(held, reading)
    if own:
        return not (FLOWS.get(own, frozenset()) | {own}) & {*held.own, *held.near, *held.item, *held.frame}
    if held.flow:
        homeless = not set(held.background) - {*held.entities}  # whose trade it is, the document does not say
        return said.flow != held.flow and not ((known or homeless) and not said.flow)
    return False


def _by_partner(held: Figure, reading: Reading) -> bool:
    """Is it told from the other side, "Norway supplied", of imports from Norway?"""
    verbs = {"import": SELLING, "export": BUYING}.get(held.flow, frozenset())
    spots = [p.end for p in reading.places if p.name in held.entities[:1] and not p.adjective]
    return any({t.stem for t in lexicon.tokens(reading.text[at : at + 24])[:2]} & verbs for at in spots)


def _place(said: Figure, held: Figure, reading: Reading, setting: Setting, known: bool) -> bool:
    """Does the sentence bind the number to another place than the document, or to one place too many?"""
    home = setting.evidence.home
    around = {*held.entities, *held.background, home}
    named = {p.name for p in reading.places}
    bound = [p for p in said.entities if p != home]
    if _OF_WHOLE.search(reading.text[: said.span.start]):
        bound = []  # "half of the $5 million" is not the buyer's own
    bound = bound[:1] + [p for p in bound[1:] if not _apart(p, said, reading)]
    if not all(p in around for p in bound):
        return True
    partners = [p for p in held.entities if p != home]
    if partners:
        told = named | ({p.name for p in places(reading.before)} if reading.points_back else set())
        if held.kind == "share" and not set(partners) <= told:
            return True  # a share of one whole is not one of another
        if bound:
            return partners[0] not in bound and bound[0] not in partners
        if _stems(reading.text) & _WHOLE and partners[0] not in named:
            return True  # "total exports" are not those to one place
        foreign = {p for p in said.background if p != home}
        return partners[0] not in foreign and not (known and not foreign - around)
    if bound and held.flow and not set(bound) <= {*held.background}:
        return True
    strangers = {p for p in said.background if p != home} - around
    whole = bool(_stems(reading.text) & _WHOLE)
    return bool(strangers and not named and not whole)


def _apart(place: str, said: Figure, reading: Reading) -> bool:
    """Does a place stand across a comma or a comparison from the number: "behind the US at $5", "the US, then"?"""
    spots = [p for p in reading.places if p.name == place and p.end <= said.span.start]
    return bool(spots) and bool(_ACROSS.search(reading.text[spots[-1].end : said.span.start]))


def _names_column(held: Figure, reading: Reading, setting: Setting) -> bool:
    """Does the sentence name the column of the number, "Order 14", so that its time need not be said?"""
    codes = re.findall(r"[A-Za-z]+ \d+\b", column(held, setting.evidence.documents[held.span.document]))
    return any(re.search(rf"\b{re.escape(code)}\b", reading.text) for code in codes)


def _period(said: Figure, held: Figure, reading: Reading, known: bool) -> bool:
    if held.period is None:
        return bool(reading.periods) and said.period is not None and not known
    if said.period is None:
        return not known
    if _same_time(said.period, held.period):
        return False
    # The sentence itself names no time and the question names one, or the built-in answer took another on purpose.
    return bool(reading.periods) or not known


def _same_time(said: Period, held: Period) -> bool:
    if said.same_as(held) or said.label == held.label:
        return True
    return "horizon" in (said.kind, held.kind) and said.end == held.end


def _item(said: Figure, held: Figure, reading: Reading, setting: Setting, known: bool) -> bool:
    """Does the sentence say it of other goods, or leave out what the document restricts it to?"""
    evidence = setting.evidence
    close = {*held.own, *held.item, *held.near}
    for stem in said.item:
        if stem in CLAIMS or stem in NEUTRAL or stem in FLOWS.get(held.flow, ()):
            continue
        if not _among(stem, close) and not (evidence.is_topic(stem) or stem in held.frame and known):
            return True
    if known:
        return False
    told = _stems(f"{reading.text} {reading.before}") | {*said.item, *said.frame}
    restricting = {*held.item} - lexicon.light_stems()
    return any(evidence.weight(s) > _LIGHT and not _among(s, told) and not evidence.is_topic(s) for s in restricting)


def _among(stem: str, words: Iterable[str]) -> bool:
    held = {*words}
    return stem in held or bool(lexicon.synonyms(stem) & held)


def _stems(text: str) -> set[str]:
    return {t.stem for t in lexicon.tokens(text)}
