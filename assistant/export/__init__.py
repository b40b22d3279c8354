"""Exports that keep their evidence, and a verifier that reads them again.

record      what an export holds, whatever its format: entries, workings, notes
markdown, word, sheet    one format each: written, and read back
pdf         a page to hand out
files       a format by its file's name
held, phrases, workings    what notes hold in numbers and in words, and what a formula gives
verify      every quote and number of an export, against the documents
facts       a fact sheet of a topic or document
"""

from assistant.export.facts import fact_sheet
from assistant.export.files import FORMATS, PRINTED, read, write
from assistant.export.record import Record, of_answers, of_figures, of_findings, plain
from assistant.export.verify import Problem, verify

__all__ = [
    "FORMATS", "PRINTED", "Problem", "Record", "fact_sheet", "of_answers", "of_figures", "of_findings", "plain",
    "read", "verify", "write",
]  # fmt: skip
