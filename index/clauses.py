"""Which words of a sentence belong to which of its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import facets, lexicon, measures
from index.facets import Facets
from index.frame import Frame
from index.names import places
from index.numbers import Mention
from index.periods import PeriodMention
from index.status import GROWTH
from index.types import Figure, Period
from index.units import SCALES

_BREAK = re.compile(
    r"[,;:()—]| – | \b(?:and|but|while|whereas|against|although|compared|versus|vs|or|up|down|leaving|with|from|to)\b "
)
_HARD_BREAK = re.compile(r"[,;:)—]| – | \b(?:and|but|while|whereas|against|although|compared|versus|or)\b ")
_PREPOSITION = re.compile(
    r"(?i)^[\s)]*(?:of|for|from|to|in|on|by|at|with|under|as|among|between|over|across|during|through|worth|"
    r"into|per|more|"
    r"less|a year|annually|each|in all|going|coming|is|was|were|are|will|would|had|has|goes|went|came)\b"
)
_LATE_BREAK = re.compile(r" (?:to|from|at|of|up|down|with|by|over|about|nearly) ")
_PART_OF = re.compile(r"\s*(?:out )?of (?:the |a total of )?[\d,.]+(?=\s)")
_WHOLE_OF = re.compile(r"([\d,.]+) [^\d.;:]{3,40}?,? (?:out )?of (?:the |about |a total of )?$")
_LIST_END = re.compile(r"\s*(?:$|[,.;:)]|and\b|or\b|was\b|were\b|in place\b|slices)")
_IN_LIST = re.compile(r"\s*(?:,|,? and|,? or)\s+(?:(?:about|around|some|nearly|over) )?$")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence takes over from the one before it."""

    facets: Facets | None = None  # all of it, where the sentence begins by pointing back
    topic: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    stems: frozenset[str] = frozenset()
    main: Period | None = None  # what the sentence before is about


@dataclass(frozen=True, slots=True)
class Clause:
    """One number and the clause it stands in, `sentence[left:right]`."""

    mention: Mention
    left: int
    right: int
    text: str
    read: Facets
    last: Figure | None = None  # the number before it in the sentence

    @property
    def offset(self) -> int:
        """Where in the clause the number begins."""
        return self.mention.start - self.left


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence being read.

    Attributes:
        start: its offset in the document.
        when: the periods that its numbers may cover.
        named: all that it names, with those when something was said.
    """

    text: str
    start: int
    frame: Frame
    carried: Carried
    read: Facets
    when: tuple[PeriodMention, ...]
    named: tuple[PeriodMention, ...]
    clauses: tuple[Clause, ...]


def at_home(text: str, mentions: tuple[Mention, ...], home: str) -> tuple[Mention, ...]:
    """Gives amounts the money that their words mean in a country: "Rs 41 billion" of Pakistan is in its rupees."""

    def meant(m: Mention) -> Mention:
        unit = measures.at_home(m.quantity.unit, text[m.start : m.end], home)
        if unit == m.quantity.unit:
            return m
        return replace(m, quantity=replace(m.quantity, unit=unit), upper=m.upper and replace(m.upper, unit=unit))

    return tuple(meant(m) for m in mentions)


def shared_units(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Gives numbers of a list the unit that only one of them carries, and drops list numbers such as "(1)".

    "Europe at 20" takes the per cent of "China at 34 per cent" before it, "5.7, 6.3 and 8.9 bcm" the unit at the end.
    """
    out: list[Mention] = []
    for m in _units_at_the_end(text, mentions):
        follows = text[m.end : m.end + 25]
        before = out[-1] if out else None
        if before and m.bare and not before.bare and _takes_unit_before(m, before, follows):
            m = replace(m, quantity=replace(m.quantity, unit=before.quantity.unit), bare=False)
        if before and _same_rate(text, m, before):
            m = replace(m, quantity=replace(m.quantity, unit=before.quantity.unit))
        if m.bare and not before and _is_list_number(text, m):
            continue
        out.append(m)
    return tuple(out)


