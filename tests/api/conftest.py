"""The servers over the real documents, each started once in a process of its own, with clients as others have them."""

import os
import socket
import subprocess
import sys
import time

import httpx
import pytest


@pytest.fixture(scope="session")
def started_with(corpus, store, brief):
    """The arguments of a server over the session's store, which is built by then."""
    return ["--corpus", str(corpus), "--store", str(store)]


@pytest.fixture(scope="session")
def mcp_client(root, started_with):
    """Calls of the official client over a server that it has started: `mcp_client("ask", question="...")`."""
    from anyio.from_thread import start_blocking_portal
    from mcp import Client, StdioServerParameters

    server = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp", *started_with], cwd=root, env=dict(os.environ)
    )
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:

        def call(tool, **arguments):
            return portal.call(client.call_tool, tool, arguments)

        call.client, call.portal = client, portal
        yield call


@pytest.fixture(scope="session")
def http_address(root, started_with):
    """The address of a server whose documents are open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "api", "--port", str(port), *started_with]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            end = time.monotonic() + 120
            while not healthy(address):
                assert time.monotonic() < end and server.poll() is None, "the server does not start"
                time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            said = server.communicate(timeout=30)[1]
    assert said == "", "a server says nothing where nothing is wrong"


def healthy(address):
    try:
        return httpx.get(f"{address}/health", timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def scripted_model():
    """A chat model that calls the tools it is told to, one after the other, and then says "Done."."""
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    class Scripted(GenericFakeChatModel):
        def bind_tools(self, tools, **rest):
            return self

    def scripted(*calls):
        turns = [
            AIMessage("", tool_calls=[{"name": name, "args": arguments, "id": f"call-{n}"}])
            for n, (name, arguments) in enumerate(calls)
        ]
        return Scripted(messages=iter([*turns, AIMessage("Done.")]))

    return scripted
