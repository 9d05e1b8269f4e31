"""A study's plan as a page shows it."""

from dataclasses import dataclass

from circles.public_page.languages import CODES, Language, language
from evaluation.catalogue import instrument
from evaluation.models import Notice, Study, Wave
from evaluation.rules.instruments import Instrument
from evaluation.words import instrument_name


@dataclass(frozen=True)
class ShownInstrument:
    instrument: Instrument
    name: str
    unreviewed: tuple[Language, ...]  # languages whose words nobody has held against the original
    missing: tuple[Language, ...]  # asked in the original's words


@dataclass(frozen=True)
class NoticeText:
    language: Language
    text: str


@dataclass(frozen=True)
class PlanPage:
    instruments: tuple[ShownInstrument, ...]
    waves: tuple[str, ...]
    notice: Notice | None
    texts: tuple[NoticeText, ...]
    recipients: tuple

    @property
    def is_asking(self) -> bool:
        return bool(self.instruments and self.waves and self.notice)


def plan_of(study: Study) -> PlanPage:
    notice = study.notice
    points = {wave.point for wave in study.waves.all()}
    return PlanPage(
        instruments=tuple(_shown(instrument(one.instrument)) for one in study.asked.all()),
        waves=tuple(str(point.label) for point in Wave.Point if point in points),
        notice=notice,
        texts=tuple(
            NoticeText(language(code), notice.texts[code]) for code in CODES if notice and code in notice.texts
        ),
        recipients=tuple(notice.recipients.all()) if notice else (),
    )


def _shown(one: Instrument) -> ShownInstrument:
    return ShownInstrument(
        instrument=one,
        name=instrument_name(one),
        unreviewed=tuple(language(code) for code, texts in one.languages.items() if not texts.reviewed_by),
        missing=tuple(language(code) for code in CODES if one.languages and code not in one.languages),
    )
