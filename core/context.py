"""What every page's frame needs to know: languages, direction, and whether the words were reviewed."""

import gettext
from functools import cache

from django.conf import settings
from django.utils import translation


def page(request) -> dict:
    code = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "languages": settings.LANGUAGES,
        "current_language": code,
        "text_direction": "rtl" if translation.get_language_bidi() else "ltr",
        "is_demo": settings.RINGAR_DEMO,
        "translation_unreviewed": not is_reviewed(code),
    }


@cache
def is_reviewed(code: str) -> bool:
    """Whether our catalogue of language `code` names a reviewer in its header X-Reviewed-By.

    Swedish is the language the words are written in and needs no reviewer. Read from our own file: Django's
    merged catalogue keeps the headers of Django's.
    """
    if code.split("-")[0] == settings.LANGUAGE_CODE:
        return True
    ours = gettext.translation("django", settings.LOCALE_PATHS[0], [translation.to_locale(code)], fallback=True)
    return bool(ours.info().get("x-reviewed-by", "").strip())
