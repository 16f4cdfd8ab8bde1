"""How the robots of 企业微信, 钉钉 and 飞书 want to be spoken to, and whether they took it.

* 企业微信: POST ``{"msgtype": "markdown", "markdown": {"content": …}}``, at most 4096 bytes of UTF-8; answers ``errcode`` 0.
* 钉钉: POST ``{"msgtype": "markdown", "markdown": {"title": …, "text": …}}``; signed in the address: ``timestamp`` in
  milliseconds and ``sign``, the Base64 of HMAC-SHA256 over ``timestamp\\nsecret`` with the secret as key; ``errcode`` 0.
* 飞书: POST ``{"msg_type": "text", "content": {"text": …}}`` with ``timestamp`` in seconds and ``sign`` in the body, the
  Base64 of HMAC-SHA256 over nothing with ``timestamp\\nsecret`` as key; at most 20 kB; answers ``code`` 0.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

from chuangcheng.reminders.models import ChannelKind

#: The hosts of the three services; an office's own stand in CHUANGCHENG_ROBOT_HOSTS.
HOSTS: Final = {
    ChannelKind.WECOM: "qyapi.weixin.qq.com",
    ChannelKind.DINGTALK: "oapi.dingtalk.com",
    ChannelKind.FEISHU: "open.feishu.cn",
}
#: Bytes of text that each takes.
LONGEST: Final = {ChannelKind.WECOM: 4096, ChannelKind.DINGTALK: 18_000, ChannelKind.FEISHU: 18_000}
SECONDS: Final = 10


class NotDelivered(Exception):
    """A robot or mail server did not take it. The text names what it answered, never the address or the secret."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent: a title, and Markdown that also reads well as plain text."""

    title: str
    text: str

    @property
    def plain(self) -> str:
        """The text without its Markdown, for what shows text as it is."""
        return self.text.replace("**", "")


def call(kind: str, address: str, secret: str, message: Message, moment: float) -> None:
    """Send to a robot; ``moment`` is the present time in seconds since 1970. Raises NotDelivered."""
    parts = urlsplit(address)
    text = cut(message.text, LONGEST[ChannelKind(kind)])
    target, body = _SPOKEN[ChannelKind(kind)](address, secret, Message(message.title, text), moment)
    answer = _post(parts.scheme, parts.netloc, target, body)
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode")))
    if code != 0:
        says = str(answer.get("errmsg") or answer.get("msg") or "")
        raise NotDelivered(f"{code} {says}"[:200].strip())


def cut(text: str, most: int) -> str:
    """At most so many bytes, cut after a whole line."""
    if len(text.encode()) <= most:
        return text
    kept: list[str] = []
    room = most - len("\n…".encode())
    for line in text.split("\n"):
        room -= len(line.encode()) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, "…"])


def _target(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _wecom(address: str, secret: str, message: Message, moment: float) -> tuple[str, dict[str, Any]]:
    return _target(address), {"msgtype": "markdown", "markdown": {"content": message.text}}


def _dingtalk(address: str, secret: str, message: Message, moment: float) -> tuple[str, dict[str, Any]]:
    target = _target(address)
    if secret:
        stamp = str(round(moment * 1000))
        sign = quote_plus(_signed(secret.encode(), f"{stamp}\n{secret}".encode()))
        target = f"{target}{'&' if '?' in target else '?'}timestamp={stamp}&sign={sign}"
    return target, {"msgtype": "markdown", "markdown": {"title": message.title, "text": message.text}}


def _feishu(address: str, secret: str, message: Message, moment: float) -> tuple[str, dict[str, Any]]:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": message.plain}}
    if secret:
        stamp = str(round(moment))
        body = {"timestamp": stamp, "sign": _signed(f"{stamp}\n{secret}".encode(), b""), **body}
    return _target(address), body


_SPOKEN: Final = {ChannelKind.WECOM: _wecom, ChannelKind.DINGTALK: _dingtalk, ChannelKind.FEISHU: _feishu}


def _signed(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _post(scheme: str, netloc: str, target: str, body: dict[str, Any]) -> dict[str, Any]:
    """One POST without redirects. Raises NotDelivered."""
    connection: http.client.HTTPConnection
    if scheme == "https":
        connection = http.client.HTTPSConnection(netloc, timeout=SECONDS, context=ssl.create_default_context())
    else:
        connection = http.client.HTTPConnection(netloc, timeout=SECONDS)
    try:
        data = json.dumps(body, ensure_ascii=False).encode()
        connection.request("POST", target, data, {"Content-Type": "application/json; charset=utf-8"})
        answer = connection.getresponse()
        text = answer.read(65_536)
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered(type(error).__name__) from error
    finally:
        connection.close()
    if answer.status != 200:
        raise NotDelivered(f"HTTP {answer.status}")
    try:
        told = json.loads(text)
    except ValueError as error:
        raise NotDelivered("no JSON") from error
    return told if isinstance(told, dict) else {}
