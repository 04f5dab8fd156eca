"""A stand-in for Statistics Sweden: PxWebApi v2 and WFS as documented, limits and faults too.

It answers with an invented country of any size. `Country` is the data, `StandIn` the server; what
it does wrong is put in `faults`, one for each call that follows; `log` is what it was asked.

By hand, as large as all of Sweden:

    PYTHONPATH=addin python tests/sources/scb/standin.py 3363 6160
"""

from __future__ import annotations

import contextlib
import email.utils
import functools
import json
import math
import random
import sys
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

AGES = ("totalt", "-4", *(f"{low}-{low + 4}" for low in range(5, 80, 5)), "80-")
SEXES = {"1": "män", "2": "kvinnor", "1+2": "totalt"}
CONTENTS = {
    "000008IT": "Socioekonomiskt index",
    "000008IU": "Områdestyp",
    "000008IV": "Andelen med förgymnasial utbildning",
    "000008IW": "Andelen personer med låg ekonomisk standard (oavsett ålder)",
    "000008IX": "Andelen med ekonomiskt bistånd och/eller långtidsarbetslösa",
}
# The indicators: their tables, and beside regions and years a content with its unit, and others.
INDICATORS = {
    "TAB6568": (
        "Antal hushåll",
        "antal",
        {
            "Hushallstyp": {
                "ESUB": "ensamstående utan barn",
                "ESMB": "ensamstående med barn",
                "totalt": "totalt",
            }
        },
    ),
    "TAB6571": (
        "Antal",
        "antal",
        {"UtlBakgrund": {"1": "utländsk bakgrund", "2": "svensk bakgrund"}, "Kon": SEXES},
    ),
    "TAB6534": (
        "Befolkning",
        "antal",
        {"UtbildningsNiva": {"21": "förgymnasial", "5": "eftergymnasial", "US": "uppgift saknas"}},
    ),
    "TAB6680": ("Antal arbetslösa", "antal", {"Kon": SEXES, "Alder": {"20-64": "20-64 år"}}),
    "TAB6683": ("Medelvärde nettoinkomst, tkr", "tkr", {"Kon": SEXES}),
    "TAB6685": ("Låg ekonomisk standard, procent", "procent", {"Alder": {"tot": "totalt 0+ år"}}),
    "TAB6638": (
        "Antal lägenheter",
        "antal",
        {"Upplatelseform": {"1": "hyresrätt", "2": "bostadsrätt"}},
    ),
}
NOTE = "En liten kontrollerad slumpmässig osäkerhet är införd från och med referensåret 2025."
MANDATORY = "Från och med referensåret 2024 gäller RegSO 2025 och DeSO 2025."
PER_KOMMUN = 12
FIRST_OF_2025 = 2024


