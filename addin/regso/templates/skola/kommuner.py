"""The sheet Ojämlikhet: measures of segregation for chosen kommuner, never to be ranked by."""

from __future__ import annotations

from regso.workbook import inputs, theme
from regso.workbook.book import Book, Sheet
from regso.workbook.charts import hatched
from regso.workbook.checks import SOURCE_TABLE, sourced, unless_error
from regso.workbook.declared import Input

SHEET = "Ojämlikhet"
ROWS = 10
_EXAMPLES = ("9901", "9902", "9903", "9904")
KOMMUNER = tuple(
    Input(
        f"kommun_{i}",
        f"Kommun {i}",
        _EXAMPLES[i - 1] if i <= len(_EXAMPLES) else None,
        "Kommunens kod, fyra siffror. Lämna tom om du vill ha färre kommuner.",
        inputs.between("length", 4, 4, "Ange en kommunkod med fyra siffror, till exempel 0180."),
        "input_text",
        is_example=i <= len(_EXAMPLES),
    )
    for i in range(1, ROWS + 1)
)
HEAD = 5
FIRST, LAST = HEAD + 1, HEAD + ROWS
_CHART, _CHART_ROWS = LAST + 3, 14
_NOTES = _CHART + _CHART_ROWS
_WIDTHS = (1.5, 10, 28, 10, 10, 10, 13, 13, 11, 17, 11, 10, 11, 1.5, 1, 34, 8, 8, 10)
_THRESHOLD = "IF(troskel>=1,troskel,NA())"
_SHOWN = "visas"
_BY_CHANCE = "av slumpen"
_ALT_TEXT = (
    "Olikhetsindex per kommun som liggande staplar, med antal områden i namnet; samma tal står i "
    "tabellen ovanför."
)


def kommuner(book: Book, not_skolverket: str) -> None:
    """Add the sheet, its note on the other index being a formula."""
    sheet = book.sheet(SHEET, _WIDTHS, use="result", landscape=True)
    sheet.merged("B1:M1", "Hur ojämnt bor grupperna?", "report_title")
    sheet.merged("B2:M2", "", "lead")
    sheet.formula("B2", 'myndighet&" · "&grupp&" jämfört med "&jamfor', "lead", shrink=True)
    sheet.heights({1: 30, 2: 20, 3: 8, HEAD - 1: 18, HEAD: 22})
    _table(sheet)
    _chart(sheet)
    _notes(sheet, not_skolverket)
    sheet.raw.print_area(f"A1:N{_NOTES + 7}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection(f"B{FIRST}")


def _table(sheet: Sheet) -> None:
    for column, text in (("H", "0–100"), ("J", "0–100"), ("L", "0–1")):
        sheet.put(f"{column}{HEAD - 1}", text, "header_over")
    titles = ("kod", "kommun", "områden", "personer", "gruppen", "jämförelsen", "olikhetsindex",
              _BY_CHANCE, "segregationsindex", _BY_CHANCE, "isolering", _BY_CHANCE)  # fmt: skip
    for column, text in zip("BCDEFGHIJKLM", titles, strict=True):
        sheet.put(f"{column}{HEAD}", text, "header" if column in "BC" else "header_right")
    sheet.put(f"S{HEAD}", "visning", "aside", bottom=1)
    for row, item in enumerate(KOMMUNER, FIRST):
        sheet.heights({row: 21})
        sheet.input(f"B{row}", item)
        _kommun(sheet, row)


def _kommun(sheet: Sheet, row: int) -> None:
    code = f"$B{row}"
    pupils, group, other = (_total(code, name) for name in ("elever", "grupp", "jamfor"))
    other = f"IF(COUNTA(Indata[jamfor])=0,{pupils}-{group},{other})"
    known = f'REGSO_KOMMUN({code}&"")'
    sheet.formula(
        f"C{row}",
        f'IF({code}="","",IF($D{row}=0,"saknas i Indata",'
        f'IF(ISNA({known}),"kommunen är okänd",{known}&"")))',
        "cell",
    )
    areas = f'COUNTIFS(Indata[kod],{code}&"*",Indata[elever],">0")'
    sheet.formula(f"D{row}", f'IF({code}="","",{areas})', "cell_count")
    sheet.formula(f"S{row}", _state(row, pupils, group, other), "aside")
    few = f"AND({pupils}>0,{pupils}<{_THRESHOLD})"
    sheet.formula(f"E{row}", f'IF({code}="","",IF({few},"..",{pupils}))', "cell_count")
    for column, count in (("F", group), ("G", other)):
        shown = f'IF($S{row}="..","..",IF($S{row}="","",{count}))'
        sheet.formula(f"{column}{row}", shown, "cell_count")
    one, rest, everyone = (_areas(code, values) for values in ("grupp", "jamfor", "elever"))
    for columns, call, decimals, look in (
        ("HI", f"REGSO_OLIKHET({one},{rest})", 1, theme.RATE),
        ("JK", f"REGSO_SEGINDEX({one},{everyone})", 1, theme.RATE),
        ("LM", f"REGSO_ISOLERING({one},{everyone})", 3, "0.000"),
    ):
        for column, place in zip(columns, (1, 3), strict=True):
            value = f"ROUND(INDEX({call},1,{place}),{decimals})"
            shown = f'IF($S{row}="{_SHOWN}",{value},$S{row})'
            sheet.formula(f"{column}{row}", shown, "cell_rate", num_format=look)


def _total(code: str, column: str) -> str:
    return f'SUMIF(Indata[kod],{code}&"*",Indata[{column}])'


def _areas(code: str, column: str) -> str:
    """Return a column with the areas of a kommun alone: an empty cell is no area, a 0 is one."""
    values = f"Indata[{column}]"
    if column == "jamfor":
        values = f"IF(COUNTA({values})=0,Indata[elever]-Indata[grupp],{values})"
    return f'IF((Indata[kod]>={code}&"")*(Indata[kod]<{code}&"Z"),{values},"")'


def _state(row: int, pupils: str, group: str, other: str) -> str:
    """Return the formula of "visas", or of what stands instead of the measures.

    The text is the same whichever count is too small, and no count is kept beside the table.
    """
    counts = (pupils, group, other, f"{pupils}-{group}", f"{pupils}-{other}")
    small = ",".join(f"AND({count}>0,{count}<{_THRESHOLD})" for count in counts)
    undefined = f"OR({group}=0,{other}=0,{pupils}={group})"
    return (
        f'IF($B{row}="","",IF($D{row}=0,"",IF(OR({small},$D{row}<minst),"..",'
        f'IF({undefined},"–","{_SHOWN}"))))'
    )


def _chart(sheet: Sheet) -> None:
    heading = "Olikhetsindex per kommun, med antal områden: jämför inte kommuner med varandra"
    sheet.merged(f"B{_CHART - 1}:M{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.heights({LAST + 1: 10, _CHART - 1: 20})
    sheet.put(f"P{HEAD - 1}", "Diagramdata (skrivs inte ut)", "aside", bold=True)
    for column, text in (("P", "kommun"), ("Q", "värde"), ("R", "dold")):
        sheet.put(f"{column}{HEAD}", text, "aside", bottom=1)
    for row in range(FIRST, LAST + 1):
        label = f'$C{row}&" ("&$D{row}&" områden)"&IF($S{row}=".."," (..)","")'
        sheet.formula(f"P{row}", f'IF($B{row}="","",{label})', "aside")
        sheet.formula(f"Q{row}", _numbers_only(f"$H{row}"), "aside_number")
        stub = f"IF(COUNT($Q${FIRST}:$Q${LAST})=0,1,MAX($Q${FIRST}:$Q${LAST})/20)"
        sheet.formula(f"R{row}", f'IF($S{row}="..",{stub},"")', "aside_number")
    chart = sheet.book.chart("bar")
    labels = f"={SHEET}!$P${FIRST}:$P${LAST}"
    font = {"name": theme.FONT, "size": 10, "color": theme.INK}
    for name, column, look, number_format in (
        ("Olikhetsindex", "Q", {"fill": {"color": theme.TYPE_COLOURS[2]}}, '[=0]"";#,##0.0'),
        ("Uppgiften visas inte (..)", "R", {"pattern": hatched()}, '".."'),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": labels,
                "values": f"={SHEET}!${column}${FIRST}:${column}${LAST}",
                "gap": 40,
                "overlap": 100,
                "border": {"color": theme.OUTLINE, "width": 0.5},
                "data_labels": {
                    "value": True,
                    "position": "outside_end",
                    "num_format": number_format,
                    "font": {**font, "bold": True},
                },
                **look,
            },
        )
    grid = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}
    muted = {"name": theme.FONT, "size": 9, "color": theme.MUTED}
    scale = {"min": 0, "num_format": "General", "num_font": muted, "major_gridlines": grid}
    chart.set_x_axis({**scale, "line": {"none": True}})
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "num_font": font, "line": {"color": theme.MUTED}}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 1115, "height": 21 * _CHART_ROWS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", chart, options)
    sheet.heights(dict.fromkeys(range(_CHART, _NOTES), 15.75))


