"""The cast with one of every kind of thing, and a canary in each place that says something about somebody.

A canary is a string that no other row holds. `KNOWN_TO` says who may ever read it, whatever the page: the matrix
looks for every canary in every answer to every actor.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from circles.actions.circle_pages import open_page
from circles.actions.feeds import open_feed
from circles.actions.slips import hand_out_slips
from circles.actions.tonight import make_link
from circles.models import (
    Attendance,
    AttendanceChange,
    Circle,
    ImportBatch,
    ImportKey,
    Reflection,
    Session,
    SessionFilm,
)
from circles.register_import import drafts
from circles.views.register_import import cookie_name
from communicators.models import CourseRound, LeaderApproval, Qualification
from core.models import Job
from directory.models import SupportOffer
from evaluation.actions.answers import hand_out_answer_slips
from evaluation.actions.studies import change_study, write_notice
from evaluation.models import Study, StudyConsent, TalkRequest
from exports.columns import SHEETS
from exports.models import Archive, Batch, Closing, Release
from exports.receipt import as_json, receipt
from materials.models import FilmVersion
from organisations.models import Invitation, Project
from organisations.tokens import token_hash
from participants.models import Consent, ConsentText, NameNote, NameNoteLock
from participants.rules.cards import Card
from referrals.models import Referral, ReferralEvent
from tests import cast
from tests.access import actors
from tests.circles.register_import import books, importing

# The ninth Monday of the cast's circle, a quarter of an hour before it begins.
NOW = datetime(2026, 11, 2, 17, 15, tzinfo=cast.STOCKHOLM)
INVITATION_TOKEN = "invitation-token-of-the-matrix"

RUNS_IT = {"leader_own", "coordinator_own"}
KNOWN_TO: dict[str, set[str]] = {
    "circle": RUNS_IT | {"officer_own", "admin", "steward"},  # an administrator hands circles over, by title
    "place": RUNS_IT | {"officer_own", "steward"},
    "door code": RUNS_IT,
    "page link": RUNS_IT,
    "card": RUNS_IT | {"steward"},
    "card's code": RUNS_IT | {"steward"},
    "referred card": RUNS_IT | {"partner_own", "steward"},
    "referred card's code": RUNS_IT | {"partner_own", "steward"},
    "phone": RUNS_IT | {"partner_own", "steward"},
    "contact person": RUNS_IT | {"partner_own", "steward"},
    "message": RUNS_IT | {"partner_own", "steward"},
    "study": {"evaluator_own", "steward"},
    "release": {"evaluator_own", "steward"},
    "file": {"evaluator_own"},  # of a release
    "listed name": set(),  # in a list that is read in: a name is on no screen, not even of the dry run
    "offer in draft": {"partner_own"},
    "invited address": {"admin"},
    "leader's course": {"coordinator_own", "leader_same_hub"},
    "name note": {"leader_own"},  # ciphertext: who wrote it, and nobody else
    "reflection": {"leader_own", "supervisor"},
}


@dataclass
class Scene:
    world: cast.World
    people: dict
    clients: dict
    values: dict = field(default_factory=dict)  # what doors name: ids, codes, pks
    canaries: dict = field(default_factory=dict)

    def value(self, name):
        """What stands for `name` in an address; what isn't known stands for itself."""
        return self.values.get(name, name) if isinstance(name, str) else name

    def sent(self, value):
        """What stands for `value` in a body: "@circle" is the circle's id; lists and dictionaries part by part."""
        if isinstance(value, list):
            return [self.sent(one) for one in value]
        if isinstance(value, dict):
            return {self.sent(key): self.sent(one) for key, one in value.items()}
        return self.values[value[1:]] if isinstance(value, str) and value.startswith("@") else value

    def may_know(self, canary: str) -> set[str]:
        return KNOWN_TO[canary]

    def leaks(self, actor: str, text: str) -> list[str]:
        return [name for name, canary in self.canaries.items() if canary in text and actor not in KNOWN_TO[name]]


def scene() -> Scene:
    """Call it with the clock at NOW, in a transaction."""
    cache.clear()
    w = cast.world()
    people = actors.people(w)
    token = open_feed(communicator=w.sahar.communicator, by=w.sahar)
    s = Scene(w, people, actors.clients(people, token))
    s.values["feed token"] = token
    s.values["circle feed token"] = open_feed(by=w.sahar, circle=w.circle)
    s.values["hub feed token"] = open_feed(by=w.eva, hub=w.skane)
    for part in PARTS:
        part(s, w)
    assert set(s.canaries) == set(KNOWN_TO), "A canary nobody may know, or one that was never set out."
    return s


