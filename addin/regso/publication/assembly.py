"""The new package: its sheets, its parts and how they are related, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Final

from lxml import etree

from regso.workbook.use import NAME, WORDS, Use
from regso.xlsx import archive
from regso.xlsx.cells import MAIN, escaped, serialize
from regso.xlsx.package import CALC_ID, CONTENT_TYPES, DOCUMENT, HEAD, PARTS, WORKBOOK

_TYPES = {
    WORKBOOK: "spreadsheetml.sheet.main",
    "xl/styles.xml": "spreadsheetml.styles",
    "xl/worksheets/": "spreadsheetml.worksheet",
    "xl/drawings/": "drawing",
    "xl/charts/": "drawingml.chart",
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
TITLE: Final = "Publiceringskopia"


def root_of(tag: str) -> etree._Element:
    """Return the root of a worksheet or of the styles."""
    return etree.fromstring(f'<{tag} xmlns="{MAIN}" xmlns:r="{DOCUMENT}"/>')


def saying(use: Use) -> str:
    """Return the defined name that says what a sheet is for; {index} stands for its number."""
    return f'<definedName name="{NAME}" localSheetId="{{index}}">"{WORDS[use]}"</definedName>'


class Copy:
    """A package in the making.

    Parameters
    ----------
    date : date
        Stands in the properties, and is the time stamp of every part.
    excel : str
        The version of Excel that the charts are written for: what they leave out depends on it.
    """

    def __init__(self, date: dt.date, excel: str) -> None:
        self._excel = excel
        self.parts: dict[str, bytes] = {}
        self._date = date
        self._sheets: list[tuple[str, str]] = []

    def add_sheet(self, name: str, sheet: etree._Element, names: str, drawing: str | None) -> None:
        """Add a sheet with its defined names ({index} stands for its number) and its drawing."""
        number = len(self._sheets) + 1
        self._sheets.append((name, names.replace("{index}", str(number - 1))))
        self.parts[f"xl/worksheets/sheet{number}.xml"] = serialize(sheet)
        if drawing is not None:
            target = f"../drawings/{drawing.rpartition('/')[2]}"
            self.relate(f"xl/worksheets/sheet{number}.xml", [("drawing", target)])

    def add(self, folder: str, extension: str, content: bytes) -> str:
        """Add a part to a folder under the next free number, and return its name."""
        stem = f"xl/{folder}/{folder.removesuffix('s') if folder != 'media' else 'image'}"
        number = 1 + sum(name.startswith(stem) for name in self.parts)
        name = f"{stem}{number}.{extension}"
        self.parts[name] = content
        return name

    def relate(self, part: str, relations: list[tuple[str, str]]) -> None:
        """Write the relations of a part: kinds and targets, as rId1, rId2 and so on."""
        folder, _, name = part.rpartition("/")
        rows = [(f"{DOCUMENT}/{kind}", target) for kind, target in relations]
        self.parts[f"{folder}/_rels/{name}.rels"] = _relations(rows)

    def finish(self, styles: bytes, uses_1904: bool) -> None:
        """Add what holds the sheets together."""
        from xml.sax.saxutils import quoteattr  # noqa: PLC0415 - it loads urllib

        self.parts["xl/styles.xml"] = styles
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>'
            for i, (name, _) in enumerate(self._sheets, 1)
        )
        names = "".join(names for _, names in self._sheets)
        epoch = ' date1904="1"' if uses_1904 else ""
        self.parts[WORKBOOK] = (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">'
            f"<workbookPr{epoch}/>"
            f'<bookViews><workbookView activeTab="0"/></bookViews><sheets>{sheets}</sheets>'
            f"{f'<definedNames>{names}</definedNames>' if names else ''}"
            f'<calcPr calcId="{CALC_ID}"/></workbook>'
        ).encode()
        targets = [
            ("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, 1 + len(self._sheets))
        ]
        self.relate(WORKBOOK, [*targets, ("styles", "styles.xml")])
        self.parts["docProps/core.xml"] = self._properties()
        self.parts["docProps/app.xml"] = (
            f'{HEAD}<Properties xmlns="{_PROPERTIES}"><Application>Microsoft Excel</Application>'
            f"<AppVersion>{self._excel}</AppVersion></Properties>"
        ).encode()
        self.parts["_rels/.rels"] = _relations(
            [
                (f"{DOCUMENT}/officeDocument", WORKBOOK),
                (f"{PARTS}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{DOCUMENT}/extended-properties", "docProps/app.xml"),
            ]
        )

    def _properties(self) -> bytes:
        moment = f'xsi:type="dcterms:W3CDTF">{self._date.isoformat()}T00:00:00Z<'
        return (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PARTS}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escaped(f'{self._sheets[1][0]} – {TITLE.lower()}')}</dc:title>"
            f"<dcterms:created {moment}/dcterms:created></cp:coreProperties>"
        ).encode()

    def write(self) -> bytes:
        """Return the package as a file; the same parts and date give the same bytes."""
        midnight = (self._date.year, self._date.month, self._date.day, 0, 0, 0)
        return archive.pack({CONTENT_TYPES: self._types(), **self.parts}, midnight)

    def _types(self) -> bytes:
        rows = [
            f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>',
            f'<Override PartName="/docProps/app.xml" ContentType="{_OFFICE}extended-properties'
            '+xml"/>',
        ]
        for name in self.parts:
            kind = next((k for start, k in _TYPES.items() if name.startswith(start)), None)
            if kind is not None and name.endswith(".xml"):
                rows.append(f'<Override PartName="/{name}" ContentType="{_OFFICE}{kind}+xml"/>')
        if any(name.endswith(".svg") for name in self.parts):
            rows.insert(0, '<Default Extension="svg" ContentType="image/svg+xml"/>')
        return (
            f'{HEAD}<Types xmlns="{PARTS}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{"".join(rows)}</Types>'
        ).encode()


def _relations(rows: list[tuple[str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(rows, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PARTS}/relationships">{items}</Relationships>'.encode()
