"""Addresses of the pages of evidence."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.evidence import views

urlpatterns = [
    path("", views.listing, name="evidence_list"),
    path("new/", views.new, name="evidence_new"),
    path("cite/", views.cite, name="evidence_cite"),
    path("<int:key>/", views.detail, name="evidence"),
    path("<int:key>/edit/", views.edit, name="evidence_edit"),
    path("<int:key>/withdraw/", views.withdraw, name="evidence_withdraw"),
    path("<int:key>/download/", views.download, name="evidence_download"),
    path("<int:key>/thumbnail/", views.thumbnail, name="evidence_thumbnail"),
]
