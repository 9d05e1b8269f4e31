"""What a language is called in the language of the screen."""

from babel import Locale

# CLDR knows Dari as Persian of Afghanistan.
_CLDR_CODES = {"prs": "fa_AF"}


def language_name(language, screen: str) -> str:
    """Our Swedish and English names; elsewhere CLDR's, else the language's own name.

    language_name(dari, "ar") → "الدارية"
    """
    if screen in ("sv", "en"):
        return language.name_sv if screen == "sv" else language.name_en
    known = Locale.parse(screen.replace("-", "_")).languages
    return known.get(_CLDR_CODES.get(language.code, language.code)) or language.autonym or language.name_en
