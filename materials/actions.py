"""Verbs that write what is used in circles."""

from django.db import transaction

from audit.events import record
from materials.models import Film, FilmVersion, Programme, SessionTemplate


@transaction.atomic
def save_programme(*, programme: Programme, by) -> Programme:
    """Keep a changed programme. Circles that are planned already keep their own times."""
    programme.save()
    record("programme.changed", programme, by=by)
    return programme


@transaction.atomic
def save_session_template(*, session: SessionTemplate, by) -> SessionTemplate:
    """Keep a changed or a new meeting of a programme."""
    session.save()
    record("programme.session_changed", session.programme, by=by, ordinal=session.ordinal)
    return session


@transaction.atomic
def add_session_template(*, programme: Programme, by, **fields) -> SessionTemplate:
    """A meeting after the last."""
    last = programme.sessions.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    session = SessionTemplate(programme=programme, ordinal=last + 1, **fields)
    return save_session_template(session=session, by=by)


@transaction.atomic
def remove_session_template(*, session: SessionTemplate, by) -> None:
    """Take a meeting out; those after it move up one."""
    programme, ordinal = session.programme, session.ordinal
    session.delete()
    for later in programme.sessions.filter(ordinal__gt=ordinal).order_by("ordinal"):
        later.ordinal -= 1
        later.save(update_fields=["ordinal"])
    record("programme.session_removed", programme, by=by, ordinal=ordinal)


@transaction.atomic
def save_film(*, film: Film, by) -> Film:
    film.save()
    record("film.changed", film, by=by)
    return film


@transaction.atomic
def save_film_version(*, version: FilmVersion, by) -> FilmVersion:
    """Keep a film's version in one language. Who reviewed it is part of the version."""
    verb = "film.version_changed" if version.pk else "film.version_added"
    version.save()
    record(verb, version.film, by=by, language=version.language_id)
    return version
