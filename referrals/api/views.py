"""Referrals over /api/v1/, by the same gates, forms and actions as the pages."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.proof import require_fresh_proof
from circles.rules.verdict import Refused
from core.errors import error_body
from referrals import actions, contact
from referrals.access import (
    any_referral_for,
    offer_for,
    only_watched,
    participant_for,
    readable,
    referral_for,
    side_of,
)
from referrals.actions.steps import LostRace
from referrals.api.serializers import (
    DraftSerializer,
    ReceiverSerializer,
    SeatSerializer,
    SenderSerializer,
    TransitionSerializer,
)
from referrals.forms import STEP_FORMS, NeedForm
from referrals.offering import offer_referral
from referrals.views.answers import DO
from referrals.words import lost_words, refusal

SHAPES = {"sender": SenderSerializer, "receiver": ReceiverSerializer, "seat": SeatSerializer}


class ReferralViewSet(viewsets.GenericViewSet):
    """What the signed-in person sends, follows or was asked."""

    serializer_class = SenderSerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"

    def get_queryset(self):
        return readable(self.request.user)

    def list(self, request):
        page = self.paginate_queryset(self.get_queryset())
        sides = side_of(request.user, page)
        for row in only_watched(request.user, page):  # each line says as much as the referral opened by itself
            contact.seen(row, by=request.user)
        return self.get_paginated_response([_shown(row, sides[row.pk]) for row in page])

    def retrieve(self, request, public_id):
        row = any_referral_for(request.user, public_id)
        contact.seen(row, by=request.user)
        return Response(_shown(row, side_of(request.user, [row])[row.pk]))

    @extend_schema(request=DraftSerializer, responses={201: SenderSerializer})
    def create(self, request):
        said = DraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        participant = participant_for(request.user, said.validated_data["participant"])
        form = NeedForm(said.validated_data, hub=participant.hub, is_protected=participant.is_protected)
        if not form.is_valid():
            raise ValidationError({name: list(errors) for name, errors in form.errors.items()})
        row = _or_refused(lambda: offer_referral(by=request.user, participant=participant, need=form))
        return Response(_shown(row, "sender"), status=status.HTTP_201_CREATED)

    @extend_schema(request=TransitionSerializer)
    @action(detail=True, methods=["post"])
    def transition(self, request, public_id):
        """Take one step. 400 where the lifecycle or the consent refuses, 409 with both values for a lost race."""
        said = TransitionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        name = said.validated_data["action"]
        row = referral_for(request.user, public_id, name)
        try:
            row = _or_refused(lambda: _take(request, row, name, said.validated_data))
        except LostRace as lost:
            _, words = lost_words(is_own=lost.is_own(request.user))
            body = error_body(409, "lost_race", words)
            return Response(body | {"yours": name, "theirs": lost.referral.status}, status=status.HTTP_409_CONFLICT)
        row = any_referral_for(request.user, public_id)
        return Response(_shown(row, side_of(request.user, [row])[row.pk]))

    @action(detail=True)
    def contact(self, request, public_id):
        """The contact details; each reading is written down. Empty where there is nothing to read.

        403 with the code reauthentication_required a quarter of an hour after the last proof of who asks.
        """
        row = any_referral_for(request.user, public_id)
        require_fresh_proof(request)
        side = side_of(request.user, [row])[row.pk]
        details = {} if side == "seat" else contact.read(row, by=request.user, as_receiver=side == "receiver")
        return Response(details)


def _shown(row, side: str) -> dict:
    return SHAPES[side](row, context={"today": timezone.localdate()}).data


def _take(request, row, name: str, said: dict):
    seen = said.get("seen", "")
    if name == "send":
        if "offer" not in said:
            raise ValidationError({"offer": ["required"]})
        offer = offer_for(request.user, said["offer"])
        return actions.send(by=request.user, referral=row, offer=offer, expected=seen)
    form = STEP_FORMS[name](said)
    if not form.is_valid():
        raise ValidationError({field: list(errors) for field, errors in form.errors.items()})
    facts = form.facts()
    if name == "reply":
        facts["from_receiver"] = False
    elif name != "message":
        facts["expected"] = seen
    return DO[name](by=request.user, referral=row, **facts)


def _or_refused(act):
    try:
        return act()
    except Refused as refused:
        raise ValidationError({"detail": [refusal(refused.reasons)]}) from refused
