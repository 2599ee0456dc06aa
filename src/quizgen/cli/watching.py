"""`quizgen build --watch`: looks at the files twice a second and builds when one has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer

from quizgen.cli import building
from quizgen.errors import QuizgenError

_PAUSE = 0.5
"""Seconds between two looks: an editor's save is seen at once, and the machine stays idle."""


def watch(requests: Callable[[], Sequence[building.Request]]) -> None:
    """Build now and after every change, until it is stopped. What is wrong is said, no more."""
    state: Any = None
    known: Sequence[Path] = ()
    try:
        while True:
            now = _state(known)
            if state is None or now != state:
                known = _round(requests) or known
                state = _state(known)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        typer.echo("Stopped; finished files are whole.", err=True)


def _round(requests: Callable[[], Sequence[building.Request]]) -> list[Path]:
    """Build everything once; the files to look at."""
    files: list[Path] = []
    try:
        for request in requests():
            files += building.watched(request)
            building.build(request)
    except QuizgenError as error:
        typer.echo(f"quizgen: {error}", err=True)
    typer.echo(f"Watching {len(files)} files; Ctrl+C stops.", err=True)
    return files


def _state(paths: Sequence[Path]) -> tuple[tuple[int, int], ...]:
    """The time and the size of each file; nothing of one that is away."""
    found: list[tuple[int, int]] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            found.append((0, -1))
        else:
            found.append((stat.st_mtime_ns, stat.st_size))
    return tuple(found)
