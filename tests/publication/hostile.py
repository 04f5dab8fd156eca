"""Small hostile registers, and an attacker who knows the templates and has the copies.

The attacker shares nothing with the product: it reads a copy with openpyxl, knows from the handbook
which lines are sums, and enumerates by constraint propagation and search what the hidden counts may
be. A count is found when every solution agrees on it.
"""

import csv
import random
import re

import docx
import pypdf
from docx.table import Table

from books import book_of

CODES = [f"9901R{i:03}" for i in range(1, 14)] + [
    f"990{k}R{i:03}" for k in (2, 3, 4) for i in range(1, 9)
]
UNKNOWN = ("9901R999", "9999R001", "", "okänd")
AGES = ["0-4", *(f"{a}-{a + 4}" for a in range(5, 85, 5)), "85-89", "90+"]
SETTINGS = {
    "omradestyper": ["indelning=RegSO 2020", "lista_antal=80"],
    "ar_mot_ar": ["rubrik=Egen"],
    "halsa": ["rubrik=Egen"],
    "brott": [
        "rubrik=Egen", "brottstyp1=A", "brottstyp2=B", "brottstyp3=C", "polis1=", "polis2=",
    ],
    "skola": ["rubrik=Egen", "grupp=A", "jamfor=B"],
    "anvandbarhet": ["rubrik=Egen", "indelning=RegSO 2020"],
    "resursfordelning": ["grund_b=0.7", "pott=1000000"],
    "sekretess": ["rubrik=Egen", "kalla=Egen"],
}  # fmt: skip
SIDE = {"brott": ["Överlapp="]}


def few(r):
    return r.choice((0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 9, r.randint(5, 60)))


def codes(r):
    found = r.sample(CODES, r.randint(3, 14))
    return found + [r.choice(UNKNOWN) for _ in range(r.choice((0, 0, 1, 2)))]


def register(name, seed, points):
    """Return header and rows of a register of few persons; points are those of offences."""
    r = random.Random(f"{name}{seed}")  # noqa: S311
    return _MADE[name](r, points)


def _types(r, _):
    rows = [[c, n := few(r), n + few(r)] for c in codes(r)]
    return ["kod", "taljare", "namnare"], rows


def _years(r, _):
    years, found = (2016, 2018, 2020, 2022, 2024), codes(r)
    rows = [[c, y, n := few(r), n + few(r)] for y in years for c in found if r.random() < 0.8]
    return ["kod", "ar", "taljare", "namnare"], rows


def _health(r, _):
    found = codes(r)
    rows = [
        [c, k, a, r.choice((0, 0, 0, 1, 1, 2, 4)), r.randint(5, 300)]
        for c in found
        for k in ("kvinnor", "män")
        for a in AGES
    ]
    return ["kod", "kon", "alder", "antal", "befolkning"], rows


def _offences(r, points):
    rows = [
        [*r.choice(points), r.choice("ABCD"), r.choice((1, 1, 2, 3))]
        for _ in range(r.randint(4, 30))
    ]
    return ["n", "o", "brottstyp", "antal"], rows


def _school(r, _):
    rows = []
    for c in codes(r):
        pupils = few(r) + few(r)
        group = r.randint(0, pupils)
        rows.append([c, pupils, r.randint(0, pupils), group, r.randint(0, pupils - group)])
    return ["kod", "elever", "behoriga", "grupp", "jamfor"], rows


def _units(r, _):
    rows = [[f"Enhet {i}", c, few(r), r.randint(50, 200)] for i, c in enumerate(codes(r))]
    return ["enhet", "kod", "volym", "index"], rows


