"""Plain text to Document: the text exactly as decoded, with the tables that were pasted into it."""

from __future__ import annotations

import hashlib

from gouji.read.decode import decode
from gouji.read.html import repair_notes
from gouji.read.text_tables import find_grids
from gouji.types import Document, Piece, Span, TextRange


def read_text(data: bytes, name: str) -> Document:
    """Read a plain text; offsets count the decoded text's characters, ``\\r`` included, without the byte order mark."""
    decoded = decode(data)
    text = decoded.text
    whole = (Piece(Span(0, len(text)), TextRange(0, len(text))),)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, "txt", text, whole, find_grids(text), tuple(repair_notes(decoded)))
