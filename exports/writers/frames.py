"""A table as the columns that the libraries of SPSS, Stata and Parquet take."""

import polars

from exports.dataset import Table


def frame(table: Table) -> polars.DataFrame:
    """Column by column: all of a large table's at once would be in memory twice."""
    return polars.DataFrame(
        polars.Series(variable.name, values, dtype=polars.String if variable.is_text else polars.Int32)
        for variable, values in zip(table.variables, table.each_column(), strict=True)
    )
