"""Every word of the page that is not a document's or a user's, in one place for translation."""

from __future__ import annotations

TITLE = "Trade Brief Assistant"

# The frame of the page.
TAB_CONVERSATION = "Chat"
TAB_FIGURES = "Figures"
TAB_CHECK = "Check"
TAB_DOCUMENTS = "Documents"
NEW = "New"
EXPORT = "Export"
CARD = "Card"
HELP = "Help"
WORDED_BY = "Worded by {model}"
WORDING = "The model is still writing ..."
WORDED_HINT = "Off: the built-in answers alone, at once"
DRAFTED = "{model}: {kept} of {sentences} sentences kept, {seconds:.1f} s"
ASK = "Ask"
STOP = "Stop"
QUESTION = "Your question"
QUESTION_HINT = "Ask about the documents"
CHAT = "Conversation"
EVIDENCE = "Evidence"
CLOSE = "Close"
COPIED = "Copied."
NOTHING_TO_EXPORT = "Nothing has been asked yet, so there is nothing to export."
INTRODUCTION = "Ask about the documents. Every figure comes with its exact source or its working."
EVIDENCE_HINT = "The words an answer rests on appear here, and the working of every computed figure."
EXAMPLE_QUESTIONS = (
    "How much would medical device exports to Russia have to grow each year to reach the target?",
    "What were India's medical device exports to Germany in FY 2022-23?",
    "How many times larger are medical device exports to the US than to Russia?",
    "What is Rs 2,000 crore in US dollars at 83.4?",
)  # each is offered only where the documents at hand answer it
QUESTION_ABOUT = "{goods}, {subject}, {period}?"

# Opening.
OPENING = "Opening the documents"
OPENING_STEP = "Opening the documents: {step}, {done} of {total}"
WAITING = "{words}. Your question waits until they are open."
READY = "{documents} documents, {figures} figures"
FAILED = "The documents could not be opened."
BROKEN = "This question could not be answered because of a fault in the program; ask it another way."

# Answers.
DECLINED = "Not in the documents"
UNCLEAR = "Needs a word more"
NEAREST = "What the documents hold nearest"
WORKING = "Working"
WORKING_OF = "Working of {shown}"
SHOW_SOURCE = "Source {marker}: {title}"
COPY_ANSWER = "Copy"
EDIT_QUESTION = "Edit"
ASK_AGAIN = "Ask again"
FOLLOW = "Ask next"
FOLLOW_PLACE = "And {place}?"
FOLLOW_PERIOD = "And in {period}?"
FOLLOW_SHARE = "What share of the total is that?"
FOLLOW_TIMES = "How many times is that?"
FOLLOW_MONEY = "How much is that in {currency}?"
WAS = "Before the documents changed the answer was:"
THINKING = "Looking it up"
SIDES = "The sources side by side"

# Sources.
SOURCE = "Source {marker}"
SOURCE_STEP = "Source {place} of {total}"
PREVIOUS = "Previous source"
NEXT = "Next source"
BACK = "Back"
ADDRESS = "Address"
ORIGINAL = "Cited there from"
NO_DATE = "no date"
DOCUMENT_TEXT = "Text of the document"
PRINTED = "Page {page} of “{title}” as it is printed"
LEFT_OUT_BEFORE = "Earlier text is not shown"
LEFT_OUT_AFTER = "Later text is not shown"
NOT_FOUND = "This source is no longer held; ask the question again."

# Beside an empty conversation.
AT_HAND = "At hand"
DOCUMENTS_HELD = "{count} documents"
SPAN = "{first} to {last}"
MOST_ABOUT = "Figures by subject"
MOST_OF = "Figures by period"
NEWEST = "Newest documents"

# Workings.
VALUE = "Value"
ABOUT = "About"
FROM = "From"
FORMULA = "Formula"
STEPS = "Steps"
ROUNDING = "Rounding"
RATE = "Rate used"
EXACT_RESULT = "Unrounded"
GIVEN = "your question"
GIVEN_BY = "{who}: {what}"
THE_DOCUMENTS = "the documents"
EARLIER_RESULT = "an earlier result"
REFERENCE_RATE = "reference rate"
ORIGINS = {
    "document": THE_DOCUMENTS,
    "question": GIVEN,
    "calculation": EARLIER_RESULT,
    "reference rate": REFERENCE_RATE,
    "periods": "the two periods",
}

