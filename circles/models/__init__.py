"""What happens: circles, their sessions, who is enrolled and who came."""

from circles.models.attendance import ATTENDED, Attendance, AttendanceChange, AttendanceStatus
from circles.models.calendar_feed import CalendarFeed
from circles.models.circle import Circle, CircleLeader
from circles.models.circle_page import CirclePage, Slip
from circles.models.enrolment import Enrolment
from circles.models.reflection import Reflection
from circles.models.register_import import ImportBatch, ImportDraft, ImportKey
from circles.models.rule_set import RuleSet
from circles.models.session import Session, SessionFilm
from circles.models.signed_list import ListVersion
from circles.models.sync import SyncOperation
from circles.models.tonight_link import TonightLink

__all__ = [
    "ATTENDED",
    "Attendance",
    "AttendanceChange",
    "AttendanceStatus",
    "CalendarFeed",
    "Circle",
    "CircleLeader",
    "CirclePage",
    "Enrolment",
    "ImportBatch",
    "ImportDraft",
    "ImportKey",
    "ListVersion",
    "Reflection",
    "RuleSet",
    "Session",
    "SessionFilm",
    "Slip",
    "SyncOperation",
    "TonightLink",
]
