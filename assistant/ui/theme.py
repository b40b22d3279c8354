"""The look of the page: calm, dense, light and dark, with the fonts the machine already has."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from gradio.themes.utils import colors, fonts, sizes

HERE = Path(__file__).parent
STYLES = (HERE / "page.css", HERE / "check.css")
SCRIPT = HERE / "page.js"
CHOICES = HERE / "choices.js"
FIRST = HERE / "first.js"

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Consolas", "Liberation Mono", "monospace")


def style() -> str:
    """The page's own style sheets as one."""
    return "".join(part.read_text(encoding="utf-8") for part in STYLES)


def theme() -> gr.themes.Base:
    """The theme; plain font names, since Gradio's own would be looked for on the network or shipped to everyone."""
    base = gr.themes.Base(
        primary_hue=colors.teal,
        secondary_hue=colors.slate,
        neutral_hue=colors.slate,
        text_size=sizes.text_md,
        spacing_size=sizes.spacing_sm,
        radius_size=sizes.radius_sm,
        font=tuple(fonts.Font(name) for name in SANS),
        font_mono=tuple(fonts.Font(name) for name in MONO),
    )
    return base.set(
        body_background_fill="#f5f6f4",
        body_background_fill_dark="#12171a",
        body_text_color="#1d2529",
        body_text_color_dark="#e3e8ea",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#181f23",
        block_background_fill="#ffffff",
        block_background_fill_dark="#181f23",
        border_color_primary="#d5dad8",
        border_color_primary_dark="#323c42",
        block_border_width="0px",
        block_shadow="none",
        block_shadow_dark="none",
        color_accent="#0f5f63",
        color_accent_soft="#e3efee",
        color_accent_soft_dark="#1c3436",
        border_color_accent="#0f5f63",
        border_color_accent_dark="#6cc3c4",
        link_text_color="#0f5f63",
        link_text_color_dark="#6cc3c4",
        link_text_color_hover="#0f5f63",
        link_text_color_hover_dark="#6cc3c4",
        link_text_color_visited="#0f5f63",
        link_text_color_visited_dark="#6cc3c4",
        body_text_color_subdued="#566268",
        body_text_color_subdued_dark="#a3b0b6",
        button_primary_background_fill="#0f5f63",
        button_primary_background_fill_hover="#0b4a4d",
        button_primary_background_fill_dark="#1b7f84",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1d262b",
        input_border_color="#8a979c",
        input_border_color_dark="#5d6b72",
    )
