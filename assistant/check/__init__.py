"""The brief audits itself: what in the documents does not hold, with both spans and the sum.

finding     what is found
reach       what a printed number allows
books       the figures, which are of one thing, and how a finding is put together
values, conversions, growths, shares, totals, ranks, dates, units, noted    one kind of check each
audit       all of them
"""

from assistant.check.audit import audit
from assistant.check.finding import KINDS, Claim, Finding

__all__ = ["KINDS", "Claim", "Finding", "audit"]
