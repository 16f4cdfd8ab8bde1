"""Addresses of the pages of inspections."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.inspections.kinds import BASE_SCORE, CHECK, JUDGEMENT, OUTSIDE_FIGURE, VETO_EVENT
from chuangcheng.web.inspections.views import figures, matrix, visits
from chuangcheng.web.register.views import record_urls

urlpatterns = [
    *record_urls(BASE_SCORE, ""),
    path("matrix/", matrix.matrix, name="base_matrix"),
    *record_urls(CHECK, "checks/"),
    path("visits/new/", visits.new, name="visit_new"),
    *record_urls(VETO_EVENT, "vetoes/"),
    *record_urls(JUDGEMENT, "judgements/"),
    *record_urls(OUTSIDE_FIGURE, "figures/", begin=figures.new),
    path("kinds/", figures.kinds, name="figure_kind_list"),
    path("kinds/declare/", figures.declare, name="figure_kind_declare"),
]
