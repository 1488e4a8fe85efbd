"""The pages: the list of drafts, and one draft's report with what can be done with it around it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import gouji
from gouji.read import LARGEST
from gouji.render.html_safe import NOTHING, Html, esc, join, tag, void
from gouji.render.words import SEVERITY
from gouji.review.nouns import MEGABYTE, Draft, Findings
from gouji.types import Lang, Severity, Text

ACCEPT = ".pdf,.docx,.html,.htm,.mht,.mhtml,.txt"
_FILES = (
    ("annotated", Text("批注文稿", "annotated draft")),
    ("issues.xlsx", Text("问题清单 XLSX", "issue list XLSX")),
    ("report.html", Text("核对报告 HTML", "report HTML")),
)
_DECISIONS = (
    ("decisions.toml", Text("处理意见 TOML", "decisions TOML")),
    ("decisions.json", Text("处理意见 JSON", "decisions JSON")),
)


def home(drafts: Sequence[Draft], lang: Lang, said: Text | None = None) -> str:
    """The first page: take drafts, list them. ``said`` is what went wrong with the last request."""
    main = tag(
        "main",
        _upload(lang),
        tag("p", esc(said.say(lang)) if said else NOTHING, id="said", class_="said", role="alert", hidden=not said),
        tag("h2", esc(Text("文稿", "Drafts").say(lang)), id="drafts-h"),
        rows(drafts, lang),
        _footer(lang),
    )
    title = Text("勾稽审核", "gouji review").say(lang)
    again = any(one.state in ("waiting", "running") for one in drafts)
    return _shell(title, join([_top(lang), main]), lang, "home", again=again)


def rows(drafts: Sequence[Draft], lang: Lang) -> Html:
    """The list, which the script fetches again while anything is being checked."""
    empty = Text("还没有文稿。上传后，检查结果会列在这里。", "No draft yet. What you upload is listed here.")
    inner = [_row(one, lang) for one in drafts] or [tag("li", esc(empty.say(lang)), class_="empty", id="none")]
    return tag("ul", *inner, id="drafts", class_="drafts", aria_labelledby="drafts-h")


def view(draft: Draft, lang: Lang, said: Text | None = None) -> str:
    """A draft's report in a frame of its own policy, under a bar with its downloads."""
    back = tag("a", esc(Text("← 列表", "← list").say(lang)), href=f"/?lang={lang}", class_="back")
    name = tag("b", esc(draft.name), class_="name", title=draft.name)
    kept = tag("span", id="kept", role="status", class_="kept")
    bar = tag("header", back, name, kept, _menu(draft, lang), class_="bar")
    label = Text("核对报告", "the report").say(lang)
    source = f"/drafts/{draft.number}/report?lang={lang}"
    frame = tag("iframe", src=source, title=label, id="report")
    told = tag("p", esc(said.say(lang)), class_="said", role="alert") if said else NOTHING
    words = {
        "data_saving": Text("正在保存意见…", "saving…"),
        "data_saved": Text("意见已保存到本次会话", "kept for this session"),
        "data_failed": Text("意见没有保存：程序已停止？", "not kept: has the program ended?"),
    }
    data = {key: text.say(lang) for key, text in words.items()}
    body = tag("div", bar, told, frame, class_="view", id="view", data_url=f"/drafts/{draft.number}/decisions", **data)
    return _shell(f"{draft.name} · {Text('勾稽审核', 'gouji review').say(lang)}", body, lang, "view")


def plain(said: Text, lang: Lang) -> str:
    """A page that only says something: an error, an address that leads nowhere."""
    back = tag("a", esc(Text("回到列表", "to the list").say(lang)), href=f"/?lang={lang}")
    main = tag("main", tag("p", esc(said.say(lang)), class_="said", role="alert"), tag("p", back))
    return _shell(Text("勾稽审核", "gouji review").say(lang), join([_top(lang), main]), lang, "")


def note(said: Text, lang: Lang) -> str:
    """What stands in the frame where a report should be."""
    main = tag("main", tag("p", esc(said.say(lang)), class_="said", role="alert"))
    return _shell(Text("勾稽审核", "gouji review").say(lang), main, lang, "")


