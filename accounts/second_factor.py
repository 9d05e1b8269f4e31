"""Whether a person has a second factor to sign in with: a passkey or a code app. Recovery codes alone don't count."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

COUNTS = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]


def has_second_factor(user) -> bool:
    return is_mfa_enabled(user, COUNTS)