def _name(s: Scene, **things):
    """Known to doors by name: as its public id (or key), and as "<name> pk"."""
    for name, thing in things.items():
        name = name.replace("_", " ")
        s.values[name] = str(getattr(thing, "public_id", thing.pk))
        s.values[f"{name} pk"] = thing.pk


def _circles(s: Scene, w: cast.World):
    s.canaries |= {"circle": "Kanariecirkel Aftonsol", "place": "Kanariegården", "door code": "9174-KANARIE"}
    w.circle.title, w.circle.place = s.canaries["circle"], s.canaries["place"]
    w.circle.door_code = s.canaries["door code"]
    w.circle.save()
    sessions = list(w.circle.sessions.order_by("ordinal"))
    held, past, tonight, coming = sessions[6:10]
    Session.objects.filter(pk__in=[one.pk for one in sessions[:7]]).update(
        status="held", register_closed_at=NOW - timedelta(days=8), study_hours=4
    )
    Session.objects.filter(pk=held.pk).update(study_hours=None, help_wanted_at=NOW)
    cancelled = Session.objects.create(
        circle=w.circle,
        ordinal=11,
        starts_at=NOW + timedelta(days=15),
        ends_at=NOW + timedelta(days=15, hours=3),
        changed_at=NOW,
        status="cancelled",
        cancel_reason="no_room",
    )
    draft = cast.circle(w, s.canaries["circle"], leader=w.sahar, status=Circle.Status.AWAITING_APPROVAL, sessions=2)
    draft.place = s.canaries["place"]
    draft.save()
    _name(
        s,
        circle=w.circle,
        held=held,
        past=past,
        tonight=tonight,
        coming=coming,
        cancelled=cancelled,
        waiting_circle=draft,
    )
    _name(s, halland_circle=w.halland_circle, halland_session=w.halland_circle.sessions.first())
    link = w.circle.leader_links.create(communicator=w.rami.communicator, part="substitute", ended_on=date(2026, 10, 1))
    link.ended_on = None
    # Rami stays out of the circle: a co-leader who is no actor.
    co_leader = cast.communicator(w, "Mona Medledare", w.skane, "ar").communicator
    link.communicator = co_leader
    link.save()
    s.values["leader link"] = link.pk
    s.values["co-leader"] = str(co_leader.public_id)
    co_leader.approvals.all().delete()
    _planning(s, w, co_leader)


def _planning(s: Scene, w: cast.World, substitute):
    """Lists to sign and to check, a session that a substitute leads, one on the board, and a card for tonight."""
    for name, status in (("ended_circle", "ended"), ("signed_circle", "signed")):
        listed = cast.circle(w, s.canaries["circle"], leader=w.sahar, status=status, sessions=0)
        _name(s, **{name: listed})
    substituted, wanted = (
        Session.objects.create(
            circle=w.circle, ordinal=ordinal, changed_at=NOW,
            starts_at=NOW + timedelta(days=ordinal), ends_at=NOW + timedelta(days=ordinal, hours=3),
        )
        for ordinal in (19, 20)
    )  # fmt: skip
    _name(s, substituted=substituted, wanted=wanted)
    Session.objects.filter(pk=substituted.pk).update(substitute=substitute)
    Session.objects.filter(pk=wanted.pk).update(substitute_wanted_at=NOW)
    s.values["tonight token"] = make_link(session=w.circle.sessions.get(ordinal=9), by=w.sahar)


