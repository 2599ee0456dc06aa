"""Anki's text format, imported by the real Anki."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizgen.export import anki_txt
from quizgen.export.anki import export_anki
from quizgen.export.formats import Context
from quizgen.model import Quiz
from tests.anki_collection import Anki, fill_blank, sample, term


def take(anki: Anki, text: bytes) -> dict[str, int]:
    """Import a text as it asks to be imported."""
    from anki.collection import ImportCsvRequest

    path = anki.folder / "notes.txt"
    path.write_bytes(text)
    metadata = anki.col.get_csv_metadata(path=str(path), delimiter=None)
    log: Any = anki.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    return {
        name: len(getattr(log, name))
        for name in ("new", "updated", "duplicate", "missing_notetype", "empty_first_field")
        if getattr(log, name)
    }


def text_of(quiz: Quiz) -> bytes:
    return anki_txt.export(quiz, anki_txt.Options(), Context(stem="t")).files[0].content


@pytest.mark.anki
def test_the_text_adds_and_updates_what_the_deck_would(tmp_path: Path) -> None:
    anki = Anki(tmp_path)
    hostile = term('"引号"	#井号', "甲<乙>\n{{c1::丙}}", "d2")
    quiz = replace(sample(), items=(*sample().items, hostile))
    _, edition = export_anki(quiz)
    anki.take(export_anki(sample())[0])
    own = anki.note(edition.notes[0].guid)
    own["Extra"] = "我的笔记"
    anki.col.update_note(own)
    assert take(anki, text_of(quiz)) == {"new": 1, "duplicate": 5}
    stored = {
        guid: (flds, tags.split())
        for guid, flds, tags in anki.col.db.all("select guid, flds, tags from notes")
    }
    for note in edition.notes:
        extra = "我的笔记" if note.guid == own.guid else ""
        assert stored[note.guid] == ("\x1f".join((*note.fields[:-1], extra)), list(note.tags))
    assert {d["name"] for d in anki.col.decks.all()} >= {"生物", "生物::细胞"}
    assert anki.faults() == []
    mended = replace(
        quiz, items=(fill_blank("叶绿体管光合作用，线粒体管有氧呼吸。"), *quiz.items[1:])
    )
    assert take(anki, text_of(mended)) == {"updated": 1, "duplicate": 5}
    assert anki.note(own.guid)["Extra"] == "我的笔记"
    anki.col.close()


def test_it_is_said_once_that_text_brings_no_notetypes() -> None:
    first = anki_txt.export(sample(), anki_txt.Options(), Context(stem="t"))
    assert [file.suffix for file in first.files] == ["-anki.txt", ".edition.json"]
    assert "notetypes" in first.remarks[0]
    before = {file.suffix: file.content for file in first.files}
    again = anki_txt.export(sample(), anki_txt.Options(), Context(stem="t", before=before))
    assert again == replace(first, remarks=())
