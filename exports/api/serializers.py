"""Releases as JSON: the ledger's line, and what the file says of itself. Never a row of the house."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from exports.actions.releases import BUILDS
from exports.models import Profile, Release
from exports.words import stopped_words


class ReleaseSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id", read_only=True)
    study = serializers.UUIDField(source="study.public_id", read_only=True)
    programme = serializers.CharField(source="programme_id", read_only=True)
    period = serializers.CharField(source="batch.period", read_only=True, default=None)
    people = serializers.IntegerField(
        source="batch.people", read_only=True, default=None, help_text="Rounded to the midpoint of six."
    )
    circles = serializers.IntegerField(
        source="batch.circles", read_only=True, default=None, help_text="Rounded to the midpoint of six."
    )
    refused_by = serializers.SerializerMethodField()
    stopped = serializers.SerializerMethodField()
    file_name = serializers.CharField(source="archive.name", read_only=True, default=None)
    size = serializers.IntegerField(source="archive.size", read_only=True, default=None)
    sha256 = serializers.CharField(source="archive.sha256", read_only=True, default=None)
    receipt = serializers.JSONField(source="archive.receipt", read_only=True, default=None)
    file = serializers.SerializerMethodField()

    class Meta:
        model = Release
        fields = [
            "id", "code", "number", "profile", "status", "study", "programme", "period", "people", "circles",
            "refused_by", "stopped", "created_at", "approved_at", "ready_at", "fetch_until", "ended_at", "file_name",
            "size", "sha256", "receipt", "file",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_refused_by(self, release: Release) -> list[dict]:
        """The rules that stand against it, with what is needed and about what is missing."""
        return release.refusal.get("rules", [])

    def get_stopped(self, release: Release) -> str | None:
        """Why the work on an approved release isn't going on; null while it goes on, or is done."""
        return stopped_words(release.job) if release.has_stopped else None

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_file(self, release: Release) -> str | None:
        """Where the file is fetched; null while there is none to fetch."""
        return self.context["file_url"](release)


class RequestSerializer(serializers.Serializer):
    """A release to ask for: one of the study's programmes, by code, as scientific files (sf) or open tables (pt)."""

    study = serializers.UUIDField()
    programme = serializers.CharField()
    profile = serializers.ChoiceField(choices=list(BUILDS), default=Profile.SF)
