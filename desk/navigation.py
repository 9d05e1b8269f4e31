"""The places that a signed-in person can go to, as base.html draws them."""

from dataclasses import dataclass, replace

from django.urls import reverse

from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from desk.person import person_of
from desk.places import Place, places_of
from desk.waiting import waiting_counts

ON_PHONE = 3  # and "Mer"


@dataclass(frozen=True, slots=True)
class Item:
    url: str
    label: str
    icon: str
    current: bool
    count: str = ""


def navigation(request) -> dict:
    """Context of every page. Nothing for strangers; a constant few queries for anybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "phone_navigation": [], "signed_in": None}
    items = items_of(request)
    return {
        "navigation": items,
        "phone_navigation": _on_phone(items),
        "signed_in": {
            "id": str(user.public_id),
            "takes_registers": may(user.roles, Verb.MARK, Thing.CIRCLE),
            "name": user.name,
            "initials": user.initials,
            "role_line": person_of(request).role_line,
        },
    }


def items_of(request) -> list[Item]:
    """The person's places, with "Mer" last."""
    person = person_of(request)
    places = places_of(person.roles)
    counts = waiting_counts(request)
    here = _current(places, request.path)
    return [
        Item(reverse(place.name), place.label, place.icon, place is here, counts.get(place.waiting, ""))
        for place in places
    ]


def _current(places: list[Place], path: str) -> Place | None:
    """The place whose address is the longest beginning of the path; the first page only for itself."""
    found = [(len(url), place) for place in places if _covers(url := reverse(place.name), path)]
    return max(found, key=lambda one: one[0])[1] if found else None


def _covers(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url if url.endswith("/") else f"{url}/"))


def _on_phone(items: list[Item]) -> list[Item]:
    """The first three and "Mer", which is where the rest is found: so it is current for them too."""
    if len(items) <= ON_PHONE + 1:
        return items
    first, rest, more = items[:ON_PHONE], items[ON_PHONE:-1], items[-1]
    return [*first, replace(more, current=more.current or any(item.current for item in rest))]
