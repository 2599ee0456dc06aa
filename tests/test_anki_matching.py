"""The matching card in a real browser: tapped it joins pairs, without scripts it is whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.export.anki import export_anki
from quizgen.export.anki.notetypes import FIELDS
from quizgen.templating import builtin_folder
from tests.anki_collection import matching, sample

TAPS = """
const say = () => document.querySelector(".tally").textContent;
const said = [say()];
const [left, right] = [...document.querySelectorAll(".pairs ol")].map((l) => [...l.children]);
const key = document.querySelector(".pairs").dataset.key.split(" ").map(Number);
left[0].click(); left[1].click(); right[key[0]].click(); said.push(say());
left[0].click(); right[key[0]].click(); said.push(say());
right[key[1]].click(); left[1].click(); left[2].click(); right[key[2]].click(); said.push(say());
document.body.dataset.said = said.join("|");
document.body.dataset.mates = right.map((item) => item.dataset.mate).join("");
document.body.dataset.left = Object.keys(window).filter((name) => /held|tally|pick/.test(name)).join();
"""


def question() -> str:
    _, edition = export_anki(replace(sample(), items=(matching(),)))
    return edition.notes[0].fields[FIELDS.index("Question")]


@pytest.mark.browser
def test_tapping_joins_what_belongs_together_and_counts_misses(tmp_path: Path) -> None:
    front = (builtin_folder() / "anki" / "matching-1-front.html").read_text(encoding="utf-8")
    front = re.sub(r"\{\{[#/]\w+\}\}", "", front).replace("{{Question}}", question())
    page = tmp_path / "card.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><body>{front}<script>{TAPS}</script>',
        encoding="utf-8",
    )
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next(name for name in names if shutil.which(name))
    shown = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            f"--user-data-dir={tmp_path}/profile", str(page),
        ],
        capture_output=True, check=True, timeout=120, text=True,
    ).stdout  # fmt: skip
    body = re.search("<body[^>]*>", shown)
    assert body
    assert (
        'data-said="左右各点一条，相配的会连上；还剩 3 对|左右各点一条，相配的会连上；还剩 3 对|'
        '左右各点一条，相配的会连上；还剩 2 对|全部连上，中间错了 1 次"'
    ) in body[0]
    key = [int(at) for at in re.findall(r"\d", question().split('data-key="')[1].split('"')[0])]
    mates = "".join(str(key.index(at) + 1) for at in range(3))
    assert f'data-mates="{mates}"' in body[0]
    assert 'data-left=""' in body[0]


def test_it_needs_no_script() -> None:
    assert question().count("<li>") == 6
    assert "<script" not in question()