def _people(s: Scene, w: cast.World):
    first, second, *rest = w.circle.enrolments.select_related("participant").order_by("pk")
    for enrolment, number, canary in ((first, 77, "referred card"), (second, 78, "card")):
        person = enrolment.participant
        person.colour, person.picture, person.number = "lilac", "heron", number
        person.save()
        s.canaries[canary] = Card("lilac", "heron", number).name
        s.canaries[f"{canary}'s code"] = str(person)
    left = rest[0]
    left.status, left.left_at, left.leave_reason, left.waiting_since = "left", NOW, "moved", left.enrolled_at
    left.save()
    mark = Attendance.objects.create(
        session=w.circle.sessions.get(ordinal=9),
        enrolment=second,
        status="present",
        marked_at=NOW,
        marked_by=w.sahar,
    )
    AttendanceChange.objects.create(attendance=mark, before="not_recorded", after="present", at=NOW, by=w.sahar)
    for name, facts in (
        ("queued", {"status": "waiting"}),
        ("offered", {"status": "invited", "offer_until": NOW + timedelta(days=2)}),
    ):
        seat = cast.enrol(w.circle, enrolled_at=NOW)
        type(seat).objects.filter(pk=seat.pk).update(**facts)
        _name(s, **{name: seat})
    free = cast.participant(w.skane, w.languages["prs"])
    s.values["free card"] = Card(free.colour, free.picture, free.number).full_name
    stranger = w.halland_circle.enrolments.order_by("pk").first()
    _name(s, referred=first, enrolment=second, left=left, stranger=stranger)
    _name(
        s,
        participant=first.participant,
        other_participant=second.participant,
        stranger_card=stranger.participant,
    )
    ConsentText.objects.create(
        purpose="referral", version=1, language=w.languages["sv"], text="Får vi fråga?", reviewed_by="Disa Vakt",
        valid_from=date(2024, 1, 1),
    )  # fmt: skip


def _page(s: Scene, w: cast.World):
    """The circle's page is open, and one card holds a slip. Another circle has no page yet."""
    link = open_page(circle=w.circle, by=w.sahar).link
    s.values["page link"] = s.canaries["page link"] = link
    seat = w.circle.enrolments.filter(status="active").order_by("-pk").first()
    s.values["slip"] = hand_out_slips(circle=w.circle, seats=[seat], by=w.sahar)[0][1]
    _name(s, circle_without_a_page=cast.circle(w, s.canaries["circle"], leader=w.sahar, sessions=2))


def _notes(s: Scene, w: cast.World):
    """What is the leader's own: a name note of hers and one of her co-leader's, and a reflection that she shares."""
    s.canaries |= {"name note": "a2FuYXJpZWZhZ2VsIGkgZW4gYnVyIGF2IGJhc2U2NA==", "reflection": "Kanarie sjöng i kväll"}
    card = w.circle.enrolments.order_by("pk").first().participant
    NameNoteLock.objects.create(owner=w.sahar, salt="c2FsdHNhbHRzYWx0c2FsdA==", rounds=600_000, check_text="a29sbA==")
    NameNote.objects.create(owner=w.sahar, participant=card, locked_text=s.canaries["name note"])
    held = w.circle.sessions.get(ordinal=7)
    shared = Reflection.objects.create(
        session=held, author=w.sahar, text=s.canaries["reflection"], shared_with=w.supervisor, shared_at=NOW
    )
    _name(s, shared_reflection=shared)
    for part in ("mark", "version"):
        s.values[f"{part} of enrolment"] = f"{part}-{s.values['enrolment']}"


def _referrals(s: Scene, w: cast.World):
    s.canaries |= {
        "phone": "070-000 19 74",
        "contact person": "Kanarie Kontaktsson",
        "message": "Kanarietid på torsdag",
    }
    person = w.circle.enrolments.order_by("pk").first().participant
    consent = Consent.objects.create(
        participant=person, purpose="referral", language=w.languages["sv"], given="spoken", given_at=NOW,
        recorded_by=w.sahar, fields=["area", "times", "wishes", "contact"],
    )  # fmt: skip
    consent.organisations.add(w.organisations["im"])
    draft = _referral(s, w, person, consent)
    asked = {"partner": w.organisations["im"], "offer": w.offer, "sent_at": NOW, "answer_due_at": NOW + timedelta(14)}
    sent = _referral(s, w, person, consent, status="sent", **asked)
    accepted = _referral(
        s, w, person, consent, status="accepted", contact_person=s.canaries["contact person"], **asked,
        received_at=NOW, responded_at=NOW,
    )  # fmt: skip
    declined = _referral(
        s, w, person, consent, status="declined", reason="capacity", **asked, responded_at=NOW, ended_at=NOW,
    )  # fmt: skip
    seat = cast.referral(w, direction="in", participant=None, contact=None)
    held = cast.held_seat(w)
    _name(s, draft=draft, sent=sent, accepted=accepted, declined=declined, seat=seat, held_seat=held, offer=w.offer)


