"""The package (.apkg): a collection written through genanki, zipped so that equal notes give equal bytes."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

from quizgen.export.anki.edition import FIRST, Edition, Note
from quizgen.export.anki.fields import clean
from quizgen.export.anki.notetypes import NOTETYPES, QUESTION, model_of

_CLOZE_NUMBER = re.compile(r"\{\{c(\d+)::")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 4
"""Of DEFLATE: half again as fast as the default for a twentieth more bytes."""


def package(
    edition: Edition, *, root: str, about: str = "", templates: Path | None = None
) -> bytes:
    """The deck of an edition.

    Args:
        edition: its notes, in the order of study.
        root: the name of the deck that holds all others.
        about: what its description says, plain text.
        templates: a folder with templates of a person's own.
    """
    with tempfile.TemporaryDirectory(prefix="quizgen-") as folder:
        path = Path(folder, "collection.anki2")
        _write_collection(path, edition, root, about, templates)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compresslevel=_LEVEL) as archive:
            with path.open("rb") as collection, archive.open(_entry(path.name), "w") as packed:
                shutil.copyfileobj(collection, packed, 1 << 20)
            archive.writestr(_entry("media"), "{}")
        return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the time of day."""
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # open() knows no level
    return entry


def _write_collection(
    path: Path, edition: Edition, root: str, about: str, templates: Path | None
) -> None:
    import genanki

    models = [model_of(kind, edition.looks, templates) for kind in NOTETYPES]
    by_deck: dict[str, list[tuple[int, Note]]] = {root: []}
    for due, note in enumerate(edition.notes):
        by_deck.setdefault(note.deck, []).append((due, note))
    decks = []
    for name, notes in by_deck.items():
        deck = _deck_class()(_deck_id(name), name, clean(about) if name == root else "")
        deck.due = notes
        decks.append(deck)
    for model in models:
        decks[0].add_model(model)
    connection = sqlite3.connect(path)
    try:
        # The file lives for a moment only: nothing is to be recovered.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        genanki.Package(decks).write_to_db(connection.cursor(), FIRST, count(FIRST * 1000))
        connection.commit()
    finally:
        connection.close()


def _deck_id(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=5).digest()) | 1 << 40


@lru_cache(maxsize=1)
def _deck_class() -> Any:
    """Genanki's deck with notes that have times of their own.

    Genanki checks every field of every note for HTML that was not escaped, and holds two objects
    a card; ours are escaped, and go to the tables as rows.
    """
    import genanki

    class Deck(genanki.Deck):  # type: ignore[misc]
        due: Sequence[tuple[int, Note]] = ()
        """The notes with their places in the order of study."""

        def write_to_db(
            self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]
        ) -> None:
            super().write_to_db(cursor, timestamp, id_gen)
            ids = {note.guid: next(id_gen) for _, note in self.due}
            cursor.executemany(
                "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')",
                (_note_row(ids, note) for _, note in self.due),
            )
            cursor.executemany(
                "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
                (
                    (next(id_gen), ids[note.guid], self.deck_id, card, note.mod, due)
                    for due, note in self.due
                    for card in card_numbers(note)
                ),
            )

    return Deck


def _note_row(ids: Mapping[str, int], note: Note) -> tuple[Any, ...]:
    return (
        ids[note.guid],
        note.guid,
        NOTETYPES[note.kind].id,
        note.mod,
        f" {' '.join(note.tags)} ",
        "\x1f".join(note.fields),
        note.fields[QUESTION],
    )


def card_numbers(note: Note) -> list[int]:
    """The cards of a note, from 0: one for each number of its clozes, or each template."""
    type_ = NOTETYPES[note.kind]
    if not type_.cloze:
        return list(range(len(type_.cards)))
    return sorted({int(number) - 1 for number in _CLOZE_NUMBER.findall(note.fields[QUESTION])})
