"""An invented ledger, and the forms that it can be exported in: SIE 4 and three kinds of lists.

The chart of accounts, the verifications and the company are made up.
"""

import csv
import datetime as dt
import io
import random
from typing import NamedTuple

import openpyxl

COMPANY = "2120000142"  # with a right check digit
ACCOUNTS = {
    "1541": "Ingående moms",
    "2570": "Leverantörsskulder",
    "2711": "Personalens källskatt",
    "3411": "Intäkter av avgifter",
    "4011": "Löner, månadslön",
    "4511": "Sociala avgifter",
    "4711": "Tjänsteresor, inrikes",
    "5011": "Lokalhyra, kontor",
    "5711": "Datakonsulter och köpta tjänster",
    "5741": "Statistik från SCB",
    "5912": "Förbrukningsvaror, övrigt",
    "7111": "Lämnade bidrag",
}
COSTS = ("4011", "4511", "4711", "5011", "5711", "5741", "5912", "7111")
PROJECT = "0817"
PROJECTS = (PROJECT, "0901", "0902", "")
TEXTS = ("Löner för månaden", "Resa Malmö Åre", "Kartstöd, köp", "Hyra", "Övrigt inköp av tjänst")


class Trans(NamedTuple):
    account: str
    amount: int  # öre
    kst: str = ""
    project: str = ""
    activity: str = ""
    day: dt.date | None = None
    text: str = ""


class Ver(NamedTuple):
    series: str
    number: int
    day: dt.date
    text: str
    rows: tuple[Trans, ...]
    corrected: bool = False  # has a row that is void, and one that came later


def ledger(count=2000, seed=17, year=2022):
    """Return verifications through a year, with corrections, by series and number."""
    chance = random.Random(seed)  # noqa: S311 - fiction, the same every time
    first = dt.date(year, 1, 1)
    numbers, found = {"A": 0, "L": 0, "K": 0}, []
    for day in sorted(chance.randrange(365) for _ in range(count)):
        series = chance.choice("AALLLK")
        numbers[series] += 1
        booked = first + dt.timedelta(days=day)
        rows = []
        for _ in range(chance.randint(1, 3)):
            account = chance.choice(COSTS)
            amount = chance.randint(1, 1_800_00) * (-1 if chance.random() < 0.1 else 1)
            project = chance.choices(PROJECTS, (2, 4, 3, 1))[0]
            own = booked - dt.timedelta(days=3) if chance.random() < 0.05 else None
            if own is not None and own.year != year:
                own = None
            rows.append(
                Trans(account, amount, "12", project, chance.choice(("55", "56")), own,
                      chance.choice(("", "", "radens egen text")))
            )  # fmt: skip
            if chance.random() < 0.4:
                rows.append(Trans("1541", amount // 4, "12", project))
        rows.append(Trans("2570", -sum(row.amount for row in rows)))
        text = f"{chance.choice(TEXTS)} {numbers[series]}"
        corrected = chance.random() < 0.03
        found.append(Ver(series, numbers[series], booked, text, tuple(rows), corrected))
    return found


def for_project(vers, project=PROJECT, first=dt.date(2022, 4, 28), last=dt.date(2022, 12, 31)):
    """Return what a project has spent, öre, computed without the product."""
    return sum(
        row.amount
        for ver in vers
        for row in ver.rows
        if row.project == project and row.account in COSTS and first <= (row.day or ver.day) <= last
    )


def _sie_amount(ore):
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}" + (f".{part:02}" if part else "")


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sie_row(label, row):
    objects = " ".join(
        f'{dim} "{code}"'
        for dim, code in ((1, row.kst), (6, row.project), (20, row.activity))
        if code
    )
    line = f"  #{label} {row.account} {{{objects}}} {_sie_amount(row.amount)}"
    day = f"{row.day:%Y%m%d}" if row.day else '""'
    return f"{line} {day} {_quoted(row.text)}" if row.text or row.day else line


HEAD = (
    "#FLAGGA 0",
    '#PROGRAM "Påhittat" 1.0',
    "#FORMAT PC8",
    "#GEN 20230110",
    "#SIETYP 4",
    "#ORGNR 212000-0142",
    '#FNAMN "Påhittade ämbetsverket"',
    '#DIM 1 "Kostnadsställe"',
    '#DIM 6 "Projekt"',
    '#DIM 20 "Verksamhet"',
    '#OBJEKT 6 "0817" "Segregation"',
)


def sie(vers, encoding="cp437", *, kind="4E", balances=True, covers=None, extra=""):
    """Return a SIE 4 file."""
    lines = [*HEAD, *(f"#KONTO {account} {_quoted(name)}" for account, name in ACCOUNTS.items())]
    if kind == "4E":
        lines.append("#RAR 0 20220101 20221231")
        lines += [f"#OMFATTN {covers:%Y%m%d}"] if covers else []
        lines += _balances(vers) if balances else []
    lines += [extra] if extra else []
    for ver in vers:
        lines.append(f"#VER {ver.series} {ver.number} {ver.day:%Y%m%d} {_quoted(ver.text)}")
        lines.append("{")
        lines += [_sie_row("TRANS", row) for row in ver.rows]
        if ver.corrected:  # void, and added later: repeated by a #TRANS
            lines.append(_sie_row("BTRANS", Trans("4711", 12345, "12", PROJECT)))
            lines.insert(-2, _sie_row("RTRANS", ver.rows[-1]))
        lines.append("}")
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _balances(vers):
    sums = {}
    for ver in vers:
        for row in ver.rows:
            sums[row.account] = sums.get(row.account, 0) + row.amount
    for account, ore in sorted(sums.items()):
        if account[0] in "12":
            yield f"#IB 0 {account} 1000.00"
            yield f"#UB 0 {account} {_sie_amount(ore + 1000_00)}"
        else:
            yield f"#RES 0 {account} {_sie_amount(ore)}"


def _swedish(ore, gap=" "):
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole:,}".replace(",", gap) + f",{part:02}"


