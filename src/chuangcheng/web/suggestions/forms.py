"""Forms of the suggestions room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chuangcheng.suggestions.actions import MOST
from chuangcheng.web.shell.forms import RevisionField


class SuggestionForm(forms.Form):
    """What someone wants to say, and the page they came from."""

    text = forms.CharField(
        label=_("意见或建议"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("哪里不好用、负担重、不合理，或者您希望怎样。文明办会答复。"),
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(forms.Form):
    """The answer."""

    answer = forms.CharField(label=_("答复"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5}))
    revision = RevisionField()
