"""Small templates made with XlsxWriter, small worksheet functions, and ways to look at results."""

import io
import re
import zipfile

import xlsxwriter
from openpyxl.utils.datetime import to_excel

from books import book_of, parts
from regso.errors import CellError
from regso.indata import Data
from regso.render import render

COLUMNS = ("kod", "taljare", "namnare")


def regso_sum(codes, values, *_):
    return [["kod", "summa"], ["alla", sum(row[0] or 0 for row in values)], ["rader", len(codes)]]


FUNCTIONS = {
    "REGSO_TABELL": regso_sum,
    "REGSO_RADER": lambda n: [[i] for i in range(1, int(n) + 1)],
    "REGSO_NAMN": lambda kod: [[f"Namn {kod}"]],
    "REGSO_SAKNAS": lambda *_: [[CellError("#N/A", "Koden finns inte.")]],
    "REGSO_ARGUMENT": lambda *arguments: [[repr(arguments)]],
    "REGSO_TREDELAD": lambda: [[True, "åäö & <b>", 0.1 + 0.2], [1e300, CellError("#DIV/0!"), ""]],
}


def template(build=None, rows=2, top=2):
    """Return a template with an input table of some rows, and what `build` adds to it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheets = [book.add_worksheet(name) for name in ("Start", "Indata", "Rapport", "Text")]
    text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "# ##0"})
    sheets[1].add_table(
        top,
        0,
        top + rows,
        2,
        {
            "name": "Indata",
            "data": [["9901A0010", 1, 2]] * rows,
            "columns": [
                {"header": "kod", "format": text},
                {"header": "taljare", "format": amount},
                {"header": "namnare"},
            ],
        },
    )
    sheets[0].write("B2", 2022)
    sheets[0].write("B3", "andel")
    book.define_name("ar", "=Start!$B$2")
    book.define_name("matt", "=Start!$B$3")
    sheets[3].write("A1", "Text som ingen rör")
    if build is not None:
        build(book, *sheets)
    book.close()
    return out.getvalue()


def report(formula, area="A1:A1"):
    """Return a `build` that writes one dynamic array formula on the report sheet."""

    def build(book, start, indata, rapport, text):
        rapport.write_dynamic_array_formula(area, formula, None, "gammalt")

    return build


def data(*rows, headers=COLUMNS):
    return Data("register.csv", list(headers), [list(row) for row in rows])


def rendered(workbook, rows=None, columns=None, settings=None, functions=FUNCTIONS, **options):
    return render(
        workbook,
        data=rows,
        columns=columns or {},
        settings=settings or {},
        functions=functions,
        **options,
    )


def values(workbook, sheet="Rapport"):
    """Return the stored values of a sheet by cell reference, as another program reads them."""
    rows = book_of(workbook, values=True)[sheet]
    return {c.coordinate: held(c) for row in rows for c in row if c.value is not None}


def held(cell):
    """Return what a cell holds: a date is a number."""
    return to_excel(cell.value) if cell.is_date and cell.value is not None else cell.value


def part(workbook, name):
    return parts(workbook)[name].decode()


def cell_xml(workbook, reference, number=3):
    """Return the XML of a cell of sheet `number` (Rapport is 3), or empty text."""
    xml = part(workbook, f"xl/worksheets/sheet{number}.xml")
    found = re.search(rf'<c r="{reference}"(?:[^>]*/>|.*?</c>)', xml)
    return found[0] if found else ""


def changed(workbook, edits):
    """Return the workbook with text replaced in parts, and parts added."""
    out = io.BytesIO()
    content = parts(workbook)
    for name, edit in edits.items():
        if isinstance(edit, str):
            content[name] = edit.encode()
        else:
            old, new = edit
            assert old in content[name].decode()
            content[name] = content[name].decode().replace(old, new).encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


# What a template's example lacks before its checks let it be published: rows and settings.
_MONEY = """datum,kostnadsslag,text,belopp,moms,verifikation
2022-06-27,Löner inkl. LKP,lön,120000.55,0,V1
2022-09-27,Löner inkl. LKP,lön,80000.45,0,V2
2022-09-30,SCB-beställningar,uttag,78430.49,19607.62,V3
2022-10-03,Resor,tåg,22799.2,1367.95,V4
"""
# Karta is built without rows, and shows other things then.
_SHARES = "kod,taljare,namnare\n" + "".join(f"9901R{i:03},{30 * i},1000\n" for i in range(1, 13))
_COMPLETE = {
    "karta": (_SHARES, {"indelning": "RegSO 2020"}),
    "uppdraget": (
        _MONEY,
        {
            "orgnr": "212000-0142",
            "kontakt": "Kim Ek",
            "kontaktvag": "kim.ek@exempel.se",
            "ort": "Stockholm",
            "undertecknare": "Alex Berg",
            "befattning": "ekonomichef",
            "mottagare_adress2": "000 00 Orten",
            "mottagare_dnr": "1-2022",
            "eget_dnr": "2022/17",
            "konto": "5050-1055",
            "ater_konto": "5050-1055",
            "budget_faststalld": "ja",
            "avstamningsdag": "2022-12-31",
            "klart_rekvisition": "2022-09-08",
            "klart_redovisning": "2022-10-26",
            "klart_ekonomisk": "2023-01-20",
            "klart_aterbetalning": "2023-01-25",
            "aterbetalt": "168769",
        },
    ),
}


def publishable(name, folder):
    """Return the options with which `regso render` makes a template that may be published."""
    rows, given = _COMPLETE.get(name, ("", {}))
    options = [part for item in given.items() for part in ("-s", "=".join(item))]
    if rows:
        (folder / "rader.csv").write_text(rows, encoding="utf-8")
        options += ["-d", str(folder / "rader.csv")]
    return options
