"""The gates of this room. Everyone who works here reads what is listed; the own organisation writes."""

from django.db.models import Q
from django.http import Http404

from accounts.access.gates import object_or_404
from accounts.access.roles import Role
from accounts.access.verbs import Verb
from directory.models import SupportOffer
from organisations.models import Membership, Municipality, Organisation


def offer_for(user, public_id, verb: Verb) -> SupportOffer:
    """The offer that `user` may do `verb` to, or Http404."""
    offers = SupportOffer.objects.for_cards()
    rows = offers.editable_by(user) if verb == Verb.EDIT else offers.visible_to(user)
    return object_or_404(rows, user, public_id, verb)


def may_edit(user, offer: SupportOffer) -> bool:
    return SupportOffer.objects.editable_by(user).filter(pk=offer.pk).exists()


def own_organisation(user) -> Organisation:
    """The organisation the user keeps the entries of, or Http404."""
    membership = Membership.objects.of(user, Role.PARTNER).select_related("organisation").first()
    if membership is None:
        raise Http404
    return membership.organisation


def own_offers(user):
    """Every state, those that ask for something first."""
    return SupportOffer.objects.editable_by(user).for_cards().order_by("status", "title_sv")


def listed_offers(user):
    return SupportOffer.objects.visible_to(user).listed()


def municipalities_for(organisation: Organisation, offer: SupportOffer | None = None):
    """Where the organisation can offer something: its own municipalities, those of every hub, and those chosen."""
    chosen = offer.municipalities.values("pk") if offer else Municipality.objects.none().values("pk")
    return Municipality.objects.filter(
        Q(hubs__isnull=False) | Q(pk__in=organisation.municipalities.values("pk")) | Q(pk__in=chosen)
    ).distinct()


def readable_offers(user):
    """All that the user may read, newest review first."""
    return SupportOffer.objects.visible_to(user).for_cards().order_by("-reviewed_on", "pk")
