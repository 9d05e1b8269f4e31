"""Addresses of this room. A study's own pages are those of `exports`, which shows its releases on them."""

from django.urls import path

from evaluation.views import circles, kiosk, paper

app_name = "evaluation"
urlpatterns = [
    path("answer/", kiosk.kiosk_start, name="kiosk_start"),
    path("answer/code/", kiosk.kiosk_code, name="kiosk_code"),
    path("answer/send/", kiosk.kiosk_send, name="kiosk_send"),
    path("answer/done/", kiosk.kiosk_done, name="kiosk_done"),
    path("answer/at/<uuid:public_id>/", kiosk.tablet, name="tablet"),
    path("answer/at/<uuid:public_id>/done/", kiosk.tablet_done, name="tablet_done"),
    path("answers/paper/", paper.paper_code, name="paper"),
    path("answers/paper/save/", paper.paper_save, name="paper_save"),
    path("questions/", circles.question_list, name="question_list"),
    path("questions/<uuid:public_id>/", circles.circle_questions, name="circle_questions"),
    path("questions/<uuid:public_id>/<uuid:wave>/slips/", circles.slips, name="slips"),
    path("questions/<uuid:public_id>/<uuid:wave>/sheet/", circles.sheet, name="sheet"),
    path("questions/consents/<uuid:public_id>/withdraw/", circles.consent_withdraw, name="consent_withdraw"),
    path("questions/talks/<uuid:public_id>/taken/", circles.talk_taken, name="talk_taken"),
]
