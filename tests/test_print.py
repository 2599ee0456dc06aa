"""Sheets on paper, as a real browser prints them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.errors import MissingExtraError, OutputError
from quizgen.export import pdf
from quizgen.export.formats import Context
from quizgen.export.sheet import Options, export, export_sheet
from quizgen.model import FillBlank, Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read
from tests.anki_collection import sample
from tests.conftest import ROOT, optional
from tests.printing import pages_of, printed, solid


def law() -> Quiz:
    return make_quiz([read(ROOT / "seeds" / "law.txt")], title="古树名木保护条例")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("paper", "size"), [("A4", "210x297"), ("A3", "420x297"), ("B4", "364x257")]
)
def test_the_key_has_pages_of_its_own_and_pages_are_counted(
    tmp_path: Path, paper: str, size: str
) -> None:
    options = Options(paper=paper, marks="1", seal_line=True, variants=2)  # type: ignore[arg-type]
    quiz = law()
    file = export(quiz, options, Context()).files[1]
    assert file.suffix == "-B.html"
    pages, sizes = printed(file.content, tmp_path)
    assert sizes == {size}
    with_key = [n for n, page in enumerate(pages) if "参考答案" in page]
    assert with_key
    assert pages[with_key[0]].lstrip().startswith("参考答案（B 卷）")
    for number, page in enumerate(pages, 1):
        assert f"B卷第{number}页共{len(pages)}页" in solid(page)
    # Nothing is cut off at the paper's edge.
    text = solid("".join(pages))
    for item in quiz.items:
        for key in item.keys if isinstance(item, FillBlank) else ():
            assert solid(key) in text
    assert "密…" in solid(pages[0])
    assert all("密…" not in solid(page) for page in pages[1:])
    # The name is asked for behind the line (where signs stand one over another), not under the title.
    assert "姓名" not in solid(pages[0])
    assert {"姓", "名"} <= set(pages[0])


@pytest.mark.browser
def test_hostile_text_neither_runs_nor_breaks_the_page(tmp_path: Path) -> None:
    bad = (
        "<script>document.title='ran'</script></style><!--\u202e😀👩\u200d🔬 שלום " + "字" * 10_000
    )
    quiz = sample()
    items = tuple(
        replace(item, note=bad[:400], hint=bad, provenance=replace(item.provenance, article=bad))
        for item in quiz.items
    )
    html = export_sheet(replace(quiz, items=items, title=bad[:90], sources=(bad[:300],)))
    assert html.count(b"<script") == 1
    assert html.count(b"</style>") == 1
    assert "\u202e".encode() not in html
    pages, sizes = printed(html, tmp_path)
    assert sizes == {"210x297"}
    assert len(pages) < 60
    assert "水分子通过半透膜的扩散" in solid("".join(pages))


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
    html = export_sheet(quiz, Options(practice=False)).decode()
    html = re.sub(r"<meta http-equiv=[^>]*>", "", html).replace("</body>", SWEEP + "</body>")
    if not glue:  # the sweep must be able to fail
        html = html.replace(".nb { white-space: nowrap; }", ".nb { overflow-wrap: anywhere; }")
    (tmp_path / "sweep.html").write_text(html, encoding="utf-8")
    done = subprocess.run(
        [
            pdf.find_browser(), "--headless", "--no-sandbox", "--disable-gpu",
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


@pytest.mark.browser
def test_a_pdf_stands_beside_each_page_and_is_the_same_again() -> None:
    first = export(sample(), Options(pdf=True), Context())
    assert [file.suffix for file in first.files] == [".html", ".pdf"]
    assert first.files[1].content.startswith(b"%PDF-")
    assert not first.remarks
    again = export(sample(), Options(pdf=True), Context())
    assert again.files == first.files


@pytest.mark.browser
def test_without_a_browser_weasyprint_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    optional("weasyprint")
    monkeypatch.setattr(pdf, "find_browser", lambda: "")
    monkeypatch.setattr(pdf, "_need_fonts", lambda: None)
    made = export(sample(), Options(pdf=True, seal_line=True), Context())
    assert "WeasyPrint" in made.remarks[0]
    (tmp_path / "sheet.pdf").write_bytes(made.files[1].content)
    pages, sizes = pages_of(tmp_path / "sheet.pdf")
    assert sizes == {"210x297"}
    assert solid(pages[-1]).startswith("参考答案")
    assert "4.水分子" in solid(pages[-1])
    # It cannot set text upright: no sealing line, and the name under the title.
    assert "密…" not in solid(pages[0])
    assert "姓名" in solid(pages[0])


def test_without_any_printer_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "find_browser", lambda: "")
    monkeypatch.setattr(pdf, "_need_fonts", lambda: None)
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(MissingExtraError, match=r"Chromium.*quizgen\[print\]"):
        export(sample(), Options(pdf=True), Context())


def test_without_chinese_fonts_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    lister.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(lister))
    with pytest.raises(OutputError, match="fonts-noto-cjk"):
        export(sample(), Options(pdf=True), Context())


def test_a_browser_that_fails_is_told_in_one_line(tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho 'it broke' >&2\nexit 3\n", encoding="utf-8")
    browser.chmod(0o755)
    with pytest.raises(OutputError, match=r"cannot print with .*chromium: it broke"):
        pdf.Printer(str(browser)).print(b"<p>x")