class Country:
    """Invented areas, persons, indexes and borders; the same for the same numbers.

    Kommuner and län have numbers from 9900 and down, or from 0114 and up when there are many.
    """

    def __init__(self, regso=24, deso=40, types=range(2022, 2025), persons=range(2022, 2026)):
        self.types, self.persons = types, persons
        self.updated = {"TAB6586": "2026-06-23T06:00:00Z", "TAB6574": "2026-03-24T07:00:00Z"}
        self.contents = dict(CONTENTS)
        self.lists = {}
        self.changed = {}  # (table, code, year, content) -> value
        self.id_order = None
        self.properties_first = "objectid"
        few = regso <= PER_KOMMUN * 99
        kommuner = [
            f"99{i + 1:02}" if few else f"{100 + i:04}" for i in range(-(-regso // PER_KOMMUN))
        ]
        self.regso = [f"{kommuner[i // PER_KOMMUN]}R{i % PER_KOMMUN + 1:03}" for i in range(regso)]
        self.kommuner = kommuner
        self.deso = {
            f"{self.regso[i % regso][:4]}C{self.regso[i % regso][5:]}{i // regso}": self.regso[
                i % regso
            ]
            for i in range(deso)
        }
        self.vertices, self.edition = 4, 1
        self.tables = {"TAB6586", "TAB6574", *INDICATORS}
        self.updated |= dict.fromkeys(INDICATORS, "2026-02-03T07:00:00Z")
        self._lists()

    def _lists(self):
        self.lists["TAB6586"] = {
            "vs_RegSO2020": list(self.regso),
            "vs_RegSO2025": [f"{c}_RegSO2025" for c in self.regso],
        }
        self.lists["TAB6574"] = {
            **self.lists["TAB6586"],
            "vs_DeSO2018": list(self.deso),
            "vs_DeSO2025": [f"{c}_DeSO2025" for c in self.deso],
        }

        for table in INDICATORS:
            self.lists[table] = dict(self.lists["TAB6586"])
        del self.lists["TAB6638"]["vs_RegSO2020"]  # as tables that begin in 2024

    def years(self, table):
        if table == "TAB6638":
            return ["2024"]
        return [str(y) for y in (self.types if table == "TAB6586" else self.persons)]

    def regions(self, table):
        """Return the labels of all regions of a table."""
        found = {}
        if table != "TAB6586":
            found["00"] = "00 Riket"
            found.update({k[:2]: f"{k[:2]} Län {k[:2]}" for k in self.kommuner})
            found.update({k: f"{k} Kommun {k}" for k in self.kommuner})
        for codes in self.lists[table].values():
            for raw in codes:
                code = raw.partition("_")[0]
                name = f"Kommun {code[:4]} (Område {code[5:]})" if "R" in code else code
                found[raw] = f"{code} {name}" if "_Reg" in raw else name
        return found

    def dimensions(self, table):
        regions = self.regions(table)
        years = {y: y for y in self.years(table)}
        if table == "TAB6586":
            return {"Region": regions, "ContentsCode": self.contents, "Tid": years}
        if table in INDICATORS:
            content, _, others = INDICATORS[table]
            return {"Region": regions, **others, "ContentsCode": {f"{table}C1": content},
                    "Tid": years}  # fmt: skip
        ages = {a: "0-4 år" if a == "-4" else a if a == "totalt" else f"{a} år" for a in AGES}
        persons = {"000007Y7": "Antal"}
        return {
            "Region": regions,
            "Alder": ages,
            "Kon": SEXES,
            "ContentsCode": persons,
            "Tid": years,
        }

    # -- values ------------------------------------------------------------------------------

    def statistic(self, raw, content, year):
        """Return index, type or share, or None outside the vintage."""
        code, _, stated = raw.partition("_")
        if bool(stated) != (int(year) >= FIRST_OF_2025):
            return None
        if (given := self.changed.get(("TAB6586", code, year, content))) is not None:
            return given
        low, pre, help_ = self._shares(code, year)
        index = round((low + pre + help_) / 3, 1)
        values = {"000008IT": index, "000008IU": max(1, 5 - int(index // 6)), "000008IV": pre,
                  "000008IW": low, "000008IX": help_}  # fmt: skip
        return values.get(content, 1)

    @functools.lru_cache(maxsize=100_000)  # noqa: B019
    def _shares(self, code, year):
        rng = random.Random(f"{code} {year}")  # noqa: S311
        return tuple(round(rng.random() * 30, 1) for _ in range(3))

    def persons_in(self, raw, age, sex, year):
        """Return persons in an area; of the areas above RegSO the sum of their parts."""
        code, _, stated = raw.partition("_")
        if len(code) > 4:
            if bool(stated) != (int(year) >= FIRST_OF_2025):
                return 0
            if (given := self.changed.get(("TAB6574", code, year, age))) is not None:
                return given
            return self._persons(code, age, sex, year)
        inside = self._inside(code)
        return sum(self._persons(c, age, sex, year) for c in inside)

    @functools.lru_cache(maxsize=1000)  # noqa: B019
    def _inside(self, code):
        return [c for c in self.regso if code == "00" or c.startswith(code)]

    def _persons(self, code, age, sex, year):
        men, women = self._men_and_women(code, year)
        groups = range(1, len(AGES)) if age == "totalt" else [AGES.index(age)]
        if age == "totalt":
            return {"1": men * 17, "2": women * 17, "1+2": (men + women) * 17}[sex]
        return len(groups) * {"1": men, "2": women, "1+2": men + women}[sex]

    @functools.lru_cache(maxsize=1_000_000)  # noqa: B019
    def _men_and_women(self, code, year):
        seed = sum(map(ord, code)) * 31 + int(year) * 7 + int(code[-3:])
        return 40 + seed % 53, 40 + seed % 47

    def indicator(self, table, at):
        """Return a value of an indicator, or None outside the vintage."""
        code, _, stated = at["Region"].partition("_")
        year, unit = at["Tid"], INDICATORS[table][1]
        key = (table, code, year)
        if len(code) > 4:
            if bool(stated) != (int(year) >= FIRST_OF_2025):
                return None
            if (given := self.changed.get(key)) is not None:
                return given
        inside = [code] if len(code) > 4 else self._inside(code)
        names = [v for k, v in sorted(at.items()) if k not in {"Region", "Tid", "Kon"}]
        counts = [100 + (sum(map(ord, c + year + "".join(names))) * 7) % 400 for c in inside]
        return sum(counts) if unit == "antal" else round(sum(counts) / len(counts) / 10, 1)

    # -- borders -----------------------------------------------------------------------------

    def areas(self, layer):
        return list(self.regso if layer.startswith("RegSO") else self.deso)

    def feature(self, layer, i):
        code = self.areas(layer)[i]
        row, column = divmod(i, 60)
        east, north = 300_000 + 1000 * column + 0.25, 6_200_000 + 1000 * row + 0.75
        side = [(k / self.vertices) for k in range(self.vertices)]
        ring = [[east + 900 * t, north] for t in side] + [
            [east + 900, north + 900 * t] for t in side
        ]
        ring += [[east + 900 - 900 * t, north + 900] for t in side]
        ring += [[east, north + 900 - 900 * t] for t in side]
        ring.append(ring[0])
        level = "regso" if layer.startswith("RegSO") else "deso"
        vintage = "2018" if layer[-4:] < "2025" else "2025"
        properties = {
            "objectid": i, "objekttyp": level, f"{level}kod": code, "lanskod": code[:2],
            "kommunkod": code[:4], "version": f"{vintage}_v{self.edition}",
        }  # fmt: skip
        if level == "regso":
            properties["regsonamn"] = f"Område {code[5:]}"
        else:
            properties["regsokod"] = self.deso[code]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "id": f"{layer}.{i}", "geometry": geometry,
                "properties": properties}  # fmt: skip


class StandIn:
    """The server: its address, limits, faults to come, and what it was asked."""

    def __init__(self, country=None, calls=1000, window=10, cells=150_000):
        self.country = country or Country()
        self.config = {"apiVersion": "2.3.2", "maxDataCells": cells,
                       "maxCallsPerTimeWindow": calls, "timeWindow": window}  # fmt: skip
        self.faults, self.log, self.cells = deque(), [], 0
        self.bytes = 0
        self._recent = deque()
        self._lock = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, self))
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None

    @property
    def api(self):
        return f"http://127.0.0.1:{self.http.server_port}/api/v2"

    @property
    def wfs(self):
        return f"http://127.0.0.1:{self.http.server_port}/geoserver/stat/wfs"

    def asked(self, part=""):
        return [path for path in self.log if part in path]

    def too_often(self):
        """Return the seconds to wait, if this call is one too many."""
        with self._lock:
            now = time.monotonic()
            while self._recent and now - self._recent[0] > self.config["timeWindow"]:
                self._recent.popleft()
            if len(self._recent) >= self.config["maxCallsPerTimeWindow"]:
                return math.ceil(self.config["timeWindow"] - (now - self._recent[0]))
            self._recent.append(now)
            return 0


@contextlib.contextmanager
def running(country=None, **limits):
    server = StandIn(country, **limits)
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()


class Problem(Exception):  # noqa: N818 - what the service calls it
    def __init__(self, status, body):
        super().__init__(status)
        self.status, self.body = status, body


def bad(title):
    return Problem(400, {"type": "Parameter error", "title": title, "status": 400})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, server, *args):
        self.it = server
        super().__init__(*args)

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.respond(None)

    def do_POST(self):
        self.respond(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def respond(self, body):
        self.it.log.append(f"{self.command} {unquote(self.path)}")
        if len(self.path) > 2100:
            self.send(404, b"")
        elif wait := self.it.too_often():
            self.send(429, {"title": "Too many requests"}, {"Retry-After": str(wait)})
        else:
            fault = self.it.faults.popleft() if self.it.faults else ""
            if not self.at_once(fault):
                self.send_answer(body, fault)

    def send_answer(self, body, fault):
        try:
            answer = json.dumps(self.answer(body)).encode()
        except Problem as problem:
            self.send(problem.status, problem.body)
            return
        self.it.bytes += len(answer)
        half = len(answer) // 2
        if fault == "empty":
            answer = b"{}"
        self.send(200, answer[:half] if fault == "damaged" else answer,
                  cut=half if fault == "truncated" else 0)  # fmt: skip

    def at_once(self, fault):
        """Do what a fault does instead of an answer; tell whether it did."""
        later = email.utils.formatdate(time.time() + 1, usegmt=True)
        if fault in {"429", "429 date"}:
            after = later if fault == "429 date" else "1"
            self.send(429, {"title": "Too many requests"}, {"Retry-After": after})
        elif fault == "400":
            self.send(400, b"Too many cells selected")
        elif fault in {"403", "404", "500", "503"}:
            self.send(int(fault), b"")
        elif fault == "drop":
            self.close_connection = True
            self.connection.close()
        elif fault.startswith("slow"):
            time.sleep(float(fault.partition(" ")[2]))
            return False
        else:
            return False
        return True

    def send(self, status, body, headers=(), cut=0):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) - cut] if cut else content)
        if cut:
            self.close_connection = True

    # -- answers -----------------------------------------------------------------------------

    def answer(self, body):
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.endswith("/wfs"):
            return self.features({k: v[0] for k, v in parse_qs(parts.query).items()})
        _, _, rest = path.partition("/api/v2/")
        what, *more = rest.split("/")
        if what == "config":
            return self.it.config
        if what.lower() == "codelists":
            return self.codelist(more[0])
        if what != "tables" or more[0] not in self.it.country.tables:
            raise Problem(404, {"title": "Non-existent table", "status": 404})
        table = more[0]
        if len(more) == 1:
            return self.table(table)
        return self.metadata(table) if more[1] == "metadata" else self.data(table, body)

    def table(self, table):
        years = self.it.country.years(table)
        return {"id": table, "label": table, "updated": self.it.country.updated[table],
                "firstPeriod": years[0], "lastPeriod": years[-1]}  # fmt: skip

    def codelist(self, name):
        for lists in self.it.country.lists.values():
            if name in lists:
                values = [{"code": c, "label": c, "valueMap": [c]} for c in lists[name]]
                return {"id": name, "type": "Valueset", "values": values}
        raise Problem(404, {"title": "Non-existent codelist", "status": 404})

    def metadata(self, table):
        found = self.dataset(table, self.it.country.dimensions(table), [])
        found["dimension"]["Region"]["extension"] = {
            "codelists": [{"id": name} for name in self.it.country.lists[table]]
        }
        return found

    def dataset(self, table, dimensions, value, status=None):
        order = self.it.country.id_order or list(dimensions)
        units = {}
        if table in INDICATORS:
            base = {"base": INDICATORS[table][1], "decimals": 0}
            units = {"ContentsCode": {"unit": dict.fromkeys(dimensions["ContentsCode"], base)}}
        return {
            "version": "2.0", "class": "dataset", "source": "SCB",
            "label": "Socioekonomiskt index efter region och år" if table == "TAB6586"
                     else f"{INDICATORS[table][0]} efter region och år" if table in INDICATORS
                     else "Folkmängden per region efter region, ålder, kön och år",
            "updated": self.it.country.updated[table],
            "note": [MANDATORY, NOTE, "Annat."],
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
            "id": order, "size": [len(dimensions[n]) for n in order],
            "dimension": {n: {"category": {"index": {c: i for i, c in enumerate(dimensions[n])},
                                           "label": dimensions[n], **units.get(n, {})}}
                          for n in order},
            "extension": {"noteMandatory": {"0": True}, "px": {"tableid": table}},
            "value": value, **({"status": status} if status else {}),
        }  # fmt: skip

    def data(self, table, body):
        if body is None:
            raise bad("Missing selection for mandatory variable")
        chosen = self.selection(table, {s["variableCode"]: s for s in body["selection"]})
        cells = math.prod(map(len, chosen.values()))
        if cells > self.it.config["maxDataCells"]:
            raise Problem(400, b"Too many cells selected")
        self.it.cells += cells
        country = self.it.country
        order = country.id_order or list(chosen)
        cell = functools.partial(self.cell, table)
        value = []
        at = {}

        def walk(names):
            if not names:
                value.append(cell(at))
                return
            for code in chosen[names[0]]:
                at[names[0]] = code
                walk(names[1:])

        walk(order)
        status = {str(i): ".." for i, v in enumerate(value) if v is None}
        return self.dataset(table, chosen, value, status)

    def cell(self, table, at):
        country = self.it.country
        if table == "TAB6586":
            return country.statistic(at["Region"], at["ContentsCode"], at["Tid"])
        if table in INDICATORS:
            return country.indicator(table, at)
        return country.persons_in(at["Region"], at["Alder"], at["Kon"], at["Tid"])

    def selection(self, table, asked):
        country, chosen = self.it.country, {}
        for name, labels in country.dimensions(table).items():
            if name not in asked:
                raise bad("Missing selection for mandatory variable")
            codes, codelist = asked[name]["valueCodes"], asked[name].get("codelist")
            if len({*codes}) < len(codes):
                raise Problem(500, b"")
            known = country.lists[table].get(codelist, labels) if codelist else labels
            if not {*codes} <= {*known}:
                raise bad("Non-existent value")
            chosen[name] = {code: labels[code] for code in codes}
        return chosen

    def features(self, asked):
        layer = asked["typeNames"].removeprefix("stat:")
        if layer not in {"RegSO_2020", "RegSO_2025", "DeSO_2018", "DeSO_2025"}:
            raise Problem(400, b"<ows:ExceptionReport/>")
        matched = len(self.it.country.areas(layer))
        start, count = int(asked.get("startIndex", 0)), int(asked.get("count", matched))
        chosen = [
            self.it.country.feature(layer, i) for i in range(start, min(start + count, matched))
        ]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
        return {"type": "FeatureCollection", "features": chosen, "totalFeatures": matched,
                "numberMatched": matched, "numberReturned": len(chosen), "crs": crs}  # fmt: skip


if __name__ == "__main__":
    with running(Country(int(sys.argv[1]), int(sys.argv[2]), range(2011, 2025), range(2010, 2026)),
                 calls=30, window=10) as server:  # fmt: skip
        server.country.vertices = 120  # as many bytes as real borders have
        print(server.api, server.wfs, flush=True)  # noqa: T201
        threading.Event().wait()
