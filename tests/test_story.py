"""One question set over two editions: extract, review, build, mend the text, extract again, build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.bank.entry import Bank
from quizgen.bank.parse import parse
from quizgen.export.anki.edition import Note, parse_edition
from tests.anki_collection import Anki
from tests.conftest import ROOT
from tests.test_cli import quizgen

ADDED = """\
- kind: fill-blank
  stem: 一级古树每[[三年]]普查一次。   # 张老师补充
  tags: [重点]
"""


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()


def read(path: Path) -> Bank:
    return parse(path.read_text(encoding="utf-8"), str(path))


def run(*arguments: str) -> str:
    done = quizgen(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.anki
def test_a_set_over_two_editions(tmp_path: Path, anki: Anki) -> None:
    text, bank, out = tmp_path / "law.txt", tmp_path / "law.yaml", tmp_path / "out"
    law = (ROOT / "seeds" / "law.txt").read_text(encoding="utf-8")
    # The first edition of the text has a misprint, in a sentence that is asked.
    misprint = law.replace("树冠最外缘的枝叶", "树冠最外圈的枝叶")
    assert misprint != law
    text.write_text(misprint, encoding="utf-8")
    run("extract", str(text), "-b", str(bank))

    # Review: drop three, edit two, add one, leave a comment.
    entries = read(bank).entries
    assert len(entries) > 10
    misprinted = {entry.id for entry in entries if "最外圈" in bank_text(entry.fields)}
    assert misprinted
    free = [entry for entry in entries if entry.id not in misprinted]
    dropped = {entry.id for entry in free[:3]}
    lists = [entry for entry in free[3:] if "note" in entry.fields][:2]
    edited = {entry.id: f"{entry.fields['note']}，第{n}题" for n, entry in enumerate(lists, 1)}
    reviewed = bank.read_text(encoding="utf-8")
    for entry in entries:
        whole = re.search(rf"- id: {entry.id}\n(?:  .*\n)+", reviewed)
        assert whole
        words = whole[0]
        if entry.id in dropped:
            words = words.replace("status: new", "status: dropped")
        if entry.id in edited:
            words = re.sub(r"  note: .*", f"  note: {edited[entry.id]}", words)
            words = words.replace("status: new", "status: edited  # 改过提示")
        reviewed = reviewed.replace(whole[0], words)
    reviewed += f"\n{ADDED}"
    bank.write_text(reviewed, encoding="utf-8")

    run("build", str(bank), "-o", str(out), "--date", "2026-03-01")
    sheet = (out / "law.html").read_text(encoding="utf-8")
    assert all(note in sheet for note in edited.values())
    assert "普查一次" in sheet
    first = anki.take((out / "law.apkg").read_bytes())
    before = notes(out)
    asked = {item(note) for note in before.values()}
    assert len(asked) == len(entries) - 3 + 1
    assert first == {"new": len(before), "updated": 0, "unchanged": 0, "conflicting": 0}

    # The next edition of the text: the misprint is mended, a paragraph has come in before the rest.
    paragraph = "所谓古树群，是指在一定区域内生长、形成特定生境的十株以上古树组成的群体。\n"
    at = law.index("第二章") if "第二章" in law else law.index("\n", len(law) // 2) + 1
    text.write_text(law[:at] + paragraph + law[at:], encoding="utf-8")
    said = run("extract", str(text), "-b", str(bank))
    after = read(bank)
    held = {entry.id: entry for entry in after.entries}

    # Nothing edited is lost, ids hold, what was dropped stays dropped.
    assert {entry.id for entry in entries} <= set(held)
    assert {entry.id for entry in after.entries if entry.status.value == "dropped"} == dropped
    for id_, note in edited.items():
        assert held[id_].fields["note"] == note
    now = bank.read_text(encoding="utf-8")
    assert now.count("# 改过提示") == 2
    assert ADDED.split("\n  stem")[1].split("\n")[0] in now
    assert "最外圈" not in now
    new = [id_ for id_ in held if id_ not in {entry.id for entry in entries}]
    new = [id_ for id_ in new if held[id_].made]
    assert new
    assert f"{len(new)} new" in said
    assert all("古树群" in bank_text(held[id_].fields) for id_ in new)

    # The deck updates exactly the notes whose words have changed.
    run("build", str(bank), "-o", str(out), "--date", "2026-04-01")
    later = notes(out)
    changed = {guid for guid in before if before[guid].version != later[guid].version}
    assert {item(before[guid]) for guid in changed} == misprinted
    come = set(later) - set(before)
    assert {item(later[guid]) for guid in come} == set(new)
    second = anki.take((out / "law.apkg").read_bytes())
    assert second == {
        "new": len(come),
        "updated": len(changed),
        "unchanged": len(before) - len(changed),
        "conflicting": 0,
    }
    # The same text a third time: the bank is not touched, nor is the deck.
    run("extract", str(text), "-b", str(bank))
    assert bank.read_text(encoding="utf-8") == now


def bank_text(fields: object) -> str:
    return str(fields)


def notes(folder: Path) -> dict[str, Note]:
    """The notes of the edition, by GUID."""
    edition = parse_edition((folder / "law.edition.json").read_bytes(), "law.edition.json")
    return {note.guid: note for note in edition.notes}


def item(note: Note) -> str:
    """The id of the item that a note asks, or asks a part of."""
    return note.item.partition("#")[0]
