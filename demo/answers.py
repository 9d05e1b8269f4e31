"""What people answered before and after their circles: invented, by the same slips and actions as anybody's."""

from datetime import timedelta
from random import Random

from circles.enrolling import people_of
from circles.models import Circle
from demo.people import HALLAND, SKANE
from demo.telling import CircleStory, leader_of
from demo.world import World
from evaluation.actions.answers import Given, give_answers, hand_out_answer_slips, withdraw_from_study
from evaluation.catalogue import instrument
from evaluation.models import Channel

STUDY = "VV-UPPF"
# How much better than before an answer is on average, on the instrument's own scale of answers.
GAIN = {"before": 0.0, "after": 0.55, "three_months": 0.4}
ANSWERS = {"before": 0.92, "after": 0.95, "three_months": 0.5}  # the share of those who are there
SAYS_NO, SKIPS, ON_PAPER = 0.06, 0.005, 0.1
OPENED = 700  # days ago, as demo.studies opens it


def tell_answers(w: World, c: CircleStory, *, in_three_months: bool) -> None:
    """At the first meeting, at the last, and for some three months later; where the study had been opened by then."""
    first, last = c.times[0], c.times[-1]
    if first.starts_at < w.days(-OPENED + 7):
        return
    w.story.at(first.starts_at + timedelta(minutes=20), _ask, w, c, "before")
    w.story.at(last.ends_at - timedelta(minutes=1), _ask, w, c, "after")
    if in_three_months:
        w.story.at(last.ends_at + timedelta(days=91), _ask, w, c, "three_months")


def tell_today(w: World) -> None:
    """A circle that meets now has been asked; somebody there wants to talk, and somebody took back a yes."""
    w.story.at(w.days(-2, 18), _ask_now, w)


def _ask(w: World, c: CircleStory, point: str) -> None:
    _answer_all(w, c.circle, point, by=leader_of(w, c), rng=Random(f"{c.title} {c.hub} {point}"))


def _ask_now(w: World) -> None:
    circle = Circle.objects.filter(hub=w.hubs[SKANE], programme="vagar-vidare", status="running").order_by("pk").first()
    if circle is None:
        return
    link = circle.leader_links.filter(ended_on=None).select_related("communicator__user").first()
    seats = _answer_all(w, circle, "before", by=link.communicator.user, rng=Random("now"), talks=True)
    study = w.studies[STUDY]
    withdraw_from_study(by=w.users["coordinator"], participant=seats[-1].participant, study=study)


def _answer_all(w: World, circle: Circle, point: str, *, by, rng: Random, talks: bool = False) -> list:
    """The seats that got a slip. Each person has a mood of her own, and each circle one beside it."""
    circle.refresh_from_db()
    study = w.studies[STUDY]
    wave = study.waves.get(point=point)
    made = hand_out_answer_slips(circle=circle, wave=wave, seats=people_of(circle).printable, by=by)
    shared = Random(circle.title).gauss(0, 0.25)
    for place, (seat, code) in enumerate(made):
        if rng.random() > ANSWERS[point]:
            continue  # the slip stays unused
        own = Random(f"{circle.title} {seat.participant}").gauss(0, 0.8)
        mood = 0.44 + (own + shared + GAIN[point] * (1 + rng.gauss(0, 0.4))) / 5
        given = Given(
            says_yes=rng.random() > SAYS_NO,
            wants_to_talk=talks and place == 1,
            items={one.instrument: _items(one.instrument, mood, rng) for one in study.asked.all()},
        )
        typist = _typist(w, circle) if rng.random() < ON_PAPER else None
        channel = Channel.PAPER if typist else Channel.KIOSK
        give_answers(code=code, given=given, language=_language(seat), channel=channel, by=typist)
    return [seat for seat, _ in made]


def _items(key: str, mood: float, rng: Random) -> list[int | None]:
    """`mood` is a share of the scale; every answer lies around it."""
    one = instrument(key)
    width = one.maximum - one.minimum
    answers = (round(one.minimum + width * (mood + rng.gauss(0, 0.14))) for _ in range(one.items))
    return [None if rng.random() < SKIPS else min(max(value, one.minimum), one.maximum) for value in answers]


def _typist(w: World, circle: Circle):
    """The coordinator of the other hub: she knows nobody there."""
    return w.users["coordinator" if circle.hub == w.hubs[HALLAND] else "coordinator-halland"]


def _language(seat) -> str:
    code = seat.participant.language_id or "sv"
    return code if code in ("sv", "en", "ar", "prs", "so", "ti", "ps", "uk") else "sv"