# Words for what types hold as codes.
QUALIFIERS = {
    "exact": "",
    "about": "about",
    "over": "over",
    "under": "under",
    "up to": "up to",
    "almost": "almost",
}
STATUSES = {
    "reported": "reported",
    "provisional": "provisional",
    "projected": "projected",
    "target": "target",
    "hypothetical": "hypothetical",
}
FLOW_OF_ITEM = "{item} {flow}"
FLOW_OF_HEADING = "{heading} ({flow})"
RANGE = "{low} to {high}"
FLOWS = {"export": "exports", "import": "imports", "trade": "trade", "balance": "trade balance"}
OPERATIONS = {
    "average": "average",
    "cagr": "compound annual growth rate",
    "convert": "currency conversion",
    "difference": "difference",
    "even_split": "even split",
    "split": "split in parts",
    "expression": "calculation",
    "growth_multiple": "multiple after growth",
    "implied_rate": "implied exchange rate",
    "in_unit": "conversion of units",
    "ln": "natural logarithm",
    "maximum": "largest",
    "median": "median",
    "minimum": "smallest",
    "negative": "negative",
    "number": "number",
    "part_from_share": "part from its share",
    "per_unit": "per unit",
    "percent_change": "percent change",
    "percentage_point_change": "change in percentage points",
    "power": "power",
    "product": "product",
    "projection": "projection",
    "quotient": "quotient",
    "rank": "rank",
    "ratio": "multiple",
    "remainder": "remainder",
    "required_rate": "growth needed each year",
    "rescale": "another scale",
    "root": "root",
    "scale_by_percent": "change by a percentage",
    "share": "share",
    "shift_by_points": "change by percentage points",
    "sum": "sum",
    "weighted_average": "weighted average",
    "whole_from_share": "whole from a share",
    "years_needed": "years needed",
}

# The meeting card.
CARD_TITLE = "Meeting card"
CARD_EMPTY = "Ask for a figure first; the card shows the last one."
CARD_COPY = "Copy with source"
COMPUTED = "computed"

# Figures.
SEARCH_FIGURES = "Search figures"
SEARCH_FIGURES_HINT = "A word, a place, a year"
ANY = "Any"
FILTER_SUBJECT = "Subject"
FILTER_MEASURE = "Measure"
FILTER_PERIOD = "Period"
FILTER_UNIT = "Unit"
FILTER_STATUS = "Status"
FILTER_DOCUMENT = "Document"
FIGURES_SHOWN = "{shown} of {total} figures"
MORE_FIGURES = "Show {count} more"
NO_FIGURES = "No figure matches; take a filter away or search for another word."
COLUMN_FIGURE = "Figure"
COLUMN_ABOUT = "What it is, and the words it stands in"
TABLE_FIGURES = "Figures"

COVERAGE = "Coverage"
COVERAGE_COUNT = "How many figures are held of each period; {left} more say no period or are rarer"
COVERAGE_CELL = "{count}: {subject}, {period}"
VIEW = "Show"
VIEW_TABLE = "Table"
VIEW_COVERAGE = "Coverage by {by}"

# Picked figures.
PICK = "Pick"
PICK_FIGURE = "Pick {figure}"
PICKED = "Picked figures"
PICKED_COUNT = "{count} picked"
PICK_CLEAR = "Clear"
PICK_OPERATIONS = {
    "sum": "Sum",
    "average": "Average",
    "difference": "Difference",
    "share": "Share",
    "multiple": "Multiple",
    "growth": "Growth",
    "cagr": "CAGR",
    "bars": "Bars",
    "lines": "Lines",
}
PICK_SEVERAL = "This needs at least two figures; pick another one."
PICK_LEVELS = "Changes, multiples and rates cannot be added up; pick amounts or shares."
PICK_PERIODS = (
    "Growth needs figures of different periods, one of each; pick figures whose documents say for when they are."
)
PICK_LENGTHS = "{first} and {second} are not equally long; pick two years, or the same months of two years."
PICK_YEARS = "A rate a year needs periods that begin whole years apart; pick the same period of two years."
PICK_SPAN = "{years} years ({first} to {second})"
PICK_RANGE = "{value} is a range, with which nothing can be computed; pick a single figure."
CAUTION_ENDS = "This runs from the first of the picked periods to the last."
CAUTION_UNBOUND = "It is not sure what {value} is about; read its words before using the result."
CAUTION_PERIODS = "The figures are not of the same period."
CAUTION_MEASURES = "The figures do not measure the same thing."
CAUTION_STATUS = "Some of the figures are reported and others not."
CAUTION_ABOUT = "Some of the figures are only about what they say, and so is the result."
CHART_UNITS = "Figures of different units cannot share an axis; pick figures of one unit."
CHART_PERIODS = "Lines run over time; pick figures whose documents say for when they are, or draw bars."
RESULT = "Result"
COMPARED = {
    "share": "Shares of their sum, {whole}",
    "multiple": "How many times the smallest, {whole}",
    "difference": "How far behind the largest, {whole}",
    "growth": "Growth from each period to the next",
}
SAVE_PNG = "Save as PNG"
SAVE_CSV = "Save the data as CSV"

