"""Letters with few and many own kinds of cost on paper, measured in LibreOffice's PDF."""

import datetime as dt
import re

import pytest
from click.testing import CliRunner
from onpaper import SIDES, SMALLEST, measured

from books import book_of
from regso.cli import cli
from regso.indata import Data
from regso.render import render
from regso.render.pdf import to_pdf
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.uppdraget import costs
from regso.templates.uppdraget.kinds import KINDS
from regso.templates.uppdraget.letters import ACCOUNT, CLAIM
from regso.xlsx.package import Package

# Own kinds, and the pages of Rekvisition, Ekonomisk redovisning and Uppföljning.
PAGES = {0: (1, 1, 1), 1: (1, 1, 2), 12: (1, 2, 2), 13: (1, 2, 2), 30: (2, 2, 2), 40: (2, 2, 3)}
HEADERS = ["datum", "kostnadsslag", "text", "belopp", "moms", "verifikation"]
NUMBER = re.compile(r"-?[\d\s]+")
APART = 7  # points between two cells; the digits of a number are nearer
FULL = 1 / 3
# What the claim of the agency waits for.
COMPLETE = {
    "orgnr": "212000-0142", "kontakt": "Kim Ek", "kontaktvag": "kim.ek@exempel.se",
    "ort": "Stockholm", "undertecknare": "Alex Berg", "befattning": "ekonomichef",
    "mottagare_adress2": "000 00 Orten", "konto": "5050-1055", "budget_faststalld": "ja",
    "klart_rekvisition": "2022-09-08",
}  # fmt: skip
HEADS = {CLAIM: "Planerad användning", ACCOUNT: "Kostnader, kronor"}


def own(number):
    return [f"Eget slag {n}" for n in range(1, number + 1)]


def filled(number):
    """Return the workbook with own kinds, each with a budget and two costs with öre."""
    settings = {}
    log = [[dt.date(2022, 6, 27), "Löner inkl. LKP", "lön", 60_000.55, 0, "V0"]]
    for n, kind in enumerate(own(number), 1):
        settings |= {
            f"slag_{n}": kind,
            f"budget_slag_{n}": 1_000 + n,
            f"plan_slag_{n}_fran": "2022-06-01",
            f"plan_slag_{n}_till": "2022-09-30",
        }
        log += [[dt.date(2022, month, n % 28 + 1), kind, "påhittat", 400.33 + n, 0, f"V{n}-{month}"]
                for month in (6, 8)]  # fmt: skip
    with using(Reference(EXAMPLE)):
        data = Data("logg.csv", HEADERS, log)
        return render(build("uppdraget"), data=data, columns={}, settings=settings).workbook


@pytest.fixture(scope="module", params=PAGES)
def letters(request, program):
    """Give the number of own kinds, and the printed pages of each sheet that grows with them."""
    book = filled(request.param)
    names = (CLAIM, ACCOUNT, costs.SHEET)
    return request.param, {
        name: measured(to_pdf(book, "Titel", program, wanted=[name]), name) for name in names
    }


def lines(page):
    """Return the texts of the lines of a page: what stands near is one text."""
    found = {}
    for word in sorted(page.words, key=lambda w: w.left):
        found.setdefault(round(word.bottom / 4), []).append(word)
    texts = []
    for _, words in sorted(found.items()):
        cells, end = [], float("-inf")
        for word in words:
            if word.left - end > APART:
                cells.append(word.text)
            else:
                cells[-1] += f" {word.text}"
            end = word.right
        texts.append(cells)
    return texts


def kronor(text):
    return int("".join(text.split()))


def rows(pages, columns):
    """Return the rows of the table of kinds and of its sum, by their first text."""
    known = {*KINDS, "Summa", *own(40)}
    found = [cells for page in pages for cells in lines(page) if len(cells) == columns]
    return {
        first: list(map(kronor, amounts))
        for first, *amounts in found
        if first in known and all(map(NUMBER.fullmatch, amounts))
    }


def test_few_kinds_are_on_one_page_and_many_on_as_few_as_can_be_read(letters):
    number, printed = letters
    assert tuple(map(len, printed.values())) == PAGES[number]


def test_no_text_is_under_eight_points_and_none_is_cut(letters):
    _, printed = letters
    for name, pages in printed.items():
        for page in pages:
            assert min(page.sizes) >= SMALLEST, (name, page.number)
            assert page.cut == [], (name, page.number)
            assert max(w.right for w in page.words) <= page.width - SIDES + 1, (name, page.number)


