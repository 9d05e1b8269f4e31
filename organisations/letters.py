"""The letters of this room, sent once what they speak of is saved."""

from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.access.roles import SENTENCES, Role
from accounts.models import User
from organisations.models import Invitation


def send_invitation(invitation: Invitation, link: str) -> None:
    """Sent after the commit, in the language of a person who has an account, else that of whoever invites.

    A mail server that is away is logged and stops nothing: the list of people offers to send again.
    """
    known = User.objects.filter(email=invitation.email).first()
    with translation.override(known.language if known else translation.get_language()):
        context = {
            "invitation": invitation,
            "role": Role(invitation.role).label,
            "sentence": SENTENCES[Role(invitation.role)],
            "link": link,
        }
        subject = render_to_string("organisations/letters/invitation_subject.txt", context)
        body = render_to_string("organisations/letters/invitation.txt", context)
    letter = partial(send_mail, " ".join(subject.split()), body, None, [invitation.email])
    transaction.on_commit(letter, robust=True)
