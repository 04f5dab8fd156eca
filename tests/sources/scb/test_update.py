"""``regso data update`` against the stand-in: all of a country, what changed, and nothing half."""

import functools
import os
import random
import re
import signal
import sqlite3
import ssl
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import data_commands

sys.path.insert(0, str(Path(__file__).parent))
import interrupted
import standin
from interrupted import digest, start

from regso.cli import cli
from regso.functions import call
from regso.sources import scb
from regso.sources.scb import line, tables
from regso.store import EXAMPLE, Reference, refresh, revisions
from regso.store.comparison import differences

INDEX, TYPE = "000008IT", "000008IU"
LOOKS = 6  # a call per table and layer
CONTEXT = functools.cache(line._context)  # to read the certificates takes longer than most tests


@pytest.fixture
def quick(monkeypatch):
    """Let no test wait longer than it must."""
    monkeypatch.setattr(line, "_context", CONTEXT)
    monkeypatch.setattr(line, "PAUSE", 0.01)
    monkeypatch.setattr(line, "READ_SECONDS", 1.0)
    monkeypatch.setattr(line, "CAREFUL", line.Limits(1, 1000, 1))


@pytest.fixture
def server(quick, monkeypatch):
    with standin.running() as server:
        monkeypatch.setattr(scb, "SCB", scb.Service(server.api, server.wfs))
        yield server


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    refresh()
    yield tmp_path / "data" / "regso.sqlite"
    refresh()


run, updated, refused = (
    partial(command, "update")
    for command in (data_commands.run, data_commands.ok, data_commands.refused)
)


# -- indicators ---------------------------------------------------------------------------

SINGLE = "Antal hushåll; ensamstående med barn"


def households(country, code, year):
    raw = code if len(code) < 5 or year < 2024 else f"{code}_RegSO2025"
    at = {"Region": raw, "Tid": str(year), "Hushallstyp": "ESMB", "ContentsCode": "TAB6568C1"}
    return country.indicator("TAB6568", at)


@pytest.mark.slow
def test_an_indicator_is_fetched_when_it_is_asked_for_and_then_kept_up(server, store):
    updated()
    assert not server.asked("TAB6568")
    updated("--subject", "hushåll")
    reference, country = Reference(store), server.country
    for year in (2023, 2024):
        wanted = {
            c: households(country, c, year)
            for c in (*country.regso, *country.kommuner, *{k[:2] for k in country.kommuner}, "00")
        }
        assert reference.indicator("hushåll", SINGLE, year) == wanted
        assert reference.coverage("hushåll", year) == (len(country.regso), True)
    assert "totalt" in "".join(reference.categories("hushåll", 2024))
    code = country.regso[0]
    country.changed["TAB6568", code, "2023"] = 7
    country.updated["TAB6568"] = "2026-09-01T06:00:00Z"
    updated()
    assert Reference(store).indicator("hushåll", SINGLE, 2023)[code] == 7
    older = revisions.file_of(store, revisions.kept(store)[-1])
    found = list(differences(older, store))
    assert {(d.subject, d.code, d.year) for d in found} == {("hushåll", code, 2023)}
    assert {d.group for d in found} == {*Reference(store).categories("hushåll", 2023)}


def test_all_indicators_are_read_as_their_tables_describe_themselves(server, store):
    updated("--subject", "indikatorer")
    reference = Reference(store)
    assert reference.categories("bakgrund", 2024) == ["Antal; svensk bakgrund",
                                                      "Antal; utländsk bakgrund"]  # fmt: skip
    assert reference.categories("arbete", 2024) == ["Antal arbetslösa; 20-64 år"]
    assert reference.unit("inkomst", "Medelvärde nettoinkomst, tkr", 2024) == "tkr"
    assert list(reference.years("upplåtelseform")) == [2024]  # the table has one vintage
    said = data_commands.ok("status")
    assert "ekonomisk standard" in said


