"""The zip files that the Statistical Database offers of whole tables, as they are described.

A CSV in Windows-1252 with quoted fields, a region with its name, and ".." for what is missing.
"""

import csv
import io
import zipfile
from datetime import date

import pytest

from regso.errors import FileError
from regso.sources import bulk, registry
from regso.sources.found import Found
from regso.store.schema import Population, Statistic

PERSONS = [
    ["region", "ålder", "kön", "år", "Antal"],
    ["00 Riket", "totalt", "totalt", "2022", "30"],
    ["9901 Påhittstad", "totalt", "totalt", "2022", "30"],
    ["9901R001 Påhittstad (Ängen)", "5-9 år", "män", "2022", "7"],
    ["9901R001 Påhittstad (Ängen)", "totalt", "totalt", "2022", "20"],
    ["9901R001_RegSO2025 Påhittstad (Ängen)", "totalt", "totalt", "2022", "0"],
    ["9901R001_RegSO2025 Påhittstad (Ängen)", "totalt", "totalt", "2024", "22"],
    ["9901R001 Påhittstad (Ängen)", "totalt", "totalt", "2024", "0"],
    ["9901C0010", "totalt", "totalt", "2022", "12"],
    ["9901C0010", "5-9 år", "män", "2022", "3"],
]
TYPES = [
    ["region", "år", "Socioekonomiskt index", "Områdestyp"],
    ["9901R001 Påhittstad (Ängen)", "2022", "12.5", "3"],
    ["9901R002 Påhittstad (Åsen)", "2022", "..", ".."],
]


def bulk_file(folder, table, rows, *, encoding="cp1252", sign=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    path = folder / f"{table}_sv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{table}_sv.csv", text.getvalue().encode(encoding))
    return path


def read(path):
    return registry.read_file(Found(path, named=True), date(2026, 11, 29))


@pytest.mark.parametrize(("encoding", "sign"), [("cp1252", ","), ("utf-8", ";")])
def test_persons_of_every_level_are_read_and_of_deso_the_totals(tmp_path, encoding, sign):
    outcome = read(bulk_file(tmp_path, "TAB6574", PERSONS, encoding=encoding, sign=sign))
    [one] = outcome.row_sets
    assert set(one.rows) == {
        Population(2022, "totalt", "totalt", "00", 30),
        Population(2022, "totalt", "totalt", "9901", 30),
        Population(2022, "5-9", "män", "9901R001", 7),
        Population(2022, "totalt", "totalt", "9901R001", 20),
        Population(2024, "totalt", "totalt", "9901R001", 22),
        Population(2022, "totalt", "totalt", "9901C0010", 12),
    }
    assert one.source.origin == "TAB6574 (TAB6574_sv.zip)"


def test_types_and_index_are_read(tmp_path):
    [one] = read(bulk_file(tmp_path, "TAB6586", TYPES)).row_sets
    assert set(one.rows) == {
        Statistic("index", 2022, "9901R001", 12.5),
        Statistic("typ", 2022, "9901R001", 3),
    }


def test_it_is_read_some_rows_at_a_time_with_the_same_result(tmp_path, monkeypatch):
    path = bulk_file(tmp_path, "TAB6574", PERSONS)
    [whole] = read(path).row_sets
    monkeypatch.setattr(bulk, "_ROWS", 2)
    [parts] = read(path).row_sets
    assert set(parts.rows) == set(whole.rows)


@pytest.mark.parametrize(
    ("table", "damage", "said"),
    [
        ("TAB6680", lambda content: content, "varken områdestyper, index eller folkmängd"),
        ("TAB6574", lambda content: content[:-30], "är skadad"),
        ("TAB6574", lambda content: content.replace(b"PK\x01\x02", b"PK\x01\x03"), "är skadad"),
    ],
)
def test_another_table_and_a_damaged_file_are_a_sentence(tmp_path, table, damage, said):
    path = bulk_file(tmp_path, table, PERSONS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(FileError, match=said):
        read(path)


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path):
    path = bulk_file(tmp_path, "TAB6574", PERSONS)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02") + 24  # the size in the list of contents
    size = int.from_bytes(content[at : at + 4], "little")
    content[at : at + 4] = (size - 40).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    with pytest.raises(FileError, match="är skadad"):
        read(path)
