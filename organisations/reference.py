"""Reference data of this room: municipalities, languages, the organisations and the project it began with."""

from core.search import sort_key
from organisations.lists import lines
from organisations.models import Language, Municipality, Organisation, Project

KIND = Organisation.Kind

# name, short name, kind
ORGANISATIONS = [
    ("Sensus studieförbund", "Sensus", KIND.STUDY_ASSOCIATION),
    ("Vårsta Diakoni", "", KIND.CIVIL_SOCIETY),
    ("Försoningsgruppen", "", KIND.CIVIL_SOCIETY),
    ("Individuell Människohjälp", "IM", KIND.CIVIL_SOCIETY),
    ("Rädda Barnen", "", KIND.CIVIL_SOCIETY),
    ("Nätverk, aktivitet, delaktighet", "NAD", KIND.CIVIL_SOCIETY),
]
REGIN_PARTNERS = ["Sensus studieförbund", "Vårsta Diakoni", "Försoningsgruppen"]


def seed() -> dict[str, int]:
    """Facts are brought up to date; organisations and projects are only added, since people edit them."""
    return {
        "municipalities": _municipalities(),
        "languages": _languages(),
        "organisations": _organisations(),
        "projects": _projects(),
    }


def _municipalities() -> int:
    rows = [Municipality(**row, sort_key=sort_key(row["name"])) for row in lines("municipalities")]
    return _bring_up_to_date(Municipality, rows)


def _languages() -> int:
    rows = [Language(**row, sort_key=sort_key(row["name_sv"])) for row in lines("languages")]
    return _bring_up_to_date(Language, rows)


def _bring_up_to_date(model, rows: list) -> int:
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=columns)
    return len(rows)


def _organisations() -> int:
    for name, short_name, kind in ORGANISATIONS:
        Organisation.objects.get_or_create(name=name, defaults={"short_name": short_name, "kind": kind})
    return len(ORGANISATIONS)


def _projects() -> int:
    project, is_new = Project.objects.get_or_create(
        code="regin", defaults={"name": "REGIN", "funder": "Europeiska unionen"}
    )
    if is_new:
        project.partners.set(Organisation.objects.filter(name__in=REGIN_PARTNERS))
    return 1
