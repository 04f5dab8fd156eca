"""vbaProject.bin, read by olefile and oletools, which know nothing of our writer."""

import io
import struct
from contextlib import closing

import pytest

from regso.hosts.excel import ovba
from regso.hosts.excel.cfb import compound_file
from regso.hosts.excel.ovba import Module, vba_project

olefile = pytest.importorskip("olefile", reason="olefile is not installed")
olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

RED = 0
NONE = 0xFFFFFFFF
MODULES = [
    ovba.workbook("ThisWorkbook", "Option Explicit\n"),
    ovba.sheet("Sheet1"),
    ovba.standard("Ett", 'Sub A()\n    MsgBox "åäö – …"\nEnd Sub\n'),
    Module("Tva", 'Attribute VB_Name = "Tva"\nOption Explicit\n', ovba.CLASS),
]


def opened(content):
    """Open a compound file; anything that is not as the specification says is an error."""
    ole = olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_UNSURE)
    assert ole.parsing_issues == []
    return closing(ole)


def streams(content):
    with opened(content) as ole:
        return {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}


# -- the compound file --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 70_000])
def test_a_stream_of_any_size_comes_back(size):
    """From 4096 bytes on it has sectors of its own; below, it shares a stream of small ones."""
    data = bytes(i * 7 % 251 for i in range(size))
    assert streams(compound_file({"a": data, "S": {"b": data[::-1]}})) == {
        "a": data,
        "S/b": data[::-1],
    }


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 100, 500])
def test_many_streams_come_back(count):
    """500 small streams need several sectors of the table of small sectors."""
    made = {f"S{i}": f"{i}".encode() * (i + 1) for i in range(count)}
    assert streams(compound_file(made)) == made


def test_an_empty_storage_and_an_empty_file():
    with opened(compound_file({"S": {}, "a": b"x"})) as ole:
        assert ole.get_type("S") == olefile.STGTY_STORAGE
    assert streams(compound_file({})) == {}


def test_a_file_of_many_table_sectors_and_the_limit():
    """128 sectors of 512 bytes per table sector, 109 of them: 7 MB."""
    data = bytes(6_900_000)
    assert streams(compound_file({"a": data})) == {"a": data}
    with pytest.raises(ValueError, match="7 MB"):
        compound_file({"a": bytes(7_200_000)})


def test_a_name_has_at_most_31_characters():
    assert streams(compound_file({"a" * 31: b"x"})) == {"a" * 31: b"x"}
    with pytest.raises(ValueError, match="31"):
        compound_file({"a" * 32: b"x"})


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 12, 31, 64])
def test_the_directory_is_a_red_black_search_tree(count):
    """MS-CFB 2.6.4: in order, no red entry below a red one, as many black ones on every way."""
    names = [f"{'x' * (i % 5)}{chr(97 + i % 26)}{i}" for i in range(count)]
    with opened(compound_file(dict.fromkeys(names, b""))) as ole:
        entries = ole.direntries

    def walk(number, above):
        if number == NONE:
            return [], 1
        entry = entries[number]
        assert not (entry.color == RED == above)
        left, blacks = walk(entry.sid_left, entry.color)
        right, others = walk(entry.sid_right, entry.color)
        assert blacks == others
        return [*left, entry.name, *right], blacks + (entry.color != RED)

    found, _ = walk(entries[0].sid_child, above=None)
    assert found == sorted(names, key=lambda name: (len(name), name.upper()))


# -- the project --------------------------------------------------------------------------------


def records(data):
    """Return the records of a dir stream, number and content; MS-OVBA 2.3.4.2."""
    found, at = [], 0
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        size += 2 if number == 0x09 else 0  # the version has a size that leaves out its minor part
        found.append((number, data[at + 6 : at + 6 + size]))
        at += 6 + size
    assert at == len(data)
    return found


def dir_records(project):
    return records(bytes(olevba.decompress_stream(bytearray(streams(project)["VBA/dir"]))))


def test_the_project_has_the_streams_of_the_specification():
    assert set(streams(vba_project("RegSO", MODULES))) == {
        "PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT",
        "VBA/ThisWorkbook", "VBA/Sheet1", "VBA/Ett", "VBA/Tva",
    }  # fmt: skip


def test_the_dir_records_are_those_of_the_specification_in_its_order():
    """MS-OVBA 2.3.4.2.1 to 2.3.4.2.3; one reference, to OLE automation."""
    module = [0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C, None, 0x2B]
    found = dir_records(vba_project("RegSO", MODULES))
    information = [
        0x01,
        0x02,
        0x14,
        0x03,
        0x04,
        0x05,
        0x40,
        0x06,
        0x3D,
        0x07,
        0x08,
        0x09,
        0x0C,
        0x3C,
    ]
    expected = [*information, 0x16, 0x3E, 0x0D, 0x0F, 0x13]
    for one in MODULES:
        expected += [
            (0x21 if one.kind == ovba.STANDARD else 0x22) if n is None else n for n in module
        ]
    assert [number for number, _ in found] == [*expected, 0x10]


