"""Letters of a release: that it can be fetched; of an extract, that the principal is to approve it, and that it has to
be destroyed."""

from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.site import whole_address
from exports.models import Release

# Subject and body.
READY = ("exports/letters/release_ready_subject.txt", "exports/letters/release_ready.txt")
TO_SIGN = ("exports/letters/extract_to_sign_subject.txt", "exports/letters/extract_to_sign.txt")
EXTRACT_READY = ("exports/letters/extract_ready_subject.txt", "exports/letters/extract_ready.txt")
RECALL = ("exports/letters/extract_recall_subject.txt", "exports/letters/extract_recall.txt")


def tell_to_sign(release: Release) -> None:
    """To the principal alone, once the extract waits for her: never to a principal who asked for it herself."""
    principal = release.study.principal
    if principal is not None and Release.objects.to_sign_by(principal).filter(pk=release.pk).exists():
        _tell(release, TO_SIGN, [principal])


def tell_ready(release: Release) -> None:
    _tell(release, EXTRACT_READY if release.is_extract else READY, _people(release))


def tell_recall(release: Release) -> None:
    """The organisation's own mailbox too: whoever asked may have left."""
    _tell(release, RECALL, _people(release), release.study.organisation.mailbox)


def _people(release: Release) -> list[User]:
    return [user for user in (release.requested_by, release.study.principal) if user is not None and user.is_active]


def _tell(release: Release, letter: tuple[str, str], people: list[User], mailbox: str = "") -> None:
    """Sent after the commit, each in the language of its reader. A mail server that is away stops nothing: the page
    says the same."""
    readers = {user.email: user.language for user in people} | ({mailbox: "sv"} if mailbox else {})
    for address, language in readers.items():
        link = whole_address(reverse("exports:release_detail", args=[release.public_id]))
        context = {"release": release, "study": release.study, "link": link}
        with translation.override(language):
            subject, body = (render_to_string(template, context) for template in letter)
        transaction.on_commit(partial(send_mail, " ".join(subject.split()), body, None, [address]), robust=True)
