"""What is asked for, and why something is refused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.models import Study
from exports.actions.releases import BUILDS
from exports.models import Profile
from exports.rules.refusals import BY_STEWARD
from exports.verification import Fingerprint, names_in
from exports.words import REFUSALS


class ProfileForm(forms.Form):
    """What is made of a batch: scientific files where nothing else is said."""

    profile = forms.ChoiceField(choices=[(one.value, one.label) for one in BUILDS], required=False)

    def clean_profile(self) -> Profile:
        return Profile(self.cleaned_data["profile"] or Profile.SF)


class RequestForm(ProfileForm):
    """One of the study's programmes, and what of it."""

    programme = forms.ModelChoiceField(queryset=None, to_field_name="code")

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = study.programmes.all()


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("Fil ur en utgåva"),
        help_text=_(
            "I vilket format som helst, eller hela paketet. Filen sparas inte: bara dess kontrollsumma räknas."
        ),
        error_messages={"required": _("Välj en fil, eller släpp den i rutan.")},
        allow_empty_file=True,
    )

    @property
    def fingerprint(self) -> Fingerprint:
        file = self.cleaned_data["file"]
        return Fingerprint(file.name, file.size, file.sha256, names_in(file.name, file.read))


class PublicKeyForm(forms.Form):
    """The public half of the recipient's key. The other half is never asked for, and not taken."""

    public_key = forms.CharField(
        label=_("Mottagarens publika nyckel"),
        help_text=_("En rad som börjar med age1. Gör den med age-keygen och behåll den hemliga nyckeln själv."),
        max_length=200,
        error_messages={"required": _("Skriv den publika nyckeln. Utan den kan ingen fil låsas.")},
    )

    def clean_public_key(self):
        from exports.writers.locked import BadKey, public_key  # here: its library costs every process at its start

        try:
            return public_key(self.cleaned_data["public_key"])
        except BadKey as error:
            if error.is_secret:
                raise forms.ValidationError(
                    _("Det här är den hemliga nyckeln. Den ska aldrig lämnas ut: gör ett nytt par.")
                ) from error
            raise forms.ValidationError(
                _("Det är ingen publik age-nyckel. Den börjar med age1 och är 62 tecken lång.")
            ) from error


class RefuseForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Varför nekas den?"),
        choices=[(rule.value, REFUSALS[rule]) for rule in BY_STEWARD],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett skäl. Den som begärde får läsa det.")},
    )


class RaiseForm(forms.Form):
    """A number; whether it may be is the rule's to say."""

    k = forms.IntegerField(error_messages={"required": _("Skriv ett helt tal."), "invalid": _("Skriv ett helt tal.")})
