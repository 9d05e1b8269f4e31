"""The named cast: the same people in every test, in two hubs that must never see each other.

Eva coordinates Skåne, where Sahar and Rami lead; Karin coordinates Halland, where Nils leads.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.access.roles import Role
from accounts.models import User
from circles.models import Circle, CircleLeader, Enrolment, RuleSet, Session
from communicators.models import Communicator, Course, LeaderApproval, Qualification
from directory.models import Need, SupportOffer
from evaluation.models import Study
from materials.models import Film, FilmVersion, Programme, SessionTemplate
from organisations.models import Hub, Language, Membership, Municipality, Organisation
from participants.models import Participant
from referrals.models import Referral

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PASSWORD = "regn-mot-rutan-7"


@dataclass
class World:
    """Everything the cast works with, by name."""

    places: dict[str, Municipality] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    skane: Hub = None
    halland: Hub = None
    organisations: dict[str, Organisation] = field(default_factory=dict)
    eva: User = None  # coordinator, Skåne
    karin: User = None  # coordinator, Halland
    sahar: User = None  # communicator, leads `circle`
    rami: User = None  # communicator, same hub, leads nothing here
    nils: User = None  # communicator, Halland
    im: User = None  # partner worker at IM
    nad: User = None  # partner worker at NAD
    convener: User = None
    uppsala: User = None  # evaluator
    lund: User = None  # evaluator
    steward: User = None
    officer: User = None
    supervisor: User = None
    admin: User = None
    programme: Programme = None
    circle: Circle = None  # Sahar's, ten sessions, twelve people
    halland_circle: Circle = None  # Nils's
    offer: SupportOffer = None  # IM's, dari, Malmö
    study: Study = None  # Uppsala's


def world() -> World:
    w = World()
    _places(w)
    _organisations(w)
    _people(w)
    _materials(w)
    w.circle = circle(w, "Vägar vidare 14", leader=w.sahar, people=12)
    w.halland_circle = circle(w, "Vägar vidare 3", leader=w.nils, people=6, place="Halmstad")
    w.offer = offer(w, "Kvinnogrupp på dari", w.organisations["im"])
    w.study = Study.objects.create(
        code="VV-UPPF",
        title="Vägar vidare, uppföljning",
        organisation=w.organisations["uppsala"],
        purpose="Följa upp cirklarna",
        starts_on=date(2024, 1, 1),
        ends_on=date(2028, 6, 30),
        destroy_by=date(2033, 6, 30),
    )
    w.study.programmes.add(w.programme)
    return w


def _places(w: World):
    for code, name, county in [
        ("1280", "Malmö", "Skåne län"),
        ("1281", "Lund", "Skåne län"),
        ("1283", "Helsingborg", "Skåne län"),
        ("1287", "Trelleborg", "Skåne län"),
        ("1380", "Halmstad", "Hallands län"),
    ]:
        w.places[name] = Municipality.objects.get_or_create(
            code=code,
            defaults={"name": name, "county_code": code[:2], "county_name": county, "sort_key": name.lower()},
        )[0]
    for code, iso, name, english, autonym, direction in [
        ("ar", "ara", "arabiska", "Arabic", "العربية", "rtl"),
        ("prs", "prs", "dari", "Dari", "دری", "rtl"),
        ("so", "som", "somaliska", "Somali", "Soomaali", "ltr"),
        ("ti", "tir", "tigrinska", "Tigrinya", "ትግርኛ", "ltr"),
        ("uk", "ukr", "ukrainska", "Ukrainian", "українська", "ltr"),
        ("sv", "swe", "svenska", "Swedish", "svenska", "ltr"),
        ("en", "eng", "engelska", "English", "English", "ltr"),
    ]:
        w.languages[code] = Language.objects.get_or_create(
            code=code,
            defaults={
                "iso639_3": iso,
                "name_sv": name,
                "name_en": english,
                "autonym": autonym,
                "direction": direction,
                "sort_key": name,
            },
        )[0]


def _organisations(w: World):
    kinds = Organisation.Kind
    for key, name, short, kind in [
        ("skane", "Partnerskap Skåne", "", kinds.COUNTY_BOARD),
        ("halland", "Region Halland", "", kinds.REGION),
        ("sensus", "Sensus studieförbund", "Sensus", kinds.STUDY_ASSOCIATION),
        ("im", "Individuell Människohjälp", "IM", kinds.CIVIL_SOCIETY),
        ("nad", "Nätverk, aktivitet, delaktighet", "NAD", kinds.CIVIL_SOCIETY),
        ("uppsala", "Uppsala universitet", "", kinds.UNIVERSITY),
        ("lund", "Lunds universitet", "", kinds.UNIVERSITY),
    ]:
        w.organisations[key] = Organisation.objects.get_or_create(
            name=name, defaults={"short_name": short, "kind": kind, "mailbox": f"{key}@ringar.example"}
        )[0]
    w.skane = Hub.objects.create(name="Skåne sydväst", organisation=w.organisations["skane"])
    w.skane.municipalities.set([p for p in w.places.values() if p.county_code == "12"])
    w.halland = Hub.objects.create(name="Halland", organisation=w.organisations["halland"])
    w.halland.municipalities.set([w.places["Halmstad"]])


def _people(w: World):
    org = w.organisations
    w.eva = person("Eva Nilsson", Role.COORDINATOR, org["skane"], hub=w.skane)
    w.karin = person("Karin Berg", Role.COORDINATOR, org["halland"], hub=w.halland)
    w.sahar = communicator(w, "Sahar Karimi", w.skane, "prs")
    w.rami = communicator(w, "Rami Haddad", w.skane, "ar")
    w.nils = communicator(w, "Nils Lund", w.halland, "so")
    w.im = person("Maja Ek", Role.PARTNER, org["im"])
    w.nad = person("Per Ström", Role.PARTNER, org["nad"])
    w.convener = person("Lena Hav", Role.CONVENER, org["halland"], hub=w.halland)
    w.uppsala = person("Johan Berg", Role.EVALUATOR, org["uppsala"])
    w.lund = person("Anna Lindh", Role.EVALUATOR, org["lund"])
    w.steward = person("Disa Vakt", Role.STEWARD, org["skane"])
    w.officer = person("Olle Förbund", Role.OFFICER, org["sensus"])
    w.supervisor = person("Siv Handledare", Role.SUPERVISOR, org["skane"], hub=w.skane)
    w.admin = person("Adam Admin", Role.ADMINISTRATOR, org["skane"])


def person(name, role, organisation, *, hub=None) -> User:
    user = User.objects.create_user(email=f"{name.split()[0].lower()}@ringar.example", password=PASSWORD, name=name)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    if hub:
        membership.hubs.add(hub)
    return user


def communicator(w: World, name, hub, language) -> User:
    """A communicator who has climbed the whole ladder and is approved by Sensus."""
    user = person(name, Role.COMMUNICATOR, hub.organisation, hub=hub)
    row = Communicator.objects.create(user=user, name=name, hub=hub)
    row.languages.add(w.languages[language])
    for step, code in enumerate(["milsa-bas", "milsa-fordjupning", "vagar-vidare-ledare"], start=1):
        course, _ = Course.objects.get_or_create(code=code, defaults={"name": code, "ladder_step": step})
        Qualification.objects.create(
            communicator=row, course=course, started_on=date(2023, 1, 9), completed_on=date(2023, 12, 15)
        )
    LeaderApproval.objects.create(
        communicator=row,
        association=w.organisations["sensus"],
        state=LeaderApproval.State.APPROVED,
        applied_on=date(2024, 1, 10),
        decided_on=date(2024, 1, 20),
    )
    return user


def _materials(w: World):
    RuleSet.objects.get_or_create(
        code="fbr-2024",
        defaults={"name": "Folkbildningsrådet 2024", "valid_from": date(2024, 1, 1), "source": "test"},
    )
    w.programme, _ = Programme.objects.get_or_create(
        code="vagar-vidare",
        defaults={
            "name": "Vägar vidare",
            "circle_title": "Vägar vidare",
            "minutes": 180,
            "required_courses": ["milsa-bas", "milsa-fordjupning"],
        },
    )
    film, _ = Film.objects.get_or_create(
        code="film-1", defaults={"ordinal": 1, "title": "Film 1", "is_placeholder": True}
    )
    FilmVersion.objects.get_or_create(film=film, language=w.languages["prs"], defaults={"minutes": 12})
    for ordinal in range(1, 11):
        SessionTemplate.objects.get_or_create(
            programme=w.programme,
            ordinal=ordinal,
            defaults={"title": f"Tema {ordinal}", "film": film if ordinal == 1 else None},
        )


def circle(
    w: World,
    title,
    *,
    leader: User,
    people=0,
    place="Malmö",
    first=datetime(2026, 9, 7, 17, 30, tzinfo=STOCKHOLM),
    sessions=10,
    status=Circle.Status.RUNNING,
) -> Circle:
    """A weekly circle of 3-hour sessions at Swedish wall-clock time, across the clock change of October."""
    row = Circle.objects.create(
        title=title,
        programme=w.programme,
        hub=leader.communicator.hub,
        municipality=w.places[place],
        language=leader.communicator.languages.first(),
        association=w.organisations["sensus"],
        status=status,
        place="Mötesplats Linden",
        room="Rum 2",
    )
    CircleLeader.objects.create(circle=row, communicator=leader.communicator)
    for week in range(sessions):
        day = first.date() + timedelta(weeks=week)
        starts = datetime.combine(day, time(17, 30), STOCKHOLM)
        ends = datetime.combine(day, time(20, 30), STOCKHOLM)
        Session.objects.create(
            circle=row,
            ordinal=week + 1,
            title=f"Tema {week + 1}",
            starts_at=starts,
            ends_at=ends,
            changed_at=first - timedelta(days=30),
        )
    for _ in range(people):
        enrol(row, enrolled_at=first - timedelta(days=7))
    return row


def enrol(circle: Circle, *, enrolled_at, status=Enrolment.Status.ACTIVE) -> Enrolment:
    return Enrolment.objects.create(
        circle=circle,
        participant=participant(circle.hub, circle.language),
        status=status,
        enrolled_at=enrolled_at,
    )


def participant(hub: Hub, language: Language) -> Participant:
    """A participant with the hub's next free card: blue herons, then green ones."""
    taken = Participant.objects.filter(hub=hub).count()
    return Participant.objects.create(
        hub=hub,
        language=language,
        colour=["blue", "green", "yellow", "red"][taken // 100],
        picture="heron",
        number=taken % 100,
        gender="woman",
        birth_band=1985,
    )


def offer(w: World, title, organisation, *, language="prs", place="Malmö") -> SupportOffer:
    row = SupportOffer.objects.create(
        organisation=organisation,
        title=title,
        level=2,
        joining=SupportOffer.Joining.REFERRAL,
        status=SupportOffer.Status.PUBLISHED,
        reviewed_on=date(2026, 11, 2),
        places_pledged=2,
        pledged_on=date(2026, 11, 3),
    )
    row.languages.add(w.languages[language])
    row.municipalities.add(w.places[place])
    row.needs.add(Need.objects.get_or_create(code="network", defaults={"name": "Nätverk"})[0])
    return row


def referral(w: World, **facts) -> Referral:
    """About the first card of Sahar's circle; IM was asked a moment ago, with a telephone number."""
    now = timezone.now()
    asked = {
        "participant": w.circle.enrolments.order_by("pk").first().participant,
        "partner": w.organisations["im"],
        "status": "sent",
        "sent_at": now,
        "answer_due_at": now + timedelta(days=14),
        "contact": {"phone": "070-123 45 67"},
    }
    return _referral(w, asked | facts)


def held_seat(w: World, **facts) -> Referral:
    """One in Sahar's circle, held for somebody whom IM sends."""
    now = timezone.now()
    held = {
        "direction": "in",
        "partner": w.organisations["im"],
        "circle": w.circle,
        "status": "accepted",
        "sent_at": now,
        "responded_at": now,
        "contact_person": "Eva",
        "seat_held_until": timezone.localdate(now) + timedelta(days=9),
    }
    return _referral(w, held | facts)


def _referral(w: World, facts: dict) -> Referral:
    about = {"hub": w.skane, "language": w.languages["prs"], "municipality": w.places["Malmö"]}
    return Referral.objects.create(**about | facts)
