"""Answers in words: a document's main points, what a document is, and the sentences that answer a question."""

from __future__ import annotations

import re

from assistant import asking, decline, passages, summaries
from assistant.conversation import Conversation, Turn
from assistant.desk import Desk
from assistant.differing import asks_whether_one, differing
from assistant.disagreement import conflict
from assistant.draft import Draft
from assistant.matcher import Matcher, question_terms
from assistant.operations import asks_for_a_quantity
from assistant.passages import Found
from assistant.premises import premise
from assistant.query import Query, Term
from assistant.quoting import quoted
from assistant.sentences import Unit
from index import lexicon, periods
from index.figures import SOURCE_MARK
from index.types import Document, Span

__all__ = [
    "asks_whether_one",
    "conflict",
    "differing",
    "in_words",
    "metadata",
    "passage",
    "premise",
    "quoted",
    "summary",
]

_META = re.compile(
    r"(?i)\b(?:who|which (?:newspaper|paper|outlet|publisher|magazine|agency|website|site))\b[^?]*"
    r"\b(?:publish\w*|carr(?:y|ied)|wrote|print\w*|r[au]n)\b|"
    r"\b(?:publisher|date|author|title|url|link|address) of (?:the |this )?(?:article|note|"
    r"document|brief|piece|report)|"
    r"\bwhen (?:was|did) (?:the |this )?(?:article|note|document|brief|piece|news\w*)(?: \w+){0,4} "
    r"(?:publish\w*|appear\w*|come out|written|dated|printed)|\b(?:publisher|outlet|magazine) of\b"
)
_ABOUT_DOCUMENTS = frozenset("articl note document brief sum summari main point piec newspap report".split())
_TYPED = re.compile(
    r"(?i)\b(?:which|what|whose) (?:(?!(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|may|must)\b)"
    r"[\w-]+ )?(ministry|minister|bank|court|university|port|"
    r"city|law|decree|newspaper|committee|commission|airline|railway|hospital)\b"
)
_NAMES = re.compile(r"(?i)\bnames?\b")
_SURE, _SURE_OF_FIGURES, _SURE_WHEN_IDLE, _SURE_WITHOUT_CAUSE, _SURE_OF_DAY = 0.42, 0.5, 0.6, 0.7, 0.3
"""Least probability that sentences answer for them to be said; a higher one where they may be taken for a figure or
are not about all that is named, where they do not say that what is asked about is done at all, and where a reason is
asked for and they give none in words; a lower one where they tell of the very day that is named."""


