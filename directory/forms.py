"""Forms of this room. They validate; actions save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.validators import refuse_identity_numbers
from core.widgets import ChosenFirst
from directory import activity_codes
from directory.catalogue import Choices
from directory.models import SupportOffer, WeekTime


class OfferForm(forms.ModelForm):
    """What an offer says of itself. Swedish is needed, other languages may follow."""

    times = forms.MultipleChoiceField(
        label=_("Tid i veckan"),
        choices=WeekTime,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Så att samordnaren ser om tiden passar."),
    )

    activity_code = forms.ChoiceField(
        label=_("4Ws-kod"),
        choices=activity_codes.choices,
        required=False,
        help_text=_("Internationella koder för psykosocialt stöd, för statistik. Lämna tomt om ni inte använder dem."),
    )

    class Meta:
        model = SupportOffer
        fields = [
            "title_sv", "description_sv", "level", "activity_code", "needs", "target_groups", "languages",
            "municipalities", "place", "schedule_sv", "times", "joining", "min_age", "max_age", "has_childcare",
            "women_only", "places_pledged", "closed_until", "title_en", "description_en", "title_ar", "description_ar",
        ]  # fmt: skip
        labels = {
            "title_sv": _("Namn"),
            "needs": _("Vad ger stödet?"),
            "description_sv": _("Beskrivning"),
            "schedule_sv": _("När"),
            "title_en": _("Namn på engelska"),
            "description_en": _("Beskrivning på engelska"),
            "title_ar": _("Namn på arabiska"),
            "description_ar": _("Beskrivning på arabiska"),
        }
        help_texts = {
            "needs": _("Samordnaren söker på det personen vill ha stöd med, och hittar hit genom det du väljer."),
            "schedule_sv": _("Till exempel onsdagar 10.00, start 2 december."),
            "places_pledged": _("Hur många platser kan ni lova just nu? Löftet får dagens datum. Tomt är inget löfte."),
            "closed_until": _("Fyll i vid uppehåll, till exempel över sommaren."),
        }
        widgets = {
            "needs": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple,
            "languages": ChosenFirst,
            "municipalities": ChosenFirst,
            "level": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "closed_until": forms.DateInput,
            "description_sv": forms.Textarea(attrs={"rows": 4, "maxlength": 1200}),
            "description_en": forms.Textarea(attrs={"rows": 4, "maxlength": 1200}),
            "description_ar": forms.Textarea(attrs={"rows": 4, "maxlength": 1200, "dir": "rtl", "lang": "ar"}),
        }

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].queryset = municipalities
        self.fields["title_sv"].required = True
        self.fields["needs"].required = True
        self.fields["needs"].error_messages["required"] = _("Välj minst en sak, annars hittar ingen hänvisning hit.")
        self.fields["level"].choices = SupportOffer.Level.choices
        self.fields["joining"].choices = SupportOffer.Joining.choices
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_identity_numbers)
            if name.startswith("description"):
                field.max_length = 1200

    def clean(self) -> dict:
        cleaned = super().clean()
        low, high = cleaned.get("min_age"), cleaned.get("max_age")
        if low is not None and high is not None and high < low:
            self.add_error("max_age", _("Den högsta åldern måste vara minst lika hög som den lägsta."))
        return cleaned

    def facts(self) -> dict:
        return dict(self.cleaned_data)


class CatalogueForm(forms.Form):
    """The filters, from the address. Whatever isn't a choice is left out, never an error."""

    q = forms.CharField(required=False, max_length=80)
    level = forms.MultipleChoiceField(required=False, choices=[(str(n), n) for n in range(1, 5)])
    drop_in = forms.BooleanField(required=False)
    fresh = forms.BooleanField(required=False)
    order = forms.ChoiceField(required=False, choices=[("reviewed", ""), ("title", "")])

    def choices(self) -> Choices:
        self.is_valid()
        said = self.cleaned_data
        return Choices(
            words=said.get("q", ""),
            levels=tuple(int(level) for level in said.get("level", [])),
            municipalities=tuple(self.data.getlist("place")),
            languages=tuple(self.data.getlist("language")),
            drop_in=said.get("drop_in", False),
            fresh=said.get("fresh", False),
            order=said.get("order") or "reviewed",
        )
