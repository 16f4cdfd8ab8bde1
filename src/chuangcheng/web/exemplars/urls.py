"""Addresses of the pages of exemplars."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.exemplars.kinds import HONOUR, MATERIAL
from chuangcheng.web.exemplars.views import persons, reviews
from chuangcheng.web.register.views import record_urls

urlpatterns = [
    path("", persons.listing, name="exemplar_list"),
    path("new/", persons.new, name="exemplar_new"),
    path("<int:key>/", persons.detail, name="exemplar"),
    path("<int:key>/edit/", persons.edit, name="exemplar_edit"),
    *record_urls(HONOUR, "honours/"),
    path("honours/<int:key>/review/", reviews.honour, name="honour_review"),
    *record_urls(MATERIAL, "materials/"),
    path("materials/<int:key>/review/", reviews.material, name="material_review"),
]
