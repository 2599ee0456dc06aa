"""The options of a format, from words that a person wrote.

`--set sheet.paper=A3` on the command line and `paper = "A3"` in a recipe both end here, so that
both know the same options and say the same of a wrong one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from quizgen.errors import InputError


def options_of(kind: type[Any], values: Mapping[str, Any], where: str) -> Any:
    """An instance of the options class `kind` with `values`; the rest keeps its default.

    Values may be of the field's type or the text of one (`"true"`, `"3"`, `"a,b"`).

    Args:
        kind: a dataclass.
        values: by option name; `-` and `_` are alike.
        where: begins every message: `--set sheet`, `decks/law.toml: [sheet]`.

    Raises:
        InputError: an unknown option (names the nearest) or a value that does not fit.
    """
    hints = get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(kind) if field.init}
    chosen: dict[str, Any] = {}
    for written, value in values.items():
        name = written.replace("-", "_")
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InputError(
                f"{where}: there is no option {written!r}{hint}; it knows {', '.join(sorted(known))}"
            )
        chosen[name] = _fitting(hints[name], value, f"{where}: {written}")
    return kind(**chosen)


def _fitting(hint: Any, value: Any, where: str) -> Any:
    """The value as the type wants it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value in inner:
            return value
        raise InputError(f"{where} is one of {', '.join(map(str, inner))}, not {value!r}")
    if origin in (Union, UnionType):
        if value is None or value == "":
            return None
        return _fitting(next(part for part in inner if part is not type(None)), value, where)
    if origin is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise InputError(f"{where} is a list, not {value!r}")
        return tuple(
            _fitting(inner[0], part.strip() if isinstance(part, str) else part, where)
            for part in parts
        )
    if hint is bool:
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise InputError(f"{where} is true or false, not {value!r}")
    if hint in (int, float):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return hint(value)
        try:
            return hint(value)
        except (TypeError, ValueError):
            raise InputError(f"{where} is a number, not {value!r}") from None
    if isinstance(value, str):
        return value
    raise InputError(f"{where} is a text, not {value!r}")
