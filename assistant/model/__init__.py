"""Answers that a language model words and our verifier decides on. Imported only where a model is configured.

    names      a model by its name or address, and what is missing where it cannot be had
    writing    a draft as it is written: bounded in time and length, stopped when it is to be stopped
    agent      the same by a model that calls tools: search, figures by id, calculations over them
    stream     the draft's sentences, as soon as each is complete
    reading    a sentence read by the reader of the documents, as part of a document titled with the question
    binding    is what it says of a number what the documents say of that number?
    orders     the largest, the second, more than, rose: words for quantities
    wording    names, dates, negations and all other words
    support    all of that together: what a sentence rests on, or why it may not be said
    drafted    THE SEAM: a built-in answer, what it may rest on, and a draft become a verified answer
    asking     the assistant with a model: stands wherever the assistant does

The model picks and words; it types no number that reaches the reader unchecked.
"""
