"""Parses XML from a file that nobody vouches for: no entities, no other files, no network, no great depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def parse_xml(raw: bytes) -> Element:
    """The root element.

    Raises:
        DocumentError: it is not well-formed, declares entities, or is nested too deeply.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("it is damaged; open it and save it anew.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("it declares entities, which no such file needs; save it anew.")
    return root
