"""What a package holds when only some relations are followed, and none that leads out of it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from regso.xlsx.package import CONTENT_TYPES, Package, relations_of, target_of

_LINK = "hyperlink"  # leads out, but is only opened when someone clicks it
_RELATIONS = "officeDocument/relationships}"  # how the namespace of references to them ends
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_MARKUP = (".xml", ".rels")


def keep(package: Package, wanted: Callable[[str, str], bool]) -> None:
    """Leave the parts that wanted relations lead to, and nothing that refers to another.

    Parameters
    ----------
    package : Package
    wanted : callable
        Tells from the last word of a relation's type, and the part it leads to, whether to
        follow it. A relation to something outside the package is followed by no one; only
        hyperlinks stay.
    """
    kept = {CONTENT_TYPES}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        kept |= {part, relations_of(part)}
        ids, targets = _narrow(package, part, wanted)
        if part.endswith(_MARKUP):
            _drop_references(package, part, ids)
        waiting += [target for target in targets if target not in kept]
    for part in [part for part in package.parts if part not in kept]:
        del package.parts[part]
    types = package.change(CONTENT_TYPES)
    for element in list(types):
        name = element.get("PartName", "").removeprefix("/")
        if name and name not in package.parts:
            types.remove(element)


def _narrow(
    package: Package, part: str, wanted: Callable[[str, str], bool]
) -> tuple[set[str], list[str]]:
    """Leave the wanted relations of a part; return their ids, and the parts they lead to."""
    ids, targets = set(), []
    for key, relation in package.relations(part).items():
        kind, target = relation.get("Type", "").rpartition("/")[2], target_of(part, relation)
        is_outside = relation.get("TargetMode", "") == "External"
        if kind == _LINK or (not is_outside and target in package.parts and wanted(kind, target)):
            ids.add(key)
            targets += [] if kind == _LINK else [target]
        else:
            package.change(relations_of(part)).remove(relation)
    return ids, targets


def _drop_references(package: Package, part: str, ids: set[str]) -> None:
    """Remove what refers to a relation that is gone; a picture keeps its place."""
    gone = [
        (element, key)
        for element in package.tree(part).iter(etree.Element)
        for key, value in element.attrib.items()
        if _is_reference(str(key)) and value and value not in ids
    ]
    if gone:
        package.change(part)
    for element, key in gone:
        parent = element.getparent()
        if element.tag == _BLIP or parent is None:
            element.attrib.pop(key, "")
        else:
            parent.remove(element)


def _is_reference(attribute: str) -> bool:
    return _RELATIONS in attribute
