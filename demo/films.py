"""The placeholder films in the circles' languages, so that a session's film has minutes and a safe stop."""

from demo.world import World
from materials.actions import save_film_version
from materials.models import Film, FilmVersion

LANGUAGES = ("sv", "prs", "ar", "so", "uk", "ti")
MINUTES = 12


def tell_films(w: World) -> None:
    w.story.at(w.days(-900), _films, w)


def _films(w: World) -> None:
    for film in Film.objects.all():
        for number, code in enumerate(LANGUAGES):
            version = FilmVersion(
                film=film,
                language=w.language(code),
                minutes=MINUTES + (film.ordinal + number) % 3,
                safe_stop_seconds=380 if film.ordinal % 2 else None,
                reviewed_by="Redaktionen" if code == "sv" else "",
            )
            save_film_version(version=version, by=w.users["coordinator"])
