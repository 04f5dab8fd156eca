"""The template Uppdraget after rendering: what Kammarkollegiet reads, and what stays a draft."""

import datetime as dt

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from books import book_of
from regso.cli import cli
from regso.errors import CellError
from regso.functions import REGISTRY
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.templates.uppdraget import checks, example, letters
from regso.templates.uppdraget.kinds import KINDS, MOST_OWN
from regso.workbook.agencies import AGENCIES

PLAN = ["kostnadsslag", "manad", "belopp", "timmar", "timpris"]
HEADERS = ["datum", "kostnadsslag", "text", "belopp", "moms", "verifikation"]
CLAIM, ACCOUNT, REPAYMENT, COVER = letters.PAGES
AFTER = {ACCOUNT, REPAYMENT, COVER}
ALL = {CLAIM, *AFTER}
MANY = len(KINDS) + MOST_OWN  # rows of a table by kind, most of them hidden

# A fictional log of 301 230,69 kr, and 15 % of the wages: 331 230,84 kr.
LOG = [
    (dt.date(2022, 6, 27), "Löner inkl. LKP", "lön", 120_000.55, 0, "V1"),
    (dt.date(2022, 9, 27), "Löner inkl. LKP", "lön", 80_000.45, 0, "V2"),
    (dt.date(2022, 9, 30), "SCB-beställningar", "uttag", 78_430.49, 19_607.62, "V3"),
    (dt.date(2022, 10, 3), "Resor", "tåg", 22_799.2, 1_367.95, "V4"),
]
COMPLETE = {
    "orgnr": "212000-0142",  # any with a right check digit
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
    "aterbetalt": 168_769,
}


def uppdraget(log=None, functions=None, plan=(), **settings):
    data = None if log is None else Data("logg.csv", HEADERS, log)
    tables = {"Egen plan": Data("plan.csv", PLAN, list(plan))} if plan else {}
    with using(Reference(EXAMPLE)):
        result = render(
            build("uppdraget"),
            data=data,
            columns={},
            settings=settings,
            tables=tables,
            functions=functions,
        )
    return book_of(result.workbook, values=True)


def complete(log=LOG, **changes):
    return uppdraget(log, **{**COMPLETE, **changes})


def drafts(book):
    return {
        page for page in letters.PAGES if str(book[page]["B1"].value or "").startswith("UTKAST")
    }


def verdicts(book):
    rows = book["Kontroll"].iter_rows(min_row=5, min_col=2, max_col=4, values_only=True)
    return {label: verdict for label, _, verdict in rows if verdict}


def amounts(sheet, cells):
    """Return what is shown: rows of own kinds without a name are hidden."""
    return [
        [cell.value for cell in row]
        for row in sheet[cells]
        if not sheet.row_dimensions[row[0].row].hidden
    ]


def outcomes(sheet):
    """Return the rows of Uppföljning by kind, their cells by letter."""
    return {
        sheet[f"B{row}"].value: {get_column_letter(cell.column): cell.value for cell in sheet[row]}
        for row in range(6, sheet.max_row)
        if sheet[f"B{row}"].value
    }


def facts(sheet):
    """Return what stands beside each text in the column B."""
    return {
        row[1]: next((value for value in row[2:] if value is not None), None)
        for row in sheet.iter_rows(values_only=True)
        if row[1]
    }


def totals(book):
    account, repayment = facts(book[ACCOUNT]), facts(book[REPAYMENT])
    assert account["Upparbetat"] == repayment["Upparbetat"]
    (label,) = {"Återbetalas", "Kvar hittills"} & account.keys()
    assert account[label] == repayment[label]
    return {**account, "Återbetalas": account[label]}


@pytest.fixture(scope="module")
def example_book():
    return uppdraget()


@pytest.fixture(scope="module")
def complete_book():
    return complete()


def test_the_sheets_come_in_the_order_of_the_work(example_book):
    assert example_book.sheetnames == [
        "Start", "Indata", "Kontering", "Uppgifter", "Budget", "Egen plan", "Uppföljning",
        "Frister", "Rekvisition", "Ekonomisk redovisning", "Återbetalning", "Missiv", "Kontroll",
        "Avstämning", "Huvudbok", "Övriga", "Läsningar", "Myndigheter", "Underlag", "Funktioner",
    ]  # fmt: skip


