"""Stable ids: an item's id follows from what it asks, not from where it stands."""

from __future__ import annotations

import hashlib
import unicodedata

from quizgen.model import Kind
from quizgen.patterns import pattern

_SIGNS = pattern(r"[\W_]+")


def folded(text: str) -> str:
    """The words alone: width, case, white space and punctuation do not tell items apart."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def item_id(kind: Kind, *parts: str) -> str:
    """The id of an item of this kind about `parts`: its article, and the words that it asks."""
    # Each part is folded and closed with its length, so that no two lists of parts run together.
    closed = "".join(f"{len(word)}:{word}" for word in map(folded, parts))
    digest = hashlib.blake2b(f"{kind}|{closed}".encode(), digest_size=8)
    return digest.hexdigest()
