"""Every column of every model, by what it says of a person. A new column stands here before any screen.

The same table is what the record of processing in docs/ rests on.
"""

from enum import StrEnum


class Kind(StrEnum):
    CARD = "about a participant, who is a code card here: pseudonymised, not anonymous"
    STAFF = "about somebody who signs in, leads or answers"
    TRACE = "who did it"
    SEALED = "encrypted at rest"
    LOCKED = "encrypted in the browser of who wrote it: nobody else can read it"
    SECRET = "only the hash of it is kept"
    NONE = "about no person"


CARD, STAFF, TRACE, SEALED, LOCKED, SECRET, NONE = Kind

# On every record, and about nobody: a running number, an opaque id, two times.
COMMON = {"id", "public_id", "created_at", "updated_at"}

FIELDS: dict[str, dict[Kind, str]] = {
    "core.Job": {
        TRACE: "requested_by",
        NONE: "kind payload state step done total message attempt cancel_requested heartbeat_at started_at finished_at",
    },
    "core.StatementPart": {NONE: "part language text"},
    "audit.AuditEvent": {
        TRACE: "actor",
        CARD: "subject",
        NONE: "at role verb subject_type facts",
    },
    "accounts.User": {
        STAFF: "email name language last_login is_active is_staff is_superuser groups user_permissions",
        SECRET: "password",
    },
    "organisations.Municipality": {NONE: "code name county_code county_name sort_key"},
    "organisations.Language": {NONE: "code iso639_3 name_sv name_en autonym direction sort_key"},
    "organisations.Organisation": {
        NONE: "name short_name kind mailbox agrees_to_publication search_text sort_key municipalities"
    },
    "organisations.Hub": {NONE: "name organisation municipalities"},
    "organisations.Project": {NONE: "code name funder starts_on ends_on partners"},
    "organisations.Membership": {STAFF: "user organisation role ended_at hubs"},
    "organisations.Invitation": {
        STAFF: "email name organisation role hubs",
        TRACE: "invited_by",
        SECRET: "token_hash",
        NONE: "expires_at accepted_at revoked_at",
    },
    "materials.Programme": {
        NONE: "code name name_sv name_en name_ar description description_sv description_en description_ar "
        "circle_title minutes break_minutes required_courses is_active"
    },
    "materials.Film": {
        NONE: "code ordinal title title_sv title_en title_ar theme theme_sv theme_en theme_ar is_placeholder"
    },
    "materials.FilmVersion": {STAFF: "reviewed_by", NONE: "film language minutes safe_stop_seconds"},
    "materials.SessionTemplate": {
        NONE: "programme ordinal title title_sv title_en title_ar plan plan_sv plan_en plan_ar film"
    },
    "communicators.Course": {NONE: "code name name_sv name_en name_ar ladder_step modules hours valid_months"},
    "communicators.CourseRound": {NONE: "course starts_on ends_on project given_by"},
    "communicators.Communicator": {STAFF: "user name hub municipality is_active search_text sort_key languages"},
    "communicators.Qualification": {
        STAFF: "communicator course round started_on modules_done completed_on valid_until"
    },
    "communicators.LeaderApproval": {STAFF: "communicator association state applied_on decided_on"},
    "participants.Participant": {
        CARD: "hub colour picture number language reads gender birth_band schooling arrival needs_childcare "
        "needs_travel needs_access needs_reading_help needs_interpreter is_protected",
    },
    "participants.NameNoteLock": {STAFF: "owner", NONE: "salt rounds", LOCKED: "check_text"},
    "participants.NameNote": {STAFF: "owner", CARD: "participant", LOCKED: "locked_text"},
    "participants.ConsentText": {STAFF: "reviewed_by", NONE: "purpose version language text valid_from"},
    "participants.Consent": {
        CARD: "participant purpose text_version language given given_at withdrawn_at fields organisations",
        TRACE: "recorded_by",
    },
    "directory.Need": {NONE: "code name name_sv name_en name_ar"},
    "directory.TargetGroup": {NONE: "code name name_sv name_en name_ar"},
    "directory.SupportOffer": {
        NONE: "organisation title title_sv title_en title_ar description description_sv description_en "
        "description_ar level activity_code joining schedule schedule_sv schedule_en schedule_ar times place "
        "min_age max_age has_childcare women_only places_pledged pledged_on closed_until status reviewed_on "
        "search_text needs target_groups languages municipalities"
    },
    "circles.RuleSet": {
        NONE: "code name valid_from source minutes_per_hour min_present max_people warn_people "
        "max_hours_per_session max_sessions_per_week max_hours_per_week min_sessions min_hours "
        "max_hours_per_person_year counted_needs_sessions counted_needs_first counted_needs_hours "
        "counted_rule_on min_age min_age_other one_calendar_year"
    },
    "circles.Circle": {
        STAFF: "leaders",
        SEALED: "door_code",
        NONE: "title programme hub municipality language association project status place room capacity "
        "work_plan work_plan_at closed_at is_imported search_text",
    },
    "circles.CirclePage": {
        SEALED: "link",
        SECRET: "link_hash",
        NONE: "circle linked_at closed_at shows_themes has_childcare has_coffee is_step_free way way_own expect "
        "expect_own",
    },
    "circles.Slip": {CARD: "enrolment made_at expires_at used_at", SECRET: "code_hash"},
    "circles.CircleLeader": {STAFF: "circle communicator part until ended_on"},
    "circles.Session": {
        TRACE: "hours_confirmed_by",
        STAFF: "substitute substitute_wanted_at help_wanted_at shared_at",
        NONE: "circle ordinal template title starts_at ends_at break_minutes place room status moved_from "
        "cancel_reason sequence changed_at adults_counted children_counted study_hours register_closed_at "
        "register_lost_at register_version childcare_asked theme_done interpreter childcare childcare_until",
    },
    "circles.SessionFilm": {NONE: "session version minutes"},
    "circles.Enrolment": {
        CARD: "circle participant status enrolled_at waiting_since offer_until in_grant_figures left_at leave_reason"
    },
    "circles.Attendance": {
        CARD: "session enrolment status version register_version marked_at",
        TRACE: "marked_by",
    },
    "circles.AttendanceChange": {CARD: "attendance before after batch reason at phone_at", TRACE: "by"},
    "circles.SyncOperation": {CARD: "result", TRACE: "user", NONE: "operation body_hash at"},
    "circles.Reflection": {STAFF: "author shared_with shared_at", SEALED: "text", NONE: "session"},
    "circles.ImportBatch": {TRACE: "by", NONE: "fingerprint counts circles"},
    "circles.ImportDraft": {TRACE: "by", SEALED: "sealed", NONE: "fingerprint expires_at"},
    "circles.ImportKey": {TRACE: "by", STAFF: "leader", SEALED: "sealed", NONE: "batch cards fetched_at"},
    "circles.CalendarFeed": {
        STAFF: "owner last_read_at",
        SECRET: "token_hash",
        NONE: "circle hub revoked_at",
    },
    "circles.TonightLink": {SECRET: "token_hash", NONE: "session expires_at revoked_at last_opened_at"},
    "circles.ListVersion": {TRACE: "by", NONE: "circle number kind reason totals at"},
    "referrals.Referral": {
        CARD: "direction participant hub needs level language municipality urgency consent offer partner "
        "circle seat_held_until status held_from reason success review_on replaces sent_at answer_due_at "
        "received_at responded_at first_contact_at held_at resumed_at ended_at started_at cancelled_at "
        "cancel_acknowledged_at voided_at loop_closed_at participant_informed contact_deleted_at",
        STAFF: "offered_by contact_person",
        TRACE: "matched_by",
        SEALED: "contact",
    },
    "referrals.ReferralEvent": {
        CARD: "referral at organisation action from_status to_status reason message",
        TRACE: "actor",
    },
    "evaluation.Study": {
        STAFF: "principal licensed",
        NONE: "code title organisation purpose mode ethics_reference agreement dpia_reference licence_reference "
        "starts_on ends_on destroy_by programmes hubs",
    },
    "evaluation.Notice": {NONE: "study version recipients texts"},
    "evaluation.Asked": {NONE: "study instrument place"},
    "evaluation.Wave": {NONE: "study point"},
    "exports.Batch": {NONE: "programme period fixed_at people circles k previews"},
    "evaluation.StudyConsent": {CARD: "participant notice language given given_at withdrawn_at"},
    "evaluation.AnswerSlip": {CARD: "enrolment wave made_at expires_at used_at used_op", SECRET: "code_hash"},
    "evaluation.Response": {
        CARD: "consent enrolment wave instrument channel given_on",
        TRACE: "entered_by",
        SEALED: "answers",
    },
    "evaluation.TalkRequest": {CARD: "enrolment asked_at taken_at", TRACE: "taken_by"},
    "exports.BatchCircle": {NONE: "batch circle"},
    "exports.BatchPerson": {CARD: "batch participant enrolment"},
    "exports.Archive": {
        NONE: "batch profile edition format workbook name content size sha256 members figures receipt codebook"
    },
    "exports.Release": {
        TRACE: "requested_by approved_by principal_approved_by",
        NONE: "study programme batch profile number code status refusal previewed_at approved_at job archive "
        "ready_at ended_at principal_approved_at notice locked_for fetch_until recalled_at",
    },
    "exports.ExtractPerson": {CARD: "participant", NONE: "release"},
    "exports.RecipientKey": {TRACE: "entered_by", NONE: "study organisation public_key"},
    "exports.PseudonymKey": {NONE: "study organisation fingerprint destroyed_at"},
    "exports.Closing": {TRACE: "closed_by", NONE: "study"},
}

# Text about a participant that somebody could type freely: {column: why it can hold no name and no number}.
TYPED_ABOUT_A_CARD = {
    "evaluation.StudyConsent.language": "one of eight codes",
    "evaluation.Response.instrument": "a key of the shelf",
    "participants.Participant.colour": "drawn by the system from its list of colours",
    "participants.Participant.picture": "drawn by the system from its list of pictures",
    "circles.SyncOperation.result": "an outcome, marks, a version and a time; written by the server alone",
    "participants.Consent.fields": "codes of what may be shown, from a list",
    "referrals.Referral.held_from": "a state of the lifecycle",
    "referrals.ReferralEvent.action": "a verb of the lifecycle",
    "referrals.ReferralEvent.from_status": "a state of the lifecycle",
    "referrals.ReferralEvent.to_status": "a state of the lifecycle",
    "referrals.ReferralEvent.reason": "a reason from the list",
    "referrals.ReferralEvent.message": "280 characters, refused when it holds a number of a person",
    "audit.AuditEvent.subject": "an opaque id",
}
