"""The review page's routes: take drafts, tell how they fare, show a report, keep decisions, give files."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache, wraps
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from gouji.review import pages
from gouji.review.guard import POLICY, Door, Guard
from gouji.review.nouns import Draft, Kind
from gouji.review.store import Store
from gouji.types import GoujiError, Lang, Text

MOST_FILES = 20
MOST_WORDS = 64 * 1024  # bytes of a decision
_ASSETS = {"review.css": "text/css", "home.js": "text/javascript", "view.js": "text/javascript"}
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".json": "application/json",
}
# The report brings its own policy, of hashes, in a meta element; these can only be said in a header.
_FRAMED = {
    "content-security-policy": "connect-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}
_KINDS: Final[Mapping[str, Kind]] = {
    "annotated": "annotated",
    "issues.xlsx": "xlsx",
    "report.html": "report",
    "decisions.toml": "toml",
}
Handler = Callable[[Request], Awaitable[Response]]


def create(store: Store, door: Door, lang: Lang = "zh", **patience: float) -> ASGIApp:
    """The app behind its guard; ``lang`` is spoken where the address names none."""
    routes = [
        Route("/", _home),
        Route("/list", _list),
        Route("/drafts", _take, methods=["POST"]),
        Route("/drafts/{number}", _view),
        Route("/drafts/{number}/report", _report),
        Route("/drafts/{number}/decisions", _decide, methods=["POST"]),
        Route("/drafts/{number}/import", _import, methods=["POST"]),
        Route("/drafts/{number}/remove", _remove, methods=["POST"]),
        Route("/drafts/{number}/{name}", _download),
        Route("/static/{name}", _static),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _told, GoujiError: _told})
    app.state.store, app.state.lang = store, lang
    return Guard(app, door, **patience)


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _lang(request: Request) -> Lang:
    asked = request.query_params.get("lang") or request.app.state.lang
    return "en" if asked == "en" else "zh"


def _draft(request: Request) -> Draft:
    draft = _store(request).draft(request.path_params["number"])
    if draft is None:
        raise HTTPException(404)
    return draft


async def _told(request: Request, error: Exception) -> Response:
    """What went wrong in one sentence: as JSON for our script, else as a page."""
    status, text = _words(error)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": text.say(_lang(request))}, status)
    return HTMLResponse(pages.plain(text, _lang(request)), status)


def _words(error: Exception) -> tuple[int, Text]:
    if isinstance(error, GoujiError):
        return 422, error.text
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = {
        404: Text("没有这一页，或文稿已移除。", "There is no such page, or the draft was removed."),
        408: Text("上传中断，请重试。", "The upload stalled; try again."),
        413: Text("一次上传的文件过大，请分几次上传。", "This upload is too large; send the files one by one."),
    }
    return status, told.get(status, Text("请求不完整或不正确，请重试。", "This request is incomplete or wrong."))


async def _home(request: Request) -> Response:
    return HTMLResponse(pages.home(_store(request).drafts(), _lang(request)))


async def _list(request: Request) -> Response:
    return HTMLResponse(pages.rows(_store(request).drafts(), _lang(request)))


def _form(handler: Callable[[Request, FormData], Awaitable[Response]]) -> Handler:
    """A handler of a form, which is read within limits and whose files are closed."""

    @wraps(handler)
    async def handling(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=4, max_part_size=MOST_WORDS) as form:
            return await handler(request, form)

    return handling


@_form
async def _take(request: Request, form: FormData) -> Response:
    """Drafts, one or several; what is wrong with one does not keep the others out."""
    sent = [one for one in form.getlist("drafts") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise GoujiError(Text("没有收到文件，请先选择文稿。", "No file came; choose a draft first."))
    refused: list[Text] = []
    for one in sent:
        try:
            await run_in_threadpool(_store(request).add, one.filename or "", one.file)
        except GoujiError as error:
            refused.append(error.text)
    lang = _lang(request)
    if refused:
        text = Text("\n".join(one.zh for one in refused), "\n".join(one.en for one in refused))
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"error": text.say(lang)}, 422)
        return HTMLResponse(pages.home(_store(request).drafts(), lang, text), 422)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"taken": len(sent)}, 201)
    return RedirectResponse(f"/?lang={lang}", 303)


async def _view(request: Request) -> Response:
    draft = _draft(request)
    if draft.state != "done":
        return RedirectResponse(f"/?lang={_lang(request)}", 303)
    return HTMLResponse(pages.view(draft, _lang(request)))


async def _report(request: Request) -> Response:
    number, lang = _draft(request).number, _lang(request)
    try:
        data, _ = await run_in_threadpool(_store(request).made, number, "report", lang)
    except GoujiError as error:  # told inside the frame, where the page's own policy would not let it be shown
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        headers = {**_FRAMED, "content-security-policy": policy}
        return HTMLResponse(pages.note(error.text, lang), 422, headers=headers)
    return Response(data, media_type="text/html", headers=_FRAMED)


async def _decide(request: Request) -> Response:
    """One decision as JSON: fingerprint, decision (empty: none any more), remark."""
    try:
        said = json.loads(await _body(request))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    if not isinstance(said, dict):
        raise HTTPException(400)
    fingerprint, choice, remark = (str(said.get(name) or "") for name in ("fingerprint", "decision", "remark"))
    if not _store(request).decide(_draft(request).number, fingerprint, choice, remark):
        raise HTTPException(400)
    return Response(status_code=204)


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_WORDS:
            raise HTTPException(413)
    return body


@_form
async def _import(request: Request, form: FormData) -> Response:
    draft, sent = _draft(request), form.get("decisions")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise GoujiError(Text("没有收到文件，请先选择。", "No file came; choose one first."))
    taken, left = await run_in_threadpool(_store(request).take, draft.number, sent.file, sent.filename)
    said = Text(
        f"已导入处理意见 {taken} 条，另有 {left} 条不属于这份文稿的问题。",
        f"{taken} decisions were imported; {left} fit no issue of this draft.",
    )
    return HTMLResponse(pages.view(_draft(request), _lang(request), said))


async def _remove(request: Request) -> Response:
    await run_in_threadpool(_store(request).remove, _draft(request).number)
    return RedirectResponse(f"/?lang={_lang(request)}", 303)


async def _download(request: Request) -> Response:
    draft, lang, name = _draft(request), _lang(request), request.path_params["name"]
    stem = PurePosixPath(draft.name).stem
    if name == "decisions.json":
        word = Text("处理意见", "decisions").say(lang)
        return _attached(_decisions(draft), f"{draft.name}.{word}.json")
    if name not in _KINDS:
        raise HTTPException(404)
    data, told = await run_in_threadpool(_store(request).made, draft.number, _KINDS[name], lang)
    names = {
        "annotated": f"{stem}.gouji{told.get('suffix', '')}",
        "issues.xlsx": f"{stem}.gouji.xlsx",
        "report.html": f"{stem}.gouji.html",
        "decisions.toml": f"{draft.name}.gouji.toml",
    }
    return _attached(data, names[name])


def _decisions(draft: Draft) -> bytes:
    """The list that the report's own export gives, and ``gouji decisions import`` reads."""
    codes = draft.findings.codes if draft.findings else {}
    told: list[dict[str, Any]] = [
        {
            "fingerprint": name,
            "decision": one.choice,
            "remark": one.remark,
            "date": one.date,
            "document": draft.name,
            "code": codes.get(name, ""),
        }
        for name, one in draft.decisions.items()
    ]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _attached(data: bytes, name: str) -> Response:
    """A file to be saved, never shown here: an annotated draft is still a stranger's page."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    where = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"content-disposition": where, "content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type=_TYPES.get(PurePosixPath(name).suffix, "text/plain"), headers=headers)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    return PlainTextResponse(_asset(name), media_type=_ASSETS[name])


@lru_cache(maxsize=len(_ASSETS))
def _asset(name: str) -> str:
    return files("gouji.review").joinpath("web", name).read_text(encoding="utf-8")
