"""Days on which no circle meets: Swedish public holidays and the eves that everyone keeps."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def swedish_holidays(first_year: int, last_year: int) -> Mapping[date, str]:
    """Each holiday of the years with its Swedish name, midsommarafton, julafton and nyårsafton included."""
    return dict(
        holidays.country_holidays(
            "SE",
            years=range(first_year, last_year + 1),
            language="sv",
            categories=("public", "de_facto"),
        )
    )