def _table(r, _):
    """A table with totals both ways, and now and then a subtotal that only numbers tell."""
    heads = ["unga", "gamla"] + ["andra"] * r.randint(0, 1)
    groups = r.sample(["Alfa", "Beta", "Gamma", "Delta", "Eta"], r.randint(2, 5))
    body = [[few(r) for _ in heads] for _ in groups]
    if r.random() < 0.4:  # the first two columns together, under a name of their own
        heads, body = (
            [*heads[:2], "Kvinnor", *heads[2:]],
            [[*b[:2], b[0] + b[1], *b[2:]] for b in body],
        )
    plain = [i for i, head in enumerate(heads) if head != "Kvinnor"]
    rows = [["grupp", *heads, "totalt"]]
    rows += [[g, *b, sum(b[i] for i in plain)] for g, b in zip(groups, body, strict=True)]
    rows.append(["totalt", *(sum(row[k] for row in rows[1:]) for k in range(1, len(rows[0])))])
    return ["etikett", *(f"k{k}" for k in range(1, len(rows[0])))], rows


_MADE = {
    "omradestyper": _types, "ar_mot_ar": _years, "halsa": _health, "brott": _offences,
    "skola": _school, "anvandbarhet": _types, "resursfordelning": _units, "sekretess": _table,
}  # fmt: skip


WANTED = {
    "Områdestyper": ("antal", "nämnare"), "Hälsa": ("antal", "befolkning"),
    "Fördelning": ("volym",), "Brott": ("händelser", "befolkning"), "Brottstyper": None,
    "Skola": ("antal", "nämnare"), "Ojämlikhet": ("personer", "gruppen", "jämförelsen"),
    "Efter": None, "Tabeller": ("antal", "nämnare"),
}  # fmt: skip
"""The heads of the counts on each sheet; None: all columns up to totalt."""


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


# -- the attacker ------------------------------------------------------------------------------


def grids(copy):
    """Yield sheet, labels, heads and values of every table that the templates have."""
    book = book_of(copy, values=True)
    for sheet in book:
        if sheet.title in WANTED:
            yield _grid(sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()])


def docx_grids(path):
    """Yield the same of every such table of a report in Word, whose captions name the sheets."""
    caption = ""
    for block in docx.Document(path).iter_inner_content():
        if not isinstance(block, Table):
            caption = block.text or caption
            continue
        title = caption.rpartition(", bladet ")[2]
        rows = [[_read(cell.text) for cell in row.cells] for row in block.rows]
        if title in WANTED and (WANTED[title] is None or WANTED[title][0] in rows[0]):
            yield _grid(title, rows)


def pdf_grids(path, title):
    """Yield the same of the type table of a sheet in a PDF, whose first columns are counts."""
    heads = WANTED[title]
    for page in pypdf.PdfReader(path).pages:
        lines = page.extract_text(extraction_mode="layout").splitlines()
        rows = [[_read(part) for part in re.split(r"\s{2,}", line.strip())] for line in lines]
        if any(tuple(row[2 : 2 + len(heads)]) == heads for row in rows):
            body = [row for row in rows if row[0] in (1, 2, 3, 4, 5, "1+2", "okänd", "totalt")]
            body = [row for row in body if len(row) >= 2 + len(heads)]
            yield _grid(title, [["typ", "benämning", *heads], *body])


def _read(text):
    """Return what is printed as a number, dots or words."""
    text = text.replace("\xad", "").partition(" (")[0]
    plain = re.sub(r"(?<=\d)[\s\u00a0](?=\d{3}\b)", "", text)
    return int(plain) if re.fullmatch(r"\d+", plain) else text


def _grid(title, rows):
    """Return a table of a sheet: its name, labels, heads and values."""
    top, columns = _head(rows, WANTED[title])
    label = next(i for i, v in enumerate(rows[top]) if v not in (None, ""))
    labels, values = [], []
    for row in rows[top + 1 :]:
        if row[label] in (None, "") or not any(_is_cell(row[c]) for c in columns):
            break
        labels.append(str(row[label]).removesuffix(".0"))
        values.append([row[c] for c in columns])
    return title, labels, [str(rows[top][c]) for c in columns], values


def _head(rows, heads):
    for at, row in enumerate(rows):
        if heads is not None and heads[0] in row:
            return at, [row.index(head) for head in heads]
        if heads is None and "totalt" in row and at + 1 < len(rows):
            first = next(i for i, v in enumerate(row) if v not in (None, ""))
            columns = range(first + 1, row.index("totalt") + 1)
            return at, [c for c in columns if row[c] not in (None, "")]
    raise AssertionError(heads)


