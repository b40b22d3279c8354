"""Figures of sentences.

A number takes its subject, measure and period from its own clause; else from the number before it in the sentence;
else, when the sentence points back, from the sentence before; else from the headings and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import clauses, facets, lexicon, numbers, periods
from index.facets import Facets
from index.frame import Frame, Scene, foreign, frame_of, masked, without_marks
from index.names import places
from index.numbers import Mention
from index.periods import PeriodMention
from index.status import GROWTH, attribution_of, kind_of, sources_of, status_of
from index.types import Block, Figure, Locator, Period, Span
from index.units import is_money

_BACK = re.compile(
    r"(?i)^[“\"‘']?(?:this|that|these|those|it|its|they|their|the (?:figure|figures|total|level|rate|share|sum|former|"
    r"latter|same|split|deficit|value|amount|goal|target|number|rest|saving|gap|pair)|he|she|"
    r"of (?:this|these|that|which)|both|such|up|down|followed|here|then|later)\b"
)
_ONLY_TOPIC = re.compile(r"(?i)[“\"‘']?(?:its|their|his|her|here|then|later)\b")
_EARLIER = re.compile(
    r"(?i)\b(?:a year (?:earlier|before|ago)|(?:the )?(?:year|previous year) before|"
    r"the (?:previous|preceding|prior) year|year-ago|one year (?:earlier|before)|last year's|from the year before)\b"
)
_FROM = re.compile(r"(?i)\b(?:up|down|rise|fall) from\s+(?:about |around |some |nearly )?$")
_UNCLEAR = re.compile(r"(?i)\b(?:unclear|uncertain|disputed|unit not (?:printed|stated)|probably)\b")
_COLON = re.compile(r"(?:^|\b(?:is|are|was|were|in|for|on) )(?P<topic>(?:the |a |an )?[A-Za-z][\w -]{2,40}): ")
_EVERYWHERE = re.compile(
    r"(?i)\b(?:all (?:markets|destinations|countries|origins|sources|buyers|partners|importers)|worldwide|"
    r"(?:the|whole) world)\b"
)
_WRITING = re.compile(
    r"(?i) (?:[\w'’-]+ ){0,2}?(?:reports?|articles?|brief|letter|piece|release|interview|editorial|note|statement|story|"
    r"bulletin|speech)\b"
)
_WROTE = re.compile(
    r"(?i),? (?:\w+ )?(?:gave|said|reported|put|quoted|wrote|printed|told|described|was quoting|were quoting|was quoted)\b"
)
_LONG = ("fiscal_year", "year", "range", "quarter", "half", "horizon")


@dataclass(frozen=True, slots=True)
class Before:
    """What a sentence can take over from the text before it."""

    sentence: str = ""  # the sentence before, "" where it does not carry over
    topic: tuple[str, ...] = ()  # the place that the paragraph goes on about


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a sentence takes over from the one before it."""

    facets: Facets | None = None  # all of it, where the sentence begins by pointing back
    topic: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence being read."""

    text: str
    start: int
    frame: Frame
    carried: _Carried
    read: Facets
    when: tuple[PeriodMention, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """One number and the clause it stands in."""

    mention: Mention
    left: int
    right: int
    text: str
    read: Facets
    last: Figure | None  # the number before it in the sentence

    @property
    def offset(self) -> int:
        """Where in the clause the number begins."""
        return self.mention.start - self.left


def block_figures(scene: Scene, block: Block, previous: str) -> tuple[list[Figure], str]:
    """The figures of a paragraph or list item, and its last sentence; `previous` is the sentence before it."""
    document = scene.document
    frame = frame_of(scene, block)
    first = document.text[slice(*block.sentences[0])] if block.sentences else ""
    before = Before(previous if block.kind == "item" or _BACK.match(first) else "")
    found: list[Figure] = []
    for start, end in block.sentences:
        sentence = document.text[start:end]
        found += _sentence_figures(scene, block, frame, start, sentence, before)
        before = Before(sentence, _topic(sentence, frame, before.topic))
    return found, before.sentence


def _sentence_figures(
    scene: Scene, block: Block, frame: Frame, start: int, raw: str, before: Before
) -> Iterator[Figure]:
    text = masked(raw)
    when = periods.read(text, frame.date, _sentence_year(text, before.sentence, frame))
    mentions = clauses.shared_units(text, numbers.read(text, [(p.start, p.end) for p in when]))
    if not mentions:
        return
    carried = _carried(text, before, frame)
    sentence = _Sentence(text, start, frame, carried, facets.read(text, frame.home), when)
    locator = Locator(page=block.page, heading=block.headings[-1] if block.headings else scene.document.title)
    last: Figure | None = None
    for mention, (left, right) in zip(mentions, clauses.segments(text, mentions), strict=True):
        own = facets.read(text[left:right], frame.home)
        own = _with_topic(own, text[left:right], mention.start - left)
        figure = _figure(scene, sentence, _Clause(mention, left, right, text[left:right], own, last), len(raw))
        last = replace(figure, locator=locator, sources=sources_of(raw, mention.end))
        yield last


def _sentence_year(text: str, before: str, frame: Frame) -> Period | None:
    """The year that months without one belong to: named in the sentence, the sentence before, or the section."""
    for part in (text, before):
        years = [m.period for m in periods.read(part) if m.year_given and m.period.kind in ("fiscal_year", "year")]
        if years:
            return years[0]
    return frame.period if frame.period and frame.period.kind in ("fiscal_year", "year") else None


def _carried(text: str, before: Before, frame: Frame) -> _Carried:
    if not before.sentence:
        return _Carried()
    clean = without_marks(before.sentence)
    read = facets.read(clean, frame.home)
    named = [
        m.period for m in periods.read(clean, frame.date) if m.year_given and m.period.kind not in ("day", "horizon")
    ]
    points = bool(_BACK.match(text))
    topic = (foreign(read.places, frame.home) if points else ()) or before.topic
    whole = points and not _ONLY_TOPIC.match(text)
    stems = read.stems if points else frozenset()
    return _Carried(read if whole else None, topic, tuple(named), stems)


def _topic(sentence: str, frame: Frame, topic: tuple[str, ...]) -> tuple[str, ...]:
    """The place that a paragraph goes on about: "China in 2021-22 has two values. ..." until another place is named."""
    found = [p for p in facets.read(sentence, frame.home).places if p.name != frame.home]
    if not found:
        return topic
    opens = not sentence[: found[0].start].strip(" “\"‘'") and not found[0].adjective
    return (found[0].name,) if opens else ()


def _figure(scene: Scene, sentence: _Sentence, clause: _Clause, length: int) -> Figure:
    """One figure of a sentence, its facets resolved from the nearest text that has them."""
    mention, own, last, frame, text = clause.mention, clause.read, clause.last, sentence.frame, sentence.text
    counted = _counted(text, mention)
    kind = kind_of(mention, clause.text, clause.offset, text, text[clause.right : clause.right + 40])
    stems = own.stems | frozenset(counted)
    near = sentence.read.stems - stems
    period = _period(sentence, clause)
    if kind == "change" and last and _of_the_last(sentence, clause):  # "$597 million, up 6.95 per cent"
        entities, background, flow, item = last.entities, last.background, last.flow, last.item
        near |= frozenset(last.own)
        period = period if period and any(clause.left <= w.start < clause.right for w in sentence.when) else last.period
    else:
        entities, background = _entities(sentence, clause)
        flow = _nearest_flow(own, clause.offset) or _inherited_flow(sentence, clause)
        item = tuple(counted) if mention.bare else _item(sentence, clause)
    period = _earlier(sentence, clause, period)
    start = sentence.start
    return Figure(
        id=f"{scene.document.id}#{start + mention.start}",
        span=Span(scene.document.id, start + mention.start, start + mention.end),
        context=Span(scene.document.id, start, start + length),
        quantity=replace(mention.quantity, noun=" ".join(_words(text, mention.end, counted)) if mention.bare else ""),
        upper=mention.upper,
        kind=kind,
        entities=entities,
        background=background,
        flow=flow,
        item=item,
        own=tuple(sorted(stems)),
        near=tuple(sorted(near)),
        frame=tuple(sorted(frame.stems | sentence.carried.stems)),
        period=period,
        qualifier=mention.qualifier,
        status=status_of(text, clause.text, frame, period),
        attribution=attribution_of(text, mention.start),
        bound=_is_sure(clause, counted),
    )


def _is_sure(clause: _Clause, counted: Sequence[str]) -> bool:
    """Is a number one that can be computed with: it counts something, and nobody calls it unclear?"""
    m = clause.mention
    few = m.in_words and m.bare and m.quantity.value <= 3
    return not (m.bare and not counted) and not few and not _UNCLEAR.search(clause.text)


def _of_the_last(sentence: _Sentence, clause: _Clause) -> bool:
    """Does a change say nothing of its own, so that it is one of the number before it?"""
    head = GROWTH.sub(" ", clause.text[: clause.offset])
    words = [t for t in lexicon.content(head) if t.word.lower() not in ("about", "around", "roughly")]
    return not clause.read.flows and not words and not foreign(clause.read.places, sentence.frame.home)


def _with_topic(own: Facets, text: str, offset: int) -> Facets:
    """A clause with the topic before its colon as its item: "One bright spot is MRI equipment: sales rose ..."."""
    m = next((m for m in reversed(list(_COLON.finditer(text[:offset])))), None)
    if m is None or own.item:
        return own
    stems = tuple(t.stem for t in lexicon.content(m["topic"]) if t.stem not in lexicon.light_stems())
    return replace(own, item=stems[-3:])


def _entities(sentence: _Sentence, clause: _Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(entities bound to the number, background entities)."""
    frame, last = sentence.frame, clause.last
    home = (frame.home,) if frame.home else ()
    named = foreign(clause.read.places, frame.home, clause.offset)
    if named:
        return named, home
    if _EVERYWHERE.search(clause.text):
        return (), home
    if last is not None and last.entities:
        return last.entities, last.background
    if sentence.carried.topic:
        return sentence.carried.topic, home
    return (), frame.background


