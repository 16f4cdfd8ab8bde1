"""Addresses of the pages of evidence."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.evidence.views import enough, pieces, uploads, wants

urlpatterns = [
    path("", pieces.listing, name="evidence_list"),
    path("new/", pieces.new, name="evidence_new"),
    path("uploads/", uploads.begin, name="upload_begin"),
    path("uploads/<str:token>/", uploads.upload, name="upload"),
    path("cite/", pieces.cite, name="evidence_cite"),
    path("<int:key>/", pieces.detail, name="evidence"),
    path("<int:key>/edit/", pieces.edit, name="evidence_edit"),
    path("<int:key>/withdraw/", pieces.withdraw, name="evidence_withdraw"),
    path("<int:key>/download/", pieces.download, name="evidence_download"),
    path("<int:key>/thumbnail/", pieces.thumbnail, name="evidence_thumbnail"),
    path("enough/<int:key>/", enough.grid, name="evidence_enough"),
    path("enough/<int:key>/missing/", enough.missing, name="evidence_missing"),
    path("enough/<int:key>/units/<int:unit>/", enough.unit, name="evidence_unit"),
    path("enough/<int:key>/wants/", wants.listing, name="want_list"),
    path("enough/<int:key>/wants/new/", wants.new, name="want_new"),
    path("wants/<int:key>/drop/", wants.drop, name="want_drop"),
]
