"""What the API says of a circle, its sessions and a register. Each key is declared; nothing else leaves."""

from rest_framework import serializers

from circles.models import AttendanceChange, AttendanceStatus, Circle, Session


class CircleSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id", read_only=True)
    municipality = serializers.CharField(source="municipality_id", read_only=True)
    language = serializers.CharField(source="language_id", read_only=True)
    programme = serializers.CharField(source="programme_id", read_only=True, allow_null=True)
    sessions = serializers.IntegerField(source="session_count", read_only=True)
    held = serializers.IntegerField(source="held_count", read_only=True)
    seats_taken = serializers.IntegerField(source="seated_count", read_only=True)

    class Meta:
        model = Circle
        fields = (
            "id",
            "title",
            "status",
            "municipality",
            "language",
            "programme",
            "place",
            "capacity",
            "sessions",
            "held",
            "seats_taken",
        )
        read_only_fields = fields


class SessionSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id", read_only=True)
    circle = serializers.UUIDField(source="circle.public_id", read_only=True)
    number = serializers.IntegerField(source="ordinal", read_only=True)
    place = serializers.CharField(source="place_name", read_only=True)
    room = serializers.CharField(source="room_name", read_only=True)

    class Meta:
        model = Session
        fields = (
            "id",
            "circle",
            "number",
            "starts_at",
            "ends_at",
            "status",
            "moved_from",
            "cancel_reason",
            "place",
            "room",
            "sequence",
            "study_hours",
        )
        read_only_fields = fields


class TileSerializer(serializers.Serializer):
    """One card of the register. `version` goes back with a mark; 0 is an untouched card."""

    enrolment = serializers.UUIDField(source="enrolment.public_id")
    card = serializers.SerializerMethodField()
    status = serializers.ChoiceField(AttendanceStatus.choices, source="mark")
    version = serializers.IntegerField()

    def get_card(self, tile) -> str:
        return tile.card_name


class RegisterSerializer(serializers.Serializer):
    session = serializers.UUIDField(source="session.public_id")
    version = serializers.IntegerField(help_text="Rises by one with every change of the register.")
    is_locked = serializers.BooleanField()
    here = serializers.IntegerField(source="tally.here")
    not_recorded = serializers.IntegerField(source="tally.not_recorded")
    saved_at = serializers.DateTimeField(allow_null=True)
    marks = TileSerializer(source="tiles", many=True)


class MarkSerializer(serializers.Serializer):
    """A mark to set. `version` is the one that was read; a correction of a signed list also gives its `reason`."""

    status = serializers.ChoiceField(AttendanceStatus.choices)
    version = serializers.IntegerField(min_value=0)
    reason = serializers.ChoiceField(AttendanceChange.Reason.choices, required=False)


class ConflictSerializer(serializers.Serializer):
    """409: somebody else was first. Both values, and the version to answer with."""

    detail = serializers.CharField()
    mine = serializers.CharField()
    theirs = serializers.CharField()
    version = serializers.IntegerField()
