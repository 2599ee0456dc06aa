"""Anki's text format, for those who import by hand: one note a line, told apart by its GUID.

An import of text creates no notetypes, so a deck of quizgen has to be imported once before. It
updates every field that has a column, whatever a user made of it; `Extra` has none and is left
alone.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from quizgen.export.anki import Options, edition_of, kept_edition
from quizgen.export.anki.edition import SUFFIX, Edition
from quizgen.export.anki.notetypes import FIELDS, NOTETYPES
from quizgen.export.formats import Context, Exported, File
from quizgen.model import Quiz

__all__ = ["Options", "export", "text_of"]

_COLUMNS = ("GUID", "Notetype", "Deck", "Tags")
_WRITTEN = FIELDS[: FIELDS.index("Extra")]


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """The notes as text and, beside them, the edition that the next run needs."""
    named = replace(quiz, title=options.deck or quiz.title)
    before = kept_edition(context)
    edition, remarks = edition_of(
        named, templates=context.templates, before=before, typed=options.typed
    )
    if before is None:
        remarks += ("an import of text brings no notetypes: import a deck (.apkg) once before",)
    files = (File("-anki.txt", text_of(edition)), File(SUFFIX, edition.to_bytes()))
    return Exported(files, remarks)


def text_of(edition: Edition) -> bytes:
    """The notes of an edition: header lines, then columns parted by tabs; UTF-8."""
    out = io.StringIO(newline="")
    out.write("#separator:Tab\n#html:true\n")
    for number, name in enumerate(_COLUMNS, 1):
        out.write(f"#{name.lower()} column:{number}\n")
    out.write("#columns:" + "\t".join(_COLUMNS + _WRITTEN) + "\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    for note in edition.notes:
        # Fields hold no tab and no line break: `clean` saw to that.
        fields = note.fields[: len(_WRITTEN)]
        rows.writerow(
            (note.guid, NOTETYPES[note.kind].name, note.deck, " ".join(note.tags), *fields)
        )
    return out.getvalue().encode()
