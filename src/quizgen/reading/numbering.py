"""Numbers as word processors and browsers write them before the items of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """二十一 for 21; figures from 10,000 on, and for 0 and less."""
    if not 0 < number < 10_000:
        return str(number)
    found = ""
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            found += _DIGITS[digit] + unit
        elif found and number and not found.endswith("零"):
            found += "零"
    return found.removeprefix("一") if found.startswith("一十") else found


def roman(number: int) -> str:
    """XIV for 14; figures from 4,000 on, and for 0 and less."""
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        found += sign * (number // value)
        number %= value
    return found


def letters(number: int) -> str:
    """a, b, …, z, aa, bb, …: as word processors go on behind z."""
    if not 0 < number <= 26 * 9:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def circled(number: int) -> str:
    """① to ⑳; figures outside these."""
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


# The names are those of ST_NumberFormat in ECMA-376 part 1, 17.18.59.
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda n: "".join("〇一二三四五六七八九"[int(d)] for d in str(max(n, 0))),
    "japaneseDigitalTenThousand": chinese,
    "chineseLegalSimplified": lambda n: chinese(n).translate(_LEGAL),
    "ideographLegalTraditional": lambda n: chinese(n).translate(_LEGAL),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographEnclosedCircle": _of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
}


def written(number: int, number_format: str) -> str:
    """The number in a format of Word's; figures if the format is none that we know."""
    return _FORMATS.get(number_format, str)(number)
