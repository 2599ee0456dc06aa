"""Cards in a real browser: matching by taps, lists that hide what follows, nothing too wide."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.export.anki import export_anki
from quizgen.export.anki.notetypes import FIELDS
from quizgen.model import Item
from tests.anki_collection import Anki, fill_blank, listing, matching, sample, term

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
SHOWN = """
document.body.dataset.shown = [...document.querySelectorAll("li > span")].map((word) =>
  getComputedStyle(word).fontSize === "0px" ? getComputedStyle(word, "::after").content : word.textContent
).join("|");
"""
WIDTH = """
document.body.dataset.over = [...document.querySelectorAll("iframe")].map((frame) =>
  frame.contentDocument.documentElement.scrollWidth - frame.clientWidth).join();
"""


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()


def page(css: str, side: str, script: str = "") -> str:
    """A side of a card as Anki's reviewer has it."""
    return (
        f'<!doctype html><html class="mobile"><meta charset="utf-8"><style>{css}</style>'
        f'<body class="card">{side}<script>{script}</script></body></html>'
    )


def body_of(text: str, folder: Path) -> str:
    """The body's tag, after the scripts of a page ran in Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next(name for name in names if shutil.which(name))
    (folder / "page.html").write_text(text, encoding="utf-8")
    shown = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            "--virtual-time-budget=2000", f"--user-data-dir={folder}/profile",
            str(folder / "page.html"),
        ],
        capture_output=True, check=True, timeout=120, text=True,
    ).stdout  # fmt: skip
    body = re.search("<body[^>]*>", shown)
    assert body, shown
    return body[0]


def cards(anki: Anki, *items: Item) -> list[tuple[str, str, str]]:
    """Style, front and back of each card."""
    anki.take(export_anki(replace(sample(), items=items), typed=True)[0])
    found = []
    for ident in anki.col.find_cards("", order="n.id asc, c.ord asc"):
        shown = anki.col.get_card(ident).render_output()
        found.append((shown.css, shown.question_text, shown.answer_text))
    return found


@pytest.mark.anki
@pytest.mark.browser
def test_tapping_joins_what_belongs_together_and_counts_misses(anki: Anki) -> None:
    ((css, front, _),) = cards(anki, matching())
    body = body_of(page(css, front, TAPS), anki.folder)
    assert (
        'data-said="左右各点一条，相配的会连上；还剩 3 对|左右各点一条，相配的会连上；还剩 3 对|'
        '左右各点一条，相配的会连上；还剩 2 对|全部连上，中间错了 1 次"'
    ) in body
    key = [int(at) for at in re.findall(r"\d", front.split('data-key="')[1].split('"')[0])]
    mates = "".join(str(key.index(at) + 1) for at in range(3))
    assert f'data-mates="{mates}"' in body
    assert 'data-left=""' in body


def test_matching_needs_no_script() -> None:
    _, edition = export_anki(replace(sample(), items=(matching(),)))
    question = edition.notes[0].fields[FIELDS.index("Question")]
    assert question.count("<li>") == 6
    assert "<script" not in question


@pytest.mark.anki
@pytest.mark.browser
@pytest.mark.parametrize(
    ("ordered", "shown"),
    [(True, "前期|[...]|“……”|“……”"), (False, "前期|[...]|后期|末期")],
)
def test_a_card_hides_what_follows_where_the_order_matters(
    anki: Anki, ordered: bool, shown: str
) -> None:
    second = cards(anki, listing("前期", "中期", "后期", "末期", ordered=ordered))[1]
    body = body_of(page(second[0], second[1], SHOWN), anki.folder)
    assert shown in body.replace("&quot;……&quot;", "“……”")


@pytest.mark.anki
@pytest.mark.browser
def test_no_card_is_wider_than_a_small_phone(anki: Anki) -> None:
    long = "线粒体内膜上的电子传递链ATPsynthasecomplexwithaverylongnameandnobreakatall" * 2
    pairs = tuple(replace(pair, response_text=long) for pair in matching().pairs)
    sides = [
        page(css, side)
        for css, front, back in cards(
            anki,
            fill_blank("叶绿体" + long + "，线粒体" + long),
            listing(long + "甲", long + "乙", "丙", ordered=True),
            replace(matching(), pairs=pairs),
            term(long, long),
        )
        for side in (front, back)
    ]
    frames = "".join(
        f'<iframe width="320" height="600" srcdoc="{html.escape(side)}"></iframe>' for side in sides
    )
    script = f"<script>addEventListener('load', () => {{ {WIDTH} }});</script>"
    body = body_of(f'<!doctype html><meta charset="utf-8"><body>{frames}{script}', anki.folder)
    over = re.search('data-over="([-0-9,]*)"', body)
    assert over, body
    widths = [int(width) for width in over[1].split(",")]
    assert len(widths) == len(sides) >= 14
    assert max(widths) <= 0, widths
