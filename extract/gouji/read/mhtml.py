"""The page inside a saved web page (.mht, .mhtml): a MIME message whose HTML part is the page (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from gouji.types import GoujiError, Text


def page_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the largest HTML part and the charset its header names. Raises GoujiError if there is none."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    pages = [(page, part.get_content_charset()) for part in message.walk() if (page := _html(part))]
    if not pages:
        raise GoujiError(
            Text(
                f"{name} 是保存的网页，但里面没有正文，请重新保存网页。",
                f"{name} is a saved web page without a page in it; please save it again.",
            )
        )
    return max(pages, key=lambda page: len(page[0]))


def _html(part: Message) -> bytes:
    if part.get_content_type() != "text/html":
        return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
