"""Addresses of the pages of programmes."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.plans.views import parts, programmes

urlpatterns = [
    path("", programmes.listing, name="programme_list"),
    path("new/", programmes.new, name="programme_new"),
    path("<int:key>/", programmes.detail, name="programme"),
    path("<int:key>/edit/", programmes.edit, name="programme_edit"),
    path("<int:key>/group/", programmes.group_page, name="leading_group_page"),
    path("<int:key>/group/edit/", programmes.group, name="leading_group"),
    path("<int:key>/phases/", programmes.phases, name="phase_list"),
    path("<int:key>/phases/new/", parts.phase_new, name="phase_new"),
    path("phases/<int:key>/edit/", parts.phase_edit, name="phase_edit"),
    path("phases/<int:key>/remove/", parts.phase_remove, name="phase_remove"),
    path("<int:key>/next/new/", parts.step_new, name="next_step_new"),
    path("next/<int:key>/edit/", parts.step_edit, name="next_step_edit"),
    path("next/<int:key>/finish/", parts.step_finish, name="next_step_finish"),
    path("next/<int:key>/remove/", parts.step_remove, name="next_step_remove"),
]
