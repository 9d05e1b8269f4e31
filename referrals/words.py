"""The reasons and states of this room as sentences."""

from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from circles.rules.verdict import Reason
from circles.words import WORDS as CIRCLES
from core.lists import in_a_row, listed
from core.times import short_day
from core.validators import IDENTITY_NUMBERS
from directory.models import Need, SupportOffer, WeekTime
from organisations.models import Language, Municipality
from referrals.models import Referral

FIELDS = {
    "card": gettext_lazy("kort"),
    "language": gettext_lazy("språk"),
    "needs": gettext_lazy("behov"),
    "area": gettext_lazy("område"),
    "times": gettext_lazy("tider"),
    "wishes": gettext_lazy("önskemål"),
    "contact": gettext_lazy("kontaktuppgifter"),
}
MISSING = {
    "needs": gettext_lazy("Välj minst ett behov."),
    "offer": gettext_lazy("Välj ett stöd att fråga."),
    "partner": gettext_lazy("Välj en partner att fråga."),
    "consent": gettext_lazy("Deltagaren har inte sagt ja än. Fråga först, och skriv in svaret."),
    "contact_person": gettext_lazy("Skriv vem hos er som tar kontakt."),
    "reason": gettext_lazy("Välj en orsak."),
    "review_on": gettext_lazy("Välj en dag då ni tittar på det igen."),
    "success": gettext_lazy("Svara på om stödet gavs."),
    "sent_at": gettext_lazy("Hänvisningen har aldrig skickats. Det finns inget att bekräfta."),
    "participant_informed": gettext_lazy("Svara på om du har berättat för deltagaren."),
}


def enumerated(words: Iterable[str]) -> str:
    """ "Nätverk, föräldraskap": the first word large, the rest small."""
    line = in_a_row(str(word).lower() for word in words)
    return line[:1].upper() + line[1:]


def refusal(reasons: Iterable[Reason]) -> str:
    """Why an action was refused, in sentences that say what to do; circles have their own, for a seat in one."""
    return " ".join(str((REFUSALS.get(one.code) or CIRCLES[one.code])(**dict(one.values))) for one in reasons)


def _illegal(action: str, status: str) -> str:
    return _("Hänvisningen är %(state)s. Då går det inte att göra så. Ladda om sidan och se vad som går nu.") % {
        "state": str(Referral.Status(status).label).lower()
    }


REFUSALS: Mapping[str, Callable[..., object]] = {
    "illegal_step": _illegal,
    "missing": lambda fact: MISSING[fact],
    "consent_missing": lambda: MISSING["consent"],
    "consent_withdrawn": lambda: _("Deltagaren har tagit tillbaka sitt ja. Inget skickas."),
    "receiver_not_covered": lambda: _("Deltagaren har inte sagt ja till den här organisationen. Fråga först."),
    "fields_not_covered": lambda fields: (
        _("Deltagaren har inte sagt ja till att partnern får se %(fields)s.")
        % {"fields": listed(FIELDS[name] for name in fields)}
    ),
    "offer_not_listed": lambda: _("Stödet är inte publicerat längre. Välj ett annat."),
    "other_hub_circle": lambda: _("Cirkeln hör till en annan knutpunkt. Välj en av era egna."),
    "identity_number": lambda kind: IDENTITY_NUMBERS[kind],
}


class MatchWords:
    """Reasons of matching as short remarks. Reads languages, municipalities and needs once for a whole page."""

    def __init__(self):
        self.languages = {row.pk: str(row) for row in Language.objects.all()}
        self.municipalities = dict(Municipality.objects.values_list("pk", "name"))
        self.needs = {row.pk: row.name for row in Need.objects.all()}

    def remarks(self, reasons: Iterable[Reason]) -> list[str]:
        """One remark per reason; what the capacity column says is left out."""
        said = (getattr(self, one.code)(**dict(one.values)) for one in reasons)
        return [remark for remark in said if remark]

    def language(self, language):
        return _("Ges på %(language)s") % {"language": self.languages[language]}

    def not_language(self, language):
        return _("Ges inte på %(language)s") % {"language": self.languages[language]}

    def only_swedish(self):
        return _("Passar om lätt svenska går bra")

    def place(self, municipality):
        return _("Finns i %(place)s") % {"place": self.municipalities[municipality]}

    def neighbour(self, municipality):
        return _("Finns i %(place)s, inte i samma kommun") % {"place": self.municipalities[municipality]}

    def far(self):
        return _("Finns inte i närheten")

    def time(self, times):
        return _("Tiden passar")

    def any_time(self):
        return ""

    def times_unknown(self):
        return _("Tiderna är inte angivna, fråga")

    def other_times(self, times):
        return _("Passar om personen kan: %(times)s") % {"times": _times(times)}

    def needs_met(self, met):
        return enumerated(self.needs.get(code, code) for code in met)

    def some_needs(self, met, left):
        return _("Ger inte: %(needs)s") % {"needs": in_a_row(self.needs.get(code, code).lower() for code in left)}

    def not_needs(self):
        return _("Ger ett annat stöd än det som behövs")

    def other_level(self, level):
        return _("Nivå %(level)d: %(name)s") % {"level": level, "name": str(SupportOffer.Level(level).label).lower()}

    def places(self, free):
        return ""

    def drop_in(self):
        return ""

    def no_pledge(self):
        return _("Inget löfte om plats")

    def places_asked(self, free, asked):
        return ngettext("En annan är tillfrågad om platserna", "%(asked)d andra är tillfrågade om platserna", asked) % {
            "asked": asked
        }

    def full(self, ahead):
        if not ahead:
            return _("Passar om en plats blir ledig")
        return ngettext(
            "Passar om en plats blir ledig, %(ahead)d väntar före",
            "Passar om en plats blir ledig, %(ahead)d väntar före",
            ahead,
        ) % {"ahead": ahead}

    def closed(self, day):
        return _("Passar om det kan vänta: stängt till %(day)s") % {"day": short_day(day)}

    def no_yes(self, name):
        return _("Passar om deltagaren säger ja till %(name)s") % {"name": name}

    def childcare(self):
        return _("Barnpassning finns")

    def no_childcare(self):
        return _("Ingen barnpassning")

    def women_group(self):
        return _("Kvinnogrupp")

    def mixed_group(self):
        return _("Inte en kvinnogrupp")

    def women_only(self):
        return _("Endast för kvinnor")

    def not_ages(self, low, high):
        if low is None:
            return _("Till och med %(high)d år") % {"high": high}
        if high is None:
            return _("Från %(low)d år") % {"low": low}
        return _("%(low)d–%(high)d år") % {"low": low, "high": high}

    def old(self, days):
        return _("Uppgifterna är %(days)d dagar gamla") % {"days": days}


