"""Readers of files that are not plain text. Each turns bytes into pieces; one place makes the document's text of them.

bytes ── html, docx, pptx, xlsx, ods, eml, pdf ──► Reading (pieces) ── compose ──► Content
                                                      │
                                                      └── grids: merged cells, header rows

pieces     heading, paragraph, table: what every reader yields, with its place in the file
grids      a table as drawn → header and rows of equal width
compose    pieces → canonical text, blocks, tables and the words' places
limits     what a file may cost, and the checks before it is opened
isolated   runs the readers in a process of their own, so that a crash costs one file
"""
