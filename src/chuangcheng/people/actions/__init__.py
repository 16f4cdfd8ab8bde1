"""Writes of people, one verb each: organisations, persons, accounts and roles."""

from chuangcheng.people.actions.accounts import (
    Slip,
    activate_account,
    change_account,
    deactivate_account,
    grant_role,
    make_account,
    make_first_administrator,
    renew_slip,
    revoke_role,
    set_language,
    set_password,
)
from chuangcheng.people.actions.days import except_day, restore_day
from chuangcheng.people.actions.organisations import (
    change_organisation,
    create_organisation,
    end_organisation,
    end_relation,
    relate,
)
from chuangcheng.people.actions.persons import add_person, change_person, end_post
from chuangcheng.people.actions.places import (
    GridGiven,
    PlaceGiven,
    add_grid,
    add_place,
    change_grid,
    change_place,
    end_grid,
    end_place,
    set_boundaries,
)
from chuangcheng.people.actions.second_factor import change_second_factor, remove_second_factor
from chuangcheng.people.actions.single_sign_on import link_single_sign_on
from chuangcheng.people.actions.units import make_unit_accounts

__all__ = [
    "GridGiven",
    "PlaceGiven",
    "Slip",
    "activate_account",
    "add_grid",
    "add_person",
    "add_place",
    "change_account",
    "change_grid",
    "change_organisation",
    "change_person",
    "change_place",
    "change_second_factor",
    "create_organisation",
    "deactivate_account",
    "end_grid",
    "end_organisation",
    "end_place",
    "end_post",
    "end_relation",
    "except_day",
    "grant_role",
    "link_single_sign_on",
    "make_account",
    "make_first_administrator",
    "make_unit_accounts",
    "relate",
    "remove_second_factor",
    "renew_slip",
    "restore_day",
    "revoke_role",
    "set_boundaries",
    "set_language",
    "set_password",
]