def test_an_indicator_that_counts_is_a_denominator_and_a_share_is_none(server, store):
    updated("--subject", "typer", "--subject", "gränser")
    updated("--subject", "hushåll", "--subject", "inkomst")
    facts = dict(call("REGSO_KALLA", ["hushåll", 2023])[1:])
    assert facts["Tabell"] == "Antal hushåll efter region och år"
    assert standin.MANDATORY in facts["Anmärkning"]
    country = server.country
    rows = [[c] for c in country.regso]
    text = f"hushåll;kategori={SINGLE};omrade=00;ar=2023"
    table = call("REGSO_TABELL", [rows, [[1]] * len(rows), text, 2023])
    header = next(i for i, row in enumerate(table) if "nämnare" in row)
    column = table[header].index("nämnare")
    total = next(row for row in table if row[1] == "totalt" or row[0] == "totalt")
    assert total[column] == households(country, "00", 2023)
    for category, said in (
        ("Medelvärde nettoinkomst, tkr", "är inget antal och kan inte summeras"),
        ("Kaffe", 'har ingen kategori "Kaffe"; det finns'),
    ):
        subject = "inkomst" if "netto" in category else "hushåll"
        bad = f"{subject};kategori={category};omrade=00;ar=2023"
        [[answer, *_], *_] = call("REGSO_TABELL", [rows, [[1]] * len(rows), bad, 2023])
        assert said in answer.message


def test_indicators_are_exported_and_imported(server, store, tmp_path, monkeypatch):
    updated("--subject", "typer", "--subject", "gränser", "--subject", "hushåll")
    before = Reference(store).indicator("hushåll", SINGLE, 2024)
    data_commands.ok("export", str(tmp_path / "csv"))
    data_commands.ok("export", "--bundle", str(tmp_path / "allt.regso"))
    for source in ("csv", "allt.regso"):
        monkeypatch.setenv("REGSO_DATA", str(tmp_path / f"from-{source}"))
        refresh()
        data_commands.ok("import", str(tmp_path / source))
        other = Reference(tmp_path / f"from-{source}" / "regso.sqlite")
        assert other.indicator("hushåll", SINGLE, 2024) == before


def test_a_store_of_version_2_is_read_compared_and_updated(server, store, tmp_path):
    updated("--subject", "typer")
    with closing(sqlite3.connect(store)) as db, db:
        db.executescript("DROP TABLE indicator; PRAGMA user_version = 2")
    refresh()
    data_commands.ok("status")
    data_commands.ok("export", str(tmp_path / "csv"))
    updated("--subject", "hushåll")
    assert Reference(store).categories("hushåll", 2024)
    older = revisions.file_of(store, revisions.kept(store)[-1])
    assert {d.subject for d in differences(older, store)} >= {"hushåll"}


# -- everything ------------------------------------------------------------------------------


def test_everything_is_there_after_one_command(server, store):
    updated()
    reference, country = Reference(store), server.country
    for year in country.types:
        raw = {c: f"{c}_RegSO2025" if year > 2023 else c for c in country.regso}
        for measure, content in (("typ", TYPE), ("index", INDEX)):
            wanted = {c: country.statistic(raw[c], content, str(year)) for c in country.regso}
            assert reference.values(measure, year) == wanted
            assert reference.coverage(measure, year) == (len(wanted), True)
    for vintage in (2020, 2025):
        areas = reference.areas(vintage)
        assert areas.parents == country.deso
        assert areas.names["9901R001"] == "Område 001"
        assert areas.names["9901"] == "Kommun 9901"
        assert len(reference.boundaries(vintage, "regso")) == len(country.regso)
        assert len(reference.boundaries(vintage, "deso")) == len(country.deso)


