"""The gates of this room: who works with circles reads, coordinators write."""

from django.http import Http404

from accounts.access.gates import object_or_404, require
from accounts.access.verbs import Thing, Verb
from materials.models import Film, FilmVersion, Programme, SessionTemplate


def programmes_for(user, verb: Verb = Verb.SEE):
    require(user, verb, Thing.PROGRAMME)
    return Programme.objects.all()


def films_for(user, verb: Verb = Verb.SEE):
    require(user, verb, Thing.PROGRAMME)
    return Film.objects.with_versions()


def programme_for(user, code: str, verb: Verb) -> Programme:
    return _or_404(programmes_for(user, verb).with_sessions().filter(code=code))


def session_template_for(user, code: str, ordinal: int, verb: Verb) -> SessionTemplate:
    require(user, verb, Thing.PROGRAMME)
    found = SessionTemplate.objects.filter(programme=code, ordinal=ordinal)
    return _or_404(found.select_related("programme", "film"))


def film_for(user, code: str, verb: Verb) -> Film:
    return _or_404(films_for(user, verb).filter(code=code))


def film_version_for(user, public_id, verb: Verb) -> FilmVersion:
    require(user, verb, Thing.PROGRAMME)
    return object_or_404(FilmVersion.objects.select_related("film", "language"), user, public_id, verb)


def _or_404(queryset):
    """Content is nobody's secret: what isn't found doesn't exist, and there is no denial to record."""
    found = queryset.first()
    if found is None:
        raise Http404
    return found
