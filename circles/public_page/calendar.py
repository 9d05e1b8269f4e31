"""Meetings as a calendar file that a participant keeps: neutral, and without the page's address."""

from django.conf import settings
from django.utils import timezone

from circles.public_page.page import Meeting, ShownPage
from circles.rules.calendar import Feed, FeedEvent, render


def calendar_file(shown: ShownPage, *, every: bool, site: str) -> bytes:
    """The next meeting, or every one that is left. The same UIDs as a leader's feed, so that nothing doubles."""
    meetings = shown.coming if every else (shown.next,)
    host = settings.RINGAR_HOST
    head = Feed(host=host, name=shown.circle.title, url=site, organizer=f"kalender@{host}")
    return render(head, tuple(_event(shown, meeting) for meeting in meetings))


def _event(shown: ShownPage, meeting: Meeting) -> FeedEvent:
    session = meeting.session
    place = ", ".join(part for part in (shown.public(session.place_name), shown.public(session.room_name)) if part)
    return FeedEvent(
        uid=session.public_id,
        starts_at=timezone.localtime(session.starts_at),
        ends_at=timezone.localtime(session.ends_at),
        sequence=session.sequence,
        updated=session.changed_at,
        summary=f"{shown.circle.title} ({meeting.number}/{meeting.of})",
        location=place,
        cancelled=meeting.is_cancelled,
    )
