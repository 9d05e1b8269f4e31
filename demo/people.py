"""Who works in the demo world: two hubs, their organisations, and one person for every role."""

from django.contrib.auth.hashers import make_password

from accounts.access.roles import Role
from accounts.actions import open_account
from accounts.models import User
from audit.events import CONSOLE
from demo.world import DOMAIN, World
from organisations.actions import save_hub, save_organisation
from organisations.invitations import accept, add_membership, invite, revoke
from organisations.models import Hub, Municipality, Organisation

KIND = Organisation.Kind
SKANE, HALLAND = "Skåne sydväst", "Halland"
PLACES = {
    SKANE: ["Malmö", "Lund", "Landskrona", "Helsingborg", "Trelleborg"],
    HALLAND: ["Halmstad", "Varberg", "Falkenberg", "Kungsbacka"],
}
# key, name, kind; those with a name that exists already are only found.
ORGANISATIONS = [
    ("skane", "Partnerskap Skåne", KIND.COUNTY_BOARD),
    ("halland", "Region Halland", KIND.REGION),
    ("uppsala", "Uppsala universitet", KIND.UNIVERSITY),
    ("lund", "Lunds universitet", KIND.UNIVERSITY),
    ("malmo", "Malmö stad", KIND.MUNICIPALITY),
    ("halmstad", "Halmstads kommun", KIND.MUNICIPALITY),
    ("af", "Arbetsförmedlingen", KIND.STATE),
    ("sensus", "Sensus studieförbund", KIND.STUDY_ASSOCIATION),
    ("im", "Individuell Människohjälp", KIND.CIVIL_SOCIETY),
    ("radda-barnen", "Rädda Barnen", KIND.CIVIL_SOCIETY),
    ("nad", "Nätverk, aktivitet, delaktighet", KIND.CIVIL_SOCIETY),
    ("varsta", "Vårsta Diakoni", KIND.CIVIL_SOCIETY),
]
PUBLISHING = ("im", "radda-barnen", "nad", "malmo", "halmstad")

# address, name, role, organisation, hub; the ones that `demo_signins` prints.
STAFF = [
    ("coordinator", "Eva Nilsson", Role.COORDINATOR, "skane", SKANE),
    ("coordinator-halland", "Karin Berg", Role.COORDINATOR, "halland", HALLAND),
    ("partner", "Maja Ek", Role.PARTNER, "im", None),
    ("partner-radda-barnen", "Per Ström", Role.PARTNER, "radda-barnen", None),
    ("partner-nad", "Lina Falk", Role.PARTNER, "nad", None),
    ("partner-malmo", "Ove Lind", Role.PARTNER, "malmo", None),
    ("partner-halmstad", "Eli Sund", Role.PARTNER, "halmstad", None),
    ("partner-af", "Tove Alm", Role.PARTNER, "af", None),
    ("convener", "Lena Hav", Role.CONVENER, "halland", HALLAND),
    ("evaluator-uppsala", "Johan Berg", Role.EVALUATOR, "uppsala", None),
    ("principal-uppsala", "Petra Hed", Role.EVALUATOR, "uppsala", None),
    ("evaluator-lund", "Anna Lindh", Role.EVALUATOR, "lund", None),
    ("steward", "Disa Vall", Role.STEWARD, "skane", None),
    ("officer", "Olle Sand", Role.OFFICER, "sensus", None),
    ("supervisor", "Siv Ahl", Role.SUPERVISOR, "skane", SKANE),
]
ADMIN = ("admin", "Adam Holm")


def _keep_link(_token: str) -> str:
    """The letters of the demo go nowhere, so the links in them need no host."""
    return "https://ringar.example/"


def tell_people(w: World) -> None:
    """Organisations, hubs and staff, two and a half years ago: before any circle."""
    began = w.days(-910)
    w.story.at(began, _organisations, w)
    w.story.at(began, _administrator, w)
    w.story.at(began, _hubs, w)
    for person in STAFF:
        w.story.at(began, join, w, *person)
    w.story.at(w.days(-20), _invite, w, "Sofia Rask", Role.PARTNER, "nad", None)  # runs out unanswered
    w.story.at(w.days(-2), _invite, w, "Nour Aziz", Role.COMMUNICATOR, "skane", SKANE)  # still open
    w.story.at(w.days(-5), _invite_and_take_back, w)


def _organisations(w: World) -> None:
    for key, name, kind in ORGANISATIONS:
        row = Organisation.objects.filter(name=name).first() or Organisation(name=name, kind=kind)
        row.mailbox = f"{key}@{DOMAIN}"
        row.agrees_to_publication = key in PUBLISHING
        w.organisations[key] = save_organisation(organisation=row, municipalities=[], by=CONSOLE)


def _administrator(w: World) -> None:
    address, name = ADMIN
    user = open_account(email=f"{address}@{DOMAIN}", name=name, password=None, language="sv", by=None)
    add_membership(user=user, organisation=w.organisations["skane"], role=Role.ADMINISTRATOR, hubs=[], by=CONSOLE)
    user.role_code = Role.ADMINISTRATOR
    w.users[address] = user


def _hubs(w: World) -> None:
    for name, key in ((SKANE, "skane"), (HALLAND, "halland")):
        hub = Hub(name=name, organisation=w.organisations[key])
        places = list(Municipality.objects.filter(name__in=PLACES[name]))
        w.hubs[name] = save_hub(hub=hub, municipalities=places, by=w.users["admin"])


def give_everyone_the_password(w: World) -> None:
    """Hashed once for all of them: it stands on the screen anyway, and thirty hashes cost as much as a season."""
    User.objects.filter(email__endswith=f"@{DOMAIN}").update(password=make_password(w.password))


def join(w: World, address: str, name: str, role: str, organisation: str, hub: str | None, language="sv"):
    """Invited, and taken up at once."""
    invitation = _send(w, f"{address}@{DOMAIN}", name, role, organisation, hub)
    membership = accept(invitation=invitation, name=name, password=None, language=language)
    w.users[address] = membership.user
    membership.user.role_code = role
    return membership.user


def _send(w: World, email: str, name: str, role: str, organisation: str, hub: str | None):
    return invite(
        email=email,
        name=name,
        organisation=w.organisations[organisation],
        role=role,
        hubs=[w.hubs[hub]] if hub else [],
        link_of=_keep_link,
        by=w.users["admin"],
    )


def _invite(w: World, name: str, role: str, organisation: str, hub: str | None) -> None:
    _send(w, f"{name.split()[0].lower()}@{DOMAIN}", name, role, organisation, hub)


def _invite_and_take_back(w: World) -> None:
    invitation = _send(w, f"fel@{DOMAIN}", "Fel Adress", Role.OFFICER, "sensus", None)
    revoke(invitation=invitation, by=w.users["admin"])
