"""Small PDFs for tests, written by hand: text in Chinese without fonts, rulings, tables, turned and shifted pages."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + b"".join(
        b"100 beginbfrange\n"
        + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(start, min(start + 100, 256)))
        + b"endbfrange\n"
        for start in range(0, 200, 100)
    )
    + b"56 beginbfrange\n"
    + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(200, 256))
    + b"endbfrange\nendcmap end end\n"
)


@dataclass
class Page:
    """A page's content, written in an upright page of ``width`` × ``height`` points with y upwards.

    ``turn`` quarter turns anticlockwise and ``shift`` move the content and the MediaBox together, so that the page
    looks the same to a reader while its user space is another.
    """

    width: float = 595
    height: float = 842
    turn: int = 0
    shift: tuple[float, float] = (0, 0)
    ops: list[str] = field(default_factory=list)
    image: bool = False

    def text(self, x: float, y: float, words: str, size: float = 16, mode: int = 0, colour: str = "0 g") -> Page:
        """``words`` from ``x`` on the baseline ``y``; Chinese characters are ``size`` wide, ASCII ones half of it."""
        return self.draw(f"{colour} BT /F1 {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm <{_codes(words)}> Tj ET 0 g")

    def askew(self, x: float, y: float, words: str, size: float = 60) -> Page:
        return self.draw(f"BT /F1 {size} Tf .7071 .7071 -.7071 .7071 {x} {y} Tm <{_codes(words)}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        return self.draw(f"0.5 w {x0} {y0} m {x1} {y1} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "S", colour: str = "0 g") -> Page:
        return self.draw(f"{colour} {x0} {y0} {x1 - x0} {y1 - y0} re {paint} 0 g")

    def draw(self, op: str) -> Page:
        self.ops.append(op)
        return self

    def table(
        self, x: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], foot: bool = True
    ) -> float:
        """A grid of one-line cells, 24 high; without ``foot`` its closing rule is missing. The y of its lower side."""
        edges = [x + sum(widths[:k]) for k in range(len(widths) + 1)]
        bottom = top - 24 * len(rows)
        for k in range(len(rows) + foot):
            self.line(x, top - 24 * k, edges[-1], top - 24 * k)
        for edge in edges:
            self.line(edge, bottom, edge, top)
        for k, row in enumerate(rows):
            for edge, words in zip(edges, row, strict=False):
                if words:
                    self.text(edge + 3, top - 24 * k - 16, words, 10)
        return bottom

    def box_of(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Where a box of the upright page lies in the page's user space."""
        a, b, c, d, e, f = self.matrix()
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        return min(xs), min(ys), max(xs), max(ys)

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        dx, dy = self.shift
        w, h = self.width, self.height
        turns = ((1, 0, 0, 1, 0, 0), (0, 1, -1, 0, h, 0), (-1, 0, 0, -1, w, h), (0, -1, 1, 0, 0, w))
        a, b, c, d, e, f = turns[self.turn]
        return a, b, c, d, e + dx, f + dy

    def mediabox(self) -> tuple[float, float, float, float]:
        w, h = (self.height, self.width) if self.turn % 2 else (self.width, self.height)
        dx, dy = self.shift
        return dx, dy, dx + w, dy + h

    def content(self) -> bytes:
        move = " ".join(f"{value:g}" for value in self.matrix())
        picture = f"q {self.width} 0 0 {self.height} 0 0 cm /I1 Do Q" if self.image else ""
        return "\n".join([f"{move} cm", picture, *self.ops]).encode("ascii")


def pdf(*pages: Page, encrypt: bool = False, outlines: bool = True) -> bytes:
    """The file with these pages. ``encrypt``: locked by a password nobody has; not ``outlines``: no font inside."""
    kids = " ".join(f"{11 + 2 * k} 0 R" for k in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/DW 1000 /W [32 126 500] /FontDescriptor 5 0 R /CIDToGIDMap 8 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 700 /StemV 80 " + b"/FontFile2 7 0 R " * outlines + b">>",
        _stream(_UNICODE),
        _stream(_truetype()),
        _stream(b"\0\1" * 65536),
        _stream(b"\x80", "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"),
        b"<< /Font << /F1 3 0 R >> /XObject << /I1 9 0 R >> >>",
    ]
    for k, page in enumerate(pages):
        box = " ".join(f"{value:g}" for value in page.mediabox())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {90 * page.turn} /Resources 10 0 R "
            f"/Contents {12 + 2 * k} 0 R >>".encode()
        )
        objects.append(_stream(page.content()))
    return _file(objects, encrypt)


def _truetype() -> bytes:
    """A font whose one glyph is a box: pdfium leaves out text that has no outline."""
    glyph = struct.pack(">hhhhh HH", 1, 50, -100, 450, 800, 3, 0) + bytes([1] * 4)
    glyph += struct.pack(">4h", 50, 400, 0, -400) + struct.pack(">4h", -100, 0, 900, 0)
    glyph += bytes(-len(glyph) % 4)
    tables = {
        b"glyf": glyph,
        b"head": struct.pack(">IIIIHH16x", 65536, 65536, 0, 0x5F0F3CF5, 0, 1000)
        + struct.pack(">4hHHhhh", 50, -100, 450, 800, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 65536, 880, -120, 0, 1000, 0, 0, 450, 1, 0, 0, 0, 1),
        b"hmtx": struct.pack(">HhH", 1000, 50, 50),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"maxp": struct.pack(">IHHH22x", 65536, 2, 4, 1),
    }
    at = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 65536, len(tables), 64, 2, 32), b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        head += tag + struct.pack(">III", 0, at + len(body), len(data))
        body += padded
    return head + body


def _codes(words: str) -> str:
    return "".join(f"{ord(char):04X}" for char in words)


def _stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def _file(objects: Sequence[bytes], encrypt: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> " % (b"11" * 32, b"22" * 32)
    lock += b"/ID [<00> <00>] "
    out += b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        lock if encrypt else b"",
        start,
    )
    return bytes(out)
