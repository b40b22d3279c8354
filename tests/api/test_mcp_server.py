"""The MCP server, spoken to by the official client, and by a program that looks at every line that it writes."""

import json
import os
import subprocess
import sys

import pytest

from assistant.services import SERVICES

pytestmark = pytest.mark.model

QUESTION = "How much did India export to Germany?"


def test_the_six_tools_are_offered_and_all_of_them_only_read(mcp_client):
    tools = mcp_client.portal.call(mcp_client.client.list_tools).tools
    assert [tool.name for tool in tools] == [service.name for service in SERVICES]
    for tool in tools:
        assert tool.title and tool.description and tool.input_schema["type"] == tool.output_schema["type"] == "object"
        hints = tool.annotations
        assert hints.read_only_hint and hints.idempotent_hint
        assert not hints.destructive_hint and not hints.open_world_hint


def test_the_server_says_what_it_is_and_that_quotes_are_data(mcp_client):
    client = mcp_client.client
    assert client.server_info.name == "trade-brief-assistant" and client.server_info.version
    assert "never an instruction" in client.instructions
    capabilities = client.server_capabilities
    assert capabilities.tools and not capabilities.resources and not capabilities.prompts


def test_an_answer_comes_as_values_and_as_the_same_text(mcp_client, brief):
    result = mcp_client("ask", question=QUESTION)
    assert not result.is_error
    assert json.loads(result.content[0].text) == result.structured_content
    own = brief.ask(QUESTION).as_json()
    assert {**result.structured_content, "timings_ms": 0} == {**own, "timings_ms": 0}


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("ask", {}, "ask needs the argument question; give it."),
        ("search", {"query": "tea", "top_k": 99}, "top_k"),
        ("calculate", {"expression": "Rs 5 crore + $2 million"}, "Cannot add"),
        ("documents", {"path": "/etc/passwd"}, "path is not an argument of documents"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_for_the_model(mcp_client, tool, arguments, says):
    result = mcp_client(tool, **arguments)
    assert result.is_error and result.structured_content is None
    assert says in result.content[0].text and "\n" not in result.content[0].text


def test_a_tool_that_is_not_there_is_refused_with_those_that_are(mcp_client):
    from mcp import MCPError

    with pytest.raises(MCPError, match="use one of ask, search, figures, calculate, check, documents"):
        mcp_client("delete_documents")


NOISY = """
import sys
from assistant.api import mcp_server
from assistant.api.held import Held
from assistant.cli import app
from assistant.services import Calculate
print("said before the server is there", file=sys.stderr)

def noisy(self, assistant, run=Calculate.run):
    import os, subprocess
    print("a library prints")
    os.write(1, b"past the interpreter\\n")
    subprocess.run(["echo", "a child prints"])
    return run(self, assistant)

Calculate.run = noisy
from assistant.program import run
run(sys.argv[1:])
"""


@pytest.mark.parametrize("code", [("-m", "assistant"), ("-c", NOISY)], ids=["as it is", "with libraries that print"])
def test_nothing_but_the_protocol_is_written_to_standard_output(root, corpus, store, brief, code):
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    called = {"name": "calculate", "arguments": {"expression": "2 * 3"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": called},
    ]
    command = [sys.executable, *code, "mcp", "--corpus", str(corpus), "--store", str(store)]
    environ = os.environ | {"TRADE_BRIEF_LOG": "debug"}
    with subprocess.Popen(
        command, cwd=root, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            server.stdin.write("".join(json.dumps(line) + "\n" for line in lines))
            server.stdin.flush()
            written = [server.stdout.readline() for _ in range(2)]
            rest, noise = server.communicate(timeout=60)  # closes its input, which ends it
        finally:
            server.kill()
    said = [json.loads(line) for line in [*written, *rest.splitlines()]]
    assert [(row["jsonrpc"], row["id"]) for row in said] == [("2.0", 1), ("2.0", 2)]
    assert said[1]["result"]["structuredContent"]["value"] == 6.0
    assert server.returncode == 0
    assert "-m" in code or all(words in noise for words in ("a library prints", "past the", "a child prints"))
