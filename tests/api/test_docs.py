"""The pages in docs/ say what is so: their code is run, and what they name is there."""

import doctest
import importlib.util
import json
import re
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "API.md").read_text(encoding="utf-8")


@pytest.mark.model
def test_the_code_of_the_page_on_the_api_gives_what_it_says(page, root, store, http_address, monkeypatch):
    monkeypatch.chdir(root)
    text = page.replace("http://127.0.0.1:7870", http_address).replace('"store"', repr(str(store)))
    test = doctest.DocTestParser().get_doctest(text, {}, "API.md", "docs/API.md", 0)
    report = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted > 20 and result.failed == 0, "".join(report)


@pytest.mark.model
def test_the_configuration_for_mcp_clients_starts_the_server(page, root, store, brief):
    [block] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    server = json.loads(block)["mcpServers"]["trade-brief"]
    command = [sys.executable, *(str(store) if part == "store" else part for part in server["args"])]
    done = subprocess.run(command, cwd=root, input="", capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_services_that_the_page_lists_are_those_that_there_are(page):
    from assistant.services import SERVICES

    listed = dict(re.findall(r"^\| (\w+) \| (`.*?|) \|", page, re.MULTILINE))
    assert list(listed) == [service.name for service in SERVICES]
    for service in SERVICES:
        named = set(re.findall(r"`(\w+)`", listed[service.name]))
        assert named == set(service.model_fields)


def test_the_names_that_the_page_lists_are_those_that_the_package_gives(page):
    import assistant

    promised = page[page.index("The packages are typed") : page.index("come from\n`assistant`")]
    assert set(re.findall(r"`([A-Z]\w+)`", promised)) == set(assistant.__all__)


@pytest.mark.model
def test_the_agent_of_the_example_calls_the_tools_and_keeps_their_evidence(root, brief, scripted_model):
    spec = importlib.util.spec_from_file_location("langchain_agent", root / "docs" / "langchain_agent.py")
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    question = "How much did India export to Germany?"
    model = scripted_model(
        ("ask_documents", {"question": question}),
        ("calculate", {"expression": "$176.2 million * 2"}),
        ("search_passages", {"query": "x", "path": "/"}),
    )
    messages = example.make_agent(model, brief).invoke({"messages": [("user", question)]})["messages"]
    answer, calculation = example.evidence(messages)
    own = brief.ask(question).as_json()
    assert {**answer, "timings_ms": 0} == {**own, "timings_ms": 0}
    assert calculation["shown"] == "$352.4 million"
    assert "path is not an argument" in messages[-2].content and messages[-1].content == "Done."
