"""What Gradio is spared, in a program of its own: Gradio leaves event loops open, which the suite counts as errors."""

import json
import subprocess
import sys

import pytest

TRIED = """
import asyncio, json
from assistant.ui.app import build
import gradio as gr
from gradio.state_holder import SessionState
from assistant.ui.lean import LeanBlocks

with LeanBlocks() as page:
    line, pane, kept = gr.Textbox(), gr.HTML(), gr.State()
    gr.Button().click(lambda: None, None, [line, pane, kept])
    pane.change(lambda: None, None, pane)

def told(values, event=0):
    state = SessionState(page)
    try:
        told = asyncio.run(page.postprocess_data(page.fns[event], values, state))
    except ValueError as error:
        told = str(error)
    return {"told": told, "same": state[line._id] is line, "kept": state[kept._id]}

skip = gr.skip()
config = build(lambda: None).get_config_file()
kinds = {c["id"]: c["type"] for c in config["components"]}
print(json.dumps({
    "some": told((skip, "<p>words</p>", 7)),
    "none": told([skip, skip, skip]),
    "at once": told(skip),
    "one": told(["typed", skip, skip]),
    "property": told([skip, gr.HTML(visible=False), skip]),
    "alone": [told("<p>words</p>", 1), told(skip, 1)],
    "too few": told(["typed"]),
    "progress": [[kinds[id] for id in event["show_progress_on"]] for event in config["dependencies"]],
}))
"""
SKIP = {"__type__": "update"}


@pytest.fixture(scope="module")
def tried(root):
    command = [sys.executable, "-c", TRIED]
    return json.loads(subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout)


def test_what_an_event_changes_is_told_and_what_it_leaves_is_not_built_anew(tried):
    assert tried["some"] == {"told": [SKIP, "<p>words</p>", None], "same": True, "kept": 7}
    assert tried["none"] == tried["at once"] == {"told": [SKIP] * 3, "same": True, "kept": None}


def test_one_change_among_several_outputs_is_told_like_many(tried):
    assert tried["one"]["told"] == ["typed", SKIP, SKIP]
    assert tried["property"]["told"][1]["visible"] is False


def test_an_event_with_one_output_goes_as_gradio_has_it(tried):
    assert [event["told"] for event in tried["alone"]] == [["<p>words</p>"], [SKIP]]


def test_too_few_values_are_an_error_as_before(tried):
    assert "didn't return enough output values (needed: 3, returned: 1)" in tried["too few"]["told"]


def test_one_button_alone_is_told_how_far_the_events_of_the_page_are(tried):
    assert {tuple(event) for event in tried["progress"]} == {("button",)}
