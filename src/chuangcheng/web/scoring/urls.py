"""Addresses of the pages of scoring."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.scoring.views import live, objections, publishing, runs, seasons, why

urlpatterns = [
    path("", seasons.listing, name="season_list"),
    path("new/", seasons.new, name="season_new"),
    path("<int:key>/", seasons.detail, name="season"),
    path("<int:key>/edit/", seasons.edit, name="season_edit"),
    path("<int:key>/units/", seasons.units, name="season_units"),
    path("units/<int:key>/exempt/", seasons.exempt, name="season_exempt"),
    path("<int:key>/ranking/", seasons.ranking, name="season_ranking"),
    path("<int:key>/fines/", seasons.fines, name="season_fines"),
    path("<int:key>/live/", live.board, name="season_live"),
    path("<int:key>/live/<int:unit>/", live.unit_live, name="unit_live"),
    path("live/<int:unit>/", live.brief, name="live_brief"),
    path("<int:key>/runs/new/", runs.new, name="run_new"),
    path("runs/jobs/<int:key>/", runs.job, name="run_job"),
    path("runs/<int:key>/", runs.detail, name="run"),
    path("runs/<int:key>/problems/", runs.problems, name="run_problems"),
    path("runs/<int:key>/changes/", runs.changes, name="run_changes"),
    path("runs/<int:key>/folder/", runs.folder, name="run_folder"),
    path("runs/<int:key>/units/<int:unit>/<str:period>/", why.unit_score, name="unit_score"),
    path("runs/<int:key>/publish/", publishing.publish, name="run_publish"),
    path("publications/<int:key>/reopen/", publishing.reopen, name="publication_reopen"),
    path("<int:key>/objections/", objections.listing, name="objection_list"),
    path("publications/<int:key>/units/<int:unit>/object/", objections.new, name="objection_new"),
    path("objections/<int:key>/", objections.detail, name="objection"),
    path("objections/<int:key>/withdraw/", objections.withdraw, name="objection_withdraw"),
]