def test_population_is_there_by_age_and_sex_in_both_vintages_and_in_total_for_deso(server, store):
    updated()
    reference, country = Reference(store), server.country
    for year in country.persons:
        for age, stored in (("totalt", "totalt"), ("-4", "0-4"), ("80-", "80-")):
            for number, sex in country_sexes():
                found = reference.population(year, stored, sex)
                for code in country.regso:
                    raw = f"{code}_RegSO2025" if year > 2023 else code
                    assert found[code] == country.persons_in(raw, age, number, str(year))
                assert found["00"] == country.persons_in("00", age, number, str(year))
        assert country.deso.keys() <= reference.population(year).keys()
        assert not country.deso.keys() & reference.population(year, "0-4", "män").keys()


def country_sexes():
    return [("1", "män"), ("2", "kvinnor"), ("1+2", "totalt")]


def test_borders_without_a_key_are_kept_and_the_key_is_asked_for(server, store):
    real = server.country.feature

    def without(layer, i):
        found = real(layer, i)
        if layer == "DeSO_2018":
            del found["properties"]["regsokod"]
        return found

    server.country.feature = without
    said = updated()
    assert "Nyckeln DeSO 2018–RegSO 2020 fanns inte i gränserna; läs in SCB:s nyckelfil" in said
    assert "DeSO 2025–" not in said
    reference = Reference(store)
    assert reference.areas(2020).parents == {}
    assert reference.areas(2025).parents == server.country.deso
    assert len(reference.boundaries(2020, "deso")) == len(server.country.deso)


@pytest.mark.slow
def test_what_is_not_fetched_is_said_with_where_it_is_until_it_is_there(server, store, tmp_path):
    said = (
        "Hämtas inte: ändringarna av RegSO, som SCB:s tjänster inte har; ladda ner SCB:s "
        '"Historiska förändringar i RegSO" från scb.se, sidan RegSO – Regionala statistikområden, '
        "och läs in filen med regso data import."
    )
    assert said in updated("--dry-run").splitlines()
    assert said in updated().splitlines()
    assert said in updated().splitlines()
    assert said not in updated("--subject", "typer").splitlines()
    file = tmp_path / "changes.csv"
    file.write_text(
        "fran_regso,till_regso,forandring,namn_fore,namn_efter,datum\n"
        "9901R001,9901R002,Ger del/delar till befintlig,,,2025-01-01\n"
    )
    data_commands.ok("import", str(file))
    assert "ändringarna" not in updated()
    assert len(Reference(store).changes) == 1


def test_the_notes_that_must_be_shown_come_along(server, store):
    updated()
    facts = dict(call("REGSO_KALLA", ["befolkning", 2025])[1:])
    assert standin.MANDATORY in facts["Anmärkning"]
    assert standin.NOTE in facts["Anmärkning"]
    assert "Annat." not in facts["Anmärkning"]


def test_no_call_has_more_cells_than_the_server_allows(quick, store, monkeypatch):
    """The server refuses a call with more."""
    with standin.running(cells=500) as server:
        monkeypatch.setattr(scb, "SCB", scb.Service(server.api, server.wfs))
        updated("--subject", "befolkning")
        assert server.cells == 6208
    assert len(Reference(store).population(2025, "80-", "män")) > len(server.country.regso)


@pytest.mark.slow
def test_the_pace_that_the_server_allows_is_kept(quick, store, monkeypatch):
    """A call that came too early would have been answered with 429 and asked again."""
    monkeypatch.setattr(line, "_MARGIN", 0.5)  # a busy machine delivers late
    with standin.running(calls=3, window=1) as server:
        monkeypatch.setattr(scb, "SCB", scb.Service(server.api, server.wfs))
        monkeypatch.setattr(line, "CAREFUL", line.Limits(1, 5, 1.05))
        done = updated("--subject", "typer")
    assert f"({len(server.log)} anrop till SCB)" in done


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=3),
    st.integers(1, 100),
)
def test_a_selection_is_cut_into_parts_that_hold_every_cell_once(sizes, most):
    whole = {f"d{i}": [f"{i}.{n}" for n in range(size)] for i, size in enumerate(sizes)}
    seen = []
    for part in tables._split(whole, most):
        cells = [()]
        for values in part.values():
            cells = [(*cell, value) for cell in cells for value in values]
        assert len(cells) <= most
        seen += cells
    wanted = [()]
    for values in whole.values():
        wanted = [(*cell, value) for cell in wanted for value in values]
    assert sorted(seen) == sorted(wanted)


