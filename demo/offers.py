"""What support there is in the two counties: every level, every way of joining, every state of an entry."""

from dataclasses import dataclass, field
from datetime import timedelta

from demo.world import World
from directory.actions import create_offer, edit_offer, flag_for_review, set_status
from directory.models import Need, SupportOffer, TargetGroup

STATUS = SupportOffer.Status
JOINING = SupportOffer.Joining


@dataclass(frozen=True)
class Entry:
    """`reviewed`: days ago of the last review; None for a draft. `then`: the state it went on to, two weeks ago."""

    key: str
    organisation: str
    title: tuple[str, str, str]  # Swedish, English, Arabic
    description: str
    level: int
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]
    joining: str
    schedule: str = ""
    times: tuple[str, ...] = ()
    reviewed: int | None = 20
    then: str = ""
    facts: dict = field(default_factory=dict)


ENTRIES = [
    Entry(
        "women-dari",
        "im",
        ("Kvinnogrupp på dari", "Women's group in Dari", "مجموعة نسائية باللغة الدرية"),
        "Vi dricker te, lär känna varandra och pratar om vardagen.",
        2,
        ("network", "parenting"),
        ("prs", "sv"),
        ("Malmö",),
        JOINING.REFERRAL,
        "Tisdagar 13–15",
        ("weekday_afternoon",),
        facts={"places_pledged": 4, "women_only": True, "has_childcare": True, "place": "Mötesplats Linden"},
    ),
    Entry(
        "network-arabic",
        "im",
        ("Vän i stan", "A friend in town", "صديق في المدينة"),
        "Du träffar en person som känner staden. Ni bestämmer själva vad ni gör.",
        2,
        ("network", "language"),
        ("ar", "sv", "en"),
        ("Malmö", "Lund", "Trelleborg"),
        JOINING.SIGN_UP,
        "Ni väljer tiden själva",
        ("weekday_evening", "weekend"),
        facts={"places_pledged": 6},
    ),
    Entry(
        "talk-im",
        "im",
        ("Samtal enskilt", "One-to-one talks", "محادثات فردية"),
        "Upp till fem samtal med en van samtalsledare.",
        3,
        ("conversation", "grief", "stress-sleep"),
        ("prs", "ar", "sv"),
        ("Malmö", "Landskrona"),
        JOINING.REFERRAL,
        "Vardagar efter överenskommelse",
        ("weekday_morning", "weekday_afternoon"),
        facts={"places_pledged": 3, "min_age": 18},
    ),
    Entry(
        "family",
        "radda-barnen",
        ("Familjecafé", "Family café", "مقهى العائلة"),
        "Lek för barnen och stöd till föräldrar i ett nytt land.",
        2,
        ("parenting", "children", "network"),
        ("ar", "so", "prs", "sv"),
        ("Malmö", "Lund"),
        JOINING.DROP_IN,
        "Lördagar 10–12",
        ("weekend",),
        facts={"has_childcare": True, "place": "Mötesplats Eken"},
    ),
    Entry(
        "children",
        "radda-barnen",
        ("Grupp för barn som har flytt", "Group for children who fled", "مجموعة للأطفال الذين لجأوا"),
        "Åtta träffar för barn, med en föräldraträff i början och i slutet.",
        3,
        ("children", "grief"),
        ("uk", "ar", "sv"),
        ("Malmö", "Helsingborg"),
        JOINING.CONTACT,
        "Onsdagar 15–17",
        ("weekday_afternoon",),
        facts={"places_pledged": 2, "min_age": 7, "max_age": 12},
    ),
    Entry(
        "walk",
        "nad",
        ("Gå tillsammans", "Walking together", "نمشي معاً"),
        "En timme i lugn takt. Alla kan vara med.",
        2,
        ("activity", "network", "stress-sleep"),
        ("sv", "so", "ti"),
        ("Malmö", "Landskrona", "Helsingborg"),
        JOINING.DROP_IN,
        "Måndagar och torsdagar 10",
        ("weekday_morning",),
    ),
    Entry(
        "language-cafe",
        "nad",
        ("Språkkafé", "Language café", "مقهى اللغة"),
        "Öva svenska i liten grupp.",
        1,
        ("language", "network"),
        ("sv",),
        ("Malmö", "Lund", "Trelleborg", "Helsingborg"),
        JOINING.DROP_IN,
        "Tisdagar 17–19",
        ("weekday_evening",),
        reviewed=230,  # has not been looked at for more than half a year
    ),
    Entry(
        "rights",
        "malmo",
        ("Råd om bostad och ekonomi", "Advice on housing and money", "استشارات حول السكن والمال"),
        "Samhällsvägledare svarar på frågor.",
        1,
        ("rights", "work-studies"),
        ("sv", "ar", "so", "prs", "en"),
        ("Malmö",),
        JOINING.BOOK,
        "Vardagar 9–16",
        ("weekday_morning", "weekday_afternoon"),
    ),
    Entry(
        "care-guide",
        "malmo",
        ("Lots till vården", "Guide to health care", "مرشد إلى الرعاية الصحية"),
        "Hjälp att hitta rätt mottagning och boka första besöket.",
        4,
        ("care-guidance", "stress-sleep"),
        ("sv", "ar", "prs", "uk"),
        ("Malmö",),
        JOINING.BOOK,
        "Vardagar 8–12",
        ("weekday_morning",),
        facts={"places_pledged": 5},
    ),
    Entry(
        "choir",
        "nad",
        ("Kör utan noter", "Choir without notes", "جوقة بدون نوتات"),
        "Sjung tillsammans på många språk.",
        2,
        ("network", "activity"),
        ("sv", "uk"),
        ("Lund",),
        JOINING.SIGN_UP,
        "Söndagar 15",
        ("weekend",),
        then=STATUS.DORMANT,
    ),
    Entry(
        "fathers",
        "radda-barnen",
        ("Pappagrupp", "Fathers' group", "مجموعة الآباء"),
        "Sex träffar om att vara pappa i ett nytt land.",
        2,
        ("parenting",),
        ("ar", "sv"),
        ("Malmö",),
        JOINING.CONTACT,
        "Torsdagar 18–20",
        ("weekday_evening",),
        then=STATUS.ENDED,
    ),
    Entry(
        "tigrinya",
        "nad",
        ("Träffpunkt på tigrinska", "Meeting point in Tigrinya", "نقطة لقاء باللغة التغرينية"),
        "Fika, läxhjälp och samtal.",
        2,
        ("network", "language"),
        ("ti", "sv"),
        ("Malmö",),
        JOINING.CONTACT,
        reviewed=None,
    ),
    Entry(
        "halmstad-family",
        "halmstad",
        ("Öppna förskolan för nyanlända", "Open preschool for newcomers", "الحضانة المفتوحة للقادمين الجدد"),
        "Kom med ditt barn, 0–5 år.",
        2,
        ("parenting", "children", "network"),
        ("sv", "so", "ar"),
        ("Halmstad",),
        JOINING.DROP_IN,
        "Vardagar 9–12",
        ("weekday_morning",),
        facts={"has_childcare": True},
    ),
    Entry(
        "halmstad-talk",
        "halmstad",
        ("Samtalsstöd för unga", "Someone to talk to, for young people", "دعم بالحوار للشباب"),
        "För dig mellan 16 och 25 år.",
        3,
        ("conversation", "stress-sleep"),
        ("sv", "so", "en"),
        ("Halmstad", "Varberg", "Falkenberg"),
        JOINING.BOOK,
        "Vardagar 13–17",
        ("weekday_afternoon",),
        reviewed=35,
        facts={"min_age": 16, "max_age": 25, "places_pledged": 2},
    ),
    Entry(
        "halland-walk",
        "nad",
        ("Natur på lätt svenska", "Nature in easy Swedish", "الطبيعة بلغة سويدية سهلة"),
        "Vi går ut tillsammans en gång i veckan.",
        2,
        ("activity", "language"),
        ("sv",),
        ("Varberg", "Kungsbacka", "Halmstad"),
        JOINING.SIGN_UP,
        "Fredagar 10",
        ("weekday_morning",),
        reviewed=210,
    ),
]


