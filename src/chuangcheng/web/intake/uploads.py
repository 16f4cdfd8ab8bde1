"""An upload that is too large is refused by what it says of its size, before Django keeps any of it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

_CHUNK: Final = 1 << 20
#: Beside the file a form has a few short fields.
_FIELDS: Final = 1 << 16
#: Bytes that are read and thrown away so that the browser is ready to read the answer; beyond, the line is cut.
_PATIENCE: Final = 1 << 30


def refusal_of_size(request: HttpRequest) -> str:
    """Why the request's body is not read, or ''. Call it before anything reads ``request.POST``.

    A browser reads no answer while it sends: what is refused is taken from the line in pieces and kept nowhere.
    """
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    limit = settings.LARGEST_UPLOAD << 20
    if size <= limit + _FIELDS:
        return ""
    left = min(size, _PATIENCE)
    while left > 0 and (chunk := request.read(min(_CHUNK, left))):
        left -= len(chunk)
    told = _("文件有 %(size)s MB，超过了 %(limit)s MB。请只保留要导入的表和行，或分成几个文件。")
    return told % {"size": size >> 20, "limit": settings.LARGEST_UPLOAD}