# -- what the user may choose ----------------------------------------------------------------


def test_a_dry_run_says_what_would_be_fetched_and_fetches_none_of_it(server, store):
    said = updated("--dry-run")
    assert "Hämtas: 11 anrop, ungefär" in said
    assert server.asked("/data") == []
    assert not store.parent.exists()


def test_one_year_of_one_subject_and_then_the_rest(server, store):
    updated("--subject", "typer", "--year", "2023")
    assert list(Reference(store).years("typ")) == [2023]
    server.log.clear()
    updated("--subject", "typer", "--year", "2023")
    assert len(server.log) == 1
    updated("--subject", "typer")
    assert list(Reference(store).years("typ")) == [2022, 2023, 2024]
    assert all('"2023"' not in asked for asked in server.log)


def test_a_year_that_does_not_exist_is_one_sentence_with_those_that_do(server, store):
    said = refused("--subject", "typer", "--year", "1999")
    assert said == "TAB6586 (2022–2024) har inte 1999; välj ett år som finns."


def test_a_year_that_one_table_has_is_fetched_of_it(server, store):
    said = updated("--year", "2025", "--subject", "typer", "--subject", "befolkning")
    assert "Saknar valda år: TAB6586 (2022–2024)." in said
    assert Reference(store).years("typ") == {}
    assert list(Reference(store).years("befolkning")) == [2025]


@pytest.mark.parametrize("damage", ["cut", "later version"])
def test_a_store_that_cannot_be_read_is_set_aside_and_begun_anew(server, store, damage):
    updated("--subject", "typer")
    if damage == "cut":
        store.write_bytes(store.read_bytes()[:5000])
    else:
        with closing(sqlite3.connect(store)) as db:
            db.execute("PRAGMA user_version = 99")
    done = run("--subject", "typer")
    assert done.exit_code == 0, done.output
    assert "den gamla filen är sparad som" in done.stderr
    assert Reference(store).coverage("typ", 2024) == (24, True)


def test_a_store_of_version_1_is_updated_and_kept(server, store):
    store.parent.mkdir()
    store.write_bytes(EXAMPLE.read_bytes())
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("ALTER TABLE boundary DROP COLUMN exact")
        db.execute("DROP TABLE indicator")
        db.execute("DELETE FROM meta WHERE key = 'revision'")
        db.execute("PRAGMA user_version = 1")
    updated("--subject", "typer")
    assert Reference(store).revision == 2
    assert revisions.kept(store) == [1]


# -- again -----------------------------------------------------------------------------------


def test_an_unchanged_country_costs_one_call_per_table_and_changes_nothing(server, store):
    updated()
    before = store.read_bytes()
    server.log.clear()
    said = updated()
    assert len(server.log) == LOOKS
    assert "Referensdata är redan aktuella (6 anrop till SCB)." in said
    assert store.read_bytes() == before


def test_only_the_table_that_was_revised_is_fetched_and_its_changes_are_told(server, store):
    updated()
    server.log.clear()
    server.country.updated["TAB6586"] = "2026-09-01T06:00:00Z"
    server.country.changed["TAB6586", "9901R001", "2023", INDEX] = 99.0
    said = updated()
    assert "index 2023 9901R001: " in said
    assert " → 99" in said
    assert server.asked("/data?") == [a for a in server.asked("/data?") if "TAB6586" in a] != []
    assert Reference(store).values("index", 2023)["9901R001"] == 99