def _shell(title: str, body: Html, lang: Lang, script: str, *, again: bool = False) -> str:
    head = [
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("link", rel="icon", href="data:,"),
        tag("title", esc(title)),
        void("link", rel="stylesheet", href="/static/review.css"),
    ]
    if script:
        head.append(tag("script", src=f"/static/{script}.js", defer=True))
    if again:
        head.append(tag("noscript", void("meta", http_equiv="refresh", content="2")))
    language = "en" if lang == "en" else "zh-CN"
    page = tag("html", tag("head", join(head, "\n")), tag("body", body), lang=language)
    return f"<!DOCTYPE html>\n{page}\n"


def _top(lang: Lang) -> Html:
    name = esc(Text(" 审核", " review").say(lang))
    brand = tag("a", tag("b", esc("勾稽")), name, class_="brand", href=f"/?lang={lang}")
    other, language = ("zh", "zh-CN") if lang == "en" else ("en", "en")
    switch = tag("a", esc("中文" if other == "zh" else "English"), href=f"/?lang={other}", lang=language)
    kept = Text("只在本机处理，不联网", "stays on this computer").say(lang)
    return tag("header", brand, tag("span", esc(kept), class_="local"), switch, class_="top")


def _upload(lang: Lang) -> Html:
    """A form that works by itself; the script adds dropping and the progress of each file."""
    pick = Text("选择文稿", "Choose drafts").say(lang)
    most = LARGEST // MEGABYTE
    hint = Text(
        f"PDF、DOCX、HTML、TXT，可多选，每份不超过 {most}\u00a0MB", f"PDF, DOCX, HTML, TXT; up to {most} MB each"
    )
    field = void("input", type="file", name="drafts", id="pick", multiple=True, accept=ACCEPT, required=True)
    label = tag("label", esc(pick), for_="pick", class_="pick")
    drop = tag("span", esc(Text("或把文件拖到这里", "or drop them here").say(lang)), class_="drop-hint")
    send = tag("button", esc(Text("开始检查", "check").say(lang)), type="submit", class_="primary")
    about = tag("p", esc(hint.say(lang)), class_="sub")
    title = tag("h1", esc(Text("检查年报里的数字", "Check the figures of a report").say(lang)))
    line = tag("div", label, field, drop, send, class_="choose")
    return tag(
        "form",
        title,
        line,
        about,
        method="post",
        action=f"/drafts?lang={lang}",
        enctype="multipart/form-data",
        id="upload",
        class_="upload",
        data_most=LARGEST,
        **_upload_words(lang),
    )


def _upload_words(lang: Lang) -> dict[str, str]:
    most = LARGEST // MEGABYTE
    words = {
        "data_sending": Text("正在读入", "taking"),
        "data_large": Text(f"超过 {most} MB，没有接收", f"larger than {most} MB, not taken"),
        "data_gone": Text("没有接收：程序已停止，或连接中断", "not taken: the program has ended"),
    }
    return {key: text.say(lang) for key, text in words.items()}


def _footer(lang: Lang) -> Html:
    text = Text(
        "文稿和处理意见只保存在本机的临时文件夹，退出程序（Ctrl-C）即删除；要保留意见，请先下载。",
        "Drafts and decisions lie in a temporary folder and are deleted when the program ends (Ctrl-C); "
        "download what you want to keep.",
    )
    return tag("footer", tag("p", esc(text.say(lang))), tag("p", esc(f"gouji {gouji.__version__}")))


def _row(draft: Draft, lang: Lang) -> Html:
    inner = {"failed": _failed, "done": _done}.get(draft.state, _busy)(draft, lang)
    return tag("li", *inner, class_=f"row {draft.state}", id=f"d{draft.number}", data_state=draft.state)


def _title(draft: Draft, href: str | None) -> Html:
    name = tag("a", esc(draft.name), href=href) if href else esc(draft.name)
    return tag("h3", name)


def _busy(draft: Draft, lang: Lang) -> list[Html]:
    if draft.state == "waiting":
        words = Text("等待检查", "waiting")
    else:
        seconds = int(time.monotonic() - draft.since)
        words = Text(f"正在检查，已 {seconds} 秒", f"being checked, {seconds} s")
    bar = tag("progress", esc(words.say(lang)), aria_label=words.say(lang))
    about = tag("p", esc(f"{words.say(lang)} · {_size(draft)}"), class_="sub")
    return [tag("div", _title(draft, None), bar, about, class_="what"), _remove(draft, lang)]


