"""Banks as a user meets them: extract, edit, build, extract again."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from quizgen.export.anki.edition import parse_edition
from quizgen.layout import lay_out
from quizgen.pipeline import study
from quizgen.reading import read
from quizgen.statistics import Survey
from tests.conftest import ROOT
from tests.running import here
from tests.test_cli import files, quizgen

LAW = ROOT / "seeds" / "law.txt"


def test_extract_then_build(tmp_path: Path) -> None:
    bank = tmp_path / "law.yaml"
    done = quizgen("extract", str(LAW), "-b", str(bank))
    assert done.returncode == 0, done.stderr
    assert " new" in done.stdout
    text = bank.read_text(encoding="utf-8")
    again = quizgen("extract", str(LAW), "-b", str(bank))
    assert "unchanged" in again.stdout
    assert bank.read_text(encoding="utf-8") == text
    built = quizgen("build", str(bank), "-o", str(tmp_path / "out"))
    assert built.returncode == 0, built.stderr
    direct = quizgen("build", str(LAW), "-o", str(tmp_path / "direct"))
    assert direct.returncode == 0
    made = []
    for folder in ("out", "direct"):
        path = tmp_path / folder / "law.edition.json"
        edition = parse_edition(path.read_bytes(), path.name)
        made.append({(note.guid, note.fields[0]) for note in edition.notes})
    # The bank asks what the text asks, under the same GUIDs.
    assert made[0] == made[1]


def test_dropped_items_are_not_built(tmp_path: Path) -> None:
    bank = tmp_path / "law.yaml"
    here("extract", str(LAW), "-b", str(bank))
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("status: new", "status: dropped"), encoding="utf-8")
    done = here("build", str(bank), "-o", str(tmp_path / "out"))
    assert "Nothing to ask" in done.stderr
    bank.write_text(text.replace("status: new", "status: kept", 2), encoding="utf-8")
    done = here("build", str(bank), "-o", str(tmp_path / "kept"), "--status", "kept")
    assert done.returncode == 0, done.stderr
    edition = parse_edition((tmp_path / "kept" / "law.edition.json").read_bytes(), "law")
    assert len({note.item.partition("#")[0] for note in edition.notes}) == 2
    assert not (tmp_path / "out").exists()


def test_check_names_lines(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text(
        "bank: 1\nitems:\n- kind: term\n  term: 渗透\n- kind: fill-blank\n  stme: '[[水]]'\n",
        encoding="utf-8",
    )
    done = here("bank", "check", str(bank))
    assert done.returncode == 3
    assert f"{bank}:6: there is no field 'stme'; did you mean stem?" in done.stderr
    assert f"{bank}:3: definition is missing" in done.stderr
    before = files(tmp_path)
    # A bank that cannot be read is never written.
    for command in (
        ("extract", str(LAW), "-b", str(bank)),
        ("build", str(bank), "-o", str(tmp_path / "out")),
    ):
        done = here(*command)
        assert done.returncode == 3
        assert done.stderr.count("\n") == 1
    assert files(tmp_path) == before
    twice = "- kind: term\n  term: 渗透\n  definition: 水的扩散\n"
    bank.write_text(f"bank: 1\nitems:\n{twice * 2}", encoding="utf-8")
    assert f"{bank}:6: asks the same as line 3" in here("bank", "check", str(bank)).stdout
    bank.write_text("bank: 1\nitems:\n", encoding="utf-8")
    assert here("bank", "check", str(bank)).stdout == f"{bank}: 0 items, 0 to ask\n"


def test_a_bank_that_is_not_there(tmp_path: Path) -> None:
    done = here("extract", str(LAW), "-b", str(tmp_path / "bank.txt"))
    assert done.returncode == 3
    assert ".yaml" in done.stderr
    assert not files(tmp_path)
    done = here("build", str(tmp_path / "no.yaml"), "-o", str(tmp_path))
    assert done.returncode == 3
    assert "quizgen extract" in done.stderr


def test_list_and_stats(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    here("extract", str(LAW), "-b", str(bank))
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("status: new", "status: dropped", 2), encoding="utf-8")
    done = here("list", str(bank), "--status", "dropped", "--source", "*law.txt")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert done.stdout.startswith(f"{bank}:")
    assert done.stderr.startswith("2 of ")
    terms = json.loads(here("list", str(bank), "--kinds", "term", "--json").stdout)
    assert {row["kind"] for row in terms} == {"term"}
    assert all(row["id"] and row["quote"] and row["at"] for row in terms)
    assert here("list", str(bank), "--status", "nwe").returncode == 3

    done = here("stats", str(bank), "-o", str(tmp_path / "b.svg"))
    assert done.returncode == 0, done.stderr
    total = text.count("- id:")
    kinds = done.stdout.split("# difficulty")[0].splitlines()[1:]
    assert sum(int(row.split("\t")[-1]) for row in kinds) == total
    assert sum(int(row.split("\t")[4]) for row in kinds) == 2
    drawing = ET.fromstring((tmp_path / "b.svg").read_text(encoding="utf-8"))
    bars = [
        bar for bar in drawing.iter("{http://www.w3.org/2000/svg}rect") if bar.get("height") == "16"
    ]
    assert len(bars) > 10
    assert all(float(bar.get("x", 0)) + float(bar.get("width", 0)) <= 760 for bar in bars)
    assert here("stats", str(bank), "-o", str(tmp_path / "b.html")).returncode == 0
    assert "<svg" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert here("stats", str(bank), "-o", str(tmp_path / "b.png")).returncode == 3
    assert here("stats", str(bank), str(LAW)).returncode == 3


def test_stats_of_texts() -> None:
    document = lay_out(source := read(LAW))
    reading = study(source)
    survey = Survey()
    survey.add(reading)
    coverage, kinds, _, _, _, dropped = survey.tables()
    sentences = sum(
        len(paragraph.sentences)
        for article in document.articles
        for paragraph in article.paragraphs
    )
    assert sum(row.total for row in coverage.rows) == sentences
    assert 0 < sum(row.counts["asked"] for row in coverage.rows) < sentences
    assert sum(row.total for row in kinds.rows) == len(reading.items)
    characters = sum(row.counts["characters"] for row in dropped.rows)
    assert characters == sum(piece.end - piece.start for piece in document.dropped)
    done = here("stats", str(LAW))
    assert done.returncode == 0, done.stderr
    assert "# coverage\tasked\tnot asked\tall" in done.stdout
