"""Preview and import as pages: nothing is written before it is confirmed, and exactly what was shown is written."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from chuangcheng.base import jobs as base_jobs
from chuangcheng.base.clock import frozen
from chuangcheng.base.models import Job
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import actions
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.web.intake import views
from tests.people import People, log_in
from tests.web.intake.test_upload import ROW, problems, upload

pytestmark = pytest.mark.django_db
TODAY = date(2022, 6, 1)


def previewed(browser: Client, page: str) -> str:
    return str(browser.get(page).context["told"]["fingerprint"])


def confirm(browser: Client, page: str) -> object:
    seen = previewed(browser, page)
    with frozen(TODAY):
        return browser.post(f"{page}import/", {"previewed": seen})


def test_a_preview_writes_nothing_and_the_import_what_it_showed(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW))["Location"]
    html = browser.get(page).content.decode()
    assert "沟塘漂浮垃圾" in html
    assert Problem.objects.count() == 0
    answer = confirm(browser, page)
    assert answer["Location"] == "/intake/"
    assert "新增 1 条，修改 0 条" in browser.get("/intake/").content.decode()
    assert Problem.objects.get().code == "p03"
    assert browser.get(page).status_code == 400, "it is not kept any longer"


def test_a_change_shows_before_and_after(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    confirm(browser, upload(browser, programme, problems(ROW))["Location"])
    row = (*ROW[:2], "沟塘有垃圾", *ROW[3:])
    html = browser.get(upload(browser, programme, problems(row))["Location"]).content.decode()
    assert "沟塘漂浮垃圾" in html
    assert "<strong>沟塘有垃圾</strong>" in html
    assert "修改 1 条" in html


def test_the_same_file_again_has_nothing_to_write(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    confirm(browser, upload(browser, programme, problems(ROW))["Location"])
    html = browser.get(upload(browser, programme, problems(ROW))["Location"]).content.decode()
    assert "没有要写入的内容" in html
    assert "确认导入" not in html


def test_a_stale_preview_is_shown_anew_and_can_be_confirmed(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW))["Location"]
    seen = previewed(browser, page)
    with frozen(TODAY):
        actions.record_problem(
            by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 5, 2), code="p03",
            title="别人先录入的", source="群众举报",
        )  # fmt: skip
        answer = browser.post(f"{page}import/", {"previewed": seen})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "重新预览的结果" in html
    assert "别人先录入的" in html
    assert Problem.objects.get().title == "别人先录入的"
    assert confirm(browser, page).status_code == 302
    assert Problem.objects.get().title == "沟塘漂浮垃圾"


def test_a_preview_opens_for_nobody_else(people: People, programme: Programme) -> None:
    page = upload(log_in(people.office), programme, problems(ROW))["Location"]
    for account in (people.administrator, people.root, people.stranger, people.colleague):
        browser = log_in(account)
        assert browser.get(page).status_code == 404
        assert browser.post(f"{page}import/", {"previewed": "x"}).status_code == 404
        assert browser.post(f"{page}again/").status_code == 404
    assert Problem.objects.count() == 0


def test_a_forged_address_and_a_wrong_verb(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW))["Location"]
    assert browser.get("/intake/WzFd:nothing:signed/").status_code == 404
    assert browser.get(f"{page}import/").status_code == 405
    assert browser.post(page).status_code == 405
    assert browser.post(f"{page}import/").status_code == 302, "without what was seen: back to the preview"
    assert Problem.objects.count() == 0


def test_faults_are_never_imported(people: People, programme: Programme) -> None:
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW, ("p1", "jia-9", "垃圾", "群众举报", date(2022, 5, 2), None)))
    assert confirm(browser, page["Location"])["Location"] == page["Location"]
    assert Problem.objects.count() == 0


def work(key: int) -> Job:
    """What the worker does."""
    with frozen(TODAY):
        base_jobs.run_job.func(key)
    return Job.objects.get(pk=key)


def test_a_large_workbook_is_left_to_the_worker(
    people: People, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_ROWS_AT_ONCE", 1)
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW))["Location"]
    assert page.startswith("/intake/jobs/")
    assert "hx-get" in browser.get(page).content.decode()
    assert "hx-get" in browser.get(page, headers={"HX-Request": "true"}).content.decode()
    assert log_in(people.root).get(page).status_code == 404, "only for whoever gave the work"
    assert work(int(page.split("/")[3])).state == "done"
    assert browser.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == page
    shown = browser.get(page)["Location"]
    job = confirm(browser, shown)["Location"]
    assert Problem.objects.count() == 0
    assert work(int(job.split("/")[3])).state == "done"
    assert browser.get(job)["Location"] == "/intake/"
    assert Problem.objects.count() == 1


def test_a_large_stale_import_leads_on(people: People, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = log_in(people.office)
    page = upload(browser, programme, problems(ROW))["Location"]
    monkeypatch.setattr(views, "MOST_ROWS_AT_ONCE", 1)
    with frozen(TODAY):
        job = browser.post(f"{page}import/", {"previewed": "something else"})["Location"]
    assert work(int(job.split("/")[3])).state == "failed"
    html = browser.get(job).content.decode()
    assert "请重新预览" in html
    assert f"{page}again/" in html
    assert browser.post(f"{page}again/")["Location"].startswith("/intake/jobs/")
