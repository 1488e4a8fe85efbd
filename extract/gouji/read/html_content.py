"""Which lines of a page are the report, and which are the web site around it. In doubt a line is kept.

The report is found by its own marks: numbered headings, paragraphs of prose, tables with numbers. The smallest
element that holds all marks is its container; lines outside it go, save the title. Inside it only lines go that say
what they are (当前位置, 上一篇, 网站标识码), that stand in a bar so named, or that are lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeGuard

from gouji.read.html_items import Item, Line, Table
from gouji.read.html_markup import Node

_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")
_NUMBERED = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")
_STOP = re.compile(r"[。；！？]")
_NUMBER = re.compile(r"[-+－＋]?[\d０-９][\d０-９,.，．]*")
_SPACE = re.compile(r"\s+")
_FEW_MARKS = 3
_SHORT = 60

# Words of web sites, not of any kind of report.
_FOOT = re.compile(
    r"网站标识码|网站识别码|ICP\s*备|公网安备|网安备|版权所有|^(?:主办|承办|技术支持|协办)(?:单位)?\s*[:：]|^网站地图|^copyright|©"
    r"|^联系我们|^关于我们|^返回顶部|^扫一扫|^(?:本站|网站)(?:访问|总访问|累计)|建议使用.{0,30}(?:浏览器|分辨率)|^友情链接|^相关(?:链接|阅读|文章|附件|信息)$",
    re.I,
)
_AFTER = re.compile(
    r"^[\s【\[(（]*[上下](?:一[篇条页]|篇)|^分享(?:到|至)"
    r"|^(?:[\s【\[(（】\])）|｜:：]*+(?:打印|关闭|收藏|分享|返回)(?:本页|本文|此页|页面|窗口)?+)+[\s】\])）|｜:：]*$"
)
_HEAD = re.compile(
    r"^(?:您?(?:当前|现在|所在)的?(?:位置|栏目)|您的位置|位置\s*[:：])|^首页\s*(?:[>›»＞/|·-]|$)|[>›»＞]\s*正文$"
    r"|^(?:字体|字号|背景色|视力保护)|^[\[【(（]?\s*大\s*中\s*小|(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*[:：]?\s*\d*(?:\s*次)?\s*$"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*[:：]|^(?:发布|发文|成文|生成|更新|公开|添加)(?:日期|时间)\s*[:：]"
    r"|^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|作者|浏览)"
    r"|^(?:信息|文章|稿件)?来\s*源\s*[:：]|^(?:作\s*者|编辑|责任编辑|索\s*引\s*号)\s*[:：]|^(?:打印|关闭|分享|无障碍|长者|适老|登录|注册|搜索)"
)
_BAR_TAGS = frozenset(("nav", "footer", "aside", "menu"))
_BAR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menubar|foot|footer|bottom|copyright|breadcrumbs?|crumbs?|location|position|"
    r"share|sidebar|toolbar|related|pagination|friendlinks?|weizhi|dqwz|daohang|header|topbar|banner|search)(?:$|[\s_-]|\d)",
    re.I,
)


def select(items: Sequence[Item], title: str) -> list[Item]:
    """The items that belong to the report, in order. ``title`` is the page's own (its <title> and title meta data)."""
    marks = [number for number, item in enumerate(items) if _is_mark(item)]
    outside_bars = [number for number in marks if not _in_bar(items[number].element, strict=_is_strong(items[number]))]
    if len(outside_bars) >= _FEW_MARKS:
        marks = outside_bars
    if not marks:
        return [item for item in items if not _is_site(item)]
    container = _container([items[number].element for number in marks]) if len(marks) >= _FEW_MARKS else None
    inside = [_inside(item.element, container) for item in items]
    title_at = _title_line(items, marks[0], title)
    last = _last_of_report(items, marks)
    kept = [*_above(items, inside, title_at, marks[0]), *range(marks[0], last + 1)]
    return [items[number] for number in [*filter(_within(items, inside, marks[0]), kept), *_below(items, inside, last)]]


def _above(items: Sequence[Item], inside: Sequence[bool], title_at: int, top: int) -> list[int]:
    """What stands above the first mark: from the title on, or what the container holds, or all but the site's."""
    if title_at < 0 and any(inside[number] and not _is_site(items[number]) for number in range(top)):
        title_at = inside.index(True)
    return [
        number
        for number in range(max(title_at, 0), top)
        if not _is_site(items[number]) and (inside[number] or number == title_at or not _in_bar(items[number].element))
    ]


def _within(items: Sequence[Item], inside: Sequence[bool], top: int) -> Callable[[int], bool]:
    """Between the first and the last mark only what is plainly the site's goes."""

    def keeps(number: int) -> bool:
        item = items[number]
        if number < top:
            return True
        return inside[number] and not _is_said_site(item) and not (_is_links(item) and _in_bar(item.element))

    return keeps


