"""How people log in: allauth's doors, narrowed to what an office needs. Nobody signs up; administrators hand out slips."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.people import actions, checks
from chuangcheng.people.models import Account, Organisation
from chuangcheng.web.shell.language import read_in


def has_expired_slip(account: Account) -> bool:
    """Tell whether the account's only password is that of a first-log-in slip past its last day."""
    return bool(account.must_change_password and account.slip_until and account.slip_until < clock.today())


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    """User name and password; a first-log-in slip that has expired opens nothing."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not has_expired_slip(user)

    def get_user(self, user_id: int) -> Account | None:
        """Whose session it is: the slip no longer matters to whom single sign-on has let in."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Passwords are set by an action, so that the journal tells of it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """allauth lets whom the backend refused come this far, to tell them why."""
        by_service = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        if has_expired_slip(user) and not by_service:
            messages.error(request, _("首次登录单已过期。请联系管理员，重新打印一张。"))
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """From here on in the language that the person chose for the account, whatever this device showed before."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return read_in(answer, user.language) if user.language else answer

    def clean_password(self, password: str, user: Any = None) -> str:
        """Every reason against a new password stands beside its field."""
        cleaned: str = super().clean_password(password, user)
        if isinstance(user, Account):
            try:
                checks.check_not_the_slips(cleaned, user)
            except Refused as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
        return cleaned

    def set_password(self, user: Account, password: str) -> None:
        actions.set_password(by=user, account=user, password=password)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: accounts have no mail address. The journal holds what would be told."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """See ``send_notification_mail``."""


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Single sign-on opens an account that an administrator made: the claim must equal its user name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo") or claims.get("id_token") or claims
        account = Account.objects.filter(username=str(claims.get(settings.OIDC_CLAIM, "")), is_active=True).first()
        if account is None:
            messages.error(request, _("单点登录成功，但本系统没有对应的账号。请联系管理员建立账号。"))
            raise ImmediateHttpResponse(redirect("account_login"))
        write = partial(sociallogin.connect, request, account)
        actions.link_single_sign_on(account=account, subject=str(sociallogin.account.uid), write=write)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: accounts have no mail address."""


class FirstLogInMiddleware:
    """Whoever logged in with a slip changes the password before anything else; whom single sign-on vouched for need not."""

    OPEN = ("account_change_password", "account_logout", "set_language", "set_theme")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_args: object) -> HttpResponseRedirect | None:
        user = request.user
        if not isinstance(user, Account) or not user.must_change_password or _came_by_service(request, user):
            return None
        match = request.resolver_match
        return None if match and match.url_name in self.OPEN else redirect("account_change_password")


def _came_by_service(request: HttpRequest, account: Account) -> bool:
    """Whether this session was opened by single sign-on."""
    return any(record.get("method") == "socialaccount" for record in get_authentication_records(request, account))


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]  # allauth is not typed
    """Change one's own password; afterwards to the front page, on the very first day to the set-up."""

    def get_form(self, form_class: Any = None) -> Any:
        """Whoever has just come in with a slip is not asked to type its password a second time."""
        form = super().get_form(form_class)
        if self.request.user.must_change_password:
            form.fields.pop("oldpassword", None)
        return form

    def get_success_url(self) -> str:
        is_first_day = self.request.user.is_administrator and not Organisation.objects.exists()
        return reverse("setup") if is_first_day else str(settings.LOGIN_REDIRECT_URL)


class ActivateSecondFactor(ActivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    """Switch the second factor on."""

    def form_valid(self, form: Any) -> HttpResponse:
        write: Callable[[], HttpResponse] = partial(super().form_valid, form)
        return actions.change_second_factor(by=self.request.user, change="activate", write=write)


class DeactivateSecondFactor(DeactivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    """Switch the second factor off."""

    def form_valid(self, form: Any) -> HttpResponse:
        write: Callable[[], HttpResponse] = partial(super().form_valid, form)
        return actions.change_second_factor(by=self.request.user, change="deactivate", write=write)


class RenewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth is not typed
    """Make new recovery codes; the old ones open nothing any more."""

    def form_valid(self, form: Any) -> HttpResponse:
        write: Callable[[], HttpResponse] = partial(super().form_valid, form)
        return actions.change_second_factor(by=self.request.user, change="renew-codes", write=write)


def closed(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """A door that allauth links to and an office does not have (signing up, resetting a password by mail)."""
    raise Http404


def _single_sign_on() -> list[URLPattern | URLResolver]:
    """Addresses of single sign-on; none unless it is set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    return [
        path("3rdparty/", include("allauth.socialaccount.urls")),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]


url_patterns: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", closed, name="account_set_password"),
    path("password/reset/", closed, name="account_reset_password"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("2fa/totp/activate/", ActivateSecondFactor.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", DeactivateSecondFactor.as_view(), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/generate/", RenewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("2fa/", include("allauth.mfa.urls")),
    *_single_sign_on(),
]
