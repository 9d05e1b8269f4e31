"""Who leads: communicators on every step of the ladder, and the association's own approvals beside it."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.access.roles import Role
from communicators.actions import (
    apply_for_approval,
    approve_leader,
    change_communicator,
    complete_step,
    give_account,
    start_step,
    withdraw_approval,
)
from communicators.models import Course
from demo.people import HALLAND, SKANE, join
from demo.world import World

BASIC, IN_DEPTH, WAYS_FORWARD, CIRCLE_LEADER = (
    "milsa-bas",
    "milsa-fordjupning",
    "vagar-vidare-ledare",
    "cirkelledarutbildning",
)
APPROVED, APPLIED, WITHDRAWN, NOT_ASKED = "approved", "applied", "withdrawn", ""


@dataclass(frozen=True)
class Leader:
    """`days`: course → days from today of its completion. `until`: course → days from today of its last good day."""

    address: str
    name: str
    hub: str
    place: str
    languages: tuple[str, ...]
    days: dict
    until: dict
    ongoing: dict
    approval: str = APPROVED


def _full(address, name, hub, place, *languages, **changes) -> Leader:
    days = {BASIC: -880, IN_DEPTH: -800, WAYS_FORWARD: -760, CIRCLE_LEADER: -790}
    facts = {"days": days, "until": {}, "ongoing": {}, **changes}
    return Leader(address, name, hub, place, languages, **facts)


LEADERS = [
    _full("leader", "Sahar Karimi", SKANE, "Malmö", "prs", "sv"),
    _full("rami", "Rami Haddad", SKANE, "Landskrona", "ar"),
    # What she learnt lapses next week, with sessions still to come.
    _full("hodan", "Hodan Ali", SKANE, "Malmö", "so", until={IN_DEPTH: 9}),
    _full("olena", "Olena Kovalenko", SKANE, "Helsingborg", "uk"),
    _full("zahra", "Zahra Noori", SKANE, "Lund", "prs", "fa"),
    # Halfway through the in-depth course, with a circle of his own planned already.
    _full("yonas", "Yonas Tesfay", SKANE, "Malmö", "ti", days={BASIC: -200}, ongoing={IN_DEPTH: 3}),
    # Has done everything; the association has not answered.
    _full(
        "amal",
        "Amal Said",
        SKANE,
        "Trelleborg",
        "ar",
        days={BASIC: -420, IN_DEPTH: -90, WAYS_FORWARD: -30, CIRCLE_LEADER: -25},
        approval=APPLIED,
    ),
    # Led before; what she learnt has lapsed and the approval is taken back.
    _full("mehret", "Mehret Tekle", SKANE, "Malmö", "ti", until={WAYS_FORWARD: -60}, approval=WITHDRAWN),
    # At the beginning.
    _full("farid", "Farid Azimi", SKANE, "Lund", "prs", days={}, ongoing={BASIC: 12}, approval=NOT_ASKED),
    _full("idris", "Idris Omar", HALLAND, "Halmstad", "so"),
    _full("leyla", "Leyla Demir", HALLAND, "Varberg", "ar"),
]


def tell_leaders(w: World) -> None:
    for leader in LEADERS:
        w.story.at(w.days(-905), _join, w, leader)
        for course, days in leader.days.items():
            w.story.at(w.days(days, 15), _complete, w, leader, course)
        for course, modules in leader.ongoing.items():
            w.story.at(w.days(-60), _begin, w, leader, course, modules)
        if leader.approval:
            applied = -20 if leader.approval == APPLIED else -750
            w.story.at(w.days(applied), _apply, w, leader)
            if leader.approval != APPLIED:
                w.story.at(w.days(applied + 12), _approve, w, leader)
            if leader.approval == WITHDRAWN:
                w.story.at(w.days(-45), _withdraw, w, leader)


def _join(w: World, leader: Leader) -> None:
    organisation = "skane" if leader.hub == SKANE else "halland"
    user = join(w, leader.address, leader.name, Role.COMMUNICATOR, organisation, leader.hub)
    coordinator = coordinator_of(w, leader.hub)
    row = give_account(user=user, name=leader.name, hub=w.hubs[leader.hub], by=w.users["admin"])
    w.leaders[leader.address] = change_communicator(
        communicator=row,
        name=leader.name,
        municipality=w.place(leader.place),
        languages=[w.language(code) for code in leader.languages],
        by=coordinator,
    )


def coordinator_of(w: World, hub: str):
    return w.users["coordinator" if hub == SKANE else "coordinator-halland"]


def _complete(w: World, leader: Leader, course: str) -> None:
    until = leader.until.get(course)
    complete_step(
        communicator=w.leaders[leader.address],
        course=Course.objects.get(code=course),
        completed_on=w.today + timedelta(days=leader.days[course]),
        until=w.today + timedelta(days=until) if until is not None else None,
        by=coordinator_of(w, leader.hub),
    )


def _begin(w: World, leader: Leader, course: str, modules: int) -> None:
    start_step(
        communicator=w.leaders[leader.address],
        course=Course.objects.get(code=course),
        started_on=w.today - timedelta(days=60),
        modules_done=modules,
        by=coordinator_of(w, leader.hub),
    )


def _apply(w: World, leader: Leader) -> None:
    apply_for_approval(
        communicator=w.leaders[leader.address],
        association=w.organisations["sensus"],
        on=w.today - timedelta(days=20 if leader.approval == APPLIED else 750),
        by=coordinator_of(w, leader.hub),
    )


def _approve(w: World, leader: Leader) -> None:
    approval = w.leaders[leader.address].approvals.get()
    approve_leader(approval=approval, on=w.today - timedelta(days=738), by=w.users["officer"])


def _withdraw(w: World, leader: Leader) -> None:
    approval = w.leaders[leader.address].approvals.get()
    withdraw_approval(approval=approval, on=w.today - timedelta(days=45), by=w.users["officer"])
