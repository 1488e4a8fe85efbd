"""Web pages: what is the report and what the site, in any encoding, with every character's place in the tree."""

from __future__ import annotations

import base64
import re

import pytest

from gouji.read import read_bytes
from gouji.read.html_tree import parse_page
from gouji.types import Document, GoujiError, HtmlText

TITLE = "青岚县人民政府2023年政府信息公开工作年度报告"
PROSE = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，如有疑问请与办公室联系。"
LABELS = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "四、结转下年度继续办理",
]
REPORT = [
    TITLE,
    PROSE,
    "一、总体情况",
    "全年主动公开政府信息1234条，其中转载56条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "公开不够及时。",
    "六、其他需要报告的事项",
    "无。",
]
TABLE = (
    "<table border=1><tr><td>项目</td><td>自然人</td><td>商业<br>企业</td><td>总计</td></tr>"
    + "".join(
        f"<tr><td><p>{label}</p></td><td>{n}</td><td>&nbsp;0</td><td>{n}</td></tr>"
        for n, label in enumerate(LABELS, 31)
    )
    + "</table>"
)
BODY = "".join(f"<p>{line}</p>" + (TABLE if line.startswith(("二、", "三、", "四、")) else "") for line in REPORT[1:])

PLAIN = f"<html><body><h1>{TITLE}</h1>{BODY}</body></html>"
DIVS = f"""<!DOCTYPE html><html><head><title>{TITLE}_青岚县人民政府门户网站</title><style>p{{}}</style></head><body>
<div class="header"><img src=x><h2>青岚县人民政府门户网站</h2>
<ul><li><a href=/>首页</a><li><a>政务公开</a></ul></div>
<div class="crumb">您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 正文</div>
<div class="main"><div class="tit">{TITLE}</div>
<div>发布日期：2024-01-25 15:02 来源：政府办 浏览次数：4021 次 字号：[大 中 小]</div>
<div id="zoom">{BODY}</div>
<div class="share">分享到：微信 微博</div><div>【打印】【关闭】</div>
<p>上一篇：<a>关于9件事项的通知</a></p><p>下一篇：没有了</p></div>
<div class="footer"><p>主办单位：青岚县人民政府办公室　联系电话：0000-1234567</p>
<p>网站标识码：0000000001　某ICP备00000002号</p></div>
<script>var count = 77777;</script></body></html>"""
TABLES = f"""<html><head><meta name="ArticleTitle" content="{TITLE}"></head><body><form>
<table width=1000><tr><td colspan=2>
<a>网站首页</a>|<a>信息公开</a></td></tr><tr><td valign=top><a>机构</a><br><a>政策</a></td><td><table>
<tr><td align=center>{TITLE}</td></tr>
<tr><td>信息来源：政府办　发布时间：2024-01-25　点击数：88</td></tr><tr><td>{BODY}</td></tr></table></td></tr>
<tr><td colspan=2>版权所有：青岚县人民政府 公网安备 33330000000号</td></tr></table></form></body></html>"""
FLAT = f"""<html><head><title>{TITLE}</title></head><body><nav><a>首页</a><a>新闻</a></nav>
<p>当前位置：首页 &gt; 年报</p>
<h1>{TITLE}</h1>{BODY}<p>关闭窗口</p><p>打印本页</p><footer>网站标识码：0000000001</footer></body></html>"""
SECTIONS = f"""<html><body><div class=wrap><header class="art-head"><h1>{TITLE}</h1><span>浏览次数：12</span></header>
{"".join(f"<section><div>{part}</div></section>" for part in re.split("(?=<p>[二三四五六]、[主收政存其])", BODY))}
</div><aside><ul><li><a>相关文章1</a></li><li><a>相关文章2</a></li></ul></aside></body></html>"""
ROWS = TABLE[TABLE.index("<tr>") : -8]
ONE_TABLE = f"""<html><body><table border=1><tr><td colspan=4>{TITLE}</td></tr><tr><td colspan=4>{PROSE * 4}</td></tr>
{"".join(f"<tr><td colspan=4>{line}</td></tr>" + ROWS * (line[:2] in ("二、", "三、", "四、")) for line in REPORT[2:])}
</table></body></html>"""
STYLES = {"plain": PLAIN, "divs": DIVS, "tables": TABLES, "flat": FLAT, "sections": SECTIONS, "one_table": ONE_TABLE}


def page(text: str, encoding: str = "utf-8") -> Document:
    return read_bytes(text.encode(encoding), "page.doc")


def lines(found: Document) -> list[str]:
    return [line for line in found.text.splitlines() if line]


