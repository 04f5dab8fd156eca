"""From the cells of a workbook to a map of own shares, or a picture of why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypedDict

from regso.core.areas.areatypes import TYPES
from regso.errors import DomainError, RegsoError
from regso.functions import Cell
from regso.functions.arguments.single import as_count, as_text, as_threshold
from regso.functions.question.areashares import Groups, Level, Shown
from regso.functions.registry import CellErrorFound
from regso.functions.rowcodes import RIKET
from regso.render.maps import canvas
from regso.render.maps.canvas import Picture
from regso.render.maps.choropleth import drawn
from regso.render.maps.own import Asked, Columns, own_view
from regso.render.maps.view import about
from regso.workbook.mapplace import (
    HEADING,
    LEVEL,
    LEVELS,
    METHOD,
    NOT_DRAWN,
    NUMBER,
    SHOWN,
    THRESHOLD,
    VIEWS,
)

_NO_HEADING = "Andel enligt eget register"


class MapCells(Protocol):
    """The cells that choose a map."""

    def asked(self) -> Asked:
        """Return what they ask of a map.

        Raises
        ------
        RegsoError
            A setting cannot be used. Without a threshold nothing is drawn.
        """


class OwnCells(NamedTuple):
    """Those of Karta: area, year, the columns of Indata, and the settings by name."""

    area: Cell
    year: Cell
    columns: Sequence[Sequence[Cell]]
    settings: Mapping[str, Cell]

    def asked(self) -> Asked:
        """See `MapCells`."""
        return Asked(
            area=self.area,
            year=self.year,
            columns=_three(self.columns),
            heading=as_text(self.settings[HEADING], HEADING) or _NO_HEADING,
            level=_level(self.settings[LEVEL]),
            **_classes(self.settings),
            has_types=_view(self.settings[SHOWN]) == VIEWS[1],
        )


class ListCells(NamedTuple):
    """Those of a map of the areas that are listed beside a table by type; `heading` is told."""

    area: Cell
    year: Cell
    columns: Sequence[Sequence[Cell]]
    settings: Mapping[str, Cell]
    heading: Cell

    def asked(self) -> Asked:
        """See `MapCells`."""
        return Asked(
            area=None if self.area == RIKET else self.area,
            year=self.year,
            columns=_three(self.columns),
            heading=as_text(self.heading, HEADING) or _NO_HEADING,
            level="RegSO",
            **_classes(self.settings),
            has_types=False,
            beside_types=True,
        )


class IndicatorCells(NamedTuple):
    """Those of a map of an indicator: `listed` with its column, and what stands beside it.

    `groups` are the columns of the groups, and `kinds` is the cell with the types none of whose
    sums are hidden, such as "1, 3".
    """

    listed: ListCells
    groups: Sequence[Sequence[Cell]]
    kinds: Cell

    def asked(self) -> Asked:
        """See `MapCells`."""
        told = {part.strip() for part in str(self.kinds).split(",")}
        kinds = {kind for kind in TYPES if str(kind) in told}
        return replace(self.listed.asked(), groups=Groups(kinds, [*zip(*self.groups, strict=True)]))


class _Classes(TypedDict):
    how: str
    number: int
    shown: Shown


def own_picture(cells: MapCells) -> Picture:
    """Return a map of own shares; where it cannot be drawn the picture and its text say why."""
    try:
        view = own_view(cells.asked())
    except RegsoError as error:
        return _refused(str(error))
    except CellErrorFound as found:
        return _refused(found.error.message or f"en cell i Indata är {found.error.code}.")
    return canvas.picture(drawn(view), about(view))


def _classes(settings: Mapping[str, Cell]) -> _Classes:
    threshold = as_threshold(settings[THRESHOLD], THRESHOLD)
    if threshold is None:
        raise DomainError("ange en tröskel på bladet Start; utan den visas inga egna värden.")
    return {
        "how": as_text(settings[METHOD], METHOD) or "",
        "number": as_count(settings[NUMBER], NUMBER) or 0,
        "shown": Shown(threshold),
    }


def _three(columns: Sequence[Sequence[Cell]]) -> Columns:
    koder, taljare, namnare = columns
    return koder, taljare, namnare


def _level(cell: Cell) -> Level:
    if cell == LEVELS[0]:
        return "RegSO"
    if cell == LEVELS[1]:
        return "kommun"
    raise DomainError(f"{LEVEL} {cell} ska vara {LEVELS[0]} eller {LEVELS[1]}.")


def _view(cell: Cell) -> str:
    for view in VIEWS:
        if cell == view:
            return view
    raise DomainError(f"{SHOWN} {cell} ska vara något av {', '.join(VIEWS)}.")


def _refused(sentence: str) -> Picture:
    return canvas.picture(canvas.message(sentence), f"{NOT_DRAWN} {sentence}")
