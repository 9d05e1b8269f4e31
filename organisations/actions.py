"""Verbs that write memberships, organisations, hubs and projects."""

from django.db import transaction
from django.utils import timezone

from accounts.access.roles import Role
from audit.events import record
from core.models import StatementPart
from organisations.models import Hub, Membership, Organisation, Project


class LastAdministrator(Exception):
    """Nobody would be left who can invite people."""


@transaction.atomic
def end_membership(*, membership: Membership, by) -> bool:
    """End a role at once. False when it had ended (a double tap). Raises LastAdministrator.

    Who leads circles hands them over first: stewardship.departures does both.
    """
    administrators = Membership.objects.active().filter(role=Role.ADMINISTRATOR)
    others = list(administrators.select_for_update().exclude(pk=membership.pk).values_list("pk", flat=True))
    if membership.role == Role.ADMINISTRATOR and not others:
        raise LastAdministrator
    now = timezone.now()
    ended = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=now, updated_at=now)
    if ended:
        record("membership.ended", membership, by=by, role_ended=membership.role)
    return bool(ended)


@transaction.atomic
def save_organisation(*, organisation: Organisation, municipalities: list, by) -> Organisation:
    """Keep a new or changed organisation."""
    verb = "organisation.changed" if organisation.pk else "organisation.added"
    organisation.save()
    organisation.municipalities.set(municipalities)
    record(verb, organisation, by=by)
    return organisation


@transaction.atomic
def save_hub(*, hub: Hub, municipalities: list, by) -> Hub:
    """Keep a new or changed hub. Its municipalities leave the hubs they were in: each has at most one."""
    verb = "hub.changed" if hub.pk else "hub.added"
    hub.save()
    for other in Hub.objects.filter(municipalities__in=municipalities).exclude(pk=hub.pk).distinct():
        other.municipalities.remove(*municipalities)
    hub.municipalities.set(municipalities)
    record(verb, hub, by=by)
    return hub


@transaction.atomic
def save_project(*, project: Project, partners: list, by) -> Project:
    """Keep a new or changed project."""
    verb = "project.changed" if project.pk else "project.added"
    project.save()
    project.partners.set(partners)
    record(verb, project, by=by)
    return project


@transaction.atomic
def save_statement(*, language: str, texts: dict[str, str], by) -> None:
    """Keep what this site says in its accessibility statement; parts that aren't in `texts` are Ringar's own again."""
    rows = StatementPart.objects.filter(language=language)
    rows.exclude(part__in=texts).delete()
    standing = dict(rows.values_list("part", "text"))
    for part, text in texts.items():
        if standing.get(part) != text:
            StatementPart.objects.update_or_create(part=part, language=language, defaults={"text": text})
    record("statement.changed", None, by=by, language=language, parts=len(texts))
