"""Sources studied for a command: progress where there are many, failures told at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from quizgen.cli import one_line
from quizgen.errors import InputError
from quizgen.language import Language
from quizgen.layout.show import doubtful_sentences
from quizgen.parallel import Failure, study_all
from quizgen.pipeline import Reading

_SLOW = 5
"""From so many sources on, progress is shown."""


class Studies:
    """Iterate over it once for what could be read; then ask for the failures."""

    def __init__(
        self,
        paths: Sequence[str],
        *,
        words: Sequence[Path] = (),
        encoding: str | None = None,
        jobs: int = 1,
    ) -> None:
        self._paths = paths
        self._words = words
        self._encoding = encoding
        self._jobs = jobs
        self.failures: list[Failure] = []
        self.doubts: list[str] = []
        """A line for each source with sentences that are not asked because they may be torn."""

    def __iter__(self) -> Iterator[tuple[str, Reading]]:
        """Each path with what was made of it, in order.

        Raises:
            QuizgenError: none of the sources could be read.
        """
        results = study_all(
            self._paths,
            Language(words=self._words),
            words=self._words,
            encoding=self._encoding,
            jobs=self._jobs,
        )
        for path, result in zip(self._paths, self._shown(results), strict=True):
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                if count := len(doubtful_sentences(result.document)):
                    what = "sentence is" if count == 1 else "sentences are"
                    self.doubts.append(
                        f"{path}: {count} {what} torn or doubtful, and not asked;"
                        " quizgen inspect --layout shows where"
                    )
                yield path, result
        if self.failures and len(self.failures) == len(self._paths):
            last = self.failures.pop()
            self._list()
            raise last.error

    def finish(self) -> None:
        """Say which sources failed; the work on the others is done.

        Raises:
            InputError: there are such; each has had its line by then.
        """
        if self.failures:
            self._list()
            count = f"{len(self.failures)} of {len(self._paths)} sources"
            raise InputError(f"{count} could not be read; the others are done")

    def _list(self) -> None:
        for failure in self.failures:
            typer.echo(f"quizgen: {one_line(str(failure.error))}", err=True)

    def _shown(self, results: Iterator[Reading | Failure]) -> Iterator[Reading | Failure]:
        if len(self._paths) < _SLOW or not sys.stderr.isatty():
            yield from results
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("Reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("", total=len(self._paths), rate="")
            for result in results:
                speed = progress.tasks[0].speed
                progress.update(task, advance=1, rate=f"{speed:.0f} files/s" if speed else "")
                yield result
