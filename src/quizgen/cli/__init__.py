"""The command line: the only place that prints."""

from __future__ import annotations

import sys

_INTERRUPTED = 130
"""The exit code of a program that Ctrl+C stopped: 128 and the number of the signal."""


def main() -> None:
    """Run the command line; a known error is one line on stderr, never a traceback."""
    from quizgen.errors import QuizgenError

    # A terminal or a pipe may not be UTF-8; Chinese must come out all the same.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from quizgen.cli.app import app

        app()
    except QuizgenError as error:
        if "--debug" in sys.argv:
            raise
        print(f"quizgen: {one_line(str(error))}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, SystemExit) as stop:
        # typer turns Ctrl+C into a silent exit.
        if isinstance(stop, SystemExit) and stop.code != _INTERRUPTED:
            raise
        print("quizgen: stopped; finished files are whole", file=sys.stderr)  # noqa: T201
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough, as `head` does.
        sys.stderr.close()
        sys.exit(141)


def one_line(text: str) -> str:
    """The text without line ends and terminal escapes: names of files may hold both."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
