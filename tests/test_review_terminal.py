"""The review in a terminal: by textual's pilot, and as a real program in a real terminal."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from quizgen.bank import store
from quizgen.bank.fields import Status
from quizgen.review.session import Session
from quizgen.review.terminal import Review
from tests.conftest import ROOT
from tests.running import here
from tests.test_bank import banked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "b.yaml"
    found.write_text(banked().text, encoding="utf-8")
    return found


def drive(path: Path, act: Callable[[Review, Any], Awaitable[None]]) -> None:
    """Act on the screen as a person does, key by key."""

    async def run() -> None:
        app = Review(Session(path))
        async with app.run_test(size=(100, 40)) as pilot:
            await act(app, pilot)

    asyncio.run(run())


def text_of(app: Review) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def saved(path: Path) -> dict[str, Status]:
    return {entry.id: entry.status for entry in store.load(path).entries}


def test_keys(path: Path) -> None:
    async def act(app: Review, pilot: Any) -> None:
        assert "分裂期分为前期、中期" in text_of(app)
        assert "1/5" in text_of(app)
        await pilot.press("k", "d")
        assert saved(path) | {"a1": Status.KEPT, "a2": Status.DROPPED} == saved(path)
        assert "3/5" in text_of(app)
        assert "1 kept, 1 dropped" in text_of(app)
        await pilot.press("u")
        assert saved(path)["a2"] is Status.NEW
        # Undo shows what it has undone.
        assert app.session.entry.id == "a2"
        await pilot.press("p", "tab", "right", "right")
        assert app.session.entry.fields["stem"] == (
            "分裂期分为[[前期]]、中[[期、]][[后期]]和[[末期]]四个时期。"
        )
        assert "cannot go further" in text_of(app)
        await pilot.press("u", "space")
        assert "[[中期]]" in store.read_text(path)
        assert app.session.entry.id == "a2"

    drive(path, act)


def test_arrows_move_the_chosen_blank(path: Path) -> None:
    async def act(app: Review, pilot: Any) -> None:
        await pilot.press("n", "left")
        assert "叫[[做渗透作]]用" in str(app.session.entry.fields["stem"])
        await pilot.press("shift+right")
        assert "叫[[做渗透作用]]" in str(app.session.entry.fields["stem"])
        await pilot.press("ctrl+right")
        assert "叫做[[渗透作用]]" in str(app.session.entry.fields["stem"])
        await pilot.press("plus")
        assert str(app.session.entry.fields["stem"]).count("[[") == 2
        await pilot.press("minus")
        assert app.session.entry.status is Status.EDITED
        await pilot.press("c")
        assert app.session.entry.fields["kind"] == "term"

    drive(path, act)


def test_filter_and_search(path: Path) -> None:
    async def act(app: Review, pilot: Any) -> None:
        await pilot.press("k", "f", "f")
        assert app.session.ids == ("a1",)
        await pilot.press("f", "f", "f")
        await pilot.press("slash", *"液泡", "enter")
        assert app.session.ids == ("c1",)
        assert "调节渗透压" in text_of(app)
        await pilot.press("slash", *"没有", "enter")
        assert "No item fits" in text_of(app)
        await pilot.press("k", "tab", "left", "e", "u")
        assert saved(path)["a1"] is Status.NEW

    drive(path, act)


EDITOR = """\
import sys, pathlib
path = pathlib.Path(sys.argv[1])
text = path.read_text(encoding="utf-8")
# First a mistake, then, when the file comes back with the reason, the right thing.
if text.startswith("# the item"):
    assert "did you mean fill-blank" in text.splitlines()[0]
    text = text.split("\\n", 1)[1].replace("fill-blan\\n", "fill-blank\\n")
else:
    text = text.replace("四个时期", "四期").replace("fill-blank", "fill-blan")
path.write_text(text, encoding="utf-8")
"""


def test_in_a_real_terminal(path: Path, tmp_path: Path) -> None:
    (tmp_path / "editor.py").write_text(EDITOR, encoding="utf-8")
    program = pexpect.spawn(
        sys.executable,
        ["-m", "quizgen", "review", str(path)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "1",
            "TERM": "xterm-256color",
            "VISUAL": "",
            "EDITOR": f"{sys.executable} {tmp_path / 'editor.py'}",
        },
        dimensions=(40, 100),
        encoding="utf-8",
        timeout=60,
    )
    try:
        program.expect("1/5")
        program.send("e")
        program.expect("四期")
        program.send("n")
        program.expect("2/5")
        program.send("d")
        program.expect("3/5")
        program.send("q")
        program.expect(pexpect.EOF)
    finally:
        program.close(force=True)
    assert program.exitstatus == 0
    assert saved(path) | {"a1": Status.EDITED, "a2": Status.DROPPED} == saved(path)
    assert "四期" in path.read_text(encoding="utf-8")


def test_without_a_terminal_it_says_so(path: Path) -> None:
    done = here("review", str(path))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "--web" in done.stderr
