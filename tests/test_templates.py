"""Templates that people take and change, and what is written about them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from quizgen.export import paper
from quizgen.export.sheet import Options
from quizgen.templating import changeable
from tests.conftest import ROOT
from tests.test_cli import files, quizgen

DOC = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def test_the_templates_are_copied_and_used_and_never_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    done = quizgen("templates", "copy", str(mine))
    assert done.returncode == 0, done.stderr
    assert {path.relative_to(mine).as_posix() for path in mine.rglob("*.*")} == set(changeable())
    law = str(ROOT / "seeds" / "law.txt")
    for name, more in (("own", ["--templates", str(mine)]), ("builtin", [])):
        done = quizgen("build", law, "-o", str(tmp_path / name), "--format", "sheet", *more)
        assert done.returncode == 0, done.stderr
    assert files(tmp_path / "own") == files(tmp_path / "builtin")
    (mine / "sheet" / "sheet.css").write_text("mine", encoding="utf-8")
    again = quizgen("templates", "copy", str(mine))
    assert again.returncode == 4
    assert "exists" in again.stderr
    assert (mine / "sheet" / "sheet.css").read_text(encoding="utf-8") == "mine"


def test_one_template_and_one_that_there_is_not(tmp_path: Path) -> None:
    done = quizgen("templates", "copy", str(tmp_path / "a"), "sheet/sheet.css")
    assert done.stdout.splitlines() == [str(tmp_path / "a" / "sheet" / "sheet.css")]
    done = quizgen("templates", "copy", str(tmp_path / "b"), "sheet/sheat.css")
    assert done.returncode == 3
    assert "no template 'sheet/sheat.css'" in done.stderr
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("heading", "kind", "more"),
    [
        ("Paper", paper.Paper, set()),
        ("Part", paper.Part, {"questions"}),
        ("Group", paper.Group, set()),
        ("Question", paper.Question, {"rows"}),
        ("Piece", paper.Piece, set()),
        ("Options", Options, set()),
    ],
)
def test_each_variable_is_written_about(heading: str, kind: Any, more: set[str]) -> None:
    (about,) = re.findall(rf"^\*\*{heading}\*\*: (.*?)(?:\n\n|\Z)", DOC, re.DOTALL | re.MULTILINE)
    names = {field.name for field in fields(kind)} | more
    written = set(re.findall(r"`([a-z_]+)`", about))
    assert names <= written
    assert written - names <= {"matching", "term"}


def test_each_block_is_written_about() -> None:
    page = (ROOT / "templates" / "sheet" / "sheet.html").read_text(encoding="utf-8")
    for block in re.findall(r"{% block (\w+) %}", page):
        assert f"`{block}`" in DOC