@pytest.mark.parametrize("agency", AGENCIES.values(), ids=AGENCIES)
def test_the_pages_show_the_facts_of_the_chosen_agency_and_invent_none(agency):
    book = uppdraget(myndighet=agency.name)
    first, last = ("", "", *agency.address)[-2:]
    for page in letters.PAGES:
        sheet = book[page]
        assert sheet["B3"].value == agency.name
        assert [sheet["B4"].value or "", sheet["B5"].value or ""] == [first, last]
        assert sheet["E4"].value == agency.dnr or (not agency.dnr and sheet["E4"].value == "saknas")
        assert sheet["B16"].value == (
            f"{agency.decision or 'Regeringens beslut'} 2022-04-28, dnr {agency.dnr or 'saknas'}"
        )
    state = verdicts(book)["Regeringens diarienummer"]
    assert state.startswith("OK" if agency.dnr else "Fel")


def test_what_the_user_writes_goes_before_the_decision():
    sheet = uppdraget(dnr="A2022/00330", adress1="Gatan 1", beslut_nr="Beslut 7")[CLAIM]
    assert sheet["E4"].value == "A2022/00330"
    assert [sheet["B4"].value, sheet["B5"].value] == ["Gatan 1", "113 99 Stockholm"]
    assert sheet["B16"].value == "Beslut 7 2022-04-28, dnr A2022/00330"


def test_the_example_says_that_it_is_invented_and_is_a_draft(example_book):
    assert drafts(example_book) == ALL
    assert example_book[CLAIM]["B1"].value.endswith("· BUDGETEN ÄR INTE FASTSTÄLLD")
    assert example_book[ACCOUNT]["B1"].value.endswith("· PÅHITTADE KOSTNADER")
    assert example_book["Uppföljning"]["B2"].value.endswith("PÅHITTADE EXEMPELKOSTNADER")
    assert example_book[ACCOUNT]["B14"].value == "Utkast: Ekonomisk redovisning"


def test_what_no_decision_states_is_blank_and_red_in_the_example(example_book):
    state = verdicts(example_book)
    assert {label for label, verdict in state.items() if verdict.startswith("Fel")} == {
        "Organisationsnummer", "Kontaktperson", "Kontaktuppgift", "Ort", "Undertecknare",
        "Befattning", "Mottagarens adress", "Mottagarens dnr", "Utbetalas till",
        "Återbetalas till", "Återbetalat = resten", "Redovisningens datum",
        "Återbetalningens datum", "Vårt diarienummer",
    }  # fmt: skip
    assert {label for label, verdict in state.items() if verdict.startswith("Granska")} == {
        "Budget",
        "Exempelrader",
        "Perioden är slut",
    }


def test_the_known_bankgiro_of_other_decisions_is_a_hint_and_never_a_value():
    template = TEMPLATES["uppdraget"]
    [item] = [item for item in template.inputs if item.name == "ater_konto"]
    assert "5052-5781" in item.hint
    assert not [value for value in template.settings.values() if "5781" in str(value)]


def test_a_complete_workbook_has_no_draft_left(complete_book):
    assert drafts(complete_book) == set()
    assert [complete_book[page]["B14"].value for page in letters.PAGES] == [
        "Rekvisition av medel",
        "Ekonomisk redovisning",
        "Återbetalning av medel",
        "Redovisning och återbetalning av medel",
    ]
    assert {verdict.partition(":")[0] for verdict in verdicts(complete_book).values()} == {"OK"}
    start = facts_of_start(complete_book)
    assert {page: start[page] for page in letters.PAGES} == dict.fromkeys(letters.PAGES, 0)


def facts_of_start(book):
    rows = book["Start"].iter_rows(min_row=22, min_col=2, max_col=3, values_only=True)
    return dict(rows)


