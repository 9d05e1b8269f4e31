"""What practice data are drawn from: the study's code, and what it asks. Nothing else of it is known here."""

from dataclasses import dataclass

from exports.languages import languages_in

MARK = "SYNTHETIC"
FILM_LANGUAGES = languages_in(("ar", "prs", "so", "sv", "ti", "uk"))  # those of the films


@dataclass(frozen=True, slots=True)
class Plan:
    """Of a study that has chosen no instruments or no waves yet, those that most choose."""

    code: str
    instruments: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        return self.instruments or ("who5-1",)

    @property
    def waves(self) -> tuple[str, ...]:
        return self.points or ("before", "after")
