"""The task pane and the page without Excel, in Chromium, as users meet them."""

import base64
import re
import time

import browser as drive
import pytest

from books import book_of
from regso.functions import REGISTRY, call
from regso.store import EXAMPLE, Reference, using

NARROW = {"width": 320, "height": 640}
PAGES = {"prova.html": (), "excel.html": (drive.FAKE_HOST, drive.FAKE_WORKBOOK)}


@pytest.fixture(autouse=True)
def _example():
    with using(Reference(EXAMPLE)):
        yield


def text(page, selector):
    return page.run("return document.querySelector(given).innerText;", selector)


def counted(page):
    """Fill the page without Excel with its example, and wait for the outcome."""
    page.ready()
    page("click", selector="#example")
    page("wait", code="document.getElementById('codes').value !== ''")
    page("click", selector="#try button[type=submit]")
    page("wait", code="!document.getElementById('outcome').hidden")
    return page


def loaded(opened, name, **options):
    page = opened(name, scripts=PAGES[name], **options)
    if name == "prova.html":
        return counted(page)
    page.ready()
    page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; });")
    page("fill", selector="#find", text="REGSO_TABELL ")
    page("click", selector="#list button")
    page("wait", code="document.querySelector('#source table') !== null")
    return page


# -- the page without Excel ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def _tryout(opened_once):
    return opened_once("prova.html").ready()


@pytest.fixture
def tryout(_tryout):
    """Give the page without Excel, with nothing pasted, said or counted."""
    _tryout.run("document.getElementById('codes').value = '';"
                "document.getElementById('said').textContent = '';"
                "document.getElementById('outcome').hidden = true;")  # fmt: skip
    return _tryout


def test_pasted_codes_give_types_a_table_a_picture_and_a_workbook_of_the_same(tryout, tmp_path):
    page = counted(tryout)
    codes = page.run("return document.getElementById('codes').value.split('\\n');")
    assert len(codes) == 41
    table = call("REGSO_TABELL", [[[c] for c in codes], None, None, None, None, 5])
    expected = [[row[0], row[1], row[2]] for row in table[1:]]
    saved = tmp_path / "prov.xlsx"
    assert page("saved", selector="#download", path=saved) == "regso-prov.xlsx"
    book = book_of(saved)
    assert book.sheetnames == ["Koder", "Per områdestyp", "Matchning", "Källa"]
    rows = [[*row[:3]] for row in book["Per områdestyp"].iter_rows(min_row=2, values_only=True)]
    assert rows == expected
    types = call("REGSO_TYP", [[[c] for c in codes]])
    kept = [str(row[3]) for row in book["Koder"].iter_rows(min_row=2, values_only=True)]
    assert kept == [str(t) for [t] in types]
    assert page.run("return document.querySelectorAll('#picture rect').length;") == 6
    shown = text(page, "#table")
    assert all(str(name) in shown for _, name, _ in expected)


