"""MHPSS 4Ws activity codes, edition of 2012 (IASC), with short labels of our own. They serve statistics only.

The labels of codes 8.4, 9 and 10 speak of care in everyday words: an offer is described, never a person.
"""

from django.utils.translation import gettext_lazy as _

EDITION = "2012"
OTHER = _("Annat")

GROUPS = [
    (
        _("1 Information till allmänheten"),
        [("1.1", _("Om läget och tillgängliga insatser")), ("1.2", _("Om psykisk hälsa och stöd")), ("1.3", OTHER)],
    ),
    (
        _("2 Gruppens egen organisering"),
        [("2.1", _("Stöd till gruppens egna insatser")), ("2.2", _("Mötesplatser och möten")), ("2.3", OTHER)],
    ),
    (
        _("3 Stöd i familj och närsamhälle"),
        [
            ("3.1", _("Gruppens egna sociala aktiviteter")),
            ("3.2", _("Föräldra- och familjestöd")),
            ("3.3", _("Närsamhällets stöd till utsatta")),
            ("3.4", _("Sociala aktiviteter i grupp, till exempel studiecirkel")),
            ("3.5", _("Fritid och skapande")),
            ("3.6", _("Små barns utveckling")),
            ("3.7", _("Traditionellt, andligt eller religiöst stöd")),
            ("3.8", OTHER),
        ],
    ),
    (_("4 Trygga platser"), [("4.1", _("Barnvänliga platser")), ("4.2", OTHER)]),
    (
        _("5 Stöd i utbildning"),
        [("5.1", _("Till lärare och personal")), ("5.2", _("Till klasser och barngrupper")), ("5.3", OTHER)],
    ),
    (_("6 Psykosociala hänsyn i andra verksamheter"), [("6.1", _("Information och påverkan")), ("6.2", OTHER)]),
    (
        _("7 Psykosocialt arbete med enskilda"),
        [("7.1", _("Psykologisk första hjälp")), ("7.2", _("Lotsa till stöd och följa upp")), ("7.3", OTHER)],
    ),
    (
        _("8 Psykologiska insatser"),
        [
            ("8.1", _("Stödsamtal, enskilt")),
            ("8.2", _("Stödsamtal, grupp eller familj")),
            ("8.3", _("Vid alkohol eller droger")),
            ("8.4", _("Samtal hos legitimerad psykolog")),
            ("8.5", _("Genomgång efter en svår händelse")),
            ("8.6", OTHER),
        ],
    ),
    (
        _("9 Vård på vårdcentral"),
        [
            ("9.1", _("Utan läkemedel")),
            ("9.2", _("Med läkemedel")),
            ("9.3", _("Uppmärksamma, hänvisa och följa upp")),
            ("9.4", OTHER),
        ],
    ),
    (
        _("10 Vård inom psykiatrin"),
        [("10.1", _("Utan läkemedel")), ("10.2", _("Med läkemedel")), ("10.3", _("Heldygnsvård")), ("10.4", OTHER)],
    ),
    (
        _("11 Allmänt stöd till området"),
        [
            ("11.1", _("Kartläggning")),
            ("11.2", _("Uppföljning och utvärdering")),
            ("11.3", _("Utbildning")),
            ("11.4", _("Handledning")),
            ("11.5", _("Stöd till personal och frivilliga")),
            ("11.6", _("Forskning")),
            ("11.7", OTHER),
        ],
    ),
]


def choices() -> list:
    """For a form: nothing first, then each code with its label under its group."""
    groups = [(group, [(code, f"{code} {label}") for code, label in codes]) for group, codes in GROUPS]
    return [("", _("Välj kod, om ni använder dem")), *groups]


CODES = frozenset(code for _group, codes in GROUPS for code, _label in codes)
