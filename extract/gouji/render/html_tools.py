"""What the reader of the page works with: filters, search, decisions in and out, help; and the words of its script."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.decisions import CHOICES
from gouji.render.html_safe import Html, esc, tag, void
from gouji.render.words import SEVERITY
from gouji.types import Lang, Text

_KEYS = (
    ("j / k", Text("下一个、上一个问题", "next, previous issue")),
    ("1 / 2 / 3", Text("采纳、不采纳、待核实（再按一次取消）", "accepted, rejected, open (again: none)")),
    ("r", Text("写备注", "write the remark")),
    ("/", Text("搜索问题和正文；回车跳到正文的下一处", "search issues and text; Enter goes to the next hit")),
    ("Enter", Text("转到原文，或从原文转到问题", "from the issue to its place, or back")),
    ("Esc", Text("离开输入框；取消选择", "leave a field; select nothing")),
    ("?", Text("本说明", "this help")),
)

_WORDS = {
    "shown": Text("显示 {0} / {1} 个问题", "{0} of {1} issues shown"),
    "hits": Text("正文 {0} 处", "{0} in the text"),
    "done": Text("已处理 {0} / {1}", "{0} of {1} decided"),
    "saved": Text("已导出处理意见 {0} 条", "{0} decisions exported"),
    "loaded": Text(
        "已导入处理意见 {0} 条，另有 {1} 条不属于本页的问题", "{0} decisions imported, {1} fit no issue here"
    ),
    "bad": Text("这个文件不是处理意见，没有导入", "this file holds no decisions; nothing was imported"),
    "unsaved": Text("浏览器不允许本页保存，关闭前请先导出", "the browser keeps nothing here: export before closing"),
    "file": Text("处理意见.json", "decisions.json"),
    "accepted": CHOICES["accepted"],
    "rejected": CHOICES["rejected"],
    "open": CHOICES["open"],
}


def script_words(lang: Lang) -> Mapping[str, str]:
    return {name: text.say(lang) for name, text in _WORDS.items()}


def toolbar(codes: Mapping[str, str], lang: Lang) -> Html:
    """Filters and buttons; they work by the script and are hidden without it."""
    severities = (
        tag("button", esc(text.say(lang)), type="button", class_="filter", data_severity=name, aria_pressed="true")
        for name, text in SEVERITY.items()
    )
    label = Text("按级别筛选", "by severity").say(lang)
    group = tag("div", *severities, role="group", aria_label=label, class_="group")
    hint = Text("搜索问题和正文", "search issues and text").say(lang)
    search = void("input", type="search", id="search", placeholder=f"{hint}  /", aria_label=hint)
    count = tag("span", id="count", role="status")
    buttons = (
        _button("export", Text("导出意见", "export"), lang),
        _button("import", Text("导入意见", "import"), lang),
        _button("print", Text("打印", "print"), lang),
        _button("help", Text("？", "?"), lang, Text("键盘操作说明", "keyboard help").say(lang)),
        void("input", type="file", id="file", accept="application/json,.json", hidden=True),
    )
    filters = tag("div", search, group, _codes(codes, lang), _choices(lang), class_="filters", role="search")
    return tag("div", filters, count, tag("div", *buttons, class_="actions"), class_="tools js")


def _button(name: str, text: Text, lang: Lang, label: str | None = None) -> Html:
    return tag("button", esc(text.say(lang)), type="button", id=name, aria_label=label, title=label)


def _codes(codes: Mapping[str, str], lang: Lang) -> Html:
    every = tag("option", esc(Text("全部检查项", "all checks").say(lang)), value="")
    options = [tag("option", esc(f"{code} {name}"), value=code) for code, name in sorted(codes.items())]
    return tag("select", every, *options, id="codes", aria_label=Text("按检查项筛选", "by check").say(lang))


def _choices(lang: Lang) -> Html:
    every = tag("option", esc(Text("全部意见", "all decisions").say(lang)), value="")
    none = tag("option", esc(Text("未处理", "undecided").say(lang)), value="none")
    options = [tag("option", esc(text.say(lang)), value=choice) for choice, text in CHOICES.items()]
    label = Text("按处理意见筛选", "by decision").say(lang)
    return tag("select", every, none, *options, id="choices", aria_label=label)


def help_box(lang: Lang) -> Html:
    rows = [tag("tr", tag("th", tag("kbd", esc(keys))), tag("td", esc(text.say(lang)))) for keys, text in _KEYS]
    title = tag("h2", esc(Text("键盘操作", "Keyboard").say(lang)), id="help-h")
    kept = Text(
        "处理意见保存在本浏览器中，不会上传；换电脑或交给他人，请用“导出意见”“导入意见”。",
        "Decisions stay in this browser and are sent nowhere; to pass them on, export and import them.",
    )
    close = tag("button", esc(Text("关闭", "close").say(lang)), type="button", id="close")
    table, said = tag("table", *rows), tag("p", esc(kept.say(lang)))
    return tag("dialog", title, table, said, close, id="helpbox", aria_labelledby="help-h")


def back_button(lang: Lang) -> Html:
    """On a phone: from the text to the issue it was opened from."""
    words = esc(Text("↑ 回到问题", "↑ to the issue").say(lang))
    return tag("button", words, type="button", id="back", class_="back", hidden=True)
