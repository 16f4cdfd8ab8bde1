"""Plan documents: read, decided statement by statement beside the text, taken over into a programme."""

from __future__ import annotations

from collections import Counter
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.base.jobs import how_far
from chuangcheng.base.models import Job
from chuangcheng.people.policy import has_role, require
from chuangcheng.stages.plans import actions, policy, queries
from chuangcheng.stages.plans.actions import Decided
from chuangcheng.stages.plans.models import PlanFile, PlanText
from chuangcheng.stages.plans.queries import Sheet, Statement
from chuangcheng.stages.plans.states import TextAct
from chuangcheng.texts.sources.lines import MOST_BYTES
from chuangcheng.web.plans import jobs
from chuangcheng.web.plans.drafts import GOES, ON_PAGE, card_of, group_of, pieces_of, reach_of
from chuangcheng.web.plans.forms.drafts import EntryForm, ReadForm, YearForm, initial_of
from chuangcheng.web.plans.views.sight import ROOM
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, State, Table

TITLE: Final = gettext_lazy("方案文件")
#: Bytes of a document that is read while the page waits: about a second. More is left to the worker.
MOST_AT_ONCE: Final = 100_000
_OPEN: Final = State(gettext_lazy("待决定"), "info", "clock")
_TAKEN: Final = State(gettext_lazy("已采用"), "good", "check")