def _nearest_flow(own: Facets, offset: int) -> str:
    """The flow nearest before the number, else the first after it."""
    before = [f for f in own.flows if f.start < offset]
    after = [f for f in own.flows if f.start >= offset]
    return before[-1].name if before else after[0].name if after else ""


def _inherited_flow(sentence: _Sentence, clause: _Clause) -> str:
    carried, quantity = sentence.carried.facets, clause.mention.quantity
    if clause.last is not None and clause.last.flow:
        return clause.last.flow
    if carried and carried.flows:
        return carried.flow
    if clause.mention.bare or not (
        is_money(quantity.unit) or quantity.unit in ("percent", "metric_ton", "kilogram", "bcm", "meter**3", "ratio")
    ):
        return ""
    return sentence.frame.flow


def _item(sentence: _Sentence, clause: _Clause) -> tuple[str, ...]:
    own, last, frame = clause.read, clause.last, sentence.frame
    named = tuple(dict.fromkeys(s for label in frame.labels if set(label) <= own.stems for s in label))
    if own.item or named:
        return tuple(dict.fromkeys((*own.item, *named)))
    if own.flows and last is not None and last.flow != "":
        return last.item
    if last is not None and last.item:
        return last.item
    carried = sentence.carried.facets
    return carried.item if carried and carried.item else frame.item


