"""Resumable uploads: the server's side of the protocol tus 1.0.0 (core, creation, expiration, termination)."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from chuangcheng.base.errors import NotAllowed, Refused
from chuangcheng.people.policy import has_role
from chuangcheng.web.evidence import incoming
from chuangcheng.web.shell.sight import account_of

VERSION: Final = "1.0.0"
_BODY: Final = "application/offset+octet-stream"
_METADATA: Final = 2000
_STATUS: Final = {"too-large": 413, "wrong-offset": 409, "many-uploads": 429, "disk-full": 507}


@login_required
@require_http_methods(["POST", "OPTIONS"])
def begin(request: HttpRequest) -> HttpResponse:
    """Make an upload (POST), or tell what the server can (OPTIONS)."""
    if request.method == "OPTIONS":
        return _answer(204, **{"Tus-Version": VERSION, "Tus-Extension": "creation,expiration,termination"})
    if (wrong := _wrong_version(request)) is not None:
        return wrong
    length = _number(request.headers.get("Upload-Length", ""))
    metadata = request.headers.get("Upload-Metadata", "")
    if length is None or len(metadata) > _METADATA:
        return _answer(400)
    if not has_role(account_of(request), ("unit", "office", "inspector")):
        raise NotAllowed
    try:
        made = incoming.begin(account_of(request), length, _file_name(metadata), metadata)
    except Refused as refused:
        return _refused(refused)
    return _answer(201, Location=reverse("upload", args=[made.token]), **_expiry(made))


@login_required
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, token: str) -> HttpResponse:
    """Tell how far an upload is (HEAD), go on with it (PATCH), give it up (DELETE)."""
    if (wrong := _wrong_version(request)) is not None:
        return wrong
    one = incoming.found(account_of(request), token)
    if request.method == "HEAD":
        told = {"Upload-Length": str(one.length), "Upload-Offset": str(one.offset), "Cache-Control": "no-store"}
        return _answer(200, **told, **({"Upload-Metadata": one.metadata} if one.metadata else {}), **_expiry(one))
    if request.method == "DELETE":
        incoming.let_go(one)
        return _answer(204)
    offset = _number(request.headers.get("Upload-Offset", ""))
    if request.content_type != _BODY:
        return _answer(415)
    if offset is None:
        return _answer(400)
    try:
        reached = incoming.receive(one, offset, request.read)
    except Refused as refused:
        return _refused(refused)
    except UnreadablePostError:  # the connection broke; what arrived is kept, nobody is there to be answered
        return _answer(400)
    return _answer(204, **{"Upload-Offset": str(reached)}, **_expiry(one))


def _answer(status: int, content: str = "", **headers: str) -> HttpResponse:
    answer = HttpResponse(content, status=status, content_type="text/plain; charset=utf-8")
    for name, value in {"Tus-Resumable": VERSION, **headers}.items():
        answer[name] = value
    return answer


def _refused(refused: Refused) -> HttpResponse:
    return _answer(_STATUS.get(refused.code, refused.status), str(refused))


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, **{"Tus-Version": VERSION})


def _expiry(one: incoming.Incoming) -> dict[str, str]:
    return {"Upload-Expires": http_date(one.expires)}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _file_name(metadata: str) -> str:
    """The pair ``filename`` of Upload-Metadata; '' when it is not told or cannot be read."""
    for pair in metadata.split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8")
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""
