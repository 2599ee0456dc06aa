"""Brings a deck into a running Anki through its add-on AnkiConnect, on this machine alone.

Reworded notes are updated field by field, so that `Extra` and a person's own tags stay. New ones
come by an import of the deck: only an import gives notes the GUIDs and notetypes that a deck
imported by hand has, and so nothing is doubled whichever way one goes the next time.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from quizgen.errors import InputError, OutputError
from quizgen.export.anki.edition import Edition, Note
from quizgen.export.anki.notetypes import FIELDS

URL = "http://127.0.0.1:8765"
"""Where AnkiConnect listens unless told otherwise."""

_VERSION = 6
_LOCAL = ("127.0.0.1", "localhost", "::1")
_PATIENCE = 120
"""Seconds: an import of a large deck takes a while."""
_AT_ONCE = 200
_OUR_TAGS = "quizgen::"

Call = Callable[..., Any]
_T = TypeVar("_T")


class RefusedError(OutputError):
    """Anki answered, and would not do it."""


@dataclass(frozen=True, slots=True)
class Client:
    """Calls actions of AnkiConnect: `client("findNotes", query="…")`."""

    url: str = URL
    key: str = ""
    """The API key, where the add-on is set to ask for one."""

    def __call__(self, action: str, **params: Any) -> Any:
        """The result of an action.

        Raises:
            InputError: the URL leads away from this machine.
            OutputError: nobody answers there, or somebody else does.
            RefusedError: Anki would not do it; says why.
        """
        parts = urlsplit(self.url)
        if parts.scheme != "http" or parts.hostname not in _LOCAL:
            raise InputError(f"{self.url} is not on this machine; AnkiConnect is at {URL}")
        request = {"action": action, "version": _VERSION, "params": params}
        if self.key:
            request["key"] = self.key
        try:
            # No proxy is asked, no redirection followed: nothing leaves this machine.
            connection = http.client.HTTPConnection(
                parts.hostname, parts.port or 8765, timeout=_PATIENCE
            )
            body = json.dumps(request, ensure_ascii=False).encode()
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            raise OutputError(
                f"no Anki answers at {self.url} ({error}); "
                "start Anki, with its add-on AnkiConnect (2055492159)"
            ) from error
        except ValueError as error:
            raise OutputError(f"what answers at {self.url} is not AnkiConnect") from error
        return result_of(action, answer)


def result_of(action: str, answer: Any) -> Any:
    """What an answer holds.

    Raises:
        OutputError: it is no answer of AnkiConnect's.
        RefusedError: Anki would not do it.
    """
    if not isinstance(answer, dict) or "error" not in answer or "result" not in answer:
        raise OutputError(f"AnkiConnect did not answer {action} as version {_VERSION} does")
    if answer["error"] is not None:
        raise RefusedError(f"Anki would not do {action}: {answer['error']}")
    return answer["result"]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of the notes."""

    new: int
    updated: int
    unchanged: int
    by_hand: bool = False
    """The new ones wait in Anki's import dialog: this Anki takes no package from an add-on."""


def push(edition: Edition, deck: Path, call: Call) -> Pushed:
    """Update the notes that Anki has, then add those that it does not.

    A note is updated where its version differs from the one that Anki holds: what a user changed
    in a note that stayed the same in the text is never touched.

    Args:
        edition: the notes of the deck.
        deck: the deck's file, for new notes.
        call: a `Client`.

    Raises:
        OutputError: Anki does not answer, or would not do it.
    """
    version = call("version")
    if not isinstance(version, int) or version < _VERSION:
        raise OutputError(f"AnkiConnect is too old (version {version}); update the add-on")
    held = _held(call)
    known = [(held[note.guid], note) for note in edition.notes if note.guid in held]
    stale = [(had, note) for had, note in known if had["version"] != note.version]
    new = [note for note in edition.notes if note.guid not in held and not note.removed]
    for actions in _chunks([action for had, note in stale for action in _updates(had, note)]):
        for done, action in zip(call("multi", actions=actions), actions, strict=True):
            result_of(action["action"], done)
    by_hand = False
    if new:
        path = str(deck.resolve())
        try:
            call("importPackage", path=path)
        except RefusedError:
            call("guiImportFile", path=path)
            by_hand = True
        else:
            missing = len({note.guid for note in new} - _held(call).keys())
            if missing:
                raise OutputError(
                    f"Anki took {deck} and yet lacks {missing} of its notes; import it by hand "
                    "to see why"
                )
    return Pushed(len(new), len(stale), len(known) - len(stale), by_hand)


def _held(call: Call) -> dict[str, dict[str, Any]]:
    """The notes of quizgen that Anki has, by GUID: id, version and tags."""
    found: dict[str, dict[str, Any]] = {}
    for ids in _chunks(call("findNotes", query='"note:quizgen *"')):
        for info in call("notesInfo", notes=ids):
            fields = info.get("fields", {})
            if "Id" in fields and "Version" in fields:
                found[fields["Id"]["value"]] = {
                    "id": info["noteId"],
                    "version": fields["Version"]["value"],
                    "tags": info["tags"],
                }
    return found


def _updates(had: dict[str, Any], note: Note) -> Iterator[dict[str, Any]]:
    """The actions that bring a note up to date."""
    fields = {name: text for name, text in zip(FIELDS, note.fields, strict=True) if name != "Extra"}
    yield _action("updateNoteFields", note={"id": had["id"], "fields": fields})
    ours = {tag for tag in had["tags"] if tag.startswith(_OUR_TAGS)}
    if gone := ours - set(note.tags):
        yield _action("removeTags", notes=[had["id"]], tags=" ".join(sorted(gone)))
    if more := set(note.tags) - set(had["tags"]):
        yield _action("addTags", notes=[had["id"]], tags=" ".join(sorted(more)))


def _action(name: str, **params: Any) -> dict[str, Any]:
    return {"action": name, "version": _VERSION, "params": params}


def _chunks(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