def tell_offers(w: World) -> None:
    for entry in ENTRIES:
        w.story.at(w.days(-400 if entry.reviewed else -9), _create, w, entry)
        if entry.reviewed is None:
            continue
        w.story.at(w.days(-395), _set, w, entry, STATUS.PUBLISHED)
        if entry.reviewed < 395:
            w.story.at(w.days(-entry.reviewed), _set, w, entry, STATUS.PUBLISHED)
        if entry.then:
            w.story.at(w.days(-14), _set, w, entry, entry.then)
    w.story.at(w.days(-6), _closed_for_a_while, w)
    w.story.at(w.days(-3, 4), lambda: flag_for_review(w.today))


def _person(w: World, entry: Entry):
    return w.users["partner" if entry.organisation == "im" else f"partner-{entry.organisation}"]


def _create(w: World, entry: Entry) -> None:
    swedish, english, arabic = entry.title
    facts = {
        "title_sv": swedish,
        "title_en": english,
        "title_ar": arabic,
        "description_sv": entry.description,
        "schedule_sv": entry.schedule,
        "level": entry.level,
        "joining": entry.joining,
        "times": list(entry.times),
        "activity_code": "8.2" if entry.level == 3 else "3.4" if entry.level == 2 else "",
        "needs": list(Need.objects.filter(code__in=entry.needs)),
        "languages": [w.language(code) for code in entry.languages],
        "municipalities": [w.place(name) for name in entry.places],
        "target_groups": list(TargetGroup.objects.filter(code__startswith="newly-arrived")[:2]),
        **entry.facts,
    }
    w.offers[entry.key] = create_offer(
        by=_person(w, entry), organisation=w.organisations[entry.organisation], facts=facts
    )


def _set(w: World, entry: Entry, status: str) -> None:
    w.offers[entry.key] = set_status(by=_person(w, entry), offer=w.offers[entry.key], status=status)


def _closed_for_a_while(w: World) -> None:
    edit_offer(
        by=w.users["partner-malmo"],
        offer=w.offers["rights"],
        facts={"closed_until": w.today + timedelta(days=25)},
    )
