"""Take the pictures of the README: a sheet and a card, of a seed, in Chromium.

python scripts/pictures.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from quizgen.export.anki import export_anki
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


def card(fields: dict[str, str], back: bool, dark: bool) -> str:
    """A fill-blank card as Anki renders it, near enough for a picture."""
    side = "back" if back else "front"
    folder = ROOT / "templates" / "anki"
    text = (folder / f"blank-1-{side}.html").read_text(encoding="utf-8")
    shown = r'<span class="cloze">\1</span>' if back else r'<span class="cloze">[\2]</span>'
    question = re.sub(r"\{\{c\d::(.*?)(?:::(.*?))?\}\}", shown, fields["Question"])
    question = question.replace("[]", "[…]")
    text = text.replace("{{cloze:Question}}", question)
    text = re.sub(r"\{\{#(\w+)\}\}(.*?)\{\{/\1\}\}", lambda m: m[2] if fields[m[1]] else "", text)
    text = re.sub(r"\{\{(\w+)\}\}", lambda m: fields[m[1]], text)
    css = (folder / "card.css").read_text(encoding="utf-8")
    mode = "card nightMode" if dark else "card"
    return (
        f'<!doctype html><meta charset="utf-8"><style>{css}</style>'
        f'<body class="{mode}" style="margin:0">{text}</body>'
    )


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    quiz = make_quiz(
        [read(ROOT / "seeds" / "marxism.txt")], title="马克思主义基本原理", max_items=30
    )
    shoot(export_sheet(quiz).decode(), "sheet.png", 860, 900)
    _, edition = export_anki(quiz)
    names = ("Question", "Answer", "Prompt", "Note", "Hint", "Why", "Quote", "Source", "Difficulty")
    note = next(note for note in edition.notes if note.kind == "fill-blank")
    fields = dict(zip(names, note.fields, strict=False))
    shoot(card(fields, back=True, dark=False), "card.png", 640, 420)
    shoot(card(fields, back=True, dark=True), "card-night.png", 640, 420)
    shoot(card(fields, back=False, dark=False), "card-front.png", 640, 300)


if __name__ == "__main__":
    main()
