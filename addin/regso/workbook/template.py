"""What the renderer and the command line need to know about a template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from regso.workbook.book import Column, Content, Input, SideTable
from regso.workbook.standard import TABLE


@dataclass(frozen=True)
class Template:
    """A workbook that users fill with their own rows.

    Attributes
    ----------
    name, title : str
        What the command line calls it, and what users see.
    columns : tuple of Column
        The columns of the table to fill; one that is not required may be absent in the data.
    inputs : tuple of Input
        The cells with a defined name that a rendering may set, with their examples.
    report : str
        The sheet that shows the result first.
    make : callable
        Builds the workbook.
    pictured : mapping of str to str
        More sheets that the documentation shows: the end of the picture's name, and the sheet.
    table : str
        The name of the table to fill.
    tables : tuple of SideTable
        The other tables that users fill.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    inputs: tuple[Input, ...]
    report: str
    make: Callable[[], bytes]
    pictured: Mapping[str, str] = field(default_factory=dict)
    table: str = TABLE
    tables: tuple[SideTable, ...] = ()

    @classmethod
    def of(cls, module: ModuleType) -> Template:
        """Return the template that a module describes."""
        return cls(
            name=module.NAME,
            title=module.TITLE,
            columns=module.COLUMNS,
            inputs=module.INPUTS,
            report=module.REPORT,
            make=module.build,
            pictured=getattr(module, "PICTURED", {}),
            tables=getattr(module, "TABLES", ()),
        )

    @property
    def filename(self) -> str:
        """The name of the built file."""
        return f"{self.name}.xlsx"

    @property
    def pictures(self) -> dict[str, str]:
        """The sheets that the documentation shows, by the name of the picture."""
        more = {f"{self.name}_{end}.png": sheet for end, sheet in self.pictured.items()}
        return {f"{self.name}.png": self.report, **more}

    @property
    def settings(self) -> dict[str, Content]:
        """The inputs by name, with the values of the example."""
        return {item.name: item.example for item in self.inputs}