def _failed(draft: Draft, lang: Lang) -> list[Html]:
    words = draft.error.say(lang) if draft.error else ""
    badge = tag("span", esc(Text("无法检查", "not checked").say(lang)), class_="chip error")
    what = tag("div", _title(draft, None), tag("p", badge), tag("p", esc(words), class_="why"), class_="what")
    return [what, _remove(draft, lang)]


def _done(draft: Draft, lang: Lang) -> list[Html]:
    found = draft.findings
    if found is None:
        return _busy(draft, lang)
    page = f"/drafts/{draft.number}?lang={lang}"
    opening = tag("a", esc(Text("查看报告", "open report").say(lang)), href=page, class_="primary")
    about = tag("p", esc(" · ".join(_about(draft, found, lang))), class_="sub")
    said = tag("p", esc(found.said.say(lang)), class_="conclusion")
    what = tag("div", _title(draft, page), about, _chips(draft, found, lang), said, class_="what")
    downloads = tag("div", *_links(draft, lang), class_="links")
    return [what, tag("div", opening, _remove(draft, lang), class_="acts"), downloads]


def _about(draft: Draft, found: Findings, lang: Lang) -> list[str]:
    organ = found.organ or Text("机关未读出", "organ not read").say(lang)
    year = Text(f"{found.year}年度", str(found.year)) if found.year else Text("年度未读出", "year not read")
    return [organ, year.say(lang), found.format.upper(), _size(draft)]


def _chips(draft: Draft, found: Findings, lang: Lang) -> Html:
    chips = [_chip(severity, found.counts.get(severity, 0), lang) for severity in SEVERITY]
    if found.codes:
        done, every = sum(name in found.codes for name in draft.decisions), len(found.codes)
        words = Text(f"已处理 {done} / {every}", f"{done} of {every} decided").say(lang)
        chips.append(tag("span", esc(words), class_="chip plain"))
    return tag("div", *chips, class_="chips")


def _chip(severity: Severity, count: int, lang: Lang) -> Html:
    words = esc(f" {SEVERITY[severity].say(lang)}")
    return tag("span", tag("b", esc(str(count))), words, class_=f"chip {severity if count else 'zero'}")


def _links(draft: Draft, lang: Lang) -> list[Html]:
    files = (*_FILES, *_DECISIONS) if draft.decisions else _FILES
    label = tag("span", esc(Text("下载", "download").say(lang)), class_="label")
    return [label, *(_download(draft, name, text, lang) for name, text in files)]


def _download(draft: Draft, name: str, text: Text, lang: Lang) -> Html:
    return tag("a", esc(text.say(lang)), href=f"/drafts/{draft.number}/{name}?lang={lang}", download=True)


def _menu(draft: Draft, lang: Lang) -> Html:
    items = [tag("li", _download(draft, name, text, lang)) for name, text in (*_FILES, *_DECISIONS)]
    title = tag("summary", esc(Text("下载与导入", "files").say(lang)))
    words = Text("导入处理意见（.xlsx、.json、.toml）", "import decisions (.xlsx, .json, .toml)").say(lang)
    field = void("input", type="file", name="decisions", required=True, accept=".xlsx,.json,.toml", id="bring")
    send = tag("button", esc(Text("导入", "import").say(lang)), type="submit")
    where = f"/drafts/{draft.number}/import?lang={lang}"
    label = tag("label", esc(words), for_="bring", class_="label")
    form = tag("form", label, field, send, method="post", action=where, enctype="multipart/form-data", id="import")
    return tag("details", title, tag("div", tag("ul", *items), form, class_="sheet"), class_="menu", id="menu")


def _remove(draft: Draft, lang: Lang) -> Html:
    words = Text("移除", "remove").say(lang)
    label = Text(f"移除 {draft.name}", f"remove {draft.name}").say(lang)
    button = tag("button", esc(words), type="submit", class_="quiet", aria_label=label)
    return tag("form", button, method="post", action=f"/drafts/{draft.number}/remove?lang={lang}", class_="remove")


def _size(draft: Draft) -> str:
    if draft.size < MEGABYTE:
        return f"{max(draft.size // 1024, 1)} KB"
    return f"{draft.size / MEGABYTE:.1f} MB"
