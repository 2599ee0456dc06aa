"""One run of a command or of a piece of Python: time and memory, of that process alone."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took. CPU seconds hardly change with what else the machine is doing."""

    cpu: float
    """Seconds, user and system, of the process and its children."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """Megabytes of memory at the most, of the process itself."""


def cost(command: Sequence[str]) -> Cost:
    """Run a command; its output is thrown away.

    Raises:
        RuntimeError: it failed; the message holds what it wrote to stderr.
    """
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{command}: {errors.read().decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def side_by_side(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The medians of each command, run by turns so that all meet the same weather."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(cost(command))
    return {
        name: Cost(
            statistics.median(cost.cpu for cost in costs),
            statistics.median(cost.wall for cost in costs),
            max(cost.peak for cost in costs),
        )
        for name, costs in found.items()
    }


def python(code: str, *arguments: str) -> list[str]:
    """A command that runs a piece of Python."""
    return [PYTHON, "-c", code, *arguments]
