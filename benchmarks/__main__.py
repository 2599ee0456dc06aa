"""Measure, and write `docs/benchmarks.md`.

    python -m benchmarks [start] [library] [growth] [jobs] [deck] [--megabytes 10] [--write]

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
LCUT = JIEBA + "; import sys; jieba.lcut(open(sys.argv[1], encoding='utf-8').read())"
RJIEBA = "import rjieba, sys; rjieba.Jieba().tag(open(sys.argv[1], encoding='utf-8').read())"
STUDY = (
    "import sys; from quizgen.reading import read; from quizgen.pipeline import study;"
    "reading = study(read(sys.argv[1])); print(len(reading.items))"
)


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
    """A library in one process, against segmentation alone; loading is taken off."""
    text = folder / "library.txt"
    text.write_text(library(int(options.megabytes * 1_000_000 / 3)), encoding="utf-8")
    costs = side_by_side(
        {
            "jieba.lcut": python(LCUT, str(text)),
            "rjieba.tag": python(RJIEBA, str(text)),
            "quizgen: reading to items": python(STUDY, str(text)),
        },
        1 if options.megabytes > 2 else 3,
    )
    begin = cost(python(JIEBA)).cpu
    lcut = costs["jieba.lcut"]
    net = Cost(lcut.cpu - begin, lcut.wall - begin, lcut.peak)
    ours = costs["quizgen: reading to items"]
    lines = _table(costs, net, "of jieba.lcut, its start taken off")
    return [
        "## A library, one process",
        "",
        (
            f"{options.megabytes:g} MB in one file; quizgen reads {net.cpu / ours.cpu:.2f} times the "
            "characters a second of `jieba.lcut`."
        ),
        "",
        *lines,
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
            taken.append(max(0.01, cost(python(STUDY, str(path))).cpu - idle))
        lines.append(
            f"| {name} | {size:,} | {taken[0]:.2f} | {taken[1]:.2f} | {taken[1] / taken[0]:.1f}x |"
        )
        print(lines[-1], flush=True)
    return ["## Growth", "", *lines]


def jobs(folder: Path, options: argparse.Namespace) -> list[str]:
    """Many files by one process and by two."""
    library_of = folder / "files"
    library_of.mkdir()
    pages = chapters(seed=2)
    size = 0
    number = 0
    while size < options.megabytes * 1_000_000 / 3:
        page = next(pages)
        (library_of / f"{number:05}.txt").write_text(page, encoding="utf-8")
        size += len(page)
        number += 1
    costs = {
        f"--jobs {count}": cost(
            [
                *QUIZGEN,
                "extract",
                str(library_of),
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
