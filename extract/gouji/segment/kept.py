"""What takes long to make and is the same at every start, kept in the user's own cache folder."""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def kept(name: str, source: bytes, make: Callable[[], T]) -> T:
    """What ``make`` made of ``source`` at an earlier start of this version of Python; else made now, and kept.

    Only what marshal can write: numbers, strings, tuples, sets, dictionaries.
    """
    digest = hashlib.sha256(sys.version.encode("utf-8") + source).hexdigest()[:16]
    place = _folder() / f"{name}-{digest}.marshal"
    try:
        found: T = marshal.loads(place.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        found = make()
        _keep(place, marshal.dumps(found))  # type: ignore[arg-type]
    return found


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path("~").expanduser() / ".cache") / "gouji"


def _keep(place: Path, data: bytes) -> None:
    """Write the cache in one step; a folder that cannot be written only costs the next start its time."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
            stream.write(data)
        Path(stream.name).replace(place)
    except OSError:
        logging.getLogger(__name__).debug("the cache could not be written to %s", place)
