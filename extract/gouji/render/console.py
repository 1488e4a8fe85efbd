"""The rich console that output is printed with."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console


def console_for(stream: TextIO) -> Console:
    """As wide as the terminal (80 when there is none), no markup or guessing in the words of a report.

    rich itself honours NO_COLOR, and prints plain text to what is no terminal.
    """
    return Console(file=stream, markup=False, highlight=False, emoji=False, legacy_windows=False)
