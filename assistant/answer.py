"""One question to one answer, in five steps: understand, search, compute, compose, verify.

Figures first: where a question is about numbers, a figure bound to exactly what is asked, or a calculation over such
figures, is the answer. Passages second. Where neither has evidence the question is declined, with what is held.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import decline, passages, question, solve, typing_errors, verify
from assistant.bind import Evidence
from assistant.conversation import Conversation, Turn
from assistant.draft import Draft
from assistant.expression import evaluate, is_typed
from assistant.passages import Search, Sentences, Unit
from assistant.query import Query, Term
from assistant.types import Answer, AnswerStatus, Sentence
from index import lexicon, periods
from index.errors import CalculationError
from index.types import Document, Span

MAX_QUESTION = 2_000
"""Characters of a question that are read; longer ones are refused in one sentence."""

_META = re.compile(r"(?i)\b(?:who|which (?:newspaper|paper|outlet|publisher|magazine|agency|website|site))\b[^?]*\b(?:publish\w*|carr(?:y|ied)|wrote|print\w*|r[au]n)\b|\b(?:publisher|date|author|title|url|link|address) of (?:the |this )?(?:article|note|document|brief|piece|report)|\bwhen (?:was|did) (?:the |this )?(?:article|note|document|brief|piece|news\w*)(?: \w+){0,4} (?:publish\w*|appear\w*|come out|written|dated|printed)|\b(?:newspaper|publisher|outlet|magazine)\b")
_SAID = re.compile(r"(?i)\bwho (?:said|says|gave|gives|claims?|claimed|told|stated|quoted|expects?|expected|predict\w*|reported|reports|set|put)\b|\bsays who\b|\baccording to whom\b|\bwhose (?:figure|number|words|claim|estimate|forecast|target|statement)\b")


@dataclass(frozen=True, slots=True)
class Desk:
    """What questions are answered from. Immutable, shared by all conversations."""

    evidence: Evidence
    sentences: Sentences
    search: Search
    corpus_hash: str


class Timer:
    """Milliseconds spent in each stage."""

    def __init__(self) -> None:
        """Starts counting."""
        self._start = self._last = time.perf_counter()
        self.spent: dict[str, float] = dict.fromkeys(("understand", "embed", "search", "compose", "verify"), 0.0)

    def lap(self, stage: str) -> None:
        """Adds the time since the last lap to a stage."""
        now = time.perf_counter()
        self.spent[stage] += (now - self._last) * 1000
        self._last = now

    def done(self) -> dict[str, float]:
        """All stages and the total, rounded to a microsecond."""
        return {k: round(v, 3) for k, v in self.spent.items()} | {"total": round((self._last - self._start) * 1000, 3)}


def answer(desk: Desk, text: str, conversation: Conversation | None = None) -> Answer:
    """Answers one question in its conversation."""
    conversation = conversation if conversation is not None else Conversation()
    with conversation.lock:
        timer = Timer()
        clean = " ".join(text.split())
        refused = _refusal(clean)
        if refused:
            timer.lap("understand")
            return Answer(text, "needs_clarification", (Sentence(refused),), timings_ms=timer.done())
        query = _understand(desk, clean, conversation)
        timer.lap("understand")
        draft = _draft(desk, query, conversation, timer)
        timer.lap("compose")
        verified = verify.verify(draft, query, desk.evidence)
        if verified.status == "answered" and not verified.sentences:
            verified = decline.decline(desk.evidence, query, None)
        _remember(conversation, query, verified)
        timer.lap("verify")
        return _answer(text, query, verified, timer)


def _refusal(text: str) -> str:
    """Why a question cannot be read, in one sentence; "" where it can."""
    if not re.search(r"\w", text):
        return "Ask a question in words, such as “What share of the exports went to Germany?”."
    if len(text) > MAX_QUESTION:
        return f"The question has {len(text):,} characters; ask it in at most {MAX_QUESTION:,}."
    return ""


def _understand(desk: Desk, text: str, conversation: Conversation) -> Query:
    """Reads the question, and fills in from the conversation what a follow-up leaves out."""
    mended = typing_errors.mend(text, desk.evidence)
    query = question.understand(mended, desk.evidence.home)
    own = query.request
    notes = {"own_terms": bool([t for t in own.terms if t.hard]), "own_request": own}
    query = replace(query, notes=notes)
    previous = conversation.topic
    if previous is not None and (query.follow_up or _incomplete(query)):
        merged = question.merged(query, previous, desk.evidence.home, question.period_shift(mended))
        return _inherit_operation(replace(merged, notes=notes, follow_up=True), previous)
    return replace(query, follow_up=False) if previous is None else query


def _incomplete(query: Query) -> bool:
    r = query.request
    return not any(t.hard for t in r.terms) and not (r.places and r.flow) and query.operation not in ("summary", "typed")


def _inherit_operation(query: Query, previous: Query) -> Query:
    """"And Germany's?" repeats what was done before; a new operation replaces it."""
    if query.operation != "lookup" or question.is_question_of_quantity(query.text) or len(lexicon.content(query.text)) > 4:
        return query
    repeatable = ("share", "change", "convert", "implied_rate", "cagr", "points", "rank", "table", "what_if", "projection", "lookup")
    if previous.operation in repeatable and previous.operation != "convert":
        changed = query.with_request(kind=query.request.kind or previous.request.kind, unit=query.request.unit or previous.request.unit)
        given = query.given or (previous.given if previous.operation in ("what_if", "projection") else ())
        return replace(changed, operation=previous.operation, unit=query.unit or previous.unit, given=given, periods=query.request.periods if len(previous.periods) < 2 else previous.periods)
    return query


def _draft(desk: Desk, query: Query, conversation: Conversation, timer: Timer) -> Draft:
    """The answer before verification."""
    context = solve.Context(query, desk.evidence, conversation)
    typed = _typed(desk, query)
    if typed is not None:
        return typed
    for attempt in (_about_last, _summary, _metadata):
        draft = attempt(desk, query, conversation)
        if draft is not None:
            return draft
    draft = _premise(desk, query)
    if draft is not None:
        return draft
    if query.operation == "conflict" and re.search(r"(?i)\bwhen\b|\bdates?\b|\bdeadline\b|\buntil\b|\bwhich year\b|\bwhat year\b", query.text):
        draft = _conflict_in_words(desk, query, conversation)
        if draft is not None:
            return draft
    if query.operation not in ("passage", "summary"):
        timer.lap("compose")
        draft = solve.solve(context)
        timer.lap("search")
        if draft is not None:
            return draft
        if _needs_figure(query):
            return _conflict_in_words(desk, query, conversation) or decline.decline(desk.evidence, query, desk.sentences)
    timer.lap("compose")
    found = _passage(desk, query, conversation)
    timer.lap("search")
    return found or decline.decline(desk.evidence, query, desk.sentences)


_PRESUMES = re.compile(r"(?i)^\W*(?:and |so |but )*(?:why|what (?:drove|caused|led to|explains?|explained|made|lies behind|was behind|is behind)|how come|when (?:did|do|does|will)|how did|since when|who (?:signed|approved|agreed)|what(?:'s| is) (?:the reason|behind))\b")
_DENIES = re.compile(r"(?i)\b(?:not|no|never|nothing|neither|nor|without|outside|n't|cannot)\b|n[’']t\b")


def _premise(desk: Desk, query: Query) -> Draft | None:
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
    text = _quoted(best[1], desk)
    draft = Draft(desk.evidence)
    draft.say(f"That is not what the documents say: {text}" if _DENIES.search(text) else text, spans=[best[1].span])
    return draft


def _needs_figure(query: Query) -> bool:
    """Would words alone not answer?"""
    if query.operation == "lookup":
        return question.is_question_of_quantity(query.text) or (bool(query.request.places) and query.follow_up)
    return query.operation not in ("table", "rank", "verify_figure", "verify_share", "sum", "difference")


def _typed(desk: Desk, query: Query) -> Draft | None:
    """A sum with all its numbers in the question."""
    if not is_typed(query.text):
        return None
    try:
        done = evaluate(query.text)
    except CalculationError:
        return None
    draft = Draft(desk.evidence)
    draft.say(f"{done.shown}.", calculations=[done])
    from assistant.calculator import carried

    draft.result = carried(done)
    return draft


def _about_last(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Who said the last figure, where it stands, how it was computed."""
    last = conversation.last
    if last is None:
        return None
    if query.operation == "working" and last.calculations:
        draft = Draft(desk.evidence)
        done = last.calculations[-1]
        draft.say("; ".join(done.working) + f" ({done.rounding})." if done.rounding else "; ".join(done.working) + ".", calculations=[done])
        draft.result = last.result
        return draft
    if query.operation == "source" and (last.figures or last.spans):
        draft = Draft(desk.evidence)
        spans = [f.context for f in last.figures] or list(last.spans)
        for span in dict.fromkeys(spans):
            document = desk.evidence.documents[span.document]
            marks = [s for f in last.figures if f.context == span for i in f.sources if (s := document.source(i))]
            origin = "; ".join(f"{s.publisher}, “{s.title}”, {s.date}" for s in dict.fromkeys(marks)) or f"{document.publisher}, {document.date or 'no date'}"
            draft.say(f"{document.title}: {origin}.", spans=[span])
        draft.result = last.result
        return draft
    if _SAID.search(query.text) and question.says_pronoun(query.text) and not query.notes.get("own_terms") and (last.figures or last.spans):
        draft = Draft(desk.evidence)
        targets = sorted(last.figures, key=lambda f: f.status == "reported") or []
        for figure in targets[:1]:
            name = _speaker(desk, figure.context)
            draft.say(desk.evidence.documents[figure.span.document].quote(figure.context), [figure], spans=name[:1])
            if name[1:]:
                draft.say(desk.evidence.documents[name[1].document].quote(name[1]), spans=[name[1]])
        if draft.sentences:
            return draft
    return None


