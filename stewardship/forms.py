"""Inviting, taking up a role, handing over, and what a data steward asks the log."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.access.roles import Role
from accounts.models import User
from core.plain_text import PlainTextMixin
from organisations.models import Hub, Organisation

IN_HUBS = {Role.COMMUNICATOR, Role.COORDINATOR}


class InvitationForm(PlainTextMixin, forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"))
    role = forms.ChoiceField(label=_("Roll"), choices=Role.choices, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), empty_label=_("Välj organisation")
    )
    hubs = forms.ModelMultipleChoiceField(
        label=_("Knutpunkter"),
        queryset=Hub.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Behövs för kommunikatörer och samordnare."),
    )

    def clean(self):
        data = super().clean()
        if data.get("role") in IN_HUBS and not data.get("hubs"):
            self.add_error("hubs", _("Välj minst en knutpunkt. Rollen arbetar i knutpunkter."))
        if data.get("role") == Role.COMMUNICATOR and len(data.get("hubs") or []) > 1:
            self.add_error("hubs", _("En kommunikatör hör till en knutpunkt."))
        return data


class NewAccountForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    password = forms.CharField(
        label=_("Lösenord"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Minst tolv tecken. Tre eller fyra ord efter varandra är lätta att minnas."),
        strip=False,
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        data = super().clean()
        if data.get("password"):
            person = User(email=self.email, name=data.get("name", ""))
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class HandOverForm(forms.Form):
    """One field per circle: who takes it."""

    def __init__(self, *args, circles, takers, **kwargs):
        super().__init__(*args, **kwargs)
        self.circles = {f"circle_{circle.pk}": circle for circle in circles}
        for name, circle in self.circles.items():
            self.fields[name] = forms.ModelChoiceField(
                label=_("%(circle)s tas över av") % {"circle": circle.title},
                queryset=takers,
                empty_label=_("Välj ledare"),
                error_messages={"required": _("Välj vem som tar över cirkeln.")},
            )

    @property
    def takers(self) -> dict:
        """Circle → the leader who takes it."""
        return {circle: self.cleaned_data[name] for name, circle in self.circles.items()}


class LogForm(forms.Form):
    """What a data steward asks the log. Everything may be left open."""

    verb = forms.ChoiceField(label=_("Händelse"), required=False)
    actor = forms.CharField(label=_("Namn eller e-postadress"), required=False)
    subject = forms.UUIDField(label=_("Id ur adressen"), required=False)
    first = forms.DateField(label=_("Från"), required=False)
    last = forms.DateField(label=_("Till och med"), required=False)

    def __init__(self, *args, verbs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Alla händelser")), *verbs]

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("Sista dagen måste komma efter den första."))
        return data
