"""XML of others as trees: no entities, no network, no depth that exhausts the stack."""

from __future__ import annotations

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
