"""Binds printed numbers to what they are about: `extract(document)` gives a document's figures.

A figure takes its subject, measure and period from its own clause; else from the number before it in the sentence;
else from the whole sentence; else, when the sentence points back, from the sentence before; else from the headings
and the title. A table cell takes them from its row label and column heading first. The nearest place that says
anything about a facet wins: "sales to Germany" in the clause beats "exports to Russia" in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from index import captions, facets, lexicon, numbers, periods
from index.facets import Facets
from index.names import WORLD, Place, places
from index.numbers import Mention
from index.periods import PeriodMention
from index.types import Block, Document, Figure, FigureKind, Locator, Period, Span, Status
from index.units import SCALES, Quantity, is_money

EXTRACTOR = "1"
"""Changes whenever the same document may give other figures; part of the store's stamp."""

SOURCE_MARK = re.compile(r"\(sources?: ((?:S\d+)(?:, ?S\d+)*)\)")

_GROWTH = re.compile(
    r"(?i)\b(?:up|down|rose|risen|rise[sn]?|rising|fell|fall(?:en|s|ing)?|grew|grow(?:n|s|ing|th)?|gain(?:ed|s)?|drop(?:ped|s)?|increase[ds]?|increasing|"
    r"decrease[ds]?|decline[ds]?|jump(?:ed|s)?|climb(?:ed|s)?|surg(?:ed?|es|ing)|slump(?:ed)?|slip(?:ped)?|lost|loss|collapsed?|shrank|shrunk|"
    r"higher|lower|cheaper|dearer|less|year on year|year-on-year|change[ds]?|add(?:ed|s)|contracted|expanded|soared|plunged|depreciat\w+|appreciat\w+|rise of|cut)\b"
)
_SHARE = re.compile(
    r"(?i)\b(?:shares?|account(?:s|ed|ing)? for|made up|makes? up|making up|proportion|portion|of (?:the )?(?:total|all|its|their|india|exports|imports|market|output|trade|sales|population|purchases|production)|dependence|dependent|penetration|represent(?:s|ed)?|comprise[ds]?|domestic|covers?|covered)\b"
)
_TARGET = re.compile(
    r"(?i)\b(?:targets?|targeted|goals?|aims?|aim(?:ed|ing)? (?:to|at|for)|aspirations?|ambitions?|can possibly|could (?:possibly )?(?:increase|rise|grow|reach|become|be (?:tripled|doubled))|can (?:be (?:tripled|doubled)|increase|rise|grow|reach)|hopes? to|wants? to|pledge[ds]?|planned|plans? to|possible future|possible exports|potential)\b"
)
_PROJECTED = re.compile(
    r"(?i)\b(?:forecasts?|projected|projections?|expected|expects?|expectation|likely to|predict(?:s|ed|ion)?|outlook|would (?:be|reach|rise|grow)|will (?:be|reach|rise|grow)|estimated to (?:reach|grow)|set to)\b"
)
_PROVISIONAL = re.compile(
    r"(?i)\b(?:provisional|preliminary|advance estimate|first estimate|early estimate|flash estimate)\b"
)
_BACK = re.compile(
    r"(?i)^[“\"‘']?(?:this|that|these|those|it|its|they|their|the (?:figure|figures|total|level|rate|share|sum|former|latter|same|split|deficit|value|amount|goal|target|number|rest|saving|gap|pair)|he|she|of (?:this|these|that|which)|both|such|up|down|followed|here|then|later)\b"
)
_EARLIER = re.compile(
    r"(?i)\b(?:a year (?:earlier|before|ago)|(?:the )?(?:year|previous year) before|the (?:previous|preceding|prior) year|year-ago|one year (?:earlier|before)|last year's|from the year before)\b"
)
_ATTRIBUTION = (
    re.compile(r"\b[Aa]ccording to (?:a report by |a report from |data from |data compiled by )?(?:the )?((?:[A-Z][\w&’'.-]*|of|the|and)(?: (?:[A-Z][\w&’'.()-]*|of|and|the|for))*)"),
    re.compile(r"(?:^|[.;,“] ?|\b(?:but|and|while|when) )(?:The |An? )?((?:[A-Z][\w&’'.-]*)(?: (?:[A-Z][\w&’'.-]*|of|and|the|for|de)){0,6})(?:'s|’s)?(?: \w+){0,3}? (?:said|says|reported|reports|puts?|gave|gives|expects?|estimates?|estimated|counted|counts|quoted|quotes|cited|called|calls|told|noted|announced|argues?|describes?|prints?|rounds?|attaches|spoke|valued|attributes|claimed|claims|predicts?|projects|forecasts?|shows)\b"),
    re.compile(r"\bcompiled by (?:the )?([A-Z][\w&’'.-]*(?: [A-Z][\w&’'.-]*)*)"),
)  # fmt: skip
_BREAK = re.compile(
    r"[,;:()—]| – | \b(?:and|but|while|whereas|against|although|compared|versus|vs|or|up|down|leaving|with|from|to)\b "
)
_HARD_BREAK = re.compile(r"[,;:)—]| – | \b(?:and|but|while|whereas|against|although|compared|versus|or)\b ")
_PREPOSITION = re.compile(
    r"(?i)^[\s)]*(?:of|for|from|to|in|on|by|at|with|under|as|among|between|over|across|during|through|worth|into|per|more|less|a year|annually|each|in all|going|coming|is|was|were|are|will|would|had|has|goes|went|came)\b"
)
_SOURCE_COLUMN = re.compile(
    r"(?i)^(?:source|sources|reported by|who says|origin|outlet|publisher|said by|quoted by|reporter|according to|provider|agency)\b"
)
_PERIOD_COLUMN = re.compile(
    r"(?i)\b(?:year|period|date|when|as of|month|quarter|season|window|fy|week|end date|years?)\b"
)
_SKIP_COLUMN = re.compile(r"(?i)(?:\b|_)(?:url|link|id|no|rank|code|hs|row|sl|serial|position)(?:\b|_|$)|^#$")
_NOTE_COLUMN = re.compile(r"(?i)^(?:notes?|remarks?|comments?|features?|main features)$")
_UNIT_COLUMN = re.compile(r"(?i)^(?:units?|measure unit|uom|currency)$")
_ABOUT = re.compile(r"(?i)\b(?:approximate|approx|rounded|about|estimate)")
_ABSENT = re.compile(
    r"(?i)^\s*(?:-|–|—|\.\.\.?|n/?a\.?|nil|none|not (?:given|available|stated|quoted|seen|known|shown|published|reported|applicable|disclosed|found|yet .*)|no (?:data|figure)|unknown|see .*)\s*$"
)
_UNCLEAR = re.compile(r"(?i)\b(?:unclear|uncertain|disputed|unit not (?:printed|stated)|probably)\b")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for a whole section: the document, its headings, the table lead."""

    home: str
    date: date | None
    labels: tuple[tuple[str, ...], ...]  # what the document's tables tell apart: "consumables", "green coffee"
    headings: tuple[Facets, ...]  # innermost first
    texts: tuple[str, ...]  # innermost first: lead, headings, title
    period: Period | None
    stems: frozenset[str]


def extract(document: Document) -> tuple[Figure, ...]:
    """All figures of a document, in text order.

    Numbers that are years, dates, names or list numbers are no figures. A figure whose binding is in doubt is kept
    for search with `bound=False`.
    """
    home = facets.home_of(document.title, document.text)
    found: list[Figure] = []
    previous = ""
    for block in document.blocks:
        if block.kind in ("paragraph", "item"):
            frame = _frame(document, block, home)
            topic: tuple[str, ...] = ()
            before = previous if block.kind == "item" else previous if _pointing(document, block) else ""
            for start, end in block.sentences:
                sentence = document.text[start:end]
                found += _prose(document, block, frame, start, end, before, topic)
                topic = _topic(sentence, frame, topic)
                before = sentence
            previous = before
        elif block.kind == "row" and block.table is not None and block.row is not None:
            found += _row(document, block, _frame(document, block, home))
        elif block.kind == "heading":
            previous = ""
    return tuple(_equivalents(document, found))


def _pointing(document: Document, block: Block) -> bool:
    """Does a paragraph begin by pointing back ("This figure ...")?"""
    if not block.sentences:
        return False
    start, end = block.sentences[0]
    return bool(_BACK.match(document.text[start:end]))


def _frame(document: Document, block: Block, home: str) -> _Frame:
    texts = [*reversed(block.headings)]
    lead = ""
    if block.table is not None:
        table = document.tables[block.table]
        if table.lead:
            lead = SOURCE_MARK.sub("", document.text[slice(*table.lead)])
            texts.insert(0, lead)
    if document.title not in texts:
        texts.append(document.title)
    read = tuple(facets.read(t, home, t.islower()) for t in texts)  # a title made from a file name has no capitals
    period = _section_period(texts)
    stems = frozenset().union(*(f.stems for f in read)) if read else frozenset()
    return _Frame(home, document.date, _labels(document.id, document.content_hash, document), read, tuple(texts), period, stems)


_LABELS: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}


def _labels(id: str, digest: str, document: Document) -> tuple[tuple[str, ...], ...]:
    """Stems of the row labels of a document's tables, places and periods left out; only the latest document's are kept."""
    if (id, digest) not in _LABELS:
        out: dict[tuple[str, ...], None] = {}
        for table in document.tables:
            for row in table.rows:
                if not row:
                    continue
                text = SOURCE_MARK.sub("", row[0].text)
                if re.search(r"\d", text) or places(text) or _is_total(text):
                    continue
                stems = tuple(t.stem for t in lexicon.content(text))
                if 1 <= len(stems) <= 3:
                    out[stems] = None
        _LABELS.clear()
        _LABELS[id, digest] = tuple(out)
    return _LABELS[id, digest]


def _section_period(texts: list[str]) -> Period | None:
    """The one period that a lead, a heading or the title gives for the section; a month or day there is when it was written."""
    for text in texts:
        named = [
            m.period for m in periods.read(text) if m.year_given and m.period.kind not in ("day", "month", "horizon")
        ]
        if len({(p.start, p.end) for p in named}) == 1:
            return named[0]
        if named:
            return None
    return None


# ---- prose -------------------------------------------------------------------------------------------------------


def _prose(
    document: Document, block: Block, frame: _Frame, start: int, end: int, before: str, topic: tuple[str, ...]
) -> Iterator[Figure]:
    """The figures of one sentence; `before` is the sentence before it, "" where it does not carry over."""
    text = document.text[start:end]
    masked = SOURCE_MARK.sub(lambda m: " " * len(m[0]), text)
    when = periods.read(masked, frame.date, _sentence_year(masked, before, frame))
    mentions = _coordinated(masked, numbers.read(masked, [(p.start, p.end) for p in when]))
    if not mentions:
        return
    carried = _carried(masked, before, frame, topic)
    bounds = _segments(masked, mentions)
    last: Figure | None = None
    for mention, (left, right) in zip(mentions, bounds, strict=True):
        figure = _bind(document, frame, masked, mention, left, right, when, last, carried, start, end)
        figure = replace(figure, locator=Locator(page=block.page, heading=block.headings[-1] if block.headings else document.title),
                         sources=_sources(text, mention.end))  # fmt: skip
        yield figure
        last = figure


def _sentence_year(text: str, before: str, frame: _Frame) -> Period | None:
    """The year that months without one belong to: named in the sentence, the sentence before, or the section."""
    for part in (text, before):
        years = [m.period for m in periods.read(part) if m.year_given and m.period.kind in ("fiscal_year", "year")]
        if years:
            return years[0]
    return frame.period if frame.period and frame.period.kind in ("fiscal_year", "year") else None


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a sentence takes over from the one before it."""

    facets: Facets | None  # all of it, where the sentence begins by pointing back
    topic: tuple[str, ...]  # the places it goes on about
    period: Period | None
    stems: frozenset[str]


