"""A local server that answers as the robots of 企业微信, 钉钉 and 飞书 do by their documentation: it refuses what has the
wrong form, is too long, or is not signed as they ask, each with the code of its service."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "SEC-of-the-tests"
HOUR = 3600


class Robots(ThreadingHTTPServer):
    """``taken``: (service, text) of each message that was accepted; ``broken``: answer everything with HTTP 500."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str, str]] = []
        self.calls = 0
        self.broken = False
        self.skew = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def address(self, service: str) -> str:
        paths = {
            "wecom": "/cgi-bin/webhook/send?key=11111111-2222",
            "dingtalk": "/robot/send?access_token=abc",
            "feishu": "/open-apis/bot/v2/hook/abc",
        }
        return f"http://{self.host}{paths[service]}"


class _Handler(BaseHTTPRequestHandler):
    server: Robots

    def log_message(self, *told: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        self.server.calls += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.broken:
            self.send_error(500)
            return
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert "application/json" in self.headers["Content-Type"]
        answer = self._answer(parts.path, query, body)
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _answer(self, path: str, query: dict[str, str], body: bytes) -> dict[str, Any]:
        sent = json.loads(body)
        if path == "/cgi-bin/webhook/send":
            return self._wecom(query, sent)
        if path == "/robot/send":
            return self._dingtalk(query, sent)
        return self._feishu(sent, body)

    def _wecom(self, query: dict[str, str], sent: dict[str, Any]) -> dict[str, Any]:
        if not query.get("key"):
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        if sent.get("msgtype") != "markdown" or not sent["markdown"].get("content"):
            return {"errcode": 40008, "errmsg": "invalid message type"}
        if len(sent["markdown"]["content"].encode()) > 4096:
            return {"errcode": 40058, "errmsg": "markdown.content exceed max length 4096"}
        self.server.taken.append(("wecom", sent["markdown"]["content"]))
        return {"errcode": 0, "errmsg": "ok"}

    def _dingtalk(self, query: dict[str, str], sent: dict[str, Any]) -> dict[str, Any]:
        stamp = query.get("timestamp", "")
        text = f"{stamp}\n{SECRET}".encode()
        right = base64.b64encode(hmac.new(SECRET.encode(), text, hashlib.sha256).digest()).decode()
        if query.get("sign") != right or abs(time.time() * 1000 + self.server.skew - int(stamp or 0)) > HOUR * 1000:
            return {"errcode": 310000, "errmsg": "sign not match"}
        if sent.get("msgtype") != "markdown" or not sent["markdown"]["title"] or not sent["markdown"]["text"]:
            return {"errcode": 40035, "errmsg": "missing text"}
        self.server.taken.append(("dingtalk", sent["markdown"]["text"]))
        return {"errcode": 0, "errmsg": "ok"}

    def _feishu(self, sent: dict[str, Any], body: bytes) -> dict[str, Any]:
        stamp = str(sent.get("timestamp", ""))
        right = base64.b64encode(hmac.new(f"{stamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()).decode()
        if sent.get("sign") != right or abs(time.time() - int(stamp or 0)) > HOUR:
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
        if len(body) > 20_000 or sent.get("msg_type") != "text" or not sent["content"]["text"]:
            return {"code": 9499, "msg": "Bad Request", "data": {}}
        self.server.taken.append(("feishu", sent["content"]["text"]))
        return {"code": 0, "msg": "success", "data": {}, "StatusCode": 0, "StatusMessage": "success"}


@contextmanager
def serving() -> Iterator[Robots]:
    """The server, running."""
    server = Robots()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