def _numbers_only(cell: str) -> str:
    return f'IF(ISERROR({cell}),{cell},IF(ISNUMBER({cell}),{cell},""))'


def _notes(sheet: Sheet, not_skolverket: str) -> None:
    formulas = (
        '"Rangordna inte kommuner efter måtten. De beror på hur kommunen är indelad, på hur många '
        'områdena är och hur stora (MAUP), och det skiljer sig. "&"Följ i stället en kommun över '
        'tid med samma indelning."',
        '"Olikhetsindex (ojämlikhetsindex): så många procent av den ena gruppen skulle behöva byta '
        'område för att båda skulle bo lika. Segregationsindex: detsamma för gruppen mot "&'
        '"alla andra."',
        '"Isolering: gruppens andel av dem som bor i området där en genomsnittlig person i gruppen '
        'bor. Den är minst gruppens andel av alla i kommunen."',
        'IF(troskel>1,".. och ▨ = visas inte: en grupp, eller de utanför den, är 1–"&'
        'troskel-1&" personer, eller områdena färre än "&minst&". Måtten är avrundade, för ur '
        'exakta tal kan små antal räknas ut.","Inga antal är dolda: tröskeln är 1. Områdena ska '
        'vara minst "&minst&".")',
        '"– = måttet finns inte: en grupp är tom eller alla hör till den. Kommunen läses '
        'ur kodens fyra första tecken. "&"Av slumpen: måttet i medeltal om personerna placerades '
        "slumpvis, områdena lika stora som nu. Små grupper och små områden ger höga tal av "
        'slumpen ensam."',
        not_skolverket,
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    sheet.heights({_NOTES: 8})
    for row, formula in enumerate(formulas, _NOTES + 1):
        sheet.merged(f"B{row}:M{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26 if formula in (formulas[1], formulas[4], formulas[-1]) else 13.5})
