"""The page for a superior as one HTML file that loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib

from gouji.render.html_safe import NOTHING, Html, esc, join, tag, void
from gouji.render.onepage import Page, Section

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;color:#111;
background:#fff;max-width:46em;margin:2em auto;padding:0 1em}
h1{font-size:1.35em;margin:0 0 .2em}h2{font-size:1.05em;margin:1.1em 0 .2em}p{margin:.3em 0}
.conclusion{font-weight:bold}ol,ul{margin:.2em 0;padding-left:1.6em}li{overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.6em 0}th,td{border:1px solid #999;padding:.15em .8em;text-align:center}
th{background:#eef2f8;font-weight:normal}footer{margin-top:1.4em;border-top:1px solid #999;padding-top:.5em}
@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none;font-size:12px}}
"""


def page_html(page: Page) -> str:
    """The whole file."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{esc(policy)}">'),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", esc(page.title)),
        Html(f"<style>{_STYLE}</style>"),
    )
    body = tag(
        "body",
        tag("h1", esc(page.title)),
        tag("p", esc(page.about)),
        tag("p", esc(page.conclusion), class_="conclusion"),
        _counts(page),
        join(_section(section) for section in page.sections),
        tag("footer", esc(page.signed)),
    )
    language = "en" if page.lang == "en" else "zh-CN"
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=language)}\n"


def _counts(page: Page) -> Html:
    heads = join(tag("th", esc(word), scope="col") for word, _ in page.counts)
    cells = join(tag("td", esc(number)) for _, number in page.counts)
    return tag("table", tag("tr", heads), tag("tr", cells))


def _section(section: Section) -> Html:
    lines = join(tag("li", esc(line)) for line in section.lines)
    inner = tag("p", esc(section.lines[0])) if len(section.lines) == 1 else tag("ol", lines)
    return join([tag("h2", esc(section.title)), inner if section.lines else NOTHING])