def test_the_account_of_the_complete_log_in_whole_kronor(complete_book):
    """Wages 200 001,00; SCB 78 430,49; travel 22 799,20; OH 30 000,15: in all 331 230,84."""
    assert amounts(complete_book[ACCOUNT], f"B22:E{22 + MANY}") == [
        ["Löner inkl. LKP", 260_000, 200_001, 59_999],
        ["Konsulter och köpta tjänster", 96_000, 0, 96_000],
        ["SCB-beställningar", 60_000, 78_431, -18_431],
        ["Resor", 15_000, 22_799, -7_799],
        ["Lokaler", 20_000, 0, 20_000],
        ["Övrigt", 10_000, 0, 10_000],
        ["OH", 39_000, 30_000, 9_000],
        ["Summa", 500_000, 331_231, 168_769],
    ]
    found = totals(complete_book)
    assert [found[f] for f in ("Rekvirerat", "Upparbetat", "Återbetalas")] == [
        500_000,
        331_231,
        168_769,
    ]
    assert found["Kostnaderna är daterade"] == "2022-06-27–2022-10-03"


def test_the_pages_are_signed_dated_and_say_what_they_rest_on(complete_book):
    claim, repayment = complete_book[CLAIM], facts(complete_book[REPAYMENT])
    texts = {cell.value for row in claim for cell in row}
    assert {"Stockholm, 2022-09-08", "Alex Berg, ekonomichef", "Underskrift"} <= texts
    assert facts(claim)["Utbetalas till"] == "bankgiro 5050-1055"
    assert "ap. 2 Del till Kammarkollegiet" in claim["B18"].value
    assert repayment["Betalas till"] == "Kammarkollegiet, bankgiro 5050-1055"
    assert repayment["Meddelande"] == "Ju2022/01504"
    for page in (CLAIM, ACCOUNT, REPAYMENT):
        found = facts(complete_book[page])
        assert found["Moms"] == "Beloppen är exklusive moms."
        assert found["OH"] == "15 % av löner inkl. LKP."
        assert not any("blankett" in label for label in found)


def test_the_claim_shows_the_budget_of_its_amount(complete_book):
    assert [row[3] for row in amounts(complete_book[CLAIM], "B22:E24")] == [500_000, 0, 500_000]
    plan = [row[3] for row in amounts(complete_book[CLAIM], f"B27:E{27 + MANY}")]
    assert plan == [*(planned.amount for planned in example.BUDGET.values()), 500_000]


ROW = LOG[0]


@pytest.mark.parametrize(
    ("label", "pages", "changes"),
    [
        ("Regeringens diarienummer", ALL, {"dnr": "2022/01504"}),
        ("Regeringens diarienummer", ALL, {"myndighet": "Trafikverket"}),
        ("Organisationsnummer", ALL, {"orgnr": "212000-0143"}),
        ("Mottagarens adress", ALL, {"mottagare_adress2": ""}),
        ("Mottagarens dnr", AFTER, {"mottagare_dnr": ""}),
        ("Utbetalas till", {CLAIM}, {"konto": "5050-1056"}),
        ("Utbetalas till", {CLAIM}, {"kontoslag": "plusgiro", "konto": "90 20 01-8"}),
        ("Återbetalas till", {REPAYMENT}, {"ater_konto": ""}),
        ("Rekvirerat ≤ disponibelt", ALL, {"disponibelt": 499_999}),
        ("Upparbetat ≤ rekvirerat", AFTER, {"rekvirerat": 331_230}),
        ("Budget", {CLAIM, ACCOUNT}, {"budget_loner": 259_999}),
        ("Budget", {CLAIM, ACCOUNT}, {"budget_faststalld": "nej"}),
        ("Återbetalat = resten", AFTER, {"aterbetalt": 168_768}),
        ("Återbetalat = resten", AFTER, {"aterbetalt": ""}),
        ("Rekvisitionens datum", {CLAIM}, {"klart_rekvisition": "2022-09-16"}),
        ("Rekvisitionens datum", {CLAIM}, {"klart_rekvisition": "2022-04-27"}),
        ("Redovisningens datum", {ACCOUNT}, {"klart_ekonomisk": ""}),
        ("Återbetalningens datum", {REPAYMENT}, {"klart_aterbetalning": "2023-02-01"}),
        ("Datum efter avstämningen", AFTER, {"avstamningsdag": "2022-10-02"}),
        ("Datum utanför perioden", AFTER, {"kostnader_till": "2022-10-02"}),
        ("Datum utanför perioden", AFTER, {"beslut_datum": "2022-06-28"}),
        ("Rader utan verifikation", AFTER, {"log": [*LOG[1:], (*ROW[:5], None)]}),
        ("Exempelrader", AFTER, {"log": [*LOG[1:], (*ROW[:5], "EX001")]}),
        ("Loggens rader är med", AFTER, {"log": [*LOG, (ROW[0], "Kaffe", "", 1, 0, "V9")]}),
        ("Loggens rader är med", AFTER, {"log": [*LOG, ("27 juni", *ROW[1:])]}),
        ("Rader utan belopp", AFTER, {"log": [*LOG, (*ROW[:3], "1 200", 0, "V9")]}),
        ("Kostnadsslag under 0", AFTER, {"log": [*LOG, (ROW[0], "Övrigt", "", -5, 0, "V9")]}),
        ("OH två gånger", AFTER, {"log": [*LOG, (ROW[0], "OH", "", 5, 0, "V9")]}),
    ],
)  # fmt: skip
def test_one_thing_that_is_wrong_makes_drafts_of_the_pages_that_it_concerns(label, pages, changes):
    book = complete(**changes)
    assert not verdicts(book)[label].startswith("OK")
    assert pages <= drafts(book)
    others = {name for name, verdict in verdicts(book).items() if not verdict.startswith("OK")}
    concerned = {p for c in checks.PAGE_CHECKS for p in c.pages if c.check.label in others}
    assert drafts(book) == concerned


