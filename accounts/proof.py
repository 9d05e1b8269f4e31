"""Proving once more that it is you, before what must not be left open on a desk: contact details, releases.

A sign-in counts as a proof for RINGAR_PROOF_MINUTES; after that allauth asks for the password, a code or a passkey
and goes on with the same request.
"""

from datetime import UTC, datetime, timedelta

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

SIGNED_IN = "signed_in_at"  # in the session: when it began, as a timestamp
CODE = "reauthentication_required"
SENTENCE = _("Visa att det är du först: gå till /account/reauthenticate/ och skriv ditt lösenord. Försök sedan igen.")


class ProofNeeded(PermissionDenied):
    """403 of the API."""

    default_code, default_detail = CODE, SENTENCE


def require_fresh_proof(request) -> None:
    """Go on where the person has proved lately who they are. Call it after the gate: a stranger learns nothing.

    Raises ReauthenticationRequired, which leads a page to the proof and back; ProofNeeded where the API asks.
    """
    if is_fresh(request):
        return
    if isinstance(request, Request):
        raise ProofNeeded
    raise ReauthenticationRequired


def is_fresh(request) -> bool:
    try:
        _proved(getattr(request, "_request", request))
    except ReauthenticationRequired:
        return False
    return True


@reauthentication_required
def _proved(request) -> None:
    """allauth's own question, which asks `InvitedOnly.is_reauthentication_required` first."""


def signed_in_lately(session) -> bool:
    began = session.get(SIGNED_IN)
    lasts = timedelta(minutes=settings.RINGAR_PROOF_MINUTES)
    return began is not None and timezone.now() - datetime.fromtimestamp(began, UTC) < lasts
