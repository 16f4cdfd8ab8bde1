"""Who sees what. One scope serves lists, details, counts, exports and searches alike."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from chuangcheng.almanac import Calendar, Occasion
from chuangcheng.base import clock
from chuangcheng.people.models import Account, DayException, Grid, Organisation, Place, Relation, Role
from chuangcheng.people.states import SCOPE, RelationKind, RoleKind

M = TypeVar("M", bound=Model)

# Table and column names come from the models; days and keys are parameters. UNION (not UNION ALL) ends on a ring.
_RELATION = Relation._meta.db_table
_ROLE = Role._meta.db_table
_HOLDS = "{0}.from_day <= %s AND ({0}.to_day IS NULL OR {0}.to_day >= %s)"
_KINDS = ", ".join(f"'{kind}'" for kind in SCOPE)
_STEP = f"JOIN reached ON r.{{near}} = reached.id WHERE r.kind IN ({_KINDS}) AND {_HOLDS.format('r')}"
_DOWN = (
    "WITH RECURSIVE reached(id) AS ({start} UNION "  # noqa: S608  (no value stands in the text)
    f"SELECT r.child_id FROM {_RELATION} r {_STEP.format(near='parent_id')}) SELECT id FROM reached"
)
_UP = (
    "WITH RECURSIVE reached(id) AS ({start} UNION "  # noqa: S608
    f"SELECT r.parent_id FROM {_RELATION} r {_STEP.format(near='child_id')}) SELECT id FROM reached"
)


def _reached(sql: str, start: str, parameters: list[object], day: date) -> RawSQL:
    when = day.isoformat()
    return RawSQL(sql.format(start=start), (*parameters, when, when))  # noqa: S611  (composed above, values as parameters)


def current_roles(by: Account, day: date | None = None) -> QuerySet[Role]:
    """The roles that an account holds on a day (today when None)."""
    day = day or clock.today()
    return Role.objects.filter(Q(to_day=None) | Q(to_day__gte=day), account=by, from_day__lte=day)


def role_kinds(by: Account) -> frozenset[str]:
    """The kinds of role that an account holds today, anywhere; a system administrator is an administrator, too. One
    query."""
    if not by.is_active:
        return frozenset()
    held = frozenset(current_roles(by).values_list("kind", flat=True))
    return held | {RoleKind.ADMINISTRATOR.value} if by.is_administrator else held


def visible_organisations(by: Account, day: date | None = None) -> QuerySet[Organisation]:
    """Organisations that an account sees: those of its roles and all beneath them, along territorial and vertical
    relations that hold on the day (today when None). A system administrator sees all. One query, usable inside others."""
    if not by.is_active:
        return Organisation.objects.none()
    if by.is_administrator:
        return Organisation.objects.all()
    day = day or clock.today()
    start = f"SELECT o.organisation_id FROM {_ROLE} o WHERE o.account_id = %s AND {_HOLDS.format('o')}"  # noqa: S608
    parameters: list[object] = [by.pk, day.isoformat(), day.isoformat()]
    return Organisation.objects.filter(pk__in=_reached(_DOWN, start, parameters, day))


def scoped(queryset: QuerySet[M], by: Account, *, path: str = "unit") -> QuerySet[M]:
    """THE scope filter: only records whose organisation (reached by ``path``; '' when they are organisations
    themselves) the account sees."""
    if by.is_active and by.is_administrator:
        return queryset
    return queryset.filter(**{f"{path}__in" if path else "pk__in": visible_organisations(by).values("pk")})


def beneath(organisation: Organisation, day: date | None = None) -> QuerySet[Organisation]:
    """An organisation and all beneath it."""
    start, day = "SELECT CAST(%s AS BIGINT)", day or clock.today()
    return Organisation.objects.filter(pk__in=_reached(_DOWN, start, [organisation.pk], day))


def above(organisation: Organisation, day: date | None = None) -> QuerySet[Organisation]:
    """An organisation and all above it, along the relations that scope follows."""
    start, day = "SELECT CAST(%s AS BIGINT)", day or clock.today()
    return Organisation.objects.filter(pk__in=_reached(_UP, start, [organisation.pk], day))


def visible_grids(by: Account) -> QuerySet[Grid]:
    """The grids of the organisations in sight, those that ended too."""
    return scoped(Grid.objects.select_related("organisation", "within"), by, path="organisation")


def visible_places(by: Account) -> QuerySet[Place]:
    """The places of the organisations in sight, those that ended too."""
    return scoped(Place.objects.select_related("organisation", "grid"), by, path="organisation")


def superior_on(organisation: Organisation, day: date) -> Organisation | None:
    """The one territorial superior on a day, None when it has none."""
    relation = (
        Relation.objects.filter(
            Q(to_day=None) | Q(to_day__gte=day), child=organisation, kind=RelationKind.TERRITORIAL, from_day__lte=day
        )
        .select_related("parent")
        .order_by("-from_day", "-pk")
        .first()
    )
    return relation.parent if relation else None


def exceptions_of(organisation: Organisation) -> QuerySet[DayException]:
    """The exceptions that hold for an organisation: its own and those of all above it, in the order of their days."""
    return DayException.objects.filter(organisation__in=above(organisation).values("pk")).select_related("organisation")


def calendar_of(organisation: Organisation, occasions: tuple[Occasion, ...] = ()) -> Calendar:
    """The working days of an organisation, its exceptions included; where it and one above it differ, its own counts.
    One query, and one more for each level where two levels name the same day."""
    found: dict[date, list[DayException]] = {}
    for exception in exceptions_of(organisation):
        found.setdefault(exception.day, []).append(exception)
    return Calendar({day: _nearest(given).working for day, given in found.items()}, occasions)


def _nearest(given: list[DayException]) -> DayException:
    """Of several exceptions for one day that of the organisation which stands beneath the others."""
    if len(given) == 1:
        return given[0]
    return max(given, key=lambda exception: above(exception.organisation).count())
