"""Who may do what at every address. One table; a route that isn't in it fails the suite.

A door is (route, method). Names in `args`, and with an @ in `body`, are things of tests/access/scene.py;
anything else is sent as it stands. Read a line as "the leader and the hub's coordinator may open the
register, and see its cards".
"""

from tests.access.actors import OUTSIDE, SIGNED_IN
from tests.access.runner import Door

ANYBODY = frozenset((*OUTSIDE, *SIGNED_IN))
INSIDE = frozenset(SIGNED_IN)
LEADERS = frozenset({"leader_own", "leader_same_hub", "leader_other_hub"})
COORDINATORS = frozenset({"coordinator_own", "coordinator_other"})
PARTNERS = frozenset({"partner_own", "partner_other"})
OFFICERS = frozenset({"officer_own", "officer_other"})
EVALUATORS = frozenset({"evaluator_own", "evaluator_other"})
LEADER = frozenset({"leader_own"})
COORDINATOR = frozenset({"coordinator_own"})
RUNS_IT = LEADER | COORDINATOR
STEWARD = frozenset({"steward"})
PARTNER = frozenset({"partner_own"})
OFFICER = frozenset({"officer_own"})
SUPERVISOR = frozenset({"supervisor"})
NOBODY: frozenset[str] = frozenset()


def reads(allowed, canary="", args=None, **more) -> Door:
    return Door(frozenset(allowed), args or {}, canary=canary, **more)


def writes(allowed, args=None, body=None, **more) -> Door:
    return Door(frozenset(allowed), args or {}, body or {}, **more)


def page_with_form(name, allowed, args=None, body=None, canary="", **more) -> dict:
    """A form: whoever may open it may send it."""
    return {
        (name, "GET"): reads(allowed, canary, args, shows=more.get("shows", frozenset())),
        (name, "POST"): writes(allowed, args, body, **more),
    }


# --- Pages of no room ---
CORE = {
    ("core:healthz", "GET"): reads(ANYBODY),
    ("core:set_language", "GET"): reads(ANYBODY),
    ("core:set_language", "POST"): writes(ANYBODY, body={"language": "ar", "next": "/"}, quiet=True),
    ("core:accessibility", "GET"): reads(ANYBODY),
    ("core:manifest", "GET"): reads(ANYBODY),
    ("core:components", "GET"): reads(NOBODY),  # only where the site is built or shown
}

# --- desk ---
DESK = {
    ("desk:home", "GET"): reads(INSIDE),
    ("desk:more", "GET"): reads(INSIDE),
    ("desk:search", "GET"): reads(INSIDE, query="q=kanarie"),
    ("desk:leader_list", "GET"): reads(COORDINATORS),
    ("desk:leader_excel", "GET"): reads(COORDINATORS),
    ("desk:registers", "GET"): reads(LEADERS | COORDINATORS, "circle"),
    ("desk:numbers", "GET"): reads(COORDINATORS),
    ("desk:weeks", "GET"): reads(COORDINATORS),
    ("desk:leader_called", "POST"): writes(COORDINATOR, {"public_id": "held"}),
    ("desk:leader_called_undo", "POST"): writes(COORDINATOR, {"public_id": "past"}),
    ("desk:session_answer_undo", "POST"): writes(RUNS_IT, {"public_id": "cancelled", "sequence": 0}),
    ("desk:session_answer", "POST"): writes(RUNS_IT, {"public_id": "past"}, {"answer": "held"}),
}

