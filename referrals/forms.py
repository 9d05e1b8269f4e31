"""Forms of this room. They validate; actions save."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.times import short_day
from core.validators import refuse_identity_numbers
from directory.models import Need, SupportOffer, WeekTime
from organisations.models import Language, Municipality, Organisation
from participants.models import Consent
from referrals.models import Referral
from referrals.rules.consent import fields_of
from referrals.rules.deadlines import SEAT_HELD_AT_MOST, seat_held_at_latest

NO = (
    Referral.Reason.CAPACITY,
    Referral.Reason.NOT_ELIGIBLE,
    Referral.Reason.WRONG_SERVICE,
    Referral.Reason.LANGUAGE_UNAVAILABLE,
    Referral.Reason.SAFETY,
    Referral.Reason.OTHER,
)
PAUSE = (
    Referral.Reason.CAPACITY,
    Referral.Reason.UNABLE_TO_CONTACT,
    Referral.Reason.LANGUAGE_UNAVAILABLE,
    Referral.Reason.OTHER,
)
NOT_DONE = (
    Referral.Reason.UNABLE_TO_CONTACT,
    Referral.Reason.PARTICIPANT_DECLINED,
    Referral.Reason.NO_LONGER_NEEDED,
    Referral.Reason.MOVED,
    Referral.Reason.CAPACITY,
    Referral.Reason.SAFETY,
    Referral.Reason.OTHER,
)
TAKEN_BACK = (
    Referral.Reason.PARTICIPANT_DECLINED,
    Referral.Reason.NO_LONGER_NEEDED,
    Referral.Reason.MOVED,
    Referral.Reason.RECEIVER_UNREACHABLE,
    Referral.Reason.SAFETY,
    Referral.Reason.OTHER,
)
VOIDED = (Referral.Reason.WRONG_SERVICE, Referral.Reason.OTHER)
YES_NO = [("yes", _("Ja")), ("no", _("Nej, jag nådde inte personen"))]


def reason_field(reasons, label=None, *, required=True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label or _("Varför?"),
        choices=[(reason.value, reason.label) for reason in reasons],
        widget=forms.RadioSelect,
        required=required,
        error_messages={"required": _("Välj en orsak.")},
    )


class PlainText(forms.CharField):
    """Short free text that holds no identity number."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators.append(refuse_identity_numbers)


