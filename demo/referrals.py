"""Referrals in every state, both directions: waiting, silent, differing, under way, ended well and ended badly.

Each is told as the steps that were taken and how many days ago; the people are those of the circles that meet now.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from demo.leaders import coordinator_of
from demo.people import HALLAND, SKANE
from demo.world import World
from directory.models import Need
from participants.models import Consent
from referrals import actions
from referrals.models import Referral

REASON, SUCCESS, URGENCY = Referral.Reason, Referral.Success, Referral.Urgency
# Numbers set aside for fiction by the Swedish authority.
PHONE = "070-174 06 {:02}"


@dataclass
class ReferralStory:
    """`steps`: (days ago, hour, action, facts) after the draft; the draft is made `offered` days ago."""

    circle: str  # key of `_circles`
    needs: tuple[str, ...]
    offered: int
    offer: str = ""
    steps: tuple = ()
    urgency: str = URGENCY.NORMAL
    level: int | None = None
    has_consent: bool = True
    contact: dict = field(default_factory=dict)
    hub: str = SKANE
    row: Referral = None


def _sent(days: int) -> tuple:
    return (days, 10, "send", {})


# The first are those that a coordinator or a partner has something to do about.
STORIES = [
    ReferralStory("tonight", ("network", "parenting"), 6, level=2),
    ReferralStory("rami", ("conversation", "stress-sleep"), 1, level=3, has_consent=False),
    ReferralStory("tonight", ("conversation",), 16, "talk-im", (("silent", 10, "send", {}),)),
    ReferralStory("rami", ("network",), 3, "network-arabic", (_sent(1),), urgency=URGENCY.URGENT),
    ReferralStory("tonight", ("network",), 5, "women-dari", (_sent(2), (1, 11, "acknowledge", {}))),
    ReferralStory(
        "rami",
        ("parenting", "children"),
        18,
        "family",
        (
            _sent(17),
            (15, 9, "accept", {"contact_person": "Per Ström"}),
            (2, 14, "message", {"text": "Deltagaren säger att ingen har hört av sig.", "from_receiver": False}),
        ),
    ),
    ReferralStory("tonight", ("grief",), 10, "talk-im", (_sent(9), (6, 9, "accept", {"contact_person": "Maja Ek"}))),
    ReferralStory(
        "earlier",
        ("network",),
        40,
        "walk",
        (
            _sent(39),
            (38, 9, "acknowledge", {}),
            (36, 9, "accept", {"contact_person": "Lina Falk"}),
            (30, 9, "start", {}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("stress-sleep",),
        50,
        "talk-im",
        (
            _sent(49),
            (46, 9, "accept", {"contact_person": "Maja Ek"}),
            (40, 9, "start", {}),
            (12, 9, "hold", {"reason": REASON.CAPACITY, "review_on": 10}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("language",),
        30,
        "language-cafe",
        (_sent(29), (27, 9, "decline", {"reason": REASON.NOT_ELIGIBLE}), (26, 10, "redirect", {})),
    ),
    ReferralStory(
        "rami", ("children",), 12, "children", (_sent(11), (4, 9, "decline", {"reason": REASON.LANGUAGE_UNAVAILABLE}))
    ),
    ReferralStory(
        "earlier",
        ("network", "language"),
        90,
        "network-arabic",
        (
            _sent(88),
            (86, 9, "accept", {"contact_person": "Maja Ek"}),
            (80, 9, "start", {}),
            (30, 9, "complete", {"success": SUCCESS.SUCCESSFUL}),
            (28, 10, "feedback", {"participant_informed": True}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("conversation",),
        70,
        "talk-im",
        (
            _sent(69),
            (67, 9, "accept", {"contact_person": "Maja Ek"}),
            (60, 9, "start", {}),
            (5, 9, "complete", {"success": SUCCESS.PARTLY}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("care-guidance",),
        45,
        "care-guide",
        (
            _sent(44),
            (43, 9, "accept", {"contact_person": "Ove Lind"}),
            (40, 9, "start", {}),
            (20, 9, "complete", {"success": SUCCESS.NOT_SUCCESSFUL, "reason": REASON.WRONG_SERVICE}),
            (18, 9, "feedback", {"participant_informed": False}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("parenting",),
        35,
        "family",
        (
            _sent(34),
            (33, 9, "accept", {"contact_person": "Per Ström"}),
            (8, 9, "fail", {"reason": REASON.UNABLE_TO_CONTACT}),
        ),
    ),
    ReferralStory(
        "rami",
        ("network",),
        9,
        "network-arabic",
        (_sent(8), (1, 13, "cancel", {"reason": REASON.PARTICIPANT_DECLINED})),
    ),
    ReferralStory(
        "tonight",
        ("network",),
        25,
        "women-dari",
        (_sent(24), (20, 13, "withdraw_consent", {}), (19, 9, "acknowledge_cancel", {})),
    ),
    ReferralStory("rami", ("work-studies",), 22, "", ((21, 9, "void", {"reason": REASON.OTHER}),)),
    ReferralStory(
        "hodan",
        ("violence",),
        4,
        "talk-im",
        (_sent(4), (4, 14, "accept", {"contact_person": "Maja Ek"})),
        urgency=URGENCY.EMERGENCY,
    ),
    ReferralStory(
        "earlier",
        ("rights",),
        60,
        "rights",
        (
            _sent(59),
            (58, 9, "accept", {"contact_person": "Ove Lind"}),
            (50, 9, "fail", {"reason": REASON.MOVED}),
            (49, 9, "feedback", {"participant_informed": False}),
        ),
        level=1,
    ),
    ReferralStory(
        "earlier",
        ("care-guidance",),
        55,
        "care-guide",
        (
            _sent(54),
            (54, 15, "decline", {"reason": REASON.SAFETY}),
            (53, 9, "feedback", {"participant_informed": True}),
        ),
        level=4,
        urgency=URGENCY.EMERGENCY,
    ),
    ReferralStory(
        "earlier",
        ("activity",),
        48,
        "walk",
        (
            _sent(47),
            (30, 9, "cancel", {"reason": REASON.RECEIVER_UNREACHABLE}),
            (29, 9, "acknowledge_cancel", {}),
            (28, 9, "feedback", {"participant_informed": True}),
        ),
    ),
    ReferralStory(
        "earlier",
        ("language",),
        33,
        "language-cafe",
        (_sent(32), (20, 9, "cancel", {"reason": REASON.NO_LONGER_NEEDED}), (19, 9, "acknowledge_cancel", {})),
    ),
    ReferralStory("idris", ("conversation",), 8, "halmstad-talk", (_sent(7), (5, 9, "acknowledge", {})), hub=HALLAND),
]
SENDER = ("send", "cancel", "feedback", "redirect", "void", "withdraw_consent")


def tell_referrals(w: World) -> None:
    for number, story in enumerate(STORIES):
        story.contact = {
            "phone": PHONE.format(5 + number),
            "area": "Centrum",
            "times": ["weekday_morning"] if number % 2 else ["weekday_afternoon", "weekday_evening"],
        }
        w.story.at(w.days(-story.offered, 9, number), _offer, w, story, number)
        for days, hour, action, facts in story.steps:
            moment = w.workdays_ago(8, hour) if days == "silent" else w.days(-days, hour)
            w.story.at(moment, _step, w, story, action, facts)
    w.story.at(w.days(-15, 9), _seat, w, "held")
    w.story.at(w.days(-3, 9), _seat, w, "waiting")
    w.story.at(w.days(-28, 9), _seat, w, "declined")


def _offer(w: World, story: ReferralStory, number: int) -> None:
    circle = w.circles[w.keys[story.circle]]
    leader = circle.leader_links.order_by("pk").first().communicator
    seats = circle.enrolments.filter(participant__is_protected=False).exclude(status__in=("waiting", "never_came"))
    taken = Referral.objects.exclude(participant=None).values("participant")
    person = (seats.exclude(participant__in=taken).order_by("pk").first() or seats.order_by("pk").first()).participant
    story.row = actions.create_draft(
        by=leader.user,
        participant=person,
        needs=Need.objects.filter(code__in=story.needs),
        language=circle.language,
        municipality=circle.municipality,
        contact=story.contact,
        urgency=story.urgency,
        level=story.level,
        offered_by=leader,
    )
    if story.has_consent:
        story.row = actions.record_consent(
            by=leader.user,
            referral=story.row,
            given=(Consent.Given.SPOKEN, Consent.Given.INTERPRETED, Consent.Given.WRITTEN)[number % 3],
            language=circle.language,
            text_version=1,
            organisations=[w.organisations[key] for key in ("im", "radda-barnen", "nad", "malmo", "halmstad")],
            fields=["contact", "area", "times", "wishes"],
        )


def _step(w: World, story: ReferralStory, action: str, facts: dict) -> None:
    facts = dict(facts)
    if action == "send":
        facts["offer"] = w.offers[story.offer]
    if "review_on" in facts:
        facts["review_on"] = w.today + timedelta(days=facts["review_on"])
    by_hub = action in SENDER or facts.get("from_receiver") is False
    by = coordinator_of(w, story.hub) if by_hub else _partner(w, story)
    result = getattr(actions, action)(by=by, referral=story.row, **facts)
    if isinstance(result, Referral) and action != "redirect":
        story.row = result
    else:
        story.row.refresh_from_db()


def _partner(w: World, story: ReferralStory):
    organisation = w.offers[story.offer].organisation
    keys = {row.pk: key for key, row in w.organisations.items()}
    key = keys[organisation.pk]
    return w.users["partner" if key == "im" else f"partner-{key}"]


def _seat(w: World, ending: str) -> None:
    """A partner asks for a seat in a circle: one is held, one waits for an answer, one was declined."""
    row = actions.ask_for_seat(
        by=w.users["partner" if ending == "held" else "partner-af"],
        partner=w.organisations["im" if ending == "held" else "af"],
        hub=w.hubs[SKANE],
        language=w.language("ti" if ending == "declined" else "prs"),
        municipality=w.place("Malmö"),
    )
    coordinator = w.users["coordinator"]
    if ending == "held":
        actions.hold_seat(
            by=coordinator,
            referral=row,
            circle=w.circles[w.keys["tonight"]],
            until=w.today + timedelta(days=12),
            contact_person="Eva Nilsson",
        )
    if ending == "declined":
        actions.decline(by=coordinator, referral=row, reason=REASON.CAPACITY)
