"""The sheet: its bytes, and how a real browser prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.export.sheet import Options, export_sheet
from quizgen.export.wording import shuffled
from quizgen.model import Matching
from quizgen.pipeline import make_quiz
from quizgen.reading import read
from tests.anki_collection import sample
from tests.conftest import ROOT

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def printed(html: bytes, folder: Path) -> list[str]:
    """The text of each page, as Chromium prints it."""
    (folder / "sheet.html").write_bytes(html)
    browser = next(name for name in CHROMIUM if shutil.which(name))
    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            "--disable-background-networking", f"--user-data-dir={folder / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--print-to-pdf={folder / 'sheet.pdf'}", str(folder / "sheet.html"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], check=True, capture_output=True
    )
    info = subprocess.run(
        ["pdfinfo", str(folder / "sheet.pdf")], check=True, capture_output=True, text=True
    )
    assert "(A4)" in info.stdout
    return done.stdout.decode().rstrip("\f").split("\f")


@pytest.mark.browser
def test_prints_on_a4_with_the_key_on_its_own_page(tmp_path: Path) -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "law.txt")], title="古树名木保护条例")
    pages = printed(export_sheet(quiz), tmp_path)
    with_key = [n for n, page in enumerate(pages) if "参考答案" in page]
    assert with_key
    assert pages[with_key[0]].lstrip().startswith("参考答案")
    assert all(
        f"第{n}页共{len(pages)}页" in "".join(page.split()) for n, page in enumerate(pages, 1)
    )


@pytest.mark.browser
def test_hostile_text_neither_runs_nor_breaks_the_page(tmp_path: Path) -> None:
    bad = "<script>document.title='ran'</script></style>\u202e" + "字" * 3000
    quiz = sample()
    items = tuple(
        replace(item, note=bad, provenance=replace(item.provenance, source=bad, article=bad))
        for item in quiz.items
    )
    html = export_sheet(replace(quiz, items=items, title=bad))
    assert b"<script" not in html
    assert "\u202e".encode() not in html
    assert len(printed(html, tmp_path)) < 60


def test_asks_for_nothing_outside_itself(seed: Path) -> None:
    html = export_sheet(make_quiz([read(seed)], title=seed.stem)).decode()
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|<script", html)
    assert "default-src 'none'" in html
    assert '<html lang="zh-CN">' in html


def test_keys_stand_in_the_key_alone() -> None:
    quiz = sample("类囊体是进行光反应的场所，基质是进行暗反应的场所。")
    questions, key = export_sheet(quiz).decode().split("参考答案")
    assert "类囊体" not in re.sub(r"1\. 核糖体.*", "", questions.split("连线题")[0])
    assert "类囊体" in key


def test_responses_never_stand_in_the_order_of_the_text() -> None:
    quiz = sample()
    item = next(item for item in quiz.items if isinstance(item, Matching))
    for seed in range(40):
        order = list(shuffled(replace(quiz, seed=seed), item))
        assert sorted(order) == [0, 1, 2]
        assert order != [0, 1, 2]


def test_the_same_quiz_gives_the_same_bytes() -> None:
    assert export_sheet(sample()) == export_sheet(sample())
    even = export_sheet(sample(), Options(even_blanks=True))
    assert even.count(b"width:6em") == 2


def pairs_of(count: int) -> Matching:
    """A matching item with `count` pairs."""
    item = next(item for item in sample().items if isinstance(item, Matching))
    pair = item.pairs[0]
    return replace(
        item,
        pairs=tuple(
            replace(pair, premise_text=f"前项{n}", response_text=f"后项{n}") for n in range(count)
        ),
    )


def test_more_pairs_than_letters() -> None:
    html = export_sheet(replace(sample(), items=(pairs_of(28),))).decode()
    assert "Z. 后项" in html
    assert "AA. 后项" in html
    assert "AB. 后项" in html
    assert "AC. 后项" not in html


SWEEP = """<script>
let faults = 0, blanks = 0;
const main = document.querySelector("main");
for (let width = 180; width < 580; width++) {
  main.style.cssText = `width:${width}px;padding:0;margin:0`;
  for (const nb of document.querySelectorAll(".nb")) {
    blanks++;
    // A comma that has slipped to the next line stands in a second box.
    if (nb.getClientRects().length !== 1) faults++;
  }
}
document.title = `faults=${faults} blanks=${blanks}`;
</script>"""


@pytest.mark.browser
@pytest.mark.parametrize("glue", [True, False], ids=["as-made", "unglued"])
def test_no_width_parts_a_blank_from_its_punctuation(tmp_path: Path, glue: bool) -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "biology.md")], title="生物")
    html = export_sheet(quiz).decode()
    html = re.sub(r"<meta http-equiv=[^>]*>", "", html).replace("</body>", SWEEP + "</body>")
    if not glue:  # the sweep must be able to fail
        html = html.replace(".nb { white-space: nowrap; }", ".nb { overflow-wrap: anywhere; }")
    (tmp_path / "sweep.html").write_text(html, encoding="utf-8")
    browser = next(name for name in CHROMIUM if shutil.which(name))
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom", str(tmp_path / "sweep.html"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )  # fmt: skip
    found = re.search(r"faults=(\d+) blanks=(\d+)", done.stdout)
    assert found
    assert int(found[2]) >= 400 * 10
    assert (int(found[1]) == 0) is glue
