"""Commands run in this process: for tests of what a command does, not of how it starts."""

from __future__ import annotations

import subprocess

from typer.testing import CliRunner

from quizgen.cli.app import app
from quizgen.errors import QuizgenError


def here(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What `quizgen` with these arguments says and returns; an error of ours is a line on stderr."""
    done = CliRunner().invoke(app, list(arguments), prog_name="quizgen")
    code, stderr = done.exit_code, done.stderr
    if isinstance(done.exception, QuizgenError):
        code = done.exception.exit_code
        stderr += f"quizgen: {done.exception}\n"
    elif done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(list(arguments), code, done.stdout, stderr)
