"""Many sources: one after another or by several processes, the same results in the same order.

Each result is handed on as soon as its turn comes, and only a few sources are under way at a
time, so that memory does not grow with the number of files.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.language import Language
from quizgen.pipeline import Reading, study
from quizgen.reading import read

_AHEAD = 4
"""Tasks under way for each process: enough that none waits, few enough that results do not pile up."""
_TASK = 262_144
"""Bytes of files to a task: starting one costs as much as reading a page."""
_MOST_FILES = 16
_worker: Language | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read; the others go on."""

    path: str
    error: QuizgenError


def study_all(
    paths: Sequence[str],
    language: Language,
    *,
    words: Sequence[Path] = (),
    encoding: str | None = None,
    jobs: int = 1,
) -> Iterator[Reading | Failure]:
    """Study each source; a failing one is a `Failure` in its place.

    Args:
        paths: what `reading.read` takes.
        language: for this process.
        words: the user dictionaries of `language`, for the other processes.
        encoding: of the texts, if it is not to be found.
        jobs: how many processes; with one, or one source, this process does it alone.
    """
    if jobs <= 1 or len(paths) < 2:
        for path in paths:
            yield _study(path, encoding, language)
        return
    yield from _by_processes(tuple(_tasks(paths)), tuple(words), encoding, jobs)


def _study(path: str, encoding: str | None, language: Language) -> Reading | Failure:
    try:
        return study(read(path, encoding=encoding), language)
    except QuizgenError as error:
        return Failure(path, error)


def _by_processes(
    tasks: Sequence[tuple[str, ...]], words: tuple[Path, ...], encoding: str | None, jobs: int
) -> Iterator[Reading | Failure]:
    workers = min(jobs, len(tasks))
    executor = ProcessPoolExecutor(workers, initializer=_begin, initargs=(words,))
    under_way: deque[tuple[tuple[str, ...], Future[list[Reading | Failure]]]] = deque()
    left = deque(tasks)
    try:
        while left or under_way:
            while left and len(under_way) < workers * _AHEAD:
                task = left.popleft()
                under_way.append((task, executor.submit(_do, task, encoding)))
            task, future = under_way.popleft()
            yield from future.result()
    except BrokenProcessPool:
        raise QuizgenError(
            "a process was killed, perhaps for want of memory; try again with --jobs 1"
        ) from None
    finally:
        # Also when the caller stops or Ctrl-C comes: what has not begun is not begun.
        executor.shutdown(wait=True, cancel_futures=True)


def _tasks(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The paths in order, small files together."""
    task: list[str] = []
    size = 0
    for path in paths:
        if path == "-":
            # Standard input belongs to the first process that reads it.
            raise QuizgenError(
                "--jobs: standard input cannot be shared; leave - out or use one job"
            )
        task.append(path)
        size += _size(path)
        if size >= _TASK or len(task) >= _MOST_FILES:
            yield tuple(task)
            task, size = [], 0
    if task:
        yield tuple(task)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _begin(words: tuple[Path, ...]) -> None:
    """In a new process: Ctrl-C is the parent's business; load the words once."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = Language(words=words)


def _do(task: tuple[str, ...], encoding: str | None) -> list[Reading | Failure]:
    assert _worker is not None
    return [_study(path, encoding, _worker) for path in task]
