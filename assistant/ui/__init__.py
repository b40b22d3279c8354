"""The Gradio page: the only package that imports Gradio."""

from __future__ import annotations

import os

# Gradio and the hub library read these while they are imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# After every event Gradio sums up all events so far with pandas, for a page of statistics that is switched off here.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**12)
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
