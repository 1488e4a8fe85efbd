"""A folder that only this user can enter and that goes with the program, if need be at the next start."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PREFIX = "gouji-review-"
_LOCK = ".lock"
_YOUNG = 60.0  # seconds: a folder that is just being made is not yet locked


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder (mkdtemp makes it 0700), deleted at the end; first those that a killed server left are deleted."""
    parent = Path(tempfile.gettempdir())
    for left in parent.glob(_PREFIX + "*"):
        if _abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with (folder / _LOCK).open("wb") as held:
            _locked(held)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    """True for a folder of this user whose server is gone: the system releases the locks of the dead."""
    try:
        told = folder.lstat()
        if not stat.S_ISDIR(told.st_mode) or told.st_uid != os.getuid() or time.time() - told.st_mtime < _YOUNG:
            return False
        with (folder / _LOCK).open("rb") as lock:
            return _locked(lock)
    except (OSError, AttributeError):  # not ours to open, or gone; or a system without users
        return False


def _locked(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; False if another process has it, or the system knows no such locks."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True
