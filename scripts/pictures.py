"""Take the picture of a sheet for the README, of a seed, in Chromium.

python scripts/pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from quizgen.export.sheet import export_sheet
from quizgen.pipeline import make_quiz
from quizgen.reading import read

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


def shoot(html: str, name: str, width: int, height: int) -> None:
    browser = next(n for n in ("chromium", "chromium-browser") if shutil.which(n))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                browser, *FLAGS, f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}", f"--screenshot={OUT / name}", str(page),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    quiz = make_quiz(
        [read(ROOT / "seeds" / "marxism.txt")], title="马克思主义基本原理", max_items=30
    )
    shoot(export_sheet(quiz).decode(), "sheet.png", 860, 900)


if __name__ == "__main__":
    main()
