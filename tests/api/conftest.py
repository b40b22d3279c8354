"""The servers over the real documents, each started once in a process of its own, with clients as others have them."""

import os
import sys
from contextlib import contextmanager

import pytest

QUESTION = "How much did India export to Germany?"


@pytest.fixture(scope="session")
def mcp_client(root, corpus, store, brief):
    """Calls of the official client over a server that it has started: `call("ask", question="...")`."""
    with connected(root, corpus, store) as call:
        yield call


@contextmanager
def connected(root, corpus, store):
    from anyio.from_thread import start_blocking_portal
    from mcp import Client, StdioServerParameters

    arguments = ["-m", "assistant", "mcp", "--corpus", str(corpus), "--store", str(store)]
    environ = {name: os.environ[name] for name in os.environ if not name.startswith("TRADE_BRIEF_")}
    server = StdioServerParameters(command=sys.executable, args=arguments, cwd=root, env=environ)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(Client(server)) as client:

        def call(tool, **arguments):
            return portal.call(client.call_tool, tool, arguments)

        call.client, call.portal = client, portal
        yield call