# --- circles ---
CIRCLE, PAST, TONIGHT, COMING = ({"public_id": name} for name in ("circle", "past", "tonight", "coming"))
NEW_DAY = {"day": "2026-11-16", "starts": "17:30", "ends": "20:30"}
PLAN = {
    "title": "Vägar vidare 99",
    "programme": "vagar-vidare",
    "leader": "@sahar pk",
    "language": "prs",
    "municipality": "1280",
    "capacity": "15",
    "first_day": "2027-01-11",
    "weekdays": ["0"],
    "starts": "17:30",
    "ends": "20:30",
    "count": "4",
    "save": "1",
}
OPERATION = {
    "op": "5f0c7f7e-7a54-4b6c-9d0d-0d6a6d1f0001",
    "session": "@tonight",
    "enrolment": "@enrolment",
    "status": "absent",
    "version": 1,
}
ROOM = {"adults": "3", "children": "0", "break_minutes": "0", "hours": "0"}
CIRCLES = {
    ("circles:circle_list", "GET"): reads(LEADERS | COORDINATORS | OFFICERS | STEWARD, "circle"),
    ("circles:circle_create", "GET"): reads(LEADERS | COORDINATORS),
    ("circles:circle_create", "POST"): writes(
        LEADERS | COORDINATORS,
        body=PLAN,
        refused=(LEADERS | COORDINATORS) - RUNS_IT,
        foreign={"leader": "@nils pk", "municipality": "1380"},
    ),
    ("circles:circle_detail", "GET"): reads(RUNS_IT | OFFICER | STEWARD, "circle", CIRCLE),
    **page_with_form("circles:edit", RUNS_IT, CIRCLE, {"title": "Ny titel", "capacity": "12"}, "door code"),
    ("circles:status", "POST"): writes(OFFICER, {"public_id": "waiting circle"}, {"status": "planned"}),
    **page_with_form(
        "circles:leaders",
        RUNS_IT,
        CIRCLE,
        {"communicator": "@rami pk", "part": "substitute"},
        "circle",
        foreign={"communicator": "@nils pk"},
    ),
    ("circles:leader_end", "POST"): writes(RUNS_IT, CIRCLE | {"link": "leader link"}),
    **page_with_form("circles:session_add", RUNS_IT, CIRCLE, NEW_DAY, "circle"),
    ("circles:people", "GET"): reads(RUNS_IT | STEWARD, "card", CIRCLE),
    **page_with_form("circles:person_enrol", RUNS_IT, CIRCLE, {"language": "prs", "birth_year": "1991"}, "circle"),
    **page_with_form("circles:card_enrol", RUNS_IT, CIRCLE, {"card": "@free card"}, "circle"),
    ("circles:cards_print", "GET"): reads(RUNS_IT, "circle", CIRCLE),
    ("circles:register_print", "GET"): reads(RUNS_IT, "card", CIRCLE),
    ("circles:person_enrolled", "GET"): reads(RUNS_IT, "card", {"public_id": "enrolment"}),
    **page_with_form("circles:person_leave", RUNS_IT, {"public_id": "enrolment"}, {"reason": "moved"}, "card"),
    ("circles:person_back", "POST"): writes(RUNS_IT, {"public_id": "left"}),
    ("circles:person_status", "POST"): writes(RUNS_IT, {"public_id": "enrolment"}, {"status": "paused"}),
    ("circles:session", "GET"): reads(RUNS_IT | OFFICER | STEWARD, "circle", TONIGHT),
    **page_with_form("circles:session_move", RUNS_IT, COMING, NEW_DAY, "circle"),
    **page_with_form("circles:session_cancel", RUNS_IT, COMING, {"reason": "no_room"}, "circle"),
    ("circles:session_restore", "POST"): writes(RUNS_IT, {"public_id": "cancelled"}),
    **page_with_form("circles:session_leader_away", RUNS_IT, COMING, {}, "circle"),
    ("circles:session_remind", "GET"): reads(RUNS_IT, "place", COMING, query="language=ti&link=1"),
    ("circles:register", "GET"): reads(RUNS_IT | STEWARD, "card", TONIGHT),
    ("circles:register", "POST"): writes(
        RUNS_IT,
        TONIGHT,
        {"enrolment": "@enrolment", "status": "absent", "version": "1"},
        foreign={"enrolment": "@stranger"},
    ),
    ("circles:register_changes", "GET"): reads(RUNS_IT, args=TONIGHT),
    ("circles:register_everyone", "POST"): writes(RUNS_IT, TONIGHT),
    ("circles:register_undo", "POST"): writes(RUNS_IT, TONIGHT, quiet=True),
    **page_with_form("circles:register_close", RUNS_IT, TONIGHT, {"rest": "1"}),
    **page_with_form("circles:room_count", RUNS_IT, {"public_id": "held"}, ROOM),
    **page_with_form(
        "circles:session_film", RUNS_IT, TONIGHT, {"version": "@film version pk", "minutes": "10"}, "circle"
    ),
    ("circles:session_film_remove", "POST"): writes(RUNS_IT, TONIGHT | {"film": "film version"}),
    **page_with_form("circles:session_call", RUNS_IT, TONIGHT),
    ("circles:service_worker", "GET"): reads(ANYBODY),
    ("circles:offline", "GET"): reads(ANYBODY),
    ("circles:sync", "GET"): reads(LEADERS | COORDINATORS, "circle", blind=COORDINATORS),
    ("circles:sync", "POST"): writes(
        LEADERS | COORDINATORS,
        body={"operations": [OPERATION]},
        refused=(LEADERS | COORDINATORS) - RUNS_IT,
        foreign={"operations": [OPERATION | {"enrolment": "@stranger"}]},
        json=True,
    ),
    ("circles:register_history", "GET"): reads(RUNS_IT | STEWARD, "card", TONIGHT),
    **page_with_form(
        "circles:register_paper",
        RUNS_IT,
        TONIGHT,
        {"@mark of enrolment": "absent", "@version of enrolment": "1"},
        "card",
    ),
    **page_with_form("circles:reflection_edit", LEADER, PAST, {"text": "Det gick bra."}, "circle"),
    ("circles:reflection_delete", "POST"): writes(LEADER, {"public_id": "held"}),
    ("circles:reflection_list", "GET"): reads(SUPERVISOR),
    ("circles:reflection_read", "GET"): reads(SUPERVISOR, "reflection", {"public_id": "shared reflection"}),
    ("circles:names", "GET"): reads(LEADER, "name note", CIRCLE),
    ("circles:names", "POST"): writes(
        LEADER, CIRCLE, {"notes": {"@participant": "ZXR0IG5hbW4gc29tIGFyIGxhc3QgaSBlbiB3ZWJibGFzYXJl"}}, json=True
    ),
    ("circles:names_erase", "POST"): writes(LEADER, CIRCLE),
    ("circles:circle_copy", "GET"): reads(RUNS_IT, "place", CIRCLE),
    **page_with_form("circles:circle_bookings", RUNS_IT, CIRCLE, {"s10-interpreter": "booked"}, "circle"),
    **page_with_form("circles:circle_work_plan", RUNS_IT, CIRCLE, {"work_plan": "Samtal om hälsa."}, "circle"),
    ("circles:circle_totals", "GET"): reads(RUNS_IT | OFFICER | STEWARD, "circle", CIRCLE),
    ("circles:list_sign", "POST"): writes(LEADER, {"public_id": "ended circle"}, {"compared": "yes"}),
    ("circles:list_check", "POST"): writes(COORDINATOR | OFFICER, {"public_id": "signed circle"}),
    ("circles:list_reopen", "POST"): writes(
        COORDINATOR | OFFICER, {"public_id": "signed circle"}, {"reason": "hours_differ"}
    ),
    ("circles:seat_offer", "POST"): writes(RUNS_IT, {"public_id": "queued"}, {"days": "3"}),
    ("circles:queue_leave", "POST"): writes(RUNS_IT, {"public_id": "queued"}),
    ("circles:queue_back", "POST"): writes(RUNS_IT, {"public_id": "left"}),
    ("circles:seat_answer", "POST"): writes(RUNS_IT, {"public_id": "offered"}, {"answer": "yes"}),
    ("circles:seat_grant", "POST"): writes(RUNS_IT, {"public_id": "enrolment"}, {"included": "no"}),
    **page_with_form(
        "circles:session_swap",
        RUNS_IT,
        COMING,
        {"communicator": "@rami pk"},
        "circle",
        foreign={"communicator": "@nils pk"},
    ),
    ("circles:session_give_back", "POST"): writes(RUNS_IT, {"public_id": "substituted"}),
    ("circles:session_shared", "POST"): writes(RUNS_IT, COMING, {"kind": "reminder", "language": "sv"}),
    # The board: a communicator of the hub, who doesn't lead the circle. She learns its title when it is hers.
    ("circles:board", "GET"): reads(LEADERS),
    ("circles:session_take", "POST"): writes({"leader_same_hub"}, {"public_id": "wanted"}),
    ("circles:tonight_make", "POST"): writes(RUNS_IT, TONIGHT, shows=frozenset()),
    ("circles:tonight_close", "POST"): writes(RUNS_IT, TONIGHT),
    # The card's key is its address: whoever has it sees cards, never a name or a door code.
    ("circles:tonight", "GET"): reads(
        ANYBODY,
        args={"token": "tonight token"},
        shows=frozenset({"circle", "place", "card", "referred card"}),
    ),
    ("circles:calendar", "GET"): reads(LEADERS | COORDINATORS),
    ("circles:circle_calendar", "GET"): reads(RUNS_IT, "circle", CIRCLE),
    ("circles:feed_open", "POST"): writes(RUNS_IT, body={"circle": "@circle"}),
    ("circles:feed_revoke", "POST"): writes(RUNS_IT, body={"circle": "@circle"}, quiet=True),
    ("circles:feed_circle", "GET"): reads(
        ANYBODY, args={"token": "circle feed token"}, shows=frozenset({"circle", "place"})
    ),
    ("circles:feed_hub", "GET"): reads(ANYBODY, args={"token": "hub feed token"}, shows=frozenset({"circle", "place"})),
    ("circles:feed", "GET"): reads(ANYBODY, args={"token": "feed token"}, shows=frozenset({"circle", "place"})),
}

