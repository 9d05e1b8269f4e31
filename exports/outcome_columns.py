"""B_outcomes and S_statistics: what people answered before and after, in groups and as statistics."""

from evaluation.catalogue import instruments
from exports import hierarchies
from exports.described import Column, Kind, Sheet, Words, count_column

ALL = "all"  # the one group of the breakdown "total"
REST = "rest"  # groups of the model that are hidden in the statistics, as one
AGE_LEVEL = 2  # of the hierarchy: three bands, so that most of them have people enough
BREAKDOWNS = {
    "total": Words("alla", "all"),
    "sex": Words("kön", "sex"),
    "dose_band": Words("dos", "dose"),
    "age_band": Words("ålder", "age"),
}


def _meanings(column: str) -> dict[str, Words]:
    return {label: Words(*meaning) for label, meaning in hierarchies.words()[column].items()}


def _instrument() -> Column:
    return Column(
        "instrument",
        Kind.CODE,
        Words("Instrument", "Instrument"),
        Words(
            "Vad som mättes: formuläret och dess version. Poängen är enligt formuläret, fler studier läggs ihop.",
            "What was measured: the instrument and its version. Scored as it says, several studies pooled.",
        ),
        {key: Words(one.name["sv"], one.name["en"]) for key, one in instruments().items()},
    )


def _decimal(name: str, label: Words, definition: Words) -> Column:
    return Column(name, Kind.DECIMAL, label, definition)


_DOSES = {label: words for label, words in _meanings("dose_band").items() if label != hierarchies.TOP}
_GROUPS = (
    {ALL: Words("alla", "all")} | {label: _meanings("sex")[label] for label in hierarchies.labels("sex", 0)} | _DOSES
)
_GROUPED = Words(
    "Medel i en grupp om minst fem personer med liknande svar, minst tre av dem utanför gruppens största cirkel; en "
    "decimal. Varje dosbands medelvärde är rätt så när som på avrundningen, spridningen är mindre än den var: hur "
    "mycket står i kvittot.",
    "Mean of a group of at least five people with similar answers, at least three of them outside the group's largest "
    "circle; one decimal. The mean of each dose band is right but for the rounding, the spread is less than it was: "
    "how much stands in the receipt.",
)

OUTCOMES = Sheet(
    "B_outcomes",
    Words("En rad per person och instrument", "One row a person and instrument"),
    (
        Column(
            "id",
            Kind.ID,
            Words("Radens id", "Id of the row"),
            Words(
                "Lottat för raden. Samma person har olika id för varje instrument, och andra i A_characteristics.",
                "Drawn by lot for the row. One person has other ids for each instrument, and in A_characteristics.",
            ),
        ),
        _instrument(),
        Column(
            "dose_band",
            Kind.CODE,
            Words("Dos", "Dose"),
            Words(
                "Träffar personen var med på ÷ erbjudna träffar med anteckning. Band med för få personer är lagda ihop "
                "med grannen.",
                "Sessions attended ÷ sessions offered that have a mark. Bands of too few people are joined with their "
                "neighbour.",
            ),
            {**_DOSES, hierarchies.TOP: Words("alla", "all")},
        ),
        _decimal("before", Words("Före cirkeln", "Before the circle"), _GROUPED),
        _decimal("after", Words("Efter cirkeln", "After the circle"), _GROUPED),
    ),
)

_EXACT = Words("Räknat på exakta svar, en decimal.", "Counted from exact answers, one decimal.")


def _measure(name: str, label: Words, definition: Words = _EXACT) -> Column:
    return _decimal(name, label, definition)


_INTERVAL = Words(
    "95 % för medelförändringen, robust för att personer i samma cirkel liknar varandra (t med antalet cirklar minus "
    "ett frihetsgrader).",
    "95 % for the mean change, robust to people of one circle being alike (t with the number of circles minus one "
    "degrees of freedom).",
)


def _changed(name: str, label: Words, which: Words) -> Column:
    return count_column(
        name,
        label,
        Words(
            f"Personer som {which.sv} med minst det som instrumentet kallar en förändring: 10 poäng för WHO-5. −97 där "
            "instrumentet inte säger något. Andelen är talet ÷ n. Bara för grupper om minst hundra personer.",
            f"People who {which.en} by at least what the instrument calls a change: 10 points of WHO-5. −97 where the "
            "instrument says nothing. The share is this figure ÷ n. Only of groups of at least a hundred people.",
        ),
    )


