"""Forms of what is planned around a circle: bookings, substitutes, the work plan, offered seats, the signed list."""

from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from circles.actions.planning import facts_for
from circles.models import Circle, ListVersion, Session
from circles.rules.planning import following_end, may_care_until
from circles.rules.verdict import YES, Verdict
from circles.words import sentences
from communicators.models import Communicator
from core.plain_text import PlainTextMixin
from core.times import weekday_day

BOOKINGS = [("", _("Behövs inte")), *Session.Booking.choices]
REOPEN_REASONS = [
    (code, ListVersion.Reason(code).label) for code in ("hours_differ", "people_differ", "session_missing", "other")
]


def allowed(value, verdict: Verdict):
    """The value of a field, or what the rule says against it."""
    if not verdict.ok:
        raise forms.ValidationError(sentences(verdict.reasons))
    return value


class SeatsMixin:
    """How many the circle has seats for, by the rules of the study association behind it."""

    def clean_seats(self, seats: int | None, association, day, leaders: int):
        most = facts_for(day).max_people - leaders
        if association and seats is not None and seats > most:
            self.add_error(
                "capacity",
                ngettext(
                    "Med ett studieförbund är %(all)s personer det mesta, med ledaren. Välj högst %(most)s plats.",
                    "Med ett studieförbund är %(all)s personer det mesta, med ledarna. Välj högst %(most)s platser.",
                    most,
                )
                % {"all": most + leaders, "most": most},
            )


class BookingForm(forms.Form):
    """What is booked for one session; one such form a row."""

    interpreter = forms.ChoiceField(label=_("Tolk"), choices=BOOKINGS, required=False)
    childcare = forms.ChoiceField(label=_("Barnpassning"), choices=BOOKINGS, required=False)
    childcare_until = forms.TimeField(label=_("Till"), required=False)

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.span = [timezone.localtime(at).time() for at in (session.starts_at, session.ends_at)]

    def clean_childcare_until(self):
        until = self.cleaned_data["childcare_until"]
        return allowed(until, may_care_until(until, *self.span) if until else YES)

    def clean(self):
        data = super().clean()
        if data.get("childcare_until") and not data.get("childcare"):
            self.add_error("childcare", _("Välj om barnpassningen är bokad, eller ta bort tiden."))
        return data


class SwapForm(forms.Form):
    """Who leads one meeting instead."""

    communicator = forms.ModelChoiceField(Communicator.objects.none(), label=_("Kommunikatör"), empty_label=None)

    def __init__(self, *args, communicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["communicator"].queryset = communicators


class WorkPlanForm(PlainTextMixin, forms.ModelForm):
    class Meta:
        model = Circle
        fields = ["work_plan"]
        widgets = {"work_plan": forms.Textarea(attrs={"rows": 6, "maxlength": 2000})}
        help_texts = {"work_plan": _("Mål, innehåll och upplägg i några meningar. Skriv ingenting om deltagarna.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work_plan"].required = True
        self.fields["work_plan"].max_length = 2000


class OfferForm(forms.Form):
    """A seat offered to who waits: until when it is held."""

    days = forms.TypedChoiceField(label=_("Svar senast"), coerce=int, choices=[])

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(n, weekday_day(today + timedelta(days=n))) for n in (1, 2, 3, 5, 7, 10)]
        self.fields["days"].initial = 3


class ReopenForm(forms.Form):
    reason = forms.ChoiceField(label=_("Varför öppnas listan igen?"), choices=REOPEN_REASONS, widget=forms.RadioSelect)


class FollowingMixin:
    """A plan in which the weekday follows the first day, and the end the start, as long as they stand as proposed.
    An end that was typed stays, but keeps its length where it would come before a later start.

    What was proposed is sent back in hidden fields, so that it works without a script too.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            usual = (self.get_initial_for_field(self.fields[name], name) for name in ("starts", "ends"))
            self.initial["proposed_times"] = " ".join(f"{at:%H:%M}" for at in usual)

    @classmethod
    def followed(cls, sent: QueryDict) -> QueryDict:
        """What was sent, or a copy in which something has followed."""
        moved = {**cls._weekday(sent), **cls._end(sent)}
        if not moved:
            return sent
        followed = sent.copy()
        for name, value in moved.items():
            followed[name] = value
        return followed

    @classmethod
    def _weekday(cls, sent: QueryDict) -> dict[str, str]:
        try:
            following = str(cls.base_fields["first_day"].clean(sent.get("first_day")).weekday())
        except forms.ValidationError:
            return {}
        proposed = sent.get("proposed_weekday")
        if proposed == following or sent.getlist("weekdays") != [proposed]:
            return {}
        return {"weekdays": following, "proposed_weekday": following}

    @classmethod
    def _end(cls, sent: QueryDict) -> dict[str, str]:
        try:
            was, until, starts, ends = map(
                cls.base_fields["starts"].clean,
                [*sent.get("proposed_times", "").split(), sent.get("starts"), sent.get("ends")],
            )
        except (ValueError, forms.ValidationError):
            return {}
        if starts == was:
            return {}
        if ends != until and ends > starts:  # typed by hand, so it stays; only the start is remembered
            return {"proposed_times": f"{starts:%H:%M} {until:%H:%M}"}
        end = following_end(starts, proposed=(was, ends)) if was < ends else None
        if end is None:
            return {}
        return {"ends": f"{end:%H:%M}", "proposed_times": f"{starts:%H:%M} {end:%H:%M}"}
