"""Figures of sentences.

A number takes its subject, measure and period from its own clause; else from the number before it in the sentence;
else, when the sentence points back, from the sentence before; else from the headings and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import clauses, facets, lexicon, lists, numbers, periods, subjects, when
from index.clauses import Carried, Clause, Sentence
from index.facets import Facets
from index.frame import Frame, Scene, foreign, frame_of, masked, without_marks
from index.status import GROWTH, attribution_of, kind_of, sources_of, status_of
from index.types import Block, Figure, Period, Span
from index.units import TIMES, is_money

_BACK = re.compile(
    r"(?i)^[“\"‘']?(?:this|that|these|those|it|its|they|their|the (?:figure|figures|total|level|rate|share|sum|former|"
    r"latter|same|split|deficit|value|amount|goal|target|number|rest|saving|gap|pair)|he|she|"
    r"of (?:this|these|that|which)|both|such|up|down|followed|here|then|later)\b"
)
_ONLY_TOPIC = re.compile(r"(?i)[“\"‘']?(?:its|their|his|her|here|then|later)\b")
_START = re.compile(r"(?i)\bfrom (?:about |around |some |nearly |roughly )?$")
_POINTED_AT = re.compile(r"(?i)\b(?:the|these|those|first|last|next|top) $")
_UNCLEAR = re.compile(r"(?i)\b(?:unclear|uncertain|disputed|unit not (?:printed|stated)|probably)\b")
_SUBJECT = re.compile(
    r"[“\"‘']?(?:A|An|The|Each|Every|Her|His|Our) ((?:[\w’'-]+ ){1,6}?)(?:is|are|was|were|has|have|had|will|"
    r"would|can|could|may|cost|costs|"
    r"held|holds|took|takes|drew|stood|paid|pays|carries|carried|charges?|charged|needs?|needed)\b"
)
_PARAGRAPH = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.? (?=[“\"]?[A-Z][a-z’' ])")
_STOCK = re.compile(r"(?i)\b(?:capacit(?:y|ies)|population|inhabitants|acreage|reserves|headcount)\b")
_PIECES = frozenset(lexicon.stem(w) for w in ("unit", "piece", "item", "head", "number"))
_AMOUNTS = ("metric_ton", "kilotonne", "megatonne", "kilogram", "bcm", "mcm", "meter**3", "liter", "oil_barrel")
"""Units of goods: what stands after them with "of" is the goods."""
_COLON = re.compile(r"(?:^|\b(?:is|are|was|were|in|for|on) )(?P<topic>(?:the |a |an )?[A-Za-z][\w -]{2,40}): ")
_EVERYWHERE = re.compile(
    r"(?i)\b(?:all (?:markets|destinations|countries|origins|sources|buyers|partners|importers)|worldwide|"
    r"(?:the|whole) world)\b"
)


@dataclass(frozen=True, slots=True)
class Before:
    """What a sentence can take over from the text before it."""

    sentence: str = ""  # the sentence before, "" where it does not carry over
    topic: tuple[str, ...] = ()  # the place that the paragraph goes on about
    period: Period | None = None  # what its first reported number covers, else what the paragraph's did
    numbered: bool = False  # has it numbers?


def block_figures(scene: Scene, block: Block, previous: str) -> tuple[list[Figure], str]:
    """The figures of a paragraph or list item, and its last sentence; `previous` is the sentence before it."""
    document = scene.document
    frame = frame_of(scene, block)
    first = document.text[slice(*block.sentences[0])] if block.sentences else ""
    before = Before(previous if block.kind == "item" or _BACK.match(first) else "")
    found: list[Figure] = []
    for start, end in block.sentences:
        sentence = document.text[start:end]
        here = list(_sentence_figures(scene, block, frame, start, sentence, before))
        found += here
        main = next((f.period for f in here if _tells_when(f)), None)
        before = Before(sentence, _topic(sentence, frame, before.topic), main or before.period, bool(here))
    return found, before.sentence


def _tells_when(figure: Figure) -> bool:
    """Does a number say what time its paragraph goes on about: not one day, nor what is to come?"""
    stretch = figure.period is not None and figure.period.kind not in ("day", "horizon")
    return stretch and figure.status in ("reported", "provisional")


def _sentence_figures(
    scene: Scene, block: Block, frame: Frame, start: int, raw: str, before: Before
) -> Iterator[Figure]:
    text = masked(raw)
    named = when.read(text, before.sentence, frame)
    found = numbers.read(text, [(p.start, p.end) for p in named])
    amounts = tuple(m for m in found if not (m.bare and m.start < _numbering(text)))
    mentions = clauses.shared_units(text, clauses.at_home(text, amounts, frame.home))
    if not mentions:
        return
    parts = [
        Clause(m, left, right, text[left:right], _with_topic(text[left:right], m.start - left, frame.home))
        for m, (left, right) in zip(mentions, clauses.segments(text, mentions), strict=True)
    ]
    covered = when.covered(text, named)
    carried = _carried(text, before, frame)
    read = facets.read(text, frame.home)
    sentence = Sentence(text, start, frame, carried, read, covered, named, tuple(parts))
    locator = block.locator(scene.document.title)
    last = anchor = None  # the number before, and the last before that is more than a count or a length of time
    listed = lists.side_by_side(sentence)
    for clause in parts:
        spot = listed.get(clause)
        amount = not clause.mention.bare and clause.mention.quantity.unit not in TIMES
        clause = replace(clause, last=anchor if amount else last)
        figure = _figure(scene, sentence, clause, len(raw))
        if spot:
            figure = _at(figure, spot)
        last = replace(figure, locator=locator, sources=sources_of(raw, clause.mention.end))
        anchor = last if amount else anchor
        yield last


def _numbering(text: str) -> int:
    """Where the number that a paragraph is counted by ends, "2.3 The board ..."; 0 for none."""
    number = _PARAGRAPH.match(text)
    return number.end() if number else 0


def _carried(text: str, before: Before, frame: Frame) -> Carried:
    if not before.sentence:
        return Carried()
    clean = without_marks(before.sentence)
    read = facets.read(clean, frame.home)
    named = [
        m.period
        for m in when.covered(clean, periods.read(clean, frame.date, calendar=frame.calendar))
        if m.year_given and m.period.kind not in ("day", "horizon")
    ]
    points = bool(_BACK.match(text))
    topic = (foreign(read.places, frame.home) if points else ()) or before.topic
    whole = points and not _ONLY_TOPIC.match(text)
    stems = read.stems if points else frozenset()
    over = [p for p in named if not before.numbered or (frame.date and p.end < frame.date)]
    main = before.period or next(iter(over), None)
    return Carried(read if whole else None, topic, tuple(named), stems, main)


def _topic(sentence: str, frame: Frame, topic: tuple[str, ...]) -> tuple[str, ...]:
    """The place that a paragraph goes on about: "China in 2021-22 has two values. ..." until another place is named."""
    found = [p for p in facets.read(sentence, frame.home).places if p.name != frame.home]
    if not found:
        return topic
    opens = not sentence[: found[0].start].strip(" “\"‘'") and not found[0].adjective
    return (found[0].name,) if opens else ()


def _figure(scene: Scene, sentence: Sentence, clause: Clause, length: int) -> Figure:
    """One figure of a sentence, its facets resolved from the nearest text that has them."""
    mention, own, last, frame, text = clause.mention, clause.read, clause.last, sentence.frame, sentence.text
    counted = clauses.counted(text, mention)
    kind = kind_of(
        mention, clause.text, clause.offset, text, text[clause.right : clause.right + 40], " ".join(frame.texts[:1])
    )
    if kind == "level" and last and mention.quantity.unit == last.quantity.unit == "percent":
        kind = last.kind
    stems = own.stems | frozenset(counted)
    near = sentence.read.stems - stems
    period, sure = when.period_of(sentence, clause)
    if kind == "change" and last and _of_the_last(sentence, clause):  # "$597 million, up 6.95 per cent"
        entities, background, flow, item = last.entities, last.background, last.flow, last.item
        near |= frozenset(last.own)
        period = period if any(clause.left <= w.start < clause.right for w in sentence.when) else last.period
    else:
        entities, background = _entities(sentence, clause)
        flow = _nearest_flow(own, clause.text, clause.offset, mention.end - clause.left) or _inherited_flow(
            sentence, clause
        )
        things = tuple(s for s in counted if s not in _PIECES)
        item = things if mention.bare and things else _item(sentence, clause)
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
        status=status_of(text, clause.text, frame, period, start=bool(_START.search(text[: mention.start]))),
        attribution=attribution_of(text, mention.start),
        bound=sure and _is_sure(clause, counted, text),
    )


def _at(figure: Figure, spot: lists.Place) -> Figure:
    """A number of a list, bound to what stands at its place in the other list; unsure where there is nothing."""
    if spot.entity:
        home = tuple(b for b in figure.background if b != spot.entity)
        return replace(figure, entities=(spot.entity,), background=home)
    return replace(figure, period=spot.period or figure.period, bound=spot.period is not None)


def _subject(sentence: Sentence) -> tuple[str, ...]:
    """What a sentence of its own subject is about: its first nouns."""
    opening = _SUBJECT.match(sentence.text)
    return tuple(facets.noun_phrase(opening[1] + ".", 0, sentence.read.places, limit=3)) if opening else ()


def _is_sure(clause: Clause, counted: Sequence[str], text: str) -> bool:
    """Is a number one that can be computed with: it counts something, and nobody calls it unclear?"""
    m = clause.mention
    pointed_at = _POINTED_AT.search(text[: m.start])  # "the five largest buyers" does not count buyers
    few = m.in_words and m.bare and (m.quantity.value <= 3 or pointed_at)
    return not (m.bare and not counted) and not few and not _UNCLEAR.search(clause.text)


def _of_the_last(sentence: Sentence, clause: Clause) -> bool:
    """Does a change say nothing of its own, so that it is one of the number before it?"""
    head = GROWTH.sub(" ", clause.text[: clause.offset])
    words = [t for t in lexicon.content(head) if t.word.lower() not in ("about", "around", "roughly")]
    return not clause.read.flows and not words and not foreign(clause.read.places, sentence.frame.home)


def _with_topic(text: str, offset: int, home: str) -> Facets:
    """The facets of a clause, its item the topic before a colon: "One bright spot is MRI equipment: sales rose ..."."""
    own = facets.read(text, home)
    m = next((m for m in reversed(list(_COLON.finditer(text[:offset])))), None)
    if m is None or own.item:
        return own
    stems = tuple(t.stem for t in lexicon.content(m["topic"]) if t.stem not in lexicon.light_stems())
    return replace(own, item=stems[-3:])


def _entities(sentence: Sentence, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
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


def _nearest_flow(own: Facets, own_text: str, offset: int, end: int) -> str:
    """The flow nearest before the number, else the first after it."""
    before = [f for f in own.flows if f.start < offset]
    after = [f for f in own.flows if f.start >= offset and not re.search(r"[,;(]", own_text[end : f.start])]
    return before[-1].name if before else after[0].name if after else ""


def _inherited_flow(sentence: Sentence, clause: Clause) -> str:
    carried, quantity = sentence.carried.facets, clause.mention.quantity
    if clause.last is not None and clause.last.flow:
        return clause.last.flow
    if carried and carried.flows:
        return carried.flow
    if clause.mention.bare or not (is_money(quantity.unit) or quantity.unit in ("percent", "ratio", *_AMOUNTS)):
        return ""
    stays = _STOCK.search(clause.text) is not None  # what could be made is not what was sold
    return "" if stays or _other_subject(sentence) else sentence.frame.flow


def _other_subject(sentence: Sentence) -> bool:
    """Is a sentence about a thing of its own ("A container to Jeddah cost $1,150"), not about what its section is?"""
    opening = _SUBJECT.match(sentence.text)
    if not opening or sentence.read.flows:
        return False
    words = lexicon.content(opening[1])
    told = sentence.frame.stems | sentence.carried.stems | lexicon.light_stems()
    if not words or words[0].word[0].isupper() or any(t.stem in told for t in words):
        return False
    return not facets.read(opening[1], sentence.frame.home).places


def _item(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    own, last, frame = clause.read, clause.last, sentence.frame
    named = tuple(dict.fromkeys(s for label in frame.labels if set(label) <= own.stems for s in label))
    unit = clause.mention.quantity.unit
    of = facets.complement(sentence.text, clause.mention.end, sentence.read.places) if unit in _AMOUNTS else ()
    if of:
        return tuple(dict.fromkeys((*of, *named)))
    if own.item or named:
        return tuple(dict.fromkeys((*own.item, *named)))
    told = subjects.subject(sentence.text, clause.left, clause.mention.start, sentence.read.places)
    if told:
        return told
    if own.flows and last is not None and last.flow != "":
        return last.item
    if last is not None and last.item:
        return last.item
    carried = sentence.carried.facets
    if carried and carried.item:
        return carried.item
    return _subject(sentence) if _other_subject(sentence) else frame.item


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
