"""A changed border is told from a new name and from water."""

from regso.core.areas.changes import border_changed

ROWS = [
    ("9901R001", "9901R002", "Ger del/delar till befintlig", "2025-01-01", "", ""),
    ("9901R003", "9901R003", "Utvidgas och namnändras", "2025-01-01", "A", "B"),
    ("9901R004", "9901R004", "Utvidgas till territorialvattnet", "2025-01-01", "", ""),
    ("9901R005", "9901R005", "Namnändrad (ej kodändrad)", "2025-01-01", "A", "B"),
    ("9901R006", "9901R007", "Utvidgas", "2023-01-11", "", ""),
    ("9901R008", "", "Upphör; till befintlig", "2025-01-01", "", ""),
]


def test_only_land_borders_that_changed_with_regso_2025_count():
    assert border_changed(ROWS) == {"9901R001", "9901R002", "9901R003", "9901R008"}