def _below(items: Sequence[Item], inside: Sequence[bool], last: int) -> Iterator[int]:
    """What follows the last mark in the container, until the site begins again."""
    for number in range(last + 1, len(items)):
        if not inside[number] or _is_site(items[number]):
            return
        yield number


def _is_mark(item: Item) -> bool:
    """A sign of the report itself: a numbered heading, a sentence or more of prose, a table with numbers."""
    if isinstance(item, Table):
        numbers = (cell for cell in item.cells if cell.text and _NUMBER.fullmatch(cell.text.strip()))
        return len(list(islice(numbers, 2))) == 2 and not _is_info(item)
    text = item.text
    if item.linked * 2 > len(text) or _is_said_site(item):
        return False
    if len(text) < _SHORT and (_SECTION.match(text) or _NUMBERED.match(text)):
        return True
    return len(text) >= 40 and bool(_STOP.search(text))


def _is_strong(item: Item) -> bool:
    """A mark that a name like class="menu-1" around it does not unmake: a table with numbers, a section heading."""
    return isinstance(item, Table) or bool(_SECTION.match(item.text))


def _is_info(table: Table) -> bool:
    """The box above an article on government sites: 索引号, 发布机构, 成文日期."""
    text = _SPACE.sub("", "".join(cell.text for cell in table.cells[:20]))
    return "索引号" in text


def _is_said_site(item: Item) -> bool:
    """The line says that it is the site's."""
    if isinstance(item, Table):
        return _is_info(item)
    text = item.text.strip()
    if "。" in text:  # a sentence of a report may speak of the 网站标识码 too
        return False
    return bool(_FOOT.search(text)) or (len(text) < _SHORT and bool(_AFTER.search(text)))


def _is_site(item: Item) -> bool:
    if _is_said_site(item) or _is_links(item):
        return True
    return isinstance(item, Line) and len(item.text) < 3 * _SHORT and bool(_HEAD.search(item.text.strip()))


def _is_links(item: Item) -> bool:
    if not item.linked:
        return False
    text = len(item.text) if isinstance(item, Line) else sum(len(cell.text) for cell in item.cells)
    return item.linked * 3 > text * 2


def _in_bar(element: Node, *, strict: bool = False) -> bool:
    """Inside a bar of the site, told by the tag or (unless ``strict``) by the names a page gives to its elements."""
    above: Node | None = element
    while above is not None and above.tag.name != "body":
        if above.tag.name in _BAR_TAGS:
            return True
        if not strict and _BAR_NAMES.search(above.tag.called):
            return True
        above = above.above
    return False


def _chain(element: Node) -> list[Node]:
    """The elements around ``element``, the root first, and itself."""
    chain = []
    above: Node | None = element
    while above is not None:
        chain.append(above)
        above = above.above
    return chain[::-1]


def _container(elements: Iterable[Node]) -> Node | None:
    """The smallest element that holds the blocks of all ``elements`` together with what stands beside each."""
    common: list[Node] | None = None
    for element in elements:
        chain = _chain(element)[:-1]
        if common is None:
            common = chain
            continue
        same = 0
        while same < min(len(common), len(chain)) and common[same] is chain[same]:
            same += 1
        common = common[:same]
    return common[-1] if common else None


def _inside(element: Node, container: Node | None) -> bool:
    return container is None or any(above is container for above in _chain(element))


def _last_of_report(items: Sequence[Item], marks: Sequence[int]) -> int:
    """The last mark, but none that comes after the site has begun again behind the last section heading."""
    sections = [number for number in marks if isinstance(item := items[number], Line) and _SECTION.match(item.text)]
    start = sections[-1] if sections else marks[-1]
    for number in range(start + 1, marks[-1]):
        item = items[number]
        if isinstance(item, Line) and _is_said_site(item):
            return max((mark for mark in marks if mark < number), default=start)
    return marks[-1]


def _title_line(items: Sequence[Item], top: int, title: str) -> int:
    """Where the report's title begins: the longest line above the first mark that is said to be one; -1 if none is."""
    plain = _SPACE.sub("", title)
    said = {number: len(item.text) for number, item in enumerate(items[:top]) if _is_title(item, plain)}
    if not said:
        return -1
    start = max(said, key=lambda number: (said[number], number))
    while start and (start - 1 in said or items[start - 1].element is items[start].element):
        start -= 1
    return start


def _is_title(item: Item, page_title: str) -> TypeGuard[Line]:
    if isinstance(item, Table) or _is_links(item) or _HEAD.search(item.text.strip()):
        return False
    text = _SPACE.sub("", item.text)
    return item.element.tag.name == "h1" or (len(text) > 7 and text in page_title)
