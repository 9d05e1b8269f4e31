"""What coarsening costs, in three measures. Each is known column by column, or not below some node.

`nue` non-uniform entropy: over all cells, −log2(count of the leaf ÷ count of its label), before suppression.
`ncp` normalised certainty penalty: mean over cells of (leaves covered − 1) ÷ (leaves − 1); a suppressed row costs 1.
`dm` discernibility: the sum of squared class sizes over all classes, those to be suppressed included.
"""

from enum import StrEnum

import numpy as np

from disclosure.recoding.coded import Classes, Coded


class Metric(StrEnum):
    NUE = "nue"
    DM = "dm"
    NCP = "ncp"


def marginals(table: Coded, metric: Metric) -> list[np.ndarray]:
    """For each column the loss at each level, as far as one column alone tells it: their sum over a node's
    columns is its `nue`, its `ncp` if nothing is suppressed, and 0 for `dm`."""
    per_column = {Metric.NUE: _entropy, Metric.NCP: _penalty, Metric.DM: _nothing}[metric]
    return [per_column(table, column) for column in range(len(table.columns))]


def _entropy(table: Coded, column: int) -> np.ndarray:
    leaves = np.bincount(table.leaves[:, column], minlength=len(table.hierarchies[column].leaves))
    seen = leaves > 0
    bits = []
    for codes in table.hierarchies[column].label_codes:
        of_label = np.bincount(codes, weights=leaves)[codes]
        bits.append(float(np.sum(leaves[seen] * -np.log2(leaves[seen] / of_label[seen]))))
    return np.array(bits)


def _penalty(table: Coded, column: int) -> np.ndarray:
    widths = table.hierarchies[column].widths[:, table.leaves[:, column]]
    return widths.mean(axis=1) / len(table.columns)


def _nothing(table: Coded, column: int) -> np.ndarray:
    return np.zeros(table.hierarchies[column].height + 1)


def discernibility(classes: Classes) -> int:
    return int(np.sum(classes.sizes.astype(np.int64) ** 2))


def penalties(table: Coded, row_levels: np.ndarray) -> dict[str, float]:
    """Column → its share of the `ncp`, which is their mean, of a table whose cells are at the levels `row_levels` (rows
    × columns); suppressed is the top."""
    widths = (h.widths[row_levels[:, c], table.leaves[:, c]] for c, h in enumerate(table.hierarchies))
    return {column: float(np.mean(width)) for column, width in zip(table.columns, widths, strict=True)}
