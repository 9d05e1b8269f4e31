"""Tables of this room, by noun."""

from evaluation.models.answers import AnswerSlip, Channel, Response, StudyConsent, TalkRequest
from evaluation.models.study import Asked, Notice, Study, Wave

__all__ = ["AnswerSlip", "Asked", "Channel", "Notice", "Response", "Study", "StudyConsent", "TalkRequest", "Wave"]
