"""The rates of every type on Beräkning; of them only the standardised ones are rounded yet."""

from __future__ import annotations

from regso.core.areas.areatypes import TOTAL
from regso.templates.halsa import ages, sexes
from regso.templates.halsa.ages import REFERENCE, WEIGHT
from regso.templates.halsa.sums import KIND, KINDS, SHEET, WIDTH, count, sound, with_limits
from regso.workbook import theme
from regso.workbook.addresses import Addresses, Formula, Row
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, RowSpill, Spill
from regso.workbook.inputs import LOWEST_SHOWN

COMPARED_WITH = 5  # the type that others have a ratio to
_RATIO = "0.000"


def _by_age(row: Row) -> tuple[str, str]:
    """Return the cells of the events and of the persons of a type, by age group."""
    return ages.ages(ages.EVENTS, row.key), ages.ages(ages.PERSONS, row.key)


def _crude(grid: Addresses) -> str:
    events, persons = (sound(grid[name, TOTAL], grid[name]) for name in ("events", "persons"))
    return f'REGSO_TAL(IF({grid["persons"]}="","",{events}),{persons},per,konf)'


def _standard(row: Row) -> str:
    events, persons = _by_age(row)
    call = f"REGSO_STANDARD({events},{persons},{WEIGHT},per,konf,{LOWEST_SHOWN})"
    return f'IF({row.persons}="","",{call})'


def _error(row: Row) -> str:
    """Return the formula of Dobson's standard error, as a reader has it from the upper limit.

    The rate is rounded by then, so what is made of it tells no more than it does.
    """
    reach = f"(INDEX(REGSO_TAL({row.events},1,1,konf),1,3)-{row.events})"
    error = f"({row.standard_high}-{row.standard})*SQRT({row.events})/{reach}"
    return f'IF(ISNUMBER({row.standard}),{error},"")'


def _ratio(row: Row) -> str:
    """Return the formula of the ratio of two rates, as that of the counts with their errors."""
    compared = [row.grid[name, COMPARED_WITH] for name in ("as_events", "as_persons")]
    counts = ",".join((row.as_events, row.as_persons, *compared))
    return f'IF(COUNT({row.as_events},{compared[0]})<2,"",REGSO_KVOT({counts},konf))'


def _smr(row: Row) -> str:
    events, persons = _by_age(row)
    return f'IF({row.persons}="","",REGSO_SMR({events},{persons},{REFERENCE},konf))'


def _empty_groups(row: Row) -> str:
    _, persons = _by_age(row)
    return f'IF({row.persons}="",0,SUMPRODUCT(({WEIGHT}>0)*({persons}=0)))'


def _rate(name: str, title: str, formula: Formula) -> Col:
    return Col(name, title, WIDTH, formula, "cell_rate")


RESULTS = Grid(
    SHEET, "B", 48,
    (
        KIND,
        count("events", "antal", "{by_age_events.total}"),
        count("persons", "befolkning", 'IF({by_age_persons.total}=0,"",{by_age_persons.total})'),
        count("hidden", "dold (1)", sexes.hidden),
        *with_limits("crude", "rått tal", theme.RATE),
        *with_limits("standard", "standard", theme.RATE),
        _rate("error", "medelfel", _error),
        # The counts that would have that error: their ratio is the rate.
        _rate("as_events", "eff. antal",
              'IF(ISNUMBER({error}),{standard}*{standard}/{error}/{error},"")'),
        _rate("as_persons", "eff. bef.",
              'IF(ISNUMBER({as_events}),per*{as_events}/{standard},"")'),
        *with_limits("ratio", "kvot", _RATIO),
        *with_limits("smr", "SMR", _RATIO),
        _rate("crude_error", "fel, rått",
              'IF(ISNUMBER({persons}),per*SQRT({events})/{persons},"")'),
        count("empty", "tomma åldrar", _empty_groups),
    ),
    KINDS,
    (
        Spill("crude", "crude_high", _crude),
        RowSpill("standard", "standard_high", _standard),
        RowSpill("ratio", "ratio_high", _ratio),
        RowSpill("smr", "smr_high", _smr),
    ),
    beside={"by_age_events": ages.EVENTS, "by_age_persons": ages.PERSONS},
)  # fmt: skip
EMPTY_GROUPS = f"SUM({RESULTS['empty']})"