def test_text_that_looks_like_a_formula_stays_text(tryout, tmp_path):
    page = tryout
    page("fill", selector="#codes", text="9901R001\n=1+1\n+9902R001\n")
    page("click", selector="#try button[type=submit]")
    page("wait", code="!document.getElementById('outcome').hidden")
    page("saved", selector="#download", path=tmp_path / "prov.xlsx")
    sheet = book_of(tmp_path / "prov.xlsx")["Koder"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")


def test_nothing_pasted_is_said_in_a_sentence(tryout):
    page = tryout
    page("click", selector="#try button[type=submit]")
    page("wait", code="document.getElementById('said').textContent !== ''")
    assert text(page, "#said") == "Klistra in minst en kod, en per rad."


# -- the start -----------------------------------------------------------------------------------


def test_the_second_start_needs_no_network(opened, server):
    """The service worker has this version. The browser only asks whether there is a newer one."""
    page = opened("prova.html").ready()
    page("wait", code="navigator.serviceWorker.ready.then(() => true)")
    server.forget()
    server.is_down = True
    try:
        page("offline", value=True)
        page("goto", url=f"{server.address}/regso/prova.html")
        counted(page)
    finally:
        server.is_down = False
    assert "9901R001" in text(page, "#rows")
    assert {*server.asked} <= {"/regso/sw.js"}


def test_a_warm_start_asks_for_pages_alone(opened, server):
    """Times and the size on the wire are printed; run with -s. No test is timed."""
    server.forget()
    began = time.perf_counter()
    page = opened("prova.html").ready()
    cold, size = time.perf_counter() - began, server.sent
    page("wait", code="navigator.serviceWorker.ready.then(() => true)")
    server.forget()
    began = time.perf_counter()
    page("goto", url=f"{server.address}/regso/prova.html")
    page.ready()
    warm = time.perf_counter() - began
    assert {path.rpartition("/")[2] for path in server.asked} <= {
        "prova.html",
        "sw.js",
        "ikon-32.png",
    }
    print(f"cold {cold:.1f} s, {size / 1e6:.1f} MB; warm {warm:.1f} s, {server.sent} bytes")  # noqa: T201


# -- the task pane -------------------------------------------------------------------------------


@pytest.fixture
def pane(excel):
    """Give the pane with every part open, nothing sought and nothing said."""
    excel.run("document.querySelectorAll('details').forEach((d) => { d.open = true; });"
              "document.getElementById('said').textContent = '';"
              "document.getElementById('find').value = '';"
              "document.getElementById('find').dispatchEvent(new Event('input'));"
              "document.activeElement?.blur();")  # fmt: skip
    return excel


def test_a_function_is_found_explained_and_inserted_with_the_keyboard_alone(pane):
    page = pane
    page.run("""
        fakeWorkbook.sheets.Blad1 = { formulas: [['', '', '']], values: [['', '', '']] };
        fakeWorkbook.active = ['Blad1', 0, 2];
        document.getElementById('find').focus();
    """)
    page("type", text="områdestyp officiella")
    page("press", keys=["Tab"])
    found = page.run("return document.activeElement.innerText;")
    assert found.startswith("REGSO_TYP\n")
    page("press", keys=["Enter", "Tab"])
    assert page.run("return document.activeElement.labels[0].innerText;").startswith("kod")
    page("type", text="A2:A9")
    page("press", keys=["Tab", "Tab"])
    page("type", text="2022")
    assert text(page, "#formula") == "=REGSO_TYP(A2:A9,2022)"
    page("press", keys=["Enter"])
    page("wait", code="document.getElementById('said').textContent !== ''")
    assert page.run("return fakeWorkbook.sheets.Blad1.formulas[0][2];") == "=REGSO_TYP(A2:A9,2022)"
    assert text(page, "#said") == "=REGSO_TYP(A2:A9,2022) står nu i Blad1!C1."


def test_everything_can_be_reached_with_tab_and_has_a_visible_focus(pane):
    page = pane
    page.run("document.getElementById('find').value = 'x'; document.getElementById('find')"
             ".dispatchEvent(new Event('input'));")  # fmt: skip
    reached = []
    for _ in range(60):  # round and round, from wherever the focus was
        page("press", keys=["Tab"])
        at = page.run("const e = document.activeElement; return e === document.body ? null :"
                      " [e.id || e.innerText, getComputedStyle(e).outlineStyle];")  # fmt: skip
        if at is not None and at not in reached:
            reached.append(at)
    names = [name for name, _ in reached]
    assert {"language", "find", "match", "repair", "freeze"} <= {*names}
    assert [name for name, outline in reached if outline == "none"] == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("A2", "A2"), ("$A$2:B9", "$A$2:B9"), ("'Mitt blad'!A:A", "'Mitt blad'!A:A"),
        ("Indata[kod]", "Indata[kod]"), ("0,95", "0.95"), ("2022", "2022"), ("1+2", '"1+2"'),
        ("andel", '"andel"'), ('säg "ja"', '"säg ""ja"""'), ("=ar", "ar"), ("{1;2}", "{1;2}"),
        ("9901R001", '"9901R001"'), ("", ""),
    ],
)  # fmt: skip
def test_an_argument_is_written_as_what_it_is(excel, typed, written):
    code = """
        const at = document.querySelector('script[type=module]').src;
        const { written } = await import(at.replace(/[^/]*$/, "functionlist.js"));
        return written(given);"""
    assert excel.run(code, typed) == written


def workbook(page, formulas, values, spills=None):
    page.run("Object.assign(fakeWorkbook, { sheets: { Blad1: given[0] }, spills: given[1] });",
             [{"formulas": formulas, "values": values}, spills or {}])  # fmt: skip


def test_formulas_of_other_programs_are_repaired_and_no_others_touched(pane):
    page = pane
    formulas = [["=[1]!REGSO_TYP(A1)", "=SUM(A1)", "REGSO_TYP"],
                ['=_xldudf_REGSO_NAMN(A2)&"[1]!REGSO_"', "=REGSO_AR()", 3]]  # fmt: skip
    workbook(page, formulas, [["", "", ""], ["", "", ""]])
    page("click", selector="#repair")
    page("wait", code="document.getElementById('said').textContent !== ''")
    assert text(page, "#said") == "2 formler är reparerade."
    assert page.run("return fakeWorkbook.sheets.Blad1.formulas;") == [
        ["=REGSO_TYP(A1)", "=SUM(A1)", "REGSO_TYP"],
        ['=REGSO_NAMN(A2)&"[1]!REGSO_"', "=REGSO_AR()", 3],
    ]


