"""The commands as a user runs them: real processes, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS


def quizgen(
    *arguments: str, cwd: Path | None = None, given: bytes = b""
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from quizgen.cli import main; main()", *arguments],
        capture_output=True,
        input=given,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": ""},
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_builds_a_deck_and_a_sheet(tmp_path: Path) -> None:
    done = quizgen("build", str(ROOT / "seeds" / "law.txt"), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert set(files(tmp_path / "out")) == {"law.apkg", "law.html", "law.edition.json"}
    assert done.stderr == ""
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "law.apkg",
        "law.edition.json",
        "law.html",
    ]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    seeds = str(ROOT / "seeds")
    for name in ("one", "two"):
        assert quizgen("build", seeds, "-o", str(tmp_path / name), "--title", "题").returncode == 0
    first = files(tmp_path / "one")
    assert first == files(tmp_path / "two")
    # The same again over its own edition: nothing has changed.
    assert quizgen("build", seeds, "-o", str(tmp_path / "one"), "--title", "题").returncode == 0
    assert files(tmp_path / "one") == first


def test_asks_what_was_chosen(tmp_path: Path) -> None:
    done = quizgen(
        "build", str(ROOT / "seeds" / "law.txt"), "-o", str(tmp_path),
        "--kinds", "fill-blank", "--max-items", "3", "--title", 'a/b:"c"',
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"a_b__c_.apkg", "a_b__c_.html", "a_b__c_.edition.json"}
    edition = json.loads((tmp_path / "a_b__c_.edition.json").read_text(encoding="utf-8"))
    assert [note["kind"] for note in edition["notes"]] == ["fill-blank"] * 3


def test_a_text_with_nothing_to_ask(tmp_path: Path) -> None:
    text = tmp_path / "short.txt"
    text.write_text("天黑了。\n", encoding="utf-8")
    done = quizgen("build", str(text), "-o", str(tmp_path / "out"))
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "Nothing to ask" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("missing.txt", None, "no file"),
        ("folder", None, "no texts"),
    ],
)
def test_bad_input_is_one_line_and_no_file(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    source = tmp_path / name
    if name == "folder":
        source.mkdir()
    elif data is not None:
        source.write_bytes(data)
    done = quizgen("build", str(source), "-o", str(tmp_path / "out"))
    assert done.returncode not in (0, 1)
    assert said in done.stderr
    assert name in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_bad_options_are_one_line(tmp_path: Path) -> None:
    law = str(ROOT / "seeds" / "law.txt")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for extra, said in (
        (["-o", str(tmp_path / "o"), "--kinds", "riddle"], "fill-blank"),
        (["-o", str(tmp_path / "o"), "--date", "tomorrow"], "2026-01-31"),
        (["-o", str(tmp_path / "file")], "is a file"),
        (["-o", str(tmp_path / "o"), "--templates", "nowhere"], "no folder"),
        (["-o", str(tmp_path / "o"), "--dict", "nowhere.txt"], "dictionary"),
    ):
        done = quizgen("build", law, *extra)
        assert done.returncode not in (0, 1), extra
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_options_of_the_sheet_have_flags(tmp_path: Path) -> None:
    law = str(ROOT / "seeds" / "law.txt")
    done = quizgen(
        "build", law, "-o", str(tmp_path), "--format", "sheet",
        "--key", "separate", "--variants", "2", "--paper", "A3", "--word-bank",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = files(tmp_path)
    assert set(made) == {"law-A.html", "law-B.html", "law-参考答案.html"}
    assert "size: 420mm 297mm" in made["law-A.html"].decode()
    assert 'class="bank"' in made["law-A.html"].decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--paper", "A7"], "--paper: paper is one of A4, A3, B4"),
        (["--paper", "A3", "--format", "anki"], "--paper: none of the formats"),
        (["--marks", "lots"], "no number of marks"),
        (["--variants", "99"], "variants is 1 to 26"),
    ],
)
def test_a_flag_that_does_not_fit_is_one_line(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "out"
    done = quizgen("build", str(ROOT / "seeds" / "law.txt"), "-o", str(out), *arguments)
    assert done.returncode == 3
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not out.exists()


def test_a_template_of_ones_own_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "sheet"
    own.mkdir(parents=True)
    (own / "sheet.html").write_text("{{ paper.parts|length }} of my own", encoding="utf-8")
    law = str(ROOT / "seeds" / "law.txt")
    done = quizgen("build", law, "-o", str(tmp_path / "o"), "--templates", str(own.parent))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "o" / "law.html").read_text(encoding="utf-8").endswith("of my own")


def test_inspect_prints_for_people_and_for_programs(seed: Path) -> None:
    report = quizgen("inspect", str(seed), "--json")
    assert report.returncode == 0, report.stderr
    value = json.loads(report.stdout)
    assert value["schema"] == 1
    assert value["source"]["chars"] == len(seed.read_bytes().decode())
    for form in ((), ("--layout",), ("--explain",)):
        shown = quizgen("inspect", str(seed), *form)
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout.strip()


def test_explain_shows_what_a_finding_was_taken_for_and_what_it_beat() -> None:
    text = "“三通”是指接通水、电和路的工程。\n"
    plain = quizgen("inspect", "-", given=text.encode()).stdout
    told = quizgen("inspect", "-", "--explain", given=text.encode()).stdout
    assert "definition_shi_zhi: 1 — X是指Y" in told
    assert "[是指]" in told
    assert "defines the same place, for definition_shi_zhi: 三通" in told
    assert "[是指]" not in plain


def test_text_is_what_offsets_count_in() -> None:
    source = "理论。\r\n".encode("utf-16")
    done = quizgen("inspect", "-", "--text", given=source)
    assert done.stdout == "\ufeff理论。\r\n"


def test_version_and_help() -> None:
    assert quizgen("--version").stdout.startswith("quizgen 0.")
    commands = ("build", "inspect", "extract", "review", "list", "stats", "new", "bank check")
    for command in commands:
        help_ = quizgen(*command.split(), "--help").stdout
        assert "Examples:" in help_
        assert f"quizgen {command}" in help_


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from quizgen.cli.app import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('jieba','rjieba','genanki','jinja2','rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_there_is_a_seed_of_each_genre() -> None:
    assert len(SEEDS) >= 8


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_failing_file_is_told_at_the_end_and_stops_no_other(tmp_path: Path, jobs: str) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("law", "marxism", "work_report"):
        text = (ROOT / "seeds" / f"{name}.txt").read_bytes()
        (texts / f"{name}.txt").write_bytes(text)
    (texts / "broken.txt").write_bytes(b"\x00\x01\x02" * 500)
    done = quizgen("build", str(texts), "-o", str(tmp_path / "out"), "--jobs", jobs)
    assert done.returncode == 3
    assert set(files(tmp_path / "out")) == {"texts.apkg", "texts.html", "texts.edition.json"}
    told, count = done.stderr.splitlines()
    assert "broken.txt is binary" in told
    assert count == "quizgen: 1 of 4 sources could not be read; the others are done"


def test_processes_change_nothing_in_what_is_written(tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        out = str(tmp_path / jobs)
        assert quizgen("build", str(ROOT / "seeds"), "-o", out, "--jobs", jobs).returncode == 0
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_where_no_source_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_bytes(b"\x00\x01\x02" * 500)
    done = quizgen("build", str(tmp_path), "-o", str(tmp_path / "out"))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "out").exists()