def room_crumbs() -> list[tuple[str, str]]:
    """Crumbs down to the list of texts."""
    return [(str(ROOM), reverse("programme_list")), (str(TITLE), reverse("plan_text_list"))]


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The texts that were read, in sight."""
    by = account_of(request)
    rows = queries.with_openings(queries.visible_texts(by))
    if (file := request.GET.get("file", "")).isdecimal():
        rows = rows.filter(file_id=int(file))
    table = Table(
        request,
        rows,
        columns=(
            Column("title", _("文本"), _title, sort=("title",), main=True, wide=True,
                   link=lambda t: reverse("plan_text", args=[t.pk])),
            Column("opening", _("开头"), lambda t: " ".join(t.opening.split()), wide=True, spare=True),
            Column("kind", _("文种"), lambda t: t.kind, sort=("kind",)),
            Column("file", _("文件"), lambda t: t.file.name, sort=("file__name", "rank")),
            Column("host", _("主办单位"), lambda t: t.file.host.name, sort=("file__host__code",)),
            Column("read", _("读取时间"), lambda t: t.file.read_at, "moment", sort=("file__read_at", "rank")),
            Column("programme", _("创建活动"), lambda t: t.programme.title if t.programme else ""),
            Column("state", _("状态"), lambda t: _TAKEN if t.taken_at else _OPEN, "state"),
        ),
        filters=(Filter("q", _("搜索"), "search", ("title", "file__name", "kind")),),
        order="-read",
        exports=False,
        caption=_("方案文本列表"),
    )  # fmt: skip
    context = {"table": table, "crumbs": room_crumbs()[:1], "may_read": has_role(by, policy.OFFICE)}
    return render(request, "plans/texts.html", context)


def _title(text: PlanText) -> str:
    return text.title or _("第%(number)s篇（没有标题）") % {"number": text.number}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a document; it is read, and the texts in it are listed."""
    by = account_of(request)
    require(has_role(by, policy.OFFICE))
    form = ReadForm(by, request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        sent, host = form.cleaned_data["file"], form.cleaned_data["host"]
        content = sent.read()
        if len(content) > MOST_AT_ONCE:
            require(policy.may_keep_programme(by, host))
            held = jobs.hold(by, content)
            job = jobs.read_held.enqueue(by=by, account=by.pk, host=host.pk, name=sent.name, held=held)
            return redirect("plan_text_job", key=job.pk)
        return _arrive(request, actions.read_plan(by=by, host=host, name=sent.name, content=content))

    back = reverse("plan_text_list")
    context = {"heading": _("读方案文件"), "back": back, "crumbs": room_crumbs(), "limit": MOST_BYTES}
    return form_page(request, form, act, context, template="plans/text_new.html")


def _arrive(request: HttpRequest, file: PlanFile) -> HttpResponse:
    """On to the text of a file, or to the list of several."""
    texts = list(file.texts.values_list("pk", flat=True))
    messages.success(request, ngettext("找到%(n)s篇文字。", "找到%(n)s篇文字。", len(texts)) % {"n": len(texts)})
    if len(texts) == 1:
        return redirect("plan_text", key=texts[0])
    return redirect(f"{reverse('plan_text_list')}?file={file.pk}")


@login_required
@require_GET
def job(request: HttpRequest, key: int) -> HttpResponse:
    """How far the worker is with a long document; then on to its texts. Only for whoever uploaded it."""
    by = account_of(request)
    found = Job.objects.filter(pk=key, by_id=by.pk, name=jobs.read_held.name).first()
    if found is None:
        raise NotSeen
    polled = bool(getattr(request, "htmx", False))
    if polled and found.is_over:
        return HttpResponseClientRedirect(request.path)
    done, total = how_far(found)
    context = {"job": found, "done": done, "total": total, "crumbs": room_crumbs()}
    if polled:
        return render(request, "plans/text_progress.html", context)
    if found.state == Job.State.DONE:
        file = PlanFile.objects.filter(pk=int((found.result or {}).get("file", 0))).first()
        return _arrive(request, file) if file is not None else redirect("plan_text_list")
    return render(request, "plans/text_job.html", context)


def text_seen(request: HttpRequest, key: int) -> PlanText:
    """A text in sight with its reading, or NotSeen."""
    found = queries.visible_texts(account_of(request)).defer(None).filter(pk=key).first()
    if found is None:
        raise NotSeen
    return found


def text_kept(request: HttpRequest, key: int) -> PlanText:
    """A text in sight whose host's programmes the account keeps."""
    text = text_seen(request, key)
    require(policy.may_keep_programme(account_of(request), text.file.host))
    return text


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """The text with its marks left, its statements right."""
    text = text_seen(request, key)
    sheet = queries.sheet_of(text)
    groups = Counter(group_of(one) for one in sheet.statements)
    asked = request.GET.get("show", "")
    chosen = [one for one in sheet.statements if _is_asked(one, asked)]
    chosen.sort(key=lambda one: (one.start, one.mark))
    page = Paginator(chosen, ON_PAGE).get_page(request.GET.get("page"))
    shown: list[Statement] = list(page.object_list)
    cards = [card_of(one, text) for one in shown]
    at = reverse("plan_text", args=[key])
    reach = reach_of(text, shown)
    context = {
        "text": text,
        "title": _title(text),
        "crumbs": room_crumbs(),
        "keeps": policy.may_keep_programme(account_of(request), text.file.host),
        "sheet": sheet,
        "cards": cards,
        "ready": [card.key for card in cards if card.is_ready],
        "page": page,
        "asked": asked,
        "chips": [("", _("全部"), len(sheet.statements), at)]
        + [("open", _("没有决定"), len(sheet.undecided), f"{at}?show=open")]
        + [(word, label, groups[word], f"{at}?show={word}") for word, label in GOES.items() if groups[word]],
        "pieces": pieces_of(text.file.content, reach, shown, text.file.dropped),
        "cut": reach != (text.start, text.end),
        "year_form": YearForm(initial={"year": text.year, "revision": text.revision}),
        "others": text.file.texts.exclude(pk=text.pk).only("pk", "title", "number", "kind"),
    }
    return render(request, "plans/text.html", context)


def _is_asked(one: Statement, asked: str) -> bool:
    if asked == "open":
        return one.key[0] == "f" and bool(one.goes) and not one.act
    return not asked or group_of(one) == asked


@login_required
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Decide about one statement (``one=f3:accept``) or about several (``all=accept`` with ``keys``)."""
    by, text = account_of(request), text_kept(request, key)
    one, _parted, act = request.POST.get("one", "").partition(":")
    if one:
        decided = [Decided(one, act)]
    else:
        decided = [Decided(each, request.POST.get("all", "")) for each in request.POST.getlist("keys")[:ON_PAGE]]
        one = request.POST.get("at", "")
    before = queries.sheet_of(text)
    actions.decide(by=by, text=text, decided=decided)
    if len(decided) > 1:
        messages.success(request, _("已决定%(n)s处。") % {"n": len(decided)})
    return redirect(_back(request, text, before, one))


def _back(request: HttpRequest, text: PlanText, sheet: Sheet, one: str) -> str:
    """The page as it was asked for, at the statement, or at the next where it is no longer shown."""
    asked = {name: request.POST[name] for name in ("show", "page") if request.POST.get(name)}
    if asked.get("show") == "open":
        following = sorted(sheet.undecided, key=lambda each: (each.start, each.mark))
        keys = [each.key for each in following]
        one = next(iter(keys[keys.index(one) + 1 :]), "") if one in keys else ""
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{reverse('plan_text', args=[text.pk])}{query}{f'#{one}' if one else ''}"


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Put other words in place of what was read, and accept them; make a task of a sentence that was not understood."""
    by, text = account_of(request), text_kept(request, key)
    statement = queries.sheet_of(text).of(word)
    if statement is None or not statement.goes:
        raise NotSeen
    initial = initial_of(statement.name, statement.entry.texts)
    if request.GET.get("kind"):
        initial["kind"] = request.GET["kind"]
    form = EntryForm(statement.name, request.POST or None, initial=initial)
    back = f"{reverse('plan_text', args=[key])}#{word}"

    def act() -> HttpResponse:
        actions.decide(by=by, text=text, decided=[Decided(word, TextAct.CHANGE, form.texts)])
        messages.success(request, _("已按改过的采用。"))
        return redirect(back)

    heading = _("列为任务") if word[0] == "u" else pgettext("decide", "改后采用")
    context = {
        "heading": heading,
        "back": back,
        "crumbs": [*room_crumbs(), (_title(text), reverse("plan_text", args=[key]))],
        "card": card_of(statement, text),
        "at": reverse("plan_text_change", args=[key, word]),
    }
    return form_page(request, form, act, context, template="plans/text_change.html")


@login_required
@require_POST
def year(request: HttpRequest, key: int) -> HttpResponse:
    """Give the year of the days that state none."""
    text = text_kept(request, key)
    form = YearForm(request.POST)
    if not form.is_valid():
        raise Refused("wrong-value", _("年份要在 1949 到 2099 之间。"), field="year")
    actions.set_year(by=account_of(request), text=text, **form.cleaned_data)
    messages.success(request, _("已保存年份。请看一遍带日期的各处。"))
    return redirect("plan_text", key=key)


@login_required
@require_POST
def forget(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a document that was read by mistake."""
    text = text_kept(request, key)
    actions.forget_plan(by=account_of(request), file=text.file)
    messages.success(request, _("已移除“%(name)s”。") % {"name": text.file.name})
    return redirect("plan_text_list")
