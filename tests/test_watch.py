"""`quizgen build --watch` in a real process: builds, sees changes, survives mistakes, stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.conftest import ROOT


def until(true: Callable[[], bool]) -> None:
    """Wait until something holds, for a minute at most."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came about")


def test_watch(tmp_path: Path) -> None:
    text, recipe, sheet = tmp_path / "a.txt", tmp_path / "r.toml", tmp_path / "out" / "甲.html"
    said = tmp_path / "said"
    text.write_text("所谓古树，是指树龄在一百年以上的树木。\n", encoding="utf-8")
    right = 'title = "甲"\nsources = ["a.txt"]\n[[output]]\nformat = "sheet"\n'
    recipe.write_text(right, encoding="utf-8")
    with said.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "quizgen", "build", "--watch", str(recipe)],
            stdout=out,
            stderr=subprocess.STDOUT,
            # A suite that runs in the background hands on that Ctrl+C is ignored.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        )

        def told(words: str) -> bool:
            return words in said.read_text(encoding="utf-8")

        try:
            until(lambda: told("Watching 2 files"))
            assert "一百年" in sheet.read_text(encoding="utf-8")
            text.write_text("所谓名木，是指具有重要纪念意义的树木。\n", encoding="utf-8")
            until(lambda: "纪念意义" in sheet.read_text(encoding="utf-8"))
            # A mistake is told, and the next right version is built.
            recipe.write_text(right.replace("title", "titel"), encoding="utf-8")
            until(lambda: told("did you mean title?"))
            recipe.write_text(right.replace("甲", "乙"), encoding="utf-8")
            until(lambda: (tmp_path / "out" / "乙.html").exists())
        finally:
            running.send_signal(signal.SIGINT)
            code = running.wait(30)
    assert code == 0
    assert told("Stopped; finished files are whole")
    assert not told("Traceback")
