"""What the options and a mapping ask for, refused before the work where it cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from regso.aggregating import question
from regso.aggregating.intemplate import fitted
from regso.aggregating.question import Question
from regso.checking.look import year_in
from regso.checking.mapping import KnownRegister, read_mapping
from regso.cli.files import pairs
from regso.cli.filled import Order, prepared
from regso.errors import FileError
from regso.saving import refuse_output
from regso.store import current

if TYPE_CHECKING:
    from regso.workbook.template import Template

_ROWS = (".csv", ".xlsx", ".parquet")


def known_of(
    mapping: Path | None,
    template: str | None,
    columns: Sequence[str],
    settings: Sequence[str],
    output: Path | None,
    *,
    swedish: bool,
) -> KnownRegister:
    """Return what is said of the register, in a mapping and by options, which come first.

    The template of a mapping is filled where the result is a workbook.
    """
    known = KnownRegister("", False, {}, {}) if mapping is None else read_mapping(mapping)
    is_book = output is None or output.suffix.lower() == ".xlsx"
    return KnownRegister(
        template or (known.template if is_book else ""),
        swedish or known.swedish,
        {**known.columns, **pairs(columns, "-c NAMN=KOLUMN")},
        {**known.settings, **pairs(settings, "-s NAMN=VÄRDE")},
    )


def question_of(known: KnownRegister, ours: Template | None, start: Question) -> Question:
    if ours is not None:
        texts = {column.name: column.is_text for column in ours.columns}
        asked = question.question_of(known.columns, texts, start)
        return fitted(asked, ours.columns, {**ours.settings, **known.settings})
    year = year_in(known.settings)
    if any(name != "ar" for name in known.settings) or (known.settings and year is None):
        raise FileError("-s hör till --template; utan mall finns bara -s ar=ÅR.")
    asked = replace(question.question_of(known.columns, None, start), of_year=year)
    if asked.by_type and asked.year is None and year is None:
        raise FileError("--by-type behöver ett år: ange -c ar=KOLUMN eller -s ar=ÅR.")
    return question.with_whole(asked)


def refused(
    order: Order,
    ours: Template | None,
    sources: Sequence[str],
    mapping: Path | None,
) -> str | None:
    """Refuse what cannot be done, before the work; return what makes the PDF, if it is wanted."""
    current()  # reference data that cannot be read are said before
    if order.output == Path():
        raise FileError("Ange filen som skrivs med -o, eller se frågan med --explain.")
    inputs = [Path(text) for text in sources if "://" not in text] + ([mapping] if mapping else [])
    if ours is not None:
        if order.output.suffix.lower() != ".xlsx":
            raise FileError(f"{order.output} är en arbetsbok; ge den ett namn på .xlsx.")
        return prepared(order, inputs, order.outputs)
    if order.as_pdf or order.for_readers or order.freeze or order.pages or order.program:
        raise FileError("--pdf, --publish, --freeze, --page och -p hör till --template; ange den.")
    if order.output.suffix.lower() not in _ROWS:
        raise FileError(f"{order.output.name} ska sluta på {', '.join(_ROWS)}; ändra namnet.")
    refuse_output(order.output, inputs)
    return None