def test_values_are_frozen_on_the_second_click_spilled_ones_too(pane):
    page = pane
    formulas = [["=REGSO_TYP(A1)", "=SUM(A1)"], ["=REGSO_KALLA()", "värde"], ["Källa", "=SCB"]]
    values = [[1, 5], ["uppgift", "värde"], ["Källa", "=SCB"]]
    workbook(page, formulas, values, {"Blad1!1,0": [2, 2]})
    page("click", selector="#freeze")
    page("wait", code="document.getElementById('said').textContent.includes('säker')")
    assert page.run("return fakeWorkbook.sheets.Blad1.formulas;") == formulas
    page("click", selector="#freeze")
    page("wait", code="document.getElementById('said').textContent.includes('värden.')")
    assert text(page, "#said") == "2 REGSO-formler är nu värden."
    assert page.run("return fakeWorkbook.sheets.Blad1.formulas;") == [
        [1, "=SUM(A1)"], ["uppgift", "värde"], ["Källa", "=SCB"],
    ]  # fmt: skip


def test_the_selected_column_gets_a_match_report(pane):
    page = pane
    codes = [["9901R001"], ["9901r004 "], ["x"]]
    page.run("fakeWorkbook.selection.values = given;", codes)  # fmt: skip
    page("click", selector="#match")
    page("wait", code="document.querySelector('#matched table') !== null")
    shown = [line.split("\t") for line in text(page, "#matched").splitlines()]
    told = {label: value for label, value, *_ in shown if value}
    assert (told["rader"], told["träff"], told["felaktiga"]) == ("3", "2", "1")


def test_a_template_s_sheets_are_inserted_as_the_folder_has_them(pane, folder):
    page = pane
    page("click", selector="#templates li:first-child button")
    page("wait", code="fakeWorkbook.inserted.length === 1")
    [[content, options]] = page.run("return fakeWorkbook.inserted;")
    [first] = (folder / "regso").glob("mallar-*/01.xlsx")
    assert base64.b64decode(content) == first.read_bytes()
    assert options == {"positionType": "End"}


def test_the_last_errors_have_their_sentences_in_the_pane(pane):
    page = pane
    page.recalculate([["REGSO_TAL", [5, -1]], ["REGSO_ANDEL", [5, 0]]])
    page.run("document.getElementById('errors').open = false;")
    page.run("document.getElementById('errors').open = true;")
    page("wait", code="document.querySelectorAll('#sentences strong').length > 0")
    expected = call("REGSO_TAL", [5.0, -1.0])[0][0]
    assert expected.code == "#NUM!"
    assert expected.message in text(page, "#sentences")


def test_both_pages_change_to_english_and_keep_it(opened, server):
    for name, scripts in PAGES.items():
        page = opened(name, scripts=scripts).ready()
        page("click", selector="#language")
        assert page.run("return document.documentElement.lang;") == "en"
        assert not re.search(r"\bundefined\b", text(page, "body"))
        page("goto", url=f"{server.address}/regso/{name}")
        assert text(page, "#language") == "Svenska"


def test_every_text_is_there_in_both_languages(pane, folder):
    [source] = (folder / "regso").glob("app-*/texts.js")
    swedish, english = source.read_text("utf-8").split("\n  en: {")
    assert re.findall(r"(\w+): [(\"]", swedish) == re.findall(r"(\w+): [(\"]", english)
    names = pane.run("return [...document.querySelectorAll('[data-t]')].map((e) => e.textContent);")
    assert all(names)
    assert len(REGISTRY) == pane.run("return document.querySelectorAll('#list li').length;")


# -- for everyone --------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PAGES)
def page(request, opened_once):
    """Give each page with something to see, and axe-core in it past our own policy."""
    page = loaded(opened_once, request.param, bypassCSP=True)
    page("script", path=drive.package("axe-core") / "axe.min.js")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    """axe-core with the rules of WCAG 2.2 A and AA."""
    page("media", scheme=scheme)
    assert page.run("return matchMedia(`(prefers-color-scheme: ${given})`).matches;", scheme)
    found = page.run(
        "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];"
        "const { violations, passes } = await axe.run(document, { runOnly: tags });"
        "return [violations.map((v) => [v.id, v.nodes.map((n) => n.html)]), passes.length];"
    )
    assert found[0] == []
    assert found[1] > 20


def test_nothing_is_cut_at_320_pixels(page):
    page("size", **NARROW)
    assert page.run("return innerWidth;") == NARROW["width"]
    wide = page.run("""
        const outside = [...document.querySelectorAll("main *")].filter((e) =>
          e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"));
        return [document.documentElement.scrollWidth, outside.map((e) => e.outerHTML.slice(0, 80))];
    """)
    assert wide == [320, []]
