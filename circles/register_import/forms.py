"""The forms of an import. They validate; drafts and actions save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from circles.register_import.guard import MAX_FILE_BYTES
from circles.register_import.key_file import LEAST_PASSPHRASE


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each as a file."""

    widget = Files

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Närvarolista"),
        help_text=_("En Excel-fil som slutar på .xlsx, högst 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    keys = FilesField(
        label=_("Nycklar från tidigare importer"),
        help_text=_("Behövs när en cirkel i listan redan finns i Ringar. Du kan välja flera filer."),
        widget=Files(attrs={"accept": ".xlsx"}),
        required=False,
    )
    passphrase = forms.CharField(
        label=_("Nycklarnas lösenfras"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
        max_length=200,
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("keys") and not data.get("passphrase"):
            self.add_error("passphrase", _("Skriv lösenfrasen som öppnar nycklarna."))
        for name in ("file", "keys"):
            found = data.get(name) or []
            if any(file.size > MAX_FILE_BYTES for file in (found if name == "keys" else [found] if found else [])):
                self.add_error(name, _("Filen är större än 5 MB. Ta bort bilder eller dela upp den i flera filer."))
        return data


class ConfirmForm(forms.Form):
    """The passphrase is written twice: a slip of the hand would lock the names away for ever.

    Without a key to lock there is nothing to fill in.
    """

    passphrase = forms.CharField(
        label=_("Lösenfras för nycklarna"),
        help_text=_("Minst 12 tecken. Ringar sparar den inte och kan inte öppna nycklarna utan den."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        min_length=LEAST_PASSPHRASE,
        max_length=200,
        error_messages={"min_length": _("Lösenfrasen behöver minst 12 tecken.")},
    )
    again = forms.CharField(
        label=_("Lösenfrasen en gång till"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )

    def __init__(self, *args, locks: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not locks:
            del self.fields["passphrase"], self.fields["again"]

    def clean(self):
        data = super().clean()
        if data.get("passphrase") and data.get("again") and data["passphrase"] != data["again"]:
            self.add_error("again", _("De två lösenfraserna är olika. Skriv samma i båda."))
        return data
