"""One unit's report: for review, or published together with the others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from regso.errors import RegsoError

if TYPE_CHECKING:
    from regso.checking.units import Unit
    from regso.indata import Data
    from regso.publication.cover import Stamp
    from regso.render import Rendered
    from regso.render.placed import Asked, Placed, Settled


class Work(NamedTuple):
    """What every unit's report is made with.

    Attributes
    ----------
    template : bytes
    name, register : str
        The template's name and the register's file.
    columns, settings, tables : mapping
        As `regso.render.render` takes them.
    freeze : bool
    form : str or None
        The program that the workbook is for.
    office : str or None
        What makes the PDF, where one is wanted.
    pages : sequence of str
    stamp : Stamp or None
        What the covers say, where the reports are published.
    """

    template: bytes
    name: str
    register: str
    columns: Mapping[str, str]
    settings: Mapping[str, str]
    tables: Mapping[str, Data | None]
    freeze: bool
    form: str | None
    office: str | None
    pages: Sequence[str]
    stamp: Stamp | None = None


class Made(NamedTuple):
    """A report: its files by the end of their names, and what is wrong with it, in words."""

    files: dict[str, bytes]
    rows: int
    failed: str
    remarks: str


def made(work: Work, unit: Unit) -> Made:
    """Return the report of a unit; what is wrong with its rows is said in it, not raised."""
    from regso.publication.controls import remarks  # noqa: PLC0415 - slow to import
    from regso.render.marks import one_of_several  # noqa: PLC0415

    try:
        marked = one_of_several(work.template, work.name, unit.name, work.register)
        rendered = _rendered(work._replace(template=marked), unit)
        files = _files(work, unit, rendered.workbook, work.pages)
    except RegsoError as error:
        return Made({}, len(unit.data.rows), str(error), "")
    said = remarks(rendered.package)
    wrong = [v.sentence for v in said if v.has_failed and "inte för publicering" not in v.sentence]
    return Made(files, rendered.rows, _error(rendered), " ".join(dict.fromkeys(wrong)))


def asked(work: Work, unit: Unit) -> Asked | str:
    """Return what the tables of a unit must not reveal, or why they cannot be made."""
    from regso.render import registry_functions  # noqa: PLC0415 - slow to import
    from regso.render.placed import Placed  # noqa: PLC0415

    placed = Placed(registry_functions())
    try:
        _rendered(work, unit, placed)
    except RegsoError as error:
        return str(error)
    return placed.asked


def published(work: Work, unit: Unit, settled: Settled) -> Made:
    """Return the published report of a unit, whose tables hide what is settled for all units."""
    from regso.publication import publishing  # noqa: PLC0415 - slow to import
    from regso.render import registry_functions  # noqa: PLC0415
    from regso.render.marks import of_unit  # noqa: PLC0415
    from regso.render.placed import Placed  # noqa: PLC0415

    if work.stamp is None:
        raise ValueError("a report is published with a stamp")
    functions = registry_functions()
    try:
        named = work._replace(template=of_unit(work.template, work.name, unit.name))
        rendered = _rendered(named, unit, Placed(functions, settled))
        if failed := _error(rendered):
            return Made({}, rendered.rows, failed, "")
        stamp = replace(work.stamp, together=f"{unit.name}, {work.stamp.together}")
        copy = publishing.publish(rendered.workbook, stamp, functions, work.pages, unit.stem)
        files = _files(work, unit, copy.workbook, ())
    except RegsoError as error:
        return Made({}, len(unit.data.rows), str(error), "")
    return Made(files, rendered.rows, "", "")


def _rendered(work: Work, unit: Unit, placed: Placed | None = None) -> Rendered:
    from regso import render as renderer  # noqa: PLC0415 - slow to import

    return renderer.render(
        work.template,
        data=unit.data,
        columns=work.columns,
        settings=work.settings,
        tables=work.tables,
        freeze=work.freeze,
        functions=None if placed is None else placed.functions,
        placed=placed is not None,
        name=work.name,
    )


def _files(work: Work, unit: Unit, book: bytes, pages: Sequence[str]) -> dict[str, bytes]:
    """Return the workbook and its PDF, where one is wanted."""
    from regso import render as renderer  # noqa: PLC0415 - slow to import

    files = {".xlsx": renderer.stored_for(book, work.form) if work.form else book}
    if work.office is not None:
        from regso.render.pdf import to_pdf  # noqa: PLC0415 - slow to import, and seldom wanted

        files[".pdf"] = to_pdf(book, unit.stem, work.office, wanted=pages)
    return files


def _error(rendered: Rendered) -> str:
    """Return why cells are error values that the data do not explain; empty when none are."""
    errors = [problem for problem in rendered.problems if not problem.explained]
    return next((p.message for p in errors if p.message), "celler har fel") if errors else ""
