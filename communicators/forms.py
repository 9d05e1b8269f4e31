"""What a coordinator writes about leaders. Forms validate; actions save."""

from django import forms
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communicators.models import Communicator, Course, LeaderApproval
from core.plain_text import PlainTextMixin
from core.widgets import ChosenFirst
from organisations.models import Language, Organisation

# The ladder from its first step, then what stands beside it, on both databases.
COURSES = Course.objects.order_by(F("ladder_step").asc(nulls_last=True), "code")


class CommunicatorForm(PlainTextMixin, forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    hub = forms.ModelChoiceField(label=_("Knutpunkt"), queryset=None, empty_label=None)
    municipality = forms.ModelChoiceField(
        label=_("Kommun"),
        queryset=None,
        required=False,
        empty_label=_("Inte sagt"),
        help_text=_("Där ledaren helst leder cirklar."),
    )
    languages = forms.ModelMultipleChoiceField(
        label=_("Språk att leda på"),
        queryset=Language.objects.all(),
        widget=ChosenFirst,
        error_messages={"required": _("Välj minst ett språk.")},
    )

    def __init__(self, *args, hubs, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset, self.fields["municipality"].queryset = hubs, municipalities
        self.fields["languages"].queryset = _led_first()


def _led_first():
    """Every language, those that somebody leads in before the others."""
    led = Communicator.languages.through.objects.values("language_id")
    return Language.objects.order_by(Case(When(code__in=led, then=Value(0)), default=Value(1)), "sort_key")


class StepForm(forms.Form):
    """One step of one leader: ongoing with so many modules, or completed on a day."""

    ONGOING, COMPLETED = "ongoing", "completed"

    course = forms.ModelChoiceField(label=_("Utbildning"), queryset=COURSES, empty_label=None)
    state = forms.ChoiceField(
        label=_("Läge"),
        choices=[(ONGOING, _("Pågår")), (COMPLETED, _("Klar"))],
        widget=forms.RadioSelect,
        initial=COMPLETED,
    )
    on = forms.DateField(label=_("Datum"), help_text=_("När den började, eller när den blev klar."))
    modules_done = forms.IntegerField(label=_("Klara moduler"), min_value=0, required=False)
    valid_until = forms.DateField(
        label=_("Gäller till"),
        required=False,
        help_text=_("Lämna tomt så räknar Ringar ut dagen efter utbildningens regler."),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean(self):
        data = super().clean()
        course, on, modules = data.get("course"), data.get("on"), data.get("modules_done")
        if on and on > self.today:
            self.add_error("on", _("Dagen har inte varit än. Skriv i dag eller tidigare."))
        if course and modules and modules > course.modules:
            text = _("%(course)s har %(modules)s moduler.")
            self.add_error("modules_done", text % {"course": course.name, "modules": course.modules})
        if data.get("valid_until") and on and data["valid_until"] <= on:
            self.add_error("valid_until", _("Sista dagen måste komma efter att utbildningen blev klar."))
        return data


class StepForManyForm(forms.Form):
    """A course that several leaders finished together."""

    course = forms.ModelChoiceField(label=_("Utbildning"), queryset=COURSES, empty_label=None)
    completed_on = forms.DateField(label=_("Klar den"))
    communicators = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("flera", "Ledare"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en ledare.")},
    )

    def __init__(self, *args, communicators, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["communicators"].queryset = communicators
        self.fields["completed_on"].initial = today

    def clean_completed_on(self):
        day = self.cleaned_data["completed_on"]
        if day > self.today:
            raise forms.ValidationError(_("Dagen har inte varit än. Skriv i dag eller tidigare."))
        return day


class ApprovalForm(forms.Form):
    """Associations that haven't been asked, or that have withdrawn their approval."""

    association = forms.ModelChoiceField(label=_("Studieförbund"), queryset=None, empty_label=None)

    def __init__(self, *args, communicator, **kwargs):
        super().__init__(*args, **kwargs)
        asked = communicator.approvals.exclude(state=LeaderApproval.State.WITHDRAWN).values("association")
        associations = Organisation.objects.filter(kind=Organisation.Kind.STUDY_ASSOCIATION)
        self.fields["association"].queryset = associations.exclude(pk__in=asked)

    @property
    def nobody_left(self) -> bool:
        return not self.fields["association"].queryset
