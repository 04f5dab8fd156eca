"""A page that becomes several: where they begin, how much they are shrunk, and back again."""

from itertools import pairwise

import pytest

from regso.render import emptyrows
from regso.workbook import page
from regso.workbook.book import Book
from regso.workbook.columns import Given
from regso.workbook.grid import Grid
from regso.workbook.printed import emptyrows as hiding
from regso.workbook.printed import longpages
from regso.xlsx.package import WORKBOOK, Package

SHEET, HEAD, KINDS, ROW, FOOT = "Brev", 10, 60, 16.0, 20
HIGH = 755  # points between the margins of a page that stands
NAMES = tuple(range(1, KINDS + 1))
TABLE = Grid(SHEET, "B", HEAD, (Given("name", "namn", 80, values=str),), NAMES,
             heights=(0, 20, ROW))  # fmt: skip
SIGNED = TABLE.last + 2  # the row from which all must stay together
LAST = SIGNED + FOOT


def book(shown):
    """Return a letter with a table of as many rows as are shown, and twenty rows to sign on."""
    made = Book("Bok")
    sheet = made.sheet(SHEET, [1.5, 80], use="result")
    TABLE.write(sheet)
    for row in NAMES:
        sheet.put(TABLE.cell("name", row), f"slag {row}" if row <= shown else None)
    hiding.hide(sheet, (TABLE, "name", NAMES))
    page.end(sheet, "B", LAST)
    longpages.allow(sheet, TABLE, LAST, [SIGNED])
    return made.save()


def turned(content):
    package = Package(content)
    with package.blamed():
        emptyrows.show_named(package)
    return package.write({})


def facts(content):
    """Return scale (0 of one page), rows that begin a page, repeated rows, heights by row."""
    package = Package(content)
    tree = package.tree(package.sheets[SHEET])
    fits = [p.get("fitToPage") == "1" for p in tree.iter("{*}pageSetUpPr")] == [True]
    [setup] = tree.iter("{*}pageSetup")
    assert fits == (setup.get("scale") is None)
    starts = [int(b.get("id")) + 1 for b in tree.iter("{*}brk")]
    titles = [n.text for n in package.defined_names() if n.get("name") == "_xlnm.Print_Titles"]
    heights = dict.fromkeys(range(1, LAST + 1), 15.0)
    for row in tree.iter("{*}row"):
        hidden = row.get("hidden") == "1"
        heights[int(row.get("r"))] = 0.0 if hidden else float(row.get("ht", 15))
    return int(setup.get("scale", 0)), starts, titles, heights


def empty(package):
    """Remove the names of the table's rows."""
    for row in package.change(package.sheets[SHEET]).iter("{*}row"):
        if TABLE.first <= int(row.get("r")) <= TABLE.last:
            for cell in list(row):
                for value in list(cell):
                    cell.remove(value)


@pytest.fixture(scope="module", params=range(0, KINDS + 1, 4))
def letter(request):
    return request.param, turned(book(request.param))


def test_few_rows_are_on_one_page_that_the_program_fits(letter):
    _, content = letter
    scale, starts, titles, heights = facts(content)
    whole = sum(heights.values())
    assert (scale == 0) == (73 * whole <= 100 * HIGH)
    if not scale:
        assert (starts, titles) == ([], [])


def test_no_page_is_higher_than_the_paper_and_no_text_under_eight_points(letter):
    _, content = letter
    scale, starts, titles, heights = facts(content)
    if scale:
        assert scale * 11 / 100 >= 8
        edges = [1, *starts, LAST + 1]
        again = heights[HEAD] if titles else 0
        for number, (top, end) in enumerate(pairwise(edges)):
            high = sum(heights[row] for row in range(top, end)) + (again if number else 0)
            assert 0 < high * scale / 100 <= HIGH


def test_what_is_signed_stays_together_and_a_table_that_continues_has_its_header(letter):
    _, content = letter
    _, starts, titles, _ = facts(content)
    in_table = [row for row in starts if HEAD < row <= TABLE.last]
    assert all(row in in_table or row == SIGNED for row in starts)
    assert in_table in ([], starts)  # the header is above every page that follows, or none
    assert titles == ([f"'{SHEET}'!${HEAD}:${HEAD}"] if in_table else [])


def test_many_rows_are_on_more_pages_than_few():
    assert [len(facts(turned(book(shown)))[1]) for shown in (0, 34, 35, 60)] == [0, 0, 1, 1]


def test_a_table_is_not_split_where_that_makes_no_text_larger():
    _, starts, titles, _ = facts(turned(book(35)))
    assert (starts, titles) == ([SIGNED], [])


def test_a_letter_of_two_pages_becomes_one_again_when_its_rows_are_gone():
    long = turned(book(KINDS))
    package = Package(long)
    empty(package)
    scale, starts, titles, _ = facts(turned(package.write({})))
    assert (scale, starts, titles) == (0, [], [])


def foot(content):
    package = Package(content)
    return package.tree(package.sheets[SHEET]).findtext(".//{*}oddFooter")


def test_the_foot_of_several_pages_has_the_name_of_the_sheet_and_of_one_page_as_before():
    """The foot of the book has the name in its middle already; a letter's has none."""
    assert foot(turned(book(KINDS))) == foot(book(KINDS))
    package = Package(book(KINDS))
    tree = package.change(package.sheets[SHEET])
    tree.find(".//{*}oddFooter").text = "&R&11Sida &P av &N"
    long = turned(package.write({}))
    assert foot(long) == "&L&11&A&R&11Sida &P av &N"
    assert foot(turned(long)) == foot(long)
    package = Package(long)
    empty(package)
    assert foot(turned(package.write({}))) == "&R&11Sida &P av &N"


def test_a_sheet_that_says_more_than_ours_do_is_left_as_it_is():
    package = Package(book(KINDS))
    package.change(WORKBOOK)
    for name in package.defined_names():
        if name.get("name") == longpages.NAME:
            name.text = '"73 100 755 10 10 9000 9000"'
    scale, starts, titles, _ = facts(turned(package.write({})))
    assert (scale, starts, titles) == (0, [], [])


def test_turning_twice_changes_nothing():
    once = turned(book(KINDS))
    assert facts(turned(once)) == facts(once)


@pytest.mark.parametrize("name", ["Brev", "Ett långt brev"])
def test_the_repeated_rows_name_the_sheet_as_excel_writes_it(name):
    made = Book("Bok")
    table = Grid(name, "B", HEAD, TABLE.columns, NAMES, heights=(0, 20, ROW))
    sheet = made.sheet(name, [1.5, 80], use="result")
    table.write(sheet)
    page.end(sheet, "B", LAST)
    longpages.allow(sheet, table, LAST, [])
    package = Package(turned(made.save()))
    [titles] = [n.text for n in package.defined_names() if n.get("name") == "_xlnm.Print_Titles"]
    assert titles == f"'{name}'!${HEAD}:${HEAD}"
