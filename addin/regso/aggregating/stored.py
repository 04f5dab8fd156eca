"""A result as a Parquet file, with where it comes from in the file's own metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from regso.aggregating.answers import Answer
from regso.aggregating.dialects import DUCKDB
from regso.aggregating.duck import module
from regso.incoming import plain
from regso.temporary import places

_DIGITS: Final = 38
_MOST: Final = 4 << 30  # bytes of a result
_LONG: Final = 2**63


def parquet(answer: Answer, facts: Mapping[str, str]) -> bytes:
    """Return a result as Parquet: exact numbers as decimals, and the facts under the key regso."""
    duckdb = module()
    columns = [[row[i] for row in answer.rows] for i in range(len(answer.headers))]
    listed = ", ".join(
        f"UNNEST(CAST(? AS {_type(column)}[])) AS {DUCKDB.quoted(header)}"
        for header, column in zip(answer.headers, columns, strict=True)
    )
    values = [[None if v is None else _exact(v) for v in column] for column in columns]
    with places.folder() as folder, duckdb.connect() as connection:
        path = folder / "resultat.parquet"
        connection.execute(
            f"COPY (SELECT {listed}) TO ? (FORMAT parquet, KV_METADATA {{regso: ?}})",
            [*values, str(path), json.dumps(facts, ensure_ascii=False)],
        )
        return plain.read_bytes(Path(path), _MOST)


def _exact(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def _type(column: Sequence[Any]) -> str:
    """Return the narrowest type that holds a column exactly."""
    there = [value for value in column if value is not None]
    if any(isinstance(value, str) for value in there) or not there:
        return "VARCHAR"
    if any(isinstance(value, float) for value in there):
        return "DOUBLE"
    decimals = max((_scale(value) for value in there), default=0)
    if decimals or any(abs(value) >= _LONG for value in there):
        return f"DECIMAL({_DIGITS}, {decimals})"
    return "BIGINT"


def _scale(value: Any) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(0, -int(exponent))
