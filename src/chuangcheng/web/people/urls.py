"""Addresses of the pages of people."""

from __future__ import annotations

from django.urls import path

from chuangcheng.web.people.views import (
    accounts,
    grids,
    organisations,
    persons,
    places,
    settings,
    setup,
    unit_accounts,
    workbook,
)

urlpatterns = [
    path("", organisations.tree, name="organisation_tree"),
    path("organisations/", organisations.listing, name="organisation_list"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/<int:key>/", organisations.detail, name="organisation"),
    path("organisations/<int:key>/edit/", organisations.edit, name="organisation_edit"),
    path("organisations/<int:key>/end/", organisations.end, name="organisation_end"),
    path("organisations/<int:key>/superiors/new/", organisations.relate, name="relation_new"),
    path("relations/<int:key>/end/", organisations.end_relation, name="relation_end"),
    path("organisations/<int:key>/persons/new/", persons.new, name="person_new"),
    path("persons/<int:key>/edit/", persons.edit, name="person_edit"),
    path("persons/<int:key>/end/", persons.end, name="person_end"),
    path("grids/", grids.listing, name="grid_list"),
    path("grids/new/", grids.new, name="grid_new"),
    path("grids/boundaries/", grids.boundaries, name="grid_boundaries"),
    path("grids/<int:key>/", grids.detail, name="grid"),
    path("grids/<int:key>/edit/", grids.edit, name="grid_edit"),
    path("grids/<int:key>/end/", grids.end, name="grid_end"),
    path("places/", places.listing, name="place_list"),
    path("places/new/", places.new, name="place_new"),
    path("places/<int:key>/", places.detail, name="place"),
    path("places/<int:key>/edit/", places.edit, name="place_edit"),
    path("places/<int:key>/end/", places.end, name="place_end"),
    path("ground/", places.ground_map, name="ground_map"),
    path("ground/features.geojson", places.ground_features, name="ground_features"),
    path("ground/workbook.xlsx", workbook.ground, name="ground_workbook"),
    path("accounts/", accounts.listing, name="account_list"),
    path("accounts/new/", accounts.new, name="account_new"),
    path("accounts/units/", unit_accounts.make, name="unit_accounts"),
    path("accounts/<int:key>/", accounts.detail, name="account"),
    path("accounts/<int:key>/edit/", accounts.edit, name="account_edit"),
    path("accounts/<int:key>/slip/", accounts.renew, name="account_renew"),
    path("accounts/<int:key>/second-factor/remove/", accounts.remove_second_factor, name="second_factor_remove"),
    path("accounts/<int:key>/deactivate/", accounts.deactivate, name="account_deactivate"),
    path("accounts/<int:key>/activate/", accounts.activate, name="account_activate"),
    path("accounts/<int:key>/roles/new/", accounts.grant, name="role_new"),
    path("roles/<int:key>/revoke/", accounts.revoke, name="role_revoke"),
    path("me/", settings.show, name="account_settings"),
    path("setup/", setup.begin, name="setup"),
    path("setup/year/", setup.year, name="setup_year"),
]