@pytest.mark.slow
def test_diff_shows_exactly_what_the_publisher_has_changed(server, store, tmp_path):
    updated()
    country = server.country
    planted = {
        ("TAB6586", "9901R002", "2022", INDEX): 88.8,
        ("TAB6586", "9902R005", "2024", INDEX): 77.7,
        ("TAB6586", "9901R003", "2023", TYPE): 6 - country.statistic("9901R003", TYPE, "2023"),
    }
    before = {
        key: country.statistic(
            f"{key[1]}_RegSO2025" if key[2] == "2024" else key[1], key[3], key[2]
        )
        for key in planted
    }
    country.changed.update(planted)
    country.updated["TAB6586"] = "2026-09-01T06:00:00Z"
    updated()
    measure = {INDEX: "index", TYPE: "typ"}
    wanted = {
        (measure[key[3]], int(key[2]), key[1], before[key], value)
        for key, value in planted.items()
        if before[key] != value
    }
    found = differences(revisions.file_of(store, 1), store)
    assert {(d.subject, d.year, d.code, d.before, d.after) for d in found} == wanted


@pytest.mark.slow
def test_a_value_that_the_publisher_has_withdrawn_is_gone(server, store):
    updated()
    server.country.updated["TAB6586"] = "2026-09-01T06:00:00Z"
    real = server.country.statistic
    server.country.statistic = lambda raw, content, year: (
        None if (raw, year) == ("9902R001", "2022") else real(raw, content, year)
    )
    updated()
    assert "9902R001" not in Reference(store).values("typ", 2022)
    assert Reference(store).coverage("typ", 2022) == (23, False)


@pytest.mark.slow
def test_a_file_that_changes_a_value_makes_the_next_update_fetch_again(server, store, tmp_path):
    updated()
    file = tmp_path / "t.csv"
    file.write_text("regsokod,ar,socioekonomiskt_index\n9901R001,2022,77.7\n")
    done = CliRunner().invoke(cli, ["data", "import", str(file)])
    assert done.exit_code == 0
    assert Reference(store).values("index", 2022)["9901R001"] == 77.7
    updated()
    assert Reference(store).values("index", 2022)["9901R001"] < 77


# -- faults ----------------------------------------------------------------------------------

SURVIVED = {
    "429 with seconds": ["429"],
    "429 with a date": ["429 date"],
    "500": ["500", "500"],
    "503": ["503"],
    "a dropped line": ["drop", "drop"],
    "a truncated answer": ["truncated"],
    "an answer damaged at full length": ["damaged"],
    "an empty object": ["empty"],
    "a slow answer": ["slow 1.5"],
}


@pytest.mark.parametrize("at", [0, 3, 9])
@pytest.mark.parametrize("faults", SURVIVED.values(), ids=SURVIVED)
def test_a_fault_that_passes_is_survived(server, store, faults, at):
    server.faults.extend([""] * at + faults)
    updated("--subject", "typer")
    assert Reference(store).coverage("typ", 2024) == (24, True)


@pytest.fixture
def held(server, store):
    """A store that is there before what is refused, and its bytes."""
    updated("--subject", "typer")
    server.country.updated["TAB6586"] = "2026-09-01T06:00:00Z"
    return store.read_bytes()


def wrong_sum(country):
    country.updated["TAB6574"] = "x"
    country.changed["TAB6574", "9901R001", "2022", "totalt"] = 1


REFUSED = {
    "500 for ever": (lambda c, s: s.faults.extend(["500"] * 99), "Servern har fel just nu"),
    "400 with text": (
        lambda c, s: s.faults.extend(["", "", "", "400"] * 9),
        r"godtog inte frågan om .* \(Too many cells selected\); uppdatera",
    ),
    "a firewall": (lambda c, s: s.faults.extend(["403"]), "Servern nekar"),
    "damaged for ever": (lambda c, s: s.faults.extend(["damaged"] * 99), "är trasig JSON"),
    "dropped for ever": (lambda c, s: s.faults.extend(["drop"] * 99), "avbrott om och om igen"),
    "a moved table": (lambda c, s: c.tables.remove("TAB6586"), "TAB6586 finns inte där den fanns"),
    "a new vintage": (
        lambda c, s: c.lists["TAB6586"].update(vs_RegSO2030=["9901R001_RegSO2030"]),
        r"en ny indelning \(vs_RegSO2030\) som den här versionen inte känner; uppdatera",
    ),
    "a vintage that is gone": (
        lambda c, s: c.lists["TAB6586"].pop("vs_RegSO2020"),
        "indelningen vs_RegSO2020 finns inte kvar",
    ),
    "unknown contents": (
        lambda c, s: c.contents.update({"X": "Nytt"}) or c.contents.pop(TYPE),
        "innehåll som tillägget använder finns inte kvar",
    ),
    "a type that is none": (
        lambda c, s: c.changed.update({("TAB6586", "9901R001", "2022", TYPE): 9}),
        "9 är ingen områdestyp 1–5",
    ),
}


