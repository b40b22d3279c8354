"""How a number is meant: level, share or change; reported, projected or a target; who says so."""

from __future__ import annotations

import re
from datetime import timedelta

from index.frame import SOURCE_MARK, Frame
from index.numbers import Mention
from index.types import FigureKind, Period, Status

GROWTH = re.compile(
    r"(?i)\b(?:(?:up|down)(?! to\b)|rose|risen|rise[sn]?|rising|fell|fall(?:en|s|ing)?|grew|grow(?:n|s|ing|th)?|"
    r"gain(?:ed|s)?|"
    r"drop(?:ped|s)?|increase[ds]?|increasing|decrease[ds]?|decline[ds]?|jump(?:ed|s)?|climb(?:ed|s)?|"
    r"surg(?:ed?|es|ing)|slump(?:ed)?|slip(?:ped)?|lost|loss|collapsed?|shrank|shrunk|higher|lower|cheaper|dearer|"
    r"less|year on year|year-on-year|change[ds]?|add(?:ed|s)|contracted|expanded|soared|plunged|depreciat\w+|"
    r"appreciat\w+|rise of|cut)\b"
)
SHARE = re.compile(
    r"(?i)\b(?:shares?|account(?:s|ed|ing)? for|made up|makes? up|making up|proportion|portion|"
    r"of (?:the )?(?:total|all|its|their|exports|imports|market|output|trade|sales|population|purchases|production)|"
    r"dependence|dependent|penetration|represent(?:s|ed)?|comprise[ds]?|domestic|covers?|covered)\b"
)
_TARGET = re.compile(
    r"(?i)\b(?:targets?|targeted|goals?|aims?|aim(?:ed|ing)? (?:to|at|for)|aspirations?|ambitions?|can possibly|"
    r"could (?:possibly )?(?:increase|rise|grow|reach|become|be (?:tripled|doubled))|"
    r"can (?:be (?:tripled|doubled)|increase|rise|grow|reach|become)|hopes? to|wants? to|pledge[ds]?|planned|plans? to|"
    r"possible future|possible exports|potential)\b"
)
_PROJECTED = re.compile(
    r"(?i)\b(?:forecasts?|projected|projections?|expected|expects?|expectation|likely to|predict(?:s|ed|ion)?|outlook|"
    r"would (?:be|reach|rise|grow|cost|bring|need|require|save|amount)|will (?:be|reach|rise|grow|cost|need)|"
    r"estimated to (?:reach|grow)|set to|(?:is|are) to (?:cost|reach|rise|grow|be))\b"
)
_PAST = re.compile(r"(?i)\b(?:was|were|had|rose|fell|grew|reached|stood|came to|amounted)\b")
_PROVISIONAL = re.compile(
    r"(?i)\b(?:provisional|preliminary|advance estimate|first estimate|early estimate|flash estimate)\b"
)
_CHANGE_AFTER = re.compile(
    r"(?i)\s*(?:less|more|above|below|lower|higher|cheaper|growth|rise|fall|drop|dip|slump|surge|plunge|increase|decrease|gain|decline|"
    r"jump|a year|annually|"
    r"year on year|compounded|cagr)\b"
)
_GAP_BEFORE = re.compile(
    r"(?i)\b(?:sav(?:es?|ed|ings?)(?: of)?|"
    r"(?:rise|fall|increase|decrease|drop|decline|jump|gain|growth|difference|gap|reduction|cut) of|"
    r"(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|climbed|jumped|shrank|widened|narrowed)"
    r" by) (?:(?:about|around|nearly|almost|over|some|roughly|only|up to|an?|another) )*$"
)
_GAP_AFTER = re.compile(r"(?i)\s*(?:shorter|longer|more|less|fewer|higher|lower|cheaper|dearer) than\b")
_NAME = r"(?:[A-Z][\w&’'.-]*)(?: (?:[A-Z][\w&’'.-]*|of|and|the|for|de)){0,6}"
_SAYS = (
    r"said|says|reported|reports|puts?|gave|gives|expects?|estimates?|estimated|counted|counts|quoted|quotes|"
    r"cited|called|"
    r"calls|told|noted|announced|argues?|describes?|prints?|rounds?|attaches|spoke|valued|attributes|claimed|claims|"
    r"predicts?|projects|forecasts?|shows"
)
_ATTRIBUTION = (
    re.compile(
        r"\b[Aa]ccording to (?:a report by |a report from |data from |data compiled by )?(?:the )?"
        r"((?:[A-Z][\w&’'.-]*|of|the|and)(?: (?:[A-Z][\w&’'.()-]*|of|and|the|for))*)"
    ),
    re.compile(
        rf"(?:^|[.;,“] ?|\b(?:but|and|while|when) )(?:The |An? )?({_NAME})(?:'s|’s)?(?: \w+){{0,3}}? (?:{_SAYS})\b"
    ),
    re.compile(r"\bcompiled by (?:the )?([A-Z][\w&’'.-]*(?: [A-Z][\w&’'.-]*)*)"),
)
_NOBODY = re.compile(
    r"(?:It|This|That|These|They|He|She|In|On|By|For|At|The|Its|Both|One|Two|As|Later|Growth|No|Some|Those|"
    r"April|June|May|"
    r"July|March|August|Data|Figures|Statistics|Numbers)\b"
)


