"""A kill at any moment leaves the old file or the new one, never half of one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

WRITER = """
import sys
from pathlib import Path
from quizgen.files import write_atomic
path = Path(sys.argv[1])
print("ready", flush=True)
number = int(sys.argv[2])
while True:
    number += 1
    write_atomic(path, b"%08d" % number * 250_000 + b"end")
"""


def _whole(content: bytes) -> bool:
    return content.endswith(b"end") and content == content[:8] * 250_000 + b"end"


@pytest.mark.parametrize("part", range(4))
def test_kills_at_random_moments_leave_a_whole_file(tmp_path: Path, part: int) -> None:
    """50 kills each; the writer does nothing but write, so that most fall into a write."""
    draw = random.Random(part)
    path = tmp_path / "bank.yaml"
    path.write_bytes(b"00000000" * 250_000 + b"end")
    versions = set()
    for turn in range(50):
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", WRITER, str(path), str(turn * 10_000)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        content = path.read_bytes()
        assert _whole(content), f"{len(content)} bytes are left"
        versions.add(content[:8])
    assert len(versions) > 1, "no write came to its end: the kills came too early to tell"


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_killed_command_leaves_whole_outputs(tmp_path: Path, command: str) -> None:
    """The real commands, killed at moments spread over their whole run."""
    text = tmp_path / "text.txt"
    text.write_bytes((ROOT / "seeds" / "law.txt").read_bytes())
    out = tmp_path / "out"
    target = ["-o", str(out)] if command == "build" else ["-b", str(out / "bank.yaml")]
    line = [sys.executable, "-m", "quizgen", command, str(text), *target]
    out.mkdir()
    begin = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True)
    lasted = time.perf_counter() - begin
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    # Other words, so that the next run writes other bytes.
    text.write_bytes((ROOT / "seeds" / "marxism.txt").read_bytes())
    for part in range(8):
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(lasted * (0.3 + part / 10))
        process.send_signal(signal.SIGKILL)
        process.wait()
    left = {path.name: path.read_bytes() for path in out.iterdir() if path.name in before}
    assert subprocess.run(line, check=False, capture_output=True).returncode == 0
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.name in before}
    for name, content in left.items():
        assert content in (before[name], after[name]), name
