"""/plans/texts/: reading a document, deciding beside the text, taking over."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base import jobs as base_jobs
from chuangcheng.base.jobs import Progress
from chuangcheng.base.models import Job
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import Begun, Decided
from chuangcheng.stages.plans.models import PlanFile, PlanText, Programme
from chuangcheng.web.plans.drafts import pieces_of
from chuangcheng.web.plans.jobs import read_held
from tests.people import People, log_in
from tests.plan_documents import PLAN, word_file
from tests.web.ladder import knock, opened

pytestmark = pytest.mark.django_db


def upload(browser: Client, people: People, content: bytes, name: str = "材料.docx") -> HttpResponse:
    sent = {"file": SimpleUploadedFile(name, content), "host": people.town.pk}
    answer: HttpResponse = browser.post("/plans/texts/new/", sent)  # type: ignore[assignment]
    return answer


@pytest.fixture
def text(people: People) -> PlanText:
    """The plan of a document with three texts."""
    file = actions.read_plan(by=people.office, host=people.town, name="材料.docx", content=word_file())
    return file.texts.get(kind="方案")


def _key(text: PlanText, name: str, nth: int = 0) -> str:
    return [one for one in queries.sheet_of(text).fields if one.name == name][nth].key


def test_who_may(people: People, text: PlanText) -> None:
    at, key = f"/plans/texts/{text.pk}/", _key(text, "phase")
    knock(people, "/plans/texts/", office=200, leader=200, colleague=200, stranger=200)
    knock(people, "/plans/texts/new/", office=200, leader=403, colleague=403)
    knock(people, at, office=200, leader=200, colleague=404, stranger=404)
    for page in (f"{at}{key}/", f"{at}take/"):
        knock(people, page, office=200, leader=403, colleague=404, stranger=404)
    knock(people, f"{at}decide/", {"one": f"{key}:drop"}, leader=403, colleague=404, stranger=404, office=302)
    knock(people, f"{at}year/", {"year": 2026}, leader=403, colleague=404, stranger=404, office=302)
    knock(people, f"{at}forget/", {}, leader=403, colleague=404, stranger=404)
    browser = log_in(people.office)
    for address in (f"{at}f999/", f"{at}x/", "/plans/texts/999999/", "/plans/texts/jobs/999999/"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"{at}decide/").status_code == 405
    assert browser.post(f"{at}year/", {"year": "26"}).status_code == 400
    knock(people, f"{at}forget/", {}, office=302)
    assert "材料.docx" not in opened(people, "office", "/plans/texts/")


def test_lists_and_pages_ask_a_constant_number_of_queries(
    people: People, text: PlanText, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    browser.get("/plans/texts/")
    with django_assert_num_queries(7):
        browser.get("/plans/texts/")
    with django_assert_num_queries(10):
        browser.get(f"/plans/texts/{text.pk}/")


def test_an_upload_that_cannot_be_read_says_what_to_do(people: People) -> None:
    browser = log_in(people.office)
    for content, told in (
        (b"", "文件是空的"),
        (b"PK\x03\x04broken", "请用 WPS 或 Word 打开并重新保存"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "另存为 .docx"),
        (b"%PDF-1.7\nbroken", "重新导出"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "另存为其中一种"),
        (b"x" * 50_000_001, "超过 50 MB"),
    ):
        answer = upload(browser, people, content)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert not PlanFile.objects.exists()
    assert not Job.objects.exists()


def test_several_texts_are_listed_one_opens(people: People) -> None:
    browser = log_in(people.office)
    answer = upload(browser, people, word_file())
    file = PlanFile.objects.get()
    assert answer["Location"] == f"/plans/texts/?file={file.pk}"
    assert "青禾镇关于开展春季清洁行动的通知" in browser.get(answer["Location"]).content.decode()
    alone = upload(browser, people, word_file(PLAN))
    assert alone["Location"].startswith("/plans/texts/")
    assert "?file" not in alone["Location"]


def test_every_mark_leads_to_its_statement_and_back(people: People, text: PlanText) -> None:
    html = opened(people, "office", f"/plans/texts/{text.pk}/")
    for one in queries.sheet_of(text).statements:
        assert f'id="{one.key}"' in html
        assert f'id="t-{one.key}"' in html
        assert f'href="#t-{one.key}"' in html
    assert "有 5 处日期没有年份" in html
    assert "没有看懂" not in html
    only = opened(people, "office", f"/plans/texts/{text.pk}/?show=phases")
    assert only.count("data-card=") == 3
    assert "data-card" not in opened(people, "office", f"/plans/texts/{text.pk}/?show=nothing")
    assert opened(people, "office", f"/plans/texts/{text.pk}/?page=999").count("data-card=") > 3


def test_pieces_keep_every_character(text: PlanText) -> None:
    shown = queries.sheet_of(text).statements
    pieces = pieces_of(
        text.file.content, (text.start, text.end), shown, [["page_number", text.start + 3, text.start + 5]]
    )
    assert "".join(piece.words for piece in pieces) == text.file.content[text.start : text.end]
    marked = {key for piece in pieces for key in piece.keys}
    assert marked == {one.key for one in shown}


def test_deciding_one_by_one_and_together(people: People, text: PlanText) -> None:
    browser, at = log_in(people.office), f"/plans/texts/{text.pk}/"
    browser.post(f"{at}year/", {"year": "2026"})
    phase, money = _key(text, "phase"), _key(text, "money")
    assert browser.post(f"{at}decide/", {"one": f"{phase}:accept"})["Location"] == f"{at}#{phase}"
    html = browser.get(at).content.decode()
    ready = [part.split('"')[0] for part in html.split('name="keys" value="')[1:]]
    assert ready
    assert money not in ready  # masked money is never accepted in bulk
    assert phase not in ready
    browser.post(f"{at}decide/", {"all": "accept", "keys": ready})
    assert text.decisions.count() == len(ready) + 1
    following = browser.post(f"{at}decide/", {"one": f"{money}:drop", "show": "open"})["Location"]
    assert following.startswith(f"{at}?show=open")
    browser.post(f"{at}decide/", {"one": f"{phase}:"})
    assert text.decisions.filter(number=int(phase[1:]), part="field").count() == 0
    assert browser.post(f"{at}decide/", {"one": f"{phase}:guess"}).status_code == 400


def test_changing_asks_for_the_rhythm_by_its_kind(people: People, text: PlanText) -> None:
    browser = log_in(people.office)
    at = f"/plans/texts/{text.pk}/{_key(text, 'cadence', 1)}/"
    assert "没有写从哪一天算起" in browser.get(at).content.decode()
    assert 'name="anchor"' in browser.get(f"{at}?kind=every").content.decode()
    sent = {"title": "两周一通报", "kind": "every", "count": "2", "step": "weeks", "least": "1", "holidays": "keep"}
    assert browser.post(at, sent).status_code == 422
    assert browser.post(at, {**sent, "anchor": "2026-03-02"}).status_code == 302
    told = json.loads(text.decisions.get().entry["rhythm"])
    assert (told["kind"], told["count"], told["anchor"]) == ("every", 2, "2026-03-02")


def test_a_sentence_that_was_not_understood_becomes_a_task(people: People, text: PlanText) -> None:
    browser = log_in(people.office)
    unread = queries.sheet_of(text).unread[0]
    at = f"/plans/texts/{text.pk}/{unread.key}/"
    assert unread.sentence in browser.get(at).content.decode()
    assert browser.post(at, {"title": ""}).status_code == 422
    assert browser.post(at, {"title": "制定方案", "due_on": "2026-03-01"}).status_code == 302
    assert text.decisions.get().entry["due_on"] == "2026-03-01"


def test_taking_over_names_what_is_undecided(people: People, text: PlanText) -> None:
    browser, at = log_in(people.office), f"/plans/texts/{text.pk}/"
    assert "还没有采用任何一处" in browser.get(f"{at}take/").content.decode()
    browser.post(f"{at}year/", {"year": "2026"})
    for name in ("title", "aim", "phase"):
        browser.post(f"{at}decide/", {"one": f"{_key(text, name)}:accept"})
    html = browser.get(f"{at}take/").content.decode()
    for told in ('value="青禾镇文明村镇创建实施方案"', 'value="2026-03-05"', "每发现一处卫生死角扣0.5分", "句没有读懂"):
        assert told in html
    text.refresh_from_db()
    sent = {"title": "青禾创建", "level": "县级", "host": people.town.pk, "first": "2026-01-01", "last": "2026-12-31"}
    assert "还有没决定的" in browser.post(f"{at}take/", sent).content.decode()
    missing = browser.post(f"{at}take/", {"leave": "on", "title": "青禾创建"})
    assert missing.status_code == 422
    assert missing.content.decode().count("新建创建活动要填这一项") == 4
    assert browser.post(f"{at}take/", {**sent, "leave": "on", "revision": 1}).status_code == 409
    answer = browser.post(f"{at}take/", {**sent, "leave": "on", "revision": text.revision})
    programme = Programme.objects.get(title="青禾创建")
    assert answer["Location"] == f"/plans/{programme.pk}/"
    assert programme.phases.get().last == date(2026, 3, 20)
    assert "已用进：青禾创建" in browser.get(at).content.decode()


def test_a_refusal_names_its_sentence_and_makes_nothing(people: People, text: PlanText, programme: Programme) -> None:
    actions.set_year(by=people.office, text=text, revision=None, year=2026)
    cadence = _key(text, "cadence")
    rhythm = {"kind": "once", "first": "2026-03-01", "last": "2026-03-05"}
    entry = {"title": "集中清理", "rhythm": json.dumps(rhythm), "least": "1"}
    decided = [Decided(cadence, "change", entry), Decided(_key(text, "phase"), "accept")]
    actions.decide(by=people.office, text=text, decided=decided)
    browser = log_in(people.office)
    answer = browser.post(f"/plans/texts/{text.pk}/take/", {"into": programme.pk, "leave": "on"})
    assert answer.status_code == 422
    assert "一次也轮不到" in answer.content.decode()
    assert "每月至少组织1次志愿服务活动" in answer.content.decode()
    assert not programme.phases.exists()


def test_what_was_taken_over_opens_to_its_record(people: People, text: PlanText) -> None:
    begun = Begun("青禾创建", "", "县级", people.town, date(2026, 1, 1), date(2026, 12, 31))
    task = _key(text, "measure")
    actions.decide(by=people.office, text=text, decided=[Decided(task, "accept")])
    taken = actions.take_text(by=people.office, text=text, revision=None, into=begun)
    html = opened(people, "office", f"/plans/texts/{text.pk}/")
    assert f'href="/plans/tasks/{taken.programme.tasks.get().pk}/"' in html
    assert "移除文件" not in html


def test_a_long_document_is_read_by_the_worker(people: People) -> None:
    browser = log_in(people.office)
    long = ("\n".join(PLAN) + "\n").encode() + "各村要清理村道两侧垃圾。\n".encode() * 3000
    answer = upload(browser, people, long, "长.txt")
    job = Job.objects.get()
    assert answer["Location"] == f"/plans/texts/jobs/{job.pk}/"
    assert "由后台处理" in browser.get(f"/plans/texts/jobs/{job.pk}/").content.decode()
    assert log_in(people.leader).get(f"/plans/texts/jobs/{job.pk}/").status_code == 404
    base_jobs.run_job.func(job.pk)
    assert browser.get(f"/plans/texts/jobs/{job.pk}/").status_code == 302
    again = read_held.function(Progress(job.pk), **job.arguments)  # as after a worker that died at the very end
    assert again == Job.objects.get().result
    text = PlanText.objects.get(file__name="长.txt")
    html = browser.get(f"/plans/texts/{text.pk}/").content.decode()
    assert "1 / " in html
    assert len(html) < 400_000
    assert browser.get(f"/plans/texts/{text.pk}/?page=5").status_code == 200


def test_a_long_document_that_cannot_be_read_says_why(people: People) -> None:
    browser = log_in(people.office)
    upload(browser, people, b"PK\x03\x04" + b"\x00" * 200_000)
    job = Job.objects.get()
    base_jobs.run_job.func(job.pk)
    assert "重新保存" in browser.get(f"/plans/texts/jobs/{job.pk}/").content.decode()
