"""What can be done, and to what kind of thing: the words that gates and the truth table speak in."""

from enum import StrEnum


class Verb(StrEnum):
    SEE = "see"
    SEE_PEOPLE = "see_people"  # code cards, registers: not only counts
    CREATE = "create"
    EDIT = "edit"
    MARK = "mark"  # take attendance
    SIGN = "sign"
    CHECK = "check"  # a signed list: it adds up, or it is opened again
    NOTE = "note"  # names beside cards, for oneself alone
    REFLECT = "reflect"  # a leader's own words after a meeting
    APPROVE = "approve"
    SEND = "send"
    ANSWER = "answer"
    HAND_OVER = "hand_over"
    DOWNLOAD = "download"
    IMPORT = "import"


class Thing(StrEnum):
    CIRCLE = "circle"
    PARTICIPANT = "participant"
    REFERRAL = "referral"
    OFFER = "offer"
    LEADER = "leader"
    LEADER_APPROVAL = "leader_approval"
    OWN_TRAINING = "own_training"
    PROGRAMME = "programme"
    STUDY = "study"
    RELEASE = "release"
    ANSWERS = "answers"  # of people in a study
    PERSON = "person"  # accounts: invitations, memberships
    ORGANISATION = "organisation"  # and hubs, projects
    REFLECTION = "reflection"
    LOG = "log"