class Seen(forms.Form):
    """Any step: carries the state that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict:
        """What the form says, as keyword arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class NeedForm(forms.Form):
    """What is needed, when and where. No free text about a person."""

    needs = forms.ModelMultipleChoiceField(
        Need.objects.all(),
        label=_("Vad vill personen ha stöd med?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst ett behov.")},
    )
    language = forms.ModelChoiceField(Language.objects.all(), label=_("Språk"), empty_label=_("Välj språk"))
    municipality = forms.ModelChoiceField(Municipality.objects.all(), label=_("Kommun"), empty_label=_("Välj kommun"))
    area = PlainText(
        label=_("Område"), max_length=60, required=False, help_text=_("Till exempel söder. Skriv ingen adress.")
    )
    times = forms.MultipleChoiceField(
        label=_("När kan personen?"), choices=WeekTime, widget=forms.CheckboxSelectMultiple, required=False
    )
    wishes = forms.MultipleChoiceField(
        label=_("Önskar"), choices=Referral.Wish, widget=forms.CheckboxSelectMultiple, required=False
    )
    phone = forms.RegexField(
        r"^\+?[\d\s()-]{5,24}$",
        label=_("Telefon"),
        required=False,
        help_text=_("Krypteras. Partnern ser det först när hänvisningen är skickad."),
        error_messages={"invalid": _("Skriv ett telefonnummer, till exempel 070-123 45 67.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-post"),
        max_length=120,
        required=False,
        validators=[refuse_identity_numbers],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    urgency = forms.ChoiceField(
        label=_("Hur bråttom är det?"),
        choices=Referral.Urgency,
        widget=forms.RadioSelect,
        initial=Referral.Urgency.NORMAL,
    )
    level = forms.TypedChoiceField(
        label=_("Nivå"),
        choices=[("", _("Alla nivåer")), *SupportOffer.Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, hub, is_protected=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = hub.municipalities.all()
        if is_protected:
            for name in ("phone", "email", "area", "times", "wishes"):
                del self.fields[name]

    def contact(self) -> dict:
        return {name: self.cleaned_data.get(name) for name in ("phone", "email", "area", "times", "wishes")}


class ConsentForm(forms.Form):
    """The answer as it was given. Nothing is asked of whoever has said no."""

    given = forms.ChoiceField(label=_("Hur sa personen ja?"), choices=Consent.Given, widget=forms.RadioSelect)
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Vilka får vi fråga?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en organisation som personen har sagt ja till.")},
    )
    fields_seen = forms.MultipleChoiceField(
        label=_("Vad får de se?"),
        help_text=_("Kort, språk och behov ser de alltid. Det du inte kryssar i tas bort när det skickas."),
        choices=[
            ("area", _("Område")),
            ("times", _("Tider")),
            ("wishes", _("Önskemål")),
            ("contact", _("Telefon och e-post")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, organisations, contact=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = organisations
        held = fields_of(contact)
        field = self.fields["fields_seen"]
        field.choices = [choice for choice in field.choices if choice[0] in held]
        field.initial = sorted(held)
        if not field.choices:
            del self.fields["fields_seen"]


class WithConsent(forms.Form):
    """Whether there is an answer yet: the offer can be saved without one."""

    answer = forms.ChoiceField(
        label=_("Vad sa personen?"),
        choices=[("yes", _("Ja")), ("later", _("Vill tänka. Jag frågar igen"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad personen sa. Säger personen nej sparas inget.")},
    )


class SendForm(Seen):
    """Nothing to fill in: the page shows what will be sent."""


class CancelForm(Seen):
    reason = reason_field(TAKEN_BACK)


class VoidForm(Seen):
    reason = reason_field(VOIDED)


class FeedbackForm(Seen):
    participant_informed = forms.ChoiceField(
        label=_("Har du berättat för deltagaren?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Svara på om du har berättat för deltagaren.")},
    )

    def clean_participant_informed(self) -> bool:
        return self.cleaned_data["participant_informed"] == "yes"


class AcceptForm(Seen):
    contact_person = PlainText(
        label=_("Vem hos er tar kontakt?"),
        max_length=120,
        error_messages={"required": _("Skriv vem hos er som tar kontakt.")},
    )


class DeclineForm(Seen):
    reason = reason_field(NO)


class MessageForm(Seen):
    text = PlainText(
        label=_("Meddelande"),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 280}),
        help_text=_("Skriv inget namn och inget personnummer."),
        error_messages={"required": _("Skriv ett meddelande.")},
    )


class ReplyForm(MessageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Svara partnern")


class HoldForm(Seen):
    reason = reason_field(PAUSE)
    review_on = forms.DateField(
        label=_("När tittar ni på det igen?"),
        widget=forms.DateInput,
        error_messages={"required": _("Välj en dag då ni tittar på det igen.")},
    )

    def clean_review_on(self) -> date:
        day = self.cleaned_data["review_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Välj en dag efter i dag."))
        return day


class CompleteForm(Seen):
    success = forms.ChoiceField(
        label=_("Gavs stödet?"),
        choices=Referral.Success,
        widget=forms.RadioSelect,
        error_messages={"required": _("Svara på om stödet gavs.")},
    )
    reason = forms.ChoiceField(
        label=_("Om nej, varför?"),
        choices=[("", _("Välj en orsak")), *[(reason.value, reason.label) for reason in NOT_DONE]],
        required=False,
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("success") == Referral.Success.NOT_SUCCESSFUL and not cleaned.get("reason"):
            self.add_error("reason", _("Välj en orsak."))
        return cleaned


class FailForm(Seen):
    reason = reason_field(NOT_DONE)


class SeatForm(forms.Form):
    """A partner asks for a seat. It says nothing of who will sit there."""

    language = forms.ModelChoiceField(
        Language.objects.all(),
        label=_("Språk"),
        empty_label=_("Välj språk"),
        error_messages={"required": _("Välj det språk som cirkeln ska vara på.")},
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Kommun"),
        empty_label=_("Välj kommun"),
        error_messages={"required": _("Välj i vilken kommun.")},
    )

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities


class SeatAnswerForm(Seen):
    circle = forms.ModelChoiceField(
        None,
        label=_("Cirkel"),
        empty_label=_("Välj cirkel"),
        error_messages={"required": _("Välj en cirkel med plats.")},
    )
    until = forms.DateField(
        label=_("Plats hålls till och med"),
        widget=forms.DateInput,
        error_messages={"required": _("Välj en dag.")},
    )
    contact_person = PlainText(label=_("Vem hos er svarar på frågor?"), max_length=120)

    def __init__(self, *args, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["circle"].queryset = circles

    def clean_until(self) -> date:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Välj i dag eller en senare dag."))
        if day > (latest := seat_held_at_latest(today)):
            told = _("En plats hålls i högst %(days)d dagar. Välj senast %(day)s.")
            raise forms.ValidationError(told % {"days": SEAT_HELD_AT_MOST.days, "day": short_day(latest)})
        return day


STEP_FORMS: dict[str, type[Seen]] = {
    "acknowledge": Seen,
    "accept": AcceptForm,
    "decline": DeclineForm,
    "message": MessageForm,
    "start": Seen,
    "hold": HoldForm,
    "resume": Seen,
    "complete": CompleteForm,
    "fail": FailForm,
    "ack_cancel": Seen,
    "cancel": CancelForm,
    "feedback": FeedbackForm,
    "void": VoidForm,
    "reply": ReplyForm,
}
