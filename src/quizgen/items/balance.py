"""Whether quotes and brackets come in pairs."""

from __future__ import annotations

_OPENS, _CLOSES = "“‘《（「『(", "”’》）」』)"


def is_balanced(text: str) -> bool:
    """Whether quotes and brackets are closed within the text."""
    return all(
        text.count(opening) == text.count(closing)
        for opening, closing in zip(_OPENS, _CLOSES, strict=True)
    )