@pytest.mark.parametrize(("fault", "says"), REFUSED.values(), ids=REFUSED)
def test_a_fault_that_stays_is_one_line_and_the_old_store_is_intact(
    server, store, held, fault, says
):
    fault(server.country, server)
    said = refused("--subject", "typer")
    assert re.search(says, said)
    assert store.read_bytes() == held


def test_areas_that_do_not_add_up_to_their_kommun_are_refused(server, store, held):
    wrong_sum(server.country)
    said = refused("--subject", "befolkning")
    assert "TAB6574 2022: områdena i kommun 9901 har tillsammans" in said
    assert store.read_bytes() == held


def test_other_orders_of_columns_and_new_contents_do_not_matter(server, store):
    updated("--subject", "typer")
    before = Reference(store).values("index", 2023)
    server.country.updated["TAB6586"] = "2026-09-01T06:00:00Z"
    server.country.id_order = ["Tid", "ContentsCode", "Region"]
    server.country.contents["000008ZZ"] = "Något nytt"
    updated("--subject", "typer")
    assert Reference(store).values("index", 2023) == before


def test_a_table_that_changes_meanwhile_is_never_mixed(server, store, held):
    real = standin.Handler.metadata

    def changing(handler, table):
        found = real(handler, table)
        server.country.updated[table] = "2026-12-24T06:00:00Z"
        return found

    standin.Handler.metadata = changing
    try:
        assert "TAB6586 ändrades medan den hämtades" in refused("--subject", "typer")
    finally:
        standin.Handler.metadata = real
    assert store.read_bytes() == held


def test_a_layer_that_changes_its_number_of_areas_meanwhile_is_refused(server, store):
    real = server.country.areas
    seen = []

    def fewer(layer):
        seen.append(layer)
        return real(layer) if seen.count(layer) < 3 else real(layer)[1:]

    server.country.areas = fewer
    assert "områden men sade nyss" in refused("--subject", "gränser")
    assert not store.exists()


# -- the network -----------------------------------------------------------------------------


def unreachable(monkeypatch):
    monkeypatch.setattr(scb, "SCB", scb.Service("http://127.0.0.1:9/api/v2", "http://127.0.0.1:9"))


@pytest.mark.parametrize("args", [(), ("--dry-run",)])
def test_without_network_it_is_one_sentence(quick, store, monkeypatch, args):
    unreachable(monkeypatch)
    assert refused(*args) == (
        "127.0.0.1 går inte att nå (ingen svarar); kontrollera nätet och kör kommandot igen, eller "
        "läs in ett paket från en annan dator (regso data export --bundle)."
    )
    assert not store.parent.exists()