def test_no_page_is_nearly_empty(letters):
    _, printed = letters
    for name, pages in printed.items():
        for page in pages:
            assert max(w.bottom for w in page.body) > FULL * page.height, (name, page.number)


def test_every_kind_is_on_paper_once_and_the_pages_sum_to_the_krona(letters):
    number, printed = letters
    claim, account = rows(printed[CLAIM], 2), rows(printed[ACCOUNT], 4)
    kinds = {*KINDS, *own(number)}
    assert claim.keys() == account.keys() == {*kinds, "Summa"}
    assert sum(claim[kind][0] for kind in kinds) == claim["Summa"][0]
    for column in range(3):
        assert sum(account[kind][column] for kind in kinds) == account["Summa"][column]
    spent = 60_000.55 * 1.15 + sum(2 * (400.33 + n) for n in range(1, number + 1))
    assert account["Summa"][1] == round(spent)
    told = [cells for page in printed[ACCOUNT] for cells in lines(page)]
    assert kronor(dict(c for c in told if len(c) == 2)["Upparbetat"]) == round(spent)


def test_the_lines_to_sign_on_are_together_on_the_last_page_and_the_header_is_repeated(letters):
    _, printed = letters
    for name, head in HEADS.items():
        texts = [[text for cells in lines(page) for text in cells] for page in printed[name]]
        signed = ("Ort och datum", "Underskrift", "Namnförtydligande och befattning")
        for text in (*signed, "Bilagor: inga"):
            assert [text in page for page in texts] == [*[False] * (len(texts) - 1), True]
        table = [bool(rows([page], 2 if name == CLAIM else 4)) for page in printed[name]]
        assert [head in page for page in texts] == table
        many = len(texts)
        assert [page[-1] for page in texts] == [f"Sida {n} av {many}" for n in range(1, many + 1)]
        assert [page[-2] == name for page in texts] == [many > 1] * many  # which letter it is of


def test_a_long_name_is_on_paper_whole(program):
    name = "Kommunikation, översättning och tillgänglighetsanpassning av material"
    with using(Reference(EXAMPLE)):
        book = render(build("uppdraget"), data=None, columns={}, settings={"slag_1": name}).workbook
    for sheet in (CLAIM, ACCOUNT, costs.SHEET):
        pages = measured(to_pdf(book, "Titel", program, wanted=[sheet]), sheet)
        assert [page.cut for page in pages if page.cut] == []
        words = [word.text for page in pages for word in page.words]
        rare = ["Kommunikation,", "översättning", "tillgänglighetsanpassning", "material"]
        assert [words.count(word) for word in rare] == [1] * len(rare)


def test_few_kinds_leave_the_paper_as_the_template_has_it():
    template, book = Package(build("uppdraget")), Package(filled(1))
    for name in (CLAIM, ACCOUNT):
        one, other = (
            [
                [dict(e.attrib) for e in p.tree(p.sheets[name]).iter(f"{{*}}{tag}")]
                for tag in ("pageSetUpPr", "pageSetup", "brk", "headerFooter")
            ]
            for p in (template, book)
        )
        assert one == other


def test_the_publication_copy_has_the_pages_of_the_letter(program, tmp_path):
    """The claim waits for nothing: the wages are what the own kinds leave of the 500 000."""
    source, copy = tmp_path / "bok.xlsx", tmp_path / "kopia.xlsx"
    source.write_bytes(filled(40))
    wages = 260_000 - sum(1_000 + n for n in range(1, 41))
    given = [f"-s{name}={value}" for name, value in {**COMPLETE, "budget_loner": wages}.items()]
    published = ("--publish", "--page", CLAIM, "--pdf", "-o", str(copy))
    done = CliRunner().invoke(cli, ["render", str(source), *given, *published])
    assert done.exit_code == 0, done.output
    sheet = book_of(copy)[CLAIM]
    assert sheet.print_title_rows == "$26:$26"
    [start] = sheet.row_breaks.brk
    assert 27 < start.id < 73
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    _, *pages = measured(copy.with_suffix(".pdf").read_bytes(), CLAIM)
    assert len(pages) == 2
    assert sum(amount for kind, [amount] in rows(pages, 2).items() if kind != "Summa") == 500_000
