"""Addresses of the pages of activities."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.activities.kinds import ACTIVITY, ARTICLE, CASE, FACILITY, INCIDENT, MEASUREMENT, SERVICE
from chuangcheng.web.activities.kinds.moves import MOVES
from chuangcheng.web.activities.views import (
    calendar,
    coverage,
    entering,
    figures,
    kinds,
    measures,
    moves,
    registers,
    volunteers,
)
from chuangcheng.web.register.views import record_urls

urlpatterns = [
    *record_urls(ACTIVITY, "", begin=entering.begin),
    *(path(f"<int:key>/{one.word}/", moves.move, {"word": one.word}, name=one.url_name) for one in MOVES),
    path("month/", calendar.month, name="activity_month"),
    path("figures/", figures.summary, name="activity_figures"),
    path("kinds/", kinds.listing, name="activity_kinds"),
    path("kinds/install/", kinds.install, name="activity_kinds_install"),
    path("kinds/new/", kinds.new, name="activity_kind_new"),
    path("kinds/<int:key>/", kinds.edit, name="activity_kind"),
    *record_urls(ARTICLE, "articles/"),
    path("measures/", measures.listing, name="measure_list"),
    path("measures/new/", measures.new, name="measure_new"),
    path("measures/<int:key>/", measures.edit, name="measure"),
    *record_urls(MEASUREMENT, "measurements/"),
    path("coverage/", coverage.page, name="coverage"),
    *record_urls(FACILITY, "facilities/"),
    path("volunteers/", volunteers.listing, name="volunteer_list"),
    path("volunteers/new/", volunteers.new, name="volunteer_new"),
    path("volunteers/<int:key>/", volunteers.detail, name="volunteer"),
    path("volunteers/<int:key>/edit/", volunteers.edit, name="volunteer_edit"),
    path("volunteers/<int:key>/leave/", volunteers.leave, name="volunteer_leave"),
    path("volunteers/<int:key>/certificate.<str:form>/", volunteers.certificate, name="volunteer_certificate"),
    path("services/confirm/", volunteers.confirm, name="service_confirm"),
    *record_urls(SERVICE, "services/"),
    path("cases/counts/", registers.counts, name="case_counts"),
    path("cases/export/", registers.export_cases, name="case_export"),
    path("cases/<int:key>/move/", registers.move, name="case_move"),
    *record_urls(CASE, "cases/"),
    path("incidents/<int:key>/decide/", registers.decide, name="incident_decide"),
    *record_urls(INCIDENT, "incidents/"),
]