def summary(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """A document's main points."""
    if query.operation != "summary":
        return None
    document = meant_document(desk, query, conversation)
    if document is None:
        return None
    asked = [t for t in question_terms(query) if t.stem not in _ABOUT_DOCUMENTS]
    terms = (*asked, *(Term(lexicon.stem(p), p) for p in query.request.places))
    draft = Draft(desk.evidence)
    for unit in summaries.summary(document, desk.sentences, terms, 3 if len(query.text) < 60 else 4):
        draft.say(quoted(unit), spans=[unit.span])
    return draft if draft.sentences else None


def meant_document(desk: Desk, query: Query, conversation: Conversation) -> Document | None:
    """The document a question names by its kind, title or date, else the one its words fit best."""
    documents = list(desk.evidence.documents.values())
    kinds = [d for d in documents if d.kind and re.search(rf"(?i)\b{re.escape(d.kind.split('-')[-1])}\b", query.text)]
    named = [d for d in kinds if sum(1 for x in documents if x.kind == d.kind) == 1]
    if len(named) == 1:
        return named[0]
    terms = [t for t in question_terms(query) if t.stem not in _ABOUT_DOCUMENTS]
    pool = kinds or documents

    def fit(d: Document) -> float:
        title = {t.stem for t in lexicon.content(f"{d.title} {d.publisher}")}
        return sum(desk.evidence.weight(t.stem) for t in terms if t.stem in title)

    if terms and pool:
        best = max(pool, key=lambda d: (fit(d), -documents.index(d)))
        if fit(best) > 0:
            return best
        hits = desk.search(query.text, 1)
        return desk.evidence.documents[hits[0].passage.span.document] if hits else None
    last = conversation.last
    spans = [f.span for f in last.figures] + list(last.spans) if last else []
    return desk.evidence.documents[spans[0].document] if spans else (kinds[0] if len(kinds) == 1 else None)


def metadata(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Publisher, date and title of a document, from its front matter."""
    if not _META.search(query.text):
        return None
    document = meant_document(desk, query, conversation)
    if document is None:
        return None
    field = _field(query.text.lower())
    date = periods.day(document.date).label if document.date else ""
    value = {"publisher": document.publisher, "date": date, "url": document.url, "title": document.title}[field]
    lines = [b for b in document.blocks if b.kind == "metadata"]
    starts = {
        name: b for b in lines for name in (field, "title") if document.text[b.start : b.end].startswith(f"{name}:")
    }
    if not value or field not in starts:
        return None
    spans = dict.fromkeys(
        Span(document.id, b.start, b.end) for b in (starts[field], starts.get("title", starts[field]))
    )
    draft = Draft(desk.evidence)
    draft.say(f"{value}: the {field} of “{document.title}”.", spans=spans)
    return draft


def _field(text: str) -> str:
    if re.search(r"newspaper|publisher|outlet|magazine|\bwho\b|paper\b|agency|site", text):
        return "publisher"
    if re.search(r"\bwhen\b|\bdate\b", text):
        return "date"
    return "url" if re.search(r"\burl\b|\blink\b|address", text) else "title"


def in_words(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """The sentences that answer a question which only words answer, whatever numbers it mentions."""
    if asking.kinds(query.text)[:1] == ("why",):  # no figure is a reason
        return passage(desk, query, conversation) or decline.decline(desk.evidence, query, desk.sentences)
    if asking.wants_words(query.text) and query.operation != "rank":  # a ranking is tried first
        return passage(desk, query, conversation)
    if _NAMES.search(query.text) and query.operation == "lookup":  # a name is asked for: no figure answers
        return passage(desk, query, conversation) or decline.decline(desk.evidence, query, desk.sentences)
    return _entry(desk, query)


def _entry(desk: Desk, query: Query) -> Draft | None:
    """The glossary's own entry for what is asked about."""
    if "definition" not in asking.kinds(query.text) or (query.follow_up and asking.is_bare(query.text)):
        return None
    if asks_for_a_quantity(query.text):  # "what is that per year?"
        return None
    found = next(iter(passages.find(query, desk.sentences, desk.search)), None)
    if found is None or asking.fit("definition", found.units[0].text, query) < asking.ENTRY:
        return None
    draft = Draft(desk.evidence)
    for unit in found.units:
        draft.say(quoted(unit, desk), spans=[unit.span])
    return draft


def passage(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Sentences that answer."""
    last = conversation.last if query.follow_up else None
    draft = _nearby(desk, query, conversation) if last is not None else None
    if draft is not None:
        return draft
    choices = passages.find(query, desk.sentences, desk.search, _carried(last), _focus(last), said=_was_said(last))
    if not choices or not _answers(query, choices[0], last):
        return None
    draft = Draft(desk.evidence)
    for unit in choices[0].units:
        draft.say(quoted(unit, desk), spans=[unit.span])
    return draft


_LEANING = ("condition", "why", "purpose", "outcome", "when", "where", "how")
_ASKING = frozenset(
    lexicon.stem(w)
    for w in "condition proviso term requirement circumstance reason cause purpose aim point way "
    "first happen place need "
    "necessary purpose hold held place time date day figure number must".split()
)
_TIERS = (0.3, 0.2, 0.1)


def _nearby(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """What a question without a subject of its own asks of the last answers: in their sentences, or next to them."""
    kind = next((k for k in asking.kinds(query.text) if k in _LEANING), "")
    own = question_terms(query)
    if not kind or any(t.stem not in _ASKING and desk.sentences.occurs(t.stem) for t in own):
        return None
    for turn in [t for t in reversed(conversation.turns) if t.answered][:2]:
        terms = (*own, *_carried(turn))
        matcher = Matcher(desk.sentences, terms)
        best: tuple[float, Unit] | None = None
        for tier, unit in _around(desk, turn):
            fit = asking.fit(kind, unit.text, query, row=unit.kind == "row")
            if fit < 0.1:
                continue
            again = 0.25 if tier == 0 and _was_said(turn) else 0.0
            score = 2 * fit + _TIERS[tier] - again + 0.9 * matcher.coverage((unit,))[0]
            if best is None or score > best[0]:
                best = (score, unit)
        if best is not None:
            draft = Draft(desk.evidence)
            draft.say(quoted(best[1], desk), spans=[best[1].span])
            return draft
    return None


def _around(desk: Desk, turn: Turn) -> list[tuple[int, Unit]]:
    """The sentences of an answer, those of their paragraphs, and those under their headings, each with its tier."""
    out: dict[int, tuple[int, Unit]] = {}
    said = [u for span in _focus(turn) for u in desk.sentences.at(span)]
    for unit in said:
        out[unit.index] = (0, unit)
    for unit in said:
        near = [u for step in (-1, 1) if (u := desk.sentences.near(unit, step)) and u.headings == unit.headings]
        for other in (*desk.sentences.block(unit), *near):
            out.setdefault(other.index, (1, other))
    for unit in said:
        for other in desk.sentences.section(unit)[:40]:
            out.setdefault(other.index, (2, other))
    return list(out.values())


def _carried(last: Turn | None) -> tuple[Term, ...]:
    """What the conversation is about, counted softly."""
    if last is None:
        return ()
    request = last.query.request
    words = (*request.terms, *(Term(f"@{p}", p) for p in request.places))
    return tuple(Term(t.stem, t.word, hard=False) for t in words)


def _focus(last: Turn | None) -> list[Span]:
    return [*(f.context for f in last.figures), *last.spans] if last else []


def _was_said(last: Turn | None) -> bool:
    """Did the last answer read the sentences out, rather than take a figure from them?"""
    return last is not None and not last.figures


def _answers(query: Query, found: Found, last: Turn | None) -> bool:
    """Is it sure enough that the sentences found answer?

    A number is a figure to whoever reads it: where a quantity may be asked for, sentences with one must be surer. So
    must sentences that are not about all that the question names.
    """
    if _absent(query, found) or asking.lacks_price(query.text, found.units[0].text):
        return False
    if not _right_type(query, found):
        return False
    leaning = last is not None and found.in_focus and not query.notes.get("own_terms")
    if leaning and any(asking.holds(k, u.text, query) for k in asking.kinds(query.text)[:1] for u in found.units):
        return True
    if found.unknown or _of_other_years(query, found):
        return False
    numbers = any(c.isdigit() for u in found.units for c in SOURCE_MARK.sub("", u.text))
    strict = found.lost or (numbers and asks_for_a_quantity(query.text))
    unsaid = asking.kinds(query.text)[:1] == ("why",) and not any(asking.gives_cause(u.text) for u in found.units)
    if unsaid:  # what only stands near the thing is no reason for it
        return found.sure >= _SURE_WITHOUT_CAUSE
    enough = _SURE_OF_DAY if found.on_the_day else _SURE
    return found.sure >= (_SURE_WHEN_IDLE if found.idle else _SURE_OF_FIGURES if strict else enough)


def _of_other_years(query: Query, found: Found) -> bool:
    """Do the sentences found, or the heading right over them, speak of years, and of none that the question names?"""
    begins = [(p.end if p.kind == "horizon" else p.start, p.end) for p in query.request.periods]
    asked = {year for first, last in begins for year in range(first.year, last.year + 1)}
    said = " ".join(f"{u.text} {' '.join(u.headings[-1:])}" for u in found.units)
    told = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", said)}
    return bool(asked and told) and not asked & told


def _absent(query: Query, found: Found) -> bool:
    """Do the sentences say that it is not known?"""
    asked = re.search(r"(?i)\bnot\b|\bmissing\b|\bimpossible\b|\bcannot\b|n[’']t\b", query.text)
    said = [bool(asking.ABSENCE.search(u.text)) for u in found.units]
    return not asked and (all(said) if "difference" in asking.kinds(query.text) else any(said))


_ORDINAL = re.compile(r"(?i)\b(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")


def _right_type(query: Query, found: Found) -> bool:
    """Where somebody, a ministry, a bank or the sixth of a list is asked for, does a sentence name one?"""
    asked = query.text
    if asking.kinds(asked)[:1] == ("who",) and not any(asking.names_somebody(u.text, query) for u in found.units):
        return False
    place = _ORDINAL.search(asked)
    if place and not any(place[0].lower() in u.text.lower() for u in found.units):
        return False
    if found.misnumbered or not asking.singles_out(asked, [u.text for u in found.units]):
        return False
    m = _TYPED.search(asked)
    if not m:
        return True
    wanted = {lexicon.stem(m[1]), *lexicon.synonyms(lexicon.stem(m[1]))}
    return any(wanted & u.own for u in found.units)
