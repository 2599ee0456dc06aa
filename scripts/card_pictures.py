"""Take the picture of the cards: every kind, as the real Anki renders it, in Chromium.

Fronts and backs by day, and backs by night, at the width of a phone.

python scripts/card_pictures.py
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizgen.export.anki import export_anki
from quizgen.export.anki.notetypes import NOTETYPES
from quizgen.pipeline import make_quiz
from quizgen.reading import read

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "images" / "cards.png"
WIDTH, HEIGHT, GAP = 375, 470, 10
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
SEEDS = ("biology.md", "law.txt", "networking.md")


def cards(folder: Path) -> Iterator[tuple[str, Any]]:
    """For each kind its style and a rendered card: the second, where a note has several."""
    collection = Collection(str(folder / "collection.anki2"))
    quiz = make_quiz([read(ROOT / "seeds" / name) for name in SEEDS], title="示例")
    deck = folder / "deck.apkg"
    deck.write_bytes(export_anki(quiz)[0])
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(deck), options=ImportAnkiPackageOptions())
    )
    for type_ in NOTETYPES.values():
        notes = [collection.get_note(i) for i in collection.find_notes(f'"note:{type_.name}"')]
        # A note that has all there is to show: a quotation, and not too long.
        notes.sort(key=lambda note: (not note["Quote"], abs(len(note["Question"]) - 160)))
        if notes:
            shown = notes[0].cards()[min(1, len(notes[0].cards()) - 1)].render_output()
            yield shown.css, shown
    collection.close()


def frame(css: str, body: str, mode: str) -> str:
    page = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{css}</style>'
        f'<body class="card mobile {mode}" style="margin:0">{body}</body></html>'
    )
    return f'<iframe width="{WIDTH}" height="{HEIGHT}" srcdoc="{html.escape(page)}"></iframe>'


def main() -> None:
    browser = next(n for n in ("chromium", "chromium-browser", "google-chrome") if shutil.which(n))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = list(cards(folder))
        rows = (
            [frame(css, shown.question_text, "") for css, shown in made],
            [frame(css, shown.answer_text, "") for css, shown in made],
            [frame(css, shown.answer_text, "nightMode") for css, shown in made],
        )
        style = (
            f"body{{margin:{GAP}px;background:#cfc8ba}} iframe{{border:0;display:block}}"
            f"div{{display:flex;gap:{GAP}px;margin-bottom:{GAP}px}}"
        )
        page = folder / "page.html"
        page.write_text(
            f"<style>{style}</style>" + "".join(f"<div>{''.join(row)}</div>" for row in rows),
            encoding="utf-8",
        )
        size = f"{len(made) * (WIDTH + GAP) + GAP},{len(rows) * (HEIGHT + GAP) + GAP}"
        subprocess.run(
            [
                browser, *FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={size}",
                f"--screenshot={OUT}", str(page),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
    _fewer_colours(OUT)


def _fewer_colours(path: Path) -> None:
    """A third of the bytes, where Pillow is at hand; nobody sees the difference."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(48)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