def _is_cell(value):
    return value == ".." or (isinstance(value, (int, float)) and not isinstance(value, bool))


def constraints(labels, heads, values):
    """Return the sums of a table as lists of cells, the first that of the others."""
    found = []
    joined = {i for i, label in enumerate(labels) if label == "1+2"}
    totals = {i for i, label in enumerate(labels) if label == "totalt"}
    base = [i for i in range(len(labels)) if i not in joined | totals]
    for c in range(len(heads)):
        here = [i for i in base if _is_cell(values[i][c])]
        found += [[(t, c), *((i, c) for i in here)] for t in totals]
        found += [[(j, c), (labels.index("1"), c), (labels.index("2"), c)] for j in joined]
    for i in range(len(labels)):
        if heads[-1] == "totalt":
            parts = [c for c in range(len(heads) - 1) if heads[c] != "Kvinnor"]
            found.append([(i, len(heads) - 1), *((i, c) for c in parts)])
        if "Kvinnor" in heads:
            k = heads.index("Kvinnor")
            found.append([(i, k), (i, k - 2), (i, k - 1)])
    return [f for f in found if all(_is_cell(values[i][c]) for i, c in f)]


def known(values, sums):
    """Return the hidden cells on which all solutions in whole numbers from 0 agree."""
    top = max((v for row in values for v in row if isinstance(v, (int, float))), default=0) + 30
    domain = {
        (i, c): (0, int(top)) if v == ".." else (v, v)
        for i, row in enumerate(values)
        for c, v in enumerate(row)
        if _is_cell(v)
    }
    contradicted = [s for s in sums if _narrow(dict(domain), [s]) is None]
    sums = [s for s in sums if s not in contradicted]  # the rest of a total that has no row
    narrowed = _narrow(domain, sums)
    assert narrowed is not None
    found = {}
    for cell, (low, high) in narrowed.items():
        if values[cell[0]][cell[1]] != "..":
            continue
        solution = _search(narrowed, sums)
        value = solution[cell]
        below = {**narrowed, cell: (low, value - 1)} if low < value else None
        above = {**narrowed, cell: (value + 1, high)} if value < high else None
        if not any(other and _search(other, sums) for other in (below, above)):
            found[cell] = value
    return found


def _narrow(domain, sums):
    """Return the domains after bounds propagation; None if one is empty."""
    domain, changed = dict(domain), True
    while changed:
        changed = False
        for total, *parts in sums:
            low = sum(domain[p][0] for p in parts)
            high = sum(domain[p][1] for p in parts)
            bounds = {total: (low, high)}
            for p in parts:
                bounds[p] = (
                    domain[total][0] - high + domain[p][1], domain[total][1] - low + domain[p][0]
                )  # fmt: skip
            for cell, (least, most) in bounds.items():
                new = (max(domain[cell][0], least), min(domain[cell][1], most))
                if new[0] > new[1]:
                    return None
                changed |= new != domain[cell]
                domain[cell] = new
    return domain


def _search(domain, sums):
    """Return one solution, or None."""
    domain = _narrow(domain, sums)
    if domain is None:
        return None
    free = [(high - low, cell) for cell, (low, high) in domain.items() if low < high]
    if not free:
        return {cell: low for cell, (low, _) in domain.items()}
    _, cell = min(free)
    low, high = domain[cell]
    middle = (low + high) // 2
    for part in ((low, middle), (middle + 1, high)):
        found = _search({**domain, cell: part}, sums)
        if found:
            return found
    return None


def attack(copy, threshold=5):
    """Return the small counts that the attacker finds in a copy: sheet, label, head, value."""
    tables = list(grids(copy))
    found = attacked(tables, threshold) + _among_areas(tables, listed(copy), threshold)
    return found + _among_areas(tables, grouped(copy), threshold, "Grupper")


