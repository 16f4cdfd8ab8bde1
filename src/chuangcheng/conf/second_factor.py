"""The second factor in the office's words: what its fields are called and how a wrong code is told."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as entering
from allauth.mfa.totp import forms as activating
from django import forms
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Refusals that say what to do."""

    error_messages = {  # noqa: RUF012 (allauth reads the mapping from the class)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("动态口令不对。请输入身份验证器上此刻的六位数字；总是不对时，请检查手机的时间。"),
        "cannot_delete_authenticator": _("这个账号现在不能取消动态口令。请联系管理员。"),
        "cannot_generate_recovery_codes": _("要先启用动态口令，才能生成备用码。"),
    }


class ActivateForm(activating.ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """The first code that the authenticator shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("六位数字"))


class AuthenticateForm(entering.AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code at log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("动态口令或备用码"))


class ReauthenticateForm(entering.ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code before a step that matters to the account's safety."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("动态口令或备用码"))


def _name(field: forms.Field, label: Any) -> None:
    """Call a field ``label``; the label stands above it, nothing in it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
