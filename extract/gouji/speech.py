"""How gouji speaks to its users: every sentence in two languages, and an error is one sentence.

Apart from the other nouns, so that ``gouji --help`` need not wait for these to be made.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """One sentence in the two languages gouji speaks."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


class GoujiError(Exception):
    """A file or a call that gouji cannot work with; ``str(error)`` is one clear sentence for its user."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
