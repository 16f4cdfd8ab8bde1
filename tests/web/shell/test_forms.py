from __future__ import annotations

import re

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from chuangcheng.base.errors import Conflict, NotAllowed, Refused, SeveralRefused
from chuangcheng.people import actions
from chuangcheng.web.shell.forms import form_page, refusals_on
from tests.people import People


class Small(forms.Form):
    title = forms.CharField(label="标题", help_text="一句话。")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


def bound() -> Small:
    return Small({"title": "甲", "revision": "1"})


def test_a_refusal_stands_beside_its_field() -> None:
    form = bound()
    with refusals_on(form):
        raise Refused("taken", "标题已有。", field="title")
    assert form.errors == {"title": ["标题已有。"]}


def test_a_refusal_without_a_field_stands_above_with_its_place() -> None:
    form = bound()
    with refusals_on(form):
        raise SeveralRefused([Refused("a", "第一处。", place="问题!C4"), Refused("b", "第二处。", field="nothing")])
    assert form.non_field_errors() == ["问题!C4: 第一处。", "第二处。"]


def test_sight_and_permission_are_no_matter_of_a_field() -> None:
    with pytest.raises(NotAllowed), refusals_on(bound()):
        raise NotAllowed


def test_a_field_is_drawn_with_label_help_and_error_tied_to_it() -> None:
    form = Small({"title": ""})
    html = str(form)
    assert 'for="id_title"' in html
    assert "必填" in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_conflict_shows_both_versions_and_keeps_what_was_typed(people: People, rf: RequestFactory) -> None:
    village = people.village
    actions.change_organisation(
        by=people.root, organisation=village, name="新名", kind="village", group="", attributes={}
    )
    village.refresh_from_db()
    request = rf.post("/x/", {"title": "我写的", "revision": "1"})

    def act() -> HttpResponse:
        raise Conflict(record=village)

    context = {"heading": "修改", "back": "/back/"}
    form = Small(request.POST)
    answer = form_page(request, form, act, context, fresh=lambda: Small(initial={"title": "别人写的", "revision": 7}))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "别人改过这条记录" in html
    assert f"{people.root}在" in html
    assert "别人写的" in html
    assert re.search(r'<input[^>]* name="title" value="我写的"', html)
    assert re.search(r'<input type="hidden" name="revision" value="7"', html)
    assert 'name="revision" value="1"' not in html
    blind = form_page(request, Small(request.POST), act, context).content.decode()
    assert "请先看一看" in blind
    assert f'name="revision" value="{village.revision}"' in blind


def test_a_refused_form_answers_422_and_a_done_one_what_the_action_gives(rf: RequestFactory, db: None) -> None:
    context = {"heading": "修改", "back": "/back/"}
    empty = rf.post("/x/", {"title": ""})
    assert form_page(empty, Small(empty.POST), HttpResponse, context).status_code == 422
    full = rf.post("/x/", {"title": "甲"})
    assert form_page(full, Small(full.POST), lambda: HttpResponse("done"), context).content == b"done"


def test_a_choice_that_nobody_made_yet_says_so_in_words() -> None:
    class Choosing(forms.Form):
        unit = forms.TypedChoiceField(choices=[("", "---------"), ("a", "甲")])

    assert "请选择" in str(Choosing())
    assert "----" not in str(Choosing())
