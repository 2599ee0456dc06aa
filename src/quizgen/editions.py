"""What a deck has told Anki before: which note is which, and when its content last changed.

Anki knows a note by its GUID and updates it only if it is newer than the one it has. An edition
keeps both from one run to the next: a note whose wording was mended keeps its GUID, a note that
did not change keeps its time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from quizgen.errors import InputError

FIRST = 1_700_000_000
"""The time of a note in a first edition without a date, seconds since 1970: always the same."""
_ALIKE = 0.8
"""From this share of common pairs of characters on, two notes ask the same thing."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is remembered of one note."""

    guid: str
    item: str
    """The id of the item."""
    kind: str
    source: str
    article: str
    words: str
    """What it asks, folded: tells the knowledge point when the wording changes."""
    content: str
    """A hash of all fields and tags."""
    mod: int
    """When the content last changed, seconds since 1970."""
    fields: tuple[str, ...] = ()
    deck: str = ""
    tags: tuple[str, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """All notes that a deck ever had."""

    notes: tuple[Note, ...] = ()

    def to_bytes(self) -> bytes:
        """The file next to the deck: JSON, one note a line."""
        rows = ",\n".join(
            json.dumps(asdict(note), ensure_ascii=False, sort_keys=True) for note in self.notes
        )
        return f'{{"schema": 1, "notes": [\n{rows}\n]}}\n'.encode()


def parse_edition(data: bytes, name: str) -> Edition:
    """The edition in the bytes of a file.

    Raises:
        InputError: they are no edition; the message says `name`.
    """
    try:
        value = json.loads(data)
        return Edition(
            tuple(
                Note(**{**row, "fields": tuple(row["fields"]), "tags": tuple(row["tags"])})
                for row in value["notes"]
            )
        )
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"{name} is no edition of a deck ({error}); move it away to begin anew"
        ) from error


@dataclass
class Ledger:
    """Finds the earlier note of an item."""

    edition: Edition
    _by_item: dict[str, Note] = field(default_factory=dict)
    _by_place: dict[tuple[str, str], list[Note]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the notes by item, and by kind and article."""
        for note in self.edition.notes:
            self._by_item[note.item] = note
            self._by_place.setdefault((note.kind, note.article), []).append(note)

    def match(self, items: Iterable[tuple[str, str, str, str]]) -> Mapping[str, Note]:
        """The earlier note of each item, by the item's id.

        Args:
            items: id, kind, article and folded words of each item.
        """
        rows = list(items)
        found = {row[0]: self._by_item[row[0]] for row in rows if row[0] in self._by_item}
        free = {note.guid for note in self.edition.notes} - {n.guid for n in found.values()}
        for item, kind, article, words in rows:
            if item in found:
                continue
            pairs = _pairs(words)
            best: tuple[float, str, Note] | None = None
            for note in self._by_place.get((kind, article), []):
                if note.guid not in free:
                    continue
                likeness = _likeness(pairs, _pairs(note.words))
                if likeness >= _ALIKE and (best is None or (likeness, note.guid) > best[:2]):
                    best = (likeness, note.guid, note)
            if best:
                free.discard(best[1])
                found[item] = best[2]
        return found


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of the pairs of characters."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
