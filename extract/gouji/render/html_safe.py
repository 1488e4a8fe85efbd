"""HTML made of strings that cannot be anything else: text enters only through ``esc``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

Html = NewType("Html", str)
NOTHING = Html("")

# Directional overrides could show 12 as 21; control characters have no place in HTML: both are shown by their numbers.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_BREAKS = str.maketrans({"\r": " ", "\x0b": " ", "\x0c": " ", "\u2028": " ", "\u2029": " "})


def shown(text: str) -> str:
    """``text`` as the page shows it: a control character becomes ``[U+202E]``, an unusual line break a space."""
    return _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.translate(_BREAKS))


def esc(text: str) -> Html:
    """Words of any origin as HTML text or as the value of an attribute in double quotes."""
    return Html(escape(shown(text)))


def tag(name: str, /, *inner: Html, **attributes: str | int | bool | None) -> Html:
    """An element. ``class_`` and ``data_at`` are written ``class`` and ``data-at``; None and False are left out."""
    return Html(f"<{name}{_attributes(attributes)}>{''.join(inner)}</{name}>")


def void(name: str, /, **attributes: str | int | bool | None) -> Html:
    """An element that has no content (input, meta)."""
    return Html(f"<{name}{_attributes(attributes)}>")


def join(parts: Iterable[Html], between: str = "") -> Html:
    return Html(escape(between).join(parts))


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    return "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{esc(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
