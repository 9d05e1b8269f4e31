"""Codes of an app for the second step, as a phone shows them."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone


def code_of(secret: str) -> str:
    """The six digits of this half minute."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
