"""An agency's own data, made of the example: nothing in them says that they are invented.

The store is the example's under codes of other län, with its borders moved to land, and the rows
are those of each template's Indata, changed the same way. So every template and every command of
the handbook can run as it does with real data, without any.
"""

import csv
import json
import re
import shutil
import sqlite3
from functools import cache

from books import book_of
from regso.store import EXAMPLE
from regso.templates import TEMPLATES

KOMMUNER = {"9901": "0180", "9902": "1480", "9903": "1280", "9904": "0114"}
LAN = ("01", "12", "14")
NORTH, EAST = -220_000, -40_000  # how far everything is moved, in metres
_CODES = {
    "area": ("code", "parent"),
    "statistic": ("code",),
    "population": ("code",),
    "change": ("code_from", "code_to"),
    "boundary": ("code",),
}
_MARKS = {
    "Exempelkontoret Kulissen": "Kontor A",
    "Exempelkontoret": "Kontoret",
    "Påhittat exempel: ": "",
    "exempel: ": "",
    "EX": "V",
}


def code(text):
    """Return a code of the example as one of another län."""
    return KOMMUNER.get(text[:4].upper(), text[:4]) + text[4:]


def store(folder):
    """Write the store into a folder that REGSO_DATA may name."""
    folder.mkdir(exist_ok=True)
    path = folder / "regso.sqlite"
    shutil.copy(EXAMPLE, path)
    with sqlite3.connect(path) as db:
        db.create_function("own", 1, code)
        db.create_function("moved", 1, _moved)
        db.create_function("plain", 1, _plain)
        for table, columns in _CODES.items():
            db.execute(f"UPDATE {table} SET " + ", ".join(f"{c} = own({c})" for c in columns))
        db.execute("UPDATE boundary SET geometry = moved(geometry)")
        db.execute("UPDATE area SET parent = substr(code, 1, 2) WHERE parent = '99'")
        db.execute("DELETE FROM area WHERE code = '99'")
        db.executemany("INSERT INTO area VALUES (0, ?, 'Länet', '', 1)", [(lan,) for lan in LAN])
        db.execute("UPDATE area SET name = plain(name)")
        db.execute("UPDATE source SET publisher = 'SCB', title = 'Tabellen', note = ''")
    return path


def _plain(text):
    return text.replace("Påhittstad", "Mellanstad").replace("Exempelby", "Österby")


def _moved(geometry):
    def point(found):
        x, y = map(float, found.groups())
        return f"[{x + EAST},{y + NORTH}]"

    return re.sub(r"\[([0-9.]+), ?([0-9.]+)\]", point, json.dumps(json.loads(geometry)))


@cache
def example(name):
    """Return header and rows of the table Indata as a template is built.

    One that is built empty gets the rows of Områdestyper, as far as it has their columns.
    """
    sheet = book_of(TEMPLATES[name].build())["Indata"]
    header, *rows = [[c.value for c in row] for row in sheet[sheet.tables["Indata"].ref]]
    if not any(any(row) for row in rows):
        others, found = example("omradestyper")
        rows = [[row[others.index(h)] for h in header] for row in found]
    return header, rows


def rows(name):
    """Return the header of a template's Indata and own rows, as texts."""
    header, found = example(name)
    move = {"n": NORTH, "o": EAST}
    return header, [
        [_own(h, v, move.get(h, 0)) for h, v in zip(header, r, strict=True)] for r in found
    ]


def _own(header, value, move):
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value + move:g}" if abs(value) < 1e5 and not move else repr(value + move)
    if not isinstance(value, str):
        return value.date().isoformat()
    for mark, other in _MARKS.items():
        value = value.replace(mark, other) if value.startswith(mark) else value
    return code(value) if header == "kod" else _plain(value)


def write(path, name, headers=None, *, deso=False):
    """Write own rows of a template as a file, some columns under other headers or left out.

    With `deso` each row gets a DeSO of its own in place of its code.
    """
    header, found = rows(name)
    if deso:
        codes = dict.fromkeys(row[0] for row in rows("omradestyper")[1] if row[0][4:5].isalpha())
        found = [[other, *row[1:]] for other, row in zip(codes, found, strict=False)]
    headers = {h: h for h in header} if headers is None else headers
    keep = [i for i, h in enumerate(header) if h in headers]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([headers[header[i]] for i in keep])
        out.writerows([row[i] for i in keep] for row in found)
    return path


def borders(folder):
    """Write the borders of 2025 as the GeoJSON files that users fetch."""
    folder.mkdir()
    with sqlite3.connect(EXAMPLE) as db:
        found = db.execute("SELECT code, geometry FROM boundary WHERE vintage = 2025").fetchall()
    for layer, header, letter in (("RegSO", "regsokod", "R"), ("DeSO", "desokod", "A")):
        features = [
            {
                "type": "Feature",
                "properties": {header: code(key), "version": "2025_v1"},
                "geometry": json.loads(_moved(geometry)),
            }
            for key, geometry in found
            if key[4] == letter
        ]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
        whole = {"type": "FeatureCollection", "crs": crs, "features": features}
        (folder / f"{layer}_2025.json").write_text(json.dumps(whole), encoding="utf-8")
