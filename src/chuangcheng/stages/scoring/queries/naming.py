"""Names of periods for people: ``2022-Q2`` is 2022年第二季度."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

_ID: Final = re.compile(r"(\d{4})-([QHBW]?)(\d{1,2})")
#: Quarters as they are counted: 第一季度, Q1.
_QUARTERS: Final = (
    pgettext_lazy("quarter", "一"),
    pgettext_lazy("quarter", "二"),
    pgettext_lazy("quarter", "三"),
    pgettext_lazy("quarter", "四"),
)


def period_name(period: str) -> str:
    """A period's id in words; what is no such id (a year, a round) stands as it is, a year with 年."""
    if re.fullmatch(r"\d{4}", period):
        return _("%(year)s年") % {"year": period}
    match = _ID.fullmatch(period)
    if match is None:
        return period
    year, letter, place = match[1], match[2], int(match[3])
    counted = {"year": year, "place": place}
    if letter == "Q":
        return _("%(year)s年第%(counted)s季度") % {"year": year, "counted": _QUARTERS[place - 1]}
    if letter == "H":
        return (_("%(year)s年上半年") if place == 1 else _("%(year)s年下半年")) % counted
    if letter == "W":
        return _("%(year)s年第%(place)s周") % counted
    if letter == "B":
        return _("%(year)s年%(first)s—%(last)s月") % {"year": year, "first": 2 * place - 1, "last": 2 * place}
    return _("%(year)s年%(place)s月") % counted
