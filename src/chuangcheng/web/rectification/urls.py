"""Addresses of the pages of rectification."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.rectification.views import problems, steps

urlpatterns = [
    path("", problems.listing, name="problem_list"),
    path("new/", problems.new, name="problem_new"),
    path("<int:key>/", problems.detail, name="problem"),
    path("<int:key>/edit/", problems.edit, name="problem_edit"),
    path("<int:key>/merge/", problems.merge, name="problem_merge"),
    path("<int:key>/withdraw/", problems.withdraw, name="problem_withdraw"),
    path("<int:key>/deadline/", steps.step, {"word": "deadline"}, name="problem_deadline"),
    path("<int:key>/extend/", steps.step, {"word": "extend"}, name="problem_extend"),
    path("<int:key>/rectified/", steps.step, {"word": "rectified"}, name="problem_rectified"),
    path("<int:key>/verify/", steps.step, {"word": "verify"}, name="problem_verify"),
    path("<int:key>/refuse/", steps.step, {"word": "refuse"}, name="problem_refuse"),
    path("<int:key>/close/", steps.step, {"word": "close"}, name="problem_close"),
]
