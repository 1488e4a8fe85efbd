"""Who may speak to the page: this browser, from this page, in pieces of a sane size.

The address of the server is no secret to other pages, other users and other programs of this computer. Against DNS
rebinding the Host must be ours; against other origins Origin and Sec-Fetch-Site are read (W3C Fetch Metadata); against
other users of the computer every run has a token, which the first address carries and a cookie keeps.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gouji.review.nouns import LARGEST_UPLOAD

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
PAUSE = 20.0  # seconds a client may be silent within a request
PATIENCE = 300.0  # seconds for a whole request


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens and what opens it."""

    port: int
    token: str

    @property
    def hosts(self) -> tuple[str, ...]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """Cookies know no ports; two servers of one user must not take each other's."""
        return f"gouji-{self.port}"

    def address(self, lang: str) -> str:
        return f"http://127.0.0.1:{self.port}/?{urlencode({'token': self.token, 'lang': lang})}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Guard:
    """ASGI around the app: lets in what may come in, and puts the safe headers on all that goes out."""

    def __init__(self, app: ASGIApp, door: Door, *, pause: float = PAUSE, patience: float = PATIENCE) -> None:
        self._app, self._door = app, door
        self._pause, self._patience = pause, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        answer = self._answer(scope, headers)
        app = answer or self._app
        await app(scope, _measured(receive, self._pause, self._patience), _with_headers(send))

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """A refusal, the way in, or None: the app may answer."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._door.hosts:
            return _refused(421, "This address is not served here.")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _refused(405, "Only GET and POST.")
        if scope["path"] == "/" and (entered := self._entered(scope, headers)):
            return entered
        if not self._known(headers):
            return _refused(403, "请打开 gouji review 显示的网址。\nOpen the address that gouji review printed.")
        if not _from_here(scope["method"], headers, hosts[0].lower()):
            return _refused(403, "请求来自别的网页，已拒绝。\nThis request comes from another page.")
        if _announced(headers) > LARGEST_UPLOAD:
            return _refused(413, "一次上传的文件过大。\nThis upload is too large.")
        return None

    def _entered(self, scope: Scope, headers: Headers) -> Response | None:
        """The first address: its token becomes a cookie and leaves the address bar."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if scope["method"] != "GET" or not _same(query.get("token", [""])[0], self._door.token):
            return None
        lang = "en" if query.get("lang") == ["en"] else "zh"
        answer = RedirectResponse(f"/?lang={lang}", 303)
        answer.set_cookie(self._door.cookie, self._door.token, path="/", httponly=True, samesite="strict")
        return answer

    def _known(self, headers: Headers) -> bool:
        cookies = (cookie_parser(line) for line in headers.getlist("cookie"))
        return any(_same(one.get(self._door.cookie, ""), self._door.token) for one in cookies)


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode("ascii"))


def _from_here(method: str, headers: Headers, host: str) -> bool:
    """True for a request of our own pages or of the user.

    Under our Referrer-Policy a form sends ``Origin: null``; then Sec-Fetch-Site must vouch for it.
    """
    site, origins = headers.get("sec-fetch-site"), headers.getlist("origin")
    if method != "POST":
        return site in (None, "same-origin", "none")
    if site not in (None, "same-origin") or len(origins) > 1:
        return False
    return origins == [f"http://{host}"] or (site == "same-origin" and origins in ([], ["null"]))


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else LARGEST_UPLOAD + 1


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status, headers={"connection": "close"})


def _measured(receive: Receive, pause: float, patience: float) -> Receive:
    """``receive`` that counts the body as it comes and waits for no one too long."""
    came, until = 0, time.monotonic() + patience
    ended = False

    async def measured() -> Message:
        nonlocal came, ended
        if ended:  # what comes after the body is the end of the connection, which may take its time
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(min(pause, until - time.monotonic()), 0.0))
        except TimeoutError as error:
            raise HTTPException(408, "上传中断，请重试。\nThe upload stalled; try again.") from error
        came += len(message.get("body", b""))
        ended = not message.get("more_body", False)
        if came > LARGEST_UPLOAD:
            raise HTTPException(413, "一次上传的文件过大。\nThis upload is too large.")
        return message

    return measured


def _with_headers(send: Send, headers: Iterable[tuple[str, str]] = tuple(HEADERS.items())) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = MutableHeaders(scope=message)
            for name, value in headers:
                told.setdefault(name, value)
        await send(message)

    return sending
