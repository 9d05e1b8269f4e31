"""Fetch and authorise in one line. A stranger gets 404, and the attempt is in the log."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404

from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from audit.events import record
from core.readonly import bookkeeping


def object_or_404(queryset: models.QuerySet, user, public_id, verb: Verb | str):
    """The row of `queryset` (what `user` may do `verb` to) with this public id, or Http404.

    Where the row exists but isn't the user's, the denial is recorded as "access.denied". Call it outside
    `atomic()`, else the record is rolled back with the request. An id that never existed leaves no trace.

    object_or_404(Circle.objects.visible_to(user), user, public_id, Verb.SEE)
    """
    try:
        found = queryset.filter(public_id=public_id).first()
    except (ValidationError, ValueError):
        raise Http404 from None
    if found is None:
        _record_denial(queryset.model, user, public_id, verb)
        raise Http404
    return found


def objects_for(queryset: models.QuerySet, user, public_ids: Iterable, verb: Verb | str) -> dict:
    """Those of `queryset` (what `user` may do `verb` to) with these public ids, by public id, in one query.

    What isn't the user's is left out and recorded as "access.denied", as by `object_or_404`.
    """
    wanted = set(public_ids)
    found = {row.public_id: row for row in queryset.filter(public_id__in=wanted)}
    if missing := wanted - found.keys():
        for foreign in queryset.model._base_manager.filter(public_id__in=missing):
            with bookkeeping():
                record("access.denied", foreign, by=user, verb_denied=str(verb))
    return found


def require(user, verb: Verb, thing: Thing) -> None:
    """Http404 unless one of the user's roles may do `verb` to some `thing`; the denial is recorded.

    Reads `user.roles`, which organisations.middleware sets once per request.
    """
    if not may(getattr(user, "roles", ()), verb, thing):
        with bookkeeping():
            record("access.denied", by=user, verb_denied=str(verb), thing=str(thing))
        raise Http404


def _record_denial(model: type[models.Model], user, public_id, verb: Verb | str) -> None:
    foreign = model._base_manager.filter(public_id=public_id).first()
    if foreign is not None:
        with bookkeeping():
            record("access.denied", foreign, by=user, verb_denied=str(verb))
