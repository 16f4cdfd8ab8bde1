"""No guarded record is written outside an action, however the writing is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction

from chuangcheng.base import tripwire
from chuangcheng.base.journal import action, unguarded
from chuangcheng.base.models import Guarded, Job, JournalLine
from chuangcheng.base.tripwire import EXEMPT, OutsideAction, check_statement
from chuangcheng.people.models import Organisation, Role
from tests.people import People

WRITES: dict[str, Callable[[People], object]] = {
    "save": lambda people: people.village.save(),
    "delete": lambda people: people.office.roles.get().delete(),
    "create": lambda _: Organisation.objects.create(code="x", name="x", kind="x"),
    "get_or_create": lambda _: Organisation.objects.get_or_create(code="x", name="x", kind="x"),
    "update_or_create": lambda _: Organisation.objects.update_or_create(code="jia", defaults={"name": "x"}),
    "update": lambda _: Organisation.objects.update(name="x"),
    "bulk_create": lambda _: Organisation.objects.bulk_create([Organisation(code="x", name="x", kind="x")]),
    "bulk_update": lambda people: Organisation.objects.bulk_update([people.village], ["name"]),
    "queryset delete": lambda _: Role.objects.all().delete(),
    "raw delete": lambda _: Role.objects.all()._raw_delete("default"),
    "sql": lambda _: connection.cursor().execute("update people_organisation set name = 'x'"),
    "sql with a prefix": lambda _: connection.cursor().execute(
        "WITH x AS (SELECT 1) DELETE FROM people_role WHERE id IN (SELECT * FROM x)"
    ),
}


@pytest.mark.parametrize("how", WRITES)
def test_a_write_outside_an_action_raises(people: People, how: str) -> None:
    before = list(Organisation.objects.values_list("code", "name")), Role.objects.count()
    with pytest.raises(OutsideAction), transaction.atomic():
        WRITES[how](people)
    assert before == (list(Organisation.objects.values_list("code", "name")), Role.objects.count())


@pytest.mark.parametrize("how", WRITES)
def test_the_same_write_within_an_action_is_let_through(people: People, how: str) -> None:
    with action("test.write", by=people.root):
        WRITES[how](people)


FORGERIES: dict[str, Callable[[], object]] = {
    "change": lambda: JournalLine.objects.update(verb="x"),
    "remove": lambda: JournalLine.objects.first().delete(),  # type: ignore[union-attr]
    "insert": lambda: JournalLine(number=99, at="2026-01-01T00:00Z", digest="x", previous="y").save(),
}


@pytest.mark.parametrize("how", FORGERIES)
def test_the_journal_itself_is_not_written_by_hand(people: People, how: str) -> None:
    before = list(JournalLine.objects.values_list())
    with pytest.raises(OutsideAction), action("test.write", by=people.root):
        FORGERIES[how]()
    assert before == list(JournalLine.objects.values_list())


def test_many_to_many_tables_are_guarded_too() -> None:
    guarded = tripwire.guarded_tables()
    through = [m for m in apps.get_models(include_auto_created=True) if m._meta.auto_created]
    ours = [m for m in through if apps.get_app_config(m._meta.app_label).name.startswith("chuangcheng.")]
    assert all(m._meta.db_table in guarded for m in ours)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'DELETE FROM people_role'",
        'SELECT * FROM "people_role" FOR UPDATE OF "people_role"',
        'INSERT INTO "new__people_role" ("id") SELECT "id" FROM "people_role"',
        'CREATE TABLE "people_role" (id int)',
        'ALTER TABLE "people_role" ADD COLUMN x int',
        'INSERT INTO "django_session" VALUES (1)',
        'UPDATE "django_tasks_db_dbtaskresult" SET status = 1',
    ],
)
def test_what_is_no_write_passes(sql: str) -> None:
    check_statement(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'insert or replace into "people_role" values (1)',
        "REPLACE INTO people_role VALUES (1)",
        'UPDATE "public"."people_role" SET x = 1',
        "TRUNCATE people_role",
        'DELETE\n FROM\t"people_role"',
        'INSERT INTO "people_role" ("id") VALUES (%s) ON CONFLICT DO NOTHING',
    ],
)
def test_every_form_of_writing_is_known(sql: str) -> None:
    with pytest.raises(OutsideAction):
        check_statement(sql)


def test_every_model_is_guarded_or_exempt_by_name() -> None:
    """A new framework table is a decision: it is written down in EXEMPT, with why."""
    known = {model._meta.label for model in apps.get_models()}
    auto = {"auth.Group_permissions"}
    assert set(EXEMPT) - auto <= known, "the list names a table that is not there"
    loose = [m._meta.label for m in apps.get_models() if m._meta.label not in EXEMPT and not issubclass(m, Guarded)]
    assert loose == ["base.JournalLine"]
    assert "base.Job" in EXEMPT
    assert all(EXEMPT.values())


def test_the_wire_can_be_let_down_with_a_reason_only(people: People) -> None:
    with unguarded("a data migration"):
        Organisation.objects.update(group="x")
    with pytest.raises(ValueError, match="reason"), unguarded(""):
        pass
    with pytest.raises(OutsideAction):
        Organisation.objects.update(group="y")


def test_jobs_need_no_action(db: None) -> None:
    Job.objects.create(name="x")
    assert Job.objects.count() == 1
