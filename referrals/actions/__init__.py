"""Writes of this room. Each appends an event and an audit row in the same transaction."""

from referrals.actions.answering import (
    accept,
    acknowledge,
    acknowledge_cancel,
    complete,
    decline,
    fail,
    hold,
    message,
    resume,
    start,
)
from referrals.actions.retention import purge_contact_details
from referrals.actions.seats import ask_for_seat, give_back_seat, hold_seat, use_seat
from referrals.actions.sending import (
    ask_next,
    cancel,
    create_draft,
    feedback,
    record_consent,
    redirect,
    send,
    void,
    withdraw_consent,
)

__all__ = [
    "accept",
    "acknowledge",
    "acknowledge_cancel",
    "ask_for_seat",
    "ask_next",
    "cancel",
    "complete",
    "create_draft",
    "decline",
    "fail",
    "feedback",
    "give_back_seat",
    "hold",
    "hold_seat",
    "message",
    "purge_contact_details",
    "record_consent",
    "redirect",
    "resume",
    "send",
    "start",
    "use_seat",
    "void",
    "withdraw_consent",
]