def test_without_the_add_in_the_canary_says_so_and_every_page_is_a_draft():
    missing = dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]])
    book = uppdraget(LOG, functions=missing, **COMPLETE)
    assert drafts(book) == ALL
    assert book["Start"]["D22"].value.startswith("Fel: tillägget RegSO är inte igång")


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("avstamningsdag", AFTER),
        ("disponibelt", ALL),
        ("rekvirerat", ALL),
        ("forsta_manad", AFTER),
        ("beslut_datum", AFTER),
        ("kostnader_till", AFTER),
    ],
)
def test_an_input_that_is_missing_makes_drafts_and_no_check_passes_by_silence(name, pages):
    book = complete(**{name: ""})
    assert pages <= drafts(book)
    assert any(verdict.startswith("Fel") for verdict in verdicts(book).values())


def test_a_missing_day_of_reckoning_is_no_deadline_kept():
    start = complete(avstamningsdag="")["Start"]
    assert start["D29"].value.startswith("Fel: kan inte räknas")


def test_an_empty_log_is_repaid_in_full():
    book = complete(log=[], aterbetalt=500_000)
    assert totals(book)["Återbetalas"] == 500_000
    assert [row[0] for row in amounts(book[ACCOUNT], f"D22:D{22 + MANY}")] == [0] * 8
    assert drafts(book) == AFTER  # a log without amounts is to be looked at
    assert verdicts(book)["Loggens rader är med"].startswith("Granska")


def test_where_all_is_spent_nothing_is_repaid_and_no_account_is_needed():
    log = [(dt.date(2022, 6, 1), "Övrigt", "", 500_000, 0, "V1")]
    book = complete(log=log, aterbetalt=0, ater_konto="")
    assert drafts(book) == set()
    assert book[REPAYMENT]["B18"].value.startswith("Arbetsförmedlingen har inga medel kvar")


def test_amounts_dates_and_recipient_of_another_decision_can_be_set():
    """Boverket's decision of 2022: at most 3 000 000 kronor, report by 2022-10-07."""
    book = uppdraget(
        disponibelt=3_000_000,
        rekvirerat=2_500_000,
        frist_redovisning="2022-10-07",
        mottagare="Regeringskansliet",
    )
    assert [row[3] for row in amounts(book[CLAIM], "B22:E24")] == [3_000_000, 500_000, 2_500_000]
    assert book[CLAIM]["D10"].value == "Regeringskansliet"
    assert book["Frister"]["F7"].value == 7


