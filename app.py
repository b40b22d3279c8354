"""Launches the page: `python app.py`, with the options of `python -m assistant serve`."""

import sys

from assistant.program import run

if __name__ == "__main__":
    run(["serve", *sys.argv[1:]])