def _referral(s: Scene, w: cast.World, person, consent, **facts) -> Referral:
    row = cast.referral(
        w,
        participant=person,
        offered_by=w.sahar.communicator,
        consent=consent,
        contact={"phone": s.canaries["phone"], "area": "söder"},
        **(facts or {"status": "draft", "partner": None, "sent_at": None, "answer_due_at": None}),
    )
    row.needs.set(w.offer.needs.all())
    if facts:
        ReferralEvent.objects.create(
            referral=row, at=NOW, actor=w.im, organisation=w.organisations["im"], action="message",
            from_status="sent", to_status="sent", message=s.canaries["message"],
        )  # fmt: skip
    return row


def _leaders(s: Scene, w: cast.World):
    s.canaries["leader's course"] = "maj 2021"
    rami = w.rami.communicator
    step = Qualification.objects.create(
        communicator=rami, course=CourseRound.course.field.related_model.objects.get(code="milsa-bas"),
        started_on=date(2020, 1, 7), completed_on=date(2021, 5, 24),
    )  # fmt: skip
    rami.qualifications.filter(course="milsa-bas").exclude(pk=step.pk).delete()
    applicant = cast.communicator(w, "Amina Sökande", w.skane, "so").communicator
    applied = applicant.approvals.get()
    applied.state, applied.decided_on = LeaderApproval.State.APPLIED, None
    applied.save()
    _name(s, rami=rami, sahar=w.sahar.communicator, nils=w.nils.communicator, step=step, applied=applied)
    _name(s, approved=rami.approvals.get(), skane=w.skane, halland=w.halland)
    for key, organisation in w.organisations.items():
        s.values[f"{key} org pk"] = organisation.pk


def _materials(s: Scene, w: cast.World):
    version = FilmVersion.objects.get()
    SessionFilm.objects.create(session=w.circle.sessions.get(ordinal=9), version=version, minutes=12)
    s.values |= {"film version": str(version.public_id), "film version pk": version.pk}


def _house(s: Scene, w: cast.World):
    s.canaries |= {
        "study": "Kanariestudien",
        "offer in draft": "Kanarieinsats i utkast",
        "invited address": "kanarie.inbjuden@ringar.example",
    }
    w.study.title, w.study.principal = s.canaries["study"], w.uppsala
    w.study.save()
    s.values["programme pk"] = w.programme.pk
    write_notice(
        by=w.steward,
        study=w.study,
        recipients=[w.study.organisation],
        texts={"sv": "Vi frågar om hälsa.", "en": "We ask about health."},
    )
    draft = SupportOffer.objects.create(
        organisation=w.organisations["im"], title=s.canaries["offer in draft"], level=2, joining="contact"
    )
    invitation = Invitation.objects.create(
        email=s.canaries["invited address"],
        name="Kim Inbjuden",
        organisation=w.organisations["skane"],
        role="coordinator",
        token_hash=token_hash(INVITATION_TOKEN),
        invited_by=w.admin,
        expires_at=timezone.now() + timedelta(days=7),
    )
    project = Project.objects.create(code="regin", name="REGIN")
    _name(s, offer_in_draft=draft, invitation=invitation, project=project, study=w.study)
    _name(s, membership=w.rami.memberships.get(), organisation=w.organisations["im"], hub=w.skane)
    s.values["invitation token"] = INVITATION_TOKEN
    _name(s, person=w.rami, closed_person=s.people["deactivated"])


def _asking(s: Scene, w: cast.World):
    """The study asks at two occasions; one card holds a slip and has opened it, another has said yes and wants to
    talk."""
    plan = {"programmes": [w.programme], "hubs": [], "instruments": ["who5-1"], "waves": ["before", "after"]}
    change_study(by=w.steward, study=w.study, **plan)
    wave = w.study.waves.get(point="before")
    second, *_, holder = w.circle.enrolments.filter(status="active").order_by("pk")[1:]
    code = hand_out_answer_slips(circle=w.circle, wave=wave, seats=[holder], by=w.sahar)[0][1]
    assert s.clients["kiosk"].post(reverse("evaluation:kiosk_code"), {"code": code}).status_code == 200
    assert not s.clients["kiosk"].cookies
    consent = StudyConsent.objects.create(
        participant=second.participant, notice=w.study.notice, language="prs", given="kiosk", given_at=NOW
    )
    talk = TalkRequest.objects.create(enrolment=second, asked_at=NOW)
    _name(s, wave=wave, study_consent=consent, talk=talk)
    s.values["answer slip"] = code


