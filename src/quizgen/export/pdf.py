"""Printing a sheet to PDF: by a Chromium that is there, else by WeasyPrint, else not at all.

Chromium prints what the user would print from a browser. It gets a profile of its own that is
thrown away, and no name resolution: nothing that a page could ask for is ever sent for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.errors import MissingExtraError, OutputError

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 180
"""Seconds for one file: 134 pages take four."""
# Written by Chromium's PDF library, uncompressed, in the dictionary of document facts.
_DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")


@dataclass(frozen=True, slots=True)
class Printer:
    """What prints; `browser` is empty for WeasyPrint."""

    browser: str
    remarks: tuple[str, ...] = ()

    @classmethod
    def found(cls) -> Printer:
        """The best printer on this machine.

        Raises:
            MissingExtraError: there is neither a browser nor WeasyPrint; says what to install.
            OutputError: there is no Chinese font, so that the paper would show boxes.
        """
        _need_fonts()
        browser = find_browser()
        if browser:
            return cls(browser)
        _weasyprint()
        return cls("", ("printed by WeasyPrint, since there is no Chromium here",))

    def print(self, html: bytes) -> bytes:
        """The page on paper.

        Raises:
            OutputError: the browser gave no PDF; with its last words.
        """
        return _by_browser(self.browser, html) if self.browser else _by_weasyprint(html)


def find_browser() -> str:
    """The path of a Chromium, that of the variable CHROMIUM first; empty if there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *_NAMES):
        path = shutil.which(name) if name else None
        if path:
            return path
    return next((place for place in _PLACES if Path(place).is_file()), "")


def _need_fonts() -> None:
    """Where fontconfig tells us that no font has Chinese glyphs, say so before printing boxes."""
    lister = shutil.which("fc-list")
    if not lister:
        return
    asked = subprocess.run(  # noqa: S603 - no word of it comes from outside
        [lister, ":lang=zh-cn", "family"], capture_output=True, check=False, timeout=60
    )
    if asked.returncode == 0 and not asked.stdout.strip():
        raise OutputError(
            "no Chinese font is installed, so that a PDF would show boxes; install one "
            "(Debian, Ubuntu: apt install fonts-noto-cjk)"
        )


def _by_browser(browser: str, html: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="quizgen", ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "sheet.html"), Path(folder, "sheet.pdf")
        page.write_bytes(html)
        # Chromium refuses to run as root (in containers) with its sandbox.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        command = [
            browser, *_FLAGS, *(("--no-sandbox",) if root else ()), f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={pdf}", page.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - a browser, on a file of our own
                command, capture_output=True, check=False, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputError(f"cannot print with {browser}: {error}") from error
        if not pdf.is_file():
            words = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no PDF"]
            raise OutputError(f"cannot print with {browser}: {words[-1]}")
        return undated(pdf.read_bytes())


def undated(pdf: bytes) -> bytes:
    """The PDF with the time of its making taken back to 1980, so that the same gives the same."""
    return _DATE.sub(rb"\g<1>19800101000000", pdf)


def _by_weasyprint(html: bytes) -> bytes:
    pdf: bytes = _weasyprint().HTML(string=html.decode(), url_fetcher=_nothing).write_pdf()
    return pdf


def _nothing(url: str, *_: Any, **__: Any) -> Mapping[str, Any]:
    """In place of a fetcher: a sheet asks for nothing."""
    raise OutputError(f"the sheet asks for {url[:200]}")


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the library Pango is not there
        raise MissingExtraError(
            'a PDF needs Chromium or Chrome, or: pip install "quizgen[print]"; '
            "or print the HTML file from any browser"
        ) from error
    return weasyprint
