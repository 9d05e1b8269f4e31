"""A table as the columns that the libraries of SPSS, Stata and Parquet take."""

import polars

from exports.dataset import Table, Variable
from exports.numbers import numbered


def frame(table: Table) -> polars.DataFrame:
    """Column by column: all of a large table's at once would be in memory twice."""
    return polars.DataFrame(
        polars.Series(variable.name, values, dtype=_type(variable))
        for variable, values in zip(table.variables, table.each_column(), strict=True)
    )


def numbered_frame(table: Table) -> polars.DataFrame:
    """With the numbers of Stata in place of codes."""
    return polars.DataFrame(
        polars.Series(variable.name, numbered(values, variable.numbers), dtype=polars.Int32)
        if variable.numbers
        else polars.Series(variable.name, values, dtype=_type(variable))
        for variable, values in zip(table.variables, table.each_column(), strict=True)
    )


def _type(variable: Variable) -> type[polars.DataType]:
    if variable.is_text:
        return polars.String
    return polars.Float64 if variable.is_decimal else polars.Int32
