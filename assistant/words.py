"""Answers in words: summaries, what a document is, sentences that answer, sources side by side, premises corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import passages, question
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.passages import Unit
from assistant.query import Query, Term
from assistant.types import Sentence
from index import lexicon, periods
from index.types import Document, Span

_META = re.compile(r"(?i)\b(?:who|which (?:newspaper|paper|outlet|publisher|magazine|agency|website|site))\b[^?]*\b(?:publish\w*|carr(?:y|ied)|wrote|print\w*|r[au]n)\b|\b(?:publisher|date|author|title|url|link|address) of (?:the |this )?(?:article|note|document|brief|piece|report)|\bwhen (?:was|did) (?:the |this )?(?:article|note|document|brief|piece|news\w*)(?: \w+){0,4} (?:publish\w*|appear\w*|come out|written|dated|printed)|\b(?:newspaper|publisher|outlet|magazine)\b")
_PRESUMES = re.compile(r"(?i)^\W*(?:and |so |but )*(?:why|what (?:drove|caused|led to|explains?|explained|made|lies behind|was behind|is behind)|how come|when (?:did|do|does|will)|how did|since when|who (?:signed|approved|agreed)|what(?:'s| is) (?:the reason|behind))\b")
_DENIES = re.compile(r"(?i)\b(?:not|no|never|nothing|neither|nor|without|outside|n't|cannot)\b|n[’']t\b")


def premise(desk: Desk, query: Query) -> Draft | None:
    """A question that takes for granted what the documents deny is corrected in their words."""
    if not _PRESUMES.match(query.text):
        return None
    rising = bool(re.search(rf"(?i)\b{question._GROW}\b", query.text))
    falling = bool(re.search(rf"(?i)\b{question._FALL}\b", query.text))
    if rising != falling:
        for m in desk.evidence.find(replace(query.request, kind="change", unit="percent", terms=tuple(t for t in query.request.terms if t.hard)))[:3]:
            words = desk.evidence.documents[m.figure.span.document].text[max(0, m.figure.span.start - 60) : m.figure.span.end + 30]
            down = bool(re.search(rf"(?i)\b(?:{question._FALL}|down|lower|less)\b", words))
            up = bool(re.search(rf"(?i)\b(?:{question._GROW}|up|higher|more)\b", words))
            if down != up and down == rising:
                draft = Draft(desk.evidence)
                draft.say(f"They did not {'rise' if rising else 'fall'}; the documents say otherwise.", [m.figure])
                draft.say(desk.evidence.documents[m.figure.span.document].quote(m.figure.context), [m.figure])
                return draft
            break
    terms = passages.question_terms(query)
    hard = [t for t in terms if t.hard or t.stem in ("top", "five", "first")]
    best: tuple[float, Unit] | None = None
    for unit in desk.sentences.candidates(terms, ()):
        if unit.kind == "row" or not _DENIES.search(unit.text) or not hard or passages.ABSENCE.search(unit.text):
            continue
        own = sum(desk.evidence.weight(t.stem) for t in hard if t.stem in unit.own or any(s in unit.own for s in lexicon.synonyms(t.stem)))
        share = own / max(0.1, sum(desk.evidence.weight(t.stem) for t in hard))
        if share >= 0.8 and (best is None or share > best[0]):
            best = (share, unit)
    if best is None:
        return None
    text = quoted(best[1], desk)
    draft = Draft(desk.evidence)
    draft.say(f"That is not what the documents say: {text}" if _DENIES.search(text) else text, spans=[best[1].span])
    return draft


def summary(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """A document's main points."""
    if query.operation != "summary":
        return None
    document = meant_document(desk, query, conversation)
    if document is None:
        return None
    terms = query.request.terms + tuple(Term(lexicon.stem(p), p) for p in query.request.places)
    count = 3 if len(query.text) < 60 else 4
    draft = Draft(desk.evidence)
    for unit in passages.summary(document, desk.sentences, terms, count):
        draft.say(quoted(unit), spans=[unit.span])
    return draft if draft.sentences else None


def meant_document(desk: Desk, query: Query, conversation: Conversation) -> Document | None:
    """The document a question names by its kind, title or date, else the one its words fit best."""
    documents = list(desk.evidence.documents.values())
    kinds = [d for d in documents if d.kind and re.search(rf"(?i)\b{re.escape(d.kind.split('-')[-1])}\b", query.text)]
    named = [d for d in kinds if sum(1 for x in documents if x.kind == d.kind) == 1]
    terms = [t for t in passages.question_terms(query) if t.stem not in ("articl", "note", "document", "brief", "sum", "summari", "main", "point")]
    def fit(d: Document) -> float:
        title = {t.stem for t in lexicon.content(f"{d.title} {d.publisher}")}
        return sum(desk.evidence.weight(t.stem) for t in terms if t.stem in title)

    if len(named) == 1:
        return named[0]
    pool = kinds or documents
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
    text = query.text.lower()
    document = meant_document(desk, query, conversation)
    if document is None:
        return None
    field = "publisher" if re.search(r"newspaper|publisher|outlet|magazine|who|paper\b|agency|site", text) else "date" if re.search(r"\bwhen\b|\bdate\b", text) else "url" if re.search(r"\burl\b|\blink\b|address", text) else "title"
    value = {"publisher": document.publisher, "date": document.date.isoformat() if document.date else "", "url": document.url, "title": document.title}[field]
    block = next((b for b in document.blocks if b.kind == "metadata" and document.text[b.start : b.end].lower().startswith(f"{field}:")), None)
    if not value or block is None:
        return None
    draft = Draft(desk.evidence)
    shown = periods.day(document.date).label if field == "date" and document.date else value
    named = next((b for b in document.blocks if b.kind == "metadata" and document.text[b.start : b.end].startswith("title:")), block)
    spans = dict.fromkeys((Span(document.id, block.start, block.end), Span(document.id, named.start, named.end)))
    draft.say(f"{shown}: the {field} of “{document.title}”.", spans=spans)
    return draft