# --- circles: the page for participants. Whoever has the link may read it, and answer with a slip. ---
PAGE = {"link": "page link"}
ON_THE_PAGE = frozenset({"circle", "place", "page link"})
CIRCLE_PAGES = {
    ("circles:public_page", "GET"): reads(ANYBODY, "place", PAGE, shows=ON_THE_PAGE),
    ("circles:public_answer", "GET"): reads(ANYBODY, args=PAGE, shows=ON_THE_PAGE),
    ("circles:public_answer", "POST"): writes(
        ANYBODY, PAGE, {"says": "away", "code": "@slip", "session": "@tonight"}, shows=ON_THE_PAGE
    ),
    ("circles:public_next", "GET"): reads(ANYBODY, "place", PAGE, shows=ON_THE_PAGE),
    ("circles:public_all", "GET"): reads(ANYBODY, "place", PAGE, shows=ON_THE_PAGE),
    **page_with_form("circles:page", RUNS_IT, CIRCLE, {"way": "Buss 5 till torget."}, "page link"),
    ("circles:page_open", "POST"): writes(RUNS_IT, {"public_id": "circle without a page"}),
    ("circles:page_close", "POST"): writes(RUNS_IT, CIRCLE),
    ("circles:page_link", "POST"): writes(RUNS_IT, CIRCLE),
    ("circles:page_invitation", "GET"): reads(RUNS_IT, "page link", CIRCLE, query="l=ti&size=a6"),
    ("circles:slips", "GET"): reads(RUNS_IT, args=CIRCLE),
    ("circles:slips", "POST"): writes(RUNS_IT, CIRCLE, {"anew": "1"}),
}

