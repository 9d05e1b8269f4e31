"""Offers as JSON. The same form validates, the same action writes."""

from rest_framework import serializers

from directory.activity_codes import CODES
from directory.models import SupportOffer

READ = [
    "id", "organisation", "title", "description", "level", "activity_code", "needs", "target_groups", "languages",
    "municipalities", "joining", "schedule", "times", "place", "min_age", "max_age", "has_childcare", "women_only",
    "places_pledged", "pledged_on", "closed_until", "status", "reviewed_on",
]  # fmt: skip


class OfferSerializer(serializers.ModelSerializer):
    """`id` is the public id; needs, groups, languages and municipalities are codes; title etc. in Swedish."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    title = serializers.CharField(source="title_sv", read_only=True)
    description = serializers.CharField(source="description_sv", read_only=True)
    schedule = serializers.CharField(source="schedule_sv", read_only=True)

    class Meta:
        model = SupportOffer
        fields = READ
        read_only_fields = READ


class OfferWriteSerializer(serializers.Serializer):
    """What an organisation may say of its own offer; the Swedish words are the ones written here."""

    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=1200, required=False, allow_blank=True)
    schedule = serializers.CharField(max_length=120, required=False, allow_blank=True)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)
    level = serializers.ChoiceField(SupportOffer.Level.choices)
    joining = serializers.ChoiceField(SupportOffer.Joining.choices)
    activity_code = serializers.ChoiceField(sorted(CODES), required=False, allow_blank=True)
    needs = serializers.ListField(child=serializers.CharField(), allow_empty=False)
    target_groups = serializers.ListField(child=serializers.CharField(), required=False)
    languages = serializers.ListField(child=serializers.CharField(), allow_empty=False)
    municipalities = serializers.ListField(child=serializers.CharField(), allow_empty=False)
    times = serializers.ListField(child=serializers.CharField(), required=False)
    min_age = serializers.IntegerField(min_value=0, max_value=120, required=False, allow_null=True)
    max_age = serializers.IntegerField(min_value=0, max_value=120, required=False, allow_null=True)
    has_childcare = serializers.BooleanField(required=False, default=False)
    women_only = serializers.BooleanField(required=False, default=False)
    places_pledged = serializers.IntegerField(min_value=0, max_value=999, required=False, allow_null=True)
    closed_until = serializers.DateField(required=False, allow_null=True)


class StatusSerializer(serializers.Serializer):
    status = serializers.ChoiceField(["published", "dormant", "ended", "draft"])
