"""The Gradio page: the only package that imports Gradio."""

from __future__ import annotations

import os

# Gradio and the hub library read these while they are imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
