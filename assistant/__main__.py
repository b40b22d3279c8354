"""`python -m assistant`."""

from assistant.program import run

run()
