"""What can go wrong for a reason that a person can act on."""

from __future__ import annotations


class QuizgenError(Exception):
    """One clear line for the user: what, where, what to do.

    The command line prints it on stderr and exits with `exit_code`.
    """

    exit_code = 1


class InputError(QuizgenError):
    """A text, a bank or a recipe that cannot be read."""

    exit_code = 3


class OutputError(QuizgenError):
    """A file that cannot be written."""

    exit_code = 4


class MissingExtraError(QuizgenError):
    """An optional library is not installed; the message names the extra."""

    exit_code = 5