def cells(found: Document) -> list[list[str]]:
    return [[cell.span.of(found.text) for cell in grid.cells] for grid in found.grids]


def check_places(data: bytes, found: Document) -> int:
    """Every character of the text is where its place says; returns how many there were."""
    root, _ = parse_page(data)
    assert root is not None
    count = 0
    for piece in found.pieces:
        assert isinstance(piece.place, HtmlText)
        found_nodes = root.xpath(piece.place.xpath)
        assert isinstance(found_nodes, list)
        (node,) = found_nodes
        assert str(node)[piece.place.start : piece.place.stop] == piece.span.of(found.text)
        count += len(piece.span)
    return count


@pytest.mark.parametrize("style", STYLES)
def test_the_report_is_kept_and_the_site_is_not(style: str) -> None:
    found = page(STYLES[style])
    kept = lines(found)
    assert [line for line in REPORT if line not in kept and line != PROSE] == []
    assert PROSE in found.text
    for site in (
        "首页",
        "网站标识码",
        "浏览次数",
        "发布",
        "上一篇",
        "打印",
        "分享",
        "版权",
        "相关文章",
        "门户网站",
        "77777",
        "机构\n",
    ):
        assert site not in found.text, site
    assert len(kept[0]) == len(TITLE) and kept[-1] == "无。"


@pytest.mark.parametrize("style", STYLES)
def test_the_tables_of_every_style(style: str) -> None:
    found = page(STYLES[style])
    assert len(found.grids) == 3
    for grid in cells(found):
        assert grid[:4] == ["项目", "自然人", "商业企业", "总计"]
        assert grid[4::4] == LABELS
        assert [cell.strip() for cell in grid[5:8]] == ["31", "0", "31"]


