"""Letters of responsibility: list, page, drafts, steps, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import journal
from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import actions as evidence
from chuangcheng.evidence import policy as evidence_policy
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.policy import require
from chuangcheng.stages.plans import actions, policy, queries
from chuangcheng.stages.plans.models import Letter, Programme
from chuangcheng.stages.plans.states import LETTER_MOVES, LetterState, PartyKind
from chuangcheng.web.plans.forms.letters import LetterForm, LettersForm, SignForm
from chuangcheng.web.plans.forms.tasks import NoteForm
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.states import state_of_letter
from chuangcheng.web.plans.views.files import paper
from chuangcheng.web.plans.views.sight import crumbs, programme_kept, programme_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The letters in sight, with how many of each kind of party are signed and who has none yet."""
    by, programme = account_of(request), programme_seen(request, key)
    keeps = policy.may_keep_programme(by, programme.host)
    letters = queries.visible_letters(by, programme)
    table = Table(
        request,
        letters,
        columns=(
            Column("number", _("编号"), lambda one: one.number, "integer", sort=("number",)),
            Column(
                "party", _("签订方"), queries.party_of, main=True, link=lambda one: reverse("letter", args=[one.pk])
            ),
            Column("kind", _("类别"), lambda one: one.get_party_kind_display(), sort=("party_kind",)),
            Column("title", _("名称"), lambda one: one.title, sort=("title",)),
            Column("issued", _("发出日期"), lambda one: one.issued_on, "day", sort=("issued_on",)),
            Column("signed", _("签订日期"), lambda one: one.signed_on, "day", sort=("signed_on",)),
            Column("state", _("状态"), state_of_letter, "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("party__name", "party_name", "title")),
            Filter("kind", _("签订方类别"), fields=("party_kind",), choices=lambda: PartyKind.choices),
            Filter("state", _("状态"), fields=("state",), choices=lambda: LetterState.choices),
        ),
        order="number",
        exports=False,
        caption=_("责任书列表"),
    )
    counts = queries.counts_by_party(letters)
    waiting = queries.hosts_without_letter(programme) if keeps else []
    context = section(programme, "letters", table=table, keeps=keeps, counts=counts, waiting=waiting)
    return render(request, "plans/letters.html", context)


def letter_seen(request: HttpRequest, key: int) -> Letter:
    """A letter in the account's sight, or NotSeen."""
    found = Letter.objects.filter(pk=key).first()
    if found is None:
        raise NotSeen
    programme = programme_seen(request, found.programme_id)
    letter = queries.visible_letters(account_of(request), programme).filter(pk=key).first()
    if letter is None:
        raise NotSeen
    return letter


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One letter: what it says, how it stands, its scan."""
    by, letter = account_of(request), letter_seen(request, key)
    keeps = policy.may_keep_programme(by, letter.programme.host)
    context = {
        "letter": letter,
        "season": letter.programme.title,
        "crumbs": _crumbs(letter.programme),
        "party": queries.party_of(letter),
        "state": state_of_letter(letter),
        "rows": queries.shown_rows(letter),
        "changed": queries.changed_since(letter),
        "keeps": keeps,
        "draft": letter.state == LetterState.DRAFT,
        "moves": [one for one in _WORDS if keeps and _WORDS[one] in LETTER_MOVES[letter.state]],
        "evidence": evidence_for(by, letter),
        "may_cite": keeps and evidence_policy.may_store(by, letter.unit),
        "attach": f"{letter._meta.label_lower}:{letter.pk}",
        "record": letter,
        "steps": steps(letter),
    }
    return render(request, "plans/letter.html", context)


_WORDS = {
    "issue": LetterState.ISSUED,
    "sign": LetterState.SIGNED,
    "refuse": LetterState.REFUSED,
    "end": LetterState.ENDED,
}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Draft one letter."""
    by, programme = account_of(request), programme_kept(request, key)
    form = LetterForm(by, programme, request.POST or None)
    del form.fields["revision"]

    def act() -> HttpResponse:
        letter = actions.draft_letter(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已起草，核对后发出。"))
        return redirect("letter", key=letter.pk)

    return form_page(request, form, act, _context(programme, _("起草责任书")))


@login_required
@require_http_methods(["GET", "POST"])
def new_for_all(request: HttpRequest, key: int) -> HttpResponse:
    """Draft a letter for each unit that hosts tasks and has none."""
    by, programme = account_of(request), programme_kept(request, key)
    form = LettersForm(request.POST or None)

    def act() -> HttpResponse:
        made = actions.draft_letters(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已起草%(count)s份责任书。") % {"count": len(made)})
        return redirect("letter_list", key=key)

    lead = _("给每个承担任务、还没有责任书的单位各起草一份，任务取自任务分解表。")
    return form_page(request, form, act, {**_context(programme, _("按任务起草")), "lead": lead})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a draft."""
    by, letter = account_of(request), _kept(request, key)

    def form(sent: Any = None) -> LetterForm:
        now = letter_seen(request, key)
        names = ("title", "basis", "party_kind", "party", "party_name", "text", "revision")
        initial = {name: getattr(now, name) for name in names} | {"tasks": list(now.tasks.all())}
        return LetterForm(by, letter.programme, sent, initial=initial)

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        actions.change_letter(by=by, letter=letter, **bound.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("letter", key=key)

    return form_page(request, bound, act, _context(letter.programme, _("修改责任书"), letter), fresh=form)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Issue a letter, or write down that it was not signed, or that it no longer holds."""
    by, letter = account_of(request), _kept(request, key)
    act_of: dict[str, tuple[Callable[..., Letter], Any, Any]] = {
        "issue": (actions.issue_letter, _("发出责任书"), _("发出以后内容不再随任务变动。")),
        "refuse": (actions.refuse_letter, _("记为未签"), _("写明没有签的原因；可以再次发出。")),
        "end": (actions.end_letter, _("终止责任书"), _("写明终止的原因。")),
    }
    write, heading, lead = act_of[word]
    asked = {} if word == "issue" else {"field": "reason", "label": _("原因")}
    form = NoteForm(request.POST or None, **asked, initial={"revision": letter.revision})

    def act() -> HttpResponse:
        write(by=by, letter=letter, **form.cleaned_data)
        messages.success(request, _("已办理。"))
        return redirect("letter", key=key)

    return form_page(
        request, form, act, {**_context(letter.programme, heading, letter), "lead": lead, "submit": heading}
    )


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """Write down that a letter was signed; the scan is stored and cited as its evidence, all together."""
    by, letter = account_of(request), _kept(request, key)
    form = SignForm(request.POST or None, request.FILES or None, initial={"revision": letter.revision})

    def act() -> HttpResponse:
        given = dict(form.cleaned_data)
        scan = given.pop("scan")
        with journal.together():
            actions.sign_letter(by=by, letter=letter, **given)
            if scan:
                subject = f"{letter.title}（{queries.party_of(letter)}）"
                piece = evidence.store(
                    by=by, unit=letter.unit, content=scan.file, name=scan.name,
                    subject=subject[:200], taken_on=given["signed_on"],
                )  # fmt: skip
                evidence.cite(by=by, evidence=piece, record=letter)
        messages.success(request, _("已记为签订。"))
        return redirect("letter", key=key)

    context = _context(letter.programme, _("记为签订"), letter)
    return form_page(request, form, act, context, template="plans/letter_sign.html")


@login_required
@require_GET
def file(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """One letter as a file."""
    letter = letter_seen(request, key)
    name = f"{letter.title}（{queries.party_of(letter)}）"
    return paper(queries.letter_document(letter, head=journal.head()), ending, name)


@login_required
@require_GET
def all_in_one(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """All letters in sight that were not ended, in one file."""
    by, programme = account_of(request), programme_seen(request, key)
    letters = list(queries.visible_letters(by, programme).exclude(state=LetterState.ENDED).order_by("number"))
    if not letters:
        raise NotSeen
    document = queries.letters_document(letters, head=journal.head())
    return paper(document, ending, f"{programme.title}责任书")


def _kept(request: HttpRequest, key: int) -> Letter:
    letter = letter_seen(request, key)
    require(policy.may_keep_programme(account_of(request), letter.programme.host))
    return letter


def _crumbs(programme: Programme) -> list[tuple[str, str]]:
    return [*crumbs(programme), (_("责任书"), reverse("letter_list", args=[programme.pk]))]


def _context(programme: Programme, heading: str, letter: Letter | None = None) -> dict[str, Any]:
    back = reverse("letter", args=[letter.pk]) if letter else reverse("letter_list", args=[programme.pk])
    own = [(f"{letter.number} {queries.party_of(letter)}", back)] if letter else []
    return {"heading": heading, "back": back, "crumbs": [*_crumbs(programme), *own], "season": programme.title}
