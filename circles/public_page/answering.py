"""An answer by slip: tried, counted when it is wrong, and said in a word of the page's."""

from circles.actions import slips
from circles.public_page.forms import SlipForm
from circles.public_page.page import ShownPage
from circles.rules.verdict import Refused
from core.throttle import Throttle

# By page and by nothing of the visitor: no address is kept, not even for ten minutes.
WRONG_CODES = Throttle("slip", limit=10, seconds=600)
STATUS = {"": 303, "too_many": 429, "meeting_changed": 409}  # 422 for the others


def answered(shown: ShownPage, form: SlipForm) -> str:
    """The key of what stands against the answer; "" where it is taken."""
    page = str(shown.page.public_id)
    if WRONG_CODES.is_full(page):
        return "too_many"
    if not form.is_valid():
        return form.problem
    data = form.cleaned_data
    meeting = next((one for one in shown.coming if one.session.public_id == data["session"]), None)
    if meeting is None:
        return "meeting_changed"
    try:
        slips.answer(circle=shown.circle, code=data["code"], session=meeting.session, says=data["says"])
    except Refused as refused:
        return _said(refused, page)
    return ""


def _said(refused: Refused, page: str) -> str:
    code = refused.reasons[0].code
    if code != "slip_unknown":
        return code
    WRONG_CODES.count(page)
    return "wrong_code"
