"""What is known of a register before it is rendered: by a mapping, by options, and by looking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regso.cli.files import pairs
from regso.errors import FileError
from regso.incoming import plain
from regso.store import current

if TYPE_CHECKING:
    from regso.checking.findings import Finding
    from regso.checking.mapping import KnownRegister
    from regso.checking.units import Unit
    from regso.indata import Data
    from regso.xlsx.package import Package


def known_of(
    mapping: Path | None,
    template: str | None,
    columns: Sequence[str],
    settings: Sequence[str],
    *,
    swedish: bool,
) -> KnownRegister:
    """Return what is said of a register: in a mapping, and by options, which come first."""
    from regso.checking.mapping import KnownRegister, read_mapping  # noqa: PLC0415

    known = KnownRegister("", False, {}, {}) if mapping is None else read_mapping(mapping)
    name = template or known.template
    if not name:
        raise FileError("Mallen saknas; skriv till exempel regso render omradestyper -d FIL.")
    return KnownRegister(
        name,
        swedish or known.swedish,
        {**known.columns, **pairs(columns, "-c KOLUMN=RUBRIK")},
        {**known.settings, **pairs(settings, "-s NAMN=VÄRDE")},
    )


def looked_at(
    data: Data | None, template: Package, columns: Mapping[str, str], settings: Mapping[str, str]
) -> tuple[Data | None, list[Finding]]:
    """Return a register as the template reads it, and what there is to say of it."""
    if data is None:
        return None, []
    from regso.checking.look import look, year_in  # noqa: PLC0415 - slow to import
    from regso.checking.rows import YEAR  # noqa: PLC0415
    from regso.render import INPUT  # noqa: PLC0415

    with template.blamed():
        table, usual = template.table(INPUT), _number_in(template, YEAR)
    wanted = table.columns if table else ()
    return look(data, columns, wanted, current(), year_in({YEAR: usual, **settings}))


def _number_in(template: Package, name: str) -> str:
    """Return the number in a setting's cell as it is stored; empty where there is none."""
    from regso.xlsx.cellindex import CellIndex  # noqa: PLC0415 - slow to import
    from regso.xlsx.cells import q  # noqa: PLC0415

    at = template.cell_names().get(name)
    cell = at and CellIndex(template.tree(template.sheets[at.sheet])).get(at.place)
    return "" if cell is None or cell.get("t", "n") != "n" else cell.findtext(q("v"), "")


def mended(data: Data | None) -> Data | None:
    """Return a side table with codes and groups spelled as in the register."""
    from regso.checking.look import areas_for  # noqa: PLC0415 - slow to import
    from regso.checking.repairs import repaired  # noqa: PLC0415

    return data and repaired(data, {}, areas_for(current(), None)).data


def units_of(data: Data | None, per: str, known: KnownRegister, *, with_all: bool) -> list[Unit]:
    """Return the units of a register, last all of them as one where that is wanted."""
    from regso.checking.look import areas_for, year_in  # noqa: PLC0415 - slow to import
    from regso.checking.units import split, with_whole  # noqa: PLC0415

    if data is None:
        raise FileError("--per delar upp ett register; ange det med -d.")
    units = split(data, per, known.columns, areas_for(current(), year_in(known.settings)))
    return with_whole(units, data) if with_all else units


def _template_names() -> Iterable[str]:
    from regso.templates import TEMPLATES  # noqa: PLC0415

    return TEMPLATES


def is_file(template: str) -> bool:
    """Tell whether a template is given as a file; the names of ours have no suffix."""
    path = Path(template)
    return plain.is_plain(path) and (bool(path.suffix) or template not in _template_names())
