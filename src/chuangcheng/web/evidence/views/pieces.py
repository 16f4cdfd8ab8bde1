"""Pages of evidence."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import actions, policy
from chuangcheng.evidence.models import Evidence
from chuangcheng.evidence.queries import download as bytes_for
from chuangcheng.evidence.queries import findings_of, similar, visible_evidence
from chuangcheng.evidence.queries import thumbnail as small_picture
from chuangcheng.evidence.states import PICTURES, TELLING
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role, require
from chuangcheng.web.evidence import forms, incoming
from chuangcheng.web.evidence.cited import Attached, attached, citations
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Filter, State, Table

Answer = TypeVar("Answer", bound=HttpResponseBase)
STANDING = State(gettext_lazy("有效"), "good", "check")
WITHDRAWN = State(gettext_lazy("已撤回"), "", "ban")
ROOM = gettext_lazy("佐证材料")


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The evidence in sight."""
    by = account_of(request)
    table = Table(
        request,
        visible_evidence(by),
        columns=(
            Column("subject", _("主题"), lambda e: e.subject, sort=("subject",), main=True, wide=True,
                   link=lambda e: reverse("evidence", args=[e.pk])),
            Column("unit", _("单位"), lambda e: e.unit.name, sort=("unit__code",)),
            Column("taken", _("时间"), lambda e: e.taken_on, "day", sort=("taken_on",)),
            Column("place", _("地点"), lambda e: e.place, sort=("place",), spare=True),
            Column("by", _("上传人"), lambda e: e.created_by, spare=True),
            Column("at", _("上传时间"), lambda e: e.created_at, "moment", sort=("created_at",)),
            Column("state", _("状态"), lambda e: WITHDRAWN if e.withdrawn_on else STANDING, "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("subject", "name", "place", "unit__name")),
            Filter("from", _("起"), "from", ("taken_on",)),
            Filter("until", _("止"), "until", ("taken_on",)),
        ),
        order="-at",
        exports=False,
        caption=_("佐证材料列表"),
    )  # fmt: skip
    return render(request, "evidence/list.html", {"table": table, "may_store": _may_store_somewhere(request)})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One piece: its caption, what it is cited for, its history."""
    by, evidence = account_of(request), _seen(request, key)
    alike = similar(by, evidence) if policy.may_review(by, evidence) else []
    cited = citations(request, [evidence, *(like.evidence for like in alike)])
    original = policy.may_see_original(by, evidence)
    context = {
        "piece": evidence,
        "picture": evidence.file.told,
        "original": original,
        "findings": findings_of(evidence) if policy.may_review(by, evidence) else [],
        "alike": [(like, cited.get(like.evidence.pk, [])) for like in alike],
        "size": _size(evidence.file.size),
        "state": WITHDRAWN if evidence.withdrawn_on else STANDING,
        "citations": cited.get(evidence.pk, []),
        "may_change": policy.may_withdraw(by, evidence) and evidence.withdrawn_on is None,
        "bare": evidence.file.media_type in TELLING and not original,
        "steps": steps(evidence),
    }
    return render(request, "evidence/piece.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Hand in a file; for a record (``?attach=``) it is cited at once."""
    by, target = account_of(request), attached(request)
    require(policy.may_store(by, target.unit) if target is not None else _may_store_somewhere(request))
    unit = target.unit if target is not None else None
    form = forms.UploadForm(by, request.POST or None, request.FILES or None, unit=unit)

    def act() -> HttpResponse:
        evidence = _store(by, form, unit or form.cleaned_data["unit"])
        if target is not None:
            target.cite(by, evidence)
        messages.success(request, _("已上传。"))
        return redirect(target.url if target is not None else reverse("evidence", args=[evidence.pk]))

    back = target.url if target is not None else reverse("evidence_list")
    context = {"heading": _("上传材料"), "back": back, "record": target, "others": _others(request, target)}
    return form_page(request, form, act, context, template="evidence/upload.html")


def _store(by: Account, form: forms.UploadForm, unit: Organisation) -> Evidence:
    """Keep the file that came with the form, or the one that arrived in parts, which is moved and not copied."""
    if (arrived := form.arrived) is None:
        file = form.cleaned_data["file"]
        return actions.store(by=by, unit=unit, content=file.file, name=file.name, **form.caption)
    with arrived.path.open("rb") as content:
        evidence = actions.store(
            by=by, unit=unit, content=content, name=arrived.name, spent=arrived.path, **form.caption
        )
    incoming.let_go(arrived)
    return evidence


@login_required
@require_http_methods(["GET", "POST"])
def cite(request: HttpRequest) -> HttpResponse:
    """Cite evidence that is there already for a record (``?attach=``)."""
    by, target = account_of(request), attached(request)
    if target is None:
        raise NotSeen
    require(policy.may_store(by, target.unit))
    form = forms.CiteForm(_citable(request, target), request.POST or None)

    def act() -> HttpResponse:
        target.cite(by, form.cleaned_data["evidence"])
        messages.success(request, _("已附上。"))
        return redirect(target.url)

    lead = _("同一单位已经上传过的材料，不必再传一次。")
    context = {"heading": _("引用已有材料"), "lead": lead, "back": target.url, "submit": _("附上")}
    return form_page(request, form, act, {**context, "crumbs": [(str(target), target.url)]})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a caption says."""
    by, evidence = account_of(request), _seen(request, key)
    require(policy.may_withdraw(by, evidence))
    form = forms.CaptionForm(request.POST or None, initial=_initial(evidence))

    def act() -> HttpResponse:
        actions.change_caption(by=by, evidence=evidence, revision=form.cleaned_data["revision"], **form.caption)
        messages.success(request, _("已保存。"))
        return redirect("evidence", key=evidence.pk)

    def fresh() -> forms.CaptionForm:
        return forms.CaptionForm(initial=_initial(_seen(request, key)))

    return form_page(request, form, act, {"heading": pgettext("evidence", "修改说明"), **_back(evidence)}, fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take evidence back, with the reason."""
    by, evidence = account_of(request), _seen(request, key)
    require(policy.may_withdraw(by, evidence))
    form = forms.WithdrawForm(request.POST or None, initial={"revision": evidence.revision})

    def act() -> HttpResponse:
        actions.withdraw(by=by, evidence=evidence, **form.cleaned_data)
        messages.success(request, _("已撤回。"))
        return redirect("evidence", key=evidence.pk)

    return form_page(request, form, act, {"heading": _("撤回材料"), "submit": _("撤回"), **_back(evidence)})


@login_required
@require_GET
def download(request: HttpRequest, key: int) -> HttpResponseBase:
    """The bytes, always as an attachment: never shown or run from the site's own origin."""
    file = bytes_for(account_of(request), _seen(request, key))
    answer = StreamingHttpResponse(file.parts, content_type=file.media_type)
    answer["Content-Length"] = str(file.size)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return _fenced(answer)


@login_required
@require_GET
def thumbnail(request: HttpRequest, key: int) -> HttpResponse:
    """The small JPEG of a picture, drawn by us."""
    evidence = _seen(request, key)
    if evidence.file.media_type not in PICTURES:
        raise NotSeen
    answer = HttpResponse(small_picture(evidence), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=86400"
    return _fenced(answer)


def _fenced(answer: Answer) -> Answer:
    """What people handed in may not be sniffed, framed or run, even where a browser opens it."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _seen(request: HttpRequest, key: int) -> Evidence:
    return seen(Evidence.objects.select_related("file__picture", "unit", "created_by"), request, key, path="unit")


def _others(request: HttpRequest, target: Attached | None) -> str:
    """Address at which evidence that is there already is cited, '' where there is none."""
    if target is None or not _citable(request, target).exists():
        return ""
    return f"{reverse('evidence_cite')}?{request.GET.urlencode(safe=':')}"


def _citable(request: HttpRequest, target: Attached) -> Any:
    by = account_of(request)
    cited = target.pieces(by).values("pk")
    return visible_evidence(by).filter(unit=target.unit, withdrawn_on=None).exclude(pk__in=cited)


def _may_store_somewhere(request: HttpRequest) -> bool:
    return has_role(account_of(request), ("unit", "office", "inspector"))


def _initial(evidence: Evidence) -> dict[str, Any]:
    return {name: getattr(evidence, name) for name in (*forms.CAPTION, "revision")}


def _back(evidence: Evidence) -> dict[str, Any]:
    here = reverse("evidence", args=[evidence.pk])
    return {"back": here, "crumbs": [(ROOM, reverse("evidence_list")), (evidence.subject, here)]}


def _size(count: int) -> str:
    """A size in KB or MB with one decimal, by whole numbers."""
    unit, name = (1024 * 1024, "MB") if count >= 1024 * 1024 else (1024, "KB")
    tenths = (count * 10 + unit - 1) // unit
    return f"{tenths // 10}.{tenths % 10} {name}"
