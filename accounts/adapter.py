"""allauth's door: nobody signs up by themselves, and the log keeps who came in and who didn't."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.proof import signed_in_lately
from audit.events import record

WRONG_CODE = _("Koden stämmer inte. Vänta på nästa kod i appen och skriv den.")

WAYS = {
    "reauthenticate": _("Använd lösenordet"),
    "mfa_reauthenticate": _("Använd en kod"),
    "mfa_reauthenticate:webauthn": _("Använd passnyckel"),
}


class InvitedOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Kontot är avstängt. Ring din administratör."),
        "email_password_mismatch": _(
            "Adressen och lösenordet hör inte ihop. Skriv dem igen, eller välj ett nytt lösenord."
        ),
        "enter_current_password": _("Det är inte ditt nuvarande lösenord. Skriv det igen."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Lösenordet stämmer inte. Skriv det igen."),
        "rate_limited": _("Det har blivit många försök. Vänta fem minuter och försök igen."),
        "too_many_login_attempts": _("Det har blivit många försök. Vänta fem minuter och försök igen."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not just after signing in: whoever came through the door a moment ago has proved it there."""
        return not signed_in_lately(context.request.session)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """In our words; the page shows all but the one that it is."""
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def login(self, request, user):
        super().login(request, user)
        record("account.signed_in", user, by=user)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        record("account.sign_in_failed", by=None)  # no address: a mistyped one may be anybody's

    def send_mail(self, template_prefix, email, context):
        """In the language of whoever gets the letter, which isn't always that of the page."""
        reader = context.get("user")
        with translation.override(getattr(reader, "language", "") or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def format_email_subject(self, subject):
        """As our templates write it: allauth would put the host's name in front."""
        return subject

    def add_message(self, *args, **kwargs):
        """allauth's own "signed in as …" says nothing new: our pages say what happened where it matters."""


class SecondStep(DefaultMFAAdapter):
    """The same voice for the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Det är ditt enda andra steg. Lägg till ett annat först."),
        "cannot_generate_recovery_codes": _("Lägg till en passnyckel eller en app med koder först."),
        "incorrect_code": WRONG_CODE,
    }


def note_wrong_code(sender, *, user, reauthentication=False, **rest) -> None:
    """The password was right, so whose account it was is known; who typed the code is known once signed in."""
    record("account.code_failed", user, by=user if reauthentication else None)
