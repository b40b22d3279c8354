"""The brief audits itself: what in the documents does not hold, with both spans and the sum.

finding     what is found
reach       what a printed number allows
books       the figures, which are of one thing, and how a finding is put together
reasons     why two values differ, in the documents' own words
values, series, sources, echoes, goals      one thing told in several ways
conversions, growths, compound, spoken, shares, totals, told_sums, flows, units, ranks    what does not add up
dates, events, noted                        times, and what the documents doubt themselves
versions    every value of a measure side by side
audit       all of them
"""

from assistant.check.audit import audit
from assistant.check.finding import KINDS, Claim, Finding

__all__ = ["KINDS", "Claim", "Finding", "audit"]
