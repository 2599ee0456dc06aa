"""`quizgen push`, against a stand-in that speaks AnkiConnect's protocol over a real collection."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from quizgen.errors import InputError, OutputError
from quizgen.export.anki import Options, export
from quizgen.export.anki.edition import parse_edition
from quizgen.export.ankiconnect import Client, Pushed, RefusedError, push
from quizgen.export.formats import Context
from quizgen.model import Quiz
from tests.anki_collection import Anki, counts, fill_blank, sample, term
from tests.test_cli import quizgen


class StandIn:
    """AnkiConnect's actions, as its documentation tells them, on the real backend."""

    def __init__(self, folder: Path) -> None:
        self.anki = Anki(folder)
        self.key = ""
        self.takes_packages = True
        self.asked: list[str] = []
        self.shown: list[str] = []

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.key and request.get("key") != self.key:
            return {"result": None, "error": "valid api key must be provided"}
        self.asked.append(request["action"])
        action = getattr(self, f"do_{request['action']}", None)
        if action is None:
            return {"result": None, "error": "unsupported action"}
        try:
            return {"result": action(**request.get("params", {})), "error": None}
        except Exception as error:  # noqa: BLE001 - the add-on answers so, too
            return {"result": None, "error": str(error)}

    def do_version(self) -> int:
        return 6

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.answer(action) for action in actions]

    def do_findNotes(self, query: str) -> list[int]:  # noqa: N802
        return list(self.anki.col.find_notes(query))

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        infos = []
        for ident in notes:
            note = self.anki.col.get_note(ident)
            fields = {
                name: {"value": value, "order": order}
                for order, (name, value) in enumerate(note.items())
            }
            infos.append({"noteId": ident, "tags": note.tags, "fields": fields})
        return infos

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        held = self.anki.col.get_note(note["id"])
        for name, value in note["fields"].items():
            held[name] = value
        self.anki.col.update_note(held)

    def do_addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.anki.col.tags.bulk_add(notes, tags)

    def do_removeTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.anki.col.tags.bulk_remove(notes, tags)

    def do_importPackage(self, path: str) -> bool:  # noqa: N802
        if not self.takes_packages:
            raise ModuleNotFoundError("No module named 'anki.importing'")
        self.anki.take(Path(path).read_bytes())
        return True

    def do_guiImportFile(self, path: str) -> None:  # noqa: N802
        self.shown.append(path)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[StandIn, str]]:
    """The stand-in, and where it listens."""
    (tmp_path / "anki").mkdir()
    stand_in = StandIn(tmp_path / "anki")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(stand_in.answer(request)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield stand_in, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    stand_in.anki.col.close()


def build(quiz: Quiz, folder: Path) -> Path:
    """The deck and its edition in a folder, as `quizgen build` writes them."""
    stem = folder / "生物"
    kept = stem.with_suffix(".edition.json")
    before = {".edition.json": kept.read_bytes()} if kept.exists() else {}
    for file in export(quiz, Options(), Context(stem=str(stem), before=before)).files:
        Path(f"{stem}{file.suffix}").write_bytes(file.content)
    return stem.with_suffix(".apkg")


def pushed(deck: Path, url: str) -> Pushed:
    kept = deck.with_name("生物.edition.json")
    return push(parse_edition(kept.read_bytes(), "x"), deck, Client(url))


@pytest.mark.anki
def test_push_adds_updates_and_leaves_the_rest_alone(
    running: tuple[StandIn, str], tmp_path: Path
) -> None:
    stand_in, url = running
    anki = stand_in.anki
    deck = build(sample(), tmp_path)
    done = quizgen("push", str(deck), "--url", url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "new 5, updated 0, unchanged 0\n", "")
    assert pushed(deck, url) == Pushed(new=0, updated=0, unchanged=5)
    notes = {note.item: note for note in parse_edition(
        deck.with_name("生物.edition.json").read_bytes(), "x").notes}  # fmt: skip
    mine = anki.note(notes["a1"].guid)
    mine["Extra"] = "我的笔记"
    mine.tags.append("我的")
    anki.col.update_note(mine)
    edited = anki.note(notes["d1"].guid)
    edited["Answer"] = "我改过的"
    anki.col.update_note(edited)
    card = anki.answer(mine)
    mended = fill_blank("叶绿体管光合作用，线粒体管有氧呼吸。", tags=("期末",))
    items = (mended, *sample().items[1:2], term("扩散", "由浓到稀", "e1"), sample().items[3])
    deck = build(replace(sample(), items=items), tmp_path)
    assert pushed(deck, url) == Pushed(new=1, updated=2, unchanged=3)
    note = anki.note(notes["a1"].guid)
    assert "管光合作用" in note["Question"]
    assert note["Extra"] == "我的笔记"
    assert {"我的", "期末"} <= set(note.tags)
    assert anki.col.get_card(card).reps == 1
    assert anki.note(notes["d1"].guid)["Answer"] == "我改过的"
    assert anki.note(notes["c1"].guid).has_tag("quizgen::已移除")
    # By hand after that: nothing is doubled.
    assert anki.take(deck.read_bytes()) == counts(unchanged=6)
    # And what comes back loses its mark.
    assert pushed(build(sample(), tmp_path), url).updated == 3
    assert not anki.note(notes["c1"].guid).has_tag("quizgen::已移除")
    assert anki.faults() == []


@pytest.mark.anki
def test_an_anki_that_takes_no_package_shows_its_dialog(
    running: tuple[StandIn, str], tmp_path: Path
) -> None:
    stand_in, url = running
    stand_in.takes_packages = False
    deck = build(sample(), tmp_path)
    assert pushed(deck, url) == Pushed(new=5, updated=0, unchanged=0, by_hand=True)
    assert stand_in.shown == [str(deck.resolve())]


@pytest.mark.anki
def test_a_key_that_is_wanted_is_given(running: tuple[StandIn, str]) -> None:
    stand_in, url = running
    stand_in.key = "secret"
    with pytest.raises(RefusedError, match="valid api key"):
        Client(url)("version")
    assert Client(url, "secret")("version") == 6


def test_nothing_leaves_this_machine() -> None:
    with pytest.raises(InputError, match="not on this machine"):
        Client("http://example.org:8765")("version")


def test_an_anki_that_does_not_run_is_said_in_one_line(tmp_path: Path) -> None:
    deck = build(sample(), tmp_path)
    done = quizgen("push", str(deck), "--url", "http://127.0.0.1:9")
    assert done.returncode == 4
    assert done.stderr.startswith("quizgen: no Anki answers at http://127.0.0.1:9 (")
    assert len(done.stderr.splitlines()) == 1
    deck.with_name("生物.edition.json").unlink()
    done = quizgen("push", str(deck))
    assert (done.returncode, "build it again" in done.stderr) == (3, True)


def test_an_add_on_that_is_too_old_is_refused(tmp_path: Path) -> None:
    deck = build(sample(), tmp_path)
    edition = parse_edition(deck.with_name("生物.edition.json").read_bytes(), "x")
    with pytest.raises(OutputError, match="too old"):
        push(edition, deck, lambda action, **_: 5)
