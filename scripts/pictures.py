"""Take the pictures of sheets in the documents, of our seeds: paper by pdftoppm, screens in Chromium.

python scripts/pictures.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from quizgen.export.formats import Context
from quizgen.export.pdf import Printer, find_browser
from quizgen.export.sheet import Options, export
from quizgen.model import Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "images"


def paper(quiz: Quiz, options: Options, name: str, page: int, dots: int, file: int = 0) -> None:
    """A page of paper, in shades of grey."""
    html = export(quiz, options, Context()).files[file].content
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "sheet.pdf")
        pdf.write_bytes(Printer.found().print(html))
        at = str(page)
        subprocess.run(
            ["pdftoppm", "-f", at, "-l", at, "-r", str(dots), "-gray", "-png", "-singlefile",
             str(pdf), str(OUT / name)],
            check=True,
        )  # fmt: skip


def practise(page: Page) -> None:
    """Answer as a learner does: one right, one wrong, two lines."""
    first, second = page.locator("#q1"), page.locator("#q2")
    answers = page.locator("[data-question=q1] .k b").first.text_content() or ""
    for at, answer in enumerate(answers.split("；")):
        first.locator("input").nth(at).fill(answer)
    first.locator("[data-does=check]").click()
    second.locator("input").first.fill("不知道")
    second.locator("[data-does=check]").click()
    second.locator("[data-does=reveal]").click()
    columns = page.locator("li[data-kind=matching]").last
    for premise, response in ((0, 1), (1, 0), (2, 3)):
        columns.locator(".premise").nth(premise).click()
        columns.locator(".response").nth(response).click()
    columns.locator("[data-does=check]").click()


def screens(quiz: Quiz) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sheet = Path(folder, "sheet.html")
        sheet.write_bytes(export(quiz, Options(), Context()).files[0].content)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name, width, height, dark in (
            ("practice.png", 1000, 560, False),
            ("practice-dark.png", 360, 640, True),
        ):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
            )
            page = context.new_page()
            page.goto(sheet.as_uri())
            practise(page)
            page.evaluate(
                "document.querySelectorAll('li[data-kind=matching]')[1].scrollIntoView()"
                if dark
                else "scrollTo(0, 0)"
            )
            page.mouse.move(0, 0)
            page.screenshot(path=OUT / name)
            context.close()
        browser.close()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    biology = make_quiz([read(ROOT / "seeds" / "biology.md")], title="细胞与光合作用")
    marxism = make_quiz([read(ROOT / "seeds" / "marxism.txt")], title="马克思主义基本原理")
    paper(marxism, Options(marks="1", minutes=45), "sheet", 1, 64)
    exam = Options(paper="A3", seal_line=True, variants=2, marks="1")
    paper(biology, exam, "sheet-a3", 1, 48, file=1)
    screens(biology)


if __name__ == "__main__":
    main()
