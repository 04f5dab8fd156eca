"""What a reading takes, adds and shows; and what becomes of each öre."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ledger_files as files
from regso.ledger import balance, mapping, opened, others, outcome
from regso.ledger.cells import TableRow
from regso.ledger.mapping import Rule
from regso.ledger.merging import CAME, GONE, Entry, merged
from regso.ledger.outcome import EXCLUDED, NO_RULE, TAKEN, Period
from regso.ledger.rows import Objects, Row, key_of

SMALL = files.ledger(60, seed=5)
PERIOD = Period(dt.date(2022, 4, 28), dt.date(2022, 12, 31))
WANTED = Objects(files.PROJECT)


def read(folder, *contents):
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.se")
        paths[-1].write_bytes(content)
    return opened.read(paths)


def row(account="4011", amount=100_00, day=dt.date(2022, 6, 1), project=files.PROJECT, name=""):
    return Row(key_of("", 2022, "A", "1"), day, account, "", name, "", Objects(project), amount)


def result(entries):
    rules = mapping.with_proposals([], [entry.row for entry in entries])
    return outcome.settled(entries, rules, WANTED, PERIOD)


def test_what_is_spent_is_what_was_booked_on_the_project_in_the_period(tmp_path):
    """The expected öre are summed from the verifications, not by the product."""
    found = result(merged([], read(tmp_path, files.sie(SMALL))).entries)
    assert balance.in_state(found, TAKEN) == files.for_project(SMALL)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.integers(0, 3), min_size=60, max_size=60), st.permutations(range(4)))
def test_however_a_ledger_is_split_over_files_the_result_is_the_same(tmp_path, parts, order):
    whole = merged([], read(tmp_path, files.sie(SMALL, balances=False)))
    contents = [
        files.sie([v for v, own in zip(SMALL, parts, strict=True) if own == part], balances=False)
        for part in order
        if part in parts
    ]
    split = merged([], read(tmp_path, *contents))
    assert sorted(split.entries) == sorted(whole.entries)
    assert result(split.entries) == result(whole.entries)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_file_that_is_read_again_adds_nothing_and_a_longer_one_what_is_new(tmp_path, one, other):
    less, more = sorted((one, other))
    before = merged([], read(tmp_path, files.sie(SMALL))).entries if less == more == 60 else []
    if less:
        before = merged([], read(tmp_path, files.sie(SMALL[:less]))).entries
    if not more:
        return
    after = merged(before, read(tmp_path, files.sie(SMALL[:more])))
    assert after.entries[: len(before)] == before
    assert len(after.added) == sum(len(ver.rows) for ver in SMALL[less:more])
    assert after.rebooked == []
    again = merged(after.entries, read(tmp_path, files.sie(SMALL[:more])))
    assert (again.entries, again.added, again.rebooked) == (after.entries, [], [])


def test_a_list_after_the_sie_file_of_the_same_ledger_adds_nothing(tmp_path):
    before = merged([], read(tmp_path, files.sie(SMALL))).entries
    after = merged(before, read(tmp_path, files.raindance(SMALL)))
    assert (after.added, after.rebooked) == ([], [])


def test_a_verification_with_other_rows_than_last_time_is_shown_as_rebooked(tmp_path):
    ver = files.Ver("A", 1, dt.date(2022, 6, 1), "inköp", (
        files.Trans("4011", 500_00, "12", files.PROJECT), files.Trans("4711", 40_00),
        files.Trans("2570", -540_00)))  # fmt: skip
    moved = ver._replace(rows=(files.Trans("4011", 300_00, "12", files.PROJECT), *ver.rows[1:2],
                               files.Trans("2570", -340_00)))  # fmt: skip
    before = merged([], read(tmp_path, files.sie([ver]))).entries
    after = merged(before, read(tmp_path, files.sie([moved])))
    assert after.entries[:3] == before
    assert Counter((e.row.account, e.row.amount, e.mark) for e in after.rebooked) == Counter(
        [("4011", -500_00, GONE), ("4011", 300_00, CAME), ("2570", 540_00, GONE),
         ("2570", -340_00, CAME)]
    )  # fmt: skip
    assert {e.reading for e in after.rebooked} == {2}
    assert balance.in_state(result(after.entries), TAKEN) == 300_00
    again = merged(after.entries, read(tmp_path, files.sie([moved])))
    assert again.entries == after.entries
    back = merged(after.entries, read(tmp_path, files.sie([ver])))
    assert balance.in_state(result(back.entries), TAKEN) == 500_00


@given(st.lists(st.sampled_from(SMALL), unique=True), st.data())
def test_no_ore_is_lost_by_month_and_account(vers, data):
    rows = [row(t.account, t.amount, t.day or ver.day, t.project) for ver in vers for t in ver.rows]
    entries = [
        mapped(r, data.draw(st.sampled_from(("", "", "Resor", "tas inte upp")))) for r in rows
    ]
    found = result(entries)
    lines = balance.by_month(found)
    assert all(line.difference == 0 for line in lines)
    assert sum(line.whole for line in lines) == sum(r.amount for r in rows)
    states = {s: balance.in_state(found, s) for s in (TAKEN, EXCLUDED, NO_RULE)}
    assert sum(states.values()) == sum(r.amount for r in rows)
    assert sum(named.amount for named in balance.by_reason(found)) == states[EXCLUDED]


def mapped(read_row, own=""):
    (entry,) = merged([], [opened.Ledger("a", "", (read_row,), "", "", None)]).entries
    return entry._replace(own=own)


@pytest.mark.parametrize(
    ("read_row", "state", "reason"),
    [
        (row(), TAKEN, ""),
        (row(amount=-5), TAKEN, ""),
        (row("S4011"), TAKEN, ""),
        (row("1541", name="Ingående moms"), EXCLUDED, "moms"),
        (row("2570"), EXCLUDED, "balanskonto (klass 1–2)"),
        (row("S3411"), EXCLUDED, "intäkt (klass 3)"),
        (row("8400"), NO_RULE, ""),
        (row("X1"), NO_RULE, ""),
        (row(project=""), EXCLUDED, "utan projekt"),
        (row(project="0901"), EXCLUDED, "annat projekt"),
        (row(project="817"), TAKEN, ""),
        (row(day=dt.date(2022, 4, 27)), EXCLUDED, "före beslutet"),
        (row(day=dt.date(2023, 1, 1)), EXCLUDED, "efter sista dag för kostnader"),
    ],
)
def test_a_row_is_a_cost_or_there_is_a_reason(read_row, state, reason):
    (found,) = result([mapped(read_row)])
    assert (found.state, found.reason) == (state, reason)


def test_a_rule_goes_before_the_class_and_the_own_word_on_a_row_before_the_rule():
    rules = {
        "3411": Rule("3411", "", "Övrigt"),
        "4011": Rule("4011", "", "tas inte upp", reason="x"),
    }
    entries = [mapped(row("3411")), mapped(row("4011")), mapped(row("4011"), "Resor")]
    found = outcome.settled(entries, rules, WANTED, PERIOD)
    assert [(one.state, one.kind, one.reason) for one in found] == [
        (TAKEN, "Övrigt", ""), (EXCLUDED, "", "x"), (TAKEN, "Resor", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Löner, månadslön", "Löner inkl. LKP"),
        ("Arbetsgivaravgifter", "Löner inkl. LKP"),
        ("Tjänsteresor, inrikes", "Resor"),
        ("Lokalhyra", "Lokaler"),
        ("Köp av statistik, SCB", "SCB-beställningar"),
        ("Konsultarvoden", "Konsulter och köpta tjänster"),
        ("OH-kostnader", "OH"),
        ("Kontorsmaterial", "Övrigt"),
        ("", "Övrigt"),
    ],
)
def test_a_proposal_follows_the_name_of_the_account(name, kind):
    assert mapping.kind_by_name(name) == kind


def test_lkp_is_added_only_where_a_rule_says_so_by_month_and_to_the_ore():
    entries = [
        mapped(row(amount=1_000_01)),
        mapped(row(amount=2_000_00)),
        mapped(row(amount=100_00, day=dt.date(2022, 7, 9))),
        mapped(row("4511", 99)),
    ]
    rules = {"4011": Rule("4011", "", "Löner inkl. LKP", Decimal("52.55"), approved=True),
             "4511": Rule("4511", "", "Löner inkl. LKP", approved=True)}  # fmt: skip
    found = outcome.settled(entries, rules, WANTED, PERIOD)
    added = outcome.surcharges(found, rules)
    assert [(one.day.month, one.amount) for one in added] == [(6, 1_576_51), (7, 52_55)]
    assert outcome.surcharges(found, {}) == []


CODES = st.text(max_size=6).map(str.strip)
OTHERS = st.builds(
    Entry,
    row=st.builds(
        Row,
        key=st.builds(key_of, CODES, st.integers(1, 9999), CODES, CODES),
        day=st.dates(),
        account=CODES,
        s_code=CODES,
        account_name=st.just(""),
        text=st.just(""),
        objects=st.builds(Objects, CODES, CODES, CODES),
        amount=st.integers(-(10**11), 10**11),
        vat=st.integers(-(10**6), 10**6),
    ),
    day=st.dates(),
    own=st.just(""),
    seen=st.just(""),
    reading=st.integers(1, 99),
    mark=st.sampled_from(("", GONE, CAME)),
)
HEADINGS = ("bolag", "ar", "serie", "nummer", "rader", "belopp", "innehall")


@given(st.lists(OTHERS, max_size=5), st.integers(1, 80))
def test_rows_of_other_projects_are_the_same_when_they_come_back(entries, times):
    """A verification of many rows, such as a payroll, takes several cells."""
    many = sorted(entries * times)
    rows = others.packed(many)
    assert all(len(str(row[-1])) <= 32_767 for row in rows)
    cells = [TableRow("Övriga", 1, dict(zip(HEADINGS, row, strict=True))) for row in rows]
    assert sorted(one for row in cells for one in others.unpacked(row)) == many