def _takes_unit_before(m: Mention, before: Mention, follows: str) -> bool:
    if re.match(r"(?: was| were) proposed", follows):
        return before.quantity.unit == "percent"
    return not m.in_words and bool(_LIST_END.match(follows)) and before.quantity.unit in ("percent", "day", "ratio")


def _same_rate(text: str, m: Mention, before: Mention) -> bool:
    """Is it the second price of "$4,900 per TEU ... and $3,400"?"""
    gap, unit = text[before.end : m.start], before.quantity.unit
    joined = re.search(r"\b(?:and|against|to|versus|from|or|with|than|after|before)\b", gap)
    if not joined or re.search(r"[.;:]", gap.strip()) or m.quantity.scale:
        return False
    return "/" in unit and unit.startswith(m.quantity.unit + "/")


def _is_list_number(text: str, m: Mention) -> bool:
    opens = not text[: m.start].strip(" (*-")
    return opens and m.quantity.value < 20 and bool(re.match(r"\s*(?:$|[.)\]])", text[m.end : m.end + 5]))


def _units_at_the_end(text: str, mentions: tuple[Mention, ...]) -> list[Mention]:
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        m, later = out[i], out[i + 1]
        if m.bare and not m.in_words and not later.bare and later.upper is None and in_list(text, m, later):
            scale, unit = later.quantity.scale, later.quantity.unit
            q = replace(m.quantity, unit=unit, value=m.quantity.value * SCALES[scale], scale=scale)
            out[i] = replace(m, quantity=q, bare=False)
    return out


def in_list(text: str, left: Mention, right: Mention) -> bool:
    """Are two numbers neighbours in a list: "5.7, 6.3 and 8.9 bcm"?"""
    return bool(_IN_LIST.fullmatch(text[left.end : right.start]))


def counted(text: str, mention: Mention) -> list[str]:
    """Stems of what a bare number counts: "over 70 manufacturers", "26 of 64 applications", "61 lots out of 840"."""
    if not mention.bare:
        return []
    found = places(text)
    whole = _PART_OF.match(text, mention.end)
    direct = facets.noun_phrase(text, whole.end() if whole else mention.end, found, limit=4, generic=True)
    part = _WHOLE_OF.search(text[: mention.start])
    return direct or (facets.noun_phrase(text, part.end(1), found, limit=4, generic=True) if part else [])


def segments(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """(left, right) of the clause that belongs to each number.

    Counts in words ("the six countries could raise imports from ...") take nothing away from the amounts after them.
    """
    amounts = [m for m in mentions if not (m.bare and m.in_words)]
    main = dict(zip(amounts, _segments(text, amounts), strict=True))
    return [main.get(m, whole) for m, whole in zip(mentions, _segments(text, mentions), strict=True)]


def _segments(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    if not mentions:
        return []
    lefts: list[int] = [0]
    rights: list[int] = []
    for i, mention in enumerate(mentions):
        empty = not lexicon.content(text[lefts[i] : mention.start])
        if i + 1 == len(mentions):
            gap = text[mention.end :]
            cut = _HARD_BREAK.search(gap)
            subjectless = empty and not GROWTH.search(text[lefts[i] : mention.start])
            rights.append(mention.end + (cut.start() if cut and not subjectless else len(gap)))
            break
        cut_at = mention.end + _gap_cut(text[mention.end : mentions[i + 1].start], empty)
        rights.append(cut_at)
        lefts.append(cut_at)
    return list(zip(lefts, rights, strict=True))


def _gap_cut(gap: str, empty: bool) -> int:
    """Where, between two numbers, the clause of the first ends; `empty` if nothing of content stands before it."""
    closing = re.match(r"\s*\)", gap)
    offset = closing.end() if closing else 0
    rest = gap[offset:]
    if not _PREPOSITION.match(rest) and not empty:
        first = _BREAK.search(rest)
        return offset + (first.start() if first else 0)
    hard = _HARD_BREAK.search(rest)
    if hard:
        return offset + hard.start()
    later = list(_LATE_BREAK.finditer(rest))
    return offset + (later[-1].start() if later else len(rest))
