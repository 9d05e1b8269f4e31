"""The reasons of this room's rules as sentences that say what to do."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from circles.rules.verdict import Reason
from core.lists import in_a_row
from core.times import clock, date_words, short_day, weekday_day


def sentences(reasons: Iterable[Reason]) -> list[str]:
    return [sentence(one) for one in reasons]


def sentence(one: Reason) -> str:
    """The reason in the language of the page. KeyError for a code without words: a fault of ours."""
    return WORDS[one.code](**dict(one.values))


def _over_new_year(last, fits: int) -> str:
    return ngettext(
        "Cirkeln ska börja och sluta samma kalenderår. %(fits)d träff ryms före nyår, den sista blir "
        "%(last)s. Börja tidigare eller ta färre träffar.",
        "Cirkeln ska börja och sluta samma kalenderår. %(fits)d träffar ryms före nyår, den sista blir "
        "%(last)s. Börja tidigare eller ta färre träffar.",
        fits,
    ) % {"fits": fits, "last": date_words(last)}


def _span(starts_at, ends_at) -> dict:
    return {"day": weekday_day(starts_at), "start": clock(starts_at), "end": clock(ends_at)}


def _leader_taken(numbers: tuple) -> str:
    words = ngettext(
        "Ledaren har en annan träff samtidigt som träff %(numbers)s. Välj en annan tid eller en annan ledare.",
        "Ledaren har andra träffar samtidigt som träff %(numbers)s. Välj en annan tid eller en annan ledare.",
        len(numbers),
    )
    return words % {"numbers": in_a_row(numbers)}


def _illegal(current: str, following: str, open: tuple) -> str:
    return _("Det går inte i det här läget. Ladda om sidan för att se vad som gäller nu.")


def _unapproved(numbers: tuple) -> str:
    words = ngettext(
        "Träff %(numbers)s har ingen ledare som är godkänd av studieförbundet.",
        "Träff %(numbers)s har ingen ledare som är godkänd av studieförbundet.",
        len(numbers),
    )
    return words % {"numbers": in_a_row(numbers)}


def _full_week(monday, count: int, most: int) -> str:
    return ngettext(
        "Veckan %(day)s har %(count)d träff. Högst %(most)d räknas.",
        "Veckan %(day)s har %(count)d träffar. Högst %(most)d räknas.",
        count,
    ) % {"day": short_day(monday), "count": count, "most": most}


def _counted(words) -> Callable[..., str]:
    """A sentence of one number, in the plural form that the number has in the language of the page."""
    return lambda **values: str(words % values)


WORDS: dict[str, Callable[..., str]] = {
    "time_missing": lambda day, time: (
        _("Klockan %(time)s finns inte %(day)s: då ställs klockan fram. Välj en annan tid.")
        % {"time": clock(time), "day": weekday_day(day)}
    ),
    "time_twice": lambda day, time: (
        _("Klockan %(time)s kommer två gånger %(day)s: då ställs klockan tillbaka. Välj en annan tid.")
        % {"time": clock(time), "day": weekday_day(day)}
    ),
    "not_to_confirm": lambda: _("Bara en importerad cirkel som är avslutad kan bekräftas. Ladda om sidan."),
    "key_not_fetched": lambda: _("Hämta nyckeln först. Den finns ingen annanstans."),
    "no_weekday": lambda: _("Välj minst en veckodag."),
    "no_times": lambda: _("Planen har inga träffar. Välj veckodag och första dag."),
    "bad_count": _counted(
        ngettext_lazy("Välj mellan 1 och %(most)d träffar.", "Välj mellan 1 och %(most)d träffar.", "most")
    ),
    "too_many_a_week": _counted(
        ngettext_lazy(
            "Högst %(most)d träff i veckan. Ta bort en veckodag.",
            "Högst %(most)d träffar i veckan. Ta bort en veckodag.",
            "most",
        )
    ),
    "too_short": _counted(
        ngettext_lazy(
            "En träff är minst %(minutes)d minut. Välj en senare sluttid.",
            "En träff är minst %(minutes)d minuter. Välj en senare sluttid.",
            "minutes",
        )
    ),
    "bad_every": _counted(
        ngettext_lazy("Välj mellan 1 och %(most)d veckor.", "Välj mellan 1 och %(most)d veckor.", "most")
    ),
    "no_days_left": _counted(
        ngettext_lazy(
            "Bara %(found)d träff får plats inom två år. Ta färre träffar eller fler veckodagar.",
            "Bara %(found)d träffar får plats inom två år. Ta färre träffar eller fler veckodagar.",
            "found",
        )
    ),
    "over_new_year": _over_new_year,
    "day_out_of_reach": lambda first, last: (
        _("Välj en dag från %(first)s till %(last)s.") % {"first": date_words(first), "last": date_words(last)}
    ),
    "other_year": lambda years: (
        _("Cirkeln ska börja och sluta samma kalenderår. Välj en dag under %(year)s.") % {"year": in_a_row(years)}
    ),
    "leader_busy": lambda starts_at, ends_at: (
        _("Ledaren har en annan träff då: %(day)s %(start)s–%(end)s. Välj en annan tid eller en annan ledare.")
        % _span(starts_at, ends_at)
    ),
    "circle_busy": lambda starts_at, ends_at: (
        _("Cirkeln har redan en träff då: %(day)s %(start)s–%(end)s. Välj en annan tid.") % _span(starts_at, ends_at)
    ),
    "leader_taken": _leader_taken,
    "leader_near": lambda starts_at, ends_at: (
        _("Mindre än en timme till en annan träff på en annan plats: %(day)s %(start)s–%(end)s. Hinner ledaren?")
        % _span(starts_at, ends_at)
    ),
    "already_taken": lambda: _("Någon annan har redan tagit träffen."),
    "session_over": lambda: _("Träffen är redan över eller inställd. Ladda om sidan för att se vad som gäller nu."),
    "no_substitute": lambda: _("Träffen har ingen vikarie. Ladda om sidan för att se vad som gäller nu."),
    "two_years": lambda last: (
        _("Cirkeln slutar %(last)s, ett annat kalenderår än den började. Flytta träffar så att den ryms i ett.")
        % {"last": date_words(last)}
    ),
    "work_plan_missing": lambda first: (
        _("Arbetsplanen saknas. Den ska finnas före första träffen %(day)s.") % {"day": weekday_day(first)}
        if first
        else _("Arbetsplanen saknas.")
    ),
    "work_plan_late": lambda day, first: (
        _("Arbetsplanen kom %(day)s, efter första träffen %(first)s.")
        % {"day": weekday_day(day), "first": weekday_day(first)}
    ),
    "leader_unapproved": _unapproved,
    "full_week": _full_week,
    "too_many_people": lambda people, most: (
        _("Ni är %(people)d med ledaren, högst %(most)d får vara med. Dela cirkeln i två.")
        % {"people": people, "most": most}
    ),
    "too_young": _counted(
        ngettext_lazy(
            "%(people)d deltagare är yngre än %(least)d år och räknas inte här. I annan folkbildningsverksamhet räknas "
            "barn från %(other)d år.",
            "%(people)d deltagare är yngre än %(least)d år och räknas inte här. I annan folkbildningsverksamhet räknas "
            "barn från %(other)d år.",
            "people",
        )
    ),
    "maybe_too_young": _counted(
        ngettext_lazy(
            "%(people)d deltagare kan vara yngre än %(least)d år. Fråga vilket år personen fyller %(least)d.",
            "%(people)d deltagare kan vara yngre än %(least)d år. Fråga vilket år de fyller %(least)d.",
            "people",
        )
    ),
    "double_circles": _counted(
        ngettext_lazy(
            "%(people)d deltagare är med i en annan cirkel samtidigt. Samma timme får bara rapporteras en gång.",
            "%(people)d deltagare är med i en annan cirkel samtidigt. Samma timme får bara rapporteras en gång.",
            "people",
        )
    ),
    "year_ceiling": _counted(
        ngettext_lazy(
            "%(people)d deltagare har över %(most)d studietimmar i år. Timmarna därutöver räknas inte.",
            "%(people)d deltagare har över %(most)d studietimmar i år. Timmarna därutöver räknas inte.",
            "people",
        )
    ),
    "left_out": _counted(
        ngettext_lazy(
            "%(people)d deltagare är med utan att räknas i rapporten.",
            "%(people)d deltagare är med utan att räknas i rapporten.",
            "people",
        )
    ),
    "not_waiting": lambda: _("Personen väntar inte längre på plats. Ladda om sidan."),
    "not_next": lambda: _("Andra har väntat längre. Erbjud platsen till den som står på tur."),
    "others_wait": _counted(
        ngettext_lazy(
            "%(people)d person väntar på plats och står på tur före den som är ny.",
            "%(people)d personer väntar på plats och står på tur före den som är ny.",
            "people",
        )
    ),
    "no_offer": lambda: _("Erbjudandet gäller inte längre. Ladda om sidan för att se vem som står på tur."),
    "no_seat_free": _counted(
        ngettext_lazy(
            "%(seats)d plats finns, och den är tagen eller erbjuden. Vänta tills den blir ledig.",
            "Alla %(seats)d platser är tagna eller erbjudna. Vänta tills en blir ledig.",
            "seats",
        )
    ),
    "bad_deadline": _counted(
        ngettext_lazy("Välj en sista dag inom %(most)d dag.", "Välj en sista dag inom %(most)d dagar.", "most")
    ),
    "card_too_early": lambda: _("Kortet kan göras från dagen före träffen. Det slutar gälla vid midnatt."),
    "not_compared": lambda: _("Jämför med e-listan och kryssa i rutan först."),
    "not_signed": lambda: _("Listan är inte signerad. Ladda om sidan för att se vad som gäller nu."),
    "circle_done": lambda: _("Cirkeln är signerad eller inställd. Den kan inte få fler träffar."),
    "meeting_ceiling": _counted(
        ngettext_lazy("Högst %(most)d studietimme per träff.", "Högst %(most)d studietimmar per träff.", "most")
    ),
    "week_meetings_ceiling": _counted(
        ngettext_lazy("Högst %(most)d träff i veckan räknas.", "Högst %(most)d träffar i veckan räknas.", "most")
    ),
    "week_hours_ceiling": _counted(
        ngettext_lazy("Högst %(most)d studietimme i veckan.", "Högst %(most)d studietimmar i veckan.", "most")
    ),
    "hours_negative": lambda: _("Skriv 0 eller fler studietimmar."),
    "hours_over_proposal": _counted(
        ngettext_lazy(
            "Tiden räcker till %(most)d studietimme. Skriv så många eller färre.",
            "Tiden räcker till %(most)d studietimmar. Skriv så många eller färre.",
            "most",
        )
    ),
    "break_too_long": _counted(
        ngettext_lazy(
            "Rasten måste vara kortare än träffen, som är %(minutes)d minut.",
            "Rasten måste vara kortare än träffen, som är %(minutes)d minuter.",
            "minutes",
        )
    ),
    "film_too_long": _counted(
        ngettext_lazy(
            "Filmen är %(most)d minut lång. Skriv så många minuter eller färre.",
            "Filmen är %(most)d minuter lång. Skriv så många minuter eller färre.",
            "most",
        )
    ),
    "too_few_present": _counted(
        ngettext_lazy(
            "%(people)d person med ledaren. Det behövs minst %(least)d för att träffen ska räknas.",
            "%(people)d personer med ledaren. Det behövs minst %(least)d för att träffen ska räknas.",
            "people",
        )
    ),
    "too_many_present": _counted(
        ngettext_lazy(
            "%(people)d person med ledaren. Högst %(most)d får vara med för att träffen ska räknas.",
            "%(people)d personer med ledaren. Högst %(most)d får vara med för att träffen ska räknas.",
            "people",
        )
    ),
    "leader_not_approved": lambda: _("Ingen ledare är godkänd av studieförbundet."),
    "no_whole_hour": _counted(
        ngettext_lazy(
            "Träffen gav ingen hel studietimme på %(minutes)d minut.",
            "Träffen gav ingen hel studietimme på %(minutes)d minuter.",
            "minutes",
        )
    ),
    "no_counting_meeting": lambda: _("Har inte varit med på någon träff som räknas."),
    "none_of_the_first": lambda first: _("Var inte med på någon av de %(first)s första träffarna.") % {"first": first},
    "too_few_meetings": lambda meetings, needed: (
        _("%(meetings)s av %(needed)s träffar som räknas.") % {"meetings": meetings, "needed": needed}
    ),
    "too_few_hours": lambda hours, needed: _("%(hours)s av %(needed)s timmar.") % {"hours": hours, "needed": needed},
    "not_in_figures": lambda least: _("Vill inte räknas med, eller är yngre än %(least)s år.") % {"least": least},
    "hours_unconfirmed": lambda: _("Studietimmarna är inte bekräftade än."),
    "illegal_transition": _illegal,
    "circle_full": _counted(
        ngettext_lazy(
            "Cirkeln är full: högst %(most)d person med ledaren. Skriv in personen som väntande i stället.",
            "Cirkeln är full: högst %(most)d personer med ledaren. Skriv in personen som väntande i stället.",
            "most",
        )
    ),
    "circle_nearly_full": lambda people, most: (
        _("Nu är ni %(people)d av högst %(most)d med ledaren.") % {"people": people, "most": most}
    ),
    "circle_closed": lambda: _("Cirkeln är signerad eller inställd. Ingen kan skrivas in i den."),
    "other_hub": lambda: _("Kortet hör till en annan knutpunkt. Skriv in personen med ett nytt kort."),
    "already_enrolled": lambda: _("Kortet är redan inskrivet i cirkeln."),
    "not_in_circle": lambda: _("Kortet hör inte till den här cirkeln. Ladda om sidan."),
    "sessions_left": _counted(
        ngettext_lazy(
            "%(count)d träff saknar närvaro. Fyll i den eller ställ in träffen först.",
            "%(count)d träffar saknar närvaro. Fyll i dem eller ställ in träffarna först.",
            "count",
        )
    ),
    "hours_left": lambda: _("Studietimmar saknas för en träff. Bekräfta dem först."),
    "session_held": lambda: _("Träffen har hållits och kan inte flyttas."),
    "held_stands": lambda: _("Träffen har hållits och kan inte ställas in."),
    "cancelled_before": lambda: _("Träffen är redan inställd."),
    "care_until": lambda start, latest: (
        _("Välj en tid efter %(start)s och senast %(latest)s.") % {"start": clock(start), "latest": clock(latest)}
    ),
    "ends_before_start": lambda: _("Sluttiden måste vara efter starttiden."),
    "session_cancelled": lambda: _("Träffen är inställd. Ta tillbaka den först om den blev av."),
    "session_not_held": lambda: _("Stäng närvaron först. Sedan kan studietimmarna bekräftas."),
    "list_signed": lambda: _("Listan är signerad och låst. Välj en orsak för att rätta den."),
    "list_locked": lambda: _("Listan är signerad och låst. Be samordnaren öppna den igen."),
    "not_yet": lambda day: _("Träffen är %(day)s. Närvaron öppnas den dagen.") % {"day": short_day(day)},
    "not_begun": lambda starts_at, from_time: (
        _("Träffen börjar %(start)s. Rummet räknas tidigast %(time)s. Det du har markerat är sparat.")
        % {"start": clock(starts_at), "time": clock(from_time)}
    ),
    "tiles_untouched": _counted(
        ngettext_lazy(
            "%(count)d kort är inte markerat. Markera det, eller svara ja på frågan.",
            "%(count)d kort är inte markerade. Markera dem, eller svara ja på frågan.",
            "count",
        )
    ),
    "page_needs_circle": lambda: _("Sidan öppnas när cirkeln är planerad eller pågår."),
    "no_meeting_left": lambda: _("Cirkeln har ingen träff kvar att svara om. Lägg till en träff först."),
    "already_answered": lambda: _("Träffen har redan fått ett svar. Ladda om sidan för att se det."),
}
