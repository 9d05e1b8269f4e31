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
    """Texts are in Swedish, English, Arabic.

    `reviewed`: days ago of the last review; None for a draft. `then`: the state it went on to, two weeks ago.
    """

    key: str
    organisation: str
    title: tuple[str, str, str]
    description: tuple[str, str, str]
    level: int
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]
    joining: str
    schedule: tuple[str, str, str] | None = None
    times: tuple[str, ...] = ()
    reviewed: int | None = 20
    then: str = ""
    facts: dict = field(default_factory=dict)


ENTRIES = [
    Entry(
        "women-dari",
        "im",
        ("Kvinnogrupp på dari", "Women's group in Dari", "مجموعة نسائية باللغة الدرية"),
        (
            "Vi dricker te, lär känna varandra och pratar om vardagen.",
            "We drink tea, get to know each other and talk about everyday life.",
            "نشرب الشاي ونتعارف ونتحدث عن الحياة اليومية.",
        ),
        2,
        ("network", "parenting"),
        ("prs", "sv"),
        ("Malmö",),
        JOINING.REFERRAL,
        ("Tisdagar 13–15", "Tuesdays 13:00–15:00", "أيام الثلاثاء 13:00–15:00"),
        ("weekday_afternoon",),
        facts={"places_pledged": 4, "women_only": True, "has_childcare": True, "place": "Mötesplats Linden"},
    ),
    Entry(
        "network-arabic",
        "im",
        ("Vän i stan", "A friend in town", "صديق في المدينة"),
        (
            "Du träffar en person som känner staden. Ni bestämmer själva vad ni gör.",
            "You meet someone who knows the town. You decide together what to do.",
            "تلتقي بشخص يعرف المدينة، وتقرّران معاً ما تفعلانه.",
        ),
        2,
        ("network", "language"),
        ("ar", "sv", "en"),
        ("Malmö", "Lund", "Trelleborg"),
        JOINING.SIGN_UP,
        ("Ni väljer tiden själva", "You choose the time yourselves", "تختاران الوقت بنفسيكما"),
        ("weekday_evening", "weekend"),
        facts={"places_pledged": 6},
    ),
    Entry(
        "talk-im",
        "im",
        ("Samtal enskilt", "One-to-one talks", "محادثات فردية"),
        (
            "Upp till fem samtal med en van samtalsledare.",
            "Up to five talks with an experienced listener.",
            "حتى خمس جلسات حوار مع شخص خبير في الاستماع.",
        ),
        3,
        ("conversation", "grief", "stress-sleep"),
        ("prs", "ar", "sv"),
        ("Malmö", "Landskrona"),
        JOINING.REFERRAL,
        ("Vardagar efter överenskommelse", "Weekdays by appointment", "أيام الأسبوع حسب الاتفاق"),
        ("weekday_morning", "weekday_afternoon"),
        facts={"places_pledged": 3, "min_age": 18},
    ),
    Entry(
        "family",
        "radda-barnen",
        ("Familjecafé", "Family café", "مقهى العائلة"),
        (
            "Lek för barnen och stöd till föräldrar i ett nytt land.",
            "Play for the children and support for parents in a new country.",
            "لعب للأطفال ودعم للوالدين في بلد جديد.",
        ),
        2,
        ("parenting", "children", "network"),
        ("ar", "so", "prs", "sv"),
        ("Malmö", "Lund"),
        JOINING.DROP_IN,
        ("Lördagar 10–12", "Saturdays 10:00–12:00", "أيام السبت 10:00–12:00"),
        ("weekend",),
        facts={"has_childcare": True, "place": "Mötesplats Eken"},
    ),
    Entry(
        "children",
        "radda-barnen",
        ("Grupp för barn som har flytt", "Group for children who fled", "مجموعة للأطفال الذين لجأوا"),
        (
            "Åtta träffar för barn, med en föräldraträff i början och i slutet.",
            "Eight meetings for children, with one for parents at the start and one at the end.",
            "ثمانية لقاءات للأطفال، مع لقاء للوالدين في البداية وآخر في النهاية.",
        ),
        3,
        ("children", "grief"),
        ("uk", "ar", "sv"),
        ("Malmö", "Helsingborg"),
        JOINING.CONTACT,
        ("Onsdagar 15–17", "Wednesdays 15:00–17:00", "أيام الأربعاء 15:00–17:00"),
        ("weekday_afternoon",),
        facts={"places_pledged": 2, "min_age": 7, "max_age": 12},
    ),
    Entry(
        "walk",
        "nad",
        ("Gå tillsammans", "Walking together", "نمشي معاً"),
        (
            "En timme i lugn takt. Alla kan vara med.",
            "An hour at an easy pace. Everyone can join.",
            "ساعة من المشي الهادئ. يمكن للجميع المشاركة.",
        ),
        2,
        ("activity", "network", "stress-sleep"),
        ("sv", "so", "ti"),
        ("Malmö", "Landskrona", "Helsingborg"),
        JOINING.DROP_IN,
        ("Måndagar och torsdagar 10", "Mondays and Thursdays 10:00", "أيام الاثنين والخميس 10:00"),
        ("weekday_morning",),
    ),
    Entry(
        "language-cafe",
        "nad",
        ("Språkkafé", "Language café", "مقهى اللغة"),
        (
            "Öva svenska i liten grupp.",
            "Practise Swedish in a small group.",
            "تدرّب على السويدية في مجموعة صغيرة.",
        ),
        1,
        ("language", "network"),
        ("sv",),
        ("Malmö", "Lund", "Trelleborg", "Helsingborg"),
        JOINING.DROP_IN,
        ("Tisdagar 17–19", "Tuesdays 17:00–19:00", "أيام الثلاثاء 17:00–19:00"),
        ("weekday_evening",),
        reviewed=230,  # has not been looked at for more than half a year
    ),
    Entry(
        "rights",
        "malmo",
        ("Råd om bostad och ekonomi", "Advice on housing and money", "استشارات حول السكن والمال"),
        (
            "Samhällsvägledare svarar på frågor.",
            "Civic guides answer questions.",
            "مرشدون مجتمعيون يجيبون عن الأسئلة.",
        ),
        1,
        ("rights", "work-studies"),
        ("sv", "ar", "so", "prs", "en"),
        ("Malmö",),
        JOINING.BOOK,
        ("Vardagar 9–16", "Weekdays 9:00–16:00", "أيام الأسبوع 9:00–16:00"),
        ("weekday_morning", "weekday_afternoon"),
    ),
    Entry(
        "care-guide",
        "malmo",
        ("Lots till vården", "Guide to health care", "مرشد إلى الرعاية الصحية"),
        (
            "Hjälp att hitta rätt mottagning och boka första besöket.",
            "Help to find the right clinic and book the first visit.",
            "مساعدة في العثور على العيادة المناسبة وحجز الزيارة الأولى.",
        ),
        4,
        ("care-guidance", "stress-sleep"),
        ("sv", "ar", "prs", "uk"),
        ("Malmö",),
        JOINING.BOOK,
        ("Vardagar 8–12", "Weekdays 8:00–12:00", "أيام الأسبوع 8:00–12:00"),
        ("weekday_morning",),
        facts={"places_pledged": 5},
    ),
    Entry(
        "choir",
        "nad",
        ("Kör utan noter", "Choir without notes", "جوقة بدون نوتات"),
        (
            "Sjung tillsammans på många språk.",
            "Sing together in many languages.",
            "نغنّي معاً بلغات كثيرة.",
        ),
        2,
        ("network", "activity"),
        ("sv", "uk"),
        ("Lund",),
        JOINING.SIGN_UP,
        ("Söndagar 15", "Sundays 15:00", "أيام الأحد 15:00"),
        ("weekend",),
        then=STATUS.DORMANT,
    ),
    Entry(
        "fathers",
        "radda-barnen",
        ("Pappagrupp", "Fathers' group", "مجموعة الآباء"),
        (
            "Sex träffar om att vara pappa i ett nytt land.",
            "Six meetings about being a father in a new country.",
            "ستة لقاءات عن الأبوّة في بلد جديد.",
        ),
        2,
        ("parenting",),
        ("ar", "sv"),
        ("Malmö",),
        JOINING.CONTACT,
        ("Torsdagar 18–20", "Thursdays 18:00–20:00", "أيام الخميس 18:00–20:00"),
        ("weekday_evening",),
        then=STATUS.ENDED,
    ),
    Entry(
        "tigrinya",
        "nad",
        ("Träffpunkt på tigrinska", "Meeting point in Tigrinya", "نقطة لقاء باللغة التغرينية"),
        (
            "Fika, läxhjälp och samtal.",
            "Coffee, homework help and conversation.",
            "قهوة ومساعدة في الواجبات المدرسية وحديث.",
        ),
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
        (
            "Kom med ditt barn, 0–5 år.",
            "Come with your child, 0–5 years.",
            "تعالَ مع طفلك، من 0 إلى 5 سنوات.",
        ),
        2,
        ("parenting", "children", "network"),
        ("sv", "so", "ar"),
        ("Halmstad",),
        JOINING.DROP_IN,
        ("Vardagar 9–12", "Weekdays 9:00–12:00", "أيام الأسبوع 9:00–12:00"),
        ("weekday_morning",),
        facts={"has_childcare": True},
    ),
    Entry(
        "halmstad-talk",
        "halmstad",
        ("Samtalsstöd för unga", "Someone to talk to, for young people", "دعم بالحوار للشباب"),
        (
            "För dig mellan 16 och 25 år.",
            "For you between 16 and 25.",
            "لمن عمره بين 16 و25 سنة.",
        ),
        3,
        ("conversation", "stress-sleep"),
        ("sv", "so", "en"),
        ("Halmstad", "Varberg", "Falkenberg"),
        JOINING.BOOK,
        ("Vardagar 13–17", "Weekdays 13:00–17:00", "أيام الأسبوع 13:00–17:00"),
        ("weekday_afternoon",),
        reviewed=35,
        facts={"min_age": 16, "max_age": 25, "places_pledged": 2},
    ),
    Entry(
        "halland-walk",
        "nad",
        ("Natur på lätt svenska", "Nature in easy Swedish", "الطبيعة بلغة سويدية سهلة"),
        (
            "Vi går ut tillsammans en gång i veckan.",
            "We go out together once a week.",
            "نخرج معاً مرة في الأسبوع.",
        ),
        2,
        ("activity", "language"),
        ("sv",),
        ("Varberg", "Kungsbacka", "Halmstad"),
        JOINING.SIGN_UP,
        ("Fredagar 10", "Fridays 10:00", "أيام الجمعة 10:00"),
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
    facts = {
        **_in_three("title", entry.title),
        **_in_three("description", entry.description),
        **_in_three("schedule", entry.schedule or ("", "", "")),
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


def _in_three(name: str, texts: tuple[str, str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in zip(("sv", "en", "ar"), texts, strict=True)}


def _set(w: World, entry: Entry, status: str) -> None:
    w.offers[entry.key] = set_status(by=_person(w, entry), offer=w.offers[entry.key], status=status)


def _closed_for_a_while(w: World) -> None:
    edit_offer(
        by=w.users["partner-malmo"],
        offer=w.offers["rights"],
        facts={"closed_until": w.today + timedelta(days=25)},
    )