def kind_of(mention: Mention, own: str, offset: int, sentence: str, after: str = "", section: str = "") -> FigureKind:
    """Level, share, change, multiple or rate, by the unit and the words around.

    Args:
        mention: the number.
        own: its clause.
        offset: where in the clause it begins.
        sentence: all of its sentence, or the cell.
        after: what follows the clause.
        section: the headings, which decide where nothing else does.
    """
    unit = mention.quantity.unit
    tail = own[offset + (mention.end - mention.start) :] + after[:12]
    if unit == "percentage_point":
        return "change"
    if unit == "ratio":
        return "multiple"
    if "/" in unit:
        return "rate"
    if unit != "percent":
        return "change" if _GAP_BEFORE.search(own[:offset]) or _GAP_AFTER.match(tail) else "level"
    kind = _percent_kind(own[:offset], tail, sentence)
    return "share" if kind == "level" and SHARE.search(section) else kind


def _percent_kind(head: str, tail: str, sentence: str) -> FigureKind:
    if _CHANGE_AFTER.match(tail):
        return "change"
    growth = [m.end() for m in GROWTH.finditer(head)]
    share = [m.end() for m in SHARE.finditer(head)]
    if re.match(r"(?i)\s*(?:of\b|share\b|stake\b)", tail) and not (
        growth and re.match(r"(?i)\s*of (?:its|their) value", tail)
    ):
        return "share"
    reached = growth and re.fullmatch(r"(?i)\s*to\s+(?:\w+ )?", head[growth[-1] :])  # "cut to 18 per cent"
    if growth and not reached and (not share or growth[-1] > share[-1]):
        return "change"
    if share or SHARE.search(tail):
        return "share"
    if not reached and GROWTH.search(sentence) and not SHARE.search(sentence):
        return "change"
    return "share" if SHARE.search(sentence) else "level"


def status_of(sentence: str, own: str, frame: Frame, period: Period | None, *, start: bool = False) -> Status:
    """Reported, or said of the future: by words of the clause and the section, and by a period not yet over.

    `start` says that the number is where a rise begins ("from $1.7 billion in 2024 to ..."), which is no target.
    """
    if _PROVISIONAL.search(own):
        return "provisional"
    ahead = future = False
    if period and frame.date:
        point = period.kind in ("year", "horizon", "day")
        late = period.start if point else period.start - timedelta(days=366)  # a document may hold later figures
        ahead = late > frame.date
        future = ahead or period.end > frame.date
    if start and not future:
        return "reported"
    if _TARGET.search(own) or (future and _TARGET.search(sentence)):
        return "target"
    if _PROJECTED.search(own) or (future and _PROJECTED.search(sentence)):
        return "projected"
    section = " ".join(frame.texts[:2])
    if ahead and _PAST.search(own) and not looks_ahead(own):
        return "reported"  # added to the document after its date
    if ahead:
        return "target" if _TARGET.search(section) else "projected"
    if period and period.kind == "horizon":
        return "target" if not _PROJECTED.search(section) else "projected"
    return "reported"


def looks_ahead(text: str) -> bool:
    """Does a clause speak of what is to come?"""
    return bool(_PROJECTED.search(text))


def attribution_of(text: str, position: int) -> str:
    """Who says so in this sentence; "" where nobody is named."""
    for pattern in _ATTRIBUTION:
        for m in pattern.finditer(text):
            name = m[1].strip(" ,.")
            if name and not _NOBODY.match(name) and m.start() <= position + 200:
                return name
    return ""


def sources_of(text: str, position: int) -> tuple[str, ...]:
    """Ids of the first source mark after a number in its sentence, else of the last one before it."""
    marks = list(SOURCE_MARK.finditer(text))
    after = [m for m in marks if m.start() >= position]
    chosen = after[0] if after else marks[-1] if marks else None
    return tuple(s.strip() for s in chosen[1].split(",")) if chosen else ()
