"""Forms whose free text holds no identity number, whatever room they stand in."""

from django import forms

from core.validators import refuse_identity_numbers


class PlainTextMixin:
    """Every text field of the form refuses personal, coordination and LMA numbers. Stands first among the bases."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._refuse_numbers()

    def _refuse_numbers(self):
        """Once more after a form has added fields of its own."""
        for field in self.fields.values():
            is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
            if is_text and refuse_identity_numbers not in field.validators:
                field.validators.append(refuse_identity_numbers)