# --- circles: importing a list. A dry run opens in the browser that began it: coordinator_own's. ---
DRY_RUN, IMPORT, KEY = ({"public_id": name} for name in ("dry run", "import", "import key"))
IMPORTS = {
    ("circles:import_upload", "GET"): reads(COORDINATORS),
    ("circles:import_upload", "POST"): writes(COORDINATORS, quiet=True, ok=(422,)),
    ("circles:import_check", "GET"): reads(COORDINATOR, args=DRY_RUN),
    ("circles:import_check", "POST"): writes(COORDINATOR, DRY_RUN, {"discard": "yes"}),
    ("circles:import_done", "GET"): reads(COORDINATOR, args=IMPORT),
    ("circles:import_key", "GET"): reads(COORDINATOR, args=KEY),
    ("circles:import_key_saved", "POST"): writes(COORDINATOR, KEY),
    ("circles:import_confirm", "POST"): writes(COORDINATOR, {"public_id": "imported circle"}),
}

# --- referrals ---
NEED = {
    "need-needs": ["network"],
    "need-language": "prs",
    "need-municipality": "1280",
    "need-urgency": "normal",
    "answer-answer": "later",
}
YES = {"consent-given": "spoken", "consent-organisations": ["@im org pk"], "consent-fields_seen": ["contact"]}
SENT, ACCEPTED, DRAFT = ({"public_id": name} for name in ("sent", "accepted", "draft"))
REFERRALS = {
    ("referrals:referral_list", "GET"): reads(LEADERS | COORDINATORS | PARTNERS | STEWARD, ""),
    ("referrals:inbox", "GET"): reads(PARTNERS),
    ("referrals:answer", "GET"): reads(PARTNER, "message", SENT),
    ("referrals:answer_contact", "GET"): reads(PARTNER, "phone", SENT),
    ("referrals:answer_step", "POST"): writes(
        PARTNER, SENT | {"action": "accept"}, {"seen": "sent", "contact_person": "Maja Ek"}
    ),
    **page_with_form("referrals:seat_ask", PARTNERS, body={"language": "prs", "municipality": "1280"}),
    ("referrals:seat_detail", "GET"): reads(COORDINATOR | STEWARD, args={"public_id": "seat"}),
    ("referrals:seat_detail", "POST"): writes(
        COORDINATOR, {"public_id": "seat"}, {"answer": "decline", "reason": "capacity", "seen": "sent"}
    ),
    ("referrals:seat_cancel", "POST"): writes(PARTNER, {"public_id": "seat"}),
    **page_with_form("referrals:seat_came", COORDINATOR, {"public_id": "held seat"}, {"language": "prs"}),
    ("referrals:referral_choose", "GET"): reads(LEADERS | COORDINATORS),
    **page_with_form(
        "referrals:referral_create",
        RUNS_IT,
        {"participant_id": "other participant"},
        NEED,
        "card",
        foreign={"need-municipality": "1380"},
    ),
    ("referrals:referral_detail", "GET"): reads(RUNS_IT | STEWARD, "referred card", SENT),
    ("referrals:referral_contact", "GET"): reads(RUNS_IT | STEWARD, "phone", SENT),
    ("referrals:referral_match", "GET"): reads(COORDINATOR, "referred card", DRAFT),
    **page_with_form(
        "referrals:referral_send",
        COORDINATOR,
        DRAFT | {"offer_id": "offer"},
        {"seen": "draft"},
        "referred card",
    ),
    **page_with_form("referrals:referral_consent", RUNS_IT, DRAFT, YES, "referred card"),
    **page_with_form("referrals:referral_withdraw", RUNS_IT, SENT, {}, "referred card"),
    ("referrals:referral_again", "POST"): writes(COORDINATOR, {"public_id": "declined"}),
    ("referrals:referral_step", "POST"): writes(
        RUNS_IT, SENT | {"action": "cancel"}, {"seen": "sent", "reason": "moved"}
    ),
}

