"""Who knocks on every door. Each is a client that is signed in, was signed in, or holds a token only."""

from django.test import Client
from django.utils import timezone

from accounts.access.roles import Role
from tests import cast

OUTSIDE = ("anonymous", "deactivated", "revoked", "calendar_token", "kiosk")
SIGNED_IN = (
    "leader_own",
    "leader_same_hub",
    "leader_other_hub",
    "coordinator_own",
    "coordinator_other",
    "partner_own",
    "partner_other",
    "convener",
    "evaluator_own",
    "evaluator_other",
    "steward",
    "officer_own",
    "officer_other",
    "supervisor",
    "admin",
)
ACTORS = (*OUTSIDE, *SIGNED_IN)


def people(w: cast.World) -> dict:
    """The person behind each actor; None is nobody."""
    abf = cast.Organisation.objects.create(name="Arbetarnas bildningsförbund", kind="study_association")
    return {
        "anonymous": None,
        "calendar_token": None,
        "kiosk": None,  # a tablet on which a slip has opened the questions
        "leader_own": w.sahar,
        "leader_same_hub": w.rami,
        "leader_other_hub": w.nils,
        "coordinator_own": w.eva,
        "coordinator_other": w.karin,
        "partner_own": w.im,
        "partner_other": w.nad,
        "convener": w.convener,
        "evaluator_own": w.uppsala,
        "evaluator_other": w.lund,
        "steward": w.steward,
        "officer_own": w.officer,
        "officer_other": cast.person("Frida Förbund", Role.OFFICER, abf),
        "supervisor": w.supervisor,
        "admin": w.admin,
        "deactivated": cast.person("Dan Borta", Role.COORDINATOR, w.skane.organisation, hub=w.skane),
        "revoked": cast.person("Rut Slutat", Role.COORDINATOR, w.skane.organisation, hub=w.skane),
    }


def clients(persons: dict, calendar_token: str) -> dict[str, Client]:
    """Signed in; then one is deactivated and another's membership ends, with their sessions left open."""
    found = {}
    for actor, person in persons.items():
        found[actor] = Client(raise_request_exception=False)
        if person is not None:
            found[actor].force_login(person)
    gone = persons["deactivated"]
    gone.is_active = False
    gone.save()
    persons["revoked"].memberships.update(ended_at=timezone.now())
    found["calendar_token"].defaults["HTTP_AUTHORIZATION"] = f"Bearer {calendar_token}"
    return found
