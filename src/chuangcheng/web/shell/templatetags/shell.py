"""Tags and filters that templates of all rooms may use (loaded as builtins)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chuangcheng.web.shell import formats
from chuangcheng.web.shell.finders import SPRITE
from chuangcheng.web.shell.icons import ICONS, IconMissing

register = template.Library()

_UNDO = "undo="


@register.simple_tag
def icon(name: str, label: Any = "", size: str = "") -> SafeString:
    """Draw an icon of the sprite. Without ``label`` it is hidden from screen readers; ``size`` is '', 'lg' or 'xl'."""
    if name not in ICONS:
        raise IconMissing(f"no icon {name!r}: add it to chuangcheng.web.shell.icons.ICONS")
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="ico{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        f" ico-{size}" if size else "",
        role,
        static(SPRITE),
        name,
    )


@register.filter
def points(value: int | None) -> str:
    """Points counted in 0.0001 → ``97.9``."""
    return formats.points(value)


@register.filter
def gain(value: int | None) -> str:
    """Points counted in 0.0001, with their sign → ``+0.5`` or ``−0.5``."""
    return formats.points(value, signed=True)


@register.filter
def money(value: int | None) -> str:
    """Money counted in 0.01 yuan → ``3,000 元``."""
    return formats.money(value)


@register.filter
def day(value: date | None) -> str:
    """A date in the language of the page."""
    return formats.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """A date with hour and minute in the language of the page."""
    return formats.moment(value)


@register.filter
def percent_of(part: int | None, whole: int | None) -> str:
    """``part`` of ``whole`` in per cent with one decimal."""
    return formats.percent(part, whole)


@register.filter
def filled(slot: Any) -> bool:
    """Whether a component's slot holds more than blanks."""
    return bool(str(slot or "").strip())


@register.filter
def masked(text: str) -> str:
    """A telephone or identity number with its middle hidden."""
    return formats.masked(text)


@register.filter
def undo_url(message: Any) -> str:
    """Address that undoes what a message tells of, or empty."""
    tags = str(getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix(_UNDO) for tag in tags if tag.startswith(_UNDO)), "")


@register.simple_tag(takes_context=True)
def nonce(context: template.Context) -> str:
    """The page's CSP nonce, empty where the policy has none."""
    request: HttpRequest | None = context.get("request")
    # The nonce is made when it is first written out, and is false until then.
    return str(getattr(request, "csp_nonce", ""))
