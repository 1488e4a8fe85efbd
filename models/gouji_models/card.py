"""The model cards, written by the training command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CARD = """\
# The models

## The key model

Written by `python scripts/train.py`; do not edit.

**What it does.** It suggests a key for a figure of the narrative that no rule has named, or nothing. It has no say
where a rule has spoken: tried as a second opinion, it withdrew more right keys than wrong ones. Weights:
`extract/gouji/prose/weights/` (`keys.npz`, `keys.json`), read with numpy alone; a test proves that scikit-learn gives
the same probabilities.

**How.** Multinomial logistic regression (scikit-learn) on {features} features, {classes} classes: characters (1 to 3)
before and behind the figure, the words of its clause (jieba with the project's dictionary), its measure word, the keys
that rules gave its neighbours, the form. Every number is masked before a feature is made: the model cannot see a value,
so it cannot link a figure to the cell that happens to be equal. Figures that the rules leave weigh ten times as much.

**Calibration.** One temperature, {temperature}, fitted on texts held out in four folds of the train part.

**When it is silent.** Under {threshold} (chosen for a precision of .95 on the held-out texts and the development part),
and under .995 for a key that is a cell of a table, since a wrong cell is a false alarm.

**Data.** The open hands of `corpora/narratives`: texts whose number ends in 0 to 5, and the rules' own examples
({trained_on} figures); threshold and scores from the other texts ({development} figures), which the weights as kept
have seen, too. The frozen hands were not used.

| development part | figures |
|---|---|
| left by the rules | {left_by_rules} |
| of these have a key in the gold | {of_these_have_a_key} |
| named by the model | {told} |
| of these rightly | {told_rightly} |

**Limits.** The texts are written for this project in the style of such reports; other kinds of reports were not tried.
The key of a figure it names carries `by = "model"`.
"""


_LISTS = """
## The list model

Written by `python scripts/train.py --lists`; do not edit.

**What it does.** A list of parts that no word announces (公开146条，网站54条、公众号77条、公示栏15条) is found by
its sum. When one of its numbers is wrong, that way is gone, and only its build tells that it is one. This model weighs
the build of figures that might be all the parts of another and do not add up to it. From a score of {sure} on three or
more are read as a list, so that N101 may call its sum wrong; from {likely} on, or behind 其中, they are told as what
looks like one (N112, a warning).

**How.** Logistic regression (scikit-learn) on {list_features} features: marks and measure words between the figures,
keys and their divisions, which lists were read around them, how the sum misses the whole and whether one mistyped
digit would explain it. Words of names play no part. Weights: `extract/gouji/prose/weights/lists.json`, summed without
a library.

**Data.** {texts} texts of {hands} open hands, the consistent reports counted as one: {lists} times a closed list of the
gold with one number changed, and {no_lists} times figures that look alike and are no list, in the texts as they are.
The frozen hands were not used.

**Thresholds** from hands held out one by one: no false alarm at {sure}; {alarms} for every hundred texts at {likely}.

| changed numbers in closed lists, hands held out | |
|---|---|
| faults planted | {faults} |
| told without the model | {found_without} |
| and with what is surely a list | {found_sure} |
| and with what looks like one | {found_likely} |

**Limits.** A false alarm here is a text that its author holds for right; some of them (an open list with 其中 that all
but reaches its whole) a reviewer would look at all the same. Lists over several paragraphs are not looked for.
"""


def card(measured: Mapping[str, Any]) -> str:
    """The key model's card."""
    return _CARD.format(**measured)


def list_card(measured: Mapping[str, Any]) -> str:
    """The list model's card, which follows the other."""
    return _LISTS.format(**measured)
