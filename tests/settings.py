"""Settings for tests: the product's own, on a data folder that lasts as long as the run, with a quick password hash."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "CHUANGCHENG_TEST_DATA" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="chuangcheng-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["CHUANGCHENG_DATA"] = _folder
else:
    os.environ["CHUANGCHENG_DATA"] = os.environ["CHUANGCHENG_TEST_DATA"]

from chuangcheng.conf.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {  # no files are collected for tests
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