STATISTICS = Sheet(
    "S_statistics",
    Words("Före, efter och förändring per grupp", "Before, after and change by group"),
    (
        _instrument(),
        Column(
            "breakdown",
            Kind.CODE,
            Words("Indelning", "Breakdown"),
            Words(
                "En grupp visas när den har minst tio personer från tre cirklar, och fem utanför varje cirkel. En "
                "grupp döljs också när en annan annars kunde räknas ut.",
                "A group is shown when it has at least ten people of three circles, and five outside each circle. A "
                "group is hidden too where another could else be worked out.",
            ),
            BREAKDOWNS,
        ),
        Column(
            "label",
            Kind.CODE,
            Words("Grupp", "Group"),
            Words("Gruppen inom indelningen.", "The group within the breakdown."),
            _GROUPS
            | {label: _meanings("age_band")[label] for label in hierarchies.labels("age_band", AGE_LEVEL)}
            | {hierarchies.UNKNOWN: Words("okänt", "unknown")},
        ),
        count_column(
            "n",
            Words("Personer", "People"),
            Words(
                "Personer som svarat på hela instrumentet både före och efter. Den vars dos varken är känd eller delas "
                "av tillräckligt många är utanför.",
                "People who answered the whole instrument both before and after. Those whose dose is neither known nor "
                "shared by enough are left out.",
            ),
        ),
        _measure("mean_before", Words("Medel före", "Mean before")),
        _measure("mean_after", Words("Medel efter", "Mean after")),
        _measure("mean_change", Words("Medelförändring", "Mean change")),
        _measure("sd_change", Words("Förändringens standardavvikelse", "Standard deviation of the change")),
        _measure("ci_low", Words("Undre gräns", "Lower limit"), _INTERVAL),
        _measure("ci_high", Words("Övre gräns", "Upper limit"), _INTERVAL),
        _measure(
            "icc",
            Words("ICC, procent", "ICC, per cent"),
            Words(
                "Hur stor del av förändringens varians som ligger mellan cirklar (variansanalys), i hela fem procent. "
                "Bara för grupper om minst hundra personer.",
                "How much of the variance of the change lies between circles (analysis of variance), in whole fives. "
                "Only of groups of at least a hundred people.",
            ),
        ),
        _changed("improved", Words("Bättre", "Improved"), Words("mår bättre", "feel better")),
        _changed("deteriorated", Words("Sämre", "Deteriorated"), Words("mår sämre", "feel worse")),
    ),
)

_LIMIT = Words("95 %, uppskattning ± 1,96 medelfel.", "95 %, estimate ± 1.96 standard errors.")
MODEL = Sheet(
    "S_model",
    Words("Förändring efter dos, utgångsläge och kön", "Change by dose, starting point and sex"),
    (
        _instrument(),
        Column(
            "term",
            Kind.CODE,
            Words("Term", "Term"),
            Words(
                "Linjär blandad modell med en slumpterm per cirkel (REML): förändring ~ dos + före + kön + "
                "(1 | cirkel). Första dosbandet och första könet är jämförelsen och har ingen rad. Finns när minst "
                "hundra har svarat.",
                "Linear mixed model with a random intercept a circle (REML): change ~ dose + before + sex + "
                "(1 | circle). The first dose band and sex are the reference and have no row. Is there when at least "
                "a hundred have answered.",
            ),
            {
                "intercept": Words(
                    "förändringen i jämförelsegruppen vid medelvärdet före",
                    "the change of the reference at the mean before",
                ),
                "before": Words(
                    "per tiondel av instrumentets skala före", "per tenth of the instrument's scale before"
                ),
                "dose_band": BREAKDOWNS["dose_band"],
                "sex": BREAKDOWNS["sex"],
                "circle": Words("standardavvikelse mellan cirklar", "standard deviation between circles"),
                "residual": Words("standardavvikelse inom cirklar", "standard deviation within circles"),
            },
        ),
        Column(
            "label",
            Kind.CODE,
            Words("Grupp", "Group"),
            Words("Gruppen som jämförs.", "The group that is compared."),
            _GROUPS | {REST: Words("grupper som inte visas, som en", "groups that are not shown, as one")},
        ),
        _measure("estimate", Words("Uppskattning", "Estimate")),
        _measure("ci_low", Words("Undre gräns", "Lower limit"), _LIMIT),
        _measure("ci_high", Words("Övre gräns", "Upper limit"), _LIMIT),
    ),
)