def attacked(tables, threshold=5):
    """Return the small counts that the attacker finds in tables that are published together."""
    found = []
    for sheet, labels, heads, values in tables:
        for i, row in enumerate(values):
            for c, value in enumerate(row):
                if isinstance(value, (int, float)) and 0 < value < threshold:
                    found.append((sheet, labels[i], heads[c], value, "shown"))
        for (i, c), value in known(values, constraints(labels, heads, values)).items():
            if 0 < value < threshold:
                found.append((sheet, labels[i], heads[c], value, "sums"))
    found += _across(tables, threshold)
    return found


def _across(tables, threshold):
    """Skola's total and the kommuner of Ojämlikhet are the same pupils."""
    named = {sheet: (labels, heads, values) for sheet, labels, heads, values in tables}
    if "Skola" not in named or "Ojämlikhet" not in named:
        return []
    labels, _, values = named["Skola"]
    column = [row[1] for row in values]
    kommuner = [row[0] for row in named["Ojämlikhet"][2]]
    total, base = (
        column[labels.index("totalt")],
        [v for v, label in zip(column, labels, strict=True) if label not in ("1+2", "totalt")],
    )
    found = []
    for whole, parts in (
        (total, kommuner),
        (sum(k for k in kommuner if k != "..") if ".." not in kommuner else "..", base),
    ):
        hidden = [p for p in parts if p == ".."]
        shown = sum(p for p in parts if isinstance(p, (int, float)))
        if isinstance(whole, (int, float)) and len(hidden) == 1 and 0 < whole - shown < threshold:
            found.append(("Skola", "Ojämlikhet", "totals", whole - shown, "tables"))
    return found


def listed(copy):
    """Return type, cases and persons of every area on the sheet Områden, by its code."""
    book = book_of(copy, values=True)
    if "Områden" not in book.sheetnames:
        return {}
    rows = [[cell.value for cell in row] for row in book["Områden"].iter_rows()]
    top = next(at for at, row in enumerate(rows) if "rang" in row)
    code, kind, x, n = (rows[top].index(head) for head in ("kod", "typ", "antal", "nämnare"))
    return {row[code]: (str(row[kind]).removesuffix(".0"), row[x], row[n])
            for row in rows[top + 1 :] if row[kind] not in (None, "")}  # fmt: skip


def grouped(copy):
    """Return row, cases and persons of every group on the sheet Grupper, by row and group."""
    book = book_of(copy, values=True)
    if "Grupper" not in book.sheetnames or "typ" not in (heads := _heads(book["Grupper"])):
        return {}
    kind, group, x, n = (heads.index(head) for head in ("typ", "grupp", "antal", "nämnare"))
    rows = [[cell.value for cell in row] for row in book["Grupper"].iter_rows()]
    top = next(at for at, row in enumerate(rows) if row == heads)
    return {f"{row[kind]} {row[group]}": (str(row[kind]).removesuffix(".0"), row[x], row[n])
            for row in rows[top + 1 :] if row[kind] not in (None, "")}  # fmt: skip


def _heads(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return next((row for row in rows if "grupp" in row and "antal" in row), [])


def _among_areas(tables, areas, threshold, where="Områden"):
    """The areas of a type are its sums: cases, others and persons, which no reader sees apart."""
    found = []
    for sheet, labels, _, values in tables if areas else []:
        for label, row in zip(labels, values, strict=True):
            inside = {code: area[1:] for code, area in areas.items() if area[0] == label}
            if inside:
                grid = [[x, n, _rest(x, n)] for x, n in (row, *inside.values())]
                sums = [[(0, c), *((i, c) for i in range(1, len(grid)))] for c in range(3)]
                sums += [[(i, 1), (i, 0), (i, 2)] for i in range(len(grid))]
                for (i, c), value in known(grid, sums).items():
                    if 0 < value < threshold:
                        found.append((sheet, where, [label, *inside][i], value, c))
                found += [(where, code, "shown", x, n) for code, (x, n) in inside.items()
                          if {x, _rest(x, n)} & {*range(1, threshold)}]  # fmt: skip
    return found


def _rest(x, n):
    return ".." if ".." in (x, n) else n - x
