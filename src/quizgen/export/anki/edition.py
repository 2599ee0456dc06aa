"""What a deck has told Anki before: which note is which, and when its content last changed.

An edition is kept as a small file beside the deck. Anki knows a note by its GUID and updates it
only if it is newer than the one it has; the edition keeps both from one run to the next.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from quizgen.errors import InputError
from quizgen.export.anki.notetypes import FIELDS, ID, NOTETYPES, VERSION, Looks

FIRST = 1_700_000_000
"""The time of a note in a first edition without a date, seconds since 1970: always the same."""

SUFFIX = ".edition.json"
"""The suffix of the edition's file."""

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it went into the deck."""

    item: str
    """The id of its item; the whole of a list has `#whole` after it."""
    kind: str
    """A key of `NOTETYPES`."""
    source: str
    article: str
    deck: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    """In the order of `FIELDS`."""
    mod: int
    """When the content last changed, seconds since 1970."""
    removed: bool = False
    """Whether its text no longer asks it."""

    @property
    def guid(self) -> str:
        """What Anki knows the note by."""
        return self.fields[ID]

    @property
    def version(self) -> str:
        """A digest of the content."""
        return self.fields[VERSION]


@dataclass(frozen=True, slots=True)
class Edition:
    """All notes that a deck ever had."""

    notes: tuple[Note, ...] = ()
    looks: Looks = field(default_factory=Looks)

    def to_bytes(self) -> bytes:
        """The file beside the deck: JSON, one note a line, fields by their names."""
        encode = json.JSONEncoder(ensure_ascii=False).encode
        looks = encode({"digest": self.looks.digest, "mod": self.looks.mod})
        out = BytesIO()
        out.write(f'{{"schema": {_SCHEMA}, "looks": {looks}, "notes": ['.encode())
        for number, note in enumerate(self.notes):
            row = {
                "item": note.item,
                "kind": note.kind,
                "source": note.source,
                "article": note.article,
                "deck": note.deck,
                "tags": note.tags,
                "mod": note.mod,
                "fields": {
                    name: text for name, text in zip(FIELDS, note.fields, strict=True) if text
                },
            }
            if note.removed:
                row["removed"] = True
            out.write(((",\n" if number else "\n") + encode(row)).encode())
        out.write(b"\n]}\n")
        return out.getvalue()


def parse_edition(data: bytes, name: str) -> Edition:
    """The edition in the bytes of a file.

    Raises:
        InputError: they are no edition; the message says `name`.
    """
    try:
        value = json.loads(data)
        if value["schema"] != _SCHEMA:
            raise InputError(
                f"{name} was written by another version of quizgen (schema {value['schema']}); "
                "use that version, or move the file away to begin anew"
            )
        looks = Looks(_text(value["looks"]["digest"]), _number(value["looks"]["mod"]))
        notes = tuple(_note(row) for row in value["notes"])
        guids = {note.guid for note in notes}
        if len(guids) < len(notes) or "" in guids:
            raise ValueError("its notes are not told apart by their Id")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        what = f"{type(error).__name__} {error}" if isinstance(error, KeyError) else error
        raise InputError(
            f"{name} is no edition of a deck ({what}); move it away to begin anew"
        ) from error
    return Edition(notes, looks)


def _note(row: dict[str, Any]) -> Note:
    fields = row["fields"]
    if unknown := fields.keys() - set(FIELDS):
        raise ValueError(f"no field is called {min(unknown)}")
    if row["kind"] not in NOTETYPES:
        raise ValueError(f"there is no kind of note {row['kind']!r}")
    return Note(
        item=_text(row["item"]),
        kind=row["kind"],
        source=_text(row["source"]),
        article=_text(row["article"]),
        deck=_text(row["deck"]),
        tags=tuple(_text(tag) for tag in row["tags"]),
        fields=tuple(_text(fields.get(name, "")) for name in FIELDS),
        mod=_number(row["mod"]),
        removed=bool(row.get("removed", False)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 < value < 1 << 40:
        raise TypeError(f"{value!r} is no time")
    return value
