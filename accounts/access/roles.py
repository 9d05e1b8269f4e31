"""The roles, each with a sentence that a manager can read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    COMMUNICATOR = "communicator", _("Kommunikatör")
    COORDINATOR = "coordinator", _("Samordnare")
    PARTNER = "partner", _("Partnerkontakt")
    CONVENER = "convener", _("Sammankallande")
    EVALUATOR = "evaluator", _("Utvärderare")
    STEWARD = "steward", _("Dataskydd")
    SUPERVISOR = "supervisor", _("Handledare")
    OFFICER = "officer", _("Verksamhetsutvecklare")
    ADMINISTRATOR = "administrator", _("Administratör")


SENTENCES = {
    Role.COMMUNICATOR: _("Planerar och leder sina egna cirklar, tar närvaro och erbjuder hänvisningar."),
    Role.COORDINATOR: _("Ser knutpunktens cirklar, ledare och hänvisningar, och matchar dem."),
    Role.PARTNER: _("Svarar på hänvisningar som har skickats till den egna organisationen."),
    Role.CONVENER: _("Ser stödkatalogen och siffror där ingen kan kännas igen. Inga personer."),
    Role.EVALUATOR: _("Begär och hämtar utgåvor i den egna studien. Aldrig en levande rad."),
    Role.STEWARD: _(
        "Godkänner utgåvor och läser loggen. Får läsa cirklar, närvaro och hänvisningar; varje läsning skrivs in."
    ),
    Role.SUPERVISOR: _("Handleder ledare som delar med sig. Inga deltagare."),
    Role.OFFICER: _("Godkänner ledare och cirklar i det egna studieförbundet. Antal och timmar, inga kort."),
    Role.ADMINISTRATOR: _("Bjuder in personer och avslutar medlemskap. Inga deltagare, inga hänvisningar."),
}