def _releases(s: Scene, w: cast.World):
    """One in each state that a door asks for, each of a batch of its own."""
    s.canaries |= {"release": "KANARIE-SF", "file": "PK och en kanariefågel"}
    for number, status in enumerate(("requested", "previewed", "building", "approved", "ready"), start=1):
        batch = Batch.objects.create(programme=w.programme, period=f"202{number}H1", fixed_at=NOW, people=63, circles=9)
        facts = {"approved_by": w.steward, "approved_at": NOW} if number > 2 else {}
        if status == "building":
            facts["job"] = Job.objects.create(kind="release", state="running", started_at=NOW, total=5)
        if status == "approved":
            facts["job"] = Job.objects.create(kind="release", state="cancelled", finished_at=NOW, total=5)
        if status == "ready":
            archive = _archive(batch, s.canaries["file"].encode())
            facts |= {"archive": archive, "ready_at": NOW, "fetch_until": NOW + timedelta(hours=24)}
        release = Release.objects.create(
            study=w.study, programme=w.programme, batch=batch, number=number, status=status, requested_by=w.uppsala,
            code=f"KANARIE-SF-{number}", **facts,
        )  # fmt: skip
        s.values[f"{status} release"], s.values[f"{status} batch"] = str(release.public_id), str(batch.public_id)
    release = Release.objects.create(
        study=w.study, programme=w.programme, profile="pt", number=7, status="ready", requested_by=w.uppsala,
        code="KANARIE-PT-7", archive=archive, ready_at=NOW, fetch_until=NOW - timedelta(hours=1),
    )  # fmt: skip
    s.values["release put away"] = str(release.public_id)
    _extracts(s, w)
    Batch.objects.create(programme=w.programme, period="2026H1", fixed_at=NOW, people=63, circles=9)


def _extracts(s: Scene, w: cast.World):
    """One that waits for Uppsala's principal, in a study of its own; and a study that is closed."""
    for name in ("other study", "closed study"):
        study = Study.objects.create(
            code=name.split()[0].upper(), title=s.canaries["study"], organisation=w.organisations["uppsala"],
            principal=w.uppsala, purpose="Se", starts_on=NOW.date(), ends_on=NOW.date(), destroy_by=NOW.date(),
        )  # fmt: skip
        study.programmes.add(w.programme)
        s.values[name] = str(study.public_id)
    Closing.objects.create(study=study, closed_by=w.steward)
    release = Release.objects.create(
        study=w.study, programme=w.programme, profile="rx", number=6, status="previewed", code="KANARIE-RX-6",
        previewed_at=NOW, locked_for="age1",
    )  # fmt: skip
    s.values["extract"] = str(release.public_id)


def _archive(batch, content: bytes) -> Archive:
    figures = {sheet.name: [] for sheet in SHEETS}
    facts = {"batch": batch, "profile": "sf", "content": content, "size": len(content), "sha256": "0" * 64}
    told = {"lines": as_json(receipt(figures)), "kept": dict.fromkeys(figures, 90)}
    workbook = Archive.objects.create(name="ringar.xlsx", figures=figures, receipt=told, **facts)
    Archive.objects.create(name="ringar.zip", format="zip", workbook=workbook, **facts)
    return workbook


def _imports(s: Scene, w: cast.World):
    """Eva has imported a list, has a key to fetch, and another list waits for her yes in her browser."""
    s.canaries["listed name"] = books.PEOPLE[0][0]
    run, secret = drafts.begin(data=books.matrix(facts=importing.NEW), keys=[], passphrase="", by=w.eva)
    s.clients["coordinator_own"].cookies[cookie_name(run.public_id)] = secret
    batch = ImportBatch.objects.create(fingerprint="0" * 64, by=w.eva, counts={"people": 0, "marks": 0})
    key = ImportKey.objects.create(
        batch=batch, by=w.eva, leader=w.sahar.communicator, cards=1, sealed="bnlja2Vs", fetched_at=NOW
    )
    imported = cast.circle(w, s.canaries["circle"], leader=w.sahar, status=Circle.Status.ENDED, sessions=2)
    imported.is_imported, imported.place = True, s.canaries["place"]
    imported.save()
    batch.circles.add(imported)
    _name(s, imported_circle=imported, dry_run=run, import_key=key)
    s.values["import"] = str(batch.public_id)


PARTS = (
    _circles, _people, _notes, _page, _referrals, _leaders, _materials, _house, _asking, _releases, _imports,
)  # fmt: skip
