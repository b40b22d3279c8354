"""The parts of the page that do not change while it is used."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui import text as t
from assistant.ui.markup import joined

BRAND = str(Markup("<h1>{}</h1>").format(t.TITLE))
HINT = str(Markup('<p class="hint">{}</p>').format(t.EVIDENCE_HINT))

# Templates: Gradio puts the value in for ${value}, and never reads the value itself as a template.
EVIDENCE_FRAME = (
    str(
        Markup(
            '<button type="button" id="close-evidence">{0}</button>'
            '<div id="pane" role="region" aria-label="{1}" tabindex="-1">'
        ).format(t.CLOSE, t.EVIDENCE)
    )
    + "${value}</div>"
)
CARD_FRAME = (
    str(Markup('<dialog id="card" aria-label="{}"><div class="card-body">').format(t.CARD_TITLE))
    + "${value}</div>"
    + str(
        Markup(
            '<form method="dialog"><button type="button" id="copy-card">{}</button><button>{}</button></form></dialog>'
        ).format(t.CARD_COPY, t.CLOSE)
    )
)
PICKED_BAR = str(
    Markup(
        '<div id="picked" role="toolbar" aria-label="{}" hidden>'
        '<span class="count" role="status" data-form="{}"></span>{}'
        '<button type="button" data-clear>{}</button></div>'
    ).format(
        t.PICKED,
        t.PICKED_COUNT,
        joined(
            Markup('<button type="button" data-pick="{}">{}</button>').format(name, label)
            for name, label in t.PICK_OPERATIONS.items()
        ),
        t.PICK_CLEAR,
    )
)
HISTORY_BOX = str(
    Markup('<label class="keep"><input type="checkbox" id="keep"> {}</label><p class="hint">{}</p>').format(
        t.KEEP_HISTORY, t.HISTORY_WORDS
    )
)


def _choice(id: str, label: str, options: Mapping[str, str]) -> Markup:
    """A list to choose from, with its name."""
    items = joined(Markup('<option value="{}">{}</option>').format(value, words) for value, words in options.items())
    return Markup('<label>{}<select id="{}">{}</select></label>').format(label, id, items)


DIALOGS = str(
    Markup(
        '<dialog id="help" aria-label="{0}"><h2>{7}</h2><div class="choices">{8}{9}</div><h2>{0}</h2><dl>{1}</dl>'
        '<form method="dialog"><button>{2}</button></form></dialog>'
        '<dialog id="sure" aria-label="{3}"><p>{4}</p><p class="what" dir="auto"></p>'
        '<form method="dialog"><button value="yes">{3}</button><button value="">{5}</button></form></dialog>'
        '<dialog id="export-as" aria-label="{10}"><h2>{10}</h2>'
        '<form method="dialog"><button data-export="markdown">{11}</button>'
        '<button data-export="word">{12}</button><button>{5}</button></form></dialog>'
        '<div id="copied" role="status" popover="manual">{6}</div>'
        '<div id="live" class="unseen" aria-live="polite"></div>'
    ).format(
        t.HELP_TITLE,
        joined(Markup("<div><dt><kbd>{}</kbd></dt><dd>{}</dd></div>").format(key, what) for key, what in t.KEYS),
        t.CLOSE,
        t.REMOVE,
        t.REMOVE_SURE,
        t.CANCEL,
        t.COPIED,
        t.LOOK,
        _choice("style", t.NUMBERS, t.NUMBER_STYLES),
        _choice("scheme", t.COLOURS, t.SCHEMES),
        t.EXPORT_AS,
        t.AS_MARKDOWN,
        t.AS_WORD,
    )
)
