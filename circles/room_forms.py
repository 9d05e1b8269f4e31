"""Forms of what is written down after a meeting: the count of the room, its hours, the film."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from circles.models import Session
from materials.models import FilmVersion


class RoomCountForm(forms.Form):
    """How many were in the room, the break, and the hours the leader confirms."""

    adults = forms.IntegerField(label=_("Vuxna"), min_value=0, max_value=200)
    children = forms.IntegerField(label=_("Barn"), min_value=0, max_value=200)
    break_minutes = forms.IntegerField(label=_("Rast i minuter"), min_value=0, max_value=600)
    hours = forms.IntegerField(label=_("Studietimmar"), min_value=0, max_value=24)
    theme_done = forms.ChoiceField(choices=[("", ""), *Session.Theme.choices], required=False)


class FilmForm(forms.Form):
    version = forms.ModelChoiceField(FilmVersion.objects.none(), label=_("Film och språk"), empty_label=None)
    minutes = forms.IntegerField(
        label=_("Minuter ni såg"),
        min_value=1,
        help_text=_("Färre än filmens längd om ni stannade vid pausen."),
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions
        self.fields["version"].label_from_instance = film_label


def film_label(version: FilmVersion) -> str:
    return gettext("%(film)s på %(language)s, %(minutes)d min") % {
        "film": version.film.title,
        "language": version.language.label,
        "minutes": version.minutes,
    }
