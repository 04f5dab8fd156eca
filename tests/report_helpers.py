"""What tests of the report share: its command, filled workbooks, and what stands in it."""

import openpyxl
from click.testing import CliRunner
from docx.table import Table

from regso.cli import cli
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.templates.redovisning.example import example_matrix

AGENCY = "Arbetsförmedlingen"
HEADERS = [column.name for column in TEMPLATES["redovisning"].columns]


def report(*args, **options):
    return CliRunner().invoke(cli, ["report", *map(str, args)], **options)


def refused(result):
    assert result.exit_code == 1, result.output
    [sentence] = result.stderr.splitlines()
    assert sentence.endswith(".")
    return sentence


def made(template, path, **settings):
    """Write a template with the fictional example."""
    with using(Reference(EXAMPLE)):
        book = render(build(template), data=None, columns={}, settings=settings).workbook
    path.write_bytes(book)
    return path


def headings(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Head")]


def tables(document):
    """The tables by caption, as rows of texts without the soft hyphens."""
    found, caption = {}, ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = [[c.text.replace("\u00ad", "") for c in row.cells] for row in block.rows]
            found[caption] = rows
        else:
            caption = block.text
    return found


def marks(document):
    return [p.text for p in (*document.paragraphs, *document.sections[0].header.paragraphs)
            if p.text.startswith("UTKAST")]  # fmt: skip


_EVIDENCE = """nr,visar,arbetsbok,blad,cell,varde
ALLA
U1,Tabell och diagram per områdestyp,omradestyper.xlsx,Områdestyper,,
U2,Andel i områdestyp 1,omradestyper.xlsx,Områdestyper,G6,
U3,Genomgång av Segregationsbarometern,,,,8 kommuner
"""


def complete(path, agency=AGENCY, evidence=None, **change):
    """Fill the template as a user does, without any text of the example."""
    rows = [[*row[:3], row[3].removeprefix("Påhittat exempel: "), *row[4:]] for row in
            example_matrix()]  # fmt: skip
    for name, value in change.pop("row", {}).items():
        rows[1][HEADERS.index(name)] = value
    book = openpyxl.Workbook()
    for row in (HEADERS, *rows):
        book.active.append(row)
    table = path.with_name("matris.xlsx")
    book.save(table)
    own = {"beaktat": "Ja, i tabellerna.", "slutsats": "De kan användas i analys."}
    settings = {"myndighet": agency, **own, **change}
    options = [part for pair in settings.items() for part in ("-s", "=".join(pair))]
    table_of_own = path.with_name("underlag.csv")
    figures = "\n".join(f"A{number},Tal ur registret,,,,{number} %" for number in range(1, 13))
    table_of_own.write_text(_EVIDENCE.replace("ALLA", figures), encoding="utf-8")
    own = ["-d", table, "-d", f"Underlag={evidence or table_of_own}"]
    arguments = ["render", "redovisning", *own, *options, "-o", path]
    result = CliRunner().invoke(cli, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return path
