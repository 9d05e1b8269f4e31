"""Forms of this room. They validate; actions save."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from circles.holidays import OBSERVANCES
from circles.meeting_days import may_be_on
from circles.models import AttendanceChange, AttendanceStatus, Circle, CircleLeader, Enrolment, Session
from circles.planning_forms import FollowingMixin, SeatsMixin, allowed
from circles.rules.planning import LONGEST_SERIES, Weekly, may_meet_on, minutes_between, wall_clock
from circles.words import sentences
from communicators.models import Communicator
from core.plain_text import PlainTextMixin
from materials.models import Programme
from organisations.models import Language, Municipality, Organisation, Project
from participants.models import Participant
from participants.rules.cards import CardError, parse

WEEKDAYS = [
    ("0", _("Mån")),
    ("1", _("Tis")),
    ("2", _("Ons")),
    ("3", _("Tors")),
    ("4", _("Fre")),
    ("5", _("Lör")),
    ("6", _("Sön")),
]

EVERY = [
    (1, _("Varje vecka")),
    (2, _("Varannan vecka")),
    (3, _("Var tredje vecka")),
    (4, _("Var fjärde vecka")),
]
NEEDS = [("interpreter", _("Tolk")), ("childcare", _("Barnpassning"))]

BIRTH_YEAR = _("Skriv året med fyra siffror, till exempel 1985, eller lämna tomt.")


class TimesMixin:
    """A start and an end of one day, by the wall clock."""

    def clean_times(self, data):
        start, end = data.get("starts"), data.get("ends")
        if start and end and end <= start:
            self.add_error("ends", _("Sluttiden måste vara efter %(start)s.") % {"start": start.strftime("%H.%M")})


class PlanForm(FollowingMixin, SeatsMixin, PlainTextMixin, TimesMixin, forms.Form):
    """A circle from a programme's template: who, where, and the weekly series."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Mall"), required=False, empty_label=_("Ingen mall")
    )
    title = forms.CharField(
        label=_("Titel"), max_length=80, help_text=_("Neutral: den syns i kalendrar. Skriv inget om innehållet.")
    )
    leader = forms.ModelChoiceField(Communicator.objects.none(), label=_("Ledare"), empty_label=None)
    language = forms.ModelChoiceField(Language.objects.none(), label=_("Språk i cirkeln"), empty_label=None)
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Kommun"), empty_label=None)
    association = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Studieförbund"),
        required=False,
        empty_label=_("Inget studieförbund"),
        help_text=_("Med ett studieförbund väntar cirkeln på dess godkännande."),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Projekt"), required=False, empty_label=_("Inget projekt")
    )
    place = forms.CharField(label=_("Plats"), max_length=120, required=False)
    room = forms.CharField(label=_("Rum och våning"), max_length=120, required=False)
    door_code = forms.CharField(
        label=_("Dörrkod"),
        max_length=20,
        required=False,
        help_text=_("Syns bara för cirkelns ledare, aldrig i kalendern."),
    )
    capacity = forms.IntegerField(label=_("Platser"), min_value=1, max_value=60, initial=15)
    first_day = forms.DateField(label=_("Första dag"))
    weekdays = forms.MultipleChoiceField(label=_("Veckodagar"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)
    proposed_weekday = forms.CharField(required=False, widget=forms.HiddenInput)
    starts = forms.TimeField(label=_("Börjar"), initial=time(17, 30))
    ends = forms.TimeField(label=_("Slutar"), initial=time(20, 30))
    proposed_times = forms.CharField(required=False, widget=forms.HiddenInput)
    count = forms.IntegerField(label=_("Antal träffar"), min_value=1, max_value=LONGEST_SERIES, initial=10)
    every = forms.TypedChoiceField(
        label=_("Hur ofta"), choices=EVERY, coerce=int, initial=1, required=False, empty_value=1
    )
    skip_holidays = forms.BooleanField(label=_("Hoppa över helgdagar"), required=False, initial=True)
    keep_free = forms.MultipleChoiceField(
        label=_("Håll också fritt"),
        choices=[(code, one.label) for code, one in OBSERVANCES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Dagar som följer månen är beräknade och kan bli en dag tidigare eller senare."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Ska bokas till varje träff"), choices=NEEDS, required=False, widget=forms.CheckboxSelectMultiple
    )
    copied_from = forms.UUIDField(required=False, widget=forms.HiddenInput)
    take_queue = forms.BooleanField(label=_("Ta med dem som väntar på plats"), required=False)

    def __init__(self, *args, choices, **kwargs):
        """`choices` is a planning.PlanChoices: what this person may plan with."""
        super().__init__(*args, **kwargs)
        for name in ("programme", "leader", "language", "municipality", "association", "project"):
            self.fields[name].queryset = getattr(choices, name)

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        return allowed(day, may_meet_on(day, today=timezone.localdate()))

    def clean(self):
        data = super().clean()
        self.clean_times(data)
        leader, municipality = data.get("leader"), data.get("municipality")
        if leader and municipality and not leader.hub.municipalities.filter(pk=municipality.pk).exists():
            self.add_error("municipality", _("Kommunen hör inte till ledarens knutpunkt. Välj en annan."))
        if first_day := data.get("first_day"):
            self.clean_seats(data.get("capacity"), data.get("association"), first_day, leaders=1)
        return data

    def objections(self) -> list[str]:
        """What is wrong with what is filled in, for the preview: it comes alone, without the fields."""
        found = [error for errors in self.errors.as_data().values() for error in errors]
        return [words for error in found if error.code != "required" for words in error.messages]

    def weekly(self) -> list[Weekly]:
        start, end = self.cleaned_data["starts"], self.cleaned_data["ends"]
        return [Weekly(int(day), start, minutes_between(start, end)) for day in self.cleaned_data["weekdays"]]


class CircleForm(SeatsMixin, PlainTextMixin, forms.ModelForm):
    """What can be changed about a circle that is planned."""

    capacity = forms.IntegerField(label=_("Platser"), min_value=1, max_value=60)

    door_code = forms.CharField(
        label=_("Dörrkod"),
        max_length=20,
        required=False,
        help_text=_("Syns bara för cirkelns ledare, aldrig i kalendern."),
    )

    class Meta:
        model = Circle
        fields = ["title", "place", "room", "door_code", "capacity"]

    def clean_door_code(self):
        return self.cleaned_data["door_code"] or None

    def clean_capacity(self):
        seats, taken = self.cleaned_data["capacity"], self.instance.enrolments.seated().count()
        if seats < taken:
            raise forms.ValidationError(
                ngettext(
                    "%(taken)s person har plats. Välj minst %(taken)s.",
                    "%(taken)s personer har plats. Välj minst %(taken)s.",
                    taken,
                )
                % {"taken": taken}
            )
        return seats

    def clean(self):
        data = super().clean()
        circle, seats = self.instance, data.get("capacity")
        if (
            circle.association
            and "capacity" in self.changed_data
            and (first := circle.sessions.order_by("starts_at").first())
        ):
            self.clean_seats(seats, circle.association, first.starts_at, self._leaders())
        return data

    def _leaders(self) -> int:
        parts = (CircleLeader.Part.LEADER, CircleLeader.Part.CO_LEADER)
        return self.instance.leader_links.filter(ended_on=None, part__in=parts).count()


class SessionTimeForm(PlainTextMixin, TimesMixin, forms.Form):
    """Another day, time or place for one session."""

    day = forms.DateField(label=_("Dag"))
    starts = forms.TimeField(label=_("Börjar"))
    ends = forms.TimeField(label=_("Slutar"))
    place = forms.CharField(
        label=_("Annan plats"), max_length=120, required=False, help_text=_("Lämna tomt om ni ses på cirkelns plats.")
    )
    room = forms.CharField(label=_("Rum och våning"), max_length=120, required=False)

    def __init__(self, *args, session: Session, **kwargs):
        """`session` is the one that is moved, or the unsaved one that is added."""
        super().__init__(*args, **kwargs)
        self.session = session

    @classmethod
    def of(cls, session: Session, data=None):
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return cls(
            data,
            session=session,
            initial={
                "day": start.date(),
                "starts": start.time(),
                "ends": end.time(),
                "place": session.place,
                "room": session.room,
            },
        )

    def clean_day(self):
        day = self.cleaned_data["day"]
        return allowed(day, may_be_on(self.session, day))

    def clean(self):
        data = super().clean()
        self.clean_times(data)
        if data.get("day") and not self.errors:
            self.starts_at, self.ends_at = (self._moment(data["day"], data[name], name) for name in ("starts", "ends"))
        return data

    def _moment(self, day, at, name) -> datetime:
        moment, verdict = wall_clock(day, at)
        for words in sentences(verdict.reasons):
            self.add_error(name, words)
        return moment


class NewSessionForm(SessionTimeForm):
    title = forms.CharField(label=_("Tema"), max_length=120, required=False)
    field_order = ["title"]


class PersonForm(forms.ModelForm):
    """Coarse bands, all of them optional: nothing by which a person can be known."""

    birth_year = forms.IntegerField(
        label=_("Födelseår"),
        required=False,
        min_value=1920,
        max_value=2025,
        help_text=_("Ringar sparar bara femårsperioden."),
        error_messages={"min_value": BIRTH_YEAR, "max_value": BIRTH_YEAR, "invalid": BIRTH_YEAR},
    )

    class Meta:
        model = Participant
        fields = [
            "language",
            "reads",
            "gender",
            "schooling",
            "arrival",
            "needs_childcare",
            "needs_travel",
            "needs_access",
            "needs_reading_help",
            "needs_interpreter",
            "is_protected",
        ]
        help_texts = {"is_protected": _("Kortet syns då aldrig i sökning, utskrift, påminnelser eller utgåvor.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].empty_label = _("Inte sagt")

    def clean(self):
        data = super().clean()
        year = data.pop("birth_year", None)
        data["birth_band"] = year - year % 5 if year else None
        return data

    def _post_clean(self):
        """The action makes the row, with its card; the form only checks the answers."""


class CardForm(forms.Form):
    card = forms.CharField(
        label=_("Kortet"),
        max_length=60,
        help_text=_("Som det står, med bokstaven: Blå häger 27-K"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def clean_card(self):
        try:
            return parse(self.cleaned_data["card"])
        except CardError as error:
            raise forms.ValidationError(_card_words(error)) from error


def _card_words(error: CardError) -> str:
    if error.suggestion:
        return gettext("Menade du %(word)s? Skriv kortet som det står, till exempel Blå häger 27-K.") % {
            "word": error.suggestion
        }
    return {
        "empty": gettext("Skriv det som står på kortet."),
        "colour": gettext("Färgen känns inte igen. Skriv kortet som det står, till exempel Blå häger 27-K."),
        "picture": gettext("Bilden känns inte igen. Skriv kortet som det står, till exempel Blå häger 27-K."),
        "number": gettext("Numret ska ha två siffror. Skriv kortet som det står, till exempel Blå häger 27-K."),
        "letter_missing": gettext("Bokstaven efter numret saknas. Läs den på kortet."),
        "letter_wrong": gettext("Bokstaven stämmer inte med kortet. Läs det en gång till."),
    }[error.reason]


class CancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Varför ställs träffen in?"),
        choices=[choice for choice in Session.CancelReason.choices if choice[0] != Session.CancelReason.NEVER_HELD],
        widget=forms.RadioSelect,
    )


class LeaveForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Varför slutar personen?"), choices=Enrolment.LeaveReason.choices, widget=forms.RadioSelect
    )


class LeaderForm(forms.Form):
    communicator = forms.ModelChoiceField(Communicator.objects.none(), label=_("Kommunikatör"), empty_label=None)
    part = forms.ChoiceField(
        label=_("Uppdrag"), choices=CircleLeader.Part.choices, initial=CircleLeader.Part.SUBSTITUTE
    )

    def __init__(self, *args, communicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communicator"].queryset = communicators


class MarkForm(forms.Form):
    """One tap. `version` is the one the tile showed; `reason` is needed once the list is signed."""

    enrolment = forms.UUIDField()
    status = forms.ChoiceField(choices=AttendanceStatus.choices)
    version = forms.IntegerField(min_value=0, required=False)
    reason = forms.ChoiceField(choices=[("", ""), *AttendanceChange.Reason.choices], required=False)


class ReflectionForm(PlainTextMixin, forms.Form):
    """A leader's own words after a meeting, and who may read them beside her."""

    text = forms.CharField(
        label=_("Din reflektion"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Om ditt ledarskap. Skriv inga namn och inget som någon har berättat."),
    )
    supervisor = forms.ModelChoiceField(
        User.objects.none(), label=_("Dela med handledare"), required=False, empty_label=_("Dela inte")
    )

    def __init__(self, *args, supervisors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors
        self.fields["supervisor"].label_from_instance = lambda user: user.name
