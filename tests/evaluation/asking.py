"""A study that asks, and slips to answer it with."""

from datetime import date

from circles.enrolling import people_of
from evaluation.actions.answers import Given, give_answers, hand_out_answer_slips
from evaluation.actions.studies import change_study, write_notice
from evaluation.models import Channel

TEXTS = {"sv": "Vi frågar om hälsa.", "en": "We ask about health.", "ar": "نسأل عن الصحة."}
WHOLE = {"who5-1": [5, 4, 3, 2, 1]}


def asking(world, *, instruments=("who5-1", "sleep-1"), waves=("before", "after"), **columns):
    """The world's study, told about and asking now."""
    study = world.study
    study.starts_on = date(2020, 1, 1)
    study.save()
    write_notice(by=world.steward, study=study, recipients=[study.organisation], texts=TEXTS)
    change_study(
        by=world.steward,
        study=study,
        programmes=[world.programme],
        hubs=columns.pop("hubs", []),
        instruments=instruments,
        waves=waves,
        **columns,
    )
    study.refresh_from_db()
    return study


def slips(world, point="before", people=None, **more) -> list:
    wave = world.study.waves.get(point=point)
    seats = people_of(world.circle).printable[:people]
    return hand_out_answer_slips(circle=world.circle, wave=wave, seats=seats, by=world.sahar, **more)


def answer(code, items=None, **more) -> None:
    by = more.pop("by", None)
    given = Given(says_yes=more.pop("says_yes", True), items=WHOLE if items is None else items, **more)
    give_answers(code=code, given=given, language="ar", channel=Channel.KIOSK, by=by)
