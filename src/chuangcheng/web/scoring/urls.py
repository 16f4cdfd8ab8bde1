"""Addresses of the pages of scoring."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.scoring.views import changes, live, objections, publishing, runs, season_details, seasons, why

urlpatterns = [
    path("", seasons.listing, name="season_list"),
    path("new/", seasons.new, name="season_new"),
    path("<int:key>/", seasons.detail, name="season"),
    path("<int:key>/edit/", seasons.edit, name="season_edit"),
    path("<int:key>/units/", seasons.units, name="season_units"),
    path("<int:key>/units/edit/", season_details.units, name="season_units_edit"),
    path("<int:key>/rounds/", season_details.rounds, name="season_rounds"),
    path("rounds/row/", season_details.round_row, name="round_row"),
    path("<int:key>/assessed/", season_details.assessed, name="season_assessed"),
    path("assessed/<int:key>/drop/", season_details.drop_assessed, name="assessed_drop"),
    path("<int:key>/sources/", season_details.sources, name="season_sources"),
    path("<int:key>/sources/drop/", season_details.drop_source, name="source_drop"),
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
    path("runs/<int:key>/changes/", changes.changes, name="run_changes"),
    path("runs/<int:key>/folder/", runs.folder, name="run_folder"),
    path("runs/<int:key>/units/<int:unit>/<str:period>/", why.unit_score, name="unit_score"),
    path("runs/<int:key>/publish/", publishing.publish, name="run_publish"),
    path("publications/<int:key>/reopen/", publishing.reopen, name="publication_reopen"),
    path("<int:key>/objections/", objections.listing, name="objection_list"),
    path("publications/<int:key>/units/<int:unit>/object/", objections.new, name="objection_new"),
    path("objections/<int:key>/", objections.detail, name="objection"),
    path("objections/<int:key>/withdraw/", objections.withdraw, name="objection_withdraw"),
]
