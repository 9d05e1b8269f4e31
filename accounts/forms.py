"""A person's own details."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DetailsForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Gäller sidorna när du loggar in och breven som Ringar skickar."),
    )
