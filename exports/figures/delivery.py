"""D: which modules were planned and held, which films were shown, in which language and for how long."""

from collections.abc import Mapping

from django.db.models import Count, Q, Sum

from circles.models import Session, SessionFilm
from disclosure import Contribution, pool
from exports.columns import NOT_APPLICABLE, OTHER, OUTSIDE
from exports.figures.published import HELD, Row, published
from exports.models import Batch
from materials.models import FilmVersion


def delivery(batch: Batch) -> list[Row]:
    """Rows of part, module, film, language, planned, held, minutes."""
    return [*_modules(batch), *_films(batch)]


def _modules(batch: Batch) -> list[Row]:
    """A row per module of the programme, and one for sessions outside its modules."""
    modules = batch.programme.sessions.order_by("ordinal").values_list("ordinal", flat=True)
    rows = (
        Session.objects.filter(circle__batch_link__batch=batch)
        .order_by()
        .values_list("template__ordinal", "template__programme_id", "circle_id")
        .annotate(planned=Count("pk"), held=Count("pk", filter=Q(status=HELD)))
    )
    parts = [
        Contribution(module if programme == batch.programme_id else OUTSIDE, circle, {"planned": planned, "held": held})
        for module, programme, circle, planned, held in rows
    ]
    none = NOT_APPLICABLE
    return [
        ["module", module, none, none, *published(sums, ("planned", "held")), none]
        for module, sums in pool(parts, labels=[*modules, OUTSIDE]).items()
    ]


def _films(batch: Batch) -> list[Row]:
    """A row per film and language there is. Languages too rare to be told apart go into "other"."""
    names = ("film__ordinal", "language_id")
    labels = list(FilmVersion.objects.order_by(*names).values_list(*names))
    films = dict.fromkeys(film for film, _ in labels)
    parts = _showings(batch)
    pooled = pool(parts, labels=labels)
    rare = [Contribution((p.label[0], OTHER), p.circle, p.counts) for p in parts if pooled[p.label] is None]
    pooled |= pool(rare, labels=[(film, OTHER) for film in films])
    none = NOT_APPLICABLE
    return [
        ["film", none, film, language, none, *_dose(sums)]
        for (film, language), sums in sorted(pooled.items(), key=lambda row: (row[0][0], row[0][1] == OTHER))
    ]


def _dose(sums: Mapping[str, int] | None) -> list[int]:
    """Showings, and the minutes of that published number of showings at their mean length.

    Minutes summed by themselves would be the same count a second time: divided by the film's length, which everybody
    knows, they give the exact number of showings.
    """
    [held] = published(sums, ("held",))
    if sums is None or not held:
        return [held, held]
    each = round(sums["minutes"] / sums["held"])
    return [held, *published({"minutes": held * each}, ("minutes",))]


def _showings(batch: Batch) -> list[Contribution]:
    rows = (
        SessionFilm.objects.filter(session__circle__batch_link__batch=batch, session__status=HELD)
        .order_by()
        .values_list("version__film__ordinal", "version__language_id", "session__circle_id")
        .annotate(held=Count("pk"), shown=Sum("minutes"))
    )
    return [
        Contribution((film, language), circle, {"held": held, "minutes": minutes})
        for film, language, circle, held, minutes in rows
    ]
