"""How Word writes the n-th number of a list: 十二, ⑫, xii, 乙 (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

_DIGITS, _LEGAL_DIGITS = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_PLACES, _LEGAL_PLACES = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_COUNTING = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_LEGAL = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
_DIGITWISE = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"))
# format -> (first code point, last number that has a character of its own)
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_SERIES = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}
_FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


def counted(number: int, form: str) -> str:
    """``number`` (≥ 0) in Word's number format ``form``; a format unknown here is written in plain digits."""
    if form == "none":
        return ""
    if form in _COUNTING or form in _LEGAL:
        return _chinese(number, form in _LEGAL)
    if form in _DIGITWISE:
        return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))
    if form in _ENCLOSED or form in _SERIES:
        return _single(number, form)
    return _western(number, form)


def _western(number: int, form: str) -> str:
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _cased(_roman(number), form)
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        turn, letter = divmod(number - 1, 26)
        return _cased(chr(ord("a") + letter) * (turn + 1), form)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_FULL_WIDTH)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _single(number: int, form: str) -> str:
    if form in _SERIES:
        series = _SERIES[form]
        return series[number - 1] if 0 < number <= len(series) else str(number)
    first, last = _ENCLOSED[form]
    return chr(first + number - 1) if 0 < number <= last else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _chinese(number: int, legal: bool) -> str:
    digits, places = (_LEGAL_DIGITS, _LEGAL_PLACES) if legal else (_DIGITS, _PLACES)
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + places[place]
        gap = digit == 0
    return text[1:] if 10 <= number < 20 and not legal else text
