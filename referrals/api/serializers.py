"""Referrals as JSON, one shape per side. Contact details are never among them."""

from rest_framework import serializers

from referrals.models import Referral
from referrals.pages import seat_state
from referrals.rules.lifecycle import FHIR_TASK

BOTH = [
    "id", "direction", "status", "fhir_task_status", "urgency", "card", "needs", "language", "offer", "sent_at",
    "answer_due_at", "received_at", "responded_at", "first_contact_at", "review_on", "ended_at", "cancelled_at",
    "cancel_acknowledged_at", "reason", "success", "contact_person",
]  # fmt: skip


class _ReferralSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    fhir_task_status = serializers.SerializerMethodField()
    card = serializers.SerializerMethodField()
    needs = serializers.SlugRelatedField("code", many=True, read_only=True)
    offer = serializers.UUIDField(source="offer.public_id", default=None)

    def get_fhir_task_status(self, row: Referral) -> str:
        return FHIR_TASK[row.status]

    def get_card(self, row: Referral) -> str | None:
        """ "blue-heron-27": the code card's parts; null for a held seat."""
        return str(row.participant) if row.participant else None


class SenderSerializer(_ReferralSerializer):
    """For the hub: everything but the contact details."""

    partner = serializers.CharField(source="partner.name", default=None)
    consent = serializers.SerializerMethodField()
    circle = serializers.UUIDField(source="circle.public_id", default=None)

    class Meta:
        model = Referral
        fields = [
            *BOTH, "municipality", "level", "partner", "consent", "circle", "seat_held_until", "created_at",
            "loop_closed_at", "participant_informed", "contact_deleted_at",
        ]  # fmt: skip

    def get_consent(self, row: Referral) -> str:
        """given, withdrawn or missing"""
        if row.consent is None:
            return "missing"
        return "withdrawn" if row.consent.withdrawn_at else "given"


class ReceiverSerializer(_ReferralSerializer):
    """For the partner that was asked: the minimum."""

    hub = serializers.CharField(source="hub.name")

    class Meta:
        model = Referral
        fields = [*BOTH, "hub"]


class SeatSerializer(serializers.ModelSerializer):
    """For the partner that asked for a seat: whether one is held, and until when. Never the state behind it."""

    id = serializers.UUIDField(source="public_id")
    seat = serializers.SerializerMethodField()

    class Meta:
        model = Referral
        fields = ["id", "direction", "language", "municipality", "sent_at", "seat", "seat_held_until"]

    def get_seat(self, row: Referral) -> str:
        """asked, held or none"""
        return seat_state(row, self.context["today"])


class DraftSerializer(serializers.Serializer):
    """A new referral for a card. Needs, language and municipality are codes."""

    participant = serializers.UUIDField()
    needs = serializers.ListField(child=serializers.CharField(), allow_empty=False)
    language = serializers.CharField()
    municipality = serializers.CharField()
    urgency = serializers.ChoiceField(Referral.Urgency.choices, default=Referral.Urgency.NORMAL)
    level = serializers.IntegerField(min_value=1, max_value=4, required=False, allow_null=True)
    phone = serializers.CharField(required=False, allow_blank=True)
    email = serializers.CharField(required=False, allow_blank=True)
    area = serializers.CharField(required=False, allow_blank=True)
    times = serializers.ListField(child=serializers.CharField(), required=False)
    wishes = serializers.ListField(child=serializers.CharField(), required=False)


class TransitionSerializer(serializers.Serializer):
    """One step. `seen` is the status the caller believes in; the rest are the step's own facts."""

    action = serializers.ChoiceField(
        ["send", "acknowledge", "accept", "decline", "start", "hold", "resume", "complete", "fail", "cancel",
         "ack_cancel", "feedback", "void", "message", "reply"]
    )  # fmt: skip
    seen = serializers.CharField(required=False, allow_blank=True)
    offer = serializers.UUIDField(required=False)
    contact_person = serializers.CharField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True)
    review_on = serializers.DateField(required=False)
    success = serializers.CharField(required=False)
    participant_informed = serializers.ChoiceField(["yes", "no"], required=False)
    text = serializers.CharField(required=False)