def _speaker(desk: Desk, span: Span) -> list[Span]:
    """The sentence before one that says only "he said", which names who."""
    unit = next((u for u in desk.sentences.units if u.span == span), None)
    if unit is None or not re.search(r"(?i)\b(?:he|she|they|the body|it) (?:said|added|noted|told)\b|\b(?:said|added) (?:he|she|they)\b|^this\b|^that\b", unit.text.strip("“\"")):
        return []
    before = desk.sentences.near(unit, -1)
    return [span, before.span] if before else []


def _summary(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """A document's main points."""
    if query.operation != "summary":
        return None
    document = _meant_document(desk, query, conversation)
    if document is None:
        return None
    terms = query.request.terms + tuple(Term(lexicon.stem(p), p) for p in query.request.places)
    count = 3 if len(query.text) < 60 else 4
    draft = Draft(desk.evidence)
    for unit in passages.summary(document, desk.sentences, terms, count):
        draft.say(_quoted(unit), spans=[unit.span])
    return draft if draft.sentences else None


def _meant_document(desk: Desk, query: Query, conversation: Conversation) -> Document | None:
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


def _metadata(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Publisher, date and title of a document, from its front matter."""
    if not _META.search(query.text):
        return None
    text = query.text.lower()
    document = _meant_document(desk, query, conversation)
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


def _passage(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """Sentences that answer."""
    last = conversation.last if query.follow_up else None
    extra: tuple[Term, ...] = ()
    focus: list[Span] = []
    if last is not None:
        extra = tuple(Term(t.stem, t.word, hard=False) for t in (*last.query.request.terms, *(Term(lexicon.stem(p), p) for p in last.query.request.places)))
        focus = [f.context for f in last.figures] + list(last.spans)
    found = passages.find(query, desk.sentences, desk.search, extra, focus)
    if found is None or found.coverage < passages.ACCEPT or _uncovered(desk, query, found.missing):
        return None
    if re.search(r"(?i)\bnames?\b", query.text) and not any(_names_somebody(u, query) for u in found.units):
        return None
    if all(passages.ABSENCE.search(u.text) for u in found.units) and not re.search(r"(?i)\bnot\b|\bmissing\b", query.text):
        return None
    draft = Draft(desk.evidence)
    for unit in found.units:
        draft.say(_quoted(unit, desk), spans=[unit.span])
    return draft


def _names_somebody(unit: Unit, query: Query) -> bool:
    """Does a sentence hold a name that the question does not?"""
    from index.names import places

    spots = places(unit.text)
    asked = {t.word.lower() for t in lexicon.tokens(query.text)}
    for t in lexicon.tokens(unit.text)[1:]:
        if t.word[0].isupper() and t.word.lower() not in asked and not any(p.start <= t.start < p.end for p in spots):
            return True
    return False


def _uncovered(desk: Desk, query: Query, missing: Sequence[str]) -> bool:
    """Is a telling word of the question covered by nothing in the chosen sentences?"""
    telling = [w for w in missing if desk.evidence.weight(lexicon.stem(w)) > 2.2]
    return bool(telling)


def _quoted(unit: Unit, desk: Desk | None = None) -> str:
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


def _conflict_in_words(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
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
        draft.say(_quoted(unit, desk), spans=[unit.span])
    if len(draft.sentences) < 2:
        return None
    head = "The documents do not give one answer." if len(seen) > 1 else "The documents agree."
    draft.sentences.insert(0, Sentence(head))
    return draft


def _remember(conversation: Conversation, query: Query, draft: Draft) -> None:
    conversation.add(
        Turn(
            query,
            tuple(draft.figures),
            tuple(c.span for c in draft.citations),
            tuple(draft.calculations),
            draft.result,
            answered=draft.status == "answered",
        )
    )


def _answer(text: str, query: Query, draft: Draft, timer: Timer) -> Answer:
    status: AnswerStatus = draft.status
    return Answer(
        question=text,
        status=status,
        sentences=tuple(draft.sentences),
        citations=tuple(draft.citations),
        calculations=tuple(draft.calculations),
        figures=tuple(draft.figures),
        nearest=tuple(draft.nearest),
        understood=query.as_json(),
        timings_ms=timer.done(),
    )