PARTS_OF_WEEKDAYS: Mapping[str, object] = {
    WeekTime.WEEKDAY_MORNING: gettext_lazy("förmiddag"),
    WeekTime.WEEKDAY_AFTERNOON: gettext_lazy("eftermiddag"),
    WeekTime.WEEKDAY_EVENING: gettext_lazy("kväll"),
}


def _times(codes: Collection[str]) -> str:
    """ "vardagar eftermiddag och kväll, helger": the parts of weekdays together, in the order of the day."""
    parts = [word for code, word in PARTS_OF_WEEKDAYS.items() if code in codes]
    weekdays = _("vardagar %(parts)s") % {"parts": listed(parts)} if parts else ""
    return in_a_row([weekdays, WeekTime.WEEKEND.label.lower() if WeekTime.WEEKEND in codes else ""])


def time_labels(codes: Collection[str]) -> str:
    return enumerated([_times(codes)])


def wish_labels(codes: Iterable[str]) -> str:
    return enumerated(Referral.Wish(code).label for code in codes)


# What a toast says after an action, and what the page of a lost race says that you wanted.
ACTION_WORDS: Mapping[str, object] = {
    "create": gettext_lazy("Sparat som utkast"),
    "consent": gettext_lazy("Samtycket är inskrivet"),
    "send": gettext_lazy("Frågan är skickad"),
    "acknowledge": gettext_lazy("Mottagen"),
    "accept": gettext_lazy("Ja"),
    "decline": gettext_lazy("Nej"),
    "message": gettext_lazy("Meddelandet är skickat"),
    "reply": gettext_lazy("Meddelandet är skickat"),
    "start": gettext_lazy("Första kontakten är inskriven"),
    "hold": gettext_lazy("Vilar"),
    "resume": gettext_lazy("På gång igen"),
    "complete": gettext_lazy("Avslutad"),
    "fail": gettext_lazy("Kunde inte genomföras"),
    "ack_cancel": gettext_lazy("Du har sett återkallandet"),
    "cancel": gettext_lazy("Återkallad"),
    "feedback": gettext_lazy("Klart. Du har läst och svarat"),
    "void": gettext_lazy("Felregistrerad"),
    "redirect": gettext_lazy("Ett nytt utkast är klart att matcha"),
    "withdraw": gettext_lazy("Samtycket är återtaget och kontaktuppgifterna är borttagna"),
}
# What the toast says where the action's own word would say too little.
DONE_WORDS: Mapping[str, object] = ACTION_WORDS | {
    "acknowledge": gettext_lazy("Ni har bekräftat. Samordnaren ser det."),
    "accept": gettext_lazy("Ni har sagt ja. Samordnaren ser det."),
    "decline": gettext_lazy("Ni har sagt nej. Samordnaren ser det."),
    "hold": gettext_lazy("Hänvisningen vilar. Samordnaren ser det."),
    "complete": gettext_lazy("Stödet är avslutat. Samordnaren ser det."),
    "fail": gettext_lazy("Samordnaren ser att stödet inte kunde genomföras."),
}


def lost_words(*, is_own: bool) -> tuple[str, str]:
    """A heading and a sentence for an answer that came too late; one's own, from another tab, is nobody else's."""
    if is_own:
        return _("Du har redan svarat"), _("Du har redan svarat. Inget nytt har sparats.")
    return _("Någon hann före"), _("Någon annan hann före. Inget av ditt svar har sparats.")
