"""Addresses of this room."""

from django.urls import path, re_path

from referrals.views import hub, offering, partner, seats

UUID = "(?P<public_id>[0-9a-f-]{36})"
SENDER_STEPS = "cancel|feedback|void|reply"
RECEIVER_STEPS = "acknowledge|accept|decline|message|start|hold|resume|complete|fail|ack_cancel"

app_name = "referrals"
urlpatterns = [
    path("referrals/", hub.referral_list, name="referral_list"),
    path("referrals/inbox/", partner.inbox, name="inbox"),
    path("referrals/inbox/<uuid:public_id>/", partner.answer, name="answer"),
    path("referrals/inbox/<uuid:public_id>/contact/", partner.answer_contact, name="answer_contact"),
    re_path(rf"^referrals/inbox/{UUID}/(?P<action>{RECEIVER_STEPS})/$", partner.answer_step, name="answer_step"),
    path("referrals/seats/ask/", seats.seat_ask, name="seat_ask"),
    path("referrals/seats/<uuid:public_id>/", seats.seat_detail, name="seat_detail"),
    path("referrals/seats/<uuid:public_id>/came/", seats.seat_came, name="seat_came"),
    path("referrals/seats/<uuid:public_id>/cancel/", seats.seat_cancel, name="seat_cancel"),
    path("referrals/new/", offering.referral_choose, name="referral_choose"),
    path("referrals/new/<uuid:participant_id>/", offering.referral_create, name="referral_create"),
    path("referrals/<uuid:public_id>/", hub.referral_detail, name="referral_detail"),
    path("referrals/<uuid:public_id>/contact/", hub.referral_contact, name="referral_contact"),
    path("referrals/<uuid:public_id>/match/", hub.referral_match, name="referral_match"),
    path("referrals/<uuid:public_id>/send/<uuid:offer_id>/", hub.referral_send, name="referral_send"),
    path("referrals/<uuid:public_id>/consent/", offering.referral_consent, name="referral_consent"),
    path("referrals/<uuid:public_id>/withdraw/", hub.referral_withdraw, name="referral_withdraw"),
    path("referrals/<uuid:public_id>/again/", hub.referral_again, name="referral_again"),
    re_path(rf"^referrals/{UUID}/(?P<action>{SENDER_STEPS})/$", hub.referral_step, name="referral_step"),
]
