"""Verbs that change an account."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from audit.events import record


@transaction.atomic
def open_account(*, email: str, name: str, password: str, language: str, by) -> User:
    """A new person, whose address the invitation's link has proved. Raises IntegrityError where it is taken."""
    user = User.objects.create_user(email=email, password=password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    record("account.opened", user, by=by or user)
    return user


@transaction.atomic
def change_own_details(*, name: str, language: str, by: User) -> None:
    by.name, by.language = name, language
    by.save(update_fields=["name", "language", "updated_at"])
    record("account.details_changed", by, by=by)


@transaction.atomic
def deactivate(*, user: User, by) -> None:
    """Shut the account at once: the next request of any of its sessions is a stranger's."""
    user.is_active = False
    user.save(update_fields=["is_active", "updated_at"])
    record("account.deactivated", user, by=by)


@transaction.atomic
def reactivate(*, user: User, by) -> None:
    user.is_active = True
    user.save(update_fields=["is_active", "updated_at"])
    record("account.reactivated", user, by=by)