# --- communicators ---
RAMI = {"public_id": "rami"}
COMMUNICATORS = {
    **page_with_form(
        "communicators:communicator_add",
        COORDINATORS,
        body={"name": "Ny Ledare", "hub": "@skane pk", "languages": ["so"]},
        refused=frozenset({"coordinator_other"}),
        foreign={"hub": "@halland pk", "municipality": "1380"},
    ),
    **page_with_form(
        "communicators:step_add_for_many",
        COORDINATORS,
        body={"course": "milsa-bas", "completed_on": "2026-10-30", "communicators": ["@rami pk"]},
        refused=frozenset({"coordinator_other"}),
        foreign={"communicators": ["@nils pk"]},
    ),
    ("communicators:communicator_detail", "GET"): reads(COORDINATOR, "leader's course", RAMI),
    **page_with_form(
        "communicators:communicator_edit",
        COORDINATOR,
        RAMI,
        {"name": "Rami Ny", "languages": ["ar"]},
        foreign={"municipality": "1380"},
    ),
    **page_with_form(
        "communicators:step_add",
        COORDINATOR,
        RAMI,
        {"course": "vagar-vidare-ledare", "state": "completed", "on": "2026-10-30"},
    ),
    ("communicators:approval_apply", "POST"): writes(
        COORDINATOR, {"public_id": "co-leader"}, {"association": "@sensus org pk"}
    ),
    ("communicators:step_remove", "POST"): writes(COORDINATOR, {"public_id": "step"}),
    ("communicators:own_training", "GET"): reads(LEADERS, "leader's course"),
    ("communicators:approval_list", "GET"): reads(OFFICERS),
    ("communicators:approval_approve", "POST"): writes(OFFICER, {"public_id": "applied"}),
    ("communicators:approval_withdraw", "POST"): writes(OFFICER, {"public_id": "approved"}),
}

# --- materials ---
WORKS_WITH_CIRCLES = LEADERS | COORDINATORS | OFFICERS | {"convener"}
CODE = {"code": "vagar-vidare"}
FIRST = CODE | {"ordinal": 1}
FILM = {"code": "film-1"}
THEME = {"title_sv": "Ett tema"}
MATERIALS = {
    ("materials:programme_list", "GET"): reads(WORKS_WITH_CIRCLES),
    ("materials:programme_detail", "GET"): reads(WORKS_WITH_CIRCLES, args=CODE),
    **page_with_form(
        "materials:programme_edit",
        COORDINATORS,
        CODE,
        {"name_sv": "Vägar", "circle_title": "Vägar", "minutes": "180", "break_minutes": "0"},
    ),
    **page_with_form("materials:session_template_add", COORDINATORS, CODE, THEME),
    ("materials:session_template_detail", "GET"): reads(WORKS_WITH_CIRCLES, args=FIRST),
    **page_with_form("materials:session_template_edit", COORDINATORS, FIRST, THEME),
    ("materials:session_template_remove", "POST"): writes(COORDINATORS, FIRST),
    ("materials:film_detail", "GET"): reads(WORKS_WITH_CIRCLES, args=FILM),
    **page_with_form("materials:film_edit", COORDINATORS, FILM, {"title_sv": "Film ett"}),
    **page_with_form("materials:film_version_add", COORDINATORS, FILM, {"language": "so", "minutes": "11"}),
    **page_with_form(
        "materials:film_version_edit", COORDINATORS, {"public_id": "film version"}, {"language": "prs", "minutes": "13"}
    ),
}

