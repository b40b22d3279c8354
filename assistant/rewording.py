"""A question as the rest of the assistant reads it: in plain words, without slips, with its money and dates told."""

from __future__ import annotations

import re

from assistant import chat, local_money, other_names, typed_times, typing_errors
from assistant.bind import Evidence

_US = re.compile(
    r"(?<!\w)us(?= (?:share|part|exports?|imports?|tariffs?|market|total|buyers?|sales|purchases|figures?|slice)\b)"
)
"""The country in small letters, which else is a pronoun ("tell us")."""


def reworded(text: str, evidence: Evidence) -> str:
    """The question in plain words, with its times written out, the documents' names, no slips, and money told apart."""
    plain = _US.sub("US", chat.plain(text, evidence.words.__contains__))
    dated = typed_times.spelled_out(plain, evidence.today)
    mended = typing_errors.mend(other_names.with_known_names(dated, evidence), evidence)
    return local_money.with_nation(mended, evidence.currencies, evidence.home)
