"""Rulebooks: list, version, copy, upload, settings, publication, examples, comparison."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from chuangcheng.rulebooks import actions
from chuangcheng.rulebooks.adjust import settings_of
from chuangcheng.rulebooks.models import Version
from tests.people import People, log_in
from tests.stages.books import TOWN
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db

PUBLISHED = {"document": "考核办法", "clause": "第一条", "first": "2022-01-01", "last": ""}


@pytest.fixture
def draft(people: People) -> Version:
    return actions.create(by=people.office, organisation=people.county, name="own", title="本县办法", text=TOWN)


def yaml(text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("own.yaml", text if isinstance(text, bytes) else text.encode())


def test_who_reads_and_who_keeps_a_version(people: People, draft: Version) -> None:
    page = f"/rulebooks/versions/{draft.pk}/"
    knock(people, "/rulebooks/", office=200, leader=200, colleague=200, stranger=200)
    assert "本县办法" not in opened(people, "stranger", "/rulebooks/")
    for read in ("", "text.yaml", "examples/", "compare/"):
        knock(people, f"{page}{read}", office=200, leader=200, stranger=404)
        assert log_in(people.office).post(f"{page}{read}").status_code == 405
    for kept in ("settings/", "upload/", "publish/", "retire/"):
        knock(people, f"{page}{kept}", office=200, leader=403, stranger=404)
        knock(people, f"{page}{kept}", {}, leader=403, auditor=403, stranger=404)
        assert log_in(people.office).delete(f"{page}{kept}").status_code == 405
    knock(people, f"{page}draft/", {}, leader=403, stranger=404)
    assert log_in(people.office).get(f"{page}draft/").status_code == 405
    assert log_in(people.office).get("/rulebooks/versions/999999/").status_code == 404


def test_the_list_needs_the_same_queries_for_one_row_as_for_three(
    people: People, draft: Version, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    for more in (0, 2):
        for _ in range(more):
            actions.draft_version(by=people.office, version=draft)
        browser.get("/rulebooks/")
        with django_assert_max_num_queries(10):
            browser.get("/rulebooks/")
    assert ".xlsx" in browser.get("/rulebooks/?export=xlsx")["Content-Disposition"]


def test_a_shipped_rulebook_is_copied_once(people: People) -> None:
    browser = log_in(people.office)
    sent = {"name": "town", "organisation": people.county.pk, "title": ""}
    assert browser.post("/rulebooks/copy/", {**sent, "name": "nothing"}).status_code == 422
    assert browser.post("/rulebooks/copy/", sent).status_code == 302
    twice = browser.post("/rulebooks/copy/", sent)
    assert twice.status_code == 422
    assert "已经有同一标识" in twice.content.decode()
    page = f"/rulebooks/versions/{Version.objects.get().pk}/examples/"
    assert "完全一致" in opened(people, "office", page)


@pytest.mark.parametrize(("text", "said"), [(b"\xff\xfe", "UTF-8"), (b" ", "空"), (b"x" * 1_000_001, "1 MB")])
def test_what_is_no_rulebook_is_not_uploaded(people: People, text: bytes, said: str) -> None:
    sent = {"organisation": people.county.pk, "name": "own", "title": "办法", "text": yaml(text)}
    answer = log_in(people.office).post("/rulebooks/upload/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Version.objects.exists()


def test_a_text_with_errors_is_kept_and_its_problems_are_told_by_line(people: People, draft: Version) -> None:
    browser, page = log_in(people.office), f"/rulebooks/versions/{draft.pk}/"
    broken = TOWN.replace("period: quarter", "period: fortnight")
    answer = browser.post(f"{page}upload/", {"text": yaml(broken), "revision": draft.revision}, follow=True)
    assert "内容有问题" in answer.content.decode()
    assert "source-bad" in answer.content.decode()
    settings = browser.get(f"{page}settings/")
    assert settings.status_code == 400
    assert "内容有错误" in settings.content.decode()
    refused = browser.post(f"{page}publish/", PUBLISHED)
    assert refused.status_code == 422
    assert "内容还有错误" in refused.content.decode()


def test_settings_are_saved_and_a_wrong_one_is_told_beside_its_field(people: People, draft: Version) -> None:
    browser, page = log_in(people.office), f"/rulebooks/versions/{draft.pk}/"
    values = {one.path: one.value for one in settings_of(draft.text)}
    amount = next(one.path for one in settings_of(draft.text) if one.label == "amount")
    sent = {**values, "revision": draft.revision}
    wrong = browser.post(f"{page}settings/", {**sent, amount: "very much"})
    assert wrong.status_code == 422
    assert "不能这样填" in wrong.content.decode()
    assert browser.post(f"{page}settings/", {**sent, amount: "5000"}).status_code == 302
    assert "5000" in browser.get(f"{page}text.yaml").content.decode()
    assert browser.post(f"{page}settings/", {**sent, amount: "6000"}).status_code == 409


def test_a_published_version_is_read_only(people: People, draft: Version) -> None:
    browser, page = log_in(people.office), f"/rulebooks/versions/{draft.pk}/"
    assert browser.post(f"{page}publish/", {**PUBLISHED, "document": ""}).status_code == 422
    assert browser.post(f"{page}publish/", {**PUBLISHED, "last": "2021-01-01"}).status_code == 422
    assert browser.post(f"{page}publish/", PUBLISHED).status_code == 302
    assert "2022年1月1日起" in opened(people, "office", page)
    for kept in ("settings/", "upload/", "publish/"):
        assert browser.get(f"{page}{kept}").status_code == 400
    assert browser.post(f"{page}draft/").status_code == 302
    assert browser.post(f"{page}retire/", {"reason": ""}).status_code == 422
    assert browser.post(f"{page}retire/", {"reason": "新办法"}).status_code == 302