# --- directory ---
OFFER = {
    "title_sv": "Samtalskafé",
    "level": "2",
    "joining": "contact",
    "languages": ["prs"],
    "municipalities": ["1280"],
    "needs": ["network"],
}
DIRECTORY = {
    ("directory:offer_list", "GET"): reads(INSIDE),
    ("directory:own_offers", "GET"): reads(PARTNERS, "offer in draft"),
    **page_with_form("directory:offer_create", PARTNERS, body=OFFER),
    ("directory:offer_detail", "GET"): reads(PARTNER, "offer in draft", {"public_id": "offer in draft"}),
    **page_with_form("directory:offer_edit", PARTNER, {"public_id": "offer in draft"}, OFFER, "offer in draft"),
    ("directory:offer_status", "POST"): writes(PARTNER, {"public_id": "offer in draft", "status": "published"}),
}

# --- organisations and stewardship ---
ADMIN = frozenset({"admin"})
KNOWS_ORGANISATIONS = ADMIN | STEWARD | COORDINATORS | {"convener"}
INVITED = {"name": "Ny Person", "email": "ny@ringar.example", "role": "partner", "organisation": "@im org pk"}
ORGANISATIONS = {
    ("organisations:organisation_list", "GET"): reads(KNOWS_ORGANISATIONS),
    ("organisations:organisation_detail", "GET"): reads(KNOWS_ORGANISATIONS, args={"public_id": "organisation"}),
    **page_with_form("organisations:organisation_add", ADMIN, body={"name": "Nytt", "kind": "civil_society"}),
    **page_with_form(
        "organisations:organisation_edit", ADMIN, {"public_id": "organisation"}, {"name": "IM", "kind": "civil_society"}
    ),
    **page_with_form(
        "organisations:hub_add",
        ADMIN,
        body={"name": "Ny", "organisation": "@im org pk", "municipalities": ["1283"]},
    ),
    **page_with_form(
        "organisations:hub_edit",
        ADMIN,
        {"public_id": "hub"},
        {"name": "Skåne väst", "organisation": "@skane org pk", "municipalities": ["1280"]},
    ),
    **page_with_form("organisations:statement_edit", ADMIN, body={"service": "Så här är det hos oss."}),
    **page_with_form("organisations:project_add", ADMIN, body={"name": "Ny", "code": "ny"}),
    **page_with_form("organisations:project_edit", ADMIN, {"public_id": "project"}, {"name": "REGIN", "code": "regin"}),
}
STEWARDSHIP = {
    ("stewardship:person_list", "GET"): reads(ADMIN, "invited address"),
    **page_with_form("stewardship:invitation_add", ADMIN, body=INVITED),
    ("stewardship:person_close", "POST"): writes(ADMIN, {"public_id": "person"}),
    ("stewardship:person_reopen", "POST"): writes(ADMIN, {"public_id": "closed person"}),
    **page_with_form("stewardship:membership_end", ADMIN, {"public_id": "membership"}),
    ("stewardship:invitation_resend", "POST"): writes(ADMIN, {"public_id": "invitation"}),
    ("stewardship:invitation_revoke", "POST"): writes(ADMIN, {"public_id": "invitation"}),
    **page_with_form(
        "stewardship:invitation",
        ANYBODY,
        {"token": "invitation token"},
        {"name": "Kim Inbjuden", "password": "regn-mot-rutan-7"},
        shows=frozenset({"invited address"}),
    ),
    ("stewardship:audit_list", "GET"): reads(STEWARD),
    ("stewardship:audit_about", "GET"): reads(STEWARD, args={"subject": "sent"}),
}

# --- accounts, and the sign-in that allauth brings ---
ACCOUNTS = {
    **page_with_form("accounts:own_account", INSIDE, body={"name": "Nytt Namn", "language": "en"}),
    **page_with_form("accounts:no_email_page", NOBODY),
    **page_with_form("accounts:no_signup_page", NOBODY),
}