def test_the_proxy_of_the_system_is_asked(server, store, monkeypatch):
    """A proxy is given the whole address."""
    monkeypatch.setenv("http_proxy", f"127.0.0.1:{server.http.server_port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(scb, "SCB", scb.Service("http://scb.invalid/api/v2", server.wfs))
    updated("--subject", "typer")
    assert all("http://scb.invalid/api/v2/" in asked for asked in server.log)


def test_a_proxy_that_does_not_answer_is_named(server, store, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert refused().startswith("Proxyn släpper inte fram till 127.0.0.1 (")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl makes the certificate")
    return folder


@pytest.fixture
def encrypted(certificate, server, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    api, wfs = (address.replace("http:", "https:") for address in (server.api, server.wfs))
    monkeypatch.setattr(scb, "SCB", scb.Service(api, wfs))
    return server


@pytest.mark.slow
def test_a_certificate_of_the_agency_is_taken_from_its_file(encrypted, certificate, store):
    updated("--subject", "typer", "--ca-bundle", str(certificate / "cert.pem"))
    assert Reference(store).coverage("typ", 2024) == (24, True)


def test_a_certificate_that_nobody_vouches_for_is_one_sentence(encrypted, store):
    said = refused("--subject", "typer")
    assert said.startswith("Certifikatet för 127.0.0.1 godtas inte (")
    assert said.endswith("be IT om myndighetens rotcertifikat och ange filen med --ca-bundle.")


def test_a_file_without_certificates_is_one_sentence(server, store, tmp_path):
    (tmp_path / "ca.pem").write_text("hej")
    said = refused("--ca-bundle", str(tmp_path / "ca.pem"))
    assert said.startswith("ca.pem har inga certifikat som går att läsa; ange en fil i PEM-format")


# -- stopped and gone on ---------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_an_update_that_is_killed_at_any_moment_goes_on_to_the_same_store(server, tmp_path):
    """By hand, with as many kills as one likes: KILLS=100."""
    began = time.monotonic()
    whole = start(server, tmp_path / "hel")
    assert whole.communicate()[1] == b""
    took, asked = time.monotonic() - began, len(server.log)
    wanted = digest(tmp_path / "hel" / "regso.sqlite")
    rng = random.Random(int(os.environ.get("SEED", "15")))  # noqa: S311
    for number in range(int(os.environ.get("KILLS", "3"))):
        folder = tmp_path / f"{number}"
        process = start(server, folder)
        time.sleep(rng.random() * took)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not list(folder.glob("*.sqlite")) or digest(folder / "regso.sqlite") == wanted
        server.log.clear()
        again = start(server, folder)
        assert again.communicate()[1] == b""
        assert len(server.log) <= asked
        assert digest(folder / "regso.sqlite") == wanted
        assert sorted(p.name for p in folder.iterdir()) == ["import.lock", "regso.sqlite"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_an_update_that_is_stopped_while_it_writes_goes_on_to_the_same_store():
    """By hand, as large as Sweden: see interrupted.py."""
    assert interrupted.main(2, 24, 40) == 0


@pytest.mark.slow
def test_answers_that_were_left_when_all_was_done_are_gone_after_the_next_update(
    server, store, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr("regso.sources.scb.answers.forget", lambda folder: None)
        updated()
    assert (store.parent / "hamtat").exists()
    updated("--dry-run")
    updated("--subject", "typer")
    assert (store.parent / "hamtat").exists()
    updated()
    assert not (store.parent / "hamtat").exists()


def test_what_was_fetched_before_a_fault_is_not_fetched_again(server, store):
    server.faults.extend([""] * 20 + ["500"] * 99)
    assert "Referensdata är oförändrade, och det som hämtades är sparat." in refused()
    assert len(server.asked("POST")) > 3
    server.faults.clear()
    server.log.clear()
    updated()
    assert len(server.asked("POST")) == 3  # of 7
    assert Reference(store).coverage("typ", 2024) == (24, True)
    assert not (store.parent / "hamtat").exists()


@pytest.mark.slow
def test_an_answer_that_the_disk_has_damaged_is_fetched_again(server, store):
    server.faults.extend([""] * 20 + ["500"] * 99)
    refused()
    kept = sorted((store.parent / "hamtat").iterdir())
    assert kept
    kept[0].write_bytes(kept[0].read_bytes()[:100])
    server.faults.clear()
    updated()
    assert Reference(store).coverage("typ", 2024) == (24, True)
