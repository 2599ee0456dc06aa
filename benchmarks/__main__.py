"""Measure, and write `docs/benchmarks.md`.

    python -m benchmarks [start] [library] [growth] [jobs] [--megabytes 10] [--write]

Without names everything is measured, which takes about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import PYTHON, Cost, cost, python, side_by_side
from benchmarks.texts import HOSTILE, chapters, library

DOCS = Path(__file__).parent.parent / "docs" / "benchmarks.md"
QUIZGEN = [PYTHON, "-m", "quizgen"]
JIEBA = "import jieba; jieba.setLogLevel(60); jieba.initialize()"
ALL = "text = ''.join(p.read_text('utf-8') for p in sorted(pathlib.Path(sys.argv[1]).iterdir()))"
LCUT = f"import pathlib, sys; {JIEBA}; {ALL}; jieba.lcut(text)"
RJIEBA = f"import pathlib, rjieba, sys; {ALL}; rjieba.tag(text)"
STUDY = """
import pathlib, sys
from quizgen.pipeline import study
from quizgen.reading import read
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    study(read(str(path)))
"""
STUDY_ONE = """
import sys
from quizgen.pipeline import study
from quizgen.reading import read
study(read(sys.argv[1]))
"""


def files(folder: Path, characters: float, seed: int) -> tuple[int, int]:
    """A folder of texts, each of the length of a seed; how many, and their characters."""
    folder.mkdir()
    size = number = 0
    for text in chapters(seed):
        if size >= characters:
            break
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        size += len(text)
        number += 1
    return number, size


def start(folder: Path, options: argparse.Namespace) -> list[str]:
    """One page, the whole process, cold."""
    page = folder / "page.txt"
    page.write_text(library(8000, seed=1), encoding="utf-8")
    costs = side_by_side(
        {
            "bare interpreter": python("pass"),
            "jieba's start": python(JIEBA),
            "`quizgen --help`": [*QUIZGEN, "--help"],
            "`quizgen inspect` of a page": [*QUIZGEN, "inspect", str(page), "--json"],
            "`quizgen build` of a page": [*QUIZGEN, "build", str(page), "-o", str(folder / "out")],
        },
        options.rounds,
    )
    jieba = costs["jieba's start"]
    lines = _table(costs, jieba, "of jieba's start")
    beyond = costs["`quizgen --help`"].wall - costs["bare interpreter"].wall
    lines.append(f"\n`quizgen --help` takes {beyond:.2f} s beyond the bare interpreter.")
    return ["## One page, cold", "", "A page of 8,000 characters.", "", *lines]


def speed(folder: Path, options: argparse.Namespace) -> list[str]:
    """A library in one process, against segmentation alone; the start of each is taken off."""
    texts = folder / "library"
    number, size = files(texts, options.megabytes * 1_000_000 / 3, 0)
    costs = side_by_side(
        {
            "jieba's start": python(JIEBA),
            "quizgen's start": python("import quizgen.pipeline, rjieba"),
            "jieba.lcut": python(LCUT, str(texts)),
            "rjieba.tag": python(RJIEBA, str(texts)),
            "quizgen: reading to items": python(STUDY, str(texts)),
        },
        1 if options.megabytes > 2 else 3,
    )
    lcut = costs["jieba.lcut"]
    begin = costs["jieba's start"]
    net = Cost(lcut.cpu - begin.cpu, lcut.wall - begin.wall, lcut.peak)
    ours = costs["quizgen: reading to items"].cpu - costs["quizgen's start"].cpu
    return [
        "## A library, one process",
        "",
        (
            f"{number:,} texts, {size:,} characters. quizgen reads {net.cpu / ours:.2f} times the characters a "
            "second of `jieba.lcut`, the start of both taken off."
        ),
        "",
        *_table(costs, net, "of jieba.lcut without its start"),
    ]


def growth(folder: Path, options: argparse.Namespace) -> list[str]:
    """Ten times the text."""
    size = int(options.megabytes * 100_000 / 3)
    lines = ["| text | characters | CPU s | ten times the text | growth |", "|---|--:|--:|--:|--:|"]
    idle = cost(python("import quizgen.pipeline")).cpu
    for name, make in HOSTILE.items():
        taken = []
        for times in (1, 10):
            path = folder / "growth.txt"
            path.write_text(make(size * times), encoding="utf-8")
            taken.append(max(0.01, cost(python(STUDY_ONE, str(path))).cpu - idle))
        lines.append(
            f"| {name} | {size:,} | {taken[0]:.2f} | {taken[1]:.2f} | {taken[1] / taken[0]:.1f}x |"
        )
        print(lines[-1], flush=True)
    return ["## Growth", "", *lines]


def jobs(folder: Path, options: argparse.Namespace) -> list[str]:
    """Many files by one process and by two."""
    texts = folder / "files"
    number, size = files(texts, options.megabytes * 1_000_000 / 3, 2)
    costs = {
        f"--jobs {count}": cost(
            [
                *QUIZGEN,
                "extract",
                str(texts),
                "-b",
                str(folder / f"{count}.yaml"),
                "--jobs",
                str(count),
            ]
        )
        for count in (1, 2)
    }
    same = (folder / "1.yaml").read_bytes() == (folder / "2.yaml").read_bytes()
    ratio = costs["--jobs 1"].wall / costs["--jobs 2"].wall
    return [
        "## Several processes",
        "",
        (
            f"{number:,} files, {size:,} characters; two processes on {os.cpu_count()} cores are "
            f"{ratio:.2f} times as fast by the clock, with {'the same' if same else 'ANOTHER'} result."
        ),
        "",
        *_table(costs, costs["--jobs 1"], "of one process"),
    ]


def _table(costs: dict[str, Cost], unit: Cost, ratio: str) -> list[str]:
    return [
        f"| | CPU s | ratio ({ratio}) | wall s | peak MB |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {name} | {cost.cpu:.2f} | {cost.cpu / unit.cpu:.2f} | {cost.wall:.2f} | {cost.peak:.0f} |"
            for name, cost in costs.items()
        ),
    ]


PARTS: dict[str, Callable[[Path, argparse.Namespace], list[str]]] = {
    "start": start,
    "library": speed,
    "growth": growth,
    "jobs": jobs,
}


def main() -> None:
    """Measure what is asked for and print it; with --write into the documentation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure")
    parser.add_argument("--megabytes", type=float, default=10, help="size of the library, UTF-8")
    parser.add_argument("--rounds", type=int, default=5, help="of the short measurements")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    pages = []
    for name in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            lines = PARTS[name](Path(folder), options)
        print("\n".join(lines), flush=True)
        pages += [*lines, ""]
    if options.write:
        head = [
            "# Benchmarks",
            "",
            (
                "Every figure is a ratio of two things measured by turns in one run; absolute times say "
                "little about another machine. CPU seconds are user and system time of the process."
            ),
            (
                f"Python {platform.python_version()}, {os.cpu_count()} cores. To repeat: "
                "`python -m benchmarks --write` (see `--help`)."
            ),
            "",
        ]
        DOCS.write_text("\n".join([*head, *pages]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