# --- studies and releases ---
EVALUATOR = frozenset({"evaluator_own"})
OF_STUDY = EVALUATOR | STEWARD
STUDY = {"public_id": "study"}
PLANNED = {
    "title": "Ny titel",
    "purpose": "Följa upp",
    "programmes": ["@programme pk"],
    "starts_on": "2026-01-01",
    "ends_on": "2027-01-01",
    "destroy_by": "2030-01-01",
    "mode": "follow_up",
    "instruments": ["who5-1"],
    "waves": ["before", "after"],
}
NOTICE = {"recipients": ["@uppsala org pk"], "notice_sv": "Vi frågar om hälsa.", "notice_en": "We ask about health."}
PUBLIC_KEY = "age1jn8j598dqeug45m37wse67nf8fxq90akp6dkj3zw45p8kqy7evlsy2xp8t"
NEW_STUDY = PLANNED | NOTICE | {"code": "NY", "organisation": "@uppsala org pk"}
EXPORTS = {
    ("exports:study_list", "GET"): reads(EVALUATORS | STEWARD, "study"),
    ("exports:study_detail", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_releases", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_codebook", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_charts", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_plan", "GET"): reads(OF_STUDY, "study", STUDY),
    **page_with_form("exports:study_open", STEWARD, body=NEW_STUDY),
    **page_with_form("exports:study_change", OF_STUDY, STUDY, PLANNED, "study"),
    **page_with_form("exports:study_notice", OF_STUDY, STUDY, NOTICE, "study"),
    ("exports:study_practice", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:practice_file", "GET"): reads(OF_STUDY, args=STUDY | {"profile": "sf", "kind": "csv"}),
    ("exports:study_verify", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_verify", "POST"): writes(OF_STUDY, STUDY, quiet=True, ok=(422,)),  # compares; changes nothing
    ("exports:release_request", "POST"): writes(EVALUATOR, STUDY, {"programme": "vagar-vidare"}),
    ("exports:study_extracts", "GET"): reads(OF_STUDY, "study", STUDY),
    ("exports:study_key", "POST"): writes(EVALUATOR, STUDY, {"public_key": PUBLIC_KEY}),
    ("exports:extract_request", "POST"): writes(EVALUATOR, {"public_id": "other study"}, {"programme": "vagar-vidare"}),
    **page_with_form("exports:study_close", OF_STUDY, {"public_id": "other study"}),
    ("exports:study_certificate", "GET"): reads(OF_STUDY, args={"public_id": "closed study"}),
    ("exports:release_sign", "POST"): writes(EVALUATOR, {"public_id": "extract"}),
    ("exports:release_offer", "POST"): writes(EVALUATOR, {"public_id": "release put away"}),
    ("exports:release_list", "GET"): reads(EVALUATORS | STEWARD, "study"),
    ("exports:batches_fix", "POST"): writes(STEWARD, quiet=True),
    ("exports:batch_raise_k", "POST"): writes(STEWARD, {"public_id": "ready batch"}, {"k": 6}, quiet=True),
    ("exports:batch_reissue", "POST"): writes(STEWARD, {"public_id": "ready batch"}, quiet=True),
    ("exports:release_detail", "GET"): reads(OF_STUDY, "study", {"public_id": "requested release"}),
    ("exports:release_file", "GET"): reads(EVALUATOR, "file", {"public_id": "ready release"}),
    ("exports:release_format", "GET"): reads(EVALUATOR, "file", {"public_id": "ready release", "kind": "zip"}),
    ("exports:release_cancel", "POST"): writes(EVALUATOR, {"public_id": "building release"}),
    ("exports:release_again", "POST"): writes(OF_STUDY, {"public_id": "approved release"}),
    ("exports:release_preview", "POST"): writes(STEWARD, {"public_id": "requested release"}),
    ("exports:release_approve", "POST"): writes(STEWARD, {"public_id": "previewed release"}),
    ("exports:release_refuse", "POST"): writes(STEWARD, {"public_id": "requested release"}, {"rule": "purpose"}),
    ("exports:release_withdraw", "POST"): writes(STEWARD, {"public_id": "ready release"}),
}

# --- evaluation: what those who run a circle do, and the tablet, which a slip opens ---
OF_ASKING = frozenset({"study"})  # its name stands where it asks
WAVE = CIRCLE | {"wave": "wave"}
KIOSK_ANSWER = {"code": "@answer slip", "consent": "yes", "who5-1.1": "5"}
EVALUATION = {
    ("evaluation:question_list", "GET"): reads(LEADERS | COORDINATORS | STEWARD, "circle", blind=STEWARD),
    ("evaluation:circle_questions", "GET"): reads(RUNS_IT, "card", CIRCLE, blind=LEADER, shows=OF_ASKING),
    ("evaluation:slips", "POST"): writes(RUNS_IT, WAVE, {"anew": "1"}),
    ("evaluation:sheet", "GET"): reads(RUNS_IT, "circle", WAVE, query="l=ar"),
    **page_with_form(
        "evaluation:consent_withdraw", COORDINATOR, {"public_id": "study consent"}, {}, "card", shows=OF_ASKING
    ),
    ("evaluation:talk_taken", "POST"): writes(COORDINATOR, {"public_id": "talk"}),
    ("evaluation:paper", "GET"): reads(LEADERS | COORDINATORS | STEWARD),
    ("evaluation:paper", "POST"): writes(
        LEADERS | COORDINATORS | STEWARD,
        body={"code": "@answer slip"},
        refused=RUNS_IT,
        quiet=True,
        shows=OF_ASKING,
    ),
    ("evaluation:paper_save", "POST"): writes(LEADERS | COORDINATORS | STEWARD, body=KIOSK_ANSWER, refused=RUNS_IT),
    ("evaluation:kiosk_start", "GET"): reads(ANYBODY),
    ("evaluation:kiosk_code", "GET"): reads(ANYBODY),
    ("evaluation:kiosk_code", "POST"): writes(ANYBODY, body={"code": "@answer slip"}, quiet=True),
    ("evaluation:kiosk_send", "POST"): writes(ANYBODY, body=KIOSK_ANSWER),
    ("evaluation:kiosk_done", "GET"): reads(ANYBODY),
    ("evaluation:tablet", "GET"): reads(ANYBODY, args={"public_id": "study"}),
    ("evaluation:tablet_done", "GET"): reads(ANYBODY, args={"public_id": "study"}),
}

# allauth: all here is about oneself, or before one is anybody. Forms are sent empty: they save nothing.
ANY_ANSWER = (200, 302, 303, 400, 404, 405)
BEFORE_SIGN_IN = (
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code", "account_logout",
    "mfa_authenticate", "mfa_login_webauthn",
)  # fmt: skip
OWN_SIGN_IN = (
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
)  # fmt: skip
KEYS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    "account_confirm_email": {"key": "x"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
ALLAUTH = {
    (name, method): Door(who, KEYS.get(name, {}), quiet=True, ok=ANY_ANSWER, own=True)
    for names, who in ((BEFORE_SIGN_IN, ANYBODY), (OWN_SIGN_IN, INSIDE))
    for name in names
    for method in ("GET", "POST", "DELETE")
}

# --- /api/v1/ ---
MARK = {"status": "absent", "version": 1}
API_OFFER = {
    "title": "Kafé",
    "level": 2,
    "joining": "contact",
    "languages": ["prs"],
    "municipalities": ["1280"],
    "needs": ["network"],
}
API_DRAFT = {"participant": "@other participant", "needs": ["network"], "language": "prs", "municipality": "1280"}
API = {
    ("api-schema", "GET"): reads(INSIDE),
    ("api-circle-list", "GET"): reads(INSIDE, "circle", blind=frozenset({"admin"})),
    ("api-circle-detail", "GET"): reads(RUNS_IT | OFFICER | STEWARD, "circle", CIRCLE),
    ("api-session-list", "GET"): reads(INSIDE, "place"),
    ("api-session-detail", "GET"): reads(RUNS_IT | OFFICER | STEWARD, "place", TONIGHT),
    ("api-session-register", "GET"): reads(RUNS_IT | STEWARD, "card", TONIGHT),
    ("api-session-mark", "PUT"): writes(RUNS_IT, TONIGHT | {"enrolment": "enrolment"}, MARK),
    ("offer-list", "GET"): reads(INSIDE, "offer in draft"),
    ("offer-list", "POST"): writes(PARTNERS, body=API_OFFER),
    ("offer-detail", "GET"): reads(PARTNER, "offer in draft", {"public_id": "offer in draft"}),
    ("offer-detail", "PUT"): writes(PARTNER, {"public_id": "offer in draft"}, API_OFFER),
    ("offer-status", "POST"): writes(PARTNER, {"public_id": "offer in draft"}, {"status": "published"}),
    ("referral-list", "GET"): reads(INSIDE, "referred card's code"),
    ("referral-list", "POST"): writes(RUNS_IT, body=API_DRAFT, foreign={"municipality": "1380"}),
    ("referral-detail", "GET"): reads(RUNS_IT | PARTNER | STEWARD, "referred card's code", SENT),
    ("referral-contact", "GET"): reads(RUNS_IT | PARTNER | STEWARD, "phone", SENT),
    ("release-list", "GET"): reads(EVALUATORS | STEWARD, "release"),
    ("release-list", "POST"): writes(EVALUATOR, body={"study": "@study", "programme": "vagar-vidare"}),
    ("release-detail", "GET"): reads(OF_STUDY, "release", {"public_id": "requested release"}),
    ("referral-transition", "POST"): writes(
        PARTNER, SENT, {"action": "accept", "seen": "sent", "contact_person": "Maja Ek"}
    ),
}

POLICY: dict[tuple[str, str], Door] = {
    **CORE,
    **DESK,
    **CIRCLES,
    **CIRCLE_PAGES,
    **IMPORTS,
    **REFERRALS,
    **COMMUNICATORS,
    **MATERIALS,
    **DIRECTORY,
    **ORGANISATIONS,
    **STEWARDSHIP,
    **EXPORTS,
    **EVALUATION,
    **ACCOUNTS,
    **ALLAUTH,
    **API,
}