def _carried(text: str, before: str, frame: _Frame, topic: tuple[str, ...]) -> _Carried:
    if not before:
        return _Carried(None, (), None, frozenset())
    clean = SOURCE_MARK.sub("", before)
    read = facets.read(clean, frame.home)
    named = [
        m.period for m in periods.read(clean, frame.date) if m.year_given and m.period.kind not in ("day", "horizon")
    ]
    points = bool(_BACK.match(text))
    topic = (_foreign(read.places, frame.home) if points else ()) or topic
    whole = points and not re.match(r"(?i)[“\"‘']?(?:its|their|his|her|here|then|later)\b", text)
    return _Carried(read if whole else None, topic, named[-1] if named else None, read.stems if points else frozenset())


def _topic(sentence: str, frame: _Frame, topic: tuple[str, ...]) -> tuple[str, ...]:
    """The place that a paragraph goes on about: "China in 2021-22 has two values. ..." until another place is named."""
    found = [p for p in facets.read(sentence, frame.home).places if p.name != frame.home]
    if not found:
        return topic
    return (found[0].name,) if not sentence[: found[0].start].strip(" “\"‘'") and not found[0].adjective else ()


def _coordinated(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Gives "Europe at 20" the per cent of "China at 34 per cent" before it, and drops numbers that name nothing."""
    out: list[Mention] = []
    for m in mentions:
        follows = text[m.end : m.end + 25]
        if m.bare and not m.in_words and out and not out[-1].bare and re.match(r"\s*(?:$|[,.;:)]|and\b|or\b|was\b|were\b|in place\b|slices)", follows) \
                and out[-1].quantity.unit in ("percent", "day", "ratio") or (m.bare and out and re.match(r"(?: was| were) proposed", follows) and out[-1].quantity.unit == "percent"):  # fmt: skip
            previous = out[-1].quantity
            m = replace(m, quantity=replace(m.quantity, unit=previous.unit, value=m.quantity.value), bare=False)
        if out and "/" in out[-1].quantity.unit and out[-1].quantity.unit.startswith(m.quantity.unit + "/") and re.search(r"\b(?:and|against|to|versus|from|or)\b", text[out[-1].end : m.start]) and "." not in text[out[-1].end : m.start].strip():
            m = replace(m, quantity=replace(m.quantity, unit=out[-1].quantity.unit))  # "$4,900 per TEU ... and $3,400"
        if m.bare and (re.match(r"\s*(?:$|[.)\]]|,\s*\d)", follows) and not out) and m.quantity.value < 20:
            continue  # a list number, "(1)"
        out.append(m)
    return tuple(out)


def _segments(text: str, mentions: tuple[Mention, ...]) -> list[tuple[int, int]]:
    """(left, right) of the clause that belongs to each mention."""
    lefts, rights = [0], []
    for i, mention in enumerate(mentions):
        stop = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
        gap = text[mention.end : stop]
        if i + 1 == len(mentions):
            cut = _HARD_BREAK.search(gap)
            subjectless = _own_is_empty(text, lefts[i], mention) and not _GROWTH.search(text[lefts[i] : mention.start])
            rights.append(mention.end + (cut.start() if cut and not subjectless else len(gap)))
            break
        cut = _gap_cut(gap, _own_is_empty(text, lefts[i], mention))
        rights.append(mention.end + cut)
        lefts.append(mention.end + cut)
    return list(zip(lefts, rights, strict=True))


def _own_is_empty(text: str, left: int, mention: Mention) -> bool:
    """Does nothing of content stand before the number in its clause ("and 30 was proposed for China")?"""
    return not lexicon.content(text[left : mention.start])


def _gap_cut(gap: str, empty: bool) -> int:
    """Where, between two numbers, the clause of the first ends."""
    closing = re.match(r"\s*\)", gap)
    offset = closing.end() if closing else 0
    rest = gap[offset:]
    if not _PREPOSITION.match(rest) and not empty:
        first = _BREAK.search(rest)
        return offset + (first.start() if first else 0)
    hard = _HARD_BREAK.search(rest)
    if hard:
        return offset + hard.start()
    later = [m for m in re.finditer(r" (?:to|from|at|of|up|down|with|by|over|about|nearly) ", rest)]
    return offset + (later[-1].start() if later else len(rest))


def _bind(
    document: Document, frame: _Frame, text: str, mention: Mention, left: int, right: int,
    when: tuple[PeriodMention, ...], last: Figure | None, carried: _Carried, start: int, end: int,
) -> Figure:  # fmt: skip
    """One figure of a sentence, its facets resolved from the nearest text that has them."""
    own_text = text[left:right]
    offset = mention.start - left
    own = facets.read(own_text, frame.home)
    own = _with_topic(own, own_text, offset)
    sentence = facets.read(text, frame.home)
    entities, background = _entities(own, offset, sentence, last, carried, frame)
    counted = _counted(text, mention, places(text))
    flow = _nearest_flow(own, offset) or _inherited_flow(text, left, mention, last, sentence, carried, frame)
    item = _item(own, counted, last, sentence, carried, frame, mention)
    period = _period(text, mention, left, right, when, last, carried, frame)
    stems_own = own.stems | frozenset(counted)
    near = sentence.stems - stems_own
    kind = _kind(mention, own_text, offset, text, text[right : right + 40])
    if (
        kind == "change"
        and last
        and not own.flows
        and not _subject_words(own_text[:offset])
        and not _foreign(own.places, frame.home)
    ):  # "$597 million, up 6.95 per cent"
        entities, background, flow, item = last.entities, last.background, last.flow, last.item
        near |= frozenset(last.own)
        period = period if period and any(left <= w.start < right for w in when) else last.period
    if (
        last
        and _EARLIER.search(text[mention.end : right + 30])
        or last
        and re.search(r"(?i)\b(?:up|down|rise|fall) from\s+(?:about |around |some |nearly )?$", text[: mention.start])
    ):
        if (
            last.period
            and (period is None or period.same_as(last.period))
            and last.period.kind in ("fiscal_year", "year", "range", "month", "quarter", "half")
        ):
            period = periods.shift(last.period, -1)
    return Figure(
        id=f"{document.id}#{start + mention.start}",
        span=Span(document.id, start + mention.start, start + mention.end),
        context=Span(document.id, start, end),
        quantity=replace(mention.quantity, noun=" ".join(_words(text, mention.end, counted)) if mention.bare else ""),
        upper=mention.upper, kind=kind, entities=entities, background=background, flow=flow, item=item,
        own=tuple(sorted(stems_own)), near=tuple(sorted(near)), frame=tuple(sorted(frame.stems | carried.stems)),
        period=period, qualifier=mention.qualifier, status=_status(text, own_text, mention, frame, period),  # type: ignore[arg-type]
        attribution=_attribution(text, mention.start, document),
        bound=not (mention.bare and not counted) and not (mention.in_words and mention.bare and mention.quantity.value <= 3) and not _UNCLEAR.search(own_text),
    )  # fmt: skip


_COLON = re.compile(r"(?:^|\b(?:is|are|was|were|in|for|on) )(?P<topic>(?:the |a |an )?[A-Za-z][\w -]{2,40}): ")


def _with_topic(own: Facets, text: str, offset: int) -> Facets:
    """A clause with the topic set before its colon as its item: "One bright spot is MRI equipment: sales rose ..."."""
    m = next((m for m in reversed(list(_COLON.finditer(text[:offset])))), None)
    if m is None or own.item:
        return own
    stems = tuple(t.stem for t in lexicon.content(m["topic"]) if t.stem not in lexicon.light_stems())
    return replace(own, item=stems[-3:])


def _entities(
    own: Facets, offset: int, sentence: Facets, last: Figure | None, carried: _Carried, frame: _Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(entities bound to the number, background entities)."""
    home = (frame.home,) if frame.home else ()
    named = _foreign(own.places, frame.home, offset)
    if named:
        return named, home
    if last is not None and last.entities and last.context.document:
        return last.entities, last.background
    if carried.topic:
        return carried.topic, home
    for read in frame.headings:
        named = _foreign(read.places, frame.home)
        if named:
            return (), (*home, *named)
    return (), home


def _foreign(found: tuple[Place, ...], home: str, offset: int | None = None) -> tuple[str, ...]:
    """Names of places other than home, the one nearest before the number first."""
    order = list(found)
    if offset is not None:
        order.sort(key=lambda p: offset - p.end if p.end <= offset else 10 + p.start - offset)
    return tuple(dict.fromkeys(p.name for p in order if p.name != home))


def _nearest_flow(own: Facets, offset: int) -> str:
    """The flow nearest before the number, else the first after it."""
    before = [f for f in own.flows if f.start < offset]
    after = [f for f in own.flows if f.start >= offset]
    return before[-1].name if before else after[0].name if after else ""


def _inherited_flow(
    text: str, left: int, mention: Mention, last: Figure | None, sentence: Facets, carried: _Carried, frame: _Frame
) -> str:
    if last is not None and last.flow:
        return last.flow
    if carried.facets and carried.facets.flows:
        return carried.facets.flow
    if mention.bare or not (
        is_money(mention.quantity.unit)
        or mention.quantity.unit in ("percent", "metric_ton", "kilogram", "bcm", "meter**3", "ratio")
    ):
        return ""
    return next((f.flow for f in frame.headings if f.flow), "")


def _item(
    own: Facets,
    counted: list[str],
    last: Figure | None,
    sentence: Facets,
    carried: _Carried,
    frame: _Frame,
    mention: Mention,
) -> tuple[str, ...]:
    if mention.bare:
        return tuple(counted)
    named = tuple(dict.fromkeys(s for label in frame.labels if set(label) <= own.stems for s in label))
    if own.item or named:
        return tuple(dict.fromkeys((*own.item, *named)))
    if own.flows and not own.item and last is not None and last.flow != "":
        return last.item
    if last is not None and last.item:
        return last.item
    for read in (carried.facets, *frame.headings):
        if read and read.item:
            return read.item
    return ()


def _counted(text: str, mention: Mention, found: tuple[Place, ...]) -> list[str]:
    """Stems of what a bare number counts: "over 70 Indian manufacturers and exporters"."""
    return facets.noun_phrase(text, mention.end, found, limit=4, generic=True) if mention.bare else []


def _words(text: str, end: int, stems: list[str]) -> list[str]:
    """The words of the counted noun as written."""
    out = []
    for token in lexicon.tokens(text[end : end + 80]):
        if len(out) >= len(stems) + 2 or (lexicon.is_stop(token) and token.word.lower() not in ("and", "or")):
            break
        out.append(token.word)
        if stems and token.stem == stems[-1]:
            break
    return out


def _period(
    text: str,
    mention: Mention,
    left: int,
    right: int,
    when: tuple[PeriodMention, ...],
    last: Figure | None,
    carried: _Carried,
    frame: _Frame,
) -> Period | None:
    """The period of a number: after it in its clause, before it, of the number before, of the sentence, of the section."""
    usable = [w for w in when if (w.period.kind != "day" or w.year_given) and not _said_then(text, w)]
    months = next(
        (w for w in reversed(usable) if not w.year_given and w.period.kind == "range" and w.start < mention.start), None
    )
    year = next(
        (w for w in usable if mention.end <= w.start < right and w.period.kind in ("fiscal_year", "year")), None
    )
    if months and year:  # "April to December at Rs 17,557 crore in FY22"
        return periods.with_year(months, year.period)
    after = [w for w in usable if mention.end <= w.start < right]
    for a, b in zip(usable, usable[1:], strict=False):  # "rose 88 per cent from FY 2018-19 to FY 2024-25"
        if (
            left <= a.start
            and b.end <= right
            and re.search(r"(?i)\b(?:from|between) (?:the )?$", text[: a.start])
            and text[a.end : b.start].strip() in ("to", "and")
            and mention.quantity.unit in ("percent", "ratio")
        ):
            return Period(a.period.start, b.period.end, f"{a.period.label} to {b.period.label}", "range")
    before = [w for w in usable if left <= w.start < mention.start]
    years = [w for w in before if w.period.kind in ("fiscal_year", "year", "range", "quarter", "half", "horizon")]
    if after:
        return after[0].period
    if before:
        return (years or before)[-1].period
    if last is not None and last.period is not None:
        return last.period
    others = {(w.period.start, w.period.end): w.period for w in usable if w.period.kind != "day"}
    if len(others) == 1:
        return next(iter(others.values()))
    return None if others else carried.period or frame.period


def _said_then(text: str, when: PeriodMention) -> bool:
    """Is a month or day when something was said or printed, rather than what the number covers?"""
    if re.search(r"(?i)\b(?:reports?|article|note|piece|story|bulletin) (?:on|about) (?:the )?$", text[: when.start]):
        return True
    if when.period.kind not in ("month", "day"):
        return False
    if re.match(
        r"(?i) (?:[\w'’-]+ ){0,2}?(?:reports?|articles?|brief|letter|piece|release|interview|editorial|note|statement|story|bulletin|speech)\b",
        text[when.end : when.end + 40],
    ):
        return True
    return bool(re.match(r"(?i),? (?:\w+ )?(?:gave|said|reported|put|quoted|wrote|printed|told|described|was quoting|were quoting|was quoted)\b", text[when.end : when.end + 30])
                or re.search(r"(?i)\b(?:quoted|printed|published|reported|said|given|told|announced|as of) (?:in|on|at) $", text[: when.start]))  # fmt: skip


def _kind(mention: Mention, own: str, offset: int, sentence: str, after: str) -> FigureKind:
    unit = mention.quantity.unit
    if unit == "percentage_point":
        return "change"
    if unit == "ratio":
        return "multiple"
    if "/" in unit:
        return "rate"
    if unit != "percent":
        return "level"
    tail = own[offset + (mention.end - mention.start) :] + after[:12]
    if re.match(
        r"(?i)\s*(?:less|more|lower|higher|cheaper|growth|rise|fall|drop|increase|decrease|gain|decline|jump|a year|annually|year on year|compounded|cagr)\b",
        tail,
    ):
        return "change"
    if re.match(r"(?i)\s*(?:of\b|share\b|stake\b)", tail):
        return "share"
    head = own[:offset]
    growth = [m.end() for m in _GROWTH.finditer(head)]
    share = [m.end() for m in _SHARE.finditer(head)]
    if growth and (not share or growth[-1] > share[-1]):
        return "change"
    if share or _SHARE.search(tail):
        return "share"
    if _GROWTH.search(sentence[: max(0, len(sentence))]) and not _SHARE.search(sentence):
        return "change"
    return "share" if _SHARE.search(sentence) else "level"


def _status(sentence: str, own: str, mention: Mention, frame: _Frame, period: Period | None) -> Status:
    """Reported, or said of the future: by words of the clause and the section, and by a period not yet begun."""
    if _PROVISIONAL.search(own):
        return "provisional"
    section = " ".join(frame.texts[:2])
    future = bool(period and frame.date and period.end > frame.date and period.kind in ("year", "horizon", "day"))
    if _TARGET.search(own) or (future and _TARGET.search(sentence)):
        return "target"
    if _PROJECTED.search(own) or (future and _PROJECTED.search(sentence)):
        return "projected"
    if future and period and period.start > (frame.date or period.start):
        return "target" if _TARGET.search(section) else "projected"
    if period and period.kind == "horizon":
        return "target" if not _PROJECTED.search(section) else "projected"
    return "reported"


def _subject_words(text: str) -> list[str]:
    """Content words of a clause head that could name a subject, growth words left out."""
    return [
        t.word for t in lexicon.content(_GROWTH.sub(" ", text)) if t.word.lower() not in ("about", "around", "roughly")
    ]


def _attribution(text: str, position: int, document: Document) -> str:
    """Who says so in this sentence, nearest before the number; "" where nobody is named."""
    best = ""
    for pattern in _ATTRIBUTION:
        for m in pattern.finditer(text):
            name = m[1].strip(" ,.")
            if (
                name
                and not re.match(
                    r"(?:It|This|That|These|They|He|She|In|On|By|For|At|The|Its|Both|One|Two|As|Later|Growth|No|Some|Those|April|June|May|July|March|August)\b",
                    name,
                )
                and m.start() <= position + 200
            ):
                best = best or name
    return best


def _sources(text: str, position: int) -> tuple[str, ...]:
    """Ids of the first source mark after a number in its sentence, else of the last one before it."""
    marks = list(SOURCE_MARK.finditer(text))
    after = [m for m in marks if m.start() >= position]
    chosen = after[0] if after else marks[-1] if marks else None
    return tuple(s.strip() for s in chosen[1].split(",")) if chosen else ()


# ---- tables ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading and what it is for."""

    text: str
    role: str  # label, value, period, source, unit, note, skip
    facets: Facets
    period: Period | None
    unit: str
    scale: str


def _heading_text(raw: str) -> str:
    """A column heading as words: `value_rs_crore` is "value rs crore"; source marks left out."""
    text = SOURCE_MARK.sub("", raw)
    return text.replace("_", " ").strip() if re.fullmatch(r"[\w ]+", text) and "_" in text else text.strip()


def _columns(document: Document, number: int, frame: _Frame) -> tuple[_Column, ...]:
    table = document.tables[number]
    out = []
    for i, cell in enumerate(table.columns):
        text = _heading_text(cell.text)
        values = [
            row[i].text for row in table.rows if i < len(row) and row[i].text.strip() and not _ABSENT.match(row[i].text)
        ]
        numeric = sum(bool(_plain_number(v)) for v in values)
        named = [
            m.period
            for m in periods.read(text)
            if m.year_given and (m.period.kind not in ("day", "month") or not _words_beside(text))
        ]
        role = _role(text, values, numeric)
        unit, scale = unit_in(text)
        if not unit and role == "value":
            unit, scale = _section_unit(frame)
        out.append(_Column(text, role, facets.read(text, frame.home), named[0] if named else None, unit, scale))
    if not any(c.role in ("label", "period") for c in out) and out:
        out[0] = replace(out[0], role="label")
    return tuple(out)


def _plain_number(text: str) -> bool:
    """Is a cell one quantity, with or without unit, qualifier and source mark?"""
    clean = SOURCE_MARK.sub("", text).strip()
    if numbers.parse_plain(clean):
        return True
    found = numbers.read(clean, [(p.start, p.end) for p in periods.read(clean)])
    return len(found) >= 1 and len(lexicon.content(clean)) <= 8


def _role(text: str, values: list[str], numeric: int) -> str:
    if _SOURCE_COLUMN.match(text):
        return "source"
    if _UNIT_COLUMN.match(text):
        return "unit"
    if _SKIP_COLUMN.search(text) and not unit_in(text)[0]:
        return (
            "skip"
            if "url" in text.lower() or "link" in text.lower() or numeric > len(values) / 2 or not values
            else "label"
        )
    if _NOTE_COLUMN.match(text):
        return "note"
    some_year = periods.fiscal_year(2000)  # months alone are periods too; their year stands elsewhere
    dated = sum(bool(periods.read(v, None, some_year)) and not _without_periods(v) for v in values)
    loosely = sum(bool(periods.read(v, None, some_year)) for v in values)
    if values and (
        dated > len(values) / 2
        or (_PERIOD_COLUMN.search(text) and loosely >= len(values) / 2 and numeric <= len(values) / 2)
    ):
        return "period"
    if values and numeric >= len(values) / 2 and not _mostly_words(values):
        return "value"
    return "text" if any(numbers.read(v) for v in values) and _mostly_words(values) and numeric else "label"


def _mostly_words(values: list[str]) -> bool:
    return sum(len(lexicon.content(SOURCE_MARK.sub("", v))) >= 5 for v in values) > len(values) / 2


def _words_beside(text: str) -> list[str]:
    """Content words of a heading besides its periods and its unit: then a day or month there is when it was said."""
    return [
        w
        for w in _without_periods(text)
        if numbers.unit_of(w) is None and w.lower() not in ("crore", "million", "billion", "lakh", "us")
    ]


def _without_periods(text: str) -> list[str]:
    """Content words of a cell left when its periods are taken out."""
    out = text
    for m in reversed(periods.read(text, None, periods.fiscal_year(2000))):
        out = out[: m.start] + " " + out[m.end :]
    return [t.word for t in lexicon.content(out)]


def unit_in(text: str) -> tuple[str, str]:
    """(unit, scale) that a heading or caption gives for the numbers under it."""
    caption = captions.read(text)
    return caption.unit, caption.scale


def _section_unit(frame: _Frame) -> tuple[str, str]:
    """The unit that the lead or a heading gives for a whole table."""
    for text in frame.texts[:2]:
        unit, scale = unit_in(text[-160:])
        if unit and (
            scale
            or re.search(
                r"(?i)(?:\(|, |, in |in |^)(?:per ?cent|%|tonnes|bcm|kg|US\$|euros?|rupees)[\w )]*:?$", text.strip()
            )
        ):
            return unit, scale
    return "", ""


def _row(document: Document, block: Block, frame: _Frame) -> Iterator[Figure]:
    """The figures of one table row."""
    assert block.table is not None and block.row is not None
    table = document.tables[block.table]
    columns = _columns_cached(document, block.table, frame)
    cells = table.rows[block.row]
    pairs = [(c, cells[i]) for i, c in enumerate(columns) if i < len(cells)]
    labels = [
        (c, SOURCE_MARK.sub("", x.text).strip())
        for c, x in pairs
        if c.role in ("label", "text") and x.text.strip() and not _ABSENT.match(x.text)
    ]
    plain = [(c, t) for c, t in labels if c.role == "label"]
    label = "; ".join(t for _, t in plain)
    row_period = _row_period(pairs, label, columns, frame)
    unit = next((unit_in(x.text) for c, x in pairs if c.role == "unit"), ("", ""))
    who = next(
        (
            SOURCE_MARK.sub("", x.text).strip(" ;,")
            for c, x in pairs
            if c.role == "source" and SOURCE_MARK.sub("", x.text).strip()
        ),
        "",
    )
    note = " ".join(x.text for c, x in pairs if c.role == "note")
    for column, cell in pairs:
        if column.role in ("source", "skip", "unit", "period", "note") or not cell.text.strip():
            continue
        if column.role == "label" and not _cell_mentions(document, cell.start, cell.end, False):
            continue
        yield from _cell(
            document, block, frame, column, cell.start, cell.end, label, plain, row_period, unit, who, note, pairs
        )


_COLUMNS: dict[tuple[str, str, int], tuple[_Column, ...]] = {}


def _columns_cached(document: Document, number: int, frame: _Frame) -> tuple[_Column, ...]:
    """The columns of a table, read once a table and not once a row; only the latest table is remembered."""
    key = (document.id, document.content_hash, number)
    if key not in _COLUMNS:
        made = _columns(document, number, frame)
        _COLUMNS.clear()
        _COLUMNS[key] = made
    return _COLUMNS.get(key) or _columns(document, number, frame)


def _row_period(
    pairs: list[tuple[_Column, object]], label: str, columns: tuple[_Column, ...], frame: _Frame
) -> Period | None:
    """The period of a row: its period cell, else one named in its label."""
    year = frame.period if frame.period and frame.period.kind in ("fiscal_year", "year") else None
    for column, cell in pairs:
        if column.role == "period":
            context = next((m.period for m in periods.read(column.text) if m.year_given), year)
            named = periods.read(cell.text, frame.date, context)  # type: ignore[attr-defined]
            if named:
                return named[0].period
    named = periods.read(label, None, year)
    return named[0].period if named and named[0].year_given else None


def _cell_mentions(
    document: Document, start: int, end: int, numeric: bool, unitless: bool = True
) -> tuple[Mention, ...]:
    """The quantities of a cell; in a column of numbers a bare number counts even where it looks like a year."""
    text = SOURCE_MARK.sub(lambda m: " " * len(m[0]), document.text[start:end])
    plain = numbers.parse_plain(text)
    if plain and numeric and not (unitless and re.fullmatch(r"\s*(?:19|20)\d\d\s*", text)):
        stripped = text.strip()
        at = text.index(stripped)
        return (Mention(at, at + len(stripped), Quantity(plain[0], "count", places=plain[1]), bare=True),)
    return _coordinated(text, numbers.read(text, [(p.start, p.end) for p in periods.read(text)]))


def _cell(
    document, block, frame, column, start, end, label, labels, row_period, row_unit, who, note, pairs
) -> Iterator[Figure]:  # type: ignore[no-untyped-def]
    """The figures of one cell."""
    raw = document.text[start:end]
    text = SOURCE_MARK.sub(lambda m: " " * len(m[0]), raw)
    mentions = _cell_mentions(document, start, end, column.role == "value", not (column.unit or row_unit[0]))
    if not mentions:
        return
    label_read = facets.read(label, frame.home)
    total = _is_total(label)
    when = periods.read(text, frame.date)
    bounds = _segments(text, mentions) if len(mentions) > 1 else [(0, len(text))]
    other = frozenset().union(
        *(c.facets.stems for c, _ in pairs if c.role in ("label", "text", "period")),
        *(
            facets.read(SOURCE_MARK.sub("", x.text), frame.home).stems
            for c, x in pairs
            if c.role in ("label", "text", "note", "source")
        ),
    )
    table = document.tables[block.table]
    last: Figure | None = None
    for mention, (left, right) in zip(mentions, bounds, strict=True):
        own = facets.read(text[left:right], frame.home)
        quantity = _cell_quantity(mention, column, row_unit)
        entities, background = _cell_entities(own, label_read, column.facets, frame)
        flow = (
            own.flow
            or label_read.flow
            or column.facets.flow
            or _flow_cell(pairs)
            or ("" if quantity.unit == "count" else next((f.flow for f in frame.headings if f.flow), ""))
        )
        here = [w for w in when if left <= w.start < right]
        here = here or (list(when) if len({(w.period.start, w.period.end) for w in when}) == 1 else [])
        period = (
            (here[-1].period if here and column.role != "label" else None)
            or column.period
            or row_period
            or frame.period
        )
        if period and row_period and _EARLIER.search(column.text):
            period = periods.shift(row_period, -1)
        if column.period and row_period and periods.contains(column.period, row_period):
            period = row_period
        counted = _counted(text, mention, own.places)
        item = (
            _label_item(labels, label_read, total, frame)
            or column.facets.item
            or next((f.item for f in frame.headings if f.item), ())
        )
        if counted:
            item = tuple(dict.fromkeys((*counted, *item)))
        stems = label_read.stems | column.facets.stems | own.stems | frozenset(counted)
        kind = _cell_kind(replace(mention, quantity=quantity), column.text, label, text, mention.start, frame)
        marks = _sources(raw, mention.end) or _row_marks(pairs, table, document)
        yield (last := Figure(
            id=f"{document.id}#{start + mention.start}",
            span=Span(document.id, start + mention.start, start + mention.end),
            context=Span(document.id, block.start, block.end),
            quantity=quantity, upper=mention.upper and replace(mention.upper, unit=quantity.unit), kind=kind,
            entities=entities, background=background, flow=flow, item=item,
            own=tuple(sorted(stems)), near=tuple(sorted(other - stems)), frame=tuple(sorted(frame.stems)), period=period,
            qualifier="about" if mention.qualifier == "exact" and _ABOUT.search(note) else mention.qualifier,  # type: ignore[arg-type]
            status=_status(f"{label} {column.text}", f"{label} {column.text} {text}", mention, frame, period),
            attribution=who, sources=marks, label=" / ".join(filter(None, (label, column.text))),
            bound=bool(quantity.unit != "count" or counted or stems) and not _UNCLEAR.search(text + " " + " ".join(x.text for c, x in pairs if c.role == "period")),
            locator=Locator(page=block.page, row=block.row + 1, heading=block.headings[-1] if block.headings else document.title),
        ))  # fmt: skip


def _cell_quantity(mention: Mention, column: _Column, row_unit: tuple[str, str]) -> Quantity:
    """The value of a cell with the unit that its column, its row or the section gives."""
    q = mention.quantity
    unit, scale = (column.unit, column.scale) if column.unit else row_unit
    if q.unit != "count" or not unit:
        return q
    if q.scale:  # "4.1 billion" in a column headed US$
        return replace(q, unit=unit)
    return replace(q, value=q.value * SCALES.get(scale, SCALES[""]), unit=unit, scale=scale)


def _cell_entities(
    own: Facets, label: Facets, column: Facets, frame: _Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Row label first, then column heading, then the section; both where both name one."""
    home = (frame.home,) if frame.home else ()
    named = tuple(
        dict.fromkeys(
            (
                *_foreign(own.places, frame.home),
                *_foreign(label.places, frame.home),
                *_foreign(column.places, frame.home),
            )
        )
    )
    if named:
        return named, home
    for read in frame.headings:
        named = _foreign(read.places, frame.home)
        if named:
            return (), (*home, *named)
    return (), home


def _flow_cell(pairs) -> str:  # type: ignore[no-untyped-def]
    """The flow that a column of flows gives for the row ("export", "imports")."""
    for column, cell in pairs:
        if re.fullmatch(r"(?i)flow|direction|type|trade flow", column.text):
            word = cell.text.strip().lower().rstrip("s")
            if word in ("export", "import", "trade", "balance"):
                return str(word)
    return ""


def _is_total(label: str) -> bool:
    words = {t.word.lower() for t in lexicon.tokens(label)}
    return bool(words & WORLD)


def _label_item(labels: list[tuple[_Column, str]], read: Facets, total: bool, frame: _Frame) -> tuple[str, ...]:
    """What a row label restricts its row to, places, flows, periods and words for totals left out."""
    out: list[str] = []
    for column, text in labels:
        if re.fullmatch(r"(?i)flow|direction|trade flow|period[_ ]type", column.text):
            continue
        clean = text
        for m in reversed(periods.read(text)):
            clean = clean[: m.start] + " " + clean[m.end :]
        spots = facets.read(clean, frame.home)
        taken = [(p.start, p.end) for p in spots.places] + [(f.start, f.end) for f in spots.flows]
        for token in lexicon.content(clean):
            if (
                any(s < token.end and token.start < e for s, e in taken)
                or token.word.lower() in WORLD
                or token.word.lower() == "destinations"
            ):
                continue
            out.append(token.stem)
    return tuple(dict.fromkeys(out))


def _row_marks(pairs, table, document: Document) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    """Source ids of a row: in its source cell, else in the note under the table, else in its lead."""
    for column, cell in pairs:
        if column.role in ("source", "note", "label"):
            marks = SOURCE_MARK.findall(document.text[cell.start : cell.end])
            if marks:
                return tuple(s.strip() for s in ", ".join(marks).split(","))
    for place in (table.note, table.lead):
        if place:
            found = SOURCE_MARK.search(document.text[slice(*place)])
            if found and re.match(
                r"(?i)(?:all|rows|both|source|first|rupee|dollar|\w+ (?:column|row)s?)",
                document.text[place[0] : place[0] + 40],
            ):
                return tuple(s.strip() for s in found[1].split(","))
    return ()


def _cell_kind(mention: Mention, header: str, label: str, text: str, offset: int, frame: _Frame) -> FigureKind:
    unit = mention.quantity.unit
    if unit != "percent":
        return _kind(mention, text, offset, text, "")
    words = f"{label} {header} {text}"
    local = _kind(mention, text, offset, text, "")
    if local != "level":
        return local
    if _GROWTH.search(words) and not re.search(r"(?i)\bshare", words):
        return "change"
    return "share" if _SHARE.search(words) or any(_SHARE.search(t) for t in frame.texts[:2]) else "level"


# ---- equivalents -------------------------------------------------------------------------------------------------


def _equivalents(document: Document, found: list[Figure]) -> Iterator[Figure]:
    """Links two currencies for one amount: "Rs 625.68 crore (around $75 million)", or two columns of one row."""
    partner: dict[str, Figure] = {}
    for a, b in zip(found, found[1:], strict=False):
        if (
            a.context != b.context
            or not (is_money(a.quantity.unit) and is_money(b.quantity.unit))
            or a.quantity.unit == b.quantity.unit
        ):
            continue
        gap = document.text[a.span.end : b.span.start]
        in_words = re.fullmatch(
            r"\s*(?:\(|,? or |, |,? approximately |,? equivalent to |,? equal to |,? which is |,? \()\s*(?:or )?(?:about |around |approximately |some |nearly |roughly |over |equal to |equivalent to |the same as )*",
            gap,
        )
        in_row = (
            a.locator.row is not None
            and b.locator.row is not None
            and gap.strip(' |,\t;"') == ""
            and a.item == b.item
            and a.entities == b.entities
        )
        if in_words or in_row:
            partner[a.id], partner[b.id] = b, a
    for figure in found:
        other = partner.get(figure.id)
        if other is None:
            yield figure
        elif other.span.start < figure.span.start:  # the second takes the binding of the first
            yield replace(figure, entities=other.entities, background=other.background, flow=other.flow, item=other.item, period=other.period,
                          status=other.status, own=tuple(sorted({*figure.own, *other.own})), equivalent=other.id, bound=other.bound)  # fmt: skip
        else:
            yield replace(figure, equivalent=other.id)