def test_vat_is_counted_when_it_is_chosen_and_the_pages_say_so():
    book = complete(moms_ingar="ja")
    assert totals(book)["Upparbetat"] == 352_206  # 331 230,84 + 20 975,57
    assert facts(book[ACCOUNT])["Moms"] == "Beloppen är inklusive moms."


def test_overhead_is_a_share_of_wages_or_of_all_or_what_is_booked():
    of_all = complete(oh_procent=0.1, oh_bas="alla kostnader")
    assert outcomes(of_all["Uppföljning"])["OH"]["O"] == pytest.approx(0.1 * 301_230.69)
    assert facts(of_all[CLAIM])["OH"] == "10 % av alla direkta kostnader."
    booked = complete(log=[*LOG, (ROW[0], "OH", "", 1_000, 0, "V9")], oh_procent=0)
    assert outcomes(booked["Uppföljning"])["OH"]["O"] == 1_000
    assert facts(booked[ACCOUNT])["OH"] == "Enligt bokföringen."
    assert facts(complete(oh_procent=0)[ACCOUNT])["OH"] == "Tas inte ut."


def test_costs_are_counted_in_their_month_on_its_first_and_last_day():
    days = [dt.date(2022, 6, 1), dt.date(2022, 6, 30), dt.date(2022, 7, 1)]
    log = [(day, "Resor", "", 10.0**at, 0, "V") for at, day in enumerate(days)]
    sheet = complete(log=log)["Uppföljning"]
    assert [sheet[f"{c}9"].value for c in "DEFG"] == [0, 11, 100, 0]


def test_the_forecast_is_the_outcome_of_months_that_are_over_and_the_plan_after_them():
    sheet = uppdraget(LOG, avstamningsdag="2022-08-31", oh_procent=0)["Uppföljning"]
    assert [sheet[f"{c}4"].value for c in "CDEFGHI"] == ["utfall"] * 5 + ["plan"] * 2
    # Wages: June's outcome, and two of the six months that share 260 000 kr.
    assert sheet["R6"].value == pytest.approx(120_000.55 + 260_000 * 2 / 6)
    rows = outcomes(sheet)
    assert rows["Prognos"]["N"] == pytest.approx(rows["Summa"]["R"])
    assert rows["Utfall"]["H"] is None  # September has not begun


def test_a_month_is_over_on_its_last_day_and_not_before():
    over = [
        uppdraget(avstamningsdag=day)["Uppföljning"]["E4"].value
        for day in ("2022-06-29", "2022-06-30")
    ]
    assert over == ["plan", "utfall"]


def test_the_plan_divides_each_budget_over_its_months(example_book):
    rows = amounts(example_book["Budget"], f"G8:S{7 + MANY}")
    for (*months, total), planned in zip(rows, example.BUDGET.values(), strict=True):
        active = planned.last.month - planned.first.month + 1
        share = pytest.approx(planned.amount / active)
        assert [at for at, value in enumerate(months, 4) if value] == list(
            range(planned.first.month, planned.last.month + 1)
        )
        assert [value for value in months if value] == [share] * active
        assert total == pytest.approx(planned.amount)


def test_a_deadline_is_settled_by_the_day_it_was_done():
    rows = amounts(uppdraget(avstamningsdag="2022-11-01")["Frister"], "F6:G9")
    assert rows == [[None, "Klar i tid"], [-4, "Försenad"], [91, "Återstår"], [91, "Återstår"]]
    late = uppdraget(klart_rekvisition="2022-09-16")["Frister"]
    assert late["G6"].value == "Klar för sent"
    start = uppdraget(avstamningsdag="2022-11-01")["Start"]
    assert (start["C29"].value, start["D29"].value) == (1, "Fel: se bladet Frister.")


