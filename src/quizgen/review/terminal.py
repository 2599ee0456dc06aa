"""The review in a terminal, by textual: one item at a time, every decision a key."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Input, ProgressBar, Static

from quizgen.bank.blanks import parse_stem
from quizgen.bank.entry import Entry
from quizgen.bank.fields import Status, pairs_of, texts_of
from quizgen.errors import InputError, QuizgenError
from quizgen.model import Kind
from quizgen.review.session import Session

_STATUS_LOOKS = {
    Status.NEW: "bold yellow", Status.KEPT: "bold green", Status.EDITED: "bold cyan",
    Status.DROPPED: "bold red",
}  # fmt: skip
_FILTERS: tuple[tuple[Status, ...], ...] = (
    (), (Status.NEW,), (Status.KEPT,), (Status.EDITED,), (Status.DROPPED,),
)  # fmt: skip


def shown(entry: Entry, blank: int) -> RenderableType:
    """An item as it is put on the screen; `blank` is the one that arrow keys move."""
    fields = entry.fields
    head = Text.assemble(
        (f" {entry.status} ", f"reverse {_STATUS_LOOKS[entry.status]}"),
        "  ",
        (str(fields["kind"]), "bold"),
        ("  " + str(fields.get("difficulty", "")), "dim"),
        ("  " + " ".join(f"#{tag}" for tag in texts_of(fields, "tags")), "magenta"),
    )
    parts: list[RenderableType] = [head, Text()]
    match Kind(str(fields["kind"])):
        case Kind.FILL_BLANK:
            parts.append(_stem(str(fields["stem"]), blank))
        case Kind.LIST_RECALL:
            parts.append(Text(str(fields["prompt"]), "bold"))
            parts += [
                Text(f"  {n}. {text}") for n, text in enumerate(texts_of(fields, "members"), 1)
            ]
        case Kind.MATCHING:
            parts.append(Text(str(fields.get("title", "")), "bold"))
            table = Table(show_header="heads" in fields, box=None, pad_edge=False)
            for name in texts_of(fields, "heads") or ("", ""):
                table.add_column(name)
            for left, right in pairs_of(fields):
                table.add_row(Text(left), Text(right))
            parts.append(table)
        case Kind.TERM:
            parts.append(Text(str(fields["term"]), "bold"))
            parts.append(Text(f"  {fields['definition']}"))
    place = " · ".join(
        str(fields[name]) for name in ("source", "article", "section") if fields.get(name)
    )
    line = f", line {fields['line']}" if fields.get("line") else ""
    rule = f"  ({fields['rule']}, {fields.get('score', '')})" if fields.get("rule") else ""
    rows = (
        ("note", fields.get("note")), ("hint", fields.get("hint")), ("why", fields.get("why")),
        ("source", fields.get("quote")), ("place", f"{place}{line}{rule}"),
    )  # fmt: skip
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if value:
            table.add_row(name, Text(str(value)))
    for name, value in entry.conflict.items():
        table.add_row(Text("the source now", "bold red"), Text(f"{name}: {value}"))
    if fields.get("gone"):
        table.add_row(Text("gone", "bold red"), Text("the source no longer has it"))
    return Group(*parts, Text(), table)


def _stem(stem: str, chosen: int) -> Text:
    text, blanks = parse_stem(stem)
    drawn = Text(text)
    for number, blank in enumerate(blanks):
        drawn.stylize(
            "reverse bold" if number == chosen else "underline bold", blank.start, blank.end
        )
    return drawn


class Review(App[None]):
    """The screen."""

    CSS = """
    #item { padding: 1 2; }
    VerticalScroll { height: 1fr; }
    #search { display: none; }
    #search.asked { display: block; }
    #message { height: auto; max-height: 3; padding: 0 2; color: $text-warning; }
    #where { height: 1; padding: 0 2; background: $boost; }
    ProgressBar { padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", "keep"),
        Binding("d", "drop", "drop"),
        Binding("e", "edit", "edit"),
        Binding("c", "kind", "kind"),
        Binding("u", "undo", "undo"),
        Binding("a", "item", "add"),
        Binding("n,down,pagedown", "next", "next"),
        Binding("p,up,pageup", "previous", "previous", show=False),
        Binding("space", "new", "next new"),
        Binding("tab", "blank", "blank", priority=True),
        Binding("left", "move(-1, -1)", "move it", key_display="←→"),
        Binding("right", "move(1, 1)", "move it", show=False),
        Binding("shift+left,less_than_sign", "move(0, -1)", "narrower", show=False),
        Binding("shift+right,greater_than_sign", "move(0, 1)", "wider", show=False),
        Binding("ctrl+left,left_square_bracket", "move(-1, 0)", "start ←", show=False),
        Binding("ctrl+right,right_square_bracket", "move(1, 0)", "start →", show=False),
        Binding("plus", "add", "add blank", show=False),
        Binding("minus", "less", "remove blank", show=False),
        Binding("t", "settle(True)", "take the source's", show=False),
        Binding("m", "settle(False)", "keep mine", show=False),
        Binding("f", "filter", "filter"),
        Binding("slash", "search", "search"),
        Binding("question_mark", "keys", "keys"),
        Binding("q,ctrl+c", "quit", "quit"),
    ]
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        """A screen for a session that is open."""
        super().__init__()
        self.session = session
        self.blank = 0

    def compose(self) -> ComposeResult:
        """Where we are, the item, messages, keys."""
        yield Static(id="where")
        yield ProgressBar(total=1, show_eta=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="item")
        yield Static(id="message")
        yield Input(
            id="search", disabled=True, placeholder="words that stand in the item; empty shows all"
        )
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first item that nobody has looked at."""
        self.title = str(self.session.path)
        if self.session.ids and self.session.entry.status is not Status.NEW:
            self.session.go_to_new()
        self.show()

    def show(self, message: str = "") -> None:
        """Draw everything anew."""
        session, counts = self.session, self.session.counts
        total = len(session.bank.entries)
        done = total - counts.get(Status.NEW, 0)
        told = ", ".join(f"{counts[status]} {status}" for status in Status if counts.get(status))
        wanted = session.filter
        only = " ".join((*wanted.statuses, *(f"“{word}”" for word in wanted.words)))
        at = f"{session.at + 1}/{len(session.ids)}" if session.ids else "0/0"
        where = f"{session.path.name}  {at}{f'  only {only}' if only else ''}   {told}"
        self.query_one("#where", Static).update(Text(where, overflow="ellipsis", no_wrap=True))
        self.query_one(ProgressBar).update(total=max(1, total), progress=done)
        drawn = shown(session.entry, self.blank) if session.ids else Text("No item fits.")
        self.query_one("#item", Static).update(drawn)
        self.query_one("#message", Static).update(Text(message))

    def attempt(self, decide: Callable[[], object], *, onward: bool = False) -> None:
        """Carry a decision out, or say why it cannot be."""
        try:
            decide()
        except QuizgenError as error:
            self.show(str(error))
            return
        if onward:
            self.blank = 0
            self.session.go(1)
        self.show()

    def action_keep(self) -> None:
        """Keep it and go on."""
        self.attempt(self.session.keep, onward=True)

    def action_drop(self) -> None:
        """Drop it and go on."""
        self.attempt(self.session.drop, onward=True)

    def action_item(self) -> None:
        """Add an item behind this one and write it."""

        def add() -> None:
            kind = str(self.session.entry.fields["kind"]) if self.session.ids else Kind.FILL_BLANK
            self.session.add(Kind(kind))
            self.blank = 0
            self._edit()

        self.attempt(add)

    def action_undo(self) -> None:
        """Take the last decision back."""
        self.attempt(self.session.undo)

    def action_next(self) -> None:
        """The next item."""
        self.blank = 0
        self.attempt(lambda: self.session.go(1))

    def action_previous(self) -> None:
        """The item before."""
        self.blank = 0
        self.attempt(lambda: self.session.go(-1))

    def action_new(self) -> None:
        """The next item that nobody has looked at."""
        self.blank = 0
        self.attempt(self.session.go_to_new)

    def action_blank(self) -> None:
        """Choose the next blank."""
        stem = str(self.session.entry.fields.get("stem", "")) if self.session.ids else ""
        count = len(parse_stem(stem)[1]) if stem else 1
        self.blank = (self.blank + 1) % count
        self.show()

    def action_move(self, start: int, end: int) -> None:
        """Move the edges of the chosen blank."""
        self.attempt(lambda: self.session.move_blank(self.blank, start=start, end=end))

    def action_add(self) -> None:
        """One more blank, to be moved from where it appears."""

        def add() -> None:
            self.blank = self.session.add_blank()

        self.attempt(add)

    def action_less(self) -> None:
        """Remove the chosen blank."""
        self.attempt(lambda: self.session.remove_blank(self.blank))
        self.blank = 0
        self.show()

    def action_kind(self) -> None:
        """Make the next kind of item of it that can be made."""

        def change() -> None:
            kinds = [*Kind]
            now = kinds.index(Kind(str(self.session.entry.fields["kind"])))
            for by in range(1, len(kinds)):
                try:
                    self.session.change_kind(kinds[(now + by) % len(kinds)])
                except InputError:
                    continue
                return
            raise InputError("no other kind can be made of this item")

        self.blank = 0
        self.attempt(change)

    def action_settle(self, take: bool) -> None:
        """End a conflict."""
        self.attempt(lambda: self.session.settle(take=take))

    def action_filter(self) -> None:
        """Show another status."""
        wanted = self.session.filter
        at = _FILTERS.index(wanted.statuses) if wanted.statuses in _FILTERS else 0
        statuses = _FILTERS[(at + 1) % len(_FILTERS)]
        self.blank = 0
        self.attempt(lambda: self.session.show(replace(wanted, statuses=statuses)))

    def action_search(self) -> None:
        """Ask for words."""
        asked = self.query_one("#search", Input)
        asked.disabled = False
        asked.add_class("asked")
        asked.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Show the items that have the words."""
        asked = self.query_one("#search", Input)
        asked.remove_class("asked")
        asked.disabled = True
        words = tuple(event.value.split())
        self.blank = 0
        self.attempt(lambda: self.session.show(replace(self.session.filter, words=words)))

    def action_keys(self) -> None:
        """Tell the keys that the footer has no room for."""
        self.show(
            "tab: which blank · ←→ move · < > end · [ ] start · + - add, remove · "
            "t m settle a conflict: take the source's, keep mine"
        )

    def action_edit(self) -> None:
        """Edit the lines of the item in $VISUAL or $EDITOR."""
        self.attempt(self._edit)

    def _edit(self) -> None:
        lines = self.session.lines()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "item.yaml")
            path.write_text(lines, encoding="utf-8")
            while True:
                with self.suspend():
                    run_editor(path)
                try:
                    self.session.write(path.read_text(encoding="utf-8"))
                except InputError as error:
                    # What was written is not thrown away: it comes up again, with the reason.
                    said = f"# {error}; mend it, or empty the file to leave the item as it was\n"
                    kept = [
                        line
                        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
                        if not line.endswith("to leave the item as it was\n")
                    ]
                    if not "".join(kept).strip():
                        return
                    path.write_text(said + "".join(kept), encoding="utf-8")
                else:
                    return


def run_editor(path: Path) -> None:
    """Open a file in the user's editor and wait.

    Raises:
        InputError: there is no editor, or it failed.
    """
    default = "notepad" if os.name == "nt" else "vi"
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or default
    try:
        done = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603
    except OSError as error:
        raise InputError(
            f"cannot run the editor {command}: {error.strerror}; set EDITOR"
        ) from error
    if done.returncode:
        raise InputError(f"the editor {command} failed; the item stays as it was")


def review(session: Session) -> None:
    """Run the review until the person quits."""
    Review(session).run()