@pytest.mark.parametrize("style", STYLES)
def test_places_lead_back_to_the_text_nodes(style: str) -> None:
    data = STYLES[style].encode()
    found = read_bytes(data, "x.html")
    assert check_places(data, found) == len(re.sub(r"[\n\t]", "", found.text))


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("gb18030", "gb2312"),
        ("gb18030", "gbk"),
        ("gb18030", "utf-8"),
        ("gb18030", ""),
        ("utf-8", "gb2312"),
        ("utf-16", "utf-8"),
        ("utf-16-be", ""),
    ],
)
def test_encodings_are_proved_not_believed(encoding: str, label: str) -> None:
    """镕 is not in gb2312, 㐂 only in gb18030: a reader that believes the label stops there."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    found = page(PLAIN.replace("<body>", f"<head>{meta}</head><body>").replace("全年", "镕㐂年"), encoding)
    assert "镕㐂年主动公开政府信息1234条，其中转载56条。" in found.text and "六、其他需要报告的事项" in found.text
    assert found.notes == ()


@pytest.mark.parametrize("label", ["big5", ""])
def test_big5(label: str) -> None:
    prose = "政府資訊公開年報的工作情況，共計一百二十三件，不予公開的為三件。"
    text = f"<html><meta charset='{label}'><body><p>{prose}</p></body></html>"
    assert "政府資訊公開年報的工作情況" in page(text, "big5").text


def test_lost_bytes_are_told() -> None:
    data = PLAIN.encode()
    found = read_bytes(data.replace("无。".encode(), b"\xe6\x97"), "x.html")
    assert [note.kind for note in found.notes] == ["repaired_encoding"]
    assert TITLE in found.text


def test_words_of_the_site_inside_the_report_are_the_reports() -> None:
    told = ["关闭网站3个，整合新媒体2个", "各网站均已加挂网站标识码，主办单位：明确的达到100%。", "打印目录12份"]
    found = page(DIVS.replace("<p>公开不够及时。</p>", "".join(f"<p>{line}</p>" for line in told)))
    assert [line for line in told if line not in lines(found)] == []


def test_parts_in_elements_with_unlucky_names_are_kept() -> None:
    parts = re.split("(?=<p>[二三四五六]、[主收政存其])", BODY)
    names = ["top-1", "content position-relative", "menu-2", "footer_text", "share nav", "x"]
    inner = "".join(f"<div class='{name}'>{part}</div>" for name, part in zip(names, parts, strict=True))
    found = page(
        f"<html><body><div id=a><h1>{TITLE}</h1>{inner}</div><div class=footer>网站标识码：1</div></body></html>"
    )
    assert lines(found) == lines(page(PLAIN)) and len(found.grids) == 3


def body(inner: str) -> list[str]:
    return lines(page(f"<html><body>{inner}</body></html>"))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>共1<span>2</span><b><font>3</font></b>4条</p>", ["共1234条"]),
        ("<p>甲<br>乙<div>丙</div>丁</p>", ["甲", "乙", "丙", "丁"]),
        ("<p>  a \n  b\t c </p>", ["a b c"]),
        ("<p>政府信息\n    公开</p>", ["政府信息公开"]),
        ("<p>　　缩进&nbsp;与　空格</p>", ["　　缩进\xa0与　空格"]),
        ("<pre>a  b\n c</pre>", ["a  b", " c"]),
        ("<p>甲<o:p>乙</o:p><o:p><b>丙</b></o:p></p>", ["甲乙丙"]),
        ("<p>甲<!-- 注 -->乙<?pi?>丙</p>", ["甲乙丙"]),
        ("<p>甲</p><span style='display:block'>乙</span>丙", ["甲", "乙", "丙"]),
        ("<p>&lt;条例&gt;&amp;&#19968;&hellip;</p>", ["<条例>&一…"]),
        ("<ul><li>一<li>二</ul><dl><dt>三<dd>四</dl>", ["一", "二", "三", "四"]),
    ],
)
def test_lines_and_white_space(inner: str, expected: list[str]) -> None:
    assert body(inner) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<!-- x -->",
        "<p hidden>x</p>",
        "<p style='DISPLAY : none'>x</p>",
        "<span style='color:red;visibility:hidden'>x</span>",
        "<textarea>x</textarea>",
        "<select><option>x</option></select>",
        "<button>x</button>",
        "<input value=x>",
        "<iframe src=x>x</iframe>",
        "<svg><text>x</text></svg>",
        "<p style='mso-hide:all'>x</p>",
        "<table style='display:none'><tr><td>x<td>1</table>",
    ],
)
def test_what_a_reader_does_not_see_is_not_read(hidden: str) -> None:
    assert body(f"<p>甲</p>{hidden}<p>乙</p>") == ["甲", "乙"]


def test_a_report_that_scripts_unfold_is_read_and_told() -> None:
    found = page(f"<html><body><p>请稍候</p><div style='display:none'>{BODY}</div></body></html>")
    assert "六、其他需要报告的事项" in lines(found)
    assert [note.kind for note in found.notes] == ["hidden_text"]


def test_spans_give_the_geometry() -> None:
    found = page(
        "<table><thead><tr><th rowspan=2>项目<th colspan=2>法人</tr><tr><th>甲<th>乙</tr></thead>"
        "<tbody><tr><td rowspan=0>规章<td>1<td>2</tr><tr><td>3<td></tr></tbody></table>"
    )
    (grid,) = found.grids
    shape = [(c.span.of(found.text), c.row, c.column, c.rowspan, c.colspan) for c in grid.cells]
    assert shape == [
        ("项目", 0, 0, 2, 1),
        ("法人", 0, 1, 1, 2),
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("规章", 2, 0, 2, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
        ("3", 3, 1, 1, 1),
        ("", 3, 2, 1, 1),
    ]
    assert found.text == "项目\t法人\n甲\t乙\n规章\t1\t2\n3\t\n"


def test_two_numbers_in_a_cell_stay_two() -> None:
    assert cells(page("<table><tr><td>结<br>果<br>维持<td>12<br>34<td>5</table>")) == [["结果维持", "12 34", "5"]]


def test_a_table_of_tables_is_layout() -> None:
    found = page(f"<table><tr><td>左栏<td>{TABLE}</table>")
    assert len(found.grids) == 1 and found.grids[0].cells[0].span.of(found.text) == "项目"


def test_text_between_the_cells_is_not_lost() -> None:
    assert body("<table><caption>表一</caption>甲<tr>乙<td>1<td>2</tr><form><tr><td>3<td>4</tr></form></table>") == [
        "表一",
        "甲",
        "乙",
        "1\t2",
        "3\t4",
    ]


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_a_saved_page(transfer: str) -> None:
    data = PLAIN.encode("gb18030")
    coded = {
        "quoted-printable": b"".join(b"=%02X" % byte for byte in data),
        "base64": base64.encodebytes(data),
        "8bit": data,
    }[transfer]
    if transfer == "quoted-printable":
        coded = b"=\r\n".join(coded[at : at + 72] for at in range(0, len(coded), 72))
    message = (
        b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="==b"\r\n\r\n'
        b"--==b\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: "
        + transfer.encode()
        + b"\r\n\r\n"
        + coded
        + b"\r\n--==b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGFsbG8=\r\n--==b--\r\n"
    )
    found = read_bytes(message, "report.mht")
    assert (found.text, found.format) == (page(PLAIN).text, "html")


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(GoujiError, match="a.html"):
        read_bytes(b"<html><body><img src=report.png></body></html>", "a.html")