costs = st.lists(
    st.tuples(
        st.dates(dt.date(2022, 4, 28), dt.date(2022, 12, 31)),
        st.sampled_from(KINDS),
        st.just("x"),
        st.integers(0, 5_000_000).map(lambda cents: cents / 100),
        st.just(0),
        st.just("V"),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(log=costs, claimed=st.integers(0, 500_000), share=st.sampled_from([0, 0.15, 0.333]))
def test_the_money_is_spent_repaid_or_not_claimed_and_the_parts_sum_to_the_log(log, claimed, share):
    book = uppdraget(log, rekvirerat=claimed, oh_procent=share, oh_bas="alla kostnader")
    found = totals(book)
    direct = sum(round(100 * row[3]) for row in log if row[1] != "OH")
    logged = sum(round(100 * row[3]) for row in log) + direct * share
    assert (
        abs(found["Upparbetat"] - logged / 100) <= 0.506
    )  # the overhead is in whole öre before the sum is in kronor
    parts = [row[0] for row in amounts(book[ACCOUNT], f"D22:D{22 + MANY}")]
    assert sum(parts[:-1]) == parts[-1] == found["Upparbetat"]
    by_kind = [row[0] for row in amounts(book["Uppföljning"], f"O6:O{5 + MANY}")]
    assert all(abs(part - cost) < 1.5 for part, cost in zip(parts[:-1], by_kind, strict=True))
    if found["Upparbetat"] <= claimed:
        unclaimed = facts(book[CLAIM])["Rekvireras inte"]
        assert found["Upparbetat"] + found["Återbetalas"] + unclaimed == 500_000
    else:
        assert found["Återbetalas"] == 0
        assert verdicts(book)["Upparbetat ≤ rekvirerat"].startswith("Fel")


def test_the_example_log_is_fiction_and_the_same_every_time():
    assert example.log() == example.log()
    assert all(row[-1].startswith(example.MARK) for row in example.log())
    assert {row[1] for row in example.log()} < set(KINDS)


@pytest.mark.usefixtures("example")
def test_a_cost_log_in_csv_becomes_the_follow_up_of_the_chosen_agency(tmp_path):
    log, out = tmp_path / "kostnader.csv", tmp_path / "out.xlsx"
    rows = ["2022-06-15;Resor;tåg;1000.50;60.03;V1", "2022-07-01;Övrigt;tryck;99.50;;V2"]
    log.write_text("\n".join([";".join(HEADERS), *rows]), encoding="utf-8")
    options = ["-s", "myndighet=Polismyndigheten", "-d", str(log), "-o", str(out)]
    result = CliRunner().invoke(cli, ["render", "uppdraget", *options])
    assert result.exit_code == 0, result.output
    book = book_of(out, values=True)
    assert [book["Indata"][c].value for c in ("A10", "A11")] == [
        dt.datetime(2022, 6, 15),  # noqa: DTZ001 - a cell has no time zone
        dt.datetime(2022, 7, 1),  # noqa: DTZ001
    ]  # fmt: skip
    assert book["Indata"]["A11"].number_format == "yyyy-mm-dd"
    assert book[CLAIM]["E4"].value == "Ju2022/01512"
    assert totals(book)["Upparbetat"] == 1_100
    assert verdicts(book)["Loggens rader är med"].startswith("OK")


def test_a_row_without_an_amount_is_not_outweighed_by_one_without_a_kind():
    day = dt.date(2022, 6, 1)
    log = [(day, "Resor", "tåg", None, 0, "V1"), (day, None, "okänt", 100.0, 0, None)]
    book = uppdraget(log)
    found = {row[1].value: (row[2].value, row[3].value) for row in book["Kontroll"]["A5:D32"]}
    assert found["Rader utan belopp"][0] == 1
    assert found["Rader utan belopp"][1].startswith("Fel")
    assert found["Rader utan verifikation"][0] == 1
    assert found["Rader utan verifikation"][1].startswith("Granska")


def month_ends():
    """Return the last day of each month from May 2022 to January 2023."""
    firsts = [dt.date(2022, month, 1) for month in range(6, 13)]
    firsts += [dt.date(2023, 1, 1), dt.date(2023, 2, 1)]
    return [first - dt.timedelta(days=1) for first in firsts]


def on_a_day(day):
    """Return the workbook as a careful agency has it on a day."""
    done = {f"klart_{key}": when for key, when in DONE.items() if when <= day.isoformat()}
    not_done = {f"klart_{key}": "" for key in DONE if f"klart_{key}" not in done}
    days = {"avstamningsdag": day.isoformat(), **done, **not_done}
    repaid = {"aterbetalt": 168_769 if day.year == 2023 else ""}
    return uppdraget([row for row in LOG if row[0] <= day], **{**COMPLETE, **days, **repaid})


DONE = {"rekvisition": "2022-09-08", "redovisning": "2022-10-26", "ekonomisk": "2023-01-20",
        "aterbetalning": "2023-01-25"}  # fmt: skip


def words(book):
    return " ".join(
        str(cell.value)
        for sheet in ("Uppföljning", "Frister", *letters.PAGES)
        for row in book[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    )


def test_month_by_month_the_statuses_speak_of_the_day():
    """Nothing is to be repaid before the period is over, and nothing is left to do after it."""
    for day in month_ends():
        book = on_a_day(day)
        text, late = words(book), day >= dt.date(2022, 12, 31)
        assert ("återbetala dem senast 2023-01-31" in text) == (day == dt.date(2022, 12, 31)), day
        assert ("återbetala" in text.replace("återbetala för", "")) <= late, day
        assert ("återbetalar de medel" in text) == late, day
        assert ("Kvar hittills" in text) == (not late), day
        claimed = day >= dt.date(2022, 9, 8)
        assert ("Medlen är inte rekvirerade än." in text) == (not claimed), day
        going_on = "Perioden pågår till och med 2022-12-31. Enligt prognosen återstår då" in text
        assert going_on == (claimed and not late), day
        assert ("Det som återstod är återbetalt." in text) == (day.year == 2023), day
        assert drafts(book) == (set() if day.year == 2023 else AFTER if claimed else ALL), day
        assert "Försenad" not in text


def test_an_agency_that_is_done_early_moves_the_last_day_of_costs():
    early = {"kostnader_till": "2022-10-31", "avstamningsdag": "2022-10-31",
             "klart_ekonomisk": "2022-10-31", "klart_aterbetalning": "2022-10-31"}  # fmt: skip
    book = complete(**early)
    assert drafts(book) == set()
    assert "Perioden är slut" in verdicts(book)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(331_230.84, "331 230,84"), (0, "0,00"), (999.5, "999,50"), (1_000, "1 000,00"),
     (2_000_007.01, "2 000 007,01"), (-1_234.5, "-1 234,50")],
)  # fmt: skip
def test_an_amount_is_written_as_swedes_do_in_every_language_of_excel(amount, text):
    kind = "Övrigt"
    log = [(dt.date(2022, 6, 1), kind, "x", amount, 0, "V1")]
    book = uppdraget(log, oh_procent=0)
    assert f"Upparbetat {text} kronor" in facts(book[ACCOUNT])["Avrundning"]


def test_a_letter_has_no_footer_of_the_tool_and_no_working_note(complete_book):
    for page in letters.PAGES:
        footer = complete_book[page].oddFooter
        assert [footer.left.text, footer.center.text] == [None, None]
        assert "blankett" not in " ".join(map(str, facts(complete_book[page])))


def planned(book):
    """Return the plan per month of each kind of cost, from April 2022 to March 2023."""
    rows = amounts(book["Budget"], f"G8:R{7 + MANY}")
    return dict(zip(KINDS, rows, strict=True))


def test_a_plan_of_ones_own_goes_before_an_equal_split_and_hours_have_a_price(example_book):
    kind = "Konsulter och köpta tjänster"
    rows = [(kind, dt.date(2022, 6, 1), None, 80, 900.5),
            (kind, dt.date(2022, 6, 30), 1_000, None, None),
            (kind, dt.date(2022, 10, 15), 22_960, 0, None)]  # fmt: skip
    book = uppdraget(plan=rows)
    own, others = planned(book), planned(example_book)
    assert own.pop(kind) == [0, 0, 80 * 900.5 + 1_000, 0, 0, 0, 22_960, 0, 0, 0, 0, 0]
    assert others.pop(kind) == [0, 0, 24_000, 24_000, 24_000, 24_000, 0, 0, 0, 0, 0, 0]
    assert own == others
    assert verdicts(book)["Plan − budget"].startswith("OK")
    short = uppdraget(plan=rows[:2])
    assert verdicts(short)["Plan − budget"].startswith("Granska")


def test_the_deviation_is_in_kronor_and_in_per_cent_by_kind_and_to_date(complete_book):
    """Travel: 22 799,20 of 15 000. All: 331 230,84 of 500 000 planned by December."""
    sheet = complete_book["Uppföljning"]
    head = [cell.value for cell in sheet[5]]
    over, share = head.index("prognos − budget"), head.index("i procent")
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    travel = rows["Resor"]
    assert travel[over] == pytest.approx(7_799.2)
    assert travel[share] == pytest.approx(7_799.2 / 15_000)
    assert rows["Summa"][share] == pytest.approx(331_230.84 / 500_000 - 1)
    december = [
        f"{day:%Y-%m}" if hasattr(day, "year") else day for day in rows["ackumulerat"]
    ].index("2022-12")
    assert rows["Utfall − budget"][december] == pytest.approx(331_230.84 - 500_000)
    assert rows["i procent av budget"][december] == pytest.approx(331_230.84 / 500_000 - 1)
    assert rows["Utfall − budget"][december + 1] is None


OWN = {"slag_1": "Kommunikation", "budget_slag_1": 12_000, "plan_slag_1_fran": "2022-06-01",
       "plan_slag_1_till": "2022-09-30", "budget_loner": 248_000}  # fmt: skip


def test_an_own_kind_of_cost_goes_through_to_the_pages():
    log = [*LOG, (dt.date(2022, 8, 1), "Kommunikation", "film", 9_876.5, 0, "V5")]
    book = complete(log, aterbetalt=158_893, **OWN)
    assert drafts(book) == set()
    account = {row[0]: row[1:] for row in amounts(book[ACCOUNT], f"B22:E{22 + MANY}")}
    assert list(account) == [*KINDS[:-1], "Kommunikation", "OH", "Summa"]
    assert account["Kommunikation"] == [12_000, 9_877, 2_123]  # it has the largest rest
    assert account["Summa"] == [500_000, 341_107, 158_893]
    assert ["Kommunikation", None, None, 12_000] in amounts(book[CLAIM], f"B27:E{27 + MANY}")
    follow = outcomes(book["Uppföljning"])["Kommunikation"]
    assert (follow["G"], follow["O"], follow["R"]) == (9_876.5, 9_876.5, 9_876.5)


def test_own_kinds_are_direct_costs_and_may_have_a_plan_of_their_own():
    log = [(dt.date(2022, 6, 1), "Kommunikation", "film", 1_000, 0, "V1")]
    plan = [("Kommunikation", dt.date(2022, 7, 1), 500, None, None)]
    sheet = uppdraget(
        log, plan=plan, **OWN, oh_procent=0.1, oh_bas="alla kostnader", avstamningsdag="2022-06-30"
    )["Uppföljning"]
    rows = outcomes(sheet)
    assert rows["OH"]["O"] == pytest.approx(100)
    assert rows["Kommunikation"]["R"] == pytest.approx(1_500)


def test_rows_of_own_kinds_are_hidden_until_they_have_a_name_and_again_when_it_is_gone():
    with using(Reference(EXAMPLE)):
        template = build("uppdraget")
        named = render(template, data=None, columns={}, settings={"slag_2": "Tryck"}).workbook
        emptied = render(named, data=None, columns={}, settings={"slag_2": ""}).workbook
    for sheet in ("Budget", "Uppföljning", CLAIM, ACCOUNT):
        count = [
            sum(row.hidden for row in book_of(book)[sheet]
                .row_dimensions.values())
            for book in (template, named, emptied)
        ]  # fmt: skip
        assert count == [MOST_OWN, MOST_OWN - 1, MOST_OWN], sheet


def test_a_row_without_a_kind_is_of_no_own_kind():
    log = [*LOG, (dt.date(2022, 8, 1), None, "film", 9_876.5, 0, "V5")]
    book = complete(log)
    assert verdicts(book)["Loggens rader är med"].startswith("Fel")
    assert outcomes(book["Uppföljning"])["Summa"]["O"] == pytest.approx(331_230.84)
