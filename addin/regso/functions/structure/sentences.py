"""The structure of a table as rows that say it in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regso.errors import BadValueError
from regso.functions.arguments.kinds import CountTable, OptionalCount, Text
from regso.functions.disclosure import FAMILY, used_cells
from regso.functions.registry import Cell, Rows, Table, worksheet

if TYPE_CHECKING:
    from regso.core.disclosure.layout import Layout
    from regso.core.disclosure.relations import Relation, Share
    from regso.core.disclosure.structure.reading import Structure

HEADER = ("vad", "vilken", "är", "enligt")
_ROW, _COLUMN = "rad", "kolumn"
_EVERYWHERE = {_ROW: "i alla kolumner", _COLUMN: "i alla rader"}
BY_NUMBERS, BY_LABELS, _STATED = "talen", "etikett eller plats", "marginaler"
POSSIBLE = "osäkert"


@worksheet(FAMILY)
def REGSO_STRUKTUR(
    tabell: CountTable, marginaler: Text = None, antal: OptionalCount = None
) -> Table:
    """Vad REGSO_SEKRETESS ser i en tabell: rubriker, etiketter, summor och andelar, med ord.

    tabell: antal personer, gärna med rubrikrad, etiketter och summor
    marginaler: samma som för REGSO_SEKRETESS; "auto" om inget anges
    antal: rader i svaret, tomma på slutet; utelämnat betyder så många som behövs
    exempel: =REGSO_STRUKTUR({"typ","unga","gamla","alla";1,13,40,53;2,20,31,51})
    """
    from regso.core.disclosure.layout import is_blank, layout_of  # noqa: PLC0415
    from regso.core.disclosure.stated import AUTO  # noqa: PLC0415
    from regso.core.disclosure.structure.reading import structure_of  # noqa: PLC0415

    body: Rows = []
    if not all(map(is_blank, tabell.flat())):
        layout = layout_of(used_cells(tabell))
        wish = marginaler or AUTO
        body = [*texts(layout), *lines(layout, structure_of(layout, wish), wish)]
    if antal is not None and len(body) > antal:
        raise BadValueError(
            f"Strukturen har {len(body)} rader men svaret får ha {antal}; ange ett större antal."
        )
    body += [[""] * len(HEADER) for _ in range((antal or 0) - len(body))]
    return [[*HEADER], *body]


def texts(layout: Layout) -> Iterator[list[Cell]]:
    """Yield what is taken for text, and is never hidden."""
    from regso.core.disclosure.layout import text_of  # noqa: PLC0415

    for i in range(layout.header):
        yield ["rubrik", f"rad {i + 1} i tabellen", "rubriker, inga antal", "innehållet"]
    for j in range(layout.labels):
        head = text_of(layout.rows[layout.header - 1][j]) if layout.header else ""
        called = f" ({head})" if head else ""
        yield [
            "etikett", f"kolumn {j + 1} i tabellen{called}", "etiketter, inga antal", "innehållet"
        ]  # fmt: skip


def lines(layout: Layout, table: Structure, wish: str) -> Iterator[list[Cell]]:
    """Yield the sums and shares among rows, and then among columns."""
    from regso.core.disclosure.stated import searches  # noqa: PLC0415
    from regso.core.disclosure.structure.reading import possible_sums, told  # noqa: PLC0415

    by_labels = told(layout, table.counts, wish)
    possible = possible_sums(table) if searches(wish) else ((), ())
    source = BY_LABELS if searches(wish) else _STATED
    for side, name in enumerate((_ROW, _COLUMN)):
        labels = (layout.row_labels(), layout.column_labels())[side]
        names = Names(name, labels)
        for relation in (table.rows, table.columns)[side].relations():
            where = source if relation in by_labels[side] else BY_NUMBERS
            yield [name, names.of(relation.left[0]), names.sum(relation), where]
        for share in dict.fromkeys(table.shares[side]):
            yield [name, names.of(share.line), names.share(share), BY_NUMBERS]
        for relation in possible[side]:
            text = names.sum(relation)
            if len(relation.left) == 1:
                parts = "+".join(str(i + 1) for i in relation.right)
                text += f'; skyddas inte: skriv "auto;{name} {relation.left[0] + 1}={parts}" '
                text += "om det är en summa"
            yield [name, names.of(relation.left[0]), text, POSSIBLE]


class Names:
    """What rows or columns are called: their number among the counts, and their labels."""

    def __init__(self, name: str, labels: Sequence[Sequence[str]]) -> None:
        self.name, self.labels = name, labels

    def of(self, line: int) -> str:
        label = ", ".join(filter(None, self.labels[line]))
        return f"{line + 1} ({label})" if label else str(line + 1)

    def sum(self, relation: Relation) -> str:
        left, right = (
            " + ".join(f"{self.name} {self.of(i)}" for i in side)
            for side in (relation.left, relation.right)
        )
        start = f"{left} " if len(relation.left) > 1 else ""
        return f"{start}= {right}, {_EVERYWHERE[self.name]}"

    def share(self, share: Share) -> str:
        part, whole = f"{self.name} {self.of(share.part)}", f"{self.name} {self.of(share.whole)}"
        if share.at is not None:
            other = _COLUMN if self.name == _ROW else _ROW
            whole += f" i {other} {share.at + 1}"
        return f"= {share.scale} · {part} / {whole}, avrundat; döljs tillsammans med dem"
