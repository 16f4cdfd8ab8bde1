"""/people/: organisations in the scope of each account, and who may change them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.people import actions
from chuangcheng.people.models import Organisation, Relation
from tests.people import SINCE, People, log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page", ["/people/", "/people/organisations/", "/people/organisations/1/", "/people/organisations/new/"]
)
def test_nobody_comes_in_without_logging_in(page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["/people/", "/people/organisations/", "/people/organisations/?export=csv"])
def test_lists_and_exports_show_only_what_is_in_sight(people: People, page: str) -> None:
    def shown(account: str) -> str:
        return log_in(getattr(people, account)).get(page).content.decode()

    office, colleague, stranger = shown("office"), shown("colleague"), shown("stranger")
    assert "甲一村" in office
    assert "甲二村" in office
    assert "乙一村" not in office
    assert "甲一村" in colleague
    assert "甲二村" not in colleague
    assert "乙一村" in stranger
    assert "甲一村" not in stranger


@pytest.mark.parametrize("page", ["/people/", "/people/organisations/"])
def test_kinds_are_shown_in_words_and_unknown_ones_as_written(people: People, page: str) -> None:
    actions.create_organisation(
        by=people.root, code="jia-hall", name="甲一礼堂", kind="文化礼堂", parent=people.village, from_day=SINCE
    )
    html = log_in(people.office).get(page).content.decode()
    assert "村（社区）" in html
    assert "文化礼堂" in html
    assert ">village<" not in html


def test_the_tree_stands_in_its_order_with_few_queries(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.office)
    with django_assert_max_num_queries(7):
        html = browser.get("/people/").content.decode()
    assert html.index(">甲县<") < html.index(">甲镇<") < html.index(">甲一村<")
    for number in range(8):
        actions.create_organisation(
            by=people.root,
            code=f"more-{number}",
            name=f"新村{number}",
            kind="village",
            parent=people.town,
            from_day=SINCE,
        )
    with django_assert_max_num_queries(7):
        browser.get("/people/")


@pytest.mark.parametrize(
    ("account", "status"),
    [("office", 200), ("colleague", 200), ("neighbour", 404), ("stranger", 404), ("auditor", 200), ("root", 200)],
)
def test_the_page_of_a_village(people: People, account: str, status: int) -> None:
    answer = log_in(getattr(people, account)).get(f"/people/organisations/{people.village.pk}/")
    assert answer.status_code == status


def test_a_bad_id_and_a_wrong_verb(people: People) -> None:
    browser = log_in(people.office)
    assert browser.get("/people/organisations/999999/").status_code == 404
    assert browser.get("/people/organisations/x/").status_code == 404
    assert browser.post(f"/people/organisations/{people.village.pk}/").status_code == 405


@pytest.mark.parametrize("verb", ["edit", "end", "superiors/new"])
@pytest.mark.parametrize(
    ("account", "status"),
    [
        ("administrator", 200),
        ("office", 403),
        ("leader", 403),
        ("colleague", 403),
        ("neighbour", 404),
        ("stranger", 404),
    ],
)
def test_who_may_change_a_village(people: People, verb: str, account: str, status: int) -> None:
    page = f"/people/organisations/{people.village.pk}/{verb}/"
    browser = log_in(getattr(people, account))
    assert browser.get(page).status_code == status
    if status != 200:
        assert browser.post(page, {"name": "改名", "kind": "village"}).status_code == status
        assert Organisation.objects.get(pk=people.village.pk).name == "甲一村"


def test_an_administrator_makes_a_village_beneath_the_town(people: People) -> None:
    browser = log_in(people.administrator)
    sent = {"code": "jia-3", "name": "甲三村", "kind": "village", "parent": people.town.pk, "from_day": "2026-01-01"}
    answer = browser.post("/people/organisations/new/", {**sent, "attributes": "书记：某某\n户数: 210"}, follow=True)
    made = Organisation.objects.get(code="jia-3")
    assert made.attributes == {"书记": "某某", "户数": "210"}
    assert Relation.objects.get(child=made).parent == people.town
    assert "已建立单位“甲三村”" in answer.content.decode()


def test_what_is_refused_stands_beside_its_field(people: People) -> None:
    browser = log_in(people.administrator)
    sent = {"code": "jia-1", "name": "又一村", "kind": "village", "parent": people.town.pk, "from_day": "2026-01-01"}
    answer = browser.post("/people/organisations/new/", {**sent, "attributes": "没有冒号"})
    assert answer.status_code == 422
    assert "没有冒号”里没有冒号" in answer.content.decode()
    answer = browser.post("/people/organisations/new/", sent)
    assert answer.status_code == 422
    assert "已属于" in answer.content.decode()
    assert 'value="又一村"' in answer.content.decode()


def test_a_superior_out_of_sight_is_not_offered(people: People) -> None:
    page = f"/people/organisations/{people.village.pk}/superiors/new/"
    answer = log_in(people.administrator).post(
        page, {"parent": people.other_town.pk, "kind": "vertical", "from_day": "2026-01-01"}
    )
    assert answer.status_code == 422
    assert "乙镇" not in answer.content.decode()


def test_two_people_who_save_at_once_lose_nothing(people: People) -> None:
    page = f"/people/organisations/{people.village.pk}/edit/"
    browser, opened = log_in(people.administrator), people.village.revision
    sent = {"name": "第一个名字", "kind": "village", "revision": opened}
    assert browser.post(page, sent).status_code == 302
    answer = browser.post(page, {**sent, "name": "第二个名字"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "第一个名字" in html
    assert "第二个名字" in html
    fresh = Organisation.objects.get(pk=people.village.pk)
    assert fresh.name == "第一个名字"
    assert browser.post(page, {**sent, "name": "第二个名字", "revision": fresh.revision}).status_code == 302
    assert Organisation.objects.get(pk=people.village.pk).name == "第二个名字"


def test_a_relation_ends_and_an_organisation_ends(people: People) -> None:
    browser = log_in(people.administrator)
    relation = Relation.objects.get(child=people.village, to_day=None)
    assert log_in(people.stranger).get(f"/people/relations/{relation.pk}/end/").status_code == 404
    assert log_in(people.office).post(f"/people/relations/{relation.pk}/end/", {"on": "2026-06-30"}).status_code == 403
    end = f"/people/organisations/{people.village_2.pk}/end/"
    assert browser.post(end, {"on": "2026-06-30", "basis": "县编办〔2026〕3号"}).status_code == 302
    assert "已于2026年6月30日撤销" in browser.get(f"/people/organisations/{people.village_2.pk}/").content.decode()
    assert browser.post(f"/people/relations/{relation.pk}/end/", {"on": "2026-06-30"}).status_code == 302
    relation.refresh_from_db()
    assert str(relation.to_day) == "2026-06-30"
