"""The assistant for other programs that are no Python: over HTTP, and as an MCP server. Loads neither on import.

held        the assistant of a program that stays up, opened anew where the documents have changed
gate        who may come in: key, rate, size and host
http_api    the HTTP API, described by OpenAPI
mcp_server  the MCP server over standard input and output
"""
