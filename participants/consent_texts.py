"""What may be shown when somebody is asked: reviewed words only."""

from dataclasses import dataclass

from participants.models import ConsentText

FALLBACK = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """The texts of one version. `in_own_language` is False where Swedish and English stand in."""

    version: int
    texts: tuple[ConsentText, ...]
    in_own_language: bool


def reviewed_texts(purpose: str, language: str) -> Asked:
    """The newest version's reviewed text in `language` (a code), else its Swedish and English ones.

    LookupError where the installation has no reviewed text for the purpose: then nobody can be asked.
    """
    reviewed = ConsentText.objects.filter(purpose=purpose).exclude(reviewed_by="").select_related("language")
    newest = reviewed.filter(language_id__in=FALLBACK).order_by("-version").first()
    if newest is None:
        raise LookupError(f"No reviewed consent text for {purpose}: run seed_reference.")
    by_code = {text.language_id: text for text in reviewed.filter(version=newest.version)}
    own = by_code.get(language)
    texts = (own,) if own else tuple(by_code[code] for code in FALLBACK if code in by_code)
    return Asked(newest.version, texts, own is not None)
