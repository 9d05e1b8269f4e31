"""Addresses of this room. A study's pages are here because they show its releases."""

from django.urls import path

from exports.views import extracts, plans, practice, releases, steward, studies

app_name = "exports"
urlpatterns = [
    path("studies/", studies.study_list, name="study_list"),
    path("studies/open/", plans.study_open, name="study_open"),
    path("studies/<uuid:public_id>/", studies.study_detail, name="study_detail"),
    path("studies/<uuid:public_id>/releases/", studies.study_releases, name="study_releases"),
    path("studies/<uuid:public_id>/codebook/", studies.study_codebook, name="study_codebook"),
    path("studies/<uuid:public_id>/charts/", studies.study_charts, name="study_charts"),
    path("studies/<uuid:public_id>/practice/", practice.study_practice, name="study_practice"),
    path("studies/<uuid:public_id>/practice/<slug:profile>/<slug:kind>/", practice.practice_file, name="practice_file"),
    path("studies/<uuid:public_id>/verify/", studies.study_verify, name="study_verify"),
    path("studies/<uuid:public_id>/plan/", plans.study_plan, name="study_plan"),
    path("studies/<uuid:public_id>/change/", plans.study_change, name="study_change"),
    path("studies/<uuid:public_id>/notice/", plans.study_notice, name="study_notice"),
    path("studies/<uuid:public_id>/request/", studies.release_request, name="release_request"),
    path("studies/<uuid:public_id>/extracts/", extracts.study_extracts, name="study_extracts"),
    path("studies/<uuid:public_id>/extracts/key/", extracts.study_key, name="study_key"),
    path("studies/<uuid:public_id>/extracts/request/", extracts.extract_request, name="extract_request"),
    path("studies/<uuid:public_id>/close/", extracts.study_close, name="study_close"),
    path("studies/<uuid:public_id>/certificate/", extracts.study_certificate, name="study_certificate"),
    path("releases/", steward.release_list, name="release_list"),
    path("releases/batches/", steward.batches_fix, name="batches_fix"),
    path("releases/batches/<uuid:public_id>/k/", steward.batch_raise_k, name="batch_raise_k"),
    path("releases/batches/<uuid:public_id>/reissue/", steward.batch_reissue, name="batch_reissue"),
    path("releases/<uuid:public_id>/", releases.release_detail, name="release_detail"),
    path("releases/<uuid:public_id>/file/", releases.release_file, name="release_file"),
    path("releases/<uuid:public_id>/file/<slug:kind>/", releases.release_format, name="release_format"),
    path("releases/<uuid:public_id>/sign/", extracts.release_sign, name="release_sign"),
    path("releases/<uuid:public_id>/offer/", releases.release_offer, name="release_offer"),
    path("releases/<uuid:public_id>/cancel/", releases.release_cancel, name="release_cancel"),
    path("releases/<uuid:public_id>/again/", releases.release_again, name="release_again"),
    path("releases/<uuid:public_id>/preview/", releases.release_preview, name="release_preview"),
    path("releases/<uuid:public_id>/approve/", releases.release_approve, name="release_approve"),
    path("releases/<uuid:public_id>/refuse/", releases.release_refuse, name="release_refuse"),
    path("releases/<uuid:public_id>/withdraw/", releases.release_withdraw, name="release_withdraw"),
]