def _counted(text: str, mention: Mention) -> list[str]:
    """Stems of what a bare number counts: "over 70 Indian manufacturers and exporters"."""
    return facets.noun_phrase(text, mention.end, places(text), limit=4, generic=True) if mention.bare else []


def _words(text: str, end: int, stems: Sequence[str]) -> list[str]:
    """The words of the counted noun as written."""
    out: list[str] = []
    for token in lexicon.tokens(text[end : end + 80]):
        if len(out) >= len(stems) + 2 or (lexicon.is_stop(token) and token.word.lower() not in ("and", "or")):
            break
        out.append(token.word)
        if stems and token.stem == stems[-1]:
            break
    return out


def _period(sentence: _Sentence, clause: _Clause) -> Period | None:
    """The period of a number: after it in its clause, before it, of the number before, of the sentence, of the section."""
    mention, left, right, text = clause.mention, clause.left, clause.right, sentence.text
    usable = [w for w in sentence.when if (w.period.kind != "day" or w.year_given) and not _said_then(text, w)]
    months = next(
        (w for w in reversed(usable) if not w.year_given and w.period.kind == "range" and w.start < mention.start), None
    )
    after = [w for w in usable if mention.end <= w.start < right]
    year = next((w for w in after if w.period.kind in ("fiscal_year", "year")), None)
    if months and year:  # "April to December at Rs 17,557 crore in FY22"
        return periods.with_year(months, year.period)
    if mention.quantity.unit in ("percent", "ratio") and (span := _from_to(text, usable, left, right)):
        return span
    if after:
        return after[0].period
    before = [w for w in usable if left <= w.start < mention.start]
    if before:
        return ([w for w in before if w.period.kind in _LONG] or before)[-1].period
    if clause.last is not None and clause.last.period is not None:
        return clause.last.period
    others = {(w.period.start, w.period.end): w.period for w in usable if w.period.kind != "day"}
    if others:
        return next(iter(others.values())) if len(others) == 1 else None
    return sentence.carried.periods[-1] if sentence.carried.periods else sentence.frame.period


def _from_to(text: str, usable: Sequence[PeriodMention], left: int, right: int) -> Period | None:
    """The stretch of a change: "rose 88 per cent from FY 2018-19 to FY 2024-25"."""
    for a, b in zip(usable, usable[1:], strict=False):
        opens = re.search(r"(?i)\b(?:from|between) (?:the )?$", text[: a.start])
        if left <= a.start and b.end <= right and opens and text[a.end : b.start].strip() in ("to", "and"):
            return Period(a.period.start, b.period.end, f"{a.period.label} to {b.period.label}", "range")
    return None


def _earlier(sentence: _Sentence, clause: _Clause, period: Period | None) -> Period | None:
    """The year before, for the number that "up from" or "a year earlier" sets against the last one."""
    last, m, text = clause.last, clause.mention, sentence.text
    if last is None or last.period is None or not (period is None or period.same_as(last.period)):
        return period
    if not (_EARLIER.search(text[m.end : clause.right + 30]) or _FROM.search(text[: m.start])):
        return period
    return period if last.period.kind == "horizon" else periods.shift(last.period, -1)


def _said_then(text: str, when: PeriodMention) -> bool:
    """Is a period when something was said or printed, rather than what the number covers?"""
    before, after = text[: when.start], text[when.end : when.end + 40]
    if re.search(r"(?i)\b(?:reports?|article|note|piece|story|bulletin) (?:on|about) (?:the )?$", before):
        return True
    if when.period.kind not in ("month", "day"):
        return False
    said = re.search(r"(?i)\b(?:quoted|printed|published|reported|said|given|told|announced|as of) (?:in|on|at) $", before)
    return bool(_WRITING.match(after) or _WROTE.match(after[:30]) or said)
