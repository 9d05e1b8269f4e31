"""What a field refuses whatever room it stands in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.identity_numbers import Kind, find

IDENTITY_NUMBERS = {
    Kind.PERSONAL: _("Det ser ut som ett personnummer. Ta bort det: Ringar sparar aldrig personnummer."),
    Kind.COORDINATION: _("Det ser ut som ett samordningsnummer. Ta bort det: Ringar sparar aldrig sådana nummer."),
    Kind.LMA: _("Det ser ut som ett nummer från ett LMA-kort. Ta bort det: Ringar sparar aldrig sådana nummer."),
}


def refuse_identity_numbers(text: str) -> None:
    """Raises ValidationError with an explanation where `text` holds a personal, coordination or LMA number."""
    if kind := find(text or ""):
        raise ValidationError(IDENTITY_NUMBERS[kind], code=f"identity_number_{kind}")
