"""allauth's door: nobody signs up by themselves, and the log keeps who came in and who didn't."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from audit.events import record


class InvitedOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

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
