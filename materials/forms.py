"""Content in three languages. A Swedish text is needed; the others fall back to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.plain_text import PlainTextMixin
from materials.models import Film, FilmVersion, Programme, SessionTemplate

LANGUAGES = [("sv", _("svenska")), ("en", _("engelska")), ("ar", _("arabiska"))]


class InThreeLanguages(PlainTextMixin, forms.ModelForm):
    """Labels say the language; each field says `lang` and `dir` to the keyboard and to screen readers."""

    translated: dict[str, str] = {}
    optional = {"description", "plan", "theme"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.translated.items():
            for code, language in LANGUAGES:
                field = self.fields[f"{name}_{code}"]
                field.label = _("%(label)s på %(language)s") % {"label": label, "language": language}
                field.required = code == "sv" and name not in self.optional
                field.widget.attrs.update({"lang": code, "dir": "rtl" if code == "ar" else "ltr"})


def _columns(*names: str) -> list[str]:
    return [f"{name}_{code}" for name in names for code, _language in LANGUAGES]


class ProgrammeForm(InThreeLanguages):
    translated = {"name": _("Namn"), "description": _("Beskrivning")}

    class Meta:
        model = Programme
        fields = [*_columns("name", "description"), "circle_title", "minutes", "break_minutes", "is_active"]
        labels = {"is_active": _("Går att planera nya cirklar med")}
        help_texts = {"circle_title": _("Cirklarna numreras under titeln. Skriv den så att den inte säger något.")}
        widgets = {name: forms.Textarea({"rows": 3}) for name in _columns("description")}

    def clean(self):
        data = super().clean()
        minutes, rest = data.get("minutes"), data.get("break_minutes")
        if minutes is not None and rest is not None and rest >= minutes:
            self.add_error("break_minutes", _("Rasten måste vara kortare än träffen."))
        return data


class SessionTemplateForm(InThreeLanguages):
    translated = {"title": _("Tema"), "plan": _("Plan")}

    class Meta:
        model = SessionTemplate
        fields = [*_columns("title", "plan"), "film"]
        labels = {"film": _("Film")}
        widgets = {name: forms.Textarea({"rows": 6}) for name in _columns("plan")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["film"].empty_label = _("Ingen film")


class FilmForm(InThreeLanguages):
    translated = {"title": _("Titel"), "theme": _("Tema")}

    class Meta:
        model = Film
        fields = [*_columns("title", "theme"), "is_placeholder"]
        labels = {"is_placeholder": _("Platshållare")}
        help_texts = {"is_placeholder": _("Märks tydligt tills den riktiga filmen finns här.")}


class FilmVersionForm(forms.ModelForm):
    class Meta:
        model = FilmVersion
        fields = ["language", "minutes", "safe_stop_seconds", "reviewed_by"]
        labels = {"language": _("Språk"), "safe_stop_seconds": _("Trygg paus, sekunder in")}
        help_texts = {
            "safe_stop_seconds": _("Där det går att stanna filmen och prata."),
            "reviewed_by": _("Någon som talar språket flytande. Lämna tomt tills filmen är granskad."),
        }
        error_messages = {"minutes": {"min_value": _("Skriv ett antal minuter.")}}

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes < 1:
            raise forms.ValidationError(_("En film är minst en minut."))
        return minutes

    def clean(self):
        data = super().clean()
        stop, minutes = data.get("safe_stop_seconds"), data.get("minutes")
        if stop and minutes and stop >= minutes * 60:
            self.add_error("safe_stop_seconds", _("Pausen måste komma innan filmen är slut."))
        return data

    def validate_unique(self):
        """The film is set by the address, not by the form: so ask here."""
        language = self.cleaned_data.get("language")
        others = FilmVersion.objects.filter(film=self.instance.film, language=language)
        if language and others.exclude(pk=self.instance.pk).exists():
            self.add_error("language", _("Filmen finns redan på det språket. Ändra den versionen i stället."))