def test_the_dir_says_how_many_modules_there_are_and_what_they_are_called():
    found = dir_records(vba_project("RegSO", MODULES))
    assert dict(found)[0x04] == b"RegSO"
    assert dict(found)[0x0F] == struct.pack("<H", len(MODULES))
    assert dict(found)[0x03] == struct.pack("<H", 1252)
    names = [one.name for one in MODULES]
    assert [data.decode("cp1252") for number, data in found if number == 0x19] == names
    assert [data.decode("utf-16-le") for number, data in found if number == 0x32] == names
    assert {data for number, data in found if number == 0x31} == {bytes(4)}  # source at byte 0


def test_a_reference_has_the_sizes_of_its_parts():
    reference = dict(dir_records(vba_project("RegSO", MODULES)))[0x0D]
    [size] = struct.unpack_from("<I", reference)
    assert len(reference) == 4 + size + 4 + 2
    assert reference[4 : 4 + size].startswith(rb"*\G{00020430-")


def test_the_project_stream_lists_the_modules_by_their_kind():
    text = streams(vba_project("RegSO", MODULES))["PROJECT"].decode("cp1252")
    lines = text.split("\r\n")
    assert lines[1:5] == [
        "Document=ThisWorkbook/&H00000000", "Document=Sheet1/&H00000000", "Module=Ett", "Class=Tva",
    ]  # fmt: skip
    assert 'Name="RegSO"' in lines
    workspace = lines[lines.index("[Workspace]") + 1 : -1]
    assert [line.partition("=")[0] for line in workspace] == [one.name for one in MODULES]


def revealed(text, project_id):
    """Return an obscured value of the PROJECT stream, by the algorithm of MS-OVBA 2.4.3.3."""
    seed, version, key, *coded = bytes.fromhex(text)
    assert version ^ seed == 2
    assert key ^ seed == sum(project_id.encode()) & 0xFF
    before, last, last_but_one = key ^ seed, key, version
    plain = []
    for byte in coded:
        plain.append(byte ^ ((last_but_one + before) & 0xFF))
        last_but_one, last, before = last, byte, plain[-1]
    plain = plain[(seed & 6) // 2 :]
    [length] = struct.unpack("<I", bytes(plain[:4]))
    assert len(plain) == 4 + length
    return bytes(plain[4:])


def test_the_project_is_neither_locked_nor_hidden_nor_has_a_password():
    """MS-OVBA 2.3.1.15 to 2.3.1.17: no protection, no password, visible."""
    text = streams(vba_project("RegSO", MODULES))["PROJECT"].decode("cp1252")
    values = dict(line.split("=", 1) for line in text.split("\r\n") if "=" in line)
    project_id = values["ID"].strip('"')
    assert revealed(values["CMG"].strip('"'), project_id) == bytes(4)
    assert revealed(values["DPB"].strip('"'), project_id) == bytes(1)
    assert revealed(values["GC"].strip('"'), project_id) == b"\xff"


def test_the_names_are_listed_in_both_codings():
    """MS-OVBA 2.3.3."""
    found = streams(vba_project("RegSO", MODULES))["PROJECTwm"]
    pair = b"Ett\0" + "Ett\0".encode("utf-16-le")
    assert pair in found
    assert found.endswith(b"\0\0\0\0")


def test_oletools_reads_back_every_source_as_it_was():
    long = ovba.standard("Lang", "".join(f"' rad {i} å\n" for i in range(3000)))
    modules = [*MODULES, long]
    project = vba_project("RegSO", modules)
    with closing(olevba.VBA_Parser("vbaProject.bin", data=project)) as parser:
        found = {name: code for _, _, name, code in parser.extract_macros()}
    for one in modules:
        extension = "bas" if one.kind == ovba.STANDARD else "cls"
        assert found[f"{one.name}.{extension}"].splitlines() == one.source.splitlines()


def test_every_line_ends_as_vba_ends_its_lines():
    assert Module("A", "a\nb\r\nc").text() == b"a\r\nb\r\nc"


def test_a_character_that_vba_has_not_is_refused():
    with pytest.raises(ValueError, match="Ett"):
        ovba.standard("Ett", "' −").text()


def test_the_same_modules_give_the_same_bytes():
    assert vba_project("RegSO", MODULES) == vba_project("RegSO", MODULES)
