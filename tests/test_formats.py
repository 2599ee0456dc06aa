"""The register of formats and the options that people write for them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from quizgen.errors import InputError
from quizgen.export import formats
from quizgen.export.choosing import options_of
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Sample:
    paper: Literal["A4", "A3"] = "A4"
    marks: int = 0
    even_blanks: bool = False
    tags: tuple[str, ...] = ()
    title: str | None = None


def test_options_come_from_texts_and_from_values_alike() -> None:
    texts = {"paper": "A3", "marks": "2", "even-blanks": "yes", "tags": "a, b", "title": "t"}
    values = {"paper": "A3", "marks": 2, "even_blanks": True, "tags": ["a", "b"], "title": "t"}
    wanted = Sample("A3", 2, True, ("a", "b"), "t")
    assert options_of(Sample, texts, "x") == options_of(Sample, values, "x") == wanted
    assert options_of(Sample, {}, "x") == Sample()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"papper": "A4"}, "x: there is no option 'papper'; did you mean paper"),
        ({"paper": "A5"}, "x: paper is one of A4, A3, not 'A5'"),
        ({"marks": "many"}, "x: marks is a number, not 'many'"),
        ({"even_blanks": "perhaps"}, "x: even_blanks is true or false"),
        ({"tags": 3}, "x: tags is a list, not 3"),
        ({"title": 3}, "x: title is a text, not 3"),
    ],
)
def test_a_wrong_option_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as raised:
        options_of(Sample, values, "x")
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("known", formats.FORMATS, ids=lambda known: known.name)
def test_each_format_has_options_with_defaults(known: formats.Format) -> None:
    exporter = formats.load(known)
    assert options_of(exporter.Options, {}, known.name) == exporter.Options()
    assert callable(exporter.export)


def test_a_wrong_format_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match="no format 'anky'; did you mean anki"):
        formats.find("anky")


MODULE = """
from dataclasses import dataclass
from quizgen.export.formats import Context, Exported, File

@dataclass(frozen=True, slots=True)
class Options:
    numbers: bool = True

def export(quiz, options, context):
    return Exported((File(".caps.txt", f"{len(quiz.items)} {options.numbers}".encode()),), ("no keys",))
"""


def test_a_package_adds_a_format_by_an_entry_point(tmp_path: Path) -> None:
    """A real distribution beside quizgen, found by the command in a process of its own."""
    (tmp_path / "caps_format.py").write_text(MODULE, encoding="utf-8")
    about = tmp_path / "caps-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: caps\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[quizgen.formats]\ncaps = caps_format\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "quizgen", "build", str(ROOT / "seeds" / "law.txt")),
            *("-o", str(tmp_path / "out"), "--format", "caps", "--set", "caps.numbers=no"),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{tmp_path}"},
        check=True,
    )
    assert done.stderr == "quizgen: caps: no keys\n"
    count, numbers = (tmp_path / "out" / "law.caps.txt").read_text().split()
    assert int(count) > 0
    assert numbers == "False"


def test_the_page_of_formats_is_fresh() -> None:
    path = ROOT / "scripts" / "formats_catalogue.py"
    spec = importlib.util.spec_from_file_location("formats_catalogue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PATH.read_text(encoding="utf-8") == module.catalogue(), "run make docs"
