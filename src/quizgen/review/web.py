"""The review as a page in the browser, served to this machine alone.

The server listens on 127.0.0.1, answers only under a secret path, and only to a page that it served
itself. The page asks for nothing outside.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from quizgen.bank.blanks import parse_stem
from quizgen.bank.entry import Entry
from quizgen.bank.fields import Status, Value, pairs_of, texts_of
from quizgen.errors import InputError, QuizgenError
from quizgen.export.wording import KIND_NAMES
from quizgen.model import Kind
from quizgen.review.session import Session
from quizgen.templating import text_of

_MOST = 1 << 20
"""Bytes that a request may have: an item is far smaller."""


class Server:
    """Serves one session."""

    def __init__(self, session: Session, port: int = 0) -> None:
        """Listen on a free port of this machine, or on `port`.

        Raises:
            InputError: the port is taken.
        """
        self.session = session
        self.token = secrets.token_urlsafe(24)
        self.nonce = secrets.token_urlsafe(16)
        self.lock = threading.Lock()
        try:
            self._http = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        except OSError as error:
            raise InputError(f"cannot listen on port {port}: {error.strerror}") from error
        self._http.daemon_threads = True
        self.host = f"127.0.0.1:{self._http.server_address[1]}"

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{self.host}/{self.token}/"

    def run(self) -> None:
        """Serve until `stop` is called or the program is interrupted."""
        try:
            self._http.serve_forever(poll_interval=0.1)
        finally:
            self._http.server_close()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._http.shutdown()

    def act(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out what the page asks for; what to show then, and what went wrong."""
        with self.lock:
            message = ""
            try:
                self._do(order)
            except QuizgenError as error:
                message = str(error)
            except (KeyError, TypeError, ValueError):
                message = "the page and the program do not fit together; load the page again"
            return {**view(self.session), "message": message}

    def _do(self, order: Mapping[str, Any]) -> None:
        session = self.session
        what = order.get("do", "show")
        # The page acts on the item that it shows, even if another window has moved on.
        if "id" in order and what not in ("filter", "undo", "item"):
            session.to(str(order["id"]))
        which = int(order.get("blank", 0))
        actions: dict[str, Callable[[], object]] = {
            "show": lambda: None,
            "keep": session.keep,
            "drop": session.drop,
            "undo": session.undo,
            "new": session.go_to_new,
            "go": lambda: session.go(int(order["by"])),
            "move": lambda: session.move_blank(
                which, start=int(order["start"]), end=int(order["end"])
            ),
            "add": session.add_blank,
            "item": lambda: session.add(Kind(order["kind"])),
            "remove": lambda: session.remove_blank(which),
            "kind": lambda: session.change_kind(Kind(order["kind"])),
            "settle": lambda: session.settle(take=bool(order["take"])),
            "write": lambda: session.write(f"{str(order['lines']).rstrip()}\n{session.parts()[1]}"),
            "filter": lambda: session.show(
                replace(
                    session.filter,
                    statuses=tuple(Status(name) for name in order["statuses"]),
                    kinds=tuple(Kind(name) for name in order["kinds"]),
                    words=tuple(str(order["words"]).split()),
                )
            ),
        }
        actions[what]()
        if what in ("keep", "drop"):
            session.go(1)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            server_version = "quizgen"
            sys_version = ""

            def do_GET(self) -> None:
                """The page."""
                if not self._ours() or self.path != f"/{server.token}/":
                    self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
                    return
                page = text_of("review/page.html").replace("{{ nonce }}", server.nonce)
                self._answer(HTTPStatus.OK, page.encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                """An order of the page."""
                size = self.headers.get("Content-Length", "")
                asked = self.headers.get("Origin") == f"http://{server.host}"
                known = self.path == f"/{server.token}/act"
                if not (self._ours() and asked and known and size.isdigit()) or int(size) > _MOST:
                    self._answer(HTTPStatus.FORBIDDEN, b"", "text/plain")
                    return
                try:
                    order = json.loads(self.rfile.read(int(size)))
                except ValueError:
                    order = None
                if not isinstance(order, dict):
                    self._answer(HTTPStatus.BAD_REQUEST, b"", "text/plain")
                    return
                shown = json.dumps(server.act(order), ensure_ascii=False).encode()
                self._answer(HTTPStatus.OK, shown, "application/json")

            def _ours(self) -> bool:
                """Whether the request is to this very address: a name that leads here is not."""
                return self.headers.get("Host") == server.host

            def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("X-Content-Type-Options", "nosniff")
                nonce = f"'nonce-{server.nonce}'"
                self.send_header(
                    "Content-Security-Policy",
                    f"default-src 'none'; script-src {nonce}; style-src {nonce}; "
                    "connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; "
                    "form-action 'none'",
                )
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Say nothing: the terminal is the user's."""

        return Handler


def view(session: Session) -> dict[str, Any]:
    """What the page shows."""
    counts = session.counts
    return {
        "bank": session.path.name,
        "at": session.at,
        "count": len(session.ids),
        "total": len(session.bank.entries),
        "counts": {status.value: counts.get(status, 0) for status in Status},
        "item": _item(session.entry, session.parts()[0]) if session.ids else None,
    }


def _item(entry: Entry, lines: str) -> dict[str, Any]:
    fields = entry.fields
    kind = Kind(str(fields["kind"]))

    def said(name: str) -> str:
        return str(fields.get(name, ""))

    return {
        "id": entry.id,
        "status": entry.status.value,
        "kind": kind.value,
        "kindName": KIND_NAMES[kind],
        "stem": _segments(said("stem")),
        "prompt": said("prompt") or said("title") or said("term"),
        "members": list(texts_of(fields, "members")),
        "heads": list(texts_of(fields, "heads")),
        "pairs": [list(pair) for pair in pairs_of(fields)],
        "definition": said("definition"),
        "note": said("note"),
        "hint": said("hint"),
        "why": said("why"),
        "difficulty": said("difficulty"),
        "tags": list(texts_of(fields, "tags")),
        "quote": said("quote"),
        "place": " · ".join(part for part in map(said, ("source", "article", "section")) if part),
        "line": said("line"),
        "rule": said("rule"),
        "score": said("score"),
        "gone": bool(fields.get("gone")),
        "conflict": [[name, _shown(value)] for name, value in entry.conflict.items()],
        "lines": lines,
    }


def _segments(stem: str) -> list[dict[str, Any]]:
    """The stem in pieces, blanks numbered from 0."""
    if not stem:
        return []
    text, blanks = parse_stem(stem)
    pieces: list[dict[str, Any]] = []
    at = 0
    for number, blank in enumerate(blanks):
        pieces.append({"text": text[at : blank.start]})
        pieces.append({"text": text[blank.start : blank.end], "blank": number, "cue": blank.cue})
        at = blank.end
    pieces.append({"text": text[at:]})
    return [piece for piece in pieces if piece["text"]]


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return "；".join(" — ".join(part) if isinstance(part, tuple) else part for part in value)
    return str(value)
