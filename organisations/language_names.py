"""What a language is called in the language of the screen."""

from babel import Locale

# CLDR knows Dari as Persian of Afghanistan.
_CLDR_CODES = {"prs": "fa_AF"}
# What CLDR has no name for, or one that its speakers don't want.
_NAMES = {
    "ar": {
        "acm": "العربية العراقية",
        "aii": "الآشورية / السريانية الشرقية",
        "apc": "العربية الشامية",
        "apd": "العربية السودانية",
        "ary": "العربية المغربية",
        "arz": "العربية المصرية",
        "mnk": "الماندينكا",
        "rmy": "الرومنية (فلاكس)",
        "rom": "الرومنية",
    },
}


def language_name(language, screen: str) -> str:
    """Our Swedish and English names; elsewhere ours where CLDR's won't do, CLDR's, else the language's own name.

    language_name(dari, "ar") → "الدارية"
    """
    if screen in ("sv", "en"):
        return language.name_sv if screen == "sv" else language.name_en
    if ours := _NAMES.get(screen, {}).get(language.code):
        return ours
    known = Locale.parse(screen.replace("-", "_")).languages
    return known.get(_CLDR_CODES.get(language.code, language.code)) or language.autonym or language.name_en
