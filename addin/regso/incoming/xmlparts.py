"""XML of others as trees: no entities, no network, no depth that exhausts the stack."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from regso.incoming.plain import MEGABYTE
from regso.incoming.reading import reading

MOST_TREE: Final = 64 * MEGABYTE  # of XML; its tree takes some twenty times as much
# Without huge_tree nothing is deeper than 256, and no text longer than 10 MB.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def tree_of(content: bytes, name: str, what: str) -> etree._Element:
    """Return the root of an XML document.

    Parameters
    ----------
    content : bytes
    name, what : str
        The file that it is a part of, and what is said of it if the part is damaged.

    Raises
    ------
    FileError
        It is not well-formed.
    """
    with reading(name, what):
        return etree.fromstring(content, _PARSER)


def events_of(content: bytes, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the elements with some tags as they end, and forget each that has been seen.

    What is not well-formed raises as lxml does: call it inside `reading`.
    """
    file = io.BytesIO(content)
    parsed = etree.iterparse(
        file, tag=list(tags), resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in parsed:
        yield element
        if element.tag == tags[0]:
            element.clear()
