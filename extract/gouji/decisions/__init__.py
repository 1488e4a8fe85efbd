"""What a reviewer decided about issues, and what an earlier run had told already: kept, found again, applied."""

from __future__ import annotations

from gouji.decisions.nouns import CHOICES, Choice, Decision, Judged, Trace, as_judged, short

__all__ = ["CHOICES", "Choice", "Decision", "Judged", "Trace", "as_judged", "short"]
