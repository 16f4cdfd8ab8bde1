"""Addresses of the pages of rulebooks."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.rulebooks.views import changing, reading

urlpatterns = [
    path("", reading.listing, name="rulebook_list"),
    path("copy/", changing.copy, name="rulebook_copy"),
    path("upload/", changing.upload, name="rulebook_upload"),
    path("versions/<int:key>/", reading.detail, name="version"),
    path("versions/<int:key>/text.yaml", reading.text, name="version_text"),
    path("versions/<int:key>/examples/", reading.examples, name="version_examples"),
    path("versions/<int:key>/compare/", reading.compare, name="version_compare"),
    path("versions/<int:key>/settings/", changing.settings, name="version_settings"),
    path("versions/<int:key>/upload/", changing.replace, name="version_upload"),
    path("versions/<int:key>/draft/", changing.draft, name="version_draft"),
    path("versions/<int:key>/publish/", changing.publish, name="version_publish"),
    path("versions/<int:key>/retire/", changing.retire, name="version_retire"),
]
