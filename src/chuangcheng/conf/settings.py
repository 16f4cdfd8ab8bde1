"""Django's settings. What an office may set is read from the environment or ``settings.env`` (docs/operate.md)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from chuangcheng.conf.environment import BadSetting, Environment, database_of, mail_of, secret_key, store_of

PACKAGE = Path(__file__).resolve().parents[1]
#: The folder of an installation: database, files, key, settings. Relative to where the command is started.
DATA = Path(os.environ.get("CHUANGCHENG_DATA") or "var").resolve()
_environment = Environment.load(DATA)

# -- where people reach it -------------------------------------------------------------------------------------------
DEBUG = _environment.flag("DEBUG")
ADDRESS = _environment.address("ADDRESS")
_host = ADDRESS.split("://")[-1].rsplit(":", 1)[0] if ADDRESS else ""
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([_host] if _host else []), *_environment.words("HOSTS")]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
HTTPS = ADDRESS.startswith("https://")
#: How many proxies stand before us; only then are X-Forwarded-For and -Proto believed.
PROXIES = _environment.whole("PROXIES", 0, least=0, most=5)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# -- rooms, in the order of the flow ---------------------------------------------------------------------------------
STAGES = ["plans", "activities", "exemplars", "inspections", "rectification", "scoring", "settlement", "reports"]
ROOMS = [
    *("chuangcheng.base", "chuangcheng.people", "chuangcheng.suggestions"),
    *("chuangcheng.rulebooks", "chuangcheng.evidence"),
    *(f"chuangcheng.stages.{stage}" for stage in STAGES),
    *("chuangcheng.reminders", "chuangcheng.intake"),
    *("chuangcheng.web.shell", "chuangcheng.web.people", "chuangcheng.web.rulebooks", "chuangcheng.web.evidence"),
    "chuangcheng.web.register",
    *(f"chuangcheng.web.{stage}" for stage in STAGES),
    *("chuangcheng.web.reminders", "chuangcheng.web.intake", "chuangcheng.web.suggestions"),
    "chuangcheng.web.overview",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each page by a random length, so that lengths tell nothing
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chuangcheng.conf.signing_in.FirstLogInMiddleware",
    "chuangcheng.web.shell.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "chuangcheng.conf.urls"
WSGI_APPLICATION = "chuangcheng.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "chuangcheng.web.shell.templatetags.shell",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "chuangcheng.web.shell.context.shell",
                "chuangcheng.web.overview.guide.guide",
            ],
        },
    }
]
FORM_RENDERER = "chuangcheng.web.shell.forms.ShellRenderer"
CSRF_FAILURE_VIEW = "chuangcheng.web.shell.errors.csrf_failure"
INSTALLED_APPS.insert(0, "django.forms")

# -- data ------------------------------------------------------------------------------------------------------------
DATABASES = {"default": database_of(_environment.text("DATABASE"), DATA)}
SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "files"
#: Largest file that people may send, in megabytes; larger ones are refused before they are read.
LARGEST_UPLOAD = _environment.whole("LARGEST_UPLOAD", 50, least=1, most=2000)
#: Largest file of evidence, in megabytes; what exceeds LARGEST_UPLOAD arrives in parts.
LARGEST_EVIDENCE = _environment.whole("LARGEST_EVIDENCE", 2048, least=1, most=10_000)
#: Rows (records, units) up to which a season is scored while its page waits; a larger one is left to the worker.
SCORED_AT_ONCE = _environment.whole("SCORED_AT_ONCE", 12_000, least=0, most=1_000_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "chuangcheng"}
    if SQLITE  # one web process: what it counts (failed log-ins) need not be shared
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- who is there ----------------------------------------------------------------------------------------------------
SECRET_KEY = _environment.text("SECRET_KEY") or secret_key(DATA)
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["chuangcheng.conf.signing_in.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "name")},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "chuangcheng.conf.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "创城"
MFA_ADAPTER = "chuangcheng.conf.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "chuangcheng.conf.second_factor.ActivateForm",
    "authenticate": "chuangcheng.conf.second_factor.AuthenticateForm",
    "reauthenticate": "chuangcheng.conf.second_factor.ReauthenticateForm",
}
SOCIALACCOUNT_ADAPTER = "chuangcheng.conf.signing_in.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if _oidc := _environment.text("OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "office",
                "name": _environment.text("OIDC_NAME", "单点登录"),
                "client_id": _environment.text("OIDC_CLIENT_ID"),
                "secret": _environment.text("OIDC_SECRET"),
                "settings": {"server_url": _oidc},
            }
        ]
    }
    if not _environment.text("OIDC_CLIENT_ID"):
        raise BadSetting("CHUANGCHENG_OIDC_ISSUER is set but CHUANGCHENG_OIDC_CLIENT_ID is not.")
#: Browsers hold a form to this list even where its answer leads on: the button of single sign-on leads to its service.
_OIDC_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(_oidc))] if _oidc else []
#: The claim of the single sign-on service that holds our user name.
OIDC_CLAIM = _environment.text("OIDC_CLAIM", "preferred_username")

# -- what leaves the machine -----------------------------------------------------------------------------------------
#: Nothing does, unless this says so and an office turned a channel on.
REMINDERS = _environment.flag("REMINDERS")
#: Further hosts (with port) at which an office's own robots are reached.
ROBOT_HOSTS = _environment.words("ROBOT_HOSTS")
globals().update(mail_of(_environment.text("MAIL"), _environment.text("MAIL_FROM")))

# -- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "conf" / "locale"]  # English of what stands outside the apps
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# -- maps: the office's own boundaries; tiles only where it names a service -------------------------------------------
MAP_TILES = _environment.tiles("MAP_TILES")
_TILE_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(MAP_TILES))] if MAP_TILES else []

# -- pages -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "chuangcheng.web.shell.finders.PackageFinder",
]
STORAGES = {
    "default": store_of(_environment.text("EVIDENCE_STORE")),
    "staticfiles": {  # names bear the content's hash, so browsers keep them for good; each lies there compressed too
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
#: Compressed already, or read only by whoever looks for a fault in the style sheet (``map``).
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("png", "jpg", "jpeg", "gif", "webp", "gz", "br", "woff", "woff2", "map")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_TILE_ORIGINS],
        "font-src": [SELF],
        "connect-src": [SELF, *_TILE_ORIGINS],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *_OIDC_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS and bool(PROXIES)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = False  # htmx sends the token from the page

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _environment.text("LOG", "WARNING").upper()},
}