def passage(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Sentences that answer."""
    last = conversation.last if query.follow_up else None
    extra: tuple[Term, ...] = ()
    focus: list[Span] = []
    if last is not None:
        extra = tuple(Term(t.stem, t.word, hard=False) for t in (*last.query.request.terms, *(Term(lexicon.stem(p), p) for p in last.query.request.places)))
        focus = [f.context for f in last.figures] + list(last.spans)
    found = passages.find(query, desk.sentences, desk.search, extra, focus)
    if found is None or found.coverage < passages.ACCEPT or uncovered(desk, query, found.missing):
        return None
    if re.search(r"(?i)\bnames?\b", query.text) and not any(names_somebody(u, query) for u in found.units):
        return None
    if all(passages.ABSENCE.search(u.text) for u in found.units) and not re.search(r"(?i)\bnot\b|\bmissing\b", query.text):
        return None
    draft = Draft(desk.evidence)
    for unit in found.units:
        draft.say(quoted(unit, desk), spans=[unit.span])
    return draft


def names_somebody(unit: Unit, query: Query) -> bool:
    """Does a sentence hold a name that the question does not?"""
    from index.names import places

    spots = places(unit.text)
    asked = {t.word.lower() for t in lexicon.tokens(query.text)}
    for t in lexicon.tokens(unit.text)[1:]:
        if t.word[0].isupper() and t.word.lower() not in asked and not any(p.start <= t.start < p.end for p in spots):
            return True
    return False


def uncovered(desk: Desk, query: Query, missing: Sequence[str]) -> bool:
    """Is a telling word of the question covered by nothing in the chosen sentences?"""
    telling = [w for w in missing if desk.evidence.weight(lexicon.stem(w)) > 2.2]
    return bool(telling)


def quoted(unit: Unit, desk: Desk | None = None) -> str:
    """A sentence as it stands, source marks and list marks left out; a table row with its headings."""
    from index.figures import SOURCE_MARK

    text = SOURCE_MARK.sub("", unit.text)
    if unit.kind == "row" and desk is not None:
        document = desk.evidence.documents[unit.span.document]
        block = document.blocks[unit.block]
        if block.table is not None and block.row is not None:
            table = document.tables[block.table]
            pairs = [(c.text, SOURCE_MARK.sub("", x.text).strip()) for c, x in zip(table.columns, table.rows[block.row], strict=False)]
            return "; ".join(f"{h}: {v}" for h, v in pairs if v and not re.match(r"https?:", v)) + "."
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"^(?:[-*+]|\d+\.)\s+", "", text)
    return text.replace("**", "")


def conflict(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Sources that give different dates or terms for one thing, side by side."""
    if query.operation != "conflict":
        return None
    terms = tuple(t for t in passages.question_terms(query) if t.stem not in ("agre", "sourc", "report", "date", "suppos", "figur", "document", "right"))
    hits = desk.search(query.text, 8)
    scored = []
    dated = bool(re.search(r"(?i)\bwhen\b|\bdate\b|\bdeadline\b|\byear\b|\buntil\b", query.text))
    for unit in desk.sentences.candidates(terms, hits):
        coverage, _ = passages._coverage(desk.sentences, unit, terms)
        named = [p.period for p in periods.read(unit.text, desk.evidence.documents[unit.span.document].date) if p.period.kind in ("day", "horizon", "year", "month", "fiscal_year")]
        if dated and not named:
            continue
        scored.append((coverage + passages._near_bonus(unit, {h.passage.span: i for i, h in enumerate(hits)}, hits), unit, named))
    scored.sort(key=lambda x: (-round(x[0], 6), x[1].index))
    if not scored or scored[0][0] < 0.5:
        return None
    draft = Draft(desk.evidence)
    seen: set[tuple[object, ...]] = set()
    documents: set[str] = set()
    for score, unit, named in scored:
        key = tuple(sorted({(p.start, p.end) for p in named}))
        if score < scored[0][0] - 0.3 or len(draft.sentences) >= 4:
            break
        if key in seen and unit.span.document in documents:
            continue
        seen.add(key)
        documents.add(unit.span.document)
        draft.say(quoted(unit, desk), spans=[unit.span])
    if len(draft.sentences) < 2:
        return None
    head = "The documents do not give one answer." if len(seen) > 1 else "The documents agree."
    draft.sentences.insert(0, Sentence(head))
    return draft
