"""Organisations, hubs and projects. Forms validate; actions save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.plain_text import PlainTextMixin
from core.statement import PARTS, own_texts
from core.widgets import ChosenFirst
from organisations.models import Hub, Municipality, Organisation, Project


class _WithMunicipalities(PlainTextMixin, forms.ModelForm):
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Kommuner"),
        queryset=Municipality.objects.all(),
        required=False,
        widget=ChosenFirst,
    )


class OrganisationForm(_WithMunicipalities):
    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "mailbox", "municipalities", "agrees_to_publication"]
        help_texts = {
            "short_name": _("Så som den kallas i vardagen."),
            "mailbox": _("Dit hänvisningar och koder skickas. En låda som flera läser, ingen persons adress."),
        }


class HubForm(_WithMunicipalities):
    class Meta:
        model = Hub
        fields = ["name", "organisation", "municipalities"]
        labels = {"organisation": _("Organisation")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].empty_label = _("Välj organisation")
        self.fields["municipalities"].required = True


class ProjectForm(PlainTextMixin, forms.ModelForm):
    partners = forms.ModelMultipleChoiceField(
        label=_("Parter"),
        queryset=Organisation.objects.all(),
        required=False,
        widget=ChosenFirst,
    )

    class Meta:
        model = Project
        fields = ["name", "code", "funder", "starts_on", "ends_on", "partners"]
        labels = {"code": _("Kod")}
        help_texts = {"code": _("Kort, med små bokstäver och bindestreck. Står i utgåvornas kodbok.")}

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Slutet måste komma efter början."))
        return data


class StatementForm(PlainTextMixin, forms.Form):
    """The eleven parts of the accessibility statement in one language. An empty part is the text Ringar comes with."""

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        own = own_texts(language)
        for part in PARTS:
            self.fields[part.code] = forms.CharField(
                label=part.heading,
                required=False,
                max_length=2000,
                initial=own.get(part.code) or part.text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self._refuse_numbers()

    @property
    def own(self) -> dict[str, str]:
        """Part → text, where it isn't what Ringar comes with."""
        return {
            part.code: text
            for part in PARTS
            if (text := self.cleaned_data[part.code].strip()) and text != str(part.text)
        }
