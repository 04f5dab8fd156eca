"""A grid as it is written, and the addresses that it answers with."""

import pytest

from books import book_of
from regso.workbook.book import Book
from regso.workbook.columns import Col, Field, Given
from regso.workbook.declared import Input
from regso.workbook.grid import Grid, Spill, widths

KEYS = ("a", "b", 3)
SOURCE = Grid(
    "Underlag",
    "C",
    4,
    (Col("n", width=7, style="cell_count"), Col("x", style="cell_count")),
    KEYS,
    (Spill("n", "x", "REGSO_TABELL(Indata[kod])", gives_header=True),),
)


def _table(**more):
    columns = (
        Given("name", "namn", 20, values={"a": "ett", "b": "två"}),
        Col("n", "antal", 11, "{source.n}", "cell_count"),
        Col("share", '="andel av "&ar', 12, lambda row: f"{row.n}/SUM({row.grid['n']})"),
        *more.pop("columns", ()),
    )
    return Grid("Per enhet", "B", 2, columns, KEYS, beside={"source": SOURCE}, **more)


def _written(*grids):
    """Return the workbook with grids on their sheets, as it is read again."""
    book = Book("Prov")
    for name in dict.fromkeys(grid.sheet for grid in grids):
        sheet = book.sheet(name, (1,), use="work")
        for grid in grids:
            if grid.sheet == name:
                grid.write(sheet)
    return book_of(book.save())


def _formula(cell):
    return getattr(cell.value, "text", cell.value)


def test_addresses_are_asked_for_by_name():
    table = _table()
    assert table["n", "b"] == "'Per enhet'!$C$4"
    assert table["n"] == "'Per enhet'!$C$3:$C$5"
    assert table.span("name", "n", ("a", "b")) == "'Per enhet'!$B$3:$C$4"
    assert table.title("share") == "'Per enhet'!$D$2"
    assert table.above("share") == "'Per enhet'!$D$1"
    assert table.whole() == "'Per enhet'!$B$2:$D$5"
    assert (table.cell("n"), table.cell("n", 3)) == ("C2", "C5")
    assert table.cells("name", "n", head=True) == "B2:C5"
    assert (table.first, table.last, table.right) == (3, 5, "D")


@pytest.mark.parametrize("place", ["antal", ("antal", "a"), ("n", "c")])
def test_a_name_that_is_none_is_an_error(place):
    with pytest.raises(KeyError):
        _table()[place]


def test_formulas_name_their_neighbours_and_those_with_the_same_key_beside():
    sheet = _written(_table(), SOURCE)["Per enhet"]
    assert [sheet[cell].value for cell in ("B2", "C2", "D2")] == [
        "namn", "antal", '="andel av "&ar',
    ]  # fmt: skip
    assert [sheet[f"B{row}"].value for row in (3, 4, 5)] == ["ett", "två", None]
    guard = "IF(ISERROR(Underlag!$C$4),Underlag!$C$4,Underlag!C6)"
    assert sheet["C4"].value == f"={guard}"
    assert sheet["D4"].value == "=C4/SUM($C$3:$C$5)"


def test_a_spill_has_its_header_and_every_row():
    cell = _written(SOURCE)["Underlag"]["C4"]
    assert (cell.value.ref, cell.value.text) == ("C4:D7", "=REGSO_TABELL(Indata[kod])")
    assert SOURCE.corner == "Underlag!$C$4"


def test_a_spill_without_header_begins_in_the_first_row():
    columns = (Col("low", "nedre"), Col("high", "övre"))
    spill = Spill("low", "high", lambda grid: f"REGSO_TAL({grid['n']},1)")
    table = _table(columns=columns, spills=(spill,))
    assert table.corner == "'Per enhet'!$E$3"
    sheet = _written(table, SOURCE)["Per enhet"]
    assert sheet["E2"].value == "nedre"
    assert sheet["E3"].value.ref == "E3:F5"
    assert sheet["E3"].value.text == "=REGSO_TAL($C$3:$C$5,1)"


def test_a_formula_is_the_error_of_the_columns_that_it_says():
    hidden = Col("hidden", formula='IF(ISNUMBER({share}),1,"")', error_of=("share", "source.x"))
    sheet = _written(_table(columns=(hidden,)), SOURCE)["Per enhet"]
    one, other = "IF(ISERROR(D3),D3,", "IF(ISERROR(Underlag!D5),Underlag!D5,"
    assert sheet["E3"].value == f'={one}{other}IF(ISNUMBER(D3),1,"")))'


def test_a_table_that_is_whole_or_not_at_all_is_the_error_of_what_it_names():
    sheet = _written(_table(error_of=("Start!$C$2",)), SOURCE)["Per enhet"]
    assert sheet["D3"].value == "=IF(ISERROR(Start!$C$2),Start!$C$2,C3/SUM($C$3:$C$5))"


def test_a_spill_is_the_error_of_what_it_names():
    spill = Spill("n", "x", "REGSO_TABELL(Indata[kod])", error_of=("Start!$C$2",))
    columns = (Col("n"), Col("x"))
    book = _written(Grid("Underlag", "B", 1, columns, KEYS, (spill,)))
    guarded = "=IF(ISERROR(Start!$C$2),Start!$C$2,REGSO_TABELL(Indata[kod]))"
    assert _formula(book["Underlag"]["B2"]) == guarded


def test_a_formula_that_asks_itself_is_not_guarded():
    asks = Col("asks", formula='IF(ISERROR({source.n}),"Fel",{source.n})', asks_itself=True)
    sheet = _written(_table(columns=(asks,)), SOURCE)["Per enhet"]
    assert sheet["E3"].value == '=IF(ISERROR(Underlag!C5),"Fel",Underlag!C5)'


def test_the_first_cell_of_a_spill_alone_needs_no_guard():
    corner = Col("corner", formula=lambda _: SOURCE.corner)
    sheet = _written(_table(columns=(corner,)), SOURCE)["Per enhet"]
    assert sheet["E3"].value == "=Underlag!$C$4"


def test_a_field_is_an_input_with_its_name():
    rule = {"validate": "length", "criteria": "<", "value": 9}
    item = Input("egen", "Egen", "x", "Skriv.", rule, is_example=False)
    column = Field("own", "egen", inputs=dict.fromkeys(KEYS, item))
    book = _written(Grid("Blad", "A", 1, (column,), ("a",)))
    assert book.defined_names["egen"].attr_text == "Blad!$A$2"
    assert book["Blad"]["A2"].value == "x"


def test_what_stands_over_a_header_continues_over_its_neighbour():
    columns = (Col("low", "nedre", over="gränser"), Col("high", "övre", over=""))
    sheet = _written(_table(columns=columns), SOURCE)["Per enhet"]
    assert sheet["E1"].value == "gränser"
    assert [sheet[c].alignment.horizontal for c in ("E1", "F1")] == ["centerContinuous"] * 2


def test_the_widths_are_those_of_the_columns_with_gaps_between():
    assert widths(_table(), SOURCE, margin=1, gap=4) == (1, 20, 11, 12)
    right = Grid("Per enhet", "G", 2, (Col("n", width=6),), KEYS)
    assert widths(_table(), right, margin=1, gap=4) == (1, 20, 11, 12, 4, 4, 6)
