"""Tables of this room, by noun."""

from evaluation.models.study import Asked, Notice, Study, Wave

__all__ = ["Asked", "Notice", "Study", "Wave"]
