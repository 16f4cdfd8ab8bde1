"""How a Django form meets an action: one renderer for its looks, one door for its refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused, SeveralRefused
from chuangcheng.base.models import JournalLine
from chuangcheng.people.models import Account
from chuangcheng.web.shell.formats import YUAN

#: What Django writes where nothing has been chosen.
_DASHES: Final = BLANK_CHOICE_DASH[0][1]


class ShellRenderer(TemplatesSetting):
    """Draws every field and form with the shell's templates (``FORM_RENDERER``)."""

    form_template_name = "shell/form_fields.html"
    field_template_name = "shell/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        """Draw a widget; a select whose choice nobody made yet says so in words instead of Django's dashes."""
        for _name, options, _index in context.get("widget", {}).get("optgroups", ()):
            for option in options:
                if option["label"] == _DASHES:
                    option["label"] = _("请选择")
        return super().render(template_name, context, request)


class DateInput(forms.DateInput):
    """A date control of the browser, whose value is ISO whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class YuanField(forms.DecimalField):
    """An amount typed in yuan with at most two decimals; cleaned to whole 0.01 yuan (fen), shown from them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """A count of 0.01 yuan."""
        yuan = super().clean(value)
        return yuan if yuan is None else int(Decimal(yuan) * YUAN)

    def prepare_value(self, value: Any) -> Any:
        """Fen of a record as yuan; what was typed stays as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            yuan = Decimal(value) / YUAN
            return format(yuan.quantize(Decimal(1)) if yuan == yuan.to_integral_value() else yuan, "f")
        return value


class RevisionField(forms.IntegerField):
    """The hidden number of the record as the person opened it; actions refuse a stale one with ``Conflict``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


@contextmanager
def refusals_on(form: forms.BaseForm) -> Iterator[None]:
    """Put what an action refuses beside the field that it belongs to, or above the form.

        with refusals_on(form):
            actions.record_problem(…)
            return redirect(…)
        # here: the action refused; draw the form again

    ``NotAllowed``, ``NotSeen`` and ``Conflict`` go on to the middleware or to ``conflict_page``: they are no matter of
    a field.
    """
    try:
        yield
    except (NotAllowed, NotSeen, Conflict):
        raise
    except SeveralRefused as several:
        for each in several.refusals:
            _put(form, each)
    except Refused as refused:
        _put(form, refused)


def _put(form: forms.BaseForm, refused: Refused) -> None:
    if refused.field in form.fields:
        form.add_error(refused.field, forms.ValidationError(str(refused), code=refused.code))
    else:
        form.add_error(None, forms.ValidationError(str(refused), code=refused.code))


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], HttpResponse],
    context: Mapping[str, Any],
    *,
    template: str = "shell/form_page.html",
    fresh: Callable[[], forms.BaseForm] | None = None,
) -> HttpResponse:
    """The whole life of a form's page: draw it, act when it is valid, draw it again with what was refused (422).

    ``act`` calls the action and gives the answer (a redirect). ``context`` needs ``heading`` and ``back`` (an address)
    for the shared template; it may give ``crumbs`` as (label, address) pairs, ``lead``, ``submit`` and ``draft``.
    ``fresh`` makes an unbound form on the record as it is now. After a ``Conflict`` the form comes back with what was
    typed; ``fresh`` adds what stands there now.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_on(form):
                return act()
        except Conflict as conflict:
            if "revision" not in form.fields or conflict.record is None:
                raise
            return conflict_page(request, form, conflict.record, fresh() if fresh else None, context)
    status = 422 if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a conflict: what the person typed and what stands there now."""

    label: str
    mine: str
    theirs: str


def conflict_page(
    request: HttpRequest, form: forms.BaseForm, record: Model, fresh: forms.BaseForm | None, context: Mapping[str, Any]
) -> HttpResponse:
    """Answer 409: who saved the record meanwhile, where it now differs from what the person typed, and the form with
    all that was typed, to be corrected and sent again.

    ``form`` is the bound form; ``fresh`` an unbound form of the same kind on the record as it is now.
    """
    typed = request.POST.copy()
    typed[form.add_prefix("revision")] = str(fresh["revision"].value() if fresh else record.revision)  # type: ignore[attr-defined]
    form.data = typed
    lines = JournalLine.objects.filter(subject=record._meta.label_lower, subject_id=str(record.pk))
    last = lines.order_by("-number").first()
    saved_by = Account.objects.filter(pk=last.by_id).first() if last and last.by_id else None
    found = {
        **context,
        "form": form,
        "last": last,
        "who": saved_by or (last.by if last else ""),
        "differences": _differences(form, fresh) if fresh else [],
        "compared": fresh is not None,
    }
    return render(request, "shell/conflict.html", found, status=409)


def _differences(form: forms.BaseForm, fresh: forms.BaseForm) -> list[Difference]:
    """The fields that show something of the record and do not say the same."""
    found = []
    for field in form:
        now = fresh[field.name]
        if field.is_hidden or (field.name not in fresh.initial and now.field.initial is None):
            continue
        mine, theirs = _shown(field, field.value()), _shown(now, now.value())
        if mine != theirs:
            found.append(Difference(str(field.label), mine, theirs))
    return found


def _shown(field: forms.BoundField, value: Any) -> str:
    """A value as people read it: the label of a choice instead of its key."""
    if value is None or value == "":
        return ""
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return str(value)
    wanted = {str(each) for each in value} if isinstance(value, (list, tuple)) else {str(getattr(value, "pk", value))}
    return "、".join(str(label) for key, label in _flat(choices) if str(key) in wanted)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label
