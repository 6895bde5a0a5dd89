"""Tables as Parquet, for programs that work out figures; needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from island_server.store.log_files.tables import Kind, Row, TableForm

ROWS_AT_ONCE = 50_000
"""Rows of one row group."""

_TYPES: Mapping[Kind, pa.DataType] = MappingProxyType(
    {
        "text": pa.string(),
        "whole": pa.int64(),
        "time": pa.timestamp("ms", tz="UTC"),
        "seconds": pa.float64(),
        "yes": pa.bool_(),
    }
)


class ParquetFile:
    """One table, written row group by row group."""

    suffix = ".parquet"

    def __init__(self, path: Path, form: TableForm, about: Sequence[tuple[str, str]]) -> None:
        self._kinds = [column.kind for column in form.columns]
        self._schema = pa.schema(
            [pa.field(it.name, _TYPES[it.kind], metadata={"unit": it.unit}) for it in form.columns],
            metadata={f"eiland.{key}": value for key, value in about},
        )
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        self._rows.extend(rows)
        if len(self._rows) >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Finish the file."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True)
        arrays = [
            pa.array(column if kind != "seconds" else [ms / 1000 for ms in column], _TYPES[kind])
            for column, kind in zip(columns, self._kinds, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._rows.clear()
