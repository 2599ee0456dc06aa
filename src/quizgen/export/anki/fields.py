"""Text as it may stand in a field, a tag or the name of a deck: no sign of it means anything to Anki."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from quizgen.export.wording import printable

_LOST = "□"
"""The sign that Chinese editions print for a character that cannot be read."""
_NONE = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
# What Anki takes for sound, a formula or a box to type in.
_SPECIAL = re.compile(r"[&<>{}\[\n]")
_ANKI_BRACKET = re.compile(r"(?i)\[(?=sound:|anki:|latex\]|\$|\[type:)")
_LONGEST_TAG = 60
_LONGEST_DECK = 80


def plain(text: str) -> str:
    """Text without signs that cannot be shown, as Anki would normalise it (Unicode NFC)."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\t", " ")
        text = re.sub("[\r\u2028\u2029\x0b\x0c\x85]", "\n", text)
        text = _NONE.sub("", printable(text)).replace("\ufffd", _LOST)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Text for a field: HTML escaped, braces too, so that it can open or close no cloze."""
    if not text:
        return ""
    text = plain(text).strip()
    if not _SPECIAL.search(text):
        return text
    text = html.escape(text, quote=False)
    text = text.replace("{", "&#123;").replace("}", "&#125;").replace("\n", "<br>")
    return _ANKI_BRACKET.sub("&#91;", text)


def in_cloze(text: str) -> str:
    """Text for a cloze or its cue, where `::` would part the two."""
    text = clean(text)
    return (
        text.replace(":", "&#58;") if "::" in text or text[:1] == ":" or text[-1:] == ":" else text
    )


@lru_cache(maxsize=1024)
def tag_part(text: str) -> str:
    """A part of a tag: no white space, no `::` of its own, never empty."""
    return re.sub(r"[\s\u3000:]+", "_", plain(text)).strip("_")[:_LONGEST_TAG] or "无题"


def own_tag(text: str) -> str:
    """A person's own tag, its `::` kept; nothing if nothing is left of it."""
    parts = (re.sub(r"[\s\u3000:]+", "_", plain(part)).strip("_") for part in text.split("::"))
    tag = "::".join(part[:_LONGEST_TAG] for part in parts if part)
    # Anki keeps these two for itself and drops them at an import.
    return f"{tag}_" if tag.lower() in ("marked", "leech") else tag


@lru_cache(maxsize=1024)
def deck_part(text: str) -> str:
    """A part of a deck's name, or nothing."""
    name = re.sub(r"\s+", " ", plain(text))
    return re.sub("::+", "：：", name).strip(" :")[:_LONGEST_DECK].strip(" :")
