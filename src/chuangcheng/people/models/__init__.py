"""Organisations, persons, accounts, roles, grids and places."""

from chuangcheng.people.models.accounts import Account, Accounts, Role
from chuangcheng.people.models.days import DayException
from chuangcheng.people.models.organisations import Organisation, Person, Relation
from chuangcheng.people.models.places import Grid, Place

__all__ = ["Account", "Accounts", "DayException", "Grid", "Organisation", "Person", "Place", "Relation", "Role"]