def agresso(vers, encoding="cp1252"):
    """Return a csv in the way of Unit4: a title, trailing minus, series and number in one."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Huvudboksutdrag, påhittat"])
    writer.writerow([])
    writer.writerow(["Bolag", "Konto", "Konto (T)", "Kst", "Projekt", "Verksamhet", "Ver.nr",
                     "Ver.datum", "Trans.datum", "Text", "Belopp"])  # fmt: skip
    for ver in vers:
        for row in ver.rows:
            amount = _swedish(abs(row.amount)) + ("-" if row.amount < 0 else "")
            writer.writerow([COMPANY, row.account, ACCOUNTS[row.account], row.kst, row.project,
                             row.activity, f"{ver.series}{ver.number:05}", ver.day.isoformat(),
                             (row.day or ver.day).isoformat(), row.text or ver.text,
                             amount])  # fmt: skip
    return file.getvalue().encode(encoding)


def raindance(vers):
    """Return a csv in the way of Raindance: UTF-8, debet and kredit, days without dashes."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    writer.writerow(["Vertyp", "Ver nr", "Bokföringsdatum", "Transdatum", "Konto", "Kontonamn",
                     "Ansvar", "Verks", "Proj", "Radtext", "Debet", "Kredit"])  # fmt: skip
    for ver in vers:
        for row in ver.rows:
            debit = _swedish(row.amount, "\u00a0") if row.amount >= 0 else ""
            credit = _swedish(-row.amount, "\u00a0") if row.amount < 0 else ""
            writer.writerow([ver.series, ver.number, f"{ver.day:%Y%m%d}",
                             f"{row.day or ver.day:%Y%m%d}", row.account, ACCOUNTS[row.account],
                             row.kst, row.activity, row.project, row.text, debit,
                             credit])  # fmt: skip
    return file.getvalue().encode("utf-8")


def hypergene(vers, *, total=True):
    """Return an xlsx in the way of Visma and Hypergene: titles, S codes, a total at the end."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Verifikationslista", None, "Påhittad"])
    sheet.append(["Urval: hela året"])
    sheet.append([])
    sheet.append(["Verifikation", "Verifikationsdatum", "Transaktionsdatum", "S-kod", "Konto",
                  "Kontobenämning", "Kostnadsställe", "Projekt", "Verksamhet",
                  "Verifikationstext", "Belopp (SEK)"])  # fmt: skip
    whole = 0
    for ver in vers:
        for row in ver.rows:
            whole += row.amount
            sheet.append([f"{ver.series} {ver.number}", ver.day, row.day or ver.day,
                          f"S{row.account}", int(row.account), ACCOUNTS[row.account], row.kst,
                          row.project or None, row.activity or None, row.text or ver.text,
                          row.amount / 100])  # fmt: skip
    if total:
        sheet.append(["Summa"] + [None] * 9 + [whole / 100])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMS = {
    "pc8.se": sie,
    "agresso.csv": agresso,
    "raindance.txt": raindance,
    "hypergene.xlsx": hypergene,
}
