"""Documents in, a searchable store of passages and figures out. Knows nothing of questions."""