# Documents.
COLUMN_TITLE = "Title"
COLUMN_STATUS = "Status"
COLUMN_FIGURES = "Figures"
COLUMN_PASSAGES = "Passages"
INDEXED = "indexed"
ONLY_YOURS = "only in this session"
ADD = "Add documents"
ADD_HINT = "Taken: {kinds}; up to {size} MB each."
SCOPE = "Who reads what you add"
SCOPE_OWN = "Only this session"
SCOPE_SHARED = "Everybody at this desk"
SCOPE_WORDS = (
    "For this session: copied aside, seen by nobody else, gone when the session is over. For everybody: put into the "
    "folder of the documents."
)
ADDED = "added"
DONE = "Done."
CHANGING = "Changing the documents"
NOTHING_ADDED = "Documents cannot be added here."
REMOVE = "Remove"
REMOVE_OF = "Remove {title}"
REMOVE_SURE = (
    "Remove this document? One of everybody's is put aside in the folder .removed; one of this session's is gone."
)
CANCEL = "Cancel"
REINDEX = "Look for changed files"
TOO_MANY_OWN = "Too many sessions have documents of their own now; add yours for everybody, or try again later."
TOO_MANY_FILES = "Not more than {most} files are added at once; add the rest afterwards."
NOT_A_DOCUMENT = "A file of this name is not taken for a document; give it another name."
NAME_TAKEN = "There is a document of this name; remove that one first, or give this file another name."
NOT_COPIED = "It could not be copied; check that the folder of the documents can be written and has room."
NOT_REMOVED = "{name} could not be moved ({reason}); check that its folder can be written."
NO_SUCH_DOCUMENT = "This document is no longer held."
TABLE_DOCUMENTS = "Documents"
NO_DOCUMENTS = "No documents are open yet."

# Check.
CHECKING = "Checking the documents against themselves"
ABOUT_WHAT = "A measure, a topic or a document"
ABOUT_WHAT_HINT = "exports to Germany; exchange rates; the title of a document"
VALUES = "Values side by side"
SHEET = "Fact sheet"
SHEET_AS = "As"
SHEET_OF_WHAT = "Say first what the fact sheet should be about: a topic in words, or the title of a document."
SHOWN_KIND = "Findings"
ALL_KINDS = "All"
NO_FINDINGS = "Nothing was found that does not hold."
NO_VALUES = "The documents give no value for this; use words of theirs."
FINDINGS_COUNT = "{count} findings; a click on a place opens its words"
MEASURES_COUNT = "{count} measures; told with several values: {differ}"
SEVERITIES = {"high": "Grave.", "medium": "Doubtful.", "low": "Minor."}
MORE_PLACES = "and {count} more"
AGREE = "The documents agree."
DIFFER = "The values differ."
DIFFER_BY = "The values differ, by {apart}."
COLUMN_DATE = "Date"
COLUMN_SCOPE = "Of what"

# History.
TAB_HISTORY = "History"
KEEP_HISTORY = "Keep what I ask on this machine"
HISTORY_WORDS = (
    "Kept in a file beside the index, for this browser alone. An old conversation is opened by asking its questions "
    "again; where the documents have changed since, it says what the answer was."
)
NO_HISTORY = "Nothing is kept yet."
HISTORY_OFF = "No history is kept at this desk."
FORGET = "Forget"
FORGET_ALL = "Forget all"
FORGET_OF = "Forget “{question}”"
COLUMN_ASKED = "Last asked"
COLUMN_QUESTION = "Conversation"
COLUMN_COUNT = "Questions"

# How it looks.
LOOK = "Look"
NUMBERS = "Numbers"
NUMBER_STYLES = {
    "as written": "As the documents write them",
    "indian": "Indian: 1,00,000 and crore",
    "international": "International: 100,000 and million",
}
COLOURS = "Colours"
SCHEMES = {"": "As the system has them", "light": "Light", "dark": "Dark"}

# Help.
HELP_TITLE = "Keys"
KEYS = (
    ("/", "write a question"),
    ("Enter", "ask it"),
    ("Left, Right", "step through the sources of the answer"),
    ("m", "show the last figure large"),
    ("w", "open the working of the last figure"),
    ("1, 2, 3, ...", "go to a tab"),
    ("N", "begin a new conversation"),
    ("e, E", "export the conversation as Markdown, as Word"),
    ("?", "show these keys"),
    ("Up", "in the empty line: the last question again"),
    ("Esc", "stop a question, close what is open, or give up editing"),
)

# Export.
EXPORT_AS = "Export the conversation with its sources and workings"
AS_MARKDOWN = "Markdown"
AS_WORD = "Word"
EXPORT_TITLE = "Conversation"
EXPORT_WORKING = "Working"
