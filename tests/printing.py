"""Prints sheets in a real browser and reads the pages, for the tests of paper."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from quizgen.export.pdf import Printer


def printed(html: bytes, folder: Path) -> tuple[list[str], set[str]]:
    """The text of each page as Chromium prints it, and the sizes of the pages in millimetres."""
    pdf = folder / "sheet.pdf"
    pdf.write_bytes(Printer.found().print(html))
    return pages_of(pdf)


def pages_of(pdf: Path) -> tuple[list[str], set[str]]:
    """The text of each page of a PDF, and the sizes of the pages in millimetres."""
    text = _run("pdftotext", "-layout", str(pdf), "-").removesuffix("\f").split("\f")
    info = _run("pdfinfo", "-f", "1", "-l", str(len(text)), str(pdf))
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", info)
    return text, {f"{float(w) / 72 * 25.4:.0f}x{float(h) / 72 * 25.4:.0f}" for w, h in sizes}


def solid(text: str) -> str:
    """The text without white space and the underscores of gaps."""
    return re.sub(r"[\s_]+", "", text)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()
