"""Inviting, taking up a role, handing over, and what a data steward asks the log."""

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.access.roles import Role
from accounts.models import User
from circles.models import Circle
from core.plain_text import PlainTextMixin
from organisations.models import Hub, Organisation
from stewardship.takers import Taker

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
    """One field per circle: who takes it, of those in `takers`, in their order. One may be chosen who may not lead it
    yet: the line says why, and a circle isn't left without anybody."""

    def __init__(self, *args, takers: Mapping[Circle, Sequence[Taker]], **kwargs):
        super().__init__(*args, **kwargs)
        self.circles = {f"circle_{circle.pk}": circle for circle in takers}
        for name, circle in self.circles.items():
            leaders = {str(one.communicator.pk): one.communicator for one in takers[circle]}
            self.fields[name] = forms.TypedChoiceField(
                label=_("%(circle)s tas över av") % {"circle": circle.title},
                choices=[("", _("Välj ledare")), *_by_readiness(takers[circle])],
                coerce=leaders.__getitem__,
                help_text="" if leaders else _("Knutpunkten har ingen annan ledare. Bjud in en först."),
                error_messages={"required": _("Välj vem som tar över cirkeln.")},
            )

    @property
    def takers(self) -> dict:
        """Circle → the leader who takes it."""
        return {circle: self.cleaned_data[name] for name, circle in self.circles.items()}


def _by_readiness(takers: Sequence[Taker]) -> list:
    """The choices in two groups; one that is empty isn't shown."""
    groups = [
        (_("Kan leda cirkeln"), [one for one in takers if not one.why_not]),
        (_("Kan inte leda den än"), [one for one in takers if one.why_not]),
    ]
    return [(word, [(one.communicator.pk, one.line) for one in group]) for word, group in groups if group]


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
